/* method_achievement.c - revenue against its target, and what each working day left must bring.
 *
 * Both count from the start of the target's own period, so they ask the catalogue for the course of revenue_collected.
 * Only office, flow and mode can be told apart, because targets know nothing else; with --by day, week or month each row is
 * the state at the end of its period. */
#include <math.h>
#include <string.h>

#include "base/time.h"
#include "profile.h"
#include "task.h"

struct state {
	int64_t collected;		/* to date, minor units */
	double target;			/* to date */
	double whole;			/* target of the running period */
	int32_t from, to, days_left;
	int64_t n;
	int seasonal, linear;		/* targets spread by earlier years, by working days */
	int years, newest;		/* of those by earlier years */
	bool found;
};

static const enum kpi_dim known[] = {KPI_DIM_OFFICE, KPI_DIM_FLOW, KPI_DIM_MODE};
static const char revenue[] = "revenue_collected";

/* Adds one target and what was collected towards it up to `to`. */
static bool state_add(const struct task *task, const struct course *course, const struct target *target, int32_t to, struct state *state)
{
	const struct targets *targets = task->evaluation->targets;
	int32_t last = target->to < to ? target->to : to;
	int32_t left = targets_working_days(targets, target->office, last + 1, target->to);
	struct profile profile;
	int64_t n;

	if (!courses_profile(task->evaluation->courses, target, course, &profile))
		return false;
	state->target += target->value * profile_part(&profile, target->from, last);
	state->whole += target->value;
	state->from = !state->found || target->from < state->from ? target->from : state->from;
	state->to = !state->found || last > state->to ? last : state->to;
	state->days_left = left > state->days_left ? left : state->days_left;
	state->seasonal += profile.years > 0;
	state->linear += profile.years == 0;
	state->years = profile.years > state->years ? profile.years : state->years;
	state->newest = profile.newest > state->newest ? profile.newest : state->newest;
	state->found = true;
	state->collected += course_sum(course, target->from, last, &n);
	state->n += n;
	return true;
}

static bool state_of_scope(const struct task *task, const struct target_scope *scope, int32_t from, int32_t to, struct state *state,
	struct err *err)
{
	const struct targets *targets = task->evaluation->targets;
	const struct target *lead = targets_lead(targets, revenue, scope, from, to);
	bool daily = task->def->argument[0] == ACHIEVEMENT_DAILY;
	const struct course *course;

	if (lead && !courses_find(task->evaluation->courses, scope, &course, err))
		return false;
	for (size_t i = 0; lead && i < targets->n; i++) {
		const struct target *target = &targets->items[i];

		if (!target_is(target, revenue, scope) || !target_overlaps(target, from, to) || !target_is_peer(target, lead) ||
		    (daily && target != lead) || target->from > to)
			continue;
		if (!state_add(task, course, target, to, state))
			return err_memory(err);
	}
	return true;
}

static bool office_is_asked(const struct task *task, uint32_t office)
{
	const uint32_t *offices;
	size_t n;

	if (!selection_keys(&task->evaluation->selection, KPI_DIM_OFFICE, &offices, &n))
		return true;
	for (size_t i = 0; i < n; i++) {
		if (offices[i] == office)
			return true;
	}
	return false;
}

/* Without a target for all offices: those of the offices, each once. */
static bool state_of_offices(const struct task *task, struct target_scope scope, int32_t from, int32_t to, struct state *state,
	struct err *err)
{
	const struct targets *targets = task->evaluation->targets;
	struct groups seen;
	bool ok = true;

	groups_init(&seen, 1);
	for (size_t i = 0; ok && i < targets->n; i++) {
		const struct target *target = &targets->items[i];
		size_t n = seen.n;

		scope.office = target->office;
		if (!target->office || !target_is(target, revenue, &scope) || !office_is_asked(task, target->office))
			continue;
		if (groups_at(&seen, &target->office) == GROUPS_NONE)
			ok = err_memory(err);
		else if (seen.n > n)
			ok = state_of_scope(task, &scope, from, to, state, err);
	}
	groups_finish(&seen);
	return ok;
}

