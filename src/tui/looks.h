/* looks.h - how the roles of a theme look on a terminal: with its colours, eight of them, or none. */
#ifndef TUI_LOOKS_H
#define TUI_LOOKS_H

#include "canvas/canvas.h"
#include "canvas/theme.h"
#include "pen.h"

/* mono: without colour, whatever the terminal has. */
void looks_of(const struct caps *caps, const struct theme *theme, bool mono, struct look ret_looks[CANVAS_ROLES]);

#endif
