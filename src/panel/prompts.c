/* prompts.c - see prompts.h. */
#include "prompts.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/time.h"
#include "insight/phrases.h"
#include "matrix.h"
#include "names.h"

enum { PAIRS = 25, HALF_A_YEAR = 182, MANY = 200000 };

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const struct chart_column pair_columns[] = {
	{ .title = "broker", .cells = 14 },
	{ .title = "officer", .cells = 14 },
	{ .title = "met", .cells = 6, .right = true },
	{ .title = "by the draw", .cells = 11, .right = true, .priority = 2 },
	{ .title = "times that", .cells = 10, .right = true },
	{ .title = "95 % interval", .cells = 14, .right = true, .priority = 3 },
	{ .title = "by chance", .cells = 10, .right = true, .priority = 1 },
	{ .title = "prompt", .cells = 14 },
};

static const char *said(const char *text)
{
	return text ? text : "";
}

/* "1 in 4 000": the adjusted chance to meet so often, as people read it. */
static const char *chance_words(double p, struct arena *arena)
{
	if (isnan(p))
		return "–";
	if (p >= 0.05)
		return said(arena_printf(arena, "%.0f %%", p * 100));
	return p < 1e-9 ? "< 1 in bn" : said(arena_printf(arena, "1 in %s", figures_number(1 / p, KPI_MONEY, arena)));
}

void prompts_pair_focus(struct panel_focus *focus, const struct kpi_row *row, const struct figures_query *query)
{
	snprintf(focus->kpi, sizeof(focus->kpi), "pair_lift");
	snprintf(focus->filter_name, sizeof(focus->filter_name), "broker");
	snprintf(focus->filter_value, sizeof(focus->filter_value), "%s", row->dims[0].value);
	snprintf(focus->also_name, sizeof(focus->also_name), "officer");
	snprintf(focus->also_value, sizeof(focus->also_value), "%s", row->dims[1].value);
	focus->from = query->from;
	focus->to = query->to;
	focus->lists = focus->drills = true;
}

static void pair_row(struct list *list, const struct panel_context *context, const struct kpi_row *row, const struct figures_query *query,
	struct arena *arena)
{
	struct list_row *out = list_add(list);
	bool marked = row->status == KPI_WORSE;

	if (!out)
		return;
	out->cells[0] = (struct list_cell){ .text = names_value_in(context, "broker", row->dims[0].value, arena), .role = CANVAS_LABEL };
	out->cells[1] = (struct list_cell){ .text = names_value_in(context, "officer", row->dims[1].value, arena), .role = CANVAS_LABEL };
	out->cells[2] = (struct list_cell){ .text = figures_count(row->n, arena), .sort = (double)row->n };
	out->cells[3] = (struct list_cell){ .text = said(arena_printf(arena, "%.1f", row->denominator)), .sort = row->denominator };
	out->cells[4] = (struct list_cell){ .text = figures_value(row, arena), .sort = row->value, .role = CANVAS_VALUE };
	out->cells[5] = (struct list_cell){ .text = figures_interval(row, arena), .sort = row->low, .role = CANVAS_MUTED };
	out->cells[6] = (struct list_cell){ .text = chance_words(row->p, arena), .sort = row->p };
	out->cells[7] = (struct list_cell){ .text = marked ? "! have a look" : "· like chance",
		.role = marked ? CANVAS_WARNING : CANVAS_MUTED };
	prompts_pair_focus(&out->focus, row, query);
	list_except(out, marked ? row->value : 0, context);
}

/* Marked ones first, then by how far they are above the draw. */
static int compare_pairs(const void *a, const void *b)
{
	const struct kpi_row *x = *(const struct kpi_row *const *)a, *y = *(const struct kpi_row *const *)b;

	if ((x->status == KPI_WORSE) != (y->status == KPI_WORSE))
		return x->status == KPI_WORSE ? -1 : 1;
	return x->value > y->value ? -1 : x->value < y->value;
}

static const char pairs_title[] = "Broker and officer: prompts, no proof";
static const char posts_title[] = "What to have looked at, by post: no proof";

