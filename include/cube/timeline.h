/* timeline.h - one declaration: its milestones resolved, its intervals and who owned each stretch. Used to build segments and to
 * draw a declaration's own page, so that both always agree. */
#ifndef CUBE_TIMELINE_H
#define CUBE_TIMELINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/time.h"
#include "store/store.h"

enum cube_owner {
	CUBE_OWNER_CUSTOMS, CUBE_OWNER_AGENCY, CUBE_OWNER_TRADER, CUBE_OWNER_TERMINAL, CUBE_OWNER_SHARED, CUBE_OWNERS
};

struct cube_event {
	const char *code;		/* ARR, LDG ... */
	const char *source;		/* "milestones", "inspections", "declarations" */
	struct time_stamp at;		/* as recorded */
	int64_t local;			/* seconds of time.h on the office's wall clock */
};

struct cube_stretch {
	int64_t from, to;		/* UTC seconds */
	enum cube_owner owner;
};

struct cube_timeline {
	const struct cube_event *events;	/* in time order */
	size_t n_events;
	const struct cube_stretch *stretches;	/* from ARR to REL, adjacent, no gaps; none when the window is missing */
	size_t n_stretches;
	const struct time_zone *zone;
};

/* The declaration with this id in declaration_key; false with ERR_NO_INPUT when it is not there. */
bool cube_timeline_load(struct store *store, int64_t declaration, struct arena *arena, struct cube_timeline *ret_timeline,
	struct err *err);

const char *cube_owner_name(enum cube_owner owner);	/* "customs" ... */

#endif
