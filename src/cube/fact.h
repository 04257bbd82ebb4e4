/* fact.h - what one declaration comes to: the row of the cube that panels count and add up. All judging
 * happens here, by the rules of interval.h and sweep.h; nothing here knows where the declaration was read
 * from or where the row goes. */
#ifndef CUBE_FACT_H
#define CUBE_FACT_H

#include "cube/cube.h"
#include "declaration.h"
#include "rates.h"
#include "resolve.h"
#include "sweep.h"
#include "words.h"

enum { CUBE_MONEY_COLUMNS = CUBE_COLUMNS - CUBE_U32_COLUMNS };

/* Codes the rules speak of. */
struct cube_vocabulary {
	struct cube_words status;       /* enum cube_status */
	struct cube_words lane;         /* by strictness: 1 green .. 5 red */
	struct cube_words payment_mode; /* 1 deferred */
};

/* Zero it, then load the vocabulary; serves for any number of declarations. rates is borrowed. */
struct cube_facts {
	struct cube_vocabulary vocabulary;
	const struct cube_rates *rates;
	struct cube_resolved resolved;
	struct cube_sweep sweep;
	uint32_t *agencies; /* scratch */
	size_t cap_agencies;
};

struct cube_row {
	uint32_t u32[CUBE_U32_COLUMNS];
	int64_t money[CUBE_MONEY_COLUMNS]; /* [column - CUBE_U32_COLUMNS] */
};

void cube_vocabulary_load(struct cube_vocabulary *vocabulary, struct store *store);

/* hs_chapter is filled by the caller, who knows the code of a chapter. Reorders the declaration's events.
 * false when memory is out. */
bool cube_fact(struct cube_facts *facts, struct cube_declaration *declaration, struct cube_row *ret_row);
void cube_facts_finish(struct cube_facts *facts);

/* Local seconds as columns hold them; CUBE_NONE for what is missing, or before 2000. */
uint32_t cube_local(const struct cube_moment *moment);

#endif
