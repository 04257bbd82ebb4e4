/* filter_value.h - what is typed behind `filter DIM=`: a code, the name of a post, the pseudonym of somebody whose name is masked. */
#ifndef PANEL_FILTER_VALUE_H
#define PANEL_FILTER_VALUE_H

#include "dashboard_private.h"

/* The code that was meant, in the arena. ERR_USAGE when the data has none, with those that are like it; codes of traders and officers
 * are not told while names are masked. */
bool filter_value_find(const struct dashboard *d, const struct kpi_by *by, const char *said, struct arena *arena, const char **ret_value,
	struct err *err);

#endif
