/* brief_paint.c - how the first screen is laid out: tiles or lines, whose time it was, what changed, what to do, and where rows are left
 * the course of what is under the cursor. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/width.h"
#include "brief_private.h"
#include "insight/phrases.h"

enum { TALL_ROWS = 50, CHART_LEAST = 9, CHART_MOST = 18, STEPS_FEW = 3, STEPS_FROM = 8 };

/* ---- what stands below the figures */

/* Exceptions where findings cannot be: not wanted, or the data too short for them. */
bool brief_shows_exceptions(const struct brief *brief)
{
	return brief->compares || (brief->told && brief->told->findings.n == 0 && brief->exceptions.n > 0);
}

bool brief_is_pending(const struct brief *brief)
{
	return !brief->told && !brief->untold[0] && !brief->compares;
}

size_t brief_news_n(const struct brief *brief)
{
	return brief_shows_exceptions(brief) ? brief->exceptions.n : brief->told ? brief->told->findings.n : 0;
}

size_t brief_news_worse(const struct brief *brief)
{
	return brief_shows_exceptions(brief) ? brief->exceptions.n_worse : brief->told ? brief->told->n_worse : 0;
}

size_t brief_steps_n(const struct brief *brief)
{
	return brief->told && !brief_shows_exceptions(brief) ? brief->told->n_steps : 0;
}

/* Other data may have brought fewer of them. */
size_t brief_news_at(const struct brief *brief)
{
	return brief->news < brief_news_n(brief) ? brief->news : 0;
}

size_t brief_step_at(const struct brief *brief)
{
	return brief->step < brief_steps_n(brief) ? brief->step : 0;
}

const struct finding *brief_finding_in_focus(const struct brief *brief)
{
	if (!brief->told || brief_shows_exceptions(brief) || brief->told->findings.n == 0)
		return NULL;
	return &brief->told->findings.items[brief->pane == PANE_STEPS && brief_steps_n(brief) ? brief->told->steps[brief_step_at(brief)] : brief_news_at(brief)];
}

/* ---- layout */

struct brief_grid brief_grid_of(const struct brief *brief)
{
	int cols = brief->panel.cols, rows = brief->panel.rows;
	struct brief_grid grid = { .across = cols / 20 > 4 ? 4 : cols / 20,
		.height = rows >= TALL_ROWS ? 7 : rows >= 30 ? 5 : 4 };

	grid.lines = rows < 14 || cols < 57;
	grid.down = rows >= 30 ? 3 : brief->is_bare || rows < 18 ? 1 : 2;
	if (brief->is_bare && grid.down > 2)
		grid.down = 2;
	if (grid.lines)
		grid = (struct brief_grid){ .across = 1, .down = rows > 0 ? rows : 1, .height = 1, .lines = true };
	while (grid.down > 1 && (size_t)(grid.across * (grid.down - 1)) >= brief->tiles.n)
		grid.down--;
	return grid;
}

bool brief_has_owners(const struct brief *brief)
{
	struct brief_grid grid = brief_grid_of(brief);

	return brief->n_shares > 0 && !brief->is_bare && !grid.lines;
}

bool brief_has_pane(const struct brief *brief, int pane)
{
	switch (pane) {
	case PANE_OWNERS: return brief_has_owners(brief);
	case PANE_STEPS: return !brief->is_bare && brief_steps_n(brief) > 0;
	case PANE_POSTS:
	case PANE_CHAPTERS: return brief->is_bare;
	default: return true;
	}
}

/* What was chosen may be gone, or still be to come. */
int brief_shown_pane(const struct brief *brief, const struct brief_grid *grid)
{
	if (grid->lines && !brief->moved)
		return PANE_TILES;
	if (brief_has_pane(brief, brief->pane))
		return brief->pane;
	return brief->pane == PANE_STEPS ? PANE_NEWS : PANE_TILES;
}

size_t brief_shown(const struct brief_grid *grid)
{
	return (size_t)(grid->across * grid->down);
}

