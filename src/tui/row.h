/* row.h - a row of the frame as bytes, by the shortest of many ways. */
#ifndef TUI_ROW_H
#define TUI_ROW_H

#include "screen_private.h"

/* Appends what makes the terminal show the wanted row. */
void row_send(struct screen *screen, int row, struct text *out);

#endif
