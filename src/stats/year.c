/* year.c - a forecast that knows what time of the year it is: the shape of the season around the level of the last weeks, moved as the
 * level moved a year before. How much of that movement is believed is told by the past: the part of it that came again (a regression
 * of the movements of each stretch on those of the stretch a year earlier), less so where there is little to tell it from. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "methods.h"
#include "season.h"
#include "stats/stats.h"

enum { WEEKS = 52, SHAPE_SEASONS = 26, LEVEL_SEASONS = 4, WINDOW_MOST = 21 };

/* How far around a day its level is taken, how far apart movements are measured at least, and how many steps of doubt are added:
 * by days and by weeks. */
struct year {
	size_t length, reach, apart, doubt;
};

/* A season of five to seven steps is a week of days. */
static struct year year_of(size_t season)
{
	if (season >= 5 && season <= 7)
		return (struct year){.length = WEEKS * season, .reach = 10, .apart = 14, .doubt = 60};
	if (season <= 1)
		return (struct year){.length = WEEKS, .reach = 2, .apart = 4, .doubt = 12};
	return (struct year){.length = 0};
}

bool method_year_applies(const struct past *past)
{
	struct year year = year_of(past->season);

	/* By weeks, only where four years can tell. */
	return past->season > 1 ? year.length > 0 : past->whole >= 4 * year.length;
}

static double middle_of(const double *values, size_t from, size_t to)
{
	double known[WINDOW_MOST];
	size_t n = 0;

	for (size_t t = from; t < to && n < WINDOW_MOST; t++) {
		if (!isnan(values[t]))
			known[n++] = values[t];
	}
	return stats_median(known, n);
}

static double middle_around(const double *values, size_t n, size_t t, size_t reach)
{
	return middle_of(values, t > reach ? t - reach : 0, t + reach + 1 < n ? t + reach + 1 : n);
}

/* The part of last year's movements that came again, 0 to 1. */
static double part_believed(const double *values, size_t n, const struct year *year, size_t apart)
{
	size_t stride = year->reach > 4 ? year->reach / 2 : 1;
	double top = 0, bottom = 0, steps = 0;

	for (size_t t = year->length + apart; t + year->reach < n; t += stride) {
		double before = middle_around(values, n, t - year->length, year->reach) -
			middle_around(values, n, t - year->length - apart, year->reach);
		double now = middle_around(values, n, t, year->reach) - middle_around(values, n, t - apart, year->reach);

		if (isnan(before) || isnan(now))
			continue;
		top += before * now;
		bottom += before * before;
		steps += (double)stride;
	}
	return bottom > 0 ? fmin(fmax(top / bottom, 0), 1) * steps / (steps + (double)year->doubt) : 0;
}

/* values: without their season. */
static void year_add(const double *values, size_t n, const struct year *year, size_t horizon, double *means)
{
	size_t apart = horizon / 2 > year->apart ? horizon / 2 : year->apart, recent = LEVEL_SEASONS * (year->length / WEEKS);
	double part, then;

	apart = apart < year->length / 4 ? apart : year->length / 4;
	if (n < year->length + apart + LEVEL_SEASONS * year->reach)
		return;
	part = part_believed(values, n, year, apart);
	then = middle_of(values, n - year->length - (recent < WINDOW_MOST ? recent : WINDOW_MOST), n - year->length);
	for (size_t h = 0; part > 0 && h < horizon && h < year->length; h++) {
		double moved = middle_around(values, n, n + h - year->length, year->reach) - then;

		means[h] += isnan(moved) ? 0 : part * moved;
	}
}

/* Shape and level of the last seasons; what is left without the shape goes to `plain`. */
static bool level_run(const struct past *past, size_t horizon, double *plain, double *ret_means)
{
	size_t season = past->season, n = past->n, from = n > SHAPE_SEASONS * season ? n - SHAPE_SEASONS * season : 0;
	double *shape = malloc((season + 1) * sizeof(*shape)), known[LEVEL_SEASONS * 7], level;
	size_t count = 0;

	from -= from % season;
	if (!shape || !season_shape(past->values + from, n - from, season, false, true, shape)) {
		free(shape);
		return false;
	}
	for (size_t t = 0; t < n; t++) {
		plain[t] = past->values[t] - shape[t % season];
		if (t + LEVEL_SEASONS * season >= n && !isnan(plain[t]))
			known[count++] = plain[t];
	}
	level = stats_median(known, count);
	for (size_t h = 0; h < horizon; h++)
		ret_means[h] = level + shape[(n + h) % season];
	free(shape);
	return true;
}

bool method_year(const struct past *past, size_t horizon, double *ret_means)
{
	struct year year = year_of(past->season);
	double *plain = malloc((past->n + 1) * sizeof(*plain));
	bool ok = plain != NULL;

	if (ok && past->season > 1) {
		ok = level_run(past, horizon, plain, ret_means);
	} else if (ok) {
		memcpy(plain, past->values, past->n * sizeof(*plain));
		ok = method_smooth(past, past->values, 1, 0, true, horizon, ret_means);
	}
	if (ok)
		year_add(plain, past->n, &year, horizon, ret_means);
	free(plain);
	return ok;
}
