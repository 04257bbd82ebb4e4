/* ranks.h - several exact order statistics of one array, without sorting all of it.
 *
 * A histogram tells the bin of each rank; only the values of those bins are gathered and sorted. That is two passes over the
 * values whatever number of ranks is asked for, and exact to the nearest rank. */
#ifndef KPI_RANKS_H
#define KPI_RANKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { RANKS_MAX = 8 };

/* ret_values[i] is the ranks[i]-th smallest (from 1). May reorder the values. false when memory is out. */
bool ranks_read(uint32_t *values, size_t n, const int64_t *ranks, size_t n_ranks, uint32_t *ret_values);

#endif
