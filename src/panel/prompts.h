/* prompts.h - what a leader should have looked at: pairs of broker and officer, and the signals of the posts. Prompts for a review, worded
 * as such, names masked as on every screen. */
#ifndef PANEL_PROMPTS_H
#define PANEL_PROMPTS_H

#include "figures.h"
#include "list.h"

/* Both come in behind the picture. */
void prompts_await(struct list *pairs, struct list *posts);
bool prompts_pairs_load(struct list *list, const struct panel_context *context, struct arena *arena, struct err *err);
/* What a pair is about: Enter lists the declarations on which they met, in the days of the query. */
void prompts_pair_focus(struct panel_focus *focus, const struct kpi_row *row, const struct figures_query *query);
/* drawn: room for LIST_COLUMNS, outlives the load. */
bool prompts_posts_load(struct list *list, const struct panel_context *context, struct chart_column *drawn, struct arena *arena,
	struct err *err);

#endif
