/* series.c - one figure over days: a curve in braille, a target, control limits, a band, and what the last values are.
 *
 * Points beyond the limits are marked by a sign of their own. The axis starts at zero unless that would flatten the curve.
 * What matters most is drawn last on braille, where later strokes win a cell, and first in ASCII, where the rest takes
 * what is still blank. */
#include "curve.h"
#include "days.h"

#include <math.h>
#include <stdlib.h>

enum { MARGIN_FROM = 40, MARGIN_MAX = 34, EVENT_CELLS = 28 };

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
	const double *arrays[] = {series->values, series->second, series->low, series->high, series->middle};
	double low = NAN, high = NAN;

	for (size_t k = 0; k < sizeof(arrays) / sizeof(arrays[0]); k++) {
		for (size_t i = 0; arrays[k] && i < series->n; i++)
			widen(&low, &high, arrays[k][i]);
	}
	if (isnan(low))
		return false;
	widen(&low, &high, series->target);
	widen(&low, &high, series->limit_low);
	widen(&low, &high, series->limit_high);
	if (low > 0 && low < 0.6 * high)
		low = 0;
	*ret_axis = axis_round(low, high, axis_ticks_for(rows), series->unit);
	return true;
}

static struct dots dots_with(const struct frame *frame, const char *ascii)
{
	struct dots dots = dots_of(frame->plot);

	dots.ascii = ascii;
	return dots;
}

static void put_curve(
	const struct frame *frame, const double *values, int dash, enum canvas_role role, const char *ascii)
{
	struct dots dots = dots_with(frame, ascii);

	curve_draw(&dots, &frame->y, values, frame->n, dash, role);
}

/* The edges of the band; what lies between them is shaded last, where nothing else stands. */
static void put_edges(const struct frame *frame, const struct chart_series *series)
{
	if (!series->low || !series->high)
		return;
	put_curve(frame, series->high, 0, CANVAS_AXIS, "^");
	if (series->low != series->values)
		put_curve(frame, series->low, 0, CANVAS_AXIS, "v");
}

static void put_curves(const struct frame *frame, const struct chart_series *series)
{
	bool ascii = frame->plot.canvas->ascii;

	if (ascii)
		put_curve(frame, series->values, 0, CANVAS_SERIES, NULL);
	else
		put_edges(frame, series);
	put_curve(frame, series->second, 2, CANVAS_SERIES_2, "~");
	put_curve(frame, series->middle, 3, CANVAS_SERIES, "=");
	if (ascii)
		put_edges(frame, series);
	else
		put_curve(frame, series->values, 0, CANVAS_SERIES, NULL);
}

