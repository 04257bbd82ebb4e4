/* band.c - see band.h.
 *
 * A dozen trials are too few for a quantile at each step ahead, so that errors are pooled: the scale of each step is a smoothed
 * mean that does not fall with distance, times what its place in the season adds; the quantiles are those of all errors in
 * units of their scale. */
#include "band.h"

#include <math.h>
#include <stdlib.h>

#include "stats/stats.h"

enum { PLACE_PRIOR = 6, NORMAL_PRIOR = 20 };

/* Quantile of normal errors over the mean of their sizes, 2.5 % and 5 % beyond it: what is believed of their shape before there are
 * many. */
static const double normal_ratio = 2.4564, normal_ratio_alone = 2.0615;

struct band {
	const struct band_errors *errors;
	size_t but;
	double *scale;		/* steps of them */
	double *place;		/* season of them, around 1 */
	double *ratios;		/* trials x steps */
};

static double error_at(const struct band *band, size_t k, size_t h)
{
	return k == band->but ? NAN : band->errors->errors[k * band->errors->steps + h];
}

/* Mean absolute error around each step, over a window that widens with distance. */
static void scale_smooth(struct band *band)
{
	const struct band_errors *errors = band->errors;
	double last = 0;

	for (size_t h = 0; h < errors->steps; h++) {
		size_t reach = errors->season > 1 ? errors->season / 2 + h / 4 : 1 + h / 4, from = h > reach ? h - reach : 0;
		double sum = 0;
		size_t count = 0;

		for (size_t j = from; j <= h + reach && j < errors->steps; j++) {
			for (size_t k = 0; k < errors->trials; k++) {
				double error = error_at(band, k, j);

				sum += isnan(error) ? 0 : fabs(error);
				count += !isnan(error);
			}
		}
		band->scale[h] = count ? sum / (double)count : last;
		last = band->scale[h];
	}
}

/* Pool adjacent violators: the nearest scale that never falls. */
static void scale_rise(double *scale, size_t n)
{
	size_t start = 0;

	while (start < n) {
		double sum = 0, best = HUGE_VAL;
		size_t end = start;

		for (size_t i = start; i < n; i++) {
			sum += scale[i];
			if (sum / (double)(i - start + 1) <= best) {
				best = sum / (double)(i - start + 1);
				end = i;
			}
		}
		for (size_t i = start; i <= end; i++)
			scale[i] = best;
		start = end + 1;
	}
}

static void places_find(struct band *band)
{
	const struct band_errors *errors = band->errors;
	size_t season = errors->season;

	for (size_t place = 0; place < season; place++) {
		double sum = PLACE_PRIOR, count = PLACE_PRIOR;

		for (size_t h = place; h < errors->steps && season > 1; h += season) {
			for (size_t k = 0; k < errors->trials; k++) {
				double error = error_at(band, k, h);

				if (isnan(error) || !(band->scale[h] > 0))
					continue;
				sum += fabs(error) / band->scale[h];
				count++;
			}
		}
		band->place[place] = sum / count;
	}
}

static double scale_at(const struct band *band, size_t h)
{
	size_t steps = band->errors->steps;
	double scale = band->scale[h < steps ? h : steps - 1] * band->place[h % band->errors->season];

	return h < steps ? scale : scale * sqrt((double)(h + 1) / (double)steps);
}

/* All errors in units of their scale. */
static size_t ratios_fill(struct band *band)
{
	const struct band_errors *errors = band->errors;
	size_t n = 0;

	for (size_t k = 0; k < errors->trials; k++) {
		for (size_t h = 0; h < errors->steps; h++) {
			double scale = scale_at(band, h), error = error_at(band, k, h);

			if (!isnan(error))
				band->ratios[n++] = scale > 0 ? error / scale : 0;
		}
	}
	return n;
}

/* In units of scale: to both sides, and to one where nothing can lie on the other. */
struct quantiles {
	double low, high, low_alone, high_alone;
};

/* Half of each side's own quantile, half of both together: lopsided where errors are, yet not at the mercy of a few. A side alone is as
 * lopsided as can be. */
static struct quantiles quantiles_of(struct band *band)
{
	size_t n = ratios_fill(band);
	double own = (double)n / (double)(n + NORMAL_PRIOR), widen = 1 + band->errors->widening, normal, both, low, high;
	struct quantiles quantiles = {NAN, NAN, NAN, NAN};

	if (n == 0)
		return quantiles;
	normal = (1 - own) * normal_ratio_alone;
	quantiles.low_alone = widen * fmin(own * stats_quantile(band->ratios, n, 0.05) - normal, 0);
	quantiles.high_alone = widen * fmax(own * stats_quantile(band->ratios, n, 0.95) + normal, 0);
	low = -stats_quantile(band->ratios, n, 0.025);
	high = stats_quantile(band->ratios, n, 0.975);
	for (size_t i = 0; i < n; i++)
		band->ratios[i] = fabs(band->ratios[i]);
	both = own * stats_quantile(band->ratios, n, 0.95) + (1 - own) * normal_ratio;
	low = own * low + (1 - own) * both;
	high = own * high + (1 - own) * both;
	quantiles.low = -widen * fmax((both + low) / 2, 0);
	quantiles.high = widen * fmax((both + high) / 2, 0);
	return quantiles;
}

static void limits_put(const struct band *band, const struct quantiles *quantiles, size_t h, double mean, double *ret_low, double *ret_high)
{
	double scale = band->errors->steps ? scale_at(band, h) : NAN;
	double low = quantiles->low * scale, high = quantiles->high * scale;

	*ret_low = mean + high >= band->errors->most ? quantiles->low_alone * scale : low;
	*ret_high = mean + low <= band->errors->least ? quantiles->high_alone * scale : high;
}

bool band_find(const struct band_errors *errors, size_t but, size_t horizon, const double *means, double *ret_low, double *ret_high)
{
	struct band band = {.errors = errors, .but = but, .scale = malloc((errors->steps + 1) * sizeof(double)),
		.place = malloc((errors->season + 1) * sizeof(double)),
		.ratios = malloc((errors->trials * errors->steps + 1) * sizeof(double))};
	bool ok = band.scale && band.place && band.ratios;
	struct quantiles quantiles;

	if (ok) {
		scale_smooth(&band);
		scale_rise(band.scale, errors->steps);
		places_find(&band);
		quantiles = quantiles_of(&band);
	}
	for (size_t h = 0; ok && h < horizon; h++)
		limits_put(&band, &quantiles, h, means[h], &ret_low[h], &ret_high[h]);
	free(band.scale);
	free(band.place);
	free(band.ratios);
	return ok;
}
