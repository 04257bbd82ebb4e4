/* write_ansi.c - a canvas with SGR sequences, for pipes into pagers and for `show --as ansi`.
 *
 * Colour ends at each line's end, so a line can be cut out alone. Indices only (16 or 256), which every
 * terminal maps into its own palette; it moves no cursor. */
#include "canvas/writers.h"

#include <string.h>

static void put_index(struct text *out, int index, int colours, bool background)
{
	int base = background ? 40 : 30;

	if (index < 0)
		return;
	if (colours >= 256)
		text_appendf(out, ";%d;5;%d", base + 8, index);
	else
		text_appendf(out, ";%d", index < 8 ? base + index : base + 60 + index - 8);
}

static void put_style(struct text *out, const struct theme_style *style, int colours)
{
	text_append(out, "\x1b[0");
	if (style->bold)
		text_append(out, ";1");
	if (style->dim)
		text_append(out, ";2");
	if (style->underline)
		text_append(out, ";4");
	if (style->reverse)
		text_append(out, ";7");
	if (colours >= 16) {
		put_index(out, colours >= 256 ? style->fg256 : style->fg16, colours, false);
		put_index(out, colours >= 256 ? style->bg256 : style->bg16, colours, true);
	}
	text_put(out, 'm');
}

/* Where nothing can be seen: a blank of a role without background, underline or reverse. */
static bool is_unseen(const struct canvas_cell *cell, const struct theme *theme)
{
	const struct theme_style *style = &theme->styles[cell->role];

	return strcmp(cell->text, " ") == 0 && style->bg256 < 0 && style->bg16 < 0 && !style->underline &&
	       !style->reverse;
}

static void write_row(
	const struct canvas *canvas, const struct theme *theme, int colours, int row, struct text *out)
{
	int end = canvas->cols, role = -1;

	while (end > 0 && is_unseen(canvas_at(canvas, end - 1, row), theme))
		end--;
	for (int col = 0; col < end; col++) {
		const struct canvas_cell *cell = canvas_at(canvas, col, row);

		if (cell->role != role && !(role >= 0 && is_unseen(cell, theme) &&
						  is_unseen(canvas_at(canvas, col - 1, row), theme))) {
			role = cell->role;
			put_style(out, &theme->styles[role], colours);
		}
		text_append(out, cell->text);
	}
	text_append(out, role >= 0 ? "\x1b[0m\n" : "\n");
}

void canvas_write_ansi(const struct canvas *canvas, const struct theme *theme, int colours, struct text *out)
{
	for (int row = 0; row < canvas->rows; row++)
		write_row(canvas, theme, colours, row, out);
}
