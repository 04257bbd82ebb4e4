/* selection.c - see selection.h. */
#include "selection.h"

static bool keys_find(const struct kpi_env *env, const struct dim *dim, const struct kpi_filter *filter, struct arena *arena,
	const uint32_t **ret_keys, size_t *ret_n, struct err *err)
{
	uint32_t *keys = arena_array(arena, filter->n_values + 1, sizeof(*keys));
	size_t n = 0;

	if (!keys)
		return err_memory(err);
	for (size_t i = 0; i < filter->n_values; i++)
		n += dim_key_find(env, dim, filter->values[i], &keys[n]);
	*ret_keys = keys;
	*ret_n = n;
	return true;
}

bool selection_init(const struct kpi_env *env, const struct kpi_filter *filters, size_t n, struct arena *arena,
	struct selection *ret_selection, struct err *err)
{
	struct cube_filter *plain = arena_array(arena, n + 1, sizeof(*plain));
	struct residual *residuals = arena_array(arena, n + 1, sizeof(*residuals));
	size_t n_plain = 0, n_residuals = 0;

	if (!plain || !residuals)
		return err_memory(err);
	for (size_t i = 0; i < n; i++) {
		struct dim dim;
		const uint32_t *keys;
		size_t n_keys;

		if (!dim_init(env, &filters[i].by, arena, &dim, err) ||
		    !keys_find(env, &dim, &filters[i], arena, &keys, &n_keys, err))
			return false;
		if (dim_is_time(dim.by.dim) || dim.by.dim == KPI_DIM_AEO)
			residuals[n_residuals++] = (struct residual){.dim = dim, .keys = keys, .n_keys = n_keys};
		else
			plain[n_plain++] = (struct cube_filter){.column = dim.column, .codes = keys, .n_codes = n_keys};
	}
	*ret_selection = (struct selection){.filters = plain, .n_filters = n_plain, .residuals = residuals,
		.n_residuals = n_residuals};
	return true;
}

bool residual_holds(const struct residual *residual, uint32_t key)
{
	for (size_t i = 0; i < residual->n_keys; i++) {
		if (residual->keys[i] == key)
			return true;
	}
	return false;
}

bool selection_keys(const struct selection *selection, enum kpi_dim dim, const uint32_t **ret_keys, size_t *ret_n)
{
	static const int columns[] = {[KPI_DIM_OFFICE] = CUBE_OFFICE, [KPI_DIM_FLOW] = CUBE_FLOW, [KPI_DIM_MODE] = CUBE_MODE};

	for (size_t i = 0; i < selection->n_filters; i++) {
		if (dim <= KPI_DIM_MODE && dim != KPI_DIM_REGIME && selection->filters[i].column == columns[dim]) {
			*ret_keys = selection->filters[i].codes;
			*ret_n = selection->filters[i].n_codes;
			return true;
		}
	}
	return false;
}

bool selection_has_other(const struct kpi_query *query, const enum kpi_dim *dims, size_t n)
{
	for (size_t i = 0; i < query->n_filters; i++) {
		bool known = false;

		for (size_t k = 0; k < n; k++)
			known = known || query->filters[i].by.dim == dims[k];
		if (!known)
			return true;
	}
	return false;
}
