/* minimise.h - the least of a function of a few bounded numbers, without derivatives (Nelder and Mead 1965). */
#ifndef STATS_MINIMISE_H
#define STATS_MINIMISE_H

#include <stddef.h>

enum { MINIMISE_MAX = 8 };

typedef double minimise_cost(void *context, const double *x);

/* Starts at x, with first steps of so large a part of each range, and leaves the best point there; returns its cost. Points are kept
 * within low and high. */
double minimise(minimise_cost *cost, void *context, size_t n, double *x, const double *low, const double *high, double step,
	int evaluations);

#endif
