/* selection.h - the filters of a query, split into what the cube can do while it scans and what is left to look at row by row. */
#ifndef KPI_SELECTION_H
#define KPI_SELECTION_H

#include "dims.h"

/* A filter by time or by AEO. */
struct residual {
	struct dim dim;
	const uint32_t *keys;
	size_t n_keys;
};

struct selection {
	const struct cube_filter *filters;
	size_t n_filters;
	const struct residual *residuals;
	size_t n_residuals;
};

/* Values that the database does not know select nothing, which is no error. */
bool selection_init(const struct kpi_env *env, const struct kpi_filter *filters, size_t n, struct arena *arena,
	struct selection *ret_selection, struct err *err);

bool residual_holds(const struct residual *residual, uint32_t key);
/* The keys a filter by this dimension lets through; false when there is no such filter. */
bool selection_keys(const struct selection *selection, enum kpi_dim dim, const uint32_t **ret_keys, size_t *ret_n);
/* Whether there are filters other than by these dimensions. */
bool selection_has_other(const struct kpi_query *query, const enum kpi_dim *dims, size_t n);

#endif
