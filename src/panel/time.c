/* time.c - where the hours go: stages by owner, their distribution against the standard, when files wait, how it went over the
 * last periods, what is still open, and the posts.
 *
 * Small screens show one chart at a time and v turns to the next; larger ones show more, up to four of them side by side, with
 * what is to come in the place of what was at v. Medians
 * of stages do not add up to the median of the whole; the picture lines them up all the same and says so. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "coming.h"
#include "drill.h"
#include "history.h"
#include "matrix.h"
#include "names.h"
#include "stats/stats.h"
#include "base/time.h"

enum { CHART_STAGES, CHART_SPREAD, CHART_WAITING, CHART_HISTORY, CHART_COMING, CHARTS };
enum { PANE_POSTS, PANE_FIGURES, PANES };
enum {
	/* Bins of the distribution: below a minute, then by ratios up to three months, finer than columns of a screen are. */
	BINS_A_DECADE = 48, DECADES = 6, EDGES = BINS_A_DECADE * DECADES + 2, MAX_STAGES = 8,
	WITHOUT_ROWS = 5,		/* the sentence that says why there are no charts */
	CELL_LEAST = 5,			/* files in an hour of the week below which it is left blank */
};

/* Seen after v alone: read behind the picture. */
struct time_later {
	struct panel_more more;
	struct coming coming;
};

struct time_panel {
	struct panel panel;
	struct chart_stage stages[MAX_STAGES];
	size_t n_stages;
	const char *without;		/* columns whose absence leaves no stage at all; "" otherwise */
	const char *total;		/* the KPI that stands for the whole: by arrival, or by lodgement */
	double standard;
	double counts[EDGES - 1], p50, p90;
	struct history history;
	struct time_later *later;	/* NULL: still to come, or not to be had */
	char unread[600];
	const char *caption;
	double waiting[7][24];
	long open[3];
	struct list posts, figures;
	struct chart_column drawn[LIST_COLUMNS];
	/* outlives a load */
	bool opened;
	int pane, chart;
};

struct stage_def {
	const char *id, *name;
	char letter;
	enum canvas_role role;
	int after;			/* starts where that stage ends; -1 at zero */
};

/* The order of the border; inspection, query and hold lie within the assessment. */
static const struct stage_def stage_defs[MAX_STAGES] = {
	{ "lodgement_lag", "arrival to lodged", 'T', CANVAS_OWNER_TRADER, -1 },
	{ "assess_time", "ready to assessed", 'C', CANVAS_OWNER_CUSTOMS, 0 },
	{ "query_time", "  trader query", 'T', CANVAS_OWNER_TRADER, 0 },
	{ "oga_hold_time", "  agency hold", 'A', CANVAS_OWNER_AGENCY, 0 },
	{ "inspection_wait", "  inspection wait", 'P', CANVAS_OWNER_TERMINAL, 0 },
	{ "payment_lag", "assessed to paid", 'T', CANVAS_OWNER_TRADER, 1 },
	{ "pay_to_release", "paid to released", 'C', CANVAS_OWNER_CUSTOMS, 5 },
	{ "removal_lag", "released to exit", 'P', CANVAS_OWNER_TERMINAL, 6 },
};

