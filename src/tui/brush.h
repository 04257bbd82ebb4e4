/* brush.h - the pen and the cursor of the terminal, followed byte for byte while cells are sent. */
#ifndef TUI_BRUSH_H
#define TUI_BRUSH_H

#include "screen_private.h"

/* Where the terminal stands: what has to be put back when bytes are thrown away unsent. */
struct brush_stand {
	struct steer steer;
	struct look pen;
	bool pen_known;
};

struct brush_stand brush_stand(const struct screen *screen);
void brush_stand_at(struct screen *screen, struct brush_stand stand);

bool brush_is_space(const struct screen_cell *cell);
void brush_pen(struct screen *screen, struct look look, struct text *out);
/* A space needs only its background; the pen turns to what is sent next (may be NULL), if that has the same. */
void brush_pen_for_space(struct screen *screen, struct look space, const struct screen_cell *next, struct text *out);
/* To a cell of the row that cells[] is to become. */
void brush_go(struct screen *screen, const struct screen_cell *cells, int row, int col, struct text *out);
void brush_put(struct screen *screen, const struct screen_cell *cells, int row, int col, const struct screen_cell *next, struct text *out);

#endif
