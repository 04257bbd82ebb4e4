/* findings.h - what changed, since when, how sure, how much, and through what: data, with words last.
 *
 * Every figure of the catalogue that has a good direction, and the plain counts, of the whole, of each post and of each lane, is
 * looked at in weeks (blocks of seven days that end on the day of the brief, so that weekdays never mix), on a scale where its spread
 * is even: logarithms of times and money, arcsine roots of rates with their binomial spread, roots of counts (stats/change.h). Those
 * of the first screen are looked at day by day as well. Weeks that the calendar sets apart (feasts, Ramadan, the end of the fiscal
 * year) are compared with what the other posts did in them, ends of months with those before at the same place; what happened a year before as well is no news; a known event is asked for by itself, and named.
 * Beside it stand figures that miss their target over the four weeks, and posts that fell silent or whose records come late. The same
 * data, clock and scope give the same findings in the same order. */
#ifndef INSIGHT_FINDINGS_H
#define INSIGHT_FINDINGS_H

#include "kpi/kpi.h"

enum finding_kind { FINDING_SPIKE, FINDING_SHIFT, FINDING_DRIFT, FINDING_SILENT, FINDING_LATE, FINDING_LIMIT, FINDING_REFORM };

enum { FINDING_DRIVERS = 3, FINDING_WEEKS = 26 };

struct finding_driver {
	const char *dim, *value;	/* "lane", "red"; "stage", "inspection_wait"; "owner", "trader" */
	const char *label;		/* for people: "red lane", "waiting for inspection" */
	double share;			/* of the change; may exceed 1 or be negative */
	double now, base;		/* its own figure, in the KPI's unit; NaN where it has none */
};

struct finding {
	enum finding_kind kind;
	const struct kpi_def *def;
	const char *stat, *category;	/* category NULL: none */
	const char *category_name;	/* "lane", "age", "owner" ...; NULL without a category */
	const char *office, *office_name;	/* NULL: all posts */
	const char *lane;		/* NULL: all lanes; never with an office */
	int32_t since;			/* first day of the change; TIME_DAY_NONE where it has none */
	int weeks;			/* that it stands; of pairs: that were looked at; 0 for those without a course */
	bool is_overdue;		/* of a late post: its data have not come when they should; else only what became of its files is missing */
	int days;			/* of a spike that days told: 1 to 3, or those of a known event; else 0 */
	enum kpi_status verdict;	/* KPI_WORSE or KPI_BETTER; KPI_UNKNOWN where neither direction is good */
	double value;			/* over the days of the change, else over the four weeks; hours since for silent posts */
	double usual_low, usual_high;	/* of so many weeks; NaN where the past does not tell */
	double target, target_low, target_high;
	int64_t n;			/* declarations (or records) concerned */
	double score;			/* what they are ranked by */
	struct finding_driver drivers[FINDING_DRIVERS];
	size_t n_drivers;
	double evidence;		/* -log10 of the share of quiet weeks in which its chart stands out as far; 0 where none was worked out */
	const char *event;		/* tag of calendar.csv that holds around its first day, "strike"; NULL: none */
	int32_t event_since;
	const char *broker, *officer;	/* of a pair that meets more than dealt: pseudonyms; else NULL */
	const char *broker_code, *officer_code;	/* the same as recorded, for a filter, never to be shown */
	double expected;		/* files that dealing at random would bring the pair together */
	const char *initiative;		/* that began there within two weeks of it; NULL: none */
	const char *review;		/* of an initiative on its review: what it did, or that nobody can tell; NULL: none is due */
	const char *text, *action;	/* sentences; action "" where none is known */
	/* the words of `text` one by one, "" where there is nothing to say; how sure it is, and who is to act */
	const char *claim, *cause, *size, *certainty, *owner;
	double z;			/* standard errors from what is usual; NaN of those without a course */
	double hours;			/* that its declarations took longer in all than at the level before; NaN where it is no time */
	double extra;			/* declarations, or of sums and counts so much a week (a day, of some days), beyond the level before; NaN unknown */
	double paid;			/* on its declarations; NaN where none is recorded, or it is about no declarations */
	double missed, missed_paid;	/* declarations and money that so many usual days bring at a silent or late post; NaN elsewhere */
	double excess;			/* how bad it is, as notes that let it rest have it (insight/rest.h) */
	double without_largest;		/* the value without the one declaration that moves it most, of figures that one can rule; else NaN */
	double hours_without;		/* the hours without the longest of them; NaN where it is no time */
	struct finding *left_out;	/* that say the same less loudly, one after the other; NULL: none */
	const double *course;		/* FINDING_WEEKS weeks of the figure at its place, the oldest first, NaN where there is none; NULL of silent posts and of pairs */
};

/* A watched figure of the whole over the weeks, the oldest first; NaN where there is none. */
struct finding_course {
	const struct kpi_def *def;
	const char *category;
	double weeks[FINDING_WEEKS];
};

struct findings {
	int32_t from, to;		/* the four weeks */
	struct finding *items;		/* ranked; in the arena */
	size_t n;
	int n_weeks;			/* that the data hold up to that day, at most FINDING_WEEKS */
	size_t n_charts;		/* looked at */
	size_t n_alarms;		/* of them that stood out, before what says the same twice was left out */
	size_t n_seasonal;		/* that would have, had it not been so a year ago */
	double false_alarms;		/* expected of them in a quiet week, by chance alone */
	const double *quiet;		/* of each chart the part of that */
	const struct kpi_row *tiles;	/* the figures of the first screen over the four weeks, with verdicts */
	size_t n_tiles;
	const struct finding_course *courses;
	size_t n_courses;
};

/* Up to the day `to`; filters narrow everything. */
bool findings_load(const struct kpi_env *env, int32_t to, const struct kpi_filter *filters, size_t n_filters, struct arena *arena,
	struct findings *ret_findings, struct err *err);

/* A value or target of the four weeks as a sentence and a course of weeks have it: a week's part of what adds up, else as it is. */
double finding_by_week(const struct finding *finding, double of_four_weeks);
/* As its sentence has it: sums and counts of some weeks by the week, those that weeks told of less than one by the last of them, those that days
 * told by the day; else as it is. */
double finding_told_value(const struct finding *finding, int32_t to);
/* The line that its chart draws as wanted (kpi_wanted()), in the terms of its sentence. */
double finding_wanted(const struct finding *finding, int32_t to, int *ret_edge);
const char *finding_kind_name(enum finding_kind kind);	/* "spike" ... */
/* Weeks of its course that belong to the change, those that do so for the most part; 0 without a day. */
int finding_weeks(const struct finding *finding, int32_t to);
bool finding_is_change(const struct finding *finding);	/* a spike, a shift, a drift, or one that a reform brought */

#endif
