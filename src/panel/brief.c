/* brief.c - the first screen: the dozen, who owns the delay, and what is worse than its target or its limits.
 *
 * Data without milestones (inspection results alone, say) gets another first screen out of the same parts: the figures it
 * can give, declarations by day, where hits are found, and one sentence on what it cannot show and which columns that
 * would take. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/time.h"
#include "base/width.h"
#include "compare.h"
#include "exceptions.h"
#include "figures.h"
#include "list.h"
#include "names.h"
#include "tiles.h"

enum { PANE_TILES, PANE_EXCEPTIONS, PANE_POSTS, PANE_CHAPTERS };
enum { SERIES_DAYS = 56, ENOUGH_VALUES = 5, TALL_ROWS = 50, CHART_LEAST = 9, CHART_MOST = 18 };

struct brief {
	struct panel panel;
	struct tiles tiles;
	struct exceptions exceptions;
	struct chart_share shares[8];
	size_t n_shares;
	const char *against;		/* heading of the exceptions: what they are judged by */
	/* data without milestones */
	bool bare;
	const char *cannot;		/* the sentence */
	struct list posts, chapters;
	struct chart_column columns[2][5];	/* of posts, of chapters */
	double by_day[SERIES_DAYS];
	int32_t first_day;
	/* outlives a load */
	bool opened, moved;		/* moved: a key was pressed; until then small screens show the figures */
	int pane;
	size_t tile, exception, strip;
};

static const struct chart_column hit_columns[] = {
	{ .title = "", .cells = 16 },
	{ .title = "hit rate", .cells = 9, .right = true },
	{ .title = "95 % interval", .cells = 13, .right = true, .priority = 2 },
	{ .title = "results", .cells = 8, .right = true, .priority = 1 },
	{ .title = "verdict", .cells = 15, .priority = 3 },
};

static const enum canvas_role owner_roles[] = {
	CANVAS_OWNER_CUSTOMS, CANVAS_OWNER_AGENCY, CANVAS_OWNER_TRADER, CANVAS_OWNER_TERMINAL, CANVAS_OWNER_SHARED,
};
static const char *const owners[] = { "customs", "agency", "trader", "terminal", "shared" };

static bool load_shares(struct brief *brief, const struct panel_context *context, struct err *err)
{
	static const char *const ids[] = { "party_time_share" };
	struct figures_query query = { .ids = ids, .n_ids = 1 };
	struct figures figures = { 0 };

	brief->n_shares = 0;
	if (!figures_load(context, &query, &brief->panel.arena, &figures, err))
		return false;
	for (size_t i = 0; i < sizeof(owners) / sizeof(owners[0]); i++) {
		const struct kpi_row *row = figures_get(&figures, ids[0], NULL, owners[i]);

		if (row && !isnan(row->value) && (row->value >= 0.005 || i != 4))
			brief->shares[brief->n_shares++] = (struct chart_share){ .name = owners[i], .share = row->value,
				.role = owner_roles[i] };
	}
	return true;
}

/* ---- data without milestones */

struct day_counter {
	int32_t first;
	double *by_day;
};

static bool count_days(void *context, const struct cube_batch *batch)
{
	struct day_counter *counter = context;
	const uint32_t *at = batch->u32[CUBE_AT_REGISTERED];

	for (size_t i = 0; i < batch->n; i++) {
		int32_t day = (int32_t)(at[batch->rows[i]] / TIME_DAY_SECONDS) + CUBE_EPOCH_DAY - counter->first;

		if (day >= 0 && day < SERIES_DAYS)
			counter->by_day[day]++;
	}
	return true;
}

static bool load_days(struct brief *brief, const struct panel_context *context, struct err *err)
{
	static const int columns[] = { CUBE_AT_REGISTERED };
	int32_t to = context->scope->to;
	struct kpi_query query;
	struct cube_slice slice;
	struct day_counter counter = { .first = to - SERIES_DAYS + 1, .by_day = brief->by_day };
	const struct kpi_def *def = kpi_find("hit_rate");

	memset(brief->by_day, 0, sizeof(brief->by_day));
	brief->first_day = counter.first;
	if (!def || to == TIME_DAY_NONE)
		return true;
	if (!scope_query(context->scope, &brief->panel.arena, &query, err))
		return false;
	query.from = counter.first;
	if (!kpi_slice(context->env, def, &query, &brief->panel.arena, &slice, err))
		return false;
	return cube_scan(context->env->cube, &slice, columns, 1, count_days, &counter, err);
}

