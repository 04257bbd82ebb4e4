/* waterfall.c - stages on one time axis: when each starts, how long it takes (P50 a bar, P90 a mark), whose it
 * is.
 *
 * Long tails would press all bars against the left edge, so the axis ends where the solid bars can still be
 * read; a tail beyond it ends in an arrow, and its figure stands at the right. The axis is the head of the table, so that
 * the scale costs no row of its own. */
#include "axis.h"

#include <math.h>

enum { TAIL_MAX = 5, NAME_MAX = 26, FIGURE_CELLS = 6, COUNT_CELLS = 7, PLOT_MIN = 14 };

struct frame {
	int name, figures;     /* cells of the left and right columns, with the gap */
	bool p90, n, coverage; /* which figures are shown */
	struct canvas_area plot;
	struct axis axis;
};

static double known(double value)
{
	return isfinite(value) && value > 0 ? value : 0;
}

static struct axis fit_axis(const struct chart_stage *stages, size_t n, double standard, int cells)
{
	double solid = 0, thin = 0, high;

	for (size_t i = 0; i < n; i++) {
		solid = fmax(solid, known(stages[i].start_p50) + known(stages[i].p50));
		thin = fmax(thin, known(stages[i].start_p50) + known(stages[i].p90));
	}
	if (standard > 0 && (solid == 0 || standard <= 3 * solid))
		solid = fmax(solid, standard * 1.05);
	high = thin <= TAIL_MAX * solid || solid == 0 ? fmax(thin, solid) : 2.5 * solid;
	return axis_between(0, high > 0 ? high * 1.03 : 1, AXIS_LINEAR, CHART_HOURS, draw_max(2, cells / 6));
}

static void lay_out(struct canvas_area area, const struct chart_stage *stages, size_t n, struct frame *frame)
{
	int room;
	bool partial = false;

	frame->name = 0;
	for (size_t i = 0; i < n; i++) {
		frame->name = draw_max(frame->name, draw_width(area, stages[i].name));
		partial = partial || stages[i].coverage < 0.995;
	}
	frame->name = area.cols < 12 ? 0 : draw_min(frame->name, draw_min(NAME_MAX, area.cols / 3)) + 1;
	room = area.cols - frame->name - PLOT_MIN;
	frame->figures = room >= FIGURE_CELLS + 1 ? FIGURE_CELLS + 1 : 0;
	frame->p90 = room >= 2 * FIGURE_CELLS + 1;
	frame->n = room >= 2 * FIGURE_CELLS + COUNT_CELLS + 1;
	frame->coverage = partial && room >= 3 * FIGURE_CELLS + COUNT_CELLS + 1;
	frame->figures += (frame->p90 ? FIGURE_CELLS : 0) + (frame->n ? COUNT_CELLS : 0) +
			  (frame->coverage ? FIGURE_CELLS : 0);
	frame->plot = canvas_cols(area, frame->name, area.cols - frame->name - frame->figures);
}

static int col_of(const struct frame *frame, double hours)
{
	return (int)floor(axis_position(&frame->axis, hours) * frame->plot.cols + 1e-9);
}

static void put_tail(const struct frame *frame, int row, int from, double end, enum canvas_role role)
{
	int to = col_of(frame, end);
	bool beyond = to >= frame->plot.cols;
	int last = draw_min(to, frame->plot.cols - 1);

	if (last < from)
		return;
	canvas_put(frame->plot, last, row, role, beyond ? "▶" : "┤");
}

/* The owner's letter is the bar's first cell: it says whose it is where there is no colour. */
static void put_bar(const struct frame *frame, const struct chart_stage *stage, int row)
{
	double start = known(stage->start_p50), p50 = known(stage->p50);
	int first = draw_min(col_of(frame, start), frame->plot.cols - 1);
	int end = (int)lround(
		draw_clamp(axis_position(&frame->axis, start + p50), 0, 1) * frame->plot.cols * 8);
	char letter[2] = {stage->letter ? stage->letter : ' ', '\0'};

	if (!isfinite(stage->p50) && !isfinite(stage->p90)) {
		canvas_put(frame->plot, 0, row, CANVAS_MUTED, "no data");
		return;
	}
	draw_span(frame->plot, row, (first + 1) * 8, end, stage->role);
	canvas_put(frame->plot, first, row, stage->role, letter);
	if (isfinite(stage->p90) && stage->p90 > p50)
		put_tail(frame, row, draw_max(first + 1, (end + 7) / 8), start + stage->p90, stage->role);
}

static int put_figure(struct canvas_area area, int col, int row, int cells, enum canvas_role role,
	double value, enum chart_unit unit)
{
	struct text text = TEXT_INIT;

	chart_format(value, unit, area.canvas->ascii, &text);
	canvas_put_right(area, col, row, cells, role, text.data);
	text_finish(&text);
	return col + cells;
}

static void put_stage(
	struct canvas_area area, const struct frame *frame, const struct chart_stage *stage, int row)
{
	int col = area.cols - frame->figures;

