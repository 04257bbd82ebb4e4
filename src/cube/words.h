/* words.h - codes of a closed list turned into small numbers: rules are written about "red" and
 * "noncompliant", rows hold ids of the dictionary. */
#ifndef CUBE_WORDS_H
#define CUBE_WORDS_H

#include <stddef.h>
#include <stdint.h>

#include "store/store.h"

enum { CUBE_WORDS_SLOTS = 64, CUBE_WORDS_MAX = 31 };

struct cube_words {
	uint32_t ids[CUBE_WORDS_SLOTS]; /* 0: empty */
	uint8_t numbers[CUBE_WORDS_SLOTS];
};

/* texts[i] of the list becomes number i + 1; at most CUBE_WORDS_MAX. */
void cube_words_load(
	struct cube_words *words, struct store *store, const char *list, const char *const *texts, size_t n);

/* The number of a code; 0 for one that is not among them, and for 0. */
static inline unsigned cube_words_number(const struct cube_words *words, uint32_t id)
{
	for (uint32_t slot = id % CUBE_WORDS_SLOTS; words->ids[slot]; slot = (slot + 1) % CUBE_WORDS_SLOTS) {
		if (words->ids[slot] == id)
			return words->numbers[slot];
	}
	return 0;
}

#endif
