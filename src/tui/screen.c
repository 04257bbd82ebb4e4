/* screen.c - see screen.h. What is wanted is compared with what was sent before; how the differences are sent is up to frame.c. */
#include "screen.h"

#include <stdlib.h>
#include <string.h>

#include "brush.h"
#include "frame.h"
#include "scroll.h"

bool screen_create(const struct caps *caps, struct screen **ret_screen, struct err *err)
{
	struct screen *screen = calloc(1, sizeof(*screen));

	if (!screen)
		return err_memory(err);
	screen->caps = caps;
	screen->steer = (struct steer){.caps = caps, .row = -1, .col = -1, .moves = screen->moves};
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
	free(screen->sent);
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

const struct screen_cell *screen_shown_row(const struct screen *screen, int row)
{
	return row >= screen->erased && row < screen->erased_end ? NULL : &screen->shown[row * screen->cols];
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
	free(screen->sent);
	screen->shown = calloc(n, sizeof(*screen->shown));
	screen->wanted = calloc(n, sizeof(*screen->wanted));
	screen->sent = calloc(n, sizeof(*screen->sent));
	screen->known = false;
	screen->cols = screen->rows = 0;
	if (!screen->shown || !screen->wanted || !screen->sent)
		return err_memory(err);
	memset(screen->moves, 0, sizeof(screen->moves));
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
	screen->erased_end = rows;
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
