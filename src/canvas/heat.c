/* heat.c - weekday by hour in shades, with round class limits and the peak in words.
 *
 * Denser is more, in any colour and in none. Where there is no room for 24 hours they are taken together;
 * where there is none for seven days, all days stand in one row. */
#include "axis.h"

#include <math.h>

enum { DAYS = 7, HOURS = 24, DAY_CELLS = 4, CLASSES_MAX = 4 };

static const char *const shades[CLASSES_MAX] = {"░", "▒", "▓", "█"};
static const char weekdays[DAYS][4] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};

struct heat {
	double values[DAYS][HOURS]; /* rows x columns are used */
	int rows, columns, hours;   /* hours a column */
	int cells;                  /* cells a column */
	double low, high, step;     /* classes start at low + k * step */
	int classes;
	enum chart_unit unit;
};

static double mean_of(const double values[7][24], int day, int days, int hour, int hours)
{
	double sum = 0;
	int known = 0;

	for (int d = day; d < day + days; d++) {
		for (int h = hour; h < hour + hours; h++) {
			if (isfinite(values[d][h])) {
				sum += values[d][h];
				known++;
			}
		}
	}
	return known ? sum / known : NAN;
}

static void gather(struct heat *heat, const double values[7][24], int cols, int rows)
{
	static const int together[] = {1, 2, 3, 4, 6, 12, 24};
	int i = 0;

	while (HOURS / together[i] > cols && i < 6)
		i++;
	heat->hours = together[i];
	heat->columns = HOURS / heat->hours;
	heat->cells = draw_max(1, draw_min(cols / heat->columns, 6));
	heat->rows = rows >= DAYS ? DAYS : 1;
	for (int d = 0; d < heat->rows; d++) {
		for (int c = 0; c < heat->columns; c++)
			heat->values[d][c] =
				mean_of(values, d, heat->rows == 1 ? DAYS : 1, c * heat->hours, heat->hours);
	}
}

static bool classify(struct heat *heat)
{
	double low = INFINITY, high = -INFINITY;

	for (int d = 0; d < heat->rows; d++) {
		for (int c = 0; c < heat->columns; c++) {
			if (isfinite(heat->values[d][c])) {
				low = fmin(low, heat->values[d][c]);
				high = fmax(high, heat->values[d][c]);
			}
		}
	}
	if (high < low)
		return false;
	if (low > 0 && low < 0.5 * high)
		low = 0;
	heat->step = chart_tick_step(low, high, CLASSES_MAX, heat->unit);
	heat->low = floor(low / heat->step + 1e-9) * heat->step;
	for (int ticks = CLASSES_MAX - 1; (high - heat->low) / heat->step > CLASSES_MAX + 1e-9; ticks--)
		heat->step = ticks > 0 ? chart_tick_step(heat->low, high, ticks, heat->unit) : heat->step * 2;
	heat->high = high;
	heat->classes = draw_max(1, draw_min((int)ceil((high - heat->low) / heat->step - 1e-9), CLASSES_MAX));
	return true;
}

static int class_of(const struct heat *heat, double value)
{
	return (int)draw_clamp(floor((value - heat->low) / heat->step + 1e-9), 0, heat->classes - 1);
}

/* Must differ from the lightest shade, whose ASCII twin is a dot. */
static const char *none_glyph(struct canvas_area area)
{
	return area.canvas->ascii ? "-" : "·";
}

static void put_row(struct canvas_area area, const struct heat *heat, int day, int row)
{
	for (int c = 0; c < heat->columns; c++) {
		double value = heat->values[day][c];

		if (isfinite(value))
			draw_repeat(area, c * heat->cells, row, heat->cells, CANVAS_SERIES,
				shades[class_of(heat, value)]);
		else
			draw_repeat(area, c * heat->cells, row, heat->cells, CANVAS_MUTED, none_glyph(area));
	}
}

static void put_hours(struct canvas_area area, const struct heat *heat, int row)
{
	int every = heat->cells * heat->columns >= 48 ? 3 : 6;

	for (int hour = 0; hour <= HOURS; hour += every) {
		int col = hour / heat->hours * heat->cells;

		if (hour % heat->hours == 0 && col + 2 <= area.cols + (hour < HOURS ? 0 : -1))
			canvas_putf(area, col, row, CANVAS_AXIS, "%02d", hour);
	}
}

