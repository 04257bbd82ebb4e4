/* evaluate.c - KPIs and a query become rows: one scan for all KPIs of a cohort, then each reads its figures. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "course.h"
#include "evaluate.h"
#include "frame.h"
#include "measure.h"
#include "roster.h"
#include "store/rows.h"
#include "targets.h"
#include "verdict.h"

struct run {
	struct evaluation e;
	struct targets targets;
	struct task *tasks;
	size_t n_tasks;
	struct row_list rows;
};

static void span_take(const struct cube *cube, enum cube_column stamp, int32_t *first, int32_t *last)
{
	int32_t a, b;

	if (!cube_span(cube, stamp, &a, &b))
		return;
	*first = *first == TIME_DAY_NONE || a < *first ? a : *first;
	*last = *last == TIME_DAY_NONE || b > *last ? b : *last;
}

/* One common period for all KPIs: from the first to the last local day of anything that a cohort counts by. */
static void span_of(struct evaluation *e)
{
	static const enum cube_column stamps[] = {CUBE_AT_REGISTERED, CUBE_AT_RELEASED, CUBE_AT_REVENUE, CUBE_AT_ASSESSED};

	e->first_day = e->last_day = TIME_DAY_NONE;
	for (size_t i = 0; i < sizeof(stamps) / sizeof(stamps[0]); i++)
		span_take(e->env->cube, stamps[i], &e->first_day, &e->last_day);
	if (e->first_day == TIME_DAY_NONE)
		e->first_day = e->last_day = (int32_t)(e->env->now / TIME_DAY_SECONDS);
}

/* All data loaded: other books than declarations may begin earlier and end later. History is that of declarations. */
static bool whole_span(const struct evaluation *e, int32_t *ret_from, int32_t *ret_to, struct err *err)
{
	struct store_rows *rows = NULL;
	int got;

	*ret_from = e->first_day;
	*ret_to = e->last_day;
	if (!store_rows_open(e->env->store, "kpi_book_span", &rows, err))
		return false;
	got = store_rows_next(rows, err);
	if (got == 1 && !store_rows_is_null(rows, 0)) {
		int32_t first = (int32_t)store_rows_int(rows, 0), last = (int32_t)store_rows_int(rows, 1);

		*ret_from = first < *ret_from ? first : *ret_from;
		*ret_to = last > *ret_to ? last : *ret_to;
	}
	store_rows_close(rows);
	return got == 1;
}

static bool has_period_dim(const struct evaluation *e)
{
	for (size_t i = 0; i < e->n_dims; i++) {
		if (dim_is_period(e->dims[i].by.dim))
			return true;
	}
	return false;
}

static bool has_time_dim(const struct evaluation *e)
{
	for (size_t i = 0; i < e->n_dims; i++) {
		if (dim_is_time(e->dims[i].by.dim))
			return true;
	}
	return false;
}

static bool evaluation_init(struct run *run, const struct kpi_env *env, const struct kpi_query *query, struct arena *arena,
	bool whole, struct err *err)
{
	struct evaluation *e = &run->e;
	int32_t from, to;

	e->env = env;
	e->query = query;
	e->arena = arena;
	arena_init(&e->scratch);
	if (query->n_by > DIMS_MAX)
		return err_set(err, ERR_USAGE, "at most %d dimensions at once", DIMS_MAX);
	for (size_t i = 0; i < query->n_by; i++) {
		if (!dim_init(env, &query->by[i], &e->scratch, &e->dims[i], err))
			return false;
		e->n_dims++;
	}
	span_of(e);
	if (!whole_span(e, &from, &to, err))
		return false;
	from = query->from == TIME_DAY_NONE ? from : query->from;
	to = query->to == TIME_DAY_NONE ? to : query->to;
	if (to < from && query->from == TIME_DAY_NONE)	/* all data begin later than what was asked for, or end earlier */
		from = to;
	to = to < from ? from : to;
	if (!facts_init(env, &e->scratch, &e->facts, err) ||
		!selection_init(env, query->filters, query->n_filters, &e->scratch, &e->selection, err))
		return false;
	if (query->points > 1 && has_time_dim(e))
		return err_set(err, ERR_USAGE, "a course already goes by time: no time among its dimensions");
	if (query->points > 1 && !period_init_course(from, to, query->step, query->points, &e->scratch, &e->period))
		return err_memory(err);
	if (query->points <= 1 && !period_init(from, to, e->first_day, !query->without_status && query->against != KPI_AGAINST_TARGET && !whole && !has_period_dim(e), &e->scratch, &e->period))
		return err_memory(err);
	if (!targets_load(env->store, &e->facts.clocks, INT32_MAX, INT32_MIN, &e->scratch, &run->targets, err))
		return false;
	e->targets = &run->targets;
	e->courses = courses_create(e);
	return e->courses || err_memory(err);
}

