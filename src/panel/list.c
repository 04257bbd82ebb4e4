/* list.c - the table that every panel shares: keys move, sort and hop, charts.h draws.
 *
 * Scrolling is by whole pages and follows from the selected row alone, so painting needs no memory, and a step within a
 * page sends two cells over a slow line. What the columns mean is the panel's affair. */
#include "list.h"
#include "drill.h"
#include "note.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/width.h"

/* Below this, words are cut short so that a second figure or the verdict finds room. */
enum { NARROW = 50, GUTTER = 2, HEADING_CELLS = 9 /* rules and blanks around title and note */ };

void list_init(struct list *list)
{
	*list = (struct list){ .sort = -1 };
}

void list_await(struct list *list, const char *title)
{
	list->title = title;
	list->note = NULL;
	list->empty = "Being read …";
	list->pending = true;
	list->awaited = 1;
}

struct panel_more *list_later_read(bool (*read)(struct list *list, const struct panel_context *context, struct arena *arena, struct err *err),
	const struct panel_context *context, struct err *err)
{
	struct list_later *later = panel_more_create(sizeof(*later), err);

	if (later)
		list_init(&later->list);
	return panel_more_finish(later, later && read(&later->list, context, &later->more.arena, err));
}

void list_later_take(struct list_later **later, struct panel_more *more)
{
	if (*later)
		panel_more_free(&(*later)->more);
	*later = (struct list_later *)more;
}

static bool same_row(const struct panel_focus *a, const struct panel_focus *b)
{
	return strcmp(a->kpi, b->kpi) == 0 && strcmp(a->stat, b->stat) == 0 && strcmp(a->category, b->category) == 0 &&
	       strcmp(a->filter_name, b->filter_name) == 0 && strcmp(a->filter_value, b->filter_value) == 0;
}

void list_adopt(struct list *list, const struct list *made, const char *failed)
{
	struct list own = *list;

	if (!made) {		/* its rows may be gone already */
		list_forget(list);
		list->title = own.title;
		list->empty = failed;
		return;
	}
	*list = *made;
	list->selected = own.selected;
	list->sort = own.sort;
	list->reverse = own.reverse;
	list_end(list);
}

void list_select(struct list *list, const struct panel_focus *focus)
{
	for (size_t i = 0; i < list->n_rows; i++)
		if (same_row(&list->rows[i]->focus, focus)) {
			list->selected = i;
			return;
		}
}

bool list_waits(enum request request)
{
	switch (request) {
	case REQ_EXCEPTION_NEXT:
	case REQ_EXCEPTION_PREVIOUS:
	case REQ_UP:
	case REQ_DOWN:
	case REQ_FIRST:
	case REQ_LAST:
	case REQ_PAGE_UP:
	case REQ_PAGE_DOWN:
	case REQ_SORT:
	case REQ_SORT_REVERSE:
	case REQ_DRILL:
	case REQ_PROOF:
	case REQ_FILTER:
	case REQ_EXPORT: return true;
	default: return false;
	}
}

void list_forget(struct list *list)
{
	list->rows = NULL;
	list->cells = NULL;
	list->n_rows = list->cap_rows = 0;
	list->title = list->note = NULL;
	list->pending = false;
}

bool list_begin(struct list *list, const struct chart_column *columns, size_t n_columns, size_t n, struct arena *arena,
	struct err *err)
{
	struct list_row *rows = arena_array(arena, n + 1, sizeof(*rows));

	list->rows = arena_array(arena, n + 1, sizeof(*list->rows));
	list->cells = arena_array(arena, (n + 1) * n_columns, sizeof(*list->cells));
	if (!rows || !list->rows || !list->cells)
		return err_memory(err);
	for (size_t i = 0; i < n; i++)
		list->rows[i] = &rows[i];
	list->columns = columns;
	list->n_columns = n_columns < LIST_COLUMNS ? n_columns : LIST_COLUMNS;
	list->n_rows = 0;
	list->cap_rows = n;
	return true;
}

struct list_row *list_add(struct list *list)
{
	struct list_row *row;

