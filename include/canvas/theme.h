/* theme.h - how each role looks: 16-colour and 256-colour index, RGB, and mono attributes. Okabe-Ito based, safe for
 * colour-blind eyes, text at WCAG AA against its background. */
#ifndef CANVAS_THEME_H
#define CANVAS_THEME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "canvas/canvas.h"

struct theme_style {
	int16_t fg16, bg16;		/* -1: the terminal's own */
	int16_t fg256, bg256;
	uint32_t fg_rgb, bg_rgb;	/* 0xRRGGBB for SVG and HTML; bg UINT32_MAX: the page's */
	bool bold, underline, reverse, dim;
	bool faint;			/* a live terminal of 256 colours that can, dims its own colour instead: shorter to send */
};

struct theme {
	const char *name;		/* "dark" "light" "contrast" "mono" */
	uint32_t page_fg, page_bg;
	struct theme_style styles[CANVAS_ROLES];
};

size_t theme_count(void);
const struct theme *theme_at(size_t index);
const struct theme *theme_find(const char *name);	/* NULL when there is none */

#endif
