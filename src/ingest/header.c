/* header.c - see header.h. The profile decides first, then our own name, then aliases in their order, then names that only
 * together make the column. Nothing is taken for a column that is named twice. */
#include "header.h"

#include <string.h>

#include "alias.h"
#include "fold.h"

bool header_make(const char *shown, const struct reader_cell *cells, size_t n, const struct profile *profile,
	struct arena *arena, struct header *ret_header, struct err *err)
{
	struct header header = {.shown = shown, .n = n, .profile = profile};
	char folded[512];
	struct source_of source;

	header.labels = arena_array(arena, n + 1, sizeof(*header.labels));
	header.folded = arena_array(arena, n + 1, sizeof(*header.folded));
	header.claimed = arena_array(arena, n + 1, sizeof(*header.claimed));
	if (!header.labels || !header.folded || !header.claimed)
		return err_memory(err);
	for (size_t i = 0; i < n; i++) {
		fold_word(cells[i].s, cells[i].len, folded, sizeof(folded));
		header.labels[i] = arena_strndup(arena, cells[i].s, cells[i].len);
		header.folded[i] = arena_strdup(arena, folded);
		if (!header.labels[i] || !header.folded[i])
			return err_memory(err);
	}
	for (size_t i = 0; i < profile->n_columns; i++)
		if (header_resolve_extra(&header, &profile->columns[i], &source))
			for (int c = 0; c < source.n_cells; c++)
				header.claimed[source.cells[c]] = true;
	*ret_header = header;
	return true;
}

/* The header of this very name; else the one that folds to the same. Two of them: twice. */
static bool find_label(const struct header *header, const char *name, size_t n, struct source_of *source)
{
	char folded[512];
	int found = -1, second = -1;

	while (n > 0 && (*name == ' ' || *name == '\t')) {
		name++;
		n--;
	}
	while (n > 0 && (name[n - 1] == ' ' || name[n - 1] == '\t'))
		n--;
	for (int i = (int)header->n - 1; i >= 0; i--) {
		if (strlen(header->labels[i]) == n && memcmp(header->labels[i], name, n) == 0) {
			second = found;
			found = i;
		}
	}
	fold_word(name, n, folded, sizeof(folded));
	for (int i = (int)header->n - 1; found < 0 && folded[0] && i >= 0; i--)
		if (strcmp(header->folded[i], folded) == 0)
			found = i;
	if (found < 0 || source->n_cells == PLAN_PARTS_MAX)
		return false;
	if (second >= 0) {
		source->twice[0] = found;
		source->twice[1] = second;
	}
	source->cells[source->n_cells++] = found;
	return true;
}

/* "A + B": every part must be there. */
static bool find_parts(const struct header *header, const char *names, struct source_of *source)
{
	const char *plus;

	for (; (plus = strstr(names, " + ")); names = plus + 3)
		if (!find_label(header, names, (size_t)(plus - names), source))
			return false;
	return source->n_cells > 0 && find_label(header, names, strlen(names), source);
}

static void source_clear(struct source_of *source)
{
	*source = (struct source_of){.twice = {-1, -1}};
}

bool header_resolve_extra(const struct header *header, const struct profile_column *extra, struct source_of *ret_source)
{
	source_clear(ret_source);
	if (extra->constant) {
		ret_source->constant = extra->constant;
		return true;
	}
	if (find_label(header, extra->header, strlen(extra->header), ret_source))
		return true;
	ret_source->n_cells = 0;
	if (find_parts(header, extra->header, ret_source))
		return true;
	source_clear(ret_source);
	ret_source->missing = extra;
	return false;
}

static const struct profile_column *profile_find(const struct profile *profile, const struct model_kind *kind,
	const char *name)
{
	for (size_t i = profile->n_columns; i-- > 0;) {
		const struct profile_column *column = &profile->columns[i];

		if (column->role == PROFILE_COLUMN && (!column->kind || column->kind == kind) &&
		    strcmp(column->name, name) == 0)
			return column;
	}
	return NULL;
}

static bool resolve_alias(const struct header *header, const struct model_kind *kind, const struct model_column *column,
	struct source_of *source)
{
	int best = ALIAS_NO_MATCH;

	for (size_t i = 0; i < header->n; i++) {
		int rank = header->claimed[i] ? ALIAS_NO_MATCH : alias_rank(kind, column, header->folded[i]);

		if (rank == ALIAS_NO_MATCH || rank > best)
			continue;
		if (rank == best) {
			source->twice[0] = source->cells[0];
			source->twice[1] = (int)i;
			continue;
		}
		best = rank;
		source_clear(source);
		source->cells[0] = (int)i;
		source->n_cells = 1;
	}
	return best != ALIAS_NO_MATCH;
}

static int folded_find(const struct header *header, const char *folded)
{
	for (size_t i = 0; i < header->n; i++)
		if (!header->claimed[i] && strcmp(header->folded[i], folded) == 0)
			return (int)i;
	return -1;
}

static bool resolve_parts(const struct header *header, const struct model_column *column, struct source_of *source)
{
	const char *const *parts;

	for (size_t i = 0; (parts = alias_parts(column->name, i)); i++) {
		int n = 0;

		for (; parts[n]; n++) {
			source->cells[n] = folded_find(header, parts[n]);
			if (source->cells[n] < 0)
				break;
		}
		if (parts[n])
			continue;
		source->n_cells = n;
		return true;
	}
	return false;
}

bool header_resolve(const struct header *header, const struct model_kind *kind, const struct model_column *column,
	struct source_of *ret_source)
{
	const struct profile_column *ours = profile_find(header->profile, kind, column->name);

	if (ours)
		return header_resolve_extra(header, ours, ret_source);
	source_clear(ret_source);
	return resolve_alias(header, kind, column, ret_source) || resolve_parts(header, column, ret_source);
}
