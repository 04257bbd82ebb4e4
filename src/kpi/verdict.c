/* verdict.c - a word only where n, coverage and history allow one: against the target where there is one, else against the
 * control limits of the comparable periods before.
 *
 * A target is only missed or beaten when the 95 % interval excludes it; figures without an interval have a tenth of it as
 * their margin. Limits of times are those of their logarithms, because times are skewed. */
#include "verdict.h"

#include <math.h>
#include <string.h>

#include "course.h"
#include "stats/stats.h"

enum { LEAST_N = 30 };

#define LEAST_COVERAGE 0.8
#define MARGIN 0.1

static uint32_t key_of(const struct evaluation *e, const struct kpi_row *row, enum kpi_dim dim)
{
	const uint32_t *keys;
	uint32_t key;
	size_t n;

	for (size_t i = 0; i < e->n_dims && i < row->n_dims; i++) {
		if (e->dims[i].by.dim == dim && dim_key_find(e->env, &e->dims[i], row->dims[i].value, &key))
			return key;
	}
	return selection_keys(&e->selection, dim, &keys, &n) && n == 1 ? keys[0] : 0;
}

/* The days a row is about: its own period where it has one. */
static void days_of(const struct evaluation *e, const struct kpi_row *row, int32_t *ret_from, int32_t *ret_to)
{
	*ret_from = row->from;
	*ret_to = row->to;
	for (size_t i = 0; i < e->n_dims && i < row->n_dims; i++) {
		const struct dim *dim = &e->dims[i];
		uint32_t key;

		if (!dim_is_period(dim->by.dim) || !dim_key_find(e->env, dim, row->dims[i].value, &key))
			continue;
		while (*ret_from < *ret_to && dim_time_key(dim, period_second(*ret_from), true) != key)
			++*ret_from;
		while (*ret_to > *ret_from && dim_time_key(dim, period_second(*ret_to), true) != key)
			--*ret_to;
	}
}

/* Targets speak of a KPI's headline, and of open files of those older than 72 hours; revenue has totals of a period. */
static bool target_set(const struct evaluation *e, struct kpi_row *row, struct err *err)
{
	const struct target_scope scope = {.office = key_of(e, row, KPI_DIM_OFFICE), .flow = key_of(e, row, KPI_DIM_FLOW),
		.mode = key_of(e, row, KPI_DIM_MODE)};
	bool is_open = row->def->method == METHOD_OPEN;
	const struct target *target;
	int32_t from, to;

	if (strcmp(row->stat, row->def->headline) != 0 || (row->n_dims > e->n_dims && !is_open) ||
	    (is_open && strcmp(row->dims[row->n_dims - 1].value, "72h") != 0))
		return true;
	days_of(e, row, &from, &to);
	if (row->def->method == METHOD_REVENUE) {
		to = evaluation_today(e) < to ? evaluation_today(e) : to;
		return targets_total(e->targets, row->def->id, &scope, from, to, e->courses, &row->target, err);
	}
	target = targets_find(e->targets, row->def->id, scope.office, scope.flow, scope.mode, to);
	if (target) {
		row->target = target->value;
		row->target_low = target->low;
		row->target_high = target->high;
	}
	return true;
}

double kpi_wanted(double value, double target, double low, double high, int *ret_edge)
{
	bool is_upper = isnan(low) || (!isnan(high) && high - value < value - low);
	int edge = isnan(low) && isnan(high) ? 0 : is_upper ? 1 : -1;

	if (ret_edge)
		*ret_edge = edge;
	return edge == 0 ? target : is_upper ? high : low;
}

static enum kpi_status towards(const struct kpi_def *def, bool above)
{
	if (def->better == KPI_BAND)
		return KPI_WORSE;
	return above == (def->better == KPI_HIGHER) ? KPI_BETTER : KPI_WORSE;
}

/* low and high: what is wanted; NaN: no bound. */
static enum kpi_status against_band(const struct kpi_row *row, double low, double high)
{
	double from = isnan(row->low) ? row->value : row->low, to = isnan(row->high) ? row->value : row->high;

