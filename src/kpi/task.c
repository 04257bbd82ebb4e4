/* task.c - see task.h: what all methods share. */
#include "task.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/time.h"
#include "stats/stats.h"

static const struct method *const methods[METHODS] = {
	[METHOD_INTERVAL] = &method_interval, [METHOD_SPREAD] = &method_spread, [METHOD_FLAGS] = &method_flags,
	[METHOD_COUNT] = &method_count, [METHOD_ROW] = &method_row, [METHOD_LANES] = &method_lanes,
	[METHOD_OWNERS] = &method_owners, [METHOD_COVERAGE] = &method_coverage, [METHOD_AEO] = &method_aeo,
	[METHOD_REVENUE] = &method_revenue, [METHOD_ACHIEVEMENT] = &method_achievement, [METHOD_OPEN] = &method_open,
	[METHOD_FRESHNESS] = &method_freshness, [METHOD_SEIZURES] = &method_seizures,
	[METHOD_ARREARS] = &method_arrears, [METHOD_UNIT_VALUE] = &method_unit_value, [METHOD_AUDITS] = &method_audits,
	[METHOD_OFFICER_DAYS] = &method_officer_days, [METHOD_OFFICER_INSPECTIONS] = &method_officer_inspections,
	[METHOD_BALANCE] = &method_balance, [METHOD_CASE_MIX] = &method_case_mix,
	[METHOD_PAIRS] = &method_pairs,
};

const struct method *method_of(const struct kpi_def *def)
{
	return methods[def->method];
}

void column_set_add(struct column_set *set, int column)
{
	for (size_t i = 0; i < set->n; i++) {
		if (set->columns[i] == column)
			return;
	}
	if (set->n < sizeof(set->columns) / sizeof(*set->columns))
		set->columns[set->n++] = column;
}

bool tallies_reserve(struct task *task)
{
	size_t n = task_cells(task) * (size_t)task->slots, cap = task->n_tallies;
	struct tally *tallies;

	if (n <= cap)
		return true;
	cap = cap * 2 > n ? cap * 2 : n;
	tallies = realloc(task->tallies, cap * sizeof(*tallies));
	if (!tallies)
		return false;
	memset(tallies + task->n_tallies, 0, (cap - task->n_tallies) * sizeof(*tallies));
	task->tallies = tallies;
	task->n_tallies = cap;
	return true;
}

bool tally_is_empty(const struct task *task, size_t cell)
{
	for (size_t i = cell * (size_t)task->slots; i < (cell + 1) * (size_t)task->slots; i++) {
		const struct tally *tally = &task->tallies[i];

		if (tally->used || tally->missed || tally->denominator)
			return false;
	}
	return true;
}

bool values_reserve(struct values *values, size_t n)
{
	size_t cap = values->cap ? values->cap : 4096;
	uint32_t *grown;

	if (n <= values->cap)
		return true;
	while (cap < n)
		cap *= 2;
	grown = realloc(values->value, cap * sizeof(*grown));
	if (!grown)
		return false;
	values->value = grown;
	grown = realloc(values->cell, cap * sizeof(*grown));
	if (!grown)
		return false;
	values->cell = grown;
	values->cap = cap;
	return true;
}

bool values_add(struct values *values, uint32_t value, uint32_t cell)
{
	if (!values_reserve(values, values->n + 1))
		return false;
	values->value[values->n] = value;
	values->cell[values->n++] = cell;
	return true;
}

/* Counting sort by cell. */
bool values_settle(struct values *values, size_t n_cells)
{
	size_t *start = calloc(n_cells + 2, sizeof(*start));
	uint32_t *sorted = NULL;

	if (!start)
		return false;
	values->start = start;
	values->n_cells = n_cells;
	for (size_t i = 0; i < values->n; i++)
		start[values->cell[i] + 2]++;
	for (size_t i = 2; i < n_cells + 2; i++)
		start[i] += start[i - 1];
	if (n_cells > 1) {
		sorted = malloc((values->n ? values->n : 1) * sizeof(*sorted));
		if (!sorted)
			return false;
		for (size_t i = 0; i < values->n; i++)
			sorted[start[values->cell[i] + 1]++] = values->value[i];
		free(values->value);
		values->value = sorted;
	} else {
		start[1] = values->n;
	}
	free(values->cell);
	values->cell = NULL;
	return true;
}

