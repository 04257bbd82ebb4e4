/* The individuals chart against an example worked by hand. */
#include <math.h>

#include "stats/stats.h"
#include "suite.h"

START_TEST(xmr_limits_match_a_worked_example)
{
	/* mean 25.75; moving ranges 2 4 1 5 3 2 4, mean 3; 25.75 +- 2.66 x 3 */
	static const double values[] = {25, 27, 23, 24, 29, 26, 24, 28};
	double centre, low, high;

	ck_assert(stats_xmr(values, 8, &centre, &low, &high));
	ck_assert_double_eq_tol(centre, 25.75, 1e-12);
	ck_assert_double_eq_tol(low, 25.75 - 7.98, 1e-9);
	ck_assert_double_eq_tol(high, 25.75 + 7.98, 1e-9);
}
END_TEST

START_TEST(xmr_skips_what_is_missing)
{
	static const double values[] = {NAN, 25, 27, NAN, NAN, 23, 24, 29, 26, 24, 28, NAN};
	double centre, low, high;

	ck_assert(stats_xmr(values, 12, &centre, &low, &high));
	ck_assert_double_eq_tol(centre, 25.75, 1e-12);
	ck_assert_double_eq_tol(high, 25.75 + 7.98, 1e-9);
}
END_TEST

START_TEST(xmr_needs_eight_values)
{
	static const double values[] = {1, 2, 3, 4, 5, 6, 7, NAN};
	double centre = -1, low = -1, high = -1;

	ck_assert(!stats_xmr(values, 8, &centre, &low, &high));
	ck_assert(!stats_xmr(values, 0, &centre, &low, &high));
	ck_assert(centre == -1 && low == -1 && high == -1);
}
END_TEST

START_TEST(xmr_of_a_constant_has_no_width)
{
	static const double values[] = {4, 4, 4, 4, 4, 4, 4, 4, 4};
	double centre, low, high;

	ck_assert(stats_xmr(values, 9, &centre, &low, &high));
	ck_assert(centre == 4 && low == 4 && high == 4);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("control");
	TCase *tcase = tcase_create("control");

	tcase_add_test(tcase, xmr_limits_match_a_worked_example);
	tcase_add_test(tcase, xmr_skips_what_is_missing);
	tcase_add_test(tcase, xmr_needs_eight_values);
	tcase_add_test(tcase, xmr_of_a_constant_has_no_width);
	suite_add_tcase(suite, tcase);
	return support_run(suite);
}
