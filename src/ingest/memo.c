/* memo.c - see memo.h. */
#include "memo.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_WORDS = 32, SPARE = 4 }; /* places for each word */

void memo_init(struct memo *memo)
{
	*memo = (struct memo){0};
	arena_init(&memo->texts);
}

void memo_finish(struct memo *memo)
{
	free(memo->words);
	free(memo->places);
	arena_finish(&memo->texts);
	memo_init(memo);
}

static void place(struct memo *memo, size_t number)
{
	const struct memo_word *word = &memo->words[number - 1];
	size_t at = memo_hash(word->theirs[0], word->theirs[1], word->len);

	while (memo->places[at & (memo->n_places - 1)])
		at++;
	memo->places[at & (memo->n_places - 1)] = (uint16_t)number;
}

static bool grow(struct memo *memo)
{
	size_t cap = memo->cap ? memo->cap * 2 : FIRST_WORDS;
	uint16_t *places = calloc(cap * SPARE, sizeof(*places));
	struct memo_word *words = places ? realloc(memo->words, cap * sizeof(*words)) : NULL;

	if (!words) {
		free(places);
		return false;
	}
	free(memo->places);
	memo->places = places;
	memo->n_places = cap * SPARE;
	memo->words = words;
	memo->cap = cap;
	for (size_t i = 1; i <= memo->n; i++)
		place(memo, i);
	return true;
}

uint32_t memo_add(struct memo *memo, const char *s, size_t n, const char *ours, size_t ours_len)
{
	struct memo_word word = {.len = (uint32_t)n, .ours_len = (uint32_t)ours_len};
	size_t near = n < 8 ? n : 8;

	if (n > MEMO_TEXT || memo->n == MEMO_WORDS_MAX || (memo->n == memo->cap && !grow(memo)))
		return 0;
	word.theirs[0] = word_of(s, near);
	word.theirs[1] = word_of(s + near, n - near);
	if (ours && !(word.ours = arena_strndup(&memo->texts, ours, ours_len)))
		return 0;
	memo->words[memo->n++] = word;
	place(memo, memo->n);
	return (uint32_t)memo->n;
}
