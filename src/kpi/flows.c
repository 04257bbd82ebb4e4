/* flows.c - see flows.h. */
#include "flows.h"

#include <stdlib.h>
#include <string.h>

#include "selection.h"

struct scan {
	const struct selection *selection;
	struct flows *flows;
};

static void count(int64_t *days, const struct flows *flows, uint32_t at, int64_t by)
{
	int64_t day = CUBE_IS_VALUE(at) ? (int64_t)(at / 86400) + CUBE_EPOCH_DAY - flows->first : -1;

	if (day >= 0 && (size_t)day < flows->n)
		days[day] += by;
}

static bool residuals_hold(const struct selection *selection, uint32_t flags)
{
	for (size_t i = 0; i < selection->n_residuals; i++) {
		if (!residual_holds(&selection->residuals[i], dim_aeo_key(flags)))
			return false;
	}
	return true;
}

/* open counts changes as yet: one more on the day of registration, one less on that of the release. */
static bool visit(void *context, const struct cube_batch *batch)
{
	const struct scan *scan = context;
	struct flows *flows = scan->flows;
	const uint32_t *flags = batch->u32[CUBE_FLAGS], *registered = batch->u32[CUBE_AT_REGISTERED];
	const uint32_t *released = batch->u32[CUBE_AT_RELEASED];

	for (size_t i = 0; i < batch->n; i++) {
		uint32_t row = batch->rows[i];

		if (!residuals_hold(scan->selection, flags[row]))
			continue;
		count(flows->registered, flows, registered[row], 1);
		if (!CUBE_IS_VALUE(registered[row]) || (!CUBE_IS_VALUE(released[row]) && !(flags[row] & CUBE_MAY_BE_OPEN)))
			continue;
		if (CUBE_IS_VALUE(released[row]) && released[row] < registered[row])
			continue;
		count(flows->open, flows, registered[row], 1);
		count(flows->open, flows, released[row], -1);
	}
	return true;
}

static bool is_told_by_days(const struct selection *selection)
{
	for (size_t i = 0; i < selection->n_residuals; i++) {
		if (selection->residuals[i].dim.by.dim != KPI_DIM_AEO)
			return false;
	}
	return true;
}

static bool read_all(const struct kpi_env *env, const struct selection *selection, struct flows *flows, struct err *err)
{
	static const int columns[] = {CUBE_FLAGS, CUBE_AT_REGISTERED, CUBE_AT_RELEASED};
	struct cube_slice slice = {.stamp = -1, .filters = selection->filters, .n_filters = selection->n_filters,
		.flags_mask = CUBE_LIVE, .flags_value = CUBE_LIVE};
	struct scan scan = {.selection = selection, .flows = flows};

	if (!cube_scan(env->cube, &slice, columns, sizeof(columns) / sizeof(*columns), visit, &scan, err))
		return false;
	for (size_t i = 1; i < flows->n; i++)
		flows->open[i] += flows->open[i - 1];
	return true;
}

bool flows_read(const struct kpi_env *env, const struct kpi_query *query, int32_t to, struct arena *arena, struct flows *ret_flows,
	struct err *err)
{
	struct selection selection;
	struct flows flows = {.n = 0};
	int32_t last;

	if (!selection_init(env, query->filters, query->n_filters, arena, &selection, err))
		return false;
	flows.unknown = !is_told_by_days(&selection);
	if (!flows.unknown && cube_span(env->cube, CUBE_AT_REGISTERED, &flows.first, &last) && to >= flows.first) {
		flows.n = (size_t)(to - flows.first) + 1;
		flows.registered = arena_array(arena, 2 * flows.n, sizeof(int64_t));
		if (!flows.registered)
			return err_memory(err);
		memset(flows.registered, 0, 2 * flows.n * sizeof(int64_t));
		flows.open = flows.registered + flows.n;
		if (!read_all(env, &selection, &flows, err))
			return false;
	}
	*ret_flows = flows;
	return true;
}
