/* plan.c - from a header to a plan: the kind is chosen, each of its columns finds its cells, each field its place.
 *
 * Everything that can be wrong with a header is said here, once, in one sentence, before the first row is read. */
#include "plan.h"

#include <string.h>

#include "alias.h"
#include "base/text.h"
#include "base/width.h"
#include "fold.h"
#include "header.h"

enum { SHOWN_CELLS = 40 };

/* ---- choosing the kind ---- */

struct candidate {
	const struct model_kind *kind;
	int matched, missing;
	bool names_declarations;
};

static struct candidate candidate_of(const struct header *header, const struct model_kind *kind)
{
	struct candidate candidate = {.kind = kind};
	struct source_of source;

	for (size_t i = 0; i < kind->n_columns; i++) {
		if (header_resolve(header, kind, &kind->columns[i], &source)) {
			candidate.matched += source.constant == NULL;
			candidate.names_declarations |= strcmp(kind->columns[i].name, "declaration_id") == 0;
		} else {
			candidate.missing += kind->columns[i].required;
		}
	}
	return candidate;
}

/* "declarations.csv" is named like a kind: good enough to choose between two that fit alike. */
static bool is_named_like(const char *path, const struct model_kind *kind)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;

	return strncmp(name, kind->name, strlen(kind->name)) == 0;
}

static bool is_better(const struct candidate *a, const struct candidate *b, const char *shown)
{
	if ((a->missing == 0) != (b->missing == 0))
		return a->missing == 0;
	if (a->missing > 0 && a->matched - a->missing != b->matched - b->missing)
		return a->matched - a->missing > b->matched - b->missing;
	if (a->matched != b->matched)
		return a->matched > b->matched;
	return is_named_like(shown, a->kind) && !is_named_like(shown, b->kind);
}

/* A day and an office make a calendar, but not of a file that numbers declarations and has much more to say of them; nor does an
 * agent's office make a list of officers of a file that is something else by far more of its columns. */
static bool is_mistaken(const struct candidate *best, const struct candidate *next)
{
	if (!best->names_declarations && next->names_declarations && next->matched >= 2 * best->matched)
		return true;
	return next->matched > 2 * best->matched && next->matched - next->missing > best->matched;
}

/* The best and the one after it. */
static void candidates_rank(const struct header *header, struct candidate ret_best[2])
{
	ret_best[0] = candidate_of(header, model_kind_get(0));
	ret_best[1] = (struct candidate){.kind = NULL, .missing = 1000};
	for (int id = 1; id < MODEL_KINDS; id++) {
		struct candidate next = candidate_of(header, model_kind_get((enum model_kind_id)id));

		if (is_mistaken(&next, &ret_best[0]))
			continue;
		if (is_mistaken(&ret_best[0], &next) || is_better(&next, &ret_best[0], header->shown)) {
			ret_best[1] = ret_best[0];
			ret_best[0] = next;
		} else if (!ret_best[1].kind || is_better(&next, &ret_best[1], header->shown)) {
			ret_best[1] = next;
		}
	}
}

static bool is_tie(const struct header *header, const struct candidate best[2])
{
	return best[0].missing == 0 && best[1].missing == 0 && best[0].matched == best[1].matched &&
		!is_named_like(header->shown, best[0].kind);
}

static void cells_show(struct text *text, const struct header *header)
{
	for (size_t i = 0; i < header->n && i < 4; i++) {
		text_append(text, i ? ", '" : "'");
		width_fit_ellipsis(text, header->labels[i], strlen(header->labels[i]), SHOWN_CELLS, false);
		text_append(text, "'");
	}
	if (header->n > 4)
		text_append(text, " ...");
}

static bool kind_choose(const struct header *header, const struct model_kind **ret_kind, struct err *err)
{
	struct candidate best[2];
	struct text text = TEXT_INIT;

	candidates_rank(header, best);
	if (is_tie(header, best))
		return err_set(err, ERR_DATA, "%s: its header fits %s as well as %s; say which with --kind", header->shown,
			best[0].kind->name, best[1].kind->name);
	if (best[0].matched > 0 && (best[0].missing == 0 || best[0].matched > best[0].missing)) {
		*ret_kind = best[0].kind;
		return true;
	}
	cells_show(&text, header);
	err_set(err, ERR_DATA, "%s: its kind cannot be told from the header %s; give --kind, and name its columns in a profile "
		"(--map FILE)", header->shown, text.data);
	text_finish(&text);
	return false;
}

bool plan_kind(const char *shown, const struct reader_cell *cells, size_t n, const struct profile *profile,
	struct arena *arena, const struct model_kind **ret_kind, struct err *err)
{
	struct header header;
	struct candidate best[2];

