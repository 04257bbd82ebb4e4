/* spread.h - the seconds of one interval, cell by cell: as they came while they are few, as counts of bins when they are many.
 *
 * Quantiles of kept seconds are exact; those of bins are the middle of the bin, within 0.40 % of the nearest rank. Means are
 * exact either way. Bins cost 7 KB a cell, 20 KB one of more than 65,535 declarations, however many declarations stand in it; periods that are only compared with go
 * into bins sooner than the one that is shown. */
#ifndef KPI_SPREAD_H
#define KPI_SPREAD_H

#include "task.h"

struct spread;

/* exact: seconds are kept whatever it costs. NULL when memory is out. */
struct spread *spread_create(unsigned n_periods, bool exact);
void spread_destroy(struct spread *spread);	/* accepts NULL */

/* Adds a column of seconds; what is no value is counted as missed, where it was eligible. false when memory is out. */
bool spread_add(struct spread *spread, const uint32_t *seconds, const struct pairs *pairs, struct tally *tallies, size_t n_cells);
/* The scan is over: from here on cells can be read. Fills in how many were used. */
bool spread_settle(struct spread *spread, struct tally *tallies, size_t n_cells);
/* None; 95 % intervals; of quantiles those of about 99.99 %, twice as many ranks away: what is to be judged by so rare a chance must not
 * rest on the few values around the middle, where half of the files take minutes and half take hours. */
enum spread_interval { SPREAD_BARE, SPREAD_USUAL, SPREAD_WIDE };

/* p50, p90 and mean of a cell, in hours, into three figures. */
void spread_read(const struct spread *spread, size_t cell, enum spread_interval interval, struct figure figures[3]);

/* After settling: all groups together as one more of them behind the last, period by period. false when memory is out. */
bool spread_whole(struct spread *spread, size_t n_groups);

/* How many of the n values of a cell are above so many hours; of an exact spread. */
int64_t spread_above(const struct spread *spread, size_t cell, double hours, size_t *ret_n);

#endif
