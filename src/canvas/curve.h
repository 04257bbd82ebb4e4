/* curve.h - values on a raster of dots: where they stand, and the line through them. */
#ifndef CANVAS_CURVE_H
#define CANVAS_CURVE_H

#include "axis.h"
#include "dots.h"

/* Point i of n over the whole width; a single one stands at the right. */
int curve_x(const struct dots *dots, size_t i, size_t n);
/* From the top; values beyond the axis lie a little outside the raster. */
int curve_y(const struct dots *dots, const struct axis *axis, double value);
/* A line through the known values, broken where one is missing; dash as of dots_line(). values NULL: nothing. */
void curve_draw(const struct dots *dots, const struct axis *axis, const double *values, size_t n, int dash, enum canvas_role role);

#endif
