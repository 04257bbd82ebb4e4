/* chance.h - numbers that look random and are the same on every machine: splitmix64, and normal values by Box and Muller. */
#ifndef SUPPORT_CHANCE_H
#define SUPPORT_CHANCE_H

#include <stdint.h>

struct chance {
	uint64_t state;
};

double chance_uniform(struct chance *chance);	/* in (0, 1) */
double chance_normal(struct chance *chance);	/* mean 0, variance 1 */

#endif
