/* revenue.c - what came in, against the path to the target, by post, kind of tax and goods; what controls added, what was
 * forgone.
 *
 * Paid amounts and revenue files are never added up: the lists say which of them they show. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/time.h"
#include "matrix.h"
#include "names.h"
#include "store/rows.h"

enum { LIST_POSTS, LIST_FIGURES, LIST_HEADS, LIST_GOODS, LISTS };
enum { MOST_DAYS = 400, GOODS = 30 };

struct revenue {
	struct panel panel;
	double *collected, *path;	/* cumulative, by day */
	size_t n_days;
	int32_t first_day;
	const char *title, *summary, *currency;
	enum canvas_role summary_role;
	struct list lists[LISTS];
	struct chart_column drawn[LISTS][LIST_COLUMNS];
	/* outlives a load */
	bool opened;
	int pane;
};

static const char *const figure_ids[] = {
	"revenue_collected", "revenue_vs_target", "required_daily_rate", "collection_ratio", "control_adjustment_yield",
	"adjustment_per_inspection", "trivial_adjustment_share", "exemption_ratio", "effective_tax_rate",
	"arrears_ratio", "epay_share", "penalty_recovery_rate", "pca_strike_rate", "pca_yield",
};

static const struct matrix_column post_columns[] = {
	{ .id = "revenue_collected", .title = "collected", .cells = 10 },
	{ .id = "revenue_vs_target", .title = "of target", .cells = 10, .priority = 1 },
	{ .id = "required_daily_rate", .title = "needed a day", .cells = 12, .priority = 2 },
	{ .id = "control_adjustment_yield", .title = "control yield", .cells = 13, .priority = 5 },
	{ .id = "exemption_ratio", .title = "exempted", .cells = 10, .priority = 4 },
	{ .id = "effective_tax_rate", .title = "effective rate", .cells = 14, .priority = 6 },
};

