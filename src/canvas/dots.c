/* dots.c - braille as a raster. The dots live in the cells themselves, so nothing has to be allocated; on an
 * ASCII canvas a cell is one of ' . : which stand for the dots' height. */
#include "dots.h"

#include <stdlib.h>
#include <string.h>

#include "base/width.h"

struct dots dots_of(struct canvas_area area)
{
	return (struct dots){.area = area, .width = area.cols * 2, .height = area.rows * 4};
}

/* What is in the cell: its dots, 0 for a blank, -1 for a character that must stay. */
static int dots_in(const struct dots *dots, int col, int row)
{
	const struct canvas_cell *cell =
		canvas_at(dots->area.canvas, dots->area.col + col, dots->area.row + row);
	size_t n = strlen(cell->text), len;
	int32_t code = n ? width_decode(cell->text, n, &len) : -1;

	if (code == ' ')
		return 0;
	return code >= 0x2800 && code < 0x2900 ? code - 0x2800 : -1;
}

static void set_ascii(const struct dots *dots, int col, int row, bool high, enum canvas_role role)
{
	const char *now = canvas_at(dots->area.canvas, dots->area.col + col, dots->area.row + row)->text;
	const char *other = high ? "." : "'", *own = high ? "'" : ".";

	if (strcmp(now, other) == 0)
		canvas_put(dots->area, col, row, role, ":");
	else if (strcmp(now, " ") == 0 || strcmp(now, own) == 0 || strcmp(now, ":") == 0)
		canvas_put(dots->area, col, row, role, strcmp(now, ":") == 0 ? ":" : own);
}

void dots_set(const struct dots *dots, int x, int y, enum canvas_role role)
{
	static const uint8_t bits[4][2] = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};
	char bytes[5] = "";
	int held;

	if (x < 0 || y < 0 || x >= dots->width || y >= dots->height)
		return;
	if (dots->area.canvas->ascii && dots->ascii) {
		if (draw_is_blank(dots->area, x / 2, y / 4, 1))
			canvas_put(dots->area, x / 2, y / 4, role, dots->ascii);
		return;
	}
	if (dots->area.canvas->ascii) {
		set_ascii(dots, x / 2, y / 4, y % 4 < 2, role);
		return;
	}
	held = dots_in(dots, x / 2, y / 4);
	if (held < 0)
		return;
	bytes[width_encode((uint32_t)(0x2800 + (held | bits[y % 4][x % 2])), bytes)] = '\0';
	canvas_put(dots->area, x / 2, y / 4, role, bytes);
}

void dots_line(const struct dots *dots, int x0, int y0, int x1, int y1, int dash, enum canvas_role role)
{
	int steps = draw_max(abs(x1 - x0), abs(y1 - y0));

	for (int i = 0; i <= steps; i++) {
		int x = x0 + (steps ? (int)(((long)(x1 - x0) * i * 2 + steps) / (2 * steps)) : 0);
		int y = y0 +
			(steps ? (int)(((long)(y1 - y0) * i * 2 + (y1 >= y0 ? steps : -steps)) / (2 * steps))
			       : 0);

		/* Dashes go by place, not by count, so that short pieces of a curve still make one dashed
		 * curve. */
		if (dash == 0 || (x / dash) % 2 == 0)
			dots_set(dots, x, y, role);
	}
}
