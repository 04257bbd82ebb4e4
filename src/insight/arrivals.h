/* arrivals.h - when the data of each post came in, by the loads that brought them.
 *
 * A post that sends its files in lumps is not heard of for days, and nothing is wrong; one that has not sent when it should, or sends
 * what is days old, is late; one of which nothing comes where something always came at once is silent. Only loads tell them apart. */
#ifndef INSIGHT_ARRIVALS_H
#define INSIGHT_ARRIVALS_H

#include "insight/findings.h"

enum { ARRIVALS_DAYS = 56, ARRIVALS_LEAST = 4 };

struct arrivals {
	size_t n;			/* loads that brought newer days of the post, without the first, which may have brought all of its past */
	double usual_age;		/* hours: the middle of how old its newest day had become when newer ones came */
	double longest_age;		/* the longest so far */
	double last;			/* hours since the last one */
	double behind;			/* hours from the end of the newest day to the load that brought it; below 0 on its own day */
};

/* Of one post: its days, the oldest first, each with the moment (UTC seconds) at which its first declaration was loaded. now: of the
 * brief. With less than ARRIVALS_LEAST such loads no rhythm is known and n is all there is to know. */
void arrivals_of(const int32_t *days, const int64_t *came, size_t n, int64_t now, struct arrivals *ret_arrivals);

/* Of every post, in the order of `posts`; posts without a past of loads have n 0. `day`: the newest that counts. */
bool arrivals_load(const struct kpi_env *env, int32_t day, const char *const *posts, size_t n_posts, struct arena *arena,
	struct arrivals **ret_arrivals, struct err *err);

enum arrivals_word { ARRIVALS_UNKNOWN, ARRIVALS_USUAL, ARRIVALS_LATE };

/* What to think of a post whose newest record is `hours` old, if days without records are rare there: between two loads it always was
 * so; it is late (it comes in lumps and the next one is overdue, or what came lately was days old); loads do not tell. */
enum arrivals_word arrivals_judge(const struct arrivals *arrivals, double hours);

#endif
