/* engine.h - what learns: features in, a margin (log odds) out. One door for all kinds of models.
 *
 * Whatever an engine does is decided by the rows, their order, the parameters and the seed: never by the number of threads. */
#ifndef RISK_ENGINE_H
#define RISK_ENGINE_H

#include "base/err.h"
#include "base/text.h"
#include "spec.h"

/* A quick training takes a RISK_QUICK-th of the rounds, each as much bolder: what it tells of all rounds stands where a RISK_QUICK-th of
 * them are done. Enough for a trial, which is judged and thrown away. */
enum { RISK_QUICK = 3 };

struct risk_training {
	uint64_t seed;
	int threads;
	int rounds;		/* boost: trees; 0 as many as it has by default */
	bool quick;		/* ridge: means nothing */
	bool (*step)(void *user, int done, int all);	/* false stops (ERR_INTERRUPTED); may be NULL */
	void *user;
};

struct risk_fit;	/* each engine's own */

struct risk_engine {
	const char *name;	/* as models store it */
	const char *title;	/* for people */
	int rounds;		/* the default; 0 where it means nothing */
	/* labels: 1 a hit, 0 none; one a row. */
	bool (*train)(const struct risk_spec *spec, const struct risk_matrix *matrix, const float *labels,
		const struct risk_training *training, struct risk_fit **ret_fit, struct err *err);
	/* rounds: only the first of them, 0 all. */
	bool (*margins)(struct risk_fit *fit, const struct risk_matrix *matrix, int rounds, float *ret_margins, struct err *err);
	/* [row][width + 1]: what each feature adds to the margin, and what none does; they sum to it. */
	bool (*contributions)(struct risk_fit *fit, const struct risk_matrix *matrix, float *ret_contributions, struct err *err);
	/* How much each feature counts in all, above 0; unscaled. */
	bool (*importance)(struct risk_fit *fit, const struct risk_spec *spec, double *ret_importance, struct err *err);
	/* JSON. */
	bool (*write)(struct risk_fit *fit, struct text *out, struct err *err);
	/* The caller has checked that these are the bytes that were written. */
	bool (*read)(const struct risk_spec *spec, const char *json, size_t n, struct risk_fit **ret_fit, struct err *err);
	void (*destroy)(struct risk_fit *fit);	/* accepts NULL */
};

extern const struct risk_engine risk_ridge;
extern const struct risk_engine risk_boost;	/* train and read fail with ERR_NOT_BUILT where XGBoost is not built in */

bool risk_boost_is_built(void);
/* By name; NULL for an unknown one. */
const struct risk_engine *risk_engine_find(const char *name);
/* The best that is built in. */
const struct risk_engine *risk_engine_default(void);

double risk_logistic(double margin);
double risk_logit(double p);		/* of p within 1e-6 of 0 and 1 */

#endif
