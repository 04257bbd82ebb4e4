/* course.h - the course of a figure: values on a scale where their spread is even, and what their size lets them vary by chance. */
#ifndef INSIGHT_COURSE_H
#define INSIGHT_COURSE_H

#include "insight/findings.h"

/* Logarithms of times and money; arcsine roots of rates, roots of counts (Anscombe 1948). */
enum scale { SCALE_LOG, SCALE_ARCSINE, SCALE_ROOT };

enum scale scale_of(const struct kpi_def *def);
double scale_onto(enum scale scale, double value);
double scale_back(enum scale scale, double value);

/* A point on the scale and its sampling deviation: binomial of a rate, Poisson of a count, the interval of a median; 0 where it is not
 * known. NaN where there is nothing to see: fewer than least_n cases of what is no count, or too few of them usable. */
double course_value(const struct kpi_def *def, const struct kpi_point *point, int64_t least_n, double *ret_own);

#endif
