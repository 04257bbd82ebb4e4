/* kinds.h - kinds of days: working or free, and by the tag that the calendar gives them. What a day of each kind brings, in ordinary
 * working days. */
#ifndef KPI_KINDS_H
#define KPI_KINDS_H

#include "course.h"

enum { KINDS_MAX = 32, KIND_DAYS_MIN = 5 };

struct kind {
	uint32_t tag;
	bool working;
	int64_t sum, days;
	double length;		/* in ordinary working days; see kind_length() */
};

struct kinds {
	struct kind items[KINDS_MAX];	/* the first two: ordinary working days and free days */
	size_t n;
};

/* From the days first..last of a course at an office (0: all). Of kinds with too few days, and where ordinary days brought nothing, a
 * working day is a day and a free one is none. */
void kinds_learn(struct kinds *kinds, const struct targets *targets, uint32_t office, const struct course *course, int32_t first,
	int32_t last);
struct kind *kinds_of(struct kinds *kinds, const struct targets *targets, uint32_t office, int32_t day);

static inline double kind_length(const struct kind *kind)
{
	return kind->days ? kind->length : kind->working;
}

#endif
