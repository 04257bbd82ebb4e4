/* dots.h - a raster of 2 x 4 dots a cell, for curves: each layer has a role, later layers win a cell. */
#ifndef CANVAS_DOTS_H
#define CANVAS_DOTS_H

#include "draw.h"

struct dots {
	struct canvas_area area;
	int width, height; /* in dots */
	const char *ascii; /* what stands for it on an ASCII canvas, where only blanks take it; NULL: . ' : */
};

struct dots dots_of(struct canvas_area area);
/* Dot (x, y) from the top left. A cell that already holds dots keeps them and takes the new role; other
 * characters stay. */
void dots_set(const struct dots *dots, int x, int y, enum canvas_role role);
/* A line; dash n draws n dots, then leaves n out (0: solid). */
void dots_line(const struct dots *dots, int x0, int y0, int x1, int y1, int dash, enum canvas_role role);

#endif
