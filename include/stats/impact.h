/* impact.h - did something that began on a known day change a series, by how much, and could it be chance?
 *
 * Interrupted time series (Wagner et al. 2002): level, trend, season and a change of level from the start on (of slope, too, where asked
 * for), with AR(1) errors by generalised least squares, since plain least squares takes what one day hands to the next for proof.
 * With comparison series it is a difference in differences: what those say together is taken off first, so that what happened to all
 * of them is no effect. Which mixture of them is most like this series is told by the time before the start alone (weights that are not
 * negative and sum to 1: Abadie, Diamond and Hainmueller 2010). They should have its unit; of series of different size, the logarithms.
 *
 * Chance is asked twice: by Student's t of that regression, and by placebo dates: days before the start on which nothing began are
 * tried the same way, and it is counted how many look as good. With comparison series each of them is tried as well, as though it had
 * been the one (placebo in space).
 *
 * Where logarithms are taken, effects multiply: a third off, whatever the level. */
#ifndef STATS_IMPACT_H
#define STATS_IMPACT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

enum { STATS_IMPACT_CONTROLS = 12, STATS_IMPACT_PLACEBOS_LEAST = 19 };

/* A series may have been on its way before. Alone, that is always allowed for, though it costs half of the certainty: the course before
 * would otherwise be taken for the effect. Against comparison series, only where it left them already before (chance below 0.005). */
enum stats_impact_trend { STATS_IMPACT_TREND_AUTO, STATS_IMPACT_TREND_ALWAYS, STATS_IMPACT_TREND_NEVER };

struct stats_impact_options {
	size_t start;			/* first step of the time after */
	size_t season, longer;		/* steps; 0 or 1, and 0: none */
	bool slope;			/* the change may grow or fade: a change of slope beside that of level */
	bool logarithms;
	enum stats_impact_trend trend;
	size_t among;			/* of so many effects looked at: their intervals hold all at once with 95 % (Bonferroni); 0 or 1: this one alone */
	bool without_placebos;		/* p alone: a tenth of the time */
	const double *const *controls;	/* n_controls series of n values */
	size_t n_controls;
};

enum stats_impact_state {
	STATS_IMPACT_TOLD,
	STATS_IMPACT_BEFORE_SHORT,	/* fewer than need_before values before the start */
	STATS_IMPACT_AFTER_SHORT,	/* fewer than need_after from it on */
	STATS_IMPACT_NOT_POSITIVE,	/* logarithms of what is not above zero */
	STATS_IMPACT_UNDETERMINED,	/* season, trend and step cannot be told from each other */
};

struct stats_impact {
	enum stats_impact_state state;
	size_t before, after;		/* values used; the rest is only set with STATS_IMPACT_TOLD */
	size_t need_before, need_after;
	size_t season, longer;		/* as used; 0: none */
	bool trend;			/* as used */
	double effect, low, high;	/* mean change over the time after, in the unit of the values; 95 % */
	double relative, relative_low, relative_high;	/* of what would have been */
	double p;			/* two-sided */
	double slope, slope_p;		/* change of slope a step (of logarithms, where taken); NaN unless asked for */
	double rho;			/* memory of the errors */
	double mean_before, mean_after, mean_expected;	/* expected: after, had nothing begun; of logarithms, geometric means */
	size_t placebos, placebos_as_large;	/* dates tried; those that look at least as good */
	double placebo_p;		/* NaN below STATS_IMPACT_PLACEBOS_LEAST */
	double placebo_low, placebo_high;	/* 95 %, as wide as the placebo dates say; NaN likewise */
	size_t n_used;			/* comparison series with a weight */
	double weights[STATS_IMPACT_CONTROLS];	/* of the controls as given; they sum to 1 */
	size_t donors, donors_as_large;	/* comparison series tried as though they had been the one */
	double *expected;		/* n, in the unit of the values: the fitted course, after the start without the change */
};

/* values and controls: NaN is missing. Controls beyond STATS_IMPACT_CONTROLS are not looked at. False when memory is out. */
bool stats_impact(const double *values, size_t n, const struct stats_impact_options *options, struct arena *arena,
	struct stats_impact *ret_impact);

/* Neither the regression nor the placebo dates call it chance. */
bool stats_impact_is_real(const struct stats_impact *impact);

#endif
