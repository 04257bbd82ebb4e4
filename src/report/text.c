/* text.c - a page for a mail without formats, and for a pipe: wrapped at 78 cells. */
#include <stdio.h>
#include <string.h>

#include "base/width.h"
#include "canvas/charts.h"
#include "document.h"
#include "insight/phrases.h"

enum { WIDTH = 78, INDENT = 4, FIGURE_NAME = 28, FIGURE_VALUE = 11, FIGURE_VERDICT = 14 };

static void append_spaces(struct text *out, int n)
{
	for (; n > 0; n--)
		text_put(out, ' ');
}

/* As the screens have it on a terminal that knows ASCII alone. */
static void append_ascii(struct text *out, const char *s)
{
	for (size_t n; *s; s += n + (s[n] == '\n')) {
		n = strcspn(s, "\n");
		chart_ascii(out, s, n);
		if (s[n])
			text_put(out, '\n');
	}
}

static void trim(struct text *out)
{
	while (out->len && out->data[out->len - 1] == ' ')
		out->data[--out->len] = '\0';
}

/* A word that is longer than the line is cut, wherever that is. */
static int append_long(struct text *out, const char *s, size_t n, int col, int indent)
{
	while (n > 0) {
		size_t fit = width_fit(s, n, WIDTH - col);

		if (fit == 0) {
			trim(out);
			text_put(out, '\n');
			append_spaces(out, indent);
			col = indent;
			fit = width_fit(s, n, WIDTH - col);
			if (fit == 0)
				return col;
		}
		text_append_n(out, s, fit);
		col += width_of(s, fit);
		s += fit;
		n -= fit;
	}
	return col;
}

static void append_words(struct text *out, const char *s, int col, int indent)
{
	while (*s) {
		size_t n = strcspn(s, " ");
		int cells = width_of(s, n);

		if (n && col > indent && col + cells > WIDTH) {
			trim(out);
			text_put(out, '\n');
			append_spaces(out, indent);
			col = indent;
		}
		col = append_long(out, s, n, col, indent);
		s += n;
		if (*s == ' ') {
			s++;
			if (*s && col < WIDTH) {
				text_put(out, ' ');
				col++;
			}
		}
	}
	trim(out);
}

static void paragraph(struct text *out, const char *s, int indent)
{
	if (!s[0])
		return;
	append_spaces(out, indent);
	append_words(out, s, indent, indent);
	text_put(out, '\n');
}

static void heading(struct text *out, const char *s, char rule)
{
	if (rule == '-')
		text_put(out, '\n');
	text_appendf(out, "%s\n", s);
	for (int n = width_of(s, strlen(s)); n > 0; n--)
		text_put(out, rule);
	text_put(out, '\n');
}

static void head(const struct document *document, struct text *out)
{
	struct text title = TEXT_INIT;

	text_appendf(&title, "%s, %s", document->title, document->date);
	if (document->banner[0])
		text_appendf(&title, " (%s)", document->banner);
	heading(out, title.data, '=');
	paragraph(out, document->subtitle, 0);
	paragraph(out, document->summary, 0);
	text_finish(&title);
}

static void finding(const struct document_finding *finding, size_t number, struct text *out)
{
	struct text line = TEXT_INIT;
	char step[24];

	text_appendf(out, "\n%s %zu ", document_glyph(finding->mark), number);
	append_words(out, finding->claim, INDENT, INDENT);
	text_put(out, '\n');
	text_appendf(&line, "%s%s%s", finding->cause, finding->cause[0] && finding->size[0] ? " " : "", finding->size);
	paragraph(out, line.data, INDENT);
	paragraph(out, finding->reform, INDENT);
	paragraph(out, finding->spark, INDENT);
	text_clear(&line);
	text_append(&line, finding->certainty);
	text_append(&line, finding->certainty[0] ? "." : "");
	if (finding->owner[0]) {
		text_put(&line, ' ');
		PHRASE_PUT(&line, PHRASE_OWNER, { "owner", finding->owner });
		text_put(&line, '.');
	}
	if (finding->step) {
		snprintf(step, sizeof(step), "%d", finding->step);
		text_put(&line, ' ');
		PHRASE_PUT(&line, PHRASE_SEE_STEP, { "n", step });
	}
	paragraph(out, line.data, INDENT);
	paragraph(out, finding->in_hand, INDENT);
	text_finish(&line);
}

