/* steer.h - where the terminal's cursor is, and the shortest way to somewhere else. */
#ifndef TUI_STEER_H
#define TUI_STEER_H

#include <stddef.h>
#include <stdint.h>

#include "caps.h"

enum { STEER_MAX = 96, STEER_MOVES = 1024 };

/* A way that was found, remembered: many ways to send a frame are tried out, with the same moves. */
struct steer_move {
	int16_t row, col, to_row, to_col;
	uint8_t n;			/* 0: none */
	char bytes[15];
};

struct steer {
	const struct caps *caps;
	int rows, cols;			/* of the screen */
	int row, col;			/* -1: not known; the row alone may be known, where the cursor waits at the right edge */
	struct steer_move *moves;	/* STEER_MOVES of them, of this terminal at this size; NULL: nothing is remembered */
};

void steer_lost(struct steer *steer);
/* Writes the bytes that lead to a cell (not NUL-terminated) and returns how many; 0 when the cursor is there. The cursor
 * itself is moved by whoever sends them. */
size_t steer_find(const struct steer *steer, int row, int col, char move[STEER_MAX]);

#endif
