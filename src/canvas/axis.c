/* axis.c - round ticks and labels for all charts, so that the same span reads the same everywhere.
 *
 * Hours have steps of their own, since people count 6, 12, 24 and 168. It draws lines and labels, no data. */
#include "axis.h"

#include <math.h>

static const double hour_steps[] = {1. / 60, 5. / 60, 0.25, 0.5, 1, 2, 3, 6, 12, 24, 48, 168, 336, 672};
static const double hour_ticks[] = {
	1. / 60, 5. / 60, 0.25, 1, 3, 6, 12, 24, 72, 168, 336, 720, 2160, 8760, 43800};

enum {
	HOUR_STEPS = sizeof(hour_steps) / sizeof(hour_steps[0]),
	HOUR_TICKS = sizeof(hour_ticks) / sizeof(hour_ticks[0])
};

/* How many multiples of step lie in low..high; a hair beyond counts. */
static double multiples(double low, double high, double step)
{
	return floor(high / step + 1e-9) - ceil(low / step - 1e-9) + 1;
}

static double hours_step(double low, double high, int max_ticks)
{
	for (int i = 0; i < HOUR_STEPS; i++) {
		if (hour_steps[i] >= (high - low) / 4000 && multiples(low, high, hour_steps[i]) <= max_ticks)
			return hour_steps[i];
	}
	return 0;
}

double chart_tick_step(double low, double high, int max_ticks, enum chart_unit unit)
{
	static const double mantissas[] = {1, 2, 2.5, 5};
	double span = high - low, power, step;

	if (!isfinite(span) || span <= 0)
		span = isfinite(high) && high != 0 ? fabs(high) : 1;
	if (!isfinite(low) || !isfinite(high) || high <= low) {
		low = 0;
		high = span;
	}
	max_ticks = draw_max(max_ticks, 1);
	step = unit == CHART_HOURS ? hours_step(low, high, max_ticks) : 0;
	if (step > 0)
		return step;
	power = fmax(pow(10, floor(log10(span / max_ticks)) - 1), 1e-290);
	for (int i = 0;; i = (i + 1) % 4) {
		step = mantissas[i] * power;
		if (multiples(low, high, step) <= max_ticks && (unit != CHART_COUNT || step == floor(step) || span < 1) &&
			(unit != CHART_HOURS || step > 672))
			return step;
		if (i == 3)
			power *= 10;
	}
}

int axis_ticks_for(int rows)
{
	return draw_max(2, rows <= 5 ? rows - 1 : draw_min(rows / 2 + 1, 7));
}

/* The next tick outwards, where less than a sixth of the plot stays empty for it. */
static double round_end(double end, double tick, double span)
{
	return fabs(tick - end) <= span / 6 || end == 0 ? tick : end;
}

struct axis axis_round(double low, double high, int max_ticks, enum chart_unit unit)
{
	struct axis axis = {.unit = unit, .scale = AXIS_LINEAR};

	if (!isfinite(low) || !isfinite(high)) {
		low = 0;
		high = 1;
	}
	if (high - low <= fabs(high) * 1e-9) {
		double around = high != 0 ? fabs(high) * 0.1 : unit == CHART_PERCENT ? 0.01 : 1;

		low -= low == 0 ? 0 : around;
		high += around;
	}
	/* Rounding outwards may add a tick at either end. */
	axis.step = chart_tick_step(low, high, draw_max(max_ticks, 2), unit);
	axis.low = round_end(low, floor(low / axis.step + 1e-9) * axis.step, high - low);
	axis.high = round_end(high, ceil(high / axis.step - 1e-9) * axis.step, high - low);
	if (multiples(axis.low, axis.high, axis.step) > max_ticks + 1) {
		axis.low = low;
		axis.high = high;
	}
	return axis;
}

struct axis axis_between(double low, double high, enum axis_scale scale, enum chart_unit unit, int max_ticks)
{
	struct axis axis = {.low = low, .high = high, .scale = scale, .unit = unit, .max_ticks = max_ticks};

	if (scale == AXIS_LINEAR)
		axis.step = chart_tick_step(low, high, max_ticks, unit);
	return axis;
}

