/* sniff_items.h - files with one row per item: whose is cif_value, and do the rows of a declaration stand together? */
#ifndef INGEST_SNIFF_ITEMS_H
#define INGEST_SNIFF_ITEMS_H

#include "sniff.h"
#include "totals.h"
#include "validate.h"

/* Goes through all rows, and sets plan->value_is_of_item. *ret_totals: what the items of each declaration are worth, where the value
 * is theirs and rows of a declaration stand apart; else NULL. `validator` is used for the rows, and left as after any row. `pulse` as
 * in sniff_values. */
bool sniff_items(struct source *source, const struct sniff *sniff, struct validator *validator, bool (*pulse)(void *context), void *context,
	struct totals **ret_totals, struct err *err);

#endif
