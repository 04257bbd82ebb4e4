/* calendar.h - what a day is at a post: what calendar.csv says of it, and the feasts and fasts of the Islamic year where they are kept.
 *
 * A country keeps them when its calendar speaks of them or most of its posts rest on Fridays. Dates are those of the tabular calendar,
 * so a feast is given a day on either side unless calendar.csv names its days. The weeks around (the rush before Ramadan and before the
 * end of the fiscal year, the quiet after) are seasons as well: what happens in them is compared with other posts or earlier years. */
#ifndef INSIGHT_CALENDAR_H
#define INSIGHT_CALENDAR_H

#include "kpi/kpi.h"

enum calendar_kind {
	CALENDAR_RAMADAN = 1,		/* the fast, and four weeks before */
	CALENDAR_FEAST = 2,		/* its days, and the ten after the two great ones */
	CALENDAR_YEAR_END = 4,		/* the last four weeks of the fiscal year and the three after */
	CALENDAR_CLOSED = 8,		/* not a working day, though the weekday is one */
	CALENDAR_EVENT = 16,		/* a tag of its own: strike, storm ... */
};

struct calendar;

/* Days from..to. posts: n codes with the weekend of each, as the posts file writes it. */
struct calendar_post {
	const char *code, *name, *weekend;
};
bool calendar_load(const struct kpi_env *env, const struct calendar_post *posts, size_t n_posts, int32_t from, int32_t to,
	struct arena *arena, struct calendar **ret_calendar, struct err *err);

/* enum calendar_kind bits; post: its number, or -1 for what holds everywhere. */
unsigned calendar_kinds(const struct calendar *calendar, int post, int32_t day);
/* A whole day without work there, or hardly any: a feast, a day off, the weekend of the post. */
bool calendar_is_quiet(const struct calendar *calendar, int post, int32_t day);
/* The known event (its tag) that holds on a day between the two; the first day of it. NULL: none. */
const char *calendar_event(const struct calendar *calendar, int post, int32_t from, int32_t to, int32_t *ret_first);
/* The same at one place alone (post -1: what holds everywhere), the newest that holds on a day between the two: its tag, first and last day up to
 * `to`. */
const char *calendar_event_there(const struct calendar *calendar, int post, int32_t from, int32_t to, int32_t *ret_first, int32_t *ret_last);
bool calendar_is_islamic(const struct calendar *calendar);

#endif
