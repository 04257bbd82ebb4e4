/* because.h - through what a figure changed: the parts, the stage and the owner that explain most of it. */
#ifndef INSIGHT_BECAUSE_H
#define INSIGHT_BECAUSE_H

#include "insight/findings.h"

/* Fills the drivers of a finding: its days against the four weeks before them. filters are those of the scope. */
bool because_fill(const struct kpi_env *env, const struct kpi_filter *filters, size_t n_filters, struct finding *finding, int32_t to,
	struct arena *arena, struct err *err);

#endif
