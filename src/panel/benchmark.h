/* benchmark.h - each post beside the best one that it can be compared with: of its kind, with a similar mix of flows and lanes. */
#ifndef PANEL_BENCHMARK_H
#define PANEL_BENCHMARK_H

#include "list.h"

/* One row a post, in the order of `posts`, whose first cell and focus they take. */
bool benchmark_load(struct list *list, const struct list *posts, const struct panel_context *context, struct arena *arena, struct err *err);

#endif
