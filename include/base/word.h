/* word.h - texts as numbers, which are compared and hashed without a call. */
#ifndef BASE_WORD_H
#define BASE_WORD_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Up to eight bytes, with zeros behind: texts of one length are the same exactly when their words are. Reads no byte
 * beyond the text. */
static inline uint64_t word_of(const char *text, size_t len)
{
	uint32_t first, last;
	uint64_t word = 0;

	if (len == 8) {
		memcpy(&word, text, 8);
	} else if (len >= 4) {
		memcpy(&first, text, 4);
		memcpy(&last, text + len - 4, 4);
		word = (uint64_t)last << 8 * (len - 4) | first;
	} else if (len > 0) { /* the first, the middle, the last: of one or two bytes some are the same */
		word = (unsigned char)text[0] | (uint64_t)(unsigned char)text[len / 2] << 8 * (len / 2) |
		       (uint64_t)(unsigned char)text[len - 1] << 8 * (len - 1);
	}
	return word;
}

/* FNV-1a, which any number may begin. */
static inline uint64_t word_hash(uint64_t hash, const char *text)
{
	for (; *text; text++)
		hash = (hash ^ (unsigned char)*text) * 0x100000001b3u;
	return hash;
}

#endif
