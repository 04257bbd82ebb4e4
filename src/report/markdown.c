/* markdown.c - a page for a wiki, a chat, a repository. Questions are links to the answers below. */
#include <stdio.h>
#include <string.h>

#include "document.h"
#include "insight/phrases.h"

/* Whatever Markdown, or the HTML in it, would take for more than text. */
static void escape(struct text *out, const char *s)
{
	for (; *s; s++) {
		if (*s == '&')
			text_append(out, "&amp;");
		else if (*s == '<')
			text_append(out, "&lt;");
		else {
			if (strchr("\\`*_[]>|#~", *s))
				text_put(out, '\\');
			text_put(out, *s);
		}
	}
}

static void code(struct text *out, const char *s)
{
	bool ticks = strchr(s, '`') != NULL;

	text_append(out, ticks ? "`` " : "`");
	text_append(out, s);
	text_append(out, ticks ? " ``" : "`");
}

static void line(struct text *out, const char *before, const char *s, const char *behind)
{
	if (!s[0])
		return;
	text_append(out, before);
	escape(out, s);
	text_append(out, behind);
}

static void finding(const struct document_finding *finding, size_t number, struct text *out)
{
	char n[24];

	text_appendf(out, "%zu. **%s %s.** ", number, document_glyph(finding->mark), document_word(finding->mark));
	escape(out, finding->claim);
	text_put(out, '\n');
	if (finding->cause[0] || finding->size[0]) {
		line(out, "   ", finding->cause, "");
		line(out, finding->cause[0] ? " " : "   ", finding->size, "");
		text_put(out, '\n');
	}
	line(out, "   ", finding->reform, "\n");
	line(out, "   ", finding->spark, "\n");
	line(out, "   *", finding->certainty, ".*");
	if (finding->owner[0]) {
		text_put(out, ' ');
		PHRASE_PUT(out, PHRASE_OWNER, { "owner", "" });
		escape(out, finding->owner);
		text_put(out, '.');
	}
	snprintf(n, sizeof(n), "%d", finding->step);
	if (finding->step) {
		text_put(out, ' ');
		PHRASE_PUT(out, PHRASE_SEE_STEP, { "n", n });
	}
	text_put(out, '\n');
	line(out, "   ", finding->in_hand, "\n");
	for (size_t i = 0; i < finding->n_questions; i++)
		text_appendf(out, "%s[%s](#f%zu-%zu)", i ? " · " : "   ", finding->questions[i].text, number, i + 1);
	text_append(out, finding->n_questions ? "\n" : "");
}

static void steps(const struct document *document, struct text *out)
{
	char n[24];

	text_appendf(out, "\n## %s\n\n", phrase_text(PHRASE_WHAT_TO_DO));
	if (document->n_steps == 0)
		text_appendf(out, "%s\n", phrase_text(PHRASE_NOTHING_TO_DO));
	for (size_t i = 0; i < document->n_steps; i++) {
		text_appendf(out, "%zu. ", i + 1);
		escape(out, document->steps[i].text);
		line(out, " *(", document->steps[i].owner, "; ");
		snprintf(n, sizeof(n), "%zu", document->steps[i].finding);
		PHRASE_PUT(out, PHRASE_ANSWERS_FINDING, { "n", n });
		text_append(out, ")*\n");
	}
}

static void due(const struct document *document, struct text *out)
{
	if (document->n_due == 0 && !document->due_more[0])
		return;
	text_appendf(out, "\n## %s\n\n", phrase_text(PHRASE_WHAT_IS_DUE));
	for (size_t i = 0; i < document->n_due; i++) {
		const struct document_due *due = &document->due[i];

		line(out, due->late ? "- **!** " : "- ", due->text, "");
		line(out, " *(", due->owner, "; ");
		line(out, due->owner[0] ? "" : " *(", due->when, ")*");
		line(out, " ", due->figure, "");
		line(out, " ", due->outcome, "");
		text_put(out, '\n');
	}
	line(out, document->n_due ? "\n" : "", document->due_more, "\n");
}