static const char *const figure_ids[] = {
	"release_time_total", "customs_clearance_time", "lodgement_to_release", "sla_met_rate", "predictability_ratio",
	"lodgement_lag", "assess_time", "inspection_wait", "inspection_time", "query_rate", "query_time", "oga_hold_time",
	"payment_lag", "pay_to_release", "removal_lag", "same_day_rate", "slow_file_rate", "open_aged",
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static bool load_stages(struct time_panel *time, const struct panel_context *context, struct err *err)
{
	const char *ids[MAX_STAGES + 4] = { "release_time_total", "lodgement_to_release", "open_aged", "sla_met_rate" };
	struct figures_query query = { .ids = ids, .n_ids = COUNT(ids), .with_status = true };
	static const char *const ages[] = { "24h", "72h", "168h" };
	struct text missing = TEXT_INIT;
	const struct kpi_row *row;
	struct figures figures;
	int64_t counted = 0;

	for (size_t i = 0; i < MAX_STAGES; i++)
		ids[4 + i] = stage_defs[i].id;
	if (!figures_load(context, &query, &time->panel.arena, &figures, err))
		return false;
	time->n_stages = 0;
	for (size_t i = 0; i < MAX_STAGES; i++) {
		const struct stage_def *def = &stage_defs[i];
		const struct kpi_row *p50 = figures_get(&figures, def->id, "p50", NULL);
		const struct kpi_row *p90 = figures_get(&figures, def->id, "p90", NULL);
		const struct chart_stage *before = def->after < 0 ? NULL : &time->stages[def->after];
		double start = before ? before->start_p50 + (isnan(before->p50) ? 0 : before->p50) : 0;

		counted += p50 ? p50->n : 0;
		if (p50 && p50->missing && !strstr(missing.data, figures_missing(p50)))
			text_appendf(&missing, "%s%s", missing.len ? ", " : "", figures_missing(p50));
		time->stages[time->n_stages++] = (struct chart_stage){ .name = def->name, .letter = def->letter, .role = def->role,
			.start_p50 = start, .p50 = p50 ? p50->value : NAN, .p90 = p90 ? p90->value : NAN,
			.coverage = p50 ? p50->coverage : NAN, .n = p50 ? (long)p50->n : 0 };
	}
	time->without = counted == 0 && missing.len ? arena_strdup(&time->panel.arena, missing.data) : "";
	text_finish(&missing);
	row = figures_get(&figures, ids[0], "p50", NULL);
	time->total = row && !isnan(row->value) ? ids[0] : ids[1];
	row = figures_get(&figures, time->total, "p50", NULL);
	time->p50 = row ? row->value : NAN;
	time->standard = row ? row->target : NAN;
	row = figures_get(&figures, time->total, "p90", NULL);
	time->p90 = row ? row->value : NAN;
	for (size_t i = 0; i < 3; i++) {
		row = figures_get(&figures, "open_aged", NULL, ages[i]);
		time->open[i] = row && !isnan(row->value) ? (long)row->value : -1;
	}
	return true;
}

/* ---- one pass over the released declarations: the distribution, and when files wait */

struct gather {
	struct time_panel *time;
	int column;
	uint32_t *bins;			/* [7 * 24][STATS_BINS] */
	int64_t n, within;
};

static double edge(size_t i)
{
	return i == 0 ? 0 : pow(10, (double)(i - 1) / BINS_A_DECADE) / 60;
}

static size_t bin_of(double hours)
{
	double at = hours * 60 < 1 ? 0 : 1 + floor(log10(hours * 60) * BINS_A_DECADE + 1e-9);

	return at < EDGES - 2 ? (size_t)at : EDGES - 2;
}

static bool gather_batch(void *context, const struct cube_batch *batch)
{
	struct gather *gather = context;
	const uint32_t *seconds = batch->u32[gather->column], *at = batch->u32[CUBE_AT_REGISTERED];
	const uint32_t *flags = batch->u32[CUBE_FLAGS];

	for (size_t i = 0; i < batch->n; i++) {
		uint32_t row = batch->rows[i];
		double hours = seconds[row] / 3600.0;

		if (!CUBE_IS_VALUE(seconds[row]))
			continue;
		gather->time->counts[bin_of(hours)]++;
		gather->n++;
		gather->within += hours <= gather->time->standard;
		if (gather->bins && at[row] != CUBE_NONE && !(flags[row] & CUBE_REGISTERED_DAY_ONLY)) {
			int day = time_weekday((int32_t)(at[row] / TIME_DAY_SECONDS) + CUBE_EPOCH_DAY);
			size_t cell = (size_t)day * 24 + at[row] / 3600 % 24;

			gather->bins[cell * STATS_BINS + stats_bin(seconds[row])]++;
		}
	}
	return true;
}

static double median_of(const uint32_t *bins)
{
	int64_t n = 0, sum = 0, rank;

	for (size_t i = 0; i < STATS_BINS; i++)
		n += bins[i];
	if (n < CELL_LEAST)
		return NAN;
	rank = stats_rank(0.5, n);
	for (unsigned i = 0; i < STATS_BINS; i++)
		if ((sum += bins[i]) >= rank)
			return (stats_bin_low(i) + stats_bin_high(i)) / 2.0 / 3600;
	return NAN;
}

static bool load_spread(struct time_panel *time, const struct panel_context *context, struct err *err)
{
	const struct kpi_def *def = kpi_find(time->total);
	struct gather gather = { .time = time, .column = strcmp(time->total, "release_time_total") == 0 ?
		CUBE_T_RELEASE_TOTAL : CUBE_T_LODGEMENT_TO_RELEASE };
	int columns[] = { gather.column, CUBE_AT_REGISTERED, CUBE_FLAGS };
	struct arena *arena = &time->panel.arena;
	struct kpi_query query;
	struct cube_slice slice;
	bool ok;

	memset(time->counts, 0, sizeof(time->counts));
	if (!def)
		return true;
	if (!scope_query(context->scope, arena, &query, err) || !kpi_slice(context->env, def, &query, arena, &slice, err))
		return false;
	gather.bins = calloc((size_t)7 * 24 * STATS_BINS, sizeof(*gather.bins));
	ok = cube_scan(context->env->cube, &slice, columns, COUNT(columns), gather_batch, &gather, err);
	for (size_t i = 0; i < 7 * 24; i++)
		time->waiting[i / 24][i % 24] = gather.bins ? median_of(gather.bins + i * STATS_BINS) : NAN;
	free(gather.bins);
	if (!isnan(time->standard) && gather.n > 0)
		time->caption = arena_printf(arena, "n %s, %.0f %% within %s h", figures_count(gather.n, arena),
			100.0 * (double)gather.within / (double)gather.n, figures_number(time->standard, KPI_HOURS, arena));
	else
		time->caption = arena_printf(arena, "n %s", figures_count(gather.n, arena));
	return ok;
}

static bool load_posts(struct time_panel *time, const struct panel_context *context, struct err *err)
{
	const struct matrix_column columns[] = {
		{ .id = time->total, .stat = "p50", .title = "P50", .cells = 8 },
		{ .id = time->total, .stat = "p90", .title = "P90", .cells = 8, .priority = 1 },
		{ .id = "customs_clearance_time", .stat = "p50", .title = "ready P50", .cells = 10, .priority = 5 },
		{ .id = "sla_met_rate", .title = "in standard", .cells = 12, .priority = 6 },
		{ .id = "open_aged", .category = "72h", .title = "open > 72 h", .cells = 11, .priority = 2 },
		{ .id = time->total, .stat = "p50", .title = "n", .cells = 6, .priority = 4, .count = true },
	};
	const struct matrix matrix = { .list = &time->posts, .dim = "office", .columns = columns, .n_columns = COUNT(columns),
		.verdict = true, .trend = true, .drawn = time->drawn };
	const struct kpi_def *def = kpi_find(time->total);

	time->posts.title = arena_printf(&time->panel.arena, "Posts: %s", def ? def->short_title : "");
	time->posts.empty = names_has(context->names, "declarations", "released_at") ? "No declaration was released in this period." :
		"No release is recorded: this table needs released_at.";
	return matrix_load(&matrix, context, &time->panel.arena, err);
}

/* All figures of all posts in one scan: each part then asks for its own, and finds them remembered. */
static bool ask_at_once(struct time_panel *time, const struct panel_context *context, struct err *err)
{
	const char *ids[MAX_STAGES + COUNT(figure_ids)];
	struct figures_query query = { .ids = ids, .n_ids = COUNT(ids), .with_status = true };
	struct panel_context quiet = *context;
	struct figures figures;

	quiet.record = NULL;
	for (size_t i = 0; i < MAX_STAGES; i++)
		ids[i] = stage_defs[i].id;
	memcpy(ids + MAX_STAGES, figure_ids, sizeof(figure_ids));
	return !context->env->memory || figures_load(&quiet, &query, &time->panel.arena, &figures, err);
}

static bool load(struct panel *panel, const struct panel_context *context, struct err *err)
{
	struct time_panel *time = (struct time_panel *)panel;

	if (!time->opened) {
		list_init(&time->posts);
		list_init(&time->figures);
		time->posts.sort = 1;
	}
	time->opened = true;
	time->figures.title = "Figures of time";
	return ask_at_once(time, context, err) && load_stages(time, context, err) && load_spread(time, context, err) &&
	       history_load(context, time->total, NULL, NULL, &panel->arena, &time->history, err) &&
	       load_posts(time, context, err) &&
	       matrix_load_figures(&time->figures, context, figure_ids, COUNT(figure_ids), &panel->arena, err);
}

static struct panel_more *more(const struct panel_context *context, struct err *err)
{
	struct time_later *later = panel_more_create(sizeof(*later), err);

	return panel_more_finish(later, later && coming_load(&later->coming, context, &later->more.arena, err));
}

static void adopt(struct panel *panel, struct panel_more *more, const char *failed)
{
	struct time_panel *time = (struct time_panel *)panel;

	if (time->later)
		panel_more_free(&time->later->more);
	time->later = (struct time_later *)more;
	snprintf(time->unread, sizeof(time->unread), "%s", failed);
}

static void unload(struct panel *panel)
{
	struct time_panel *time = (struct time_panel *)panel;

	list_forget(&time->posts);
	list_forget(&time->figures);
	time->n_stages = 0;
	time->caption = NULL;
	time->history = (struct history){ .title = NULL };
	adopt(panel, NULL, "");
}

/* ---- paint */

/* No stage has a value: the sentence says which columns that would take. */
static bool is_bare(const struct time_panel *time)
{
	return time->without && time->without[0];
}

static void paint_stages(const struct time_panel *time, struct canvas_area area)
{
	char sentence[300];

	canvas_heading(area, 0, "Stages: bar P50, mark P90", area.cols >= 74 ? "medians of stages do not add up" : NULL);
	if (is_bare(time)) {
		snprintf(sentence, sizeof(sentence), "No stage can be shown: this data has no values in %s. Hits, values and origins "
			"stand in Brief (1) and Control (3).", time->without);
		canvas_wrap(canvas_below_heading(area), 0, area.rows - 1, CANVAS_WARNING, sentence);
		return;
	}
	chart_waterfall(canvas_below_heading(area), time->stages, time->n_stages, NAN);
}

static void paint_spread(const struct time_panel *time, struct canvas_area area)
{
	double edges[EDGES];
	const struct chart_histogram histogram = { .edges = edges, .counts = time->counts, .n = EDGES - 1, .unit = CHART_HOURS,
		.standard = time->standard, .p50 = time->p50, .p90 = time->p90, .caption = time->caption ? time->caption : "" };
	const struct kpi_def *def = time->total ? kpi_find(time->total) : NULL;

	for (size_t i = 0; i < EDGES; i++)
		edges[i] = edge(i);
	canvas_heading(area, 0, def ? def->title : "", "distribution");
	chart_histogram(canvas_below_heading(area), &histogram);
}

static void paint_waiting(const struct time_panel *time, struct canvas_area area)
{
	canvas_heading(area, 0, "Waiting by weekday and hour of lodgement",
		area.cols >= 76 ? "P50, blank below 5 files" : "P50");
	chart_heat(canvas_below_heading(area), time->waiting, CHART_HOURS, "");
}

static void paint_history(const struct time_panel *time, struct canvas_area area)
{
	if (time->history.title) {
		history_paint(&time->history, NULL, area);
		return;
	}
	canvas_heading(area, 0, "Course", NULL);
	canvas_put(area, 1, 1, CANVAS_MUTED, "Nothing was released in the periods before.");
}

static void paint_coming(const struct time_panel *time, struct canvas_area area)
{
	if (time->later) {
		coming_paint(&time->later->coming, area);
		return;
	}
	canvas_heading(area, 0, "Still to come", NULL);
	canvas_wrap(canvas_below_heading(area), 0, 3, CANVAS_MUTED, time->unread[0] ? time->unread : "Being read …");
}

/* "Still open  > 24 h 26 ████  > 72 h 16 ██▌  > 7 days 5 ▋", at the end of the period. */
static void paint_open(const struct time_panel *time, struct canvas_area area)
{
	static const char *const names[] = { "> 24 h", "> 72 h", "> 7 days" };
	static const enum canvas_role roles[] = { CANVAS_SERIES, CANVAS_WARNING, CANVAS_BAD };
	const char *label = area.cols >= 100 ? "Files still open at the end" : "Still open";
	int col, bar;

	if (time->open[0] < 0 && time->open[1] < 0 && time->open[2] < 0)
		return;
	col = 1 + canvas_put(area, 1, 0, CANVAS_LABEL, label) + 2;
	bar = (area.cols - col - 50) / 3;
	for (int i = 0; i < 3; i++) {
		col += canvas_put(area, col, 0, CANVAS_LABEL, names[i]) + 1;
		if (time->open[i] >= 0) {
			struct text count = TEXT_INIT;

			kpi_format_value((double)time->open[i], KPI_COUNT, false, &count);
			col += canvas_put(area, col, 0, CANVAS_VALUE, count.data) + 1;
			text_finish(&count);
		} else
			col += canvas_put(area, col, 0, CANVAS_MUTED, "–") + 1;
		if (bar >= 3 && time->open[i] > 0) {
			chart_bar(area, col, 0, bar, (double)time->open[i], (double)time->open[0], NAN, roles[i]);
			col += (int)ceil((double)time->open[i] / (double)time->open[0] * bar);
		}
		col += 2;
	}
}

typedef void paint_chart(const struct time_panel *time, struct canvas_area area);
static paint_chart *const charts[CHARTS] = {
	[CHART_STAGES] = paint_stages, [CHART_SPREAD] = paint_spread, [CHART_WAITING] = paint_waiting,
	[CHART_HISTORY] = paint_history, [CHART_COMING] = paint_coming,
};

static bool is_small(const struct panel *panel)
{
	return panel->rows < 14 || panel->cols < 57;
}

static bool is_broad(const struct panel *panel)
{
	return panel->rows >= 28 && panel->cols >= 110;
}

/* Charts above each other, where they do not stand side by side. */
static int charts_shown(const struct panel *panel)
{
	if (is_broad(panel))
		return CHARTS - 1;
	return panel->rows >= 56 ? 4 : panel->rows >= 45 ? 3 : panel->rows >= 34 ? 2 : 1;
}

/* Where there is room for one list only, the figures come first. */
static bool shows_posts(const struct time_panel *time)
{
	return (time->pane == PANE_POSTS) != is_small(&time->panel);
}

/* The focused list, and the other one below it where it finds room. */
static void paint_list(const struct time_panel *time, struct canvas_area area)
{
	const struct list *first = shows_posts(time) ? &time->posts : &time->figures;
	const struct list *second = shows_posts(time) ? &time->figures : &time->posts;
	int wish = list_height(first), height = wish < area.rows ? wish : area.rows;

	if (height > area.rows / 2 && area.rows > 24)
		height = area.rows / 2;
	list_paint(first, canvas_rows(area, 0, height), time->panel.active);
	if (area.rows - height >= 5)
		list_paint(second, canvas_rows(area, height + 1, area.rows - height - 1), false);
}

/* The line of open files and the lists take what the charts leave. */
static void paint_rest(const struct time_panel *time, struct canvas_area area, int row)
{
	paint_open(time, canvas_rows(area, row, 1));
	paint_list(time, canvas_rows(area, row + 1, area.rows - row - 1));
}

/* Two lines of two charts; a tall screen gives them what two lists of usual length leave. */
static void paint_broad(const struct time_panel *time, struct canvas_area area)
{
	int half = (area.cols - 2) / 2, rest = area.cols - half - 2, lists = list_height(&time->posts) + 1;
	int more = area.rows - 22 - lists - (area.rows > 50 ? list_height(&time->figures) : 0);
	int first = 11, second = 10 + (more > 0 ? (more > 8 ? 8 : more) : 0);
	struct canvas_area top = canvas_rows(area, 0, first), middle = canvas_rows(area, first, second);

	paint_stages(time, canvas_cols(top, 0, half));
	paint_waiting(time, canvas_cols(top, half + 2, rest));
	paint_spread(time, canvas_cols(middle, 0, half));
	/* What comes takes the place of what was, one v away. */
	charts[time->chart % 2 ? CHART_COMING : CHART_HISTORY](time, canvas_cols(middle, half + 2, rest));
	paint_rest(time, area, first + second);
}

static void paint(const struct panel *panel, struct canvas_area area)
{
	const struct time_panel *time = (const struct time_panel *)panel;
	int n = charts_shown(panel), height = area.rows < 20 ? 8 : area.rows < 24 && n == 1 ? 10 : 11;

	if (is_small(panel)) {
		paint_list(time, area);
		return;
	}
	if (is_bare(time)) {
		paint_stages(time, canvas_rows(area, 0, WITHOUT_ROWS));
		paint_list(time, canvas_rows(area, WITHOUT_ROWS, area.rows - WITHOUT_ROWS));
		return;
	}
	if (is_broad(panel)) {
		paint_broad(time, area);
		return;
	}
	for (int i = 0; i < n; i++)
		charts[(time->chart + i) % CHARTS](time, canvas_rows(area, i * height, height));
	paint_rest(time, area, n * height);
}

/* ---- keys */

/* e and E go through all parts. */
static enum request hop(struct time_panel *time, enum request request)
{
	struct list *lists[PANES];

	lists[0] = &time->posts;
	lists[1] = &time->figures;
	return list_hop_across(lists, PANES, (size_t)!shows_posts(time), &time->pane, request == REQ_EXCEPTION_NEXT) ? REQ_NONE : request;
}

static bool any_exception(const struct time_panel *time)
{
	return list_any_exception(&time->posts) || list_any_exception(&time->figures);
}

static enum request on_request(struct panel *panel, enum request request)
{
	struct time_panel *time = (struct time_panel *)panel;

	if (request == REQ_EXCEPTION_NEXT || request == REQ_EXCEPTION_PREVIOUS)
		return hop(time, request);
	switch (request) {
	case REQ_PANE_NEXT:
	case REQ_PANE_PREVIOUS:
		time->pane = (time->pane + 1) % PANES;
		return REQ_NONE;
	case REQ_VIEW_MODE:
		time->chart = (time->chart + 1) % (2 * CHARTS);	/* whole rounds of one at a time, and of two */
		return REQ_NONE;
	default:
		return list_on_request(shows_posts(time) ? &time->posts : &time->figures, request, panel->rows / 2);
	}
}

static bool can(const struct panel *panel, enum request request)
{
	const struct time_panel *time = (const struct time_panel *)panel;

	if (request == REQ_EXCEPTION_NEXT || request == REQ_EXCEPTION_PREVIOUS)
		return any_exception(time);
	if (request == REQ_PANE_NEXT)
		return true;
	if (request == REQ_VIEW_MODE)
		return !is_small(panel) && !is_bare((const struct time_panel *)panel) && charts_shown(panel) < CHARTS;
	return list_can(shows_posts(time) ? &time->posts : &time->figures, request);
}

static void focus(const struct panel *panel, struct panel_focus *ret_focus)
{
	const struct time_panel *time = (const struct time_panel *)panel;

	list_focus(shows_posts(time) ? &time->posts : &time->figures, ret_focus);
}

static void look(struct panel *panel, struct panel_look *parts)
{
	struct time_panel *time = (struct time_panel *)panel;

	list_look(&time->posts, parts);
	list_look(&time->figures, parts);
	panel_look_add(parts, &time->chart, sizeof(time->chart));
	panel_look_add(parts, &time->pane, sizeof(time->pane));
}

const struct panel_ops panel_time = {
	.name = "time",
	.title = "Time",
	.key = '2',
	.size = sizeof(struct time_panel),
	.load = load,
	.paint = paint,
	.more = more,
	.adopt = adopt,
	.on_request = on_request,
	.focus = focus,
	.can = can,
	.look = look,
	.unload = unload,
};
