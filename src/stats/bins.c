/* bins.c - seconds as log-linear bins: the exponent and the seven bits after the leading one.
 *
 * The upper half of a bin is at most 1/256 of any value in it: 0.39 %. Counts of bins add up exactly over
 * days and posts, which quantiles do not. */
#include "stats/stats.h"

enum { SUB_BITS = 7, SUBS = 1 << SUB_BITS, EXACT = 2 * SUBS };

unsigned stats_bin(uint32_t seconds)
{
	unsigned exponent;

	if (seconds < EXACT)
		return seconds;
	exponent = 31u - (unsigned)__builtin_clz(seconds);
	return SUBS * (exponent - SUB_BITS) + (seconds >> (exponent - SUB_BITS));
}

static unsigned shift_of(unsigned bin)
{
	return bin < EXACT ? 0 : bin / SUBS - 1;
}

uint32_t stats_bin_low(unsigned bin)
{
	if (bin >= STATS_BINS)
		bin = STATS_BINS - 1;
	return bin < EXACT ? bin : (uint32_t)(SUBS + bin % SUBS) << shift_of(bin);
}

uint32_t stats_bin_high(unsigned bin)
{
	if (bin >= STATS_BINS)
		bin = STATS_BINS - 1;
	return stats_bin_low(bin) + (((uint32_t)1 << shift_of(bin)) - 1);
}
