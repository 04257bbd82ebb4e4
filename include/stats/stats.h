/* stats.h - arrays in, numbers out. No allocation but where a parameter says so; NaN for "nothing to compute". */
#ifndef STATS_STATS_H
#define STATS_STATS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct stats_interval {
	double low, high;
};

/* 95 % Wilson score interval of k successes in n (Wilson 1927); NaN for n = 0. */
struct stats_interval stats_wilson(int64_t k, int64_t n);
/* 95 % normal interval of a mean from its sums; NaN for n < 2. */
struct stats_interval stats_mean_interval(double sum, double sum_of_squares, int64_t n);

/* Nearest rank: the ceil(p n)-th smallest, p in (0, 1], n >= 1. Reorders values. NaN is no value: it is moved to the end and
 * not counted, here and in the median and the MAD. */
uint32_t stats_quantile_u32(uint32_t *values, size_t n, double p);
double stats_quantile(double *values, size_t n, double p);
int64_t stats_rank(double p, int64_t n);	/* ceil(p n), guarded against rounding, in 1..n */
/* Ranks (1-based) of the order statistics that bound quantile p with 95 %: binomial, normal approximation above n = 1000.
 * false when n is too small for them. */
bool stats_quantile_ranks(int64_t n, double p, int64_t *ret_low, int64_t *ret_high);

/* Log-linear bins of non-negative seconds, 128 to the octave: exact below 256, within 0.39 % above. */
enum { STATS_BINS = 128 * 26, STATS_BIN_BITS = 7 };
static inline unsigned stats_bin(uint32_t seconds)
{
	unsigned exponent = 31u - (unsigned)__builtin_clz(seconds | 1u << STATS_BIN_BITS), shift = exponent - STATS_BIN_BITS;

	return (shift << STATS_BIN_BITS) + (seconds >> shift);
}
uint32_t stats_bin_low(unsigned bin);		/* smallest value of the bin */
uint32_t stats_bin_high(unsigned bin);		/* largest value of the bin */
/* The bins in which the values of several ranks (from 1, in any order) lie, and how many values lie below each bin. */
void stats_bin_ranks(const uint32_t counts[STATS_BINS], const int64_t *ranks, size_t n_ranks, unsigned *ret_bins,
	int64_t *ret_below);

/* Individuals chart (XmR): centre and limits, mean +- 2.66 x mean moving range; NaN skipped; false under 8 values. */
bool stats_xmr(const double *values, size_t n, double *ret_centre, double *ret_low, double *ret_high);

double stats_median(double *values, size_t n);		/* mean of the middle two; reorders */
double stats_mad(double *values, size_t n, double median);	/* median absolute deviation, unscaled; reorders */

#endif
