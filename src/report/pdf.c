/* pdf.c - the brief on one page of A4 (the only pango header).
 *
 * The library is opened when the first page is drawn: it brings twenty others, whose loading every start of the program would pay for.
 *
 * The page is laid out several times without ink: with smaller letters, then with fewer findings, until it fits; then it is drawn. Pango
 * shapes whatever script names of posts are written in. Nothing of the moment goes into the file: its date is the clock of the brief. */
#include <ctype.h>
#include <dlfcn.h>
#include <math.h>
#include <pango/pangocairo.h>
#include <cairo/cairo-pdf.h>
#include <stdio.h>
#include <string.h>

#include "base/time.h"
#include "compose.h"
#include "plot.h"
#include "insight/phrases.h"
#include "report/brief.h"

#define LIBRARY "libpangocairo-1.0.so.0"	/* finds the functions of what it stands on as well */

#define FUNCTIONS(X) \
	X(cairo_arc) X(cairo_create) X(cairo_destroy) X(cairo_fill) X(cairo_line_to) X(cairo_move_to) X(cairo_new_sub_path) \
	X(cairo_pdf_surface_create_for_stream) X(cairo_pdf_surface_set_metadata) X(cairo_rectangle) X(cairo_rel_line_to) \
	X(cairo_set_dash) X(cairo_set_line_join) X(cairo_set_line_width) X(cairo_set_source_rgb) X(cairo_show_page) \
	X(cairo_status_to_string) X(cairo_stroke) X(cairo_surface_destroy) X(cairo_surface_finish) X(cairo_surface_status) \
	X(g_object_unref) X(pango_cairo_create_layout) X(pango_cairo_font_map_set_default) X(pango_cairo_show_layout) \
	X(pango_font_description_free) X(pango_font_description_new) X(pango_font_description_set_absolute_size) \
	X(pango_font_description_set_family) X(pango_font_description_set_weight) X(pango_layout_get_extents) X(pango_layout_get_size) \
	X(pango_layout_set_alignment) X(pango_layout_set_font_description) X(pango_layout_set_line_spacing) \
	X(pango_layout_set_text) X(pango_layout_set_width) X(pango_layout_set_wrap)

#define MEMBER(name) __typeof__(&name) name;
static struct {
	FUNCTIONS(MEMBER)
} lib;
#undef MEMBER

static bool lib_open(struct err *err)
{
	void *handle = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);

	if (!handle)
		return err_set(err, ERR_NOT_BUILT, "%s is not installed, which draws PDF: install libpangocairo-1.0-0, or print the page of --format html", LIBRARY);
#define TAKE(name)                                                                                                        \
	*(void **)&lib.name = dlsym(handle, #name);                                                                       \
	if (!lib.name)                                                                                                    \
		return err_set(err, ERR_NOT_BUILT, "%s is too old to draw PDF (it has no %s); print the page of --format html", LIBRARY, #name);
	FUNCTIONS(TAKE)
#undef TAKE
	return true;
}

#ifdef __SANITIZE_ADDRESS__
/* fontconfig keeps a pattern for good, and ncurses what it began of a terminal that it does not know. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:libfontconfig\nleak:new_prescr";
}

const char *__lsan_default_options(void);
const char *__lsan_default_options(void)
{
	return "print_suppressions=0";		/* standard error is for people */
}
#endif

#define PAGE_WIDTH 595.28		/* points */
#define PAGE_HEIGHT 841.89
#define MARGIN 42.0
#define WIDTH (PAGE_WIDTH - 2 * MARGIN)
#define VERDICT_CELLS 56.0		/* the column of verdicts */
#define CHART_WIDTH 132.0
#define CHART_HEIGHT 40.0
#define CHART_LEFT 24.0			/* room for its axes */
#define CHART_BOTTOM 8.0
#define TICKS 3
#define LEFT_TO_RIGHT "\u200e"
#define OWNER_WHOLE 60			/* bytes of an owner that is not parted */
#define FEWEST 5				/* findings that letters are made smaller for */
#define GAP 12.0

