/* course.h - what was collected day by day, as far back as targets need it: at a place, and by what flow and mode.
 *
 * Asked for once an evaluation and cut into places, since a target, its season and its last day all look at the same days. */
#ifndef KPI_COURSE_H
#define KPI_COURSE_H

#include "targets.h"
#include "task.h"

enum { COURSE_YEARS = 3 };	/* before the first day of the targets */

struct course {
	int32_t first;		/* day of sum[0] */
	size_t n;		/* days; 0: nothing was collected */
	const int64_t *sum;	/* minor units */
	const int64_t *count;
};

struct courses;

/* Under the query's own filters; asked for in pieces as they are needed. NULL when memory is out. */
struct courses *courses_create(const struct evaluation *evaluation);
void courses_destroy(struct courses *courses);		/* accepts NULL */
/* How the total of a target spreads over its days, from the course of its place: made once. false when memory is out. */
struct profile;
bool courses_profile(struct courses *courses, const struct target *target, const struct course *course, struct profile *ret_profile);
bool courses_find(struct courses *courses, const struct target_scope *scope, const struct course **ret_course, struct err *err);

/* Sum (minor units) and number of the days from..to. */
int64_t course_sum(const struct course *course, int32_t from, int32_t to, int64_t *ret_count);

#endif
