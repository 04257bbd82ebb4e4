/* weigh.c - see weigh.h. The level before is that of the four weeks before the change, at the same place. */
#include "weigh.h"

#include <math.h>

#include "window.h"

enum { WEEK = 7 };

bool weigh_fill(const struct kpi_env *env, const struct kpi_filter *filters, size_t n_filters, struct finding *finding, int32_t to,
	struct arena *arena, struct err *err)
{
	bool is_time = finding->def->unit == KPI_HOURS;
	const char *stat = is_time ? "mean" : finding->stat;
	const struct kpi_row *now, *base;
	struct window window;
	struct kpi_row *rows[2];
	size_t n[2];

	finding->hours = finding->extra = NAN;
	if (!finding_is_change(finding) || finding->def->cohort == KPI_AT_STOCK)
		return true;
	if (!window_of(finding, filters, n_filters, to, arena, &window, err))
		return false;
	if (!window.has_base)
		return true;
	if (!kpi_evaluate(env, &finding->def, 1, &window.now, arena, &rows[0], &n[0], err) ||
	    !kpi_evaluate(env, &finding->def, 1, &window.base, arena, &rows[1], &n[1], err))
		return false;
	now = window_row(rows[0], n[0], finding->def, stat, finding->category);
	base = window_row(rows[1], n[1], finding->def, stat, finding->category);
	if (!now || !base)
		return true;
	if (is_time)
		finding->hours = (now->value - base->value) * (double)now->n;
	else if (finding->def->unit == KPI_ONE)
		finding->extra = (now->value - base->value) * (double)now->n;
	else if (finding->days > 0)
		finding->extra = now->value / window.days - base->value / WINDOW_BASE_DAYS;
	else
		finding->extra = now->value * fmin(1, (double)WEEK / window.days) - base->value * fmin(WEEK, window.days) / WINDOW_BASE_DAYS;
	return true;
}
