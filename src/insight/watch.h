/* watch.h - which figures are looked at, and which of them say the same thing. */
#ifndef INSIGHT_WATCH_H
#define INSIGHT_WATCH_H

#include <stdbool.h>
#include <stddef.h>

/* Of one family the strongest finding of a post is told. */
enum watch_family { FAMILY_TIME, FAMILY_STOCK, FAMILY_HITS, FAMILY_CONTROL, FAMILY_LANES, FAMILY_REVENUE, FAMILY_FACILITATION, FAMILY_VOLUME,
	FAMILY_DATA, FAMILIES };

struct watch {
	const char *id, *category;	/* category NULL: none */
	enum watch_family family;
	bool is_to_date;		/* counts from the start of its year: a week of it is no course */
	const char *action;		/* what to do where it got worse; %s is the post; NULL: nothing known */
};

extern const struct watch watches[];
extern const size_t n_watches;

/* Stages of a release time, whose means over all declarations are compared. */
struct watch_stage {
	const char *id, *label, *action;
};
extern const struct watch_stage watch_stages[];
extern const size_t n_watch_stages;

#endif
