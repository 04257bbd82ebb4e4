/* brief.c - the first screen: the dozen, who owns the delay, what changed, what to do.
 *
 * Figures are there with the first picture; findings come in behind them, below a heading that already stands. Where another period or
 * post was chosen to compare with, or where the data is too short for a change to show, exceptions against that, or against targets,
 * stand in their place. Data without milestones (inspection results alone, say) gets another first screen out of the same parts. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "bare.h"
#include "base/width.h"
#include "compare.h"
#include "drill.h"
#include "exceptions.h"
#include "figures.h"
#include "insight/phrases.h"
#include "list.h"
#include "names.h"
#include "tiles.h"
#include "told.h"

enum { PANE_TILES, PANE_NEWS, PANE_STEPS, PANE_POSTS, PANE_CHAPTERS };
enum { ENOUGH_VALUES = 5, TALL_ROWS = 50, CHART_LEAST = 9, CHART_MOST = 18, STEPS_FEW = 3, STEPS_FROM = 8 };

struct brief {
	struct panel panel;
	struct tiles tiles;
	struct exceptions exceptions;
	struct chart_share shares[8];
	size_t n_shares;
	const char *against;		/* heading of the exceptions: what they are judged by */
	bool compares;			/* with another period or post: exceptions, not findings */
	bool is_bare;			/* data without milestones */
	struct told *told;		/* NULL until they came in */
	char untold[200];		/* why they did not */
	/* outlives a load */
	struct bare bare;
	bool opened, moved;		/* moved: a key was pressed; until then small screens show the figures */
	int pane;
	size_t tile, news, step, strip;
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
	struct arena *arena = &panel->arena;

	brief->against = heading(context, arena);
	brief->compares = context->scope->compare >= PANEL_VS_PREVIOUS;
	if (!brief->opened) {
		list_init(&brief->bare.posts);
		list_init(&brief->bare.chapters);
	}
	if (!exceptions_load(context, arena, &brief->exceptions, err) ||
	    !tiles_load(context, &brief->exceptions, arena, &brief->tiles, err) || !load_shares(brief, context, err))
		return false;
	brief->is_bare = brief->tiles.n_values < ENOUGH_VALUES && !names_has(context->names, "declarations", "released_at") &&
		!names_has(context->names, "milestones", "REL");
	if (brief->is_bare && (!tiles_load_given(context, &brief->exceptions, arena, &brief->tiles, err) ||
	    !bare_load(&brief->bare, context, arena, err)))
		return false;
	if (!brief->opened)
		brief->pane = brief->is_bare ? PANE_TILES : PANE_NEWS;
	if (brief->tile >= brief->tiles.n)
		brief->tile = 0;
	brief->opened = true;
	return true;
}

static struct panel_more *more(const struct panel_context *context, struct err *err)
{
	return told_load(context, err);
}

static void adopt(struct panel *panel, struct panel_more *more, const char *failed)
{
	struct brief *brief = (struct brief *)panel;

	if (brief->told)
		panel_more_free(&brief->told->more);
	brief->told = (struct told *)more;
	snprintf(brief->untold, sizeof(brief->untold), "%s", failed);
}

static void unload(struct panel *panel)
{
	struct brief *brief = (struct brief *)panel;

	adopt(panel, NULL, "");
	brief->tiles = (struct tiles){ .n = 0 };
	brief->exceptions = (struct exceptions){ .n = 0 };
	brief->n_shares = 0;
	list_forget(&brief->bare.posts);
	list_forget(&brief->bare.chapters);
}

/* ---- what stands below the figures */

/* Exceptions where findings cannot be: not wanted, or the data too short for them. */
static bool shows_exceptions(const struct brief *brief)
{
	return brief->compares || (brief->told && brief->told->findings.n == 0 && brief->exceptions.n > 0);
}

static bool is_pending(const struct brief *brief)
{
	return !brief->told && !brief->untold[0] && !brief->compares;
}

