/* evaluate.h - KPIs and a query become rows, computed from the cube and the tables; kpi_evaluate() asks what it remembers first. */
#ifndef KPI_EVALUATE_H
#define KPI_EVALUATE_H

#include "kpi/kpi.h"

bool evaluate(const struct kpi_env *env, const struct kpi_def *const *defs, size_t n_defs, const struct kpi_query *query,
	struct arena *arena, struct kpi_row **ret_rows, size_t *ret_n, struct err *err);

#endif
