/* days.h - a date axis: ticks on Mondays, firsts of months and years. */
#ifndef CANVAS_DAYS_H
#define CANVAS_DAYS_H

#include "draw.h"

/* Points i = 0..n-1 are first_day + i * step_days; they stand over the plot from column `from` to the area's
 * right edge. */
void days_draw_bottom(struct canvas_area area, int32_t first_day, int step_days, size_t n, int from, int row);
/* "22 Nov 2026" */
void days_append(struct text *out, int32_t day);

#endif
