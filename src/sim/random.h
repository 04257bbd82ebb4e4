/* random.h - chance that is the same everywhere.
 *
 * Every entity (a declaration, an officer's day, a vessel call) has its own stream, made from the seed and
 * its numbers, so that a result never depends on the order in which entities are visited. exp and log are our
 * own: those of libm differ in the last bit between processors, and a different bit is a different file. */
#ifndef SIM_RANDOM_H
#define SIM_RANDOM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct sim_random {
	uint64_t state;		/* splitmix64 */
};

/* What a stream is for; part of its seed. */
enum sim_stream {
	SIM_STREAM_WORLD = 1,
	SIM_STREAM_TRADER,
	SIM_STREAM_OFFICER,
	SIM_STREAM_PRESENCE,
	SIM_STREAM_CALL,
	SIM_STREAM_CASE,
	SIM_STREAM_EXPORT,
	SIM_STREAM_ARREARS,
	SIM_STREAM_PATROL,
	SIM_STREAM_PROBE,
	SIM_STREAM_NOISE,
	SIM_STREAM_PLANT,
};

struct sim_random sim_random_make(uint64_t seed, enum sim_stream stream, uint64_t a, uint64_t b);

static inline uint64_t sim_random_mix(uint64_t z)
{
	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

static inline uint64_t sim_random_next(struct sim_random *random)
{
	return sim_random_mix(random->state += UINT64_C(0x9e3779b97f4a7c15));
}

static inline double sim_random_uniform(struct sim_random *random)	/* in (0, 1) */
{
	return ((double)(sim_random_next(random) >> 11) + 0.5) * 0x1p-53;
}

static inline int sim_random_below(struct sim_random *random, int n)	/* 0 .. n - 1; n >= 1 */
{
	return (int)(((sim_random_next(random) >> 32) * (uint64_t)n) >> 32);
}

static inline bool sim_random_chance(struct sim_random *random, double p)
{
	return sim_random_uniform(random) < p;
}

double sim_random_normal(struct sim_random *random);
double sim_random_lognormal(struct sim_random *random, double median, double sigma);
int64_t sim_random_poisson(struct sim_random *random, double mean);

double sim_exp(double x);
double sim_log(double x);		/* x > 0 */
double sim_power(double x, double y);	/* x > 0 */
double sim_normal_quantile(double p);	/* 0 < p < 1; Wichura's AS 241, PPND16 */

/* Draws an index with given weights. */
struct sim_pick {
	const double *cumulative;
	const int *guide;	/* where to begin looking, for each n-th of the sum */
	int n;
};

bool sim_pick_init(struct sim_pick *pick, struct arena *arena, const double *weights, int n);
int sim_pick_draw(const struct sim_pick *pick, struct sim_random *random);

#endif
