/* method_interval.c - times: quantiles and mean of a column of seconds, the spread of one, and how many of them are usable. */
#include <math.h>

#include "spread.h"

static const int intervals[] = {
	CUBE_T_RELEASE_TOTAL, CUBE_T_CLEARANCE, CUBE_T_LODGEMENT_TO_RELEASE, CUBE_T_PORT_DWELL, CUBE_T_LODGEMENT_LAG,
	CUBE_T_ASSESS, CUBE_T_PAYMENT_LAG, CUBE_T_PAY_TO_RELEASE, CUBE_T_INSPECTION, CUBE_T_INSPECTION_WAIT, CUBE_T_OGA_HOLD,
	CUBE_T_QUERY, CUBE_T_REMOVAL_LAG,
};

static void interval_columns(const struct task *task, struct column_set *set)
{
	column_set_add(set, task->def->argument[0]);
}

static struct spread *spread_of(struct task *task)
{
	const struct evaluation *e = task->evaluation;

	if (!task->own)
		task->own = spread_create((unsigned)e->period.n, e->query->exact || e->query->above_hours > 0);
	return task->own;
}

static bool interval_add(struct task *task, const struct pairs *pairs)
{
	const uint32_t *seconds = pairs->batch->u32[task->def->argument[0]];
	struct spread *spread = spread_of(task);

	return spread && spread_add(spread, seconds, pairs, task->tallies, task_cells(task));
}

static bool interval_settle(struct task *task)
{
	struct spread *spread = spread_of(task);

	return spread && spread_settle(spread, task->tallies, task_cells(task));
}

static struct figure above_read(const struct spread *spread, size_t cell, double hours)
{
	struct figure figure = figure_empty("above");
	size_t n;
	int64_t above = spread_above(spread, cell, hours, &n);

	figure.n = (int64_t)n;
	figure.numerator = (double)above;
	figure.denominator = (double)n;
	figure.value = figure_ratio((double)above, (double)n);
	return figure;
}

static size_t interval_read(const struct task *task, size_t cell, struct figure figures[FIGURES_MAX])
{
	static const char *const stats[] = {"p50", "p90", "mean"};
	const struct tally *tally = &task->tallies[cell];
	bool is_shown = cell % (size_t)task->evaluation->period.n == 0;
	enum spread_interval interval = task->evaluation->query->points > 1 ? SPREAD_WIDE : is_shown ? SPREAD_USUAL : SPREAD_BARE;

	for (int i = 0; i < 3; i++) {
		figures[i] = figure_empty(stats[i]);
		figures[i].n = tally->used;
		figures[i].coverage = figure_coverage(tally->used, tally->missed);
	}
	spread_read(task->own, cell, interval, figures);
	if (!(task->evaluation->query->above_hours > 0))
		return 3;
	figures[3] = above_read(task->own, cell, task->evaluation->query->above_hours);
	figures[3].coverage = figures[0].coverage;
	return 4;
}

static bool interval_whole(struct task *task)
{
	struct spread *spread = spread_of(task);

	return spread && spread_whole(spread, task->groups->n);
}

static void interval_release(struct task *task)
{
	spread_destroy(task->own);
	task->own = NULL;
}

static size_t predictability_read(const struct task *task, size_t cell, struct figure figures[FIGURES_MAX])
{
	struct figure of[FIGURES_MAX];

	interval_read(task, cell, of);
	figures[0] = figure_empty("ratio");
	figures[0].n = of[0].n;
	figures[0].coverage = of[0].coverage;
	figures[0].numerator = of[1].value;
	figures[0].denominator = of[0].value;
	figures[0].value = figure_ratio(of[1].value, of[0].value);
	return 1;
}

static void coverage_columns(const struct task *task, struct column_set *set)
{
	for (size_t i = 0; i < sizeof(intervals) / sizeof(*intervals); i++)
		column_set_add(set, intervals[i]);
}

static bool coverage_add(struct task *task, const struct pairs *pairs)
{
	for (size_t k = 0; k < sizeof(intervals) / sizeof(*intervals); k++) {
		const uint32_t *seconds = pairs->batch->u32[intervals[k]];

		for (size_t i = 0; i < pairs->n; i++) {
			uint32_t value = seconds[pairs->row[i]];
			struct tally *tally = &task->tallies[pairs->cell[i]];

			tally->numerator += CUBE_IS_VALUE(value);
			tally->denominator += value != CUBE_NOT_APPLICABLE;
		}
	}
	for (size_t i = 0; i < pairs->n; i++)
		task->tallies[pairs->cell[i]].used++;
	return true;
}

static size_t coverage_read(const struct task *task, size_t cell, struct figure figures[FIGURES_MAX])
{
	const struct tally *tally = &task->tallies[cell];

	figures[0] = figure_empty("share");
	figures[0].n = tally->used;
	figures[0].numerator = (double)tally->numerator;
	figures[0].denominator = (double)tally->denominator;
	figures[0].value = figure_ratio((double)tally->numerator, (double)tally->denominator);
	figures[0].coverage = tally->used ? 1 : NAN;
	return 1;
}

const struct method method_interval = {.slots = 1, .columns = interval_columns, .add = interval_add, .settle = interval_settle,
	.whole = interval_whole, .read = interval_read, .release = interval_release, .keeps_values = true};
const struct method method_spread = {.slots = 1, .columns = interval_columns, .add = interval_add, .settle = interval_settle,
	.whole = interval_whole, .read = predictability_read, .release = interval_release, .keeps_values = true};
const struct method method_coverage = {.slots = 1, .columns = coverage_columns, .add = coverage_add, .read = coverage_read};
