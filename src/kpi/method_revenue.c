/* method_revenue.c - what was paid, and for offices without paid amounts what the revenue file says.
 *
 * The two are never added for the same office. Amounts that no day can be found for are counted, by the day their declaration
 * was registered, and those without a rate, so that the coverage tells of them. */
#include <math.h>
#include <stdlib.h>

#include "frame.h"
#include "store/rows.h"

static void revenue_columns(const struct task *task, struct column_set *set)
{
	column_set_add(set, CUBE_PAID);
	column_set_add(set, CUBE_UNRATED);
}

/* What was paid in a currency without a rate is known to be missing. */
static bool is_unrated(const struct pairs *pairs, uint32_t row)
{
	return pairs->batch->u32[CUBE_UNRATED][row] >> (CUBE_PAID - CUBE_U32_COLUMNS) & 1;
}

static bool revenue_add(struct task *task, const struct pairs *pairs)
{
	const int64_t *paid = pairs->batch->money[CUBE_PAID - CUBE_U32_COLUMNS];

	for (size_t i = 0; i < pairs->n; i++) {
		struct tally *tally = &task->tallies[pairs->cell[i]];
		int64_t amount = paid[pairs->row[i]];

		if (amount != CUBE_MONEY_NONE) {
			tally->used++;
			tally->numerator += amount;
		} else {
			tally->missed += is_unrated(pairs, pairs->row[i]);
		}
	}
	return true;
}

static void unstamped_columns(const struct task *task, struct column_set *set)
{
	column_set_add(set, CUBE_PAID);
	column_set_add(set, CUBE_AT_REVENUE);
	column_set_add(set, CUBE_UNRATED);
}

static bool unstamped_add(struct task *task, const struct pairs *pairs)
{
	const int64_t *paid = pairs->batch->money[CUBE_PAID - CUBE_U32_COLUMNS];
	const uint32_t *at = pairs->batch->u32[CUBE_AT_REVENUE];

	for (size_t i = 0; i < pairs->n; i++) {
		uint32_t row = pairs->row[i];

		task->tallies[pairs->cell[i]].missed += (paid[row] != CUBE_MONEY_NONE || is_unrated(pairs, row)) && !CUBE_IS_VALUE(at[row]);
	}
	return true;
}

static const struct method method_unstamped = {.slots = 1, .columns = unstamped_columns, .add = unstamped_add};

static bool unstamped_merge(struct task *task, const struct task *unstamped)
{
	size_t periods = (size_t)task->evaluation->period.n;

	for (uint32_t g = 0; g < unstamped->groups->n; g++) {
		uint32_t own;

		if (!unstamped->tallies || unstamped->tallies[g].missed == 0)
			continue;
		own = groups_at(task->groups, groups_keys(unstamped->groups, g));
		if (own == GROUPS_NONE || !tallies_reserve(task))
			return false;
		task->tallies[own * periods].missed += unstamped->tallies[g].missed;
	}
	return true;
}

/* A scan of its own, over the period asked for alone. */
static bool unstamped_count(struct task *task, struct err *err)
{
	struct evaluation evaluation = *task->evaluation;
	struct task unstamped = {.def = task->def, .method = &method_unstamped, .evaluation = &evaluation, .slots = 1};
	struct task *tasks[] = {&unstamped};
	struct frame frame = {.kind = FRAME_REGISTERED_ALL, .evaluation = &evaluation, .tasks = tasks, .n_tasks = 1};
	bool ok;

	evaluation.period.n = 1;
	evaluation.period.of_day = NULL;
	evaluation.period.first = evaluation.period.from;
	ok = frame_run(&frame, err) && (unstamped_merge(task, &unstamped) || err_memory(err));
	free(unstamped.tallies);
	frame_finish(&frame);
	return ok;
}

/* Which offices have paid amounts of their own: asked once for each. */
struct answers {
	struct groups offices;
	bool *paid;
};

