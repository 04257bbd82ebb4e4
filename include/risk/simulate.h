/* simulate.h - a year of weekly selection, played over on what was inspected: a share of each week is picked, most of it by the model and
 * some by chance, only what was picked has its result told, and the model learns anew each week from that alone.
 *
 * What nobody inspected has no result and is not in it (selective labels): the figures hold for declarations like those that today's
 * practice inspects. The first weeks pick by chance alone. Played over with several seeds, once with and once without chance, so that the
 * price of exploring and what it buys stand side by side:
 *
 *	rate    (hits of the model's picks + all others x hit rate of random picks) / all; its 95 % interval by Wilson's of the random picks
 *	cover   how often that interval held the true rate, over all quarters and seeds */
#ifndef RISK_SIMULATE_H
#define RISK_SIMULATE_H

#include "risk/model.h"

enum { RISK_SIM_QUARTERS = 4, RISK_SIM_QUARTER = 13 };

struct risk_sim_options {
	int32_t from, to;		/* of what was inspected; as many weeks as are asked for, the last of them */
	double budget;			/* share of each week that is picked */
	double explore;			/* of the picks, by chance */
	int weeks, start;		/* weeks that count; weeks before them, by chance alone */
	int rotate;			/* from this week on (from 1) half of all goods have the outcome of other goods; 0 never */
	enum risk_rank_rule rule;
	const char *engine;		/* NULL: the ridge, which learns from a few results a week at least as much as trees, and sooner */
	uint64_t seed;
	int seeds;
	bool alone;			/* not once more without chance */
	bool (*step)(void *user, int done, int all);	/* false stops (ERR_INTERRUPTED); may be NULL */
	void *user;
};

/* Over seeds: the mean, and where 95 % of years would lie (mean +- 1.96 standard deviations). */
struct risk_sim_figure {
	double mean, low, high;
};

struct risk_sim_arm {
	double explore;
	struct risk_sim_figure year, quarters[RISK_SIM_QUARTERS];	/* hit rate of all that was picked */
	struct risk_sim_figure fresh;		/* hit rate of those picks whose goods were never picked before; NaN without any */
	double fresh_share, fresh_random;	/* such goods among the picks; hit rate of all of them that were registered */
	struct risk_sim_figure found, money;	/* share of all hits, of the tax at stake in hits; NaN unknown */
	struct risk_sim_figure rate;		/* estimated over the year; NaN without random picks */
	double half_width;			/* of its interval, on average */
	double cover;				/* NaN without random picks */
	int n_intervals;
	double before, after;			/* with rotate: hit rate of the quarter before, and of the second quarter after; NaN */
	double *weekly, *weekly_random;		/* hit rate of all picks, of those by chance; one a week; NaN none */
};

struct risk_simulation {
	int32_t from, to;
	int weeks, start, seeds;
	const char *engine_title;
	size_t n, hits;			/* of the weeks that count */
	double picked;			/* declarations picked a week, on average */
	double random, current;		/* what picking blindly finds; today's practice at the same budget, NaN not recorded */
	struct risk_sim_arm with, without;	/* chance; `without` is all zero where `alone` */
};

/* ERR_DATA where fewer than twelve weeks were inspected. The result lives in the arena. */
bool risk_simulate(struct store *store, const struct risk_sim_options *options, struct arena *arena, struct risk_simulation *ret_simulation,
	struct err *err);

#endif
