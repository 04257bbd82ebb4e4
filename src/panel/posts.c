/* posts.c - one row a post: the first-screen figures side by side, and the selected post's own with their trends.
 *
 * v sets a rate of each post against the limits of posts of its kind (< and > choose which), then compares as if every post had the lanes
 * of all posts together (direct standardisation: the post's figure in each lane, weighted by that lane's share everywhere), since a post
 * that gets the hard cargo looks slow without being so, then sets each beside the best comparable one. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "benchmark.h"
#include "history.h"
#include "matrix.h"
#include "names.h"
#include "peers.h"

enum { MULTIPLES = 13, MULTIPLES_SMALL = 8, TALL = 34, MOST_MULTIPLES = 64, MULTIPLES_LEAST = 7, MANY_POSTS = 15, COLUMN_COUNT = 3 };

/* The figures of one post, for the small multiples below the table. */
struct multiple {
	const char *name, *value, *against, *verdict;
	enum canvas_role role;
	const double *trend;
	size_t n_trend;
};

struct post_figures {
	const char *code, *name;
	struct multiple items[MULTIPLES];
	size_t n;
};

enum posts_mode { MODE_PLAIN, MODE_FUNNEL, MODE_FAIR, MODE_BENCHMARK, MODES };
enum { RATES = 8, FUNNEL_LEAST_ROWS = 7 };

struct posts {
	struct panel panel;
	struct list plain, fair, bench;
	struct chart_column drawn[LIST_COLUMNS];
	struct post_figures *figures;
	size_t n_figures, most;		/* posts; figures of the one that has most */
	const char *span;		/* of all trends: "12 weeks to 22 Nov 2026" */
	const char *multiple_title;	/* of the first column */
	enum chart_unit multiple_unit;
	double multiple_target;
	struct peers peers;
	struct peers_rate rates[RATES];	/* those that anything was counted for */
	size_t n_rates;
	/* outlives a load */
	struct list funnels[RATES];
	bool opened;
	enum posts_mode mode;
	char rate[64];			/* its id; "": the first one */
};

static const struct matrix_column columns[] = {
	{ .id = "release_time_total", .stat = "p50", .title = "release P50", .cells = 11 },
	{ .id = "open_aged", .category = "72h", .title = "open > 72 h", .cells = 11, .priority = 1 },
	{ .id = "physical_inspection_rate", .title = "inspected", .cells = 10, .priority = 4 },
	{ .id = "hit_rate_significant", .title = "sign. hits", .cells = 10, .priority = 2 },
	{ .id = "pre_arrival_rate", .title = "pre-arrival", .cells = 11, .priority = 5 },
	{ .id = "revenue_vs_target", .title = "of target", .cells = 10, .priority = 3 },
	{ .id = "data_freshness", .title = "data age", .cells = 9, .priority = 6 },
	{ .id = "declarations_registered", .title = "registered", .cells = 10, .priority = 7 },
};

/* Without arrivals or significance the plainer sisters stand in. */
static const struct matrix_column bare_columns[] = {
	{ .id = "hit_rate", .title = "hit rate", .cells = 9 },
	{ .id = "hit_rate", .title = "95 % interval", .cells = 14, .priority = 3, .interval = true },
	{ .id = "hit_rate", .title = "results", .cells = 9, .priority = 1, .count = true },
	{ .id = "lodgement_to_release", .stat = "p50", .title = "lodg.-release", .cells = 13, .priority = 4 },
	{ .id = "effective_tax_rate", .title = "tax rate", .cells = 9, .priority = 5 },
	{ .id = "declarations_registered", .title = "registered", .cells = 10, .priority = 2 },
	{ .id = "data_freshness", .title = "data age", .cells = 9, .priority = 6 },
};

static const char *const multiple_ids[MULTIPLES] = {
	"release_time_total", "customs_clearance_time", "open_aged", "physical_inspection_rate", "hit_rate", "pre_arrival_rate",
	"sla_met_rate", "revenue_collected", "officer_hit_rate_adj", "decl_per_officer_day", "load_per_officer_day", "insp_per_officer_day", "workload_balance",
};

