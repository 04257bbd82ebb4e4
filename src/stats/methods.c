/* methods.c - see methods.h. */
#include "methods.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "season.h"
#include "smoothing.h"
#include "stats/stats.h"

/* Seasons that a place's median looks back: to the level of late, or to what is usual. */
enum { SEASONS_BACK = 8, LONGER_BACK = 4, SEASONS_FAR = 104, LONGER_FAR = 8 };
/* Seasons that a drift is measured over; of each season's movement, the next one's is this part. */
enum { DRIFT_SEASONS = 7 };
static const double drift_damping = 0.9;

static bool always(const struct past *past)
{
	return true;
}

static bool has_season(const struct past *past)
{
	return past->season > 1;
}

static bool has_no_season(const struct past *past)
{
	return past->season <= 1;
}

static bool has_longer(const struct past *past)
{
	return past->longer > 0;
}

/* Logarithms even out a season that grows with the level; they need values well away from zero. */
static bool is_positive(const struct past *past)
{
	double low = HUGE_VAL, high = 0;

	for (size_t i = 0; i < past->n; i++) {
		if (isnan(past->values[i]))
			continue;
		low = fmin(low, past->values[i]);
		high = fmax(high, past->values[i]);
	}
	return low > 0 && high / low > 1.5 && high / low < 1e4;
}

static bool is_positive_with_season(const struct past *past)
{
	return has_season(past) && is_positive(past);
}

static bool is_positive_with_longer(const struct past *past)
{
	return has_longer(past) && is_positive(past);
}

/* ---- naive ---- */

static double last_known(const struct past *past, size_t place, size_t season)
{
	for (size_t i = past->n; i-- > 0;) {
		if (i % season == place && !isnan(past->values[i]))
			return past->values[i];
	}
	return NAN;
}

static bool repeat(const struct past *past, size_t season, size_t horizon, double *ret_means)
{
	double last = last_known(past, 0, 1);

	for (size_t h = 0; h < horizon; h++) {
		ret_means[h] = h < season ? last_known(past, (past->n + h) % season, season) : ret_means[h - season];
		if (isnan(ret_means[h]))
			ret_means[h] = last;
	}
	return true;
}

bool method_naive(const struct past *past, size_t horizon, double *ret_means)
{
	return repeat(past, past->season, horizon, ret_means);
}

static bool run_last(const struct past *past, size_t horizon, double *ret_means)
{
	return repeat(past, 1, horizon, ret_means);
}

/* What a value is larger than that of the same place a season before, on average of the last seasons. */
static double drift_of(const struct past *past)
{
	size_t season = past->season, seasons = past->n / season - 1, count = 0;
	double sum = 0;

	seasons = seasons < DRIFT_SEASONS ? seasons : DRIFT_SEASONS;
	for (size_t i = past->n - season; seasons > 0 && i < past->n; i++) {
		double moved = past->values[i] - past->values[i - seasons * season];

		sum += isnan(moved) ? 0 : moved / (double)seasons;
		count += !isnan(moved);
	}
	return count ? sum / (double)count : 0;
}

static bool run_drift(const struct past *past, size_t horizon, double *ret_means)
{
	double step = drift_of(past), moved = 0;

	repeat(past, past->season, horizon, ret_means);
	for (size_t h = 0; h < horizon; h++) {
		if (h % past->season == 0) {
			step *= drift_damping;
			moved += step;
		}
		ret_means[h] += moved;
	}
	return true;
}

static bool run_naive_longer(const struct past *past, size_t horizon, double *ret_means)
{
	return repeat(past, past->longer, horizon, ret_means);
}

/* ---- medians of places ---- */

static double place_median(const struct past *past, size_t place, size_t season, size_t back)
{
	double found[SEASONS_FAR];
	size_t n = 0;

	for (size_t i = past->n; i-- > 0 && n < back;) {
		if (i % season != place) {
			size_t skip = (i % season + season - place) % season;

			if (skip > i)
				break;
			i -= skip;
		}
		if (!isnan(past->values[i]))
			found[n++] = past->values[i];
	}
	return stats_median(found, n);
}

static bool medians(const struct past *past, size_t season, size_t back, size_t horizon, double *ret_means)
{
	double last = last_known(past, 0, 1);

	for (size_t h = 0; h < horizon; h++) {
		ret_means[h] = h < season ? place_median(past, (past->n + h) % season, season, back) : ret_means[h - season];
		if (isnan(ret_means[h]))
			ret_means[h] = last;
	}
	return true;
}

static bool run_medians(const struct past *past, size_t horizon, double *ret_means)
{
	return medians(past, past->season, SEASONS_BACK, horizon, ret_means);
}

static bool run_medians_far(const struct past *past, size_t horizon, double *ret_means)
{
	return medians(past, past->season, SEASONS_FAR, horizon, ret_means);
}

static bool run_medians_longer_far(const struct past *past, size_t horizon, double *ret_means)
{
	return medians(past, past->longer, LONGER_FAR, horizon, ret_means);
}

static bool run_medians_longer(const struct past *past, size_t horizon, double *ret_means)
{
	return medians(past, past->longer, LONGER_BACK, horizon, ret_means);
}

/* ---- smoothing ---- */