static size_t news_n(const struct brief *brief)
{
	return shows_exceptions(brief) ? brief->exceptions.n : brief->told ? brief->told->findings.n : 0;
}

static size_t news_worse(const struct brief *brief)
{
	return shows_exceptions(brief) ? brief->exceptions.n_worse : brief->told ? brief->told->n_worse : 0;
}

static size_t steps_n(const struct brief *brief)
{
	return brief->told && !shows_exceptions(brief) ? brief->told->n_steps : 0;
}

/* Other data may have brought fewer of them. */
static size_t news_at(const struct brief *brief)
{
	return brief->news < news_n(brief) ? brief->news : 0;
}

static size_t step_at(const struct brief *brief)
{
	return brief->step < steps_n(brief) ? brief->step : 0;
}

static const struct finding *finding_in_focus(const struct brief *brief)
{
	if (!brief->told || shows_exceptions(brief) || brief->told->findings.n == 0)
		return NULL;
	return &brief->told->findings.items[brief->pane == PANE_STEPS && steps_n(brief) ? brief->told->steps[step_at(brief)] : news_at(brief)];
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
	grid.down = rows >= 30 ? 3 : brief->is_bare || rows < 18 ? 1 : 2;
	if (brief->is_bare && grid.down > 2)
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
			if (i > news_at(brief))
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
	else if (brief->pane == PANE_NEWS)
		snprintf(note, 96, "%zu of %zu, ranked", news_at(brief) + 1, brief->exceptions.n);
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
		bool selected = brief->panel.active && brief->pane == PANE_NEWS && i == news_at(brief);
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
	if (shown_pane(brief, grid) != PANE_NEWS || !shows_exceptions(brief) || brief->exceptions.n == 0)
		return &brief->tiles.items[brief->tile];
	kpi = brief->exceptions.items[news_at(brief)].focus.kpi;
	for (size_t i = 0; i < brief->tiles.n; i++)
		if (strcmp(brief->tiles.items[i].focus.kpi, kpi) == 0 && brief->tiles.items[i].history.title)
			return &brief->tiles.items[i];
	return &brief->tiles.items[brief->tile];
}

static void paint_course(const struct brief *brief, struct canvas_area area, const struct grid *grid)
{
	const struct finding *finding = shown_pane(brief, grid) == PANE_TILES ? NULL : finding_in_focus(brief);
	const struct tile *tile = tile_in_focus(brief, grid);

	if (finding && finding->course)
		told_paint_course(finding, brief->told->findings.to, area);
	else if (tile)
		history_paint(&tile->history, NULL, area);
}

static void paint_pending(const struct brief *brief, struct canvas_area area)
{
	bool active = brief->panel.active && brief->pane == PANE_NEWS;

	canvas_heading(area, 0, phrase_text(PHRASE_WHAT_CHANGED), NULL);
	canvas_wrap(canvas_cols(area, 2, area.cols - 3), 1, area.rows - 1, CANVAS_MUTED, brief->untold[0] ? brief->untold :
		"Reading half a year, week by week: what changed comes in here.");
	if (active)
		canvas_focus(area, 0, 1);
}

/* Data too short for a change to show is told so, above what can be told. */
static int paint_short(const struct brief *brief, struct canvas_area area)
{
	struct text text = TEXT_INIT;
	char weeks[24];
	int rows;

	if (!brief->told || !brief->told->too_short || brief->compares || area.rows < 4)
		return 0;
	snprintf(weeks, sizeof(weeks), "%d", brief->told->weeks);
	PHRASE_PUT(&text, PHRASE_TOO_SHORT, { "weeks", weeks });
	rows = canvas_wrap(canvas_cols(area, 1, area.cols - 2), 0, 2, CANVAS_WARNING, text.data);
	text_finish(&text);
	return rows;
}

