/* frame.c - see frame.h. */
#include "frame.h"

#include <stdlib.h>
#include <string.h>

#include "base/time.h"
#include "cells.h"
#include "standard.h"

enum { SLOW_SECONDS = 120 * 3600, PENALTY_SECONDS = 180 * 86400, CLOCK_CHANGE = 3600, NEWEST_SECONDS = 35 * 86400, RUN_LEAST = 16 };

static const struct {
	int stamp;
	bool live;
	uint32_t day_only;	/* flag of a stamp without an hour */
} kinds[FRAMES] = {
	[FRAME_REGISTERED] = {.stamp = CUBE_AT_REGISTERED, .live = true, .day_only = CUBE_REGISTERED_DAY_ONLY},
	[FRAME_REGISTERED_ALL] = {.stamp = CUBE_AT_REGISTERED, .day_only = CUBE_REGISTERED_DAY_ONLY},
	[FRAME_RELEASED] = {.stamp = CUBE_AT_RELEASED, .live = true, .day_only = CUBE_RELEASED_DAY_ONLY},
	[FRAME_REVENUE] = {.stamp = CUBE_AT_REVENUE, .day_only = CUBE_PAID_DAY_ONLY},
	[FRAME_ASSESSED] = {.stamp = CUBE_AT_ASSESSED, .live = true, .day_only = CUBE_ASSESSED_DAY_ONLY},
	[FRAME_SLOW] = {.stamp = CUBE_AT_REGISTERED, .live = true, .day_only = CUBE_REGISTERED_DAY_ONLY},
	[FRAME_PENALTY] = {.stamp = CUBE_AT_REGISTERED, .live = true, .day_only = CUBE_REGISTERED_DAY_ONLY},
	[FRAME_SLA] = {.stamp = CUBE_AT_ARRIVED, .live = true, .day_only = CUBE_ARRIVED_DAY_ONLY},
	[FRAME_OPEN] = {.stamp = CUBE_AT_REGISTERED, .live = true, .day_only = CUBE_REGISTERED_DAY_ONLY},
	[FRAME_NEWEST] = {.stamp = CUBE_AT_NEWEST, .live = true},
};

enum frame_kind frame_of(const struct kpi_def *def)
{
	static const enum frame_kind cohorts[] = {
		[KPI_BY_REGISTRATION] = FRAME_REGISTERED, [KPI_BY_RELEASE] = FRAME_RELEASED,
		[KPI_BY_PAYMENT] = FRAME_REVENUE, [KPI_BY_ASSESSMENT] = FRAME_ASSESSED, [KPI_BY_DEADLINE] = FRAME_SLA,
	};

	if (method_of(def)->gather || method_of(def)->emit)
		return FRAME_NONE;
	if (def->method == METHOD_ROW && def->argument[0] == MEASURE_AMENDED)
		return FRAME_REGISTERED_ALL;
	if (def->method == METHOD_ROW && def->argument[0] == MEASURE_SLOW_FILE)
		return FRAME_SLOW;
	if (def->method == METHOD_ROW && def->argument[0] == MEASURE_PENALTY)
		return FRAME_PENALTY;
	if (def->cohort == KPI_AT_STOCK)
		return def->method == METHOD_OPEN ? FRAME_OPEN : FRAME_NEWEST;
	return cohorts[def->cohort];
}

static bool is_by_deadline(const struct frame *frame)
{
	return frame->kind == FRAME_SLOW || frame->kind == FRAME_PENALTY || frame->kind == FRAME_SLA;
}

/* Its methods sort out the periods themselves. */
static bool is_stock(const struct frame *frame)
{
	return frame->kind == FRAME_OPEN || frame->kind == FRAME_NEWEST;
}

static bool is_by_registration(const struct frame *frame)
{
	return kinds[frame->kind].stamp == CUBE_AT_REGISTERED && !is_by_deadline(frame) && !is_stock(frame);
}

/* Most often a segment holds what was registered on its day; not where milestones tell otherwise. */
static bool is_of_one_day(const struct frame *frame, const struct cube_batch *batch)
{
	return is_by_registration(frame) && batch->day != TIME_DAY_NONE;
}