static double scaled(enum axis_scale scale, double value)
{
	return scale == AXIS_LOG    ? log(value > 0 ? value : 1e-300)
	       : scale == AXIS_SQRT ? sqrt(value > 0 ? value : 0)
				    : value;
}

double axis_position(const struct axis *axis, double value)
{
	double low = scaled(axis->scale, axis->low), high = scaled(axis->scale, axis->high);

	return high > low ? (scaled(axis->scale, value) - low) / (high - low) : 0;
}

double axis_value(const struct axis *axis, double position)
{
	double low = scaled(axis->scale, axis->low), high = scaled(axis->scale, axis->high);
	double at = low + position * (high - low);

	return axis->scale == AXIS_LOG ? exp(at) : axis->scale == AXIS_SQRT ? at * at : at;
}

static size_t keep(const struct axis *axis, double tick, double *ticks, size_t n)
{
	double slack = (axis->high - axis->low) * 1e-9;

	if (n >= AXIS_TICKS_MAX || tick < axis->low - slack || tick > axis->high + slack)
		return n;
	ticks[n] = tick;
	return n + 1;
}

static size_t ticks_by_decade(const struct axis *axis, double *ticks)
{
	double least = axis->low > 0 ? axis->low : 1, power = pow(10, floor(log10(least)));
	bool few = 3 * log10(fmax(axis->high / least, 1)) <= axis->max_ticks;
	size_t n = 0;

	for (; power <= axis->high && n < AXIS_TICKS_MAX; power *= 10) {
		n = keep(axis, power, ticks, n);
		n = few ? keep(axis, 2 * power, ticks, n) : n;
		n = keep(axis, (few ? 5 : 3) * power, ticks, n);
	}
	return n;
}

size_t axis_ticks(const struct axis *axis, double ret_ticks[AXIS_TICKS_MAX])
{
	size_t n = 0;

	if (axis->scale == AXIS_LINEAR) {
		double first = ceil(axis->low / axis->step - 1e-9);

		for (int i = 0; i < AXIS_TICKS_MAX &&
				(first + i) * axis->step <= axis->high * (1 + 1e-9) + axis->step * 1e-9;
			i++)
			n = keep(axis, (first + i) * axis->step, ret_ticks, n);
		return n;
	}
	if (axis->unit != CHART_HOURS)
		return ticks_by_decade(axis, ret_ticks);
	for (int i = 0; i < HOUR_TICKS; i++)
		n = keep(axis, hour_ticks[i], ret_ticks, n);
	return n;
}

static void append_number(struct text *out, double value, double step, bool ascii)
{
	int decimals = 0;

	for (double s = step; decimals < 6 && fabs(s - round(s)) > 1e-6 * s; s *= 10)
		decimals++;
	if (value < 0 && fabs(value) > step * 1e-6)
		text_append(out, ascii ? "-" : "−");
	text_appendf(out, "%.*f", decimals, fabs(value));
}

static void append_hours(struct text *out, double value, double step, bool days, bool ascii)
{
	double size = fabs(value);

	if (size < 1e-9)
		text_append(out, "0");
	else if (step < 0.25 && size < 1) {
		append_number(out, value * 60, 1, ascii);
		text_append(out, "min");
	} else if (days) {
		append_number(out, value / 24, fmax(step, 0.1), ascii);
		text_append(out, "d");
	} else {
		append_number(out, value, step, ascii);
		text_append(out, "h");
	}
}

void axis_label(const struct axis *axis, double value, bool ascii, struct text *out)
{
	static const struct {
		double size;
		const char *name;
	} scales[] = {{1e12, " tn"}, {1e9, " bn"}, {1e6, " M"}, {1e3, " k"}, {1, ""}};
	double step = axis->scale == AXIS_LINEAR ? axis->step : fabs(value),
	       largest = fmax(fabs(axis->low), fabs(axis->high));
	size_t i = 0;

	if (axis->unit == CHART_HOURS) {
		bool days = axis->scale == AXIS_LINEAR ? axis->high > 96 && step >= 24 : value >= 24;

		append_hours(out, value,
			axis->scale == AXIS_LINEAR ? (days ? step / 24 : step)
			: value >= 1               ? 1
						   : 0.01,
			days, ascii);
	} else if (axis->unit == CHART_PERCENT) {
		append_number(out, value * 100, step * 100, ascii);
		text_append(out, " %");
	} else if (axis->unit == CHART_TIMES) {
		append_number(out, value, step, ascii);
		text_append(out, "x");
	} else if (fabs(value) < step * 1e-6) {
		text_append(out, "0");
	} else {
		/* One scale for the whole linear axis: "0.5 M" beside "1 M". */
		double reference = axis->scale == AXIS_LINEAR ? largest : fabs(value);

		while (i < 4 && (scales[i].size > reference || (scales[i].size == 1e3 && reference < 1e4)))
			i++;
		append_number(out, value / scales[i].size, step / scales[i].size, ascii);
		text_append(out, scales[i].name);
	}
}

