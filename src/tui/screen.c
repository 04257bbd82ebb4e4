/* screen.c - see screen.h. Rows are compared with what was sent before (row.c); where most of them differ, it may be shorter to
 * erase the screen from some row on and send the rest anew. */
#include "screen.h"

#include <stdlib.h>
#include <string.h>

#include "brush.h"
#include "row.h"
#include "scroll.h"

enum { WORTH_ERASING = 300 };	/* bytes of a frame for which it is tried out whether to erase rows first is shorter */

bool screen_create(const struct caps *caps, struct screen **ret_screen, struct err *err)
{
	struct screen *screen = calloc(1, sizeof(*screen));

	if (!screen)
		return err_memory(err);
	screen->caps = caps;
	screen->steer = (struct steer){.caps = caps};
	for (size_t i = 0; i < 2; i++) {
		text_init(&screen->tries[i]);
		text_init(&screen->frames[i]);
	}
	*ret_screen = screen;
	return true;
}

void screen_destroy(struct screen *screen)
{
	if (!screen)
		return;
	free(screen->shown);
	free(screen->wanted);
	for (size_t i = 0; i < 2; i++) {
		text_finish(&screen->tries[i]);
		text_finish(&screen->frames[i]);
	}
	free(screen);
}

void screen_forget(struct screen *screen)
{
	screen->known = false;
}

const struct screen_cell screen_blank = {.text = " ", .width = 1, .look = {.fg = -1, .bg = -1}};

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
	screen->cols = screen->steer.cols = cols;
	screen->rows = screen->steer.rows = rows;
	return true;
}

static void take_cell(struct screen_cell *to, const struct canvas_cell *from, const struct look looks[CANVAS_ROLES])
{
	memcpy(to->text, from->text, sizeof(to->text));
	to->width = from->width;
	to->look = looks[from->role];
	if (brush_is_space(to))
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
				cells[col] = screen_blank;
		}
		if (cells[screen->cols - 1].width == 2)
			cells[screen->cols - 1] = screen_blank;
	}
	if (screen->caps->wraps_at_once) {
		struct screen_cell *last = &screen->wanted[screen->rows * screen->cols - 1];

		if (last->width == 0 && screen->cols > 1)
			last[-1] = screen_blank;
		*last = screen_blank;
	}
}

static void clear(struct screen *screen, struct text *out)
{
	screen->pen_known = false;
	brush_pen(screen, LOOK_PLAIN, out);
	if (screen->caps->csr)		/* whoever had the terminal before may have left rows that alone scroll */
		text_append(out, screen->caps->expand(screen->caps->csr, 0, screen->rows - 1));
	text_append(out, screen->caps->clear);
	for (int i = 0; i < screen->cols * screen->rows; i++)
		screen->shown[i] = screen_blank;
	screen->steer.row = screen->steer.col = 0;
	screen->known = true;
}

/* Each row, as it differs from what stands there; rows from screen->erased on are blank. costs may be NULL. */
static void rows_send(struct screen *screen, int from, int to, int *costs, struct text *out)
{
	for (int row = from; row < to; row++) {
		size_t before = out->len;

		row_send(screen, row, out);
		if (costs)
			costs[row] = (int)(out->len - before);
	}
}

/* From which row on erasing all below and sending it anew costs least; the number of rows: from none. */
static int erase_from(struct screen *screen, const int *costs)
{
	struct brush_stand start = brush_stand(screen);
	int anew[SCREEN_ROWS_MAX], gain = 0, best = (int)strlen(screen->caps->ed), from = screen->rows;

	text_clear(&screen->frames[1]);
	screen->erased = 0;
	rows_send(screen, 0, screen->rows, anew, &screen->frames[1]);
	brush_stand_at(screen, start);
	for (int row = screen->rows - 1; row >= 0; row--) {
		gain += costs[row] - anew[row];
		if (gain > best) {
			best = gain;
			from = row;
		}
	}
	return from;
}

static void send_erased(struct screen *screen, int from, struct text *out)
{
	screen->erased = screen->rows;
	rows_send(screen, 0, from, NULL, out);
	brush_go(screen, &screen->wanted[from * screen->cols], from, 0, out);
	brush_pen_for_space(screen, screen_blank.look, NULL, out);
	text_append(out, screen->caps->ed);
	screen->erased = from;
	rows_send(screen, from, screen->rows, NULL, out);
}

static void frame_send(struct screen *screen, struct text *out)
{
	struct brush_stand start = brush_stand(screen), end;
	struct text *frame = &screen->frames[0], *other = &screen->frames[1];
	int costs[SCREEN_ROWS_MAX], from;

	text_clear(frame);
	rows_send(screen, 0, screen->rows, costs, frame);
	end = brush_stand(screen);
	if (frame->len > WORTH_ERASING && screen->caps->ed && screen->erased > 0) {
		brush_stand_at(screen, start);
		from = erase_from(screen, costs);
		text_clear(other);
		if (from < screen->rows)
			send_erased(screen, from, other);
		if (from < screen->rows && other->len < frame->len) {
			frame = other;
			end = brush_stand(screen);
		}
	}
	brush_stand_at(screen, end);
	text_append_n(out, frame->data, frame->len);
	out->failed = out->failed || frame->failed;
}
static void scroll(struct screen *screen, struct text *out)
{
	struct scroll move;

	if (!scroll_find(screen, &move))
		return;
	brush_pen(screen, LOOK_PLAIN, out);
	scroll_apply(screen, &move, &screen_blank, out);
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
	brush_go(screen, &screen->wanted[row * screen->cols], row, col, out);
}

bool screen_update(struct screen *screen, const struct canvas *canvas, int cols, int rows, const struct look looks[CANVAS_ROLES],
	struct text *out, struct err *err)
{
	struct screen_cell *shown;

	if (!resize(screen, cols, rows, err))
		return false;
	take(screen, canvas, looks);
	screen->erased = screen->known ? rows : 0;
	if (!screen->known)
		clear(screen, out);
	scroll(screen, out);
	frame_send(screen, out);
	place_cursor(screen, canvas, out);
	/* Nothing but text may inherit a background: not what a terminal makes of itself when its size changes. */
	if (!look_equals(look_of_blank(screen->pen), LOOK_PLAIN))
		brush_pen(screen, LOOK_PLAIN, out);
	shown = screen->shown;
	screen->shown = screen->wanted;
	screen->wanted = shown;
	if (out->failed)
		screen->known = false;
	return !out->failed || err_memory(err);
}
