/* pick.h - what was picked for inspection with the model's help, by rank or by chance, as a line of the audit trail and one row each: so
 * that later the hit rate of either arm, and what officers let pass all the same, are counted and not guessed.
 *
 * A pick by chance counts as a random pick from then on, whatever reason the declaration itself tells. */
#ifndef RISK_PICK_H
#define RISK_PICK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "risk/model.h"

enum risk_arm { RISK_ARM_RANK, RISK_ARM_CHANCE, RISK_ARMS };

struct risk_pick {
	int64_t declaration;	/* declaration_key.id */
	enum risk_arm arm;
	double p;		/* as it was told then; NaN without a model */
	const char *reason;	/* the strongest; NULL none */
};

/* What can be picked: open in the scope, at this office (its code; 0: anywhere), never picked before. model NULL: it is switched off, and all
 * is by chance. The caller finishes the cases. */
bool risk_pick_candidates(struct store *store, struct risk_model *model, const struct risk_scope *scope, uint32_t office, uint64_t seed,
	struct risk_cases *ret_cases, struct err *err);
/* Of open cases that were scored already: drops what was picked before, or lies at another office. */
bool risk_picks_left(struct store *store, struct risk_cases *cases, uint32_t office, struct err *err);
/* How many of n picks are by chance: ceil(explore x n). */
size_t risk_chance_size(double explore, size_t n);
/* Puts n of the cases in front: the best ranked, and behind them n_chance of all others, those whose draw is the highest. Who knows the seed
 * can draw again. Ties go by declaration id. */
void risk_picks_choose(struct risk_case *cases, size_t n_cases, size_t n, size_t n_chance, uint64_t seed);
/* "16 by rank, 2 by chance of 342 open, seed 7": how the trail tells it. NULL: memory is out. */
const char *risk_picks_note(size_t n, size_t n_chance, size_t n_open, uint64_t seed, struct arena *arena);

/* One transaction. A declaration that was picked meanwhile: ERR_REFUSED, and nothing is kept. model: its version, 0 when it was switched off. */
bool risk_picks_keep(struct store *store, const struct risk_pick *picks, size_t n, int64_t model, const char *who, const char *note, int64_t now,
	struct err *err);
bool risk_pick_is_kept(struct store *store, int64_t declaration, bool *ret_kept, struct err *err);

/* One of those that were picked, and what became of it. */
struct risk_kept {
	int64_t at, declaration, model;	/* UTC seconds; model 0: switched off */
	const char *who, *name;		/* name: declaration_id */
	uint32_t office;		/* code; 0 not recorded */
	enum risk_arm arm;
	double p;			/* as it was told then; NaN */
	const char *reason;		/* NULL none */
	int8_t label;			/* 1 a hit, 0 none, -1 not judged */
	bool released;
};
/* The newest first, in the order of their places; at most `limit`. They live in the arena. */
bool risk_picks_read(struct store *store, size_t limit, struct arena *arena, struct risk_kept **ret_kept, size_t *ret_n, struct err *err);

/* Of each arm: picked, of them judged since, of those hits; released without a result, which is an officer's word in deed. */
struct risk_picked {
	size_t n, judged, hits, passed;
};
bool risk_picks_count(struct store *store, struct risk_picked ret_arms[RISK_ARMS], struct err *err);

#endif
