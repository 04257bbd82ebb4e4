/* change.h - did a figure change lately, and since when? Looks at blocks of equal length (weeks, say), the newest last.
 *
 * Each block may bring its own sampling deviation (of a rate with few cases, say); what the blocks vary beyond that is their common
 * spread, estimated robustly from the blocks before the suspected change (median and MAD, so that old spikes do not hide new ones).
 * A run of the newest L blocks, L = 1 to 8, is a change when the distance of its mean from the median before is STATS_CHANGE_Z
 * standard errors or more; the L with the largest distance dates it. Twelve blocks that climb steadily without such a step are a
 * drift. On 26 blocks of independent normal noise this alarms in about STATS_CHANGE_FALSE of the charts (tests/stats/test_change.c
 * measures it). */
#ifndef STATS_CHANGE_H
#define STATS_CHANGE_H

#include <stdbool.h>
#include <stddef.h>

#define STATS_CHANGE_Z 3.6
#define STATS_CHANGE_FALSE 0.006

enum stats_change_kind { STATS_CHANGE_NONE, STATS_CHANGE_SPIKE, STATS_CHANGE_SHIFT, STATS_CHANGE_DRIFT };

struct stats_change {
	enum stats_change_kind kind;
	size_t blocks;			/* how many of the newest blocks belong to it */
	double z;			/* signed */
	double before;			/* median of the blocks before it */
	double low, high;		/* of the mean of so many blocks: beyond them it is a change */
};

/* values: NaN where there is none; own: sampling deviations, or NULL. False where fewer than eight blocks have a value, or the newest has
 * none: then nothing can be said. */
bool stats_change_find(const double *values, const double *own, size_t n, struct stats_change *ret_change);

#endif
