/* adoption.h - how far the papers have gone: each figure of digital adoption, and right below it the one that could have paid for it. */
#ifndef PANEL_ADOPTION_H
#define PANEL_ADOPTION_H

#include "list.h"

/* Pairs of rows: a figure, then its counter-figure of the catalogue, each with its value a year ago, whether that is another beyond chance,
 * its verdict in this period and twelve months of it. The list is initialised before; it is begun, filled and ended, and does not sort. */
bool adoption_load(struct list *list, const struct panel_context *context, struct arena *arena, struct err *err);

#endif
