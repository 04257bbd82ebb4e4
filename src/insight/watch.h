/* watch.h - which figures are looked at, and which of them say the same thing. */
#ifndef INSIGHT_WATCH_H
#define INSIGHT_WATCH_H

#include <stdbool.h>
#include <stddef.h>

#include "insight/phrases.h"
#include "kpi/kpi.h"

/* Of one family the strongest finding of a post is told. */
enum watch_family {
	FAMILY_TIME, FAMILY_STOCK, FAMILY_HITS, FAMILY_CONTROL, FAMILY_LANES, FAMILY_INSPECTIONS, FAMILY_REVENUE, FAMILY_FACILITATION,
	FAMILY_VOLUME, FAMILY_INTEGRITY, FAMILY_DATA,
};

struct watch {
	const char *id, *category;	/* category NULL: none */
	enum watch_family family;
	enum phrase action;		/* what to do where it got worse, without its full stop; 0: nothing known */
	bool is_core;			/* stands on the first screen: may alarm sooner than the rest, and is looked at day by day */
};

/* What is known of a figure beyond its entry; NULL: nothing. */
const struct watch *watch_find(const struct kpi_def *def, const char *category);
enum watch_family watch_family_of(const struct kpi_def *def, const char *category);
bool watch_is_core(const struct kpi_def *def, const char *category);

extern const struct watch watches[];
extern const size_t n_watches;

/* Whether a figure has charts: every one that has a good direction, what the table above names, and plain counts; not those that are
 * to date, nor those whose past cannot be had without reading all goods again. */
bool watch_has_chart(const struct kpi_def *def);
/* A share of files that turns with how long they wait: where work queues up, it falls as times rise. */
bool watch_is_of_waiting(const struct kpi_def *def);
/* Weeks until a week of it is complete: what becomes of a file registered today is not known today. */
int watch_settles(const struct kpi_def *def);

/* Stages of a release time, whose means over all declarations are compared. */
struct watch_stage {
	const char *id;
	enum phrase label, action;
};
extern const struct watch_stage watch_stages[];
extern const size_t n_watch_stages;

#endif
