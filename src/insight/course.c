/* course.c - see course.h. */
#include "course.h"

#include <math.h>
#include <string.h>

#define Z_BOUND 3.92	/* deviations at which the bounds of a course stand */
#define MINUTE (1.0 / 60)	/* hours: shorter is as good as at once */
#define AMOUNTS 3.0	/* relative deviation of a sum of n amounts, over 1 / sqrt(n): the few large ones make most of it */
#define LEAST_COVERAGE 0.5	/* of what is eligible: below, a figure is about other files than last week's */

enum scale scale_of(const struct kpi_def *def)
{
	if (def->unit == KPI_COUNT)
		return SCALE_ROOT;
	/* A ratio that may exceed 1 is no share. */
	return def->unit == KPI_ONE && strcmp(def->id, "collection_ratio") != 0 ? SCALE_ARCSINE : SCALE_LOG;
}

double scale_onto(enum scale scale, double value)
{
	switch (scale) {
	case SCALE_ARCSINE: return value >= 0 && value <= 1 ? asin(sqrt(value)) : NAN;
	case SCALE_ROOT: return value >= 0 ? sqrt(value) : NAN;
	default: return value > 0 ? log(value) : NAN;
	}
}

double scale_back(enum scale scale, double value)
{
	switch (scale) {
	case SCALE_ARCSINE: return value <= 0 ? 0 : value >= M_PI / 2 ? 1 : sin(value) * sin(value);
	case SCALE_ROOT: return value > 0 ? value * value : 0;
	default: return exp(value);
	}
}

static bool is_of_cases(const struct kpi_point *point)
{
	return point->n > 0 && point->denominator == (double)point->n && point->numerator == floor(point->numerator);
}

double course_value(const struct kpi_def *def, const struct kpi_point *point, int64_t least_n, double *ret_own)
{
	enum scale scale = scale_of(def);
	double value = def->unit == KPI_HOURS ? fmax(point->value, MINUTE) : point->value;

	*ret_own = 0;
	if (isnan(point->value) || point->coverage < LEAST_COVERAGE)
		return NAN;
	if (scale == SCALE_ROOT) {
		*ret_own = 0.5;
		return scale_onto(scale, value + 0.375);
	}
	if (def->unit != KPI_MONEY && point->n < least_n)
		return NAN;
	if (scale == SCALE_ARCSINE && is_of_cases(point)) {
		value = (point->numerator + 0.375) / ((double)point->n + 0.75);
		*ret_own = 0.5 / sqrt((double)point->n + 0.5);
	} else if (scale == SCALE_ARCSINE) {
		*ret_own = AMOUNTS / 2 / sqrt((double)point->n);
	} else if (def->unit == KPI_MONEY || def->unit == KPI_ONE) {
		*ret_own = point->n > 0 ? AMOUNTS / sqrt((double)point->n) : NAN;
	} else if (isfinite(point->low)) {
		/* Of both bounds the further counts more: where few values lie between two heaps, the middle moves far. */
		*ret_own = hypot(log(fmax(point->high, value) / value), log(value / fmax(fmin(point->low, value), MINUTE))) / M_SQRT2 / Z_BOUND;
	} else if (def->unit == KPI_HOURS) {
		return NAN;	/* too few for any bound */
	}
	return scale_onto(scale, value);
}
