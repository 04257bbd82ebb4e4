/* reform_weeks.h - figures by whole weeks around the start of an initiative: of its posts together, and of every other post. */
#ifndef INSIGHT_REFORM_WEEKS_H
#define INSIGHT_REFORM_WEEKS_H

#include "insight/reform.h"

struct reform_course {
	const char *office;		/* NULL: the posts of the initiative together */
	double *values;			/* n_weeks of the reform */
	int64_t n, n_after;		/* declarations in all, and in the weeks after */
};

struct reform_rows {
	const struct kpi_row *together, *by_office;
	size_t n_together, n_by_office;
};

/* Asks for all defs at once; sets first, n_weeks and start of the reform. */
bool reform_rows_load(const struct kpi_env *env, struct reform *reform, int32_t to, const struct kpi_def *const *defs, size_t n_defs,
	const struct kpi_filter *filters, size_t n_filters, struct arena *arena, struct reform_rows *ret_rows, struct err *err);
/* The weeks of a figure; office NULL: the initiative's posts together. False when memory is out. */
bool reform_course_take(const struct reform *reform, const struct reform_rows *rows, const struct kpi_def *def, const char *stat,
	const char *category, const char *office, struct arena *arena, struct reform_course *ret_course);
/* The category that stands for a figure that has several: "72h" of "age"; NULL for one that has none. ret_name may be NULL. */
const char *reform_category(const struct kpi_def *def, const char **ret_name);

#endif