	if (list->n_rows == list->cap_rows)
		return NULL;
	row = list->rows[list->n_rows];
	row->order = list->n_rows++;
	for (size_t i = 0; i < list->n_columns; i++)
		row->cells[i].sort = NAN;
	return row;
}

void list_except(struct list_row *row, double size, const struct panel_context *context)
{
	row->focus.exception = size > 0;
	row->focus.size = size;
	row->exception = size > 0 && !note_rests(context, &row->focus) ? size : 0;
}

static int compare_cells(const struct list *list, const struct list_cell *a, const struct list_cell *b)
{
	bool a_none, b_none;

	if (!list->columns[list->sort].right && !isnan(a->sort) && !isnan(b->sort))
		return (a->sort > b->sort) - (a->sort < b->sort);	/* days under their names */
	if (!list->columns[list->sort].right)
		return strcmp(a->text ? a->text : "", b->text ? b->text : "");
	a_none = isnan(a->sort);
	b_none = isnan(b->sort);
	if (a_none || b_none)
		return a_none - b_none;
	return a->sort > b->sort ? -1 : a->sort < b->sort;
}

static int compare_rows(const void *a, const void *b, void *context)
{
	const struct list *list = context;
	const struct list_row *left = *(struct list_row *const *)a, *right = *(struct list_row *const *)b;
	int order = 0;

	if (list->sort >= 0)
		order = compare_cells(list, &left->cells[list->sort], &right->cells[list->sort]);
	if (order == 0)
		order = left->order < right->order ? -1 : left->order > right->order;
	return list->reverse ? -order : order;
}

static void fill_cells(struct list *list)
{
	for (size_t r = 0; r < list->n_rows; r++) {
		for (size_t c = 0; c < list->n_columns; c++) {
			const struct list_cell *cell = &list->rows[r]->cells[c];

			list->cells[r * list->n_columns + c] = (struct chart_table_cell){ .text = cell->text ? cell->text : "",
				.role = cell->role, .trend = cell->trend, .n_trend = cell->n_trend };
		}
	}
}

static void sort_rows(struct list *list)
{
	if (list->sort >= (int)list->n_columns)
		list->sort = -1;
	qsort_r(list->rows, list->n_rows, sizeof(*list->rows), compare_rows, list);
	fill_cells(list);
}

void list_end(struct list *list)
{
	sort_rows(list);
	if (list->selected >= list->n_rows)
		list->selected = list->n_rows ? list->n_rows - 1 : 0;
}

/* Sorts again and stays on the row that was selected. */
static void resort(struct list *list)
{
	const struct list_row *row = list_selected(list);

	sort_rows(list);
	for (size_t i = 0; i < list->n_rows; i++)
		if (list->rows[i] == row)
			list->selected = i;
}

void list_sort(struct list *list, int column)
{
	list->sort = column;
	list->reverse = false;
	list->selected = 0;
	sort_rows(list);
}

static void sort_next(struct list *list)
{
	do
		list->sort = list->sort + 1 >= (int)list->n_columns ? -1 : list->sort + 1;
	while (list->sort >= 0 && list->n_rows && list->rows[0]->cells[list->sort].trend);
	resort(list);
}

static void move(struct list *list, long delta)
{
	long to = (long)list->selected + delta;

	if (list->n_rows == 0)
		return;
	list->selected = to < 0 ? 0 : to >= (long)list->n_rows ? list->n_rows - 1 : (size_t)to;
}

/* Exceptions by size, the larger first; equal ones by their place. */
static bool worse(const struct list *list, size_t a, size_t b)
{
	double left = list->rows[a]->exception, right = list->rows[b]->exception;

	return left > right || (left == right && a < b);
}

/* The next exception after the selected row: the largest of the smaller ones, else, where it may begin anew, the largest of all; back the
 * other way. */
