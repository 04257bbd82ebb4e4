/* forecast.c - trials on the past, weights from them, and the answer; see stats/forecast.h. */
#include "stats/forecast.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "band.h"
#include "methods.h"
#include "trials.h"

enum {
	/* Older values teach nothing new and cost time. */
	HISTORY_MIN = 2000, HISTORY_MAX = 8000, HISTORY_SEASONS = 40, HISTORY_FEWEST = 5,
	FIRST_MIN = 10,		/* values that a trial needs before it */
};

static const double weight_power = 5, weight_reach = 1.6;
/* Errors of one trial go together, and so do those of trials that overlap: they tell less than their number suggests. Per trial without
 * a common stretch; of a sum, a trial has only one error at each step. Student's t is wider than the normal distribution by
 * nearly 1.5 / n at 95 %; both were set so that simulated series (see the benchmark) are covered as promised. */
static const double widening = 0.3, widening_totals = 2.5;

static struct past past_of(const struct trials *trials, size_t n, struct smoothing_guess *guess)
{
	return (struct past){.values = trials->values, .n = n, .whole = trials->n, .season = trials->season, .longer = trials->longer,
		.guess = guess};
}

/* ---- what is known, and what of it is used ---- */

static size_t known_count(const double *values, size_t n)
{
	size_t known = 0;

	for (size_t i = 0; i < n; i++)
		known += !isnan(values[i]);
	return known;
}

static void season_settle(struct trials *trials, const struct stats_forecast_options *options)
{
	trials->season = options->season > 1 && trials->n >= options->season + 1 ? options->season : 1;
	trials->longer = options->longer > options->season && trials->season > 1 && trials->n >= 3 * options->longer ? options->longer : 0;
}

/* A method with a season needs two of them; before that only repeating is left. */
static bool method_applies(const struct method *method, const struct past *past)
{
	if (method->run != method_naive && known_count(past->values, past->n) < 3)
		return false;
	if (method->run != method_naive && !method->ignores_season && past->season > 1 && past->n < 2 * past->season + 2)
		return false;
	return method->applies(past);
}

static void history_cut(struct trials *trials)
{
	size_t whole = trials->longer ? trials->longer : trials->season, most = HISTORY_SEASONS * whole, cut;

	most = most > HISTORY_MAX ? HISTORY_MAX : most;
	most = most < HISTORY_MIN ? HISTORY_MIN : most;
	most = most < HISTORY_FEWEST * whole ? HISTORY_FEWEST * whole : most;
	if (trials->n <= most)
		return;
	/* Whole seasons go, so that places keep their numbers. */
	cut = trials->n - most;
	cut -= cut % whole;
	trials->values += cut;
	trials->n -= cut;
}

/* ---- trials ---- */

/* The last trial ends with the series; they lie a step of the season apart where there is room. */
static void trials_place(struct trials *trials)
{
	size_t season = trials->season, first = season > 1 ? 2 * season + 2 : FIRST_MIN, room, apart, span = trials->horizon;

	if (trials->longer && first < 2 * trials->longer)
		first = 2 * trials->longer;
	if (first < trials->n / 3)
		first = trials->n / 3;
	if (first > trials->n - trials->n / 4)
		first = trials->n > 4 ? trials->n - trials->n / 4 : trials->n;
	room = trials->n - first;
	span = span < (room + 2) / 3 ? span : (room + 2) / 3;
	trials->steps = span;
	trials->count = 0;
	if (room == 0)
		return;
	apart = (room - span) / (TRIALS - 1);
	apart = apart > span ? span : apart;
	if (apart > season)
		apart -= apart % season;
	apart = apart ? apart : 1;
	while (trials->count < TRIALS && first + span + trials->count * apart <= trials->n)
		trials->count++;
	for (size_t k = 0; k < trials->count; k++)
		trials->origins[k] = trials->n - span - (trials->count - 1 - k) * apart;
	trials->independent = 1 + (double)((trials->count - 1) * apart) / (double)span;
}