static void paint_news(const struct brief *brief, struct canvas_area area)
{
	bool active = brief->panel.active && brief->pane == PANE_NEWS;

	if (is_pending(brief) || (!brief->told && !brief->compares))
		paint_pending(brief, area);
	else if (shows_exceptions(brief))
		paint_exceptions(brief, area);
	else
		told_paint(brief->told, area, phrase_text(PHRASE_WHAT_CHANGED), brief->pane == PANE_NEWS && news_n(brief) ? (long)news_at(brief) : -1, active);
	if (active && news_n(brief) == 0)
		canvas_focus(area, 0, 1);
}

static int news_rows(const struct brief *brief, int cols)
{
	if (shows_exceptions(brief))
		return exceptions_rows(brief, cols);
	return brief->told ? told_rows(brief->told, cols, 3) + 1 : 3;
}

/* Steps get their rows first, as many as leave findings more than themselves; what is left below shows the course of the finding, or
 * figure, under the cursor. */
static void paint_below(const struct brief *brief, struct canvas_area area, const struct grid *grid)
{
	int row = paint_short(brief, area), room = area.rows - row, wish = news_rows(brief, area.cols), steps = 0, chart;

	if (steps_n(brief) && room >= STEPS_FROM) {
		int most = room * 2 / 5 > 1 + STEPS_FEW ? room * 2 / 5 : 1 + STEPS_FEW;

		steps = told_steps_rows(brief->told, area.cols, 2);
		steps = steps < most ? steps : most;
	}
	chart = room - steps - wish - (steps > 0);
	if (chart < CHART_LEAST)
		chart = 0;
	if (chart > CHART_MOST)
		chart = CHART_MOST;
	if (chart == 0 && wish > room - steps)
		wish = room - steps;
	paint_news(brief, canvas_rows(area, row, wish));
	if (steps)
		told_paint_steps(brief->told, canvas_rows(area, row + wish, steps), brief->pane == PANE_STEPS ? (long)step_at(brief) : -1,
			brief->panel.active);
	if (chart)
		paint_course(brief, canvas_rows(area, row + wish + steps + (steps > 0), chart), grid);
}

static void paint_bare(const struct brief *brief, struct canvas_area area, const struct grid *grid)
{
	int row = canvas_wrap(canvas_cols(area, 1, area.cols - 2), 0, 3, CANVAS_WARNING, brief->bare.cannot);
	int chart = area.rows >= TALL_ROWS ? 14 : area.rows >= 30 ? 8 : 0, news = area.rows >= TALL_ROWS ? 16 : area.rows >= 30 ? 7 : 5;
	bool active = brief->panel.active;
	struct canvas_area rest;

	paint_tiles(brief, canvas_rows(area, row, grid->down * grid->height), grid);
	row += grid->down * grid->height;
	paint_news(brief, canvas_rows(area, row, news));
	row += news;
	if (chart)
		bare_paint_days(&brief->bare, canvas_rows(area, row, chart));
	rest = canvas_rows(area, row + chart, area.rows - row - chart);
	list_paint(&brief->bare.posts, canvas_cols(rest, 0, area.cols / 2 - 1), active && brief->pane == PANE_POSTS);
	list_paint(&brief->bare.chapters, canvas_cols(rest, area.cols / 2 + 1, area.cols - area.cols / 2 - 1),
		active && brief->pane == PANE_CHAPTERS);
}

