/* document.h - a page before it has a format: title, headings, paragraphs, items with a mark, and a table of figures. */
#ifndef REPORT_DOCUMENT_H
#define REPORT_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/text.h"

enum document_kind { DOCUMENT_TITLE, DOCUMENT_HEADING, DOCUMENT_PARAGRAPH, DOCUMENT_ITEM, DOCUMENT_STEP, DOCUMENT_FIGURE, DOCUMENT_NOTE };

enum document_mark { MARK_NONE, MARK_WORSE, MARK_BETTER, MARK_CHANGED, MARK_USUAL };

struct document_block {
	enum document_kind kind;
	enum document_mark mark;
	const char *text;		/* of figures: their name */
	const char *value, *verdict, *against;	/* of figures */
	const double *course;		/* of figures: NULL none */
	size_t n_course;
	int number;			/* of steps */
};

struct document {
	struct arena arena;
	struct document_block *blocks;
	size_t n, cap;
	bool failed;			/* memory ran out */
};

void document_init(struct document *document);
void document_finish(struct document *document);
/* Copies the text; NULL when memory is out. */
struct document_block *document_add(struct document *document, enum document_kind kind, enum document_mark mark, const char *text);
struct document_block *document_addf(struct document *document, enum document_kind kind, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
const char *document_keep(struct document *document, const char *text);	/* a copy that lives as long; "" when memory is out */

/* Wrapped at 78 cells. */
void document_write_text(const struct document *document, bool ascii, struct text *out);
void document_write_markdown(const struct document *document, struct text *out);
/* One part, no scripts, nothing remote; curves as inline SVG. */
void document_write_html(const struct document *document, struct text *out);

#endif
