/* forecast.h - what comes next in a series of equal steps, how sure that is, and whether it is better than repeating the last season.
 *
 * Several simple methods are tried on the series' own past: from each of a dozen earlier moments they forecast what is known by
 * now. Their weights in the answer come from these trials, and the intervals are the errors that the answer itself would have
 * made (split conformal, by step ahead and place in the season), so they promise nothing that did not hold before. What never was
 * below zero will not be: an interval that reaches it ends there, and all 5 % that miss it lie above. Where no method beats the seasonal
 * naive one in the trials, that one is the answer, and `is_naive` says so.
 *
 * Methods: seasonal naive, and the same moved on by the drift of the last seasons; median of the same place in the last eight seasons,
 * and in the whole past; shape and level of the last weeks, moved as a year before (days and weeks); additive Holt-Winters with a damped
 * trend (Gardner 1985, Taylor 2003 for two seasons), also of logarithms; Theta (Assimakopoulos and Nikolopoulos 2000); damped trend
 * without a season. */
#ifndef STATS_FORECAST_H
#define STATS_FORECAST_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

struct stats_forecast_options {
	size_t season;		/* steps; 0 or 1: none */
	size_t longer;		/* a longer season, a multiple of the first (week over day); 0: none */
	size_t horizon;		/* steps ahead, at least 1 */
};

struct stats_forecast_point {
	double mean, low, high;		/* 95 %; low and high NaN where the series is too short for any trial */
};

struct stats_forecast_method {
	const char *name;		/* static */
	double error;			/* mean absolute error in the trials; NaN: it could not be tried */
	double weight;			/* in the answer; they sum to 1 */
};

/* One look back: standing at an earlier moment, what would have been said of all steps that the trials look ahead together, and of the
 * last of them. Weights and intervals come from the other trials alone, so nothing of it was known to them. */
struct stats_forecast_look {
	size_t origin;			/* values known then */
	double mean, low, high, actual, naive;	/* actual NaN: not all of it is known */
};

enum { STATS_FORECAST_METHODS = 16 };

struct stats_forecast {
	struct stats_forecast_point *points;	/* horizon of them, one a step */
	struct stats_forecast_point *totals;	/* of the steps up to this one */
	struct stats_forecast_method methods[STATS_FORECAST_METHODS];
	size_t n_methods;
	size_t season, longer;		/* as used: 1 and 0 where the series is too short for them */
	size_t trials, tried_steps;	/* how many, and how far ahead each could look */
	double error, naive_error;	/* mean absolute, in the trials, of the answer and of the seasonal naive forecast */
	double coverage;		/* share of the trials' values inside intervals made without that trial; NaN: fewer than three */
	bool is_naive;			/* nothing did better than the seasonal naive forecast */
	struct stats_forecast_look *sums, *lasts;	/* one a trial, the earliest first; NULL: fewer than three trials */
};

/* values: NaN is missing. All lives in the arena. false when memory is out, or there is no value at all. */
bool stats_forecast(const double *values, size_t n, const struct stats_forecast_options *options, struct arena *arena,
	struct stats_forecast *ret_forecast);

/* A season that the series itself shows, of the candidates given (ascending): the one at which the autocorrelation of its differences
 * is largest, if it is above three standard errors; 1 when none is. */
size_t stats_season_find(const double *values, size_t n, const size_t *candidates, size_t n_candidates);

#endif
