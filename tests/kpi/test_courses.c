/* A course gives in one look what so many questions would: the same figures, week by week, of each post and of all together. */
#include "ask.h"
#include "suite.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/time.h"

enum { WEEKS = 5 };

static struct ask desk;

static void setup(void)
{
	ask_open(&desk, "2026-04-30T22:00:00Z");
}

static void teardown(void)
{
	ask_close(&desk);
}

static int declared;

static void declare(const char *office, const char *lane, int day, int hours)
{
	char id[40], where[40], its_lane[40], registered[60], arrived[60], assessed[60], released[60];

	snprintf(id, sizeof(id), "declaration_id=C%d", ++declared);
	snprintf(where, sizeof(where), "office=%s", office);
	snprintf(its_lane, sizeof(its_lane), "lane_initial=%s", lane);
	snprintf(registered, sizeof(registered), "registered_at=2026-04-%02dT01:00:00", day);
	snprintf(arrived, sizeof(arrived), "arrived_at=2026-04-%02dT01:00:00", day);
	snprintf(assessed, sizeof(assessed), "assessed_at=2026-04-%02dT02:00:00", day);
	snprintf(released, sizeof(released), "released_at=2026-04-%02dT%02d:00:00", day, 1 + hours);
	lab_row(&desk.lab, "declarations", id, where, "flow=import", its_lane, registered, arrived, assessed, released);
}

/* Of what was written down on one day, some was lodged a week before, by its milestone: its rows stand in several weeks, those of the days
 * around it in one. */
static void lodge_earlier(void)
{
	char id[40], at[40];

	for (int i = 0; i < 12; i++)
		declare("D", "green", 9 + i / 4, 3);
	for (int i = 0; i < 2; i++) {
		snprintf(id, sizeof(id), "declaration_id=C%d", declared - 7 + 2 * i);
		snprintf(at, sizeof(at), "at=2026-04-%02dT01:00:00", 3);
		lab_row(&desk.lab, "milestones", id, "code=LDG", at);
	}
}

static void fill(void)
{
	static const char *const offices[] = {"A", "B", "C"}, *const lanes[] = {"green", "red"};

	for (int day = 1; day <= 28; day++)
		for (int i = 0; i < 3; i++)
			for (int k = 0; k < 1 + (day * (i + 2)) % 4; k++)
				declare(offices[i], lanes[(day + k) % 2], day, 1 + (day * 7 + i * 5 + k * 3) % 19);
}

static const struct kpi_def *const *defs_of(size_t *ret_n)
{
	static const struct kpi_def *defs[5];
	static const char *const ids[] = {"release_time_total", "declarations_registered", "channel_share", "same_day_rate", "open_aged"};

	for (size_t i = 0; i < 5; i++)
		defs[i] = kpi_find(ids[i]);
	*ret_n = 5;
	return defs;
}

/* Asked one by one, for the same place and category. */
static const struct kpi_row *same(const struct kpi_row *rows, size_t n, const struct kpi_row *as)
{
	for (size_t i = 0; i < n; i++) {
		bool is_same = rows[i].def == as->def && strcmp(rows[i].stat, as->stat) == 0 && rows[i].n_dims == as->n_dims;

		for (size_t k = 0; is_same && k < as->n_dims; k++)
			is_same = strcmp(rows[i].dims[k].value, as->dims[k].value) == 0;
		if (is_same)
			return &rows[i];
	}
	return NULL;
}

static void compare_week(const struct kpi_env *env, const struct kpi_row *courses, size_t n_courses, int week, bool whole)
{
	static const struct kpi_by office = {.dim = KPI_DIM_OFFICE};
	int32_t to = time_day_from_civil(2026, 4, 28) - 7 * week;
	struct kpi_query query = {.from = to - 6, .to = to, .by = &office, .n_by = whole ? 0 : 1, .without_status = true, .exact = true};
	size_t n, n_defs;
	const struct kpi_def *const *defs = defs_of(&n_defs);
	struct arena arena;
	struct kpi_row *rows;
	struct err err = {0};

	arena_init(&arena);
	ck_assert_msg(kpi_evaluate(env, defs, n_defs, &query, &arena, &rows, &n, &err), "%s", err.text);
	for (size_t i = 0; i < n_courses; i++) {
		bool is_whole = courses[i].n_dims == 0 || strcmp(courses[i].dims[0].name, "office") != 0;
		const struct kpi_point *point = &courses[i].course[week];
		const struct kpi_row *row = is_whole == whole ? same(rows, n, &courses[i]) : NULL;

		if (is_whole != whole)
			continue;
		if (!row) {
			ck_assert(point->n == 0);	/* asked alone, a post without a file gives no row */
			continue;
		}
		ck_assert_msg((isnan(row->value) && isnan(point->value)) || row->value == point->value, "%s week %d: %g, alone %g", row->def->id, week,
			point->value, row->value);
		ck_assert_int_eq(row->n, point->n);
	}
	arena_finish(&arena);
}

