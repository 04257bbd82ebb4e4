/* flow.c - from the first lane to the final one: two stacks to compare, a row for each lane, a row for each
 * move.
 *
 * Lanes come ordered by strictness, so a move to a later lane is stricter. A segment of a stack starts with
 * its lane's letter, since colour may be missing. */
#include "draw.h"

#include <math.h>
#include <stdlib.h>

enum { LANES_MAX = 12, MOVES_MAX = LANES_MAX * LANES_MAX, COUNT_CELLS = 9, MOVE_CELLS = 6, SHARE_CELLS = 8, WIDE = 78 };

struct sums {
	size_t n;
	double initial[LANES_MAX], final[LANES_MAX], total, stricter, lighter;
};

struct move {
	size_t from, to;
	double count;
};

static double count_of(const struct chart_flow *flow, size_t from, size_t to)
{
	double count = flow->counts[from * flow->n + to];

	return isfinite(count) && count > 0 ? count : 0;
}

static struct sums sum_up(const struct chart_flow *flow)
{
	struct sums sums = {.n = flow->n < LANES_MAX ? flow->n : LANES_MAX};

	for (size_t from = 0; from < sums.n; from++) {
		for (size_t to = 0; to < sums.n; to++) {
			double count = count_of(flow, from, to);

			sums.initial[from] += count;
			sums.final[to] += count;
			sums.total += count;
			sums.stricter += to > from ? count : 0;
			sums.lighter += to < from ? count : 0;
		}
	}
	return sums;
}

static int by_count(const void *a, const void *b)
{
	double left = ((const struct move *)a)->count, right = ((const struct move *)b)->count;

	return left < right ? 1 : left > right ? -1 : 0;
}

static size_t find_moves(const struct chart_flow *flow, const struct sums *sums, struct move moves[MOVES_MAX])
{
	size_t n = 0;

	for (size_t from = 0; from < sums->n; from++) {
		for (size_t to = 0; to < sums->n; to++) {
			if (from != to && count_of(flow, from, to) > 0)
				moves[n++] = (struct move){from, to, count_of(flow, from, to)};
		}
	}
	qsort(moves, n, sizeof(moves[0]), by_count);
	return n;
}

static void put_right(struct canvas_area area, int col, int row, int cells, enum canvas_role role,
	double value, enum chart_unit unit)
{
	struct text text = TEXT_INIT;

	chart_format(value, unit, area.canvas->ascii, &text);
	canvas_put_right(area, col, row, cells, role, text.data);
	text_finish(&text);
}

static void put_stack(struct canvas_area area, int row, const struct chart_flow *flow,
	const struct sums *sums, const double *counts)
{
	double before = 0;

	for (size_t i = 0; i < sums->n; i++) {
		int from = (int)lround(before / sums->total * area.cols), to;
		char letter[2] = {flow->names[i][0], '\0'};

		before += counts[i];
		to = (int)lround(before / sums->total * area.cols);
		if (letter[0] >= 'a' && letter[0] <= 'z')
			letter[0] = (char)(letter[0] - 'a' + 'A');
		draw_repeat(area, from, row, to - from, flow->roles[i], "█");
		if (to > from)
			canvas_put(area, from, row, flow->roles[i], letter);
	}
}

static int lane_names_width(struct canvas_area area, const struct chart_flow *flow, const struct sums *sums)
{
	int width = 6;

	for (size_t i = 0; i < sums->n; i++)
		width = draw_max(width, draw_width(area, flow->names[i]));
	return draw_min(width, draw_max(area.cols / 4, 1));
}

static void put_change(struct canvas_area area, int col, int row, double change)
{
	struct text text = TEXT_INIT;

	if (change > 0)
		text_put(&text, '+');
	chart_format(change, CHART_COUNT, area.canvas->ascii, &text);
	canvas_put_right(area, col, row, COUNT_CELLS, CANVAS_LABEL, text.data);
	text_finish(&text);
}

/* Name, first count and share, final count and share, the difference; columns leave from the right where
 * there is no room. */
