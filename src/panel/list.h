/* list.h - rows with columns: sorted, scrolled by pages, one of them selected. What a row holds lives in the panel's arena; row
 * and sort outlive a load. */
#ifndef PANEL_LIST_H
#define PANEL_LIST_H

#include "canvas/charts.h"
#include "panel/panel.h"

enum { LIST_COLUMNS = 12 };

struct list_cell {
	const char *text;
	double sort;			/* NaN sorts last; used where the column is right-aligned, else the text */
	enum canvas_role role;
	const double *trend;
	size_t n_trend;
};

struct list_row {
	struct list_cell cells[LIST_COLUMNS];
	struct panel_focus focus;
	double exception;		/* how far beyond its target or limits; 0 none: e goes by this, worst first */
	size_t order;			/* as loaded */
};

struct list {
	const char *title, *note;	/* note may be NULL; both live in the arena or are constant */
	const char *empty;		/* said where there are no rows */
	const struct chart_column *columns;	/* constant; titles may be replaced in title_of */
	size_t n_columns;
	struct list_row **rows;
	size_t n_rows, cap_rows;
	struct chart_table_cell *cells;	/* of the rows in their order, for drawing */
	size_t selected;
	int sort;			/* column, -1 as loaded */
	bool reverse;
	bool paired;			/* rows belong to the one above them: they do not sort */
	bool pending;			/* its rows come in behind the picture */
	size_t awaited;			/* for so many of them there is room meanwhile, so that nothing below moves when they come */
};

/* One that does: made with its own arena (panel.h, more). */
struct list_later {
	struct panel_more more;
	struct list list;
};

/* As read fills it: what a panel's more() returns. NULL: it failed. */
struct panel_more *list_later_read(bool (*read)(struct list *list, const struct panel_context *context, struct arena *arena, struct err *err),
	const struct panel_context *context, struct err *err);
/* Takes over what came in, in place of what came before it. */
void list_later_take(struct list_later **later, struct panel_more *more);

void list_init(struct list *list);			/* once: nothing sorted */
void list_await(struct list *list, const char *title);	/* its rows are still to come */
/* Takes over what was read behind the picture, as long as `made` lives; row and sort stay. made NULL: it was not to be had, and why. */
void list_adopt(struct list *list, const struct list *made, const char *failed);
/* The row that speaks of the same figure, if there is one. */
void list_select(struct list *list, const struct panel_focus *focus);
/* Whether a request is about rows. */
bool list_waits(enum request request);
void list_forget(struct list *list);			/* what lives in the arena; row and sort stay */
/* Columns, and room for n rows. */
bool list_begin(struct list *list, const struct chart_column *columns, size_t n_columns, size_t n, struct arena *arena,
	struct err *err);
/* Marks a row as an exception of this size (0: none), unless it rests (note.h). Its focus is whole by then. */
void list_except(struct list_row *row, double size, const struct panel_context *context);
struct list_row *list_add(struct list *list);		/* NULL beyond the room asked for */
void list_sort(struct list *list, int column);		/* as s does; the first row is selected */
void list_end(struct list *list);			/* sorts, keeps the row within bounds */

/* Returns REQ_NONE when taken. page: rows of one page. */
enum request list_on_request(struct list *list, enum request request, int page);
void list_look(struct list *list, struct panel_look *look);
bool list_can(const struct list *list, enum request request);
/* e and E over all lists of a panel: worst first within each, from one to the next. `shown` has the keys; *pane is moved by as many lists
 * as the exception is further on. False where there is none. */
bool list_hop_across(struct list *const *lists, size_t n, size_t shown, int *pane, bool forward);
bool list_any_exception(const struct list *list);
const struct list_row *list_selected(const struct list *list);	/* NULL when empty */
void list_focus(const struct list *list, struct panel_focus *ret_focus);
/* Heading and rows; the focused list has the cursor. */
void list_paint(const struct list *list, struct canvas_area area, bool focused);
/* The list `first` with the keys, and below it those that follow it, round, as far as they find room; of these, empty ones are
 * left out; none is shown below one whose rows are still to come. */
void list_paint_stack(const struct list *lists, size_t n, size_t first, struct canvas_area area, bool focused);
void list_write_csv(const struct list *list, struct text *out);	/* titles and rows, as shown */
int list_height(const struct list *list);		/* rows it would like, heading included */

#endif
