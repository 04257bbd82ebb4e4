/* series.c - one figure over days: a curve in braille, a target, control limits, and what the last value is.
 *
 * Points beyond the limits are marked by a sign of their own. The axis starts at zero unless that would
 * flatten the curve. */
#include "axis.h"
#include "days.h"
#include "dots.h"
#include "label.h"

#include <math.h>

enum { MARGIN = 15, MARGIN_FROM = 48, SECOND_FIGURE = 7 /* cells kept for its value */ };

struct frame {
	struct canvas_area plot;
	struct axis y;
	size_t n;
};

static void widen(double *low, double *high, double value)
{
	if (!isfinite(value))
		return;
	*low = isnan(*low) || value < *low ? value : *low;
	*high = isnan(*high) || value > *high ? value : *high;
}

static bool fit(const struct chart_series *series, int rows, struct axis *ret_axis)
{
	double low = NAN, high = NAN;

	for (size_t i = 0; i < series->n; i++) {
		widen(&low, &high, series->values[i]);
		if (series->second)
			widen(&low, &high, series->second[i]);
	}
	if (isnan(low))
		return false;
	widen(&low, &high, series->target);
	widen(&low, &high, series->limit_low);
	widen(&low, &high, series->limit_high);
	if (low > 0 && low < 0.6 * high)
		low = 0;
	*ret_axis = axis_round(low, high, draw_max(2, rows / 2), series->unit);
	return true;
}

static int x_of(const struct frame *frame, const struct dots *dots, size_t i)
{
	return frame->n > 1 ? (int)lround((double)i / (double)(frame->n - 1) * (dots->width - 1))
			    : dots->width - 1;
}

static int y_of(const struct frame *frame, const struct dots *dots, double value)
{
	return (int)lround((1 - draw_clamp(axis_position(&frame->y, value), -1, 2)) * (dots->height - 1));
}

static void put_curve(const struct frame *frame, const double *values, int dash, enum canvas_role role)
{
	struct dots dots = dots_of(frame->plot);
	long before = -1;

	for (size_t i = 0; i < frame->n; i++) {
		if (!isfinite(values[i])) {
			before = -1;
			continue;
		}
		if (before >= 0)
			dots_line(&dots, x_of(frame, &dots, (size_t)before),
				y_of(frame, &dots, values[before]), x_of(frame, &dots, i),
				y_of(frame, &dots, values[i]), dash, role);
		else
			dots_set(&dots, x_of(frame, &dots, i), y_of(frame, &dots, values[i]), role);
		before = (long)i;
	}
}

static int row_of(const struct frame *frame, double value)
{
	struct dots dots = dots_of(frame->plot);

	return draw_max(0, draw_min(y_of(frame, &dots, value) / 4, frame->plot.rows - 1));
}

/* Only where nothing stands yet. Every second cell makes a dotted line that ASCII keeps apart from the curve.
 */
static void put_level(
	const struct frame *frame, double value, enum canvas_role role, const char *glyph, int every)
{
	for (int col = 0; isfinite(value) && col < frame->plot.cols; col += every) {
		if (draw_is_blank(frame->plot, col, row_of(frame, value), 1))
			canvas_put(frame->plot, col, row_of(frame, value), role, glyph);
	}
}

/* A sign on each point beyond the limits, and on the chosen one. */
static void put_marks(const struct frame *frame, const struct chart_series *series)
{
	struct dots dots = dots_of(frame->plot);

	for (size_t i = 0; i < frame->n; i++) {
		double value = series->values[i];
		bool beyond = value > series->limit_high || value < series->limit_low,
		     chosen = series->selected == (long)i;
		int col = x_of(frame, &dots, i) / 2;

		if (chosen && frame->plot.rows > 1)
			draw_upright(frame->plot, col, CANVAS_ACCENT, "│");
		if (isfinite(value) && (beyond || chosen))
			canvas_put(frame->plot, col, row_of(frame, value),
				chosen ? CANVAS_ACCENT : CANVAS_WARNING, chosen ? "◆" : "●");
	}
}

static void margin_value(struct canvas_area margin, const struct frame *frame, const char *name, double value,
	enum chart_unit unit, enum canvas_role role, int side)
{
	struct text text = TEXT_INIT;

