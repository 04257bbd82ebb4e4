/* big.c - letters out of blocks. A form is five rows of dots; all are made of full cells, so that a terminal without fine blocks
 * shows the same. */
#include "canvas/big.h"

#include <string.h>

#include "base/width.h"
#include "draw.h"

enum { SCALE_MAX = 4, DOT_CELLS = 2 };

struct form {
	const char *character;
	const char *rows[BIG_ROWS];
};

static const struct form forms[] = {
	{ "0", { "###", "# #", "# #", "# #", "###" } }, { "1", { " # ", "## ", " # ", " # ", "###" } },
	{ "2", { "###", "  #", "###", "#  ", "###" } }, { "3", { "###", "  #", "###", "  #", "###" } },
	{ "4", { "# #", "# #", "###", "  #", "  #" } }, { "5", { "###", "#  ", "###", "  #", "###" } },
	{ "6", { "###", "#  ", "###", "# #", "###" } }, { "7", { "###", "  #", "  #", "  #", "  #" } },
	{ "8", { "###", "# #", "###", "# #", "###" } }, { "9", { "###", "# #", "###", "  #", "###" } },
	{ ".", { " ", " ", " ", " ", "#" } }, { ",", { " ", " ", " ", "#", "#" } }, { ":", { " ", "#", " ", "#", " " } },
	{ "-", { "   ", "   ", "###", "   ", "   " } }, { "–", { "   ", "   ", "###", "   ", "   " } },
	{ "+", { "   ", " # ", "###", " # ", "   " } }, { "/", { "  #", "  #", " # ", "#  ", "#  " } },
	{ "%", { "#   #", "   # ", "  #  ", " #   ", "#   #" } },
	{ "h", { "#  ", "#  ", "###", "# #", "# #" } }, { "d", { "  #", "  #", "###", "# #", "###" } },
	{ "x", { "   ", "# #", " # ", "# #", "   " } }, { "k", { "#  ", "# #", "## ", "# #", "# #" } },
	{ "o", { "   ", "   ", "###", "# #", "###" } }, { "f", { " ##", " # ", "###", " # ", " # " } },
	{ "M", { "#   #", "## ##", "# # #", "#   #", "#   #" } }, { " ", { " ", " ", " ", " ", " " } },
};

static const struct form *form_at(const char *text, size_t *ret_len)
{
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		*ret_len = strlen(forms[i].character);
		if (strncmp(text, forms[i].character, *ret_len) == 0)
			return &forms[i];
	}
	width_decode(text, strlen(text), ret_len);
	return NULL;
}

static bool is_thin_space(const char *text)
{
	return strncmp(text, "\u2009", 3) == 0 || strncmp(text, "\u00a0", 2) == 0;
}

int big_cells(const char *text, int scale)
{
	int dots = 0;
	size_t len;

	for (; *text; text += len) {
		const struct form *form = form_at(text, &len);

		if (is_thin_space(text))
			dots += 1;
		else
			dots += (form ? (int)strlen(form->rows[0]) : 1) + 1;
	}
	return dots > 0 ? (dots - 1) * scale * DOT_CELLS : 0;
}

int big_scale(struct canvas_area area, const char *text)
{
	int scale = SCALE_MAX;

	while (scale > 0 && (big_cells(text, scale) > area.cols || scale * BIG_ROWS > area.rows))
		scale--;
	return scale;
}

void big_put(struct canvas_area area, int col, int row, int scale, enum canvas_role role, const char *text)
{
	const char *dot = area.canvas->ascii ? "#" : "█";
	size_t len;

	for (; *text; text += len) {
		const struct form *form = form_at(text, &len);
		int dots = form ? (int)strlen(form->rows[0]) : 1;

		if (is_thin_space(text)) {
			col += scale * DOT_CELLS;
			continue;
		}
		for (int y = 0; form && y < BIG_ROWS; y++)
			for (int x = 0; x < dots; x++)
				if (form->rows[y][x] == '#')
					canvas_fill(canvas_sub(area, col + x * scale * DOT_CELLS, row + y * scale, scale * DOT_CELLS, scale), role, dot);
		if (!form) {
			char small[8];

			memcpy(small, text, len < sizeof(small) ? len : 0);
			small[len < sizeof(small) ? len : 0] = '\0';
			canvas_put(area, col, row + (BIG_ROWS - 1) * scale, role, small);
		}
		col += (dots + 1) * scale * DOT_CELLS;
	}
}
