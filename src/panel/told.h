/* told.h - findings on a screen: what changed as sentences, what to do as steps, and the course of one of them.
 *
 * Sentences are cut at their ends where rows are few: the claim first, then what it came through, then how much it is about. */
#ifndef PANEL_TOLD_H
#define PANEL_TOLD_H

#include "insight/findings.h"
#include "panel/panel.h"

enum { TOLD_STEPS = 5 };

struct told {
	struct panel_more more;
	struct findings findings;
	size_t n_worse, n_better, n_resting;
	size_t steps[TOLD_STEPS], n_steps;	/* findings whose action stands among what to do */
	bool too_short;			/* the data is, for anything to show as a change */
	int32_t days;			/* of data there are */
	bool ends_before;		/* the last day of the scope is not over: findings are about those before it */
};

/* Findings of the last few scopes: what is opened again, and the evidence of one of them, is not searched for anew. */
struct told_cache *told_cache_create(void);		/* NULL when memory is out: all is searched for each time */
void told_cache_destroy(struct told_cache *cache);	/* accepts NULL */
void told_cache_forget(struct told_cache *cache);	/* the data is another; accepts NULL */

/* Of the scope's days and filters; `to` of findings is its last whole day. passes_over: leaves out those that people let rest. Free with panel_more_free(). */
struct panel_more *told_load(const struct panel_context *context, bool passes_over, struct err *err);
/* The same for the last day that is over: what finding a focus is about needs it as well. */
int32_t told_day(const struct panel_context *context);

enum canvas_role told_role(const struct finding *finding);
const char *told_glyph(const struct finding *finding);
void told_focus(const struct finding *finding, struct panel_focus *ret_focus);
/* As many of the sentences as fit into so many rows, at least the first. */
void told_text(const struct finding *finding, int cols, int rows, struct text *out);

/* Heading and findings, the selected one in view; note at the right of the heading. selected -1: none has the cursor. */
void told_paint(const struct told *told, struct canvas_area area, const char *title, long selected, bool active);
int told_rows(const struct told *told, int cols, int each);	/* that all would take, heading included, with so many each */
/* note: at the right of the heading; "" none. */
void told_paint_steps(const struct told *told, struct canvas_area area, const char *note, long selected, bool active);
int told_steps_rows(const struct told *told, int cols, int each);
/* The weeks of a finding with what is usual and where the change began. */
void told_paint_course(const struct finding *finding, const struct findings *all, struct canvas_area area);
/* Sentences, one a line, for who reads in words. */
void told_words(const struct told *told, struct text *out);

#endif
