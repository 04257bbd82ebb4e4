/* frame.c - see frame.h. Where much differs, two things may be shorter than row after row: to wipe out rows that have little in
 * common with what they become - to the end of the screen, or down to some row below, the line of hints, that stays - and send them
 * anew; and to send a look that stands in many rows - marks in a column - in one go before all others. */
#include "frame.h"

#include <string.h>

#include "brush.h"
#include "row.h"

enum {
	WORTH_PLANNING = 300,		/* bytes of a frame for which other plans are tried */
	LAYERS_MAX = 8,
	LOOKS_MAX = 16,
	LAYER_ROWS = 2,			/* a layer has cells in so many rows at least */
	MIDDLE_COST = 10,		/* of wiping out rows above others */
};

struct plan {
	int erased, erased_end;		/* rows from the one up to the other are wiped out; both the number of rows: none */
	int n_layers;
	struct look layers[LAYERS_MAX];	/* sent before all others */
};

static bool *sent_row(const struct screen *screen, int row)
{
	return &screen->sent[row * screen->cols];
}

static const struct screen_cell *wanted_row(const struct screen *screen, int row)
{
	return &screen->wanted[row * screen->cols];
}

static bool differs(const struct screen *screen, int row, int col)
{
	const struct screen_cell *wanted = &wanted_row(screen, row)[col], *shown = screen_shown_row(screen, row);

	return !screen_cell_equals(wanted, shown ? &shown[col] : &screen_blank);
}

static bool is_of(const struct screen_cell *cell, struct look look)
{
	return !brush_is_space(cell) && look_equals(cell->look, look);
}

/* A blank between two words of the same look. */
static bool is_between(const struct screen *screen, const struct screen_cell *cells, int col, struct look look)
{
	return col > 0 && col + 1 < screen->cols && brush_is_space(&cells[col]) && is_of(&cells[col - 1], look) &&
	       is_of(&cells[col + 1], look) && look_equals(cells[col].look, look_of_blank(look));
}

static void layer_send(struct screen *screen, struct look look, struct text *out)
{
	for (int row = 0; row < screen->rows; row++) {
		const struct screen_cell *cells = wanted_row(screen, row);

		for (int col = 0; col < screen->cols; col++) {
			if ((!is_of(&cells[col], look) && !is_between(screen, cells, col, look)) || sent_row(screen, row)[col] ||
			    !differs(screen, row, col))
				continue;
			brush_put(screen, cells, row, col, NULL, out);
			sent_row(screen, row)[col] = true;
		}
	}
}

/* ------------------------------------------------------------------------------------------ */
/* Wiping out */

/* Rows that are followed by others that stay: deleted, so that those come up, and put in again, so that they go back. */
static void wipe_between(const struct caps *caps, int n, struct text *out)
{
	text_append(out, caps->expand(caps->dl, n, 0));
	text_append(out, caps->expand(caps->il, n, 0));
}

/* The same by scrolling what lies between them: the row to stand in for it is the last of them. */
static void wipe_scrolling(struct screen *screen, int first, int end, struct text *out)
{
	const struct caps *caps = screen->caps;

	text_append(out, caps->expand(caps->csr, first, end - 1));
	steer_lost(&screen->steer);
	brush_go(screen, wanted_row(screen, end - 1), end - 1, 0, out);
	if (caps->indn)
		text_append(out, caps->expand(caps->indn, end - first, 0));
	else
		for (int i = first; i < end; i++)
			text_append(out, caps->ind);
	text_append(out, caps->expand(caps->csr, 0, screen->rows - 1));
	steer_lost(&screen->steer);
}

/* Whether rows in the middle can be wiped out at all. */
static bool can_wipe_between(const struct caps *caps)
{
	return (caps->dl && caps->il) || (caps->csr && caps->ind);
}

static void wipe(struct screen *screen, int first, int end, struct text *out)
{
	const struct caps *caps = screen->caps;
	bool to_end = end == screen->rows;

	if (to_end || (caps->dl && caps->il))
		brush_go(screen, wanted_row(screen, first), first, 0, out);
	brush_pen_for_space(screen, screen_blank.look, NULL, out);
	if (to_end)
		text_append(out, caps->ed);
	else if (caps->dl && caps->il)
		wipe_between(caps, end - first, out);
	else
		wipe_scrolling(screen, first, end, out);
}

/* costs: of each row, may be NULL. */
static void plan_send(struct screen *screen, const struct plan *plan, int *costs, struct text *out)
{
	int erased = plan->erased;

	text_clear(out);
	memset(screen->sent, 0, (size_t)(screen->rows * screen->cols) * sizeof(*screen->sent));
	if (erased < plan->erased_end && screen->erased > 0) {
		for (int row = 0; row < erased; row++)
			row_send(screen, row, out);
		wipe(screen, erased, plan->erased_end, out);
		memset(screen->sent, 1, (size_t)(erased * screen->cols) * sizeof(*screen->sent));
		screen->erased = erased;
		screen->erased_end = plan->erased_end;
	}
	for (int i = 0; i < plan->n_layers; i++)
		layer_send(screen, plan->layers[i], out);
	for (int row = 0; row < screen->rows; row++) {
		size_t before = out->len;

		row_send(screen, row, out);
		if (costs)
			costs[row] = (int)(out->len - before);
	}
}

