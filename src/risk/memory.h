/* memory.h - the part of a model that no engine knows: records of goods and traders, usual values. As bytes:
 *
 *	"RM2\n", then the history (history.h): all outcomes, all hits, number of tuples, and for each in the order of its key the step
 *	from the one before, outcomes, hits; then three tables of medians (median.h): number of keys, and for each the step and the
 *	eight bytes of the logarithm, lowest first. Last the trial (trial.h),
 *	which models of the kind before ("RM1\n") do not have. Whole numbers are seven bits a byte, the lowest first. */
#ifndef RISK_MEMORY_H
#define RISK_MEMORY_H

#include "base/err.h"
#include "spec.h"
#include "trial.h"

bool risk_memory_write(const struct risk_history *history, const struct risk_spec *spec, const struct risk_trial *trial, struct text *out);
bool risk_memory_read(const void *bytes, size_t n, struct risk_history *history, struct risk_spec *spec, struct risk_trial *trial);

#endif
