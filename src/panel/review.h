/* review.h - what came of a decision: the figure it stands beside, week by week before and after it, and whether that is more than
 * chance. */
#ifndef PANEL_REVIEW_H
#define PANEL_REVIEW_H

#include "history.h"
#include "insight/outcome.h"

struct review {
	int32_t start;			/* TIME_DAY_NONE: there is nothing to ask */
	const char *before, *after;	/* "31.4 h  95 % interval 30.1–32.6, n 1 204, 28 May–25 Nov 2026" */
	const char *effect;		/* "−4.1 h (−6.0 to −2.2)" beside the course before; "" none */
	const char *glyph, *sentence;	/* in words a minister can repeat */
	const char *reform;		/* what Reform says of an initiative for the same figure; "" none */
	enum canvas_role role;
	struct history history;		/* weeks before and after, marked where it began */
};

/* note: a decision, or an action that was done. All in the arena. */
bool review_load(const struct panel_context *context, const struct note *note, struct arena *arena, struct review *ret_review,
	struct err *err);

#endif
