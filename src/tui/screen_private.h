/* screen_private.h - what the files share that turn a canvas into bytes: screen.c, frame.c, row.c, brush.c, scroll.c. */
#ifndef TUI_SCREEN_PRIVATE_H
#define TUI_SCREEN_PRIVATE_H

#include "screen.h"
#include "steer.h"

enum { SCREEN_COLS_MAX = 500, SCREEN_ROWS_MAX = 300, SCREEN_TURNS = 127 };

struct screen_cell {
	char text[16];
	uint8_t width;			/* 0: the right half of the wide character before it */
	struct look look;
};

/* A change of the pen and its bytes, remembered. */
struct screen_turn {
	struct look from, to;
	uint8_t n;			/* 0: none */
	char bytes[39];
};

struct screen {
	const struct caps *caps;
	int cols, rows;
	struct screen_cell *shown, *wanted;	/* rows * cols */
	bool known;			/* shown is what the terminal shows */
	int erased, erased_end;		/* rows from the one up to the other are blank, whatever shown says */
	bool *sent;			/* rows * cols: cells that are right already, whatever shown says; of one try */
	struct steer steer;
	struct look pen;
	bool pen_known;
	struct screen_turn turns[SCREEN_TURNS];
	struct steer_move moves[STEER_MOVES];
	struct text tries[2];		/* ways to send a row */
	struct text frames[2];		/* ways to send all of them */
};

extern const struct screen_cell screen_blank;
/* What a row of the terminal shows; NULL: nothing. */
const struct screen_cell *screen_shown_row(const struct screen *screen, int row);
bool screen_cell_equals(const struct screen_cell *a, const struct screen_cell *b);

#endif
