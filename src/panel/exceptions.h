/* exceptions.h - what is worse than its target or its limits, post by post, in sentences; and the good news. */
#ifndef PANEL_EXCEPTIONS_H
#define PANEL_EXCEPTIONS_H

#include "panel/panel.h"

struct exception {
	const char *glyph, *sentence;
	enum canvas_role role;
	double size;			/* what they are ranked by; good news is below 0 */
	struct panel_focus focus;
};

struct exceptions {
	struct exception *items;	/* worst first, good news last */
	size_t n;
	size_t n_worse;			/* of them, not good news */
	size_t n_resting;		/* left out: they were seen, or put off */
	size_t n_posts, n_silent;	/* posts that ever sent records; silent ones among them */
	double silent_hours;
	const char *silent;		/* "Qasr: 40 h": the one that has been silent longest, "" none */
};

/* How many posts report, and which is silent: no items. */
bool exceptions_load_posts(const struct panel_context *context, struct arena *arena, struct exceptions *ret_exceptions, struct err *err);
bool exceptions_load(const struct panel_context *context, struct arena *arena, struct exceptions *ret_exceptions,
	struct err *err);

#endif
