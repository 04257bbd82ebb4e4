/* draw_all.h - every chart with one set of worked figures, so that golden and property tests draw the same.
 */
#ifndef TEST_DRAW_ALL_H
#define TEST_DRAW_ALL_H

#include "canvas/charts.h"

struct sample {
	const char *name;
	void (*draw)(struct canvas_area area);
};

const struct sample *samples(size_t *ret_n);

#endif