	canvas_put(canvas_cols(area, 0, frame->name - 1), 0, row, CANVAS_LABEL, stage->name);
	put_bar(frame, stage, row);
	if (frame->figures)
		col = put_figure(area, col + 1, row, FIGURE_CELLS, CANVAS_VALUE, stage->p50, CHART_HOURS);
	if (frame->p90)
		col = put_figure(area, col, row, FIGURE_CELLS, CANVAS_PLAIN, stage->p90, CHART_HOURS);
	if (frame->n)
		col = put_figure(area, col, row, COUNT_CELLS, CANVAS_MUTED, (double)stage->n, CHART_COUNT);
	if (frame->coverage) {
		struct text known_share = TEXT_INIT;

		text_appendf(
			&known_share, isfinite(stage->coverage) ? "%.0f %%" : "–", stage->coverage * 100);
		canvas_put_right(area, col, row, FIGURE_CELLS, CANVAS_MUTED, known_share.data);
		text_finish(&known_share);
	}
}

/* Ticks over the bars, where the standard's own label leaves room. */
static void put_ticks(const struct frame *frame)
{
	double ticks[AXIS_TICKS_MAX];
	size_t n = axis_ticks(&frame->axis, ticks);
	int taken = -1;

	for (size_t i = 0; i < n; i++) {
		struct text text = TEXT_INIT;
		int width, start;

		axis_label(&frame->axis, ticks[i], frame->plot.canvas->ascii, &text);
		width = draw_width(frame->plot, text.data);
		start = draw_max(0, draw_min(col_of(frame, ticks[i]) - (width - 1) / 2, frame->plot.cols - width));
		if (start > taken && draw_is_blank(frame->plot, start, 0, width))
			taken = start + canvas_put(frame->plot, start, 0, CANVAS_AXIS, text.data);
		text_finish(&text);
	}
}

static void put_head(struct canvas_area area, const struct frame *frame)
{
	int col = area.cols - frame->figures;

	if (frame->figures)
		canvas_put_right(area, col + 1, 0, FIGURE_CELLS, CANVAS_LABEL, "P50 h");
	if (frame->p90)
		canvas_put_right(area, col + 1 + FIGURE_CELLS, 0, FIGURE_CELLS, CANVAS_LABEL, "P90 h");
	if (frame->n)
		canvas_put_right(area, col + 1 + 2 * FIGURE_CELLS, 0, COUNT_CELLS, CANVAS_LABEL, "n");
	if (frame->coverage)
		canvas_put_right(area, area.cols - FIGURE_CELLS, 0, FIGURE_CELLS, CANVAS_LABEL, "known");
}

/* "▾standard 24h" over its line, to the left of it where the right has no room. */
static void put_standard(const struct frame *frame, double standard, int head, int rows)
{
	int col = col_of(frame, standard), width;
	struct text text = TEXT_INIT;

	if (!(standard > 0) || col >= frame->plot.cols)
		return;
	draw_upright(canvas_rows(frame->plot, head, rows), col, CANVAS_LIMIT, "┊");
	text_append(&text, "standard ");
	axis_figure(standard, CHART_HOURS, frame->plot.canvas->ascii, &text);
	width = draw_width(frame->plot, text.data) + 1;
	if (head && col + width <= frame->plot.cols)
		canvas_putf(frame->plot, col, 0, CANVAS_LIMIT, "▾%s", text.data);
	else if (head && col + 1 >= width)
		canvas_putf(frame->plot, col + 1 - width, 0, CANVAS_LIMIT, "%s▾", text.data);
	text_finish(&text);
}

static void put_legend(struct canvas_area area, const struct chart_stage *stages, size_t n, int row)
{
	int col = canvas_put(area, 0, row, CANVAS_MUTED, "█ P50  ┤ P90") + 3;

	for (enum canvas_role role = CANVAS_OWNER_CUSTOMS; role <= CANVAS_OWNER_SHARED; role++) {
		const struct draw_owner *owner = draw_owner_of(role);
		bool used = false;

		for (size_t i = 0; i < n; i++)
			used = used || stages[i].role == role;
		if (!used || col + 2 + draw_width(area, owner->name) > area.cols)
			continue;
		canvas_putf(area, col, row, role, "%c", owner->letter);
		col += 2 + canvas_put(area, col + 2, row, CANVAS_MUTED, owner->name) + 2;
	}
}

void chart_waterfall(struct canvas_area area, const struct chart_stage *stages, size_t n, double standard)
{
	struct frame frame;
	int left = area.rows - (int)draw_min((int)n, area.rows), head = left >= 1, legend = left >= 2, rows;

	if (area.cols <= 0 || area.rows <= 0)
		return;
	if (n == 0) {
		draw_no_data(area);
		return;
	}
	rows = draw_min((int)n, area.rows - head - legend);
	lay_out(area, stages, n, &frame);
	frame.axis = fit_axis(stages, n, standard, frame.plot.cols);
	if (head)
		put_head(area, &frame);
	for (int i = 0; i < rows; i++) {
		if (i + 1 == rows && (size_t)rows < n && rows > 1)
			canvas_putf(area, 0, head + i, CANVAS_MUTED, "%zu more stages", n - (size_t)i);
		else
			put_stage(area, &frame, &stages[i], head + i);
	}
	put_standard(&frame, standard, head, rows);
	if (head)
		put_ticks(&frame);
	if (legend)
		put_legend(area, stages, n, head + rows);
}
