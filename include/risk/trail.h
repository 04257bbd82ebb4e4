/* trail.h - who answers for the model: which one is in use, who approved it, whether it is switched off, what officers said of
 * its picks. Every change is a line of the audit trail, and lines are only ever added.
 *
 * The score advises; an officer decides. Switched off, nothing is ranked by a model: what is picked is picked by chance. */
#ifndef RISK_TRAIL_H
#define RISK_TRAIL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "store/store.h"

struct risk_event {
	int64_t id;
	int64_t at;		/* UTC seconds */
	const char *who;
	const char *what;	/* train use hold approve off on agree disagree */
	int64_t model;		/* version; 0 none */
	int64_t declaration;	/* declaration_key.id; 0 none */
	const char *note;	/* NULL none */
};

/* Inside a transaction of the caller. ret_id may be NULL. */
bool risk_event_add(struct store *store, const struct risk_event *event, int64_t *ret_id, struct err *err);
/* The newest first, at most `limit`; they live in the arena. */
bool risk_events_read(struct store *store, size_t limit, struct arena *arena, struct risk_event **ret_events, size_t *ret_n,
	struct err *err);

/* Whether each line still carries the sum of itself and the line before. A trail that was cut at its end looks whole: the last sum,
 * written down elsewhere, tells. */
struct risk_chain {
	size_t n, unchained;	/* lines; of them from before lines were chained, at the beginning */
	int64_t broken;		/* id of the first line that does not fit; 0 none */
	char last[65];		/* sum of the last line, "" none */
};

bool risk_chain_check(struct store *store, struct risk_chain *ret_chain, struct err *err);

struct risk_state {
	int64_t in_use;		/* version; 0 none */
	bool off;
	const struct risk_event *approval;	/* of the model in use; NULL: nobody has approved it */
	const struct risk_event *switched;	/* the last time it was switched off or on; NULL never */
	/* Officers' word on declarations, each by its last; and how often they were right where an inspection has told since. */
	size_t agreed, disagreed, disagreed_judged, disagreed_hits, agreed_judged, agreed_hits;
};

bool risk_state_read(struct store *store, struct arena *arena, struct risk_state *ret_state, struct err *err);

/* Each is one transaction with its line in the trail. ERR_NO_INPUT for a model that is not there. */
bool risk_use(struct store *store, int64_t version, const char *who, const char *note, int64_t now, struct err *err);
/* Kept, and not in use: it was worse than the one that is. */
bool risk_hold(struct store *store, int64_t version, const char *who, const char *note, int64_t now, struct err *err);
bool risk_approve(struct store *store, int64_t version, const char *who, const char *note, int64_t now, struct err *err);
bool risk_switch(struct store *store, bool off, const char *who, const char *note, int64_t now, struct err *err);
/* An officer's word on what the model says of a declaration. */
bool risk_opine(struct store *store, int64_t declaration, bool agrees, const char *who, const char *note, int64_t now,
	struct err *err);

#endif
