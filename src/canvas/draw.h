/* draw.h - what all charts share: bars in eighths, lines, figures as text, the words for "nothing here". */
#ifndef CANVAS_DRAW_H
#define CANVAS_DRAW_H

#include "canvas/charts.h"

/* A column of a bar `eighths` high, standing on the bottom row of the area. */
void draw_column(struct canvas_area area, int col, int eighths, enum canvas_role role);
/* A bar from `from` to `to`, in eighths of a cell from the left edge of the area. Its left end is rounded to
 * a cell. */
void draw_span(struct canvas_area area, int row, int from, int to, enum canvas_role role);
void draw_repeat(
	struct canvas_area area, int col, int row, int cells, enum canvas_role role, const char *glyph);
/* A vertical line over all rows of the area, only where nothing stands yet. */
void draw_upright(struct canvas_area area, int col, enum canvas_role role, const char *glyph);
bool draw_is_blank(struct canvas_area area, int col, int row, int cells);
/* A remark at the right end of row 0, two cells from what was `used` at the left; false where it has no room. */
bool draw_note(struct canvas_area area, int used, const char *note);
/* "no data", centred; as much as fits. */
void draw_no_data(struct canvas_area area);
/* Cells that a text takes on this canvas. */
int draw_width(struct canvas_area area, const char *text);
/* The verdict's glyph, so that it does not rest on colour: ✗ ✓ · !, and "" for other roles. */
const char *draw_verdict_glyph(enum canvas_role role);
/* Who owns a stretch of time: the letter that says so where there is no colour. NULL for roles that own
 * nothing. */
struct draw_owner {
	char letter;
	const char *name;
};
const struct draw_owner *draw_owner_of(enum canvas_role role);
double draw_clamp(double value, double low, double high);
int draw_min(int a, int b);
int draw_max(int a, int b);

#endif
