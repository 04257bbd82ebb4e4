/* silence.c - posts that are not heard of, and posts whose records come late; told apart from those that merely have a quiet day.
 *
 * A post is silent when its newest record is old, much older than those of the others, and such a day without any record is rare there:
 * the share of such days among the same weekdays of the quarter before, days without work left out; and when a declaration or more
 * is missing there: one that has a file a month is quiet. It is late when files are
 * registered there but nothing was released or assessed for days on which something always was: either its milestones come late, or
 * work stands still. By the loads that brought its records (arrivals.h) a post that always sends them in lumps is neither, and one that
 * sends them later than it does, or sent lately what is days old, is late and not silent. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "arrivals.h"
#include "base/time.h"
#include "search.h"
#include "stake.h"
#include "stats/stats.h"

enum { SILENT_HOURS = 24, SILENT_TIMES = 3, LATE_DAYS = 2, LEAST_SEEN = 28 };

#define CHANCE_SILENT 0.05	/* and much older than the others'; of so many posts, of more of them less each: a morning has as many false ones */
#define POSTS_SILENT 8.0
#define SPARSE 0.5		/* declarations a day, below which days with and without are told by their number */
#define CHANCE_LATE 0.002

/* The day up to which posts are listened for: today, where some of it is loaded already; and how much of it is over. */
struct moment {
	int32_t day;
	double over;
};

static struct moment moment_of(const struct search *search)
{
	struct moment moment = { .day = search->to, .over = 1 };
	double into = (double)(search->env->now - (int64_t)(search->to + 1) * TIME_DAY_SECONDS) / TIME_DAY_SECONDS;
	int32_t first, last;

	if (cube_span(search->env->cube, CUBE_AT_REGISTERED, &first, &last) && last == search->to + 1 && into > 0 && into < 1) {
		moment.day = last;
		moment.over = into;
	}
	return moment;
}

/* Days back to the first of which something is known: those before are no quiet days. */
static size_t days_known(const struct kpi_row *row)
{
	size_t n = DAILY;

	while (n > 0 && !(row->course[n - 1].value > 0))
		n--;
	return n;
}

/* Of the same weekdays before the quiet ones, how rare was a day with nothing? */
static double share_without(const struct search *search, struct moment moment, int post, const struct kpi_row *row, size_t back, size_t skip)
{
	double none = 0.5, all = 1;
	size_t known = days_known(row);

	for (size_t i = back + WEEK; i < known; i += WEEK) {
		if (i < skip || calendar_is_quiet(search->calendar, post, moment.day - (int32_t)i))
			continue;
		all++;
		none += !(row->course[i].value > 0);
	}
	return all > 3 ? none / all : 1;
}

/* The chance of so many quiet days at the end, one after the other; the first of them counts back days from the last. */
static double chance_of(const struct search *search, struct moment moment, int post, const struct kpi_row *row, size_t days)
{
	double chance = 1;

	for (size_t i = 0; i < days && i < DAILY; i++)
		if (!calendar_is_quiet(search->calendar, post, moment.day - (int32_t)i))
			chance *= pow(share_without(search, moment, post, row, i, days), i == 0 ? moment.over : 1);
	return chance;
}

/* Files registered in the newest days of which none was assessed on its day, at a post where that is usual for many: how many days, and
 * the chance of it. */
static double chance_of_unassessed(const struct kpi_row *same_day, size_t *ret_days)
{
	double done = 0, all = 0, chance = 1;
	size_t days = 0;

	while (days < DAILY && !(same_day->course[days].numerator > 0))
		days++;
	for (size_t i = days; i < DAILY; i++) {
		done += same_day->course[i].denominator > 0 ? same_day->course[i].numerator : 0;
		all += same_day->course[i].denominator > 0 ? same_day->course[i].denominator : 0;
	}
	*ret_days = days;
	for (size_t i = 0; i < days && all > 0; i++)
		if (same_day->course[i].denominator > 0)
			chance *= pow(1 - done / all, same_day->course[i].denominator);
	return chance;
}

static size_t days_without(const struct kpi_row *row)
{
	size_t n = 0;

	while (n < DAILY && !(row->course[n].value > 0))
		n++;
	return n;
}

/* Declarations that so many usual hours bring there. */
static double missed(const struct kpi_row *registered, size_t quiet, double hours)
{
	double days[STAKE_DAYS], whole = floor(hours / 24);

	for (size_t i = 0; i < STAKE_DAYS; i++)
		days[i] = quiet + i < DAILY ? registered->course[quiet + i].value : NAN;
	return stake_usual(days, hours / 24 - whole, (size_t)whole);
}

static double chance_least(const struct search *search)
{
	return CHANCE_SILENT * fmin(1, POSTS_SILENT / (double)(search->n_posts ? search->n_posts : 1));
}

/* Few files a week are no rhythm of days: there it takes so many missing ones that none of them is a chance as small. */
static bool is_missed(const struct search *search, const struct kpi_row *registered, size_t quiet, double hours)
{
	double n = missed(registered, quiet, hours);

	return n >= 1 && (n * 24 / hours >= SPARSE || exp(-n) < chance_least(search));
}

