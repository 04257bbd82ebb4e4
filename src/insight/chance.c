/* chance.c - see chance.h. Near the middle a share of quiet charts is a part of what Student's t says, the same part for all; behind it a power of it. */
#include "chance.h"

#include <math.h>

#include "watch.h"

enum { MANY = 128, MOST = 256, SIZES = 3 };

#define TAIL_AT 0.001
#define TAIL_POWER 0.3
#define BODY_OF_DAYS 0.45

enum sort { TIMES, COUNTS, SUMS, WAITING, SHARES, SORTS };

/* By sort and cases a week (fewer than MANY, fewer than MOST, more): the part of Student's share, and what the tail adds at TAIL_AT. */
static const struct {
	double body[SIZES], tail[SIZES];
} worth[SORTS] = {
	[TIMES] = { { 0.20, 0.32, 0.35 }, { 0.0004, 0.0022, 0.0045 } },
	[COUNTS] = { { 0.30, 0.45, 0.45 }, { 0.0012, 0.0030, 0.0060 } },
	[SUMS] = { { 0.30, 0.50, 0.50 }, { 0.0003, 0.0010, 0.0010 } },
	[WAITING] = { { 0.28, 0.40, 0.45 }, { 0.0001, 0.0012, 0.0024 } },
	[SHARES] = { { 0.22, 0.24, 0.24 }, { 0, 0, 0 } },
};

static enum sort sort_of(const struct kpi_def *def)
{
	switch (def->unit) {
	case KPI_HOURS: return TIMES;
	case KPI_COUNT: return COUNTS;
	case KPI_MONEY: return SUMS;
	default: return watch_is_of_waiting(def) ? WAITING : SHARES;
	}
}

double chance_by_week(const struct kpi_def *def, int64_t n, double share)
{
	enum sort sort = sort_of(def);
	int size = (n >= MANY) + (n >= MOST);

	return fmin(worth[sort].body[size] * share + worth[sort].tail[size] * pow(share / TAIL_AT, TAIL_POWER), 1);
}

double chance_by_day(double share)
{
	return BODY_OF_DAYS * share;
}