bool method_smooth(const struct past *past, const double *values, size_t season, size_t longer, bool has_trend, size_t horizon,
	double *ret_means)
{
	struct smoothing model = {0};
	bool ok = smoothing_fit(&model, values, past->n, season, longer, has_trend, past->guess);

	if (ok)
		smoothing_forecast(&model, horizon, ret_means);
	smoothing_finish(&model);
	return ok;
}

static bool run_smoothing(const struct past *past, size_t horizon, double *ret_means)
{
	return method_smooth(past, past->values, past->season, 0, true, horizon, ret_means);
}

static bool run_level(const struct past *past, size_t horizon, double *ret_means)
{
	return method_smooth(past, past->values, 1, 0, false, horizon, ret_means);
}

static bool run_trend(const struct past *past, size_t horizon, double *ret_means)
{
	return method_smooth(past, past->values, 1, 0, true, horizon, ret_means);
}

static bool run_smoothing_longer(const struct past *past, size_t horizon, double *ret_means)
{
	return method_smooth(past, past->values, past->season, past->longer, true, horizon, ret_means);
}

static bool smooth_logarithms(const struct past *past, size_t longer, size_t horizon, double *ret_means)
{
	double *logs = malloc((past->n + 1) * sizeof(*logs));
	bool ok = logs != NULL;

	for (size_t i = 0; ok && i < past->n; i++)
		logs[i] = log(past->values[i]);
	ok = ok && method_smooth(past, logs, past->season, longer, true, horizon, ret_means);
	for (size_t h = 0; ok && h < horizon; h++)
		ret_means[h] = exp(ret_means[h]);
	free(logs);
	return ok;
}

static bool run_logarithms(const struct past *past, size_t horizon, double *ret_means)
{
	return smooth_logarithms(past, 0, horizon, ret_means);
}

static bool run_logarithms_longer(const struct past *past, size_t horizon, double *ret_means)
{
	return smooth_logarithms(past, past->longer, horizon, ret_means);
}

/* ---- Theta ---- */

static double slope_of(const double *values, size_t n)
{
	double middle = ((double)n - 1) / 2, top = 0, bottom = 0;

	for (size_t i = 0; i < n; i++) {
		top += ((double)i - middle) * values[i];
		bottom += ((double)i - middle) * ((double)i - middle);
	}
	return bottom > 0 ? top / bottom : 0;
}

/* Without season: level at the end, and half the slope a step; the drift of the first steps is that of smoothing itself. */
static bool theta_line(const struct past *past, const double *values, size_t horizon, double *ret_means)
{
	struct smoothing model = {0};
	double drift = slope_of(values, past->n) / 2, alpha;
	bool ok = smoothing_fit(&model, values, past->n, 1, 0, false, past->guess);

	alpha = model.alpha;
	for (size_t h = 0; ok && h < horizon; h++)
		ret_means[h] = model.level + drift * ((double)h + (1 - pow(1 - alpha, (double)past->n)) / alpha);
	smoothing_finish(&model);
	return ok;
}

bool method_theta(const struct past *past, size_t horizon, double *ret_means)
{
	size_t season = past->season, n = past->n;
	double *values = malloc((n + 1) * sizeof(*values)), *shape = malloc((season + 1) * sizeof(*shape));
	bool multiplicative = is_positive(past), ok = values && shape;

	if (ok) {
		memcpy(values, past->values, n * sizeof(*values));
		season_fill(values, n, season);
		shape[0] = multiplicative;
		ok = season <= 1 || season_shape(values, n, season, multiplicative, false, shape);
	}
	for (size_t i = 0; ok && i < n; i++)
		values[i] = multiplicative ? values[i] / shape[i % season] : values[i] - shape[i % season];
	ok = ok && theta_line(past, values, horizon, ret_means);
	for (size_t h = 0; ok && h < horizon; h++) {
		double part = shape[(n + h) % season];

		ret_means[h] = multiplicative ? ret_means[h] * part : ret_means[h] + part;
	}
	free(values);
	free(shape);
	return ok;
}

/* Trials are few and their differences partly luck: what did well over many series of the M competitions starts ahead. */
const struct method methods[] = {
	{"seasonal naive", 0.2, always, method_naive},
	{"median of places", 1, has_season, run_medians},
	{"smoothing", 1, always, run_smoothing},
	{"smoothing of logarithms", 0.5, is_positive_with_season, run_logarithms},
	{"theta", 0.5, always, method_theta},
	{"naive, longer season", 0.2, has_longer, run_naive_longer},
	{"median of places, longer season", 1, has_longer, run_medians_longer},
	{"smoothing, two seasons", 1, has_longer, run_smoothing_longer},
	{"smoothing of logarithms, two seasons", 0.5, is_positive_with_longer, run_logarithms_longer},
	{"last value", 0.1, has_season, run_last, .ignores_season = true},
	{"smoothing without season", 0.2, has_season, run_trend, .ignores_season = true},
	{"smoothing of level", 0.3, has_no_season, run_level},
	{"median of places, whole past", 1, has_season, run_medians_far},
	{"median of places, longer season, whole past", 1, has_longer, run_medians_longer_far},
	{"as a year before", 2, method_year_applies, method_year},
	{"seasonal naive with drift", 0.5, has_season, run_drift},
};

const size_t n_methods = sizeof(methods) / sizeof(methods[0]);
