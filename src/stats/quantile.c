/* quantile.c - order statistics: the nearest rank, medians, and how far values lie from their median.
 *
 * NaN in an array of doubles is no value: it is moved to the end and not counted. */
#include "stats/stats.h"

#include <math.h>

/* Below SELECT_SMALL values sorting is as fast; twice the rounds that a good pivot can need. */
enum { SELECT_SMALL = 48, SELECT_ROUNDS = 64 };

#define VALUE uint32_t
#define SELECT(name) u32_##name
#include "select.inc"
#undef VALUE
#undef SELECT

#define VALUE double
#define SELECT(name) double_##name
#include "select.inc"
#undef VALUE
#undef SELECT

int64_t stats_rank(double p, int64_t n)
{
	double exact = p * (double)n;
	int64_t rank = (int64_t)ceil(exact - exact * 1e-14); /* 0.07 * 100 is a little more than 7 */

	if (rank < 1)
		return 1;
	return rank > n ? n : rank;
}

uint32_t stats_quantile_u32(uint32_t *values, size_t n, double p)
{
	return u32_kth(values, n, (size_t)stats_rank(p, (int64_t)n) - 1, SELECT_ROUNDS);
}

/* Moves NaN to the end; returns how many are before. */
static size_t without_nan(double *values, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++) {
		double value = values[i];

		values[i] = values[kept];
		values[kept] = value;
		kept += !isnan(value);
	}
	return kept;
}

double stats_quantile(double *values, size_t n, double p)
{
	n = without_nan(values, n);
	return n ? double_kth(values, n, (size_t)stats_rank(p, (int64_t)n) - 1, SELECT_ROUNDS) : NAN;
}

double stats_median(double *values, size_t n)
{
	double upper, lower;

	n = without_nan(values, n);
	if (n == 0)
		return NAN;
	upper = double_kth(values, n, n / 2, SELECT_ROUNDS);
	if (n % 2)
		return upper;
	lower = values[0]; /* the selection left the smaller half in front */
	for (size_t i = 1; i < n / 2; i++)
		lower = fmax(lower, values[i]);
	return lower + (upper - lower) / 2;
}

/* Walks outwards from the median on sorted values, so that the values themselves survive. */
double stats_mad(double *values, size_t n, double median)
{
	size_t below, above;
	double last = 0, before = 0;

	n = without_nan(values, n);
	if (n == 0)
		return NAN;
	double_sort(values, n);
	for (above = 0; above < n && values[above] < median; above++)
		;
	below = above;
	for (size_t i = 0; i <= n / 2; i++) {
		before = last;
		if (above == n || (below > 0 && median - values[below - 1] <= values[above] - median))
			last = median - values[--below];
		else
			last = values[above++] - median;
	}
	return n % 2 ? last : before + (last - before) / 2;
}
