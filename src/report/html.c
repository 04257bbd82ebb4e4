/* html.c - a page for a mail, a browser, a printer: one part, no scripts, nothing remote, readable without its style.
 *
 * Many mail programs drop the charts, some but the letters in them: beside each stands in words what it shows. No line is longer than a mail may
 * carry (998 bytes, RFC 5322, 2.1.1), or whoever passes it on breaks it where it hurts.
 *
 * Layout stands on tables, which every mail program keeps; colours turn round for who reads in the dark; on paper the first sheet is the
 * brief, the ones behind it what stands behind each finding. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "document.h"
#include "insight/phrases.h"
#include "plot.h"
#include "svg.h"

enum { SMALL_WIDTH = 250, SMALL_HEIGHT = 104, ROW_WIDTH = 130, ROW_HEIGHT = 26, CHART_WIDTH = 680, CHART_HEIGHT = 190 };

#define LINE 400			/* bytes, from which on a line ends at its next space */

static const char style[] =
	":root{color-scheme:light dark}\n"
	"body{margin:0;background:#fff;color:#1b1f24;font:16px/1.5 system-ui,-apple-system,\"Segoe UI\",Roboto,\"Noto Sans\",\"Noto Sans Arabic\",\n"
	"\"Noto Sans CJK SC\",Arial,sans-serif}\n"
	"main{max-width:52em;margin:0 auto;padding:2em 1.25em 3em}\n"
	"h1{font-size:2em;line-height:1.15;font-weight:700;letter-spacing:-.015em;margin:0}\n"
	"h2{font-size:.8em;font-weight:700;text-transform:uppercase;letter-spacing:.09em;border-top:2px solid #1b1f24;padding-top:.55em;margin:2.4em 0 .5em}\n"
	"h3{font-size:1.25em;line-height:1.3;font-weight:600;margin:0 0 .5em}\n"
	"p{margin:0}a{color:#0a4f9e}\n"
	".date{font-size:1.25em;margin:.15em 0 0}.sub,.s,.n,.q{color:#57606a}.sub{margin:.1em 0 0}.sum{margin:.8em 0 0;font-size:1.05em}\n"
	".tag{display:inline-block;border:2px solid #7a5c00;color:#7a5c00;font-size:.72em;font-weight:700;letter-spacing:.08em;padding:.1em .5em;\n"
	"vertical-align:middle;border-radius:3px;margin-left:.6em}\n"
	"table{border-collapse:collapse;width:100%}\n"
	".f td{vertical-align:top;padding:.75em 0;border-bottom:1px solid #d5dbe1}.f .k{width:5.4em;padding-right:.8em;font-weight:700;white-space:nowrap}\n"
	".f .g{width:250px;padding-left:1.2em;text-align:right}.f .g svg{max-width:100%}.c{font-size:1.1em;line-height:1.35;font-weight:600}.w{margin-top:.25em}.z{font-size:.78em;line-height:1.3;color:#57606a}\n"
	".s{font-size:.88em;margin-top:.3em}.q{font-size:.8em;margin-top:.3em}\n"
	".s a,.n a{color:inherit;text-decoration-color:#b9c2cb;text-underline-offset:.15em}.q a{color:inherit;text-decoration:none;border-bottom:1px dotted #b9c2cb}.q a:hover{color:#0a4f9e}\n"
	".worse{color:#b3400a}.better{color:#00674e}.other{color:#57606a}.warned{color:#7a5c00}\n"
	"ol.d,ul.d{margin:0;padding-left:1.7em}.d li{padding:.35em 0 .35em .3em}.d li::marker{font-weight:700}\n"
	".t th{font-size:.8em;font-weight:600;color:#57606a;text-align:left}.t td,.t th{padding:.32em .8em .32em 0;border-bottom:1px solid #e3e7eb;vertical-align:middle}\n"
	".t .v{text-align:right;font-weight:700;white-space:nowrap;font-variant-numeric:tabular-nums}.t .r{text-align:right;white-space:nowrap;\n"
	"font-variant-numeric:tabular-nums}.t td:last-child,.t th:last-child{padding-right:0}\n"
	".e{margin:1.6em 0 2.4em}.e svg{max-width:100%}@supports(display:grid){.e svg{width:100%;height:auto}}.j{white-space:nowrap}.a th{text-align:left;font-weight:600;white-space:nowrap;padding:.4em 1em .4em 0;vertical-align:top}\n"
	".a td{padding:.4em 0;border:0}.a tr{border-bottom:1px solid #e3e7eb}code{font:.8em ui-monospace,\"DejaVu Sans Mono\",monospace;color:#57606a;\n"
	"overflow-wrap:anywhere}\n"
	"dl{margin:0;font-size:.88em}dt{font-weight:600;margin-top:.5em}dd{margin:0;color:#57606a}.foot{margin-top:2em;font-size:.82em;color:#57606a;\n"
	"border-top:1px solid #d5dbe1;padding-top:.8em}\n"
	"@media(max-width:44em){.tag{margin-left:0}.f td,.f .k,.f .g{display:block;width:auto;border:0;padding:0;text-align:left}.f tr{display:block;padding:.8em 0;\n"
	"border-bottom:1px solid #d5dbe1}.t .h{display:none}.a th,.a td{display:block}}\n"
	"@media(prefers-color-scheme:dark){body{background:#14181c;color:#e4e8ec}h2{border-color:#e4e8ec}a{color:#8fc1ff}.sub,.s,.n,.q,.z,.other,code,dd,.foot,\n"
	".t th{color:#9aa6b2}.worse{color:#ff9c6b}.better{color:#5fd0ac}.warned{color:#e6c35c}.tag{color:#e6c35c;border-color:#e6c35c}.f td,.f tr,.t td,.t th,.a tr,.foot\n"
	"{border-color:#333c45}.b{fill:#29323b}.l{stroke:#b6c1cb}path.g{stroke:#333c45}.t path,path.t{stroke:#e6c35c}.x{stroke:#6d7984}.a text,text.a{fill:#9aa6b2}\n"
	".pw{fill:#ff9c6b}.pb{fill:#5fd0ac}.po{fill:#c8d2db}}\n"
	"@page{size:A4;margin:9mm 13mm}\n"
	"@media print{body{font-size:7.1pt;line-height:1.25;background:#fff;color:#000}main{max-width:none;padding:0}h2{margin:.8em 0 .15em;padding-top:.35em;\n"
	"break-after:avoid}.f td{padding:.15em 0}.c{font-size:1.06em;line-height:1.2}.w,.s{margin-top:.1em}.f .g{width:130px}.f .g svg{width:130px;height:40px}\n"
	".q,.f .z,.h .z,.a code{display:none}.d li{padding:0 0 0 .3em}.t td,.t th{padding:.04em .8em .04em 0}.t svg{height:14px;display:block}\n"
	".foot{margin-top:.6em;padding-top:.3em}.foot p{display:inline}.ev{break-before:page}.e,tr,li,.t{break-inside:avoid}\n"
	"a{color:inherit;text-decoration:none}}\n";