static bool hop(struct list *list, bool forward, bool anew)
{
	long best = -1, extreme = -1;
	bool from_exception = list->n_rows && list->rows[list->selected]->exception > 0;

	for (size_t i = 0; i < list->n_rows; i++) {
		if (!(list->rows[i]->exception > 0))
			continue;
		if (extreme < 0 || worse(list, i, (size_t)extreme) == forward)
			extreme = (long)i;
		if (!from_exception || i == list->selected || worse(list, list->selected, i) != forward)
			continue;
		if (best < 0 || worse(list, i, (size_t)best) == forward)
			best = (long)i;
	}
	if (best < 0 && (anew || !from_exception))
		best = extreme;
	if (best < 0)
		return false;
	list->selected = (size_t)best;
	return true;
}

/* The first or last of a list, wherever its row stands. */
static void select_extreme(struct list *list, bool first)
{
	size_t best = list->n_rows;

	for (size_t i = 0; i < list->n_rows; i++)
		if (list->rows[i]->exception > 0 && (best == list->n_rows || worse(list, i, best) == first))
			best = i;
	list->selected = best;
}

bool list_any_exception(const struct list *list)
{
	for (size_t i = 0; i < list->n_rows; i++)
		if (list->rows[i]->exception > 0)
			return true;
	return false;
}

bool list_hop_across(struct list *const *lists, size_t n, size_t shown, int *pane, bool forward)
{
	if (hop(lists[shown], forward, false))
		return true;
	for (size_t i = 1; i < n; i++) {
		size_t at = (shown + (forward ? i : n - i)) % n;

		if (!list_any_exception(lists[at]))
			continue;
		select_extreme(lists[at], forward);
		*pane = (int)(((size_t)*pane + at + n - shown) % n);
		return true;
	}
	return hop(lists[shown], forward, true);
}

enum request list_on_request(struct list *list, enum request request, int page)
{
	if (list->paired && (request == REQ_SORT || request == REQ_SORT_REVERSE))
		return request;
	switch (request) {
	case REQ_UP: move(list, -1); return REQ_NONE;
	case REQ_DOWN: move(list, 1); return REQ_NONE;
	case REQ_PAGE_UP: move(list, -(page > 1 ? page : 1)); return REQ_NONE;
	case REQ_PAGE_DOWN: move(list, page > 1 ? page : 1); return REQ_NONE;
	case REQ_FIRST: list->selected = 0; return REQ_NONE;
	case REQ_LAST: list->selected = list->n_rows ? list->n_rows - 1 : 0; return REQ_NONE;
	case REQ_SORT:
		list->reverse = false;
		sort_next(list);
		return REQ_NONE;
	case REQ_SORT_REVERSE:
		list->reverse = !list->reverse;
		resort(list);
		return REQ_NONE;
	case REQ_EXCEPTION_NEXT:
	case REQ_EXCEPTION_PREVIOUS:
		return hop(list, request == REQ_EXCEPTION_NEXT, true) ? REQ_NONE : request;
	default:
		return request;
	}
}

void list_look(struct list *list, struct panel_look *look)
{
	panel_look_add(look, &list->selected, sizeof(list->selected));
	panel_look_add(look, &list->sort, sizeof(list->sort));
	panel_look_add(look, &list->reverse, sizeof(list->reverse));
}

bool list_can(const struct list *list, enum request request)
{
	switch (request) {
	case REQ_SORT:
	case REQ_SORT_REVERSE:
		return list->n_rows > 1 && !list->paired;
	case REQ_EXCEPTION_NEXT:
	case REQ_EXCEPTION_PREVIOUS:
		return list_any_exception(list);
	default:
		return false;
	}
}

const struct list_row *list_selected(const struct list *list)
{
	return list->selected < list->n_rows ? list->rows[list->selected] : NULL;
}

void list_focus(const struct list *list, struct panel_focus *ret_focus)
{
	const struct list_row *row = list_selected(list);

	if (row)
		*ret_focus = row->focus;
}

int list_height(const struct list *list)
{
	return 2 + (int)(list->n_rows ? list->n_rows : list->pending ? list->awaited : 1);
}

