/* chance.h - how rarely a chart stands out so far where nothing happens.
 *
 * Student's t, by which stats/change.h judges, counts too much for most charts (its runs look at much the same weeks) and far too little for a few:
 * where work waits in queues and arrives in heaps, times and counts have tails that fall by half for each factor of ten. So what a share by
 * Student's t is worth was counted in some hundred simulated countries of one to 24 posts in which nothing happens (tests/bench/stories.py
 * counts it anew), by what the figure measures and how many cases a week brings. */
#ifndef INSIGHT_CHANCE_H
#define INSIGHT_CHANCE_H

#include <stdint.h>

#include "kpi/kpi.h"

/* The share of quiet weeks in which a chart of n cases a week stands out as far as Student's t says a share of them does. */
double chance_by_week(const struct kpi_def *def, int64_t n, double share);
/* The same of a chart in days. */
double chance_by_day(double share);

#endif
