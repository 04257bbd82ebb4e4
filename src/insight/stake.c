/* stake.c - see stake.h. A usual day is the mean of the same weekday in the four weeks before the silence; what it would have brought is no
 * forecast, and no loss: most of it comes later. */
#include "stake.h"

#include <math.h>

#include "window.h"

enum { WEEK = 7 };

double stake_usual(const double days[STAKE_DAYS], double part, size_t full)
{
	double sum = 0;

	for (size_t day = 0; day <= full; day++) {
		double same = 0;

		for (size_t i = WEEK - 1 - day % WEEK; i < STAKE_DAYS; i += WEEK)
			same += isfinite(days[i]) ? days[i] : 0;
		sum += (day ? 1 : part) * same / (STAKE_DAYS / WEEK);
	}
	return sum;
}

static const struct kpi_row *row_of(const struct kpi_row *rows, size_t n, const struct kpi_def *def)
{
	for (size_t i = 0; i < n; i++)
		if (rows[i].def == def && rows[i].course && rows[i].n_dims == 0 && !rows[i].missing)
			return &rows[i];
	return NULL;
}

static double usual_of(const struct kpi_row *row, double part, size_t full)
{
	double days[STAKE_DAYS];

	for (size_t i = 0; row && i < STAKE_DAYS; i++)
		days[i] = row->course[i].value;
	return row ? stake_usual(days, part, full) : NAN;
}

bool stake_fill(const struct kpi_env *env, const struct kpi_filter *filters, size_t n_filters, struct finding *finding, struct arena *arena,
	struct err *err)
{
	/* What came of its files is counted in whole days from the first one; records, by the hour. */
	bool is_whole = finding->kind == FINDING_LATE && !finding->is_overdue;
	const struct kpi_def *defs[] = { kpi_find(is_whole ? "declarations_released" : "declarations_registered"),
		kpi_find("revenue_collected") };
	double days = finding->value / 24, part = is_whole ? 1 : days - floor(days);
	struct window window;
	struct kpi_query query;
	struct kpi_row *rows;
	size_t n, full;

	finding->missed = finding->missed_paid = NAN;
	if ((finding->kind != FINDING_SILENT && finding->kind != FINDING_LATE) || !(finding->value >= 24))
		return true;
	if (!window_of(finding, filters, n_filters, finding->since, arena, &window, err))
		return false;
	query = window.base;
	query.from = query.to;		/* the last usual day, and those before it */
	query.points = STAKE_DAYS;
	query.step = 1;
	if (!kpi_evaluate(env, defs, 2, &query, arena, &rows, &n, err))
		return false;
	full = is_whole ? (size_t)days - 1 : (size_t)days;
	finding->missed = usual_of(row_of(rows, n, defs[0]), part, full);
	finding->missed_paid = usual_of(row_of(rows, n, defs[1]), part, full);
	return true;
}