static bool office_ask(struct store *store, uint32_t office, bool *ret_paid, struct err *err)
{
	struct store_rows *rows = NULL;
	int got;

	if (!store_rows_open(store, "kpi_office_paid", &rows, err))
		return false;
	store_rows_bind_int(rows, 1, office);
	got = store_rows_next(rows, err);
	if (got == 1)
		*ret_paid = store_rows_int(rows, 0) != 0;
	store_rows_close(rows);
	return got == 1;
}

static bool office_is_paid(struct store *store, struct answers *answers, uint32_t office, bool *ret_paid, struct err *err)
{
	size_t n = answers->offices.n;
	uint32_t number = groups_at(&answers->offices, &office);

	if (number == GROUPS_NONE)
		return err_memory(err);
	if (answers->offices.n > n) {
		bool *paid = realloc(answers->paid, answers->offices.cap * sizeof(*paid));

		if (!paid)
			return err_memory(err);
		answers->paid = paid;
		if (!office_ask(store, office, &paid[number], err))
			return false;
	}
	*ret_paid = answers->paid[number];
	return true;
}

/* n: 1 for amounts, 0 for what is taken off others. */
static bool file_row(struct task *task, int32_t day, uint32_t office, int n, int64_t amount)
{
	unsigned k = period_of(&task->evaluation->period, period_second(day));
	bool selected;
	uint32_t group;
	struct tally *tally;

	if (k == PERIOD_NONE)
		return true;
	group = task_group_of(task, office, period_second(day), true, &selected);
	if (!selected)
		return true;
	if (group == GROUPS_NONE || !tallies_reserve(task))
		return false;
	tally = &task->tallies[group * (size_t)task->evaluation->period.n + k];
	tally->used += n;
	tally->numerator += amount;
	return true;
}

static bool is_net(const struct task *task)
{
	return task->def->argument[0] == REVENUE_NET;
}

static bool file_read(struct task *task, struct answers *answers, struct store_rows *rows, struct err *err)
{
	const struct evaluation *e = task->evaluation;
	int got;

	store_rows_bind_int(rows, 1, e->period.first);
	store_rows_bind_int(rows, 2, e->period.to);
	while ((got = store_rows_next(rows, err)) == 1) {
		uint32_t office = (uint32_t)store_rows_int(rows, 1);
		bool paid;

		if (!office_is_paid(e->env->store, answers, office, &paid, err))
			return false;
		if (!paid && !file_row(task, (int32_t)store_rows_int(rows, 0), office, 1, store_rows_int(rows, 2)))
			return err_memory(err);
		if (is_net(task) && !file_row(task, (int32_t)store_rows_int(rows, 0), office, 0, -store_rows_int(rows, 3)))
			return err_memory(err);
	}
	return got == 0;
}

static bool file_add(struct task *task, struct err *err)
{
	struct store_rows *rows = NULL;
	struct answers answers = {.paid = NULL};
	bool ok;

	if (!store_rows_open(task->evaluation->env->store, "kpi_revenue", &rows, err))
		return false;
	groups_init(&answers.offices, 1);
	ok = file_read(task, &answers, rows, err);
	groups_finish(&answers.offices);
	free(answers.paid);
	store_rows_close(rows);
	return ok;
}

static bool revenue_complete(struct task *task, struct err *err)
{
	const struct evaluation *e = task->evaluation;

	if (is_net(task) && !evaluation_is_by_place_and_time(e)) {
		task->missing = "revenue.declaration_id";	/* refunds are told of posts and days alone */
		return true;
	}
	if (presence_has(&e->facts.presence, "declarations.paid_amount") && !unstamped_count(task, err))
		return false;
	return !presence_has(&e->facts.presence, "revenue.collected") || !evaluation_is_by_place_and_time(e) || file_add(task, err);
}

static size_t revenue_read(const struct task *task, size_t cell, struct figure figures[FIGURES_MAX])
{
	const struct tally *tally = &task->tallies[cell];

	figures[0] = figure_empty("sum");
	figures[0].n = tally->used;
	figures[0].value = (double)tally->numerator / task->evaluation->facts.minor_units;
	figures[0].coverage = figure_coverage(tally->used, tally->missed);
	return 1;
}

const struct method method_revenue = {.slots = 1, .columns = revenue_columns, .add = revenue_add, .complete = revenue_complete,
	.read = revenue_read};