static void steps(const struct document *document, struct text *out)
{
	char n[24];

	heading(out, phrase_text(PHRASE_WHAT_TO_DO), '-');
	if (document->n_steps == 0)
		paragraph(out, phrase_text(PHRASE_NOTHING_TO_DO), 0);
	for (size_t i = 0; i < document->n_steps; i++) {
		struct text line = TEXT_INIT;

		snprintf(n, sizeof(n), "%zu", document->steps[i].finding);
		text_appendf(&line, "%s (%s; ", document->steps[i].text, document->steps[i].owner);
		PHRASE_PUT(&line, PHRASE_ANSWERS_FINDING, { "n", n });
		text_append(&line, ")");
		text_appendf(out, "%zu   ", i + 1);
		append_words(out, line.data, INDENT, INDENT);
		text_put(out, '\n');
		text_finish(&line);
	}
}

static void due(const struct document *document, struct text *out)
{
	if (document->n_due == 0 && !document->due_more[0])
		return;
	heading(out, phrase_text(PHRASE_WHAT_IS_DUE), '-');
	for (size_t i = 0; i < document->n_due; i++) {
		const struct document_due *due = &document->due[i];
		struct text line = TEXT_INIT;

		text_appendf(&line, "%s (%s%s%s)", due->text, due->owner, due->owner[0] ? "; " : "", due->when);
		text_append(out, due->late ? "!   " : "    ");
		append_words(out, line.data, INDENT, INDENT);
		text_put(out, '\n');
		paragraph(out, due->figure, INDENT);
		paragraph(out, due->outcome, INDENT);
		if (due->figure[0] && i + 1 < document->n_due)
			text_put(out, '\n');
		text_finish(&line);
	}
	paragraph(out, document->due_more, document->n_due ? INDENT : 0);
}

static void append_padded(struct text *out, const char *s, int cells, bool right)
{
	struct text fit = TEXT_INIT;
	int n;

	width_fit_ellipsis(&fit, s, strlen(s), cells, false);
	n = width_of(fit.data, fit.len);
	if (right)
		append_spaces(out, cells - n);
	text_append(out, fit.data);
	if (!right)
		append_spaces(out, cells - n);
	text_finish(&fit);
}

static void figures(const struct document *document, struct text *out)
{
	heading(out, phrase_text(PHRASE_FIGURES), '-');
	for (size_t i = 0; i < document->n_figures; i++) {
		const struct document_figure *figure = &document->figures[i];
		struct text verdict = TEXT_INIT;

		append_padded(out, figure->name, FIGURE_NAME, false);
		append_padded(out, figure->value, FIGURE_VALUE, true);
		text_append(out, "  ");
		text_appendf(&verdict, "%s%s%s", document_glyph(figure->mark), figure->mark ? " " : "", figure->verdict);
		append_padded(out, verdict.data, FIGURE_VERDICT, false);
		text_append(out, figure->against);
		trim(out);
		text_put(out, '\n');
		text_finish(&verdict);
	}
}

static void foot(const struct document *document, struct text *out)
{
	text_put(out, '\n');
	for (size_t i = 0; i < document->n_short_terms; i++)
		paragraph(out, document->terms[i].meaning, 0);
	paragraph(out, document->alarms, 0);
	paragraph(out, document->foot, 0);
}

void document_write_text(const struct document *document, bool ascii, struct text *out)
{
	struct text page = TEXT_INIT;

	head(document, &page);
	heading(&page, phrase_text(PHRASE_WHAT_CHANGED), '-');
	paragraph(&page, document->nothing, 0);
	for (size_t i = 0; i < document->n_findings; i++)
		finding(&document->findings[i], i + 1, &page);
	if (document->more[0] || document->resting[0])
		text_put(&page, '\n');
	paragraph(&page, document->more, 0);
	paragraph(&page, document->resting, 0);
	steps(document, &page);
	due(document, &page);
	if (document->n_figures)
		figures(document, &page);
	foot(document, &page);
	if (ascii)
		append_ascii(out, page.data);
	else
		text_append(out, page.data);
	text_finish(&page);
}
