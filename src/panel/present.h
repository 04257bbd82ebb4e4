/* present.h - p: the dashboard for a room. Slides one after another, names masked, the key that was pressed shown. */
#ifndef PANEL_PRESENT_H
#define PANEL_PRESENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "canvas/canvas.h"

struct dashboard;
struct panel_ops;

enum { SLIDES_MAX = 16 };

struct slide {
	const struct panel_ops *ops;
	int dwell;			/* seconds it stays; 0: until a key */
};

struct presenting {
	bool on, blank, frozen;
	struct slide slides[SLIDES_MAX];
	size_t n, slide;
	int64_t since;			/* ms: when the slide came, or the last key */
	size_t ground;			/* places below the slides */
	bool masked_before;
	char key[16];			/* the last one pressed */
};

/* Begins. slides: "figures:30, brief, time:45", each with the seconds it stays; NULL: `slides` and `dwell` of [present] in the
 * configuration. False with a sentence where a name is no slide, or there is no room. */
bool present_begin(struct dashboard *d, const char *slides, struct err *err);
void present_end(struct dashboard *d);
/* A key while presenting; false: it is an ordinary one. */
bool present_key(struct dashboard *d, uint32_t key);
int present_due(const struct dashboard *d);		/* ms until the slide turns by itself; -1: it does not */
void present_turn(struct dashboard *d);			/* to the next slide, as Space does */
void present_paint_foot(const struct dashboard *d, struct canvas_area area);	/* one row */

#endif
