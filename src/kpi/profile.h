/* profile.h - how the total of a target spreads over its days: as the same days of up to three earlier years did, else evenly over
 * the working days.
 *
 * Two periods are laid over each other in effective days: an ordinary working day is 1, and a day of another kind (free days; each
 * tag of the calendar, working or free) counts as much as such days brought on average before the period, in ordinary days.
 * So a feast that moves with the moon takes its weight along to where this year's calendar has it, while what comes on the
 * same date every year, such as a fiscal year end without a tag, stays on its date. */
#ifndef KPI_PROFILE_H
#define KPI_PROFILE_H

#include "course.h"

struct profile {
	int32_t from, to;
	const double *share;	/* of the total up to the end of each day, from..to */
	int years;		/* earlier years it rests on; 0: working days */
	int newest;		/* the latest of them, as a calendar year of the period's first day */
};

/* The period's total at an office (0: all) from its course. All lives in the arena. false when memory is out. */
bool profile_make(const struct targets *targets, uint32_t office, int32_t from, int32_t to, const struct course *course,
	struct arena *arena, struct profile *ret_profile);

/* Of the total, what belongs to the days. */
double profile_part(const struct profile *profile, int32_t from, int32_t to);

/* The same date so many years before; 29 February becomes the 28th. */
int32_t day_of_earlier_year(int32_t day, int years);

#endif
