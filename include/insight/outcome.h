/* outcome.h - what came of a decision, or of an action that was done: the figure it stands beside week by week before and after it, whether that
 * is more than chance, and what Reform says of an initiative for the same figure.
 *
 * Weeks begin on the weekday of the decision, so that no week is half before and half after. They are judged by stats/impact.h: the course
 * before (level, trend, memory) against the time after, and the days on which nothing began. */
#ifndef INSIGHT_OUTCOME_H
#define INSIGHT_OUTCOME_H

#include "kpi/kpi.h"
#include "notes/notes.h"
#include "stats/impact.h"

enum { OUTCOME_BEFORE = 26, OUTCOME_AFTER = 26 };	/* weeks */

struct outcome_span {
	int32_t from, to;		/* days, both included; to < from: none */
};

struct outcome {
	int32_t start;			/* TIME_DAY_NONE: nothing to ask */
	const struct kpi_def *def;
	struct outcome_span first, last;	/* all whole weeks before, and after up to the review day */
	double *values;			/* one a week from first.from on; NaN where there is none */
	size_t n, n_before;
	const struct kpi_row *before, *after;	/* NULL: nothing was counted */
	struct stats_impact impact;	/* of n weeks; all zero with n 0 */
	enum kpi_status verdict;	/* better or worse by more than chance; else usual, or unknown where it cannot be judged */
	const char *sentence;		/* "Better, and more than chance: in the ten weeks since it is ..." */
	const char *reform;		/* verdict and interval of an initiative for the same figure; "" none */
};

/* The day from which on an effect may be looked for: of a decision its day, of an action the day it was done; else TIME_DAY_NONE. */
int32_t outcome_start(const struct note *note);
/* "better", "worse", "not told" (apart from chance), "too early"; "" where there is nothing to judge. */
const char *outcome_word(const struct outcome *outcome);
/* first_day, last_day: of the data. All in the arena. */
bool outcome_load(const struct kpi_env *env, const struct note *note, int32_t first_day, int32_t last_day, struct arena *arena,
	struct outcome *ret_outcome, struct err *err);

#endif
