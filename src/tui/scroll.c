/* scroll.c - a long list that steps by a row sends that row and not the other fifteen. Gains are estimated by the characters
 * that need not be sent. */
#include "scroll.h"

#include <stdlib.h>
#include <string.h>

enum {
	BY_MAX = 12,
	ROW_COST = 6,			/* to go to a row and look there */
	SCROLL_COST = 30,		/* to set the rows, move and set them back */
};

static const struct screen_cell *row_at(const struct screen *screen, const struct screen_cell *cells, int row)
{
	return &cells[row * screen->cols];
}

static bool rows_equal(const struct screen *screen, int shown, int wanted)
{
	const struct screen_cell *a = row_at(screen, screen->shown, shown), *b = row_at(screen, screen->wanted, wanted);

	for (int i = 0; i < screen->cols; i++) {
		if (!screen_cell_equals(&a[i], &b[i]))
			return false;
	}
	return true;
}

/* What a wanted row costs where nothing of it is there. */
static int cost_of(const struct screen *screen, int row)
{
	const struct screen_cell *cells = row_at(screen, screen->wanted, row);
	int n = 0;

	for (int i = 0; i < screen->cols; i++)
		n += cells[i].text[0] != ' ' && cells[i].text[0] != '\0';
	return n ? n + ROW_COST : 0;
}

struct costs {
	int whole[300];			/* of each row, sent from nothing */
	int now[300];			/* without a scroll: what of it differs */
};

static void costs_fill(const struct screen *screen, struct costs *costs)
{
	for (int row = 0; row < screen->rows; row++) {
		const struct screen_cell *shown = row_at(screen, screen->shown, row), *wanted = row_at(screen, screen->wanted, row);
		int n = 0;

		for (int i = 0; i < screen->cols; i++)
			n += !screen_cell_equals(&shown[i], &wanted[i]);
		costs->whole[row] = cost_of(screen, row);
		costs->now[row] = n ? n + ROW_COST : 0;
	}
}

/* The gain of moving a run of rows that match, the rows that come free beside it being sent anew. */
static int gain_of(const struct costs *costs, int first, int last, int by)
{
	int gain = -SCROLL_COST;

	for (int row = first; row <= last; row++)
		gain += costs->now[row];
	for (int i = 1; i <= abs(by); i++) {
		int row = by > 0 ? last + i : first - i;

		gain += costs->now[row] - costs->whole[row];
	}
	return gain;
}

static void try_runs(const struct screen *screen, const struct costs *costs, int by, struct scroll *best, int *best_gain)
{
	int from = by > 0 ? 0 : -by, to = by > 0 ? screen->rows - 1 - by : screen->rows - 1, first = from;

	while (first <= to) {
		int last = first - 1, gain;

		while (last < to && rows_equal(screen, last + 1 + by, last + 1))
			last++;
		if (last > first) {
			gain = gain_of(costs, first, last, by);
			if (gain > *best_gain) {
				*best_gain = gain;
				*best = (struct scroll){.top = by > 0 ? first : first + by, .bottom = by > 0 ? last + by : last, .by = by};
			}
		}
		first = last < first ? first + 1 : last + 1;
	}
}

static bool can_scroll(const struct caps *caps)
{
	return caps->csr && caps->ind && caps->ri;
}

bool scroll_find(const struct screen *screen, struct scroll *ret_scroll)
{
	struct costs costs;
	int gain = 0;

	if (!can_scroll(screen->caps) || screen->rows > (int)(sizeof(costs.now) / sizeof(costs.now[0])))
		return false;
	costs_fill(screen, &costs);
	for (int by = 1; by <= BY_MAX && by < screen->rows; by++) {
		try_runs(screen, &costs, by, ret_scroll, &gain);
		try_runs(screen, &costs, -by, ret_scroll, &gain);
	}
	return gain > 0;
}

static void move_cursor(struct screen *screen, int row, struct text *out)
{
	char move[STEER_MAX];

	text_append_n(out, move, steer_find(&screen->steer, row, 0, move));
}

static void move_rows(const struct caps *caps, int by, struct text *out)
{
	const char *many = by > 0 ? caps->indn : caps->rin, *one = by > 0 ? caps->ind : caps->ri;
	int n = abs(by);

	if (many && n > 1)
		text_append(out, caps->expand(many, n, 0));
	else
		for (int i = 0; i < n; i++)
			text_append(out, one);
}

static void follow(struct screen *screen, const struct scroll *scroll, const struct screen_cell *blank)
{
	int n = abs(scroll->by), kept = scroll->bottom - scroll->top + 1 - n, cols = screen->cols;
	struct screen_cell *top = &screen->shown[scroll->top * cols];
	struct screen_cell *freed = scroll->by > 0 ? top + kept * cols : top;

	if (scroll->by > 0)
		memmove(top, top + n * cols, (size_t)(kept * cols) * sizeof(*top));
	else
		memmove(top + n * cols, top, (size_t)(kept * cols) * sizeof(*top));
	for (int i = 0; i < n * cols; i++)
		freed[i] = *blank;
}

void scroll_apply(struct screen *screen, const struct scroll *scroll, const struct screen_cell *blank, struct text *out)
{
	const struct caps *caps = screen->caps;

	text_append(out, caps->expand(caps->csr, scroll->top, scroll->bottom));
	steer_lost(&screen->steer);
	move_cursor(screen, scroll->by > 0 ? scroll->bottom : scroll->top, out);
	move_rows(caps, scroll->by, out);
	text_append(out, caps->expand(caps->csr, 0, screen->rows - 1));
	steer_lost(&screen->steer);
	follow(screen, scroll, blank);
}
