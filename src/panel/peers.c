/* peers.c - see peers.h. The statistics are those of stats/funnel.h. */
#include "peers.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/words.h"
#include "names.h"
#include "store/rows.h"

enum { MOST_DRAWN = 200 };

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const struct chart_column columns[] = {
	{ .title = "post", .cells = 16 },
	{ .title = "kind", .cells = 6, .priority = 3 },
	{ .title = "value", .cells = 7, .right = true },
	{ .title = "n", .cells = 6, .right = true, .priority = 5 },
	{ .title = "mean", .cells = 7, .right = true, .priority = 2 },
	{ .title = "limits 99.8 %", .cells = 13, .right = true, .priority = 4 },
	{ .title = "verdict", .cells = 17 },
};

/* ---- posts and their kinds ---- */

const struct panel_context *peers_context(const struct panel_context *context, struct panel_context *room, struct panel_scope *scope)
{
	size_t n = 0;

	*scope = *context->scope;
	for (size_t i = 0; i < scope->n_filters; i++)
		if (strcmp(scope->filters[i].name, "office") != 0)
			scope->filters[n++] = scope->filters[i];
	scope->n_filters = n;
	*room = *context;
	room->scope = scope;
	return room;
}

struct told_kind {
	const char *code, *kind;
};

static bool told_load(const struct panel_context *context, struct arena *arena, struct told_kind **ret_told, size_t *ret_n, struct err *err)
{
	struct store_rows *rows = NULL;
	size_t room = context->names->n_posts + 1, n = 0;
	struct told_kind *told = arena_array(arena, room, sizeof(*told));
	int got;

	if (!told)
		return err_memory(err);
	if (!store_rows_open(context->env->store, "panel_post_kinds", &rows, err))
		return false;
	while ((got = store_rows_next(rows, err)) == 1) {
		const char *code = arena_strdup(arena, store_rows_text(rows, 0)), *kind = arena_strdup(arena, store_rows_text(rows, 1));

		if (n < room && code && kind)
			told[n++] = (struct told_kind){ code, kind };
	}
	store_rows_close(rows);
	*ret_told = told;
	*ret_n = n;
	return got == 0;
}

/* What most of the declarations of a post came by; "" where they do not say. */
static const char *mode_of(const struct figures *modes, const char *code)
{
	const struct kpi_row *most = NULL;
	const char *word;

	for (size_t i = 0; i < modes->n; i++) {
		const struct kpi_row *row = &modes->rows[i];

		if (strcmp(row->dims[0].value, code) == 0 && row->dims[1].value[0] && (!most || row->value > most->value))
			most = row;
	}
	word = most ? model_mode_word(most->dims[1].value) : NULL;
	return word ? word : most ? most->dims[1].value : "";
}

static bool modes_load(const struct panel_context *context, struct arena *arena, struct figures *ret_modes, struct err *err)
{
	static const char *const ids[] = { "declarations_registered" };
	struct figures_query query = { .ids = ids, .n_ids = 1, .by = { { .dim = KPI_DIM_OFFICE }, { .dim = KPI_DIM_MODE } }, .n_by = 2 };
	struct panel_context unrecorded = *context;

	unrecorded.record = NULL;
	return figures_load(&unrecorded, &query, arena, ret_modes, err);
}

static size_t kind_find(struct peers *peers, const char *word)
{
	size_t i = 0;

	while (i < peers->n_kinds && strcmp(peers->kinds[i], word) != 0)
		i++;
	if (i == peers->n_kinds)
		peers->kinds[peers->n_kinds++] = word;
	return i;
}

static const char *kind_word(const struct peers *peers, size_t kind)
{
	return kind < peers->n_kinds && peers->kinds[kind][0] ? peers->kinds[kind] : "no recorded kind";
}

/* "sea posts" */
static void put_posts(struct text *out, const struct peers *peers, size_t kind)
{
	if (kind < peers->n_kinds && peers->kinds[kind][0])
		text_appendf(out, "%s posts", peers->kinds[kind]);
	else
		text_append(out, "posts of no recorded kind");
}

static bool has_post(const struct peers *peers, const char *code)
{
	for (size_t i = 0; i < peers->n_posts; i++)
		if (strcmp(peers->posts[i].code, code) == 0)
			return true;
	return false;
}

static size_t posts_of(const struct peers *peers, size_t kind)
{
	size_t n = 0;

	for (size_t i = 0; i < peers->n_posts; i++)
		n += peers->posts[i].kind == kind;
	return n;
}

