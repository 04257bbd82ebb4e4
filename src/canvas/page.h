/* page.h - what the SVG and the HTML writer share: colours of a style on a page, and runs of cells that
 * belong together. */
#ifndef CANVAS_PAGE_H
#define CANVAS_PAGE_H

#include "canvas/canvas.h"
#include "canvas/theme.h"

/* Colours as they are on a page, reverse video resolved. */
struct page_colours {
	uint32_t fg, bg; /* bg is the page's own where the style has none */
	bool has_bg;
};

struct page_colours page_colours_of(const struct theme *theme, enum canvas_role role);

/* A run: cells of one row and one role that are drawn as one piece. Characters that fonts may not have, or
 * have in another width, are runs of their own, so that a font cannot shift what follows. */
struct page_run {
	int col, cells;
	enum canvas_role role;
	bool blank, alone;
};

/* The next run at or after `col`; false at the end of the row. */
bool page_run_next(const struct canvas *canvas, int row, int col, struct page_run *ret_run);
/* Appends the run's characters, escaped. */
void page_run_append(const struct canvas *canvas, int row, const struct page_run *run, struct text *out);
/* Title of a page or picture, made safe; the name of the program when it is empty. */
void page_append_title(struct text *out, const char *title);

#endif
