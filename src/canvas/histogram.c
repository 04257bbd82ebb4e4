/* histogram.c - a distribution as columns over a round axis, with the standard and the quantiles marked.
 *
 * Counts are spread evenly within their bins and gathered again by columns of the screen, so any edges will
 * do. Hours that span more than a factor of thirty get a logarithmic axis, where a column is a ratio; the
 * axis says which. */
#include "axis.h"

#include <math.h>
#include <stdlib.h>

enum { COLUMNS_MAX = 512, BARS_MAX = 48 };

struct gathered {
	double counts[COLUMNS_MAX];
	int columns;
	double highest;
	double below, above; /* counts beyond the ends of the axis */
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
		gathered->below += low < axis->low ? count * draw_clamp((axis->low - low) / (high - low), 0, 1) : 0;
		gathered->above += high > axis->high ? count * draw_clamp((high - axis->high) / (high - low), 0, 1) : 0;
		for (int c = first; c <= last; c++) {
			double from = fmax(low, axis_value(axis, (double)c / gathered->columns));
			double to = fmin(high, axis_value(axis, (double)(c + 1) / gathered->columns));

			gathered->counts[c] += high > low
						       ? count * draw_clamp((to - from) / (high - low), 0, 1)
					       : c == first ? count
							    : 0;
		}
	}
	for (int c = 0; c < gathered->columns; c++)
		gathered->highest = fmax(gathered->highest, gathered->counts[c]);
}

/* Bins of one width, each of which has a column to itself or more: hours of the day, classes of size. */
static bool is_bars(const struct chart_histogram *histogram, int columns)
{
	double width = histogram->n ? edge_high(histogram, 0) - edge_low(histogram, 0) : 0;

	if (histogram->n < 2 || histogram->n > (size_t)draw_max(columns, 0) || histogram->n > BARS_MAX)
		return false;
	for (size_t i = 1; i < histogram->n; i++) {
		if (fabs(edge_high(histogram, i) - edge_low(histogram, i) - width) > 1e-9 * fabs(width))
			return false;
	}
	return width > 0;
}

/* All bins on one axis, as many whole columns each as there is room for. */
static void gather_bars(
	const struct chart_histogram *histogram, struct axis *axis, int columns, struct gathered *gathered)
{
	int each = draw_min(columns, COLUMNS_MAX) / (int)histogram->n;

	*gathered = (struct gathered){.columns = each * (int)histogram->n};
	*axis = axis_between(edge_low(histogram, 0), edge_high(histogram, histogram->n - 1), AXIS_LINEAR,
		histogram->unit, draw_max(2, gathered->columns / 6));
	for (int c = 0; c < gathered->columns; c++) {
		gathered->counts[c] = count_of(histogram, (size_t)(c / each));
		gathered->highest = fmax(gathered->highest, gathered->counts[c]);
	}
}

/* Into columns of the screen; returns how many of them are used. */
static int gather_all(const struct chart_histogram *histogram, double total, int columns, struct axis *axis,
	struct gathered *gathered)
{
	if (is_bars(histogram, columns)) {
		gather_bars(histogram, axis, columns, gathered);
	} else {
		*axis = fit_axis(histogram, total, columns);
		gather(histogram, axis, columns, gathered);
	}
	return gathered->columns;
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

/* Where a flag fits: at the left or the right of its line, its pointer on it. The end away from the pointer keeps a blank. */
static bool fits(struct canvas_area plot, int col, int start, int width, int row)
{
	int from = start == col ? start : start - 1, to = start == col ? start + width + 1 : start + width;

	from = draw_max(from, 0);
	to = draw_min(to, plot.cols);
	return start >= 0 && start + width <= plot.cols && draw_is_blank(plot, from, row, to - from);
}

/* The highest row with such a place; what lies left of the standard prefers the left. */
static bool find_place(struct canvas_area plot, int col, int width, bool left_first, int *ret_start, int *ret_row)
{
	for (int row = 0; row < plot.rows; row++) {
		int starts[] = {col, col - width + 1};

		for (int i = 0; i < 2; i++) {
			int start = starts[left_first ? 1 - i : i];

			if (!fits(plot, col, start, width, row))
				continue;
			*ret_start = start;
			*ret_row = row;
			return true;
		}
	}
	return false;
}

static void put_flag(struct canvas_area plot, const struct flag *flag, const struct axis *axis,
	enum chart_unit unit, double standard, const char *line)
{
	double position = axis_position(axis, flag->value);
	int col = (int)(draw_clamp(position, 0, 1) * plot.cols), start, row;
	struct text text = TEXT_INIT;

