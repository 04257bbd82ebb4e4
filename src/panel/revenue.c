/* revenue.c - what came in, against the path to the target, by post, kind of tax and goods; what controls added, what was
 * forgone.
 *
 * Paid amounts and revenue files are never added up: the lists say which of them they show. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "drill.h"
#include "intake.h"
#include "matrix.h"
#include "names.h"
#include "plain.h"
#include "revenue_lists.h"

enum { LIST_FORECASTS, LIST_POSTS, LIST_FIGURES, LIST_HEADS, LIST_GOODS, LIST_ADJUSTMENTS, LIST_OUTLIERS, LIST_ARREARS, LISTS };

/* Read behind the picture: what tries forecasts on the past, what goes through a year of values. */
static const int later_lists[] = { LIST_OUTLIERS, LIST_FORECASTS };

enum { LATER = 2 };

struct later {
	struct panel_more more;
	struct intake intake;		/* with what is ahead */
	struct list lists[LATER];
};

struct revenue {
	struct panel panel;
	struct intake intake;
	struct list lists[LISTS];
	struct chart_column drawn[LISTS][LIST_COLUMNS];
	struct later *later;		/* NULL: not there yet */
	char unread[600];
	/* outlives a load */
	bool opened;
	int pane;
};

static const char *const figure_ids[] = {
	"revenue_collected", "revenue_vs_target", "required_daily_rate", "collection_ratio", "control_adjustment_yield",
	"adjustment_per_inspection", "trivial_adjustment_share", "exemption_ratio", "effective_tax_rate",
	"arrears_ratio", "arrears_disputed_share", "arrears_recovery_rate", "epay_share", "penalty_recovery_rate", "pca_strike_rate",
	"pca_yield", "pca_recovery_rate",
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

static bool load_matrix(struct revenue *revenue, int list, const char *dim, const struct matrix_column *columns, size_t n,
	const struct panel_context *context, struct err *err)
{
	const struct matrix matrix = { .list = &revenue->lists[list], .dim = dim, .columns = columns, .n_columns = n,
		.trend = list == LIST_POSTS, .drawn = revenue->drawn[list] };

	return matrix_load(&matrix, context, &revenue->panel.arena, err);
}

/* A target counts from its own first day, which may lie before the period shown: the list says from which, so that nobody reads its share
 * beside the one above, which is of the running target alone. */
static bool name_stretch(struct revenue *revenue, const struct panel_context *context, struct err *err)
{
	static const char *const ids[] = { "revenue_vs_target" };
	struct figures_query query = { .ids = ids, .n_ids = 1 };
	struct arena *arena = &revenue->panel.arena;
	struct panel_context unrecorded = *context;
	const struct kpi_row *row;
	struct figures figures;

	unrecorded.record = NULL;
	if (!figures_load(&unrecorded, &query, arena, &figures, err))
		return false;
	row = figures_get(&figures, ids[0], NULL, NULL);
	revenue->lists[LIST_POSTS].note = row && !isnan(row->value) && row->from != context->scope->from ?
		arena_printf(arena, "targets since %s", scope_day_short_in(row->from, arena)) : "by target or usual";
	return true;
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
	revenue->lists[LIST_GOODS].title = "Goods (HS chapter)";
	revenue->lists[LIST_GOODS].note = names_has(context->names, "items", "cif_value") ? "a value gap is a reason to look, not a proof" : NULL;
	revenue->lists[LIST_FIGURES].title = "Figures of revenue";
	revenue->lists[LIST_POSTS].empty = revenue->lists[LIST_GOODS].empty = "Nothing was paid in this period.";
	revenue_outliers_await(&revenue->lists[LIST_OUTLIERS]);
	intake_await_ahead(&revenue->lists[LIST_FORECASTS]);
	if (!intake_load(&revenue->intake, context, &panel->arena, err))
		return false;
	if (revenue->intake.currency[0])
		revenue->lists[LIST_FIGURES].note = arena_printf(&panel->arena, "money in %s", revenue->intake.currency);
	return load_matrix(revenue, LIST_POSTS, "office", post_columns, COUNT(post_columns), context, err) &&
	       load_matrix(revenue, LIST_GOODS, "hs_chapter", goods_columns, COUNT(goods_columns), context, err) &&
	       name_stretch(revenue, context, err) &&
	       revenue_heads_load(&revenue->lists[LIST_HEADS], context, &panel->arena, err) &&
	       revenue_adjustments_load(&revenue->lists[LIST_ADJUSTMENTS], context, &panel->arena, err) &&
	       revenue_arrears_load(&revenue->lists[LIST_ARREARS], context, &panel->arena, err) &&
	       matrix_load_figures(&revenue->lists[LIST_FIGURES], context, figure_ids, COUNT(figure_ids), &panel->arena, err);
}

static struct panel_more *more(const struct panel_context *context, struct err *err)
{
	struct later *later = panel_more_create(sizeof(*later), err);

	for (size_t i = 0; later && i < LATER; i++)
		list_init(&later->lists[i]);
	return panel_more_finish(later, later &&
		intake_load_ahead(&later->intake, &later->lists[1], context, &later->more.arena, err) &&
		revenue_outliers_load(&later->lists[0], context, &later->more.arena, err));
}

static void adopt(struct panel *panel, struct panel_more *more, const char *failed)
{
	struct revenue *revenue = (struct revenue *)panel;

	if (revenue->later)
		panel_more_free(&revenue->later->more);
	revenue->later = (struct later *)more;
	snprintf(revenue->unread, sizeof(revenue->unread), "%s", failed);
	for (size_t i = 0; i < LATER; i++)
		list_adopt(&revenue->lists[later_lists[i]], more ? &revenue->later->lists[i] : NULL, revenue->unread);
	if (more) {
		revenue->intake = revenue->later->intake;
	} else if (revenue->intake.awaits_fan) {
		revenue->intake.awaits_fan = false;
		revenue->intake.lines[1] = revenue->unread;
	}
}

static void unload(struct panel *panel)
{
	struct revenue *revenue = (struct revenue *)panel;

	adopt(panel, NULL, "");
	for (int i = 0; i < LISTS; i++)
		list_forget(&revenue->lists[i]);
	revenue->intake = (struct intake){ .title = NULL };
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

static void paint(const struct panel *panel, struct canvas_area area)
{
	const struct revenue *revenue = (const struct revenue *)panel;
	int height = intake_height(&revenue->intake, area.rows), at = shown_list(revenue);

	if (is_small(panel)) {
		list_paint(&revenue->lists[at], area, panel->active);
		return;
	}
	intake_paint(&revenue->intake, canvas_rows(area, 0, height));
	list_paint_stack(revenue->lists, LISTS, (size_t)at, canvas_rows(area, height, area.rows - height), panel->active);
}

/* ---- keys */

/* e and E go through all parts. */
static enum request hop(struct revenue *revenue, enum request request)
{
	struct list *lists[LISTS];

	for (size_t i = 0; i < LISTS; i++)
		lists[i] = &revenue->lists[i];
	return list_hop_across(lists, LISTS, (size_t)shown_list(revenue), &revenue->pane, request == REQ_EXCEPTION_NEXT) ? REQ_NONE : request;
}

static bool any_exception(const struct revenue *revenue)
{
	for (size_t i = 0; i < LISTS; i++)
		if (list_any_exception(&revenue->lists[i]))
			return true;
	return false;
}

static enum request on_request(struct panel *panel, enum request request)
{
	struct revenue *revenue = (struct revenue *)panel;

	if (request == REQ_EXCEPTION_NEXT || request == REQ_EXCEPTION_PREVIOUS)
		return hop(revenue, request);
	if (request == REQ_PANE_NEXT)
		revenue->pane = (revenue->pane + 1) % LISTS;
	else if (request == REQ_PANE_PREVIOUS)
		revenue->pane = (revenue->pane + LISTS - 1) % LISTS;
	else
		return list_on_request(&revenue->lists[shown_list(revenue)], request, panel->rows / 2);
	return REQ_NONE;
}

/* Among rows that are still to come one cannot move; and they may be what e looks for. */
static bool waits(const struct panel *panel, enum request request)
{
	const struct revenue *revenue = (const struct revenue *)panel;
	bool hops = request == REQ_EXCEPTION_NEXT || request == REQ_EXCEPTION_PREVIOUS;

	for (size_t i = 0; i < LATER && list_waits(request); i++)
		if (revenue->lists[later_lists[i]].pending && (hops || shown_list(revenue) == later_lists[i]))
			return true;
	return false;
}

static bool can(const struct panel *panel, enum request request)
{
	const struct revenue *revenue = (const struct revenue *)panel;

	if (request == REQ_EXCEPTION_NEXT || request == REQ_EXCEPTION_PREVIOUS)
		return any_exception(revenue);
	return request == REQ_PANE_NEXT || list_can(&revenue->lists[shown_list(revenue)], request);
}

static void focus(const struct panel *panel, struct panel_focus *ret_focus)
{
	const struct revenue *revenue = (const struct revenue *)panel;

	list_focus(&revenue->lists[shown_list(revenue)], ret_focus);
}

static const struct panel_ops *drill(const struct panel *panel)
{
	return shown_list((const struct revenue *)panel) == LIST_ARREARS ? &panel_debts : NULL;
}

static void look(struct panel *panel, struct panel_look *parts)
{
	struct revenue *revenue = (struct revenue *)panel;

	for (size_t i = 0; i < LISTS; i++)
		list_look(&revenue->lists[i], parts);
	panel_look_add(parts, &revenue->pane, sizeof(revenue->pane));
}

/* What is no figure of the catalogue: where one stands, what is to come, by kind of tax, what controls added, low values, debts. */
static void words(const struct panel *panel, struct text *out)
{
	static const int told[] = { LIST_FORECASTS, LIST_HEADS, LIST_ADJUSTMENTS, LIST_OUTLIERS, LIST_ARREARS };
	const struct revenue *revenue = (const struct revenue *)panel;

	text_appendf(out, "%s\n", revenue->intake.title ? revenue->intake.title : "Collected");
	for (int i = 0; i < INTAKE_LINES; i++)
		if (revenue->intake.lines[i] && revenue->intake.lines[i][0])
			text_appendf(out, "  %s\n", revenue->intake.lines[i]);
	for (size_t i = 0; i < COUNT(told); i++)
		plain_list(&revenue->lists[told[i]], out);
}

const struct panel_ops panel_revenue = {
	.name = "revenue",
	.title = "Revenue",
	.key = '4',
	.size = sizeof(struct revenue),
	.load = load,
	.paint = paint,
	.more = more,
	.adopt = adopt,
	.waits = waits,
	.on_request = on_request,
	.focus = focus,
	.can = can,
	.drill = drill,
	.look = look,
	.words = words,
	.unload = unload,
};
