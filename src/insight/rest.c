/* rest.c - see rest.h. */
#include "insight/rest.h"

#include <math.h>
#include <stdlib.h>

#include "base/time.h"
#include "search.h"

#define PARTS 100.0
#define LEAST 1e-4		/* as near as a rate comes to none and to all */

enum { WEEKS_OLD = 3, LAST_WEEKS = 2, SAME_DAYS = 7 };

static bool is_bad_high(const struct finding *finding, double value)
{
	double middle = isfinite(finding->usual_low) && isfinite(finding->usual_high) ? (finding->usual_low + finding->usual_high) / 2 :
		isfinite(finding->target_low) && isfinite(finding->target_high) ? (finding->target_low + finding->target_high) / 2 : finding->target;

	if (finding->def->better == KPI_LOWER || finding->def->better == KPI_HIGHER)
		return finding->def->better == KPI_LOWER;
	return !(value < middle);
}

/* Rates by their odds: from 95 to 90 % doubles what is wrong. */
static double badness(const struct finding *finding, double value)
{
	double rate = fmin(1 - LEAST, fmax(LEAST, value)), ratio = finding->def->unit == KPI_ONE ? rate / (1 - rate) : fmax(LEAST, fabs(value));

	return PARTS * (is_bad_high(finding, value) ? ratio : 1 / ratio);
}

double finding_excess(const struct finding *finding, int32_t to)
{
	double excess, recent = 0;

	if (finding->kind == FINDING_SILENT || finding->kind == FINDING_LATE || finding->broker || finding->review)
		return finding->score;
	excess = badness(finding, finding_told_value(finding, to));
	if (!finding_is_change(finding) || !finding->course || finding_weeks(finding, to) < WEEKS_OLD)
		return excess;
	for (size_t i = FINDING_WEEKS - LAST_WEEKS; i < FINDING_WEEKS; i++)
		recent += finding->course[i] / LAST_WEEKS;
	return isfinite(recent) ? fmax(excess, badness(finding, recent)) : excess;
}

static bool began_with(const struct finding *a, const struct finding *b)
{
	if (a->since == TIME_DAY_NONE || b->since == TIME_DAY_NONE)
		return a->since == b->since;
	return abs(a->since - b->since) <= SAME_DAYS;
}

bool finding_rests(const struct kpi_env *env, const struct kpi_filter *filters, size_t n_filters, const struct finding *finding, int32_t to,
	rest_note note, void *closure)
{
	struct err ignored;

	if (note(closure, finding, finding->excess))
		return true;
	for (const struct finding *left_out = finding->left_out; left_out; left_out = left_out->left_out) {
		struct finding one = *left_out;

		/* What is not noted at all need not be measured. */
		if (began_with(&one, finding) && note(closure, &one, 0) &&
		    (!finding_is_change(&one) || finding_measure(env, filters, n_filters, &one, to, &ignored)) && note(closure, &one, finding_excess(&one, to)))
			return true;
	}
	return false;
}
