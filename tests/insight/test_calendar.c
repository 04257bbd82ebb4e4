/* What a day is at a post: by the calendar file, by the Islamic year, by the weekend of the post. */
#include "ask.h"
#include "suite.h"

#include "base/time.h"
#include "calendar.h"

static struct ask desk;
static struct arena arena;
static const struct calendar_post posts[] = {{"A", "Alpha", "fri,sat"}, {"B", "Beta", "sun"}};

static void setup(void)
{
	ask_open(&desk, "2026-12-31T22:00:00Z");
	arena_init(&arena);
	lab_row(&desk.lab, "declarations", "declaration_id=D1", "office=A", "flow=import", "registered_at=2026-01-05T08:00:00");
	lab_row(&desk.lab, "declarations", "declaration_id=D2", "office=B", "flow=import", "registered_at=2026-01-05T08:00:00");
}

static void teardown(void)
{
	arena_finish(&arena);
	ask_close(&desk);
}

static struct calendar *calendar_of(void)
{
	struct kpi_env env = {.store = desk.lab.store, .cube = lab_cube(&desk.lab), .now = desk.now};
	struct calendar *calendar = NULL;
	struct err err = {0};

	ck_assert_msg(calendar_load(&env, posts, 2, time_day_from_civil(2026, 1, 1), time_day_from_civil(2026, 12, 31), &arena, &calendar, &err),
		"%s", err.text);
	return calendar;
}

static int32_t day(int month, int number)
{
	return time_day_from_civil(2026, month, number);
}

/* 1 Ramadan 1447 is 18 February 2026 in the tabular calendar; the rush before it lasts four weeks. */
START_TEST(ramadan_and_its_feast_are_computed_where_they_are_kept)
{
	struct calendar *calendar;

	lab_row(&desk.lab, "calendar", "day=2026-03-01", "working=1", "tag=ramadan");
	calendar = calendar_of();
	ck_assert(calendar_is_islamic(calendar));
	ck_assert(calendar_kinds(calendar, -1, day(2, 20)) & CALENDAR_RAMADAN);
	ck_assert(calendar_kinds(calendar, -1, day(1, 25)) & CALENDAR_RAMADAN);
	ck_assert(!(calendar_kinds(calendar, -1, day(1, 12)) & CALENDAR_RAMADAN));
	ck_assert(calendar_kinds(calendar, 0, day(3, 20)) & CALENDAR_FEAST);	/* 1 Shawwal */
	ck_assert(!(calendar_kinds(calendar, 0, day(4, 20)) & CALENDAR_FEAST));
}
END_TEST

/* Half of the posts rest on Fridays, and nothing else speaks of the Islamic year. */
START_TEST(nothing_is_computed_where_nobody_keeps_it)
{
	struct calendar *calendar = calendar_of();

	ck_assert(!calendar_is_islamic(calendar));
	ck_assert(!(calendar_kinds(calendar, -1, day(3, 1)) & (CALENDAR_RAMADAN | CALENDAR_FEAST)));
	ck_assert(calendar_kinds(calendar, -1, day(12, 20)) & CALENDAR_YEAR_END);
	ck_assert(!(calendar_kinds(calendar, -1, day(10, 20)) & CALENDAR_YEAR_END));
}
END_TEST

START_TEST(weekends_differ_by_post)
{
	struct calendar *calendar = calendar_of();

	ck_assert(calendar_is_quiet(calendar, 0, day(11, 20)));		/* a Friday */
	ck_assert(!calendar_is_quiet(calendar, 1, day(11, 20)));
	ck_assert(calendar_is_quiet(calendar, 1, day(11, 22)));		/* a Sunday */
	ck_assert(!calendar_is_quiet(calendar, 0, day(11, 22)));
	ck_assert(!calendar_is_quiet(calendar, -1, day(11, 20)));	/* not of all */
}
END_TEST

