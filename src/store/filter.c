/* filter.c - see filter.h. */
#include "filter.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_WORDS = 8, BITS_A_MEMBER = 12, PROBES = 6 };

struct filter {
	uint64_t *words;
	uint64_t blocks;
	size_t members, made_for;
};

struct filter *filter_create(size_t members)
{
	struct filter *filter = calloc(1, sizeof(*filter));

	if (!filter)
		return NULL;
	filter->made_for = members;
	filter->blocks = (uint64_t)members * BITS_A_MEMBER / (BLOCK_WORDS * 64) + 1;
	filter->words = calloc(filter->blocks, BLOCK_WORDS * sizeof(*filter->words));
	if (!filter->words) {
		filter_destroy(filter);
		return NULL;
	}
	return filter;
}

void filter_destroy(struct filter *filter)
{
	if (!filter)
		return;
	free(filter->words);
	free(filter);
}

static uint64_t hash_of(const char *text, size_t len)
{
	uint64_t h = 0x2545f4914f6cdd1du ^ len, word;

	for (; len >= 8; text += 8, len -= 8) {
		memcpy(&word, text, 8);
		h = (h ^ word) * 0xff51afd7ed558ccdu;
		h ^= h >> 32;
	}
	word = 0;
	memcpy(&word, text, len);
	h = (h ^ word) * 0xc4ceb9fe1a85ec53u;
	h = (h ^ h >> 29) * 0xff51afd7ed558ccdu;
	return h ^ h >> 32;
}

bool filter_add(struct filter *filter, const char *text, size_t len)
{
	uint64_t h = hash_of(text, len);
	uint64_t block = (uint64_t)((__uint128_t)h * filter->blocks >> 64);
	uint64_t *words = &filter->words[block * BLOCK_WORDS];
	bool all = true;

	/* The high bits chose the block; nine bits of the low ones choose each probe in it. */
	h *= 0x9e3779b97f4a7c15u;
	for (int i = 0; i < PROBES; i++, h >>= 9) {
		uint64_t bit = (uint64_t)1 << (h & 63), *word = &words[h >> 6 & 7];

		all = all && (*word & bit);
		*word |= bit;
	}
	filter->members += !all;
	return all;
}

bool filter_is_full(const struct filter *filter)
{
	return filter->members / 2 > filter->made_for;
}