/* Stocks ask what was true at a moment, whenever the declaration was registered: first what is open today, then what was
 * released since the first moment after it came, at last who else released anything and has nothing open; first the posts
 * heard from lately, then the silent ones. */
static void slices_of_stock(const struct frame *frame, struct cube_slice slices[FRAME_PASSES])
{
	const struct evaluation *evaluation = frame->evaluation;
	const struct clocks *clocks = &evaluation->facts.clocks;
	unsigned periods = frame->kind == FRAME_OPEN ? (unsigned)evaluation->period.n : 1;	/* an age has no history */
	int64_t earliest = period_end(&evaluation->period, periods - 1);

	earliest = clocks->now_elsewhere < earliest ? clocks->now_elsewhere : earliest;
	for (size_t i = 0; i < clocks->offices.n; i++)
		earliest = clocks->now[i] < earliest ? clocks->now[i] : earliest;
	if (frame->kind == FRAME_OPEN) {
		slices[0].stamp = -1;
		slices[0].flags_mask = slices[0].flags_value = CUBE_LIVE | CUBE_MAY_BE_OPEN;
		slices[1].stamp = CUBE_AT_RELEASED;
		slices[1].from = earliest;
		slices[1].to = CUBE_NOT_APPLICABLE;
		slices[1].from_of_day = moments_from_day;
		slices[1].from_context = &frame->moments;
		slices[2] = slices[1];
		slices[2].from_of_day = NULL;
		slices[2].from = period_second(evaluation->period.from);
	} else {
		slices[0].from = slices[1].to = earliest - NEWEST_SECONDS;
		slices[0].to = CUBE_NOT_APPLICABLE;
		slices[1].from = 0;
	}
}

/* One for each pass; they borrow the selection. */
static int slices_of(const struct frame *frame, struct cube_slice ret_slices[FRAME_PASSES])
{
	const struct evaluation *evaluation = frame->evaluation;
	enum frame_kind kind = frame->kind;
	struct cube_slice slice = {
		.stamp = kinds[kind].stamp,
		.from = period_second(evaluation->period.first), .to = period_second(evaluation->period.to + 1),
		.filters = evaluation->selection.filters, .n_filters = evaluation->selection.n_filters,
	};

	if (kinds[kind].live)
		slice.flags_mask = slice.flags_value = CUBE_LIVE;
	if (kind == FRAME_SLOW)
		slice.from -= SLOW_SECONDS + CLOCK_CHANGE;
	if (kind == FRAME_PENALTY)
		slice.from -= PENALTY_SECONDS + CLOCK_CHANGE;
	if (kind == FRAME_SLA)
		slice.from -= standards_longest(evaluation) + CLOCK_CHANGE;
	ret_slices[0] = ret_slices[1] = slice;
	if (!is_stock(frame))
		return 1;
	slices_of_stock(frame, ret_slices);
	return kind == FRAME_OPEN && evaluation->n_dims > 0 ? 3 : 2;
}

/* The local time by which the i-th row of a batch belongs to a period; negative: to none. */
static int64_t stamp_of(const struct frame *frame, const struct cube_batch *batch, size_t i)
{
	const uint32_t *at = batch->u32[kinds[frame->kind].stamp];

	if (is_by_deadline(frame))
		return frame->due[i];
	if (!at)
		return period_second(batch->day);	/* nothing asks for the hour */
	return CUBE_IS_VALUE(at[batch->rows[i]]) ? (int64_t)at[batch->rows[i]] : -1;
}

static bool is_day_only(const void *context, const struct cube_batch *batch, uint32_t row)
{
	const struct frame *frame = context;
	uint32_t flag = kinds[frame->kind].day_only;

	/* Money without a payment on record counts on the day of the release. */
	if (kinds[frame->kind].stamp == CUBE_AT_REVENUE && !CUBE_IS_VALUE(batch->u32[CUBE_AT_PAID][row]))
		flag = CUBE_RELEASED_DAY_ONLY;
	return (batch->u32[CUBE_FLAGS][row] & flag) != 0;
}

