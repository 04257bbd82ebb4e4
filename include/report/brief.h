/* brief.h - the brief of a day: findings, figures and what to do, as a page in several formats. The same findings give the same bytes. */
#ifndef REPORT_BRIEF_H
#define REPORT_BRIEF_H

#include "insight/findings.h"

enum report_format { REPORT_TEXT, REPORT_MARKDOWN, REPORT_HTML, REPORT_JSON, REPORT_FORMATS };

struct report_options {
	bool synthetic, ascii;
	const char *scope;		/* "All posts", "Port Salim": in words */
	const char *fingerprint;	/* of the data; "" unknown */
};

void report_brief(const struct kpi_env *env, const struct findings *findings, const struct report_options *options,
	enum report_format format, struct text *out);

#endif
