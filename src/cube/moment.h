/* moment.h - one stamp on both clocks, and how two stamps compare.
 *
 * Hours are computed on UTC seconds, days and cohorts on the wall clock of the post; a date alone has no
 * hour, and is ordered against anything else by its day. */
#ifndef CUBE_MOMENT_H
#define CUBE_MOMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/time.h"

struct cube_moment {
	int64_t utc; /* of a date alone: its local midnight, good for sorting only */
	int64_t local;
	enum time_form form; /* TIME_FORM_NONE: not recorded */
};

static inline bool cube_moment_is_there(const struct cube_moment *m)
{
	return m->form != TIME_FORM_NONE;
}

static inline bool cube_moment_has_hour(const struct cube_moment *m)
{
	return m->form == TIME_FORM_LOCAL || m->form == TIME_FORM_INSTANT;
}

/* Below, equal or above 0 as a lies before, with or after b. Both must be there. */
static inline int cube_moment_compare(const struct cube_moment *a, const struct cube_moment *b)
{
	int64_t x = a->utc, y = b->utc;

	if (a->form == TIME_FORM_DAY || b->form == TIME_FORM_DAY) {
		x = time_day_of(a->local);
		y = time_day_of(b->local);
	}
	return (x > y) - (x < y);
}

/* A time zone with the offsets of the days last asked for: nearly all days have one offset from end to end.
 */
struct cube_clock;

struct cube_clock *cube_clock_create(const struct time_zone *zone); /* NULL when memory is out */
void cube_clock_destroy(struct cube_clock *clock);                  /* accepts NULL */
const struct time_zone *cube_clock_zone(const struct cube_clock *clock);

struct cube_moment cube_clock_moment(struct cube_clock *clock, int64_t seconds, enum time_form form);

#endif
