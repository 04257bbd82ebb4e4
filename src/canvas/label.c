/* label.c - keeps labels off each other. A label that has no place is left out: an unnamed point is better
 * than two names that cannot be read. */
#include "label.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* Of a name; points, rules and curves are none. */
static bool is_letter(const char *s)
{
	unsigned char first = (unsigned char)s[0];

	return isalnum(first) || (first >= 0xc3 && first != 0xe2);
}

/* Whether a label may stand here: blanks and curves give way, and no other name touches it. */
static bool is_free(struct canvas_area area, int col, int row, int cells)
{
	if (col < 0 || row < 0 || row >= area.rows || cells <= 0 || col + cells > area.cols)
		return false;
	for (int c = draw_max(col - 1, 0); c < draw_min(col + cells + 1, area.cols); c++) {
		const char *s = canvas_at(area.canvas, area.col + c, area.row + row)->text;
		bool inside = c >= col && c < col + cells;
		bool curve = (unsigned char)s[0] == 0xe2 && (unsigned char)s[1] >= 0xa0 &&
			     (unsigned char)s[1] <= 0xa3;
		bool ascii_curve = area.canvas->ascii && s[0] && strchr(".':", s[0]) && s[1] == '\0';

		if (inside ? strcmp(s, " ") != 0 && !curve && !ascii_curve : is_letter(s))
			return false;
	}
	return true;
}

bool label_beside(struct canvas_area area, int col, int row, enum canvas_role role, const char *text)
{
	static const int rows[] = {0, -1, 1};
	int width = draw_width(area, text);

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		int right = i == 0 ? col + 2 : col + 1, left = i == 0 ? col - 1 - width : col - width;

		if (is_free(area, right, row + rows[i], width)) {
			canvas_put(area, right, row + rows[i], role, text);
			return true;
		}
		if (is_free(area, left, row + rows[i], width)) {
			canvas_put(area, left, row + rows[i], role, text);
			return true;
		}
	}
	return false;
}

bool label_margin(struct canvas_area area, int row, int side, enum canvas_role role, const char *text)
{
	int width = draw_min(draw_width(area, text), area.cols);

	for (int away = 0; away < area.rows; away++) {
		for (int turn = 0; turn < 2; turn++) {
			int at = row + (turn ? -side : side) * away;

			if (!is_free(area, 0, at, width))
				continue;
			canvas_put(area, 0, at, role, text);
			return true;
		}
	}
	return false;
}
