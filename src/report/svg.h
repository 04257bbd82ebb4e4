/* svg.h - the course of a figure as inline SVG: small beside a sentence, or large with axes. Nothing where fewer than two weeks have values. */
#ifndef REPORT_SVG_H
#define REPORT_SVG_H

#include "document.h"

void svg_spark(const struct document_course *course, enum document_mark mark, int width, int height, struct text *out);
void svg_chart(const struct document_course *course, enum document_mark mark, int width, int height, struct text *out);

#endif
