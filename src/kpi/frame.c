/* frame.c - see frame.h. */
#include "frame.h"

#include <stdlib.h>
#include <string.h>

#include "standard.h"

enum { SLOW_SECONDS = 120 * 3600, CLOCK_CHANGE = 3600, NEWEST_SECONDS = 35 * 86400 };

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
	if (def->cohort == KPI_AT_STOCK)
		return def->method == METHOD_OPEN ? FRAME_OPEN : FRAME_NEWEST;
	return cohorts[def->cohort];
}

/* Stocks ask what was true at a moment, whenever the declaration was registered: first what is open today, then what was
 * released since; first the posts heard from lately, then the silent ones. */
static void slices_of_stock(enum frame_kind kind, const struct evaluation *evaluation, struct cube_slice slices[FRAME_PASSES])
{
	const struct clocks *clocks = &evaluation->facts.clocks;
	int64_t earliest = period_end(&evaluation->period, (unsigned)evaluation->period.n - 1);

	earliest = clocks->now_elsewhere < earliest ? clocks->now_elsewhere : earliest;
	for (size_t i = 0; i < clocks->offices.n; i++)
		earliest = clocks->now[i] < earliest ? clocks->now[i] : earliest;
	if (kind == FRAME_OPEN) {
		slices[0].stamp = -1;
		slices[0].flags_mask = slices[0].flags_value = CUBE_LIVE | CUBE_MAY_BE_OPEN;
		slices[1].stamp = CUBE_AT_RELEASED;
		slices[1].from = earliest;
		slices[1].to = CUBE_NOT_APPLICABLE;
	} else {
		slices[0].from = slices[1].to = earliest - NEWEST_SECONDS;
		slices[0].to = CUBE_NOT_APPLICABLE;
		slices[1].from = 0;
	}
}

int frame_slices(enum frame_kind kind, const struct evaluation *evaluation, struct cube_slice ret_slices[FRAME_PASSES])
{
	struct cube_slice slice = {
		.stamp = kinds[kind].stamp,
		.from = period_second(evaluation->period.first), .to = period_second(evaluation->period.to + 1),
		.filters = evaluation->selection.filters, .n_filters = evaluation->selection.n_filters,
	};
	bool is_stock = kind == FRAME_OPEN || kind == FRAME_NEWEST;

	if (kinds[kind].live)
		slice.flags_mask = slice.flags_value = CUBE_LIVE;
	if (kind == FRAME_SLOW)
		slice.from -= SLOW_SECONDS + CLOCK_CHANGE;
	if (kind == FRAME_SLA)
		slice.from -= standards_longest(evaluation) + CLOCK_CHANGE;
	ret_slices[0] = ret_slices[1] = slice;
	if (is_stock)
		slices_of_stock(kind, evaluation, ret_slices);
	return is_stock ? 2 : 1;
}

/* The local time by which the row belongs to a period; negative: to none. Deadlines that have not come yet count for nothing. */
static int64_t stamp_of(const struct frame *frame, const struct cube_batch *batch, uint32_t row)
{
	const struct evaluation *e = frame->evaluation;
	uint32_t at = batch->u32[kinds[frame->kind].stamp][row], office;
	int64_t deadline;

	if (!CUBE_IS_VALUE(at) || (frame->kind != FRAME_SLOW && frame->kind != FRAME_SLA))
		return CUBE_IS_VALUE(at) ? (int64_t)at : -1;
	office = batch->u32[CUBE_OFFICE][row];
	deadline = clocks_after(&e->facts.clocks, office, at, frame->kind == FRAME_SLOW ? SLOW_SECONDS :
		standards_seconds(frame->standards, at, office, batch->u32[CUBE_FLOW][row], batch->u32[CUBE_MODE][row]));
	return deadline <= clocks_now(&e->facts.clocks, office) ? deadline : -1;
}

static bool is_day_only(const struct frame *frame, const struct cube_batch *batch, uint32_t row)
{
	uint32_t flag = kinds[frame->kind].day_only;

	/* Money without a payment on record counts on the day of the release. */
	if (kinds[frame->kind].stamp == CUBE_AT_REVENUE && !CUBE_IS_VALUE(batch->u32[CUBE_AT_PAID][row]))
		flag = CUBE_RELEASED_DAY_ONLY;
	return (batch->u32[CUBE_FLAGS][row] & flag) != 0;
}