	if (profile->kind) {
		*ret_kind = profile->kind;
		return true;
	}
	if (!header_make(shown, cells, n, profile, arena, &header, err))
		return false;
	candidates_rank(&header, best);
	*ret_kind = best[0].missing == 0 && !is_tie(&header, best) ? best[0].kind : NULL;
	return true;
}

size_t plan_header_hits(const struct profile *profile, const struct reader_cell *cells, size_t n)
{
	char folded[512];
	size_t hits = 0;

	for (size_t i = 0; i < n; i++) {
		bool hit;

		if (cells[i].len == 0 || cells[i].len > 200)
			continue;
		fold_word(cells[i].s, cells[i].len, folded, sizeof(folded));
		hit = folded[0] != '\0' && alias_is_known(folded);
		for (size_t c = 0; !hit && c < profile->n_columns; c++) {
			const char *theirs = profile->columns[c].header;

			hit = theirs && (strcmp(theirs, cells[i].s) == 0 || (folded[0] && fold_is_same(theirs, cells[i].s)));
		}
		hits += hit;
	}
	return hits;
}

/* ---- fields ---- */

struct making {
	const struct header *header;
	const struct profile *profile;
	struct arena *arena;
	struct plan *plan;
	struct text missing;		/* required columns that are not there */
	int n_missing;
	const struct profile_column *named;	/* the first of them that the profile names after a header that is not there, or NULL */
};

static bool warn(struct making *making, struct err *err, const char *format, ...) __attribute__((format(printf, 3, 4)));

static bool warn(struct making *making, struct err *err, const char *format, ...)
{
	struct text text = TEXT_INIT;
	va_list args;
	const char *copy;

	va_start(args, format);
	text_appendv(&text, format, args);
	va_end(args);
	copy = text.failed ? NULL : arena_strdup(making->arena, text.data);
	text_finish(&text);
	if (!copy)
		return err_memory(err);
	making->plan->warnings[making->plan->n_warnings++] = copy;
	return true;
}

static bool map_applies(const struct profile_map *map, const struct model_kind *kind, const char *name,
	const struct model_column *column)
{
	if (map->kind && map->kind != kind)
		return false;
	if (strcmp(map->column, name) == 0)
		return true;
	return column && column->list && strcmp(map->column, "lane") == 0 && strcmp(column->list, "lane") == 0;
}

static bool field_maps(struct making *making, struct plan_field *field, const char *name, struct err *err)
{
	const struct profile *profile = making->profile;

	if (profile->n_maps == 0)
		return true;
	field->maps = arena_array(making->arena, profile->n_maps, sizeof(struct profile_map *));
	if (!field->maps)
		return err_memory(err);
	for (size_t i = 0; i < profile->n_maps; i++)
		if (map_applies(&profile->maps[i], making->plan->kind, name, field->column))
			field->maps[field->n_maps++] = &profile->maps[i];
	return true;
}

static struct plan_field *field_add(struct making *making, const struct source_of *source, const char *name)
{
	struct plan_field *field = &making->plan->fields[making->plan->n_fields++];

	memcpy(field->cells, source->cells, sizeof(field->cells));
	field->n_cells = source->constant ? 0 : source->n_cells;
	field->constant = source->constant;
	field->label = source->constant ? name : making->header->labels[source->cells[0]];
	field->slot = field->item_slot = field->extra = -1;
	field->date = (struct date_format){
		.order = making->profile->date_order, .hijri = making->profile->hijri, .zone = making->profile->zone,
	};
	return field;
}

static bool check_twice(const struct making *making, const struct source_of *source, const char *name, struct err *err)
{
	if (source->twice[0] < 0)
		return true;
	return err_set(err, ERR_DATA, "%s: columns %d ('%s') and %d ('%s') are both %s; say in a profile (--map FILE) which "
		"one it is, or rename the other", making->header->shown, source->twice[0] + 1,
		making->header->labels[source->twice[0]], source->twice[1] + 1, making->header->labels[source->twice[1]], name);
}

static bool column_place(struct making *making, size_t index, struct err *err)
{
	const struct model_column *column = &making->plan->kind->columns[index];
	struct source_of source;
	struct plan_field *field;

	if (!header_resolve(making->header, making->plan->kind, column, &source)) {
		if (column->required) {
			text_appendf(&making->missing, "%s%s", making->n_missing++ ? ", " : "", column->name);
			making->named = making->named ? making->named : source.missing;
		} else if (source.missing) {
			return warn(making, err, "%s, line %d: the file has no column '%s'; %s stays empty",
				making->profile->path, source.missing->line, source.missing->header, column->name);
		}
		return true;
	}
	if (!check_twice(making, &source, column->name, err))
		return false;
	field = field_add(making, &source, column->name);
	field->column = column;
	field->slot = (int)index;
	if (column->type == MODEL_DAY)
		field->date.zone = NULL;
	return field_maps(making, field, column->name, err);
}

