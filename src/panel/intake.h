/* intake.h - the money that came in over the days of a target, the way to it, and the fan of what is still to come; and the same to the
 * end of the year. */
#ifndef PANEL_INTAKE_H
#define PANEL_INTAKE_H

#include "figures.h"
#include "outlook.h"

enum { INTAKE_LINES = 3 };

struct intake {
	const char *title, *currency;
	const char *lines[INTAKE_LINES];	/* where we are; where it leads; how such forecasts did before. "" where there is nothing to say */
	enum canvas_role role;			/* of the first line */
	double *collected, *path, *low, *middle, *high;	/* cumulated, one a day; NaN where there is none */
	size_t n_days;				/* 0: nothing was collected */
	int32_t first_day;
	bool has_path, has_fan;
	bool awaits_fan;			/* the course is not drawn yet: with its fan it has another scale, and would be sent twice */
};

/* What came in, and the way to the target; forecasts are awaited. */
bool intake_load(struct intake *intake, const struct panel_context *context, struct arena *arena, struct err *err);
/* The same with the fan, and the list of forecasts: month (or the target's period) and year. Their trials on the past take some tens of
 * milliseconds each: behind the picture. */
bool intake_load_ahead(struct intake *intake, struct list *list, const struct panel_context *context, struct arena *arena, struct err *err);
void intake_await_ahead(struct list *list);
/* Rows it would like in a panel of so many rows. */
int intake_height(const struct intake *intake, int rows);
void intake_paint(const struct intake *intake, struct canvas_area area);

#endif
