/* drill.h - the panels that Enter, i and ? open, and the way down from a number to its declarations. */
#ifndef PANEL_DRILL_H
#define PANEL_DRILL_H

#include "panel/panel.h"

extern const struct panel_ops panel_breakdown, panel_declarations, panel_declaration, panel_evidence, panel_proof, panel_help, panel_poster, panel_plain,
	panel_actions, panel_note, panel_debts;

/* The next dimension on the way down that is neither filtered nor absent from the data: office, lane, broker; NULL at the end. */
const char *drill_dimension(const struct panel_scope *scope, const struct names *names);

const char *drill_dimension_after(const struct panel_scope *scope, const struct names *names, const char *dim);
/* Whether a figure says something of a single declaration, so that those behind it can be listed whatever it is taken apart by. */
bool drill_lists(const char *kpi);

/* Allocates the panel of an ops table; NULL when memory is out. */
struct panel *panel_create(const struct panel_ops *ops, const struct panel_focus *subject);
void panel_destroy(struct panel *panel);
/* Loads; a failure stays in panel->failed and is painted instead. */
void panel_load(struct panel *panel, const struct panel_context *context);
/* And what else it reads, at once. */
void panel_load_more(struct panel *panel, const struct panel_context *context);
/* What a panel's more() makes, empty: a struct of `size` bytes that begins with its panel_more; NULL when memory is out. */
void *panel_more_create(size_t size, struct err *err);
/* It, where all was read; else it is let go of, and NULL. */
struct panel_more *panel_more_finish(void *more, bool ok);
void panel_more_free(struct panel_more *more);		/* accepts NULL */

#endif