static int larger_kind_first(const void *a, const void *b, void *context)
{
	const struct peer_post *x = a, *y = b;
	const struct peers *peers = context;
	size_t left = posts_of(peers, x->kind), right = posts_of(peers, y->kind);

	if (x->kind == y->kind)
		return strcmp(x->name, y->name);
	if (left != right)
		return left > right ? -1 : 1;
	return strcmp(peers->kinds[x->kind], peers->kinds[y->kind]);
}

/* Posts are sorted on a copy: the order asks the whole how many there are of a kind. */
static bool posts_sort(struct peers *peers, struct arena *arena)
{
	struct peer_post *sorted = arena_array(arena, peers->n_posts + 1, sizeof(*sorted));

	if (!sorted)
		return false;
	if (peers->n_posts)
		memcpy(sorted, peers->posts, peers->n_posts * sizeof(*sorted));
	qsort_r(sorted, peers->n_posts, sizeof(*sorted), larger_kind_first, peers);
	peers->posts = sorted;
	return true;
}

bool peers_load(struct peers *peers, const struct figures *figures, const struct panel_context *context, struct arena *arena, struct err *err)
{
	struct told_kind *told;
	struct figures modes;
	size_t n_told;

	*peers = (struct peers){ .posts = arena_array(arena, figures->n + 1, sizeof(*peers->posts)),
		.kinds = arena_array(arena, figures->n + 1, sizeof(*peers->kinds)) };
	if (!peers->posts || !peers->kinds)
		return err_memory(err);
	if (!told_load(context, arena, &told, &n_told, err) || !modes_load(context, arena, &modes, err))
		return false;
	for (size_t i = 0; i < figures->n; i++) {
		const char *code = figures->rows[i].n_dims ? figures->rows[i].dims[0].value : "", *kind = "";

		if (!code[0] || has_post(peers, code))
			continue;
		for (size_t k = 0; k < n_told; k++)
			kind = strcmp(told[k].code, code) == 0 ? told[k].kind : kind;
		peers->posts[peers->n_posts++] = (struct peer_post){ .code = code, .name = names_value_in(context, "office", code, arena),
			.kind = kind_find(peers, kind[0] ? kind : mode_of(&modes, code)) };
	}
	return posts_sort(peers, arena) || err_memory(err);
}

size_t peers_kind_of(const struct peers *peers, const char *code)
{
	for (size_t i = 0; i < peers->n_posts; i++)
		if (strcmp(peers->posts[i].code, code) == 0)
			return peers->posts[i].kind;
	return peers->n_kinds;
}

const char *peers_kind_word(const struct peers *peers, const char *code)
{
	size_t kind = peers_kind_of(peers, code);

	return kind < peers->n_kinds && peers->kinds[kind][0] ? peers->kinds[kind] : "–";
}

void peers_alone_words(const struct peers *peers, struct text *out)
{
	size_t n = 0;

	for (size_t i = 0; i < peers->n_posts; i++) {
		const struct peer_post *post = &peers->posts[i];

		if (posts_of(peers, post->kind) == 1)
			text_appendf(out, "%s%s (%s)", n++ ? ", " : "  Alone of their kind: ", post->name, kind_word(peers, post->kind));
	}
	text_append(out, n ? ".\n" : "");
}

/* ---- one rate ---- */

bool peers_rate_load(const struct peers *peers, const struct figures *figures, const char *id, struct arena *arena, struct peers_rate *ret_rate,
	struct err *err)
{
	double *scratch = arena_array(arena, peers->n_posts + 1, sizeof(*scratch));

	*ret_rate = (struct peers_rate){ .def = kpi_find(id), .units = arena_array(arena, peers->n_posts + 1, sizeof(*ret_rate->units)),
		.kinds = arena_array(arena, peers->n_kinds + 1, sizeof(*ret_rate->kinds)) };
	if (!scratch || !ret_rate->units || !ret_rate->kinds)
		return err_memory(err);
	for (size_t i = 0; i < peers->n_posts; i++) {
		const char *code = peers->posts[i].code;
		const struct kpi_row *row = figures_find(figures, id, NULL, &code, 1, NULL);
		bool counted = row && row->n > 0 && !isnan(row->value);

		ret_rate->units[i] = (struct funnel_unit){ .kind = peers->posts[i].kind, .n = counted ? row->n : 0,
			.k = counted ? llround(row->value * (double)row->n) : 0 };
		ret_rate->known = ret_rate->known || counted;
	}
	stats_funnel(ret_rate->units, peers->n_posts, ret_rate->kinds, peers->n_kinds, scratch);
	return true;
}

