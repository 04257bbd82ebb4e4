/* plot.c - see plot.h. */
#include "plot.h"

#include <math.h>

#include "canvas/charts.h"

#define HEADROOM 0.06			/* of the span, above and below */

static void widen(double value, double *low, double *high)
{
	if (!isfinite(value))
		return;
	*low = fmin(*low, value);
	*high = fmax(*high, value);
}

bool plot_begin(const struct document_course *course, double x, double y, double width, double height, struct plot *ret_plot)
{
	struct plot plot = { .course = course, .x = x, .y = y, .width = width, .height = height, .low = INFINITY, .high = -INFINITY };
	size_t known = 0;
	double room;

	for (size_t i = 0; course->values && i < course->n; i++) {
		if (!isfinite(course->values[i]))
			continue;
		widen(course->values[i], &plot.low, &plot.high);
		plot.last = i;
		known++;
	}
	if (known < 2)
		return false;
	widen(course->low, &plot.low, &plot.high);
	widen(course->high, &plot.low, &plot.high);
	widen(course->target, &plot.low, &plot.high);
	room = plot.high > plot.low ? HEADROOM * (plot.high - plot.low) : fmax(1, fabs(plot.high));
	/* Nothing that is counted or timed lies below zero. */
	plot.low = plot.low >= 0 && plot.low < room ? 0 : plot.low - room;
	plot.high += room;
	*ret_plot = plot;
	return true;
}

bool plot_can(const struct document_course *course)
{
	struct plot plot;

	return plot_begin(course, 0, 0, 1, 1, &plot);
}

double plot_x(const struct plot *plot, size_t i)
{
	return plot->x + (double)i * plot->width / (double)(plot->course->n - 1);
}

double plot_y(const struct plot *plot, double value)
{
	double part = (value - plot->low) / (plot->high - plot->low);

	return plot->y + plot->height * (1 - fmin(1, fmax(0, part)));
}

bool plot_band(const struct plot *plot, double *ret_top, double *ret_bottom)
{
	const struct document_course *course = plot->course;

	if (!isfinite(course->low) && !isfinite(course->high))
		return false;
	*ret_top = isfinite(course->high) ? plot_y(plot, course->high) : plot->y;
	*ret_bottom = isfinite(course->low) ? plot_y(plot, course->low) : plot->y + plot->height;
	return true;
}

static enum chart_unit unit_of(enum kpi_unit unit)
{
	return unit == KPI_HOURS ? CHART_HOURS : unit == KPI_ONE ? CHART_PERCENT : unit == KPI_MONEY ? CHART_MONEY : unit == KPI_TIMES ?
		CHART_TIMES : CHART_COUNT;
}

size_t plot_ticks(const struct plot *plot, int most, double ret_values[PLOT_TICKS])
{
	double step = chart_tick_step(plot->low, plot->high, most, unit_of(plot->course->unit));
	size_t n = 0;

	for (double value = ceil(plot->low / step - 1e-9) * step; value <= plot->high + 1e-9 * step && n < PLOT_TICKS; value += step)
		ret_values[n++] = fabs(value) < 1e-9 * step ? 0 : value;
	return n;
}

int32_t plot_day(const struct plot *plot, size_t i)
{
	return plot->course->to - 7 * (int32_t)(plot->course->n - i) + 1;
}