static const char *class_of(enum document_mark mark)
{
	return mark == MARK_WORSE ? "worse" : mark == MARK_BETTER ? "better" : mark == MARK_WARNED ? "warned" : "other";
}

/* Ranges and the groups of a number keep together. (Old engines draw a word joiner as a gap.) */
static void xml(struct text *out, const char *s)
{
	static const char dash[] = "–", thin[] = "\u2009", leftward[] = "\x01";
	struct text marked = TEXT_INIT;

	document_mark_leftward(&marked, s, leftward);
	s = marked.data;
	while (*s) {
		size_t n = strcspn(s, "\xe2\x01");

		text_append_xml(out, s, n);
		s += n;
		if (strncmp(s, dash, strlen(dash)) == 0 && isdigit((unsigned char)s[strlen(dash)])) {
			text_appendf(out, "<span class=\"j\">%.*s</span>", (int)strlen(dash) + 1, s);
			s += strlen(dash) + 1;
		} else if (strncmp(s, thin, strlen(thin)) == 0) {
			text_append(out, "\u202f");
			s += strlen(thin);
		} else if (*s == *leftward) {
			text_append(out, "&lrm;");
			s++;
		} else if (*s) {
			n = strnlen(s, 3);		/* what begins with this byte has three */
			text_append_xml(out, s, n);
			s += n;
		}
	}
	out->failed |= marked.failed;
	text_finish(&marked);
}

