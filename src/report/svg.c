/* svg.c - see svg.h. Colours stand as attributes for who reads without the style sheet; its classes turn them round for the dark. */
#include "svg.h"

#include <math.h>
#include <string.h>

#include "plot.h"
#include "insight/phrases.h"

/* Room for the axes, and how thick things are. */
struct dress {
	int left, bottom, top, right, ticks, font;
	double stroke, point;
};

static const struct dress small = { .left = 46, .bottom = 16, .top = 7, .right = 8, .ticks = 3, .font = 10, .stroke = 1.5, .point = 3 },
	large = { .left = 58, .bottom = 22, .top = 10, .right = 10, .ticks = 4, .font = 11, .stroke = 1.8, .point = 4 };

static const char *colour_of(enum document_mark mark)
{
	return mark == MARK_WORSE ? "#b3400a" : mark == MARK_BETTER ? "#00674e" : "#33404d";
}

static const char *class_of(enum document_mark mark)
{
	return mark == MARK_WORSE ? "pw" : mark == MARK_BETTER ? "pb" : "po";
}

static void open_svg(const struct document_course *course, int width, int height, struct text *out)
{
	text_appendf(out, "<svg width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"", width, height, width, height);
	text_append_xml(out, course->label, strlen(course->label));
	text_append(out, "\">");
}

static void band(const struct plot *plot, struct text *out)
{
	double top, bottom;

	if (plot_band(plot, &top, &bottom))
		text_appendf(out, "<rect class=\"b\" fill=\"#e3e9ef\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>", plot->x, top, plot->width,
			fmax(0.5, bottom - top));
	if (isfinite(plot->course->target))
		text_appendf(out, "<path class=\"t\" stroke=\"#7a5c00\" stroke-dasharray=\"4 3\" d=\"M%.1f %.1fh%.1f\"/>", plot->x,
			plot_y(plot, plot->course->target), plot->width);
}

static void since(const struct plot *plot, struct text *out)
{
	if (plot->course->since > 0)
		text_appendf(out, "<path class=\"x\" stroke=\"#8793a0\" stroke-dasharray=\"2 2\" d=\"M%.1f %.1fv%.1f\"/>",
			(plot_x(plot, (size_t)plot->course->since - 1) + plot_x(plot, (size_t)plot->course->since)) / 2, plot->y, plot->height);
}

/* Gaps break the line. */
static void line(const struct plot *plot, double stroke, struct text *out)
{
	const struct document_course *course = plot->course;
	bool pen = false;

	text_appendf(out, "<path class=\"l\" fill=\"none\" stroke=\"#4a5560\" stroke-width=\"%.1f\" stroke-linejoin=\"round\" d=\"", stroke);
	for (size_t i = 0; i < course->n; i++) {
		if (isfinite(course->values[i]))
			text_appendf(out, "%s%.1f %.1f", pen ? "L" : "M", plot_x(plot, i), plot_y(plot, course->values[i]));
		pen = isfinite(course->values[i]);
	}
	text_append(out, "\"/>");
}

/* The weeks of the change are points, the last one larger. */
static void points(const struct plot *plot, enum document_mark mark, double size, struct text *out)
{
	const struct document_course *course = plot->course;
	size_t from = course->since >= 0 ? (size_t)course->since : plot->last;

	for (size_t i = from; i <= plot->last; i++)
		if (isfinite(course->values[i]))
			text_appendf(out, "<circle class=\"%s\" fill=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"/>", class_of(mark), colour_of(mark),
				plot_x(plot, i), plot_y(plot, course->values[i]), i == plot->last ? size : size * 0.65);
}

void svg_spark(const struct document_course *course, enum document_mark mark, int width, int height, struct text *out)
{
	struct plot plot;

	if (!plot_begin(course, 3, 4, width - 7, height - 8, &plot))
		return;
	open_svg(course, width, height, out);
	band(&plot, out);
	since(&plot, out);
	line(&plot, 1.4, out);
	points(&plot, mark, 3, out);
	text_append(out, "</svg>");
}

static void label(double x, double y, const char *anchor, int font, const char *s, struct text *out)
{
	text_appendf(out, "<text class=\"a\" font-size=\"%d\" fill=\"#57606a\" text-anchor=\"%s\" x=\"%.1f\" y=\"%.1f\">", font, anchor, x, y);
	text_append_xml(out, s, strlen(s));
	text_append(out, "</text>\n");	/* apart where a mail program keeps nothing but the text */
}

static void ticks(const struct plot *plot, const struct dress *dress, struct text *out)
{
	double values[PLOT_TICKS];
	size_t n = plot_ticks(plot, dress->ticks, values);

	for (size_t i = 0; i < n; i++) {
		struct text text = TEXT_INIT;
		double y = plot_y(plot, values[i]);

		phrase_value(&text, values[i], plot->course->unit, NULL);
		text_appendf(out, "<path class=\"g\" stroke=\"#d5dbe1\" d=\"M%.1f %.1fh%.1f\"/>", plot->x, y, plot->width);
		label(plot->x - 5, y + 0.35 * dress->font, "end", dress->font, text.data, out);
		text_finish(&text);
	}
}

static void day_label(const struct plot *plot, const struct dress *dress, size_t week, const char *anchor, struct text *out)
{
	struct text day = TEXT_INIT;

	phrase_day(&day, plot_day(plot, week), PHRASE_DATE);
	label(plot_x(plot, week), plot->y + plot->height + dress->bottom - 5, anchor, dress->font, day.data, out);
	text_finish(&day);
}

/* The first and the last week have their days; that on which the change began, where it does not stand in their way. */
static void days(const struct plot *plot, const struct dress *dress, struct text *out)
{
	const struct document_course *course = plot->course;
	long room = dress == &small ? 7 : 4;

	day_label(plot, dress, 0, "start", out);
	if (course->since > room && course->since + room < (long)course->n)
		day_label(plot, dress, (size_t)course->since, "middle", out);
	day_label(plot, dress, course->n - 1, "end", out);
}

void svg_chart(const struct document_course *course, enum document_mark mark, enum svg_size size, int width, int height, struct text *out)
{
	const struct dress *dress = size == SVG_SMALL ? &small : &large;
	struct plot plot;

	if (!plot_begin(course, dress->left, dress->top, width - dress->left - dress->right, height - dress->top - dress->bottom, &plot))
		return;
	open_svg(course, width, height, out);
	band(&plot, out);
	ticks(&plot, dress, out);
	since(&plot, out);
	line(&plot, dress->stroke, out);
	points(&plot, mark, dress->point, out);
	days(&plot, dress, out);
	text_append(out, "</svg>");
}