/* What else a figure rests on: settings that nobody can guess, and who was at work. */
static bool settle_needs(struct run *run, struct task *task, struct err *err)
{
	const struct kpi_def *def = task->def;

	if (def->method != METHOD_ROW || task->missing)
		return true;
	if (def->argument[0] == MEASURE_TRIVIAL && run->e.facts.inspection_cost == 0)
		task->missing = "settings.inspection_cost";
	if (def->argument[0] != MEASURE_EXPRESS || run->e.roster || !presence_has(&run->e.facts.presence, "attendance.hours"))
		return true;
	/* All of it: files are assessed on later days than they were registered on, and who is ever on it is known by that. */
	return roster_load(run->e.env->store, INT32_MIN, INT32_MAX, &run->e.roster, err);
}

static bool tasks_init(struct run *run, const struct kpi_def *const *defs, size_t n, struct err *err)
{
	run->tasks = calloc(n ? n : 1, sizeof(*run->tasks));
	if (!run->tasks)
		return err_memory(err);
	run->n_tasks = n;
	for (size_t i = 0; i < n; i++) {
		struct task *task = &run->tasks[i];

		task->def = defs[i];
		task->method = method_of(defs[i]);
		task->evaluation = &run->e;
		task->slots = measure_slots(defs[i]);
		task->missing = presence_missing(&run->e.facts.presence, defs[i], run->e.arena);
		if (!settle_needs(run, task, err))
			return false;
	}
	return true;
}

/* ---- rows of one task ---- */

/* A figure cut by what the rows are told by already: of each group, the part that is the group's own. */
static bool is_other_part(const struct task *task, size_t group, const struct figure *figure, bool *ret_same)
{
	const struct evaluation *e = task->evaluation;
	bool is_whole = group >= task->groups->n;
	const uint32_t *keys = is_whole ? NULL : groups_keys(task->groups, (uint32_t)group);

	*ret_same = false;
	for (size_t i = 0; figure->category && !is_whole && i < e->n_dims; i++) {
		if (strcmp(e->dims[i].name, figure->category) == 0) {
			*ret_same = true;
			return strcmp(dim_key_text(e->env, &e->dims[i], keys[i], e->arena), figure->category_value) != 0;
		}
	}
	return false;
}

/* A group behind the last is the whole, which has no dimensions. */
static bool dims_fill(const struct task *task, size_t group, const struct figure *figure, struct kpi_row *row)
{
	const struct evaluation *e = task->evaluation;
	bool is_whole = group >= task->groups->n;
	const uint32_t *keys = is_whole ? NULL : groups_keys(task->groups, (uint32_t)group);
	size_t n_dims = is_whole ? 0 : e->n_dims, n = n_dims + (figure->category != NULL);
	struct kpi_dim_value *dims = arena_array(e->arena, n ? n : 1, sizeof(*dims));

	if (!dims)
		return false;
	for (size_t i = 0; i < n_dims; i++) {
		dims[i].name = arena_strdup(e->arena, e->dims[i].name);
		dims[i].value = dim_key_text(e->env, &e->dims[i], keys[i], e->arena);
		if (!dims[i].name || !dims[i].value)
			return false;
	}
	if (figure->category)
		dims[n_dims] = (struct kpi_dim_value){.name = figure->category, .value = figure->category_value};
	row->dims = dims;
	row->n_dims = n;
	return true;
}

