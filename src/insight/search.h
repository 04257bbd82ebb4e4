/* search.h - what the parts of a search for findings share. */
#ifndef INSIGHT_SEARCH_H
#define INSIGHT_SEARCH_H

#include "calendar.h"
#include "course.h"
#include "daily.h"
#include "hands.h"
#include "insight/findings.h"
#include "stats/change.h"

enum { DAYS = 28, WEEK = 7, FINDINGS_MAX = 600, FIGURES = 128, UNITS = KPI_TIMES + 1 };

/* What a chart is about: all, a post, a lane. */
enum cut { CUT_WHOLE, CUT_OFFICE, CUT_LANE, CUTS };

struct courses {
	struct kpi_row *rows;		/* each with a course, the newest period first */
	size_t n;
};

struct search {
	const struct kpi_env *env;
	struct hands *hands;		/* NULL: one thread */
	const struct kpi_filter *filters;
	size_t n_filters;
	int32_t from, to;
	int32_t first;	/* day of the data; TIME_DAY_NONE without any */
	const struct kpi_def *defs[FIGURES];	/* with a chart */
	size_t n_defs;
	struct courses weekly[CUTS], daily[CUTS];
	struct kpi_row *now, *now_by_office;	/* the four weeks, with verdicts */
	size_t n_now, n_now_by_office;
	struct calendar_post *posts;
	size_t n_posts;
	double usual[UNITS];	/* how much a week resembles the one before (stats/change.h), by unit */
	bool *is_behind;		/* by post: silent or late, its other figures say nothing */
	size_t *by_code;		/* places of posts in the order of their codes */
	double *quiet;			/* by chart that was looked at */
	size_t n_core, n_rest;		/* weekly charts that there may be: of the first screen, others */
	struct calendar *calendar;
	struct arena *arena, scratch;
	struct findings out;
	struct finding items[FINDINGS_MAX];
};

/* The place of a row of a cut: number of its post, -1 for all others. */
int search_post(const struct search *search, enum cut cut, const struct kpi_row *row);
/* The category of a row that was cut; NULL without one. */
const struct kpi_dim_value *search_category(enum cut cut, const struct kpi_row *row);
/* The row that a finding came from; NULL where there is none. */
const struct kpi_row *search_row(const struct courses *courses, enum cut cut, const struct finding *finding);
struct finding *search_add(struct search *search, const struct kpi_def *def, enum cut cut, const struct kpi_row *row);

/* Courses of lanes; or, in one look, of the whole and of each post: both are asked for together. */
bool search_courses(struct search *search, const struct kpi_def *const *defs, size_t n_defs, bool lanes, int32_t to, int32_t days,
	int points, struct courses ret_courses[CUTS], struct err *err);
/* The same of some lanes or posts alone, for which less is read; without the whole. places NULL: of all of them. */
bool search_courses_at(struct search *search, const struct kpi_def *const *defs, size_t n_defs, bool lanes, const char *const *places,
	size_t n_places, int32_t to, int32_t days, int points, struct courses ret_courses[CUTS], struct err *err);
/* Adds a lane or post that is not among them yet; those of findings, so that they are at most FINDINGS_MAX. */
void search_place_add(const char **places, size_t *n, const char *place);

/* Whether the `days` that begin with a day tell nothing: they lie before the data, or its first day is among them. */
bool search_is_before(const struct search *search, int32_t from, int32_t days, const struct kpi_point *point);

/* known.c: the posts, the figures week by week, and the four weeks with verdicts. */
bool search_read_posts(struct search *search, struct err *err);
bool search_read_figures(struct search *search, struct err *err);
bool search_read_now(struct search *search, struct err *err);
/* Place of a post among the posts; -1: none. */
int search_post_number(const struct search *search, const char *code);
/* Headline of a figure over the four weeks, of all posts or of one; NULL where there is none. */
const struct kpi_row *search_now_of(const struct search *search, const struct kpi_def *def, const char *category, const char *office);

/* The value and the declarations of a change over its days. */
bool finding_measure(const struct kpi_env *env, const struct kpi_filter *filters, size_t n_filters, struct finding *finding, int32_t to,
	struct err *err);

/* thin.c: how far a finding stands out, the order in which findings are told, and those that others tell already. */
void search_score(struct finding *finding);
int search_compare(const void *a, const void *b);
void search_thin(struct search *search);
bool search_same_place(const struct finding *a, const struct finding *b);
bool search_is_same(const char *a, const char *b);	/* NULL is like NULL alone */

/* weeks.c: every chart in weeks. days.c: charts in days, and the first day of what the weeks told. season.c: leaves out what was so a
 * year ago. silence.c: posts that are not heard of. pairs.c: who meets more than dealt. review.c: initiatives on their
 * review. */
bool search_weeks(struct search *search, struct err *err);
bool search_days(struct search *search, struct err *err);
bool search_seasons(struct search *search, struct err *err);
bool search_silence(struct search *search, struct err *err);
bool search_pairs(struct search *search, struct err *err);
bool search_reviews(struct search *search, struct err *err);

/* The allowance for false alarms of a chart, so that all of them together have as many as is told. */
double search_chance(const struct search *search, const struct kpi_def *def, const char *category, bool by_day);
/* A chart was looked at; quiet: the share of quiet weeks in which it alarms. */
void search_looked(struct search *search, double quiet);

/* What becomes of a change: better, worse, or neither. */
enum kpi_status search_towards(const struct kpi_def *def, bool up);

/* ---- a chart in weeks, also asked for a year ago */
struct chart {
	const struct kpi_row *row;
	double values[FINDING_WEEKS], own[FINDING_WEEKS];	/* the oldest first */
	bool ends_month[FINDING_WEEKS];		/* the last two days of a month or its first lie in the week */
	unsigned kinds[FINDING_WEEKS];		/* enum calendar_kind of the weeks that are set apart, 0 for usual ones */
	size_t n;				/* weeks that are complete */
	int settles;
	int post;
	bool has_peers;				/* weeks set apart are corrected by what the others did in them */
};

/* Charts of one figure in one cut, `n` of them. to: the last day of the newest week. */
void chart_fill(const struct search *search, enum cut cut, const struct kpi_row *row, int32_t to, struct chart *ret_chart);
void charts_set_apart(struct chart *charts, size_t n);
/* Takes off what weeks with the end of a month bring more (or less) at this place by its own past, where that is clear; what is not known
 * of it widens their own deviation. */
void chart_month_ends(struct chart *chart);
/* season.c: the newest weeks of a chart departed in the same direction a year before, and what is new of it stays within chance. */
bool chart_was_so(const struct chart *now, const struct chart *then, size_t weeks);
/* The same Islamic date a year before. */
int32_t season_year_of_the_moon(int32_t day);

#endif
