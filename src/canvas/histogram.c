/* histogram.c - a distribution as columns over a round axis, with the standard and the quantiles marked.
 *
 * Counts are spread evenly within their bins and gathered again by columns of the screen, so any edges will
 * do. Hours that span more than a factor of thirty get a logarithmic axis, where a column is a ratio; the
 * axis says which. */
#include "axis.h"

#include <math.h>
#include <stdlib.h>

enum { COLUMNS_MAX = 512 };

struct gathered {
	double counts[COLUMNS_MAX];
	int columns;
	double highest, total;
};

static double count_of(const struct chart_histogram *histogram, size_t i)
{
	double count = histogram->counts[i];

	return isfinite(count) && count > 0 ? count : 0;
}

/* Ends of a bin; an open one is closed at twice its other end. */
static double edge_low(const struct chart_histogram *histogram, size_t i)
{
	return isfinite(histogram->edges[i]) ? histogram->edges[i] : fmin(0, histogram->edges[i + 1] / 2);
}

static double edge_high(const struct chart_histogram *histogram, size_t i)
{
	double low = edge_low(histogram, i);

	return isfinite(histogram->edges[i + 1]) ? histogram->edges[i + 1] : low > 0 ? 2 * low : low + 1;
}

/* Where a share of all counts has been passed. */
static double value_at(const struct chart_histogram *histogram, double total, double share)
{
	double sum = 0;

	for (size_t i = 0; i < histogram->n; i++) {
		double count = count_of(histogram, i);

		if (count > 0 && sum + count >= share * total)
			return edge_low(histogram, i) + (edge_high(histogram, i) - edge_low(histogram, i)) *
								fmax(0, share * total - sum) / count;
		sum += count;
	}
	return NAN;
}

static struct axis fit_axis(const struct chart_histogram *histogram, double total, int cells)
{
	double low = value_at(histogram, total, 0.005), high = value_at(histogram, total, 0.995);
	int ticks = draw_max(2, cells / 8);

	if (histogram->standard > 0)
		high = fmax(high, histogram->standard * 1.1);
	if (histogram->p90 > 0)
		high = fmax(high, histogram->p90 * 1.1);
	if (!(high > low))
		high = low + (low != 0 ? fabs(low) : 1);
	if (histogram->unit != CHART_PERCENT && high > 0 && low >= 0 &&
		value_at(histogram, total, 0.95) > 8 * value_at(histogram, total, 0.25)) {
		low = fmax(low, high / 3000);
		if (histogram->standard > 0)
			low = fmin(low, histogram->standard / 2);
		return axis_between(low, high, AXIS_LOG, histogram->unit, ticks);
	}
	return axis_between(low > 0 && low < 0.4 * high ? 0 : low, high, AXIS_LINEAR, histogram->unit, ticks);
}

static void gather(const struct chart_histogram *histogram, const struct axis *axis, int columns,
	struct gathered *gathered)
{
	*gathered = (struct gathered){.columns = draw_min(columns, COLUMNS_MAX)};
	for (size_t i = 0; i < histogram->n; i++) {
		double low = edge_low(histogram, i), high = edge_high(histogram, i),
		       count = count_of(histogram, i);
		int first = (int)draw_clamp(
			floor(axis_position(axis, low) * gathered->columns), 0, gathered->columns - 1);
		int last = (int)draw_clamp(
			floor(axis_position(axis, high) * gathered->columns), first, gathered->columns - 1);

		if (count == 0)
			continue;
		for (int c = first; c <= last; c++) {
			double from = fmax(low, axis_value(axis, (double)c / gathered->columns));
			double to = fmin(high, axis_value(axis, (double)(c + 1) / gathered->columns));

			gathered->counts[c] += high > low
						       ? count * draw_clamp((to - from) / (high - low), 0, 1)
					       : c == first ? count
							    : 0;
		}
	}
	for (int c = 0; c < gathered->columns; c++) {
		gathered->highest = fmax(gathered->highest, gathered->counts[c]);
		gathered->total += gathered->counts[c];
	}
}

static void put_columns(struct canvas_area plot, const struct chart_histogram *histogram,
	const struct axis *axis, const struct gathered *gathered, double top)
{
	for (int c = 0; c < gathered->columns; c++) {
		double middle = axis_value(axis, (c + 0.5) / gathered->columns);
		bool late = isfinite(histogram->standard) && middle > histogram->standard;
		int eighths = (int)lround(gathered->counts[c] / top * plot.rows * 8);

		if (gathered->counts[c] > 0)
			draw_column(plot, c, draw_max(eighths, 1), late ? CANVAS_SERIES_2 : CANVAS_SERIES);
	}
}

struct flag {
	const char *name;
	double value;
	enum canvas_role role;
};

