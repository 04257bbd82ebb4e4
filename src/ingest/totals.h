/* totals.h - what the items of each declaration of a file are worth together, in files whose items stand in no order.
 *
 * Amounts are minor units. Memory is bounded whatever the file's length: what does not fit is sorted in temporary files. */
#ifndef INGEST_TOTALS_H
#define INGEST_TOTALS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct totals;

/* ERR_IO when there is no room for temporary files. */
bool totals_create(struct totals **ret_totals, struct err *err);
void totals_destroy(struct totals *totals);

/* One item that has a value. */
bool totals_add(struct totals *totals, const char *id, size_t n, int64_t value, struct err *err);

/* After the last item: sums them. ERR_DATA when a sum is more than can be counted exactly. */
bool totals_settle(struct totals *totals, struct err *err);

/* After that: declarations of several items with a value, and those of them whose values are not all the same. */
int64_t totals_several(const struct totals *totals);
int64_t totals_differing(const struct totals *totals);
/* 1, or 0 when no item of the declaration has a value, or -1. */
int totals_find(const struct totals *totals, const char *id, size_t n, int64_t *ret_sum, struct err *err);

#endif
