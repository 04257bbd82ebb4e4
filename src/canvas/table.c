/* table.c - rows and columns that fit: columns drop by priority, numbers stand right, the first column takes
 * what is left.
 *
 * The mark of the chosen row is one cell in the gutter, since a reversed row costs hundreds of bytes on a
 * slow line. Sorting and scrolling are the caller's. */
#include "draw.h"

#include <math.h>
#include <stdlib.h>

enum { COLUMNS_MAX = 32, GUTTER = 2, FIRST_MIN = 6, FIRST_WHOLE = 12, FIRST_TELLS = 9 };

struct layout {
	bool shown[COLUMNS_MAX];
	int start[COLUMNS_MAX], cells[COLUMNS_MAX];
};

static int wished(const struct chart_table *table, size_t c)
{
	return draw_max(1, table->columns[c].cells);
}

static int sum_of_cells(const struct chart_table *table, const struct layout *layout, size_t n, int gap)
{
	int sum = 0;

	for (size_t c = 0; c < n; c++) {
		if (layout->shown[c])
			sum += (c ? gap : 0) + wished(table, c);
	}
	return sum;
}

/* The least important column that is still shown, the rightmost among equals; the first one and priority 0
 * stay. */
static size_t least(const struct chart_table *table, const struct layout *layout, size_t n)
{
	size_t found = 0;

	for (size_t c = 1; c < n; c++) {
		if (layout->shown[c] && table->columns[c].priority > 0 &&
			(found == 0 || table->columns[c].priority >= table->columns[found].priority))
			found = c;
	}
	return found;
}

/* The longest text of a column, over all rows, so that scrolling moves nothing. */
static int longest(struct canvas_area area, const struct chart_table *table, size_t c)
{
	int longest_cells = draw_width(area, table->columns[c].title) + (table->columns[c].sorted ? 2 : 0);

	for (size_t r = 0; r < table->n_rows; r++)
		longest_cells = draw_max(
			longest_cells, draw_width(area, table->cells[r * table->n_columns + c].text));
	return longest_cells;
}

/* What is left goes to the first column as far as its texts need it, then to a last column of words. */
static void spread(
	struct canvas_area area, const struct chart_table *table, struct layout *layout, size_t n, int need, int left)
{
	int more = draw_min(left, draw_max(0, need - layout->cells[0]));
	size_t last = 0;

	if (left < 0) {
		layout->cells[0] = draw_max(FIRST_MIN, layout->cells[0] + left);
		return;
	}
	layout->cells[0] += more;
	left -= more;
	for (size_t c = 1; c < n; c++) {
		if (layout->shown[c])
			last = c;
	}
	if (last > 0 && !table->columns[last].right && left > 0)
		layout->cells[last] +=
			draw_min(left, draw_max(0, longest(area, table, last) - layout->cells[last]));
}

/* Names cut so short that rows look alike tell nothing: then columns go that always stand elsewhere, the rightmost first, but for one. */
static void make_room_for_names(const struct chart_table *table, struct layout *layout, size_t n, int need, int room)
{
	int wanted = need <= FIRST_WHOLE ? need : FIRST_TELLS;
	size_t shown = 0;

	for (size_t c = 0; c < n; c++)
		shown += layout->shown[c];
	for (size_t c = n; c-- > 1 && shown > 2;) {
		if (room - sum_of_cells(table, layout, n, 1) + wished(table, 0) >= wanted)
			return;
		shown -= layout->shown[c];
		layout->shown[c] = false;
	}
}

static void lay_out(struct canvas_area area, const struct chart_table *table, size_t n, struct layout *layout)
{
	int gap = 1, room = area.cols - GUTTER, col = GUTTER, need = longest(area, table, 0);
	size_t drop;

	*layout = (struct layout){0};
	for (size_t c = 0; c < n; c++) {
		layout->shown[c] = true;
		layout->cells[c] = wished(table, c);
	}
	while (sum_of_cells(table, layout, n, gap) > room && (drop = least(table, layout, n)) > 0)
		layout->shown[drop] = false;
	make_room_for_names(table, layout, n, need, room);
	/* Names cut short cost more than a second blank between columns is worth. */
	if (sum_of_cells(table, layout, n, 2) + draw_max(0, need - wished(table, 0)) <= room)
		gap = 2;
	spread(area, table, layout, n, need, room - sum_of_cells(table, layout, n, gap));
	for (size_t c = 0; c < n; c++) {
		if (!layout->shown[c])
			continue;
		layout->start[c] = col;
		col += layout->cells[c] + gap;
	}
}

