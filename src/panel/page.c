/* page.c - paragraphs with labels beside them, wrapped to any width.
 *
 * Scrolling is by paragraph, so that the first line shown is always the start of one. */
#include "page.h"

#include <stdarg.h>
#include <string.h>

#include "base/width.h"

enum { SHORT_LABEL = 14, MEASURE = 100 /* longer lines lose the reader */ };

void page_begin(struct page *page, struct arena *arena)
{
	size_t top = page->top;

	*page = (struct page){ .arena = arena, .top = top };
}

void page_forget(struct page *page)
{
	page_begin(page, NULL);
}

static struct page_line *add(struct page *page)
{
	if (page->n == page->cap) {
		size_t cap = page->cap ? page->cap * 2 : 32;
		struct page_line *lines = arena_array(page->arena, cap, sizeof(*lines));

		if (!lines) {
			page->failed = true;
			return NULL;
		}
		if (page->n)
			memcpy(lines, page->lines, page->n * sizeof(*lines));
		page->lines = lines;
		page->cap = cap;
	}
	return &page->lines[page->n++];
}

void page_heading(struct page *page, const char *title)
{
	struct page_line *line = add(page);

	if (line)
		*line = (struct page_line){ .heading = true, .text = arena_strdup(page->arena, title) };
}

void page_put_tail(struct page *page, enum canvas_role role, const char *label, const char *text, const char *tail)
{
	struct page_line *line = text && text[0] ? add(page) : NULL;

	if (line)
		*line = (struct page_line){ .role = role, .label = label ? arena_strdup(page->arena, label) : NULL,
			.text = arena_strdup(page->arena, text), .tail = tail ? arena_strdup(page->arena, tail) : NULL };
}

void page_put(struct page *page, enum canvas_role role, const char *label, const char *text)
{
	page_put_tail(page, role, label, text, NULL);
}

void page_putf(struct page *page, enum canvas_role role, const char *label, const char *format, ...)
{
	struct text text = TEXT_INIT;
	va_list args;

	va_start(args, format);
	text_appendv(&text, format, args);
	va_end(args);
	page_put(page, role, label, text.data);
	text_finish(&text);
}

enum request page_on_request(struct page *page, enum request request, int rows)
{
	size_t step = rows > 4 ? (size_t)rows / 2 : 1, last = page->n ? page->n - 1 : 0;

	switch (request) {
	case REQ_UP: page->top -= page->top > 0; return REQ_NONE;
	case REQ_DOWN: page->top += page->top < last; return REQ_NONE;
	case REQ_PAGE_UP: page->top -= page->top < step ? page->top : step; return REQ_NONE;
	case REQ_PAGE_DOWN: page->top = page->top + step < last ? page->top + step : last; return REQ_NONE;
	case REQ_FIRST: page->top = 0; return REQ_NONE;
	case REQ_LAST: page->top = last; return REQ_NONE;
	default: return request;
	}
}

/* Cells of the column of labels: all of them on a wide page, on a narrow one those that are short; else the label stands above. */
static int label_cells(const struct page_line *line, int cols)
{
	if (!line->label)
		return 0;
	return cols >= 60 ? 18 : width_of(line->label, strlen(line->label)) + 2 <= SHORT_LABEL ? SHORT_LABEL : 0;
}

static void paint_tail(const struct page_line *line, struct canvas_area area, int row)
{
	int at = line->tail && line->text ? width_of(line->text, strlen(line->text)) + 2 : 0;

	if (at && at + width_of(line->tail, strlen(line->tail)) <= area.cols)
		canvas_put(area, at, row, CANVAS_MUTED, line->tail);
}

static int paint_line(const struct page_line *line, struct canvas_area area, int row)
{
	int label = label_cells(line, area.cols), rows = area.rows - row, used = 0, cols;

	if (line->heading) {
		canvas_heading(area, row, line->text ? line->text : "", NULL);
		return 1;
	}
	if (label) {
		canvas_put_left(area, 1, row, label - 2, CANVAS_LABEL, line->label);
	} else if (line->label) {
		canvas_put(area, 1, row, CANVAS_LABEL, line->label);
		used = 1;
	}
	if (used >= rows)
		return used;
	label = label ? label : 1;
	cols = area.cols - label < MEASURE ? area.cols - label : MEASURE;
	used += canvas_wrap(canvas_cols(area, label, cols), row + used, rows - used, line->role, line->text ? line->text : "");
	paint_tail(line, canvas_cols(area, label, cols), row);
	return used;
}

void page_paint(const struct page *page, struct canvas_area area)
{
	size_t top = page->top < page->n ? page->top : page->n ? page->n - 1 : 0;
	int row = 0;

	for (size_t i = top; i < page->n && row < area.rows; i++) {
		int used = paint_line(&page->lines[i], area, row);

		row += used > 0 ? used : 1;
	}
	canvas_focus(area, 0, 0);
}

void page_words(const struct page *page, struct text *out)
{
	for (size_t i = 0; i < page->n; i++) {
		const struct page_line *line = &page->lines[i];

		text_append(out, line->heading ? "" : "  ");
		if (line->label && line->label[0])
			text_appendf(out, "%s: ", line->label);
		width_filter(out, line->text, strlen(line->text));
		if (line->tail) {
			text_append(out, "  ");
			width_filter(out, line->tail, strlen(line->tail));
		}
		text_put(out, '\n');
	}
}
