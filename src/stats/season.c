/* season.c - see season.h. Classical decomposition (Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3.4): it is enough for
 * methods that only need the shape, and a hundred lines shorter than one with local regressions. */
#include "season.h"

#include <math.h>
#include <stdlib.h>

#include "stats/stats.h"

void season_trend(const double *values, size_t n, size_t season, double *ret_trend)
{
	size_t half = season / 2;
	bool even = season % 2 == 0;

	for (size_t i = 0; i < n; i++) {
		double sum = 0, weights = 0;

		ret_trend[i] = NAN;
		if (i < half || i + half >= n)
			continue;
		for (size_t k = i - half; k <= i + half; k++) {
			double weight = even && (k == i - half || k == i + half) ? 0.5 : 1;

			if (isnan(values[k]))
				continue;
			sum += weight * values[k];
			weights += weight;
		}
		if (weights * 2 > (double)season)
			ret_trend[i] = sum / weights;
	}
}

/* Mean or median of one place's distances from the trend. */
static double place_middle(double *distances, size_t n, bool robust)
{
	double sum = 0;

	if (robust)
		return stats_median(distances, n);
	for (size_t i = 0; i < n; i++)
		sum += distances[i];
	return n ? sum / (double)n : NAN;
}

static void shape_centre(double *shape, size_t season, bool multiplicative)
{
	double sum = 0;
	size_t n = 0;

	for (size_t i = 0; i < season; i++) {
		sum += isnan(shape[i]) ? 0 : shape[i];
		n += !isnan(shape[i]);
	}
	for (size_t i = 0; i < season; i++) {
		double mean = n ? sum / (double)n : multiplicative;

		if (isnan(shape[i]) || (multiplicative && mean <= 0))
			shape[i] = multiplicative ? 1 : 0;
		else
			shape[i] = multiplicative ? shape[i] / mean : shape[i] - mean;
	}
}

bool season_shape(const double *values, size_t n, size_t season, bool multiplicative, bool robust, double *ret_shape)
{
	double *trend = malloc((n + 1) * sizeof(*trend)), *distances = malloc((n / season + 2) * sizeof(*distances));
	bool ok = trend && distances;

	if (ok)
		season_trend(values, n, season, trend);
	for (size_t place = 0; ok && place < season; place++) {
		size_t count = 0;

		for (size_t i = place; i < n; i += season) {
			double distance = multiplicative ? values[i] / trend[i] : values[i] - trend[i];

			if (isfinite(distance))
				distances[count++] = distance;
		}
		ret_shape[place] = count ? place_middle(distances, count, robust) : NAN;
	}
	if (ok)
		shape_centre(ret_shape, season, multiplicative);
	free(trend);
	free(distances);
	return ok;
}

/* Level around i - offset and around i, from what is known of both seasons. */
static double level_difference(const double *values, size_t n, size_t i, size_t from, size_t season)
{
	double here = 0, there = 0;
	size_t pairs = 0;

	for (size_t k = 1; k < season; k++) {
		for (int side = -1; side <= 1; side += 2) {
			size_t a = i + (size_t)((long)k * side), b = from + (size_t)((long)k * side);

			if (a >= n || b >= n || isnan(values[a]) || isnan(values[b]))
				continue;
			here += values[a];
			there += values[b];
			pairs++;
		}
	}
	return pairs ? (here - there) / (double)pairs : 0;
}

void season_fill(double *values, size_t n, size_t season)
{
	size_t first = 0;

	while (first < n && isnan(values[first]))
		first++;
	for (size_t i = first; i < n; i++) {
		if (!isnan(values[i]))
			continue;
		if (season > 1 && i >= season + first)
			values[i] = values[i - season] + level_difference(values, n, i, i - season, season);
		else
			values[i] = values[i - 1];
	}
	for (size_t i = first; first < n && i-- > 0;)
		values[i] = i + season < n && season > 1 ? values[i + season] : values[i + 1];
}