/* The answer's past counts too: a first zero behind the last trial is nothing to take a logarithm of. */
static bool method_try(struct trials *trials, size_t m, struct arena *arena)
{
	for (size_t k = 0; k <= trials->count; k++) {
		struct past past = past_of(trials, k < trials->count ? trials->origins[k] : trials->n, &trials->guesses[m]);

		if (!method_applies(&methods[m], &past))
			return true;
	}
	trials->forecasts[m] = arena_array(arena, trials->count * trials->steps + 1, sizeof(double));
	if (!trials->forecasts[m])
		return false;
	for (size_t k = 0; k < trials->count; k++) {
		struct past past = past_of(trials, trials->origins[k], &trials->guesses[m]);

		if (!methods[m].run(&past, trials->steps, trials->forecasts[m] + k * trials->steps))
			return false;
	}
	return true;
}

static double error_of(const struct trials *trials, const double *forecasts, size_t k, size_t h)
{
	return trials->values[trials->origins[k] + h] - forecasts[k * trials->steps + h];
}

static double mean_error(const struct trials *trials, const double *forecasts)
{
	double sum = 0;
	size_t count = 0;

	for (size_t k = 0; forecasts && k < trials->count; k++) {
		for (size_t h = 0; h < trials->steps; h++) {
			double error = fabs(error_of(trials, forecasts, k, h));

			sum += isnan(error) ? 0 : error;
			count += !isnan(error);
		}
	}
	return count ? sum / (double)count : NAN;
}

/* ---- weights ---- */

void weights_find(struct stats_forecast *forecast)
{
	double best = HUGE_VAL, sum = 0;

	for (size_t m = 0; m < forecast->n_methods; m++)
		best = fmin(best, isnan(forecast->methods[m].error) ? HUGE_VAL : forecast->methods[m].error);
	for (size_t m = 0; m < forecast->n_methods; m++) {
		struct stats_forecast_method *method = &forecast->methods[m];

		method->weight = 0;
		if (best == 0)
			method->weight = method->error == 0;
		else if (method->error <= best * weight_reach)
			method->weight = methods[m].trust * pow(best / method->error, weight_power);
		sum += method->weight;
	}
	for (size_t m = 0; m < forecast->n_methods; m++)
		forecast->methods[m].weight = sum > 0 ? forecast->methods[m].weight / sum : m == 0;
}

void weights_naive(struct stats_forecast *forecast)
{
	for (size_t m = 0; m < forecast->n_methods; m++)
		forecast->methods[m].weight = m == 0;
	forecast->is_naive = true;
}

void weights_combine(const struct stats_forecast *forecast, double *const *forecasts, size_t n, double *ret_means)
{
	for (size_t i = 0; i < n; i++) {
		ret_means[i] = 0;
		for (size_t m = 0; m < forecast->n_methods; m++) {
			if (forecast->methods[m].weight > 0)
				ret_means[i] += forecast->methods[m].weight * forecasts[m][i];
		}
	}
}

static bool methods_try(struct trials *trials, struct arena *arena, struct stats_forecast *forecast)
{
	size_t n = trials->count * trials->steps;
	double *answer = arena_array(arena, n + 1, sizeof(*answer));

	if (!answer)
		return false;
	forecast->n_methods = n_methods;
	for (size_t m = 0; m < n_methods; m++) {
		if (!method_try(trials, m, arena))
			return false;
		forecast->methods[m] = (struct stats_forecast_method){.name = methods[m].name, .error = mean_error(trials, trials->forecasts[m])};
	}
	forecast->naive_error = forecast->methods[0].error;
	weights_find(forecast);
	weights_combine(forecast, trials->forecasts, n, answer);
	forecast->error = mean_error(trials, answer);
	if (!(forecast->error < forecast->naive_error * WEIGHTS_SLACK)) {
		weights_naive(forecast);
		forecast->error = forecast->naive_error;
		if (n > 0 && trials->forecasts[0])
			memcpy(answer, trials->forecasts[0], n * sizeof(*answer));
	}
	trials->errors = arena_array(arena, n + 1, sizeof(double));
	for (size_t i = 0; trials->errors && i < n; i++)
		trials->errors[i] = error_of(trials, answer, i / trials->steps, i % trials->steps);
	return trials->errors != NULL;
}

