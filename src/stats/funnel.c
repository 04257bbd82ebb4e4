/* funnel.c - see funnel.h. */
#include "stats/funnel.h"

#include <math.h>
#include <stdlib.h>

#include "student.h"

enum { NEWTON_STEPS = 60, ROUNDS = 3 };

static const double chance_95 = 0.05, chance_998 = 0.002, z_95 = 1.959964, z_998 = 3.090232;

struct spread {
	double size, df;
	bool known;
};

static bool counts(const struct funnel_unit *unit)
{
	return unit->n > 0;
}

/* Sums over those that are not outside; a kind of which fewer than two are left is taken whole. */
static void kinds_sum(const struct funnel_unit *units, size_t n, struct funnel_kind *kinds, size_t n_kinds)
{
	size_t left = 0;

	for (size_t kind = 0; kind < n_kinds; kind++) {
		kinds[kind] = (struct funnel_kind){.mean = NAN, .z_95 = z_95, .z_998 = z_998};
		left = 0;
		for (size_t i = 0; i < n; i++) {
			kinds[kind].n_units += units[i].kind == kind && counts(&units[i]);
			left += units[i].kind == kind && counts(&units[i]) && !units[i].outside;
		}
		for (size_t i = 0; i < n; i++) {
			if (units[i].kind != kind || !counts(&units[i]) || (left >= 2 && units[i].outside))
				continue;
			kinds[kind].k += units[i].k;
			kinds[kind].n += units[i].n;
		}
		if (kinds[kind].n > 0)
			kinds[kind].mean = (double)kinds[kind].k / (double)kinds[kind].n;
	}
}

/* The rate below which half of what was counted lies: to begin with, where there are three or more. */
static double median_of(const struct funnel_unit *units, size_t n, size_t kind, int64_t total)
{
	double best = NAN;

	for (size_t i = 0; i < n; i++) {
		double rate = (double)units[i].k / (double)units[i].n;
		int64_t below = 0;

		if (units[i].kind != kind || !counts(&units[i]))
			continue;
		for (size_t j = 0; j < n; j++)
			below += units[j].kind == kind && counts(&units[j]) && (double)units[j].k / (double)units[j].n <= rate ? units[j].n : 0;
		if (2 * below >= total && (isnan(best) || rate < best))
			best = rate;
	}
	return best;
}

static void medians_take(const struct funnel_unit *units, size_t n, struct funnel_kind *kinds, size_t n_kinds)
{
	for (size_t kind = 0; kind < n_kinds; kind++) {
		double median = kinds[kind].n_units >= 3 ? median_of(units, n, kind, kinds[kind].n) : NAN;

		if (median > 0 && median < 1)
			kinds[kind].mean = median;
	}
}

/* NaN where nobody, or everybody, has it: there is nothing to differ in. */
static double z_of(const struct funnel_unit *unit, const struct funnel_kind *kind)
{
	double variance = kind->mean * (1 - kind->mean);

	if (!counts(unit) || kind->n_units < 2 || !(variance > 0))
		return NAN;
	return ((double)unit->k / (double)unit->n - kind->mean) / sqrt(variance / (double)unit->n);
}

static int ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* The value below which a normal one stays with the chance p: Newton on erfc. */
static double normal_quantile(double p)
{
	double x = 0;

	for (int i = 0; i < NEWTON_STEPS; i++) {
		double step = (0.5 * erfc(-x / sqrt(2)) - p) * sqrt(2 * M_PI) * exp(0.5 * x * x);

		x -= fmax(-1, fmin(1, step));
		if (fabs(step) < 1e-12)
			break;
	}
	return x;
}

static double cut_square(size_t i, size_t n, size_t cut, double (*at)(size_t i, const void *of), const void *of)
{
	double value = at(i < cut ? cut : i >= n - cut ? n - cut - 1 : i, of);

	return value * value;
}

static double sorted_at(size_t i, const void *of)
{
	return ((const double *)of)[i];
}

/* Expected order statistics of a normal sample (Blom 1958). */
static double normal_at(size_t i, const void *of)
{
	return normal_quantile(((double)i + 1 - 0.375) / ((double)*(const size_t *)of + 0.25));
}

