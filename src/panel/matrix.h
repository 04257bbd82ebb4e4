/* matrix.h - lists of figures: one KPI a row, or one post, lane, rule ... a row with a KPI in each column. */
#ifndef PANEL_MATRIX_H
#define PANEL_MATRIX_H

#include "figures.h"
#include "list.h"

struct matrix_column {
	const char *id, *stat, *category;	/* stat, category NULL: the headline, any */
	const char *title;
	int cells, priority;
	bool count;			/* how many were counted instead of the value */
	bool interval;			/* the 95 % interval instead of the value */
};

enum { MATRIX_COLUMNS = LIST_COLUMNS - 3 };

/* One row for each of the ids that the catalogue knows: figure, value, n, target, verdict, trend. */
bool matrix_load_figures(struct list *list, const struct panel_context *context, const char *const *ids, size_t n_ids,
	struct arena *arena, struct err *err);

struct matrix {
	struct list *list;
	const char *dim;		/* "office" */
	const struct matrix_column *columns;
	size_t n_columns;
	bool verdict, trend;		/* columns of the first figure's verdict and trend */
	struct chart_column *drawn;	/* room for LIST_COLUMNS, outlives the load */
};
/* One row for each value of the dimension; worse and better cells carry their glyph. */
bool matrix_load(const struct matrix *matrix, const struct panel_context *context, struct arena *arena, struct err *err);

#endif