static bool is_hour(enum kpi_dim dim)
{
	return dim == KPI_DIM_HOUR;
}

static uint32_t key_of(const struct frame *frame, const struct dim *dim, const struct cube_batch *batch, uint32_t row,
	int64_t at)
{
	if (dim->column < 0)
		return dim_time_key(dim, at, is_hour(dim->by.dim) && is_day_only(frame, batch, row));
	if (dim->by.dim == KPI_DIM_AEO)
		return dim_aeo_key(batch->u32[CUBE_FLAGS][row]);
	return cells_code(batch, dim->column, row);
}

static bool residuals_hold(const struct frame *frame, const struct cube_batch *batch, uint32_t row, int64_t at)
{
	const struct selection *selection = &frame->evaluation->selection;

	for (size_t i = 0; i < selection->n_residuals; i++) {
		const struct residual *residual = &selection->residuals[i];

		if (!residual_holds(residual, key_of(frame, &residual->dim, batch, row, at)))
			return false;
	}
	return true;
}

/* ---- pairs: rows and the cells they stand in ---- */

static bool grow(struct frame *frame, size_t n)
{
	size_t cap = frame->cap * 2 > n ? frame->cap * 2 : n;
	uint32_t **arrays[] = {&frame->row, &frame->cell, &frame->period};

	if (n <= frame->cap)
		return true;
	for (size_t i = 0; i < sizeof(arrays) / sizeof(*arrays); i++) {
		uint32_t *grown = realloc(*arrays[i], cap * sizeof(*grown));

		if (!grown)
			return false;
		*arrays[i] = grown;
	}
	if (is_by_deadline(frame)) {
		int64_t *at = realloc(frame->at, cap * sizeof(*at));

		if (!at)
			return false;
		frame->at = at;
	}
	frame->cap = cap;
	return true;
}

static bool present_reserve(struct present *present, size_t n)
{
	size_t cap = present->cap * 2 > n ? present->cap * 2 : n;
	bool *seen;

	if (n > present->cap) {
		seen = realloc(present->seen, cap * sizeof(*seen));
		if (!seen)
			return false;
		memset(seen + present->cap, 0, (cap - present->cap) * sizeof(*seen));
		present->seen = seen;
		present->cap = cap;
	}
	present->n = n > present->n ? n : present->n;
	return true;
}

static bool add_pair(struct frame *frame, struct pairs *pairs, uint32_t row, int64_t at, const uint32_t *keys, unsigned period)
{
	uint32_t group = groups_at(&frame->groups, keys);

	if (group == GROUPS_NONE || !grow(frame, pairs->n + 1) || !present_reserve(&frame->present, (size_t)group + 1))
		return false;
	if (period == 0)
		frame->present.seen[group] = true;
	frame->row[pairs->n] = row;
	frame->period[pairs->n] = period;
	if (frame->at)
		frame->at[pairs->n] = at;
	frame->cell[pairs->n++] = group * (uint32_t)frame->evaluation->period.n + period;
	return true;
}

/* A declaration that carries several rules stands in the group of each. */
static bool add_row(struct frame *frame, struct pairs *pairs, const struct cube_batch *batch, uint32_t row, int64_t at,
	unsigned period)
{
	const struct evaluation *e = frame->evaluation;
	const uint32_t *members = NULL;
	uint32_t keys[DIMS_MAX];
	size_t n_members = 1, rule = DIMS_MAX;

	for (size_t i = 0; i < e->n_dims; i++) {
		keys[i] = key_of(frame, &e->dims[i], batch, row, at);
		if (e->dims[i].by.dim == KPI_DIM_RULE && keys[i]) {
			members = cube_rule_members(e->env->cube, keys[i], &n_members);
			rule = i;
		}
	}
	for (size_t i = 0; i < n_members; i++) {
		if (members)
			keys[rule] = members[i];
		if (!add_pair(frame, pairs, row, at, keys, period))
			return false;
	}
	return true;
}

