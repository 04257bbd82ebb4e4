/* compare.c - is a change more than chance? See kpi_compare(). */
#include <math.h>
#include <string.h>

#include "kpi/kpi.h"
#include "verdict.h"

#define Z 1.96

static bool is_ignored(const struct kpi_dim_value *dim, const char *ignore)
{
	return ignore && strcmp(dim->name, ignore) == 0;
}

static bool is_same(const struct kpi_row *a, const struct kpi_row *b, const char *ignore)
{
	if (a->def != b->def || strcmp(a->stat, b->stat) != 0 || a->n_dims != b->n_dims)
		return false;
	for (size_t i = 0; i < a->n_dims; i++)
		if (!is_ignored(&a->dims[i], ignore) && strcmp(a->dims[i].value, b->dims[i].value) != 0)
			return false;
	return true;
}

static double squared(double x)
{
	return x * x;
}

/* The difference of two estimates with intervals of their own, neither of which need be symmetric. */
static bool intervals_differ(const struct kpi_row *a, const struct kpi_row *b)
{
	double difference = a->value - b->value;
	double down = sqrt(squared(a->value - a->low) + squared(b->high - b->value));
	double up = sqrt(squared(a->high - a->value) + squared(b->value - b->low));

	return difference - down > 0 || difference + up < 0;
}

/* Limits of times are those of their logarithms. */
static bool exceeds_usual_noise(const struct kpi_row *row, double base)
{
	double low = row->usual_low, high = row->usual_high, value = row->value;

	if (row->def->unit == KPI_HOURS && low > 0 && base > 0 && value > 0) {
		low = log(low);
		high = log(high);
		value = log(value);
		base = log(base);
	}
	return fabs(value - base) > Z * sqrt(2) * (high - low) / 6;
}

/* Of two counts of cases, whether they differ more than the counts of one place do from time to time (Poisson): two files where there was one
 * are no news, however level the weeks before were. */
static bool counts_differ(const struct kpi_row *row, double base)
{
	return fabs(row->value - base) > Z * sqrt(fabs(row->value) + fabs(base));
}

static enum kpi_status judge(const struct kpi_row *row, const struct kpi_row *base)
{
	bool differs;

	if (!verdict_allows(row) || !verdict_allows(base))
		return KPI_UNKNOWN;
	if (!isnan(row->low) && !isnan(row->high) && !isnan(base->low) && !isnan(base->high))
		differs = intervals_differ(row, base);
	else if (!isnan(row->usual_low) && !isnan(row->usual_high))
		differs = exceeds_usual_noise(row, base->value);
	else
		return KPI_UNKNOWN;
	if (strcmp(row->stat, "count") == 0)
		differs = differs && counts_differ(row, base->value);
	if (!differs)
		return KPI_USUAL;
	if (row->def->better == KPI_BAND)
		return KPI_UNKNOWN;	/* neither direction is good in itself */
	return (row->value > base->value) == (row->def->better == KPI_HIGHER) ? KPI_BETTER : KPI_WORSE;
}

void kpi_compare(struct kpi_row *rows, size_t n, const struct kpi_row *base, size_t n_base, const char *ignore, const char *name)
{
	size_t next = 0;

	for (size_t i = 0; i < n; i++) {
		const struct kpi_row *found = NULL;

		if (strcmp(rows[i].def->group, "data") == 0)
			continue;	/* how old or whole records are is told as of now */
		/* Both stand in the same order, so the next one is nearly always it. */
		for (size_t k = 0; k < n_base && !found; k++)
			if (is_same(&rows[i], &base[(next + k) % n_base], ignore))
				found = &base[(next + k) % n_base];
		if (found)
			next = (size_t)(found - base) + 1;
		rows[i].base_name = name;
		rows[i].base = found ? found->value : NAN;
		rows[i].base_n = found ? found->n : 0;
		rows[i].status = found ? judge(&rows[i], found) : KPI_UNKNOWN;
		rows[i].before = KPI_UNKNOWN;
	}
}
