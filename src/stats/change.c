/* change.c - see stats/change.h. */
#include "stats/change.h"

#include <math.h>
#include <string.h>

#include "stats/stats.h"
#include "student.h"

enum { BLOCKS_MAX = 64, RUN_MAX = 8, BASE_MIN = 8, DRIFT_BLOCKS = 12 };

#define MAD_TO_SD 1.4826
#define DRAWN_IN 3.0		/* deviations from the median at which outliers are drawn in */
#define DRAWN_IN_SD 0.9949	/* deviation of normal values so drawn in */
#define TOO_MUCH 1.2
#define CLEAR_CLIMB 3.5		/* standard errors from which a past is said to climb */
/* What charts like it say of how neighbours resemble each other weighs as much as so many blocks of its own: two dozen blocks tell little. */
#define FOLLOWING_WORTH 80.0
#define FOLLOWING_MAX 0.7
#define LEAST_PART 0.2
#define LEAST_WITHOUT 0.4	/* of a run's distance that must be left without the one block that went furthest */
/* The runs look at much the same blocks: their largest distance exceeds a limit so many times as often as one of them would
 * (tests/stats/test_change.c counts alarms of normal noise, of neighbours that resemble each other, of few cases). */
#define RUNS_WORTH 10.0
#define DRIFT_PART 0.2		/* of the false alarms that are allowed */

struct base {
	size_t n;
	double level, slope, middle;	/* at block x: level + slope (x - middle) */
	double xx;			/* sum of squares of x around the middle; 0: no slope */
	double spread;			/* variance beyond what sampling gives */
	double own;			/* mean sampling variance */
	double seen;			/* correlation of neighbours, as these blocks alone show it */
	double following;		/* that of the spread, beside what charts like it show */
};

static double own_of(const double *own, size_t i)
{
	return own && isfinite(own[i]) ? own[i] * own[i] : 0;
}

/* Values further out than DRAWN_IN deviations from the median count as if they lay there. */
static void draw_in(double *values, size_t n)
{
	double sorted[BLOCKS_MAX], median, reach;

	memcpy(sorted, values, n * sizeof(*sorted));
	median = stats_median(sorted, n);
	reach = DRAWN_IN * MAD_TO_SD * stats_mad(sorted, n, median);
	for (size_t i = 0; i < n && reach > 0; i++)
		values[i] = fmin(fmax(values[i], median - reach), median + reach);
}

struct line {
	double mx, my, slope, xx, residual;	/* residual: sum of squares */
};

static struct line line_of(const double *x, const double *y, size_t n)
{
	struct line line = { .xx = 0 };
	double xy = 0;

	for (size_t i = 0; i < n; i++) {
		line.mx += x[i] / (double)n;
		line.my += y[i] / (double)n;
	}
	for (size_t i = 0; i < n; i++) {
		line.xx += (x[i] - line.mx) * (x[i] - line.mx);
		xy += (x[i] - line.mx) * (y[i] - line.my);
	}
	line.slope = line.xx > 0 ? xy / line.xx : 0;
	for (size_t i = 0; i < n; i++)
		line.residual += pow(y[i] - line.my - line.slope * (x[i] - line.mx), 2);
	return line;
}

/* Variance of a mean of n that resemble their neighbours, over that of one that do not. */
static double mean_factor(double following, size_t n)
{
	double sum = 1, power = 1;

	for (size_t k = 1; k < n; k++) {
		power *= following;
		sum += 2 * power * (1 - (double)k / (double)n);
	}
	return sum / (double)n;
}

/* How much neighbours resemble each other, less what so few blocks show by chance (Kendall 1954). */
static double following_of(const double *x, const double *residual, size_t n)
{
	double same = 0, square = 0, r;

	for (size_t i = 0; i < n; i++) {
		square += residual[i] * residual[i];
		if (i > 0 && x[i] - x[i - 1] < 1.5)
			same += residual[i] * residual[i - 1];
	}
	if (!(square > 0))
		return 0;
	r = same / square;
	return r + (1 + 3 * r) / (double)n;
}

/* The part of the variance that sampling does not explain. */
static double part_of(const struct base *base)
{
	return base->spread / (base->spread + base->own + 1e-300);
}

static void spread_set(struct base *base, double variance)
{
	/* Where sampling explains much of it, what is left over is known badly: rather too much of it than too little. */
	base->spread = fmax(variance * (base->own > 0 ? 1 + TOO_MUCH / sqrt((double)base->n) : 1) - base->own, 0);
}