static void element(const char *name, const char *class_name, const char *s, struct text *out)
{
	if (!s[0])
		return;
	text_appendf(out, class_name[0] ? "<%s class=\"%s\">" : "<%s>", name, class_name);
	xml(out, s);
	text_appendf(out, "</%s>\n", name);
}

static void heading(enum phrase phrase, struct text *out)
{
	element("h2", "", phrase_text(phrase), out);
}

static void head(const struct document *document, struct text *out)
{
	text_append(out, "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
		"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
		"<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<title>");
	xml(out, document->title);
	text_append(out, ", ");
	xml(out, document->date);
	if (document->banner[0]) {
		text_append(out, " (");
		xml(out, document->banner);
		text_put(out, ')');
	}
	text_appendf(out, "</title>\n<style>%s</style></head>\n<body><main>\n<h1>", style);
	xml(out, document->title);
	if (document->banner[0]) {
		text_append(out, " <span class=\"tag\">");
		xml(out, document->banner);
		text_append(out, "</span>");
	}
	text_append(out, "</h1>\n");
	element("p", "date", document->date, out);
	element("p", "sub", document->subtitle, out);
	element("p", "sum", document->summary, out);
}

static void link_to(const char *what, size_t n, size_t part, struct text *out)
{
	if (part)
		text_appendf(out, "<a href=\"#%s%zu-%zu\">", what, n, part);
	else
		text_appendf(out, "<a href=\"#%s%zu\">", what, n);
}

static void small_print(const struct document_finding *finding, struct text *out)
{
	char step[24];

	text_append(out, "<p class=\"s\">");
	xml(out, finding->certainty);
	text_append(out, finding->certainty[0] ? ". " : "");
	if (finding->owner[0]) {
		PHRASE_PUT(out, PHRASE_OWNER, { "owner", "" });
		xml(out, finding->owner);
		text_append(out, ". ");
	}
	if (finding->step) {
		snprintf(step, sizeof(step), "%d", finding->step);
		link_to("s", (size_t)finding->step, 0, out);
		PHRASE_PUT(out, PHRASE_SEE_STEP, { "n", step });
		text_append(out, "</a>");
	}
	text_append(out, "</p>\n");
}

static void questions(const struct document_finding *finding, size_t number, struct text *out)
{
	if (!finding->n_questions)
		return;
	text_append(out, "<p class=\"q\">");
	for (size_t i = 0; i < finding->n_questions; i++) {
		text_append(out, i ? " · " : "");
		link_to("f", number, i + 1, out);
		xml(out, finding->questions[i].text);
		text_append(out, "</a>");
	}
	text_append(out, "</p>\n");
}

static void finding(const struct document_finding *finding, size_t number, struct text *out)
{
	bool drawn = plot_can(&finding->course);	/* a sentence without a chart has its room as well */

	text_appendf(out, "<tr id=\"f%zu\" valign=\"top\"><td class=\"k %s\">%s\u00a0%s</td><td%s>", number, class_of(finding->mark), document_glyph(finding->mark),
		document_word(finding->mark), drawn ? "" : " colspan=\"2\"");
	element("p", "c", finding->claim, out);
	if (finding->cause[0] || finding->size[0]) {
		text_append(out, "<p class=\"w\">");
		xml(out, finding->cause);
		text_append(out, finding->cause[0] && finding->size[0] ? " " : "");
		xml(out, finding->size);
		text_append(out, "</p>\n");
	}
	element("p", "w", finding->reform, out);
	small_print(finding, out);
	element("p", "s", finding->in_hand, out);
	questions(finding, number, out);
	if (drawn) {
		text_append(out, "</td><td class=\"g\">");
		svg_chart(&finding->course, finding->mark, SVG_SMALL, SMALL_WIDTH, SMALL_HEIGHT, out);
		element("p", "z", finding->course.words, out);
	}
	text_append(out, "</td></tr>\n");
}

