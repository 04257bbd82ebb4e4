/* svg.h - the course of a figure as inline SVG: a line in a table, or with axes, small beside a sentence or large. Nothing where fewer than two weeks have values. */
#ifndef REPORT_SVG_H
#define REPORT_SVG_H

#include "document.h"

void svg_spark(const struct document_course *course, enum document_mark mark, int width, int height, struct text *out);
enum svg_size { SVG_SMALL, SVG_LARGE };
void svg_chart(const struct document_course *course, enum document_mark mark, enum svg_size size, int width, int height, struct text *out);

#endif
