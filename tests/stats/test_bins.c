/* The bins of times: no gap, no overlap, and the promise of 0.39 %. */
#include <math.h>

#include "stats/stats.h"
#include "suite.h"

START_TEST(bins_follow_each_other_without_gap)
{
	ck_assert_uint_eq(stats_bin_low(0), 0);
	for (unsigned bin = 0; bin + 1 < STATS_BINS; bin++) {
		ck_assert_uint_le(stats_bin_low(bin), stats_bin_high(bin));
		ck_assert_uint_eq((uint64_t)stats_bin_high(bin) + 1, stats_bin_low(bin + 1));
	}
	ck_assert_uint_eq(stats_bin_high(STATS_BINS - 1), UINT32_MAX);
}
END_TEST

START_TEST(both_ends_of_a_bin_lie_in_it)
{
	for (unsigned bin = 0; bin < STATS_BINS; bin++) {
		ck_assert_uint_eq(stats_bin(stats_bin_low(bin)), bin);
		ck_assert_uint_eq(stats_bin(stats_bin_high(bin)), bin);
	}
}
END_TEST

START_TEST(below_256_seconds_bins_are_exact)
{
	for (uint32_t seconds = 0; seconds < 256; seconds++) {
		ck_assert_uint_eq(stats_bin(seconds), seconds);
		ck_assert_uint_eq(stats_bin_low(seconds), seconds);
		ck_assert_uint_eq(stats_bin_high(seconds), seconds);
	}
	ck_assert_uint_eq(stats_bin(256), 256);
	ck_assert_uint_eq(stats_bin(257), 256);
	ck_assert_uint_eq(stats_bin(258), 257);
	ck_assert_uint_eq(stats_bin(511), 383);
	ck_assert_uint_eq(stats_bin(512), 384);
	ck_assert_uint_eq(stats_bin(UINT32_MAX), STATS_BINS - 1);
}
END_TEST

START_TEST(the_middle_of_a_bin_is_within_0_39_percent)
{
	double worst = 0;

	for (unsigned bin = 1; bin < STATS_BINS; bin++) {
		double low = stats_bin_low(bin), high = stats_bin_high(bin), middle = (low + high) / 2;

		worst = fmax(worst, fmax((middle - low) / low, (high - middle) / high));
	}
	ck_assert(worst < 1.0 / 256); /* 0.390625 % */
	ck_assert(worst > 0.0039);
}
END_TEST

START_TEST(a_bin_that_is_none_counts_as_the_last)
{
	ck_assert_uint_eq(stats_bin_low(STATS_BINS), stats_bin_low(STATS_BINS - 1));
	ck_assert_uint_eq(stats_bin_high(UINT32_MAX), UINT32_MAX);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("bins");
	TCase *tcase = tcase_create("bins");

	tcase_add_test(tcase, bins_follow_each_other_without_gap);
	tcase_add_test(tcase, both_ends_of_a_bin_lie_in_it);
	tcase_add_test(tcase, below_256_seconds_bins_are_exact);
	tcase_add_test(tcase, the_middle_of_a_bin_is_within_0_39_percent);
	tcase_add_test(tcase, a_bin_that_is_none_counts_as_the_last);
	suite_add_tcase(suite, tcase);
	return support_run(suite);
}
