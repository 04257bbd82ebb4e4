/* steer.h - where the terminal's cursor is, and the shortest way to somewhere else. */
#ifndef TUI_STEER_H
#define TUI_STEER_H

#include <stddef.h>

#include "caps.h"

enum { STEER_MAX = 96 };

struct steer {
	const struct caps *caps;
	int rows, cols;			/* of the screen */
	int row, col;			/* -1: not known */
};

void steer_lost(struct steer *steer);
/* Writes the bytes that lead to a cell (not NUL-terminated) and returns how many; 0 when the cursor is there. The cursor
 * itself is moved by whoever sends them. */
size_t steer_find(const struct steer *steer, int row, int col, char move[STEER_MAX]);

#endif
