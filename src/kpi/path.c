/* path.c - the way to a revenue target, day by day. */
#include <math.h>
#include <string.h>

#include "kpi/forecast.h"
#include "profile.h"

static const char revenue[] = "revenue_collected";
static const enum kpi_dim known[] = {KPI_DIM_OFFICE, KPI_DIM_FLOW, KPI_DIM_MODE};

static uint32_t only_key(const struct selection *selection, enum kpi_dim dim)
{
	const uint32_t *keys;
	size_t n;

	if (!selection_keys(selection, dim, &keys, &n))
		return 0;
	return n == 1 ? keys[0] : FACTS_NO_CODE;
}

/* Without a target for all offices, that of any office tells the days. */
static const struct target *target_of(const struct targets *targets, const struct target_scope *scope, int32_t day, bool longest)
{
	const struct target *best = NULL;

	for (size_t i = 0; i < targets->n; i++) {
		const struct target *target = &targets->items[i];
		const struct target_scope its = {.office = scope->office ? scope->office : target->office, .flow = scope->flow, .mode = scope->mode};
		int32_t length = target->to - target->from, best_length = best ? best->to - best->from : 0;

		if (day < target->from || day > target->to || !target_is(target, revenue, &its))
			continue;
		if (!best || (longest ? length > best_length : length < best_length) ||
		    (length == best_length && target->office < best->office))
			best = target;
	}
	return best;
}

static bool path_fill(const struct evaluation *e, const struct target_scope *scope, const struct target *target, struct arena *arena,
	struct kpi_target_path *path, struct err *err)
{
	size_t n = (size_t)(target->to - target->from) + 1;
	double *due = arena_array(arena, n, sizeof(*due));

	if (!due)
		return err_memory(err);
	for (size_t i = 0; i < n; i++) {
		int32_t day = target->from + (int32_t)i;

		if (!targets_due(e->targets, revenue, scope, target, day, e->courses, &due[i], err))
			return false;
	}
	*path = (struct kpi_target_path){.from = target->from, .to = target->to, .whole = due[n - 1], .due = due};
	return true;
}

static bool path_find(struct evaluation *e, int32_t day, bool longest, struct arena *arena, struct kpi_target_path *path, struct err *err)
{
	const struct target_scope scope = {.office = only_key(&e->selection, KPI_DIM_OFFICE), .flow = only_key(&e->selection, KPI_DIM_FLOW),
		.mode = only_key(&e->selection, KPI_DIM_MODE)};
	struct targets targets;
	const struct target *target;
	bool ok;

	if (!targets_load(e->env->store, &e->facts.clocks, INT32_MAX, INT32_MIN, &e->scratch, &targets, err))
		return false;
	e->targets = &targets;
	target = target_of(&targets, &scope, day, longest);
	if (!target || selection_has_other(e->query, known, sizeof(known) / sizeof(*known)))
		return true;
	e->courses = courses_create(e);
	ok = e->courses ? path_fill(e, &scope, target, arena, path, err) : err_memory(err);
	courses_destroy(e->courses);
	return ok;
}

bool kpi_target_path(const struct kpi_env *env, const struct kpi_query *query, int32_t day, bool longest, struct arena *arena,
	struct kpi_target_path *ret_path, struct err *err)
{
	struct evaluation e = {.env = env, .query = query, .arena = arena, .period = {.from = day, .to = day, .n = 1, .first = day}};
	bool ok;

	*ret_path = (struct kpi_target_path){.from = 1, .to = 0};
	arena_init(&e.scratch);
	ok = facts_init(env, &e.scratch, &e.facts, err) &&
	     selection_init(env, query->filters, query->n_filters, &e.scratch, &e.selection, err) &&
	     path_find(&e, day, longest, arena, ret_path, err);
	facts_finish(&e.facts);
	arena_finish(&e.scratch);
	return ok;
}
