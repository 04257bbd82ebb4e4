/* marks.h - where in 64 bytes the delimiters stand: a bit for each byte, the first in the lowest. */
#ifndef INGEST_MARKS_H
#define INGEST_MARKS_H

#include <endian.h>
#include <stdint.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum { MARKS_STEP = 64 };

struct marks {
	uint64_t delimiters, zeros, high;	/* high: bytes that are not ASCII */
};

/* Eight bytes at a step, for processors that know no better. */
static inline struct marks marks_by_words(const char *s, char delimiter)
{
	const uint64_t sevens = 0x7f7f7f7f7f7f7f7fu, gather = 0x0102040810204080u;
	const uint64_t pattern = (unsigned char)delimiter * 0x0101010101010101u;
	struct marks marks = {0};

	for (int i = 0; i < MARKS_STEP; i += 8) {
		uint64_t word, other, zero, same;

		memcpy(&word, s + i, 8);
		word = le64toh(word);
		other = word ^ pattern;
		zero = ~(((word & sevens) + sevens) | word | sevens) >> 7;	/* 1 in each byte that is zero, exactly */
		same = ~(((other & sevens) + sevens) | other | sevens) >> 7;
		marks.zeros |= zero * gather >> 56 << i;
		marks.delimiters |= same * gather >> 56 << i;
		marks.high |= (word >> 7 & 0x0101010101010101u) * gather >> 56 << i;
	}
	return marks;
}

#ifdef __SSE2__
static inline struct marks marks_of(const char *s, char delimiter)
{
	const __m128i pattern = _mm_set1_epi8(delimiter), zero = _mm_setzero_si128();
	struct marks marks = {0};

	for (int i = 0; i < MARKS_STEP; i += 16) {
		__m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(s + i));

		marks.delimiters |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, pattern)) << i;
		marks.zeros |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, zero)) << i;
		marks.high |= (uint64_t)(uint32_t)_mm_movemask_epi8(bytes) << i;
	}
	return marks;
}
#else
static inline struct marks marks_of(const char *s, char delimiter)
{
	return marks_by_words(s, delimiter);
}
#endif

#endif
