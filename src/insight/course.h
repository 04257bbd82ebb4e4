/* course.h - a figure week by week: values on an even scale, and the change that stats/change.h sees in them. */
#ifndef INSIGHT_COURSE_H
#define INSIGHT_COURSE_H

#include "insight/findings.h"
#include "stats/change.h"

/* One week of all watched figures. */
struct course_week {
	const struct kpi_row *rows;
	size_t n;
};

struct course {
	double values[FINDING_WEEKS], own[FINDING_WEEKS];	/* the oldest first */
	struct stats_change change;
	double usual_low, usual_high;	/* in the figure's own unit */
};

/* weeks: the newest first. office NULL: the rows without a dimension. False where the past cannot tell. */
bool course_of(const struct course_week *weeks, const struct kpi_def *def, const char *stat, const char *category, const char *office,
	struct course *ret_course);
/* A row of a week; NULL where there is none. */
const struct kpi_row *course_row(const struct course_week *week, const struct kpi_def *def, const char *stat, const char *category,
	const char *office);

#endif