static bool extra_place(struct making *making, const struct profile_column *extra, struct err *err)
{
	struct source_of source;
	struct plan_field *field;
	struct text name = TEXT_INIT;
	bool ok;

	if (extra->role == PROFILE_COLUMN || (extra->kind && extra->kind != making->plan->kind))
		return true;
	if (!header_resolve_extra(making->header, extra, &source))
		return warn(making, err, "%s, line %d: the file has no column '%s'; %s stays empty", making->profile->path,
			extra->line, extra->header, extra->name);
	if (!check_twice(making, &source, extra->name, err))
		return false;
	field = field_add(making, &source, extra->name);
	field->extra = (int)making->plan->n_extras;
	field->is_measure = extra->role == PROFILE_MEASURE;
	making->plan->extra_names[making->plan->n_extras++] = extra->name;
	text_appendf(&name, "attribute.%s", extra->name);
	ok = name.failed ? err_memory(err) : field_maps(making, field, name.data, err);
	text_finish(&name);
	return ok;
}

/* ---- one row per item ---- */

static struct plan_field *field_of_cell(struct plan *plan, int cell)
{
	for (size_t i = 0; i < plan->n_fields; i++)
		if (plan->fields[i].n_cells == 1 && plan->fields[i].cells[0] == cell)
			return &plan->fields[i];
	return NULL;
}

static bool item_column_place(struct making *making, size_t index, struct err *err)
{
	struct plan *plan = making->plan;
	const struct model_column *column = &plan->items->columns[index];
	struct source_of source;
	struct plan_field *field;

	if (!header_resolve(making->header, plan->items, column, &source))
		return true;
	field = source.n_cells == 1 ? field_of_cell(plan, source.cells[0]) : NULL;
	if (!field)
		for (size_t i = 0; i < plan->n_fields; i++)
			if (plan->fields[i].column && strcmp(plan->fields[i].column->name, column->name) == 0)
				field = &plan->fields[i];
	if (field && field->column && strcmp(field->column->name, column->name) == 0) {
		field->item_slot = (int)index;
		return true;
	}
	if (field)	/* the cell means something else to the declaration */
		return true;
	if (!check_twice(making, &source, column->name, err))
		return false;
	field = field_add(making, &source, column->name);
	field->column = column;
	field->item_slot = (int)index;
	return field_maps(making, field, column->name, err);
}

/* A declarations file that numbers its items feeds both kinds. */
static bool items_place(struct making *making, struct err *err)
{
	const struct model_kind *items = model_kind_get(MODEL_ITEMS);
	struct source_of source;

	if (making->plan->kind->id != MODEL_DECLARATIONS)
		return true;
	for (size_t i = 0; i < items->n_columns; i++)
		if (items->columns[i].required &&
		    (!header_resolve(making->header, items, &items->columns[i], &source) || source.constant))
			return true;
	making->plan->items = items;
	for (size_t i = 0; i < items->n_columns; i++)
		if (!item_column_place(making, i, err))
			return false;
	return true;
}

/* ---- the whole ---- */

static bool check_missing(const struct making *making, struct err *err)
{
	const char *first = making->missing.data;
	int n = (int)strcspn(first, ",");

	if (making->n_missing == 0)
		return true;
	if (making->missing.failed)
		return err_memory(err);
	if (making->named)
		return err_set(err, ERR_DATA, "%s, line %d: %s has no column '%s' for %s; write its header as it stands there, or a "
			"constant in quotes: `%s = \"...\"`", making->profile->path, making->named->line, making->header->shown,
			making->named->header, making->named->name, making->named->name);
	return err_set(err, ERR_DATA, "%s: read as %s, it has no column for %s; name it in a profile (--map FILE) as "
		"`%.*s = their header`, %s", making->header->shown, making->plan->kind->name, first, n, first,
		strncmp(first, "declaration_id", (size_t)n) == 0 ? "several joined as `Office + Year + Number`" :
								    "or as a constant in quotes");
}

static bool warn_unknown(struct making *making, struct err *err)
{
	struct text text = TEXT_INIT;
	int unknown = 0;
	bool ok = true;

	for (size_t i = 0; i < making->header->n; i++) {
		bool used = making->header->labels[i][0] == '\0';

		for (size_t f = 0; f < making->plan->n_fields && !used; f++)
			for (int c = 0; c < making->plan->fields[f].n_cells; c++)
				used = used || making->plan->fields[f].cells[c] == (int)i;
		if (used)
			continue;
		if (unknown < 12) {
			text_append(&text, unknown ? ", '" : "'");
			width_fit_ellipsis(&text, making->header->labels[i], strlen(making->header->labels[i]),
				SHOWN_CELLS, false);
			text_append(&text, "'");
		}
		unknown++;
	}
	if (unknown > 12)
		text_appendf(&text, " and %d more", unknown - 12);
	if (unknown > 0)
		ok = warn(making, err, "%s: not read, as no column is known by that name: %s; a profile (--map FILE) can keep "
			"them as attribute.NAME or measure.NAME", making->header->shown, text.data);
	text_finish(&text);
	return ok;
}

