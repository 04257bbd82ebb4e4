/* ridge.c - logistic regression with a quadratic penalty: a model of our own, for where no library is.
 *
 * Rates enter as log odds, all features standardised over the training window, what is missing as their mean. Newton's method
 * on the penalised likelihood (le Cessie, van Houwelingen 1992); contributions are coefficient times value, exactly. Sums run in
 * the order of the rows, so that the same rows give the same bits. */
#include "engine.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "json.h"

enum { ITERATIONS = 30 };

static const double penalty = 10, enough = 1e-8;

struct risk_fit {
	size_t width;
	bool *is_rate;
	double *mean, *scale, *weight;	/* of the features, as they enter */
	double bias;
};

static void fit_destroy(struct risk_fit *fit)
{
	if (!fit)
		return;
	free(fit->is_rate);
	free(fit->mean);
	free(fit->scale);
	free(fit->weight);
	free(fit);
}

static struct risk_fit *fit_create(const struct risk_spec *spec)
{
	struct risk_fit *fit = calloc(1, sizeof(*fit));
	size_t n = (size_t)spec->n_features;

	if (!fit)
		return NULL;
	fit->width = n;
	fit->is_rate = calloc(n + 1, sizeof(*fit->is_rate));
	fit->mean = calloc(n + 1, sizeof(*fit->mean));
	fit->scale = calloc(n + 1, sizeof(*fit->scale));
	fit->weight = calloc(n + 1, sizeof(*fit->weight));
	if (!fit->is_rate || !fit->mean || !fit->scale || !fit->weight) {
		fit_destroy(fit);
		return NULL;
	}
	for (size_t i = 0; i < n; i++)
		fit->is_rate[i] = spec->features[i].kind == RISK_FEATURE_RATE;
	return fit;
}

static double entering(const struct risk_fit *fit, size_t feature, float x)
{
	return fit->is_rate[feature] && !isnan(x) ? risk_logit((double)x) : (double)x;
}

/* Standardised; the mean where missing. */
static double standard(const struct risk_fit *fit, size_t feature, float x)
{
	return isnan(x) ? 0 : (entering(fit, feature, x) - fit->mean[feature]) / fit->scale[feature];
}

static void feature_measure(struct risk_fit *fit, const struct risk_matrix *matrix, size_t feature)
{
	double sum = 0, squares = 0, n = 0;

	for (size_t row = 0; row < matrix->n; row++) {
		float x = matrix->x[row * matrix->width + feature];

		if (isnan(x))
			continue;
		sum += entering(fit, feature, x);
		n++;
	}
	fit->mean[feature] = n > 0 ? sum / n : 0;
	for (size_t row = 0; row < matrix->n; row++) {
		float x = matrix->x[row * matrix->width + feature];
		double distance = isnan(x) ? 0 : entering(fit, feature, x) - fit->mean[feature];

		squares += distance * distance;
	}
	fit->scale[feature] = squares > 0 ? sqrt(squares / n) : 1;
}

/* Rows as they enter, a 1 in front. */
static double *rows_make(const struct risk_fit *fit, const struct risk_matrix *matrix)
{
	size_t width = matrix->width + 1;
	double *rows = malloc((matrix->n * width + 1) * sizeof(*rows));

	for (size_t row = 0; rows && row < matrix->n; row++) {
		rows[row * width] = 1;
		for (size_t f = 0; f < matrix->width; f++)
			rows[row * width + 1 + f] = standard(fit, f, matrix->x[row * matrix->width + f]);
	}
	return rows;
}

static double dot(const double *a, const double *b, size_t n)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += a[i] * b[i];
	return sum;
}

/* Gradient and (lower) Hessian of the penalised likelihood at beta. */
static void slope(const double *rows, const float *labels, size_t n, size_t width, const double *beta, double *gradient,
	double *hessian)
{
	memset(gradient, 0, width * sizeof(*gradient));
	memset(hessian, 0, width * width * sizeof(*hessian));
	for (size_t row = 0; row < n; row++) {
		const double *x = rows + row * width;
		double p = risk_logistic(dot(x, beta, width)), weight = p * (1 - p), error = (double)labels[row] - p;

		for (size_t i = 0; i < width; i++) {
			double scaled = weight * x[i];

			gradient[i] += error * x[i];
			for (size_t k = 0; k <= i; k++)
				hessian[i * width + k] += scaled * x[k];
		}
	}
	for (size_t i = 1; i < width; i++) {
		gradient[i] -= penalty * beta[i];
		hessian[i * width + i] += penalty;
	}
}

/* Solves hessian x = gradient by Cholesky, in place; false where it is not positive definite. */
static bool solve(double *hessian, double *x, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; k <= i; k++) {
			double sum = hessian[i * n + k] - dot(hessian + i * n, hessian + k * n, k);

			if (k < i)
				hessian[i * n + k] = sum / hessian[k * n + k];
			else if (sum > 1e-12)
				hessian[i * n + i] = sqrt(sum);
			else
				return false;
		}
		x[i] = (x[i] - dot(hessian + i * n, x, i)) / hessian[i * n + i];
	}
	for (size_t i = n; i-- > 0;) {
		for (size_t k = i + 1; k < n; k++)
			x[i] -= hessian[k * n + i] * x[k];
		x[i] /= hessian[i * n + i];
	}
	return true;
}

static double largest(const double *x, size_t n)
{
	double most = 0;

	for (size_t i = 0; i < n; i++)
		most = fmax(most, fabs(x[i]));
	return most;
}