static void paint_lines(const struct brief *brief, struct canvas_area area, const struct grid *grid)
{
	switch (shown_pane(brief, grid)) {
	case PANE_NEWS: paint_news(brief, area); break;
	case PANE_STEPS: told_paint_steps(brief->told, area, (long)step_at(brief), brief->panel.active); break;
	case PANE_POSTS: list_paint(&brief->bare.posts, area, brief->panel.active); break;
	case PANE_CHAPTERS: list_paint(&brief->bare.chapters, area, brief->panel.active); break;
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
	if (brief->is_bare) {
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

static bool has_pane(const struct brief *brief, int pane)
{
	switch (pane) {
	case PANE_STEPS: return !brief->is_bare && steps_n(brief) > 0;
	case PANE_POSTS:
	case PANE_CHAPTERS: return brief->is_bare;
	default: return true;
	}
}

static int next_pane(const struct brief *brief, int delta)
{
	int pane = brief->pane;

	do
		pane = (pane + delta + PANE_CHAPTERS + 1) % (PANE_CHAPTERS + 1);
	while (!has_pane(brief, pane));
	return pane;
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
	if (to >= (long)brief->tiles.n && request == REQ_DOWN)
		brief->pane = next_pane(brief, 1);
	else if (to >= 0 && to < (long)brief->tiles.n)
		brief->tile = (size_t)to;
	return REQ_NONE;
}

/* e and E walk what is worse and stay away from the good news. */
static enum request hop(struct brief *brief, int delta)
{
	size_t n = news_worse(brief);

	if (n == 0)
		return delta > 0 ? REQ_EXCEPTION_NEXT : REQ_EXCEPTION_PREVIOUS;
	if (brief->pane != PANE_NEWS || news_at(brief) >= n)
		brief->news = delta > 0 ? 0 : n - 1;
	else
		brief->news = (news_at(brief) + n + (size_t)(delta + (int)n)) % n;
	brief->pane = PANE_NEWS;
	return REQ_NONE;
}

/* Rows of a pane: past the last one the next pane begins, before the first the one above. */
static enum request rows_request(struct brief *brief, size_t n, size_t *at, enum request request)
{
	size_t last = n ? n - 1 : 0;

	switch (request) {
	case REQ_UP:
		if (*at == 0)
			brief->pane = next_pane(brief, -1);
		else
			--*at;
		return REQ_NONE;
	case REQ_DOWN:
		if (*at < last)
			++*at;
		else if (brief->pane == PANE_NEWS && !brief->is_bare && steps_n(brief))
			brief->pane = PANE_STEPS;
		return REQ_NONE;
	case REQ_FIRST:
	case REQ_PAGE_UP: *at = 0; return REQ_NONE;
	case REQ_LAST:
	case REQ_PAGE_DOWN: *at = last; return REQ_NONE;
	default: return request;
	}
}

static enum request on_request(struct panel *panel, enum request request)
{
	struct brief *brief = (struct brief *)panel;
	struct grid grid = grid_of(brief);

	brief->pane = shown_pane(brief, &grid);
	brief->moved = true;
	brief->news = news_at(brief);
	brief->step = step_at(brief);
	switch (request) {
	case REQ_PANE_NEXT: brief->pane = next_pane(brief, 1); return REQ_NONE;
	case REQ_PANE_PREVIOUS: brief->pane = next_pane(brief, -1); return REQ_NONE;
	case REQ_STRIP_LEFT: turn_strip(brief, -1); return REQ_NONE;
	case REQ_STRIP_RIGHT: turn_strip(brief, 1); return REQ_NONE;
	case REQ_EXCEPTION_NEXT:
	case REQ_EXCEPTION_PREVIOUS: return hop(brief, request == REQ_EXCEPTION_NEXT ? 1 : -1);
	default:
		break;
	}
	switch (brief->pane) {
	case PANE_TILES: return tiles_request(brief, request);
	case PANE_NEWS: return rows_request(brief, news_n(brief), &brief->news, request);
	case PANE_STEPS: return rows_request(brief, steps_n(brief), &brief->step, request);
	case PANE_POSTS: return list_on_request(&brief->bare.posts, request, 5);
	default: return list_on_request(&brief->bare.chapters, request, 5);
	}
}

/* Among findings that are still to come one cannot move; on the figures, which are there, one can. */
static bool waits(const struct panel *panel, enum request request)
{
	const struct brief *brief = (const struct brief *)panel;
	struct grid grid = grid_of(brief);

	if (!is_pending(brief))
		return false;
	switch (request) {
	case REQ_EXCEPTION_NEXT:
	case REQ_EXCEPTION_PREVIOUS: return true;
	case REQ_PANE_NEXT:
	case REQ_PANE_PREVIOUS: return !brief->is_bare;	/* whether there are steps is not known */
	case REQ_UP:
	case REQ_DOWN:
	case REQ_FIRST:
	case REQ_LAST:
	case REQ_PAGE_UP:
	case REQ_PAGE_DOWN:
	case REQ_DRILL:
	case REQ_PROOF:
	case REQ_FILTER: return shown_pane(brief, &grid) == PANE_NEWS;
	default: return false;
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
	case REQ_EXCEPTION_PREVIOUS: return is_pending(brief) || news_worse(brief) > 0;
	default: break;
	}
	return brief->pane == PANE_POSTS ? list_can(&brief->bare.posts, request) :
		brief->pane == PANE_CHAPTERS && list_can(&brief->bare.chapters, request);
}

static void focus(const struct panel *panel, struct panel_focus *ret_focus)
{
	const struct brief *brief = (const struct brief *)panel;
	struct grid grid = grid_of(brief);
	int pane = shown_pane(brief, &grid);
	const struct finding *finding = finding_in_focus(brief);

	if (pane == PANE_POSTS)
		list_focus(&brief->bare.posts, ret_focus);
	else if (pane == PANE_CHAPTERS)
		list_focus(&brief->bare.chapters, ret_focus);
	else if (pane == PANE_TILES && brief->tile < brief->tiles.n)
		*ret_focus = brief->tiles.items[brief->tile].focus;
	else if (pane != PANE_TILES && finding)
		told_focus(finding, ret_focus);
	else if (pane == PANE_NEWS && shows_exceptions(brief) && brief->exceptions.n)
		*ret_focus = brief->exceptions.items[news_at(brief)].focus;
}

static void line(const struct panel *panel, struct text *out)
{
	const struct brief *brief = (const struct brief *)panel;
	const struct tile *tile = brief->tiles.items;

	if (brief->told && brief->told->n_worse && !brief->compares)
		text_append(out, brief->told->findings.items[0].claim);
	else if (brief->exceptions.n_worse)
		text_append(out, brief->exceptions.items[0].sentence);
	else if (brief->tiles.n)
		text_appendf(out, "%s %s %s", tile->name, tile->value, tile->verdict.word);
}

/* A finding has its evidence. A silent post among exceptions is no matter of lanes and brokers: what arrived from whom stands in Data. */
static const struct panel_ops *drill(const struct panel *panel)
{
	const struct brief *brief = (const struct brief *)panel;
	struct grid grid = grid_of(brief);
	struct panel_focus at = { 0 };

	focus(panel, &at);
	if (shown_pane(brief, &grid) != PANE_TILES && at.keeps_scope)
		return &panel_evidence;
	return strcmp(at.kpi, "data_freshness") == 0 ? &panel_data : NULL;
}

static void look(struct panel *panel, struct panel_look *parts)
{
	struct brief *brief = (struct brief *)panel;

	list_look(&brief->bare.posts, parts);
	list_look(&brief->bare.chapters, parts);
}

static void words(const struct panel *panel, struct text *out)
{
	const struct brief *brief = (const struct brief *)panel;

	if (brief->told && !shows_exceptions(brief)) {
		told_words(brief->told, out);
		return;
	}
	for (size_t i = 0; i < brief->exceptions.n; i++) {
		text_append(out, brief->exceptions.items[i].size < 0 ? "Better. " : "Worse. ");
		width_filter(out, brief->exceptions.items[i].sentence, strlen(brief->exceptions.items[i].sentence));
		text_put(out, '\n');
	}
}

const struct panel_ops panel_brief = {
	.name = "brief",
	.title = "Brief",
	.key = '1',
	.size = sizeof(struct brief),
	.load = load,
	.paint = paint,
	.more = more,
	.adopt = adopt,
	.waits = waits,
	.on_request = on_request,
	.focus = focus,
	.can = can,
	.drill = drill,
	.line = line,
	.look = look,
	.words = words,
	.unload = unload,
};
