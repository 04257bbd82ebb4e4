/* row.c - see row.h. A row may be sent from left to right, or look by look, for a switch of colours costs more than a step of the
 * cursor; over what stands there, or after it was erased. Which is shortest depends on both rows, so it is tried out. */
#include "row.h"

#include <string.h>

#include "brush.h"

enum {
	ERASE_GAIN = 4,			/* an erasure inside a row costs a move behind it as well */
	LOOKS_MAX = 6,			/* sorted by; those beyond go with the last */
	PASSES_MAX = LOOKS_MAX,
	WAYS_MAX = 2 * (2 + 2 * LOOKS_MAX),
	SHORT = 24,			/* bytes that no other way makes much of */
};

struct row {
	struct screen *screen;
	int row, cols, n_looks;
	const struct screen_cell *wanted, *shown;	/* shown NULL: blank */
	const bool *sent;			/* cells that need not be sent */
	bool partly;				/* some of it was sent: it must not be erased */
	struct look looks[LOOKS_MAX];
	uint8_t passes[SCREEN_COLS_MAX];	/* with which looks a cell may be sent, as bits */
	bool wide;				/* has wide characters: sent from left to right */
	bool differs[SCREEN_COLS_MAX], todo[SCREEN_COLS_MAX];
};

struct way {
	bool clears;			/* the row is erased first */
	int n_passes;
	uint8_t passes[PASSES_MAX];	/* the looks that each sends, as bits */
};

/* ------------------------------------------------------------------------------------------ */
/* What is to be sent */

static uint8_t bit_of(struct row *row, struct look look)
{
	int i = 0;

	while (i < row->n_looks && !look_equals(row->looks[i], look))
		i++;
	if (i == row->n_looks && i < LOOKS_MAX)
		row->looks[row->n_looks++] = look;
	return (uint8_t)(1u << (i < LOOKS_MAX ? i : LOOKS_MAX - 1));
}

/* Spaces go with the character on either side that has their background. */
static void spaces_join(struct row *row, int from, int to)
{
	struct look space = row->wanted[from].look;
	uint8_t bits = 0;

	if (from > 0 && look_equals(look_of_blank(row->wanted[from - 1].look), space))
		bits |= row->passes[from - 1];
	if (to < row->cols && look_equals(look_of_blank(row->wanted[to].look), space))
		bits |= bit_of(row, row->wanted[to].look);
	if (!bits)
		bits = bit_of(row, space);
	memset(row->passes + from, bits, (size_t)(to - from));
}

static void sort_by_look(struct row *row)
{
	for (int col = 0; col < row->cols;) {
		int end = col + 1;

		if (brush_is_space(&row->wanted[col])) {
			while (end < row->cols && brush_is_space(&row->wanted[end]) &&
			       look_equals(row->wanted[end].look, row->wanted[col].look))
				end++;
			spaces_join(row, col, end);
		} else {
			row->passes[col] = bit_of(row, row->wanted[col].look);
			row->wide = row->wide || row->wanted[col].width != 1 || (row->shown && row->shown[col].width != 1);
		}
		col = end;
	}
}

static bool find_differences(struct row *row)
{
	bool any = false;

	for (int col = 0; col < row->cols; col++) {
		bool differs = !screen_cell_equals(&row->wanted[col], row->shown ? &row->shown[col] : &screen_blank);

		row->partly = row->partly || row->sent[col];
		differs = differs && !row->sent[col];
		row->differs[col] = differs && row->wanted[col].width > 0;
		if (differs && row->wanted[col].width == 0 && col > 0)	/* sent with its left half */
			row->differs[col - 1] = true;
		any = any || differs;
	}
	return any;
}

/* ------------------------------------------------------------------------------------------ */
/* One way */

/* The next character of a pass: the pen may turn to it for the spaces before. */
static const struct screen_cell *next_of(const struct row *row, int col, uint8_t pass)
{
	while (col < row->cols && (brush_is_space(&row->wanted[col]) || !(row->passes[col] & pass)))
		col++;
	return col < row->cols ? &row->wanted[col] : NULL;
}

/* Where the blanks at the end of a row begin that an erasure makes. */
static int tail_of(const struct row *row)
{
	const struct caps *caps = row->screen->caps;
	const struct screen_cell *last = &row->wanted[row->cols - 1];
	int col = row->cols;

	if (!caps->el || !(screen_cell_equals(last, &screen_blank) ||
			   (caps->bce && brush_is_space(last) && !last->look.reverse && !last->look.underline)))
		return col;
	while (col > 0 && screen_cell_equals(&row->wanted[col - 1], last))
		col--;
	return col;
}

static void send_cell(struct row *row, int col, uint8_t pass, struct text *out)
{
	const struct screen_cell *next = brush_is_space(&row->wanted[col]) ? next_of(row, col, pass) : NULL;

	brush_put(row->screen, row->wanted, row->row, col, next, out);
	row->todo[col] = false;
}

/* Erases to the end of the row when that is shorter than writing the blanks that differ; waits for the last pass unless the cursor
 * stands there. */
