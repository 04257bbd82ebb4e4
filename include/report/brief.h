/* brief.h - the brief of a day: findings, what to do, figures, as a page in several formats. The same data, day and clock give the same
 * bytes in each of them. */
#ifndef REPORT_BRIEF_H
#define REPORT_BRIEF_H

#include "insight/findings.h"
#include "insight/follow.h"

enum report_format { REPORT_TEXT, REPORT_MARKDOWN, REPORT_HTML, REPORT_PDF, REPORT_JSON, REPORT_FORMATS };

struct report_options {
	bool synthetic, ascii;
	const char *scope;		/* "All posts", "Port Salim": in words */
	const char *fingerprint;	/* of the data; "" unknown */
	const struct follow *follow;	/* of the same findings: those that rest are not told, what is due is; NULL: no notes */
};

/* Reads what stands behind the findings for the formats that tell it. A PDF is bytes, not text. Without the library that draws it:
 * false with ERR_NOT_BUILT. */
bool report_brief(const struct kpi_env *env, const struct findings *findings, const struct report_options *options,
	enum report_format format, struct text *out, struct err *err);
bool report_has_pdf(void);

#endif