/* The same figures in the periods before: history[k][i] is figure i, newest period first. */
static size_t history_read(const struct task *task, size_t group, struct figure (*history)[FIGURES_MAX])
{
	size_t n = (size_t)task->evaluation->period.n - 1;

	if (task->evaluation->query->without_status)
		return 0;
	for (size_t k = 0; k < n; k++)
		task->method->read(task, group * (n + 1) + k + 1, history[k]);
	return n;
}

/* The headline in every period, the newest first. */
static bool course_rows(struct run *run, const struct task *task, size_t group, struct err *err)
{
	size_t points = (size_t)run->e.period.n, first = run->rows.n, n, at;
	struct figure figures[FIGURES_MAX];
	struct kpi_point *course;

	for (size_t k = 0; k < points; k++) {
		n = task->method->read(task, group * points + k, figures);
		at = first;
		for (size_t i = 0; i < n; i++) {
			bool same;

			if (strcmp(figures[i].stat, task->def->headline) != 0 || is_other_part(task, group, &figures[i], &same))
				continue;
			if (same)
				figures[i].category = NULL;
			if (k == 0) {
				struct kpi_row *row = row_list_add(&run->rows);

				if (!row || !(course = arena_array(run->e.arena, points, sizeof(*course))))
					return err_memory(err);
				row_fill(row, task, &figures[i]);
				if (!dims_fill(task, group, &figures[i], row))
					return err_memory(err);
				row->course = course;
			}
			course = (struct kpi_point *)run->rows.rows[at++].course;
			course[k] = (struct kpi_point){.value = figures[i].value, .numerator = figures[i].numerator,
				.denominator = figures[i].denominator, .coverage = figures[i].coverage, .low = figures[i].low,
				.high = figures[i].high, .n = figures[i].n};
		}
	}
	return true;
}

/* Tallies of all groups together stand behind those of the last one. */
static bool whole_add(struct task *task)
{
	size_t points = (size_t)task->evaluation->period.n, slots = (size_t)task->slots, n = task->groups->n;
	struct tally *tallies = realloc(task->tallies, ((n + 1) * points * slots + 1) * sizeof(*tallies));

	if (!tallies)
		return false;
	task->tallies = tallies;
	task->n_tallies = (n + 1) * points * slots;
	memset(&tallies[n * points * slots], 0, points * slots * sizeof(*tallies));
	for (size_t i = 0; i < n * points * slots; i++) {
		struct tally *all = &tallies[n * points * slots + i % (points * slots)];

		all->used += tallies[i].used;
		all->missed += tallies[i].missed;
		all->unmarked += tallies[i].unmarked;
		all->numerator += tallies[i].numerator;
		all->denominator += tallies[i].denominator;
	}
	return !task->method->whole || task->method->whole(task);
}

static bool is_by_rule(const struct evaluation *e)
{
	for (size_t i = 0; i < e->n_dims; i++) {
		if (e->dims[i].by.dim == KPI_DIM_RULE)
			return true;
	}
	return false;
}

static bool is_asked_for(const struct kpi_query *query, const char *stat)
{
	size_t i = 0;

	while (query->stats && query->stats[i] && strcmp(query->stats[i], stat) != 0)
		i++;
	return !query->stats || query->stats[i];
}

static bool group_rows(struct run *run, const struct task *task, size_t group, struct err *err)
{
	struct figure figures[FIGURES_MAX], history[PERIOD_HISTORY][FIGURES_MAX];
	size_t n = task->method->read(task, group * (size_t)run->e.period.n, figures);
	size_t n_history = history_read(task, group, history);
	double before[PERIOD_HISTORY];

	for (size_t i = 0; i < n; i++) {
		struct kpi_row *row;
		bool same;

		if (!is_asked_for(run->e.query, figures[i].stat) || is_other_part(task, group, &figures[i], &same))
			continue;
		if (same)
			figures[i].category = NULL;
		row = row_list_add(&run->rows);
		if (!row)
			return err_memory(err);
		row_fill(row, task, &figures[i]);
		if (!dims_fill(task, group, &figures[i], row))
			return err_memory(err);
		for (size_t k = 0; k < n_history; k++)
			before[k] = history[k][i].value;
		if (!run->e.query->without_status && !verdict_set(&run->e, row, before, n_history, n_history ? &history[0][i] : NULL, err))
			return false;
	}
	return true;
}

