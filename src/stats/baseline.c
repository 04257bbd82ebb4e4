/* baseline.c - see baseline.h. Everything is a median of few hundred values at most, found anew where they change: no state that a
 * bad value could poison. */
#include "baseline.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stats/stats.h"

enum {
	CYCLES = 8,			/* seasons that shape and slow level look back */
	REFRESH = 48,			/* levels and scales are found anew so often in a season */
	PLACES_MIN = 20,		/* values that a place's own scale needs */
	LEVEL_PLAIN = 56,		/* steps of the slow level without a season */
	LEVEL_SAMPLES = 512,		/* values that a level is made of, evenly taken */
	KNOWN_MIN = 14, RESTART_MIN = 4,
	SCRATCH = 4096,
};

static const double mad_to_sd = 1.4826;

bool baseline_init(struct baseline *baseline, const double *values, size_t n, size_t season, size_t reach, double quickness)
{
	*baseline = (struct baseline){.values = values, .season = season, .reach = reach, .quickness = quickness, .quick = NAN,
		.detrended = malloc((n + 1) * sizeof(double)), .plain = malloc((n + 1) * sizeof(double)),
		.slow_rest = malloc((n + 1) * sizeof(double)), .quick_rest = malloc((n + 1) * sizeof(double)),
		.scratch = malloc(SCRATCH * sizeof(double))};
	return baseline->detrended && baseline->plain && baseline->slow_rest && baseline->quick_rest && baseline->scratch;
}

void baseline_finish(struct baseline *baseline)
{
	free(baseline->detrended);
	free(baseline->plain);
	free(baseline->slow_rest);
	free(baseline->quick_rest);
	free(baseline->scratch);
	*baseline = (struct baseline){.n = 0};
}

static size_t level_reach(const struct baseline *baseline)
{
	return baseline->season > 1 ? CYCLES * baseline->season : LEVEL_PLAIN;
}

/* Values at the place of step n in earlier seasons, and beside it. */
static size_t place_gather(const struct baseline *baseline, const double *from, double *ret_found)
{
	size_t n = baseline->n, season = baseline->season, reach = baseline->reach, stride = 1 + reach / 8, found = 0;

	for (size_t c = 1; c <= CYCLES && c * season <= n; c++) {
		size_t middle = n - c * season;

		for (size_t k = middle > reach ? middle - reach : 0; k <= middle + reach && k < n; k += stride) {
			if (!isnan(from[k]) && found < SCRATCH)
				ret_found[found++] = from[k];
		}
	}
	return found;
}

/* Evenly taken from the steps since `from`. */
static size_t recent_gather(const struct baseline *baseline, const double *values, size_t from, double *ret_found)
{
	size_t n = baseline->n, stride = 1 + (n - from) / LEVEL_SAMPLES, found = 0;

	for (size_t k = n; k-- > from && found < SCRATCH;) {
		if ((n - 1 - k) % stride == 0 && !isnan(values[k]))
			ret_found[found++] = values[k];
	}
	return found;
}

static double shape_now(struct baseline *baseline)
{
	size_t found;

	if (baseline->season <= 1)
		return 0;
	found = place_gather(baseline, baseline->detrended, baseline->scratch);
	return found >= 2 ? stats_median(baseline->scratch, found) : 0;
}

static void slow_level(struct baseline *baseline)
{
	size_t reach = level_reach(baseline), from = baseline->n > reach ? baseline->n - reach : 0, found;

	if (baseline->slow_since > 0 && baseline->slow_since * REFRESH < baseline->season)
		return;
	if (from < baseline->begin && baseline->begin + RESTART_MIN <= baseline->n)
		from = baseline->begin;
	found = recent_gather(baseline, baseline->plain, from, baseline->scratch);
	if (found > 0)
		baseline->slow = stats_median(baseline->scratch, found);
	baseline->slow_since = 0;
}

/* Median deviation, and half of the mean one where most values are alike: a series of zeros with a few bursts is not without
 * noise. */
static double scale_of(double *rest, size_t n)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++) {
		rest[i] = fabs(rest[i]);
		sum += rest[i];
	}
	return n ? fmax(mad_to_sd * stats_median(rest, n), 0.5 * 1.2533 * sum / (double)n) : 0;
}

static void scales(struct baseline *baseline)
{
	size_t reach = level_reach(baseline), from = baseline->n > reach ? baseline->n - reach : 0, found;

	if (baseline->scale_since > 0 && baseline->scale_since * REFRESH < baseline->season)
		return;
	found = recent_gather(baseline, baseline->slow_rest, from, baseline->scratch);
	baseline->scale_slow = scale_of(baseline->scratch, found);
	found = recent_gather(baseline, baseline->quick_rest, from, baseline->scratch);
	baseline->scale_quick = scale_of(baseline->scratch, found);
	/* A quiet hour is judged by quiet hours. */
	found = place_gather(baseline, baseline->quick_rest, baseline->scratch);
	if (found >= PLACES_MIN)
		baseline->scale_quick = fmax(scale_of(baseline->scratch, found), 0.4 * baseline->scale_quick);
	baseline->scale_since = 0;
}

bool baseline_expect(struct baseline *baseline)
{
	baseline->shape = shape_now(baseline);
	slow_level(baseline);
	scales(baseline);
	return baseline->n >= KNOWN_MIN && baseline->n >= 2 * baseline->season;
}

void baseline_learn(struct baseline *baseline, double effect, bool learn)
{
	size_t n = baseline->n;
	double value = baseline->values[n] - effect, plain = value - baseline->shape, rest;

	if (isnan(value) || !learn) {
		baseline->detrended[n] = baseline->plain[n] = baseline->slow_rest[n] = baseline->quick_rest[n] = NAN;
	} else {
		double slow = n ? baseline->slow : plain, limit = 3 * baseline->scale_quick;

		if (isnan(baseline->quick))
			baseline->quick = plain;
		baseline->plain[n] = plain;
		baseline->detrended[n] = value - slow;
		baseline->slow_rest[n] = plain - slow;
		rest = baseline->quick_rest[n] = plain - baseline->quick;
		/* One value moves the level by three deviations at most. */
		if (limit > 0 && n >= KNOWN_MIN)
			rest = fmin(fmax(rest, -limit), limit);
		baseline->quick += baseline->quickness * rest;
	}
	baseline->n++;
	baseline->slow_since++;
	baseline->scale_since++;
}

void baseline_restart(struct baseline *baseline, size_t begin)
{
	baseline->begin = begin;
	baseline->slow_since = 0;
}