static bool is_of_list(const struct plan_field *field, const char *list)
{
	return field->column && field->column->list && strcmp(field->column->list, list) == 0;
}

/* What would else be asked of every cell. */
static void fields_mark(struct plan *plan)
{
	for (size_t i = 0; i < plan->n_fields; i++) {
		struct plan_field *field = &plan->fields[i];

		field->is_currency = is_of_list(field, "currency");
		field->is_country = is_of_list(field, "country");
		field->is_zone = field->column && strcmp(field->column->name, "timezone") == 0;
		if (field->slot >= 0)
			plan->columns |= (uint64_t)1 << field->slot;
		field->is_required = (field->slot >= 0 && plan->kind->columns[field->slot].required) ||
			(field->item_slot >= 0 && plan->items->columns[field->item_slot].required);
	}
}

static void currency_first(struct plan *plan)
{
	for (size_t i = 1; i < plan->n_fields; i++) {
		struct plan_field field = plan->fields[i];

		if (!field.column || strcmp(field.column->name, "currency") != 0)
			continue;
		memmove(plan->fields + 1, plan->fields, i * sizeof(field));
		plan->fields[0] = field;
		break;
	}
}

static void find_marked(struct plan *plan)
{
	plan->key = plan->value = plan->item_value = -1;
	for (size_t i = 0; i < plan->n_fields; i++) {
		const struct plan_field *field = &plan->fields[i];

		if (!field->column)
			continue;
		if (strcmp(field->column->name, "declaration_id") == 0)
			plan->key = (int)i;
		else if (strcmp(field->column->name, "cif_value") == 0 && field->slot >= 0)
			plan->value = (int)i;
		else if (strcmp(field->column->name, "currency") == 0 && field->slot >= 0)
			plan->has_currency = true;
	}
	if (plan->value >= 0 && plan->fields[plan->value].item_slot >= 0)
		plan->item_value = plan->value;
}

static bool plan_fill(struct making *making, struct err *err)
{
	struct plan *plan = making->plan;

	for (size_t i = 0; i < plan->kind->n_columns; i++)
		if (!column_place(making, i, err))
			return false;
	if (!check_missing(making, err))
		return false;
	if (plan->kind->id == MODEL_DECLARATIONS)	/* declarations alone carry extras */
		for (size_t i = 0; i < making->profile->n_columns; i++)
			if (!extra_place(making, &making->profile->columns[i], err))
				return false;
	if (!items_place(making, err) || !warn_unknown(making, err))
		return false;
	fields_mark(plan);
	currency_first(plan);
	find_marked(plan);
	return true;
}

static struct plan *plan_alloc(struct arena *arena, const struct header *header, const struct profile *profile)
{
	size_t most = 2 * PLAN_COLUMNS_MAX + profile->n_columns;
	struct plan *plan = arena_alloc(arena, sizeof(*plan));

	if (!plan)
		return NULL;
	plan->fields = arena_array(arena, most, sizeof(*plan->fields));
	plan->extra_names = arena_array(arena, profile->n_columns + 1, sizeof(*plan->extra_names));
	plan->warnings = arena_array(arena, most + 1, sizeof(*plan->warnings));
	plan->n_cells = header->n;
	plan->labels = header->labels;
	return plan->fields && plan->extra_names && plan->warnings ? plan : NULL;
}

bool plan_make(const char *shown, const struct reader_cell *cells, size_t n, const struct model_kind *kind,
	const struct profile *profile, struct arena *arena, struct plan **ret_plan, struct err *err)
{
	struct making making = {.profile = profile, .arena = arena};
	struct header header;
	bool ok;

	if (!header_make(shown, cells, n, profile, arena, &header, err))
		return false;
	if (!kind)
		kind = profile->kind;
	if (!kind && !kind_choose(&header, &kind, err))
		return false;
	making.header = &header;
	making.plan = plan_alloc(arena, &header, profile);
	if (!making.plan)
		return err_memory(err);
	making.plan->kind = kind;
	text_init(&making.missing);
	ok = plan_fill(&making, err);
	text_finish(&making.missing);
	if (ok)
		*ret_plan = making.plan;
	return ok;
}