static bool state_find(const struct task *task, const struct target_scope *scope, int32_t from, int32_t to, struct state *ret_state,
	struct err *err)
{
	const uint32_t *offices;
	size_t n;
	bool filtered = selection_keys(&task->evaluation->selection, KPI_DIM_OFFICE, &offices, &n);

	*ret_state = (struct state){.found = false};
	if ((scope->office || !filtered) && !state_of_scope(task, scope, from, to, ret_state, err))
		return false;
	if (scope->office || ret_state->found)
		return true;
	return state_of_offices(task, *scope, from, to, ret_state, err);
}

static void figure_fill(const struct task *task, const struct state *state, struct figure *figure)
{
	double collected = (double)state->collected / task->evaluation->facts.minor_units;

	*figure = figure_empty("ratio");
	figure->n = state->n;
	if (!state->found)
		return;
	figure->coverage = 1;
	if (task->def->argument[0] == ACHIEVEMENT_RATIO) {
		figure->numerator = collected;
		figure->denominator = state->target;
	} else {
		figure->numerator = state->whole - collected;
		figure->denominator = state->days_left;
	}
	figure->value = figure_ratio(figure->numerator, figure->denominator);
}

/* How the target was spread over its days. */
static const char *basis_of(const struct state *state, struct arena *arena)
{
	const char *rest = state->linear ? ", else working days" : "";

	if (state->seasonal == 0)
		return "working days";
	if (state->years == 1)
		return arena_printf(arena, "same days of %d%s", state->newest, rest);
	return arena_printf(arena, "same days of %d to %d%s", state->newest - state->years + 1, state->newest, rest);
}

static bool dims_fill(const struct evaluation *e, const struct target_scope *scope, const char *label, struct kpi_row *row)
{
	const uint32_t codes[] = {[KPI_DIM_OFFICE] = scope->office, [KPI_DIM_FLOW] = scope->flow, [KPI_DIM_MODE] = scope->mode};
	struct kpi_dim_value *dims = arena_array(e->arena, e->n_dims + 1, sizeof(*dims));

	for (size_t i = 0; dims && i < e->n_dims; i++) {
		const struct dim *dim = &e->dims[i];

		dims[i].name = arena_strdup(e->arena, dim->name);
		dims[i].value = dim_is_time(dim->by.dim) ? label : dim_key_text(e->env, dim, codes[dim->by.dim], e->arena);
		if (!dims[i].name)
			return false;
	}
	row->dims = dims;
	row->n_dims = e->n_dims;
	return dims != NULL;
}

/* One row: dims of the query with these values. */
static bool row_make(struct task *task, const struct target_scope *scope, int32_t from, int32_t to, const char *label,
	struct row_list *rows, struct err *err)
{
	struct evaluation *e = task->evaluation;
	struct kpi_row *row;
	struct figure figure;
	struct state state;

	if (!state_find(task, scope, from, to, &state, err))
		return false;
	figure_fill(task, &state, &figure);
	row = row_list_add(rows);
	if (!row)
		return err_memory(err);
	row_fill(row, task, &figure);
	if (!dims_fill(e, scope, label, row))
		return err_memory(err);
	if (state.found) {
		row->from = state.from;
		row->to = state.to;
	}
	if (task->def->argument[0] == ACHIEVEMENT_RATIO && state.found) {
		row->target = 1;
		row->basis = basis_of(&state, e->arena);
		return row->basis || err_memory(err);
	}
	return true;
}

/* The last day of the period of `dim` that a day lies in. */
static int32_t period_last(const struct dim *dim, int32_t day, int32_t to)
{
	uint32_t key = dim_time_key(dim, period_second(day), true);

	while (day < to && dim_time_key(dim, period_second(day + 1), true) == key)
		day++;
	return day;
}

static bool rows_of_scope(struct task *task, const struct target_scope *scope, struct row_list *rows, struct err *err)
{
	struct evaluation *e = task->evaluation;
	int32_t to = e->period.to < evaluation_today(e) ? e->period.to : evaluation_today(e);
	const struct dim *time = NULL;

	for (size_t i = 0; i < e->n_dims; i++)
		time = dim_is_period(e->dims[i].by.dim) ? &e->dims[i] : time;
	if (!time)
		return row_make(task, scope, e->period.from, to, "", rows, err);
	for (int32_t day = e->period.from, last; day <= to; day = last + 1) {
		const char *label = dim_key_text(e->env, time, dim_time_key(time, period_second(day), true), e->arena);

		last = period_last(time, day, to);
		if (!row_make(task, scope, day, last, label, rows, err))
			return false;
	}
	return true;
}

