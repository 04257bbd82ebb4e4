/* advise.h - what to do about a finding, and who: out of the rules, files and stages behind it, not out of its kind alone. */
#ifndef INSIGHT_ADVISE_H
#define INSIGHT_ADVISE_H

#include "insight/findings.h"
#include "watch.h"

/* Fills action ("" where nothing is known to help, or nothing is wrong) and owner. watch may be NULL. Needs drivers and hours. */
bool advise_fill(const struct kpi_env *env, const struct kpi_filter *filters, size_t n_filters, struct finding *finding,
	const struct watch *watch, int32_t to, struct arena *arena, struct err *err);

#endif
