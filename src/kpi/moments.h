/* moments.h - when a stock is counted: the end of each period, or now where that is earlier, on the clock of each office. */
#ifndef KPI_MOMENTS_H
#define KPI_MOMENTS_H

#include "task.h"

/* Of one office: at[k] belongs to period k, and none is later than the one before it. */
struct office_moments {
	const struct evaluation *evaluation;
	uint32_t office;
	bool known;
	int64_t at[PERIOD_MOST];
};

/* Looked up again only when the office is another one than last time. */
const int64_t *office_moments_of(struct office_moments *moments, const struct evaluation *evaluation, uint32_t office);

/* Of all offices, in order of time, each once. */
struct moments {
	int64_t *at;
	size_t n;
};

bool moments_init(struct moments *moments, const struct evaluation *evaluation);	/* false when memory is out */
void moments_finish(struct moments *moments);
/* The first of them on that local day or after it; INT64_MAX where there is none. For a cube_slice: what was registered that
 * day and released before then was open at no moment. */
int64_t moments_from_day(const void *moments, int32_t day);

#endif