static void append_figure(const struct heat *heat, double value, bool ascii, struct text *out)
{
	struct axis axis = {.low = heat->low, .high = heat->high, .step = heat->step, .unit = heat->unit};

	axis_label(&axis, value, ascii, out);
}

/* "░ 0–6h  ▒ 6–12h  ▓ 12h and more  · none"; returns the cells used, 0 where not all of it fits. */
static int put_legend(struct canvas_area area, const struct heat *heat, int col, int row)
{
	bool ascii = area.canvas->ascii;
	struct text text = TEXT_INIT;
	int width;

	for (int k = 0; k < heat->classes; k++) {
		text_appendf(&text, "%s%s ", k ? "  " : "", shades[k]);
		if (k + 1 < heat->classes) {
			append_figure(heat, heat->low + k * heat->step, ascii, &text);
			text_append(&text, "–");
			append_figure(heat, heat->low + (k + 1) * heat->step, ascii, &text);
		} else {
			append_figure(heat, heat->low + k * heat->step, ascii, &text);
			text_append(&text, k ? " and more" : "");
		}
	}
	text_appendf(&text, "  %s none", none_glyph(area));
	width = draw_width(area, text.data);
	if (col + width <= area.cols)
		canvas_put(area, col, row, CANVAS_LABEL, text.data);
	text_finish(&text);
	return col + width <= area.cols ? width : 0;
}

static void append_peak(const struct heat *heat, bool ascii, struct text *out)
{
	int day = 0, column = 0;

	for (int d = 0; d < heat->rows; d++) {
		for (int c = 0; c < heat->columns; c++) {
			if (heat->values[d][c] > (isfinite(heat->values[day][column])
								 ? heat->values[day][column]
								 : -INFINITY)) {
				day = d;
				column = c;
			}
		}
	}
	text_appendf(out, "most %s %02d–%02d: ", heat->rows == 1 ? "at" : weekdays[day],
		column * heat->hours, (column + 1) * heat->hours);
	axis_figure(heat->values[day][column], heat->unit, ascii, out);
}

/* Title, legend where it has no row of its own, and the peak at the right: what does not fit is left out. */
static void put_title(struct canvas_area area, const struct heat *heat, const char *title, bool with_legend)
{
	int used = title && title[0] ? canvas_put(area, 0, 0, CANVAS_LABEL, title) + 2 : 0, width;
	struct text peak = TEXT_INIT;

	if (with_legend)
		used += put_legend(area, heat, used, 0) + 2;
	append_peak(heat, area.canvas->ascii, &peak);
	width = draw_width(area, peak.data);
	if (used + width <= area.cols)
		canvas_put(area, with_legend ? area.cols - width : used, 0, CANVAS_VALUE, peak.data);
	text_finish(&peak);
}

void chart_heat(struct canvas_area area, const double values[7][24], enum chart_unit unit, const char *title)
{
	struct heat heat = {.unit = unit};
	int names = area.cols >= DAY_CELLS + 6 ? DAY_CELLS : 0, head, axis, legend, row;
	struct canvas_area grid = canvas_cols(area, names, area.cols - names);

	if (area.cols <= 0 || area.rows <= 0)
		return;
	gather(&heat, values, grid.cols, area.rows);
	if (!classify(&heat)) {
		draw_no_data(area);
		return;
	}
	head = area.rows - heat.rows >= 1;
	axis = area.rows - heat.rows - head >= 1;
	legend = area.rows - heat.rows - head - axis >= 1;
	if (head)
		put_title(area, &heat, title, !legend);
	for (int d = 0; d < heat.rows; d++) {
		row = head + d;
		if (names)
			canvas_put(area, 0, row, CANVAS_AXIS, heat.rows == 1 ? "all" : weekdays[d]);
		put_row(grid, &heat, d, row);
	}
	if (axis)
		put_hours(grid, &heat, head + heat.rows);
	if (legend)
		put_legend(grid, &heat, 0, head + heat.rows + 1);
}
