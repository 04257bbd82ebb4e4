/* Intervals against published values, and the ranks against the definition. */
#include <math.h>
#include <stdlib.h>

#include "stats/stats.h"
#include "suite.h"

static void check_wilson(int64_t k, int64_t n, double low, double high)
{
	struct stats_interval wilson = stats_wilson(k, n);

	ck_assert_double_eq_tol(wilson.low, low, 0.00005);
	ck_assert_double_eq_tol(wilson.high, high, 0.00005);
}

START_TEST(wilson_interval_matches_published_values)
{
	check_wilson(8, 10, 0.4902, 0.9433);
	check_wilson(0, 10, 0.0, 0.2775);
	check_wilson(10, 10, 0.7225, 1.0);
	check_wilson(1, 1, 0.2065, 1.0);
	/* Newcombe 1998, Statistics in Medicine 17, table I */
	check_wilson(81, 263, 0.2553, 0.3662);
	check_wilson(15, 148, 0.0624, 0.1605);
	check_wilson(0, 20, 0.0, 0.1611);
	check_wilson(1, 29, 0.0061, 0.1718);
}
END_TEST

START_TEST(wilson_interval_touches_its_ends_exactly)
{
	ck_assert(stats_wilson(0, 3).low == 0);
	ck_assert(stats_wilson(3, 3).high == 1);
	for (int64_t k = 0; k <= 50; k++) {
		struct stats_interval up = stats_wilson(k, 50), down = stats_wilson(50 - k, 50);

		ck_assert_double_eq_tol(up.low, 1 - down.high, 1e-12);
		ck_assert(up.low <= k / 50.0 && k / 50.0 <= up.high);
		ck_assert(up.low >= 0 && up.high <= 1);
	}
}
END_TEST

START_TEST(nothing_counted_has_no_interval)
{
	ck_assert_double_nan(stats_wilson(0, 0).low);
	ck_assert_double_nan(stats_wilson(0, 0).high);
	ck_assert_double_nan(stats_wilson(3, 2).low);
	ck_assert_double_nan(stats_wilson(-1, 2).low);
	ck_assert_double_nan(stats_mean_interval(5, 25, 1).low);
	ck_assert_double_nan(stats_mean_interval(0, 0, 0).high);
}
END_TEST

START_TEST(mean_interval_is_1_96_standard_errors)
{
	/* 2 4 4 4 5 5 7 9: mean 5, variance 32 / 7, standard error sqrt(4 / 7) */
	struct stats_interval mean = stats_mean_interval(40, 232, 8);

	ck_assert_double_eq_tol(mean.low, 5 - 1.959964 * sqrt(4.0 / 7), 1e-6);
	ck_assert_double_eq_tol(mean.high, 5 + 1.959964 * sqrt(4.0 / 7), 1e-6);
	mean = stats_mean_interval(
		0.3, 0.03, 3); /* three times 0.1: rounding must not make a root of less than 0 */
	ck_assert_double_eq_tol(mean.low, 0.1, 1e-8);
	ck_assert_double_eq_tol(mean.high, 0.1, 1e-8);
}
END_TEST

static double choose_mass(int64_t n, int64_t k, double p)
{
	return exp(lgamma((double)n + 1) - lgamma((double)k + 1) - lgamma((double)(n - k) + 1) +
		   (double)k * log(p) + (double)(n - k) * log(1 - p));
}

/* P(B < k) */
static double below(int64_t n, int64_t k, double p)
{
	double sum = 0;

	for (int64_t i = 0; i < k; i++)
		sum += choose_mass(n, i, p);
	return sum;
}

START_TEST(ranks_of_the_median_match_published_tables)
{
	/* Nair 1940, Sankhya 4: ranks of the 95 % interval of a median (k, n - k + 1) */
	static const struct {
		int n, low;
	} table[] = {{6, 1}, {8, 1}, {9, 2}, {10, 2}, {12, 3}, {15, 4}, {17, 5}, {20, 6}, {25, 8}, {30, 10},
		{40, 14}, {50, 18}};

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		int64_t low, high;

		ck_assert(stats_quantile_ranks(table[i].n, 0.5, &low, &high));
		ck_assert_int_eq(low, table[i].low);
		ck_assert_int_eq(high, table[i].n - table[i].low + 1);
	}
}
END_TEST

START_TEST(ranks_are_the_tightest_with_95_percent)
{
	static const double ps[] = {0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99};
	int found = 0;

	for (int64_t n = 1; n <= 1000; n += n < 120 ? 1 : 97) {
		for (size_t i = 0; i < sizeof(ps) / sizeof(ps[0]); i++) {
			int64_t low = -1, high = -1;
			double p = ps[i];

			if (!stats_quantile_ranks(n, p, &low, &high)) {
				ck_assert(below(n, 1, p) > 0.025 || below(n, n, p) < 0.975);
				ck_assert(low == -1 && high == -1);
				continue;
			}
			found++;
			ck_assert(low >= 1 && low < high && high <= n);
			ck_assert(below(n, low, p) <= 0.025 && below(n, low + 1, p) > 0.025);
			ck_assert(below(n, high, p) >= 0.975 && below(n, high - 1, p) < 0.975);
		}
	}
	ck_assert_int_gt(found, 500);
}
END_TEST

START_TEST(too_few_values_have_no_ranks)
{
	int64_t low, high;

	ck_assert(!stats_quantile_ranks(5, 0.5, &low, &high));
	ck_assert(stats_quantile_ranks(6, 0.5, &low, &high));
	ck_assert(!stats_quantile_ranks(35, 0.9, &low, &high)); /* .9^35 = .0250 */
	ck_assert(stats_quantile_ranks(36, 0.9, &low, &high));
	ck_assert(!stats_quantile_ranks(0, 0.5, &low, &high));
	ck_assert(!stats_quantile_ranks(100, 0, &low, &high));
	ck_assert(!stats_quantile_ranks(100, 1, &low, &high));
	ck_assert(!stats_quantile_ranks(1001, 0.9999, &low, &high));
}
END_TEST

START_TEST(ranks_above_1000_are_normal_and_meet_the_exact_ones)
{
	int64_t low, high, low_exact, high_exact;

	ck_assert(stats_quantile_ranks(10000, 0.5, &low, &high));
	ck_assert_int_eq(low, 4903); /* ceil(5000 - 1.96 x 50) */
	ck_assert_int_eq(high, 5098);
	ck_assert(stats_quantile_ranks(1000, 0.9, &low_exact, &high_exact));
	ck_assert(stats_quantile_ranks(1001, 0.9, &low, &high));
	ck_assert(llabs(low - low_exact) <= 2);
	ck_assert(llabs(high - high_exact) <= 2);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("interval");
	TCase *tcase = tcase_create("interval");

	tcase_add_test(tcase, wilson_interval_matches_published_values);
	tcase_add_test(tcase, wilson_interval_touches_its_ends_exactly);
	tcase_add_test(tcase, nothing_counted_has_no_interval);
	tcase_add_test(tcase, mean_interval_is_1_96_standard_errors);
	tcase_add_test(tcase, ranks_of_the_median_match_published_tables);
	tcase_add_test(tcase, ranks_are_the_tightest_with_95_percent);
	tcase_add_test(tcase, too_few_values_have_no_ranks);
	tcase_add_test(tcase, ranks_above_1000_are_normal_and_meet_the_exact_ones);
	suite_add_tcase(suite, tcase);
	return support_run(suite);
}