/* z: of n units around means that took df_lost degrees of freedom; sorted here. */
static struct spread spread_of(double *z, size_t n, size_t df_lost)
{
	size_t cut = n >= 5 && n / 10 < 1 ? 1 : n / 10;
	struct spread spread = {.size = 1, .df = (double)n - (double)df_lost, .known = n >= df_lost + FUNNEL_LEAST};
	double sum = 0, whole = 0, left = 0;

	if (!spread.known)
		return spread;
	qsort(z, n, sizeof(*z), ascending);
	for (size_t i = 0; i < n; i++) {
		sum += cut_square(i, n, cut, sorted_at, z);
		left += cut_square(i, n, cut, normal_at, &n);
		whole += cut_square(i, n, 0, normal_at, &n);
	}
	spread.size = sqrt(sum / spread.df * whole / left);
	return spread;
}

static size_t gather(const struct funnel_unit *units, size_t n, const struct funnel_kind *kinds, size_t kind, bool all, double *z)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++) {
		double value = z_of(&units[i], &kinds[units[i].kind]);

		if (!isnan(value) && !units[i].outside && (all || units[i].kind == kind))
			z[kept++] = value;
	}
	return kept;
}

static size_t kinds_that_vary(const struct funnel_kind *kinds, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++)
		kept += kinds[i].n_units >= 2 && kinds[i].k > 0 && kinds[i].k < kinds[i].n;
	return kept;
}

static void limits_set(struct funnel_kind *kind, struct spread spread)
{
	kind->spread_known = spread.known;
	if (spread.size > 1) {
		kind->z_95 = spread.size * student_limit(chance_95, spread.df);
		kind->z_998 = spread.size * student_limit(chance_998, spread.df);
	}
}

/* The chance of k or more (upper), or of k or fewer. */
static double binomial_tail(int64_t k, int64_t n, double p, bool upper)
{
	double mass = exp(lgamma((double)n + 1) - lgamma((double)k + 1) - lgamma((double)(n - k) + 1) + (double)k * log(p) +
		(double)(n - k) * log1p(-p));
	double sum = 0, odds = p / (1 - p);

	for (int64_t i = k; i >= 0 && i <= n && mass > 1e-12 * sum; i += upper ? 1 : -1) {
		sum += mass;
		mass *= upper ? (double)(n - i) / (double)(i + 1) * odds : (double)i / (double)(n - i + 1) / odds;
	}
	return sum;
}

static void judge(struct funnel_unit *unit, const struct funnel_kind *kind)
{
	double error;

	unit->z = z_of(unit, kind);
	unit->low = unit->high = NAN;
	unit->outside = false;
	if (isnan(unit->z))
		return;
	error = sqrt(kind->mean * (1 - kind->mean) / (double)unit->n);
	unit->low = fmax(0, kind->mean - kind->z_998 * error);
	unit->high = fmin(1, kind->mean + kind->z_998 * error);
	unit->outside = fabs(unit->z) > kind->z_998 && binomial_tail(unit->k, unit->n, kind->mean, unit->z > 0) < chance_998 / 2;
}

static void spreads_set(const struct funnel_unit *units, size_t n, struct funnel_kind *kinds, size_t n_kinds, double *scratch)
{
	struct spread all = spread_of(scratch, gather(units, n, kinds, 0, true, scratch), kinds_that_vary(kinds, n_kinds));

	for (size_t i = 0; i < n_kinds; i++) {
		bool own = kinds[i].n_units >= FUNNEL_OWN;

		limits_set(&kinds[i], own ? spread_of(scratch, gather(units, n, kinds, i, false, scratch), 1) : all);
	}
}

void stats_funnel(struct funnel_unit *units, size_t n, struct funnel_kind *kinds, size_t n_kinds, double *scratch)
{
	for (size_t i = 0; i < n; i++)
		units[i].outside = false;
	for (int round = 0; round < ROUNDS; round++) {
		kinds_sum(units, n, kinds, n_kinds);
		if (round == 0)
			medians_take(units, n, kinds, n_kinds);
		spreads_set(units, n, kinds, n_kinds, scratch);
		for (size_t i = 0; i < n; i++)
			judge(&units[i], &kinds[units[i].kind]);
	}
}
