/* frame.h - the rows of a frame as bytes, by the shortest of several plans. */
#ifndef TUI_FRAME_H
#define TUI_FRAME_H

#include "screen_private.h"

/* Appends what makes the terminal show the wanted rows. */
void frame_send(struct screen *screen, struct text *out);

#endif
