/* gain.c - what a budget brings, as the budget grows: curves over a share, each with its stroke, a band around the first, and a mark
 * that stands at the budget of the day.
 *
 * Both axes begin at zero, so that the eye compares areas rightly. The names of the strokes stand above the plot: at the right they
 * would lie upon each other where the curves meet. */
#include <math.h>

#include "curve.h"

static struct axis fit_y(const struct chart_gain *gain, int rows)
{
	double high = gain->y_high;

	for (size_t k = 0; isnan(gain->y_high) && k < gain->n_lines; k++) {
		for (size_t i = 0; gain->lines[k].values && i < gain->n; i++) {
			if (isfinite(gain->lines[k].values[i]))
				high = isnan(high) ? gain->lines[k].values[i] : fmax(high, gain->lines[k].values[i]);
		}
	}
	return axis_round(0, high > 0 ? high : 1, axis_ticks_for(rows), CHART_PERCENT);
}

static bool has_values(const struct chart_gain *gain)
{
	for (size_t i = 0; gain->n_lines && i < gain->n; i++) {
		if (isfinite(gain->lines[0].values[i]))
			return true;
	}
	return false;
}

static double value_at(const double *values, size_t n, double at)
{
	size_t i = (size_t)at;

	return i + 1 < n ? values[i] + (at - (double)i) * (values[i + 1] - values[i]) : values[n - 1];
}

static void put_band(const struct chart_gain *gain, const struct axis *y, struct canvas_area plot)
{
	struct dots dots = dots_of(plot);

	for (int col = 0; gain->low && gain->high && !plot.canvas->ascii && col < plot.cols; col += 2) {
		double at = plot.cols > 1 ? (double)col / (plot.cols - 1) * (double)(gain->n - 1) : 0;
		int top = curve_y(&dots, y, value_at(gain->high, gain->n, at)) / 4;
		int foot = curve_y(&dots, y, value_at(gain->low, gain->n, at)) / 4;

		for (int row = draw_max(top, 0); row <= foot && row < plot.rows; row++) {
			if (draw_is_blank(plot, col, row, 1))
				canvas_put(plot, col, row, CANVAS_AXIS, "⠐");
		}
	}
}

/* The first line is drawn last: it wins the cells where strokes cross. */
static void put_lines(const struct chart_gain *gain, const struct axis *y, struct canvas_area plot)
{
	for (size_t k = gain->n_lines; k-- > 0;) {
		struct dots dots = dots_of(plot);

		dots.ascii = k ? gain->lines[k].ascii : NULL;
		curve_draw(&dots, y, gain->lines[k].values, gain->n, gain->lines[k].dash, gain->lines[k].role);
	}
}

static void put_cursor(const struct chart_gain *gain, const struct axis *y, struct canvas_area plot)
{
	double share = gain->cursor / gain->x_high;
	int col = (int)lround(share * (plot.cols - 1));
	struct dots dots = dots_of(plot);
	double value;

	if (!isfinite(share) || share < 0 || share > 1 || plot.cols < 1)
		return;
	draw_upright(plot, col, CANVAS_ACCENT, "│");
	value = value_at(gain->lines[0].values, gain->n, share * (double)(gain->n - 1));
	if (isfinite(value))
		canvas_put(plot, col, draw_max(0, draw_min(curve_y(&dots, y, value) / 4, plot.rows - 1)), CANVAS_ACCENT, "◆");
}

static void put_keys(const struct chart_gain *gain, struct canvas_area area)
{
	int col = 0;

	for (size_t k = 0; k < gain->n_lines; k++) {
		const struct chart_gain_line *line = &gain->lines[k];
		bool drawn = false;

		for (size_t i = 0; line->values && i < gain->n; i++)
			drawn |= isfinite(line->values[i]);
		if (!drawn || col + 2 + draw_width(area, line->name) > area.cols)
			continue;
		canvas_put(area, col, 0, line->role, area.canvas->ascii ? (k ? line->ascii : ".") : line->dash ? "┄" : "—");
		col += 4 + canvas_put(area, col + 2, 0, CANVAS_LABEL, line->name);
	}
}

void chart_gain(struct canvas_area area, const struct chart_gain *gain)
{
	int keys = area.rows >= 4 ? 1 : 0, axes = area.rows >= 6 ? 2 : area.rows >= 4 ? 1 : 0, from = 0;
	struct canvas_area body = canvas_rows(area, keys, area.rows - keys - axes), plot;
	struct axis x, y;

	if (area.cols <= 0 || area.rows <= 0)
		return;
	if (!has_values(gain)) {
		draw_no_data(area);
		return;
	}
	y = fit_y(gain, body.rows);
	if (axes)
		from = axis_draw_left(body, &y, body.rows);
	plot = canvas_cols(body, from, area.cols - from);
	x = axis_between(0, gain->x_high, AXIS_LINEAR, CHART_PERCENT, draw_max(2, plot.cols / 8));
	put_lines(gain, &y, plot);
	put_cursor(gain, &y, plot);
	put_band(gain, &y, plot);
	if (keys)
		put_keys(gain, area);
	if (axes)
		axis_draw_bottom(area, &x, from, keys + body.rows);
}