/* "7–12 of 40" where not all rows are seen, else the panel's own note. */
static void paint_heading(const struct list *list, struct canvas_area area, size_t first, size_t page)
{
	const char *title = list->title ? list->title : "", *remark = list->note ? list->note : "";
	size_t last = first + page < list->n_rows ? first + page : list->n_rows;
	char note[160], place[40] = "";

	if (list->n_rows > page)
		snprintf(place, sizeof(place), "%zu–%zu of %zu", first + 1, last, list->n_rows);
	snprintf(note, sizeof(note), "%s%s%s", remark, remark[0] && place[0] ? ", " : "", place);
	/* Where one is matters more than the remark. */
	if (width_of(title, strlen(title)) + width_of(note, strlen(note)) + HEADING_CELLS > area.cols)
		snprintf(note, sizeof(note), "%s", place);
	canvas_heading(area, 0, title, note[0] ? note : NULL);
}

void list_paint(const struct list *list, struct canvas_area area, bool focused)
{
	struct chart_column columns[LIST_COLUMNS];
	struct chart_table table = { .columns = columns, .n_columns = list->n_columns, .cells = list->cells,
		.n_rows = list->n_rows, .selected = -1, .focused = focused };
	size_t page = area.rows > 2 ? (size_t)area.rows - 2 : 1;
	size_t first = list->selected / page * page;

	if (area.rows < 1 || area.cols < 1)
		return;
	paint_heading(list, area, first, page);
	if (list->n_rows == 0) {
		canvas_wrap(canvas_sub(area, GUTTER, 1, area.cols - GUTTER, area.rows - 1), 0, area.rows - 1, CANVAS_MUTED,
			list->empty ? list->empty : "nothing here");
		if (focused)
			canvas_focus(area, 0, area.rows > 1 ? 1 : 0);
		return;
	}
	for (size_t i = 0; i < list->n_columns; i++) {
		columns[i] = list->columns[i];
		columns[i].sorted = (int)i == list->sort;
		columns[i].descending = list->columns[i].right != list->reverse;
		if (area.cols < NARROW && columns[i].cells > (i ? 11 : 13) && !columns[i].right)
			columns[i].cells = i ? 11 : 13;
	}
	table.first = first;
	table.selected = focused ? (long)list->selected : -1;
	chart_table(canvas_rows(area, 1, area.rows - 1), &table);
}

void list_paint_stack(const struct list *lists, size_t n, size_t first, struct canvas_area area, bool focused)
{
	int row = 0, rest = 0;

	for (size_t i = 1; i < n; i++)
		rest += lists[(first + i) % n].n_rows ? list_height(&lists[(first + i) % n]) + 1 : 0;
	for (size_t i = 0; i < n && area.rows - row >= (i ? 4 : 1); i++) {
		const struct list *list = &lists[(first + i) % n];
		int room = area.rows - row, height = list_height(list);

		if (i > 0 && list->pending)
			break;
		if (i > 0 && list->n_rows == 0)
			continue;
		rest -= i > 0 ? height + 1 : 0;
		if (height > room)
			height = room;
		else if (height > room / 2 && room > 24 && height + 1 + rest > room)	/* what follows has half, or as much as it needs */
			height = room / 2 > room - 1 - rest ? room / 2 : room - 1 - rest;
		list_paint(list, canvas_rows(area, row, height), focused && i == 0);
		row += height + 1;
	}
}

void list_write_csv(const struct list *list, struct text *out)
{
	for (size_t k = 0; k < list->n_columns; k++) {
		const char *title = list->columns[k].title ? list->columns[k].title : "";

		if (k)
			text_put(out, ',');
		text_append_csv(out, title, strlen(title));
	}
	text_put(out, '\n');
	for (size_t i = 0; i < list->n_rows; i++) {
		for (size_t k = 0; k < list->n_columns; k++) {
			const char *cell = list->rows[i]->cells[k].text ? list->rows[i]->cells[k].text : "";

			if (k)
				text_put(out, ',');
			width_append_csv(out, cell, strlen(cell));
		}
		text_put(out, '\n');
	}
}
