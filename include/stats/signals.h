/* signals.h - which values of a series are news: spikes, shifts and drifts, judged by what was known up to then and nothing later.
 *
 * A value is compared with what its place in the season (weekday, hour) and the level of its past let expect, in units of what such
 * values have been off before (medians and median deviations: an earlier spike does not hide the next). Two charts are kept apart,
 * since one that watches for both is worse at each: single values, and their exponentially weighted mean (0.3; Roberts 1959),
 * which adds up what is too small to stand out in a day. Each tells its evidence as -log10 of the chance to be off so far when
 * nothing happens, measured on the series' own past (a generalised Pareto tail behind its outermost values), so that 2 is
 * reached once in a hundred steps, whatever the shape of the noise. */
#ifndef STATS_SIGNALS_H
#define STATS_SIGNALS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

enum stats_signal_kind { STATS_SIGNAL_NONE, STATS_SIGNAL_SPIKE, STATS_SIGNAL_SHIFT, STATS_SIGNAL_DRIFT };

struct stats_signals_options {
	size_t season;			/* steps; 0 or 1: none */
	size_t longer;			/* a longer season, a multiple of the first (week over day); 0: none */
	double every;			/* steps in which each chart may raise one false alarm; 100 when 0 */
	double every_first;		/* how many it may be at the beginning: as many as are known, from this on; 0: `every` at once */
	const double *own;		/* n of them: standard error of each value (of a rate from few files); NULL or NaN: none */
	const unsigned char *special;	/* n of them, not 0: days with a rule of their own (a feast): compared with the days of the same number,
					 * and neither judged nor learnt from before three of those are known; NULL: none */
};

/* Steps in which each chart may raise one false alarm where so many are known. */
double stats_signals_every(const struct stats_signals_options *options, size_t known);

struct stats_signal {
	double expected, low, high;	/* NaN before enough is known; limits of the first chart */
	double spike, shift;		/* evidence of either chart */
	double score;			/* the larger of them; 0 where it only repeats what was larger, or told, within the last season or 72 steps:
					 * whoever sets a higher limit on it hears of an event as rarely */
	enum stats_signal_kind kind;	/* of an alarm that begins here; STATS_SIGNAL_NONE: none does */
	int direction;			/* of what was found: -1, 1 */
};

/* n signals in the arena; NULL when memory is out. Missing values (NaN) are no news. */
struct stats_signal *stats_signals(const double *values, size_t n, const struct stats_signals_options *options, struct arena *arena);

#endif