static bool group_is_shown(const struct run *run, const struct task *task, size_t group)
{
	bool is_empty = task->slots > 0 && task->tallies && tally_is_empty(task, group * (size_t)run->e.period.n);

	if (run->e.n_dims == 0)
		return true;
	if (is_by_rule(&run->e) && is_empty)
		return false;
	/* Other books than declarations may know of groups that no declaration stands in. */
	return !is_empty || !task->present || group >= task->present->n || task->present->seen[group];
}

static bool task_rows(struct run *run, struct task *task, struct err *err)
{
	size_t first = run->rows.n;

	if (task->missing)
		return row_missing(task, &run->rows) || err_memory(err);
	if (task->method->emit && run->e.query->points > 1)
		return true;
	if (task->method->emit) {
		if (!task->method->emit(task, &run->rows, err))
			return false;
		for (size_t i = first; i < run->rows.n && !run->e.query->without_status; i++) {
			if (run->rows.rows[i].status == KPI_UNKNOWN && !verdict_set(&run->e, &run->rows.rows[i], NULL, 0, NULL, err))
				return false;
		}
		return true;
	}
	if (run->e.n_dims == 0 && groups_at(task->groups, NULL) == GROUPS_NONE)
		return err_memory(err);
	if (!tallies_reserve(task))
		return err_memory(err);
	if (run->e.query->points > 1 && run->e.query->with_whole && run->e.n_dims > 0) {
		if (!whole_add(task) || !course_rows(run, task, task->groups->n, err))
			return err_memory(err);
		first = run->rows.n;
	}
	for (size_t group = 0; group < task->groups->n && run->e.query->points > 1; group++) {
		if (!course_rows(run, task, group, err))
			return false;
	}
	for (size_t group = 0; group < task->groups->n && run->e.query->points <= 1; group++) {
		if (group_is_shown(run, task, group) && !group_rows(run, task, group, err))
			return false;
	}
	return rows_sort(&run->e, run->rows.rows + first, run->rows.n - first, err);
}

/* ---- frames ---- */

static bool gather_all(struct run *run, struct err *err)
{
	for (size_t i = 0; i < run->n_tasks; i++) {
		struct task *task = &run->tasks[i];

		if (task->missing || !task->method->gather)
			continue;
		groups_init(&task->own_groups, run->e.n_dims);
		task->groups = &task->own_groups;
		if (!task->method->gather(task, err))
			return false;
	}
	return true;
}

static bool frames_run(struct run *run, struct frame frames[FRAMES], struct err *err)
{
	for (int kind = 0; kind < FRAMES; kind++) {
		struct frame *frame = &frames[kind];

		frame->tasks = arena_array(&run->e.scratch, run->n_tasks + 1, sizeof(*frame->tasks));
		if (!frame->tasks)
			return err_memory(err);
		frame->kind = (enum frame_kind)kind;
		frame->evaluation = &run->e;
		for (size_t i = 0; i < run->n_tasks; i++) {
			if (!run->tasks[i].missing && frame_of(run->tasks[i].def) == (enum frame_kind)kind)
				frame->tasks[frame->n_tasks++] = &run->tasks[i];
		}
		if (frame->n_tasks && !frame_run(frame, err))
			return false;
	}
	return gather_all(run, err);
}

/* What was counted is rows by now: with many posts and weeks what all figures together counted is tens of megabytes. */
static void task_release(struct task *task)
{
	if (task->method && task->method->release)	/* none where the search was stopped before it began */
		task->method->release(task);
	values_finish(&task->values);
	free(task->tallies);
	task->tallies = NULL;
	task->n_tallies = 0;
}

static bool rows_hand_over(const struct run *run, struct kpi_row **ret_rows, size_t *ret_n, struct err *err)
{
	struct kpi_row *rows = arena_array(run->e.arena, run->rows.n + 1, sizeof(*rows));

	if (!rows)
		return err_memory(err);
	if (run->rows.n)
		memcpy(rows, run->rows.rows, run->rows.n * sizeof(*rows));
	*ret_rows = rows;
	*ret_n = run->rows.n;
	return true;
}

