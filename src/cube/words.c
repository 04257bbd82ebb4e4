/* words.c - see words.h. */
#include "words.h"

#include <string.h>

void cube_words_load(
	struct cube_words *words, struct store *store, const char *list, const char *const *texts, size_t n)
{
	memset(words, 0, sizeof(*words));
	for (size_t i = 0; i < n && i < CUBE_WORDS_MAX; i++) {
		uint32_t id = (uint32_t)store_code_find(store, list, texts[i]), slot = id % CUBE_WORDS_SLOTS;

		if (id == 0)
			continue;
		while (words->ids[slot])
			slot = (slot + 1) % CUBE_WORDS_SLOTS;
		words->ids[slot] = id;
		words->numbers[slot] = (uint8_t)(i + 1);
	}
}