/* Office, flow and mode, and one of day, week, month. */
static bool is_supported(const struct evaluation *e)
{
	size_t times = 0;

	for (size_t i = 0; i < e->n_dims; i++) {
		enum kpi_dim dim = e->dims[i].by.dim;

		times += dim_is_period(dim);
		if (!dim_is_period(dim) && dim != KPI_DIM_OFFICE && dim != KPI_DIM_FLOW && dim != KPI_DIM_MODE)
			return false;
	}
	return times <= 1 && !selection_has_other(e->query, known, 3);
}

static bool has_dim(const struct evaluation *e, enum kpi_dim dim)
{
	for (size_t i = 0; i < e->n_dims; i++) {
		if (e->dims[i].by.dim == dim)
			return true;
	}
	return false;
}

/* A filter by one flow or one mode asks for the targets of that flow or mode. */
static uint32_t filtered_key(const struct evaluation *e, enum kpi_dim dim)
{
	const uint32_t *keys;
	size_t n;

	if (!selection_keys(&e->selection, dim, &keys, &n))
		return 0;
	return n == 1 ? keys[0] : FACTS_NO_CODE;
}

static bool key_passes(const struct evaluation *e, enum kpi_dim dim, uint32_t key)
{
	const uint32_t *keys;
	size_t n;

	if (!selection_keys(&e->selection, dim, &keys, &n))
		return true;
	for (size_t i = 0; i < n; i++) {
		if (keys[i] == key)
			return true;
	}
	return false;
}

/* Every scope that has a target, as the dimensions ask for, once. */
static bool rows_by_dims(struct task *task, struct row_list *rows, struct err *err)
{
	struct evaluation *e = task->evaluation;
	bool office = has_dim(e, KPI_DIM_OFFICE), flow = has_dim(e, KPI_DIM_FLOW), mode = has_dim(e, KPI_DIM_MODE), ok = true;
	struct groups seen;

	groups_init(&seen, 3);
	for (size_t i = 0; ok && i < e->targets->n; i++) {
		const struct target *target = &e->targets->items[i];
		struct target_scope scope = {.office = office ? target->office : 0,
			.flow = flow ? target->flow : filtered_key(e, KPI_DIM_FLOW),
			.mode = mode ? target->mode : filtered_key(e, KPI_DIM_MODE)};
		const uint32_t keys[] = {scope.office, scope.flow, scope.mode};
		size_t n = seen.n;

		if (strcmp(target->kpi, revenue) != 0 || (office && !target->office) || (flow && !target->flow) ||
		    (mode && !target->mode) || (office && !key_passes(e, KPI_DIM_OFFICE, scope.office)) ||
		    !key_passes(e, KPI_DIM_FLOW, scope.flow) || !key_passes(e, KPI_DIM_MODE, scope.mode))
			continue;
		if (groups_at(&seen, keys) == GROUPS_NONE)
			ok = err_memory(err);
		else if (seen.n > n)
			ok = rows_of_scope(task, &scope, rows, err);
	}
	groups_finish(&seen);
	return ok;
}

static bool achievement_emit(struct task *task, struct row_list *rows, struct err *err)
{
	struct evaluation *e = task->evaluation;
	const struct target_scope all = {.flow = filtered_key(e, KPI_DIM_FLOW), .mode = filtered_key(e, KPI_DIM_MODE)};
	size_t first = rows->n;

	if (!is_supported(e)) {
		task->missing = "targets.value";
		return row_missing(task, rows) || err_memory(err);
	}
	if (!has_dim(e, KPI_DIM_OFFICE) && !has_dim(e, KPI_DIM_FLOW) && !has_dim(e, KPI_DIM_MODE))
		return rows_of_scope(task, &all, rows, err);
	return rows_by_dims(task, rows, err) && rows_sort(e, rows->rows + first, rows->n - first, err);
}

const struct method method_achievement = {.emit = achievement_emit};
