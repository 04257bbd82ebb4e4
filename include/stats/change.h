/* change.h - did a figure change lately, and since when? Looks at blocks of equal length (weeks, say), the newest last.
 *
 * Each block may bring its own sampling deviation (of a rate with few cases, say); what the blocks vary beyond that is their common
 * spread, estimated from the blocks before the suspected change with outliers drawn in, so that old spikes do not hide new ones (of
 * rates this is Laney's p' chart). Blocks that resemble their neighbours count for less than as many independent ones: two dozen
 * blocks hardly tell whether they do, so charts of the same sort are asked together first (struct stats_following). A past that
 * climbed clearly is continued before anything is compared with it.
 *
 * A run of the newest L blocks, L = 1 to 8, is a change when its mean is further from what was before than chance allows; the L with
 * the largest distance dates it. A run that one block alone makes is none: that is over. Twelve blocks that climb steadily without such a step are a drift. `chance` is the share of quiet
 * charts that may alarm: tests/stats/test_change.c counts them, on normal noise, on rates, counts and times of few cases. */
#ifndef STATS_CHANGE_H
#define STATS_CHANGE_H

#include <stdbool.h>
#include <stddef.h>

#define STATS_CHANGE_FALSE 0.006	/* an allowance for charts looked at one by one */

enum stats_change_kind { STATS_CHANGE_NONE, STATS_CHANGE_SPIKE, STATS_CHANGE_SHIFT, STATS_CHANGE_DRIFT };

struct stats_change {
	enum stats_change_kind kind;
	size_t blocks;			/* how many of the newest blocks belong to it */
	double z;			/* signed: distance in standard errors */
	double evidence;		/* -log10 of the allowance (`chance`) at which it would just be told */
	double before;			/* what was expected of the blocks of the change */
	double error;			/* standard error of the distance */
	double low, high;		/* of the mean of so many blocks: beyond them it is a change */
};

/* How much neighbouring blocks resemble each other, beyond sampling, in charts of one sort: each adds its blocks of a past in which
 * nothing is suspected; zeroed before the first. The answer is 0 to 0.7, a correlation. */
struct stats_following {
	double seen, part;
	size_t n;
};
void stats_following_add(struct stats_following *following, const double *values, const double *own, size_t n);
double stats_following_usual(const struct stats_following *following);

/* values: NaN where there is none; own: sampling deviations, or NULL; chance: 0 for STATS_CHANGE_FALSE; usual: what charts of its sort
 * say of their neighbours, 0 where nothing is known. False where fewer than eight blocks before have a value, or the newest has none:
 * then nothing can be said. */
bool stats_change_find(const double *values, const double *own, size_t n, double chance, double usual, struct stats_change *ret_change);

/* P(|T| > |t|) of Student's t with so many degrees of freedom (not necessarily whole). */
double stats_student(double t, double freedom);
/* The t beyond which that share lies, on both sides together. */
double stats_student_limit(double share, double freedom);

#endif