/* ---- the answer ---- */

/* The parameters of the answer are searched for anew: what the trials found is where their searches began, and may be a corner. */
static bool answer_run(const struct trials *trials, struct arena *arena, const struct stats_forecast *forecast, double *ret_means)
{
	double *means[STATS_FORECAST_METHODS] = {NULL};

	for (size_t m = 0; m < forecast->n_methods; m++) {
		struct past past = past_of(trials, trials->n, NULL);

		if (!(forecast->methods[m].weight > 0))
			continue;
		means[m] = arena_array(arena, trials->horizon, sizeof(double));
		if (!means[m] || !methods[m].run(&past, trials->horizon, means[m]))
			return false;
	}
	weights_combine(forecast, means, trials->horizon, ret_means);
	return true;
}

/* Counts and amounts that never were below zero will not be. */
static void limits_find(const double *values, size_t n, struct band_errors *errors)
{
	errors->least = errors->most = 0;
	for (size_t i = 0; i < n; i++) {
		errors->least = values[i] < 0 ? -HUGE_VAL : errors->least;
		errors->most = values[i] > 0 ? HUGE_VAL : errors->most;
	}
}

static double limited(double value, const struct band_errors *errors)
{
	return isnan(value) ? value : fmin(fmax(value, errors->least), errors->most);
}

static bool band_put(const struct band_errors *errors, const double *means, struct arena *arena, size_t horizon,
	struct stats_forecast_point *points)
{
	double *low = arena_array(arena, horizon, sizeof(double)), *high = arena_array(arena, horizon, sizeof(double));

	if (!low || !high || !band_find(errors, errors->trials, horizon, means, low, high))
		return false;
	for (size_t h = 0; h < horizon; h++)
		points[h] = (struct stats_forecast_point){.mean = limited(means[h], errors), .low = limited(means[h] + low[h], errors),
			.high = limited(means[h] + high[h], errors)};
	return true;
}

/* Errors of the sum of the steps so far; not known any more once one of them is not. */
static double *errors_summed(const struct trials *trials, struct arena *arena)
{
	double *sums = arena_array(arena, trials->count * trials->steps + 1, sizeof(double));

	for (size_t k = 0; sums && k < trials->count; k++) {
		double sum = 0;

		for (size_t h = 0; h < trials->steps; h++)
			sums[k * trials->steps + h] = sum += trials->errors[k * trials->steps + h];
	}
	return sums;
}

/* What the answer would have been in trial k. */
static void means_of(const struct trials *trials, size_t k, double *ret_means)
{
	for (size_t h = 0; h < trials->steps; h++)
		ret_means[h] = trials->values[trials->origins[k] + h] - trials->errors[k * trials->steps + h];
}

/* Each trial against intervals made from the others. */
static bool coverage_find(const struct trials *trials, const struct band_errors *errors, struct arena *arena, double *ret_coverage)
{
	size_t steps = errors->steps, inside = 0, count = 0;
	double *low = arena_array(arena, steps + 1, sizeof(double)), *high = arena_array(arena, steps + 1, sizeof(double));
	double *means = arena_array(arena, steps + 1, sizeof(double));

	*ret_coverage = NAN;
	if (!low || !high || !means)
		return false;
	for (size_t k = 0; k < errors->trials && errors->trials >= 3; k++) {
		means_of(trials, k, means);
		if (!band_find(errors, k, steps, means, low, high))
			return false;
		for (size_t h = 0; h < steps; h++) {
			double error = errors->errors[k * steps + h];

			count += !isnan(error);
			inside += error >= low[h] && error <= high[h];
		}
	}
	if (count)
		*ret_coverage = (double)inside / (double)count;
	return true;
}

