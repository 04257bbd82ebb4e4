/* screen.h - what the terminal shows, as far as it was sent, and the bytes that make it show a canvas instead.
 *
 * Only what differs is sent; blanks are erased where that is shorter; rows that only moved are scrolled; looks that cannot be
 * told apart are not switched. ncurses' own optimiser needs a fifth more bytes for our screens (it resets all attributes before
 * each change of one). Knows no terminal but its capabilities. */
#ifndef TUI_SCREEN_H
#define TUI_SCREEN_H

#include "canvas/canvas.h"
#include "caps.h"
#include "pen.h"

struct screen;

/* caps is borrowed. */
bool screen_create(const struct caps *caps, struct screen **ret_screen, struct err *err);
void screen_destroy(struct screen *screen);			/* accepts NULL */

/* The next update clears the terminal and sends everything. */
void screen_forget(struct screen *screen);
/* Appends the bytes for canvas, cut to its first cols x rows cells, looks[] being how each role looks here. */
bool screen_update(struct screen *screen, const struct canvas *canvas, int cols, int rows, const struct look looks[CANVAS_ROLES],
	struct text *out, struct err *err);

#endif
