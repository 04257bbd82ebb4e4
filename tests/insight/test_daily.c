/* Days against what their weekday is used to, and the day that parts a course. Worked out by hand. */
#include <math.h>

#include "suite.h"

#include "daily.h"

/* Thirteen weeks. Each weekday has a level of its own, 10 x its number; even weeks lie 0.1 above it, odd ones 0.1 below; the newest week
 * lies on it. Of each weekday twelve days are learnt from, six above and six below: the middle is the level itself. */
static struct daily weeks(void)
{
	struct daily daily = {.known = false};

	for (size_t i = 0; i < DAILY; i++)
		daily.values[i] = 10 * (double)(i % 7) + (i >= 84 ? 0 : i / 7 % 2 ? -0.1 : 0.1);
	return daily;
}

static const bool no_events[DAILY];

/* All 84 days lie 0.1 off: mean square 0.01, times 1.15. */
#define SPREAD 0.0115

START_TEST(each_weekday_is_told_by_its_own_past)
{
	struct daily daily = weeks();

	daily_learn(&daily, no_events);
	ck_assert(daily.known);
	ck_assert_double_eq_tol(daily.level[3], 30, 1e-12);
	ck_assert_double_eq_tol(daily.values[3], 0.1, 1e-12);
	ck_assert_double_eq_tol(daily.values[DAILY - 1], 0, 1e-12);
	ck_assert_double_eq_tol(daily.spread, SPREAD, 1e-12);
}
END_TEST

/* One day 0.5 off: its own variance, and 0.13 of it for the level: 0.5 / sqrt(1.13 SPREAD) = 4.386. With the day after, which lies on its
 * level, 0.5 / sqrt(SPREAD (2 x 1.3 + 2 x 0.13)) = 2.757: less. */
START_TEST(a_day_alone_stands_out_alone)
{
	struct daily daily = weeks();
	size_t first = 0, run = 0;

	daily.values[86] -= 0.5;
	daily_learn(&daily, no_events);
	ck_assert_double_eq_tol(daily_strangest(&daily, &first, &run), -4.386, 5e-4);
	ck_assert_uint_eq(first, 86);
	ck_assert_uint_eq(run, 1);
}
END_TEST

/* Three days 0.5 off: 1.5 / sqrt(SPREAD (3 x 1.6 + 3 x 0.13)) = 6.140; the first two of them 1 / sqrt(2.86 SPREAD) = 5.514. A fourth would
 * not be asked for. */
START_TEST(days_in_a_row_are_told_together)
{
	struct daily daily = weeks();
	size_t first = 0, run = 0;

	for (size_t i = 85; i < 88; i++)
		daily.values[i] += 0.5;
	daily_learn(&daily, no_events);
	ck_assert_double_eq_tol(daily_strangest(&daily, &first, &run), 6.140, 5e-4);
	ck_assert_uint_eq(first, 85);
	ck_assert_uint_eq(run, 3);
}
END_TEST

/* Sampling of deviation 0.1 explains 0.01 of 0.0115; 0.0015 is left. A day of ten times as many cases is held to its own deviation of
 * 0.03: 0.5 / sqrt(0.0015 + 0.0009 + 0.13 x 0.0115) = 8.012. */
START_TEST(a_day_is_held_to_its_own_number_of_cases)
{
	struct daily daily = weeks();
	size_t first = 0, run = 0;

	for (size_t i = 0; i < DAILY; i++)
		daily.own[i] = i == 90 ? 0.03 : 0.1;
	daily.values[90] += 0.5;
	daily_learn(&daily, no_events);
	ck_assert_double_eq_tol(daily.own_usual, 0.01, 1e-12);
	ck_assert_double_eq_tol(daily.spread, 0.0015, 1e-12);
	ck_assert_double_eq_tol(daily_strangest(&daily, &first, &run), 8.012, 5e-4);
	ck_assert_uint_eq(first, 90);
}
END_TEST

/* Of the twelve Tuesdays the odd weeks were days of an event, 5 higher: with them the middle would lie 2.5 above, without them at the 0.1 of
 * the even ones. One more event leaves only five days, which say nothing. */
START_TEST(known_events_are_no_measure_of_what_is_usual)
{
	struct daily daily = weeks();
	bool is_event[DAILY] = {false};

	for (size_t i = 1; i < 84; i += 7) {
		if (i / 7 % 2 == 0)
			continue;
		is_event[i] = true;
		daily.values[i] += 5;
	}
	daily_learn(&daily, is_event);
	ck_assert_double_eq_tol(daily.level[1], 10.1, 1e-12);
	daily = weeks();
	is_event[1] = true;
	daily_learn(&daily, is_event);
	ck_assert(isnan(daily.level[1]) && isnan(daily.values[85]));
}
END_TEST