static double widening_of(const struct trials *trials, double share)
{
	double n = trials->independent;

	return share / n + 1.5 / (n * n);
}

static bool intervals_find(const struct trials *trials, const double *means, struct arena *arena, struct stats_forecast *forecast)
{
	struct band_errors errors = {.errors = trials->errors, .trials = trials->count, .steps = trials->steps,
		.widening = widening_of(trials, widening), .season = trials->season};
	struct band_errors sums = {.errors = errors_summed(trials, arena), .trials = trials->count, .steps = trials->steps,
		.widening = widening_of(trials, widening_totals), .season = 1};
	double *totals = arena_array(arena, trials->horizon, sizeof(double)), total = 0;

	forecast->points = arena_array(arena, trials->horizon, sizeof(*forecast->points));
	forecast->totals = arena_array(arena, trials->horizon, sizeof(*forecast->totals));
	if (!sums.errors || !totals || !forecast->points || !forecast->totals)
		return false;
	limits_find(trials->values, trials->n, &errors);
	sums.least = errors.least;
	sums.most = errors.most;
	for (size_t h = 0; h < trials->horizon; h++)
		totals[h] = total += limited(means[h], &errors);
	return backtest(trials, &errors, &sums, forecast, arena) &&
	       band_put(&errors, means, arena, trials->horizon, forecast->points) &&
	       band_put(&sums, totals, arena, trials->horizon, forecast->totals) &&
	       coverage_find(trials, &errors, arena, &forecast->coverage);
}

bool stats_forecast(const double *values, size_t n, const struct stats_forecast_options *options, struct arena *arena,
	struct stats_forecast *ret_forecast)
{
	struct trials trials = {.values = values, .n = n, .horizon = options->horizon ? options->horizon : 1};
	struct stats_forecast forecast = {.coverage = NAN};
	double *means = arena_array(arena, trials.horizon, sizeof(double));

	if (!means || known_count(values, n) == 0)
		return false;
	season_settle(&trials, options);
	history_cut(&trials);
	trials_place(&trials);
	if (!methods_try(&trials, arena, &forecast) || !answer_run(&trials, arena, &forecast, means) ||
		!intervals_find(&trials, means, arena, &forecast))
		return false;
	forecast.season = trials.season;
	forecast.longer = trials.longer;
	forecast.trials = trials.count;
	forecast.tried_steps = trials.steps;
	*ret_forecast = forecast;
	return true;
}

/* ---- which season ---- */

static double autocorrelation(const double *values, size_t n, size_t lag)
{
	double mean = 0, top = 0, bottom = 0, count = 0;

	for (size_t i = 0; i < n; i++) {
		mean += isnan(values[i]) ? 0 : values[i];
		count += !isnan(values[i]);
	}
	mean /= fmax(count, 1);
	for (size_t i = 0; i < n; i++) {
		double distance = values[i] - mean;

		bottom += isnan(distance) ? 0 : distance * distance;
		if (i >= lag && !isnan(distance) && !isnan(values[i - lag]))
			top += distance * (values[i - lag] - mean);
	}
	return bottom > 0 ? top / bottom : 0;
}

size_t stats_season_find(const double *values, size_t n, const size_t *candidates, size_t n_candidates)
{
	double *steps = malloc((n + 1) * sizeof(*steps)), best = 0;
	size_t found = 1, count = 0, known = 0;

	for (size_t i = 1; steps && i < n; i++)
		steps[count++] = values[i] - values[i - 1];
	known = steps ? known_count(steps, count) : 0;
	for (size_t c = 0; steps && c < n_candidates; c++) {
		double at = 0, limit;

		if (n < 3 * candidates[c])
			continue;
		at = autocorrelation(steps, count, candidates[c]);
		limit = 3 / sqrt((double)known);
		/* A multiple of a season repeats it too, and must beat it clearly. */
		if (at > fmax(limit, 0.15) && at > best + 0.05) {
			best = at;
			found = candidates[c];
		}
	}
	free(steps);
	return found;
}
