/* canvas.h - a grid of cells with roles: what a screen is before it meets a terminal, a file or a page.
 *
 * Panels draw on areas of it; writers and the terminal only read cells. Every string passes the display filter of
 * base/width.h here, so nothing from data can leave its cells. All drawing is clipped to the area. */
#ifndef CANVAS_CANVAS_H
#define CANVAS_CANVAS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/text.h"

/* What a cell means; themes map roles to colours (canvas/theme.h), and mono themes to bold, underline, reverse. */
enum canvas_role {
	CANVAS_PLAIN, CANVAS_LABEL, CANVAS_VALUE, CANVAS_TITLE, CANVAS_MUTED, CANVAS_ACCENT, CANVAS_GOOD, CANVAS_BAD,
	CANVAS_WARNING, CANVAS_SELECTION, CANVAS_BAR /* scope bar */, CANVAS_TAB, CANVAS_TAB_ACTIVE, CANVAS_KEY, CANVAS_RULE, CANVAS_AXIS,
	CANVAS_SERIES, CANVAS_SERIES_2, CANVAS_LIMIT,
	CANVAS_OWNER_CUSTOMS, CANVAS_OWNER_AGENCY, CANVAS_OWNER_TRADER, CANVAS_OWNER_TERMINAL, CANVAS_OWNER_SHARED,
	CANVAS_LANE_GREEN, CANVAS_LANE_BLUE, CANVAS_LANE_YELLOW, CANVAS_LANE_ORANGE, CANVAS_LANE_RED,
	CANVAS_ROLES
};

struct canvas_cell {
	char text[16];		/* UTF-8: one base and its combining marks; "" for the right half of a wide character */
	uint8_t width;		/* 1 or 2; 0 for the right half */
	uint8_t role;
};

struct canvas {
	int cols, rows;
	bool ascii;		/* draw with ASCII twins only */
	bool letters;		/* with ascii: letters of names stay as they are, signs and charts do not */
	int cursor_col, cursor_row;	/* where the hardware cursor stands: the focused item; -1 none */
	struct canvas_cell *cells;	/* rows * cols, row by row */
};

/* cols 1..500, rows 1..300: clamped. */
bool canvas_create(int cols, int rows, bool ascii, struct canvas **ret_canvas, struct err *err);
void canvas_destroy(struct canvas *canvas);
void canvas_clear(struct canvas *canvas);
const struct canvas_cell *canvas_at(const struct canvas *canvas, int col, int row);

struct canvas_area {
	struct canvas *canvas;
	int col, row, cols, rows;	/* in cells of the canvas; may be empty */
};

struct canvas_area canvas_whole(struct canvas *canvas);
/* Part of an area, clipped to it. */
struct canvas_area canvas_sub(struct canvas_area area, int col, int row, int cols, int rows);
struct canvas_area canvas_rows(struct canvas_area area, int first, int n);
struct canvas_area canvas_cols(struct canvas_area area, int first, int n);

/* Text at a cell of the area, cut at its right edge (with an ellipsis); returns the cells used. */
int canvas_put(struct canvas_area area, int col, int row, enum canvas_role role, const char *text);
int canvas_putf(struct canvas_area area, int col, int row, enum canvas_role role, const char *format, ...)
	__attribute__((format(printf, 5, 6)));
/* Within `cells`, cut when longer; the rest is filled with spaces. Right: right-aligned. */
int canvas_put_left(struct canvas_area area, int col, int row, int cells, enum canvas_role role, const char *text);
int canvas_put_right(struct canvas_area area, int col, int row, int cells, enum canvas_role role, const char *text);
/* Words wrapped into the area from (0, row); returns the rows used (at most max_rows; the last one ends in an ellipsis). */
int canvas_wrap(struct canvas_area area, int row, int max_rows, enum canvas_role role, const char *text);
int canvas_wrap_rows(int cols, const char *text);	/* rows that would take, with room for all of it */
void canvas_fill(struct canvas_area area, enum canvas_role role, const char *glyph);
/* "── Title            note": where a part begins. note may be NULL; it gives way to the title. */
void canvas_heading(struct canvas_area area, int row, const char *title, const char *note);
/* What lies below a heading in row 0, a blank cell off both edges: where a chart goes. */
struct canvas_area canvas_below_heading(struct canvas_area area);
void canvas_focus(struct canvas_area area, int col, int row);	/* puts the hardware cursor */

#endif
