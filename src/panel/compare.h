/* compare.h - what the figures of a scope are judged against: the days and the post of the comparison, and its name. */
#ifndef PANEL_COMPARE_H
#define PANEL_COMPARE_H

#include "names.h"
#include "scope.h"

/* The scope to compare with; false where the comparison is no other scope (target, usual) or lies before the data. */
bool compare_scope(const struct panel_scope *scope, struct panel_scope *ret_base);
/* "target or usual", "Oct 2026", "same days a year ago", "Port Salim": goes behind "vs ". */
void compare_text(const struct panel_context *context, struct text *out);
/* By name: "usual", "previous", "last year", "feast", "target", "post"; PANEL_COMPARISONS when there is none. */
enum panel_compare compare_find(const char *name);
const char *compare_name(enum panel_compare compare);
const char *compare_help(enum panel_compare compare);

#endif