static int row_of(const struct frame *frame, double value)
{
	struct dots dots = dots_of(frame->plot);

	return draw_max(0, draw_min(curve_y(&dots, &frame->y, value) / 4, frame->plot.rows - 1));
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

/* The value between two points, at a cell of the plot; NaN where one of them is missing. */
static double value_at(const struct frame *frame, const double *values, int col)
{
	double at = frame->plot.cols > 1 ? (double)col / (frame->plot.cols - 1) * (double)(frame->n - 1) : 0;
	size_t i = (size_t)at;

	return i + 1 < frame->n ? values[i] + (at - (double)i) * (values[i + 1] - values[i]) : values[frame->n - 1];
}

/* A dot in every second cell reads as a grey and costs a slow line little. ASCII has the edges alone. */
static void put_shade(const struct frame *frame, const struct chart_series *series)
{
	if (!series->low || !series->high || frame->n == 0 || frame->plot.canvas->ascii)
		return;
	for (int col = 0; col < frame->plot.cols; col += 2) {
		double low = value_at(frame, series->low, col), high = value_at(frame, series->high, col);

		if (!isfinite(low) || !isfinite(high))
			continue;
		for (int row = row_of(frame, high); row <= row_of(frame, low); row++) {
			if (draw_is_blank(frame->plot, col, row, 1))
				canvas_put(frame->plot, col, row, CANVAS_AXIS, "⠐");
		}
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
		int col = curve_x(&dots, i, frame->n) / 2;

		if (chosen && frame->plot.rows > 1)
			draw_upright(frame->plot, col, CANVAS_ACCENT, "│");
		if (isfinite(value) && (beyond || chosen))
			canvas_put(frame->plot, col, row_of(frame, value),
				chosen ? CANVAS_ACCENT : CANVAS_WARNING, chosen ? "◆" : "●");
	}
}

/* Where a day lies on the plot; -1 outside. */
static int day_col(const struct frame *frame, const struct chart_series *series, int32_t day)
{
	double steps = (double)(day - series->first_day) / series->step_days;

	if (frame->n < 2 || steps < 0 || steps > (double)(frame->n - 1))
		return -1;
	return (int)(steps / (double)(frame->n - 1) * (frame->plot.cols - 1) + 0.5);
}

/* Words to the right of the mark, else to its left, else none: as far as nothing stands there. */
static bool put_event_text(struct canvas_area plot, int col, const char *text)
{
	int width = draw_width(plot, text), most = draw_min(width, EVENT_CELLS);

	if (most > 0 && col + 1 + most < plot.cols && draw_is_blank(plot, col + 1, 0, most + 1))
		canvas_put_left(plot, col + 1, 0, most, CANVAS_ACCENT, text);
	else if (most > 0 && col - most > 0 && draw_is_blank(plot, col - most - 1, 0, most + 1))
		canvas_put_left(plot, col - most, 0, most, CANVAS_ACCENT, text);
	else
		return false;
	return true;
}

/* Returns the last of the events on the plot whose words found no room there; NULL: none. */
static const struct chart_event *put_events(const struct frame *frame, const struct chart_series *series)
{
	struct canvas_area plot = frame->plot;
	const struct chart_event *untold = NULL;

	for (size_t i = 0; i < series->n_events; i++) {
		int col = day_col(frame, series, series->events[i].day);

		if (col < 0 || plot.rows < 3)
			continue;
		for (int row = 1; row < plot.rows; row++)
			if (draw_is_blank(plot, col, row, 1))
				canvas_put(plot, col, row, CANVAS_ACCENT, "┊");
		canvas_put(plot, col, 0, CANVAS_ACCENT, "▾");
		if (!put_event_text(plot, col, series->events[i].text))
			untold = &series->events[i];
	}
	return untold;
}

static double last_of(const double *values, size_t n)
{
	while (values && n > 0) {
		if (isfinite(values[--n]))
			return values[n];
	}
	return NAN;
}

/* ---- the names of the lines with their last values, at the right of the plot */

enum { MARGIN_LINES = 7 };

struct margin_line {
	const char *name;
	double value;
	enum canvas_role role;
	bool level;			/* runs up to its label */
	int rank, own, row;		/* the least rank matters most; the row of its line, that of its label */
	/* those whose labels would stand at the lines of others */
	struct {
		int rank;
		const char *name;
		double value;
	} also[MARGIN_LINES];
	int n_also;
};

/* The most important first: those beyond the room are left out. */
static int margin_lines(
	const struct chart_series *series, const struct frame *frame, struct margin_line lines[MARGIN_LINES])
{
	const struct margin_line all[] = {
		{.name = series->name ? series->name : "last", .value = last_of(series->values, series->n), .role = CANVAS_VALUE},
		{.name = series->target_name ? series->target_name : "target", .value = series->target, .role = CANVAS_GOOD, .level = true},
		{.name = series->second_name ? series->second_name : "", .value = last_of(series->second, series->n),
			.role = CANVAS_SERIES_2},
		{.name = "expected", .value = last_of(series->middle, series->n), .role = CANVAS_SERIES},
		{.name = "limit", .value = series->limit_high, .role = CANVAS_LIMIT, .level = true},
		{.name = "limit", .value = series->limit_low, .role = CANVAS_LIMIT, .level = true},
		{.name = series->middle ? "at most" : "P90", .value = last_of(series->high, series->n), .role = CANVAS_AXIS},
	};
	int n = 0;

	for (int i = 0; i < MARGIN_LINES && n < frame->plot.rows; i++) {
		if (!isfinite(all[i].value))
			continue;
		lines[n] = all[i];
		lines[n].rank = i;
		lines[n++].own = row_of(frame, all[i].value);
	}
	return n;
}

static int higher_first(const void *a, const void *b)
{
	double left = ((const struct margin_line *)a)->value, right = ((const struct margin_line *)b)->value;

	return left > right ? -1 : left < right;
}

/* Each as near to its line as the others let it, in the order of their values. */
static void spread(struct margin_line *lines, int n, int rows)
{
	qsort(lines, (size_t)n, sizeof(*lines), higher_first);
	for (int i = 0; i < n; i++)
		lines[i].row = lines[i].own;
	for (int i = 1; i < n; i++)
		lines[i].row = draw_max(lines[i].row, lines[i - 1].row + 1);
	for (int i = n - 1, last = rows - 1; i >= 0; last = lines[i--].row - 1)
		lines[i].row = draw_min(lines[i].row, last);
}

/* The label that was moved to the line of a level that it does not name; -1 none. A limit would be read as the target. */
static int misplaced(const struct margin_line *lines, int n, const struct margin_line *all, int n_all)
{
	for (int i = 0; i < n; i++) {
		for (int k = 0; k < n_all; k++) {
			if (lines[i].row != lines[i].own && all[k].level && all[k].own == lines[i].row && all[k].rank != lines[i].rank)
				return i;
		}
	}
	return -1;
}

/* The most important first. */
static void add_also(struct margin_line *line, int rank, const char *name, double value)
{
	int at = line->n_also++;

	for (; at > 0 && line->also[at - 1].rank > rank; at--)
		line->also[at] = line->also[at - 1];
	line->also[at].rank = rank;
	line->also[at].name = name;
	line->also[at].value = value;
}

static void take(struct margin_line *kept, const struct margin_line *dropped)
{
	add_also(kept, dropped->rank, dropped->name, dropped->value);
	for (int i = 0; i < dropped->n_also; i++)
		add_also(kept, dropped->also[i].rank, dropped->also[i].name, dropped->also[i].value);
}

/* It goes to the label of the more important line in its own row, or that one to it. */
static int join(struct margin_line *lines, int n, int which)
{
	int other = -1, drop, kept;

	for (int i = 0; i < n; i++) {
		if (i != which && lines[i].own == lines[which].own)
			other = i;
	}
	drop = other < 0 || lines[which].rank > lines[other].rank ? which : other;
	kept = drop == which ? other : which;
	if (kept >= 0)
		take(&lines[kept], &lines[drop]);
	for (int i = drop; i + 1 < n; i++)
		lines[i] = lines[i + 1];
	return n - 1;
}

static int margin_layout(const struct chart_series *series, const struct frame *frame, struct margin_line lines[MARGIN_LINES])
{
	struct margin_line all[MARGIN_LINES];
	int n_all = margin_lines(series, frame, all), n = n_all, which;

	for (int i = 0; i < n; i++)
		lines[i] = all[i];
	spread(lines, n, frame->plot.rows);
	while ((which = misplaced(lines, n, all, n_all)) >= 0) {
		n = join(lines, n, which);
		spread(lines, n, frame->plot.rows);
	}
	return n;
}

/* "collected 16.1 M", or its value alone where that is too long. */
static void append_margin(
	struct canvas_area area, const struct margin_line *line, enum chart_unit unit, int room, struct text *out)
{
	for (int joined = line->n_also; joined >= 0; joined--) {
		text_clear(out);
		text_appendf(out, "%s%s", line->name, line->name[0] ? " " : "");
		axis_figure(line->value, unit, area.canvas->ascii, out);
		for (int i = 0; i < joined; i++) {
			text_appendf(out, ", %s ", line->also[i].name);
			axis_figure(line->also[i].value, unit, area.canvas->ascii, out);
		}
		if (draw_width(area, out->data) <= room)
			return;
	}
	text_clear(out);
	axis_figure(line->value, unit, area.canvas->ascii, out);
}

static int margin_width(struct canvas_area area, const struct chart_series *series, const struct frame *frame)
{
	struct margin_line lines[MARGIN_LINES];
	int n = margin_layout(series, frame, lines), width = 0, most = draw_min(MARGIN_MAX, area.cols * 2 / 5) - 1;
	struct text text = TEXT_INIT;

	if (area.cols < MARGIN_FROM || area.rows < 3)
		return 0;
	for (int i = 0; i < n; i++) {
		append_margin(area, &lines[i], series->unit, most, &text);
		width = draw_max(width, draw_width(area, text.data));
	}
	text_finish(&text);
	return width + 1;
}

static void put_margin(
	struct canvas_area margin, const struct frame *frame, const struct chart_series *series)
{
	struct margin_line lines[MARGIN_LINES];
	int n = margin_layout(series, frame, lines);
	struct text text = TEXT_INIT;

	for (int i = 0; i < n; i++) {
		append_margin(margin, &lines[i], series->unit, margin.cols, &text);
		canvas_put(margin, 0, lines[i].row, lines[i].role, text.data);
	}
	text_finish(&text);
}

/* ---- what the strokes mean, above the plot */

static bool append_chosen(const struct chart_series *series, bool ascii, struct text *out)
{
	if (series->selected < 0 || (size_t)series->selected >= series->n)
		return false;
	text_append(out, "◆ ");
	days_append(out, series->first_day + (int32_t)series->selected * series->step_days);
	text_append(out, ": ");
	chart_format(series->values[series->selected], series->unit, ascii, out);
	text_append(
		out, series->unit == CHART_HOURS && isfinite(series->values[series->selected]) ? " h" : "");
	return true;
}

static int put_key(struct canvas_area area, int col, enum canvas_role role, const char *stroke, const char *name)
{
	int gap = col ? 2 : 0;

	if (!name || !name[0] || col + gap + 2 + draw_width(area, name) > area.cols)
		return col;
	canvas_put(area, col + gap, 0, role, stroke);
	return col + gap + 2 + canvas_put(area, col + gap + 2, 0, CANVAS_LABEL, name);
}

static void put_title(struct canvas_area area, const struct chart_series *series, const struct chart_event *untold)
{
	bool ascii = area.canvas->ascii;
	struct text chosen = TEXT_INIT;
	int col = put_key(area, 0, CANVAS_SERIES, ascii ? "." : "—", series->name), width;

	if (series->second)
		col = put_key(area, col, CANVAS_SERIES_2, ascii ? "~" : "┄", series->second_name);
	if (series->low && series->high)
		col = put_key(area, col, CANVAS_AXIS, ascii ? "^" : "⠐", series->band_name);
	if (untold)
		col = put_key(area, col, CANVAS_ACCENT, "▾", untold->text);
	if (append_chosen(series, ascii, &chosen)) {
		width = draw_width(area, chosen.data);
		if (col + 2 + width <= area.cols)
			canvas_put_right(area, area.cols - width, 0, width, CANVAS_ACCENT, chosen.data);
	} else if (series->note) {
		draw_note(area, col, series->note);
	}
	text_finish(&chosen);
}

void chart_series(struct canvas_area area, const struct chart_series *series)
{
	int title = area.rows >= 4 ? 1 : 0, axes = area.rows >= 6 ? 2 : area.rows >= 4 ? 1 : 0;
	struct canvas_area body = canvas_rows(area, title, area.rows - title - axes);
	struct frame frame = {.n = series->n};
	const struct chart_event *untold;
	int from = 0, margin;

	if (area.cols <= 0 || area.rows <= 0)
		return;
	if (!fit(series, body.rows, &frame.y)) {
		draw_no_data(area);
		return;
	}
	frame.plot = body;
	margin = margin_width(area, series, &frame);
	if (axes)
		from = axis_draw_left(body, &frame.y, body.rows);
	frame.plot = canvas_cols(body, from, area.cols - from - margin);
	put_curves(&frame, series);
	put_marks(&frame, series);
	untold = put_events(&frame, series);
	put_level(&frame, series->target, CANVAS_GOOD, "─", 1);
	put_level(&frame, series->limit_low, CANVAS_LIMIT, "╌", 2);
	put_level(&frame, series->limit_high, CANVAS_LIMIT, "╌", 2);
	put_shade(&frame, series);
	if (title)
		put_title(area, series, untold);
	if (axes)
		days_draw_bottom(canvas_cols(area, 0, area.cols - margin), series->first_day,
			series->step_days, series->n, from, title + body.rows);
	if (margin)
		put_margin(canvas_cols(body, area.cols - margin + 1, margin - 1), &frame, series);
}