static int flag_width(
	struct canvas_area area, const struct flag *flag, struct text *text, enum chart_unit unit)
{
	text_clear(text);
	text_appendf(text, "%s ", flag->name);
	axis_figure(flag->value, unit, area.canvas->ascii, text);
	return draw_width(area, text->data);
}

/* The highest row where a flag fits, to the right of its line or to the left of it; false when there is none.
 */
static bool find_place(struct canvas_area plot, int col, int width, int *ret_start, int *ret_row)
{
	for (int row = 0; row < plot.rows; row++) {
		int starts[] = {col, col - width + 1};

		for (int i = 0; i < 2; i++) {
			int from = draw_max(starts[i] - 1, 0),
			    to = draw_min(starts[i] + width + 1, plot.cols);

			if (starts[i] < 0 || starts[i] + width > plot.cols ||
				!draw_is_blank(plot, from, row, to - from))
				continue;
			*ret_start = starts[i];
			*ret_row = row;
			return true;
		}
	}
	return false;
}

static void put_flag(struct canvas_area plot, const struct flag *flag, const struct axis *axis,
	enum chart_unit unit, const char *line)
{
	double position = axis_position(axis, flag->value);
	int col = (int)(draw_clamp(position, 0, 1) * plot.cols), start, row;
	struct text text = TEXT_INIT;

	if (!isfinite(flag->value) || position < 0 || position >= 1)
		return;
	if (find_place(plot, col, flag_width(plot, flag, &text, unit) + 1, &start, &row)) {
		canvas_putf(plot, start, row, flag->role, start == col ? "▾%s" : "%s▾", text.data);
		draw_upright(canvas_rows(plot, row + 1, plot.rows - row - 1), col, flag->role, line);
	}
	text_finish(&text);
}

/* What the drawing leaves out, or how it is to be read, at the right of the caption. */
static void put_caption(struct canvas_area area, const struct chart_histogram *histogram,
	const struct axis *axis, double outside)
{
	struct text note = TEXT_INIT;
	int width, used = 0;

	if (histogram->caption)
		used = canvas_put(area, 0, 0, CANVAS_LABEL, histogram->caption);
	text_append(&note, axis->scale == AXIS_LOG ? "n per column, log axis" : "n per column");
	if (outside >= 0.0005)
		text_appendf(&note, ", %.1f %% outside", outside * 100);
	width = draw_width(area, note.data);
	if (used + width + 2 <= area.cols)
		canvas_put_right(area, area.cols - width, 0, width, CANVAS_MUTED, note.data);
	text_finish(&note);
}

static void draw(struct canvas_area area, const struct chart_histogram *histogram, double total)
{
	bool axes = area.rows >= 5, caption = area.rows >= 2;
	struct canvas_area body = canvas_rows(area, caption, area.rows - caption - (axes ? 2 : 0));
	struct axis axis = fit_axis(histogram, total, area.cols), up;
	struct flag flags[] = {{"standard", histogram->standard, CANVAS_LIMIT},
		{"P50", histogram->p50, CANVAS_VALUE}, {"P90", histogram->p90, CANVAS_VALUE}};
	int headroom = body.rows >= 8 ? 2 : body.rows >= 4 ? 1 : 0, from = 0;
	struct canvas_area plot = canvas_rows(body, headroom, body.rows - headroom);
	struct gathered gathered;

	gather(histogram, &axis, draw_max(1, area.cols - 8), &gathered);
	up = axis_round(0, gathered.highest, draw_max(2, plot.rows / 2), CHART_COUNT);
	if (axes)
		from = axis_draw_left(plot, &up, plot.rows);
	axis = fit_axis(histogram, total, area.cols - from);
	gather(histogram, &axis, area.cols - from, &gathered);
	if (gathered.highest > up.high)
		up.high = gathered.highest;
	put_columns(canvas_cols(plot, from, area.cols - from), histogram, &axis, &gathered, up.high);
	if (caption)
		put_caption(area, histogram, &axis, 1 - gathered.total / total);
	if (axes)
		axis_draw_bottom(area, &axis, from, area.rows - 2);
	for (size_t i = 0; headroom && i < sizeof(flags) / sizeof(flags[0]); i++)
		put_flag(canvas_cols(body, from, area.cols - from), &flags[i], &axis, histogram->unit,
			i == 0 ? "┊" : "╎");
}

void chart_histogram(struct canvas_area area, const struct chart_histogram *histogram)
{
	double total = 0;

	if (area.cols <= 0 || area.rows <= 0)
		return;
	for (size_t i = 0; i < histogram->n; i++)
		total += count_of(histogram, i);
	if (total > 0)
		draw(area, histogram, total);
	else
		draw_no_data(area);
}
