/* brief.c - from findings to a page in one of its formats. */
#include "report/brief.h"

#include "compose.h"
#include "json.h"

static bool write_page(const struct document *document, const struct report_options *options, enum report_format format, struct text *out,
	struct err *err)
{
	switch (format) {
	case REPORT_MARKDOWN: document_write_markdown(document, out); break;
	case REPORT_HTML: document_write_html(document, out); break;
	case REPORT_PDF: return document_write_pdf(document, out, err);
	default: document_write_text(document, options->ascii, out);
	}
	return true;
}

bool report_brief(const struct kpi_env *env, const struct findings *findings, const struct report_options *options,
	enum report_format format, struct text *out, struct err *err)
{
	bool with_evidence = format == REPORT_HTML || format == REPORT_MARKDOWN, ok;
	struct document document;

	if (format == REPORT_JSON) {
		json_write(env, findings, options, out);
		return !out->failed || err_memory(err);
	}
	ok = compose(env, findings, options, with_evidence, &document, err) && write_page(&document, options, format, out, err);
	compose_finish(&document);
	return ok && (!out->failed || err_memory(err));
}
