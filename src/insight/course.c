/* course.c - see course.h. */
#include "course.h"

#include <math.h>
#include <string.h>

enum { LEAST_N = 10, LEAST_COUNT = 10 };

#define Z95 1.96

enum scale { SCALE_LOG, SCALE_ARCSINE, SCALE_ROOT };

static enum scale scale_of(const struct kpi_def *def)
{
	switch (def->unit) {
	case KPI_ONE: return SCALE_ARCSINE;
	case KPI_COUNT: return SCALE_ROOT;
	default: return SCALE_LOG;
	}
}

static double onto(enum scale scale, double value)
{
	switch (scale) {
	case SCALE_ARCSINE: return value >= 0 && value <= 1 ? asin(sqrt(value)) : NAN;
	case SCALE_ROOT: return value >= 0 ? sqrt(value) : NAN;
	default: return value > 0 ? log(value) : NAN;
	}
}

static double back(enum scale scale, double value)
{
	switch (scale) {
	case SCALE_ARCSINE: return value <= 0 ? 0 : value >= M_PI / 2 ? 1 : sin(value) * sin(value);
	case SCALE_ROOT: return value > 0 ? value * value : 0;
	default: return exp(value);
	}
}

/* Sampling deviation on the scale: binomial of a rate, Poisson of a count, the interval of a time. */
static double own_of(enum scale scale, const struct kpi_row *row)
{
	if (scale == SCALE_ARCSINE)
		return row->n > 0 ? 0.5 / sqrt((double)row->n) : NAN;
	if (scale == SCALE_ROOT)
		return 0.5;
	if (row->low > 0 && row->high > row->low)
		return (log(row->high) - log(row->low)) / (2 * Z95);
	return 0;
}

const struct kpi_row *course_row(const struct course_week *week, const struct kpi_def *def, const char *stat, const char *category,
	const char *office)
{
	size_t n_by = office ? 1 : 0;

	for (size_t i = 0; i < week->n; i++) {
		const struct kpi_row *row = &week->rows[i];

		if (row->def != def || strcmp(row->stat, stat) != 0 || row->n_dims != n_by + (category != NULL))
			continue;
		if (office && (strcmp(row->dims[0].name, "office") != 0 || strcmp(row->dims[0].value, office) != 0))
			continue;
		if (!category || strcmp(row->dims[n_by].value, category) == 0)
			return row;
	}
	return NULL;
}

bool course_of(const struct course_week *weeks, const struct kpi_def *def, const char *stat, const char *category, const char *office,
	struct course *ret_course)
{
	enum scale scale = scale_of(def);
	struct course course = { .usual_low = NAN, .usual_high = NAN };

	for (size_t i = 0; i < FINDING_WEEKS; i++) {
		const struct kpi_row *row = course_row(&weeks[FINDING_WEEKS - 1 - i], def, stat, category, office);
		bool counts = scale == SCALE_ROOT || def->unit == KPI_MONEY;

		course.values[i] = course.own[i] = NAN;
		if (!row || row->missing || isnan(row->value) || (!counts && row->n < LEAST_N))
			continue;
		course.values[i] = onto(scale, row->value);
		course.own[i] = own_of(scale, row);
	}
	if (!stats_change_find(course.values, course.own, FINDING_WEEKS, &course.change))
		return false;
	/* Of a handful of files, one more or less is no news. */
	if (scale == SCALE_ROOT && back(scale, course.change.before) < LEAST_COUNT && back(scale, course.values[FINDING_WEEKS - 1]) < LEAST_COUNT)
		course.change.kind = STATS_CHANGE_NONE;
	course.usual_low = back(scale, course.change.low);
	course.usual_high = back(scale, course.change.high);
	*ret_course = course;
	return true;
}
