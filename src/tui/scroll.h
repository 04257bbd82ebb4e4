/* scroll.h - rows that only moved: found, and moved by the terminal instead of being sent again. */
#ifndef TUI_SCROLL_H
#define TUI_SCROLL_H

#include "screen_private.h"

struct scroll {
	int top, bottom;		/* rows that take part, both included */
	int by;				/* > 0: up */
};

/* The one move that saves most; false where none saves anything. */
bool scroll_find(const struct screen *screen, struct scroll *ret_scroll);
/* Appends the bytes; what is shown follows. The pen is plain. */
void scroll_apply(struct screen *screen, const struct scroll *scroll, const struct screen_cell *blank, struct text *out);

#endif
