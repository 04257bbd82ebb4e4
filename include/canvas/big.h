/* big.h - figures that can be read across a room: each character five dots high, drawn with blocks, or # in ASCII.
 *
 * Digits, signs, units and capital letters have forms of their own; any other character keeps its small one. */
#ifndef CANVAS_BIG_H
#define CANVAS_BIG_H

#include "canvas/canvas.h"

enum { BIG_ROWS = 5 };				/* rows at scale 1; a dot is then two cells wide */

int big_cells(const char *text, int scale);	/* cells that the text takes */
/* The largest scale (0 to 4) at which the text fits into the area; 0: not even once, draw it small. */
int big_scale(struct canvas_area area, const char *text);
void big_put(struct canvas_area area, int col, int row, int scale, enum canvas_role role, const char *text);

#endif
