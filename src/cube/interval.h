/* interval.h - the times between resolved milestones, as the KPIs of the same names define them (figures.md:
 * missing and disordered). */
#ifndef CUBE_INTERVAL_H
#define CUBE_INTERVAL_H

#include <stdbool.h>
#include <stdint.h>

#include "cube/cube.h"
#include "resolve.h"

enum {
	CUBE_INTERVAL_FIRST = CUBE_T_RELEASE_TOTAL,
	CUBE_INTERVALS = CUBE_T_REMOVAL_LAG - CUBE_T_RELEASE_TOTAL + 1
};

/* What decides which intervals a declaration is eligible for. */
struct cube_eligibility {
	bool deferred;      /* it is paid later by arrangement */
	bool zero_duty;     /* assessed, and nothing was due */
	bool agency_permit; /* a permit of another agency exists */
	bool examined;      /* an inspection other than of documents is recorded */
};

/* Seconds from assignment to assessment. No interval of the road: it counts in no coverage and tells no error. */
uint32_t cube_handling_time(const struct cube_resolved *r);
/* Values by enum cube_column less CUBE_INTERVAL_FIRST. Returns whether some pair of its milestones is in
 * impossible order. */
bool cube_intervals(const struct cube_resolved *resolved, const struct cube_eligibility *eligibility,
	uint32_t ret_values[CUBE_INTERVALS]);

/* REL before LDG: no time that ends at REL means anything. */
bool cube_release_is_reversed(const struct cube_resolved *resolved);

#endif