static bool newton(const double *rows, const float *labels, size_t n, size_t width, double *beta,
	const struct risk_training *training, struct err *err)
{
	double *gradient = calloc(width, sizeof(*gradient)), *hessian = calloc(width * width, sizeof(*hessian));
	bool ok = (gradient && hessian) || err_memory(err);

	for (int i = 0; ok && i < ITERATIONS; i++) {
		if (training->step && !training->step(training->user, i, ITERATIONS)) {
			ok = err_set(err, ERR_INTERRUPTED, "stopped: no model was made");
			break;
		}
		slope(rows, labels, n, width, beta, gradient, hessian);
		if (!solve(hessian, gradient, width)) {
			ok = err_set(err, ERR_DATA, "the outcomes cannot be told apart by any feature: no model was made");
			break;
		}
		/* A step that leaps is shortened: far out the curve is flat. */
		for (size_t k = 0; k < width; k++)
			beta[k] += gradient[k] * fmin(1, 4 / largest(gradient, width));
		if (largest(gradient, width) < enough)
			break;
	}
	free(gradient);
	free(hessian);
	return ok;
}

static double base_odds(const float *labels, size_t n)
{
	double hits = 0;

	for (size_t i = 0; i < n; i++)
		hits += (double)labels[i];
	return risk_logit(hits / (double)n);
}

static bool train(const struct risk_spec *spec, const struct risk_matrix *matrix, const float *labels,
	const struct risk_training *training, struct risk_fit **ret_fit, struct err *err)
{
	struct risk_fit *fit = fit_create(spec);
	double *beta = calloc(matrix->width + 1, sizeof(*beta)), *rows = NULL;
	bool ok = fit && beta;

	for (size_t f = 0; ok && f < matrix->width; f++)
		feature_measure(fit, matrix, f);
	rows = ok ? rows_make(fit, matrix) : NULL;
	if (!rows) {
		err_memory(err);
		ok = false;
	}
	if (ok) {
		beta[0] = base_odds(labels, matrix->n);
		ok = newton(rows, labels, matrix->n, matrix->width + 1, beta, training, err);
	}
	if (ok) {
		fit->bias = beta[0];
		memcpy(fit->weight, beta + 1, matrix->width * sizeof(*beta));
		*ret_fit = fit;
	} else {
		fit_destroy(fit);
	}
	free(rows);
	free(beta);
	return ok;
}

static bool contributions(struct risk_fit *fit, const struct risk_matrix *matrix, float *ret_contributions, struct err *err)
{
	size_t width = matrix->width;

	for (size_t row = 0; row < matrix->n; row++) {
		float *out = ret_contributions + row * (width + 1);

		for (size_t f = 0; f < width; f++)
			out[f] = (float)(fit->weight[f] * standard(fit, f, matrix->x[row * width + f]));
		out[width] = (float)fit->bias;
	}
	return true;
}

static bool importance(struct risk_fit *fit, const struct risk_spec *spec, double *ret_importance, struct err *err)
{
	for (size_t f = 0; f < fit->width; f++)
		ret_importance[f] = fabs(fit->weight[f]);
	return true;
}

static bool margins(struct risk_fit *fit, const struct risk_matrix *matrix, int rounds, float *ret_margins, struct err *err)
{
	for (size_t row = 0; row < matrix->n; row++) {
		double margin = fit->bias;

		for (size_t f = 0; f < matrix->width; f++)
			margin += fit->weight[f] * standard(fit, f, matrix->x[row * matrix->width + f]);
		ret_margins[row] = (float)margin;
	}
	return true;
}

static void numbers_write(struct text *out, const char *name, const double *numbers, size_t n)
{
	text_appendf(out, ",\"%s\":[", name);
	for (size_t i = 0; i < n; i++) {
		text_append(out, i ? "," : "");
		text_append_json_number(out, numbers[i]);
	}
	text_put(out, ']');
}

static bool write(struct risk_fit *fit, struct text *out, struct err *err)
{
	text_append(out, "{\"kind\":\"ridge\",\"penalty\":");
	text_append_json_number(out, penalty);
	text_append(out, ",\"bias\":");
	text_append_json_number(out, fit->bias);
	numbers_write(out, "mean", fit->mean, fit->width);
	numbers_write(out, "scale", fit->scale, fit->width);
	numbers_write(out, "weight", fit->weight, fit->width);
	text_put(out, '}');
	return !out->failed || err_memory(err);
}

static bool fit_read(struct risk_fit *fit, const struct risk_json *json)
{
	fit->bias = risk_json_number(risk_json_get(json, "bias"), NAN);
	if (isnan(fit->bias) || !risk_json_numbers(risk_json_get(json, "mean"), fit->mean, fit->width) ||
		!risk_json_numbers(risk_json_get(json, "scale"), fit->scale, fit->width) ||
		!risk_json_numbers(risk_json_get(json, "weight"), fit->weight, fit->width))
		return false;
	for (size_t i = 0; i < fit->width; i++) {
		if (!(fit->scale[i] > 0) || !isfinite(fit->mean[i]) || !isfinite(fit->weight[i]))
			return false;
	}
	return true;
}

static bool read(const struct risk_spec *spec, const char *json, size_t n, struct risk_fit **ret_fit, struct err *err)
{
	struct risk_fit *fit = fit_create(spec);
	struct arena arena;
	bool ok;

	if (!fit)
		return err_memory(err);
	arena_init(&arena);
	ok = fit_read(fit, risk_json_parse(&arena, json, n)) ||
	     err_set(err, ERR_DATA, "the ridge model does not fit its %d features", spec->n_features);
	arena_finish(&arena);
	if (ok)
		*ret_fit = fit;
	else
		fit_destroy(fit);
	return ok;
}

const struct risk_engine risk_ridge = {
	.name = "ridge",
	.title = "ridge logistic regression (our own)",
	.train = train,
	.margins = margins,
	.contributions = contributions,
	.importance = importance,
	.write = write,
	.read = read,
	.destroy = fit_destroy,
};
