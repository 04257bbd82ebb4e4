/* label.h - names beside points and lines of a plot: put where nothing stands yet, or not at all. */
#ifndef CANVAS_LABEL_H
#define CANVAS_LABEL_H

#include "draw.h"

/* Beside (col, row): right, left, then a row above and below. Braille dots give way, other characters do not.
 */
bool label_beside(struct canvas_area area, int col, int row, enum canvas_role role, const char *text);
/* In a margin of the area, at `row` or the nearest free row; side -1 looks above first, 1 below. */
bool label_margin(struct canvas_area area, int row, int side, enum canvas_role role, const char *text);

#endif
