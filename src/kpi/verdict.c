/* verdict.c - a word only where n, coverage and history allow one: against the target where there is one, else against the
 * control limits of the comparable periods before. */
#include "verdict.h"

#include <math.h>
#include <string.h>

#include "stats/stats.h"

enum { LEAST_N = 30 };
static const double least_coverage = 0.8;

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

/* Targets speak of a KPI's headline; the other statistics have none. */
static const struct target *target_of(const struct evaluation *e, const struct kpi_row *row)
{
	if (!e->targets || strcmp(row->stat, row->def->headline) != 0)
		return NULL;
	if (strcmp(row->def->id, "open_aged") == 0 && (row->n_dims == 0 || strcmp(row->dims[row->n_dims - 1].value, "72h") != 0))
		return NULL;
	if (strcmp(row->def->id, "revenue_collected") == 0)
		return NULL;
	return targets_find(e->targets, row->def->id, key_of(e, row, KPI_DIM_OFFICE), key_of(e, row, KPI_DIM_FLOW),
		key_of(e, row, KPI_DIM_MODE), row->to);
}

static enum kpi_status towards(const struct kpi_def *def, bool above)
{
	if (def->better == KPI_BAND)
		return KPI_WORSE;
	return above == (def->better == KPI_HIGHER) ? KPI_BETTER : KPI_WORSE;
}

static enum kpi_status against_target(const struct kpi_row *row)
{
	double low = isnan(row->low) ? row->value : row->low, high = isnan(row->high) ? row->value : row->high;

	if (!isnan(row->target_low) || !isnan(row->target_high)) {
		if (!isnan(row->target_low) && high < row->target_low)
			return towards(row->def, false);
		if (!isnan(row->target_high) && low > row->target_high)
			return towards(row->def, true);
		return KPI_USUAL;
	}
	if (row->def->better == KPI_BAND)
		return KPI_USUAL;
	return low > row->target ? towards(row->def, true) : high < row->target ? towards(row->def, false) : KPI_USUAL;
}

static enum kpi_status against_history(const struct kpi_row *row)
{
	if (isnan(row->usual_low))
		return KPI_UNKNOWN;
	if (row->value > row->usual_high)
		return row->def->better == KPI_BAND ? KPI_WORSE : towards(row->def, true);
	if (row->value < row->usual_low)
		return row->def->better == KPI_BAND ? KPI_WORSE : towards(row->def, false);
	return KPI_USUAL;
}

static bool allows_a_word(const struct kpi_row *row)
{
	bool is_stock = row->def->cohort == KPI_AT_STOCK || row->def->unit == KPI_COUNT || strcmp(row->stat, "sum") == 0;

	if (isnan(row->value) || row->missing)
		return false;
	return is_stock || (row->n >= LEAST_N && !(row->coverage < least_coverage));
}

void verdict_set(const struct evaluation *evaluation, struct kpi_row *row, const double *history, size_t n_history)
{
	const struct target *target = target_of(evaluation, row);
	double centre, low, high;

	if (target) {
		row->target = target->value;
		row->target_low = target->low;
		row->target_high = target->high;
	}
	if (n_history >= PERIOD_HISTORY_MIN && stats_xmr(history, n_history, &centre, &low, &high)) {
		row->usual_low = low < 0 && row->def->better != KPI_BAND ? 0 : low;
		row->usual_high = high;
	}
	if (!allows_a_word(row))
		row->status = KPI_UNKNOWN;
	else
		row->status = target ? against_target(row) : against_history(row);
}