static const double scales[] = { 1.12, 1.06, 1.0, 0.95, 0.9, 0.86 };
#define READABLE 5				/* of these scales */

struct colour {
	double r, g, b;
};

static const struct colour black = { 0.106, 0.122, 0.141 }, grey = { 0.341, 0.376, 0.416 }, pale = { 0.835, 0.859, 0.882 }, shade = { 0.89, 0.914, 0.937 },
	bad = { 0.702, 0.251, 0.039 }, good = { 0, 0.404, 0.306 }, ochre = { 0.478, 0.361, 0 };

enum face { FACE_TITLE, FACE_DATE, FACE_HEADING, FACE_CLAIM, FACE_BODY, FACE_SMALL, FACE_STRONG, FACE_AXIS, FACES };

static const struct {
	double size;
	PangoWeight weight;
} faces[FACES] = {
	[FACE_TITLE] = { 23, PANGO_WEIGHT_BOLD }, [FACE_DATE] = { 12, PANGO_WEIGHT_NORMAL }, [FACE_HEADING] = { 8, PANGO_WEIGHT_BOLD },
	[FACE_CLAIM] = { 9.6, PANGO_WEIGHT_BOLD }, [FACE_BODY] = { 8.6, PANGO_WEIGHT_NORMAL }, [FACE_SMALL] = { 7.4, PANGO_WEIGHT_NORMAL },
	[FACE_STRONG] = { 8.6, PANGO_WEIGHT_BOLD }, [FACE_AXIS] = { 5.8, PANGO_WEIGHT_NORMAL },
};

struct sheet {
	cairo_t *cairo;
	PangoLayout *layout;
	double scale, y;
	bool ink;
	size_t n_findings, n_due;	/* told on it */
};

static const struct colour *colour_of(enum document_mark mark)
{
	return mark == MARK_WORSE ? &bad : mark == MARK_BETTER ? &good : mark == MARK_WARNED ? &ochre : &grey;
}

static void pen(const struct sheet *sheet, const struct colour *colour, double width)
{
	lib.cairo_set_source_rgb(sheet->cairo, colour->r, colour->g, colour->b);
	lib.cairo_set_line_width(sheet->cairo, width);
}

/* A range keeps together, by a word joiner behind its dash, and so do the groups of a number. */
static void set_text(struct sheet *sheet, const char *s)
{
	static const char dash[] = "–", thin[] = "\u2009";
	struct text text = TEXT_INIT, marked = TEXT_INIT;

	document_mark_leftward(&marked, s, LEFT_TO_RIGHT);
	if (marked.len > strlen(s))
		text_append(&text, LEFT_TO_RIGHT);	/* a name at its beginning does not turn a sentence round */
	s = marked.data;
	for (size_t n; *s; s += n) {
		bool is_dash = strncmp(s, dash, strlen(dash)) == 0, is_thin = strncmp(s, thin, strlen(thin)) == 0;

		n = is_dash || is_thin ? strlen(dash) : 1 + strcspn(s + 1, "\xe2");
		if (is_thin)
			text_append(&text, "\u202f");
		else
			text_append_n(&text, s, n);
		if (is_dash && isdigit((unsigned char)s[n]))
			text_append(&text, "\u2060");
	}
	lib.pango_layout_set_text(sheet->layout, text.data, -1);
	text_finish(&marked);
	text_finish(&text);
}

