/* write_svg.c - a canvas as one self-contained picture.
 *
 * Cells stand on a fixed grid: each run of characters is placed at its column and stretched to its cells by
 * textLength, so columns stay straight in any font. Title and description carry the words for screen readers.
 * No scripts, nothing fetched. */
#include "canvas/writers.h"

#include <string.h>

#include "page.h"

/* The usual advance is 0.602 em: 13.3 px makes a cell of 8 px also where textLength is ignored, and blocks
 * touch at 15 px. */
enum { CELL_WIDTH = 8, CELL_HEIGHT = 15, BASELINE = 12, MARGIN = 8 };

static void write_head(
	const struct canvas *canvas, const struct theme *theme, const char *title, struct text *out)
{
	int width = canvas->cols * CELL_WIDTH + 2 * MARGIN, height = canvas->rows * CELL_HEIGHT + 2 * MARGIN;
	struct text words = TEXT_INIT;

	text_append(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
	text_appendf(out,
		"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"%d %d %d "
		"%d\" ",
		width, height, -MARGIN, -MARGIN, width, height);
	text_append(out, "role=\"img\" aria-labelledby=\"title desc\">\n<title id=\"title\">");
	page_append_title(out, title);
	text_append(out, "</title>\n<desc id=\"desc\">");
	canvas_write_text(canvas, &words);
	text_append_xml(out, words.data, words.len);
	out->failed |= words.failed;
	text_finish(&words);
	text_append(out, "</desc>\n<style>\n"
			 "text{font:13.3px 'DejaVu Sans Mono','Cascadia Mono','Liberation "
			 "Mono',Menlo,Consolas,monospace;"
			 "white-space:pre;direction:ltr;unicode-bidi:bidi-override}\n"
			 ".b{font-weight:bold}.u{text-decoration:underline}\n</style>\n");
	text_appendf(out, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"#%06x\"/>\n", -MARGIN,
		-MARGIN, width, height, theme->page_bg);
}

static void write_background(const struct page_run *run, int row, uint32_t rgb, struct text *out)
{
	text_appendf(out, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"#%06x\"/>\n",
		run->col * CELL_WIDTH, row * CELL_HEIGHT, run->cells * CELL_WIDTH, CELL_HEIGHT, rgb);
}

static bool is_blank(const struct canvas *canvas, int col, int row)
{
	return strcmp(canvas_at(canvas, col, row)->text, " ") == 0;
}

static void write_piece(const struct canvas *canvas, const struct theme *theme, int row,
	const struct page_run *piece, struct text *out)
{
	const struct theme_style *style = &theme->styles[piece->role];

	text_appendf(out,
		"<text x=\"%d\" y=\"%d\" textLength=\"%d\" lengthAdjust=\"spacingAndGlyphs\" "
		"xml:space=\"preserve\" fill=\"#%06x\"",
		piece->col * CELL_WIDTH, row * CELL_HEIGHT + BASELINE, piece->cells * CELL_WIDTH,
		page_colours_of(theme, piece->role).fg);
	if (style->bold || style->underline)
		text_appendf(out, " class=\"%s%s%s\"", style->bold ? "b" : "",
			style->bold && style->underline ? " " : "", style->underline ? "u" : "");
	text_put(out, '>');
	page_run_append(canvas, row, piece, out);
	text_append(out, "</text>\n");
}

/* Pieces between two or more blanks are placed by themselves: some programs fold blanks, and would stretch
 * the rest. */
static void write_run(const struct canvas *canvas, const struct theme *theme, int row,
	const struct page_run *run, struct text *out)
{
	struct page_colours colours = page_colours_of(theme, run->role);
	int end = run->col + run->cells;

	if (colours.has_bg)
		write_background(run, row, colours.bg, out);
	for (int col = run->col; col < end;) {
		struct page_run piece = *run;
		int stop = col;

		if (is_blank(canvas, col, row)) {
			col++;
			continue;
		}
		while (stop < end && !(is_blank(canvas, stop, row) &&
					     (stop + 1 >= end || is_blank(canvas, stop + 1, row))))
			stop++;
		piece.col = col;
		piece.cells = stop - col;
		write_piece(canvas, theme, row, &piece, out);
		col = stop;
	}
}

void canvas_write_svg(
	const struct canvas *canvas, const struct theme *theme, const char *title, struct text *out)
{
	struct page_run run;

	write_head(canvas, theme, title, out);
	for (int row = 0; row < canvas->rows; row++) {
		for (int col = 0; page_run_next(canvas, row, col, &run); col = run.col + run.cells)
			write_run(canvas, theme, row, &run, out);
	}
	text_append(out, "</svg>\n");
}
