/* ranks.c - see ranks.h. */
#include "ranks.h"

#include <stdlib.h>
#include <string.h>

#include "stats/stats.h"

enum { SORT_ALL_BELOW = 96 };

/* The bins that hold ranks: their values are gathered side by side. */
struct wanted {
	uint32_t counts[STATS_BINS];
	uint8_t slot[STATS_BINS];	/* 1 + number of a bin that holds a rank; 0: none does */
	size_t start[RANKS_MAX], filled[RANKS_MAX], n;
	unsigned bins[RANKS_MAX];	/* by rank */
	int64_t below[RANKS_MAX];
};

static int compare(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

static void sort(uint32_t *values, size_t n)
{
	qsort(values, n, sizeof(*values), compare);
}

static void want(struct wanted *wanted, const int64_t *ranks, size_t n_ranks, size_t *ret_gathered)
{
	size_t gathered = 0;

	stats_bin_ranks(wanted->counts, ranks, n_ranks, wanted->bins, wanted->below);
	for (size_t i = 0; i < n_ranks; i++) {
		unsigned bin = wanted->bins[i];

		if (wanted->slot[bin])
			continue;
		wanted->start[wanted->n] = gathered;
		gathered += wanted->counts[bin];
		wanted->slot[bin] = (uint8_t)++wanted->n;
	}
	*ret_gathered = gathered;
}

static void gather(struct wanted *wanted, const uint32_t *values, size_t n, uint32_t *gathered)
{
	for (size_t i = 0; i < n; i++) {
		uint8_t slot = wanted->slot[stats_bin(values[i])];

		if (slot)
			gathered[wanted->start[slot - 1] + wanted->filled[slot - 1]++] = values[i];
	}
	for (size_t i = 0; i < wanted->n; i++)
		sort(gathered + wanted->start[i], wanted->filled[i]);
}

static bool read_from_bins(struct wanted *wanted, const uint32_t *values, size_t n, const int64_t *ranks, size_t n_ranks,
	uint32_t *ret_values)
{
	uint32_t *gathered;
	size_t n_gathered;

	for (size_t i = 0; i < n; i++)
		wanted->counts[stats_bin(values[i])]++;
	want(wanted, ranks, n_ranks, &n_gathered);
	gathered = malloc((n_gathered + 1) * sizeof(*gathered));
	if (!gathered)
		return false;
	gather(wanted, values, n, gathered);
	for (size_t i = 0; i < n_ranks; i++)
		ret_values[i] = gathered[wanted->start[wanted->slot[wanted->bins[i]] - 1] + (size_t)(ranks[i] - wanted->below[i]) - 1];
	free(gathered);
	return true;
}

bool ranks_read(uint32_t *values, size_t n, const int64_t *ranks, size_t n_ranks, uint32_t *ret_values)
{
	struct wanted *wanted;
	bool ok;

	if (n < SORT_ALL_BELOW) {
		sort(values, n);
		for (size_t i = 0; i < n_ranks; i++)
			ret_values[i] = values[ranks[i] - 1];
		return true;
	}
	wanted = calloc(1, sizeof(*wanted));
	if (!wanted)
		return false;
	ok = read_from_bins(wanted, values, n, ranks, n_ranks, ret_values);
	free(wanted);
	return ok;
}
