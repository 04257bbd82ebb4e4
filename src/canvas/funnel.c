/* funnel.c - rates against their n: who differs by more than chance would make them.
 *
 * Limits are those of the score test around the mean, mean ± z sqrt(mean (1 - mean) / n) with z 1.96 and 3.09
 * (Spiegelhalter 2005, funnel plots for comparing institutional performance), or as wide as units really spread. Who is outside is
 * decided by the caller, with exact tests. */
#include "curve.h"
#include "label.h"

#include <math.h>
#include <string.h>

enum { NAMED_MAX = 15, SMALL_N = 5 /* what they show says little, and must not stretch the scale */ };

static const double chance_95 = 1.959964, chance_998 = 3.090232;

struct frame {
	struct canvas_area plot;
	struct axis x, y;
	double mean, z_95, z_998;
};

static double limit(double mean, double n, double z)
{
	return mean + z * sqrt(fmax(mean * (1 - mean), 0) / n);
}

static bool is_drawn(const struct chart_funnel_point *point)
{
	return isfinite(point->rate) && point->n > 0;
}

static struct axis fit_x(const struct chart_funnel_point *points, size_t n, int cells)
{
	double low = INFINITY, high = 0;

	for (size_t i = 0; i < n; i++) {
		if (!is_drawn(&points[i]))
			continue;
		low = fmin(low, (double)points[i].n);
		high = fmax(high, (double)points[i].n);
	}
	if (high > 30 * low)
		return axis_between(low * 0.8, high * 1.25, AXIS_LOG, CHART_COUNT, cells / 8);
	return axis_between(fmin(low * 0.5, 1), high * 1.1, AXIS_SQRT, CHART_COUNT, cells / 8);
}

/* High enough for the points; where the limits of the smaller units lie far beyond them, they leave at the left. */
static struct axis fit_y(const struct chart_funnel_point *points, size_t n, double mean, double z, int rows)
{
	double low = mean, high = mean, smallest = INFINITY;

	for (size_t i = 0; i < n; i++) {
		if (!is_drawn(&points[i]))
			continue;
		smallest = fmin(smallest, (double)points[i].n);
		low = fmin(low, points[i].rate);
		if (points[i].n >= SMALL_N || points[i].selected || points[i].outside || points[i].rate < 2 * mean)
			high = fmax(high, points[i].rate);
	}
	high = fmin(fmax(high, fmin(limit(mean, smallest, z), 1.4 * high)), fmax(1, high));
	low = fmax(fmin(low, fmax(limit(mean, smallest, -z), low - 0.4 * (high - low))), fmin(0, low));
	if (low < 0.5 * high && low > 0)
		low = 0;
	return axis_round(low, high, axis_ticks_for(rows), CHART_PERCENT);
}

static int x_of(const struct frame *frame, const struct dots *dots, double n)
{
	return (int)lround(draw_clamp(axis_position(&frame->x, n), -1, 2) * (dots->width - 1));
}

static int y_of(const struct frame *frame, const struct dots *dots, double rate)
{
	return curve_y(dots, &frame->y, rate);
}

static void put_limit(
	const struct frame *frame, double z, int dash, enum canvas_role role, const char *ascii)
{
	struct dots raster = dots_of(frame->plot), *dots = &raster;
	int before = 0;

	raster.ascii = ascii;
	for (int x = 0; x < dots->width; x++) {
		double n = axis_value(&frame->x, (double)x / draw_max(1, dots->width - 1));
		double rate = n > 0 ? limit(frame->mean, n, z) : INFINITY;
		int y = y_of(frame, dots, rate);
		bool inside = rate >= 0 && rate <= 1;

		if (inside && x > 0)
			dots_line(dots, x - 1, before, x, y, dash, role);
		before = inside ? y : y_of(frame, dots, rate < 0 ? 0 : 1);
	}
}

static void put_limits(const struct frame *frame)
{
	struct dots dots = dots_of(frame->plot);
	int y = y_of(frame, &dots, frame->mean);

	put_limit(frame, frame->z_998, 3, CANVAS_LIMIT, ":");
	put_limit(frame, -frame->z_998, 3, CANVAS_LIMIT, ":");
	put_limit(frame, frame->z_95, 2, CANVAS_MUTED, ".");
	put_limit(frame, -frame->z_95, 2, CANVAS_MUTED, ".");
	dots.ascii = "-";
	dots_line(&dots, 0, y, dots.width - 1, y, 0, CANVAS_MUTED);
}

static void put_point(const struct frame *frame, const struct chart_funnel_point *point)
{
	struct dots dots = dots_of(frame->plot);
	int col = x_of(frame, &dots, (double)point->n) / 2, row = y_of(frame, &dots, point->rate) / 4;
	bool beyond = axis_position(&frame->y, point->rate) > 1 + 1e-9;
	const char *glyph = beyond ? "▴" : point->selected ? "◆" : point->outside ? "●" : "•";

	canvas_put(canvas_sub(frame->plot, col, draw_max(row, 0), 1, 1), 0, 0,
		point->selected  ? CANVAS_ACCENT
		: point->outside ? CANVAS_WARNING
				 : CANVAS_SERIES,
		glyph);
}

