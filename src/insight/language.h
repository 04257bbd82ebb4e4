/* language.h - the words of one language: a table each for phrases, what figures say, and names of days and numbers. Another language is one
 * more file like english.c. */
#ifndef INSIGHT_LANGUAGE_H
#define INSIGHT_LANGUAGE_H

#include "insight/phrases.h"

enum { LANGUAGE_MONTHS = 12, LANGUAGE_WEEKDAYS = 7, LANGUAGE_NUMBERS = 13 };	/* "no", "one" ... "twelve" */

#define LANGUAGE_CLAIM_NONE "0"		/* category of a claim about no time at all */
#define LANGUAGE_CLAIM_DAY "day"	/* of a sum or count by the day */

/* What a figure says in mid-sentence: "{value} of declarations are inspected". */
struct language_claim {
	const char *kpi, *category;	/* category NULL: without one */
	const char *claim;
};

struct language {
	const char *const *phrases;	/* PHRASES of them */
	const char *const *months, *const *weekdays, *const *numbers;	/* weekdays from Monday on */
	const struct language_claim *claims;
	size_t n_claims;
};

extern const struct language language_english;

#endif
