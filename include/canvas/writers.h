/* writers.h - a canvas as text, ANSI, SVG, HTML. Output is appended; `out->failed` tells when memory ran out. */
#ifndef CANVAS_WRITERS_H
#define CANVAS_WRITERS_H

#include "canvas/canvas.h"
#include "canvas/theme.h"

/* Rows end in LF, trailing spaces removed; no colour. */
void canvas_write_text(const struct canvas *canvas, struct text *out);
/* With SGR sequences of the theme (colours 0, 16 or 256), reset at each line's end. */
void canvas_write_ansi(const struct canvas *canvas, const struct theme *theme, int colours, struct text *out);
/* Self-contained; characters on a fixed grid; title and description for screen readers. */
void canvas_write_svg(const struct canvas *canvas, const struct theme *theme, const char *title, struct text *out);
/* A whole page, no scripts, CSP meta. */
void canvas_write_html(const struct canvas *canvas, const struct theme *theme, const char *title, struct text *out);
/* Golden form: the text, then the roles as letters, so that tests see both. */
void canvas_write_golden(const struct canvas *canvas, struct text *out);

#endif
