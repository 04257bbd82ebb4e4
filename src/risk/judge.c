/* judge.c - see judge.h. */
#include "risk/judge.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "data.h"
#include "hash.h"
#include "stats/stats.h"

enum { BINS = 10 };

static const char *const rule_names[RISK_RANK_RULES] = {
	[RISK_RANK_P] = "p",
	[RISK_RANK_P_LOG_STAKE] = "p-log-stake",
	[RISK_RANK_STAKE] = "p-stake",
};

const char *risk_rank_rule_name(enum risk_rank_rule rule)
{
	return rule_names[rule];
}

int risk_rank_rule_find(const char *name)
{
	for (int i = 0; i < RISK_RANK_RULES; i++) {
		if (strcmp(rule_names[i], name) == 0)
			return i;
	}
	return -1;
}

double risk_rank(enum risk_rank_rule rule, double margin, double p, double stake)
{
	double money = stake > 0 ? stake : 0;

	switch (rule) {
	case RISK_RANK_P_LOG_STAKE:
		return p * log1p(money);
	case RISK_RANK_STAKE:
		return p * money;
	default:
		return margin;
	}
}

size_t risk_budget_size(double share, size_t n)
{
	double k = ceil(share * (double)n - 1e-9);

	return k <= 0 ? 0 : k >= (double)n ? n : (size_t)k;
}

int risk_case_by_rank(const void *a, const void *b)
{
	const struct risk_case *x = a, *y = b;

	if (x->rank != y->rank)
		return x->rank < y->rank ? 1 : -1;
	return strcmp(x->name, y->name);
}

static int by_current(const void *a, const void *b)
{
	const struct risk_case *x = *(const struct risk_case *const *)a, *y = *(const struct risk_case *const *)b;

	if (x->current != y->current)
		return x->current < y->current ? 1 : -1;
	return strcmp(x->name, y->name);
}

/* Chance that a hit ranks above a miss, ties counting half (Mann, Whitney 1947). */
static double auc_of(const struct risk_case *cases, size_t n, size_t hits)
{
	double pairs = 0, misses_below = (double)(n - hits);

	if (hits == 0 || hits == n)
		return NAN;
	for (size_t i = 0, next; i < n; i = next) {
		double tied_hits = 0, tied_misses = 0;

		for (next = i; next < n && cases[next].rank == cases[i].rank; next++)
			*(cases[next].label == 1 ? &tied_hits : &tied_misses) += 1;
		misses_below -= tied_misses;
		pairs += tied_hits * (misses_below + tied_misses / 2);
	}
	return pairs / ((double)hits * (double)(n - hits));
}

static void calibration_measure(const struct risk_case *cases, size_t n, struct risk_stratum *stratum)
{
	double told[BINS] = {0}, found[BINS] = {0}, squares = 0, gap = 0;

	for (size_t i = 0; i < n; i++) {
		double p = cases[i].p, miss = p - cases[i].label;
		int bin = p >= 1 ? BINS - 1 : p > 0 ? (int)(p * BINS) : 0;

		squares += miss * miss;
		told[bin] += p;
		found[bin] += cases[i].label;
	}
	for (int bin = 0; bin < BINS; bin++)
		gap += fabs(told[bin] - found[bin]);
	stratum->brier = n ? squares / (double)n : NAN;
	stratum->ece = n ? gap / (double)n : NAN;
}

/* Sums over the best of a ranking: [k] tells of the first k. */
struct sums {
	uint32_t *hits, *current;	/* current NULL: today's practice gave no scores */
	double *recovered, *stake, *promised;
	double practice;		/* hit rate of what was picked for a reason; NaN */
	double all_recovered, all_stake;
};

static double or_zero(double x)
{
	return isnan(x) ? 0 : x;
}

static bool sums_make(const struct risk_case *cases, size_t n, struct arena *arena, struct sums *sums)
{
	double picked = 0, picked_hits = 0;
	bool has_money = false, has_stake = false;

	sums->hits = arena_array(arena, n + 1, sizeof(*sums->hits));
	sums->recovered = arena_array(arena, n + 1, sizeof(double));
	sums->stake = arena_array(arena, n + 1, sizeof(double));
	sums->promised = arena_array(arena, n + 1, sizeof(double));
	if (!sums->hits || !sums->recovered || !sums->stake || !sums->promised)
		return false;
	for (size_t i = 0; i < n; i++) {
		bool hit = cases[i].label == 1;

		sums->hits[i + 1] = sums->hits[i] + hit;
		sums->recovered[i + 1] = sums->recovered[i] + (hit ? or_zero(cases[i].recovered) : 0);
		sums->stake[i + 1] = sums->stake[i] + (hit ? or_zero(cases[i].stake) : 0);
		sums->promised[i + 1] = sums->promised[i] + cases[i].p;
		has_money |= hit && !isnan(cases[i].recovered);
		has_stake |= hit && !isnan(cases[i].stake);
		picked += cases[i].choice == RISK_CHOICE_TARGETED;
		picked_hits += hit && cases[i].choice == RISK_CHOICE_TARGETED;
	}
	sums->practice = picked > 0 ? picked_hits / picked : NAN;
	sums->all_recovered = has_money ? sums->recovered[n] : NAN;
	sums->all_stake = has_stake ? sums->stake[n] : NAN;
	return true;
}

