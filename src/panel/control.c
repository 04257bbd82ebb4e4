/* control.c - who is stopped, on whose word, and what is found: lanes, reasons, rules, posts, repeat offenders.
 *
 * Pairs of broker and officer are weighed draw by draw, which takes long over many declarations: what speaks of them comes in behind
 * the picture.
 *
 * Every rate stands beside its n and its interval. A rule is called dead only when it had its chance (50 results) and even the
 * upper end of its interval lies below what random picks find. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "drill.h"
#include "matrix.h"
#include "names.h"
#include "peers.h"
#include "prompts.h"
#include "seizures.h"

enum { CHART_FLOW, CHART_FUNNEL, CHART_KIND, CHART_HOURS_OF_DAY, CHARTS };
enum { LIST_LANES, LIST_REASONS, LIST_RULES, LIST_POSTS, LIST_OFFENDERS, LIST_PAIRS, LIST_SIGNALS, LIST_FIGURES, LIST_SEIZURES, LISTS };
enum { LANES = 5, OFFENDERS = 25, MOST_POINTS = 200 };
enum { MANY_POSTS = 15, COLUMN_RESULTS = 3 };	/* of many posts those with most results stand first */

/* What speaks of pairs. */
enum { LATER = 3 };
static const int later_lists[LATER] = { LIST_PAIRS, LIST_SIGNALS, LIST_FIGURES };
struct control_later {
	struct panel_more more;
	struct list lists[LATER];
	struct chart_column drawn[LIST_COLUMNS];	/* of the signals */
};

struct control {
	struct panel panel;
	double flow[LANES * LANES];
	bool has_flow, has_hours;
	struct chart_funnel_point *points;
	size_t n_points;
	struct funnel_kind all;		/* posts of every kind together */
	struct peers peers;
	struct peers_rate rate;		/* the hit rate, among posts of one kind */
	double random_rate, by_hour[24];
	const char *hours_caption;
	struct list lists[LISTS];
	struct chart_column drawn[LISTS][LIST_COLUMNS];
	struct control_later *later;	/* NULL: still to come, or not to be had */
	char unread[600];
	/* outlives a load */
	bool opened;
	int first, pane, chart;		/* first: the list that it opened on */
};

static const char *const lane_names[LANES] = { "green", "blue", "yellow", "orange", "red" };
static const enum canvas_role lane_roles[LANES] = {
	CANVAS_LANE_GREEN, CANVAS_LANE_BLUE, CANVAS_LANE_YELLOW, CANVAS_LANE_ORANGE, CANVAS_LANE_RED,
};

static const char *const figure_ids[] = {
	"physical_inspection_rate", "document_check_rate", "nii_rate", "nii_confirm_rate", "hit_rate_significant", "hit_rate",
	"document_hit_rate", "lift_vs_random", "random_share", "green_leakage", "reroute_up_rate", "reroute_down_rate",
	"result_recorded_rate", "assignment_bypass_rate", "red_not_inspected", "express_anomaly", "trivial_adjustment_share",
	"seizure_rate", "pairs_flagged",		/* the last comes in later, and nothing moves */
};

