/* arrivals.c - see arrivals.h. */
#include "arrivals.h"

#include <math.h>
#include <string.h>

#include "base/time.h"
#include "stats/stats.h"
#include "store/rows.h"

enum { OVERDUE_PARTS = 4, HOUR = 3600 };

#define LUMPS 36.0		/* hours: a post whose files usually wait longer comes in lumps */
#define LATELY 36.0		/* hours: the last load is of today or yesterday */
#define OLD 48.0		/* hours */

void arrivals_of(const int32_t *days, const int64_t *came, size_t n, int64_t now, struct arrivals *ret_arrivals)
{
	struct arrivals arrivals = { .usual_age = NAN, .longest_age = NAN, .last = NAN, .behind = NAN };
	double ages[ARRIVALS_DAYS];
	int64_t first = 0, at = 0;
	int32_t newest;

	for (size_t i = 0; i < n; i++)
		first = i == 0 || came[i] < first ? came[i] : first;
	/* From the newest day back: each earlier load that still brought something new was one of the rhythm. */
	for (size_t i = n; i-- > 0 && arrivals.n < ARRIVALS_DAYS;) {
		if (came[i] == first)
			break;
		if (at && came[i] >= at)
			continue;	/* came with a newer day, or after it */
		if (!at) {
			arrivals.last = (double)(now - came[i]) / HOUR;
			arrivals.behind = (double)(came[i] - (int64_t)(days[i] + 1) * TIME_DAY_SECONDS) / HOUR;
		}
		at = came[i];
		/* The newest day that was known when this load came. */
		newest = 0;
		for (size_t k = 0; k < n; k++)
			if (came[k] < at && days[k] > newest)
				newest = days[k];
		ages[arrivals.n++] = (double)(at - (int64_t)(newest + 1) * TIME_DAY_SECONDS) / HOUR;
	}
	for (size_t i = 0; i < arrivals.n; i++)
		arrivals.longest_age = fmax(ages[i], arrivals.longest_age);
	if (arrivals.n)
		arrivals.usual_age = stats_median(ages, arrivals.n);
	*ret_arrivals = arrivals;
}

enum arrivals_word arrivals_judge(const struct arrivals *arrivals, double hours)
{
	if (arrivals->n < ARRIVALS_LEAST)
		return ARRIVALS_UNKNOWN;
	if (arrivals->usual_age > LUMPS)
		return hours <= arrivals->longest_age + arrivals->usual_age / OVERDUE_PARTS ? ARRIVALS_USUAL : ARRIVALS_LATE;
	return arrivals->last <= LATELY && arrivals->behind >= OLD ? ARRIVALS_LATE : ARRIVALS_UNKNOWN;
}

static int post_number(const char *const *posts, size_t n_posts, const char *code)
{
	for (size_t i = 0; i < n_posts; i++)
		if (strcmp(posts[i], code) == 0)
			return (int)i;
	return -1;
}

bool arrivals_load(const struct kpi_env *env, int32_t day, const char *const *posts, size_t n_posts, struct arena *arena,
	struct arrivals **ret_arrivals, struct err *err)
{
	struct arrivals *all = arena_array(arena, n_posts + 1, sizeof(*all));
	struct store_rows *rows = NULL;
	int32_t days[ARRIVALS_DAYS];
	int64_t came[ARRIVALS_DAYS];
	size_t n = 0;
	int got, post = -1;

	if (!all)
		return err_memory(err);
	if (!store_rows_open(env->store, "insight_arrivals", &rows, err))
		return false;
	store_rows_bind_int(rows, 1, day - ARRIVALS_DAYS + 1);
	store_rows_bind_int(rows, 2, day);
	store_rows_bind_int(rows, 3, env->now);
	while ((got = store_rows_next(rows, err)) == 1) {
		int its = post_number(posts, n_posts, store_rows_text(rows, 0));

		if (its != post) {
			if (post >= 0)
				arrivals_of(days, came, n, env->now, &all[post]);
			n = 0;
			post = its;
		}
		if (n < ARRIVALS_DAYS) {
			days[n] = (int32_t)store_rows_int(rows, 1);
			came[n++] = store_rows_int(rows, 2);
		}
	}
	if (post >= 0)
		arrivals_of(days, came, n, env->now, &all[post]);
	store_rows_close(rows);
	*ret_arrivals = all;
	return got == 0;
}