static void hit_row(const struct kpi_row *row, const char *name, const char *dim, struct list *list, struct arena *arena)
{
	struct list_row *out = list_add(list);

	if (!out)
		return;
	out->cells[0] = (struct list_cell){ .text = name, .role = CANVAS_PLAIN, .sort = NAN };
	out->cells[1] = (struct list_cell){ .text = figures_value(row, arena), .role = CANVAS_VALUE, .sort = row->value };
	out->cells[2] = (struct list_cell){ .text = figures_interval(row, arena), .role = CANVAS_MUTED, .sort = row->low };
	out->cells[3] = (struct list_cell){ .text = figures_count(row->n, arena), .role = CANVAS_PLAIN, .sort = (double)row->n };
	out->cells[4] = (struct list_cell){ .text = figures_verdict_text(row, arena), .role = figures_verdict(row, arena).role,
		.sort = NAN };
	snprintf(out->focus.kpi, sizeof(out->focus.kpi), "%s", row->def->id);
	snprintf(out->focus.filter_name, sizeof(out->focus.filter_name), "%s", dim);
	snprintf(out->focus.filter_value, sizeof(out->focus.filter_value), "%s", row->dims[0].value);
	out->focus.drills = true;
	out->focus.exception = row->status == KPI_WORSE;
	out->exception = row->status == KPI_WORSE ? figures_excess(row) : 0;
}

/* Hit rates by one dimension; groups of fewer than `least` results say nothing and are left out. */
static bool load_hits(struct brief *brief, const struct panel_context *context, enum kpi_dim dim, int64_t least, bool by_count,
	struct list *list, struct err *err)
{
	static const char *const ids[] = { "hit_rate" };
	struct figures_query query = { .ids = ids, .n_ids = 1, .by = { { .dim = dim } }, .n_by = 1, .with_status = true };
	struct arena *arena = &brief->panel.arena;
	struct figures figures = { 0 };
	char buffer[80];
	const char *name = kpi_by_name(&query.by[0], buffer);
	struct chart_column *columns = brief->columns[list == &brief->chapters];

	if (!figures_load(context, &query, arena, &figures, err) ||
	    !list_begin(list, columns, sizeof(hit_columns) / sizeof(hit_columns[0]), figures.n, arena, err))
		return false;
	memcpy(columns, hit_columns, sizeof(hit_columns));
	columns[0].title = names_dim(name);
	for (size_t i = 0; i < figures.n; i++)
		if (figures.rows[i].n >= least && !isnan(figures.rows[i].value))
			hit_row(&figures.rows[i], names_value_in(context, name, figures.rows[i].dims[0].value, arena), name, list,
				arena);
	if (list->sort < 0)
		list->sort = by_count ? 3 : 1;
	list_end(list);
	return true;
}

/* "Times, lanes and revenue cannot be shown: the data has no released_at, lane_initial, paid_amount." */
static const char *cannot_show(const struct panel_context *context, struct arena *arena)
{
	static const struct {
		const char *what, *column, *milestone;
	} parts[] = {
		{ "times", "released_at", "REL" }, { "arrivals", "arrived_at", "ARR" }, { "lanes", "lane_initial", NULL },
		{ "revenue", "paid_amount", NULL }, { "results of inspection", "inspection_outcome", NULL },
	};
	struct text what = TEXT_INIT, columns = TEXT_INIT;
	const char *text = "";
	size_t n = 0;

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		bool there = names_has(context->names, "declarations", parts[i].column) ||
			(parts[i].milestone && names_has(context->names, "milestones", parts[i].milestone)) ||
			(i == 4 && names_has(context->names, "inspections", "outcome"));

		if (there)
			continue;
		text_appendf(&what, "%s%s", n ? ", " : "", parts[i].what);
		text_appendf(&columns, "%s%s", n ? ", " : "", parts[i].column);
		n++;
	}
	if (n)
		text = arena_printf(arena, "This data cannot show %s: it has no values in %s.",
			what.data, columns.data);
	text_finish(&what);
	text_finish(&columns);
	return text ? text : "";
}