static const struct kpi_row *row_of(const struct courses *courses, const char *id, const char *office)
{
	for (size_t i = 0; i < courses->n; i++) {
		const struct kpi_row *row = &courses->rows[i];

		if (row->course && strcmp(row->def->id, id) == 0 && row->n_dims == 1 && strcmp(row->dims[0].value, office) == 0)
			return row;
	}
	return NULL;
}

static struct finding *tell(struct search *search, const struct kpi_row *fresh, int post, enum finding_kind kind, double hours, int32_t since)
{
	struct finding *finding = search_add(search, fresh->def, CUT_OFFICE, fresh);

	if (!finding)
		return NULL;
	finding->kind = kind;
	finding->verdict = KPI_WORSE;
	finding->value = hours;
	finding->since = since;
	finding->score = (kind == FINDING_SILENT ? 1000 : 500) + hours;
	if (post >= 0)
		search->is_behind[post] = true;
	return finding;
}

static bool look_at(struct search *search, struct moment moment, const struct kpi_row *fresh, const struct courses *heard, double middle,
	const struct arrivals *arrivals)
{
	const char *office = fresh->dims[0].value;
	const struct kpi_row *registered = row_of(heard, "declarations_registered", office);
	const struct kpi_row *released = row_of(heard, "declarations_released", office);
	const struct kpi_row *same_day = row_of(heard, "same_day_rate", office);
	int post = search_post(search, CUT_OFFICE, fresh);
	double hours = fresh->value;
	size_t quiet, unreleased, unassessed = 0;

	if (!registered || !office[0])
		return false;
	quiet = days_without(registered);
	unreleased = released ? days_without(released) : 0;
	if (quiet >= DAILY - LEAST_SEEN)
		return false;	/* gone for months: closed, no news */
	/* The day of the newest record was not quiet as a whole. */
	if (hours > SILENT_HOURS && hours > SILENT_TIMES * middle &&
	    chance_of(search, moment, post, registered, quiet < 1 ? 1 : quiet) < chance_least(search) &&
	    is_missed(search, registered, quiet, hours)) {
		enum arrivals_word word = post >= 0 ? arrivals_judge(&arrivals[post], hours) : ARRIVALS_UNKNOWN;
		struct finding *told = word == ARRIVALS_USUAL ? NULL : tell(search, fresh, post, word == ARRIVALS_LATE ? FINDING_LATE : FINDING_SILENT,
			hours, moment.day - (int32_t)(hours / 24));

		if (told)
			told->is_overdue = word == ARRIVALS_LATE;
		return told != NULL;
	}
	if (!released || unreleased >= DAILY - LEAST_SEEN || unreleased < LATE_DAYS || unreleased < quiet + LATE_DAYS)
		return false;
	if (chance_of(search, moment, post, released, unreleased) < CHANCE_LATE ||
	    (same_day && chance_of_unassessed(same_day, &unassessed) < CHANCE_LATE && unassessed >= LATE_DAYS)) {
		tell(search, fresh, post, FINDING_LATE, 24.0 * (double)unreleased, moment.day - (int32_t)unreleased + 1);
		return true;
	}
	return false;
}

static int compare_doubles(const void *a, const void *b)
{
	double left = *(const double *)a, right = *(const double *)b;

	return left < right ? -1 : left > right;
}

static bool rhythms(struct search *search, struct moment moment, struct arrivals **ret_arrivals, struct err *err)
{
	const char **codes = arena_array(&search->scratch, search->n_posts + 1, sizeof(*codes));

	if (!codes)
		return err_memory(err);
	for (size_t i = 0; i < search->n_posts; i++)
		codes[i] = search->posts[i].code;
	return arrivals_load(search->env, moment.day, codes, search->n_posts, &search->scratch, ret_arrivals, err);
}

bool search_silence(struct search *search, struct err *err)
{
	const struct kpi_def *fresh = kpi_find("data_freshness");
	const struct kpi_def *defs[] = { kpi_find("declarations_registered"), kpi_find("declarations_released"), kpi_find("same_day_rate") };
	static const struct kpi_by office = { .dim = KPI_DIM_OFFICE };
	struct moment moment = moment_of(search);
	struct kpi_query query = { .from = search->from, .to = moment.day, .filters = search->filters, .n_filters = search->n_filters,
		.by = &office, .n_by = 1, .without_status = true };
	struct courses heard[CUTS];
	struct arrivals *arrivals;
	struct kpi_row *rows;
	double *ages;
	size_t n, known = 0;

	if (!kpi_evaluate(search->env, &fresh, 1, &query, search->arena, &rows, &n, err) ||
	    !search_courses(search, defs, 3, false, moment.day, 1, DAILY, heard, err))
		return false;
	ages = arena_array(&search->scratch, n + 1, sizeof(*ages));
	if (!ages)
		return err_memory(err);
	for (size_t i = 0; i < n; i++)
		if (strcmp(rows[i].stat, fresh->headline) == 0 && !isnan(rows[i].value))
			ages[known++] = rows[i].value;
	if (known < 2)
		return true;
	if (!rhythms(search, moment, &arrivals, err))
		return false;
	qsort(ages, known, sizeof(*ages), compare_doubles);
	for (size_t i = 0; i < n; i++)
		if (strcmp(rows[i].stat, fresh->headline) == 0 && rows[i].n_dims == 1 && !isnan(rows[i].value))
			look_at(search, moment, &rows[i], &heard[CUT_OFFICE], ages[(known - 1) / 2], arrivals);
	return true;
}