/* Sets a text at (x, y), wrapped; returns its height. align: 0 left, 1 right. */
static double put(struct sheet *sheet, enum face face, const struct colour *colour, double x, double y, double width, int align, const char *s)
{
	PangoFontDescription *font = lib.pango_font_description_new();
	int cells, height;

	lib.pango_font_description_set_family(font, "Noto Sans,DejaVu Sans,sans-serif");
	lib.pango_font_description_set_weight(font, faces[face].weight);
	lib.pango_font_description_set_absolute_size(font, faces[face].size * sheet->scale * PANGO_SCALE);
	lib.pango_layout_set_font_description(sheet->layout, font);
	lib.pango_font_description_free(font);
	lib.pango_layout_set_width(sheet->layout, (int)(width * PANGO_SCALE));
	lib.pango_layout_set_wrap(sheet->layout, PANGO_WRAP_WORD_CHAR);
	lib.pango_layout_set_alignment(sheet->layout, align ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
	lib.pango_layout_set_line_spacing(sheet->layout, 1.08f);
	set_text(sheet, s);
	lib.pango_layout_get_size(sheet->layout, &cells, &height);
	if (sheet->ink) {
		pen(sheet, colour, 1);
		lib.cairo_move_to(sheet->cairo, x, y);
		lib.pango_cairo_show_layout(sheet->cairo, sheet->layout);
	}
	return (double)height / PANGO_SCALE;
}

/* Of what was put last, where that stands right-aligned or wraps: the widest line. */
static double ink_width(struct sheet *sheet)
{
	PangoRectangle ink;

	lib.pango_layout_get_extents(sheet->layout, &ink, NULL);
	return (double)ink.width / PANGO_SCALE;
}

static void paragraph(struct sheet *sheet, enum face face, const struct colour *colour, const char *s)
{
	if (s[0])
		sheet->y += put(sheet, face, colour, MARGIN, sheet->y, WIDTH, 0, s);
}

static void rule(struct sheet *sheet, const struct colour *colour, double width)
{
	if (!sheet->ink)
		return;
	pen(sheet, colour, width);
	lib.cairo_move_to(sheet->cairo, MARGIN, sheet->y);
	lib.cairo_line_to(sheet->cairo, PAGE_WIDTH - MARGIN, sheet->y);
	lib.cairo_stroke(sheet->cairo);
}

static void heading(struct sheet *sheet, enum phrase phrase)
{
	sheet->y += 9 * sheet->scale;
	rule(sheet, &black, 1.2);
	sheet->y += 3.5 * sheet->scale;
	sheet->y += put(sheet, FACE_HEADING, &black, MARGIN, sheet->y, WIDTH, 0, phrase_text(phrase)) + 2 * sheet->scale;
}

static void draw_band(struct sheet *sheet, const struct plot *plot)
{
	const struct document_course *course = plot->course;
	double top, bottom;

	if (plot_band(plot, &top, &bottom)) {
		pen(sheet, &shade, 1);
		lib.cairo_rectangle(sheet->cairo, plot->x, top, plot->width, fmax(0.4, bottom - top));
		lib.cairo_fill(sheet->cairo);
	}
	if (!isfinite(course->target))
		return;
	pen(sheet, &ochre, 0.6);
	lib.cairo_set_dash(sheet->cairo, (const double[]){ 2.5, 2 }, 2, 0);
	lib.cairo_move_to(sheet->cairo, plot->x, plot_y(plot, course->target));
	lib.cairo_rel_line_to(sheet->cairo, plot->width, 0);
	lib.cairo_stroke(sheet->cairo);
	lib.cairo_set_dash(sheet->cairo, NULL, 0, 0);
}

static void draw_line(struct sheet *sheet, const struct plot *plot, enum document_mark mark)
{
	const struct document_course *course = plot->course;
	bool down = false;

	pen(sheet, &grey, 0.9);
	lib.cairo_set_line_join(sheet->cairo, CAIRO_LINE_JOIN_ROUND);
	for (size_t i = 0; i < course->n; i++) {
		bool known = isfinite(course->values[i]);

		if (known && down)
			lib.cairo_line_to(sheet->cairo, plot_x(plot, i), plot_y(plot, course->values[i]));
		else if (known)
			lib.cairo_move_to(sheet->cairo, plot_x(plot, i), plot_y(plot, course->values[i]));
		down = known;
	}
	lib.cairo_stroke(sheet->cairo);
	pen(sheet, colour_of(mark), 1);
	for (size_t i = course->since >= 0 ? (size_t)course->since : plot->last; i <= plot->last; i++) {
		if (!isfinite(course->values[i]))
			continue;
		lib.cairo_new_sub_path(sheet->cairo);
		lib.cairo_arc(sheet->cairo, plot_x(plot, i), plot_y(plot, course->values[i]), i == plot->last ? 1.9 : 1.2, 0, 2 * M_PI);
		lib.cairo_fill(sheet->cairo);
	}
}

/* A line in a table. */
static void spark(struct sheet *sheet, const struct document_course *course, enum document_mark mark, double x, double y, double width, double height)
{
	struct plot plot;

	if (!sheet->ink || !plot_begin(course, x + 2, y + 2, width - 5, height - 4, &plot))
		return;
	draw_band(sheet, &plot);
	draw_line(sheet, &plot, mark);
}

static void axes(struct sheet *sheet, const struct plot *plot)
{
	double values[PLOT_TICKS], half = faces[FACE_AXIS].size * sheet->scale * 0.7, below = plot->y + plot->height + 1;
	size_t n = plot_ticks(plot, TICKS, values);
	struct text text = TEXT_INIT;

	for (size_t i = 0; i < n; i++) {
		double y = plot_y(plot, values[i]);

		pen(sheet, &pale, 0.4);
		lib.cairo_move_to(sheet->cairo, plot->x, y);
		lib.cairo_rel_line_to(sheet->cairo, plot->width, 0);
		lib.cairo_stroke(sheet->cairo);
		phrase_value(&text, values[i], plot->course->unit, NULL);
		put(sheet, FACE_AXIS, &grey, plot->x - CHART_LEFT - 14, y - half, CHART_LEFT + 11, 1, text.data);
		text_clear(&text);
	}
	phrase_day(&text, plot_day(plot, 0), PHRASE_DATE);
	put(sheet, FACE_AXIS, &grey, plot->x, below, plot->width, 0, text.data);
	text_clear(&text);
	phrase_day(&text, plot_day(plot, plot->course->n - 1), PHRASE_DATE);
	put(sheet, FACE_AXIS, &grey, plot->x, below, plot->width, 1, text.data);
	text_finish(&text);
}

/* Beside a finding. */
static void chart(struct sheet *sheet, const struct document_course *course, enum document_mark mark, double x, double y)
{
	double height = CHART_HEIGHT * sheet->scale;
	struct plot plot;

	if (!sheet->ink || !plot_begin(course, x + CHART_LEFT, y + 3, CHART_WIDTH - CHART_LEFT - 3, height - 4 - CHART_BOTTOM * sheet->scale, &plot))
		return;
	draw_band(sheet, &plot);
	axes(sheet, &plot);
	draw_line(sheet, &plot, mark);
}

static void head(struct sheet *sheet, const struct document *document)
{
	double banner = 110;

	if (document->banner[0]) {
		double width, height = put(sheet, FACE_HEADING, &ochre, PAGE_WIDTH - MARGIN - banner, sheet->y + 8, banner - 7, 1, document->banner);

		if (sheet->ink) {
			width = ink_width(sheet) + 14;
			pen(sheet, &ochre, 1);
			lib.cairo_rectangle(sheet->cairo, PAGE_WIDTH - MARGIN - width, sheet->y + 5, width, height + 6);
			lib.cairo_stroke(sheet->cairo);
		}
	}
	sheet->y += put(sheet, FACE_TITLE, &black, MARGIN, sheet->y, WIDTH - banner, 0, document->title);
	paragraph(sheet, FACE_DATE, &black, document->date);
	sheet->y += 2 * sheet->scale;
	paragraph(sheet, FACE_BODY, &grey, document->subtitle);
	paragraph(sheet, FACE_BODY, &black, document->summary);
}

static void small_print(const struct document_finding *finding, struct text *out)
{
	char step[24];

	text_appendf(out, "%s%s", finding->certainty, finding->certainty[0] ? ". " : "");
	if (finding->owner[0]) {
		PHRASE_PUT(out, PHRASE_OWNER, { "owner", finding->owner });
		text_append(out, ". ");
	}
	snprintf(step, sizeof(step), "%d", finding->step);
	if (finding->step)
		PHRASE_PUT(out, PHRASE_SEE_STEP, { "n", step });
}

static void finding(struct sheet *sheet, const struct document_finding *finding)
{
	bool drawn = plot_can(&finding->course);
	double left = MARGIN + VERDICT_CELLS * sheet->scale, width = PAGE_WIDTH - MARGIN - (drawn ? CHART_WIDTH + GAP : 0) - left, top = sheet->y;
	struct text words = TEXT_INIT;

	text_appendf(&words, "%s %s", document_glyph(finding->mark), document_word(finding->mark));
	put(sheet, FACE_STRONG, colour_of(finding->mark), MARGIN, sheet->y + 0.8, VERDICT_CELLS * sheet->scale, 0, words.data);
	sheet->y += put(sheet, FACE_CLAIM, &black, left, sheet->y, width, 0, finding->claim);
	text_clear(&words);
	text_appendf(&words, "%s%s%s", finding->cause, finding->cause[0] && finding->size[0] ? " " : "", finding->size);
	if (words.len)
		sheet->y += put(sheet, FACE_BODY, &black, left, sheet->y, width, 0, words.data);
	if (finding->reform[0])
		sheet->y += put(sheet, FACE_BODY, &black, left, sheet->y, width, 0, finding->reform);
	text_clear(&words);
	small_print(finding, &words);
	sheet->y += put(sheet, FACE_SMALL, &grey, left, sheet->y + 0.5, width, 0, words.data) + 0.5;
	if (finding->in_hand[0])
		sheet->y += put(sheet, FACE_SMALL, &black, left, sheet->y, width, 0, finding->in_hand);
	text_finish(&words);
	if (drawn) {
		chart(sheet, &finding->course, finding->mark, PAGE_WIDTH - MARGIN - CHART_WIDTH, top);
		sheet->y = fmax(sheet->y, top + CHART_HEIGHT * sheet->scale);
	}
	sheet->y += 2.6 * sheet->scale;
	rule(sheet, &pale, 0.5);
	sheet->y += 2.6 * sheet->scale;
}

/* Good news stand last; the best of them keeps the last place of a page that has not room for all. */
static size_t told_at(const struct sheet *sheet, const struct document *document, size_t place)
{
	size_t at = sheet->n_findings;

	if (place + 1 < sheet->n_findings || place == 0)
		return place;
	for (size_t i = 0; i <= place; i++)
		if (document->findings[i].mark == MARK_BETTER)
			return place;
	while (at < document->n_findings && document->findings[at].mark != MARK_BETTER)
		at++;
	return at < document->n_findings ? at : place;
}

static void findings(struct sheet *sheet, const struct document *document)
{
	size_t left = document->n_left + document->n_findings - sheet->n_findings, left_good = document->n_left_good;
	struct text more = TEXT_INIT;

	heading(sheet, PHRASE_WHAT_CHANGED);
	paragraph(sheet, FACE_BODY, &black, document->nothing);
	for (size_t i = 0; i < document->n_findings; i++)
		left_good += document->findings[i].mark == MARK_BETTER;
	for (size_t i = 0; i < sheet->n_findings; i++) {
		const struct document_finding *told = &document->findings[told_at(sheet, document, i)];

		finding(sheet, told);
		left_good -= told->mark == MARK_BETTER;
	}
	compose_more(left, left_good, &more);
	paragraph(sheet, FACE_SMALL, &grey, more.data);
	paragraph(sheet, FACE_SMALL, &grey, document->resting);
	text_finish(&more);
}

/* "(head of Qasr, with IT)": whole on one line, where it is no longer than half of one. */
static void append_owner(struct text *out, const char *owner)
{
	bool whole = strlen(owner) <= OWNER_WHOLE;

	text_put(out, '(');
	for (; *owner; owner++) {
		if (whole && *owner == ' ')
			text_append(out, "\u00a0");
		else
			text_put(out, *owner);
	}
	text_put(out, ')');
}

static void steps(struct sheet *sheet, const struct document *document)
{
	double left = MARGIN + 16 * sheet->scale;
	char n[24];

	heading(sheet, PHRASE_WHAT_TO_DO);
	if (document->n_steps == 0)
		paragraph(sheet, FACE_BODY, &black, phrase_text(PHRASE_NOTHING_TO_DO));
	for (size_t i = 0; i < document->n_steps; i++) {
		struct text text = TEXT_INIT;

		snprintf(n, sizeof(n), "%zu", i + 1);
		put(sheet, FACE_STRONG, &black, MARGIN, sheet->y, 14 * sheet->scale, 0, n);
		text_appendf(&text, "%s ", document->steps[i].text);
		append_owner(&text, document->steps[i].owner);
		sheet->y += put(sheet, FACE_BODY, &black, left, sheet->y, PAGE_WIDTH - MARGIN - left, 0, text.data) + 1.6 * sheet->scale;
		text_finish(&text);
	}
}

static void due(struct sheet *sheet, const struct document *document)
{
	double left = MARGIN + 16 * sheet->scale;
	struct text more = TEXT_INIT;

	if (document->n_due == 0 && !document->due_more[0])
		return;
	heading(sheet, PHRASE_WHAT_IS_DUE);
	for (size_t i = 0; i < sheet->n_due; i++) {
		const struct document_due *due = &document->due[i];
		struct text text = TEXT_INIT;

		if (due->late)
			put(sheet, FACE_STRONG, &bad, MARGIN, sheet->y, 14 * sheet->scale, 0, "!");
		text_appendf(&text, "%s (%s%s%s)%s%s%s%s", due->text, due->owner, due->owner[0] ? "; " : "", due->when, due->figure[0] ? " " : "", due->figure,
			due->outcome[0] ? " " : "", due->outcome);
		sheet->y += put(sheet, FACE_BODY, &black, left, sheet->y, PAGE_WIDTH - MARGIN - left, 0, text.data) + 1.6 * sheet->scale;
		text_finish(&text);
	}
	if (sheet->n_due < document->n_due)
		compose_due_more(document->n_due - sheet->n_due + document->n_due_left, &more);
	paragraph(sheet, FACE_SMALL, &grey, more.len ? more.data : document->due_more);
	text_finish(&more);
}

static void figure(struct sheet *sheet, const struct document_figure *figure)
{
	double x = MARGIN, height = 0;
	struct text verdict = TEXT_INIT;

	text_appendf(&verdict, "%s%s%s", document_glyph(figure->mark), figure->mark ? " " : "", figure->verdict);
	height = fmax(height, put(sheet, FACE_BODY, &black, x, sheet->y, 150, 0, figure->name));
	height = fmax(height, put(sheet, FACE_STRONG, &black, x + 150, sheet->y, 75, 1, figure->value));
	height = fmax(height, put(sheet, FACE_BODY, colour_of(figure->mark), x + 245, sheet->y, 80, 0, verdict.data));
	height = fmax(height, put(sheet, FACE_BODY, &grey, x + 330, sheet->y, 100, 0, figure->against));
	spark(sheet, &figure->course, figure->mark, x + 435, sheet->y, WIDTH - 435, height);
	sheet->y += height + 0.8;
	rule(sheet, &pale, 0.35);
	sheet->y += 0.8;
	text_finish(&verdict);
}

static void foot(struct sheet *sheet, const struct document *document)
{
	struct text text = TEXT_INIT;

	sheet->y += 6 * sheet->scale;
	for (size_t i = 0; i < document->n_short_terms; i++)
		text_appendf(&text, "%s%s", i ? " " : "", document->terms[i].meaning);
	text_appendf(&text, "%s%s", text.len ? " " : "", document->alarms);
	paragraph(sheet, FACE_SMALL, &grey, text.data);
	paragraph(sheet, FACE_SMALL, &grey, document->foot);
	text_finish(&text);
}

static void lay_out(struct sheet *sheet, const struct document *document)
{
	sheet->y = MARGIN - 6;
	head(sheet, document);
	findings(sheet, document);
	steps(sheet, document);
	due(sheet, document);
	if (document->n_figures)
		heading(sheet, PHRASE_FIGURES);
	for (size_t i = 0; i < document->n_figures; i++)
		figure(sheet, &document->figures[i]);
	foot(sheet, document);
}

static bool fits(struct sheet *sheet, const struct document *document, double scale, size_t n_findings)
{
	sheet->scale = scale;
	sheet->n_findings = n_findings;
	lay_out(sheet, document);
	return sheet->y <= PAGE_HEIGHT - MARGIN + 8;
}

/* Letters that can be read go before the last findings, the first ones before what is due behind its first, both before letters; what is left out
 * is counted. */
static bool choose_with(struct sheet *sheet, const struct document *document, size_t n_due)
{
	size_t few = document->n_findings < FEWEST ? document->n_findings : FEWEST;

	sheet->n_due = n_due;
	for (size_t told = document->n_findings + 1; told-- > few;)
		for (size_t i = 0; i < READABLE; i++)
			if (fits(sheet, document, scales[i], told))
				return true;
	return false;
}

static void choose(struct sheet *sheet, const struct document *document)
{
	size_t n = sizeof(scales) / sizeof(scales[0]), few = document->n_findings < FEWEST ? document->n_findings : FEWEST;

	for (size_t due = document->n_due + 1; due-- > (document->n_due > 0);)
		if (choose_with(sheet, document, due))
			return;
	for (size_t i = READABLE; i < n; i++)
		if (fits(sheet, document, scales[i], few))
			return;
	for (size_t told = few; told-- > 0;)
		if (fits(sheet, document, scales[n - 1], told))
			return;
}

static cairo_status_t take(void *closure, const unsigned char *data, unsigned int length)
{
	struct text *out = closure;

	text_append_n(out, (const char *)data, length);
	return out->failed ? CAIRO_STATUS_NO_MEMORY : CAIRO_STATUS_SUCCESS;
}

static void describe(cairo_surface_t *surface, const struct document *document)
{
	struct text title = TEXT_INIT;
	char made[32];

	text_appendf(&title, "%s, %s%s%s", document->title, document->date, document->banner[0] ? ", " : "", document->banner);
	lib.cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title.data);
	lib.cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Tidewaiter " TIDEWAITER_VERSION);
	text_clear(&title);
	text_appendf(&title, "%sZ", time_seconds_format(document->made, made));
	lib.cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, title.data);
	text_finish(&title);
}

bool report_has_pdf(void)
{
	return true;
}

bool document_write_pdf(const struct document *document, struct text *out, struct err *err)
{
	cairo_surface_t *surface;
	struct sheet sheet = { .y = 0 };
	cairo_status_t status;

	if (!lib_open(err))
		return false;
	surface = lib.cairo_pdf_surface_create_for_stream(take, out, PAGE_WIDTH, PAGE_HEIGHT);
	sheet.cairo = lib.cairo_create(surface);
	sheet.layout = lib.pango_cairo_create_layout(sheet.cairo);
	describe(surface, document);
	choose(&sheet, document);
	sheet.ink = true;
	lay_out(&sheet, document);
	lib.cairo_show_page(sheet.cairo);
	lib.g_object_unref(sheet.layout);
	lib.cairo_destroy(sheet.cairo);
	lib.cairo_surface_finish(surface);
	status = lib.cairo_surface_status(surface);
	lib.cairo_surface_destroy(surface);
	lib.pango_cairo_font_map_set_default(NULL);
	if (status != CAIRO_STATUS_SUCCESS)
		return err_set(err, ERR_IO, "the page could not be drawn: %s", lib.cairo_status_to_string(status));
	return true;
}