/* One row after the other: where rules, or filters of our own, make a row stand in several groups or in none. */
static bool pair_rows(struct frame *frame, const struct cube_batch *batch, struct pairs *pairs)
{
	const struct period *period = &frame->evaluation->period;
	/* The scan kept the period already, and nothing else asked for the stamp. */
	bool undated = period->n == 1 && !is_by_deadline(frame) && !batch->u32[kinds[frame->kind].stamp] && !is_of_one_day(frame, batch);

	for (size_t i = 0; i < batch->n; i++) {
		uint32_t row = batch->rows[i];
		int64_t at = undated ? 0 : stamp_of(frame, batch, i);
		unsigned k = at < 0 ? PERIOD_NONE : undated || is_stock(frame) ? 0 : period_of(period, at);

		if (k != PERIOD_NONE && residuals_hold(frame, batch, row, at) && !add_row(frame, pairs, batch, row, at, k))
			return false;
	}
	pairs->row = frame->row;
	return true;
}

/* The rows whose deadline lies in a period. */
static size_t take_due(struct frame *frame, const struct cube_batch *batch)
{
	const struct period *period = &frame->evaluation->period;
	const uint32_t *restrict rows = batch->rows;
	const int64_t *restrict due = frame->due;
	uint32_t *restrict row = frame->row, *restrict period_of_row = frame->period;
	int64_t *restrict at = frame->at;
	int64_t first = period_second(period->first);
	uint64_t days = (uint64_t)(period->to - period->first);
	size_t n = 0, all = batch->n;

	for (size_t i = 0; i < all; i++) {
		uint64_t day = (uint64_t)(due[i] - first) / TIME_DAY_SECONDS;
		unsigned k = due[i] < first || day > days ? PERIOD_NONE : period->of_day ? period->of_day[day] : 0;

		row[n] = rows[i];
		at[n] = due[i];
		period_of_row[n] = k;
		n += k != PERIOD_NONE;
	}
	return n;
}

static size_t take_dated(struct frame *frame, const struct cube_batch *batch)
{
	const struct period *period = &frame->evaluation->period;
	const uint32_t *restrict at = batch->u32[kinds[frame->kind].stamp], *restrict rows = batch->rows;
	uint32_t *restrict row = frame->row, *restrict period_of_row = frame->period;
	uint32_t first = (uint32_t)(period->first - CUBE_EPOCH_DAY), days = (uint32_t)(period->to - period->first);
	size_t n = 0, all = batch->n;

	for (size_t i = 0; i < all; i++) {
		uint32_t its = rows[i], day = at[its] / TIME_DAY_SECONDS - first;
		unsigned k = day <= days ? period->of_day[day] : PERIOD_NONE;

		row[n] = its;
		period_of_row[n] = k;
		n += k != PERIOD_NONE;
	}
	return n;
}

/* The same for all rows: written again only when it is another one. */
static void fill_period(struct frame *frame, unsigned k, size_t n)
{
	size_t from = frame->filled_with == k ? frame->filled : 0;

	for (size_t i = from; i < n; i++)
		frame->period[i] = k;
	frame->filled_with = k;
	frame->filled = n > from ? n : from;
}

/* Takes the rows that stand in a period. */
static void take_rows(struct frame *frame, const struct cube_batch *batch, struct pairs *pairs, bool *ret_one_period)
{
	const struct period *period = &frame->evaluation->period;
	unsigned k = 0;

	*ret_one_period = period->n == 1 || is_stock(frame) || is_of_one_day(frame, batch);
	pairs->row = batch->rows;
	pairs->n = batch->n;
	if (is_by_deadline(frame) || !*ret_one_period) {
		pairs->row = frame->row;
		frame->filled = 0;	/* with one period */
		pairs->n = is_by_deadline(frame) ? take_due(frame, batch) : take_dated(frame, batch);
		return;
	}
	if (period->n > 1 && !is_stock(frame))
		k = period_of(period, period_second(batch->day));
	if (k == PERIOD_NONE)
		pairs->n = 0;
	fill_period(frame, k, pairs->n);
}

