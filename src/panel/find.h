/* find.h - anything by a few letters: a view, a figure, a post, a trader, a declaration. */
#ifndef PANEL_FIND_H
#define PANEL_FIND_H

#include "names.h"
#include "prompt.h"

enum find_what { FIND_VIEW, FIND_KPI, FIND_POST, FIND_IMPORTER, FIND_BROKER, FIND_DECLARATION };

/* Fills the choices of the prompt for its text, the likeliest first. Traders are found by their whole code while names are masked, and
 * shown by their pseudonym. Failures of the store leave what was found before them. */
void find_fill(const struct panel_context *context, struct prompt *prompt);

#endif
