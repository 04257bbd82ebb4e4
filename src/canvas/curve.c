/* curve.c - what all charts with curves share. It draws lines and knows neither titles nor limits. */
#include "curve.h"

#include <math.h>

int curve_x(const struct dots *dots, size_t i, size_t n)
{
	return n > 1 ? (int)lround((double)i / (double)(n - 1) * (dots->width - 1)) : dots->width - 1;
}

int curve_y(const struct dots *dots, const struct axis *axis, double value)
{
	return (int)lround((1 - draw_clamp(axis_position(axis, value), -1, 2)) * (dots->height - 1));
}

void curve_draw(const struct dots *dots, const struct axis *axis, const double *values, size_t n, int dash, enum canvas_role role)
{
	long before = -1;

	for (size_t i = 0; values && i < n; i++) {
		int x = curve_x(dots, i, n), y;

		if (!isfinite(values[i])) {
			before = -1;
			continue;
		}
		y = curve_y(dots, axis, values[i]);
		if (before >= 0)
			dots_line(dots, curve_x(dots, (size_t)before, n), curve_y(dots, axis, values[before]), x, y, dash, role);
		else
			dots_set(dots, x, y, role);
		before = (long)i;
	}
}
