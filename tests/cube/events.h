/* events.h - milestones of one declaration written by hand: the pure rules are tested without a database.
 * Clocks are UTC. */
#ifndef TESTS_CUBE_EVENTS_H
#define TESTS_CUBE_EVENTS_H

#include "interval.h"
#include "resolve.h"
#include "sweep.h"

#define H 3600
#define DAY 86400

struct events {
	struct cube_recorded at[64];
	size_t n;
	struct cube_resolved resolved;
};

/* Zero it first. hours after an arbitrary midnight; pair numbers as a file's sequence. */
void events_add(struct events *events, enum cube_milestone code, double hours);
void events_add_from(struct events *events, enum cube_milestone code, double hours,
	enum cube_source_rank source, int64_t pair);
void events_add_day(struct events *events, enum cube_milestone code,
	int day); /* a date alone, days after that midnight */
void events_resolve(struct events *events);
void events_finish(struct events *events);

/* One interval (CUBE_T_...) of what was resolved. */
uint32_t events_interval(const struct events *events, int column, struct cube_eligibility eligibility);

#endif