void axis_figure(double value, enum chart_unit unit, bool ascii, struct text *out)
{
	bool days = value >= 99.5;
	double shown = days ? value / 24 : value, step = fabs(shown - round(shown)) < 0.05 ? 1 : 0.1;

	if (unit == CHART_HOURS)
		append_hours(out, value, step, days, ascii);
	else
		chart_format(value, unit, ascii, out);
}

static int label_width(struct canvas_area area, const struct axis *axis, double value)
{
	struct text text = TEXT_INIT;
	int width;

	axis_label(axis, value, area.canvas->ascii, &text);
	width = draw_width(area, text.data);
	text_finish(&text);
	return width;
}

int axis_width(struct canvas_area area, const struct axis *axis)
{
	double ticks[AXIS_TICKS_MAX];
	size_t n = axis_ticks(axis, ticks);
	int width = 0;

	for (size_t i = 0; i < n; i++)
		width = draw_max(width, label_width(area, axis, ticks[i]));
	return width + 2;
}

int axis_draw_left(struct canvas_area area, const struct axis *axis, int rows)
{
	double ticks[AXIS_TICKS_MAX];
	size_t n = axis_ticks(axis, ticks);
	int width = axis_width(area, axis) - 2;

	if (width + 1 + 8 > area.cols || rows < 2)
		return 0;
	for (int row = 0; row < rows; row++)
		canvas_put(area, width + 1, row, CANVAS_AXIS, "│");
	for (size_t i = 0; i < n; i++) {
		/* The row into which a curve through that value falls (curve_y() has four dots a row): rounding to whole rows would set the
		 * tick up to half a row beside it, a third of the scale of a low chart. */
		int row = (int)lround((1 - axis_position(axis, ticks[i])) * (rows * 4 - 1)) / 4;
		struct text text = TEXT_INIT;

		axis_label(axis, ticks[i], area.canvas->ascii, &text);
		canvas_put_right(area, 0, row, width, CANVAS_AXIS, text.data);
		canvas_put(area, width + 1, row, CANVAS_AXIS, "┤");
		text_finish(&text);
	}
	return width + 2;
}

void axis_draw_bottom(struct canvas_area area, const struct axis *axis, int from, int row)
{
	double ticks[AXIS_TICKS_MAX];
	size_t n = axis_ticks(axis, ticks);
	int cells = area.cols - from, taken = -1;

	axis_draw_base(area, from, row);
	for (size_t i = 0; i < n && cells > 0; i++) {
		int col = from + (int)lround(axis_position(axis, ticks[i]) * (cells - 1));
		struct text text = TEXT_INIT;

		axis_label(axis, ticks[i], area.canvas->ascii, &text);
		axis_draw_tick(area, from, col, row, text.data, &taken);
		text_finish(&text);
	}
}

static bool has_line(struct canvas_area area, int row)
{
	return row + 1 < area.rows;
}

void axis_draw_base(struct canvas_area area, int from, int row)
{
	if (!has_line(area, row))
		return;
	if (from > 0)
		canvas_put(area, from - 1, row, CANVAS_AXIS, "└");
}

bool axis_draw_tick(struct canvas_area area, int from, int col, int row, const char *label, int *taken)
{
	int width = draw_width(area, label), least = width <= area.cols - from ? from : 0;
	int start = draw_max(least, draw_min(col - width / 2, area.cols - width));

	if (has_line(area, row))
		canvas_put(area, col, row, CANVAS_AXIS, "┬");
	if (start <= *taken || width > area.cols)
		return false;
	*taken = start + canvas_put(area, start, row + has_line(area, row), CANVAS_AXIS, label);
	return true;
}
