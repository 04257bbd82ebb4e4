/* unit_value.h - items beside the usual value of the same goods: one walk, for the figure and for the list of what stands out.
 *
 * Goods are the same by the first eight digits of the commodity, origin and unit. Where at least twenty were declared in the year that
 * ends with the period, the median of their unit values is the usual one, and the fence lies three median absolute deviations of the
 * logarithms below it. */
#ifndef KPI_UNIT_VALUE_H
#define KPI_UNIT_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "store/store.h"

struct unit_value {
	uint32_t declaration, origin, unit, office, importer;
	int32_t day;
	const char *hs;			/* borrowed for the call */
	double value, quantity;		/* value in minor units */
	double rate;			/* of tax, a fraction; NaN not told, or of another currency than the reporting one */
	double usual, fence;		/* of a unit, in minor units */
	size_t n;			/* items of the same goods */
};

/* What is missing to the usual value, times the rate, where it lies below the fence; else 0. NaN without a rate. */
double unit_value_gap(const struct unit_value *value);

/* query: kpi_items, or kpi_priced for declarations without items. Those in another currency come one by one, with n 0 and no rate; goods
 * with fewer than twenty are passed over. */
bool unit_value_walk(struct store *store, const char *query, int32_t from, int32_t to, uint32_t currency,
	void (*seen)(void *context, const struct unit_value *value), void *context, struct err *err);

#endif
