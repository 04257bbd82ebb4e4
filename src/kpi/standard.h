/* standard.h - the published time within which a declaration should be released, by office, flow and mode. */
#ifndef KPI_STANDARD_H
#define KPI_STANDARD_H

#include "task.h"

struct standards;

struct standards *standards_create(const struct evaluation *evaluation);	/* NULL when memory is out */
void standards_destroy(struct standards *standards);
/* Seconds after arrival; the standard is the one in force on the day of arrival. arrived: local, as in the cube. */
uint32_t standards_seconds(struct standards *standards, int64_t arrived, uint32_t office, uint32_t flow, uint32_t mode);
/* The longest of them all: how far back the arrivals lie whose time runs out in a period. */
uint32_t standards_longest(const struct evaluation *evaluation);

#endif