/* What a funnel can be drawn of: shares of what was counted. */
static const char *const rate_ids[RATES] = {
	"sla_met_rate", "hit_rate", "hit_rate_significant", "physical_inspection_rate", "pre_arrival_rate", "query_rate", "paperless_rate",
	"amendment_rate",
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static bool has_milestones(const struct panel_context *context)
{
	return names_has(context->names, "declarations", "arrived_at") || names_has(context->names, "milestones", "ARR");
}

static bool load_plain(struct posts *posts, const struct panel_context *context, struct err *err)
{
	bool bare = !has_milestones(context);
	const struct matrix matrix = { .list = &posts->plain, .dim = "office", .columns = bare ? bare_columns : columns,
		.n_columns = bare ? COUNT(bare_columns) : COUNT(columns), .trend = true, .drawn = posts->drawn };

	posts->plain.title = "Posts";
	posts->plain.note = "by target or usual";
	posts->plain.empty = "No post has records in this period.";
	return matrix_load(&matrix, context, &posts->panel.arena, err);
}

/* ---- small multiples of each post */

static void fill_multiple(struct multiple *out, const struct kpi_row *row, const char *category, const double *trend,
	size_t n_trend, struct arena *arena)
{
	const char *against = figures_target(row, arena);

	*out = (struct multiple){ .name = figures_title(row->def, row->stat, category, arena), .value = figures_value(row, arena),
		.against = against, .verdict = figures_verdict_text(row, arena), .role = figures_verdict(row, arena).role,
		.trend = trend, .n_trend = trend ? n_trend : 0 };
}

/* The grid shows the first column's figure; its target stands on the row of any post. */
static void name_multiples(struct posts *posts, const struct figures *figures)
{
	const struct list_row *first = posts->plain.n_rows ? posts->plain.rows[0] : NULL;
	const struct kpi_row *row = first ? figures_get(figures, first->focus.kpi, first->focus.stat, NULL) : NULL;

	posts->multiple_title = NULL;
	if (!row)
		return;
	posts->multiple_title = figures_title(row->def, row->stat, NULL, &posts->panel.arena);
	posts->multiple_unit = history_unit(row->def->unit);
	/* Of a band one line would be read as a bound on either side. */
	posts->multiple_target = isnan(row->target_low) && isnan(row->target_high) ? row->target : NAN;
}

static bool load_multiples(struct posts *posts, const struct panel_context *context, struct err *err)
{
	static const struct kpi_by by = { .dim = KPI_DIM_OFFICE };
	struct figures_query query = { .ids = multiple_ids, .n_ids = MULTIPLES, .by = { by }, .n_by = 1, .with_status = true };
	struct arena *arena = &posts->panel.arena;
	struct figures now, then;
	struct scope_trend trend;

	posts->n_figures = posts->most = 0;
	posts->figures = arena_array(arena, posts->plain.n_rows + 1, sizeof(*posts->figures));
	if (!posts->figures)
		return err_memory(err);
	if (!figures_load(context, &query, arena, &now, err) ||
	    !figures_trend_load(context, multiple_ids, MULTIPLES, &by, arena, &then, &trend, err))
		return false;
	posts->span = history_span(&trend, arena);
	name_multiples(posts, &now);
	for (size_t i = 0; i < posts->plain.n_rows; i++) {
		struct post_figures *post = &posts->figures[posts->n_figures++];

		post->code = posts->plain.rows[i]->focus.filter_value;
		post->name = posts->plain.rows[i]->cells[0].text;
		for (size_t k = 0; k < MULTIPLES; k++) {
			const char *category = strcmp(multiple_ids[k], "open_aged") == 0 ? "72h" : NULL;
			const struct kpi_row *row = figures_find(&now, multiple_ids[k], NULL, &post->code, 1, category);

			if (row && !isnan(row->value))
				fill_multiple(&post->items[post->n++], row, category, figures_trend(&then, &trend, row->def->id,
					row->stat, post->code, category, arena), trend.n, arena);
		}
		posts->most = post->n > posts->most ? post->n : posts->most;
	}
	return true;
}

/* ---- among posts of one kind */

static size_t rate_at(const struct posts *posts)
{
	for (size_t i = 0; i < posts->n_rates; i++)
		if (strcmp(posts->rates[i].def->id, posts->rate) == 0)
			return i;
	return 0;
}

static bool load_funnels(struct posts *posts, const struct panel_context *context, struct err *err)
{
	struct figures_query query = { .ids = rate_ids, .n_ids = RATES, .by = { { .dim = KPI_DIM_OFFICE } }, .n_by = 1 };
	struct arena *arena = &posts->panel.arena;
	struct panel_context room;
	struct panel_scope scope;
	struct figures figures;

	context = peers_context(context, &room, &scope);
	posts->n_rates = 0;
	if (!figures_load(context, &query, arena, &figures, err) || !peers_load(&posts->peers, &figures, context, arena, err))
		return false;
	for (size_t i = 0; i < RATES; i++) {
		struct peers_rate *rate = &posts->rates[posts->n_rates];
		struct list *list = &posts->funnels[posts->n_rates];

		if (!peers_rate_load(&posts->peers, &figures, rate_ids[i], arena, rate, err))
			return false;
		if (!rate->known)
			continue;
		posts->n_rates++;
		if (!peers_list(list, &posts->peers, rate, context, arena, err))
			return false;
	}
	for (size_t i = 0; i < posts->n_rates; i++)
		posts->funnels[i].note = arena_printf(arena, "%zu of %zu, < and > turn", i + 1, posts->n_rates);
	return true;
}

static bool turn(struct posts *posts, size_t by)
{
	const struct list_row *row = list_selected(&posts->funnels[rate_at(posts)]);
	size_t to = posts->n_rates ? (rate_at(posts) + by) % posts->n_rates : 0;

	if (posts->n_rates < 2)
		return false;
	snprintf(posts->rate, sizeof(posts->rate), "%s", posts->rates[to].def->id);
	for (size_t i = 0; row && i < posts->funnels[to].n_rows; i++)	/* the same post */
		if (strcmp(posts->funnels[to].rows[i]->focus.filter_value, row->focus.filter_value) == 0)
			posts->funnels[to].selected = i;
	return true;
}

/* ---- fair comparison */

static const struct chart_column fair_columns[] = {
	{ .title = "post", .cells = 16 },
	{ .title = "release P50", .cells = 11, .right = true },
	{ .title = "same mix", .cells = 9, .right = true },
	{ .title = "hit rate", .cells = 9, .right = true, .priority = 1 },
	{ .title = "same mix", .cells = 9, .right = true, .priority = 1 },
	{ .title = "inspected", .cells = 9, .right = true, .priority = 2 },
	{ .title = "same mix", .cells = 9, .right = true, .priority = 2 },
	{ .title = "kind", .cells = 8, .priority = 3 },
};
static const char *const fair_ids[] = { "release_time_total", "hit_rate", "physical_inspection_rate" };

/* NaN where the post has too little in lanes that carry a fifth of all files or more. */
static double same_mix(const struct figures *by_lane, const struct figures *lanes, const char *id, const char *office)
{
	double sum = 0, weight = 0, all = 0;

	for (size_t i = 0; i < lanes->n; i++) {
		const struct kpi_row *lane = &lanes->rows[i];
		const char *values[2] = { office, lane->n_dims ? lane->dims[0].value : "" };
		const struct kpi_row *row;

		if (strcmp(lane->def->id, id) != 0 || strcmp(lane->stat, lane->def->headline) != 0)
			continue;
		all += (double)lane->n;
		row = figures_find(by_lane, id, NULL, values, 2, NULL);
		if (!row || row->n < 5 || isnan(row->value))
			continue;
		sum += row->value * (double)lane->n;
		weight += (double)lane->n;
	}
	return weight > 0 && weight >= 0.8 * all ? sum / weight : NAN;
}

static struct list_cell value_cell(double value, const struct kpi_def *def, enum canvas_role role, struct arena *arena)
{
	struct text text = TEXT_INIT;
	const char *copy;

	kpi_format_value(value, def ? def->unit : KPI_ONE, false, &text);
	copy = arena_strdup(arena, text.data);
	text_finish(&text);
	return (struct list_cell){ .text = copy ? copy : "", .sort = value, .role = role };
}

static bool load_fair(struct posts *posts, const struct panel_context *context, struct err *err)
{
	struct figures_query query = { .ids = fair_ids, .n_ids = COUNT(fair_ids) };
	struct arena *arena = &posts->panel.arena;
	struct figures plain, lanes, by_lane;

	query.by[0] = (struct kpi_by){ .dim = KPI_DIM_OFFICE };
	query.n_by = 1;
	if (!figures_load(context, &query, arena, &plain, err))
		return false;
	query.by[1] = (struct kpi_by){ .dim = KPI_DIM_LANE };
	query.n_by = 2;
	if (!figures_load(context, &query, arena, &by_lane, err))
		return false;
	query.by[0] = query.by[1];
	query.n_by = 1;
	if (!figures_load(context, &query, arena, &lanes, err) ||
	    !list_begin(&posts->fair, fair_columns, COUNT(fair_columns), posts->plain.n_rows, arena, err))
		return false;
	posts->fair.title = "Posts, fairly";
	posts->fair.note = "as if all had the same mix of lanes";
	posts->fair.empty = "No post has records in this period.";
	for (size_t i = 0; i < posts->plain.n_rows; i++) {
		const struct list_row *from = posts->plain.rows[i];
		const char *office = from->focus.filter_value;
		struct list_row *out = list_add(&posts->fair);

		out->focus = from->focus;
		out->exception = from->exception;
		out->cells[0] = from->cells[0];
		for (size_t k = 0; k < COUNT(fair_ids); k++) {
			const struct kpi_row *row = figures_find(&plain, fair_ids[k], NULL, &office, 1, NULL);

			out->cells[1 + 2 * k] = value_cell(row ? row->value : NAN, kpi_find(fair_ids[k]), CANVAS_MUTED, arena);
			out->cells[2 + 2 * k] = value_cell(same_mix(&by_lane, &lanes, fair_ids[k], office), kpi_find(fair_ids[k]),
				CANVAS_VALUE, arena);
		}
		out->cells[1 + 2 * COUNT(fair_ids)] = (struct list_cell){ .text = peers_kind_word(&posts->peers, office), .role = CANVAS_MUTED };
	}
	list_end(&posts->fair);
	return true;
}

static bool load(struct panel *panel, const struct panel_context *context, struct err *err)
{
	struct posts *posts = (struct posts *)panel;

	if (!posts->opened) {
		for (size_t i = 0; i < RATES; i++)
			list_init(&posts->funnels[i]);
		list_init(&posts->plain);
		list_init(&posts->fair);
		list_init(&posts->bench);
		posts->fair.sort = 2;
	}
	if (!load_plain(posts, context, err))
		return false;
	if (!posts->opened && posts->plain.n_rows > MANY_POSTS)
		list_sort(&posts->plain, COLUMN_COUNT);
	posts->opened = true;
	if (!load_multiples(posts, context, err) || !load_funnels(posts, context, err) || !load_fair(posts, context, err) ||
	    !benchmark_load(&posts->bench, &posts->plain, context, &panel->arena, err))
		return false;
	/* Enter makes a post the scope: it leads somewhere from every row, also of a silent post. */
	for (size_t i = 0; i < posts->plain.n_rows; i++)
		posts->plain.rows[i]->focus.drills = true;
	for (size_t i = 0; i < posts->fair.n_rows; i++)
		posts->fair.rows[i]->focus.drills = true;
	return true;
}

static void unload(struct panel *panel)
{
	struct posts *posts = (struct posts *)panel;

	list_forget(&posts->plain);
	list_forget(&posts->fair);
	list_forget(&posts->bench);
	for (size_t i = 0; i < RATES; i++)
		list_forget(&posts->funnels[i]);
	posts->n_rates = 0;
	posts->figures = NULL;
	posts->span = posts->multiple_title = NULL;
	posts->n_figures = 0;
}

/* ---- paint */

static const struct list *shown_list(const struct posts *posts)
{
	return posts->mode == MODE_FUNNEL ? &posts->funnels[rate_at(posts)] : posts->mode == MODE_FAIR ? &posts->fair : posts->mode == MODE_BENCHMARK ? &posts->bench : &posts->plain;
}

static void paint_multiple(const struct multiple *item, struct canvas_area area, int row)
{
	int name = area.cols >= 100 ? 32 : 24, col = 2 + name;

	canvas_put_left(area, 1, row, name, CANVAS_LABEL, item->name);
	canvas_put_right(area, col, row, 9, CANVAS_VALUE, item->value);
	canvas_put_left(area, col + 11, row, 15, item->role, item->verdict);
	canvas_put_left(area, col + 28, row, 16, CANVAS_MUTED, item->against);
	if (area.cols - col - 45 >= 6 && item->n_trend)
		chart_sparkline(area, col + 45, row, area.cols - col - 45 > 24 ? 24 : area.cols - col - 46, item->trend, item->n_trend,
			NAN, NAN, CANVAS_MUTED);
}

/* One figure of all posts on one scale: that of the first column, whose trends the rows hold. */
static void paint_multiples(const struct posts *posts, struct canvas_area area)
{
	const struct list *list = &posts->plain;
	const struct list_row *selected = list_selected(shown_list(posts));
	struct chart_multiple items[MOST_MULTIPLES];
	const struct chart_multiples multiples = { .items = items, .n = list->n_rows < MOST_MULTIPLES ? list->n_rows : MOST_MULTIPLES,
		.n_values = FIGURES_TREND, .unit = posts->multiple_unit, .target = posts->multiple_target, .span = posts->span };

	for (size_t i = 0; i < multiples.n; i++) {
		const struct list_row *row = list->rows[i];
		const struct list_cell *trend = &row->cells[list->n_columns - 1];

		items[i] = (struct chart_multiple){ .name = row->cells[0].text, .value = row->cells[1].text, .role = row->cells[1].role,
			.values = trend->n_trend == FIGURES_TREND ? trend->trend : NULL,
			.selected = selected && strcmp(selected->focus.filter_value, row->focus.filter_value) == 0 };
	}
	canvas_heading(area, 0, posts->multiple_title, NULL);
	chart_multiples(canvas_below_heading(area), &multiples);
}

static void paint_selected(const struct posts *posts, struct canvas_area area)
{
	const struct list_row *row = list_selected(shown_list(posts));

	for (size_t i = 0; row && i < posts->n_figures; i++) {
		const struct post_figures *post = &posts->figures[i];

		if (strcmp(post->code, row->focus.filter_value) != 0)
			continue;
		canvas_heading(area, 0, post->name, posts->span);
		for (size_t k = 0; k < post->n && (int)k + 1 < area.rows; k++)
			paint_multiple(&post->items[k], area, (int)k + 1);
	}
}

/* The list, and below it the funnel of the selected post's kind. */
static void paint_funnel(const struct posts *posts, struct canvas_area area)
{
	const struct list *list = shown_list(posts);
	const struct list_row *row = list_selected(list);
	int height = list_height(list), most = area.rows - FUNNEL_LEAST_ROWS - 1;

	height = height < most ? height : most > area.rows / 2 ? most : area.rows / 2;
	list_paint(list, canvas_rows(area, 0, height), posts->panel.active);
	if (row && area.rows > height + 1)
		peers_paint(&posts->peers, &posts->rates[rate_at(posts)], peers_kind_of(&posts->peers, row->focus.filter_value), row->focus.filter_value,
			canvas_rows(area, height + 1, area.rows - height - 1));
}

static void paint(const struct panel *panel, struct canvas_area area)
{
	const struct posts *posts = (const struct posts *)panel;
	const struct list *list = shown_list(posts);
	int most = area.rows >= TALL || posts->most < MULTIPLES_SMALL ? (int)posts->most : MULTIPLES_SMALL;
	int below = most + 1, height = list_height(list), left;
	bool charts;

	if (area.rows < 16 || area.cols < 57) {
		list_paint(list, area, panel->active);
		return;
	}
	if (posts->mode == MODE_FUNNEL) {
		paint_funnel(posts, area);
		return;
	}
	if (height > area.rows - below - 1)
		height = area.rows - below - 1;
	list_paint(list, canvas_rows(area, 0, height), panel->active);
	left = area.rows - height - 1;
	charts = left - below - 1 >= MULTIPLES_LEAST && posts->multiple_title;
	paint_selected(posts, canvas_rows(area, height + 1, charts ? below : left));
	if (charts)
		paint_multiples(posts, canvas_rows(area, height + 1 + below + 1, left - below - 1));
}

/* ---- keys */

static enum request on_request(struct panel *panel, enum request request)
{
	struct posts *posts = (struct posts *)panel;

	if (request == REQ_VIEW_MODE) {
		posts->mode = (enum posts_mode)((posts->mode + 1) % MODES);
		return REQ_NONE;
	}
	if (posts->mode == MODE_FUNNEL && (request == REQ_STRIP_LEFT || request == REQ_STRIP_RIGHT))
		return turn(posts, request == REQ_STRIP_RIGHT ? 1 : posts->n_rates - 1) ? REQ_NONE : request;
	return list_on_request((struct list *)(uintptr_t)shown_list(posts), request, panel->rows / 2);
}

static bool can(const struct panel *panel, enum request request)
{
	const struct posts *posts = (const struct posts *)panel;

	if (request == REQ_STRIP_LEFT || request == REQ_STRIP_RIGHT)
		return posts->mode == MODE_FUNNEL && posts->n_rates > 1;
	return request == REQ_VIEW_MODE || list_can(shown_list(posts), request);
}

static void focus(const struct panel *panel, struct panel_focus *ret_focus)
{
	list_focus(shown_list((const struct posts *)panel), ret_focus);
}

/* Enter makes the post the scope: Brief of that post alone. */
static const struct panel_ops *drill(const struct panel *panel)
{
	return &panel_brief;
}

static void look(struct panel *panel, struct panel_look *parts)
{
	struct posts *posts = (struct posts *)panel;

	list_look(&posts->plain, parts);
	list_look(&posts->fair, parts);
	list_look(&posts->bench, parts);
	list_look(&posts->funnels[rate_at(posts)], parts);
	panel_look_add(parts, &posts->mode, sizeof(posts->mode));
	panel_look_add(parts, posts->rate, sizeof(posts->rate));
}

/* Who stands out among posts of his kind. */
static void words(const struct panel *panel, struct text *out)
{
	const struct posts *posts = (const struct posts *)panel;

	if (posts->n_rates)
		text_append(out, "Among posts of one kind\n");
	for (size_t i = 0; i < posts->n_rates; i++)
		peers_words(&posts->peers, &posts->rates[i], out);
	peers_alone_words(&posts->peers, out);
}

const struct panel_ops panel_posts = {
	.name = "posts",
	.title = "Posts",
	.key = '5',
	.size = sizeof(struct posts),
	.load = load,
	.paint = paint,
	.on_request = on_request,
	.focus = focus,
	.can = can,
	.drill = drill,
	.look = look,
	.words = words,
	.unload = unload,
};
