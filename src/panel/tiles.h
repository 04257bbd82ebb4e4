/* tiles.h - the first-screen dozen: which figures, in which order, with their counter-figure and trend. */
#ifndef PANEL_TILES_H
#define PANEL_TILES_H

#include "canvas/charts.h"
#include "exceptions.h"
#include "figures.h"
#include "history.h"

enum { TILES_MAX = 12 };

struct tile {
	const char *name, *short_name;	/* the short one fits 18 cells */
	const char *value, *target;
	const char *counter, *count;	/* "P90 96 h", "n 1 204" */
	struct figures_verdict verdict;
	const double *trend;
	size_t n_trend;
	struct history history;		/* the same trend as a chart */
	bool has_value;
	struct panel_focus focus;
};

struct tiles {
	struct tile items[TILES_MAX];
	size_t n, n_values;		/* tiles; those that have a value */
};

/* The dozen; a figure that the data cannot give is a dash that names the missing column. */
bool tiles_load(const struct panel_context *context, const struct exceptions *exceptions, struct arena *arena,
	struct tiles *ret_tiles, struct err *err);
/* The same without verdicts, targets and pasts, and blank where they or other posts would have to be known. */
bool tiles_sketch(const struct panel_context *context, struct arena *arena, struct tiles *ret_tiles, struct err *err);
/* Only figures that the data can give, for data without milestones. */
bool tiles_load_given(const struct panel_context *context, const struct exceptions *exceptions, struct arena *arena,
	struct tiles *ret_tiles, struct err *err);

void tiles_paint(const struct tile *tile, struct canvas_area area, bool selected);
/* On one line: name, value, verdict. */
void tiles_paint_line(const struct tile *tile, struct canvas_area area, int row, bool selected);

#endif
