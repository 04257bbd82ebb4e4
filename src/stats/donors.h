/* donors.h - which mixture of other series a series is most like: least squares with weights that are not negative and
 * sum to 1 (Abadie, Diamond and Hainmueller 2010). */
#ifndef STATS_DONORS_H
#define STATS_DONORS_H

#include <stdbool.h>
#include <stddef.h>

enum { DONORS_MAX = 12 };

/* Minimises w'Aw - 2 b'w with w >= 0 that sum to 1: A = X'X (d x d), b = X'y. Starts with all alike and moves weight between two at a time,
 * as far as that helps, until nothing moves: the problem is convex, so the order does not matter. Where nothing tells the series apart
 * all stay alike, which is the mixture with the least noise. */
void donors_weigh(double a[DONORS_MAX][DONORS_MAX], const double *b, size_t d, double *ret_weights);

#endif
