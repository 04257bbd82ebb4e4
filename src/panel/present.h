/* present.h - p: the dashboard for a room. Slides one after another, names masked, the key that was pressed shown. */
#ifndef PANEL_PRESENT_H
#define PANEL_PRESENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "canvas/canvas.h"

struct dashboard;
struct panel_ops;

enum { SLIDES_MAX = 16 };

struct presenting {
	bool on, blank, frozen;
	const struct panel_ops *slides[SLIDES_MAX];
	size_t n, slide;
	int dwell;			/* seconds a slide stays; 0: until a key */
	size_t ground;			/* places below the slides */
	bool masked_before;
	char key[16];			/* the last one pressed */
};

/* Begins; [present] of the configuration may say `slides = figures, brief, time` and `dwell = 20`. */
void present_begin(struct dashboard *d);
void present_end(struct dashboard *d);
/* A key while presenting; false: it is an ordinary one. */
bool present_key(struct dashboard *d, uint32_t key);
void present_paint_foot(const struct dashboard *d, struct canvas_area area);	/* one row */

#endif
