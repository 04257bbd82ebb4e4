/* page.h - a page of text with headings and labelled paragraphs, scrolled by lines: proof, help, a declaration's data. */
#ifndef PANEL_PAGE_H
#define PANEL_PAGE_H

#include "panel/panel.h"

struct page_line {
	bool heading;
	enum canvas_role role;
	const char *label, *text;	/* label NULL: the text has the whole width */
	const char *tail;		/* after the text where there is room for it; may be NULL */
};

struct page {
	struct arena *arena;
	struct page_line *lines;
	size_t n, cap;
	bool failed;			/* memory ran out while it was written */
	size_t top;			/* first line shown; outlives a load */
};

void page_begin(struct page *page, struct arena *arena);
void page_forget(struct page *page);
void page_heading(struct page *page, const char *title);
/* Copies label and text; an empty text is left out. */
void page_put(struct page *page, enum canvas_role role, const char *label, const char *text);
/* With a remark that narrow screens leave out. */
void page_put_tail(struct page *page, enum canvas_role role, const char *label, const char *text, const char *tail);
void page_putf(struct page *page, enum canvas_role role, const char *label, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
enum request page_on_request(struct page *page, enum request request, int rows);
void page_paint(const struct page *page, struct canvas_area area);
/* All of it, a paragraph a line: "label: text". */
void page_words(const struct page *page, struct text *out);

#endif
