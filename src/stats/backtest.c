/* backtest.c - what would have been said at each trial by one who knows the other trials alone: methods are weighed, and intervals made,
 * without the errors of that trial. Then it can be held against what came. */
#include <math.h>
#include <string.h>

#include "trials.h"

/* Mean absolute error over all trials but one. */
static double error_but(const struct trials *trials, const double *forecasts, size_t but)
{
	double sum = 0;
	size_t count = 0;

	for (size_t k = 0; k < trials->count; k++) {
		for (size_t h = 0; k != but && h < trials->steps; h++) {
			double error = fabs(trials->values[trials->origins[k] + h] - forecasts[k * trials->steps + h]);

			sum += isnan(error) ? 0 : error;
			count += !isnan(error);
		}
	}
	return count ? sum / (double)count : NAN;
}

/* The answer's forecasts of trial `but`, weighed by the others. answer: scratch for all trials. */
static const double *answer_but(const struct trials *trials, const struct stats_forecast *forecast, size_t but, double *answer)
{
	struct stats_forecast its = {.n_methods = forecast->n_methods};
	double error;

	for (size_t m = 0; m < its.n_methods; m++)
		its.methods[m].error = trials->forecasts[m] ? error_but(trials, trials->forecasts[m], but) : NAN;
	weights_find(&its);
	weights_combine(&its, trials->forecasts, trials->count * trials->steps, answer);
	error = error_but(trials, answer, but);
	if (!(error < its.methods[0].error * WEIGHTS_SLACK) && trials->forecasts[0])
		memcpy(answer, trials->forecasts[0], trials->count * trials->steps * sizeof(*answer));
	return answer + but * trials->steps;
}

static double sum_of(const double *values, size_t n)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += values[i];
	return sum;
}

bool backtest(const struct trials *trials, const struct band_errors *errors, const struct band_errors *summed,
	struct stats_forecast *forecast, struct arena *arena)
{
	size_t steps = trials->steps, last = steps - 1;
	double *answer, *sums, *low, *high;

	forecast->sums = forecast->lasts = NULL;
	if (trials->count < 3 || !trials->forecasts[0])
		return true;
	answer = arena_array(arena, trials->count * steps, sizeof(*answer));
	sums = arena_array(arena, steps, sizeof(*sums));
	low = arena_array(arena, steps, sizeof(*low));
	high = arena_array(arena, steps, sizeof(*high));
	forecast->sums = arena_array(arena, trials->count, sizeof(*forecast->sums));
	forecast->lasts = arena_array(arena, trials->count, sizeof(*forecast->lasts));
	if (!answer || !sums || !low || !high || !forecast->sums || !forecast->lasts)
		return false;
	for (size_t k = 0; k < trials->count; k++) {
		const double *its = answer_but(trials, forecast, k, answer), *naive = trials->forecasts[0] + k * steps;
		const double *actual = trials->values + trials->origins[k];

		for (size_t h = 0; h < steps; h++)
			sums[h] = (h ? sums[h - 1] : 0) + its[h];
		if (!band_find(summed, k, steps, sums, low, high))
			return false;
		forecast->sums[k] = (struct stats_forecast_look){.origin = trials->origins[k], .mean = sums[last], .low = sums[last] + low[last],
			.high = sums[last] + high[last], .actual = sum_of(actual, steps), .naive = sum_of(naive, steps)};
		if (!band_find(errors, k, steps, its, low, high))
			return false;
		forecast->lasts[k] = (struct stats_forecast_look){.origin = trials->origins[k], .mean = its[last], .low = its[last] + low[last],
			.high = its[last] + high[last], .actual = actual[last], .naive = naive[last]};
	}
	return true;
}