/* Groups of rows stand in frame->cell as yet. */
static void see_groups(struct frame *frame, size_t n, bool one_period)
{
	const uint32_t *restrict cell = frame->cell, *restrict period = frame->period;
	bool *restrict seen = frame->present.seen;
	uint32_t newest = n > 0 && one_period && period[0] == 0;

	for (size_t i = 0; i < n && !one_period; i++)	/* most batches lie in the past */
		newest |= period[i] == 0;
	for (size_t i = 0; i < n && newest; i++)
		if (period[i] == 0)
			seen[cell[i]] = true;
}

/* Cells of groups and periods, in the place of the groups. */
static void cells_of(uint32_t *restrict cell, const uint32_t *restrict period, size_t n, uint32_t n_periods)
{
	for (size_t i = 0; i < n; i++)
		cell[i] = cell[i] * n_periods + period[i];
}

/* All rows at once, one dimension after the other. */
static enum cells_result pair_columns(struct frame *frame, const struct cube_batch *batch, struct pairs *pairs)
{
	const uint32_t n_periods = (uint32_t)frame->evaluation->period.n;
	struct cells_rows rows = {.batch = batch, .context = frame, .day_only = is_day_only};
	enum cells_result result;
	bool one_period;

	if (!grow(frame, batch->n))
		return CELLS_NO_MEMORY;
	take_rows(frame, batch, pairs, &one_period);
	rows.row = pairs->row;
	rows.n = pairs->n;
	rows.at = is_by_deadline(frame) ? frame->at : NULL;
	rows.stamp = batch->u32[kinds[frame->kind].stamp];
	if (frame->evaluation->n_dims == 0) {	/* the cell is the period */
		pairs->one_cell = one_period && !is_by_deadline(frame);
		return CELLS_FOUND;
	}
	result = cells_find(frame->cells, &rows, frame->cell);
	if (result != CELLS_FOUND || !present_reserve(&frame->present, frame->groups.n))
		return result != CELLS_FOUND ? result : CELLS_NO_MEMORY;
	see_groups(frame, pairs->n, one_period);
	if (n_periods > 1)
		cells_of(frame->cell, frame->period, pairs->n, n_periods);
	pairs->in_runs = one_period && frame->by_office;
	return CELLS_FOUND;
}

/* Without groups, filters of our own and history, the batch is taken as it is. */
static bool is_plain(const struct frame *frame)
{
	const struct evaluation *e = frame->evaluation;

	return e->n_dims == 0 && e->selection.n_residuals == 0 && e->period.n == 1 && !is_by_deadline(frame) &&
	       !is_stock(frame);
}

static bool take_all(struct frame *frame, const struct cube_batch *batch, struct pairs *pairs)
{
	if (frame->cap < batch->n) {
		if (!grow(frame, batch->n))
			return false;
		memset(frame->cell, 0, frame->cap * sizeof(*frame->cell));
		memset(frame->period, 0, frame->cap * sizeof(*frame->period));
	}
	pairs->row = batch->rows;
	pairs->n = batch->n;
	pairs->one_cell = true;
	frame->present.seen[0] = true;
	return true;
}

static bool find_due(struct frame *frame, const struct cube_batch *batch)
{
	if (batch->n > frame->cap_due) {
		int64_t *grown = realloc(frame->due, batch->n * sizeof(*grown));

		if (!grown)
			return false;
		frame->due = grown;
		frame->cap_due = batch->n;
	}
	return standards_due(frame->standards, batch, batch->u32[kinds[frame->kind].stamp], frame->due);
}

static bool pair_up(struct frame *frame, const struct cube_batch *batch, struct pairs *pairs)
{
	if (is_plain(frame))
		return take_all(frame, batch, pairs);
	if (is_by_deadline(frame) && !find_due(frame, batch))
		return false;
	if (!frame->row_by_row) {
		enum cells_result result = pair_columns(frame, batch, pairs);

		if (result != CELLS_TOO_MANY)
			return result == CELLS_FOUND;
		frame->row_by_row = true;
		*pairs = (struct pairs){.batch = batch, .pass = pairs->pass};
	}
	return pair_rows(frame, batch, pairs);
}

