/* plot.h - where the points of a course stand in a box: shared by all that draw one. */
#ifndef REPORT_PLOT_H
#define REPORT_PLOT_H

#include "document.h"

struct plot {
	const struct document_course *course;
	double x, y, width, height;	/* of the box; y grows downwards */
	double low, high;		/* values at its bottom and top */
	size_t last;			/* newest week that has a value */
};

/* False where fewer than two weeks have a value. */
bool plot_begin(const struct document_course *course, double x, double y, double width, double height, struct plot *ret_plot);
bool plot_can(const struct document_course *course);		/* whether there is anything to draw */
double plot_x(const struct plot *plot, size_t i);
double plot_y(const struct plot *plot, double value);	/* within the box */
/* What is usual, cut at the box; false where it is unknown. */
bool plot_band(const struct plot *plot, double *ret_top, double *ret_bottom);
/* Round values within the box, at most `most` of them; returns how many. */
enum { PLOT_TICKS = 8 };
size_t plot_ticks(const struct plot *plot, int most, double ret_values[PLOT_TICKS]);
int32_t plot_day(const struct plot *plot, size_t i);		/* first day of a week */

#endif
