/* frame.h - what stands around a panel: scope bar, tabs, hint line. */
#ifndef PANEL_FRAME_H
#define PANEL_FRAME_H

#include "panel/panel.h"

struct frame {
	const struct panel_context *context;
	const char *age;		/* "data 1 h", "" unknown */
	enum canvas_role age_role;
	const char *work;		/* "playing 40 %", "" nothing goes on behind the screen */
	const struct panel_ops *view;	/* the tab that is lit */
	const char *trail;		/* "Arrival to release > Port Salim", "" at the top of a view */
};

void frame_paint_scope(const struct frame *frame, struct canvas_area area);	/* one row */
void frame_paint_tabs(const struct frame *frame, struct canvas_area area);	/* one row */

typedef bool frame_can(const void *context, enum request request);
/* Hints by rank as far as they fit; help and quit keep their place. One row. */
void frame_paint_hints(struct canvas_area area, frame_can *can, const void *context);

#endif
