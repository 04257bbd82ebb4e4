/* baseline.h - what is to be expected of the next value of a series, from those before it: the shape of a season and a level.
 *
 * The slow level is the median over eight seasons, against which shifts and drifts stand out; the quick one follows them, so that a
 * single value is compared with its neighbours. */
#ifndef STATS_BASELINE_H
#define STATS_BASELINE_H

#include <stdbool.h>
#include <stddef.h>

struct baseline {
	const double *values;		/* of the whole series; only those before the step asked for are looked at */
	size_t season;			/* 1: no shape */
	size_t reach;			/* steps on either side of a place that are seen together with it */
	size_t n;			/* steps judged so far */
	double *detrended;		/* value less slow level at its time; NaN: missing, or not to be learnt from */
	double *plain;			/* value less shape at its time; NaN likewise */
	double *slow_rest, *quick_rest;	/* what each step was off from either level; NaN likewise */
	double quick;			/* the quick level now */
	double quickness;		/* the part of a surprise that it takes over */
	double slow;			/* the slow level, found again now and then */
	size_t slow_since, begin;	/* steps since; first step that the slow level counts (after a shift that stays) */
	double shape;			/* of the present step */
	double scale_slow, scale_quick;	/* typical size of either rest, as a standard deviation */
	size_t scale_since;
	double *scratch;
};

bool baseline_init(struct baseline *baseline, const double *values, size_t n, size_t season, size_t reach, double quickness);
void baseline_finish(struct baseline *baseline);

/* Shape, levels and scales for step n (the next), from the steps before. false while too little is known. */
bool baseline_expect(struct baseline *baseline);
/* Takes the value of step n in (or passes it over) and goes on. `effect` is what a special day adds. */
void baseline_learn(struct baseline *baseline, double effect, bool learn);
/* From here on the slow level counts only what came since step `begin`. */
void baseline_restart(struct baseline *baseline, size_t begin);

#endif
