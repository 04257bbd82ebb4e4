/* judge.h - what a ranking of declarations is worth at a budget of inspections.
 *
 * Everything is told twice: for all declarations, and for those whose goods the model never saw in training ("new"): repeated
 * goods reward memory, new ones alone show what it has learnt. All figures are of declarations that were inspected and judged: what
 * was never looked at is not known (selective labels).
 *
 *	k          ceil(share x n) declarations of the highest rank; ties go by declaration id
 *	precision  hits among them / k, with its 95 % bootstrap interval (Wilson's where all or none are hits)
 *	recall     hits among them / all hits; revenue and stake likewise, in money
 *	random     what picking blindly finds: hits / n
 *	current    what today's practice finds: of the k it ranks highest by the score it gave, where it gave one to nearly all;
 *	           else of those it picked for a reason; NaN where neither is recorded */
#ifndef RISK_JUDGE_H
#define RISK_JUDGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

enum { RISK_CURVE_POINTS = 101 };

/* How a declaration came to be inspected. */
enum risk_chosen { RISK_CHOSEN_UNKNOWN, RISK_CHOSEN_BY_CHANCE, RISK_CHOSEN_FOR_A_REASON };

/* One judged declaration. */
struct risk_case {
	int64_t id;		/* declaration_key.id */
	const char *name;	/* declaration_id: breaks ties */
	uint32_t office, importer, broker, origin;	/* codes; 0 not recorded */
	int32_t day;
	double rank;		/* what it is ranked by, largest first */
	double p;		/* probability of a hit that was told */
	double margin;		/* log odds as the model has them, before probabilities were bent */
	int8_t label;		/* 1 hit, 0 none */
	int8_t choice;		/* enum risk_chosen */
	bool is_new;
	double recovered;	/* money that the hit brought; NaN not recorded */
	double stake;		/* tax at stake; NaN unknown */
	double current;		/* score of today's practice; NaN none */
};
/* For qsort(): by rank, ties by name, so that a list and its judgement never part. */
int risk_case_by_rank(const void *a, const void *b);

struct risk_budget {
	double share;
	size_t k, hits;
	double precision, low, high, recall;
	double revenue_recall;	/* NaN where no hit has its money recorded */
	double stake_recall;	/* of the tax at stake in hits; NaN unknown */
	double random, current, lift;
	double expected;	/* hits that the probabilities promised among the k */
	double marginal;	/* hit rate of the next hundredth of the declarations; NaN at the end */
};

/* One point of the gain curve: the best share of declarations. */
struct risk_point {
	double share;
	size_t k, hits;
	double recall, low, high;	/* of the hits, with its band */
	double marginal;		/* hit rate of the hundredth that begins here */
	double current;			/* recall of today's practice at this share; NaN without a score of its own */
	double stake_recall;
};

struct risk_stratum {
	size_t n, hits;
	double auc;		/* NaN without both outcomes */
	double brier, ece;	/* of the probabilities: mean squared error; mean gap in ten bins of equal width */
	struct risk_budget *budgets;
	size_t n_budgets;
	struct risk_point *curve;	/* RISK_CURVE_POINTS from 0 to 1; NULL when n is 0 */
};

enum risk_rank_rule {
	RISK_RANK_P,		/* most hits */
	RISK_RANK_P_LOG_STAKE,	/* p x ln(1 + tax at stake): nearly as many hits, most of the money */
	RISK_RANK_STAKE,	/* p x tax at stake: most of the money */
	RISK_RANK_RULES
};

const char *risk_rank_rule_name(enum risk_rank_rule rule);	/* "p", "p-log-stake", "p-stake" */
int risk_rank_rule_find(const char *name);			/* -1 */
double risk_rank(enum risk_rank_rule rule, double margin, double p, double stake);

struct risk_question {
	const double *shares;
	size_t n_shares;
	int draws;		/* of the bootstrap; 0: by the number of cases, 100 to 1000 */
	uint64_t seed;
};

/* Sorts the cases by rank. The result lives in the arena; false when memory is out. */
bool risk_judge(struct risk_case *cases, size_t n, const struct risk_question *question, struct arena *arena,
	struct risk_stratum *ret_stratum);
/* ceil(share x n), guarded against rounding; at most n. */
size_t risk_budget_size(double share, size_t n);

#endif
