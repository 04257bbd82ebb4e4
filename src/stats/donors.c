/* donors.c - see donors.h. */
#include "donors.h"

#include <math.h>

enum { SWEEPS = 5000 };

/* Half the gradient at one weight. */
static double slope_at(double a[DONORS_MAX][DONORS_MAX], const double *b, size_t d, const double *weights, size_t i)
{
	double slope = -b[i];

	for (size_t j = 0; j < d; j++)
		slope += a[i][j] * weights[j];
	return slope;
}

/* Weight from j to i, as much as serves and j has; returns how much. */
static double move_between(double a[DONORS_MAX][DONORS_MAX], const double *b, size_t d, double *weights, size_t i, size_t j)
{
	double curve = a[i][i] + a[j][j] - 2 * a[i][j], gain = slope_at(a, b, d, weights, j) - slope_at(a, b, d, weights, i), moved;

	if (!(curve > 0))
		return 0;
	moved = fmin(fmax(gain / curve, -weights[i]), weights[j]);
	weights[i] += moved;
	weights[j] -= moved;
	return fabs(moved);
}

void donors_weigh(double a[DONORS_MAX][DONORS_MAX], const double *b, size_t d, double *ret_weights)
{
	for (size_t i = 0; i < d; i++)
		ret_weights[i] = 1 / (double)d;
	for (int sweep = 0; sweep < SWEEPS; sweep++) {
		double most = 0;

		for (size_t i = 0; i < d; i++) {
			for (size_t j = 0; j < i; j++)
				most = fmax(most, move_between(a, b, d, ret_weights, i, j));
		}
		if (most < 1e-12)
			break;
	}
}