static void findings(const struct document *document, struct text *out)
{
	heading(PHRASE_WHAT_CHANGED, out);
	element("p", "", document->nothing, out);
	if (document->n_findings)
		text_append(out, "<table class=\"f\" role=\"presentation\">\n");
	for (size_t i = 0; i < document->n_findings; i++)
		finding(&document->findings[i], i + 1, out);
	if (document->n_findings)
		text_append(out, "</table>\n");
	element("p", "s", document->more, out);
	element("p", "s", document->resting, out);
}

static void steps(const struct document *document, struct text *out)
{
	char n[24];

	heading(PHRASE_WHAT_TO_DO, out);
	if (document->n_steps == 0) {
		element("p", "", phrase_text(PHRASE_NOTHING_TO_DO), out);
		return;
	}
	text_append(out, "<ol class=\"d\">\n");
	for (size_t i = 0; i < document->n_steps; i++) {
		text_appendf(out, "<li id=\"s%zu\">", i + 1);
		xml(out, document->steps[i].text);
		text_append(out, " <span class=\"n\">(");
		xml(out, document->steps[i].owner);
		text_append(out, "; ");
		snprintf(n, sizeof(n), "%zu", document->steps[i].finding);
		link_to("f", document->steps[i].finding, 0, out);
		PHRASE_PUT(out, PHRASE_ANSWERS_FINDING, { "n", n });
		text_append(out, "</a>)</span></li>\n");
	}
	text_append(out, "</ol>\n");
}

static void due(const struct document *document, struct text *out)
{
	if (document->n_due == 0 && !document->due_more[0])
		return;
	heading(PHRASE_WHAT_IS_DUE, out);
	if (document->n_due)
		text_append(out, "<ul class=\"d\">\n");
	for (size_t i = 0; i < document->n_due; i++) {
		const struct document_due *due = &document->due[i];

		text_append(out, "<li>");
		xml(out, due->text);
		text_append(out, " <span class=\"n\">(");
		xml(out, due->owner);
		text_append(out, due->owner[0] ? "; " : "");
		text_append(out, due->late ? "<b class=\"worse\">" : "");
		xml(out, due->when);
		text_append(out, due->late ? "</b>)</span>" : ")</span>");
		if (due->figure[0])
			text_append(out, "<br>");
		xml(out, due->figure);
		text_append(out, due->outcome[0] ? "<br>" : "");
		xml(out, due->outcome);
		text_append(out, "</li>\n");
	}
	text_append(out, document->n_due ? "</ul>\n" : "");
	element("p", "s", document->due_more, out);
}

static void figures(const struct document *document, struct text *out)
{
	heading(PHRASE_FIGURES, out);
	text_appendf(out, "<table class=\"t\">\n<tr><th>%s</th><th class=\"r\">%s</th><th>%s</th><th>%s</th><th class=\"h\">%s</th></tr>\n",
		phrase_text(PHRASE_HEAD_FIGURE), phrase_text(PHRASE_HEAD_VALUE), phrase_text(PHRASE_HEAD_VERDICT), phrase_text(PHRASE_HEAD_AGAINST),
		document->head_course);
	for (size_t i = 0; i < document->n_figures; i++) {
		const struct document_figure *figure = &document->figures[i];

		text_append(out, "<tr><td>");
		xml(out, figure->name);
		text_append(out, "</td><td class=\"v\">");
		xml(out, figure->value);
		text_appendf(out, "</td><td class=\"%s\">%s%s", class_of(figure->mark), document_glyph(figure->mark), figure->mark ? "\u00a0" : "");
		xml(out, figure->verdict);
		text_append(out, "</td><td class=\"n\">");
		xml(out, figure->against);
		text_append(out, "</td><td class=\"h\">");
		svg_spark(&figure->course, figure->mark, ROW_WIDTH, ROW_HEIGHT, out);
		element("div", "z", figure->course.range, out);
		text_append(out, "</td></tr>\n");
	}
	text_append(out, "</table>\n");
}

