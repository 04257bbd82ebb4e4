/* reference.h - how a figure was spread when the model was trained, to see later whether the world has moved. */
#ifndef RISK_REFERENCE_H
#define RISK_REFERENCE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

enum { RISK_REFERENCE_BINS = 10 };

/* Bin i holds values below edges[i] (and not below the one before), bin n_edges all others, one more what is missing. */
struct risk_reference {
	const char *name;		/* of the feature, or "score" */
	double edges[RISK_REFERENCE_BINS];
	int n_edges;
	double shares[RISK_REFERENCE_BINS + 2];
	double n;			/* declarations behind it */
};

/* From values `stride` floats apart, NaN where missing: edges at the tenths, each once. False when memory is out. */
bool risk_reference_make(const char *name, const float *values, size_t n, size_t stride, struct risk_reference *ret_reference);
/* Shares of other values in the same bins. */
void risk_reference_shares(const struct risk_reference *reference, const float *values, size_t n, size_t stride, double *ret_shares);
/* Population stability index of the shares against the reference, and what chance alone exceeds in one case of twenty:
 * chi2(.95; bins - 1) x (1/n + 1/N) (Yurdakul 2018). */
double risk_reference_psi(const struct risk_reference *reference, const double *shares);
double risk_reference_chance(const struct risk_reference *reference, size_t n);

#endif
