/* plain.h - a panel as lines of text, one figure a line: for screen readers, pipes and whoever wants words. */
#ifndef PANEL_PLAIN_H
#define PANEL_PLAIN_H

#include "drill.h"
#include "list.h"

/* The figures that a panel asks for, and its rows, in sentences. `level` as of the panel it stands for. */
bool plain_write(const struct panel_context *context, const struct panel_ops *ops, const struct panel_focus *subject, int level,
	struct text *out, struct err *err);
/* A list of it: its title, then a line a row, each cell after the title of its column. */
void plain_list(const struct list *list, struct text *out);

#endif
