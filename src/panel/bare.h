/* bare.h - what a first screen has for data without milestones: declarations by day, where hits are found, and one sentence on what
 * cannot be shown and which columns that would take. */
#ifndef PANEL_BARE_H
#define PANEL_BARE_H

#include "list.h"

enum { BARE_DAYS = 56 };

struct bare {
	const char *cannot;		/* the sentence */
	struct list posts, chapters;
	struct chart_column columns[2][5];	/* of posts, of chapters */
	double by_day[BARE_DAYS];
	int32_t first_day;
};

bool bare_load(struct bare *bare, const struct panel_context *context, struct arena *arena, struct err *err);
void bare_paint_days(const struct bare *bare, struct canvas_area area);

#endif
