/* presence.c - which columns have values at all, so that a figure without its data is a dash that says why. */
#include "facts.h"

#include <stdlib.h>
#include <string.h>

#include "store/rows.h"

static int compare(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool add(struct presence *presence, size_t *cap, const char *name, struct arena *arena)
{
	if (presence->n == *cap) {
		size_t grown = *cap ? *cap * 2 : 256;
		const char **names = arena_array(arena, grown, sizeof(*names));

		if (!names)
			return false;
		if (presence->n)
			memcpy(names, presence->names, presence->n * sizeof(*names));
		presence->names = names;
		*cap = grown;
	}
	presence->names[presence->n++] = name;
	return name != NULL;
}

bool presence_init(struct store *store, struct arena *arena, struct presence *ret_presence, struct err *err)
{
	struct presence presence = {0};
	struct store_rows *rows = NULL;
	size_t cap = 0;
	int got;

	if (!store_rows_open(store, "kpi_presence", &rows, err))
		return false;
	while ((got = store_rows_next(rows, err)) == 1) {
		const char *name = arena_printf(arena, "%s.%s", store_rows_text(rows, 0), store_rows_text(rows, 1));

		if (!add(&presence, &cap, name, arena)) {
			err_memory(err);
			got = -1;
			break;
		}
	}
	store_rows_close(rows);
	if (got != 0)
		return false;
	if (presence.n)
		qsort(presence.names, presence.n, sizeof(*presence.names), compare);
	*ret_presence = presence;
	return true;
}

static bool has(const struct presence *presence, const char *name, size_t n)
{
	char key[96];
	const char *found = key;

	if (n >= sizeof(key) || presence->n == 0)
		return false;
	memcpy(key, name, n);
	key[n] = '\0';
	return bsearch(&found, presence->names, presence->n, sizeof(*presence->names), compare) != NULL;
}

bool presence_has(const struct presence *presence, const char *need)
{
	for (;;) {
		size_t n = strcspn(need, "|");

		if (has(presence, need, n))
			return true;
		if (!need[n])
			return false;
		need += n + 1;
	}
}

const char *presence_missing(const struct presence *presence, const struct kpi_def *def, struct arena *arena)
{
	for (const char *const *need = def->needs; need && *need; need++) {
		if (!presence_has(presence, *need)) {
			const char *name = arena_strndup(arena, *need, strcspn(*need, "|"));

			return name ? name : *need;
		}
	}
	return NULL;
}
