/* ar1.c - see ar1.h. Normal equations of the whitened rows, solved by Cholesky; the memory by a grid and golden section on the restricted
 * likelihood. Columns are few and the callers scale them, so that the normal equations lose nothing that matters. */
#include "ar1.h"

#include <math.h>
#include <string.h>

enum { GOLDEN = 8 };

static const double rho_most = 0.98, rank_least = 1e-10, rest_least = 1e-18;

struct normal {
	double a[AR1_COLUMNS][AR1_COLUMNS];	/* X'X of whitened rows, lower half; then its Cholesky factor */
	double b[AR1_COLUMNS];
	double square;				/* y'y */
	double log_variance;			/* of the whitening */
	double rest;				/* residual sum of squares */
	double beta[AR1_COLUMNS];
	bool dropped[AR1_COLUMNS];
	size_t used;				/* columns that are not */
};

static void row_add(struct normal *normal, const double *row, double y, size_t k)
{
	for (size_t i = 0; i < k; i++) {
		if (row[i] == 0)
			continue;
		for (size_t j = 0; j <= i; j++)
			normal->a[i][j] += row[i] * row[j];
		normal->b[i] += row[i] * y;
	}
	normal->square += y * y;
}

/* The first row stands as it is; each later one less what the one before lets expect, in units of what is new in it. */
static void rows_whiten(const struct ar1_data *data, double rho, struct normal *normal)
{
	double row[AR1_COLUMNS];

	memset(normal, 0, sizeof(*normal));
	row_add(normal, data->x, data->y[0], data->k);
	for (size_t t = 1; t < data->n; t++) {
		const double *now = data->x + t * data->k, *before = now - data->k;
		double memory = rho > 0 ? pow(rho, (double)(data->at[t] - data->at[t - 1])) : 0, unit = sqrt(1 - memory * memory);

		for (size_t i = 0; i < data->k; i++)
			row[i] = (now[i] - memory * before[i]) / unit;
		row_add(normal, row, (data->y[t] - memory * data->y[t - 1]) / unit, data->k);
		normal->log_variance += log1p(-memory * memory);
	}
}

/* A column that is left out has a factor of its own and no coefficient. */
static void drop(struct normal *normal, size_t i)
{
	for (size_t j = 0; j < i; j++)
		normal->a[i][j] = 0;
	normal->a[i][i] = 1;
	normal->b[i] = 0;
	normal->dropped[i] = true;
	normal->used--;
}

static bool factor(struct normal *normal, size_t k, size_t droppable)
{
	normal->used = k;
	for (size_t i = 0; i < k; i++) {
		double whole = normal->a[i][i];

		for (size_t j = 0; j <= i; j++) {
			double sum = normal->a[i][j];

			for (size_t m = 0; m < j; m++)
				sum -= normal->a[i][m] * normal->a[j][m];
			if (j < i)
				normal->a[i][j] = normal->dropped[j] ? 0 : sum / normal->a[j][j];
			else if (sum <= rank_least * whole && i >= droppable)
				return false;
			else if (sum <= rank_least * whole)
				drop(normal, i);
			else
				normal->a[i][i] = sqrt(sum);
		}
	}
	return true;
}

/* L x = b, then L' x = that; `b` and `x` may be the same. */
static void solve(const struct normal *normal, size_t k, const double *b, double *x)
{
	for (size_t i = 0; i < k; i++) {
		double sum = b[i];

		for (size_t j = 0; j < i; j++)
			sum -= normal->a[i][j] * x[j];
		x[i] = sum / normal->a[i][i];
	}
	for (size_t i = k; i-- > 0;) {
		double sum = x[i];

		for (size_t j = i + 1; j < k; j++)
			sum -= normal->a[j][i] * x[j];
		x[i] = sum / normal->a[i][i];
	}
}

static bool normal_solve(const struct ar1_data *data, double rho, struct normal *normal)
{
	rows_whiten(data, rho, normal);
	if (!factor(normal, data->k, data->droppable))
		return false;
	solve(normal, data->k, normal->b, normal->beta);
	normal->rest = normal->square;
	for (size_t i = 0; i < data->k; i++)
		normal->rest -= normal->b[i] * normal->beta[i];
	normal->rest = fmax(normal->rest, rest_least * normal->square);
	return true;
}