static void put_name(const struct frame *frame, const struct chart_funnel_point *point)
{
	struct dots dots = dots_of(frame->plot);
	int col = x_of(frame, &dots, (double)point->n) / 2, row = y_of(frame, &dots, point->rate) / 4;

	if (point->name && row >= 0)
		label_beside(frame->plot, col, row,
			point->selected  ? CANVAS_ACCENT
			: point->outside ? CANVAS_WARNING
					 : CANVAS_LABEL,
			point->name);
}

/* Who stands out is named first; the others only where they are few enough to be told apart. */
static void put_names(const struct frame *frame, const struct chart_funnel_point *points, size_t n, size_t drawn)
{
	bool roomy = drawn <= NAMED_MAX && frame->plot.cols >= 30 && frame->plot.rows >= 5;

	for (int plain = 0; plain <= roomy; plain++) {
		for (size_t i = 0; i < n; i++) {
			if (is_drawn(&points[i]) && (points[i].outside || points[i].selected) == !plain)
				put_name(frame, &points[i]);
		}
	}
}

/* The names of the lines, at their right end. */
static void put_line_names(struct canvas_area margin, const struct frame *frame)
{
	const struct {
		const char *name;
		double z;
		enum canvas_role role;
	} lines[] = {{"95 %", frame->z_95, CANVAS_MUTED}, {"99.8 %", frame->z_998, CANVAS_LIMIT}, {"95 %", -frame->z_95, CANVAS_MUTED},
		{"99.8 %", -frame->z_998, CANVAS_LIMIT}};
	struct dots dots = dots_of(frame->plot);
	struct text text = TEXT_INIT;

	text_append(&text, "mean ");
	chart_format(frame->mean, CHART_PERCENT, margin.canvas->ascii, &text);
	label_margin(margin, draw_clamp(y_of(frame, &dots, frame->mean) / 4, 0, margin.rows - 1), -1,
		CANVAS_LABEL, text.data);
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		double rate = limit(frame->mean, frame->x.high, lines[i].z);
		int row = y_of(frame, &dots, rate) / 4;

		if (rate > 0 && rate < 1 && row >= 0 && row < margin.rows && margin.rows >= 8)
			label_margin(margin, row, lines[i].z > 0 ? -1 : 1, lines[i].role, lines[i].name);
	}
	text_finish(&text);
}

static void put_titles(struct canvas_area area, const struct frame *frame, const char *x_title,
	const char *y_title, size_t drawn, double n)
{
	int width, used = 0;
	struct text right = TEXT_INIT;

	text_appendf(&right, drawn == 1 ? "%zu point, n " : "%zu points, n ", drawn);
	chart_format(n, CHART_COUNT, area.canvas->ascii, &right);
	if (y_title)
		used = canvas_put(area, 0, 0, CANVAS_LABEL, y_title);
	draw_note(area, used, right.data);
	text_clear(&right);
	text_appendf(&right, "%s (%s scale)", x_title ? x_title : "n",
		frame->x.scale == AXIS_LOG ? "log" : "root");
	width = draw_width(area, right.data);
	if (width <= area.cols)
		canvas_put_right(area, area.cols - width, area.rows - 1, width, CANVAS_LABEL, right.data);
	text_finish(&right);
}

void chart_funnel(struct canvas_area area, const struct chart_funnel *funnel)
{
	const struct chart_funnel_point *points = funnel->points;
	size_t n = funnel->n;
	int titles = area.rows >= 8 ? 1 : 0, axes = area.rows >= 5 ? 2 : 0, margin = area.cols >= 50 ? 12 : 0,
	    from = 0;
	struct frame frame = {.mean = funnel->mean, .z_95 = funnel->z_95 > 0 ? funnel->z_95 : chance_95,
		.z_998 = funnel->z_998 > 0 ? funnel->z_998 : chance_998};
	struct canvas_area body = canvas_rows(area, titles, area.rows - 2 * titles - axes);
	size_t drawn = 0;
	double total = 0;

	for (size_t i = 0; i < n; i++) {
		drawn += is_drawn(&points[i]);
		total += is_drawn(&points[i]) ? (double)points[i].n : 0;
	}
	if (area.cols <= 0 || area.rows <= 0)
		return;
	if (drawn == 0 || !isfinite(frame.mean)) {
		draw_no_data(area);
		return;
	}
	frame.y = fit_y(points, n, frame.mean, frame.z_95, body.rows);
	if (axes)
		from = axis_draw_left(body, &frame.y, body.rows);
	frame.plot = canvas_cols(body, from, area.cols - from - margin);
	frame.x = fit_x(points, n, frame.plot.cols);
	put_limits(&frame);
	for (size_t pass = 0; pass < 3; pass++) {
		for (size_t i = 0; i < n; i++) {
			if (is_drawn(&points[i]) && pass == (points[i].selected         ? 2u
								    : points[i].outside ? 1u
											: 0u))
				put_point(&frame, &points[i]);
		}
	}
	put_names(&frame, points, n, drawn);
	if (axes)
		axis_draw_bottom(
			canvas_cols(area, 0, area.cols - margin), &frame.x, from, titles + body.rows);
	if (margin)
		put_line_names(canvas_cols(body, area.cols - margin + 1, margin - 1), &frame);
	if (titles)
		put_titles(area, &frame, funnel->x_title, funnel->y_title, drawn, total);
}