START_TEST(a_day_off_closes_all_but_the_post_that_works)
{
	struct calendar *calendar;

	lab_row(&desk.lab, "calendar", "day=2026-05-25", "working=0", "tag=independence_holiday");
	lab_row(&desk.lab, "calendar", "day=2026-05-25", "office=B", "working=1");
	calendar = calendar_of();
	ck_assert(calendar_is_quiet(calendar, 0, day(5, 25)) && !calendar_is_quiet(calendar, 1, day(5, 25)));
	ck_assert(calendar_kinds(calendar, 0, day(5, 25)) & CALENDAR_CLOSED);
	ck_assert(!(calendar_kinds(calendar, 1, day(5, 25)) & CALENDAR_CLOSED));
}
END_TEST

START_TEST(an_event_is_known_at_its_post_with_its_first_day)
{
	struct calendar *calendar;
	int32_t first = 0, last = 0;

	lab_row(&desk.lab, "calendar", "day=2026-06-08", "office=A", "working=0", "tag=strike");
	lab_row(&desk.lab, "calendar", "day=2026-06-09", "office=A", "working=0", "tag=strike");
	calendar = calendar_of();
	ck_assert_str_eq(calendar_event(calendar, 0, day(6, 9), day(6, 12), &first), "strike");
	ck_assert_int_eq(first, day(6, 8));
	ck_assert_ptr_null(calendar_event(calendar, 1, day(6, 9), day(6, 12), &first));
	ck_assert_ptr_null(calendar_event(calendar, 0, day(6, 10), day(6, 12), &first));
	ck_assert_ptr_null(calendar_event_there(calendar, -1, day(6, 8), day(6, 9), &first, &last));
	ck_assert_str_eq(calendar_event_there(calendar, 0, day(6, 9), day(6, 30), &first, &last), "strike");
	ck_assert_int_eq(first, day(6, 8));
	ck_assert_int_eq(last, day(6, 9));
	/* News, so the day is not set apart; quiet all the same, so nobody is called silent. */
	ck_assert_uint_eq(calendar_kinds(calendar, 0, day(6, 8)), CALENDAR_EVENT);
	ck_assert(calendar_is_quiet(calendar, 0, day(6, 8)));
}
END_TEST

START_TEST(a_fiscal_year_ends_when_the_settings_say_so)
{
	struct calendar *calendar = NULL;
	struct kpi_env env;
	struct err err = {0};

	ask_configure(&desk, "[calendar]\nfiscal_year_end = 06-30\n");
	env = (struct kpi_env){.store = desk.lab.store, .cube = lab_cube(&desk.lab), .now = desk.now, .config = desk.config};
	ck_assert(calendar_load(&env, posts, 2, day(1, 1), day(12, 31), &arena, &calendar, &err));
	ck_assert(calendar_kinds(calendar, -1, day(6, 20)) & CALENDAR_YEAR_END);
	ck_assert(!(calendar_kinds(calendar, -1, day(12, 20)) & CALENDAR_YEAR_END));
	settings_close(desk.config);
	ask_configure(&desk, "[calendar]\nfiscal_year_end = June\n");
	env.config = desk.config;
	ck_assert(!calendar_load(&env, posts, 2, day(1, 1), day(12, 31), &arena, &calendar, &err));
	ck_assert_int_eq(err.code, ERR_CONFIG);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("calendar");
	TCase *test = tcase_create("calendar");

	tcase_add_checked_fixture(test, setup, teardown);
	tcase_add_test(test, ramadan_and_its_feast_are_computed_where_they_are_kept);
	tcase_add_test(test, nothing_is_computed_where_nobody_keeps_it);
	tcase_add_test(test, weekends_differ_by_post);
	tcase_add_test(test, a_day_off_closes_all_but_the_post_that_works);
	tcase_add_test(test, an_event_is_known_at_its_post_with_its_first_day);
	tcase_add_test(test, a_fiscal_year_ends_when_the_settings_say_so);
	suite_add_tcase(suite, test);
	return support_run(suite);
}
