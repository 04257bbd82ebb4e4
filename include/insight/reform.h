/* reform.h - initiatives, and what they did: each with the figure it should move before and after its first day, the effect beside
 * posts that had no such initiative, and a verdict in words, which may be that it cannot be told from chance.
 *
 * A figure is looked at in whole weeks, so that weekends that differ by post do not matter; the week in which an initiative began belongs to
 * neither side, unless it began on a Monday. Times, money and counts are compared in parts, rates in points. The estimate is
 * that of stats/impact.h: what the comparison posts say together is taken off, errors may remember the week before, and dates on which
 * nothing began are tried as well. */
#ifndef INSIGHT_REFORM_H
#define INSIGHT_REFORM_H

#include "kpi/kpi.h"
#include "stats/impact.h"

enum { REFORM_WEEKS_BEFORE = 52, REFORM_WEEKS_AFTER = 52, REFORM_OFFICES = 64, REFORM_BESIDE = 4, REFORM_REVIEW_FIRST = 8, REFORM_REVIEW_LATER = 26, REFORM_TOGETHER = 12 };

enum reform_state {
	REFORM_PLANNED,			/* begins after the day of the judgement */
	REFORM_NO_FIGURE,		/* names none, or one that is not computed here */
	REFORM_NO_DATA,			/* its figure has no values there */
	REFORM_EARLY,			/* too few weeks since the start */
	REFORM_NO_PAST,			/* too few weeks before it */
	REFORM_CHANCE,			/* cannot be told apart from chance */
	REFORM_REAL,
};

struct reform_post {
	const char *code, *name;
	double weight;			/* of comparison posts; they sum to 1 */
};

/* A figure that might have paid for it. */
struct reform_beside {
	const struct kpi_def *def;
	const char *stat, *category;
	double before, after;		/* means of the weeks; NaN where it cannot be told */
	struct stats_impact impact;
	bool told;			/* enough weeks of it on both sides */
	bool real;			/* beyond chance, though several were looked at */
	enum kpi_status verdict;	/* of a real one */
	const char *text;
};

struct reform {
	const char *id, *title, *owner, *figure, *expected, *note;	/* "" where none is given */
	int32_t starts, ends;		/* days; TIME_DAY_NONE: it goes on */
	bool ended;			/* by the day of the judgement: only its own time counts as after */
	struct reform_post *offices;
	size_t n_offices;		/* 0: all */
	const char *place;		/* "Amber Hill Airport", "Port Salim and Northgate", "All posts" */
	const struct kpi_def *def;	/* NULL with REFORM_NO_FIGURE and before it was looked for */
	const char *stat, *category, *category_name;	/* "p50"; "72h" of "age"; NULL without */
	enum reform_state state;
	enum kpi_status verdict;	/* with REFORM_REAL: KPI_BETTER, KPI_WORSE; KPI_UNKNOWN where no direction is good */
	/* the weeks, from the Monday of `first`; NaN where there is none */
	int32_t first;
	size_t n_weeks, start;		/* start: the first whole week of the time after */
	double *values, *others;	/* others: the comparison posts' weighted mean, NULL without */
	int64_t n_declarations;		/* of the weeks after */
	struct stats_impact impact;
	struct reform_post *donors;	/* comparison posts, the heaviest first */
	size_t n_donors;
	struct reform_beside beside[REFORM_BESIDE];	/* its counter-figure first */
	size_t n_beside;
	const char *twin;		/* title of another one that began at the same posts within REFORM_TOGETHER weeks of it: what either did alone
					 * cannot be told; NULL none */
	int32_t twin_starts;
	bool twin_same;			/* and it is to move the same figure */
	double halves[2];		/* effect in the first and in the second half of the weeks after; NaN where they do not differ, or weeks are few */
	const char *worse;		/* "hit rate got worse: −40 points (−52 to −28 points)", that nothing did, "" where nothing could be looked at */
	const char *compared;		/* "Northgate 33 %, Port Salim 29 %": the donors; "" none */
	const char *verdict_text;	/* a sentence */
	const char *found;		/* "+14 points (9 to 19)", "–" */
	const char *range;		/* "+9 to +19 points", 95 %; "" where nothing was judged */
	const char *against;		/* "more than expected"; "" where the expectation is no number or nothing was told */
	const char *method;		/* sentences: how this was estimated, for whoever asks */
};

struct reforms {
	struct reform *items;		/* the newest first; in the arena */
	size_t n;
};

/* As judged on the day `to`. Filters narrow the figures; one by office chooses the initiatives that concern it instead, since a
 * comparison needs the other posts. with_beside: the figures beside it as well. */
bool reforms_load(const struct kpi_env *env, int32_t to, const struct kpi_filter *filters, size_t n_filters, bool with_beside,
	struct arena *arena, struct reforms *ret_reforms, struct err *err);
/* Only those that are on review in the week up to `to`: eight or 26 whole weeks after their start. */
bool reforms_on_review(const struct kpi_env *env, int32_t to, const struct kpi_filter *filters, size_t n_filters, struct arena *arena,
	struct reforms *ret_reforms, struct err *err);

/* Only those for one figure that began by the day `to`, at most a year before, the newest first. office NULL: wherever they began. */
bool reforms_of(const struct kpi_env *env, int32_t to, const struct kpi_def *def, const char *category, const char *office, struct arena *arena,
	struct reforms *ret_reforms, struct err *err);
/* What Reform says of it, in mid-page: "Single window, air", since 1 Sep: ... with its interval. */
const char *reform_quote(const struct reform *reform, struct arena *arena);

/* Whether another figure got worse beside it, beyond chance. */
bool reform_paid(const struct reform *reform);
/* "works", "works, costly", "works, shared" (with another one), "harms", "no effect told", "too early", "planned", "cannot be judged" */
const char *reform_word(const struct reform *reform);

#endif
