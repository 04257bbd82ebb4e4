/* plain.h - a panel as lines of text, one figure a line: for screen readers, pipes and whoever wants words. */
#ifndef PANEL_PLAIN_H
#define PANEL_PLAIN_H

#include "drill.h"

/* The figures that a panel asks for, and its rows, in sentences. `level` as of the panel it stands for. */
bool plain_write(const struct panel_context *context, const struct panel_ops *ops, const struct panel_focus *subject, int level,
	struct text *out, struct err *err);

#endif