static void send_tail(struct row *row, int tail, uint8_t pass, bool last_pass, struct text *out)
{
	const struct steer *steer = &row->screen->steer;
	int first = tail, last = row->cols - 1;

	while (first < row->cols && !row->todo[first])
		first++;
	while (last > first && !row->todo[last])
		last--;
	if (first >= row->cols || (!last_pass && (steer->row != row->row || steer->col != first)))
		return;
	if (last - first + 1 <= (int)strlen(row->screen->caps->el)) {
		for (int col = first; col <= last; col++)
			if (row->todo[col])
				send_cell(row, col, pass, out);
		return;
	}
	brush_go(row->screen, row->wanted, row->row, first, out);
	brush_pen_for_space(row->screen, row->wanted[first].look, NULL, out);
	text_append(out, row->screen->caps->el);
	memset(row->todo + first, 0, (size_t)(row->cols - first) * sizeof(*row->todo));
}

/* Blanks inside a row: how many from col on can be erased with profit. */
static int erasable(const struct row *row, int col, int end)
{
	const struct caps *caps = row->screen->caps;
	int n = 0, needed = 0;

	if (!caps->ech)
		return 0;
	for (int i = col; i < end && screen_cell_equals(&row->wanted[i], &screen_blank); i++) {
		n++;
		if (row->todo[i])
			needed = n;
	}
	return needed > ERASE_GAIN && needed > (int)strlen(caps->expand(caps->ech, needed, 0)) + ERASE_GAIN ? needed : 0;
}

static void send_blanks(struct row *row, int col, int n, uint8_t pass, struct text *out)
{
	const struct caps *caps = row->screen->caps;

	brush_go(row->screen, row->wanted, row->row, col, out);
	brush_pen_for_space(row->screen, screen_blank.look, next_of(row, col, pass), out);
	text_append(out, caps->expand(caps->ech, n, 0));
	memset(row->todo + col, 0, (size_t)n * sizeof(*row->todo));
}

static void send_pass(struct row *row, int tail, uint8_t pass, bool last, struct text *out)
{
	for (int col = 0, blanks; col < tail; col++) {
		if (!row->todo[col] || !(last || (row->passes[col] & pass)))
			continue;
		blanks = erasable(row, col, tail);
		if (blanks > 0)
			send_blanks(row, col, blanks, pass, out);
		else
			send_cell(row, col, pass, out);
	}
	send_tail(row, tail, pass, last, out);
}

static void clear_row(struct row *row, struct text *out)
{
	int first = 0;

	while (!row->todo[first])
		first++;
	brush_go(row->screen, row->wanted, row->row, first, out);
	brush_pen_for_space(row->screen, screen_blank.look, NULL, out);
	text_append(out, row->screen->caps->el);
	for (int col = first; col < row->cols; col++)
		row->todo[col] = !screen_cell_equals(&row->wanted[col], &screen_blank);
}

static void send_by(struct row *row, const struct way *way, struct text *out)
{
	int tail = tail_of(row);

	memcpy(row->todo, row->differs, (size_t)row->cols * sizeof(*row->todo));
	if (way->clears)
		clear_row(row, out);
	for (int i = 0; i < way->n_passes; i++)
		send_pass(row, tail, way->passes[i], i == way->n_passes - 1, out);
}

/* ------------------------------------------------------------------------------------------ */
/* All ways */

static void add_orders(const struct row *row, bool clears, struct way *ways, int *n)
{
	uint8_t all = (uint8_t)((1u << row->n_looks) - 1);

	ways[(*n)++] = (struct way){.clears = clears, .n_passes = 1, .passes = {all}};
	if (row->wide || row->n_looks < 2)
		return;
	for (int i = 0; i < row->n_looks; i++) {
		uint8_t one = (uint8_t)(1u << i), rest = all & (uint8_t)~one;

		ways[(*n)++] = (struct way){.clears = clears, .n_passes = 2, .passes = {one, rest}};
		if (row->n_looks > 2)
			ways[(*n)++] = (struct way){.clears = clears, .n_passes = 2, .passes = {rest, one}};
	}
	if (row->n_looks > 2) {
		struct way each = {.clears = clears, .n_passes = row->n_looks};

		for (int i = 0; i < each.n_passes && i < PASSES_MAX; i++)
			each.passes[i] = (uint8_t)(1u << i);
		ways[(*n)++] = each;
	}
}

void row_send(struct screen *screen, int at, struct text *out)
{
	struct row row = {.screen = screen, .row = at, .cols = screen->cols, .wanted = &screen->wanted[at * screen->cols],
		.sent = &screen->sent[at * screen->cols],
		.shown = screen_shown_row(screen, at)};
	struct brush_stand start = brush_stand(screen), end = start;
	struct text *best = &screen->tries[0], *other = &screen->tries[1];
	struct way ways[WAYS_MAX];
	int n = 0;

	if (!find_differences(&row))
		return;
	sort_by_look(&row);
	add_orders(&row, false, ways, &n);
	if (screen->caps->el && row.shown && !row.wide && !row.partly)
		add_orders(&row, true, ways, &n);
	for (int i = 0; i < n && (i == 0 || best->len > SHORT); i++) {
		struct text *text = i == 0 ? best : other;

		brush_stand_at(screen, start);
		text_clear(text);
		send_by(&row, &ways[i], text);
		if (i == 0 || text->len < best->len) {
			other = i == 0 ? other : best;
			best = text;
			end = brush_stand(screen);
		}
	}
	brush_stand_at(screen, end);
	text_append_n(out, best->data, best->len);
	out->failed = out->failed || best->failed;
}
