/* multiples.c - small multiples: one figure of many units, each in a frame of its own, all on one scale.
 *
 * The scale stands once at the left of each line of frames, and what the curves span once below. The order is the caller's. */
#include "curve.h"

#include <math.h>

enum { CELL_COLS = 22, CELL_ROWS = 5, CELL_COLS_MAX = 40, CELL_ROWS_MAX = 12, GAP = 2 };

struct grid {
	int across, down, cols, rows; /* of cells, and of each cell */
	int left;                     /* columns of the scale */
	struct axis y;
};

static bool fit(const struct chart_multiples *multiples, int rows, struct axis *ret_axis)
{
	double low = NAN, high = NAN;

	for (size_t i = 0; i < multiples->n; i++) {
		for (size_t k = 0; k < multiples->n_values; k++) {
			double value = multiples->items[i].values ? multiples->items[i].values[k] : NAN;

			if (!isfinite(value))
				continue;
			low = isnan(low) ? value : fmin(low, value);
			high = isnan(high) ? value : fmax(high, value);
		}
	}
	if (isnan(low))
		return false;
	if (isfinite(multiples->target)) {
		low = fmin(low, multiples->target);
		high = fmax(high, multiples->target);
	}
	if (low > 0 && low < 0.6 * high)
		low = 0;
	*ret_axis = axis_round(low, high, axis_ticks_for(rows), multiples->unit);
	return true;
}

/* As wide and high as all units allow, within bounds. */
static void lay_out(struct canvas_area area, size_t n, struct grid *grid)
{
	int count = n < 400 ? (int)n : 400;

	grid->across = draw_max(1, draw_min((area.cols - grid->left + GAP) / (CELL_COLS + GAP), count));
	grid->down = draw_max(1, draw_min((count + grid->across - 1) / grid->across, area.rows / CELL_ROWS));
	grid->cols = draw_min((area.cols - grid->left + GAP) / grid->across - GAP, CELL_COLS_MAX);
	grid->rows = draw_max(1, draw_min(area.rows / grid->down, CELL_ROWS_MAX));
}

static void put_target(struct canvas_area plot, const struct axis *y, double target)
{
	int row = (int)lround((1 - axis_position(y, target)) * (plot.rows - 1));

	for (int col = 0; isfinite(target) && col < plot.cols; col += 2) {
		if (draw_is_blank(plot, col, row, 1))
			canvas_put(plot, col, row, CANVAS_LIMIT, "╌");
	}
}

static void put_cell(struct canvas_area cell, const struct chart_multiples *multiples,
	const struct chart_multiple *item, const struct axis *y)
{
	struct canvas_area plot = canvas_rows(cell, 1, cell.rows - 2);
	struct dots dots = dots_of(plot);
	int value = draw_width(cell, item->value), name = cell.cols - value - 1;

	canvas_put(canvas_cols(cell, 0, name > 0 ? name : cell.cols), 0, 0, item->selected ? CANVAS_ACCENT : CANVAS_LABEL,
		item->name);
	if (name > 0)
		canvas_put(cell, cell.cols - value, 0, item->role, item->value);
	curve_draw(&dots, y, item->values, multiples->n_values, 0, CANVAS_SERIES);
	put_target(plot, y, multiples->target);
	canvas_fill(canvas_rows(cell, cell.rows - 1, 1), CANVAS_AXIS, "─");
}

/* "12 weeks to 22 Nov 2026, all on one scale  ╌ target 24h  2 more" */
static void put_note(struct canvas_area area, const struct chart_multiples *multiples, size_t shown)
{
	struct text text = TEXT_INIT;

	text_appendf(&text, "%s%sall on one scale", multiples->span ? multiples->span : "", multiples->span ? ", " : "");
	if (isfinite(multiples->target)) {
		text_append(&text, "   ╌ target ");
		axis_figure(multiples->target, multiples->unit, area.canvas->ascii, &text);
	}
	if (shown < multiples->n)
		text_appendf(&text, "   %zu more", multiples->n - shown);
	canvas_put(area, 0, 0, CANVAS_MUTED, text.data);
	text_finish(&text);
}

void chart_multiples(struct canvas_area area, const struct chart_multiples *multiples)
{
	struct canvas_area body = canvas_rows(area, 0, area.rows >= 4 ? area.rows - 1 : area.rows);
	struct grid grid = {.left = 0};
	size_t shown;

	if (area.cols <= 0 || area.rows <= 0)
		return;
	if (!fit(multiples, CELL_ROWS - 2, &grid.y)) {
		draw_no_data(area);
		return;
	}
	grid.left = body.rows >= CELL_ROWS ? axis_width(area, &grid.y) : 0;
	lay_out(body, multiples->n, &grid);
	fit(multiples, grid.rows - 2, &grid.y);
	shown = (size_t)(grid.across * grid.down);
	shown = shown < multiples->n ? shown : multiples->n;
	for (int line = 0; line < grid.down && grid.left; line++)
		axis_draw_left(canvas_rows(body, line * grid.rows + 1, grid.rows - 2), &grid.y, grid.rows - 2);
	for (size_t i = 0; i < shown; i++) {
		int col = (int)i % grid.across, line = (int)i / grid.across;

		put_cell(canvas_sub(body, grid.left + col * (grid.cols + GAP), line * grid.rows, grid.cols, grid.rows),
			multiples, &multiples->items[i], &grid.y);
	}
	if (area.rows >= 4)
		put_note(canvas_rows(area, draw_min(grid.down * grid.rows, area.rows - 1), 1), multiples, shown);
}