static void put_lane(struct canvas_area area, int row, int name, const struct chart_flow *flow,
	const struct sums *sums, size_t i)
{
	double change = sums->final[i] - sums->initial[i];
	int col = name + 1;

	canvas_put(canvas_cols(area, 0, name), 0, row, flow->roles[i], flow->names[i]);
	if (area.cols >= name + 1 + 2 * SHARE_CELLS + 2 * COUNT_CELLS) {
		put_right(area, col, row, COUNT_CELLS, CANVAS_VALUE, sums->initial[i], CHART_COUNT);
		put_right(area, col + COUNT_CELLS, row, SHARE_CELLS, CANVAS_LABEL,
			sums->initial[i] / sums->total, CHART_PERCENT);
		col += COUNT_CELLS + SHARE_CELLS;
		put_right(area, col, row, COUNT_CELLS, CANVAS_VALUE, sums->final[i], CHART_COUNT);
		put_right(area, col + COUNT_CELLS, row, SHARE_CELLS, CANVAS_LABEL,
			sums->final[i] / sums->total, CHART_PERCENT);
		col += COUNT_CELLS + SHARE_CELLS;
	} else {
		put_right(area, col, row, SHARE_CELLS, CANVAS_LABEL, sums->initial[i] / sums->total,
			CHART_PERCENT);
		put_right(area, col + SHARE_CELLS, row, SHARE_CELLS, CANVAS_VALUE,
			sums->final[i] / sums->total, CHART_PERCENT);
		col += 2 * SHARE_CELLS;
	}
	if (col + COUNT_CELLS <= area.cols && change != 0)
		put_change(area, col, row, change);
}

static void put_lane_head(struct canvas_area area, int row, int name)
{
	bool counts = area.cols >= name + 1 + 2 * SHARE_CELLS + 2 * COUNT_CELLS;
	int cells = counts ? COUNT_CELLS + SHARE_CELLS : SHARE_CELLS, col = name + 1;

	canvas_put(canvas_cols(area, 0, name), 0, row, CANVAS_LABEL, "lane");
	canvas_put_right(area, col, row, cells, CANVAS_LABEL, "given");
	canvas_put_right(area, col + cells, row, cells, CANVAS_LABEL, "final");
	if (col + 2 * cells + COUNT_CELLS <= area.cols)
		canvas_put_right(area, col + 2 * cells, row, COUNT_CELLS, CANVAS_LABEL, "change");
}

static void put_lanes(struct canvas_area area, const struct chart_flow *flow, const struct sums *sums)
{
	int name = lane_names_width(area, flow, sums), row = 0;
	struct canvas_area stacks = canvas_cols(area, name + 1, area.cols - name - 1);

	if (area.rows >= (int)sums->n + 3) {
		canvas_put(canvas_cols(area, 0, name), 0, 0, CANVAS_LABEL, "given");
		put_stack(stacks, 0, flow, sums, sums->initial);
		canvas_put(canvas_cols(area, 0, name), 0, 1, CANVAS_LABEL, "final");
		put_stack(stacks, 1, flow, sums, sums->final);
		row = 2;
	}
	if (area.rows > row + (int)sums->n)
		put_lane_head(area, row++, name);
	for (size_t i = 0; i < sums->n && row < area.rows; i++)
		put_lane(area, row++, name, flow, sums, i);
}

/* "↑ yellow → red   20  6.4 % ███": the share is of its first lane; what has no room leaves from the right. */
static void put_move(struct canvas_area area, int row, const struct chart_flow *flow, const struct sums *sums,
	const struct move *move, double largest)
{
	int name = draw_min(lane_names_width(area, flow, sums), draw_max((area.cols - 5 - MOVE_CELLS) / 2, 1)), col = 0,
	    count = area.cols < 5 + 2 * name + COUNT_CELLS + SHARE_CELLS ? MOVE_CELLS : COUNT_CELLS;

	canvas_put(area, col, row, CANVAS_LABEL, move->to > move->from ? "↑" : "↓");
	canvas_put(canvas_cols(area, 0, 2 + name), 2, row, flow->roles[move->from], flow->names[move->from]);
	canvas_put(area, 3 + name, row, CANVAS_LABEL, "→");
	canvas_put(canvas_cols(area, 0, 5 + 2 * name), 5 + name, row, flow->roles[move->to],
		flow->names[move->to]);
	col = 5 + 2 * name;
	put_right(area, col, row, draw_min(count, area.cols - col), CANVAS_VALUE, move->count, CHART_COUNT);
	col += count;
	if (col + SHARE_CELLS > area.cols)
		return;
	put_right(area, col, row, SHARE_CELLS, CANVAS_LABEL, move->count / sums->initial[move->from],
		CHART_PERCENT);
	col += SHARE_CELLS + 1;
	if (area.cols - col >= 4)
		chart_bar(area, col, row, draw_min(area.cols - col, 24), move->count, largest, NAN,
			flow->roles[move->to]);
}

