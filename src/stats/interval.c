/* interval.c - 95 % intervals of rates, means and quantiles.
 *
 * Wilson for rates, because the plain one collapses at 0 and 1; order statistics for quantiles, because times
 * are far from normal. */
#include "stats/stats.h"

#include <math.h>

static const double z_95 = 1.959963984540054;
static const struct stats_interval nothing = {NAN, NAN};

enum { EXACT_MAX = 1000 };

struct stats_interval stats_wilson(int64_t k, int64_t n)
{
	double z2 = z_95 * z_95, size = (double)n, p, centre, half;

	if (n <= 0 || k < 0 || k > n)
		return nothing;
	p = (double)k / size;
	centre = (p + z2 / (2 * size)) / (1 + z2 / size);
	half = z_95 / (1 + z2 / size) * sqrt(p * (1 - p) / size + z2 / (4 * size * size));
	return (struct stats_interval){
		.low = k == 0 ? 0 : centre - half,
		.high = k == n ? 1 : centre + half,
	};
}

struct stats_interval stats_mean_interval(double sum, double sum_of_squares, int64_t n)
{
	double size = (double)n, mean, variance, half;

	if (n < 2)
		return nothing;
	mean = sum / size;
	/* Rounding may leave a little less than 0. */
	variance = fmax((sum_of_squares - sum * mean) / (size - 1), 0);
	half = z_95 * sqrt(variance / size);
	return (struct stats_interval){.low = mean - half, .high = mean + half};
}

/* B, how many values lie below the quantile, is binomial: the largest low with P(B < low) <= 2.5 % and the
 * smallest high with P(B >= high) <= 2.5 % (Conover, Practical Nonparametric Statistics, 3.2). */
static void ranks_exact(int64_t n, double p, int64_t *ret_low, int64_t *ret_high)
{
	double size = (double)n, odds = p / (1 - p), below = 0, mass;
	double from = size * p - 8 * sqrt(size * p * (1 - p)) - 20;	/* less than 1e-12 lies before */
	int64_t k = (int64_t)fmax(from, 0);
	int sign;

	mass = exp(lgamma_r(size + 1, &sign) - lgamma_r((double)k + 1, &sign) -
		   lgamma_r(size - (double)k + 1, &sign) + (double)k * log(p) +
		   (size - (double)k) * log1p(-p));
	for (; k <= n && below + mass <= 0.025; k++) { /* below is P(B < k) */
		below += mass;
		mass *= (size - (double)k) / ((double)k + 1) * odds;
	}
	*ret_low = k;
	for (; k <= n && below < 0.975; k++) {
		below += mass;
		mass *= (size - (double)k) / ((double)k + 1) * odds;
	}
	*ret_high = k;
}

bool stats_quantile_ranks(int64_t n, double p, int64_t *ret_low, int64_t *ret_high)
{
	int64_t low, high;

	if (n < 1 || !(p > 0 && p < 1))
		return false;
	if (n <= EXACT_MAX) {
		ranks_exact(n, p, &low, &high);
	} else {
		double centre = (double)n * p, half = z_95 * sqrt(centre * (1 - p));

		low = (int64_t)ceil(centre - half);
		high = (int64_t)ceil(centre + half);
	}
	if (low < 1 || high > n)
		return false;
	*ret_low = low;
	*ret_high = high;
	return true;
}
