/* flows.h - declarations by day, from one scan: those that were registered, and those that were open at its end. */
#ifndef KPI_FLOWS_H
#define KPI_FLOWS_H

#include "kpi/kpi.h"

struct flows {
	int32_t first;		/* day of the first of n */
	size_t n;
	int64_t *registered, *open;
	bool unknown;		/* a filter by hours or weekdays: days cannot be told */
};

/* Up to the day `to`. In the arena. */
bool flows_read(const struct kpi_env *env, const struct kpi_query *query, int32_t to, struct arena *arena, struct flows *ret_flows,
	struct err *err);

#endif
