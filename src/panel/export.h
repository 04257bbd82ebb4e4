/* export.h - what is shown, as a file: the screen as text, ANSI, SVG or HTML, or its numbers as CSV. Stamped with scope, period,
 * comparison, the version of the definitions and a fingerprint of the data. */
#ifndef PANEL_EXPORT_H
#define PANEL_EXPORT_H

#include "base/err.h"
#include "base/text.h"

struct dashboard;

/* By the ending of the name; through the save hook of the options. Says what was written. */
bool export_write(struct dashboard *d, const char *path, struct err *err);
/* A name to offer: "brief-2026-11-22.html". */
void export_name(struct dashboard *d, struct text *out);

#endif