static void put_title(struct canvas_area area, const struct chart_column *column, int col, int cells)
{
	const char *arrow = column->descending ? "▼" : "▲";
	enum canvas_role role = column->sorted ? CANVAS_ACCENT : CANVAS_LABEL;
	int room = draw_min(cells, area.cols - col),
	    title = draw_min(draw_width(area, column->title), column->sorted ? room - 1 : room);

	if (room <= 0)
		return;
	if (!column->sorted) {
		(column->right ? canvas_put_right : canvas_put_left)(area, col, 0, room, role, column->title);
		return;
	}
	if (column->right) {
		canvas_put_right(area, col, 0, room - 1, role, column->title);
		canvas_put(area, col + room - 1, 0, role, arrow);
	} else {
		canvas_put_left(area, col, 0, title, role, column->title);
		canvas_put(area, col + draw_max(title, 0), 0, role, arrow);
	}
}

static void put_cell(struct canvas_area area, const struct chart_column *column,
	const struct chart_table_cell *cell, int col, int cells, int row)
{
	const char *text = cell->text ? cell->text : "–";
	enum canvas_role role = cell->text ? cell->role : CANVAS_MUTED;

	if (cell->trend)
		chart_sparkline(area, col, row, cells, cell->trend, cell->n_trend, NAN, NAN,
			cell->role == CANVAS_PLAIN ? CANVAS_MUTED : cell->role);
	else if (column->right)
		canvas_put_right(area, col, row, cells, role, text);
	else
		canvas_put(canvas_cols(area, 0, col + cells), col, row, role, text);
}

static void put_row(struct canvas_area area, const struct chart_table *table, const struct layout *layout,
	size_t n, size_t r, int row)
{
	for (size_t c = 0; c < n; c++) {
		if (layout->shown[c] && layout->start[c] < area.cols)
			put_cell(area, &table->columns[c], &table->cells[r * table->n_columns + c],
				layout->start[c], layout->cells[c], row);
	}
}

static void mark(struct canvas_area area, const struct chart_table *table, int head, size_t page)
{
	long row = table->selected - (long)table->first;
	bool visible = table->selected >= 0 && row >= 0 && (size_t)row < page &&
		       (size_t)table->selected < table->n_rows;

	if (visible)
		canvas_put(area, 0, head + (int)row, table->focused ? CANVAS_ACCENT : CANVAS_MUTED, "▶");
	if (visible && table->focused)
		canvas_focus(area, 0, head + (int)row);
	if (table->first > 0 && !(visible && row == 0))
		canvas_put(area, 0, head, CANVAS_MUTED, "↑");
	if (table->first + page < table->n_rows && !(visible && (size_t)row + 1 == page))
		canvas_put(area, 0, head + (int)page - 1, CANVAS_MUTED, "↓");
}

size_t chart_table(struct canvas_area area, const struct chart_table *table)
{
	size_t n = table->n_columns < COLUMNS_MAX ? table->n_columns : COLUMNS_MAX, page;
	int head = area.rows >= 2 && (area.rows >= 3 || table->n_rows <= 1) ? 1 : 0;
	struct layout layout;

	if (area.cols <= 0 || area.rows <= 0 || n == 0)
		return 0;
	page = (size_t)(area.rows - head);
	lay_out(area, table, n, &layout);
	for (size_t c = 0; head && c < n; c++) {
		if (layout.shown[c])
			put_title(area, &table->columns[c], layout.start[c], layout.cells[c]);
	}
	if (table->n_rows == 0) {
		canvas_put(area, draw_min(GUTTER, area.cols - 1), head, CANVAS_MUTED, "no data");
		return page;
	}
	for (size_t i = 0; i < page && table->first + i < table->n_rows; i++)
		put_row(area, table, &layout, n, table->first + i, head + (int)i);
	mark(area, table, head, page);
	return page;
}