static bool give(struct frame *frame, const struct pairs *pairs)
{
	for (size_t i = 0; i < frame->n_tasks && pairs->n && !frame->looks_for_groups; i++) {
		struct task *task = frame->tasks[i];

		if (!tallies_reserve(task) || !task->method->add(task, pairs))
			return false;
	}
	return true;
}

/* Segments are ordered by office: rows of one cell often stand side by side, and are then added up without looking for it. */
static bool give_runs(struct frame *frame, const struct pairs *pairs)
{
	for (size_t from = 0, to; from < pairs->n; from = to) {
		struct pairs run = *pairs;

		for (to = from + 1; to < pairs->n && pairs->cell[to] == pairs->cell[from];)
			to++;
		run.row += from;
		run.cell += from;
		run.period += from;
		run.at = run.at ? run.at + from : NULL;
		run.n = to - from;
		run.one_cell = true;
		if (!give(frame, &run))
			return false;
	}
	return true;
}

static bool comes_in_runs(const struct pairs *pairs)
{
	const uint32_t *restrict cell = pairs->cell;
	size_t runs = 1, n = pairs->n;

	for (size_t i = 1; i < n; i++)
		runs += cell[i] != cell[i - 1];
	return runs * RUN_LEAST <= n;
}

static bool visit(void *context, const struct cube_batch *batch)
{
	struct frame *frame = context;
	struct pairs pairs = {.batch = batch, .pass = frame->pass};
	bool ok = pair_up(frame, batch, &pairs);

	pairs.cell = frame->evaluation->n_dims == 0 ? frame->period : frame->cell;
	pairs.period = frame->period;
	pairs.at = frame->at;
	if (ok)
		ok = pairs.in_runs && comes_in_runs(&pairs) ? give_runs(frame, &pairs) : give(frame, &pairs);
	frame->failed = !ok;
	return ok;
}

/* ---- columns ---- */

static bool has_dim(const struct evaluation *e, bool (*is)(enum kpi_dim dim))
{
	for (size_t i = 0; i < e->n_dims; i++) {
		if (is(e->dims[i].by.dim))
			return true;
	}
	for (size_t i = 0; i < e->selection.n_residuals; i++) {
		if (is(e->selection.residuals[i].dim.by.dim))
			return true;
	}
	return false;
}

static bool is_aeo(enum kpi_dim dim)
{
	return dim == KPI_DIM_AEO;
}

static bool is_rule(enum kpi_dim dim)
{
	return dim == KPI_DIM_RULE;
}

/* The stamp itself; of registrations only where the day of the segment does not tell enough. */
static void stamp_column(const struct frame *frame, struct column_set *set)
{
	const struct evaluation *e = frame->evaluation;
	int stamp = kinds[frame->kind].stamp;

	if (is_by_deadline(frame) || is_stock(frame) || has_dim(e, is_hour))
		column_set_add(set, stamp);
	else if (e->period.n > 1 || has_dim(e, dim_is_time))
		column_set_add(set, is_by_registration(frame) ? CUBE_UNLESS_ONE_DAY(stamp) : stamp);
}

static void columns_of(const struct frame *frame, struct column_set *set)
{
	const struct evaluation *e = frame->evaluation;

	stamp_column(frame, set);
	if (has_dim(e, is_hour) || has_dim(e, is_aeo) || is_stock(frame))
		column_set_add(set, CUBE_FLAGS);
	if (kinds[frame->kind].stamp == CUBE_AT_REVENUE && has_dim(e, is_hour))
		column_set_add(set, CUBE_AT_PAID);
	if (is_by_deadline(frame)) {
		column_set_add(set, CUBE_AS_BYTES(CUBE_OFFICE));
		column_set_add(set, CUBE_AS_BYTES(CUBE_FLOW));
		column_set_add(set, CUBE_AS_BYTES(CUBE_MODE));
	}
	for (size_t i = 0; i < e->n_dims; i++) {
		if (e->dims[i].column >= 0 && !is_aeo(e->dims[i].by.dim))
			column_set_add(set, CUBE_AS_BYTES(e->dims[i].column));
	}
	for (size_t i = 0; i < frame->n_tasks && !frame->looks_for_groups; i++)
		frame->tasks[i]->method->columns(frame->tasks[i], set);
}