static bool load_bare(struct brief *brief, const struct panel_context *context, struct err *err)
{
	struct arena *arena = &brief->panel.arena;

	brief->posts.title = "Hits by post";
	brief->chapters.title = "Hits by goods (HS chapter)";
	brief->chapters.note = "at least 30 results";
	brief->posts.empty = brief->chapters.empty = "no results of inspection in this period";
	brief->cannot = cannot_show(context, arena);
	return tiles_load_given(context, &brief->exceptions, arena, &brief->tiles, err) && load_days(brief, context, err) &&
	       load_hits(brief, context, KPI_DIM_OFFICE, 1, true, &brief->posts, err) &&
	       load_hits(brief, context, KPI_DIM_HS_CHAPTER, 30, false, &brief->chapters, err);
}

/* ---- load */

static const char *heading(const struct panel_context *context, struct arena *arena)
{
	struct text against = TEXT_INIT;
	const char *text;

	if (context->scope->compare < PANEL_VS_PREVIOUS)
		return context->scope->compare == PANEL_VS_TARGET ? "Exceptions against targets" :
			context->scope->compare == PANEL_VS_USUAL ? "Exceptions against what is usual" : "Exceptions against targets and limits";
	compare_text(context, &against);
	text = arena_printf(arena, context->scope->compare == PANEL_VS_POST ? "Differences from %s" : "Changes since %s", against.data);
	text_finish(&against);
	return text ? text : "";
}

static bool load(struct panel *panel, const struct panel_context *context, struct err *err)
{
	struct brief *brief = (struct brief *)panel;

	brief->against = heading(context, &panel->arena);
	if (!brief->opened) {
		list_init(&brief->posts);
		list_init(&brief->chapters);
	}
	if (!exceptions_load(context, &panel->arena, &brief->exceptions, err) ||
	    !tiles_load(context, &brief->exceptions, &panel->arena, &brief->tiles, err) || !load_shares(brief, context, err))
		return false;
	brief->bare = brief->tiles.n_values < ENOUGH_VALUES && !names_has(context->names, "declarations", "released_at") &&
		!names_has(context->names, "milestones", "REL");
	if (brief->bare && !load_bare(brief, context, err))
		return false;
	if (!brief->opened)
		brief->pane = !brief->bare && brief->exceptions.n ? PANE_EXCEPTIONS : PANE_TILES;
	if (brief->exception >= brief->exceptions.n)
		brief->exception = 0;
	if (brief->tile >= brief->tiles.n)
		brief->tile = 0;
	brief->opened = true;
	return true;
}

static void unload(struct panel *panel)
{
	struct brief *brief = (struct brief *)panel;

	brief->tiles = (struct tiles){ .n = 0 };
	brief->exceptions = (struct exceptions){ .n = 0 };
	brief->n_shares = 0;
	list_forget(&brief->posts);
	list_forget(&brief->chapters);
}

/* ---- layout */

struct grid {
	int across, down, height;	/* tiles; rows of cells each takes */
	bool lines;			/* one line per KPI instead */
};

static struct grid grid_of(const struct brief *brief)
{
	int cols = brief->panel.cols, rows = brief->panel.rows;
	struct grid grid = { .across = cols / 20 > 4 ? 4 : cols / 20,
		.height = rows >= TALL_ROWS ? 7 : rows >= 30 ? 5 : 4 };

	grid.lines = rows < 14 || cols < 57;
	grid.down = rows >= 30 ? 3 : brief->bare || rows < 18 ? 1 : 2;
	if (brief->bare && grid.down > 2)
		grid.down = 2;
	if (grid.lines)
		grid = (struct grid){ .across = 1, .down = rows > 0 ? rows : 1, .height = 1, .lines = true };
	while (grid.down > 1 && (size_t)(grid.across * (grid.down - 1)) >= brief->tiles.n)
		grid.down--;
	return grid;
}

