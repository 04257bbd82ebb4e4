/* steer.c - all ways that the terminal offers are tried: to the cell at once; or up or down, then along the row from where the
 * cursor is or from the left edge. */
#include "steer.h"

#include <string.h>

enum { TAB = 8 };

struct way {
	char bytes[STEER_MAX];
	size_t n;
	bool possible;
};

void steer_lost(struct steer *steer)
{
	steer->row = steer->col = -1;
}

static void append(struct way *way, const char *s)
{
	size_t n = s ? strlen(s) : 0;

	if (n == 0 || way->n + n > sizeof(way->bytes)) {
		way->possible = false;
		return;
	}
	memcpy(way->bytes + way->n, s, n);
	way->n += n;
}

static void keep_shorter(struct way *best, const struct way *other)
{
	if (other->possible && (!best->possible || other->n < best->n))
		*best = *other;
}

/* One string, once or several times. */
static struct way repeated(const struct way *start, const char *one, int times)
{
	struct way way = *start;

	for (int i = 0; i < times && way.possible; i++)
		append(&way, one);
	return way;
}

static struct way with(const struct way *start, const char *s)
{
	return repeated(start, s, 1);
}

static const char *number(const struct caps *caps, const char *string, int n)
{
	return string ? caps->expand(string, n, 0) : NULL;
}

static struct way by_steps(const struct caps *caps, const struct way *start, int from, int to)
{
	struct way best = *start, other;
	int n = to > from ? to - from : from - to;

	if (n == 0)
		return best;
	best = repeated(start, to > from ? caps->cuf1 : caps->cub1, n);
	other = with(start, number(caps, to > from ? caps->cuf : caps->cub, n));
	keep_shorter(&best, &other);
	other = with(start, number(caps, caps->hpa, to));
	keep_shorter(&best, &other);
	return best;
}

/* By tabulators to the stop before or behind, then by steps. */
static struct way along(const struct steer *steer, const struct way *start, int from, int to)
{
	const struct caps *caps = steer->caps;
	struct way best = by_steps(caps, start, from, to), stop, other;
	int stops = to / TAB - from / TAB;

	if (!caps->ht || to <= from || best.n <= start->n + 1)
		return best;
	if (stops > 0) {
		stop = repeated(start, caps->ht, stops);
		other = by_steps(caps, &stop, to / TAB * TAB, to);
		keep_shorter(&best, &other);
	}
	if ((to / TAB + 1) * TAB < steer->cols) {
		stop = repeated(start, caps->ht, stops + 1);
		other = by_steps(caps, &stop, (to / TAB + 1) * TAB, to);
		keep_shorter(&best, &other);
	}
	return best;
}

static struct way across(const struct caps *caps, const struct way *start, int from, int to, int rows)
{
	struct way best = *start, other;
	int n = to > from ? to - from : from - to;

	if (n == 0)
		return best;
	best = repeated(start, to > from ? caps->cud1 : caps->cuu1, n);
	if (to >= rows)
		best.possible = false;
	other = with(start, number(caps, to > from ? caps->cud : caps->cuu, n));
	keep_shorter(&best, &other);
	other = with(start, number(caps, caps->vpa, to));
	keep_shorter(&best, &other);
	return best;
}

static struct way find(const struct steer *steer, int row, int col)
{
	const struct caps *caps = steer->caps;
	struct way none = {.possible = true}, best, vertical, edge, other;

	best = with(&none, caps->expand(caps->cup, row, col));
	if (steer->row < 0)
		return best;
	vertical = across(caps, &none, steer->row, row, steer->rows);
	if (vertical.possible && steer->col >= 0) {
		other = along(steer, &vertical, steer->col, col);
		keep_shorter(&best, &other);
	}
	edge = with(&none, caps->cr);
	if (edge.possible)
		edge = across(caps, &edge, steer->row, row, steer->rows);
	if (edge.possible) {
		other = along(steer, &edge, 0, col);
		keep_shorter(&best, &other);
	}
	return best;
}

static struct steer_move *remembered(const struct steer *steer, int row, int col)
{
	unsigned hash = (unsigned)steer->row * 7 + (unsigned)steer->col * 131 + (unsigned)row * 61 + (unsigned)col;

	return steer->moves ? &steer->moves[hash % STEER_MOVES] : NULL;
}

size_t steer_find(const struct steer *steer, int row, int col, char move[STEER_MAX])
{
	struct steer_move *known = remembered(steer, row, col);
	struct way way;

	if (steer->row == row && steer->col == col)
		return 0;
	if (known && known->n && known->row == steer->row && known->col == steer->col && known->to_row == row && known->to_col == col) {
		memcpy(move, known->bytes, known->n);
		return known->n;
	}
	way = find(steer, row, col);
	memcpy(move, way.bytes, way.n);
	if (known && way.n <= sizeof(known->bytes)) {
		*known = (struct steer_move){.row = (int16_t)steer->row, .col = (int16_t)steer->col, .to_row = (int16_t)row,
			.to_col = (int16_t)col, .n = (uint8_t)way.n};
		memcpy(known->bytes, way.bytes, way.n);
	}
	return way.n;
}
