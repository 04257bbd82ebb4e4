/* hash.h - numbers out of texts and chance out of numbers, the same on every machine. */
#ifndef RISK_HASH_H
#define RISK_HASH_H

#include <stddef.h>
#include <stdint.h>

/* The finaliser of splitmix64 (Steele, Lea, Flood 2014). */
static inline uint64_t risk_mix(uint64_t z)
{
	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

static inline uint64_t risk_hash_more(uint64_t hash, uint64_t part)
{
	return risk_mix((hash ^ part) + UINT64_C(0x9e3779b97f4a7c15));
}

static inline uint64_t risk_hash_text(const char *text, size_t n)
{
	uint64_t hash = n;

	for (size_t i = 0; i < n; i++)
		hash = risk_hash_more(hash, (unsigned char)text[i]);
	return hash;
}

/* One stream of chance: splitmix64. */
struct risk_random {
	uint64_t state;
};

static inline uint64_t risk_random_next(struct risk_random *random)
{
	return risk_mix(random->state += UINT64_C(0x9e3779b97f4a7c15));
}

static inline size_t risk_random_below(struct risk_random *random, size_t n) /* 0 .. n - 1; 1 <= n < 2^32 */
{
	return (size_t)((risk_random_next(random) >> 32) * (uint64_t)n >> 32);
}

static inline double risk_random_uniform(struct risk_random *random) /* in [0, 1) */
{
	return (double)(risk_random_next(random) >> 11) * 0x1p-53;
}

#endif
