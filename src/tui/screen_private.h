/* screen_private.h - what screen.c and scroll.c share. */
#ifndef TUI_SCREEN_PRIVATE_H
#define TUI_SCREEN_PRIVATE_H

#include "screen.h"
#include "steer.h"

struct screen_cell {
	char text[16];
	uint8_t width;			/* 0: the right half of the wide character before it */
	struct look look;
};

struct screen {
	const struct caps *caps;
	int cols, rows;
	struct screen_cell *shown, *wanted;	/* rows * cols */
	bool known;			/* shown is what the terminal shows */
	struct steer steer;
	struct look pen;
	bool pen_known;
};

bool screen_cell_equals(const struct screen_cell *a, const struct screen_cell *b);

#endif
