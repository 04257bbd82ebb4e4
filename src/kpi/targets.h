/* targets.h - the targets that were loaded: which of them is in force, and what belongs to a stretch of days. */
#ifndef KPI_TARGETS_H
#define KPI_TARGETS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "facts.h"

struct target {
	const char *kpi;
	uint32_t office, flow, mode;	/* 0: all */
	int32_t from, to;
	double value, low, high;	/* NaN: no band */
};

/* Days of the calendar that differ from the weekend: sorted by day. */
struct calendar_day {
	int32_t day;
	uint32_t office;
	bool working;
};

struct targets {
	const struct target *items;
	size_t n;
	const struct calendar_day *days;
	size_t n_days;
	const struct clocks *clocks;
};

bool targets_load(struct store *store, const struct clocks *clocks, struct arena *arena, struct targets *ret_targets,
	struct err *err);
/* The most specific target in force on `day` for this place: office counts before mode, mode before flow; 0 asks for targets
 * of all offices. NULL without one. */
const struct target *targets_find(const struct targets *targets, const char *kpi, uint32_t office, uint32_t flow, uint32_t mode,
	int32_t day);
/* Working days of an office (0: of most posts) from day to day, both included. */
int32_t targets_working_days(const struct targets *targets, uint32_t office, int32_t from, int32_t to);
/* The part of a total that belongs to the days, linear in working days. */
double targets_part(const struct targets *targets, const struct target *target, int32_t from, int32_t to);

#endif
