/* band.h - how wide an interval has to be, from the errors of earlier forecasts. */
#ifndef STATS_BAND_H
#define STATS_BAND_H

#include <stdbool.h>
#include <stddef.h>

/* Errors of trials: row k is one trial, column h what was missed h + 1 steps ahead; NaN: not known. */
struct band_errors {
	const double *errors;
	size_t trials, steps;	/* rows, columns */
	double widening;	/* intervals are wider by this part: what so few trials cannot tell */
	size_t season;		/* steps ahead that lie in the same place of the season err alike; 1: none */
	double least, most;	/* no value lies beyond */
};

/* 95 % of the errors at each of `horizon` steps lie between ret_low and ret_high, which are added to the forecasts in means. Where that
 * leads beyond what values can be, nothing is missed on that side, and all 5 % lie on the other. Steps beyond those tried widen with the
 * root of their distance. `but` leaves one trial out (trials or more: none). false when memory is out. */
bool band_find(const struct band_errors *errors, size_t but, size_t horizon, const double *means, double *ret_low, double *ret_high);

#endif
