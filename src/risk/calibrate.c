/* calibrate.c - see calibrate.h. */
#include "calibrate.h"

#include <math.h>
#include <stdlib.h>

struct pool {
	double told, found, n;	/* sums */
};

static int by_told(const void *a, const void *b)
{
	double x = ((const struct pool *)a)->told, y = ((const struct pool *)b)->told;

	return (x > y) - (x < y);
}

static struct pool pool_join(struct pool a, struct pool b)
{
	return (struct pool){.told = a.told + b.told, .found = a.found + b.found, .n = a.n + b.n};
}

/* In place; the pools that are left rise strictly. */
static size_t violators_pool(struct pool *pools, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++) {
		struct pool pool = pools[i];

		while (kept > 0 && pools[kept - 1].found * pool.n >= pool.found * pools[kept - 1].n)
			pool = pool_join(pools[--kept], pool);
		pools[kept++] = pool;
	}
	return kept;
}

bool risk_calibration_make(const double *told, const int *labels, size_t n, struct arena *arena,
	struct risk_calibration *ret_calibration)
{
	struct pool *pools = malloc((n ? n : 1) * sizeof(*pools));
	struct risk_calibration made = {0};

	if (!pools)
		return false;
	for (size_t i = 0; i < n; i++)
		pools[i] = (struct pool){.told = told[i], .found = labels[i], .n = 1};
	qsort(pools, n, sizeof(*pools), by_told);
	made.n = violators_pool(pools, n);
	made.told = arena_array(arena, made.n ? made.n : 1, sizeof(*made.told));
	made.found = arena_array(arena, made.n ? made.n : 1, sizeof(*made.found));
	for (size_t i = 0; made.told && made.found && i < made.n; i++) {
		made.told[i] = pools[i].told / pools[i].n;
		made.found[i] = pools[i].found / pools[i].n;
	}
	if (made.told && made.found && made.n > 1) {
		/* No pool is certain: half an outcome more of either kind at the ends (Jeffreys). */
		const struct pool *last = &pools[made.n - 1];

		made.found[0] = fmin((pools[0].found + 0.5) / (pools[0].n + 1), made.found[1]);
		made.found[made.n - 1] = fmax((last->found + 0.5) / (last->n + 1), made.found[made.n - 2]);
	}
	free(pools);
	if (!made.told || !made.found)
		return false;
	*ret_calibration = made;
	return true;
}

double risk_calibration_apply(const struct risk_calibration *calibration, double p)
{
	const double *told = calibration->told, *found = calibration->found;
	size_t low = 0, high = calibration->n;

	if (calibration->n == 0)
		return p;
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (told[middle] <= p)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == 0)
		return found[0];
	if (low == calibration->n)
		return found[low - 1];
	return found[low - 1] + (found[low] - found[low - 1]) * (p - told[low - 1]) / (told[low] - told[low - 1]);
}
