/* daily.h - a figure day by day: what each weekday is used to, which of the newest days stand out, and the day that parts its course.
 *
 * Thirteen weeks, the oldest day first, on the scale of the figure (course.h); NaN where a day has no value or is set apart. The newest
 * seven days are judged by the others. */
#ifndef INSIGHT_DAILY_H
#define INSIGHT_DAILY_H

#include <stdbool.h>
#include <stddef.h>

enum { DAILY = 91 };

struct daily {
	double values[DAILY], own[DAILY];	/* after daily_learn() less what their weekday is used to; sampling deviations */
	double level[7];			/* of each weekday, counted from the oldest day; NaN where too few tell */
	double spread, own_usual;		/* variances */
	bool known;				/* enough days to judge by */
};

/* is_event: by day; those are judged but not learnt from. */
void daily_learn(struct daily *daily, const bool *is_event);
/* The run of one to three of the newest days that stands out most, in standard errors: its first day and length. 0: none has a value. */
double daily_strangest(const struct daily *daily, size_t *ret_first, size_t *ret_run);
/* Days known beforehand, `run` of them from `first` on, in standard errors; those without a value do not count. NaN: none has one. */
double daily_distance(const struct daily *daily, size_t first, size_t run);
/* The share of quiet charts in which such days stand out as far, and the distance that so small a share reaches. */
double daily_distance_chance(double z);
double daily_distance_limit(double chance);
/* The share of quiet charts in which some run stands out as far, and the distance that so small a share reaches. */
double daily_chance(double z);
double daily_limit(double chance);

/* The first day of the later part when DAILY days are parted once, at `first` or later, so that both parts differ most for their weights: a day up to
 * `near`, or one beyond it that parts them better by more than chance. `otherwise` where nothing parts them. */
size_t daily_split(const double *values, const double *weights, size_t first, size_t near, size_t otherwise);

#endif
