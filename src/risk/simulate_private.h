/* simulate_private.h - what playing a year and telling of it share. */
#ifndef RISK_SIMULATE_PRIVATE_H
#define RISK_SIMULATE_PRIVATE_H

#include "data.h"
#include "engine.h"
#include "history.h"
#include "risk/simulate.h"

enum { RISK_SIM_WEEK = 7 };

/* One year played with one seed. */
struct risk_sim_play {
	double picked, hits;			/* of the weeks that count */
	double quarter_picked[RISK_SIM_QUARTERS], quarter_hits[RISK_SIM_QUARTERS];
	double quarter_all[RISK_SIM_QUARTERS], quarter_model[RISK_SIM_QUARTERS], quarter_model_hits[RISK_SIM_QUARTERS];
	double quarter_random[RISK_SIM_QUARTERS], quarter_random_hits[RISK_SIM_QUARTERS];
	double money;				/* stake in the hits that were picked */
	double fresh_picked, fresh_hits;	/* of goods that were never picked before */
	double fresh_all, fresh_all_hits;	/* of all that were registered, whether picked or not */
	double *week_picked, *week_hits, *week_random, *week_random_hits;
};

struct risk_sim_ranked {
	double rank;
	size_t row;
};

struct risk_simulating {
	const struct risk_sim_options *options;
	const struct risk_engine *engine;
	struct risk_data pool;
	int8_t *after;			/* labels once goods have rotated */
	size_t *first;			/* [weeks + 1] rows of the pool */
	int weeks;			/* all of them, the first ones included */
	double explore;
	struct risk_data seen, known;	/* what was picked; of it, what has its result */
	struct risk_sim_ranked *ranked;
	bool *picked;
	struct risk_history inspected;	/* goods that were picked in weeks before */
	double random, random_hits;	/* picks by chance so far: the rate that no selection has bent */
	struct arena *arena;
	struct err *err;
	int done, all;
};

/* 1 a hit, 0 none, in that week (from 0, the first ones included). */
int8_t risk_sim_label(const struct risk_simulating *sim, size_t row, int week);
int risk_sim_by_rank(const void *a, const void *b);	/* of struct risk_sim_ranked, the largest first */

void risk_sim_pool_tell(struct risk_simulating *sim, int32_t from, struct risk_simulation *simulation);
/* false when memory is out. */
bool risk_sim_arm_tell(const struct risk_simulating *sim, const struct risk_sim_play *plays, int n, struct risk_sim_arm *arm);

/* Plays on sorted, judged rows that are there already; they stay the caller's. */
bool risk_play(struct risk_data *pool, const struct risk_sim_options *options, struct arena *arena, struct risk_simulation *ret_simulation,
	struct err *err);

#endif