static int shown_pane(const struct brief *brief, const struct grid *grid)
{
	return grid->lines && !brief->moved ? PANE_TILES : brief->pane;
}

static size_t shown(const struct grid *grid)
{
	return (size_t)(grid->across * grid->down);
}

/* First tile shown: where the strip was turned to, moved so that the selected tile is among them. */
static size_t first_tile(const struct brief *brief, const struct grid *grid)
{
	size_t n = shown(grid), first = brief->strip;

	if (brief->tiles.n <= n)
		return 0;
	if (first > brief->tiles.n - n)
		first = brief->tiles.n - n;
	if (brief->pane == PANE_TILES && brief->tile < first)
		first = brief->tile / (size_t)grid->across * (size_t)grid->across;
	if (brief->pane == PANE_TILES && brief->tile >= first + n)
		first = (brief->tile / (size_t)grid->across + 1) * (size_t)grid->across - n;
	return first;
}

static void paint_tiles(const struct brief *brief, struct canvas_area area, const struct grid *grid)
{
	size_t first = first_tile(brief, grid), n = shown(grid);
	int width = area.cols / grid->across;

	for (size_t i = 0; i < n && first + i < brief->tiles.n; i++) {
		bool selected = brief->panel.active && shown_pane(brief, grid) == PANE_TILES && first + i == brief->tile;
		int col = (int)i % grid->across * width, row = (int)i / grid->across * grid->height;

		if (grid->lines)
			tiles_paint_line(&brief->tiles.items[first + i], area, row, selected);
		else
			tiles_paint(&brief->tiles.items[first + i], canvas_sub(area, col, row, width,
				grid->height - (grid->height > 4)), selected);
		if (selected)
			canvas_focus(area, col, row);
	}
}

static int sentence_rows(const struct exception *item, int cols)
{
	return width_of(item->sentence, strlen(item->sentence)) <= cols ? 1 : 2;
}

/* First exception of the page that holds the selected one: pages are filled from the top. */
static size_t page_start(const struct brief *brief, int cols, int rows)
{
	size_t start = 0;
	int used = 0;

	for (size_t i = 0; i < brief->exceptions.n; i++) {
		int height = sentence_rows(&brief->exceptions.items[i], cols);

		if (used + height > rows && used > 0) {
			if (i > brief->exception)
				break;
			start = i;
			used = 0;
		}
		used += height;
	}
	return start;
}

static void exceptions_note(const struct brief *brief, char note[96])
{
	size_t good = brief->exceptions.n - brief->exceptions.n_worse;

	if (brief->exceptions.n == 0)
		note[0] = '\0';
	else if (brief->pane == PANE_EXCEPTIONS)
		snprintf(note, 96, "%zu of %zu, ranked", brief->exception + 1, brief->exceptions.n);
	else
		snprintf(note, 96, "%zu worse, %zu better", brief->exceptions.n_worse, good);
}

static void paint_exceptions(const struct brief *brief, struct canvas_area area)
{
	char note[96];
	int row = 1, cols = area.cols - 5;

	if (area.rows < 2)
		return;
	exceptions_note(brief, note);
	canvas_heading(area, 0, brief->against, note[0] ? note : NULL);
	if (brief->exceptions.n == 0)
		canvas_wrap(canvas_cols(area, 1, area.cols - 1), 1, area.rows - 1, CANVAS_MUTED,
			"Nothing is worse than its target or its limits, as far as the numbers allow a word.");
	for (size_t i = page_start(brief, cols, area.rows - 1); i < brief->exceptions.n && row < area.rows; i++) {
		const struct exception *item = &brief->exceptions.items[i];
		bool selected = brief->panel.active && brief->pane == PANE_EXCEPTIONS && i == brief->exception;
		int height = sentence_rows(item, cols);

		if (row + height > area.rows && row > 1)
			break;
		if (selected)
			canvas_put(area, 0, row, CANVAS_ACCENT, "▶");
		canvas_put(area, 2, row, item->role, item->glyph);
		canvas_wrap(canvas_sub(area, 4, row, cols, height), 0, height, CANVAS_PLAIN, item->sentence);
		if (selected)
			canvas_focus(area, 0, row);
		row += height;
	}
}

