/* standard.h - the published time within which a declaration should be released, by office, flow and mode, and when it ran out. */
#ifndef KPI_STANDARD_H
#define KPI_STANDARD_H

#include "task.h"

struct standards;

/* fixed: the same seconds everywhere instead; 0: as published, the standard being the one in force on the day of the stamp. NULL
 * when memory is out. */
struct standards *standards_create(const struct evaluation *evaluation, uint32_t fixed);
void standards_destroy(struct standards *standards);
void standards_begin(struct standards *standards);	/* before each scan; accepts NULL */
/* The deadline of each row of a batch, counted from its stamp in hours that went by; negative where it has none, or where it has
 * not come yet: that counts for nothing. The batch has office, flow and mode. false when memory is out. */
bool standards_due(struct standards *standards, const struct cube_batch *batch, const uint32_t *at, int64_t *ret_due);
/* The longest of them all: how far back the arrivals lie whose time runs out in a period. */
uint32_t standards_longest(const struct evaluation *evaluation);

#endif
