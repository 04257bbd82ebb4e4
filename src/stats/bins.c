/* bins.c - seconds as log-linear bins: the exponent and the seven bits after the leading one.
 *
 * The upper half of a bin is at most 1/256 of any value in it: 0.39 %. Counts of bins add up exactly over
 * days and posts, which quantiles do not. */
#include "stats/stats.h"

enum { SUBS = 1 << STATS_BIN_BITS, EXACT = 2 * SUBS, BLOCK = 64, BLOCKS = STATS_BINS / BLOCK };

_Static_assert(BLOCKS * BLOCK == STATS_BINS, "blocks cover the bins");

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

/* Sums of blocks are added without a branch; then one walk over blocks and one within a block finds a rank. */
void stats_bin_ranks(const uint32_t counts[STATS_BINS], const int64_t *ranks, size_t n_ranks, unsigned *ret_bins,
	int64_t *ret_below)
{
	int64_t blocks[BLOCKS];

	for (unsigned i = 0; i < BLOCKS; i++) {
		uint64_t sum = 0;

		for (unsigned k = 0; k < BLOCK; k++)
			sum += counts[i * BLOCK + k];
		blocks[i] = (int64_t)sum;
	}
	for (size_t i = 0; i < n_ranks; i++) {
		int64_t below = 0;
		unsigned block = 0, bin;

		while (block + 1 < BLOCKS && below + blocks[block] < ranks[i])
			below += blocks[block++];
		bin = block * BLOCK;
		while (bin + 1 < STATS_BINS && below + counts[bin] < ranks[i])
			below += counts[bin++];
		ret_bins[i] = bin;
		ret_below[i] = below;
	}
}
