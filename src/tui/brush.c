/* brush.c - see brush.h. Whenever the terminal's cursor cannot be known for sure, it is placed anew. */
#include "brush.h"

#include <string.h>

enum { TAB = 8 };

struct brush_stand brush_stand(const struct screen *screen)
{
	return (struct brush_stand){.steer = screen->steer, .pen = screen->pen, .pen_known = screen->pen_known};
}

void brush_stand_at(struct screen *screen, struct brush_stand stand)
{
	screen->steer = stand.steer;
	screen->pen = stand.pen;
	screen->pen_known = stand.pen_known;
}

bool brush_is_space(const struct screen_cell *cell)
{
	return cell->text[0] == ' ' && cell->text[1] == '\0';
}

static size_t hash(struct look from, struct look to)
{
	size_t bits = (size_t)(from.bold << 3 | from.dim << 2 | from.underline << 1 | from.reverse) * 16 +
		      (size_t)(to.bold << 3 | to.dim << 2 | to.underline << 1 | to.reverse);

	return (bits + (size_t)(from.fg + 1) * 7 + (size_t)(to.fg + 1) * 31 + (size_t)(from.bg + 1) * 3 + (size_t)(to.bg + 1)) %
	       SCREEN_TURNS;
}

void brush_pen(struct screen *screen, struct look look, struct text *out)
{
	struct screen_turn *turn = &screen->turns[hash(screen->pen, look)];

	if (!screen->pen_known) {
		pen_change(screen->caps, screen->pen, look, false, out);
	} else if (!look_equals(screen->pen, look)) {
		if (turn->n == 0 || !look_equals(turn->from, screen->pen) || !look_equals(turn->to, look)) {
			size_t before = out->len;

			pen_change(screen->caps, screen->pen, look, true, out);
			*turn = (struct screen_turn){.from = screen->pen, .to = look};
			if (out->len - before <= sizeof(turn->bytes)) {
				turn->n = (uint8_t)(out->len - before);
				memcpy(turn->bytes, out->data + before, turn->n);
			}
		} else {
			text_append_n(out, turn->bytes, turn->n);
		}
	}
	screen->pen = look;
	screen->pen_known = true;
}

void brush_pen_for_space(struct screen *screen, struct look space, const struct screen_cell *next, struct text *out)
{
	if (screen->pen_known && look_equals(look_of_blank(screen->pen), space))
		return;
	if (next && look_equals(look_of_blank(next->look), space))
		brush_pen(screen, next->look, out);
	else
		brush_pen(screen, space, out);
}

/* What it costs to write the cells from one column to another again with the pen as it is; more than limit: it cannot be done or
 * costs too much. */
static size_t cost_again(const struct screen *screen, const struct screen_cell *cells, int from, int to, size_t limit)
{
	struct look blank = look_of_blank(screen->pen);
	size_t cost = 0;

	if (!screen->pen_known)
		return limit + 1;
	for (int i = from; i < to && cost <= limit; i++) {
		struct look look = brush_is_space(&cells[i]) ? blank : screen->pen;

		if (cells[i].width == 0 || !look_equals(cells[i].look, look))
			return limit + 1;
		cost += strlen(cells[i].text);
	}
	return cost;
}

/* From the cursor on, or from the last tabulator stop before col: cells of the row that cost less to write again than to jump
 * over (limit bytes). */
static bool write_again(struct screen *screen, const struct screen_cell *cells, int row, int col, size_t limit, struct text *out)
{
	int from = screen->steer.col, stop = (col - 1) / TAB * TAB;
	size_t stops;

	if (screen->steer.row != row || from < 0 || from >= col)
		return false;
	stops = stop > from && screen->caps->ht ? (size_t)(stop / TAB - from / TAB) : 0;
	if (stops > 0 && stops < limit && cost_again(screen, cells, stop, col, limit - stops) < limit - stops &&
	    (int)stops < stop - from) {
		for (size_t i = 0; i < stops; i++)
			text_append(out, screen->caps->ht);
		from = stop;
	} else if (cost_again(screen, cells, from, col, limit) > limit) {
		return false;
	}
	for (int i = from; i < col; i++)
		text_append(out, cells[i].text);
	return true;
}

/* By way of the beginning of the row, or of the last tabulator stop before col, and from there over cells that are written again: a
 * return, a step down and two blanks are shorter than to name the place. */
static bool go_before(struct screen *screen, const struct screen_cell *cells, int row, int col, size_t limit, struct text *out)
{
	const int starts[] = {0, (col - 1) / TAB * TAB};
	char move[STEER_MAX], best[STEER_MAX];
	size_t n_best = 0, cost = limit;
	int from = col;

	for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]) && col > 0; i++) {
		size_t n = steer_find(&screen->steer, row, starts[i], move), again;

		if (n >= cost || n == 0)
			continue;
		again = cost_again(screen, cells, starts[i], col, cost - n);
		if (n + again >= cost)
			continue;
		cost = n + again;
		n_best = n;
		from = starts[i];
		memcpy(best, move, n);
	}
	if (n_best == 0)
		return false;
	text_append_n(out, best, n_best);
	for (int i = from; i < col; i++)
		text_append(out, cells[i].text);
	return true;
}

void brush_go(struct screen *screen, const struct screen_cell *cells, int row, int col, struct text *out)
{
	char move[STEER_MAX];
	size_t n = steer_find(&screen->steer, row, col, move);

	if (n == 0)
		return;
	if (!write_again(screen, cells, row, col, n, out) && !go_before(screen, cells, row, col, n, out))
		text_append_n(out, move, n);
	screen->steer.row = row;
	screen->steer.col = col;
}

void brush_put(struct screen *screen, const struct screen_cell *cells, int row, int col, const struct screen_cell *next, struct text *out)
{
	const struct screen_cell *cell = &cells[col];

	brush_go(screen, cells, row, col, out);
	if (brush_is_space(cell))
		brush_pen_for_space(screen, cell->look, next, out);
	else
		brush_pen(screen, cell->look, out);
	text_append(out, cell->text);
	screen->steer.col = col + cell->width;
	if (screen->steer.col < screen->cols)
		return;
	if (screen->caps->waits)
		screen->steer.col = -1;
	else
		steer_lost(&screen->steer);
}