/* Twice the negative restricted log-likelihood, but for a constant. */
static double cost(const struct ar1_data *data, double rho, struct normal *normal)
{
	double sum;

	if (!normal_solve(data, rho, normal) || normal->rest <= 0)
		return HUGE_VAL;
	sum = (double)(data->n - normal->used) * log(normal->rest) + normal->log_variance;
	for (size_t i = 0; i < data->k; i++)
		sum += 2 * log(normal->a[i][i]);
	return sum;
}

static double rho_find(const struct ar1_data *data, struct normal *normal)
{
	static const double grid[] = {0, 0.15, 0.3, 0.45, 0.6, 0.7, 0.8, 0.88, 0.94, 0.98};
	enum { N = sizeof(grid) / sizeof(grid[0]) };
	static const double golden = 0.6180339887498949;
	double costs[N], low, high, at[2], of[2];
	size_t best = 0;

	for (size_t i = 0; i < N; i++) {
		costs[i] = cost(data, grid[i], normal);
		best = costs[i] < costs[best] ? i : best;
	}
	low = best > 0 ? grid[best - 1] : 0;
	high = best + 1 < N ? grid[best + 1] : rho_most;
	for (int k = 0; k < 2; k++) {
		at[k] = k ? low + golden * (high - low) : high - golden * (high - low);
		of[k] = cost(data, at[k], normal);
	}
	for (int i = 0; i < GOLDEN; i++) {
		int worse = of[0] < of[1];

		if (worse)
			high = at[1];
		else
			low = at[0];
		at[worse] = at[!worse];
		of[worse] = of[!worse];
		at[!worse] = worse ? high - golden * (high - low) : low + golden * (high - low);
		of[!worse] = cost(data, at[!worse], normal);
	}
	return of[0] < of[1] ? (of[0] < costs[0] ? at[0] : 0) : (of[1] < costs[0] ? at[1] : 0);
}

static void fit_fill(const struct ar1_data *data, double rho, const struct normal *normal, struct ar1_fit *ret_fit)
{
	double unit[AR1_COLUMNS], column[AR1_COLUMNS], spare = fmax((double)data->n - (double)normal->used - (double)data->spent, 1);

	ret_fit->exact = normal->rest <= 1e-16 * normal->square;
	ret_fit->rho = rho;
	ret_fit->variance = ret_fit->exact ? 0 : normal->rest / spare;
	/* So many independent observations tell as much of a mean. */
	ret_fit->df = fmax(spare * (1 - rho) / (1 + rho), 2);
	for (size_t i = 0; i < data->k; i++) {
		memset(unit, 0, sizeof(unit));
		unit[i] = 1;
		solve(normal, data->k, unit, column);
		ret_fit->beta[i] = normal->beta[i];
		for (size_t j = 0; j < data->k; j++)
			ret_fit->covariance[j][i] = ret_fit->variance * column[j];
	}
}

static bool regress_at(const struct ar1_data *data, double rho, struct ar1_fit *ret_fit)
{
	struct normal normal;

	if (data->n <= data->k || data->k == 0 || data->k > AR1_COLUMNS || !normal_solve(data, rho, &normal))
		return false;
	fit_fill(data, rho, &normal, ret_fit);
	return true;
}

bool ar1_regress(const struct ar1_data *data, struct ar1_fit *ret_fit)
{
	struct normal normal;

	if (!regress_at(data, 0, ret_fit))
		return false;
	return ret_fit->exact || regress_at(data, rho_find(data, &normal), ret_fit);
}

double ar1_error(const struct ar1_fit *fit, size_t k, const double *combination)
{
	double sum = 0;

	for (size_t i = 0; i < k; i++) {
		for (size_t j = 0; j < k; j++)
			sum += combination[i] * combination[j] * fit->covariance[i][j];
	}
	return sqrt(fmax(sum, 0));
}