bool values_whole(struct values *values, size_t points)
{
	size_t n = values->n_cells, at = values->n, *start = realloc(values->start, (n + points + 2) * sizeof(*start));
	uint32_t *value;

	if (!start)
		return false;
	values->start = start;
	value = realloc(values->value, (2 * values->n + 1) * sizeof(*value));
	if (!value)
		return false;
	values->value = value;
	for (size_t k = 0; k < points; k++) {
		for (size_t cell = k; cell < n; cell += points) {
			size_t its = start[cell + 1] - start[cell];

			if (its)
				memcpy(value + at, value + start[cell], its * sizeof(*value));
			at += its;
		}
		start[n + k + 1] = at;
	}
	values->n = at;
	values->n_cells = n + points;
	return true;
}

void values_finish(struct values *values)
{
	free(values->value);
	free(values->cell);
	free(values->start);
	memset(values, 0, sizeof(*values));
}

struct figure figure_empty(const char *stat)
{
	return (struct figure){.stat = stat, .value = NAN, .numerator = NAN, .denominator = NAN, .coverage = NAN, .low = NAN,
		.high = NAN};
}

double figure_ratio(double numerator, double denominator)
{
	return denominator != 0 ? numerator / denominator : NAN;
}

double figure_coverage(int64_t used, int64_t missed)
{
	return figure_ratio((double)used, (double)(used + missed));
}

void figure_wilson(struct figure *figure, int64_t k, int64_t n)
{
	struct stats_interval interval = stats_wilson(k, n);

	figure->low = interval.low;
	figure->high = interval.high;
}

struct kpi_row *row_list_add(struct row_list *list)
{
	if (list->n == list->cap) {
		size_t cap = list->cap ? list->cap * 2 : 64;
		struct kpi_row *rows = realloc(list->rows, cap * sizeof(*rows));

		if (!rows)
			return NULL;
		list->rows = rows;
		list->cap = cap;
	}
	list->rows[list->n] = (struct kpi_row){0};
	return &list->rows[list->n++];
}

static bool is_place_or_time(enum kpi_dim dim)
{
	return dim == KPI_DIM_OFFICE || dim_is_time(dim);
}

bool evaluation_is_grouped_by_place_and_time(const struct evaluation *evaluation)
{
	for (size_t i = 0; i < evaluation->n_dims; i++) {
		if (!is_place_or_time(evaluation->dims[i].by.dim))
			return false;
	}
	return true;
}

bool evaluation_is_by_place_and_time(const struct evaluation *evaluation)
{
	if (!evaluation_is_grouped_by_place_and_time(evaluation))
		return false;
	for (size_t i = 0; i < evaluation->query->n_filters; i++) {
		if (!is_place_or_time(evaluation->query->filters[i].by.dim))
			return false;
	}
	return true;
}

static bool place_is_selected(const struct selection *selection, uint32_t office)
{
	for (size_t i = 0; i < selection->n_filters; i++) {
		const struct cube_filter *filter = &selection->filters[i];
		bool found = false;

		for (size_t k = 0; k < filter->n_codes; k++)
			found = found || filter->codes[k] == office;
		if (!found)
			return false;
	}
	return true;
}

uint32_t task_group_of(struct task *task, uint32_t office, int64_t local, bool day_only, bool *ret_selected)
{
	const struct evaluation *evaluation = task->evaluation;
	const struct selection *selection = &evaluation->selection;
	uint32_t keys[DIMS_MAX] = {0};

	*ret_selected = place_is_selected(selection, office);
	for (size_t i = 0; i < selection->n_residuals; i++) {
		const struct residual *residual = &selection->residuals[i];

		*ret_selected = *ret_selected && residual_holds(residual, dim_time_key(&residual->dim, local, day_only));
	}
	if (!*ret_selected)
		return GROUPS_NONE;
	for (size_t i = 0; i < evaluation->n_dims; i++) {
		const struct dim *dim = &evaluation->dims[i];

		keys[i] = dim->by.dim == KPI_DIM_OFFICE ? office : dim_time_key(dim, local, day_only);
	}
	return groups_at(task->groups, keys);
}

int64_t evaluation_moment(const struct evaluation *evaluation, unsigned k, uint32_t office)
{
	int64_t end = period_end(&evaluation->period, k), now = clocks_now(&evaluation->facts.clocks, office);

	/* Nobody said until when: a stock is that of today, however old the newest record is. */
	return now < end || (k == 0 && evaluation->query->to == TIME_DAY_NONE) ? now : end;
}

int32_t evaluation_today(const struct evaluation *evaluation)
{
	const struct clocks *clocks = &evaluation->facts.clocks;

	return time_day_of(clocks->offices.n ? clocks->now[0] : clocks->now_elsewhere) + CUBE_EPOCH_DAY;
}
