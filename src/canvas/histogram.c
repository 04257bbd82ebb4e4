/* histogram.c - a distribution as columns over a round axis, with the standard and the quantiles marked.
 *
 * Counts are spread evenly within their bins and gathered again by columns of the screen, so any edges will do. Hours that span
 * more than a factor of thirty get a logarithmic axis, where a column is a ratio; the axis says which. */
#include "axis.h"

#include <math.h>
#include <stdlib.h>

enum { COLUMNS_MAX = 512 };

struct gathered {
	double counts[COLUMNS_MAX];
	int columns;
	double highest;
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
			return edge_low(histogram, i) + (edge_high(histogram, i) - edge_low(histogram, i)) * fmax(0, share * total - sum) / count;
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
	if (histogram->unit != CHART_PERCENT && high > 0 && low >= 0 && value_at(histogram, total, 0.95) > 8 * value_at(histogram, total, 0.25)) {
		low = fmax(low, high / 3000);
		if (histogram->standard > 0)
			low = fmin(low, histogram->standard / 2);
		return axis_between(low, high, AXIS_LOG, histogram->unit, ticks);
	}
	return axis_between(low > 0 && low < 0.4 * high ? 0 : low, high, AXIS_LINEAR, histogram->unit, ticks);
}

static void gather(const struct chart_histogram *histogram, const struct axis *axis, int columns, struct gathered *gathered)
{
	*gathered = (struct gathered){.columns = draw_min(columns, COLUMNS_MAX)};
	for (size_t i = 0; i < histogram->n; i++) {
		double low = edge_low(histogram, i), high = edge_high(histogram, i), count = count_of(histogram, i);
		int first = (int)draw_clamp(floor(axis_position(axis, low) * gathered->columns), 0, gathered->columns - 1);
		int last = (int)draw_clamp(floor(axis_position(axis, high) * gathered->columns), first, gathered->columns - 1);

		if (count == 0)
			continue;
		for (int c = first; c <= last; c++) {
			/* The outermost columns take what lies beyond the axis. */
			double from = c == first ? low : axis_value(axis, (double)c / gathered->columns);
			double to = c == last ? high : axis_value(axis, (double)(c + 1) / gathered->columns);

			gathered->counts[c] += high > low ? count * draw_clamp((to - from) / (high - low), 0, 1) : count;
			if (high <= low)
				break;
		}
	}
	for (int c = 0; c < gathered->columns; c++)
		gathered->highest = fmax(gathered->highest, gathered->counts[c]);
}

static void put_columns(struct canvas_area plot, const struct chart_histogram *histogram, const struct axis *axis,
	const struct gathered *gathered, double top)
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

static int flag_width(struct canvas_area area, const struct flag *flag, struct text *text, enum chart_unit unit)
{
	text_clear(text);
	text_appendf(text, "%s ", flag->name);
	if (unit == CHART_HOURS)
		axis_label(&(struct axis){.unit = CHART_HOURS, .step = flag->value < 10 ? 0.1 : 1}, flag->value, area.canvas->ascii, text);
	else
		chart_format(flag->value, unit, area.canvas->ascii, text);
	return draw_width(area, text->data);
}

/* Flags stand over the plot, each beside its line; one that would touch another goes a row lower. */
static void put_flags(struct canvas_area plot, const struct flag *flags, size_t n, const struct axis *axis, enum chart_unit unit)
{
	for (size_t i = 0; i < n; i++) {
		double position = axis_position(axis, flags[i].value);
		int col = (int)(position * plot.cols), width, start, row = 0;
		struct text text = TEXT_INIT;

		if (!isfinite(flags[i].value) || position < 0 || position >= 1)
			continue;
		width = flag_width(plot, &flags[i], &text, unit) + 1;
		start = col + width <= plot.cols ? col : draw_max(0, col - width + 1);
		while (row < plot.rows && !draw_is_blank(plot, start, row, draw_min(width + 1, plot.cols - start)))
			row++;
		if (row < plot.rows) {
			canvas_putf(plot, start, row, flags[i].role, start == col ? "▾%s" : "%s▾", text.data);
			draw_upright(canvas_rows(plot, row + 1, plot.rows - row - 1), col, flags[i].role, i == 0 ? "┊" : "╎");
		}
		text_finish(&text);
	}
}

static void put_caption(struct canvas_area area, const struct chart_histogram *histogram, const struct axis *axis)
{
	const char *scale = axis->scale == AXIS_LOG ? "log scale" : "";
	int width = draw_width(area, scale), used = 0;

	if (histogram->caption)
		used = canvas_put(area, 0, 0, CANVAS_LABEL, histogram->caption);
	if (*scale && used + width + 2 <= area.cols)
		canvas_put_right(area, area.cols - width, 0, width, CANVAS_MUTED, scale);
}

static void draw(struct canvas_area area, const struct chart_histogram *histogram, double total)
{
	bool axes = area.rows >= 5, caption = area.rows >= 2;
	struct canvas_area body = canvas_rows(area, caption, area.rows - caption - (axes ? 2 : 0));
	struct axis axis = fit_axis(histogram, total, area.cols), up;
	struct flag flags[] = {{"standard", histogram->standard, CANVAS_LIMIT}, {"P50", histogram->p50, CANVAS_VALUE},
		{"P90", histogram->p90, CANVAS_VALUE}};
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
		put_caption(area, histogram, &axis);
	if (axes)
		axis_draw_bottom(area, &axis, from, area.rows - 2);
	if (headroom)
		put_flags(canvas_cols(body, from, area.cols - from), flags, 3, &axis, histogram->unit);
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
