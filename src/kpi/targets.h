/* targets.h - the targets that were loaded: which of them is in force, and what belongs to a stretch of days. */
#ifndef KPI_TARGETS_H
#define KPI_TARGETS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "facts.h"

struct target {
	const char *kpi;
	uint32_t office, flow, mode;	/* 0: all */
	int32_t from, to;
	double value, low, high;	/* NaN: no band */
};

/* What the calendar says of a day: sorted by day. */
struct calendar_day {
	int32_t day;
	uint32_t office;	/* 0: all */
	int working;		/* -1: as the weekend has it */
	uint32_t tag;		/* 0: none */
};

struct targets {
	const struct target *items;
	size_t n;
	const struct calendar_day *days;
	size_t n_days;
	const struct clocks *clocks;
};

/* Office, flow and mode of a row; 0: all. */
struct target_scope {
	uint32_t office, flow, mode;
};

/* The calendar is read for the days of all targets and the years before them, and for the days from..to (from > to: none). */
bool targets_load(struct store *store, const struct clocks *clocks, int32_t from, int32_t to, struct arena *arena, struct targets *ret_targets,
	struct err *err);
/* The most specific target in force on `day` for this place: office counts before mode, mode before flow; 0 asks for targets
 * of all offices. NULL without one. */
const struct target *targets_find(const struct targets *targets, const char *kpi, uint32_t office, uint32_t flow, uint32_t mode,
	int32_t day);
/* Working days of an office (0: of most posts) from day to day, both included. */
int32_t targets_working_days(const struct targets *targets, uint32_t office, int32_t from, int32_t to);
/* Whether an office works on a day, and by what tag the calendar knows the day (0: none; ret_tag may be NULL). */
bool targets_day(const struct targets *targets, uint32_t office, int32_t day, uint32_t *ret_tag);

/* Targets of exactly this place, whose values are totals of their period. */
bool target_is(const struct target *target, const char *kpi, const struct target_scope *scope);
bool target_overlaps(const struct target *target, int32_t from, int32_t to);
/* Of several in force on the last day the one of the shortest period leads; else the one that ended last. */
const struct target *targets_lead(const struct targets *targets, const char *kpi, const struct target_scope *scope, int32_t from,
	int32_t to);
/* Yearly and monthly targets stand side by side: only those as long as the leading one are added up. */
bool target_is_peer(const struct target *target, const struct target *lead);
/* What the targets of a place, or without one the sum of those of its offices, ask for from day to day, by their profiles; NaN
 * without any. */
struct courses;
bool targets_total(const struct targets *targets, const char *kpi, const struct target_scope *scope, int32_t from, int32_t to,
	struct courses *courses, double *ret_total, struct err *err);
/* The same up to a day, from the first day of a target, by targets as long as that one. */
bool targets_due(const struct targets *targets, const char *kpi, const struct target_scope *scope, const struct target *lead, int32_t to,
	struct courses *courses, double *ret_due, struct err *err);

#endif
