/* moment.c - see moment.h. Ten million declarations carry a hundred million stamps: looking each up among the
 * transitions of a zone would cost more than all the rest of building a segment, so whole days are
 * remembered. */
#include "moment.h"

#include <stdlib.h>

enum { DAYS = 512 };

struct day_offset {
	int32_t day;
	int32_t offset; /* seconds east of UTC, or MIXED when it changes within the day */
};

#define MIXED INT32_MIN
#define UNUSED INT32_MIN

struct cube_clock {
	const struct time_zone *zone;
	struct day_offset local[DAYS], utc[DAYS];
};

struct cube_clock *cube_clock_create(const struct time_zone *zone)
{
	struct cube_clock *clock = malloc(sizeof(*clock));

	if (!clock)
		return NULL;
	clock->zone = zone;
	for (int i = 0; i < DAYS; i++) {
		clock->local[i].day = UNUSED;
		clock->utc[i].day = UNUSED;
	}
	return clock;
}

void cube_clock_destroy(struct cube_clock *clock)
{
	free(clock);
}

const struct time_zone *cube_clock_zone(const struct cube_clock *clock)
{
	return clock->zone;
}

static int32_t local_offset(const struct time_zone *zone, int32_t day)
{
	int64_t first = (int64_t)day * TIME_DAY_SECONDS, last = first + TIME_DAY_SECONDS - 1;
	int64_t a = first - time_utc_from_local(zone, first), b = last - time_utc_from_local(zone, last);

	return a == b ? (int32_t)a : MIXED;
}

static int32_t utc_offset(const struct time_zone *zone, int32_t day)
{
	int64_t first = (int64_t)day * TIME_DAY_SECONDS, last = first + TIME_DAY_SECONDS - 1;
	int32_t a = time_zone_offset_at_utc(zone, first), b = time_zone_offset_at_utc(zone, last);

	return a == b ? a : MIXED;
}

static int64_t utc_from_local(struct cube_clock *clock, int64_t local)
{
	int32_t day = time_day_of(local);
	struct day_offset *slot = &clock->local[(uint32_t)day % DAYS];

	if (slot->day != day)
		*slot = (struct day_offset){.day = day, .offset = local_offset(clock->zone, day)};
	return slot->offset == MIXED ? time_utc_from_local(clock->zone, local) : local - slot->offset;
}

static int64_t local_from_utc(struct cube_clock *clock, int64_t utc)
{
	int32_t day = time_day_of(utc);
	struct day_offset *slot = &clock->utc[(uint32_t)day % DAYS];

	if (slot->day != day)
		*slot = (struct day_offset){.day = day, .offset = utc_offset(clock->zone, day)};
	return slot->offset == MIXED ? time_local_from_utc(clock->zone, utc) : utc + slot->offset;
}

struct cube_moment cube_clock_moment(struct cube_clock *clock, int64_t seconds, enum time_form form)
{
	struct cube_moment moment = {.form = form};

	switch (form) {
	case TIME_FORM_NONE:
		break;
	case TIME_FORM_INSTANT:
		moment.utc = seconds;
		moment.local = local_from_utc(clock, seconds);
		break;
	case TIME_FORM_LOCAL:
	case TIME_FORM_DAY:
		moment.local = seconds;
		moment.utc = utc_from_local(clock, seconds);
		break;
	}
	return moment;
}
