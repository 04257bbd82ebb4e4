/* change.c - see stats/change.h. */
#include "stats/change.h"

#include <math.h>

#include "stats/stats.h"

enum { BLOCKS_MAX = 64, RUN_MAX = 8, BASE_MIN = 8, DRIFT_BLOCKS = 12 };

#define MAD_TO_SD 1.4826
#define MEDIAN_EFFICIENCY 1.5708	/* variance of a median over that of a mean, pi / 2 */
#define DRIFT_Z 4.5

struct base {
	size_t n;
	double median, spread;		/* spread: deviation beyond what sampling gives */
	double own;			/* mean sampling variance */
};

static double own_of(const double *own, size_t i)
{
	return own && isfinite(own[i]) ? own[i] : 0;
}

/* Blocks that stand on the same level vary alike: from first differences as well, whichever is larger keeps alarms honest when the
 * level wandered. */
static void base_of(const double *values, const double *own, size_t n, struct base *ret_base)
{
	double kept[BLOCKS_MAX], steps[BLOCKS_MAX], total;
	size_t k = 0, m = 0;
	struct base base = { .n = 0 };

	for (size_t i = 0; i < n && k < BLOCKS_MAX; i++) {
		if (!isfinite(values[i]))
			continue;
		base.own += own_of(own, i) * own_of(own, i);
		if (k > 0)
			steps[m++] = fabs(values[i] - kept[k - 1]);
		kept[k++] = values[i];
	}
	base.n = k;
	if (k >= BASE_MIN) {
		double around, moving = stats_median(steps, m) * MAD_TO_SD / sqrt(2);

		base.own /= (double)k;
		base.median = stats_median(kept, k);
		around = stats_mad(kept, k, base.median) * MAD_TO_SD;
		total = fmax(around, moving);
		base.spread = sqrt(fmax(total * total - base.own, 0));
	}
	*ret_base = base;
}

/* Distance of the mean of the newest `run` blocks from what was before, in standard errors; NaN where that cannot be told. */
static double distance(const double *values, const double *own, size_t n, size_t run, struct base *ret_base, double *ret_error)
{
	double sum = 0, variance = 0, typical;
	size_t k = 0;

	*ret_error = 0;
	base_of(values, own, n - run, ret_base);
	for (size_t i = n - run; i < n; i++) {
		if (!isfinite(values[i]))
			continue;
		sum += values[i];
		variance += own_of(own, i) * own_of(own, i) + ret_base->spread * ret_base->spread;
		k++;
	}
	if (k == 0 || ret_base->n < BASE_MIN)
		return NAN;
	typical = ret_base->spread * ret_base->spread + ret_base->own;
	variance = variance / (double)(k * k) + typical * MEDIAN_EFFICIENCY / (double)ret_base->n;
	if (!(variance > 0))
		return sum / (double)k == ret_base->median ? 0 : NAN;	/* what never varied has no limits */
	/* Few blocks before: their spread is not known well. */
	*ret_error = sqrt(variance / (1 - 3.0 / (double)(ret_base->n + 3)));
	return (sum / (double)k - ret_base->median) / *ret_error;
}

/* Slope over its standard error, least squares over the newest blocks. */
static double climb(const double *values, size_t n)
{
	double mx = 0, my = 0, xx = 0, xy = 0, residual = 0;
	size_t k = 0;

	for (size_t i = 0; i < n; i++) {
		if (!isfinite(values[i]))
			continue;
		mx += (double)i;
		my += values[i];
		k++;
	}
	if (k < BASE_MIN)
		return 0;
	mx /= (double)k;
	my /= (double)k;
	for (size_t i = 0; i < n; i++) {
		if (!isfinite(values[i]))
			continue;
		xx += ((double)i - mx) * ((double)i - mx);
		xy += ((double)i - mx) * (values[i] - my);
	}
	for (size_t i = 0; i < n; i++)
		if (isfinite(values[i]))
			residual += pow(values[i] - my - xy / xx * ((double)i - mx), 2);
	residual = sqrt(residual / (double)(k - 2) / xx);
	return residual > 0 ? xy / xx / residual : 0;
}

bool stats_change_find(const double *values, const double *own, size_t n, struct stats_change *ret_change)
{
	struct stats_change change = { .kind = STATS_CHANGE_NONE };
	struct base base, best = { .n = 0 };
	double error, best_error = 0;
	size_t longest = n < RUN_MAX + BASE_MIN ? (n > BASE_MIN ? n - BASE_MIN : 0) : RUN_MAX;

	if (n > BLOCKS_MAX) {
		values += n - BLOCKS_MAX;
		own = own ? own + (n - BLOCKS_MAX) : NULL;
		n = BLOCKS_MAX;
	}
	if (longest == 0 || !isfinite(values[n - 1]))
		return false;
	for (size_t run = 1; run <= longest; run++) {
		double z = distance(values, own, n, run, &base, &error);

		/* A run begins where it begins: the block at its start must lean the same way. */
		if (isnan(z) || !isfinite(values[n - run]) || (values[n - run] - base.median) * z < 0)
			continue;
		if (best.n == 0 || fabs(z) > fabs(change.z)) {
			best = base;
			best_error = error;
			change.z = z;
			change.blocks = run;
		}
	}
	if (best.n == 0)
		return false;
	change.before = best.median;
	change.low = best.median - STATS_CHANGE_Z * best_error;
	change.high = best.median + STATS_CHANGE_Z * best_error;
	if (fabs(change.z) >= STATS_CHANGE_Z) {
		change.kind = change.blocks == 1 ? STATS_CHANGE_SPIKE : STATS_CHANGE_SHIFT;
	} else if (n >= DRIFT_BLOCKS + BASE_MIN && fabs(climb(values + n - DRIFT_BLOCKS, DRIFT_BLOCKS)) >= DRIFT_Z &&
		   climb(values + n - DRIFT_BLOCKS, DRIFT_BLOCKS) * change.z > 0) {
		change.kind = STATS_CHANGE_DRIFT;
		change.blocks = DRIFT_BLOCKS;
	}
	*ret_change = change;
	return true;
}