static void run_finish(struct run *run, struct frame frames[FRAMES])
{
	for (size_t i = 0; i < run->n_tasks; i++) {
		struct task *task = &run->tasks[i];

		task_release(task);
		if (task->groups == &task->own_groups)
			groups_finish(&task->own_groups);
	}
	for (int kind = 0; kind < FRAMES; kind++)
		frame_finish(&frames[kind]);
	free(run->tasks);
	free(run->rows.rows);
	courses_destroy(run->e.courses);
	roster_destroy(run->e.roster);
	facts_finish(&run->e.facts);
	arena_finish(&run->e.scratch);
}

bool evaluate(const struct kpi_env *env, const struct kpi_def *const *defs, size_t n_defs, const struct kpi_query *query,
	struct arena *arena, struct kpi_row **ret_rows, size_t *ret_n, struct err *err)
{
	bool whole = query->from == TIME_DAY_NONE;
	struct frame frames[FRAMES] = {0};
	struct run run = {0};
	bool ok;

	ok = evaluation_init(&run, env, query, arena, whole, err) && tasks_init(&run, defs, n_defs, err) &&
	     frames_run(&run, frames, err);
	for (size_t i = 0; ok && i < run.n_tasks; i++) {
		ok = task_rows(&run, &run.tasks[i], err);
		task_release(&run.tasks[i]);
	}
	ok = ok && rows_hand_over(&run, ret_rows, ret_n, err);
	run_finish(&run, frames);
	return ok;
}

static int stamp_of(const struct kpi_def *def)
{
	static const int stamps[] = {[KPI_BY_REGISTRATION] = CUBE_AT_REGISTERED, [KPI_BY_RELEASE] = CUBE_AT_RELEASED,
		[KPI_BY_PAYMENT] = CUBE_AT_REVENUE, [KPI_BY_ASSESSMENT] = CUBE_AT_ASSESSED, [KPI_BY_DEADLINE] = CUBE_AT_ARRIVED,
		[KPI_BY_OWN_DAY] = CUBE_AT_REGISTERED, [KPI_AT_STOCK] = -1};

	return stamps[def->cohort];
}

static int64_t days_back(const struct kpi_def *def)
{
	if (def->method != METHOD_ROW)
		return 0;
	return def->argument[0] == MEASURE_PENALTY ? 180 : def->argument[0] == MEASURE_SLOW_FILE ? 5 : 0;
}

bool kpi_slice(const struct kpi_env *env, const struct kpi_def *def, const struct kpi_query *query, struct arena *arena,
	struct cube_slice *ret_slice, struct err *err)
{
	struct evaluation e = {.env = env};
	struct selection selection;
	struct cube_slice slice = {.stamp = stamp_of(def)};

	span_of(&e);
	if (!selection_init(env, query->filters, query->n_filters, arena, &selection, err))
		return false;
	slice.from = period_second(query->from == TIME_DAY_NONE ? e.first_day : query->from);
	slice.to = period_second((query->to == TIME_DAY_NONE ? e.last_day : query->to) + 1);
	if (days_back(def)) {	/* a deadline counted from the registration */
		slice.stamp = CUBE_AT_REGISTERED;
		slice.from -= days_back(def) * 86400;
		slice.to -= days_back(def) * 86400;
	}
	slice.filters = selection.filters;
	slice.n_filters = selection.n_filters;
	slice.flags_mask = slice.flags_value = CUBE_LIVE;
	if (def->method == METHOD_FLAGS) {
		slice.flags_mask |= (uint32_t)def->argument[0];
		slice.flags_value |= (uint32_t)def->argument[0];
	} else if (def->method == METHOD_OPEN) {
		slice.flags_mask |= CUBE_MAY_BE_OPEN;
		slice.flags_value |= CUBE_MAY_BE_OPEN;
	} else if (def->cohort == KPI_BY_PAYMENT || (def->method == METHOD_ROW && def->argument[0] == MEASURE_AMENDED)) {
		slice.flags_mask = slice.flags_value = 0;
	}
	*ret_slice = slice;
	return true;
}

size_t kpi_rows_grouped(struct kpi_row *rows, size_t n, size_t n_by)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++)
		if (rows[i].n_dims >= n_by)
			rows[kept++] = rows[i];
	return kept;
}
