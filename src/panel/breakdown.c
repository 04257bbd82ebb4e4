/* breakdown.c - one KPI by one dimension: the way from a number to who makes it.
 *
 * Enter keeps the row as a filter and goes one step down (post, lane, broker, then the declarations); v looks at the same
 * number by another dimension. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/time.h"
#include "drill.h"
#include "figures.h"
#include "history.h"
#include "list.h"
#include "names.h"

enum {
	TREND_ROWS = 40,		/* with more rows than that a trend each costs more than it tells */
	MANY_ROWS = 12,			/* from here the largest stand first: of many, the slowest ones are chance */
	COLUMN_VALUE = 1, COLUMN_N = 3,
	CHART_LEAST = 8, CHART_MOST = 16,	/* rows of the course below the list */
};

struct breakdown {
	struct panel panel;
	struct list list;
	struct history history;		/* of the figure as a whole, in this scope */
	char label[160], title[240];
	struct chart_column columns[8];
	/* outlives a load */
	bool opened, turn;		/* turn: v asked for another dimension */
	char dim[80];
};

struct way {
	const char *dim, *column;	/* of the declarations; NULL: always there */
};

/* What v goes through. */
static const struct way ways[] = {
	{ "office", "office" }, { "lane", "lane_initial" }, { "broker", "broker_id" }, { "importer", "importer_id" },
	{ "hs_chapter", "hs" }, { "origin", "origin" }, { "select_reason", "select_reason" }, { "rule", "rule_id" },
	{ "mode", "mode" }, { "flow", "flow" }, { "regime", "regime" }, { "aeo", "aeo" }, { "officer", "officer_id" },
	{ "weekday", NULL }, { "hour", NULL },
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static bool offered(const struct panel_context *context, const struct way *way)
{
	return !scope_filter_find(context->scope, way->dim) &&
	       (!way->column || names_has(context->names, "declarations", way->column));
}

static const char *next_way(const struct panel_context *context, const char *dim)
{
	size_t at = 0;

	while (at < COUNT(ways) && strcmp(ways[at].dim, dim) != 0)
		at++;
	for (size_t i = 1; i <= COUNT(ways); i++)
		if (offered(context, &ways[(at + i) % COUNT(ways)]))
			return ways[(at + i) % COUNT(ways)].dim;
	return dim;
}

static bool is_period(const char *dim)
{
	return strcmp(dim, "day") == 0 || strcmp(dim, "week") == 0 || strcmp(dim, "month") == 0;
}

static void choose_dim(struct breakdown *breakdown, const struct panel_context *context)
{
	const char *asked = breakdown->panel.subject.by;
	const char *dim = breakdown->opened ? breakdown->dim : asked[0] && !scope_filter_find(context->scope, asked) ? asked :
		drill_dimension(context->scope, context->names);

	if (breakdown->turn)
		dim = next_way(context, breakdown->dim);
	else if (!dim || (breakdown->opened && scope_filter_find(context->scope, dim)))
		dim = next_way(context, dim ? dim : "office");
	breakdown->turn = false;
	if (dim != breakdown->dim)
		snprintf(breakdown->dim, sizeof(breakdown->dim), "%s", dim);
	/* What is told in words and what is written is of the same cut. */
	snprintf(breakdown->panel.subject.by, sizeof(breakdown->panel.subject.by), "%s", breakdown->dim);
}

static const struct kpi_def *subject_def(const struct panel *panel)
{
	return kpi_find(panel->subject.kpi);
}

static bool is_time(const struct kpi_def *def)
{
	return strcmp(def->headline, "p50") == 0;
}

static void lay_columns(struct breakdown *breakdown, const struct kpi_def *def)
{
	const struct chart_column columns[] = {
		{ .title = names_dim(breakdown->dim), .cells = 18 },
		{ .title = is_time(def) ? "P50" : def->unit == KPI_COUNT ? "count" : "value", .cells = 9, .right = true },
		{ .title = is_time(def) ? "P90" : "95 % interval", .cells = is_time(def) ? 9 : 14, .right = true, .priority = 3 },
		{ .title = "n", .cells = 8, .right = true, .priority = 1 },
		{ .title = "coverage", .cells = 9, .right = true, .priority = 5 },
		{ .title = "target", .cells = 16, .priority = 4 },
		{ .title = "verdict", .cells = 16, .priority = 2 },
		{ .title = "trend", .cells = 12, .priority = 6 },
	};

	memcpy(breakdown->columns, columns, sizeof(columns));
}

static bool load_figures(struct breakdown *breakdown, const struct panel_context *context, struct figures *ret_now,
	struct figures *ret_then, struct scope_trend *ret_trend, struct err *err)
{
	const char *ids[] = { breakdown->panel.subject.kpi };
	struct figures_query query = { .ids = ids, .n_ids = 1, .n_by = 1, .with_status = true };

	if (!kpi_by_parse(breakdown->dim, &query.by[0], err) ||
	    !figures_load(context, &query, &breakdown->panel.arena, ret_now, err))
		return false;
	*ret_then = (struct figures){ .n = 0 };
	if (ret_now->n > 3 * TREND_ROWS || query.by[0].dim == KPI_DIM_HOUR || query.by[0].dim == KPI_DIM_WEEKDAY ||
	    is_period(breakdown->dim))
		return true;
	return figures_trend_load(context, ids, 1, &query.by[0], &breakdown->panel.arena, ret_then, ret_trend, err);
}

static const struct kpi_row *p90_of(const struct figures *figures, const struct kpi_row *row)
{
	return figures_find(figures, row->def->id, "p90", &row->dims[0].value, 1, NULL);
}

/* A day or week is no filter but a period. */
static void focus_on_period(const char *value, struct panel_focus *focus)
{
	int year, week;
	int32_t day, january;

	focus->filter_name[0] = focus->filter_value[0] = '\0';
	if (time_day_parse(value, &day)) {
		focus->from = focus->to = day;
	} else if (sscanf(value, "%d-W%d", &year, &week) == 2) {
		january = time_day_from_civil(year, 1, 4);	/* always in week 1 */
		focus->from = january - time_weekday(january) + 7 * (week - 1);
		focus->to = focus->from + 6;
	}
}

static void fill_row(struct breakdown *breakdown, const struct panel_context *context, const struct figures *figures,
	const struct kpi_row *row, struct list_row *out)
{
	struct arena *arena = &breakdown->panel.arena;
	const struct kpi_row *p90 = is_time(row->def) ? p90_of(figures, row) : NULL;
	const char *coverage = isnan(row->coverage) ? "" : arena_printf(arena, "%.0f %%", row->coverage * 100);
	struct figures_verdict verdict = figures_verdict(row, arena);
	int32_t day;

	out->cells[0] = (struct list_cell){ .text = names_value_in(context, breakdown->dim, row->dims[0].value, arena),
		.sort = strcmp(breakdown->dim, "day") == 0 && time_day_parse(row->dims[0].value, &day) ? day : NAN };
	out->cells[1] = (struct list_cell){ .text = figures_value(row, arena), .role = CANVAS_VALUE, .sort = row->value };
	out->cells[2] = p90 ? (struct list_cell){ .text = figures_value(p90, arena), .sort = p90->value } :
		(struct list_cell){ .text = figures_interval(row, arena), .role = CANVAS_MUTED, .sort = row->low };
	out->cells[3] = (struct list_cell){ .text = figures_count(row->n, arena), .sort = (double)row->n };
	out->cells[4] = (struct list_cell){ .text = coverage ? coverage : "", .role = CANVAS_MUTED, .sort = row->coverage };
	out->cells[5] = (struct list_cell){ .text = figures_target(row, arena), .role = CANVAS_MUTED, .sort = NAN };
	out->cells[6] = (struct list_cell){ .text = figures_verdict_text(row, arena), .role = verdict.role, .sort = NAN };
	out->focus = breakdown->panel.subject;
	out->focus.by[0] = out->focus.also_name[0] = '\0';
	out->focus.keeps_scope = false;
	out->focus.from = out->focus.to = 0;
	out->focus.compare = 0;
	snprintf(out->focus.filter_name, sizeof(out->focus.filter_name), "%s", breakdown->dim);
	snprintf(out->focus.filter_value, sizeof(out->focus.filter_value), "%s", row->dims[0].value);
	if (is_period(breakdown->dim))
		focus_on_period(row->dims[0].value, &out->focus);
	out->focus.drills = row->n > 0;
	list_except(out, row->status == KPI_WORSE ? figures_excess(row) : 0, context);
}

static bool wanted(const struct breakdown *breakdown, const struct kpi_row *row, const struct kpi_row *before)
{
	const char *category = breakdown->panel.subject.category;
	const char *stat = breakdown->panel.subject.stat;

	if (strcmp(row->stat, stat[0] ? stat : row->def->headline) != 0 || row->n_dims == 0)
		return false;
	if (category[0])
		return row->n_dims > 1 && strcmp(row->dims[1].value, category) == 0;
	return !before || strcmp(before->dims[0].value, row->dims[0].value) != 0;
}

static bool fill(struct breakdown *breakdown, const struct panel_context *context, struct err *err)
{
	struct figures now, then;
	struct scope_trend trend = { .n = 0 };
	struct arena *arena = &breakdown->panel.arena;
	const struct kpi_row *before = NULL;

	if (!load_figures(breakdown, context, &now, &then, &trend, err) ||
	    !list_begin(&breakdown->list, breakdown->columns, then.n ? 8 : 7, now.n, arena, err))
		return false;
	for (size_t i = 0; i < now.n; i++) {
		const struct kpi_row *row = &now.rows[i];
		const char *category = breakdown->panel.subject.category;
		struct list_row *out = wanted(breakdown, row, before) ? list_add(&breakdown->list) : NULL;

		if (!out)
			continue;
		before = row;
		fill_row(breakdown, context, &now, row, out);
		if (then.n) {
			out->cells[7].trend = figures_trend(&then, &trend, row->def->id, row->stat, row->dims[0].value,
				category[0] ? category : NULL, arena);
			out->cells[7].n_trend = out->cells[7].trend ? trend.n : 0;
			out->cells[7].role = CANVAS_MUTED;
		}
	}
	return true;
}

static bool counts(const struct breakdown *breakdown)
{
	for (size_t i = 0; i < breakdown->list.n_rows; i++)
		if (breakdown->list.rows[i]->focus.drills)
			return true;
	return false;
}

/* A step that the figure cannot take, as a target that has posts but no lanes, is passed over on the way down; where none can be taken
 * the first one stands there. */
static bool fill_first(struct breakdown *breakdown, const struct panel_context *context, bool goes_down, struct err *err)
{
	const struct kpi_def *def = subject_def(&breakdown->panel);
	char first[sizeof(breakdown->dim)];
	const char *next;

	snprintf(first, sizeof(first), "%s", breakdown->dim);
	for (;;) {
		lay_columns(breakdown, def);
		if (!fill(breakdown, context, err))
			return false;
		if (!goes_down || counts(breakdown))
			return true;
		next = drill_dimension_after(context->scope, context->names, breakdown->dim);
		if (!next)
			break;
		snprintf(breakdown->dim, sizeof(breakdown->dim), "%s", next);
	}
	if (strcmp(first, breakdown->dim) == 0)
		return true;
	snprintf(breakdown->dim, sizeof(breakdown->dim), "%s", first);
	lay_columns(breakdown, def);
	return fill(breakdown, context, err);
}

/* No row at all: the figure has no such parts, or nothing happened. */
static bool goes_on(const struct breakdown *breakdown)
{
	return breakdown->list.n_rows == 0 && breakdown->panel.subject.kpi[0] && drill_lists(breakdown->panel.subject.kpi);
}

static bool load(struct panel *panel, const struct panel_context *context, struct err *err)
{
	struct breakdown *breakdown = (struct breakdown *)panel;
	const struct kpi_def *def = subject_def(panel);
	bool first = !breakdown->opened || breakdown->turn;
	bool goes_down = !breakdown->opened && !breakdown->turn && !panel->subject.by[0];

	if (!def)
		return err_set(err, ERR_USAGE, "There is no figure to break down here.");
	if (first)
		list_init(&breakdown->list);
	choose_dim(breakdown, context);
	breakdown->opened = true;
	if (!fill_first(breakdown, context, goes_down, err) ||
	    !history_load(context, panel->subject.kpi, panel->subject.stat[0] ? panel->subject.stat : NULL,
		panel->subject.category[0] ? panel->subject.category : NULL, &panel->arena, &breakdown->history, err))
		return false;
	snprintf(breakdown->label, sizeof(breakdown->label), "by %s", names_dim(breakdown->dim));
	snprintf(breakdown->title, sizeof(breakdown->title), "%s by %s",
		figures_title(def, panel->subject.stat[0] ? panel->subject.stat : NULL, panel->subject.category, &panel->arena),
		names_dim(breakdown->dim));
	breakdown->list.title = breakdown->title;
	breakdown->list.empty = goes_on(breakdown) ? "Nothing was counted so in this period; Enter lists the declarations behind the figure." :
		"Nothing was counted in this period with these filters; [ goes to the period before.";
	if (breakdown->list.sort < 0 && !is_period(breakdown->dim))
		breakdown->list.sort = breakdown->list.n_rows > MANY_ROWS ? COLUMN_N : COLUMN_VALUE;
	list_end(&breakdown->list);
	return true;
}

static void paint(const struct panel *panel, struct canvas_area area)
{
	const struct breakdown *breakdown = (const struct breakdown *)panel;
	const struct kpi_def *def = subject_def(panel);
	int head = area.rows >= 16 && def ? 1 : 0, list = area.rows - head;
	int chart = list - list_height(&breakdown->list) - 1;

	if (chart > CHART_MOST)
		chart = CHART_MOST;
	if (chart < CHART_LEAST || !breakdown->history.title)
		chart = 0;
	if (head)
		canvas_put(area, 1, 0, CANVAS_MUTED, def->question);
	list_paint(&breakdown->list, canvas_rows(area, head, list - chart), panel->active);
	if (chart)
		history_paint(&breakdown->history, NULL, canvas_rows(area, area.rows - chart, chart));
}

static enum request on_request(struct panel *panel, enum request request)
{
	struct breakdown *breakdown = (struct breakdown *)panel;

	if (request == REQ_VIEW_MODE) {
		breakdown->turn = true;
		return REQ_RELOAD;
	}
	return list_on_request(&breakdown->list, request, panel->rows - 4);
}

static bool can(const struct panel *panel, enum request request)
{
	return request == REQ_VIEW_MODE || list_can(&((const struct breakdown *)panel)->list, request);
}

static void focus(const struct panel *panel, struct panel_focus *ret_focus)
{
	const struct breakdown *breakdown = (const struct breakdown *)panel;

	list_focus(&breakdown->list, ret_focus);
	if (!goes_on(breakdown))
		return;
	*ret_focus = panel->subject;
	ret_focus->by[0] = ret_focus->filter_name[0] = ret_focus->also_name[0] = '\0';
	ret_focus->from = ret_focus->to = ret_focus->compare = 0;
	ret_focus->drills = ret_focus->lists = true;
}

static const char *bottom(const struct panel *panel)
{
	return "Nothing was counted here, so no declaration stands behind it; Esc goes back.";
}

static const char *label(const struct panel *panel)
{
	const struct breakdown *breakdown = (const struct breakdown *)panel;

	return panel->level > 1 ? breakdown->label : breakdown->title;
}

static void unload(struct panel *panel)
{
	list_forget(&((struct breakdown *)panel)->list);
	((struct breakdown *)panel)->history = (struct history){ .title = NULL };
}

static void look(struct panel *panel, struct panel_look *parts)
{
	struct breakdown *breakdown = (struct breakdown *)panel;

	list_look(&breakdown->list, parts);
	panel_look_add(parts, breakdown->dim, sizeof(breakdown->dim));
	panel_look_add(parts, &breakdown->turn, sizeof(breakdown->turn));
}

const struct panel_ops panel_breakdown = {
	.name = "breakdown",
	.title = "Breakdown",
	.size = sizeof(struct breakdown),
	.load = load,
	.paint = paint,
	.on_request = on_request,
	.focus = focus,
	.bottom = bottom,
	.can = can,
	.label = label,
	.look = look,
	.unload = unload,
};
