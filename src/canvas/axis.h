/* axis.h - round ticks, their labels, and where a value stands between them. */
#ifndef CANVAS_AXIS_H
#define CANVAS_AXIS_H

#include "draw.h"

enum axis_scale { AXIS_LINEAR, AXIS_SQRT, AXIS_LOG };

struct axis {
	double low, high; /* the ends that are drawn */
	double step;      /* between ticks; linear only */
	enum axis_scale scale;
	enum chart_unit unit;
	int max_ticks;    /* log and root only */
};

enum { AXIS_TICKS_MAX = 64 };

/* How many ticks a plot of so many rows has room for: labels may stand close where rows are few, at least two. */
int axis_ticks_for(int rows);
/* Over the data, at most max_ticks ticks. An end goes out to the next tick only where that costs little room; low == high is
 * widened. */
struct axis axis_round(double low, double high, int max_ticks, enum chart_unit unit);
/* The ends as they are, ticks at 1, 2, 5, 10 or 1, 3, 10 (hours: 15 min, 1 h, 3 h, 6 h, 12 h, 1 d ...). */
struct axis axis_between(double low, double high, enum axis_scale scale, enum chart_unit unit, int max_ticks);
/* 0 at low, 1 at high; beyond for values beyond. */
double axis_position(const struct axis *axis, double value);
double axis_value(const struct axis *axis, double position);
/* Ticks within the axis, ascending, at most AXIS_TICKS_MAX; returns how many. */
size_t axis_ticks(const struct axis *axis, double ret_ticks[AXIS_TICKS_MAX]);
/* Short, with the unit: "12h", "3d", "10 %", "2 M". */
void axis_label(const struct axis *axis, double value, bool ascii, struct text *out);

/* A single figure as on an axis, with as many digits as it needs: "24h", "1.5h", "3d". */
void axis_figure(double value, enum chart_unit unit, bool ascii, struct text *out);

/* Columns that its labels and line take at the left of a plot. */
int axis_width(struct canvas_area area, const struct axis *axis);
/* Labels and line at the left of a plot of `rows` rows; returns the columns that it takes (0 where there is
 * no room). */
int axis_draw_left(struct canvas_area area, const struct axis *axis, int rows);
/* The line under a plot (row) and labels below it (row + 1), its plot starting at column `from`; where `row` is the last
 * one, the labels alone. */
void axis_draw_bottom(struct canvas_area area, const struct axis *axis, int from, int row);
/* Its parts, for axes with ticks of their own: the line; a tick at a column with its label, which is left out (false) where it
 * would touch the last one, that ended at *taken. */
void axis_draw_base(struct canvas_area area, int from, int row);
bool axis_draw_tick(struct canvas_area area, int from, int col, int row, const char *label, int *taken);

#endif
