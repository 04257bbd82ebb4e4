/* spans.c - what began when, and goes on until when: one row each over a common axis of dates, with a word on each.
 *
 * Where there is no room for an axis, name and word remain. */
#include "days.h"

#include <math.h>

enum { GUTTER = 2, NAME_MOST = 40, NAME_LEAST = 10, WORD = 17, BAR_LEAST = 14, AXIS_ROWS = 2 };

struct lanes {
	int name, bar_at, bar, word_at;
};

static struct lanes lanes_of(int cols)
{
	int rest = cols - GUTTER - WORD - 1;
	struct lanes lanes = {.name = draw_max(draw_min(rest * 9 / 20, NAME_MOST), NAME_LEAST)};

	lanes.bar_at = GUTTER + lanes.name + 1;
	lanes.bar = cols - lanes.bar_at - WORD - 1;
	if (lanes.bar < BAR_LEAST) {
		lanes.bar = 0;
		lanes.name = draw_max(rest, 1);
	}
	lanes.word_at = cols - WORD;
	return lanes;
}

static int col_of(const struct chart_spans *spans, int32_t day, int cells)
{
	double days = draw_max(spans->to - spans->from, 1);

	return (int)lround(draw_clamp((day - spans->from) / days, 0, 1) * (cells - 1));
}

/* What is still to come is dotted. */
static void put_bar(struct canvas_area bar, const struct chart_spans *spans, const struct chart_span *span)
{
	bool goes_on = span->to < span->from, planned = span->from > spans->today;
	int from = col_of(spans, span->from, bar.cols), to = goes_on || span->to > spans->to ? bar.cols - 1 : col_of(spans, span->to, bar.cols),
	    now = draw_max(draw_min(col_of(spans, spans->today, bar.cols), to), from);

	if (!planned)
		draw_repeat(bar, from, 0, now - from + 1, span->role, "━");
	for (int col = planned ? from : now + 1; col <= to; col += 2)
		canvas_put(bar, col, 0, span->role, "·");
	canvas_put(bar, from, 0, span->role, "◆");
}

static void put_span(struct canvas_area row, const struct chart_spans *spans, size_t i, const struct lanes *lanes)
{
	const struct chart_span *span = &spans->spans[i];
	bool selected = spans->selected == (long)i;

	if (selected)
		canvas_put(row, 0, 0, CANVAS_ACCENT, "▶");
	canvas_put_left(row, GUTTER, 0, lanes->name, selected ? CANVAS_TITLE : CANVAS_LABEL, span->name);
	if (lanes->bar)
		put_bar(canvas_cols(row, lanes->bar_at, lanes->bar), spans, span);
	if (lanes->word_at > GUTTER)
		canvas_put_left(row, lanes->word_at, 0, WORD, span->role, span->word);
	if (selected && spans->focused)
		canvas_focus(row, 0, 0);
}

size_t chart_spans(struct canvas_area area, const struct chart_spans *spans)
{
	struct lanes lanes = lanes_of(area.cols);
	int axis = lanes.bar && area.rows > AXIS_ROWS + 1 ? AXIS_ROWS : 0, rows = area.rows - axis;
	size_t shown = 0;

	if (area.cols <= 0 || area.rows <= 0)
		return 0;
	if (spans->n == 0) {
		draw_no_data(area);
		return 0;
	}
	while ((int)shown < rows && spans->first + shown < spans->n) {
		put_span(canvas_rows(area, (int)shown, 1), spans, spans->first + shown, &lanes);
		shown++;
	}
	if (axis)
		days_draw_bottom(canvas_cols(area, 0, lanes.bar_at + lanes.bar), spans->from, 1, (size_t)(spans->to - spans->from + 1), lanes.bar_at,
			(int)shown);
	return shown;
}