enum head_form { HEAD_FULL, HEAD_COUNTS, HEAD_SHORT, HEAD_FORMS };

static void append_head(const struct sums *sums, enum head_form form, bool ascii, struct text *out)
{
	const struct {
		const char *sign, *word;
		double count;
	} parts[] = {{"↑ ", "stricter ", sums->stricter}, {"↓ ", "lighter ", sums->lighter}};

	for (int i = 0; i < 2; i++) {
		text_appendf(out, "%s%s%s", i ? "  " : "", parts[i].sign, form == HEAD_SHORT ? "" : parts[i].word);
		chart_format(parts[i].count, CHART_COUNT, ascii, out);
		if (form != HEAD_FULL)
			continue;
		text_append(out, ", ");
		chart_format(parts[i].count / sums->total, CHART_PERCENT, ascii, out);
	}
}

/* As many words as there is room for. */
static void put_moves_head(struct canvas_area area, const struct sums *sums)
{
	struct text text = TEXT_INIT;

	for (int form = HEAD_FULL; form < HEAD_FORMS; form++) {
		text_clear(&text);
		append_head(sums, (enum head_form)form, area.canvas->ascii, &text);
		if (draw_width(area, text.data) <= area.cols)
			break;
	}
	canvas_put(area, 0, 0, CANVAS_LABEL, text.data);
	text_finish(&text);
}

static void put_moves(struct canvas_area area, const struct chart_flow *flow, const struct sums *sums)
{
	struct move moves[MOVES_MAX];
	size_t n = find_moves(flow, sums, moves);
	int row = 0;

	if (area.rows <= 0)
		return;
	if (area.rows > 1 || n == 0)
		put_moves_head(area, sums);
	row = area.rows > 1 ? 1 : 0;
	for (size_t i = 0; i < n && row < area.rows; i++, row++) {
		if (row + 1 == area.rows && i + 1 < n && row > 1)
			canvas_putf(area, 0, row, CANVAS_MUTED, "%zu more moves", n - i);
		else
			put_move(area, row, flow, sums, &moves[i], moves[0].count);
	}
}

void chart_flow(struct canvas_area area, const struct chart_flow *flow)
{
	struct sums sums = sum_up(flow);
	int lanes = (int)sums.n, half, above;

	if (area.cols <= 0 || area.rows <= 0)
		return;
	if (!(sums.total > 0)) {
		draw_no_data(area);
		return;
	}
	if (area.cols >= WIDE) {
		half = draw_max(lane_names_width(area, flow, &sums) + 1 + 2 * SHARE_CELLS + 3 * COUNT_CELLS + 3,
			draw_min(area.cols / 2, 70));
		put_lanes(canvas_cols(area, 0, half - 2), flow, &sums);
		put_moves(canvas_cols(area, half + 1, area.cols - half - 1), flow, &sums);
		return;
	}
	/* One above the other: the lanes first, the stacks only when at least three rows of moves stay. */
	above = area.rows >= lanes + 8   ? lanes + 3
		: area.rows >= lanes + 4 ? lanes + 1
					 : draw_min(area.rows, lanes + 1);
	put_lanes(canvas_rows(area, 0, above), flow, &sums);
	above += area.rows >= lanes + 10;
	put_moves(canvas_rows(area, above, area.rows - above), flow, &sums);
}
