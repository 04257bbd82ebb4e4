/* timeline.c - the life of one declaration: whose hands it was in, and its milestones on the same axis, then
 * in a list.
 *
 * Codes that would touch are left off the axis; the list below has them all, or says how many are missing. */
#include "axis.h"

#include <math.h>
#include <stdlib.h>

static double last_hour(const struct chart_timeline_stretch *stretches, size_t n_stretches,
	const struct chart_timeline_event *events, size_t n_events)
{
	double last = 0;

	for (size_t i = 0; i < n_stretches; i++)
		last = isfinite(stretches[i].to) ? fmax(last, stretches[i].to) : last;
	for (size_t i = 0; i < n_events; i++)
		last = isfinite(events[i].at) ? fmax(last, events[i].at) : last;
	return last > 0 ? last : 1;
}

static void put_stretch(struct canvas_area area, int row, const struct axis *axis,
	const struct chart_timeline_stretch *stretch)
{
	int from = (int)floor(draw_clamp(axis_position(axis, stretch->from), 0, 1) * area.cols);
	int to = (int)lround(draw_clamp(axis_position(axis, stretch->to), 0, 1) * area.cols);
	char letter[2] = {stretch->letter ? stretch->letter : ' ', '\0'};

	if (!isfinite(stretch->from) || !isfinite(stretch->to) || stretch->to < stretch->from)
		return;
	from = draw_min(from, area.cols - 1);
	draw_repeat(area, from, row, draw_max(1, to - from), stretch->role, "█");
	canvas_put(canvas_cols(area, from, 1), 0, row, stretch->role, letter);
}

/* Codes above the bar, each with a foot on its instant; a row up where it would touch its neighbour. */
static void put_codes(
	struct canvas_area area, const struct axis *axis, const struct chart_timeline_event *events, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		int col = draw_min((int)(draw_clamp(axis_position(axis, events[i].at), 0, 1) * area.cols),
			area.cols - 1);
		int width = draw_width(area, events[i].code),
		    start = draw_max(0, draw_min(col, area.cols - width));

		for (int row = area.rows - 1;
			isfinite(events[i].at) && width > 0 && width <= area.cols && row >= 0; row--) {
			int before = start > 0 ? 1 : 0, after = start + width < area.cols ? 1 : 0;

			if (!draw_is_blank(area, start - before, row, width + before + after))
				continue;
			canvas_put(area, start, row, CANVAS_TITLE, events[i].code);
			draw_upright(canvas_rows(area, row + 1, area.rows - row - 1), col, CANVAS_AXIS, "╎");
			break;
		}
	}
}

static void append_span(double hours, bool ascii, struct text *out)
{
	if (!isfinite(hours)) {
		text_append(out, ascii ? "-" : "–");
		return;
	}
	if (hours < 1)
		text_appendf(out, "%.0f min", hours * 60);
	else if (hours < 48)
		text_appendf(out, "%.1f h", hours);
	else
		text_appendf(out, "%.1f d", hours / 24);
}

static void put_event(
	struct canvas_area area, int row, const struct chart_timeline_event *event, double before)
{
	struct text span = TEXT_INIT;

	if (isfinite(before) && event->at >= before)
		text_put(&span, '+');
	append_span(isfinite(before) ? event->at - before : NAN, area.canvas->ascii, &span);
	canvas_put_right(area, 0, row, 9, CANVAS_MUTED, isfinite(before) ? span.data : "");
	canvas_put(canvas_cols(area, 0, 16), 11, row, CANVAS_TITLE, event->code);
	canvas_put(area, 18, row, CANVAS_PLAIN, event->label);
	text_finish(&span);
}

static void put_list(struct canvas_area area, const struct chart_timeline_event *events, size_t n)
{
	for (size_t i = 0; i < n && (int)i < area.rows; i++) {
		if ((int)i + 1 == area.rows && i + 1 < n && area.rows > 1)
			canvas_putf(area, 0, (int)i, CANVAS_MUTED, "%zu more", n - i);
		else
			put_event(area, (int)i, &events[i], i ? events[i - 1].at : NAN);
	}
}

void chart_timeline(struct canvas_area area, const struct chart_timeline_stretch *stretches,
	size_t n_stretches, const struct chart_timeline_event *events, size_t n_events)
{
	struct axis axis;
	int codes = area.rows >= 5   ? 2
		    : area.rows >= 4 ? 1
				     : 0,
	    ticks = area.rows >= 3 ? 2 : 0, list = codes + 1 + ticks;

	if (area.cols <= 0 || area.rows <= 0)
		return;
	if (n_stretches == 0 && n_events == 0) {
		draw_no_data(area);
		return;
	}
	axis = axis_between(0, last_hour(stretches, n_stretches, events, n_events), AXIS_LINEAR, CHART_HOURS,
		draw_max(2, area.cols / 8));
	for (size_t i = 0; i < n_stretches; i++)
		put_stretch(area, codes, &axis, &stretches[i]);
	put_codes(canvas_rows(area, 0, codes), &axis, events, n_events);
	if (ticks)
		axis_draw_bottom(area, &axis, 0, codes + 1);
	if (area.rows > list)
		put_list(canvas_rows(area, list, area.rows - list), events, n_events);
}
