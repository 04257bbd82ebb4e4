/* median.h - the usual value of a kind of goods: medians by key, made once from a training window. */
#ifndef RISK_MEDIAN_H
#define RISK_MEDIAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

struct risk_median {
	uint64_t key;
	double value;	/* before risk_medians_settle() one observation, after it the median of its key */
};

struct risk_medians {
	struct risk_median *items;
	size_t n, cap;
};

void risk_medians_finish(struct risk_medians *medians);
bool risk_medians_add(struct risk_medians *medians, uint64_t key, double value);	/* NaN and key 0 are passed over */
void risk_medians_settle(struct risk_medians *medians);
double risk_medians_find(const struct risk_medians *medians, uint64_t key);	/* NaN where there is none */

bool risk_medians_write(const struct risk_medians *medians, struct text *out);
bool risk_medians_read(struct risk_medians *medians, const unsigned char **at, const unsigned char *end);

#endif