static double rate_of(const struct funnel_unit *unit)
{
	return unit->n > 0 ? (double)unit->k / (double)unit->n : NAN;
}

/* Without knowing how far such posts spread, that one differs is no verdict on it. */
static struct list_cell verdict_cell(const struct peers_rate *rate, const struct funnel_unit *unit)
{
	const struct funnel_kind *kind = &rate->kinds[unit->kind];
	bool above = unit->z > 0, good = above == (rate->def->better == KPI_HIGHER);

	if (unit->n == 0)
		return (struct list_cell){ .text = "none to count", .role = CANVAS_MUTED };
	if (kind->n_units < 2)
		return (struct list_cell){ .text = "alone of its kind", .role = CANVAS_MUTED };
	if (!unit->outside)
		return (struct list_cell){ .text = "· within limits", .role = CANVAS_MUTED };
	if (!kind->spread_known || rate->def->better == KPI_BAND)
		return (struct list_cell){ .text = above ? "! above its kind" : "! below its kind", .role = CANVAS_WARNING };
	if (good)
		return (struct list_cell){ .text = above ? "✓ above its kind" : "✓ below its kind", .role = CANVAS_GOOD };
	return (struct list_cell){ .text = above ? "✗ above its kind" : "✗ below its kind", .role = CANVAS_BAD };
}

static struct list_cell share_cell(double value, enum canvas_role role, struct arena *arena)
{
	const char *text = isnan(value) ? "–" : arena_printf(arena, "%s %%", figures_number(value, KPI_ONE, arena));

	return (struct list_cell){ .text = text ? text : "", .sort = value, .role = role };
}

static struct list_cell limits_cell(const struct funnel_unit *unit, struct arena *arena)
{
	const char *text = isnan(unit->low) ? "" : arena_printf(arena, "%s–%s %%", figures_number(unit->low, KPI_ONE, arena),
		figures_number(unit->high, KPI_ONE, arena));

	return (struct list_cell){ .text = text ? text : "", .sort = unit->low, .role = CANVAS_MUTED };
}

static void fill_row(const struct peers *peers, const struct peers_rate *rate, size_t i, const struct panel_context *context, struct arena *arena,
	struct list_row *out)
{
	const struct peer_post *post = &peers->posts[i];
	const struct funnel_unit *unit = &rate->units[i];
	const struct funnel_kind *kind = &rate->kinds[post->kind];
	struct list_cell verdict = verdict_cell(rate, unit);

	out->cells[0] = (struct list_cell){ .text = post->name, .role = CANVAS_LABEL };
	out->cells[1] = (struct list_cell){ .text = peers_kind_word(peers, post->code), .role = CANVAS_MUTED };
	out->cells[2] = share_cell(rate_of(unit), CANVAS_VALUE, arena);
	out->cells[3] = (struct list_cell){ .text = figures_count(unit->n, arena), .sort = (double)unit->n };
	out->cells[4] = kind->n_units > 1 ? share_cell(kind->mean, CANVAS_PLAIN, arena) : (struct list_cell){ .text = "", .sort = NAN };
	out->cells[5] = limits_cell(unit, arena);
	out->cells[6] = verdict;
	snprintf(out->focus.kpi, sizeof(out->focus.kpi), "%s", rate->def->id);
	snprintf(out->focus.stat, sizeof(out->focus.stat), "%s", rate->def->headline);
	snprintf(out->focus.filter_name, sizeof(out->focus.filter_name), "office");
	snprintf(out->focus.filter_value, sizeof(out->focus.filter_value), "%s", post->code);
	out->focus.drills = true;
	list_except(out, verdict.role == CANVAS_BAD ? fabs(unit->z) : 0, context);
}

bool peers_list(struct list *list, const struct peers *peers, const struct peers_rate *rate, const struct panel_context *context, struct arena *arena,
	struct err *err)
{
	list->title = arena_printf(arena, "%s, among posts of one kind", rate->def->short_title);
	list->empty = "No post has records in this period.";
	if (!list->title || !list_begin(list, columns, COUNT(columns), peers->n_posts, arena, err))
		return list->title ? false : err_memory(err);
	for (size_t i = 0; i < peers->n_posts; i++)
		fill_row(peers, rate, i, context, arena, list_add(list));
	list_end(list);
	return true;
}