static void figures(const struct document *document, struct text *out)
{
	text_appendf(out, "\n## %s\n\n| %s | %s | %s | %s |\n|---|---:|---|---|\n", phrase_text(PHRASE_FIGURES), phrase_text(PHRASE_HEAD_FIGURE),
		phrase_text(PHRASE_HEAD_VALUE), phrase_text(PHRASE_HEAD_VERDICT), phrase_text(PHRASE_HEAD_AGAINST));
	for (size_t i = 0; i < document->n_figures; i++) {
		const struct document_figure *figure = &document->figures[i];

		text_append(out, "| ");
		escape(out, figure->name);
		text_append(out, " | ");
		escape(out, figure->value);
		text_appendf(out, " | %s%s%s | ", document_glyph(figure->mark), figure->mark ? " " : "", figure->verdict);
		escape(out, figure->against);
		text_append(out, " |\n");
	}
}

static void evidence(const struct document_finding *finding, size_t number, struct text *out)
{
	text_appendf(out, "\n### %zu. ", number);
	escape(out, finding->claim);
	text_append(out, "\n\n");
	for (size_t i = 0; i < finding->n_questions; i++) {
		const struct document_question *question = &finding->questions[i];

		if (!question->answer[0])
			continue;
		text_appendf(out, "- <a id=\"f%zu-%zu\"></a>**%s** ", number, i + 1, question->text);
		escape(out, question->answer);
		text_append(out, "\n  ");
		code(out, question->command);
		text_put(out, '\n');
	}
	line(out, "\n", finding->weeks, "\n");
	if (finding->n_parts == 0)
		return;
	text_appendf(out, "\n| %s | %s | %s | %s | %s | %s |\n|---|---:|---:|---:|---:|---:|\n", phrase_text(PHRASE_HEAD_PART),
		phrase_text(PHRASE_HEAD_BEFORE), phrase_text(PHRASE_HEAD_NOW), phrase_text(PHRASE_HEAD_N), phrase_text(PHRASE_HEAD_SHARE),
		phrase_text(PHRASE_HEAD_INNER));
	for (size_t i = 0; i < finding->n_parts; i++) {
		const struct document_part *part = &finding->parts[i];

		text_append(out, "| ");
		escape(out, part->label);
		text_appendf(out, " | %s | %s | %s | %s | %s |\n", part->base, part->now, part->n, part->share, part->inner);
	}
}

static void foot(const struct document *document, struct text *out)
{
	if (document->n_terms)
		text_appendf(out, "\n## %s\n\n", phrase_text(PHRASE_DEFINITIONS));
	for (size_t i = 0; i < document->n_terms; i++) {
		line(out, "- ", document->terms[i].name, document->terms[i].name[0] ? ": " : "");
		if (!document->terms[i].name[0])
			text_append(out, "- ");
		escape(out, document->terms[i].meaning);
		text_put(out, '\n');
	}
	text_put(out, '\n');
	line(out, "*", document->alarms, "*\n\n");
	line(out, "*", document->foot, "*\n");
}

void document_write_markdown(const struct document *document, struct text *out)
{
	text_appendf(out, "# %s, %s%s%s%s\n\n", document->title, document->date, document->banner[0] ? " (" : "", document->banner,
		document->banner[0] ? ")" : "");
	line(out, "", document->subtitle, "\n");
	line(out, "\n", document->summary, "\n");
	text_appendf(out, "\n## %s\n\n", phrase_text(PHRASE_WHAT_CHANGED));
	line(out, "", document->nothing, "\n");
	for (size_t i = 0; i < document->n_findings; i++)
		finding(&document->findings[i], i + 1, out);
	line(out, "\n*", document->more, "*\n");
	line(out, "\n*", document->resting, "*\n");
	steps(document, out);
	due(document, out);
	if (document->n_figures)
		figures(document, out);
	if (document->n_findings && document->findings[0].n_questions)
		text_appendf(out, "\n## %s\n", phrase_text(PHRASE_EVIDENCE));
	for (size_t i = 0; i < document->n_findings; i++)
		if (document->findings[i].n_questions)
			evidence(&document->findings[i], i + 1, out);
	foot(document, out);
}