START_TEST(a_course_is_what_its_weeks_are_alone)
{
	static const struct kpi_by office = {.dim = KPI_DIM_OFFICE};
	struct kpi_query query = {.from = time_day_from_civil(2026, 4, 22), .to = time_day_from_civil(2026, 4, 28), .by = &office, .n_by = 1,
		.without_status = true, .points = WEEKS, .step = 7, .with_whole = true};
	struct kpi_env env;
	size_t n, n_defs, wholes = 0;
	const struct kpi_def *const *defs = defs_of(&n_defs);
	struct arena arena;
	struct kpi_row *rows;
	struct err err = {0};

	fill();
	lodge_earlier();
	env = (struct kpi_env){.store = desk.lab.store, .cube = lab_cube(&desk.lab), .now = desk.now};
	arena_init(&arena);
	ck_assert_msg(kpi_evaluate(&env, defs, n_defs, &query, &arena, &rows, &n, &err), "%s", err.text);
	for (size_t i = 0; i < n; i++) {
		ck_assert_ptr_nonnull(rows[i].course);
		ck_assert_str_eq(rows[i].stat, rows[i].def->headline);
		wholes += rows[i].n_dims == 0;
	}
	ck_assert_uint_eq(wholes, 3);	/* and those with categories */
	for (int week = 0; week < WEEKS; week++) {
		compare_week(&env, rows, n, week, true);
		compare_week(&env, rows, n, week, false);
	}
	arena_finish(&arena);
}
END_TEST

static double whole_age(const struct kpi_row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (rows[i].n_dims == 0)
			return rows[i].course[0].value;
	return NAN;
}

/* How old the newest record is has no history; of all posts it is that of the post in the middle. */
START_TEST(an_age_is_asked_with_courses)
{
	static const struct kpi_by office = {.dim = KPI_DIM_OFFICE};
	struct kpi_query query = {.from = time_day_from_civil(2026, 4, 22), .to = time_day_from_civil(2026, 4, 28), .by = &office, .n_by = 1,
		.without_status = true, .points = WEEKS, .step = 7, .with_whole = true};
	const struct kpi_def *def = kpi_find("data_freshness");
	struct kpi_env env;
	struct arena arena;
	struct kpi_row *rows;
	struct err err = {0};
	size_t n;
	int younger = 0, older = 0;

	fill();
	env = (struct kpi_env){.store = desk.lab.store, .cube = lab_cube(&desk.lab), .now = desk.now};
	arena_init(&arena);
	ck_assert_msg(kpi_evaluate(&env, &def, 1, &query, &arena, &rows, &n, &err), "%s", err.text);
	ck_assert_uint_eq(n, 4);	/* all of them, and each */
	for (size_t i = 0; i < n; i++) {
		double age = rows[i].course[0].value;

		ck_assert_int_eq(rows[i].course[0].n, rows[i].n_dims ? 1 : 3);
		for (int week = 1; week < WEEKS; week++)
			ck_assert_int_eq(rows[i].course[week].n, 0);
		if (rows[i].n_dims) {
			younger += age <= whole_age(rows, n);
			older += age >= whole_age(rows, n);
		}
	}
	ck_assert(younger >= 2 && older >= 2);
	arena_finish(&arena);
}
END_TEST

START_TEST(a_course_by_day_within_a_course_is_refused)
{
	static const struct kpi_by day = {.dim = KPI_DIM_DAY};
	struct kpi_query query = {.from = time_day_from_civil(2026, 4, 22), .to = time_day_from_civil(2026, 4, 28), .by = &day, .n_by = 1,
		.without_status = true, .points = 2, .step = 7};
	struct kpi_env env;
	size_t n, n_defs;
	const struct kpi_def *const *defs = defs_of(&n_defs);
	struct arena arena;
	struct kpi_row *rows;
	struct err err = {0};

	declare("A", "green", 3, 4);
	env = (struct kpi_env){.store = desk.lab.store, .cube = lab_cube(&desk.lab), .now = desk.now};
	arena_init(&arena);
	ck_assert(!kpi_evaluate(&env, defs, n_defs, &query, &arena, &rows, &n, &err));
	arena_finish(&arena);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("courses");
	TCase *test = tcase_create("courses");

	tcase_add_checked_fixture(test, setup, teardown);
	tcase_set_timeout(test, 60);
	tcase_add_test(test, a_course_is_what_its_weeks_are_alone);
	tcase_add_test(test, an_age_is_asked_with_courses);
	tcase_add_test(test, a_course_by_day_within_a_course_is_refused);
	suite_add_tcase(suite, test);
	return support_run(suite);
}