	if (!isfinite(value))
		return;
	text_append(&text, name);
	axis_figure(value, unit, margin.canvas->ascii, &text);
	label_margin(margin, row_of(frame, value), side, role, text.data);
	text_finish(&text);
}

static double last_of(const double *values, size_t n)
{
	while (values && n > 0) {
		if (isfinite(values[--n]))
			return values[n];
	}
	return NAN;
}

static void put_margin(
	struct canvas_area margin, const struct frame *frame, const struct chart_series *series)
{
	struct text second = TEXT_INIT;

	if (series->second_name && draw_width(margin, series->second_name) <= margin.cols - SECOND_FIGURE)
		text_appendf(&second, "%s ", series->second_name);
	margin_value(
		margin, frame, "last ", last_of(series->values, series->n), series->unit, CANVAS_VALUE, -1);
	margin_value(margin, frame, "target ", series->target, series->unit, CANVAS_GOOD, -1);
	margin_value(margin, frame, "limit ", series->limit_high, series->unit, CANVAS_LIMIT, -1);
	margin_value(margin, frame, "limit ", series->limit_low, series->unit, CANVAS_LIMIT, 1);
	margin_value(margin, frame, second.data, last_of(series->second, series->n), series->unit,
		CANVAS_SERIES_2, -1);
	text_finish(&second);
}

static int append_chosen(const struct chart_series *series, bool ascii, struct text *out)
{
	if (series->selected < 0 || (size_t)series->selected >= series->n)
		return 0;
	text_append(out, "◆ ");
	days_append(out, series->first_day + (int32_t)series->selected * series->step_days);
	text_append(out, ": ");
	chart_format(series->values[series->selected], series->unit, ascii, out);
	text_append(
		out, series->unit == CHART_HOURS && isfinite(series->values[series->selected]) ? " h" : "");
	return 1;
}

static void put_title(struct canvas_area area, const struct chart_series *series)
{
	struct text chosen = TEXT_INIT;
	int col = 0, width;

	if (series->name)
		col = canvas_put(area, 0, 0, CANVAS_LABEL, "— ") +
		      canvas_put(area, 2, 0, CANVAS_LABEL, series->name);
	canvas_paint(canvas_sub(area, 0, 0, draw_min(col, 1), 1), CANVAS_SERIES);
	if (series->second && series->second_name &&
		col + 4 + draw_width(area, series->second_name) <= area.cols) {
		col += 2 + canvas_put(area, col + 2, 0, CANVAS_SERIES_2, "┄ ");
		col += canvas_put(area, col, 0, CANVAS_LABEL, series->second_name);
	}
	if (append_chosen(series, area.canvas->ascii, &chosen)) {
		width = draw_width(area, chosen.data);
		if (col + 2 + width <= area.cols)
			canvas_put_right(area, area.cols - width, 0, width, CANVAS_ACCENT, chosen.data);
	}
	text_finish(&chosen);
}

void chart_series(struct canvas_area area, const struct chart_series *series)
{
	int title = area.rows >= 4 ? 1 : 0, axes = area.rows >= 5 ? 2 : 0,
	    margin = area.cols >= MARGIN_FROM && area.rows >= 3 ? MARGIN : 0;
	struct canvas_area body = canvas_rows(area, title, area.rows - title - axes);
	struct frame frame = {.n = series->n};
	int from = 0;

	if (area.cols <= 0 || area.rows <= 0)
		return;
	if (!fit(series, body.rows, &frame.y)) {
		draw_no_data(area);
		return;
	}
	if (axes)
		from = axis_draw_left(body, &frame.y, body.rows);
	frame.plot = canvas_cols(body, from, area.cols - from - margin);
	if (series->second)
		put_curve(&frame, series->second, 2, CANVAS_SERIES_2);
	put_curve(&frame, series->values, 0, CANVAS_SERIES);
	put_marks(&frame, series);
	put_level(&frame, series->target, CANVAS_GOOD, "─", 1);
	put_level(&frame, series->limit_low, CANVAS_LIMIT, "╌", 2);
	put_level(&frame, series->limit_high, CANVAS_LIMIT, "╌", 2);
	if (title)
		put_title(area, series);
	if (axes)
		days_draw_bottom(canvas_cols(area, 0, area.cols - margin), series->first_day,
			series->step_days, series->n, from, title + body.rows);
	if (margin)
		put_margin(canvas_cols(body, area.cols - margin + 1, margin - 1), &frame, series);
}
