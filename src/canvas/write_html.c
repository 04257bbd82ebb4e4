/* write_html.c - a canvas as a whole page that runs nothing and fetches nothing: a <pre> of spans, a class
 * for each role.
 *
 * What a font may not have (braille, wide letters, signs) stands in a box of its own of one or two ch, so
 * that columns stay straight. Right-to-left text keeps the order of its cells. */
#include "canvas/writers.h"

#include <string.h>

#include "page.h"

static void write_styles(const struct theme *theme, struct text *out)
{
	text_appendf(out, "<style>\nhtml{background:#%06x;color:#%06x}\nbody{margin:1rem}\n", theme->page_bg,
		theme->page_fg);
	text_append(out, "pre{font:14px/1.16 'DejaVu Sans Mono','Cascadia Mono','Liberation "
			 "Mono',Menlo,Consolas,monospace;margin:0;"
			 "direction:ltr;unicode-bidi:bidi-override}\n"
			 "i{font-style:normal;display:inline-block;width:1ch;overflow:hidden;vertical-align:"
			 "bottom;white-space:pre}\n"
			 ".w{width:2ch}\n");
	for (int role = 0; role < CANVAS_ROLES; role++) {
		const struct theme_style *style = &theme->styles[role];
		struct page_colours colours = page_colours_of(theme, (enum canvas_role)role);

		text_appendf(out, ".r%d{color:#%06x", role, colours.fg);
		if (colours.has_bg)
			text_appendf(out, ";background:#%06x", colours.bg);
		if (style->bold)
			text_append(out, ";font-weight:bold");
		if (style->underline)
			text_append(out, ";text-decoration:underline");
		text_append(out, "}\n");
	}
	text_append(out,
		"@media print{html{-webkit-print-color-adjust:exact;print-color-adjust:exact}}\n</style>\n");
}

static void write_head(const struct theme *theme, const char *title, struct text *out)
{
	text_append(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
			 "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
			 "style-src 'unsafe-inline'\">\n"
			 "<meta name=\"viewport\" content=\"width=device-width\">\n<title>");
	page_append_title(out, title);
	text_append(out, "</title>\n");
	write_styles(theme, out);
	text_append(out, "</head>\n<body>\n<main>\n<pre>\n");
}

/* Blanks at the end of a row are kept only where they can be seen. */
static void write_row(const struct canvas *canvas, const struct theme *theme, int row, struct text *out)
{
	struct page_run run;
	int open = -1;

	for (int col = 0; page_run_next(canvas, row, col, &run); col = run.col + run.cells) {
		bool quiet = run.blank && !page_colours_of(theme, run.role).has_bg &&
			     !theme->styles[run.role].underline;
		int role = quiet || run.role == CANVAS_PLAIN ? -1 : (int)run.role;

		if (quiet && run.col + run.cells >= canvas->cols)
			break;
		if (role != open && open >= 0)
			text_append(out, "</span>");
		if (role != open && role >= 0)
			text_appendf(out, "<span class=\"r%d\">", role);
		open = role;
		if (run.alone)
			text_append(out, run.cells == 2 ? "<i class=\"w\">" : "<i>");
		page_run_append(canvas, row, &run, out);
		if (run.alone)
			text_append(out, "</i>");
	}
	if (open >= 0)
		text_append(out, "</span>");
	text_put(out, '\n');
}

void canvas_write_html(
	const struct canvas *canvas, const struct theme *theme, const char *title, struct text *out)
{
	write_head(theme, title, out);
	for (int row = 0; row < canvas->rows; row++)
		write_row(canvas, theme, row, out);
	text_append(out, "</pre>\n</main>\n</body>\n</html>\n");
}
