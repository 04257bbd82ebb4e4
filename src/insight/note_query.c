/* note_query.c - see note_query.h. */
#include "note_query.h"

#include <string.h>

bool note_query(const struct note_about *about, struct arena *arena, struct kpi_query *ret_query, bool *ret_known, struct err *err)
{
	struct kpi_filter *filters = arena_array(arena, about->n_filters + 1, sizeof(*filters));
	const char **values = arena_array(arena, about->n_filters + 1, sizeof(*values));
	struct err unknown;

	if (!filters || !values)
		return err_memory(err);
	*ret_known = true;
	for (size_t i = 0; i < about->n_filters; i++) {
		const char *name = arena_strdup(arena, about->filters[i].name);

		values[i] = arena_strdup(arena, about->filters[i].value);
		if (!name || !values[i])
			return err_memory(err);
		if (!kpi_by_parse(name, &filters[i].by, &unknown))
			*ret_known = false;
		filters[i].values = &values[i];
		filters[i].n_values = 1;
	}
	*ret_query = (struct kpi_query){ .filters = filters, .n_filters = about->n_filters };
	return true;
}

const char *note_office(const struct note_about *about)
{
	return about->n_filters == 1 && strcmp(about->filters[0].name, "office") == 0 ? about->filters[0].value : NULL;
}
