/* document.c - the blocks of a page, and the plain formats. What came from data was made harmless before, or is escaped here. */
#include "document.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/width.h"

enum { WIDTH = 78, FIGURE_NAME = 28, FIGURE_VALUE = 9, FIGURE_VERDICT = 11 };

static const char *const marks[] = { [MARK_NONE] = "", [MARK_WORSE] = "✗", [MARK_BETTER] = "✓", [MARK_CHANGED] = "·", [MARK_USUAL] = "·" };
static const char *const ascii_marks[] = { [MARK_NONE] = "", [MARK_WORSE] = "x", [MARK_BETTER] = "+", [MARK_CHANGED] = "-", [MARK_USUAL] = "-" };

void document_init(struct document *document)
{
	*document = (struct document){ .n = 0 };
	arena_init(&document->arena);
}

void document_finish(struct document *document)
{
	arena_finish(&document->arena);
	document->blocks = NULL;
	document->n = document->cap = 0;
}

const char *document_keep(struct document *document, const char *text)
{
	struct text safe = TEXT_INIT;
	const char *copy;

	width_filter(&safe, text, strlen(text));
	copy = arena_strdup(&document->arena, safe.data);
	text_finish(&safe);
	document->failed |= copy == NULL;
	return copy ? copy : "";
}

struct document_block *document_add(struct document *document, enum document_kind kind, enum document_mark mark, const char *text)
{
	if (document->n == document->cap) {
		size_t cap = document->cap ? 2 * document->cap : 64;
		struct document_block *more = arena_array(&document->arena, cap, sizeof(*more));

		if (!more) {
			document->failed = true;
			return NULL;
		}
		if (document->n)
			memcpy(more, document->blocks, document->n * sizeof(*more));
		document->blocks = more;
		document->cap = cap;
	}
	document->blocks[document->n] = (struct document_block){ .kind = kind, .mark = mark, .text = document_keep(document, text),
		.value = "", .verdict = "", .against = "" };
	return &document->blocks[document->n++];
}

struct document_block *document_addf(struct document *document, enum document_kind kind, const char *format, ...)
{
	struct text text = TEXT_INIT;
	struct document_block *block;
	va_list args;

	va_start(args, format);
	text_appendv(&text, format, args);
	va_end(args);
	block = document_add(document, kind, MARK_NONE, text.data);
	text_finish(&text);
	return block;
}

/* ---- text */

static void append_spaces(struct text *out, int n)
{
	while (n-- > 0)
		text_put(out, ' ');
}

/* Twins of what the words may hold; any other character outside ASCII becomes a question mark. */
static void append_ascii(struct text *out, const char *s)
{
	static const struct {
		const char *from, *to;
	} twins[] = { { "–", "-" }, { "—", "-" }, { "\u2009", " " }, { "\u00a0", " " }, { "×", "x" }, { "≥", ">=" }, { "≤", "<=" }, { "…", "..." } };
	size_t len;

	for (; *s; s += len) {
		const char *to = NULL;

		for (size_t i = 0; i < sizeof(twins) / sizeof(twins[0]) && !to; i++)
			if (strncmp(s, twins[i].from, strlen(twins[i].from)) == 0)
				to = twins[i].to;
		width_decode(s, strlen(s), &len);
		if (to)
			text_append(out, to);
		else if (len == 1)
			text_put(out, *s);
		else
			text_put(out, '?');
	}
}

static void append_words(struct text *out, const char *s, int first, int indent)
{
	int col = first;

	while (*s) {
		size_t n = strcspn(s, " ");
		int cells = width_of(s, n);

		if (n && col > indent && col + cells > WIDTH) {
			while (out->len && out->data[out->len - 1] == ' ')
				out->data[--out->len] = '\0';
			text_put(out, '\n');
			append_spaces(out, indent);
			col = indent;
		}
		text_append_n(out, s, n);
		col += cells;
		s += n;
		if (*s == ' ') {
			s++;
			if (*s && col < WIDTH) {
				text_put(out, ' ');
				col++;
			}
		}
	}
}

static void append_padded(struct text *out, const char *s, int cells, bool right)
{
	int n = width_of(s, strlen(s));

	if (right)
		append_spaces(out, cells - n);
	text_append(out, s);
	if (!right)
		append_spaces(out, cells - n);
}