static int exceptions_rows(const struct brief *brief, int cols)
{
	int rows = 2 + (brief->exceptions.n == 0);

	for (size_t i = 0; i < brief->exceptions.n; i++)
		rows += sentence_rows(&brief->exceptions.items[i], cols - 5);
	return rows;
}

/* The figure under the cursor: a tile's own; of an exception that of all posts, since only the tiles know their past. */
static const struct tile *tile_in_focus(const struct brief *brief, const struct grid *grid)
{
	const char *kpi;

	if (brief->tiles.n == 0)
		return NULL;
	if (shown_pane(brief, grid) != PANE_EXCEPTIONS || brief->exceptions.n == 0)
		return &brief->tiles.items[brief->tile];
	kpi = brief->exceptions.items[brief->exception].focus.kpi;
	for (size_t i = 0; i < brief->tiles.n; i++)
		if (strcmp(brief->tiles.items[i].focus.kpi, kpi) == 0 && brief->tiles.items[i].history.title)
			return &brief->tiles.items[i];
	return &brief->tiles.items[brief->tile];
}

/* Exceptions, and where rows are left below them the course of the figure under the cursor. */
static void paint_below(const struct brief *brief, struct canvas_area area, const struct grid *grid)
{
	const struct tile *tile = tile_in_focus(brief, grid);
	int wish = exceptions_rows(brief, area.cols), left = area.rows - wish;
	int chart = left < CHART_LEAST || !tile || !tile->history.title ? 0 : left > CHART_MOST ? CHART_MOST : left;

	paint_exceptions(brief, canvas_rows(area, 0, chart ? wish : area.rows));
	if (chart)
		history_paint(&tile->history, NULL, canvas_rows(area, wish, chart));
}

static void paint_bare(const struct brief *brief, struct canvas_area area, const struct grid *grid)
{
	int row = canvas_wrap(canvas_cols(area, 1, area.cols - 2), 0, 3, CANVAS_WARNING, brief->cannot);
	int chart = area.rows >= TALL_ROWS ? 14 : area.rows >= 30 ? 10 : 6;
	struct chart_series series = { .values = brief->by_day, .n = SERIES_DAYS, .first_day = brief->first_day, .step_days = 1,
		.unit = CHART_COUNT, .target = NAN, .limit_low = NAN, .limit_high = NAN, .name = "declarations", .selected = -1 };
	struct canvas_area rest;

	paint_tiles(brief, canvas_rows(area, row, grid->down * grid->height), grid);
	row += grid->down * grid->height;
	canvas_heading(area, row, "Declarations with a result, by day", "8 weeks");
	chart_series(canvas_sub(area, 1, row + 1, area.cols - 2, chart - 1), &series);
	rest = canvas_rows(area, row + chart, area.rows - row - chart);
	list_paint(&brief->posts, canvas_cols(rest, 0, area.cols / 2 - 1), brief->panel.active && brief->pane == PANE_POSTS);
	list_paint(&brief->chapters, canvas_cols(rest, area.cols / 2 + 1, area.cols - area.cols / 2 - 1),
		brief->panel.active && brief->pane == PANE_CHAPTERS);
}

static void paint_lines(const struct brief *brief, struct canvas_area area, const struct grid *grid)
{
	switch (shown_pane(brief, grid)) {
	case PANE_EXCEPTIONS: paint_exceptions(brief, area); break;
	case PANE_POSTS: list_paint(&brief->posts, area, brief->panel.active); break;
	case PANE_CHAPTERS: list_paint(&brief->chapters, area, brief->panel.active); break;
	default: paint_tiles(brief, area, grid);
	}
}