/* Five days 0.5 off, one of them without a value: 2 / sqrt(SPREAD (4 x 1.9 + 4 x 0.13)) = 6.545. Student's t of 22 degrees: 3.505 leaves 0.2 %. */
START_TEST(days_known_beforehand_are_one_question)
{
	struct daily daily = weeks();

	for (size_t i = 84; i < 89; i++)
		daily.values[i] += 0.5;
	daily.values[86] = NAN;
	daily_learn(&daily, no_events);
	ck_assert_double_eq_tol(daily_distance(&daily, 84, 5), 6.545, 1e-3);
	ck_assert(isnan(daily_distance(&daily, 86, 1)));
	ck_assert_double_eq_tol(daily_distance_chance(3.505), 0.002, 1e-5);
	ck_assert_double_eq_tol(daily_distance_limit(0.002), 3.505, 1e-3);
}
END_TEST

/* Nineteen days in all, six Mondays and Tuesdays and seven of another: too few to judge by. */
START_TEST(a_few_days_are_no_past)
{
	struct daily daily = weeks();
	size_t first = 0, run = 0;

	for (size_t i = 0; i < 84; i++)
		if (i % 7 > 2 || i / 7 > (i % 7 == 2 ? 6 : 5))
			daily.values[i] = NAN;
	daily_learn(&daily, no_events);
	ck_assert(!daily.known);
	for (size_t i = 0; i < DAILY; i++)
		daily.values[i] = NAN;
	ck_assert_double_eq(daily_strangest(&daily, &first, &run), 0);
}
END_TEST

/* Nine runs that are apart, Student's t of 22 degrees: 2.819 leaves 1 % on both sides (tables), nine times that is 9 %. */
START_TEST(the_chance_of_a_day_allows_for_all_that_are_looked_at)
{
	ck_assert_double_eq_tol(daily_chance(2.819), 0.09, 1e-4);
	ck_assert_double_eq_tol(daily_limit(0.09), 2.819, 1e-3);
	ck_assert_double_eq(daily_chance(0.5), 1);
}
END_TEST

/* 91 days at 1, from day 70 on at 3: parted at 70 the squares are 70 x 21 / 91 x 4 = 64.6, a day off they are less. */
START_TEST(a_course_is_parted_where_its_level_changes)
{
	double values[DAILY], weights[DAILY];

	for (size_t i = 0; i < DAILY; i++) {
		values[i] = i < 70 ? 1 : 3;
		weights[i] = 1;
	}
	ck_assert_uint_eq(daily_split(values, weights, 60, 85, 66), 70);
	ck_assert_uint_eq(daily_split(values, weights, 72, 85, 74), 72);	/* the nearest that is asked for */
	values[70] = 2;
	weights[70] = 0.01;	/* a day of next to no cases */
	ck_assert_uint_eq(daily_split(values, weights, 60, 85, 66), 70);
	/* A day of very many that lies between: with the later ones 70 x 120 / 190 x 1.167 ^ 2 = 60.2, with the earlier 170 x 20 / 190 x 1.412 ^ 2 = 35.7. */
	weights[70] = 100;
	ck_assert_uint_eq(daily_split(values, weights, 60, 85, 66), 70);
	for (size_t i = 0; i < DAILY; i++)
		values[i] = i < 70 ? 1 : NAN;
	ck_assert_uint_eq(daily_split(values, weights, 60, 85, 66), 66);	/* nothing parts it */
}
END_TEST

/* The same, asked for near day 50: 70 is far, and parts it by 64.6 with nothing left over, so 58 (58 x 33 / 91 x (1 + 42 / 33 - 1) ^ 2 = 34.1) does not
 * stand. Where days lie 2 above and below in turn the squares left over are 4 a day, and the 30.5 between both are less than nine times that. */
START_TEST(a_day_far_off_has_to_part_it_clearly)
{
	double values[DAILY], weights[DAILY];

	for (size_t i = 0; i < DAILY; i++) {
		values[i] = i < 70 ? 1 : 3;
		weights[i] = 1;
	}
	ck_assert_uint_eq(daily_split(values, weights, 42, 58, 50), 70);
	for (size_t i = 0; i < DAILY; i++)
		values[i] += i % 2 ? 2 : -2;
	ck_assert_uint_le(daily_split(values, weights, 42, 58, 50), 58);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("daily");
	TCase *test = tcase_create("daily");

	tcase_add_test(test, each_weekday_is_told_by_its_own_past);
	tcase_add_test(test, a_day_alone_stands_out_alone);
	tcase_add_test(test, days_in_a_row_are_told_together);
	tcase_add_test(test, a_day_is_held_to_its_own_number_of_cases);
	tcase_add_test(test, known_events_are_no_measure_of_what_is_usual);
	tcase_add_test(test, days_known_beforehand_are_one_question);
	tcase_add_test(test, a_few_days_are_no_past);
	tcase_add_test(test, the_chance_of_a_day_allows_for_all_that_are_looked_at);
	tcase_add_test(test, a_course_is_parted_where_its_level_changes);
	tcase_add_test(test, a_day_far_off_has_to_part_it_clearly);
	suite_add_tcase(suite, test);
	return support_run(suite);
}
