/* revenue_lists.h - lists of Revenue that are no figures by a dimension: kinds of tax, what controls added, items of low value, debts by age. */
#ifndef PANEL_REVENUE_LISTS_H
#define PANEL_REVENUE_LISTS_H

#include "list.h"

bool revenue_heads_load(struct list *list, const struct panel_context *context, struct arena *arena, struct err *err);
/* Items far below the usual value, the most tax first; Enter opens the declaration. */
void revenue_outliers_await(struct list *list);	/* until it is loaded */
bool revenue_outliers_load(struct list *list, const struct panel_context *context, struct arena *arena, struct err *err);
/* What inspections added, by the reason of selection, all of them first. */
bool revenue_adjustments_load(struct list *list, const struct panel_context *context, struct arena *arena, struct err *err);
bool revenue_arrears_load(struct list *list, const struct panel_context *context, struct arena *arena, struct err *err);

#endif
