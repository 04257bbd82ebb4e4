/* period.h - the period asked for, and the earlier ones it is compared with.
 *
 * Comparable periods lie whole weeks apart, so that each has the same weekdays: a day is compared with the same weekday of
 * the weeks before, a week with the weeks before, a month of 30 days with 30 days at steps of 35. */
#ifndef KPI_PERIOD_H
#define KPI_PERIOD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "cube/cube.h"
#include "kpi/kpi.h"

enum { PERIOD_MOST = KPI_POINTS, PERIOD_HISTORY = 12, PERIOD_HISTORY_MIN = 8, PERIOD_NONE = 255 };

struct period {
	int32_t from, to;	/* days, both included */
	int32_t step;		/* days between the starts of comparable periods */
	int n;			/* 1, and how many earlier ones there are */
	uint8_t *of_day;	/* number of the period by day - first(); NULL when n is 1 */
	int32_t first;		/* first day of the earliest one */
};

/* Earlier periods must begin on or after first_data; with_history false, or too few of them: n is 1. */
bool period_init(int32_t from, int32_t to, int32_t first_data, bool with_history, struct arena *arena,
	struct period *ret_period);
/* n periods, whether there are data in them or not, `step` days apart: at least as many as one lasts. */
bool period_init_course(int32_t from, int32_t to, int32_t step, int n, struct arena *arena, struct period *ret_period);

/* Seconds since 2000-01-01 of the midnight at which a day begins. */
static inline int64_t period_second(int32_t day)
{
	return ((int64_t)day - CUBE_EPOCH_DAY) * 86400;
}

/* The number of the period that holds a local time, 0 the one asked for; PERIOD_NONE between or outside of them. */
static inline unsigned period_of(const struct period *period, int64_t local)
{
	int64_t day = local / 86400 + CUBE_EPOCH_DAY;

	if (day < period->first || day > period->to)
		return PERIOD_NONE;
	return period->of_day ? period->of_day[day - period->first] : 0;
}

/* The moment at which the k-th period ends. */
static inline int64_t period_end(const struct period *period, unsigned k)
{
	return period_second(period->to + 1) - (int64_t)k * period->step * 86400;
}

#endif
