/* catalogue.c - the groups walked as one table. */
#include "catalogue.h"

#include <string.h>

static const struct catalogue_group *const groups[] = {
	&catalogue_time, &catalogue_control, &catalogue_integrity, &catalogue_revenue, &catalogue_people, &catalogue_facilitation, &catalogue_data,
};

enum { GROUPS = sizeof(groups) / sizeof(*groups) };

size_t kpi_count(void)
{
	size_t n = 0;

	for (size_t i = 0; i < GROUPS; i++)
		n += groups[i]->n;
	return n;
}

const struct kpi_def *kpi_at(size_t index)
{
	for (size_t i = 0; i < GROUPS; i++) {
		if (index < groups[i]->n)
			return &groups[i]->defs[index];
		index -= groups[i]->n;
	}
	return NULL;
}

const struct kpi_def *kpi_find(const char *id)
{
	for (size_t i = 0; i < GROUPS; i++) {
		for (size_t k = 0; k < groups[i]->n; k++) {
			if (strcmp(groups[i]->defs[k].id, id) == 0)
				return &groups[i]->defs[k];
		}
	}
	return NULL;
}

int kpi_interval(const struct kpi_def *def)
{
	return def->method == METHOD_INTERVAL ? def->argument[0] : -1;
}
