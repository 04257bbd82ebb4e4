/* screen.c - see screen.h. Rows are compared with what was sent before; the pen and the cursor are followed byte for byte,
 * and whenever the terminal's cursor cannot be known for sure, it is placed anew. */
#include "screen.h"

#include <stdlib.h>
#include <string.h>

#include "scroll.h"

enum { ERASE_GAIN = 4 };	/* an erasure inside a row costs a move behind it as well */

bool screen_create(const struct caps *caps, struct screen **ret_screen, struct err *err)
{
	struct screen *screen = calloc(1, sizeof(*screen));

	if (!screen)
		return err_memory(err);
	screen->caps = caps;
	screen->steer = (struct steer){.caps = caps};
	*ret_screen = screen;
	return true;
}

void screen_destroy(struct screen *screen)
{
	if (!screen)
		return;
	free(screen->shown);
	free(screen->wanted);
	free(screen);
}

void screen_forget(struct screen *screen)
{
	screen->known = false;
}

static const struct screen_cell blank = {.text = " ", .width = 1, .look = {.fg = -1, .bg = -1}};

static bool is_space(const struct screen_cell *cell)
{
	return cell->text[0] == ' ' && cell->text[1] == '\0';
}

static bool is_blank(const struct screen_cell *cell)
{
	return screen_cell_equals(cell, &blank);
}

bool screen_cell_equals(const struct screen_cell *a, const struct screen_cell *b)
{
	return a->width == b->width && look_equals(a->look, b->look) && strcmp(a->text, b->text) == 0;
}

static bool resize(struct screen *screen, int cols, int rows, struct err *err)
{
	size_t n = (size_t)cols * (size_t)rows;

	if (screen->cols == cols && screen->rows == rows)
		return true;
	free(screen->shown);
	free(screen->wanted);
	screen->shown = calloc(n, sizeof(*screen->shown));
	screen->wanted = calloc(n, sizeof(*screen->wanted));
	screen->known = false;
	screen->cols = screen->rows = 0;
	if (!screen->shown || !screen->wanted)
		return err_memory(err);
	screen->cols = cols;
	screen->rows = rows;
	return true;
}

static void take_cell(struct screen_cell *to, const struct canvas_cell *from, const struct look looks[CANVAS_ROLES])
{
	memcpy(to->text, from->text, sizeof(to->text));
	to->width = from->width;
	to->look = looks[from->role];
	if (is_space(to))
		to->look = look_of_blank(to->look);
}

/* A wide character cut at the right edge becomes a blank; so does the last cell of all where writing it would scroll. */
static void take(struct screen *screen, const struct canvas *canvas, const struct look looks[CANVAS_ROLES])
{
	for (int row = 0; row < screen->rows; row++) {
		struct screen_cell *cells = &screen->wanted[row * screen->cols];

		for (int col = 0; col < screen->cols; col++) {
			if (row < canvas->rows && col < canvas->cols)
				take_cell(&cells[col], canvas_at(canvas, col, row), looks);
			else
				cells[col] = blank;
		}
		if (cells[screen->cols - 1].width == 2)
			cells[screen->cols - 1] = blank;
	}
	if (screen->caps->wraps_at_once) {
		struct screen_cell *last = &screen->wanted[screen->rows * screen->cols - 1];

		if (last->width == 0 && screen->cols > 1)
			last[-1] = blank;
		*last = blank;
	}
}

static void pen(struct screen *screen, struct look look, struct text *out)
{
	pen_change(screen->caps, screen->pen, look, screen->pen_known, out);
	screen->pen = look;
	screen->pen_known = true;
}

/* A space needs only the background; the pen turns to what comes next anyway, if that has the same. */
static void pen_for_space(struct screen *screen, struct look space, const struct screen_cell *next, struct text *out)
{
	if (screen->pen_known && look_equals(look_of_blank(screen->pen), space))
		return;
	if (next && look_equals(look_of_blank(next->look), space))
		pen(screen, next->look, out);
	else
		pen(screen, space, out);
}

static void clear(struct screen *screen, struct text *out)
{
	screen->pen_known = false;
	pen(screen, LOOK_PLAIN, out);
	if (screen->caps->csr)		/* whoever had the terminal before may have left rows that alone scroll */
		text_append(out, screen->caps->expand(screen->caps->csr, 0, screen->rows - 1));
	text_append(out, screen->caps->clear);
	for (int i = 0; i < screen->cols * screen->rows; i++)
		screen->shown[i] = blank;
	screen->steer.row = screen->steer.col = 0;
	screen->known = true;
}

/* Between the cursor and col: cells that stand there already and cost less to write again than to jump over. */
static bool rewrite_gap(struct screen *screen, const struct screen_cell *cells, int row, int col, size_t limit, struct text *out)
{
	size_t cost = 0;

	if (screen->steer.row != row || screen->steer.col < 0 || screen->steer.col >= col)
		return false;
	for (int i = screen->steer.col; i < col; i++) {
		struct look look = is_space(&cells[i]) ? look_of_blank(screen->pen) : screen->pen;

		cost += strlen(cells[i].text);
		if (!screen->pen_known || cells[i].width == 0 || cost > limit || !look_equals(cells[i].look, look))
			return false;
	}
	for (int i = screen->steer.col; i < col; i++)
		text_append(out, cells[i].text);
	screen->steer.col = col;
	return true;
}

static void go(struct screen *screen, const struct screen_cell *cells, int row, int col, struct text *out)
{
	char move[STEER_MAX];
	size_t n = steer_find(&screen->steer, row, col, screen->rows, move);

	if (n == 0 || rewrite_gap(screen, cells, row, col, n, out))
		return;
	text_append_n(out, move, n);
	screen->steer.row = row;
	screen->steer.col = col;
}