/* The ranking that today's practice gave, where it gave a score to nine in ten. */
static bool current_make(const struct risk_case *cases, size_t n, struct arena *arena, struct sums *sums)
{
	const struct risk_case **order = malloc((n ? n : 1) * sizeof(*order));
	size_t scored = 0;

	if (!order)
		return false;
	for (size_t i = 0; i < n; i++) {
		if (!isnan(cases[i].current))
			order[scored++] = &cases[i];
	}
	if (scored > 0 && (double)scored >= 0.9 * (double)n) {
		sums->current = arena_array(arena, n + 1, sizeof(*sums->current));
		qsort(order, scored, sizeof(const struct risk_case *), by_current);
		for (size_t i = 0; sums->current && i < n; i++)
			sums->current[i + 1] = sums->current[i] + (i < scored && order[i]->label == 1);
	}
	free(order);
	return true;
}

/* Hit rate of the hundredth of all that follows the best k. */
static double marginal_after(const struct sums *sums, size_t k, size_t n)
{
	size_t step = risk_budget_size(0.01, n), to = k + step < n ? k + step : n;

	return to > k ? (double)(sums->hits[to] - sums->hits[k]) / (double)(to - k) : NAN;
}

static double part(double some, double all)
{
	return all > 0 ? some / all : NAN;
}

static struct risk_budget budget_of(const struct sums *sums, double share, size_t n, size_t hits)
{
	size_t k = risk_budget_size(share, n);
	struct risk_budget budget = {.share = share, .k = k, .hits = sums->hits[k], .low = NAN, .high = NAN};

	budget.precision = part(sums->hits[k], (double)k);
	budget.recall = part(sums->hits[k], (double)hits);
	budget.revenue_recall = part(sums->recovered[k], sums->all_recovered);
	budget.stake_recall = part(sums->stake[k], sums->all_stake);
	budget.random = part((double)hits, (double)n);
	budget.current = sums->current ? part(sums->current[k], (double)k) : sums->practice;
	budget.lift = budget.precision / budget.random;
	budget.expected = sums->promised[k];
	budget.marginal = marginal_after(sums, k, n);
	return budget;
}

static void curve_fill(const struct sums *sums, size_t n, size_t hits, struct risk_point *curve)
{
	for (int i = 0; i < RISK_CURVE_POINTS; i++) {
		double share = (double)i / (RISK_CURVE_POINTS - 1);
		size_t k = risk_budget_size(share, n);

		curve[i] = (struct risk_point){.share = share, .k = k, .hits = sums->hits[k], .low = NAN, .high = NAN,
			.recall = part(sums->hits[k], (double)hits), .marginal = marginal_after(sums, k, n),
			.current = sums->current ? part(sums->current[k], (double)hits) : NAN,
			.stake_recall = part(sums->stake[k], sums->all_stake)};
	}
}

/* ------------------------------------------------------------------------------------------ */
/* Bootstrap: the ranking stands, the declarations are drawn anew (Efron 1979, percentile interval). */

struct boot {
	const struct sums *sums;
	const uint8_t *labels;	/* by rank */
	uint32_t *times;	/* how often each was drawn */
	size_t n;
	struct risk_random random;
	const size_t *ks;	/* rising */
	size_t n_ks;
	double *hits;		/* [k][draw] */
	double *recalls;	/* the same over all hits of the draw */
	int draws;
};

static void draw_once(struct boot *boot, int draw)
{
	size_t taken = 0, hits = 0, next = 0, all = 0;

	memset(boot->times, 0, boot->n * sizeof(*boot->times));
	for (size_t i = 0; i < boot->n; i++)
		boot->times[risk_random_below(&boot->random, boot->n)]++;
	for (size_t i = 0; i < boot->n; i++) {
		size_t times = boot->times[i];

		while (next < boot->n_ks && taken + times >= boot->ks[next]) {
			size_t part_of = boot->ks[next] - taken;

			boot->hits[next++ * (size_t)boot->draws + (size_t)draw] = (double)(hits + (boot->labels[i] ? part_of : 0));
		}
		taken += times;
		hits += boot->labels[i] ? times : 0;
	}
	all = hits;
	for (size_t i = 0; i < boot->n_ks; i++) {
		size_t at = i * (size_t)boot->draws + (size_t)draw;

		boot->recalls[at] = all ? boot->hits[at] / (double)all : NAN;
	}
}

static int draws_of(const struct risk_question *question, size_t n)
{
	double wanted = 2e7 / (double)(n + 1);

	if (question->draws > 0)
		return question->draws;
	return wanted > 1000 ? 1000 : wanted < 100 ? 100 : (int)wanted;
}

static struct stats_interval interval_of(double *values, int draws)
{
	return (struct stats_interval){stats_quantile(values, (size_t)draws, 0.025), stats_quantile(values, (size_t)draws, 0.975)};
}