/* usual: how much neighbours resemble each other in charts like this one, beyond sampling. */
static void base_of(const double *values, const double *own, size_t n, double usual, struct base *ret_base)
{
	double x[BLOCKS_MAX], y[BLOCKS_MAX], residual[BLOCKS_MAX], total = 0, worth;
	struct base base = { .n = 0 };
	struct line line;
	bool climbs;
	size_t k = 0;

	for (size_t i = 0; i < n && k < BLOCKS_MAX; i++) {
		if (!isfinite(values[i]))
			continue;
		base.own += own_of(own, i);
		x[k] = (double)i;
		y[k++] = values[i];
	}
	base.n = k;
	*ret_base = base;
	if (k < BASE_MIN)
		return;
	draw_in(y, k);
	line = line_of(x, y, k);
	climbs = line.residual > 0 && fabs(line.slope) > CLEAR_CLIMB * sqrt(line.residual / (double)(k - 2) / line.xx);
	base.own /= (double)k;
	base.level = line.my;
	base.middle = line.mx;
	base.slope = climbs ? line.slope : 0;
	base.xx = climbs ? line.xx : 0;
	for (size_t i = 0; i < k; i++) {
		residual[i] = y[i] - base.level - base.slope * (x[i] - base.middle);
		total += residual[i] * residual[i];
	}
	total /= (double)(k - (climbs ? 2 : 1)) * DRAWN_IN_SD * DRAWN_IN_SD;
	spread_set(&base, total);
	base.seen = following_of(x, residual, k);
	worth = FOLLOWING_WORTH * fmax(part_of(&base), LEAST_PART);
	base.following = ((double)k * base.seen + worth * usual) / ((double)k + FOLLOWING_WORTH) / fmax(part_of(&base), LEAST_PART);
	base.following = fmin(fmax(base.following, 0), FOLLOWING_MAX);
	/* Neighbours that resemble each other stray less from their own mean than from the level. */
	spread_set(&base, total * (1 - 1 / (double)k) / (1 - mean_factor(base.following * part_of(&base), k)));
	*ret_base = base;
}

struct blocks {
	const double *values, *own;
	size_t n;
	double usual;			/* see base_of() */
};

/* What stood out in one block and is over is no change that goes on. */
static bool is_of_one(double sum, double most, double least, size_t k, double expected)
{
	double away = sum / (double)k - expected, without = k > 1 ? (sum - (away > 0 ? most : least)) / (double)(k - 1) - expected : away;

	return k > 1 && without * away < LEAST_WITHOUT * away * away;
}

/* Distance of the mean of the newest `run` blocks from what was before, in standard errors; NaN where that cannot be told, or one
 * block alone makes it. */
static double distance(const struct blocks *blocks, size_t run, struct base *ret_base, double *ret_expected, double *ret_error)
{
	const double *values = blocks->values, *own = blocks->own;
	double sum = 0, most = -INFINITY, least = INFINITY, sampling = 0, x = 0, variance;
	struct base *base = ret_base;
	size_t n = blocks->n, k = 0;

	base_of(values, own, n - run, blocks->usual, base);
	for (size_t i = n - run; i < n; i++) {
		if (!isfinite(values[i]))
			continue;
		sum += values[i];
		most = fmax(most, values[i]);
		least = fmin(least, values[i]);
		sampling += own_of(own, i);
		x += (double)i;
		k++;
	}
	if (k == 0 || base->n < BASE_MIN)
		return NAN;
	*ret_expected = base->level + base->slope * (x / (double)k - base->middle);
	if (is_of_one(sum, most, least, k, *ret_expected))
		return NAN;
	variance = base->spread * mean_factor(base->following, k) + sampling / (double)(k * k) +
		base->spread * mean_factor(base->following, base->n) + base->own / (double)base->n;
	if (base->xx > 0)
		variance += (base->spread + base->own) * pow(x / (double)k - base->middle, 2) / base->xx;
	*ret_error = sqrt(variance);
	if (!(variance > 0))
		return sum / (double)k == *ret_expected ? 0 : NAN;	/* what never varied has no limits */
	return (sum / (double)k - *ret_expected) / *ret_error;
}

/* The spread of a base is known as from so many values (fewer where they follow one another, Bartlett 1946): sampling is known by
 * itself. */
static double freedom_of(const struct base *base)
{
	double part = part_of(base), follow = base->following * part;
	double seen = (double)base->n * (1 - follow * follow) / (1 + follow * follow);

	return fmin(seen / fmax(part, 0.1), 200);
}

