/* chance.c - see chance.h. */
#include "chance.h"

#include <math.h>

double chance_uniform(struct chance *chance)
{
	uint64_t z = chance->state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	z ^= z >> 31;
	return ((double)(z >> 11) + 0.5) / 9007199254740992.0;
}

double chance_normal(struct chance *chance)
{
	double radius = sqrt(-2 * log(chance_uniform(chance)));

	return radius * cos(2 * M_PI * chance_uniform(chance));
}
