/* largest.h - the money behind a finding: what was paid on its declarations, and what would be left of a figure of money without the
 * one declaration that moves it most. Duties are very uneven: one large consignment can be the whole news; so
 * can one declaration with a dozen permits, or inspections. */
#ifndef INSIGHT_LARGEST_H
#define INSIGHT_LARGEST_H

#include "insight/findings.h"

/* Sums of what a figure is made of, and the case that moves it most; amounts in minor units. */
struct largest {
	double numerator, denominator;	/* of sums of money: numerator alone */
	double top_numerator, top_denominator, most;
	double level;			/* the ratio, of ratios */
	bool is_sum;
};
void largest_add(struct largest *largest, double numerator, double denominator);
/* The figure without that case, where with all of them it is `value`. NaN where nothing is left. */
double largest_without(const struct largest *largest, double value);

/* Hours that n declarations of a mean took longer in all than before, without the longest of them. */
double largest_hours_without(double hours, int64_t n, double mean, double longest);

/* Fills paid, without_largest and hours_without of a change. Needs since, value and hours. */
bool largest_fill(const struct kpi_env *env, const struct kpi_filter *filters, size_t n_filters, struct finding *finding, int32_t to,
	struct arena *arena, struct err *err);

/* Whether the change, on its own scale, is less than half of it without that case. */
bool largest_rules(const struct finding *finding, double told, double told_without);
bool largest_rules_hours(const struct finding *finding);

#endif
