/* write_text.c - a canvas as plain lines, and in the golden form of the tests. No colour, no control bytes
 * but LF. */
#include "canvas/writers.h"

#include <string.h>

static bool is_blank(const struct canvas_cell *cell)
{
	return cell->width == 0 || strcmp(cell->text, " ") == 0;
}

void canvas_write_text(const struct canvas *canvas, struct text *out)
{
	for (int row = 0; row < canvas->rows; row++) {
		int end = canvas->cols;

		while (end > 0 && is_blank(canvas_at(canvas, end - 1, row)) &&
			canvas_at(canvas, end - 1, row)->width != 0)
			end--;
		for (int col = 0; col < end; col++)
			text_append(out, canvas_at(canvas, col, row)->text);
		text_put(out, '\n');
	}
}

/* A letter a role: '.' plain, then a..z, A..Z in the order of the enum. A blank says nothing, whatever its
 * role. */
static char role_letter(const struct canvas_cell *cell)
{
	static const char letters[] = ".abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

	if (is_blank(cell) && cell->role != CANVAS_SELECTION && cell->role != CANVAS_BAR)
		return ' ';
	return cell->role < sizeof(letters) - 1 ? letters[cell->role] : '?';
}

void canvas_write_golden(const struct canvas *canvas, struct text *out)
{
	canvas_write_text(canvas, out);
	text_appendf(out, "-- roles, cursor %d,%d\n", canvas->cursor_col, canvas->cursor_row);
	for (int row = 0; row < canvas->rows; row++) {
		size_t start = out->len;

		for (int col = 0; col < canvas->cols; col++)
			text_put(out, role_letter(canvas_at(canvas, col, row)));
		while (out->len > start && out->data[out->len - 1] == ' ')
			out->data[--out->len] = '\0';
		text_put(out, '\n');
	}
}