static void paint(const struct panel *panel, struct canvas_area area)
{
	const struct brief *brief = (const struct brief *)panel;
	struct grid grid = grid_of(brief);
	int row = grid.down * grid.height;

	if (grid.lines) {
		paint_lines(brief, area, &grid);
		return;
	}
	if (brief->bare) {
		paint_bare(brief, area, &grid);
		return;
	}
	paint_tiles(brief, canvas_rows(area, 0, row), &grid);
	if (brief->n_shares)
		chart_shares(canvas_sub(area, 1, row, area.cols - 2, 1), 0, area.cols >= 100 ? "Who owns the delay" : "Delay by",
			brief->shares, brief->n_shares);
	row += brief->n_shares ? 1 + (area.rows >= 30) : 0;
	paint_below(brief, canvas_rows(area, row, area.rows - row), &grid);
}

/* ---- keys */

static int next_pane(const struct brief *brief, int delta)
{
	static const int full[] = { PANE_TILES, PANE_EXCEPTIONS }, bare[] = { PANE_TILES, PANE_POSTS, PANE_CHAPTERS };
	const int *panes = brief->bare ? bare : full;
	int n = brief->bare ? 3 : 2, at = 0;

	while (at < n - 1 && panes[at] != brief->pane)
		at++;
	return panes[(at + delta + n) % n];
}

static void turn_strip(struct brief *brief, int delta)
{
	struct grid grid = grid_of(brief);
	size_t n = shown(&grid), last = brief->tiles.n > n ? brief->tiles.n - n : 0;

	brief->strip = delta < 0 ? 0 : last;
	if (brief->pane == PANE_TILES)
		brief->tile = brief->strip + (brief->tile < brief->strip || brief->tile >= brief->strip + n ? 0 :
			brief->tile - brief->strip);
}

static enum request tiles_request(struct brief *brief, enum request request)
{
	struct grid grid = grid_of(brief);
	long delta = 0, to;

	switch (request) {
	case REQ_LEFT: delta = -1; break;
	case REQ_RIGHT: delta = 1; break;
	case REQ_UP: delta = -grid.across; break;
	case REQ_DOWN: delta = grid.across; break;
	case REQ_FIRST: brief->tile = 0; return REQ_NONE;
	case REQ_LAST: brief->tile = brief->tiles.n ? brief->tiles.n - 1 : 0; return REQ_NONE;
	case REQ_PAGE_UP: delta = -(long)brief->tile; break;
	case REQ_PAGE_DOWN: delta = (long)brief->tiles.n - 1 - (long)brief->tile; break;
	default: return request;
	}
	to = (long)brief->tile + delta;
	if (to >= (long)brief->tiles.n && request == REQ_DOWN && (brief->bare || brief->exceptions.n))
		brief->pane = next_pane(brief, 1);
	else if (to >= 0 && to < (long)brief->tiles.n)
		brief->tile = (size_t)to;
	return REQ_NONE;
}

/* e and E walk what is worse and stay away from the good news. */
static enum request hop(struct brief *brief, int delta)
{
	size_t n = brief->exceptions.n_worse;

	if (n == 0)
		return delta > 0 ? REQ_EXCEPTION_NEXT : REQ_EXCEPTION_PREVIOUS;
	if (brief->pane != PANE_EXCEPTIONS || brief->exception >= n)
		brief->exception = delta > 0 ? 0 : n - 1;
	else
		brief->exception = (brief->exception + n + (size_t)(delta + (int)n)) % n;
	brief->pane = PANE_EXCEPTIONS;
	return REQ_NONE;
}

static enum request exceptions_request(struct brief *brief, enum request request)
{
	size_t last = brief->exceptions.n ? brief->exceptions.n - 1 : 0;

	switch (request) {
	case REQ_UP:
		if (brief->exception == 0)
			brief->pane = PANE_TILES;
		else
			brief->exception--;
		return REQ_NONE;
	case REQ_DOWN: brief->exception += brief->exception < last; return REQ_NONE;
	case REQ_FIRST:
	case REQ_PAGE_UP: brief->exception = 0; return REQ_NONE;
	case REQ_LAST:
	case REQ_PAGE_DOWN: brief->exception = last; return REQ_NONE;
	default: return request;
	}
}

