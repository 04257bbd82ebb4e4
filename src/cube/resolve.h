/* resolve.h - out of all that was recorded for a declaration, the milestones that count.
 *
 * The milestone file wins over an inspection's row, that over the declaration's own columns, code by code.
 * Stretches (query, hold, document check, examination) are paired within the strongest source that has either
 * end, so that a start is never joined to the end of another record. Knows no database: source.h fills it
 * from the store, tests by hand. */
#ifndef CUBE_RESOLVE_H
#define CUBE_RESOLVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "moment.h"
#include "span.h"

enum cube_milestone {
	CUBE_ARR,
	CUBE_DIS,
	CUBE_LDG,
	CUBE_SEL,
	CUBE_ASG,
	CUBE_DOC_S,
	CUBE_DOC_E,
	CUBE_QRY_S,
	CUBE_QRY_E,
	CUBE_OGA_S,
	CUBE_OGA_E,
	CUBE_INS_REQ,
	CUBE_INS_PRES,
	CUBE_INS_S,
	CUBE_INS_E,
	CUBE_ASM,
	CUBE_PAY,
	CUBE_REL,
	CUBE_GOUT,
	CUBE_MILESTONES
};

enum cube_source_rank {
	CUBE_FROM_COLUMN,
	CUBE_FROM_INSPECTION,
	CUBE_FROM_MILESTONE,
	CUBE_SOURCES /* weakest first */
};

enum cube_pair { CUBE_DOCUMENT_CHECK, CUBE_QUERY, CUBE_HOLD, CUBE_EXAM, CUBE_PAIRS };

struct cube_recorded {
	uint8_t code;   /* enum cube_milestone */
	uint8_t source; /* enum cube_source_rank */
	int64_t pair;   /* a start and an end with the same number belong together (a row, a sequence) */
	struct cube_moment at;
};

struct cube_pairs {
	struct cube_spans spans; /* united: in order, apart from each other */
	bool started;            /* some start is recorded */
	bool reversed;           /* some end lies before its start */
};

/* Zero it before first use; the same one serves for any number of declarations. */
struct cube_resolved {
	struct cube_moment at[CUBE_MILESTONES]; /* the first, or of PAY, REL, GOUT and ..._E the last */
	struct cube_pairs pairs[CUBE_PAIRS];
	struct cube_ends starts, ends; /* scratch */
};

const char *cube_milestone_name(enum cube_milestone code);
int cube_milestone_find(const char *name);                /* -1 when there is none */
enum cube_milestone cube_pair_start(enum cube_pair pair); /* its end is the next milestone */

/* Moves the events that count to the front of the array, in their order, and sets *n to their number. */
bool cube_resolve(struct cube_recorded *events, size_t *n, struct cube_resolved *resolved);
void cube_resolved_finish(struct cube_resolved *resolved);

#endif