static void write_figure(const struct document_block *block, struct text *out)
{
	append_padded(out, block->text, FIGURE_NAME, false);
	append_padded(out, block->value, FIGURE_VALUE, true);
	text_append(out, "  ");
	append_padded(out, block->verdict, FIGURE_VERDICT, false);
	text_append(out, block->against);
}

static void write_block(const struct document_block *block, const struct document_block *before, bool ascii, struct text *out)
{
	char number[24];

	if (before && (block->kind != before->kind || block->kind == DOCUMENT_PARAGRAPH) && block->kind != DOCUMENT_FIGURE)
		text_put(out, '\n');
	else if (before && block->kind == DOCUMENT_FIGURE && before->kind != DOCUMENT_FIGURE && before->kind != DOCUMENT_HEADING)
		text_put(out, '\n');
	switch (block->kind) {
	case DOCUMENT_ITEM:
		text_appendf(out, "%s ", ascii ? ascii_marks[block->mark] : marks[block->mark]);
		append_words(out, block->text, 2, 2);
		break;
	case DOCUMENT_STEP:
		append_words(out, block->text, snprintf(number, sizeof(number), "%d ", block->number), 2);
		break;
	case DOCUMENT_FIGURE:
		write_figure(block, out);
		break;
	default:
		append_words(out, block->text, 0, 0);
	}
	while (out->len && out->data[out->len - 1] == ' ')
		out->data[--out->len] = '\0';
	text_put(out, '\n');
	if (block->kind == DOCUMENT_TITLE || block->kind == DOCUMENT_HEADING) {
		for (int n = width_of(block->text, strlen(block->text)); n > 0; n--)
			text_put(out, block->kind == DOCUMENT_TITLE ? '=' : '-');
		text_put(out, '\n');
	}
}

void document_write_text(const struct document *document, bool ascii, struct text *out)
{
	struct text page = TEXT_INIT;

	for (size_t i = 0; i < document->n; i++) {
		if (document->blocks[i].kind == DOCUMENT_STEP)
			text_appendf(&page, "%s%d ", i && document->blocks[i - 1].kind != DOCUMENT_STEP ? "\n" : "", document->blocks[i].number);
		write_block(&document->blocks[i], document->blocks[i].kind == DOCUMENT_STEP ? NULL : i ? &document->blocks[i - 1] : NULL, ascii, &page);
	}
	if (ascii)
		append_ascii(out, page.data);
	else
		text_append(out, page.data);
	text_finish(&page);
}

/* ---- Markdown */

static void append_markdown(struct text *out, const char *s)
{
	for (; *s; s++) {
		if (strchr("\\`*_[]<>|#", *s))
			text_put(out, '\\');
		text_put(out, *s);
	}
}

void document_write_markdown(const struct document *document, struct text *out)
{
	for (size_t i = 0; i < document->n; i++) {
		const struct document_block *block = &document->blocks[i];
		bool first = i == 0 || document->blocks[i - 1].kind != block->kind;

		if (i && (first || block->kind == DOCUMENT_PARAGRAPH))
			text_put(out, '\n');
		if (block->kind == DOCUMENT_TITLE || block->kind == DOCUMENT_HEADING)
			text_append(out, block->kind == DOCUMENT_TITLE ? "# " : "## ");
		else if (block->kind == DOCUMENT_ITEM)
			text_appendf(out, "- %s ", marks[block->mark]);
		else if (block->kind == DOCUMENT_STEP)
			text_appendf(out, "%d. ", block->number);
		else if (block->kind == DOCUMENT_FIGURE && first)
			text_append(out, "| figure | value | verdict | against |\n|---|---:|---|---|\n");
		if (block->kind == DOCUMENT_FIGURE) {
			text_append(out, "| ");
			append_markdown(out, block->text);
			text_appendf(out, " | %s | %s | ", block->value, block->verdict);
			append_markdown(out, block->against);
			text_append(out, " |\n");
			continue;
		}
		if (block->kind == DOCUMENT_NOTE)
			text_put(out, '*');
		append_markdown(out, block->text);
		text_append(out, block->kind == DOCUMENT_NOTE ? "*\n" : "\n");
	}
}
