/* pick.h - what was picked for inspection with the model's help, by rank or by chance, as a line of the audit trail and one row each: so
 * that later the hit rate of either arm, and what officers let pass all the same, are counted and not guessed.
 *
 * A pick by chance counts as a random pick from then on, whatever reason the declaration itself tells. */
#ifndef RISK_PICK_H
#define RISK_PICK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "store/store.h"

enum risk_arm { RISK_ARM_RANK, RISK_ARM_CHANCE, RISK_ARMS };

struct risk_pick {
	int64_t declaration;	/* declaration_key.id */
	enum risk_arm arm;
	double p;		/* as it was told then; NaN without a model */
	const char *reason;	/* the strongest; NULL none */
};

/* One transaction. model: its version, 0 when it was switched off. */
bool risk_picks_keep(struct store *store, const struct risk_pick *picks, size_t n, int64_t model, const char *who, const char *note, int64_t now,
	struct err *err);
bool risk_pick_is_kept(struct store *store, int64_t declaration, bool *ret_kept, struct err *err);

/* Of each arm: picked, of them judged since, of those hits; released without a result, which is an officer's word in deed. */
struct risk_picked {
	size_t n, judged, hits, passed;
};
bool risk_picks_count(struct store *store, struct risk_picked ret_arms[RISK_ARMS], struct err *err);

#endif
