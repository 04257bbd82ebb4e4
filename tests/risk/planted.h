/* planted.h - declarations for the risk model, written as words: no store, no files. */
#ifndef TESTS_RISK_PLANTED_H
#define TESTS_RISK_PLANTED_H

#include <stdbool.h>
#include <stdint.h>

#include "data.h"

struct planted {
	struct risk_data data;
	char **words;	/* code i stands for words[i - 1] */
	uint32_t n_words;
};

void planted_open(struct planted *planted);
void planted_close(struct planted *planted);
/* label 1, 0 or RISK_UNJUDGED; the result is known on day `known`. Cells are "importer=A", "mass=12.5"; the list ends with NULL. */
void planted_row(struct planted *planted, const char *name, int day, int known, int label, ...) __attribute__((sentinel));
void planted_sort(struct planted *planted);
uint32_t planted_word(struct planted *planted, const char *word);

/* A world like the published data: `n` declarations over `days` days. Goods come from `kinds` tuples that return with the same
 * outcome (a fifth irregular), but for a tenth of the rows that come once; importer "BAD" (one row in a hundred, if it is planted)
 * has hits in three of five of its rows, whatever the goods. */
void planted_world(struct planted *planted, int n, int days, int kinds, bool bad_importer, uint64_t seed);

#endif
