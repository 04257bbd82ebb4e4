/* document.h - a page before it has a format: findings with what stands behind them, steps, figures, terms.
 *
 * All strings passed the display filter where they come from data; writers escape for their format. Everything lives in the arena. */
#ifndef REPORT_DOCUMENT_H
#define REPORT_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"
#include "kpi/kpi.h"

enum { DOCUMENT_FINDINGS = 11, DOCUMENT_STEPS = 5, DOCUMENT_FIGURES = 12, DOCUMENT_QUESTIONS = 11, DOCUMENT_PARTS = 8, DOCUMENT_TERMS = 17, DOCUMENT_DUE = 6 };

/* MARK_WARNED: worse since this period only; no colour before it has held for two. */
enum document_mark { MARK_NONE, MARK_WORSE, MARK_BETTER, MARK_CHANGED, MARK_USUAL, MARK_WARNED };

/* A figure over weeks, the oldest first. */
struct document_course {
	const double *values;		/* NULL: none */
	size_t n;
	double low, high;		/* what is usual; NaN unknown */
	double target;			/* NaN none */
	long since;			/* first week of the change; -1 none */
	int32_t to;			/* last day of the last week */
	enum kpi_unit unit;
	const char *label;		/* for who does not see it */
	const char *range, *words;	/* its lowest and highest week; the last one too, as a sentence beside it; "" where there are no two */
};

struct document_question {
	const char *text, *answer, *command;
};

struct document_part {
	const char *label, *base, *now, *n, *share, *inner;	/* inner: how much of it is performance, not mix */
};

struct document_finding {
	enum document_mark mark;
	const char *claim, *cause, *size, *certainty, *owner;	/* "" where there is nothing to say */
	const char *spark;		/* its course in one line, for formats without pictures; "" none */
	const char *weeks;		/* each of its weeks; "" none, or not asked for */
	const char *reform;		/* what an initiative for its figure did; "" none */
	const char *in_hand;		/* what is being done about it already; "" nothing */
	int step;			/* that answers it; 0 none */
	struct document_course course;
	struct document_question questions[DOCUMENT_QUESTIONS];
	size_t n_questions;		/* 0: not asked for */
	struct document_part parts[DOCUMENT_PARTS];
	size_t n_parts;
};

struct document_step {
	const char *text, *owner;
	size_t finding;			/* its number, from 1 */
};

struct document_due {
	const char *text, *owner, *when, *figure, *outcome;	/* "" where there is nothing to say */
	bool late;
};

struct document_figure {
	const char *name, *value, *verdict, *against;
	enum document_mark mark;
	struct document_course course;
};

struct document_term {
	const char *name, *meaning;
};

struct document {
	struct arena arena;
	const char *title, *date, *subtitle, *banner;	/* banner "": real data */
	const char *summary, *nothing, *more;		/* "" where there is nothing to say */
	const char *resting, *due_more;
	const char *alarms, *foot, *head_course;
	int64_t made;					/* UTC: the clock */
	struct document_finding findings[DOCUMENT_FINDINGS];
	struct document_step steps[DOCUMENT_STEPS];
	struct document_due due[DOCUMENT_DUE];
	struct document_figure figures[DOCUMENT_FIGURES];
	struct document_term terms[DOCUMENT_TERMS];	/* for the foot of a page */
	size_t n_left, n_left_good;			/* findings that `more` counts, and how many of them are good news */
	size_t n_due_left;				/* due ones that `due_more` counts */
	size_t n_findings, n_steps, n_due, n_figures, n_terms, n_short_terms;	/* the first so many explain words, the rest are definitions of figures */
};

/* Appends a sentence with a mark behind whatever in it is written from right to left: numbers that follow a name would else change sides with it. */
void document_mark_leftward(struct text *out, const char *s, const char *mark);

const char *document_glyph(enum document_mark mark);		/* "✗" */
const char *document_word(enum document_mark mark);		/* "worse" */

/* Wrapped at 78 cells. */
void document_write_text(const struct document *document, bool ascii, struct text *out);
void document_write_markdown(const struct document *document, struct text *out);
/* One part, no scripts, nothing remote; charts as inline SVG. */
void document_write_html(const struct document *document, struct text *out);
/* One page of A4. */
bool document_write_pdf(const struct document *document, struct text *out, struct err *err);

#endif