void prompts_await(struct list *pairs, struct list *posts)
{
	list_await(pairs, pairs_title);
	list_await(posts, posts_title);
}

/* Four weeks are short for people to meet ten times. Where half a year is no great matter, it is half a year. */
static bool span_choose(const struct panel_context *context, struct arena *arena, struct figures_query *query, struct err *err)
{
	static const char *const volume[] = { "declarations_registered" };
	const struct panel_scope *scope = context->scope;
	struct figures_query asked = { .ids = volume, .n_ids = 1, .from = scope->to - HALF_A_YEAR + 1, .to = scope->to };
	const struct kpi_row *row;
	struct figures figures;

	if (scope->to == TIME_DAY_NONE || scope->from <= asked.from)
		return true;
	if (!figures_load(context, &asked, arena, &figures, err))
		return false;
	row = figures_get(&figures, volume[0], NULL, NULL);
	if (row && row->value <= MANY) {
		query->from = asked.from;
		query->to = asked.to;
	}
	return true;
}

/* Half a year, or as much of it as there is. */
static const char *long_title(const struct panel_context *context, int32_t from, struct arena *arena)
{
	struct text span = TEXT_INIT;
	const char *title;

	if (context->scope->first_day <= from)
		return "Broker and officer, half a year: prompts, no proof";
	phrase_span(&span, context->scope->to - context->scope->first_day + 1);
	title = span.failed ? NULL : arena_printf(arena, "Broker and officer, %s: prompts, no proof", span.data);
	text_finish(&span);
	return title ? title : pairs_title;
}

bool prompts_pairs_load(struct list *list, const struct panel_context *context, struct arena *arena, struct err *err)
{
	static const char *const ids[] = { "pair_lift" };
	struct figures_query query = { .ids = ids, .n_ids = 1, .by = { { .dim = KPI_DIM_BROKER }, { .dim = KPI_DIM_OFFICER } }, .n_by = 2,
		.with_status = true };
	const struct kpi_row **rows;
	struct figures figures;
	size_t n = 0;

	list->empty = "No pair met ten times in this period, or broker_id and officer_id are not recorded.";
	if (!span_choose(context, arena, &query, err) || !figures_load(context, &query, arena, &figures, err))
		return false;
	/* What it is must stand where nothing crowds it out. */
	list->title = query.from ? long_title(context, query.from, arena) : pairs_title;
	list->note = "met more often than the draw of each day lets expect";
	rows = arena_array(arena, figures.n + 1, sizeof(*rows));
	if (!rows || !list_begin(list, pair_columns, COUNT(pair_columns), PAIRS, arena, err))
		return rows ? false : err_memory(err);
	for (size_t i = 0; i < figures.n; i++) {
		if (figures.rows[i].n_dims == 2 && !isnan(figures.rows[i].value))
			rows[n++] = &figures.rows[i];
	}
	if (n)
		qsort(rows, n, sizeof(*rows), compare_pairs);
	for (size_t i = 0; i < n && i < PAIRS; i++)
		pair_row(list, context, rows[i], &query, arena);
	list_end(list);
	return true;
}

static const struct matrix_column post_columns[] = {
	{ .id = "assignment_bypass_rate", .title = "not by system", .cells = 14 },
	{ .id = "red_not_inspected", .title = "red unopened", .cells = 13 },
	{ .id = "express_anomaly", .title = "express", .cells = 9, .priority = 1 },
	{ .id = "trivial_adjustment_share", .title = "trivial", .cells = 9, .priority = 3 },
	{ .id = "pairs_flagged", .title = "pairs", .cells = 6, .priority = 2 },
};

bool prompts_posts_load(struct list *list, const struct panel_context *context, struct chart_column *drawn, struct arena *arena,
	struct err *err)
{
	const struct matrix matrix = { .list = list, .dim = "office", .columns = post_columns, .n_columns = COUNT(post_columns), .drawn = drawn };

	list->title = posts_title;
	list->note = "against each post's own past";
	list->empty = "Nothing of this is recorded: assigned_by, lane_initial, assigned_at.";
	return matrix_load(&matrix, context, arena, err);
}
