/* model.h - a trained risk model: learnt, kept in the database, opened, asked.
 *
 * A model is three things: what an engine learnt (JSON), the memory of what inspections found by goods and traders, and its card.
 * The same rows, seed and options give the same bytes, whatever the number of threads; SHA-256 over all three is checked before
 * any library sees them. A model learns from declarations with a recorded result of an inspection, registered and judged by its
 * last day. */
#ifndef RISK_MODEL_H
#define RISK_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/text.h"
#include "risk/judge.h"
#include "store/store.h"

struct risk_model;

/* How it did on the last part of its own window, trained on what came before: never on what it was fitted to. */
struct risk_probe {
	int32_t from;		/* first day; TIME_DAY_NONE: too few outcomes for it, and all else is NaN or 0 */
	size_t n, hits, n_new;
	double auc, brier, ece, precision_5, precision_10;	/* shares of n: 5 and 10 % */
	double new_auc, new_precision_10;
};

struct risk_card {
	int64_t version;	/* 0: not kept yet */
	int64_t trained_at;	/* UTC seconds */
	int32_t trained_from, trained_until;
	const char *engine;		/* "boost", "ridge" */
	const char *engine_title;	/* for people */
	size_t n, hits;
	uint64_t seed;
	int rounds;
	size_t n_features, n_keys;
	const char *const *keys;	/* tuples it keeps a record of, as people read them */
	bool synthetic;			/* its data was made by a simulation */
	bool calibrated;		/* probabilities were bent to what the probe found */
	char sha256[65], data_sha256[65];
	size_t bytes;
	struct risk_probe probe;
};

struct risk_train_options {
	int32_t from, until;		/* from TIME_DAY_NONE: all data */
	uint64_t seed;
	int threads;			/* 0: one */
	const char *engine;		/* NULL: the best that is built in */
	bool (*step)(void *user, int done, int all);	/* false stops (ERR_INTERRUPTED); may be NULL */
	void *user;
};

/* Reads and learns; nothing is written. ERR_DATA where there is too little to learn from. */
bool risk_train(struct store *store, const struct risk_train_options *options, struct risk_model **ret_model, struct err *err);
/* Keeps it under the next version and notes it in the audit trail, in one transaction. now: UTC seconds. */
bool risk_model_keep(struct store *store, struct risk_model *model, int64_t now, const char *who, struct err *err);
/* version 0: the newest. ERR_NO_INPUT where there is none; ERR_DATA for damaged bytes. */
bool risk_model_open(struct store *store, int64_t version, struct risk_model **ret_model, struct err *err);
void risk_model_close(struct risk_model *model);	/* accepts NULL */

const struct risk_card *risk_model_card(const struct risk_model *model);	/* lives as long as the model */
/* Which kind of engine a model would get without being told. */
const char *risk_engine_title(void);

/* ------------------------------------------------------------------------------------------ */

/* Which declarations are meant, by declaration_key.id. */
struct risk_only {
	bool (*holds)(const void *context, int64_t declaration);
	const void *context;
};

/* What the model says of declarations registered in a period. */
struct risk_scope {
	int32_t from, to;
	bool judged;		/* only those whose inspection has a result */
	bool open;		/* only those that are neither judged nor released */
	enum risk_rank_rule rule;
	const struct risk_only *only;	/* NULL: all of them */
};

struct risk_cases {
	struct risk_case *cases;	/* by day, then id; label -1 where there is no result */
	size_t n;
	struct arena arena;		/* their names */
};

bool risk_model_score(struct store *store, struct risk_model *model, const struct risk_scope *scope, struct risk_cases *ret_cases,
	struct err *err);
/* Without a model, as when it is switched off: what was picked for a reason has a rank of 1 and more, all others a draw in [0, 1) that who
 * knows the seed can make again. p is NaN. */
bool risk_chance_score(struct store *store, const struct risk_scope *scope, uint64_t seed, struct risk_cases *ret_cases, struct err *err);
/* In [0, 1): the draw of a declaration, which who knows the seed can make again. */
double risk_draw(uint64_t seed, const char *name);
void risk_cases_finish(struct risk_cases *cases);

/* An evaluation: the model judged on declarations registered after its last day. */
struct risk_evaluation {
	int32_t from, to;
	struct risk_stratum all, fresh;	/* fresh: goods that the model never saw in training */
};

struct risk_evaluate_options {
	int32_t from, to;
	enum risk_rank_rule rule;
	struct risk_question question;
};

/* Judges cases that were scored with `judged`, by another rule if need be; puts them into another order. ERR_USAGE as below. */
bool risk_cases_evaluate(const struct risk_model *model, struct risk_cases *cases, const struct risk_evaluate_options *options,
	struct arena *arena, struct risk_evaluation *ret_evaluation, struct err *err);

/* The last part of the training window as the trial saw it, which had learnt from what came before: margins, probabilities and what was new are
 * the trial's, and its figures those of the card. None where too little was known to hold any back, or the model was made before trials were
 * kept. */
bool risk_trial_score(struct store *store, struct risk_model *model, const struct risk_only *only, struct risk_cases *ret_cases,
	struct err *err);
/* As risk_cases_evaluate(), of cases whose days the caller answers for. */
bool risk_trial_evaluate(struct risk_cases *cases, const struct risk_evaluate_options *options, struct arena *arena,
	struct risk_evaluation *ret_evaluation, struct err *err);

/* ERR_USAGE where the period is not after the model's last day: what it learnt from cannot judge it. */
bool risk_evaluate(struct store *store, struct risk_model *model, const struct risk_evaluate_options *options, struct arena *arena,
	struct risk_evaluation *ret_evaluation, struct err *err);

#endif
