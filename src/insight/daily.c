/* daily.c - see daily.h. */
#include "daily.h"

#include <math.h>
#include <stdlib.h>

#include "stats/change.h"
#include "stats/stats.h"

enum { WEEK = 7, LATEST = 7, RUN_MAX = 3, LEAST_SAME = 6, LEAST_DAYS = 20 };

#define MAD_TO_SD 1.4826
#define DRAWN_IN 3.0		/* deviations beyond which squares are cut */
#define MEDIAN_OF_DOZEN 0.13	/* variance of the middle of a dozen, over theirs: pi / 2 / 12 */
#define LESS_OWN_MIDDLE 1.15	/* the middle of a dozen was taken from each: their squares come out smaller */
/* Eighteen runs of up to three of the newest days look at much the same days; how many of them that are apart; and how well the spread
 * is known. Fitted to simulated charts, held by tests/e2e/stories.py. */
#define RUNS_WORTH 9.0
#define FREEDOM 22.0
#define FOLLOWING 0.3
#define FAR 9.0		/* squared errors by which a day far off has to part a course better than those near by */

static int compare_doubles(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

/* Spread around the weekday's middle of the days before the newest. */
static void spread_of(struct daily *daily)
{
	double away[DAILY], reach, sum = 0, own = 0;
	size_t n = 0;

	for (size_t i = 0; i + LATEST < DAILY; i++)
		if (isfinite(daily->values[i]))
			away[n++] = fabs(daily->values[i]);
	daily->known = n >= LEAST_DAYS;
	if (!daily->known)
		return;
	qsort(away, n, sizeof(*away), compare_doubles);
	reach = DRAWN_IN * MAD_TO_SD * away[n / 2];
	for (size_t i = 0; i < n; i++)
		sum += fmin(away[i], reach) * fmin(away[i], reach);
	for (size_t i = 0, k = 0; i + LATEST < DAILY; i++)
		if (isfinite(daily->values[i]))
			own += (daily->own[i] * daily->own[i] - own) / (double)++k;
	daily->spread = fmax(sum / (double)n * LESS_OWN_MIDDLE - own, 0);
	daily->own_usual = own;
}

void daily_learn(struct daily *daily, const bool *is_event)
{
	for (size_t k = 0; k < WEEK; k++) {
		double same[DAILY / WEEK + 1];
		size_t n = 0;

		for (size_t i = k; i + LATEST < DAILY; i += WEEK)
			if (isfinite(daily->values[i]) && !is_event[i])
				same[n++] = daily->values[i];
		daily->level[k] = n >= LEAST_SAME ? stats_median(same, n) : NAN;
	}
	for (size_t i = 0; i < DAILY; i++)
		daily->values[i] -= daily->level[i % WEEK];
	spread_of(daily);
}

/* Neighbours resemble each other; the level is the middle of a dozen. */
static double distance_of(const struct daily *daily, double sum, double own, double n)
{
	return sum / sqrt(daily->spread * n * (1 + FOLLOWING * (n - 1)) + own + (daily->spread + daily->own_usual) * n * MEDIAN_OF_DOZEN);
}

double daily_strangest(const struct daily *daily, size_t *ret_first, size_t *ret_run)
{
	double most = 0;

	for (size_t first = DAILY - LATEST; first < DAILY; first++) {
		double sum = 0, own = 0;

		for (size_t run = 1; run <= RUN_MAX && first + run <= DAILY; run++) {
			size_t at = first + run - 1;
			double z;

			if (!isfinite(daily->values[at]))
				break;
			sum += daily->values[at];
			own += daily->own[at] * daily->own[at];
			z = distance_of(daily, sum, own, (double)run);
			if (isfinite(z) && fabs(z) > fabs(most)) {
				most = z;
				*ret_first = first;
				*ret_run = run;
			}
		}
	}
	return most;
}

double daily_distance(const struct daily *daily, size_t first, size_t run)
{
	double sum = 0, own = 0, n = 0;

	for (size_t at = first; at < first + run && at < DAILY; at++) {
		if (!isfinite(daily->values[at]))
			continue;
		sum += daily->values[at];
		own += daily->own[at] * daily->own[at];
		n++;
	}
	return n > 0 ? distance_of(daily, sum, own, n) : NAN;
}

double daily_distance_chance(double z)
{
	return stats_student(z, FREEDOM);
}

double daily_distance_limit(double chance)
{
	return stats_student_limit(chance, FREEDOM);
}

double daily_chance(double z)
{
	return fmin(RUNS_WORTH * stats_student(z, FREEDOM), 1);
}

double daily_limit(double chance)
{
	return stats_student_limit(chance / RUNS_WORTH, FREEDOM);
}

/* Sum of squares that parting at a day takes off, for the weights; negative where one part has no value. */
static double gain_of(const double *values, const double *weights, size_t split)
{
	double sum[2] = { 0, 0 }, all[2] = { 0, 0 };

	for (size_t i = 0; i < DAILY; i++) {
		if (!isfinite(values[i]))
			continue;
		sum[i >= split] += values[i] * weights[i];
		all[i >= split] += weights[i];
	}
	if (!(all[0] > 0 && all[1] > 0))
		return -1;
	return all[0] * all[1] / (all[0] + all[1]) * pow(sum[1] / all[1] - sum[0] / all[0], 2);
}

/* Sum of squares around the mean of all, and the days that have a value. */
static double squares_of(const double *values, const double *weights, size_t *ret_days)
{
	double sum = 0, all = 0, squares = 0;
	size_t days = 0;

	for (size_t i = 0; i < DAILY; i++) {
		if (!isfinite(values[i]))
			continue;
		sum += values[i] * weights[i];
		all += weights[i];
		days++;
	}
	for (size_t i = 0; i < DAILY; i++)
		if (isfinite(values[i]))
			squares += weights[i] * pow(values[i] - sum / all, 2);
	*ret_days = days;
	return squares;
}

size_t daily_split(const double *values, const double *weights, size_t first, size_t near, size_t otherwise)
{
	double best = 0, best_near = 0, error;
	size_t at = otherwise, at_near = otherwise, days;

	for (size_t split = first; split < DAILY; split++) {
		double gain = gain_of(values, weights, split);

		if (gain > best) {
			best = gain;
			at = split;
		}
		if (gain > best_near && split <= near) {
			best_near = gain;
			at_near = split;
		}
	}
	error = (squares_of(values, weights, &days) - best) / fmax((double)days - 2, 1);
	return best - best_near > FAR * error ? at : at_near;
}
