/* reference.c - see reference.h. */
#include "reference.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int by_size(const void *a, const void *b)
{
	float x = *(const float *)a, y = *(const float *)b;

	return (x > y) - (x < y);
}

static void edges_set(struct risk_reference *reference, const float *sorted, size_t n)
{
	for (int i = 1; i < RISK_REFERENCE_BINS && n > 0; i++) {
		double edge = (double)sorted[(size_t)i * n / RISK_REFERENCE_BINS];

		if (edge > (double)sorted[0] && (reference->n_edges == 0 || edge > reference->edges[reference->n_edges - 1]))
			reference->edges[reference->n_edges++] = edge;
	}
}

static int bin_of(const struct risk_reference *reference, float value)
{
	int bin = 0;

	if (isnan(value))
		return reference->n_edges + 1;
	while (bin < reference->n_edges && (double)value >= reference->edges[bin])
		bin++;
	return bin;
}

void risk_reference_shares(const struct risk_reference *reference, const float *values, size_t n, size_t stride, double *ret_shares)
{
	int bins = reference->n_edges + 2;

	memset(ret_shares, 0, (size_t)bins * sizeof(*ret_shares));
	for (size_t i = 0; i < n; i++)
		ret_shares[bin_of(reference, values[i * stride])] += 1 / (double)n;
}

bool risk_reference_make(const char *name, const float *values, size_t n, size_t stride, struct risk_reference *ret_reference)
{
	struct risk_reference reference = {.name = name, .n = (double)n};
	float *sorted = malloc((n ? n : 1) * sizeof(*sorted));
	size_t there = 0;

	if (!sorted)
		return false;
	for (size_t i = 0; i < n; i++) {
		if (!isnan(values[i * stride]))
			sorted[there++] = values[i * stride];
	}
	qsort(sorted, there, sizeof(*sorted), by_size);
	edges_set(&reference, sorted, there);
	free(sorted);
	risk_reference_shares(&reference, values, n, stride, reference.shares);
	*ret_reference = reference;
	return true;
}

double risk_reference_psi(const struct risk_reference *reference, const double *shares)
{
	const double least = 1e-4;	/* an empty bin must not be infinitely far */
	double psi = 0;

	for (int bin = 0; bin < reference->n_edges + 2; bin++) {
		double before = fmax(reference->shares[bin], least), now = fmax(shares[bin], least);

		psi += (now - before) * log(now / before);
	}
	return psi;
}

double risk_reference_chance(const struct risk_reference *reference, size_t n)
{
	/* 95 % points of chi-squared with 1 to 12 degrees of freedom. */
	static const double chi2[] = {3.841, 5.991, 7.815, 9.488, 11.070, 12.592, 14.067, 15.507, 16.919, 18.307, 19.675, 21.026};
	int used = 0;

	for (int bin = 0; bin < reference->n_edges + 2; bin++)
		used += reference->shares[bin] > 0;
	if (used < 2 || n == 0 || reference->n <= 0)
		return NAN;
	return chi2[used - 2] * (1 / (double)n + 1 / reference->n);
}