	if (!isnan(low) && to < low)
		return towards(row->def, false);
	if (!isnan(high) && from > high)
		return towards(row->def, true);
	return KPI_USUAL;
}

/* Reached is reached; a tenth short of it is not yet worse. */
static enum kpi_status against_margin(const struct kpi_row *row)
{
	double margin = fabs(row->target) * MARGIN;

	if (row->def->better == KPI_HIGHER && row->value >= row->target)
		return KPI_BETTER;
	if (row->def->better == KPI_LOWER && row->value <= row->target)
		return KPI_BETTER;
	return against_band(row, row->target - margin, row->target + margin);
}

static enum kpi_status against_target(const struct kpi_row *row)
{
	if (!isnan(row->target_low) || !isnan(row->target_high))
		return against_band(row, row->target_low, row->target_high);
	return isnan(row->low) ? against_margin(row) : against_band(row, row->target, row->target);
}

static enum kpi_status against_history(const struct kpi_row *row)
{
	if (isnan(row->usual_low))
		return KPI_UNKNOWN;
	if (row->value > row->usual_high)
		return towards(row->def, true);
	return row->value < row->usual_low ? towards(row->def, false) : KPI_USUAL;
}

bool verdict_allows(const struct kpi_row *row)
{
	bool is_whole = row->def->cohort == KPI_AT_STOCK || row->def->unit == KPI_COUNT || strcmp(row->stat, "sum") == 0;

	if (isnan(row->value) || row->missing)
		return false;
	return is_whole || (row->n >= LEAST_N && !(row->coverage < LEAST_COVERAGE));
}

/* No more than all. */
static bool is_share(const struct kpi_row *row)
{
	return strcmp(row->stat, "rate") == 0 || strcmp(row->stat, "share") == 0;
}

static void limits_set(struct kpi_row *row, const double *history, size_t n_history)
{
	double values[PERIOD_HISTORY], centre, low, high;
	bool logs = row->def->unit == KPI_HOURS;
	size_t n = 0;

	for (size_t i = 0; i < n_history && n < PERIOD_HISTORY; i++) {
		if (!isnan(history[i]))
			values[n++] = history[i];
	}
	for (size_t i = 0; i < n; i++)
		logs = logs && values[i] > 0;
	for (size_t i = 0; logs && i < n; i++)
		values[i] = log(values[i]);
	if (n < PERIOD_HISTORY_MIN || !stats_xmr(values, n, &centre, &low, &high))
		return;
	row->usual_low = logs ? exp(low) : low < 0 && row->def->unit != KPI_MONEY ? 0 : low;
	row->usual_high = logs ? exp(high) : is_share(row) ? fmin(high, 1) : high;
}

static void targets_drop(struct kpi_row *row)
{
	row->target = row->target_low = row->target_high = NAN;
}

static enum kpi_status judge(const struct kpi_row *row)
{
	if (!verdict_allows(row))
		return KPI_UNKNOWN;
	if (!isnan(row->target) || !isnan(row->target_low) || !isnan(row->target_high))
		return against_target(row);
	return against_history(row);
}

/* The period before, held against what this one is held against. Totals of a target differ from period to period: of them it is not
 * told. */
static enum kpi_status judge_last(const struct kpi_row *row, const struct figure *last)
{
	struct kpi_row then = *row;

	if (!last || row->def->method == METHOD_REVENUE)
		return KPI_UNKNOWN;
	then.value = last->value;
	then.low = last->low;
	then.high = last->high;
	then.n = last->n;
	then.coverage = last->coverage;
	return judge(&then);
}

bool verdict_set(const struct evaluation *evaluation, struct kpi_row *row, const double *history, size_t n_history, const struct figure *last,
	struct err *err)
{
	enum kpi_against against = evaluation->query->against;

	if (isnan(row->target) && evaluation->targets && !target_set(evaluation, row, err))
		return false;
	if (against == KPI_AGAINST_USUAL)
		targets_drop(row);
	if (against != KPI_AGAINST_TARGET)
		limits_set(row, history, n_history);
	row->status = judge(row);
	row->before = judge_last(row, last);
	return true;
}