static bool start(struct frame *frame)
{
	groups_init(&frame->groups, frame->evaluation->n_dims);
	frame->present = (struct present){.seen = calloc(1, sizeof(*frame->present.seen)), .cap = 1};
	frame->cells = cells_create(frame->evaluation->dims, frame->evaluation->n_dims, &frame->groups);
	frame->by_office = evaluation_is_grouped_by_place_and_time(frame->evaluation);
	frame->row_by_row = frame->evaluation->selection.n_residuals > 0 || has_dim(frame->evaluation, is_rule);
	frame->standards = is_by_deadline(frame) ? standards_create(frame->evaluation, frame->kind == FRAME_SLOW ? SLOW_SECONDS : frame->kind == FRAME_PENALTY ? PENALTY_SECONDS : 0) : NULL;
	if (frame->kind == FRAME_OPEN && !moments_init(&frame->moments, frame->evaluation))
		return false;
	for (size_t i = 0; i < frame->n_tasks; i++) {
		frame->tasks[i]->groups = &frame->groups;
		frame->tasks[i]->present = &frame->present;
	}
	return frame->present.seen && frame->cells && (frame->standards || !is_by_deadline(frame));
}

static bool settle(struct frame *frame, struct err *err)
{
	for (size_t i = 0; i < frame->n_tasks; i++) {
		struct task *task = frame->tasks[i];

		if (!tallies_reserve(task) || (task->method->settle && !task->method->settle(task)))
			return err_memory(err);
		if (task->method->complete && !task->method->complete(task, err))
			return false;
	}
	return true;
}

/* Asks the tasks whether a further pass is needed, and of a single one which codes it is about. */
static bool look_on(struct frame *frame, struct cube_slice *slice, bool *ret_more, struct err *err)
{
	struct cube_filter *filters, filter = {.codes = NULL};
	bool more;

	*ret_more = false;
	for (size_t i = 0; i < frame->n_tasks; i++) {
		more = true;
		if (frame->tasks[i]->method->look_on && !frame->tasks[i]->method->look_on(frame->tasks[i], &more, &filter, err))
			return false;
		*ret_more = *ret_more || more;
	}
	if (!*ret_more || !filter.codes || frame->n_tasks > 1)
		return true;
	filters = arena_array(&frame->evaluation->scratch, slice->n_filters + 1, sizeof(*filters));
	if (!filters)
		return err_memory(err);
	if (slice->n_filters)
		memcpy(filters, slice->filters, slice->n_filters * sizeof(*filters));
	filters[slice->n_filters++] = filter;
	slice->filters = filters;
	return true;
}

static bool scan_pass(struct frame *frame, const struct cube_slice *slice, struct err *err)
{
	struct column_set set = {.n = 0};

	frame->looks_for_groups = frame->pass == 2;
	columns_of(frame, &set);
	cells_begin(frame->cells);
	standards_begin(frame->standards);
	return cube_scan(frame->evaluation->env->cube, slice, set.columns, set.n, visit, frame, err);
}

bool frame_run(struct frame *frame, struct err *err)
{
	struct cube_slice slices[FRAME_PASSES];
	bool more = true;
	int n;

	if (!start(frame))
		return err_memory(err);
	n = slices_of(frame, slices);
	for (frame->pass = 0; frame->pass < n; frame->pass++) {
		if (frame->pass > 0 && !look_on(frame, &slices[frame->pass], &more, err))
			return false;
		if (more && !scan_pass(frame, &slices[frame->pass], err))
			return false;
	}
	return frame->failed ? err_memory(err) : settle(frame, err);
}

void frame_finish(struct frame *frame)
{
	groups_finish(&frame->groups);
	cells_destroy(frame->cells);
	free(frame->present.seen);
	free(frame->row);
	free(frame->cell);
	free(frame->period);
	free(frame->at);
	free(frame->due);
	standards_destroy(frame->standards);
	moments_finish(&frame->moments);
	memset(frame, 0, sizeof(*frame));
}
