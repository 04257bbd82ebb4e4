/* The earlier periods that one is compared with: whole weeks apart, as many as the data reach. */
#include "period.h"
#include "suite.h"

enum { MONDAY = 20514 };	/* 2026-03-02 */

static struct arena arena;

static void setup(void)
{
	arena_init(&arena);
}

static void teardown(void)
{
	arena_finish(&arena);
}

static struct period period_of_days(int32_t from, int32_t to, int32_t first_data)
{
	struct period period;

	ck_assert(period_init(from, to, first_data, true, &arena, &period));
	return period;
}

static unsigned number_of(const struct period *period, int32_t day)
{
	return period_of(period, period_second(day));
}

START_TEST(a_day_is_compared_with_the_same_weekday)
{
	struct period period = period_of_days(MONDAY, MONDAY, MONDAY - 400);

	ck_assert_int_eq(period.step, 7);
	ck_assert_int_eq(period.n, 1 + PERIOD_HISTORY);
	ck_assert_uint_eq(number_of(&period, MONDAY), 0);
	ck_assert_uint_eq(number_of(&period, MONDAY - 7), 1);
	ck_assert_uint_eq(number_of(&period, MONDAY - 84), 12);
	ck_assert_uint_eq(number_of(&period, MONDAY - 1), PERIOD_NONE);
	ck_assert_uint_eq(number_of(&period, MONDAY - 91), PERIOD_NONE);
	ck_assert_uint_eq(number_of(&period, MONDAY + 1), PERIOD_NONE);
}
END_TEST

START_TEST(weeks_follow_one_another_without_a_gap)
{
	struct period period = period_of_days(MONDAY, MONDAY + 6, MONDAY - 400);

	ck_assert_int_eq(period.step, 7);
	ck_assert_uint_eq(number_of(&period, MONDAY + 6), 0);
	ck_assert_uint_eq(number_of(&period, MONDAY - 1), 1);
	ck_assert_uint_eq(number_of(&period, MONDAY - 8), 2);
}
END_TEST

START_TEST(thirty_days_lie_five_weeks_apart)
{
	struct period period = period_of_days(MONDAY, MONDAY + 29, MONDAY - 400);

	ck_assert_int_eq(period.step, 35);
	ck_assert_int_eq(period.n, 1 + 400 / 35);
	ck_assert_uint_eq(number_of(&period, MONDAY - 35), 1);
	ck_assert_uint_eq(number_of(&period, MONDAY - 6), 1);
	ck_assert_uint_eq(number_of(&period, MONDAY - 5), PERIOD_NONE);
}
END_TEST

START_TEST(fewer_than_eight_earlier_periods_are_none)
{
	ck_assert_int_eq(period_of_days(MONDAY, MONDAY, MONDAY - 56).n, 9);
	ck_assert_int_eq(period_of_days(MONDAY, MONDAY, MONDAY - 55).n, 1);
}
END_TEST

START_TEST(a_period_ends_with_its_last_day)
{
	struct period period = period_of_days(MONDAY, MONDAY + 6, MONDAY - 400);

	ck_assert_int_eq(period_end(&period, 0), period_second(MONDAY + 7));
	ck_assert_int_eq(period_end(&period, 2), period_second(MONDAY - 7));
	ck_assert_uint_eq(period_of(&period, period_second(MONDAY + 7) - 1), 0);
	ck_assert_uint_eq(period_of(&period, period_second(MONDAY + 7)), PERIOD_NONE);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("period");
	TCase *test = tcase_create("period");

	tcase_add_checked_fixture(test, setup, teardown);
	tcase_add_test(test, a_day_is_compared_with_the_same_weekday);
	tcase_add_test(test, weeks_follow_one_another_without_a_gap);
	tcase_add_test(test, thirty_days_lie_five_weeks_apart);
	tcase_add_test(test, fewer_than_eight_earlier_periods_are_none);
	tcase_add_test(test, a_period_ends_with_its_last_day);
	suite_add_tcase(suite, test);
	return support_run(suite);
}