static uint32_t key_of(const struct frame *frame, const struct dim *dim, const struct cube_batch *batch, uint32_t row,
	int64_t at)
{
	if (dim->column < 0)
		return dim_time_key(dim, at, is_day_only(frame, batch, row));
	if (dim->by.dim == KPI_DIM_AEO)
		return dim_aeo_key(batch->u32[CUBE_FLAGS][row]);
	return dim->column < CUBE_U32_COLUMNS ? batch->u32[dim->column][row] :
						batch->attribute[dim->column - CUBE_COLUMNS][row];
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

static bool is_by_deadline(const struct frame *frame)
{
	return frame->kind == FRAME_SLOW || frame->kind == FRAME_SLA;
}

/* Its methods sort out the periods themselves. */
static bool is_stock(const struct frame *frame)
{
	return frame->kind == FRAME_OPEN || frame->kind == FRAME_NEWEST;
}

static bool grow(struct frame *frame, size_t n)
{
	size_t cap = frame->cap * 2 > n ? frame->cap * 2 : n;
	uint32_t *grown;

	if (n <= frame->cap)
		return true;
	grown = realloc(frame->row, cap * sizeof(*grown));
	if (!grown)
		return false;
	frame->row = grown;
	grown = realloc(frame->cell, cap * sizeof(*grown));
	if (!grown)
		return false;
	frame->cell = grown;
	if (is_by_deadline(frame)) {
		int64_t *at = realloc(frame->at, cap * sizeof(*at));

		if (!at)
			return false;
		frame->at = at;
	}
	frame->cap = cap;
	return true;
}

static bool count_present(struct frame *frame, uint32_t group, unsigned period)
{
	struct present *present = &frame->present;

	if (group >= present->n) {
		size_t n = frame->groups.cap > group ? frame->groups.cap : (size_t)group + 1;
		int64_t *rows = realloc(present->rows, n * sizeof(*rows));

		if (!rows)
			return false;
		memset(rows + present->n, 0, (n - present->n) * sizeof(*rows));
		*present = (struct present){.rows = rows, .n = n};
	}
	present->rows[group] += period == 0;
	return true;
}

static bool add_pair(struct frame *frame, struct pairs *pairs, uint32_t row, int64_t at, const uint32_t *keys, unsigned period)
{
	uint32_t group = groups_at(&frame->groups, keys);

	if (group == GROUPS_NONE || !grow(frame, pairs->n + 1) || !count_present(frame, group, period))
		return false;
	frame->row[pairs->n] = row;
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

static bool pair_up(struct frame *frame, const struct cube_batch *batch, struct pairs *pairs)
{
	const struct period *period = &frame->evaluation->period;

	for (size_t i = 0; i < batch->n; i++) {
		uint32_t row = batch->rows[i];
		int64_t at = stamp_of(frame, batch, row);
		unsigned k = at < 0 ? PERIOD_NONE : is_stock(frame) ? 0 : period_of(period, at);

		if (k != PERIOD_NONE && residuals_hold(frame, batch, row, at) && !add_row(frame, pairs, batch, row, at, k))
			return false;
	}
	return true;
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
	}
	pairs->n = batch->n;
	frame->present.rows[0] += (int64_t)batch->n;
	return true;
}

static bool visit(void *context, const struct cube_batch *batch)
{
	struct frame *frame = context;
	bool plain = is_plain(frame);
	struct pairs pairs = {.batch = batch, .pass = frame->pass};

	if (plain ? !take_all(frame, batch, &pairs) : !pair_up(frame, batch, &pairs))
		return !(frame->failed = true);
	pairs.row = plain ? batch->rows : frame->row;
	pairs.cell = frame->cell;
	pairs.at = frame->at;
	for (size_t i = 0; i < frame->n_tasks && pairs.n; i++) {
		struct task *task = frame->tasks[i];

		if (!tallies_reserve(task) || !task->method->add(task, &pairs))
			return !(frame->failed = true);
	}
	return true;
}

static void columns_of(const struct frame *frame, struct column_set *set)
{
	const struct evaluation *e = frame->evaluation;

	column_set_add(set, kinds[frame->kind].stamp);
	column_set_add(set, CUBE_FLAGS);
	if (kinds[frame->kind].stamp == CUBE_AT_REVENUE)
		column_set_add(set, CUBE_AT_PAID);
	if (is_by_deadline(frame)) {
		column_set_add(set, CUBE_OFFICE);
		column_set_add(set, CUBE_FLOW);
		column_set_add(set, CUBE_MODE);
	}
	for (size_t i = 0; i < e->n_dims; i++) {
		if (e->dims[i].column >= 0)
			column_set_add(set, e->dims[i].column);
	}
	for (size_t i = 0; i < frame->n_tasks; i++)
		frame->tasks[i]->method->columns(frame->tasks[i], set);
}

static bool start(struct frame *frame)
{
	groups_init(&frame->groups, frame->evaluation->n_dims);
	frame->present = (struct present){.rows = calloc(1, sizeof(*frame->present.rows)), .n = 1};
	frame->standards = frame->kind == FRAME_SLA ? standards_create(frame->evaluation) : NULL;
	for (size_t i = 0; i < frame->n_tasks; i++) {
		frame->tasks[i]->groups = &frame->groups;
		frame->tasks[i]->present = &frame->present;
	}
	return frame->present.rows && (frame->standards || frame->kind != FRAME_SLA);
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

static bool is_done(const struct frame *frame)
{
	for (size_t i = 0; i < frame->n_tasks; i++) {
		if (!frame->tasks[i]->method->is_done || !frame->tasks[i]->method->is_done(frame->tasks[i]))
			return false;
	}
	return true;
}

bool frame_run(struct frame *frame, struct err *err)
{
	struct cube_slice slices[FRAME_PASSES];
	struct column_set set = {.n = 0};
	int n = frame_slices(frame->kind, frame->evaluation, slices);

	if (!start(frame))
		return err_memory(err);
	columns_of(frame, &set);
	for (frame->pass = 0; frame->pass < n; frame->pass++) {
		if (frame->pass > 0 && is_done(frame))
			break;
		if (!cube_scan(frame->evaluation->env->cube, &slices[frame->pass], set.columns, set.n, visit, frame, err))
			return false;
	}
	return frame->failed ? err_memory(err) : settle(frame, err);
}

void frame_finish(struct frame *frame)
{
	groups_finish(&frame->groups);
	free(frame->present.rows);
	free(frame->row);
	free(frame->cell);
	free(frame->at);
	standards_destroy(frame->standards);
	memset(frame, 0, sizeof(*frame));
}
