/* season.c - what was so a year ago is no news.
 *
 * The figures that changed are asked for again a year before, by the calendar of the sun (364 days: whole weeks) and by that of the
 * moon (the same Islamic date). Where the same run of weeks departed in the same direction then, and what is new of it stays within
 * chance, the finding is left out. Data that do not go back so far change nothing. */
#include <math.h>
#include <string.h>

#include "base/time.h"
#include "search.h"
#include "stats/stats.h"
#include "watch.h"

enum { YEAR = 364, LEAST_BEFORE = 8, NEAR_EVENT = 3, NEAR_YEAR = 14 };

#define SEEN 2.0	/* standard errors from which a departure of a year ago counts */
#define NEW 3.0		/* and beyond which this year's is news all the same */
#define MAD_TO_SD 1.4826

/* The mean of the newest `run` weeks against those before, on the scale of the figure. */
static bool departure_of(const struct chart *chart, size_t run, double *ret_departure, double *ret_error)
{
	double kept[FINDING_WEEKS], sum = 0, own = 0, median, spread;
	size_t n = 0, k = 0;

	for (size_t i = 0; i < chart->n; i++) {
		if (!isfinite(chart->values[i]))
			continue;
		if (i + run >= chart->n) {
			sum += chart->values[i];
			own += chart->own[i] * chart->own[i];
			k++;
		} else {
			kept[n++] = chart->values[i];
		}
	}
	if (k == 0 || n < LEAST_BEFORE)
		return false;
	median = stats_median(kept, n);
	spread = fmax(MAD_TO_SD * stats_mad(kept, n, median), sqrt(own / (double)k));
	*ret_departure = sum / (double)k - median;
	*ret_error = fmax(spread * sqrt(1 / (double)k + 1.6 / (double)n), 1e-9);
	return true;
}

bool chart_was_so(const struct chart *now, const struct chart *then, size_t weeks)
{
	double departure[2], error[2];

	if (!departure_of(now, weeks, &departure[0], &error[0]) || !departure_of(then, weeks, &departure[1], &error[1]))
		return false;
	return departure[0] * departure[1] > 0 && fabs(departure[1]) >= SEEN * error[1] &&
		(fabs(departure[0]) <= fabs(departure[1]) || fabs(departure[0] - departure[1]) < NEW * hypot(error[0], error[1]));
}

static enum cut cut_of(const struct finding *finding)
{
	return finding->office ? CUT_OFFICE : finding->lane ? CUT_LANE : CUT_WHOLE;
}

/* A known event there explains it, and nothing of that name did a year before: then it was no season. */
static bool is_of_event(const struct search *search, const struct finding *finding, int32_t years_back)
{
	int post = finding->office ? search_post_number(search, finding->office) : -1;
	int32_t since = finding->since, first, last;
	const char *event = calendar_event_there(search->calendar, post, since - NEAR_EVENT, since + NEAR_EVENT, &first, &last);
	const char *then = event ? calendar_event_there(search->calendar, post, since - years_back - NEAR_YEAR, since - years_back + NEAR_YEAR, &first, &last) : NULL;

	return event && (!then || strcmp(then, event) != 0);
}

/* A figure that changed as a whole is asked for everywhere at once; of others and of lanes the places where they changed are enough. */
static enum cut asked_by(const struct search *search, const struct finding *finding)
{
	for (size_t i = 0; i < search->out.n && !finding->lane; i++) {
		const struct finding *other = &search->items[i];

		if (other->def == finding->def && other->kind <= FINDING_DRIFT && cut_of(other) == CUT_WHOLE)
			return CUT_WHOLE;
	}
	return cut_of(finding);
}

static bool ask(struct search *search, enum cut asked, int32_t to, struct courses ret_then[CUTS], struct err *err)
{
	const char **places = arena_array(&search->scratch, search->out.n + 1, sizeof(*places));
	const struct kpi_def *defs[FIGURES];
	size_t n_defs = 0, n_places = 0;

	if (!places)
		return err_memory(err);
	for (size_t i = 0; i < search->out.n; i++) {
		const struct finding *finding = &search->items[i];
		size_t k = 0;

		if (finding->kind > FINDING_DRIFT || asked_by(search, finding) != asked)
			continue;
		while (k < n_defs && defs[k] != finding->def)
			k++;
		if (k == n_defs && n_defs < FIGURES)
			defs[n_defs++] = finding->def;
		if (asked != CUT_WHOLE)
			search_place_add(places, &n_places, finding->lane ? finding->lane : finding->office);
	}
	if (asked == CUT_WHOLE)
		return search_courses(search, defs, n_defs, false, to, WEEK, FINDING_WEEKS, ret_then, err);
	return search_courses_at(search, defs, n_defs, asked == CUT_LANE, places, n_places, to, WEEK, FINDING_WEEKS, ret_then, err);
}

static bool compare(struct search *search, enum cut asked, int32_t to, bool *is_old, struct err *err)
{
	struct courses then[CUTS] = { { 0 } };

	if (!ask(search, asked, to, then, err))
		return false;
	for (size_t i = 0; i < search->out.n; i++) {
		const struct finding *finding = &search->items[i];
		enum cut cut = cut_of(finding);
		bool is_asked = finding->kind <= FINDING_DRIFT && asked_by(search, finding) == asked;
		const struct kpi_row *row = is_asked ? search_row(&then[cut], cut, finding) : NULL;
		const struct kpi_row *its = row ? search_row(&search->weekly[cut], cut, finding) : NULL;
		struct chart charts[2];

		if (!its || is_of_event(search, finding, search->to - to))
			continue;
		chart_fill(search, cut, its, search->to, &charts[0]);
		chart_fill(search, cut, row, to, &charts[1]);
		is_old[i] = is_old[i] || chart_was_so(&charts[0], &charts[1], finding->weeks > 0 ? (size_t)finding->weeks : 1);
	}
	return true;
}

int32_t season_year_of_the_moon(int32_t day)
{
	struct time_civil date = time_hijri_from_day(day);

	return time_day_from_hijri(date.year - 1, date.month, date.day > 29 ? 29 : date.day);
}

bool search_seasons(struct search *search, struct err *err)
{
	bool *is_old = arena_array(&search->scratch, search->out.n + 1, sizeof(*is_old));
	int32_t then[2] = { search->to - YEAR, calendar_is_islamic(search->calendar) ? season_year_of_the_moon(search->to) : TIME_DAY_NONE };
	int32_t first, last;
	size_t n = 0;

	if (!is_old)
		return err_memory(err);
	if (!cube_span(search->env->cube, CUBE_AT_REGISTERED, &first, &last))
		return true;
	for (int i = 0; i < 2; i++) {
		if (then[i] == TIME_DAY_NONE || then[i] - (LEAST_BEFORE + 2) * WEEK < first)
			continue;
		for (int asked = 0; asked < CUTS; asked++)
			if (!compare(search, (enum cut)asked, then[i], is_old, err))
				return false;
	}
	for (size_t i = 0; i < search->out.n; i++) {
		if (is_old[i])
			search->out.n_seasonal++;
		else
			search->items[n++] = search->items[i];
	}
	search->out.n = n;
	return true;
}
