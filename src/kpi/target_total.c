/* target_total.c - targets that are totals of a period, such as those of revenue: which of them go together, and the part of them
 * that belongs to a stretch of days. */
#include <math.h>
#include <string.h>

#include "profile.h"

/* 20 %: months are of one length, quarters of another. */
enum { LENGTH_TOLERANCE = 5 };

bool target_is(const struct target *target, const char *kpi, const struct target_scope *scope)
{
	return target->office == scope->office && target->flow == scope->flow && target->mode == scope->mode &&
	       strcmp(target->kpi, kpi) == 0;
}

bool target_overlaps(const struct target *target, int32_t from, int32_t to)
{
	return target->from <= to && target->to >= from;
}

static bool leads(const struct target *target, const struct target *best, int32_t to)
{
	bool runs = target->to >= to, best_runs = best->to >= to;

	if (runs != best_runs)
		return runs;
	return runs ? target->to - target->from < best->to - best->from : target->to > best->to;
}

const struct target *targets_lead(const struct targets *targets, const char *kpi, const struct target_scope *scope, int32_t from,
	int32_t to)
{
	const struct target *best = NULL;

	for (size_t i = 0; i < targets->n; i++) {
		const struct target *target = &targets->items[i];

		if (target_is(target, kpi, scope) && target_overlaps(target, from, to) && (!best || leads(target, best, to)))
			best = target;
	}
	return best;
}

bool target_is_peer(const struct target *target, const struct target *lead)
{
	int32_t a = target->to - target->from + 1, b = lead->to - lead->from + 1;

	return (a > b ? a - b : b - a) * LENGTH_TOLERANCE <= b;
}

/* lead: of the length that counts; NULL: the one that leads at this place. */
static bool total_of(const struct targets *targets, const char *kpi, const struct target_scope *scope, const struct target *lead,
	int32_t from, int32_t to, struct courses *courses, double *ret_total, struct err *err)
{
	const struct course *course;
	bool any = false;

	lead = lead ? lead : targets_lead(targets, kpi, scope, from, to);

	*ret_total = NAN;
	if (!lead)
		return true;
	if (!courses_find(courses, scope, &course, err))
		return false;
	*ret_total = 0;
	for (size_t i = 0; i < targets->n; i++) {
		const struct target *target = &targets->items[i];
		struct profile profile;

		if (!target_is(target, kpi, scope) || !target_overlaps(target, from, to) || !target_is_peer(target, lead))
			continue;
		if (!courses_profile(courses, target, course, &profile))
			return err_memory(err);
		*ret_total += target->value * profile_part(&profile, from, to);
		any = true;
	}
	if (!any)
		*ret_total = NAN;
	return true;
}

/* The target is the first one of its office. */
static bool is_first_of_office(const struct targets *targets, size_t index, const char *kpi, const struct target_scope *scope)
{
	for (size_t i = 0; i < index; i++) {
		if (target_is(&targets->items[i], kpi, scope))
			return false;
	}
	return true;
}

static bool total(const struct targets *targets, const char *kpi, const struct target_scope *scope, const struct target *lead, int32_t from,
	int32_t to, struct courses *courses, double *ret_total, struct err *err)
{
	double all, part;
	bool by_office;

	if (!total_of(targets, kpi, scope, lead, from, to, courses, &all, err))
		return false;
	by_office = isnan(all) && !scope->office;
	for (size_t i = 0; i < targets->n && by_office; i++) {
		const struct target *target = &targets->items[i];
		struct target_scope its = {.office = target->office, .flow = scope->flow, .mode = scope->mode};

		if (!target->office || !target_is(target, kpi, &its) || !is_first_of_office(targets, i, kpi, &its))
			continue;
		if (!total_of(targets, kpi, &its, lead, from, to, courses, &part, err))
			return false;
		if (!isnan(part))
			all = isnan(all) ? part : all + part;
	}
	*ret_total = all;
	return true;
}

bool targets_total(const struct targets *targets, const char *kpi, const struct target_scope *scope, int32_t from, int32_t to,
	struct courses *courses, double *ret_total, struct err *err)
{
	return total(targets, kpi, scope, NULL, from, to, courses, ret_total, err);
}

bool targets_due(const struct targets *targets, const char *kpi, const struct target_scope *scope, const struct target *lead, int32_t to,
	struct courses *courses, double *ret_due, struct err *err)
{
	return total(targets, kpi, scope, lead, lead->from, to, courses, ret_due, err);
}
