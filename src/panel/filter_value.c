/* filter_value.c - see filter_value.h. A pseudonym is taken as it is told, so that a talk can be recorded and played without a name. */
#include "filter_value.h"

#include <string.h>
#include <strings.h>

#include "base/mask.h"
#include "kpi/near.h"
#include "names.h"

/* "3f2a" of "importer 3f2a" and of "3f2a"; NULL when it is no pseudonym. */
static const char *pseudonym_in(const char *dim, const char *said)
{
	const char *word = names_dim(dim);
	size_t n = strlen(word);

	if (strncasecmp(said, word, n) == 0 && said[n] == ' ')
		said += n + 1;
	return strlen(said) == MASK_PSEUDONYM - 1 && strspn(said, "0123456789abcdef") == MASK_PSEUDONYM - 1 ? said : NULL;
}

static bool refuse(const char *dim, const char *said, const struct kpi_near *near, bool tell, struct err *err)
{
	struct text text = TEXT_INIT;

	text_appendf(&text, "There is no %s '%.40s' in the data", names_dim(dim), said);
	for (size_t i = 0; tell && i < near->n; i++)
		text_appendf(&text, "%s'%.40s'", i ? ", " : near->all ? "; there are: " : "; nearest: ", near->values[i]);
	text_append(&text, ".");
	err_set(err, ERR_USAGE, "%s", text.data);
	text_finish(&text);
	return false;
}

bool filter_value_find(const struct dashboard *d, const struct kpi_by *by, const char *said, struct arena *arena, const char **ret_value,
	struct err *err)
{
	char buffer[80];
	const char *dim = kpi_by_name(by, buffer), *pseudonym = mask_is_personal(dim) ? pseudonym_in(dim, said) : NULL;
	struct kpi_near near;
	size_t n = 0;

	if (by->dim == KPI_DIM_OFFICE && names_post_code(&d->names, said))
		said = names_post_code(&d->names, said);
	if (!kpi_value_near(&d->env, by, said, arena, &near, err))
		return false;
	*ret_value = said;
	if (near.known)
		return true;
	if (pseudonym && !kpi_value_unmask(&d->env, by, pseudonym, arena, ret_value, &n, err))
		return false;
	if (n > 1)
		return err_set(err, ERR_USAGE, "%zu go by the name %s %s: select the one that is meant, and press f.", n, names_dim(dim), pseudonym);
	return n == 1 || refuse(dim, said, &near, !d->mask || !mask_is_personal(dim), err);
}