/* Slope over its standard error, least squares over the newest blocks. */
static double climb(const double *values, size_t n, double *ret_freedom)
{
	double x[BLOCKS_MAX], y[BLOCKS_MAX], error;
	struct line line;
	size_t k = 0;

	for (size_t i = 0; i < n; i++) {
		if (!isfinite(values[i]))
			continue;
		x[k] = (double)i;
		y[k++] = values[i];
	}
	*ret_freedom = (double)k - 2;
	if (k < BASE_MIN)
		return 0;
	line = line_of(x, y, k);
	error = sqrt(line.residual / (double)(k - 2) / line.xx);
	return error > 0 ? line.slope / error : 0;
}

static double evidence_of(double share)
{
	return -log10(fmax(fmin(share, 1), 1e-300));
}

static void look_for_drift(const struct blocks *blocks, double chance, struct stats_change *change)
{
	const double *values = blocks->values;
	size_t n = blocks->n;
	double freedom, z, share;
	struct base base;

	if (n < DRIFT_BLOCKS + BASE_MIN)
		return;
	base_of(values, NULL, n - DRIFT_BLOCKS, blocks->usual, &base);
	if (base.n < BASE_MIN || base.xx > 0)
		return;		/* it climbed before: no news */
	z = climb(values + n - DRIFT_BLOCKS, DRIFT_BLOCKS, &freedom) * sqrt((1 - base.following) / (1 + base.following));
	share = stats_student(z, freedom);
	if (freedom < BASE_MIN - 2 || share > DRIFT_PART * chance || z * change->z <= 0)
		return;
	change->kind = STATS_CHANGE_DRIFT;
	change->blocks = DRIFT_BLOCKS;
	change->evidence = fmax(change->evidence, evidence_of(share / DRIFT_PART));
}

void stats_following_add(struct stats_following *following, const double *values, const double *own, size_t n)
{
	struct base base;

	base_of(values, own, n < BLOCKS_MAX ? n : BLOCKS_MAX, 0, &base);
	if (base.n < BASE_MIN || !(base.spread + base.own > 0))
		return;
	following->seen += base.seen;
	following->part += part_of(&base);
	following->n++;
}

double stats_following_usual(const struct stats_following *following)
{
	if (following->n == 0)
		return 0;
	return fmin(fmax(following->seen / fmax(following->part, LEAST_PART * (double)following->n), 0), FOLLOWING_MAX);
}

/* The run whose mean is furthest from what was before; its base. */
static struct base furthest(const struct blocks *blocks, struct stats_change *change)
{
	size_t n = blocks->n, longest = n < RUN_MAX + BASE_MIN ? n - BASE_MIN : RUN_MAX;
	struct base base, best = { .n = 0 };
	double error, expected;

	for (size_t run = 1; run <= longest; run++) {
		double z = distance(blocks, run, &base, &expected, &error);

		/* A run begins where it begins: the block at its start must lean the same way. */
		if (isnan(z) || !isfinite(blocks->values[n - run]) || (blocks->values[n - run] - expected) * z < 0)
			continue;
		if (best.n == 0 || fabs(z) > fabs(change->z)) {
			best = base;
			change->z = z;
			change->blocks = run;
			change->before = expected;
			change->error = error;
		}
	}
	return best;
}

bool stats_change_find(const double *values, const double *own, size_t n, double chance, double usual, struct stats_change *ret_change)
{
	size_t skipped = n > BLOCKS_MAX ? n - BLOCKS_MAX : 0;
	struct blocks blocks = { .values = values + skipped, .own = own ? own + skipped : NULL, .n = n - skipped, .usual = usual };
	struct stats_change change = { .kind = STATS_CHANGE_NONE };
	double limit, share;
	struct base best;

	chance = chance > 0 ? chance : STATS_CHANGE_FALSE;
	if (n <= BASE_MIN || !isfinite(values[n - 1]))
		return false;
	best = furthest(&blocks, &change);
	if (best.n == 0)
		return false;
	share = RUNS_WORTH * stats_student(change.z, freedom_of(&best)) / (1 - DRIFT_PART);
	limit = stats_student_limit(fmin((1 - DRIFT_PART) * chance / RUNS_WORTH, 1), freedom_of(&best));
	change.evidence = evidence_of(share);
	change.low = change.before - limit * change.error;
	change.high = change.before + limit * change.error;
	if (share <= chance)
		change.kind = change.blocks == 1 ? STATS_CHANGE_SPIKE : STATS_CHANGE_SHIFT;
	else
		look_for_drift(&blocks, chance, &change);
	*ret_change = change;
	return true;
}

double stats_student(double t, double freedom)
{
	return student_two_sided(t, freedom);
}

double stats_student_limit(double share, double freedom)
{
	return student_limit(share, freedom);
}
