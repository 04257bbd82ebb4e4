/* wide.c - see wide.h. Two loads of sixteen bytes, twelve apart, hold eight codes; a shuffle gives each four bytes of its own. */
#include "wide.h"

#if defined(__x86_64__) && defined(__GNUC__)

#include <immintrin.h>

#define WIDE __attribute__((target("avx2")))

enum { AT_ONCE = 8, BYTES = 3 };

static bool can(void)
{
	return __builtin_cpu_supports("avx2");
}

WIDE static inline __m256i eight(const uint8_t *values)
{
	const __m128i apart = _mm_setr_epi8(0, 1, 2, -1, 3, 4, 5, -1, 6, 7, 8, -1, 9, 10, 11, -1);
	__m128i low = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(const void *)values), apart);
	__m128i high = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(const void *)(values + 12)), apart);

	return _mm256_set_m128i(high, low);
}

WIDE static size_t decode(const uint8_t *values, size_t n, uint32_t shift, bool reserved, uint32_t *out)
{
	const __m256i by = _mm256_set1_epi32((int)shift), three = _mm256_set1_epi32(reserved ? 3 : 0), all = _mm256_set1_epi32(-1);
	size_t done = 0;

	for (; done + AT_ONCE <= n; done += AT_ONCE) {
		__m256i code = eight(values + done * BYTES);
		__m256i none = _mm256_cmpgt_epi32(three, code);
		__m256i value = _mm256_blendv_epi8(_mm256_add_epi32(code, by), _mm256_xor_si256(code, all), none);

		_mm256_storeu_si256((__m256i *)(void *)(out + done), value);
	}
	return done;
}

/* The rows of eight that lie in the range, as bits. */
WIDE static inline unsigned within(const uint8_t *values, __m256i low, __m256i range)
{
	__m256i above = _mm256_sub_epi32(eight(values), low);

	/* above <= range, without signs: the greater of both is the range */
	return (unsigned)_mm256_movemask_ps(_mm256_castsi256_ps(_mm256_cmpeq_epi32(_mm256_max_epu32(above, range), range)));
}

WIDE static size_t keep(const uint8_t *values, uint32_t low, uint32_t range, const uint8_t *bytes, const uint8_t *pass, size_t n,
	uint32_t *kept, size_t *ret_kept)
{
	const __m256i lows = _mm256_set1_epi32((int)low), ranges = _mm256_set1_epi32((int)range);
	size_t done = 0, k = *ret_kept;

	for (; done + AT_ONCE <= n; done += AT_ONCE) {
		unsigned in = within(values + done * BYTES, lows, ranges);

		for (unsigned i = 0; in && i < AT_ONCE; i++) {
			kept[k] = (uint32_t)(done + i);
			k += in >> i & 1u & (bytes ? pass[bytes[done + i]] : 1u);
		}
	}
	*ret_kept = k;
	return done;
}

size_t cube_wide_decode(const uint8_t *values, size_t n, uint32_t shift, bool reserved, uint32_t *out)
{
	return can() ? decode(values, n, shift, reserved, out) : 0;
}

size_t cube_wide_keep(const uint8_t *values, uint32_t low, uint32_t range, const uint8_t *bytes, const uint8_t *pass, size_t n,
	uint32_t *kept, size_t *ret_kept)
{
	return can() ? keep(values, low, range, bytes, pass, n, kept, ret_kept) : 0;
}

#else

size_t cube_wide_decode(const uint8_t *values, size_t n, uint32_t shift, bool reserved, uint32_t *out)
{
	return 0;
}

size_t cube_wide_keep(const uint8_t *values, uint32_t low, uint32_t range, const uint8_t *bytes, const uint8_t *pass, size_t n,
	uint32_t *kept, size_t *ret_kept)
{
	return 0;
}

#endif
