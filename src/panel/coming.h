/* coming.h - the work that is still to come: files open at the end of the next days, and new declarations, with the fans of their forecasts
 * and how such forecasts did before. */
#ifndef PANEL_COMING_H
#define PANEL_COMING_H

#include "outlook.h"

enum { COMING_DAYS = 14, COMING_PAST = 42 };

struct coming_course {
	struct kpi_forecast forecast;
	const char *sentence;		/* "In 14 days 143 files open (120 to 170, 95 %), now 131." */
	double *known, *low, *middle, *high;
	size_t n;			/* 0: nothing to draw */
	int32_t first_day;
};

struct coming {
	struct coming_course open, arrivals;
};

bool coming_load(struct coming *coming, const struct panel_context *context, struct arena *arena, struct err *err);
void coming_paint(const struct coming *coming, struct canvas_area area);

#endif
