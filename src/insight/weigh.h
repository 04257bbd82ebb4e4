/* weigh.h - how much a finding is about: hours that declarations took longer, declarations beyond the level before. */
#ifndef INSIGHT_WEIGH_H
#define INSIGHT_WEIGH_H

#include "insight/findings.h"

/* Fills hours and extra. Needs since, n and value. */
bool weigh_fill(const struct kpi_env *env, const struct kpi_filter *filters, size_t n_filters, struct finding *finding, int32_t to,
	struct arena *arena, struct err *err);

#endif
