/* compose.h - from findings to a page. */
#ifndef REPORT_COMPOSE_H
#define REPORT_COMPOSE_H

#include "document.h"
#include "report/brief.h"

/* with_evidence: reads what stands behind each finding that is told. Finish the document even where it fails. */
bool compose(const struct kpi_env *env, const struct findings *findings, const struct report_options *options, bool with_evidence,
	struct document *ret_document, struct err *err);
void compose_finish(struct document *document);
/* "3 more are due: tidewaiter notes." */
void compose_due_more(size_t left, struct text *out);
/* The newest day with data, of declarations and of releases; TIME_DAY_NONE: there is none. */
int32_t compose_newest(const struct kpi_env *env);

/* The steps of a page, each sentence once: indices of the findings they come from; returns how many, at most DOCUMENT_STEPS. */
size_t compose_steps(const struct findings *findings, size_t ret_from[DOCUMENT_STEPS]);
/* "3 more, ranked lower, 2 of them good news, are on the screen"; nothing where nothing was left out. */
void compose_more(size_t left, size_t good, struct text *out);

#endif
