/* page.c - runs of cells for the writers of pages. It decides which characters are sure to be one cell wide
 * in a monospaced font (Latin, boxes, blocks) and leaves all others alone in their cell. */
#include "page.h"

#include <string.h>

#include "base/width.h"

struct page_colours page_colours_of(const struct theme *theme, enum canvas_role role)
{
	const struct theme_style *style = &theme->styles[role];
	struct page_colours colours = {
		.fg = style->fg_rgb, .bg = style->bg_rgb, .has_bg = style->bg_rgb != UINT32_MAX};

	if (!colours.has_bg)
		colours.bg = theme->page_bg;
	if (style->reverse) {
		uint32_t fg = colours.fg;

		colours.fg = colours.bg;
		colours.bg = fg;
		colours.has_bg = true;
	}
	return colours;
}

static bool is_sure(const struct canvas_cell *cell)
{
	size_t n = strlen(cell->text), len;
	int32_t code = n ? width_decode(cell->text, n, &len) : -1;

	if (code < 0 || len < n || cell->width != 1)
		return false;
	return code < 0x250 || (code >= 0x2010 && code <= 0x2027) || code == 0x2212 ||
	       (code >= 0x2500 && code <= 0x2593);
}

bool page_run_next(const struct canvas *canvas, int row, int col, struct page_run *ret_run)
{
	const struct canvas_cell *first;
	struct page_run run;

	while (col < canvas->cols && canvas_at(canvas, col, row)->width == 0)
		col++;
	if (col >= canvas->cols)
		return false;
	first = canvas_at(canvas, col, row);
	run = (struct page_run){.col = col,
		.role = first->role,
		.blank = strcmp(first->text, " ") == 0,
		.alone = !is_sure(first)};
	run.cells = first->width;
	while (!run.alone && col + run.cells < canvas->cols) {
		const struct canvas_cell *cell = canvas_at(canvas, col + run.cells, row);

		if (cell->role != run.role || !is_sure(cell))
			break;
		run.blank = run.blank && strcmp(cell->text, " ") == 0;
		run.cells++;
	}
	*ret_run = run;
	return true;
}

void page_run_append(const struct canvas *canvas, int row, const struct page_run *run, struct text *out)
{
	for (int i = 0; i < run->cells; i++) {
		const char *s = canvas_at(canvas, run->col + i, row)->text;

		text_append_xml(out, s, strlen(s));
	}
}

void page_append_title(struct text *out, const char *title)
{
	struct text safe = TEXT_INIT;

	if (!title || !*title)
		title = "Tidewaiter";
	width_filter(&safe, title, strlen(title));
	text_append_xml(out, safe.data, safe.len);
	out->failed |= safe.failed;
	text_finish(&safe);
}
