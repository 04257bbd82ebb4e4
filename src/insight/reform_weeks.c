/* reform_weeks.c - see reform_weeks.h. One question for all posts and one for those of the initiative together, over the whole time. */
#include "reform_weeks.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/time.h"

enum { WEEK = 7, LEAST_N = 5 };

static int32_t monday_of(int32_t day)
{
	return day - time_weekday(day);
}

const char *reform_category(const struct kpi_def *def, const char **ret_name)
{
	static const struct {
		const char *kpi, *name, *category;
	} telling[] = { { "open_aged", "age", "72h" }, { "channel_share", "lane", "green" }, { "party_time_share", "owner", "customs" } };


	for (size_t i = 0; i < sizeof(telling) / sizeof(telling[0]); i++) {
		if (strcmp(telling[i].kpi, def->id) != 0)
			continue;
		if (ret_name)
			*ret_name = telling[i].name;
		return telling[i].category;
	}
	return NULL;
}

/* "2026-W47" as its Monday. */
static bool week_parse(const char *s, int32_t *ret_monday)
{
	int year, week;

	if (sscanf(s, "%d-W%d", &year, &week) != 2)
		return false;
	*ret_monday = monday_of(time_day_from_civil(year, 1, 4)) + WEEK * (week - 1);
	return true;
}

static void weeks_lay(struct reform *reform, int32_t first_week, int32_t to)
{
	int32_t from = monday_of(reform->starts) - WEEK * REFORM_WEEKS_BEFORE, last = reform->starts + WEEK * (REFORM_WEEKS_AFTER + 1), monday;

	/* The week in which the data begins is hardly ever a whole one. */
	if (first_week != TIME_DAY_NONE && from <= first_week)
		from = first_week + WEEK;
	to = to < last ? to : last;
	monday = monday_of(reform->starts + WEEK - 1);
	reform->first = from;
	reform->n_weeks = to - from + 1 >= WEEK ? (size_t)((to - from + 1) / WEEK) : 0;
	reform->start = monday <= from ? 0 : (size_t)((monday - from) / WEEK);
	if (reform->start > reform->n_weeks)
		reform->start = reform->n_weeks;
}

/* The Monday of the first week that has anything. */
static int32_t first_week_of(const struct kpi_row *rows, size_t n)
{
	int32_t first = TIME_DAY_NONE, monday;

	for (size_t i = 0; i < n; i++) {
		if (rows[i].n > 0 && rows[i].n_dims >= 2 && week_parse(rows[i].dims[1].value, &monday) && (first == TIME_DAY_NONE || monday < first))
			first = monday;
	}
	return first;
}

static bool filters_with(struct kpi_query *query, const struct reform *reform, struct arena *arena)
{
	struct kpi_filter *filters = arena_array(arena, query->n_filters + 1, sizeof(*filters));
	const char **values = arena_array(arena, reform->n_offices + 1, sizeof(*values));

	if (!filters || !values)
		return false;
	if (query->n_filters)
		memcpy(filters, query->filters, query->n_filters * sizeof(*filters));
	for (size_t i = 0; i < reform->n_offices; i++)
		values[i] = reform->offices[i].code;
	if (reform->n_offices)
		filters[query->n_filters++] = (struct kpi_filter){ .by = { .dim = KPI_DIM_OFFICE }, .values = values, .n_values = reform->n_offices };
	query->filters = filters;
	return true;
}

bool reform_rows_load(const struct kpi_env *env, struct reform *reform, int32_t to, const struct kpi_def *const *defs, size_t n_defs,
	const struct kpi_filter *filters, size_t n_filters, struct arena *arena, struct reform_rows *ret_rows, struct err *err)
{
	static const struct kpi_by by[] = { { .dim = KPI_DIM_OFFICE }, { .dim = KPI_DIM_WEEK } };
	struct kpi_query query = { .from = monday_of(reform->starts) - WEEK * REFORM_WEEKS_BEFORE, .to = to, .filters = filters,
		.n_filters = n_filters, .by = by, .n_by = 2, .without_status = true };
	struct kpi_row *rows;
	size_t n;

	if (to > reform->starts + WEEK * (REFORM_WEEKS_AFTER + 1))
		query.to = reform->starts + WEEK * (REFORM_WEEKS_AFTER + 1);
	*ret_rows = (struct reform_rows){ .n_together = 0 };
	if (!kpi_evaluate(env, defs, n_defs, &query, arena, &rows, &n, err))
		return false;
	ret_rows->by_office = rows;
	ret_rows->n_by_office = n;
	weeks_lay(reform, first_week_of(rows, n), to);
	if (reform->n_offices == 1)
		return true;
	query.by = by + 1;
	query.n_by = 1;
	if (!filters_with(&query, reform, arena))
		return err_memory(err);
	if (!kpi_evaluate(env, defs, n_defs, &query, arena, &rows, &n, err))
		return false;
	ret_rows->together = rows;
	ret_rows->n_together = n;
	return true;
}

/* Of a handful of files a median is a throw of dice; a count of few is what it is. */
static bool is_telling(const struct kpi_row *row)
{
	bool adds_up = row->def->unit == KPI_COUNT || row->def->unit == KPI_MONEY;

	return !row->missing && isfinite(row->value) && (adds_up || row->n >= LEAST_N);
}

static bool row_is(const struct kpi_row *row, const struct kpi_def *def, const char *stat, const char *category, const char *office)
{
	size_t by = office ? 2 : 1;

	return row->def == def && strcmp(row->stat, stat) == 0 && row->n_dims == by + (category != NULL) &&
	       (!office || strcmp(row->dims[0].value, office) == 0) && (!category || strcmp(row->dims[by].value, category) == 0);
}

bool reform_course_take(const struct reform *reform, const struct reform_rows *rows, const struct kpi_def *def, const char *stat,
	const char *category, const char *office, struct arena *arena, struct reform_course *ret_course)
{
	bool alone = !office && reform->n_offices == 1;
	const char *of = alone ? reform->offices[0].code : office;
	const struct kpi_row *list = of ? rows->by_office : rows->together;
	size_t n = of ? rows->n_by_office : rows->n_together;

	*ret_course = (struct reform_course){ .office = office, .values = arena_array(arena, reform->n_weeks + 1, sizeof(double)) };
	if (!ret_course->values)
		return false;
	for (size_t i = 0; i < reform->n_weeks; i++)
		ret_course->values[i] = NAN;
	for (size_t i = 0; i < n; i++) {
		int32_t monday, at;

		if (!row_is(&list[i], def, stat, category, of) || !is_telling(&list[i]) || !week_parse(list[i].dims[of ? 1 : 0].value, &monday))
			continue;
		at = (monday - reform->first) / WEEK;
		/* The week of the start has both in it. */
		if (monday < reform->first || at < 0 || (size_t)at >= reform->n_weeks || (monday < reform->starts && monday + WEEK > reform->starts))
			continue;
		ret_course->values[at] = list[i].value;
		ret_course->n += list[i].n;
		ret_course->n_after += monday >= reform->starts ? list[i].n : 0;
	}
	return true;
}
