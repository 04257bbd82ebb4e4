/* seizures.h - what was taken off the market, by type. */
#ifndef PANEL_SEIZURES_H
#define PANEL_SEIZURES_H

#include "list.h"

bool seizures_load(struct list *list, const struct panel_context *context, struct arena *arena, struct err *err);

#endif
