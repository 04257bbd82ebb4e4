/* trials.h - what the engine of forecasts tries on a series' own past, and what it makes of it. */
#ifndef STATS_TRIALS_H
#define STATS_TRIALS_H

#include "band.h"
#include "smoothing.h"
#include "stats/forecast.h"

enum { TRIALS = 18 };

struct trials {
	const double *values;
	size_t n, horizon;	/* horizon: of the answer */
	size_t season, longer;
	size_t count, steps;	/* of trials; steps that each looks ahead */
	size_t origins[TRIALS];	/* values known to each, ascending */
	double independent;	/* trials without a common stretch that would fit into theirs */
	double *forecasts[STATS_FORECAST_METHODS];	/* count x steps each; NULL: the method does not apply */
	double *errors;		/* of the answer: count x steps */
	struct smoothing_guess guesses[STATS_FORECAST_METHODS];
};

/* Within this of the seasonal naive forecast a difference in the trials is luck. */
#define WEIGHTS_SLACK 1.03

/* From the errors of the methods. The better, the heavier; what errs far more than the best is left out. */
void weights_find(struct stats_forecast *forecast);
void weights_naive(struct stats_forecast *forecast);
/* The answer, of n forecasts by each method. */
void weights_combine(const struct stats_forecast *forecast, double *const *forecasts, size_t n, double *ret_means);

/* Fills in sums and lasts. errors, summed: of the answer's steps and of their sums. false when memory is out. */
bool backtest(const struct trials *trials, const struct band_errors *errors, const struct band_errors *summed,
	struct stats_forecast *forecast, struct arena *arena);

#endif
