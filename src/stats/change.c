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
#define FOLLOWING_MIN 0.3	/* queues carry over from week to week: so much is taken for granted */
#define FOLLOWING_MAX 0.7
/* The runs look at much the same blocks: their largest distance exceeds a limit so many times as often as one of them would. The spread
 * of real figures, whose tails are heavier than normal, is known as from so large a part of the blocks. Both fitted to the charts of a
 * simulated country in which nothing happens, and held by tests/insight; on normal noise alarms are rarer than allowed
 * (tests/stats/test_change.c). */
#define RUNS_WORTH 6.0
#define FREEDOM_KNOWN 0.5
#define DRIFT_PART 0.2		/* of the false alarms that are allowed */

struct base {
	size_t n;
	double level, slope, middle;	/* at block x: level + slope (x - middle) */
	double xx;			/* sum of squares of x around the middle; 0: no slope */
	double spread;			/* variance beyond what sampling gives */
	double own;			/* mean sampling variance */
	double following;		/* correlation of neighbours */
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

/* How much neighbours resemble each other, less what so few blocks show by chance. */
static double following_of(const double *x, const double *residual, size_t n)
{
	double same = 0, square = 0, r;

	for (size_t i = 0; i < n; i++) {
		square += residual[i] * residual[i];
		if (i > 0 && x[i] - x[i - 1] < 1.5)
			same += residual[i] * residual[i - 1];
	}
	if (!(square > 0))
		return FOLLOWING_MIN;
	r = same / square;
	r += (1 + 3 * r) / (double)n;
	return fmin(fmax(r, FOLLOWING_MIN), FOLLOWING_MAX);
}

static void base_of(const double *values, const double *own, size_t n, struct base *ret_base)
{
	double x[BLOCKS_MAX], y[BLOCKS_MAX], residual[BLOCKS_MAX], total = 0;
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
	/* Where sampling explains much of it, what is left over is known badly: rather too much of it than too little. */
	base.spread = fmax(total * (base.own > 0 ? 1 + TOO_MUCH / sqrt((double)k) : 1) - base.own, 0);
	base.following = base.spread > 0 ? following_of(x, residual, k) * base.spread / (base.spread + base.own) : 0;
	*ret_base = base;
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

/* Distance of the mean of the newest `run` blocks from what was before, in standard errors; NaN where that cannot be told. */
static double distance(const double *values, const double *own, size_t n, size_t run, struct base *ret_base, double *ret_expected,
	double *ret_error)
{
	double sum = 0, sampling = 0, x = 0, variance;
	struct base *base = ret_base;
	size_t k = 0;

	base_of(values, own, n - run, base);
	for (size_t i = n - run; i < n; i++) {
		if (!isfinite(values[i]))
			continue;
		sum += values[i];
		sampling += own_of(own, i);
		x += (double)i;
		k++;
	}
	if (k == 0 || base->n < BASE_MIN)
		return NAN;
	*ret_expected = base->level + base->slope * (x / (double)k - base->middle);
	variance = base->spread * mean_factor(base->following, k) + sampling / (double)(k * k) +
		base->spread * mean_factor(base->following, base->n) + base->own / (double)base->n;
	if (base->xx > 0)
		variance += (base->spread + base->own) * pow(x / (double)k - base->middle, 2) / base->xx;
	*ret_error = sqrt(variance);
	if (!(variance > 0))
		return sum / (double)k == *ret_expected ? 0 : NAN;	/* what never varied has no limits */
	return (sum / (double)k - *ret_expected) / *ret_error;
}

/* The spread of a base is known as from so many values: sampling is known by itself. */
static double freedom_of(const struct base *base)
{
	double seen = FREEDOM_KNOWN * (double)base->n, part = base->spread / (base->spread + base->own + 1e-300);

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

static void look_for_drift(const double *values, size_t n, double chance, struct stats_change *change)
{
	double freedom, z, share;
	struct base base;

	if (n < DRIFT_BLOCKS + BASE_MIN)
		return;
	base_of(values, NULL, n - DRIFT_BLOCKS, &base);
	if (base.n < BASE_MIN || base.xx > 0)
		return;		/* it climbed before: no news */
	z = climb(values + n - DRIFT_BLOCKS, DRIFT_BLOCKS, &freedom) * sqrt((1 - base.following) / (1 + base.following));
	share = stats_student(z, freedom);
	if (freedom < BASE_MIN - 2 || share > DRIFT_PART * chance || z * change->z <= 0)
		return;
	change->kind = STATS_CHANGE_DRIFT;
	change->blocks = DRIFT_BLOCKS;
	change->evidence = fmax(change->evidence, evidence_of(share));
}

bool stats_change_find(const double *values, const double *own, size_t n, double chance, struct stats_change *ret_change)
{
	struct stats_change change = { .kind = STATS_CHANGE_NONE };
	struct base base, best = { .n = 0 };
	double error, expected, limit, share;
	size_t longest;

	chance = chance > 0 ? chance : STATS_CHANGE_FALSE;
	if (n > BLOCKS_MAX) {
		values += n - BLOCKS_MAX;
		own = own ? own + (n - BLOCKS_MAX) : NULL;
		n = BLOCKS_MAX;
	}
	longest = n < RUN_MAX + BASE_MIN ? (n > BASE_MIN ? n - BASE_MIN : 0) : RUN_MAX;
	if (longest == 0 || !isfinite(values[n - 1]))
		return false;
	for (size_t run = 1; run <= longest; run++) {
		double z = distance(values, own, n, run, &base, &expected, &error);

		/* A run begins where it begins: the block at its start must lean the same way. */
		if (isnan(z) || !isfinite(values[n - run]) || (values[n - run] - expected) * z < 0)
			continue;
		if (best.n == 0 || fabs(z) > fabs(change.z)) {
			best = base;
			change.z = z;
			change.blocks = run;
			change.before = expected;
			change.error = error;
		}
	}
	if (best.n == 0)
		return false;
	share = RUNS_WORTH * stats_student(change.z, freedom_of(&best));
	limit = stats_student_limit(fmin((1 - DRIFT_PART) * chance / RUNS_WORTH, 1), freedom_of(&best));
	change.evidence = evidence_of(share);
	change.low = change.before - limit * change.error;
	change.high = change.before + limit * change.error;
	if (share <= (1 - DRIFT_PART) * chance)
		change.kind = change.blocks == 1 ? STATS_CHANGE_SPIKE : STATS_CHANGE_SHIFT;
	else
		look_for_drift(values, n, chance, &change);
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