static const struct screen_cell *next_character(const struct screen *screen, const struct screen_cell *cells, int col)
{
	while (col < screen->cols && is_space(&cells[col]))
		col++;
	return col < screen->cols ? &cells[col] : NULL;
}

static void put(struct screen *screen, const struct screen_cell *cells, int row, int col, struct text *out)
{
	const struct screen_cell *cell = &cells[col];

	go(screen, cells, row, col, out);
	if (is_space(cell))
		pen_for_space(screen, cell->look, next_character(screen, cells, col), out);
	else
		pen(screen, cell->look, out);
	text_append(out, cell->text);
	screen->steer.col = col + cell->width;
	if (screen->steer.col >= screen->cols)
		steer_lost(&screen->steer);	/* terminals differ in where the cursor is then */
}

/* Where the blanks at the end of a row begin. */
static int tail_of(const struct screen *screen, const struct screen_cell *cells)
{
	const struct screen_cell *last = &cells[screen->cols - 1];
	bool erasable = is_blank(last) ||
			(screen->caps->bce && is_space(last) && !last->look.reverse && !last->look.underline);
	int col = screen->cols;

	if (!erasable || !screen->caps->el)
		return col;
	while (col > 0 && screen_cell_equals(&cells[col - 1], last))
		col--;
	return col;
}

/* Erases to the end of the row when that is shorter than writing the blanks that differ; returns the first column done. */
static int erase_tail(struct screen *screen, const struct screen_cell *cells, const struct screen_cell *shown, int row, int from,
	struct text *out)
{
	int tail = tail_of(screen, cells), first, last = screen->cols - 1;

	first = tail > from ? tail : from;
	while (first < screen->cols && screen_cell_equals(&cells[first], &shown[first]))
		first++;
	while (last > first && screen_cell_equals(&cells[last], &shown[last]))
		last--;
	if (first >= screen->cols || last - first + 1 <= (int)strlen(screen->caps->el))
		return screen->cols;
	go(screen, cells, row, first, out);
	pen_for_space(screen, cells[first].look, NULL, out);
	text_append(out, screen->caps->el);
	return first;
}

/* Blanks inside a row: how many from col on can be erased with profit. */
static int erasable(const struct screen *screen, const struct screen_cell *cells, const struct screen_cell *shown, int col, int end)
{
	int n = 0, needed = 0;

	if (!screen->caps->ech)
		return 0;
	for (int i = col; i < end && is_blank(&cells[i]); i++) {
		n++;
		if (!screen_cell_equals(&cells[i], &shown[i]))
			needed = n;
	}
	if (needed <= (int)strlen(screen->caps->expand(screen->caps->ech, needed, 0)) + ERASE_GAIN)
		return 0;
	return needed;
}

static void row_update(struct screen *screen, int row, struct text *out)
{
	const struct screen_cell *cells = &screen->wanted[row * screen->cols], *shown = &screen->shown[row * screen->cols];
	int tail = tail_of(screen, cells), col = 0, blanks;

	while (col < tail) {
		if (screen_cell_equals(&cells[col], &shown[col])) {
			col++;
		} else if (cells[col].width == 0) {	/* its left half was sent, or is sent again with it */
			if (screen_cell_equals(&cells[col - 1], &shown[col - 1]))
				put(screen, cells, row, col - 1, out);
			col++;
		} else if ((blanks = erasable(screen, cells, shown, col, tail)) > 0) {
			go(screen, cells, row, col, out);
			pen_for_space(screen, blank.look, next_character(screen, cells, col), out);
			text_append(out, screen->caps->expand(screen->caps->ech, blanks, 0));
			col += blanks;
		} else {
			put(screen, cells, row, col, out);
			col += cells[col].width;
		}
	}
	for (int end = erase_tail(screen, cells, shown, row, tail, out), i = tail; i < end; i++) {
		if (!screen_cell_equals(&cells[i], &shown[i]))
			put(screen, cells, row, i, out);
	}
}

static void scroll(struct screen *screen, struct text *out)
{
	struct scroll move;

	if (!scroll_find(screen, &move))
		return;
	pen(screen, LOOK_PLAIN, out);
	scroll_apply(screen, &move, &blank, out);
}

static void place_cursor(struct screen *screen, const struct canvas *canvas, struct text *out)
{
	int row = canvas->cursor_row, col = canvas->cursor_col;

	if (row < 0 || col < 0) {
		row = screen->rows - 1;
		col = 0;
	}
	row = row < screen->rows ? row : screen->rows - 1;
	col = col < screen->cols ? col : screen->cols - 1;
	go(screen, &screen->wanted[row * screen->cols], row, col, out);
}

bool screen_update(struct screen *screen, const struct canvas *canvas, int cols, int rows, const struct look looks[CANVAS_ROLES],
	struct text *out, struct err *err)
{
	struct screen_cell *shown;

	if (!resize(screen, cols, rows, err))
		return false;
	take(screen, canvas, looks);
	if (!screen->known)
		clear(screen, out);
	scroll(screen, out);
	for (int row = 0; row < rows; row++)
		row_update(screen, row, out);
	place_cursor(screen, canvas, out);
	/* Nothing but text may inherit a background: not what a terminal makes of itself when its size changes. */
	if (!look_equals(look_of_blank(screen->pen), LOOK_PLAIN))
		pen(screen, LOOK_PLAIN, out);
	shown = screen->shown;
	screen->shown = screen->wanted;
	screen->wanted = shown;
	if (out->failed)
		screen->known = false;
	return !out->failed || err_memory(err);
}