/* ------------------------------------------------------------------------------------------ */
/* The choice */

/* What is tried begins where the terminal stands, and leaves no trace. */
struct trial {
	struct screen *screen;
	struct brush_stand start, end;	/* end: of the best so far */
	int erased, erased_end;
	struct text *best, *other;
	struct plan plan;		/* the best so far */
};

static bool try_plan(struct trial *trial, const struct plan *plan)
{
	struct text *shorter = trial->other;

	brush_stand_at(trial->screen, trial->start);
	trial->screen->erased = trial->erased;
	trial->screen->erased_end = trial->erased_end;
	plan_send(trial->screen, plan, NULL, trial->other);
	if (trial->other->len >= trial->best->len)
		return false;
	trial->other = trial->best;
	trial->best = shorter;
	trial->plan = *plan;
	trial->end = brush_stand(trial->screen);
	return true;
}

/* The rows that gain most by being wiped out, by the costs of each row with and without; down to the last row, or leaving some below.
 * false: none do. */
static bool find_wipe(const struct screen *screen, const int *costs, const int *anew, bool to_end, struct plan *plan)
{
	int best = to_end ? (int)strlen(screen->caps->ed) : MIDDLE_COST, end = to_end ? screen->rows : 1, last = to_end ? screen->rows : screen->rows - 1;
	bool found = false;

	for (; end <= last; end++) {
		int gain = 0;

		for (int row = end - 1; row >= 0; row--) {
			gain += costs[row] - anew[row];
			if (gain <= best)
				continue;
			best = gain;
			plan->erased = row;
			plan->erased_end = end;
			found = true;
		}
	}
	return found;
}

static void try_wiping(struct trial *trial, const int *costs)
{
	struct screen *screen = trial->screen;
	struct plan every = trial->plan, plan = trial->plan;
	int anew[SCREEN_ROWS_MAX];

	brush_stand_at(screen, trial->start);
	screen->erased = 0;
	screen->erased_end = screen->rows;
	plan_send(screen, &every, anew, trial->other);
	if (screen->caps->ed && find_wipe(screen, costs, anew, true, &plan))
		try_plan(trial, &plan);
	if (can_wipe_between(screen->caps) && find_wipe(screen, costs, anew, false, &plan))
		try_plan(trial, &plan);
}

static bool has_wide(const struct screen *screen)
{
	for (int i = 0; i < screen->rows * screen->cols; i++) {
		if (screen->wanted[i].width != 1 || screen->shown[i].width != 1)
			return true;
	}
	return false;
}

static int find_look(const struct look *looks, int n, struct look look)
{
	int i = 0;

	while (i < n && !look_equals(looks[i], look))
		i++;
	return i;
}

/* Looks that stand in several of the rows that differ. */
static int find_layers(const struct screen *screen, struct look *looks)
{
	int rows[LOOKS_MAX] = {0}, last[LOOKS_MAX], n = 0, kept = 0;

	for (int i = 0; i < screen->rows * screen->cols; i++) {
		const struct screen_cell *cell = &screen->wanted[i];
		int row = i / screen->cols, look;

		if (brush_is_space(cell) || !differs(screen, row, i % screen->cols))
			continue;
		look = find_look(looks, n, cell->look);
		if (look == LOOKS_MAX)
			continue;
		if (look == n) {
			looks[n] = cell->look;
			last[n++] = -1;
		}
		rows[look] += row != last[look];
		last[look] = row;
	}
	for (int i = 0; i < n; i++) {
		if (rows[i] >= LAYER_ROWS)
			looks[kept++] = looks[i];
	}
	return kept;
}

static void try_layers(struct trial *trial)
{
	struct look looks[LOOKS_MAX];
	int n = find_layers(trial->screen, looks);

	for (int i = 0; i < n && trial->plan.n_layers < LAYERS_MAX; i++) {
		struct plan plan = trial->plan;

		if (look_equals(looks[i], LOOK_PLAIN))
			continue;
		plan.layers[plan.n_layers++] = looks[i];
		if (try_plan(trial, &plan))
			continue;
		memmove(plan.layers + 1, plan.layers, (size_t)(plan.n_layers - 1) * sizeof(*plan.layers));
		plan.layers[0] = looks[i];
		try_plan(trial, &plan);
	}
}

void frame_send(struct screen *screen, struct text *out)
{
	struct trial trial = {.screen = screen, .start = brush_stand(screen), .erased = screen->erased,
		.erased_end = screen->erased_end, .best = &screen->frames[0], .other = &screen->frames[1],
		.plan = {.erased = screen->rows, .erased_end = screen->rows}};
	int costs[SCREEN_ROWS_MAX];

	plan_send(screen, &trial.plan, costs, trial.best);
	trial.end = brush_stand(screen);
	if (trial.best->len > WORTH_PLANNING) {
		if (screen->erased > 0)
			try_wiping(&trial, costs);
		if (!has_wide(screen))
			try_layers(&trial);
	}
	brush_stand_at(screen, trial.end);
	text_append_n(out, trial.best->data, trial.best->len);
	out->failed = out->failed || trial.best->failed;
}