static void parts(const struct document_finding *finding, struct text *out)
{
	static const enum phrase heads[] = { PHRASE_HEAD_BEFORE, PHRASE_HEAD_NOW, PHRASE_HEAD_N, PHRASE_HEAD_SHARE, PHRASE_HEAD_INNER };

	if (finding->n_parts == 0)
		return;
	text_appendf(out, "<table class=\"t\">\n<tr><th>%s</th>", phrase_text(PHRASE_HEAD_PART));
	for (size_t i = 0; i < sizeof(heads) / sizeof(heads[0]); i++)
		text_appendf(out, "<th class=\"r\">%s</th>", phrase_text(heads[i]));
	text_append(out, "</tr>\n");
	for (size_t i = 0; i < finding->n_parts; i++) {
		const struct document_part *part = &finding->parts[i];
		const char *const cells[] = { part->base, part->now, part->n, part->share, part->inner };

		text_append(out, "<tr><td>");
		xml(out, part->label);
		text_append(out, "</td>");
		for (size_t k = 0; k < sizeof(cells) / sizeof(cells[0]); k++) {
			text_append(out, "<td class=\"r\">");
			xml(out, cells[k]);
			text_append(out, "</td>");
		}
		text_append(out, "</tr>\n");
	}
	text_append(out, "</table>\n");
}

static void answers(const struct document_finding *finding, size_t number, struct text *out)
{
	text_append(out, "<table class=\"a\">\n");
	for (size_t i = 0; i < finding->n_questions; i++) {
		text_appendf(out, "<tr id=\"f%zu-%zu\"><th>", number, i + 1);
		xml(out, finding->questions[i].text);
		text_append(out, "</th><td>");
		xml(out, finding->questions[i].answer);
		text_append(out, "<br><code>");
		xml(out, finding->questions[i].command);
		text_append(out, "</code></td></tr>\n");
	}
	text_append(out, "</table>\n");
}

static void evidence(const struct document *document, struct text *out)
{
	if (document->n_findings == 0 || document->findings[0].n_questions == 0)
		return;
	text_append(out, "<div class=\"ev\">\n");
	heading(PHRASE_EVIDENCE, out);
	for (size_t i = 0; i < document->n_findings; i++) {
		const struct document_finding *finding = &document->findings[i];

		text_append(out, "<section class=\"e\">\n<h3>");
		link_to("f", i + 1, 0, out);
		text_appendf(out, "%zu</a>. ", i + 1);
		xml(out, finding->claim);
		text_append(out, "</h3>\n");
		svg_chart(&finding->course, finding->mark, SVG_LARGE, CHART_WIDTH, CHART_HEIGHT, out);
		element("p", "z", finding->weeks, out);
		parts(finding, out);
		answers(finding, i + 1, out);
		text_append(out, "</section>\n");
	}
	heading(PHRASE_DEFINITIONS, out);
	text_append(out, "<dl>\n");
	for (size_t i = 0; i < document->n_terms; i++) {
		element("dt", "", document->terms[i].name, out);
		element("dd", "", document->terms[i].meaning, out);
	}
	text_append(out, "</dl>\n</div>\n");
}

static void foot(const struct document *document, struct text *out)
{
	text_append(out, "<div class=\"foot\">\n");
	for (size_t i = 0; i < document->n_short_terms; i++)
		element("p", "", document->terms[i].meaning, out);
	element("p", "", document->alarms, out);
	element("p", "", document->foot, out);
	text_append(out, "</div>\n");
}

/* Breaks lines at spaces, which in a page are line ends as well. */
static void fold(const struct text *page, struct text *out)
{
	size_t column = 0;

	for (size_t i = 0; i < page->len; i++) {
		bool ends = page->data[i] == '\n' || (page->data[i] == ' ' && column > LINE);

		text_put(out, ends ? '\n' : page->data[i]);
		column = ends ? 0 : column + 1;
	}
}

void document_write_html(const struct document *document, struct text *out)
{
	struct text page = TEXT_INIT;

	head(document, &page);
	findings(document, &page);
	steps(document, &page);
	due(document, &page);
	if (document->n_figures)
		figures(document, &page);
	foot(document, &page);
	evidence(document, &page);
	text_append(&page, "</main></body></html>\n");
	fold(&page, out);
	out->failed |= page.failed;
	text_finish(&page);
}
