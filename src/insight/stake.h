/* stake.h - what is at stake where nothing is heard: the declarations and the money of so many usual days. */
#ifndef INSIGHT_STAKE_H
#define INSIGHT_STAKE_H

#include "insight/findings.h"

enum { STAKE_DAYS = 28 };

/* What a part of the day after 28 known ones (the newest first) usually brings, and `full` whole days after it: each as its weekday is on average in the 28; NaN
 * counts as nothing. */
double stake_usual(const double days[STAKE_DAYS], double part, size_t full);

/* Fills missed and missed_paid of silent and late posts; NaN of all others. Needs since and value. */
bool stake_fill(const struct kpi_env *env, const struct kpi_filter *filters, size_t n_filters, struct finding *finding, struct arena *arena,
	struct err *err);

#endif
