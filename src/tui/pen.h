/* pen.h - how characters look, and the fewest bytes that change it from one look to another. */
#ifndef TUI_PEN_H
#define TUI_PEN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"
#include "caps.h"

struct look {
	int16_t fg, bg;			/* -1: the terminal's own */
	bool bold, dim, underline, reverse;
};

#define LOOK_PLAIN ((struct look){.fg = -1, .bg = -1})

bool look_equals(struct look a, struct look b);
/* What of a look shows on a space: looks whose blanks equal need no switch between them. */
struct look look_of_blank(struct look look);

/* Appends what turns the look `from` into `to`; known false: whatever the terminal has now. */
void pen_change(const struct caps *caps, struct look from, struct look to, bool known, struct text *out);

#endif