static const struct matrix_column group_columns[] = {
	{ .id = "hit_rate", .title = "hit rate", .cells = 8 },
	{ .id = "hit_rate", .title = "95 % interval", .cells = 14, .priority = 3, .interval = true },
	{ .id = "hit_rate", .title = "results", .cells = 8, .priority = 1, .count = true },
	{ .id = "hit_rate_significant", .title = "sign. hits", .cells = 10, .priority = 4 },
	{ .id = "physical_inspection_rate", .title = "inspected", .cells = 9, .priority = 2 },
	{ .id = "physical_inspection_rate", .title = "selected", .cells = 9, .priority = 5, .count = true },
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

struct flow_counter {
	uint32_t codes[LANES];
	double *counts;
	bool any;
};

static int lane_of(const struct flow_counter *counter, uint32_t code)
{
	for (int i = 0; i < LANES; i++)
		if (code && counter->codes[i] == code)
			return i;
	return -1;
}

static bool count_flow(void *context, const struct cube_batch *batch)
{
	struct flow_counter *counter = context;

	for (size_t i = 0; i < batch->n; i++) {
		uint32_t row = batch->rows[i];
		int from = lane_of(counter, batch->u32[CUBE_LANE][row]), to = lane_of(counter, batch->u32[CUBE_LANE_FINAL][row]);

		if (from >= 0) {
			counter->counts[from * LANES + (to >= 0 ? to : from)]++;
			counter->any = true;
		}
	}
	return true;
}

static bool load_flow(struct control *control, const struct panel_context *context, struct err *err)
{
	static const int columns[] = { CUBE_LANE, CUBE_LANE_FINAL };
	struct flow_counter counter = { .counts = control->flow };
	const struct kpi_def *def = kpi_find("channel_share");
	struct arena *arena = &control->panel.arena;
	struct kpi_query query;
	struct cube_slice slice;

	memset(control->flow, 0, sizeof(control->flow));
	for (int i = 0; i < LANES; i++)
		counter.codes[i] = (uint32_t)store_code_find(context->env->store, "lane", lane_names[i]);
	if (def && (!scope_query(context->scope, arena, &query, err) ||
		!kpi_slice(context->env, def, &query, arena, &slice, err) ||
		!cube_scan(context->env->cube, &slice, columns, COUNT(columns), count_flow, &counter, err)))
		return false;
	control->has_flow = counter.any;
	return true;
}

/* All posts in one funnel. */
static bool judge_points(struct control *control)
{
	struct arena *arena = &control->panel.arena;
	struct funnel_unit *units = arena_array(arena, control->n_points + 1, sizeof(*units));
	double *scratch = arena_array(arena, control->n_points + 1, sizeof(*scratch));

	if (!units || !scratch)
		return false;
	for (size_t i = 0; i < control->n_points; i++)
		units[i] = (struct funnel_unit){ .n = control->points[i].n, .k = llround(control->points[i].rate * (double)control->points[i].n) };
	stats_funnel(units, control->n_points, &control->all, 1, scratch);
	for (size_t i = 0; i < control->n_points; i++)
		control->points[i].outside = units[i].outside;
	return true;
}

/* And among posts of one kind, of which a filter by post leaves none out. */
static bool load_kinds(struct control *control, const struct panel_context *context, const struct figures_query *query, struct err *err)
{
	struct arena *arena = &control->panel.arena;
	struct panel_context room;
	struct panel_scope scope;
	struct figures figures;

	context = peers_context(context, &room, &scope);
	return figures_load(context, query, arena, &figures, err) && peers_load(&control->peers, &figures, context, arena, err) &&
	       peers_rate_load(&control->peers, &figures, query->ids[0], arena, &control->rate, err);
}

static bool load_funnel(struct control *control, const struct panel_context *context, struct err *err)
{
	static const char *const ids[] = { "hit_rate" };
	struct figures_query query = { .ids = ids, .n_ids = 1, .by = { { .dim = KPI_DIM_OFFICE } }, .n_by = 1 };
	struct arena *arena = &control->panel.arena;
	struct figures figures;

	control->n_points = 0;
	if (!figures_load(context, &query, arena, &figures, err))
		return false;
	control->points = arena_array(arena, figures.n + 1, sizeof(*control->points));
	if (!control->points)
		return err_memory(err);
	for (size_t i = 0; i < figures.n; i++) {
		const struct kpi_row *row = &figures.rows[i];

		if (row->n > 0 && !isnan(row->value))
			control->points[control->n_points++] = (struct chart_funnel_point){ .rate = row->value, .n = (long)row->n,
				.name = names_value_in(context, "office", row->dims[0].value, arena) };
	}
	return (judge_points(control) || err_memory(err)) && load_kinds(control, context, &query, err);
}

static bool load_hours(struct control *control, const struct panel_context *context, struct err *err)
{
	static const char *const ids[] = { "hit_rate" };
	struct figures_query query = { .ids = ids, .n_ids = 1, .by = { { .dim = KPI_DIM_HOUR } }, .n_by = 1 };
	struct figures figures;
	int64_t n = 0;

	memset(control->by_hour, 0, sizeof(control->by_hour));
	if (!figures_load(context, &query, &control->panel.arena, &figures, err))
		return false;
	for (size_t i = 0; i < figures.n; i++) {
		long hour = strtol(figures.rows[i].dims[0].value, NULL, 10);

		if (hour < 0 || hour > 23 || figures.rows[i].dims[0].value[0] == '\0')
			continue;
		control->by_hour[hour] += (double)figures.rows[i].n;
		n += figures.rows[i].n;
	}
	control->has_hours = n > 0;
	control->hours_caption = arena_printf(&control->panel.arena, "n %s", figures_count(n, &control->panel.arena));
	return true;
}

/* ---- lists */

static bool load_group(struct control *control, int list, const char *dim, const char *title, const char *empty,
	const struct panel_context *context, struct err *err)
{
	const struct matrix matrix = { .list = &control->lists[list], .dim = dim, .columns = group_columns,
		.n_columns = COUNT(group_columns), .trend = list == LIST_POSTS, .drawn = control->drawn[list] };

	control->lists[list].title = title;
	control->lists[list].empty = empty;
	if (!matrix_load(&matrix, context, &control->panel.arena, err))
		return false;
	if (control->lists[list].n_rows == 1 && control->lists[list].rows[0]->focus.filter_value[0] == '\0')
		control->lists[list].n_rows = 0;	/* "not recorded" alone tells nothing */
	return true;
}

static const struct chart_column rule_columns[] = {
	{ .title = "rule", .cells = 14 },
	{ .title = "results", .cells = 8, .right = true },
	{ .title = "hits", .cells = 6, .right = true, .priority = 2 },
	{ .title = "hit rate", .cells = 9, .right = true },
	{ .title = "95 % interval", .cells = 14, .right = true, .priority = 3 },
	{ .title = "verdict", .cells = 22, .priority = 1 },
};

static const struct chart_column offender_columns[] = {
	{ .title = "importer", .cells = 16 },
	{ .title = "results", .cells = 8, .right = true },
	{ .title = "hits", .cells = 6, .right = true },
	{ .title = "hit rate", .cells = 9, .right = true, .priority = 1 },
	{ .title = "95 % interval", .cells = 14, .right = true, .priority = 2 },
};

static void rule_row(const struct panel_context *context, const struct kpi_row *row, const char *dim, double random_rate,
	struct list_row *out, struct arena *arena)
{
	enum canvas_role role;
	const char *word = figures_rule_word(row, random_rate, &role);
	double hits = row->value * (double)row->n;

	out->cells[0] = (struct list_cell){ .text = names_value_in(context, dim, row->dims[0].value, arena), .role = CANVAS_LABEL };
	out->cells[1] = (struct list_cell){ .text = figures_count(row->n, arena), .sort = (double)row->n };
	out->cells[2] = (struct list_cell){ .text = figures_count((int64_t)(hits + 0.5), arena), .sort = hits };
	out->cells[3] = (struct list_cell){ .text = figures_value(row, arena), .sort = row->value, .role = CANVAS_VALUE };
	out->cells[4] = (struct list_cell){ .text = figures_interval(row, arena), .sort = row->low, .role = CANVAS_MUTED };
	out->cells[5] = (struct list_cell){ .text = word, .role = role };
	snprintf(out->focus.kpi, sizeof(out->focus.kpi), "hit_rate");
	snprintf(out->focus.filter_name, sizeof(out->focus.filter_name), "%s", dim);
	snprintf(out->focus.filter_value, sizeof(out->focus.filter_value), "%s", row->dims[0].value);
	out->focus.drills = true;
	out->focus.exception = role == CANVAS_BAD;
	out->exception = role == CANVAS_BAD ? (double)row->n : 0;
}

static bool load_random(struct control *control, const struct panel_context *context, struct err *err)
{
	static const char *const ids[] = { "hit_rate" };
	struct figures_query query = { .ids = ids, .n_ids = 1, .by = { { .dim = KPI_DIM_SELECT_REASON } }, .n_by = 1 };
	const char *const random = "random";
	const struct kpi_row *row;
	struct figures figures;

	if (!figures_load(context, &query, &control->panel.arena, &figures, err))
		return false;
	row = figures_find(&figures, "hit_rate", NULL, &random, 1, NULL);
	control->random_rate = row ? row->value : NAN;
	return true;
}

static bool load_rules(struct control *control, const struct panel_context *context, struct err *err)
{
	static const char *const ids[] = { "hit_rate" };
	struct figures_query query = { .ids = ids, .n_ids = 1, .by = { { .dim = KPI_DIM_RULE } }, .n_by = 1 };
	struct arena *arena = &control->panel.arena;
	struct list *list = &control->lists[LIST_RULES];
	struct figures figures;

	list->title = "Rules: what each one finds";
	list->empty = "No rule is recorded (rule_id).";
	if (!isnan(control->random_rate))
		list->note = arena_printf(arena, "random picks find %s %%", figures_number(control->random_rate, KPI_ONE, arena));
	if (!figures_load(context, &query, arena, &figures, err) ||
	    !list_begin(list, rule_columns, COUNT(rule_columns), figures.n, arena, err))
		return false;
	for (size_t i = 0; i < figures.n; i++)
		if (figures.rows[i].dims[0].value[0] && figures.rows[i].n > 0)
			rule_row(context, &figures.rows[i], "rule", control->random_rate, list_add(list), arena);
	list_end(list);
	return true;
}

static int compare_hits(const void *a, const void *b)
{
	const struct kpi_row *left = *(const struct kpi_row *const *)a, *right = *(const struct kpi_row *const *)b;
	double x = left->value * (double)left->n, y = right->value * (double)right->n;

	return x > y + 0.5 ? -1 : y > x + 0.5 ? 1 : right->n < left->n ? 1 : right->n > left->n ? -1 : 0;
}

/* Importers with at least two hits, most hits first. */
static bool load_offenders(struct control *control, const struct panel_context *context, struct err *err)
{
	static const char *const ids[] = { "hit_rate" };
	struct figures_query query = { .ids = ids, .n_ids = 1, .by = { { .dim = KPI_DIM_IMPORTER } }, .n_by = 1 };
	struct arena *arena = &control->panel.arena;
	struct list *list = &control->lists[LIST_OFFENDERS];
	const struct kpi_row **rows;
	struct figures figures;
	size_t n = 0;

	list->title = "Importers with repeated hits";
	list->note = "a reason to look, not a proof";
	list->empty = "No importer had two hits in this period.";
	if (!figures_load(context, &query, arena, &figures, err))
		return false;
	rows = arena_array(arena, figures.n + 1, sizeof(*rows));
	if (!rows || !list_begin(list, offender_columns, COUNT(offender_columns), OFFENDERS, arena, err))
		return rows ? false : err_memory(err);
	for (size_t i = 0; i < figures.n; i++)
		if (figures.rows[i].dims[0].value[0] && figures.rows[i].value * (double)figures.rows[i].n > 1.5)
			rows[n++] = &figures.rows[i];
	qsort(rows, n, sizeof(*rows), compare_hits);
	for (size_t i = 0; i < n && i < OFFENDERS; i++)
		rule_row(context, rows[i], "importer", NAN, list_add(list), arena);
	list_end(list);
	return true;
}

/* The first list that has rows, and had them at once. */
static bool open_first(struct control *control)
{
	while (!control->opened && control->pane < LISTS - 1 && control->lists[control->pane].n_rows == 0)
		control->first = ++control->pane;
	if (!control->opened && control->lists[LIST_POSTS].n_rows > MANY_POSTS)
		list_sort(&control->lists[LIST_POSTS], COLUMN_RESULTS);
	control->opened = true;
	return true;
}

static bool load(struct panel *panel, const struct panel_context *context, struct err *err)
{
	struct control *control = (struct control *)panel;

	for (int i = 0; i < LISTS && !control->opened; i++)
		list_init(&control->lists[i]);
	if (!control->opened)
		control->lists[LIST_RULES].sort = 1;
	control->lists[LIST_FIGURES].title = "Figures of control";
	prompts_await(&control->lists[LIST_PAIRS], &control->lists[LIST_SIGNALS]);
	return load_flow(control, context, err) && load_funnel(control, context, err) && load_hours(control, context, err) &&
	       load_random(control, context, err) &&
	       load_group(control, LIST_LANES, "lane", "By lane given", "No lane is recorded (lane_initial).", context, err) &&
	       load_group(control, LIST_REASONS, "select_reason", "By reason of selection",
		"No reason is recorded (select_reason).", context, err) &&
	       load_group(control, LIST_POSTS, "office", "By post", "Nothing was selected in this period.", context, err) &&
	       load_rules(control, context, err) && load_offenders(control, context, err) &&
	       seizures_load(&control->lists[LIST_SEIZURES], context, &control->panel.arena, err) &&
	       matrix_load_figures(&control->lists[LIST_FIGURES], context, figure_ids, COUNT(figure_ids) - 1, &panel->arena, err) &&
	       open_first(control);
}

/* Figures that are there already are remembered, not computed again. */
static struct panel_more *more(const struct panel_context *context, struct err *err)
{
	struct control_later *later = panel_more_create(sizeof(*later), err);
	struct arena *arena = later ? &later->more.arena : NULL;

	for (size_t i = 0; later && i < LATER; i++)
		list_init(&later->lists[i]);
	return panel_more_finish(later, later && prompts_pairs_load(&later->lists[0], context, arena, err) &&
		prompts_posts_load(&later->lists[1], context, later->drawn, arena, err) &&
		matrix_load_figures(&later->lists[2], context, figure_ids, COUNT(figure_ids), arena, err));
}

static void adopt(struct panel *panel, struct panel_more *more, const char *failed)
{
	struct control *control = (struct control *)panel;
	struct panel_focus focus = { 0 };

	/* What they speak of may be about to go. */
	list_focus(&control->lists[LIST_FIGURES], &focus);
	if (control->later) {
		list_forget(&control->lists[LIST_FIGURES]);
		panel_more_free(&control->later->more);
	}
	control->later = (struct control_later *)more;
	snprintf(control->unread, sizeof(control->unread), "%s", failed);
	for (size_t i = 0; i < LATER; i++)
		if (more || later_lists[i] != LIST_FIGURES)
			list_adopt(&control->lists[later_lists[i]], more ? &control->later->lists[i] : NULL, control->unread);
	list_select(&control->lists[LIST_FIGURES], &focus);
	control->lists[LIST_FIGURES].title = "Figures of control";
}

static void unload(struct panel *panel)
{
	struct control *control = (struct control *)panel;

	adopt(panel, NULL, "");
	for (int i = 0; i < LISTS; i++)
		list_forget(&control->lists[i]);
	control->n_points = 0;
	control->points = NULL;
	control->peers = (struct peers){ .n_posts = 0 };
	control->hours_caption = NULL;
}

/* ---- paint */

static void paint_flow(const struct control *control, struct canvas_area area)
{
	const struct chart_flow flow = { .names = lane_names, .roles = lane_roles, .n = LANES, .counts = control->flow };

	canvas_heading(area, 0, "Lanes: given, then changed", "declarations");
	chart_flow(canvas_below_heading(area), &flow);
}

static void paint_funnel(const struct control *control, struct canvas_area area)
{
	struct chart_funnel_point points[MOST_POINTS];
	size_t n = control->n_points < MOST_POINTS ? control->n_points : MOST_POINTS;
	const struct list_row *row = control->pane == LIST_POSTS ? list_selected(&control->lists[LIST_POSTS]) : NULL;

	if (n)
		memcpy(points, control->points, n * sizeof(points[0]));
	for (size_t i = 0; i < n; i++)
		points[i].selected = row && row->cells[0].text && strcmp(row->cells[0].text, points[i].name) == 0;
	canvas_heading(area, 0, "Hit rate of all posts against chance", area.cols < 60 ? NULL :
		control->all.spread_known ? "limits 95 % and 99.8 %, as wide as posts spread" : "limits 95 % and 99.8 %");
	if (n == 0) {
		canvas_wrap(canvas_cols(canvas_below_heading(area), 1, area.cols - 2), 0, 3, CANVAS_MUTED,
			"No inspection of the declarations of this period has a recorded result yet; the plot needs inspections with an outcome.");
		return;
	}
	chart_funnel(canvas_below_heading(area), &(struct chart_funnel){ .points = points, .n = n, .mean = control->all.mean, .z_95 = control->all.z_95,
		.z_998 = control->all.z_998, .x_title = "results recorded", .y_title = "hit rate" });
}

/* Of the kind of the post under the cursor, else of the kind that has most to compare. */
static void paint_kind(const struct control *control, struct canvas_area area)
{
	const struct list_row *row = control->pane == LIST_POSTS ? list_selected(&control->lists[LIST_POSTS]) : NULL;
	const char *code = row ? row->focus.filter_value : NULL;
	size_t kind = code ? peers_kind_of(&control->peers, code) : peers_kind_largest(&control->peers, &control->rate);

	peers_paint(&control->peers, &control->rate, kind, code, area);
}

static void paint_hours(const struct control *control, struct canvas_area area)
{
	double edges[25];
	const struct chart_histogram histogram = { .edges = edges, .counts = control->by_hour, .n = 24, .unit = CHART_HOURS,
		.standard = NAN, .p50 = NAN, .p90 = NAN, .caption = control->hours_caption ? control->hours_caption : "" };

	for (int i = 0; i < 25; i++)
		edges[i] = i;
	canvas_heading(area, 0, "Results by hour of registration", NULL);
	chart_histogram(canvas_below_heading(area), &histogram);
}

typedef void paint_chart(const struct control *control, struct canvas_area area);
static paint_chart *const charts[CHARTS] = {
	[CHART_FLOW] = paint_flow, [CHART_FUNNEL] = paint_funnel, [CHART_KIND] = paint_kind, [CHART_HOURS_OF_DAY] = paint_hours,
};

static bool has_chart(const struct control *control, int chart)
{
	if (chart == CHART_KIND)	/* of one kind alone all posts are the same picture */
		return control->peers.n_kinds > 1 && peers_kind_largest(&control->peers, &control->rate) < control->peers.n_kinds;
	return chart == CHART_FLOW ? control->has_flow : chart == CHART_HOURS_OF_DAY ? control->has_hours : true;
}

/* This chart, or the next one that has data; the funnel says itself when it has none. */
static int chart_from(const struct control *control, int chart)
{
	while (!has_chart(control, chart % CHARTS))
		chart++;
	return chart % CHARTS;
}

static bool is_small(const struct panel *panel)
{
	return panel->rows < 14 || panel->cols < 57;
}

/* Where there is room for one list only, the figures come first. */
static int shown_list(const struct control *control)
{
	return is_small(&control->panel) ? (control->pane + LISTS - control->first + LIST_FIGURES) % LISTS : control->pane;
}

static void paint(const struct panel *panel, struct canvas_area area)
{
	const struct control *control = (const struct control *)panel;
	int first = chart_from(control, control->chart), second = chart_from(control, first + 1), half = (area.cols - 2) / 2;
	int height = area.rows >= 50 ? 18 : area.rows >= 28 ? 12 : area.rows < 20 ? 8 : first == CHART_FUNNEL || first == CHART_KIND ? 12 : 9;
	struct canvas_area top = canvas_rows(area, 0, height);

	if (is_small(panel)) {
		list_paint_stack(control->lists, LISTS, (size_t)shown_list(control), area, panel->active);
		return;
	}
	if (area.cols >= 110 && second != first) {
		charts[first](control, canvas_cols(top, 0, half));
		charts[second](control, canvas_cols(top, half + 2, area.cols - half - 2));
	} else {
		charts[first](control, top);
	}
	list_paint_stack(control->lists, LISTS, (size_t)shown_list(control), canvas_rows(area, height, area.rows - height),
		panel->active);
}

/* ---- keys */

/* e and E go through all parts. */
static enum request hop(struct control *control, enum request request)
{
	struct list *lists[LISTS];

	for (size_t i = 0; i < LISTS; i++)
		lists[i] = &control->lists[i];
	return list_hop_across(lists, LISTS, (size_t)shown_list(control), &control->pane, request == REQ_EXCEPTION_NEXT) ? REQ_NONE : request;
}

static bool any_exception(const struct control *control)
{
	for (size_t i = 0; i < LISTS; i++)
		if (list_any_exception(&control->lists[i]))
			return true;
	return false;
}

static enum request on_request(struct panel *panel, enum request request)
{
	struct control *control = (struct control *)panel;

	if (request == REQ_EXCEPTION_NEXT || request == REQ_EXCEPTION_PREVIOUS)
		return hop(control, request);
	switch (request) {
	case REQ_PANE_NEXT: control->pane = (control->pane + 1) % LISTS; return REQ_NONE;
	case REQ_PANE_PREVIOUS: control->pane = (control->pane + LISTS - 1) % LISTS; return REQ_NONE;
	case REQ_VIEW_MODE: control->chart = chart_from(control, chart_from(control, control->chart) + 1); return REQ_NONE;
	default: return list_on_request(&control->lists[shown_list(control)], request, panel->rows / 2);
	}
}

/* Of the figures the last row is still to come. */
static bool leads_to_the_last(const struct list *list, enum request request)
{
	return request == REQ_LAST || request == REQ_PAGE_DOWN || request == REQ_EXPORT || (request == REQ_DOWN && list->selected + 1 >= list->n_rows);
}

/* Among rows that are still to come one cannot move; and they may be what e looks for. */
static bool waits(const struct panel *panel, enum request request)
{
	const struct control *control = (const struct control *)panel;
	bool hops = request == REQ_EXCEPTION_NEXT || request == REQ_EXCEPTION_PREVIOUS;
	int shown = shown_list(control);

	if (!control->lists[LIST_PAIRS].pending || !list_waits(request))
		return false;
	return hops || control->lists[shown].pending || (shown == LIST_FIGURES && leads_to_the_last(&control->lists[shown], request));
}

static bool can(const struct panel *panel, enum request request)
{
	const struct control *control = (const struct control *)panel;

	if (request == REQ_EXCEPTION_NEXT || request == REQ_EXCEPTION_PREVIOUS)
		return any_exception(control);
	if (request == REQ_PANE_NEXT)
		return true;
	if (request == REQ_VIEW_MODE)
		return !is_small(panel) && chart_from(control, chart_from(control, control->chart) + 1) != chart_from(control, control->chart);
	return list_can(&control->lists[shown_list(control)], request);
}

static void focus(const struct panel *panel, struct panel_focus *ret_focus)
{
	const struct control *control = (const struct control *)panel;

	list_focus(&control->lists[shown_list(control)], ret_focus);
}

static void look(struct panel *panel, struct panel_look *parts)
{
	struct control *control = (struct control *)panel;

	for (size_t i = 0; i < LISTS; i++)
		list_look(&control->lists[i], parts);
	panel_look_add(parts, &control->chart, sizeof(control->chart));
	panel_look_add(parts, &control->pane, sizeof(control->pane));
}

/* What the funnels show. */
static void words(const struct panel *panel, struct text *out)
{
	const struct control *control = (const struct control *)panel;

	if (!control->rate.known)
		return;
	text_append(out, "Among posts of one kind\n");
	peers_words(&control->peers, &control->rate, out);
	peers_alone_words(&control->peers, out);
}

const struct panel_ops panel_control = {
	.name = "control",
	.title = "Control",
	.key = '3',
	.size = sizeof(struct control),
	.load = load,
	.paint = paint,
	.more = more,
	.adopt = adopt,
	.waits = waits,
	.on_request = on_request,
	.focus = focus,
	.can = can,
	.look = look,
	.words = words,
	.unload = unload,
};
