/* comparison.c - what other series say together: see study.h. Season, trend and memory are taken off before they are weighed, so that a common
 * week makes nobody alike. */
#include "study.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { RESIDUALS_LEAST = 12 };

static const double missing_most = 0.2, weight_least = 1e-6;

/* Residuals of a series in the time before, on season and trend, less their memory; NaN where unknown. */
static bool residuals_make(const struct study *study, struct study_bench *bench, const double *values, double *rho, double *ret_rest)
{
	struct study alone = *study;
	struct trial trial = {0};
	struct ar1_data data = {.x = bench->x, .y = bench->y, .at = bench->at};
	double row[AR1_COLUMNS];

	alone.values = values;
	alone.mixture = NULL;
	trial_scale(&alone, study->start, study->start, &trial);
	trial_rows(&alone, &trial, study->start, study->start, false, bench, &data);
	if (data.n < RESIDUALS_LEAST || !ar1_regress(&data, &trial.fit))
		return false;
	for (size_t t = 0; t < study->start; t++) {
		ret_rest[t] = NAN;
		if (!study_knows(&alone, t))
			continue;
		study_row(&alone, &trial, study->start, t, false, row);
		ret_rest[t] = values[t] - trial.middle;
		for (size_t i = 0; i < data.k; i++)
			ret_rest[t] -= trial.fit.beta[i] * row[i];
	}
	*rho = isnan(*rho) ? trial.fit.rho : *rho;
	for (size_t t = study->start; t-- > 1;)
		ret_rest[t] -= *rho * ret_rest[t - 1];
	return true;
}

bool study_control_is_whole(const struct study *study, const double *control)
{
	size_t missing = 0, known = 0;

	for (size_t t = 0; t < study->n; t++) {
		known += !isnan(study->values[t]);
		missing += !isnan(study->values[t]) && isnan(control[t]);
	}
	return (double)missing <= missing_most * (double)known;
}

/* Weights from what moved together before the start, season, trend and memory apart. */
static bool weights_find(struct study *study, struct study_bench *bench)
{
	size_t n = study->start + 1, used[DONORS_MAX], d = 0;
	double *rests = malloc((DONORS_MAX + 1) * n * sizeof(*rests)), *own = rests, rho = NAN;
	double a[DONORS_MAX][DONORS_MAX] = {{0}}, b[DONORS_MAX] = {0}, weights[DONORS_MAX];

	if (!rests)
		return false;
	if (residuals_make(study, bench, study->values, &rho, own)) {
		for (size_t c = 0; c < study->n_controls; c++) {
			if (study_control_is_whole(study, study->controls[c]) && residuals_make(study, bench, study->controls[c], &rho, rests + (d + 1) * n))
				used[d++] = c;
		}
	}
	for (size_t i = 0; i < d; i++) {
		const double *x = rests + (i + 1) * n;

		for (size_t t = 1; t < study->start; t++)
			b[i] += isnan(x[t]) || isnan(own[t]) ? 0 : x[t] * own[t];
		for (size_t j = 0; j < d; j++) {
			const double *z = rests + (j + 1) * n;

			for (size_t t = 1; t < study->start; t++)
				a[i][j] += isnan(x[t]) || isnan(z[t]) || isnan(own[t]) ? 0 : x[t] * z[t];
		}
	}
	donors_weigh(a, b, d, weights);
	for (size_t i = 0; i < d; i++)
		study->weights[used[i]] = weights[i];
	free(rests);
	return true;
}

/* What the controls say together, each less its own mean: one that is missing for a step does not move it. False when memory is out. */
bool study_compare(struct study *study, struct study_bench *bench)
{
	double sum = 0;

	study->mixture = NULL;
	memset(study->weights, 0, sizeof(study->weights));
	if (study->n_controls == 0)
		return true;
	if (!weights_find(study, bench))
		return false;
	study->n_used = 0;
	for (size_t c = 0; c < study->n_controls; c++) {
		sum += study->weights[c];
		study->n_used += study->weights[c] > weight_least;
	}
	if (!(sum > 0))
		return true;
	study->mixture = calloc(study->n + 1, sizeof(*study->mixture));
	for (size_t c = 0; study->mixture && c < study->n_controls; c++) {
		const double *control = study->controls[c];
		double mean = 0, known = 0;

		for (size_t t = 0; t < study->n; t++) {
			mean += isnan(control[t]) ? 0 : control[t];
			known += !isnan(control[t]);
		}
		mean /= fmax(known, 1);
		for (size_t t = 0; t < study->n; t++)
			study->mixture[t] += isnan(control[t]) ? 0 : study->weights[c] * (control[t] - mean);
	}
	return study->mixture != NULL;
}