	if (!isfinite(flag->value) || position < 0 || position >= 1)
		return;
	if (find_place(plot, col, flag_width(plot, flag, &text, unit) + 1, flag->value < standard, &start, &row)) {
		canvas_putf(plot, start, row, flag->role, start == col ? "▾%s" : "%s▾", text.data);
		draw_upright(canvas_rows(plot, row + 1, plot.rows - row - 1), col, flag->role, line);
	}
	text_finish(&text);
}

/* What the drawing leaves out, or how it is to be read, at the right of the caption. */
static void put_caption(struct canvas_area area, const struct chart_histogram *histogram,
	const struct axis *axis, const struct gathered *gathered, double total)
{
	const char *scale = axis->scale == AXIS_LOG ? "log axis" : "";
	struct text note = TEXT_INIT;
	int used = 0;

	if (histogram->caption)
		used = canvas_put(area, 0, 0, CANVAS_LABEL, histogram->caption);
	text_appendf(&note, "n per %s%s%s", histogram->n < BARS_MAX ? "bar" : "column", scale[0] ? ", " : "", scale);
	if (gathered->below >= 0.0005 * total)
		text_appendf(&note, ", %.1f %% below", gathered->below / total * 100);
	if (gathered->above >= 0.0005 * total)
		text_appendf(&note, ", %.1f %% above", gathered->above / total * 100);
	if (!draw_note(area, used, note.data))
		draw_note(area, used, scale);
	text_finish(&note);
}

static void draw(struct canvas_area area, const struct chart_histogram *histogram, double total)
{
	bool axes = area.rows >= 5, caption = area.rows >= 2;
	struct canvas_area body = canvas_rows(area, caption, area.rows - caption - (axes ? 2 : 0));
	struct axis axis, up;
	struct flag flags[] = {{"standard", histogram->standard, CANVAS_LIMIT},
		{"P50", histogram->p50, CANVAS_VALUE}, {"P90", histogram->p90, CANVAS_VALUE}};
	int headroom = body.rows >= 8 ? 2 : body.rows >= 4 ? 1 : 0, from = 0, used;
	struct canvas_area plot;
	struct gathered gathered;

	if (!isfinite(histogram->standard) && !isfinite(histogram->p50) && !isfinite(histogram->p90))
		headroom = 0;
	plot = canvas_rows(body, headroom, body.rows - headroom);
	gather_all(histogram, total, draw_max(1, area.cols - 8), &axis, &gathered);
	up = axis_round(0, gathered.highest, axis_ticks_for(plot.rows), CHART_COUNT);
	if (axes)
		from = axis_draw_left(plot, &up, plot.rows);
	used = gather_all(histogram, total, area.cols - from, &axis, &gathered);
	if (gathered.highest > up.high)
		up.high = gathered.highest;
	put_columns(canvas_cols(plot, from, used), histogram, &axis, &gathered, up.high);
	if (caption)
		put_caption(area, histogram, &axis, &gathered, total);
	if (axes)
		axis_draw_bottom(canvas_cols(area, 0, from + used), &axis, from, area.rows - 2);
	for (size_t i = 0; headroom && i < sizeof(flags) / sizeof(flags[0]); i++)
		put_flag(canvas_cols(body, from, used), &flags[i], &axis, histogram->unit, histogram->standard,
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