/* First tile shown: where the strip was turned to, moved so that the selected tile is among them. */
static size_t first_tile(const struct brief *brief, const struct brief_grid *grid)
{
	size_t n = brief_shown(grid), first = brief->strip;

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

static void paint_tiles(const struct brief *brief, struct canvas_area area, const struct brief_grid *grid)
{
	size_t first = first_tile(brief, grid), n = brief_shown(grid);
	int width = area.cols / grid->across;

	for (size_t i = 0; i < n && first + i < brief->tiles.n; i++) {
		bool selected = brief->panel.active && brief_shown_pane(brief, grid) == PANE_TILES && first + i == brief->tile;
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
			if (i > brief_news_at(brief))
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
	struct text text = TEXT_INIT;
	char at[24], n[24], worse[24], better[24];

	snprintf(at, sizeof(at), "%zu", brief_news_at(brief) + 1);
	snprintf(n, sizeof(n), "%zu", brief->exceptions.n);
	snprintf(worse, sizeof(worse), "%zu", brief->exceptions.n_worse);
	snprintf(better, sizeof(better), "%zu", brief->exceptions.n - brief->exceptions.n_worse);
	if (brief->exceptions.n)
		PHRASE_PUT(&text, brief->pane == PANE_NEWS ? PHRASE_BRIEF_RANKED : PHRASE_BRIEF_TALLY, { "at", at }, { "n", n }, { "worse", worse },
			{ "better", better });
	snprintf(note, 96, "%s", text.data);
	text_finish(&text);
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
			phrase_text(PHRASE_BRIEF_NONE));
	for (size_t i = page_start(brief, cols, area.rows - 1); i < brief->exceptions.n && row < area.rows; i++) {
		const struct exception *item = &brief->exceptions.items[i];
		bool selected = brief->panel.active && brief->pane == PANE_NEWS && i == brief_news_at(brief);
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
static const struct tile *tile_in_focus(const struct brief *brief, const struct brief_grid *grid)
{
	const char *kpi;

	if (brief->tiles.n == 0)
		return NULL;
	if (brief_shown_pane(brief, grid) != PANE_NEWS || !brief_shows_exceptions(brief) || brief->exceptions.n == 0)
		return &brief->tiles.items[brief->tile];
	kpi = brief->exceptions.items[brief_news_at(brief)].focus.kpi;
	for (size_t i = 0; i < brief->tiles.n; i++)
		if (strcmp(brief->tiles.items[i].focus.kpi, kpi) == 0 && brief->tiles.items[i].history.title)
			return &brief->tiles.items[i];
	return &brief->tiles.items[brief->tile];
}

static void paint_course(const struct brief *brief, struct canvas_area area, const struct brief_grid *grid)
{
	const struct finding *finding = brief_shown_pane(brief, grid) <= PANE_OWNERS ? NULL : brief_finding_in_focus(brief);
	const struct tile *tile = tile_in_focus(brief, grid);

	if (finding && finding->course)
		told_paint_course(finding, &brief->told->findings, area);
	else if (tile)
		history_paint(&tile->history, NULL, area);
}

static void paint_pending(const struct brief *brief, struct canvas_area area)
{
	bool active = brief->panel.active && brief->pane == PANE_NEWS;

	canvas_heading(area, 0, phrase_text(PHRASE_WHAT_CHANGED), NULL);
	canvas_wrap(canvas_cols(area, 2, area.cols - 3), 1, area.rows - 1, CANVAS_MUTED, brief->untold[0] ? brief->untold :
		phrase_text(PHRASE_BRIEF_READING));
	if (active)
		canvas_focus(area, 0, 1);
}

/* Data too short for a change to show is told so, above what can be told. */
static int paint_short(const struct brief *brief, struct canvas_area area)
{
	struct text text = TEXT_INIT, span = TEXT_INIT;
	int rows;

	if (!brief->told || !brief->told->too_short || brief->compares || area.rows < 4)
		return 0;
	phrase_span(&span, brief->told->days);
	PHRASE_PUT(&text, PHRASE_TOO_SHORT, { "span", span.failed ? "" : span.data });
	rows = canvas_wrap(canvas_cols(area, 1, area.cols - 2), 0, 2, CANVAS_WARNING, text.data);
	text_finish(&span);
	text_finish(&text);
	return rows;
}

static void paint_news(const struct brief *brief, struct canvas_area area)
{
	bool active = brief->panel.active && brief->pane == PANE_NEWS;

	if (brief->sketched || brief_is_pending(brief) || (!brief->told && !brief->compares))
		paint_pending(brief, area);
	else if (brief_shows_exceptions(brief))
		paint_exceptions(brief, area);
	else
		told_paint(brief->told, area, phrase_text(PHRASE_WHAT_CHANGED), brief->pane == PANE_NEWS && brief_news_n(brief) ? (long)brief_news_at(brief) : -1, active);
	if (active && brief_news_n(brief) == 0)
		canvas_focus(area, 0, 1);
}

static int news_rows(const struct brief *brief, int cols)
{
	if (brief_shows_exceptions(brief))
		return exceptions_rows(brief, cols);
	return brief->told ? told_rows(brief->told, cols, 3) + 1 : 3;
}

/* Steps get their rows first, as many as leave findings more than themselves; what is left below shows the course of the finding, or
 * figure, under the cursor. While findings are still to come their place stays empty: what they would push aside a moment later is a
 * third of what a slow link has to carry. */
static void paint_below(const struct brief *brief, struct canvas_area area, const struct brief_grid *grid)
{
	int row = paint_short(brief, area), room = area.rows - row, wish = news_rows(brief, area.cols), steps = 0, chart;

	if (brief_steps_n(brief) && room >= STEPS_FROM) {
		int most = room * 2 / 5 > 1 + STEPS_FEW ? room * 2 / 5 : 1 + STEPS_FEW;

		steps = told_steps_rows(brief->told, area.cols, 2);
		steps = steps < most ? steps : most;
	}
	chart = room - steps - wish - (steps > 0);
	if (chart < CHART_LEAST || brief_is_pending(brief))
		chart = 0;
	if (chart > CHART_MOST)
		chart = CHART_MOST;
	if (chart == 0 && wish > room - steps)
		wish = room - steps;
	paint_news(brief, canvas_rows(area, row, wish));
	if (steps)
		told_paint_steps(brief->told, canvas_rows(area, row + wish, steps), brief->due, brief->pane == PANE_STEPS ? (long)brief_step_at(brief) : -1,
			brief->panel.active);
	if (chart)
		paint_course(brief, canvas_rows(area, row + wish + steps + (steps > 0), chart), grid);
}

static void paint_bare(const struct brief *brief, struct canvas_area area, const struct brief_grid *grid)
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

static void paint_lines(const struct brief *brief, struct canvas_area area, const struct brief_grid *grid)
{
	switch (brief_shown_pane(brief, grid)) {
	case PANE_NEWS: paint_news(brief, area); break;
	case PANE_STEPS: told_paint_steps(brief->told, area, brief->due, (long)brief_step_at(brief), brief->panel.active); break;
	case PANE_POSTS: list_paint(&brief->bare.posts, area, brief->panel.active); break;
	case PANE_CHAPTERS: list_paint(&brief->bare.chapters, area, brief->panel.active); break;
	default: paint_tiles(brief, area, grid);
	}
}

static void paint_owners(const struct brief *brief, struct canvas_area area, const struct brief_grid *grid)
{
	struct chart_share shares[sizeof(brief->shares) / sizeof(brief->shares[0])];

	memcpy(shares, brief->shares, sizeof(shares));
	shares[brief->share].selected = brief->panel.active && brief_shown_pane(brief, grid) == PANE_OWNERS;
	chart_shares(area, 0, phrase_text(area.cols >= 98 ? PHRASE_BRIEF_OWNERS : PHRASE_BRIEF_OWNERS_SHORT), shares, brief->n_shares);
}

void brief_paint(const struct panel *panel, struct canvas_area area)
{
	const struct brief *brief = (const struct brief *)panel;
	struct brief_grid grid = brief_grid_of(brief);
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
		paint_owners(brief, canvas_sub(area, 1, row, area.cols - 2, 1), &grid);
	row += brief->n_shares ? 1 + (area.rows >= 30) : 0;
	paint_below(brief, canvas_rows(area, row, area.rows - row), &grid);
}