static int by_size(const void *a, const void *b)
{
	size_t x = *(const size_t *)a, y = *(const size_t *)b;

	return (x > y) - (x < y);
}

static void budget_bound(struct boot *boot, struct risk_budget *budget)
{
	const size_t *found = bsearch(&budget->k, boot->ks, boot->n_ks, sizeof(*boot->ks), by_size);
	struct stats_interval interval;

	if (budget->k == 0)
		return;
	interval = interval_of(boot->hits + (size_t)(found - boot->ks) * (size_t)boot->draws, boot->draws);
	budget->low = interval.low / (double)budget->k;
	budget->high = interval.high / (double)budget->k;
	if (budget->low == budget->high) {	/* no draw can differ from certainty: be less certain */
		interval = stats_wilson((int64_t)budget->hits, (int64_t)budget->k);
		budget->low = interval.low;
		budget->high = interval.high;
	}
}

static void bounds_set(struct boot *boot, struct risk_stratum *stratum)
{
	for (size_t i = 0; i < stratum->n_budgets; i++)
		budget_bound(boot, &stratum->budgets[i]);
	for (int i = 0; i < RISK_CURVE_POINTS; i++) {
		struct risk_point *point = &stratum->curve[i];
		const size_t *found = bsearch(&point->k, boot->ks, boot->n_ks, sizeof(*boot->ks), by_size);
		struct stats_interval interval = interval_of(boot->recalls + (size_t)(found - boot->ks) * (size_t)boot->draws, boot->draws);

		point->low = interval.low;
		point->high = interval.high;
	}
}

/* All sizes that are asked for, rising, each once. */
static size_t sizes_collect(const struct risk_stratum *stratum, size_t *sizes)
{
	size_t n = 0, distinct = 0;

	for (size_t i = 0; i < stratum->n_budgets; i++)
		sizes[n++] = stratum->budgets[i].k;
	for (int i = 0; i < RISK_CURVE_POINTS; i++)
		sizes[n++] = stratum->curve[i].k;
	qsort(sizes, n, sizeof(*sizes), by_size);
	for (size_t i = 0; i < n; i++) {
		if (i == 0 || sizes[i] != sizes[distinct - 1])
			sizes[distinct++] = sizes[i];
	}
	return distinct;
}

static bool bounds_draw(const struct risk_case *cases, const struct risk_question *question, struct risk_stratum *stratum)
{
	size_t n = stratum->n, *ks = malloc((stratum->n_budgets + RISK_CURVE_POINTS) * sizeof(*ks));
	struct boot boot = {.n = n, .draws = draws_of(question, n), .random = {risk_mix(question->seed + 1)}, .ks = ks};
	uint8_t *labels = malloc(n ? n : 1);
	bool ok = false;

	boot.labels = labels;
	boot.times = malloc((n ? n : 1) * sizeof(*boot.times));
	if (!ks || !labels || !boot.times)
		goto out;
	boot.n_ks = sizes_collect(stratum, ks);
	boot.hits = malloc(boot.n_ks * (size_t)boot.draws * sizeof(double));
	boot.recalls = malloc(boot.n_ks * (size_t)boot.draws * sizeof(double));
	if (!boot.hits || !boot.recalls)
		goto out;
	for (size_t i = 0; i < n; i++)
		labels[i] = cases[i].label == 1;
	for (int draw = 0; draw < boot.draws; draw++)
		draw_once(&boot, draw);
	bounds_set(&boot, stratum);
	ok = true;
out:
	free(boot.hits);
	free(boot.recalls);
	free(boot.times);
	free(labels);
	free(ks);
	return ok;
}

bool risk_judge(struct risk_case *cases, size_t n, const struct risk_question *question, struct arena *arena,
	struct risk_stratum *ret_stratum)
{
	struct risk_stratum stratum = {.n = n, .auc = NAN, .n_budgets = question->n_shares};
	struct sums sums = {0};
	struct arena scratch;
	bool ok;

	if (n > 0)
		qsort(cases, n, sizeof(*cases), risk_case_by_rank);
	for (size_t i = 0; i < n; i++)
		stratum.hits += cases[i].label == 1;
	stratum.auc = auc_of(cases, n, stratum.hits);
	calibration_measure(cases, n, &stratum);
	stratum.budgets = arena_array(arena, question->n_shares ? question->n_shares : 1, sizeof(*stratum.budgets));
	stratum.curve = n ? arena_array(arena, RISK_CURVE_POINTS, sizeof(*stratum.curve)) : NULL;
	arena_init(&scratch);
	ok = stratum.budgets && (stratum.curve || n == 0) && sums_make(cases, n, &scratch, &sums) &&
	     current_make(cases, n, &scratch, &sums);
	for (size_t i = 0; ok && i < question->n_shares; i++)
		stratum.budgets[i] = budget_of(&sums, question->shares[i], n, stratum.hits);
	if (ok && n > 0) {
		curve_fill(&sums, n, stratum.hits, stratum.curve);
		ok = bounds_draw(cases, question, &stratum);
	}
	arena_finish(&scratch);
	if (ok)
		*ret_stratum = stratum;
	return ok;
}
