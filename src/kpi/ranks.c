/* ranks.c - see ranks.h. */
#include "ranks.h"

#include <stdlib.h>
#include <string.h>

#include "stats/stats.h"

enum { SORT_ALL_BELOW = 1024 };

static int compare(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

static void sort(uint32_t *values, size_t n)
{
	qsort(values, n, sizeof(*values), compare);
}

/* The bin of a rank, and how many values lie in the bins below it. */
static unsigned bin_of_rank(const uint32_t *counts, int64_t rank, int64_t *ret_below)
{
	int64_t below = 0;
	unsigned bin = 0;

	while (bin + 1 < STATS_BINS && below + counts[bin] < rank)
		below += counts[bin++];
	*ret_below = below;
	return bin;
}

static void read_from_bins(const uint32_t *values, size_t n, const uint32_t *counts, const int64_t *ranks, size_t n_ranks,
	uint32_t *scratch, uint32_t *ret_values)
{
	unsigned sorted_bin = STATS_BINS;

	for (size_t i = 0; i < n_ranks; i++) {
		int64_t below;
		unsigned bin = bin_of_rank(counts, ranks[i], &below);

		if (bin != sorted_bin) {
			uint32_t low = stats_bin_low(bin), width = stats_bin_high(bin) - low;
			size_t k = 0;

			for (size_t j = 0; j < n; j++) {
				scratch[k] = values[j];
				k += values[j] - low <= width;
			}
			sort(scratch, k);
			sorted_bin = bin;
		}
		ret_values[i] = scratch[ranks[i] - below - 1];
	}
}

bool ranks_read(uint32_t *values, size_t n, const int64_t *ranks, size_t n_ranks, uint32_t *ret_values)
{
	uint32_t *counts, *scratch, most = 0;

	if (n < SORT_ALL_BELOW) {
		sort(values, n);
		for (size_t i = 0; i < n_ranks; i++)
			ret_values[i] = values[ranks[i] - 1];
		return true;
	}
	counts = calloc(STATS_BINS, sizeof(*counts));
	if (!counts)
		return false;
	for (size_t i = 0; i < n; i++)
		counts[stats_bin(values[i])]++;
	for (unsigned i = 0; i < STATS_BINS; i++)
		most = counts[i] > most ? counts[i] : most;
	scratch = malloc(((size_t)most + 1) * sizeof(*scratch));
	if (scratch)
		read_from_bins(values, n, counts, ranks, n_ranks, scratch, ret_values);
	free(scratch);
	free(counts);
	return scratch != NULL;
}