/* ---- the funnel of one kind ---- */

static size_t points_take(const struct peers *peers, const struct peers_rate *rate, size_t kind, const char *selected,
	struct chart_funnel_point *points)
{
	size_t n = 0;

	for (size_t i = 0; i < peers->n_posts && n < MOST_DRAWN; i++) {
		const struct funnel_unit *unit = &rate->units[i];

		if (peers->posts[i].kind == kind && unit->n > 0)
			points[n++] = (struct chart_funnel_point){ .name = peers->posts[i].name, .rate = rate_of(unit), .n = (long)unit->n,
				.outside = unit->outside, .selected = selected && strcmp(selected, peers->posts[i].code) == 0 };
	}
	return n;
}

static void say_alone(const struct peers *peers, size_t kind, const struct chart_funnel_point *only, struct canvas_area area)
{
	struct text text = TEXT_INIT;

	if (only)
		text_appendf(&text, "%s stands alone among ", only->name);
	else
		text_append(&text, "Nothing was counted in this period at ");
	put_posts(&text, peers, kind);
	text_append(&text, only ? ": there is none of its kind with anything counted to hold it against." : ".");
	canvas_wrap(canvas_cols(area, 1, area.cols - 2), 0, 3, CANVAS_MUTED, text.data);
	text_finish(&text);
}

void peers_paint(const struct peers *peers, const struct peers_rate *rate, size_t kind, const char *selected, struct canvas_area area)
{
	struct chart_funnel_point points[MOST_DRAWN];
	const struct funnel_kind *its = kind < peers->n_kinds ? &rate->kinds[kind] : NULL;
	struct text title = TEXT_INIT;
	size_t n = its ? points_take(peers, rate, kind, selected, points) : 0;
	bool wide = area.cols >= 70;
	const char *limits = n < 2 ? NULL : its->spread_known ? wide ? "limits 95 % and 99.8 %, as wide as posts spread" : "limits as wide as they spread" :
		wide ? "limits of chance alone: too few posts" : "limits of chance alone";

	if (area.rows < 2)
		return;
	text_appendf(&title, "%s of ", rate->def->short_title);
	put_posts(&title, peers, kind);
	canvas_heading(area, 0, title.data, area.cols < 52 ? NULL : limits);
	if (n < 2)
		say_alone(peers, kind, n ? points : NULL, canvas_below_heading(area));
	else
		chart_funnel(canvas_below_heading(area), &(struct chart_funnel){ .points = points, .n = n, .mean = its->mean, .z_95 = its->z_95,
			.z_998 = its->z_998, .x_title = "counted", .y_title = rate->def->short_title });
	text_finish(&title);
}

size_t peers_kind_largest(const struct peers *peers, const struct peers_rate *rate)
{
	size_t best = peers->n_kinds;

	for (size_t i = 0; i < peers->n_kinds; i++)
		if (rate->kinds[i].n_units >= 2 && (best == peers->n_kinds || rate->kinds[i].n > rate->kinds[best].n))
			best = i;
	return best;
}

/* ---- in words ---- */

static void put_percent(struct text *out, double value)
{
	kpi_format_value(value, KPI_ONE, false, out);
}

void peers_words(const struct peers *peers, const struct peers_rate *rate, struct text *out)
{
	size_t compared = 0, outside = 0;

	for (size_t i = 0; i < peers->n_posts; i++) {
		const struct funnel_unit *unit = &rate->units[i];
		const struct funnel_kind *kind = &rate->kinds[unit->kind];

		compared += unit->n > 0 && kind->n_units >= 2;
		if (!unit->outside)
			continue;
		outside++;
		text_appendf(out, "  %s: %s has ", rate->def->title, peers->posts[i].name);
		put_percent(out, rate_of(unit));
		text_appendf(out, " of %lld, outside the limits of ", (long long)unit->n);
		put_posts(out, peers, unit->kind);
		text_append(out, ", ");
		put_percent(out, unit->low);
		text_append(out, " to ");
		put_percent(out, unit->high);
		text_append(out, " around ");
		put_percent(out, kind->mean);
		text_append(out, kind->spread_known ? ".\n" : "; limits of chance alone, since too few posts tell how they spread.\n");
	}
	if (compared && !outside)
		text_appendf(out, "  %s: no post is outside the limits of its kind, of %zu that have others.\n", rate->def->title, compared);
}