static enum request on_request(struct panel *panel, enum request request)
{
	struct brief *brief = (struct brief *)panel;
	struct grid grid = grid_of(brief);

	brief->pane = shown_pane(brief, &grid);
	brief->moved = true;
	switch (request) {
	case REQ_PANE_NEXT: brief->pane = next_pane(brief, 1); return REQ_NONE;
	case REQ_PANE_PREVIOUS: brief->pane = next_pane(brief, -1); return REQ_NONE;
	case REQ_STRIP_LEFT: turn_strip(brief, -1); return REQ_NONE;
	case REQ_STRIP_RIGHT: turn_strip(brief, 1); return REQ_NONE;
	case REQ_EXCEPTION_NEXT:
	case REQ_EXCEPTION_PREVIOUS:
		if (!brief->bare)
			return hop(brief, request == REQ_EXCEPTION_NEXT ? 1 : -1);
		break;
	default:
		break;
	}
	switch (brief->pane) {
	case PANE_TILES: return tiles_request(brief, request);
	case PANE_EXCEPTIONS: return exceptions_request(brief, request);
	case PANE_POSTS: return list_on_request(&brief->posts, request, 5);
	default: return list_on_request(&brief->chapters, request, 5);
	}
}

static bool can(const struct panel *panel, enum request request)
{
	const struct brief *brief = (const struct brief *)panel;
	struct grid grid = grid_of(brief);

	switch (request) {
	case REQ_PANE_NEXT: return true;
	case REQ_STRIP_LEFT:
	case REQ_STRIP_RIGHT: return brief->tiles.n > shown(&grid);
	case REQ_EXCEPTION_NEXT:
	case REQ_EXCEPTION_PREVIOUS:
		if (!brief->bare)
			return brief->exceptions.n_worse > 0;
		break;
	default: break;
	}
	return brief->pane == PANE_POSTS ? list_can(&brief->posts, request) :
		brief->pane == PANE_CHAPTERS && list_can(&brief->chapters, request);
}

static void focus(const struct panel *panel, struct panel_focus *ret_focus)
{
	const struct brief *brief = (const struct brief *)panel;
	struct grid grid = grid_of(brief);
	int pane = shown_pane(brief, &grid);

	if (pane == PANE_POSTS)
		list_focus(&brief->posts, ret_focus);
	else if (pane == PANE_CHAPTERS)
		list_focus(&brief->chapters, ret_focus);
	else if (pane == PANE_EXCEPTIONS && brief->exception < brief->exceptions.n)
		*ret_focus = brief->exceptions.items[brief->exception].focus;
	else if (pane == PANE_TILES && brief->tile < brief->tiles.n)
		*ret_focus = brief->tiles.items[brief->tile].focus;
}

static void line(const struct panel *panel, struct text *out)
{
	const struct brief *brief = (const struct brief *)panel;
	const struct tile *tile = brief->tiles.items;

	if (brief->exceptions.n_worse)
		text_append(out, brief->exceptions.items[0].sentence);
	else if (brief->tiles.n)
		text_appendf(out, "%s %s %s", tile->name, tile->value, tile->verdict.word);
}

/* A silent post is no matter of lanes and brokers: what arrived from whom stands in Data. */
static const struct panel_ops *drill(const struct panel *panel)
{
	struct panel_focus at = { 0 };

	focus(panel, &at);
	return strcmp(at.kpi, "data_freshness") == 0 ? &panel_data : NULL;
}

static void look(struct panel *panel, struct panel_look *parts)
{
	struct brief *brief = (struct brief *)panel;

	list_look(&brief->posts, parts);
	list_look(&brief->chapters, parts);
}

const struct panel_ops panel_brief = {
	.name = "brief",
	.title = "Brief",
	.key = '1',
	.size = sizeof(struct brief),
	.load = load,
	.paint = paint,
	.on_request = on_request,
	.focus = focus,
	.can = can,
	.drill = drill,
	.line = line,
	.look = look,
	.unload = unload,
};