static const struct matrix_column goods_columns[] = {
	{ .id = "revenue_collected", .title = "collected", .cells = 10 },
	{ .id = "effective_tax_rate", .title = "effective rate", .cells = 14, .priority = 1 },
	{ .id = "exemption_ratio", .title = "exempted", .cells = 10, .priority = 2 },
	{ .id = "unit_value_gap", .title = "value gap", .cells = 10, .priority = 3 },
	{ .id = "control_adjustment_yield", .title = "control yield", .cells = 13, .priority = 4 },
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* The days of the target's period as far as it has run; without a target, those of the scope. */
static void choose_days(const struct panel_context *context, const struct kpi_row *target, int32_t *ret_from, int32_t *ret_to)
{
	bool has = target && !isnan(target->value);

	*ret_from = has ? target->from : context->scope->from;
	*ret_to = has ? target->to : context->scope->to;
	if (*ret_to - *ret_from >= MOST_DAYS)
		*ret_from = *ret_to - MOST_DAYS + 1;
}

static bool load_path(struct revenue *revenue, const struct panel_context *context, int32_t from, int32_t to,
	const struct kpi_row *target, struct err *err)
{
	static const char *const ids[] = { "revenue_collected" };
	struct figures_query query = { .ids = ids, .n_ids = 1, .by = { { .dim = KPI_DIM_DAY } }, .n_by = 1, .from = from, .to = to };
	struct arena *arena = &revenue->panel.arena;
	struct figures figures;
	size_t n = (size_t)(to - from + 1);
	double sum = 0;

	revenue->collected = arena_array(arena, n, sizeof(double));
	revenue->path = arena_array(arena, n, sizeof(double));
	if (!revenue->collected || !revenue->path)
		return err_memory(err);
	if (!figures_load(context, &query, arena, &figures, err))
		return false;
	for (size_t i = 0; i < figures.n; i++) {
		int32_t day;

		if (time_day_parse(figures.rows[i].dims[0].value, &day) && day >= from && day <= to &&
		    !isnan(figures.rows[i].value))
			revenue->collected[day - from] += figures.rows[i].value;
	}
	for (size_t i = 0; i < n; i++) {
		revenue->collected[i] = sum += revenue->collected[i];
		revenue->path[i] = target && !isnan(target->value) ?
			target->denominator * (double)(i + 1) / (double)n : NAN;
	}
	revenue->n_days = sum != 0 ? n : 0;	/* a line along zero would look like a figure */
	revenue->first_day = from;
	return true;
}

static const char *sentence(const struct kpi_row *target, const struct kpi_row *needed, const struct kpi_row *collected,
	const char *currency, struct arena *arena)
{
	const char *text;

	if (!target || isnan(target->value)) {
		text = !collected || isnan(collected->value) ? "Nothing paid is recorded; it needs paid_amount or a revenue file." :
			arena_printf(arena, "Collected %s %s. No target is loaded for this period, so there is no word on it.",
				figures_value(collected, arena), currency);
		return text ? text : "";
	}
	text = arena_printf(arena, "%s %s of %s to date: %s%s%s", figures_number(target->numerator, KPI_MONEY, arena), currency,
		figures_number(target->denominator, KPI_MONEY, arena), figures_value(target, arena),
		needed && !isnan(needed->value) ? arena_printf(arena, ", %s %s",
			needed->value > 0 ? "still needed each working day" : "target passed",
			needed->value > 0 ? figures_value(needed, arena) : "") : "", ".");
	return text ? text : "";
}

static bool load_target(struct revenue *revenue, const struct panel_context *context, struct err *err)
{
	static const char *const ids[] = { "revenue_vs_target", "required_daily_rate", "revenue_collected" };
	struct figures_query query = { .ids = ids, .n_ids = 3, .with_status = true };
	struct arena *arena = &revenue->panel.arena;
	const struct kpi_row *target;
	const char *currency = arena_strdup(arena, kpi_currency(context->env));
	struct text days = TEXT_INIT;
	struct figures figures;
	int32_t from, to;

	revenue->n_days = 0;
	if (!figures_load(context, &query, arena, &figures, err))
		return false;
	target = figures_get(&figures, ids[0], NULL, NULL);
	choose_days(context, target, &from, &to);
	if (to == TIME_DAY_NONE || to < from)
		return true;
	revenue->currency = currency ? currency : "";
	revenue->summary = sentence(target, figures_get(&figures, ids[1], NULL, NULL), figures_get(&figures, ids[2], NULL, NULL),
		currency ? currency : "", arena);
	if (target && figures_verdict(target, arena).glyph[0])
		revenue->summary = arena_printf(arena, "%s %s", figures_verdict(target, arena).glyph, revenue->summary);
	revenue->summary_role = target && target->status == KPI_WORSE ? CANVAS_BAD :
		target && target->status == KPI_BETTER ? CANVAS_GOOD : CANVAS_PLAIN;
	scope_day_text(from, false, &days);
	text_append(&days, " to ");
	scope_day_text(to, false, &days);
	revenue->title = arena_printf(arena, "Collected so far, %s%s%s", days.data, currency && currency[0] ? ", " : "",
		currency ? currency : "");
	text_finish(&days);
	return load_path(revenue, context, from, to, target, err);
}

/* ---- by kind of tax, from the revenue files */

static const struct chart_column head_columns[] = {
	{ .title = "kind of tax", .cells = 16 },
	{ .title = "collected", .cells = 12, .right = true },
	{ .title = "refunded", .cells = 12, .right = true, .priority = 1 },
	{ .title = "share", .cells = 8, .right = true, .priority = 2 },
};

static bool fill_heads(struct revenue *revenue, const struct panel_context *context, struct store_rows *rows, struct err *err)
{
	struct list *list = &revenue->lists[LIST_HEADS];
	struct arena *arena = &revenue->panel.arena;
	const struct panel_scope_filter *office = scope_filter_find(context->scope, "office");
	double unit = figures_money_unit(kpi_currency(context->env)), total = 0;
	int got;

	store_rows_bind_int(rows, 1, context->scope->from);
	store_rows_bind_int(rows, 2, context->scope->to);
	store_rows_bind_text(rows, 3, office ? office->value : NULL);
	while ((got = store_rows_next(rows, err)) == 1) {
		double collected = (double)store_rows_int(rows, 1) / unit, refunds = (double)store_rows_int(rows, 2) / unit;
		struct list_row *out = list_add(list);

		if (!out)
			continue;
		/* Kinds of tax stand in the revenue files alone: no declaration lies behind them, but the figure has its proof. */
		snprintf(out->focus.kpi, sizeof(out->focus.kpi), "revenue_collected");
		out->cells[0] = (struct list_cell){ .text = arena_strdup(arena, store_rows_text(rows, 0)), .role = CANVAS_LABEL };
		out->cells[1] = (struct list_cell){ .text = figures_number(collected, KPI_MONEY, arena), .sort = collected,
			.role = CANVAS_VALUE };
		out->cells[2] = (struct list_cell){ .text = figures_number(refunds, KPI_MONEY, arena), .sort = refunds };
		total += collected;
	}
	for (size_t i = 0; i < list->n_rows && total > 0; i++) {
		double share = list->rows[i]->cells[1].sort / total;

		list->rows[i]->cells[3] = (struct list_cell){ .text = arena_printf(arena, "%.0f %%", share * 100), .sort = share };
	}
	return got == 0;
}

static bool load_heads(struct revenue *revenue, const struct panel_context *context, struct err *err)
{
	struct list *list = &revenue->lists[LIST_HEADS];
	struct store_rows *rows = NULL;
	bool ok;

	list->title = "By kind of tax, from the revenue files";
	list->note = "post and period apply, other filters do not";
	list->empty = "No revenue file covers this period.";
	ok = list_begin(list, head_columns, COUNT(head_columns), 32, &revenue->panel.arena, err) &&
	     store_rows_open(context->env->store, "panel_revenue_heads", &rows, err) && fill_heads(revenue, context, rows, err);
	store_rows_close(rows);
	if (ok)
		list_end(list);
	return ok;
}

static bool load_matrix(struct revenue *revenue, int list, const char *dim, const struct matrix_column *columns, size_t n,
	const struct panel_context *context, struct err *err)
{
	const struct matrix matrix = { .list = &revenue->lists[list], .dim = dim, .columns = columns, .n_columns = n,
		.trend = list == LIST_POSTS, .drawn = revenue->drawn[list] };

	return matrix_load(&matrix, context, &revenue->panel.arena, err);
}

static bool load(struct panel *panel, const struct panel_context *context, struct err *err)
{
	struct revenue *revenue = (struct revenue *)panel;

	for (int i = 0; i < LISTS && !revenue->opened; i++)
		list_init(&revenue->lists[i]);
	if (!revenue->opened)
		revenue->lists[LIST_POSTS].sort = revenue->lists[LIST_GOODS].sort = 1;
	revenue->opened = true;
	revenue->lists[LIST_POSTS].title = "Posts";
	revenue->lists[LIST_POSTS].note = "✗ worse, ✓ better than target or usual";
	revenue->lists[LIST_GOODS].title = "Goods (HS chapter)";
	revenue->lists[LIST_GOODS].note = "a value gap is a reason to look, not a proof";
	revenue->lists[LIST_FIGURES].title = "Figures of revenue";
	revenue->lists[LIST_POSTS].empty = revenue->lists[LIST_GOODS].empty = "Nothing was paid in this period.";
	if (!load_target(revenue, context, err))
		return false;
	if (revenue->currency && revenue->currency[0])
		revenue->lists[LIST_FIGURES].note = arena_printf(&panel->arena, "money in %s", revenue->currency);
	return load_matrix(revenue, LIST_POSTS, "office", post_columns, COUNT(post_columns), context, err) &&
	       load_matrix(revenue, LIST_GOODS, "hs_chapter", goods_columns, COUNT(goods_columns), context, err) &&
	       load_heads(revenue, context, err) &&
	       matrix_load_figures(&revenue->lists[LIST_FIGURES], context, figure_ids, COUNT(figure_ids), &panel->arena, err);
}

static void unload(struct panel *panel)
{
	struct revenue *revenue = (struct revenue *)panel;

	for (int i = 0; i < LISTS; i++)
		list_forget(&revenue->lists[i]);
	revenue->collected = revenue->path = NULL;
	revenue->n_days = 0;
	revenue->title = revenue->summary = revenue->currency = NULL;
}

/* ---- paint */

static bool is_small(const struct panel *panel)
{
	return panel->rows < 14 || panel->cols < 57;
}

static int shown_list(const struct revenue *revenue)
{
	return is_small(&revenue->panel) ? (revenue->pane + LIST_FIGURES) % LISTS : revenue->pane;
}

static void paint_path(const struct revenue *revenue, struct canvas_area area)
{
	const struct chart_series series = { .values = revenue->collected, .second = revenue->path, .n = revenue->n_days,
		.first_day = revenue->first_day, .step_days = 1, .unit = CHART_MONEY, .target = NAN, .limit_low = NAN,
		.limit_high = NAN, .name = "collected", .second_name = "path to target", .selected = -1, .note = revenue->currency };
	int row;

	canvas_heading(area, 0, revenue->title ? revenue->title : "Collected", NULL);
	row = 1 + canvas_wrap(canvas_cols(area, 1, area.cols - 1), 1, 2, revenue->summary_role,
		revenue->summary ? revenue->summary : "no data");
	if (row < area.rows && revenue->n_days)
		chart_series(canvas_sub(area, 1, row, area.cols - 2, area.rows - row), &series);
}

static int path_height(const struct revenue *revenue, int rows)
{
	if (revenue->n_days == 0)
		return 4;
	return rows >= 50 ? 20 : rows >= 40 ? 16 : rows >= 28 ? 13 : rows >= 20 ? 10 : 8;
}

static void paint(const struct panel *panel, struct canvas_area area)
{
	const struct revenue *revenue = (const struct revenue *)panel;
	int height = path_height(revenue, area.rows), at = shown_list(revenue);

	if (is_small(panel)) {
		list_paint(&revenue->lists[at], area, panel->active);
		return;
	}
	paint_path(revenue, canvas_rows(area, 0, height));
	list_paint_stack(revenue->lists, LISTS, (size_t)at, canvas_rows(area, height, area.rows - height), panel->active);
}

/* ---- keys */

static enum request on_request(struct panel *panel, enum request request)
{
	struct revenue *revenue = (struct revenue *)panel;

	if (request == REQ_PANE_NEXT)
		revenue->pane = (revenue->pane + 1) % LISTS;
	else if (request == REQ_PANE_PREVIOUS)
		revenue->pane = (revenue->pane + LISTS - 1) % LISTS;
	else
		return list_on_request(&revenue->lists[shown_list(revenue)], request, panel->rows / 2);
	return REQ_NONE;
}

static bool can(const struct panel *panel, enum request request)
{
	const struct revenue *revenue = (const struct revenue *)panel;

	return request == REQ_PANE_NEXT || list_can(&revenue->lists[shown_list(revenue)], request);
}

static void focus(const struct panel *panel, struct panel_focus *ret_focus)
{
	const struct revenue *revenue = (const struct revenue *)panel;

	list_focus(&revenue->lists[shown_list(revenue)], ret_focus);
}

const struct panel_ops panel_revenue = {
	.name = "revenue",
	.title = "Revenue",
	.key = '4',
	.size = sizeof(struct revenue),
	.load = load,
	.paint = paint,
	.on_request = on_request,
	.focus = focus,
	.can = can,
	.unload = unload,
};
