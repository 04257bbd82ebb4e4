/* html.c - a page for a mail or a browser: one part, no scripts, nothing remote, readable without its style. */
#include <math.h>
#include <string.h>

#include "document.h"

enum { CURVE_WIDTH = 130, CURVE_HEIGHT = 24 };

static const char style[] =
	"body{font:15px/1.45 system-ui,sans-serif;color:#1b1f24;background:#fff;max-width:46em;margin:1.5em auto;padding:0 1em}"
	"h1{font-size:1.35em;margin:0 0 .2em}h2{font-size:1.05em;margin:1.4em 0 .4em;border-bottom:1px solid #c4ccd4;padding-bottom:.15em}"
	"ul{list-style:none;padding:0;margin:0}li{margin:.35em 0}ul li{padding-left:1.5em;text-indent:-1.5em}"
	".m{display:inline-block;width:1.5em;text-indent:0;font-weight:bold}.worse{color:#a63603}.better{color:#00674e}.other{color:#57606a}"
	"table{border-collapse:collapse;width:100%}td,th{padding:.25em .5em;text-align:left;border-bottom:1px solid #e3e7eb;vertical-align:middle}"
	"td.v{text-align:right;font-weight:bold;white-space:nowrap}.n{color:#57606a;font-size:.9em}"
	"@media print{body{margin:0;max-width:none;font-size:11px}}";

static const struct {
	const char *glyph, *word, *class_name;
} marks[] = {
	[MARK_NONE] = { "", "", "other" }, [MARK_WORSE] = { "✗", "worse", "worse" }, [MARK_BETTER] = { "✓", "better", "better" },
	[MARK_CHANGED] = { "·", "changed", "other" }, [MARK_USUAL] = { "·", "as usual", "other" },
};

static void xml(struct text *out, const char *s)
{
	text_append_xml(out, s, strlen(s));
}

/* Gaps break the line; the last point is marked. */
static void curve(const struct document_block *block, struct text *out)
{
	double low = INFINITY, high = -INFINITY;
	bool pen = false;
	size_t last = 0, known = 0;

	for (size_t i = 0; i < block->n_course; i++) {
		if (!isfinite(block->course[i]))
			continue;
		low = fmin(low, block->course[i]);
		high = fmax(high, block->course[i]);
		last = i;
		known++;
	}
	if (known < 2)
		return;
	if (!(high > low))
		high = low + 1;
	text_appendf(out, "<svg width=\"%d\" height=\"%d\" role=\"img\" aria-label=\"", CURVE_WIDTH, CURVE_HEIGHT);
	xml(out, block->text);
	text_append(out, " over 26 weeks\"><path fill=\"none\" stroke=\"#57606a\" stroke-width=\"1.3\" d=\"");
	for (size_t i = 0; i < block->n_course; i++) {
		if (!isfinite(block->course[i])) {
			pen = false;
			continue;
		}
		text_appendf(out, "%s%.1f %.1f", pen ? "L" : "M", 3 + (double)i * (CURVE_WIDTH - 6) / (double)(block->n_course - 1),
			CURVE_HEIGHT - 3 - (block->course[i] - low) / (high - low) * (CURVE_HEIGHT - 6));
		pen = true;
	}
	text_appendf(out, "\"/><circle cx=\"%.1f\" cy=\"%.1f\" r=\"2.2\" fill=\"#0550ae\"/></svg>",
		3 + (double)last * (CURVE_WIDTH - 6) / (double)(block->n_course - 1),
		CURVE_HEIGHT - 3 - (block->course[last] - low) / (high - low) * (CURVE_HEIGHT - 6));
}

static void open_group(enum document_kind kind, struct text *out)
{
	if (kind == DOCUMENT_ITEM)
		text_append(out, "<ul>\n");
	else if (kind == DOCUMENT_STEP)
		text_append(out, "<ol>\n");
	else if (kind == DOCUMENT_FIGURE)
		text_append(out, "<table>\n<tr><th>Figure</th><th style=\"text-align:right\">Value</th><th>Verdict</th><th>Against</th><th>26 weeks</th></tr>\n");
}

static void close_group(enum document_kind kind, struct text *out)
{
	if (kind == DOCUMENT_ITEM)
		text_append(out, "</ul>\n");
	else if (kind == DOCUMENT_STEP)
		text_append(out, "</ol>\n");
	else if (kind == DOCUMENT_FIGURE)
		text_append(out, "</table>\n");
}

static void element(const char *name, const char *attributes, const char *s, struct text *out)
{
	text_appendf(out, "<%s%s>", name, attributes);
	xml(out, s);
	text_appendf(out, "</%s>\n", name);
}

static void write_block(const struct document_block *block, struct text *out)
{
	switch (block->kind) {
	case DOCUMENT_TITLE: element("h1", "", block->text, out); break;
	case DOCUMENT_HEADING: element("h2", "", block->text, out); break;
	case DOCUMENT_NOTE: element("p", " class=\"n\"", block->text, out); break;
	case DOCUMENT_STEP: element("li", "", block->text, out); break;
	case DOCUMENT_ITEM:
		text_appendf(out, "<li><span class=\"m %s\" title=\"%s\">%s</span>", marks[block->mark].class_name, marks[block->mark].word,
			marks[block->mark].glyph);
		xml(out, block->text);
		text_append(out, "</li>\n");
		break;
	case DOCUMENT_FIGURE:
		text_append(out, "<tr><td>");
		xml(out, block->text);
		text_append(out, "</td><td class=\"v\">");
		xml(out, block->value);
		text_appendf(out, "</td><td class=\"%s\">", marks[block->mark].class_name);
		xml(out, block->verdict);
		text_append(out, "</td><td class=\"n\">");
		xml(out, block->against);
		text_append(out, "</td><td>");
		curve(block, out);
		text_append(out, "</td></tr>\n");
		break;
	default: element("p", "", block->text, out);
	}
}

void document_write_html(const struct document *document, struct text *out)
{
	enum document_kind group = DOCUMENT_PARAGRAPH;

	text_append(out, "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
		"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
		"<meta name=\"viewport\" content=\"width=device-width\">\n<title>");
	if (document->n)
		xml(out, document->blocks[0].text);
	text_appendf(out, "</title>\n<style>%s</style></head>\n<body>\n", style);
	for (size_t i = 0; i < document->n; i++) {
		if (document->blocks[i].kind != group) {
			close_group(group, out);
			open_group(document->blocks[i].kind, out);
			group = document->blocks[i].kind;
		}
		write_block(&document->blocks[i], out);
	}
	close_group(group, out);
	text_append(out, "</body></html>\n");
}
