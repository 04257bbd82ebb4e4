/* digest_blocks.c - the SHA extensions of x86: a digest of a file costs a tenth of what plain C asks for, and each file that is
 * loaded is digested whole. Elsewhere nobody calls digest_blocks(). */
#include "digest_blocks.h"

#if defined(__x86_64__) && defined(__GNUC__)

#include <cpuid.h>
#include <immintrin.h>

static const uint32_t k[64] __attribute__((aligned(16))) = {
	0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
	0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
	0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
	0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
	0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
	0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
	0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
	0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

bool digest_blocks_are_fast(void)
{
	unsigned a, b, c, d;
	bool has_sse41 = __get_cpuid(1, &a, &b, &c, &d) && (c & (1u << 19)) && (c & (1u << 9));

	return has_sse41 && __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & (1u << 29));
}

#define TARGET __attribute__((target("sha,sse4.1,ssse3")))

/* Four rounds with the words w, state as the instructions want it: ABEF and CDGH. */
static inline TARGET void four_rounds(__m128i *abef, __m128i *cdgh, __m128i w, int round)
{
	__m128i sum = _mm_add_epi32(w, _mm_load_si128((const __m128i *)(const void *)&k[round]));

	*cdgh = _mm_sha256rnds2_epu32(*cdgh, *abef, sum);
	*abef = _mm_sha256rnds2_epu32(*abef, *cdgh, _mm_shuffle_epi32(sum, 0x0e));
}

/* The next four words of the schedule from the sixteen before. */
static inline TARGET __m128i next_words(__m128i w0, __m128i w1, __m128i w2, __m128i w3)
{
	__m128i sum = _mm_add_epi32(_mm_sha256msg1_epu32(w0, w1), _mm_alignr_epi8(w3, w2, 4));

	return _mm_sha256msg2_epu32(sum, w3);
}

static inline TARGET void one_block(__m128i *abef, __m128i *cdgh, const unsigned char *data)
{
	const __m128i swap = _mm_set_epi64x(0x0c0d0e0f08090a0bLL, 0x0405060700010203LL);
	__m128i before_abef = *abef, before_cdgh = *cdgh, w[4];

	for (int i = 0; i < 4; i++) {
		w[i] = _mm_loadu_si128((const __m128i *)(const void *)(data + 16 * i));
		w[i] = _mm_shuffle_epi8(w[i], swap);
		four_rounds(abef, cdgh, w[i], 4 * i);
	}
	for (int round = 16; round < 64; round += 16) {
		for (int i = 0; i < 4; i++) {
			w[i] = next_words(w[i], w[(i + 1) & 3], w[(i + 2) & 3], w[(i + 3) & 3]);
			four_rounds(abef, cdgh, w[i], round + 4 * i);
		}
	}
	*abef = _mm_add_epi32(*abef, before_abef);
	*cdgh = _mm_add_epi32(*cdgh, before_cdgh);
}

TARGET void digest_blocks(uint32_t state[8], const unsigned char *data, size_t n)
{
	__m128i *low = (__m128i *)(void *)state, *high = low + 1;
	__m128i cdab = _mm_shuffle_epi32(_mm_loadu_si128(low), 0xb1);
	__m128i efgh = _mm_shuffle_epi32(_mm_loadu_si128(high), 0x1b);
	__m128i abef = _mm_alignr_epi8(cdab, efgh, 8);
	__m128i cdgh = _mm_blend_epi16(efgh, cdab, 0xf0);
	__m128i feba, dchg;

	for (; n > 0; n--, data += 64)
		one_block(&abef, &cdgh, data);
	feba = _mm_shuffle_epi32(abef, 0x1b);
	dchg = _mm_shuffle_epi32(cdgh, 0xb1);
	_mm_storeu_si128(low, _mm_blend_epi16(feba, dchg, 0xf0));
	_mm_storeu_si128(high, _mm_alignr_epi8(dchg, feba, 8));
}

#else

bool digest_blocks_are_fast(void)
{
	return false;
}

void digest_blocks(uint32_t state[8], const unsigned char *data, size_t n)
{
}

#endif
