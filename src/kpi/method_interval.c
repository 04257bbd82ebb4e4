/* method_interval.c - times: quantiles and mean of a column of seconds, the spread of one, and how many of them are usable. */
#include <math.h>

#include "ranks.h"
#include "stats/stats.h"
#include "task.h"

#define HOUR 3600.0

static const int intervals[] = {
	CUBE_T_RELEASE_TOTAL, CUBE_T_CLEARANCE, CUBE_T_LODGEMENT_TO_RELEASE, CUBE_T_PORT_DWELL, CUBE_T_LODGEMENT_LAG,
	CUBE_T_ASSESS, CUBE_T_PAYMENT_LAG, CUBE_T_PAY_TO_RELEASE, CUBE_T_INSPECTION, CUBE_T_INSPECTION_WAIT, CUBE_T_OGA_HOLD,
	CUBE_T_QUERY, CUBE_T_REMOVAL_LAG,
};

static void interval_columns(const struct task *task, struct column_set *set)
{
	column_set_add(set, task->def->argument[0]);
}

static bool interval_add(struct task *task, const struct pairs *pairs)
{
	const uint32_t *seconds = pairs->batch->u32[task->def->argument[0]];

	for (size_t i = 0; i < pairs->n; i++) {
		uint32_t value = seconds[pairs->row[i]];
		struct tally *tally = &task->tallies[pairs->cell[i]];

		if (CUBE_IS_VALUE(value)) {
			tally->used++;
			if (!values_add(&task->values, value, pairs->cell[i]))
				return false;
		} else {
			tally->missed += value != CUBE_NOT_APPLICABLE;
		}
	}
	return true;
}

static bool interval_settle(struct task *task)
{
	return values_settle(&task->values, task_cells(task));
}

static uint32_t *cell_values(const struct task *task, size_t cell, size_t *ret_n)
{
	*ret_n = task->values.start[cell + 1] - task->values.start[cell];
	return task->values.value + task->values.start[cell];
}

/* p50 and p90, each with the order statistics that bound it. Reorders the values of the cell. */
static bool quantiles_read(uint32_t *values, size_t n, struct figure figures[2])
{
	static const double p[2] = {0.5, 0.9};
	int64_t ranks[RANKS_MAX];
	uint32_t found[RANKS_MAX];
	bool bounded[2];
	size_t n_ranks = 0;

	for (int i = 0; i < 2; i++) {
		ranks[n_ranks++] = stats_rank(p[i], (int64_t)n);
		bounded[i] = stats_quantile_ranks((int64_t)n, p[i], &ranks[n_ranks], &ranks[n_ranks + 1]);
		n_ranks += bounded[i] ? 2 : 0;
	}
	if (!ranks_read(values, n, ranks, n_ranks, found))
		return false;
	for (size_t i = 0, k = 0; i < 2; i++) {
		figures[i].value = found[k++] / HOUR;
		if (bounded[i]) {
			figures[i].low = found[k++] / HOUR;
			figures[i].high = found[k++] / HOUR;
		}
	}
	return true;
}

static void mean_read(const uint32_t *values, size_t n, struct figure *figure)
{
	uint64_t sum = 0;
	double squares = 0;
	struct stats_interval interval;

	for (size_t i = 0; i < n; i++) {
		sum += values[i];
		squares += (double)values[i] * values[i];
	}
	interval = stats_mean_interval((double)sum, squares, (int64_t)n);
	figure->value = (double)sum / (double)n / HOUR;
	figure->low = interval.low / HOUR;
	figure->high = interval.high / HOUR;
}

static struct figure above_read(const uint32_t *values, size_t n, double hours)
{
	struct figure figure = figure_empty("above");
	int64_t above = 0;

	for (size_t i = 0; i < n; i++)
		above += values[i] > hours * HOUR;
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
	size_t n;
	uint32_t *values = cell_values(task, cell, &n);

	for (int i = 0; i < 3; i++) {
		figures[i] = figure_empty(stats[i]);
		figures[i].n = tally->used;
		figures[i].coverage = figure_coverage(tally->used, tally->missed);
	}
	if (n && quantiles_read(values, n, figures))
		mean_read(values, n, &figures[2]);
	if (!(task->evaluation->query->above_hours > 0))
		return 3;
	figures[3] = above_read(values, n, task->evaluation->query->above_hours);
	figures[3].coverage = figures[0].coverage;
	return 4;
}

static size_t spread_read(const struct task *task, size_t cell, struct figure figures[FIGURES_MAX])
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
	.read = interval_read, .keeps_values = true};
const struct method method_spread = {.slots = 1, .columns = interval_columns, .add = interval_add, .settle = interval_settle,
	.read = spread_read, .keeps_values = true};
const struct method method_coverage = {.slots = 1, .columns = coverage_columns, .add = coverage_add, .read = coverage_read};
