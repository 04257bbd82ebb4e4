/* memo.h - short cells of a column that were read before, with what they came out as: most columns are codes, and say the
 * same few things over and over. Each has a number, by which others may remember what they made of it. Bounded: what is
 * met for the first time when it is full is read each time. */
#ifndef INGEST_MEMO_H
#define INGEST_MEMO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/word.h"

enum { MEMO_TEXT = 16, MEMO_WORDS_MAX = 8192 };

struct memo_word {
	uint64_t theirs[MEMO_TEXT / 8];	/* the cell, as base/word.h has it */
	const char *ours;		/* NULL: it stands for nothing */
	uint32_t len, ours_len;		/* of the cell; of ours */
};

struct memo {
	struct memo_word *words;	/* in the order in which they came, so that little memory is walked */
	uint16_t *places;		/* by hash, open addressing: the number of a word; 0: free */
	size_t n, cap, n_places;
	struct arena texts;
};

void memo_init(struct memo *memo);
void memo_finish(struct memo *memo);

/* Adds a cell that is not there yet, with a copy of what it stands for (NULL: nothing). Returns its number; 0 when it is too
 * long, or memory or room are out. */
uint32_t memo_add(struct memo *memo, const char *s, size_t n, const char *ours, size_t ours_len);

static inline size_t memo_hash(uint64_t first, uint64_t second, size_t n)
{
	uint64_t h = (first ^ (second << 23 | second >> 41) ^ n << 59) * 0x9e3779b97f4a7c15u;

	return (size_t)(h >> 32);
}

/* Its number; 0 when it is not there. Word i is memo->words[i - 1]. */
static inline uint32_t memo_find(const struct memo *memo, const char *s, size_t n)
{
	size_t near = n < 8 ? n : 8;
	uint64_t first, second;

	if (n > MEMO_TEXT || memo->n == 0)
		return 0;
	first = word_of(s, near);
	second = n > 8 ? word_of(s + 8, n - 8) : 0;
	for (size_t at = memo_hash(first, second, n);; at++) {
		uint32_t number = memo->places[at & (memo->n_places - 1)];
		const struct memo_word *word = &memo->words[number - 1];

		if (number == 0 || (word->theirs[0] == first && word->theirs[1] == second && word->len == n))
			return number;
	}
}

#endif
