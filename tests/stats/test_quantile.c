/* Order statistics against sorting, on inputs of every shape that is known to hurt a quickselect. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stats/stats.h"
#include "suite.h"

/* The selection itself, with so few rounds that what is left must be sorted. */
enum { SELECT_SMALL = 48 };
#define VALUE uint32_t
#define SELECT(name) u32_##name
#include "select.inc"
#undef VALUE
#undef SELECT

enum { SHAPES = 8 };

static uint32_t noise(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return (uint32_t)(*state >> 20);
}

static void fill(uint32_t *values, size_t n, int shape)
{
	uint64_t state = 88172645463325252u + n;

	for (size_t i = 0; i < n; i++) {
		uint32_t random = noise(&state), at = (uint32_t)i;

		values[i] = (uint32_t[SHAPES]){
			random,                                     /* anything */
			at,                                         /* sorted */
			(uint32_t)n - at,                           /* backwards */
			random % 3,                                 /* few values */
			7,                                          /* one value */
			at < n / 2 ? at : (uint32_t)n - at,         /* organ pipe */
			at % 17,                                    /* saw */
			i + 1 == n ? 0 : at | UINT32_C(0x80000000), /* sorted but for the last; large */
		}[shape];
	}
}

static int compare(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

START_TEST(rank_is_the_ceiling_of_p_n)
{
	ck_assert_int_eq(stats_rank(0.5, 1), 1);
	ck_assert_int_eq(stats_rank(0.5, 2), 1);
	ck_assert_int_eq(stats_rank(0.5, 3), 2);
	ck_assert_int_eq(stats_rank(0.9, 10), 9);
	ck_assert_int_eq(stats_rank(0.9, 11), 10);
	ck_assert_int_eq(stats_rank(1.0, 10), 10);
	ck_assert_int_eq(stats_rank(1e-9, 10), 1);
	ck_assert_int_eq(stats_rank(0.07, 100), 7);  /* 0.07 * 100 is 7.000000000000001 */
	ck_assert_int_eq(stats_rank(0.29, 100), 29); /* 0.29 * 100 is 28.999999999999996 */
	ck_assert_int_eq(stats_rank(0.9, 1000000001), 900000001);
}
END_TEST

START_TEST(rank_is_exact_for_every_percent)
{
	for (int64_t n = 1; n <= 3000; n++) {
		for (int64_t percent = 1; percent <= 100; percent++) {
			if (stats_rank((double)percent / 100, n) != (percent * n + 99) / 100)
				ck_abort_msg("%d %% of %d", (int)percent, (int)n);
		}
	}
}
END_TEST

START_TEST(nearest_rank_equals_the_sorted_array)
{
	static const size_t sizes[] = {1, 2, 3, 10, 48, 49, 50, 97, 600, 1000, 5003};
	static const double ps[] = {1e-6, 0.1, 0.25, 0.5, 0.9, 0.99, 1};
	uint32_t values[5003], sorted[5003];
	double doubles[5003];

	for (size_t s = 0; s < sizeof(sizes) / sizeof(sizes[0]); s++) {
		size_t n = sizes[s];

		for (size_t i = 0; i < sizeof(ps) / sizeof(ps[0]); i++) {
			uint32_t expected;

			fill(values, n, _i);
			memcpy(sorted, values, sizeof(values));
			for (size_t j = 0; j < n; j++)
				doubles[j] = values[j] / 8.0;
			qsort(sorted, n, sizeof(*sorted), compare);
			expected = sorted[(size_t)stats_rank(ps[i], (int64_t)n) - 1];
			ck_assert_uint_eq(stats_quantile_u32(values, n, ps[i]), expected);
			ck_assert(stats_quantile(doubles, n, ps[i]) == expected / 8.0);
			qsort(values, n, sizeof(*values), compare);
			ck_assert_mem_eq(values, sorted, n * sizeof(*values)); /* reordered, nothing lost */
		}
	}
}
END_TEST

START_TEST(selection_without_luck_falls_back_on_sorting)
{
	uint32_t values[2000], sorted[2000];

	for (int rounds = 0; rounds < 4; rounds++) {
		fill(sorted, 2000, _i);
		qsort(sorted, 2000, sizeof(*sorted), compare);
		for (size_t k = 0; k < 2000; k += 37) {
			fill(values, 2000, _i);
			ck_assert_uint_eq(u32_kth(values, 2000, k, rounds), sorted[k]);
		}
	}
}
END_TEST

START_TEST(a_million_values_of_any_shape_are_quick)
{
	size_t n = 1000000;
	uint32_t *values = malloc(n * sizeof(*values)), quantile;
	size_t below = 0, up_to = 0;

	fill(values, n, _i);
	quantile = stats_quantile_u32(values, n, 0.9);
	for (size_t i = 0; i < n; i++) {
		below += values[i] < quantile;
		up_to += values[i] <= quantile;
	}
	ck_assert_uint_lt(below, 900000);
	ck_assert_uint_ge(up_to, 900000);
	free(values);
}
END_TEST

START_TEST(nan_is_no_value)
{
	double some[] = {NAN, 3, NAN, 1, 2, NAN}, none[] = {NAN, NAN};

	ck_assert(stats_quantile(some, 6, 0.5) == 2);
	ck_assert(stats_quantile(some, 6, 1) == 3);
	ck_assert(stats_median(some, 6) == 2);
	ck_assert(stats_mad(some, 6, 2) == 1);
	ck_assert_double_nan(stats_quantile(none, 2, 0.5));
	ck_assert_double_nan(stats_median(none, 2));
	ck_assert_double_nan(stats_mad(none, 2, 0));
	ck_assert_double_nan(stats_median(none, 0));
}
END_TEST

START_TEST(median_is_the_mean_of_the_middle_two)
{
	double odd[] = {9, 1, 5}, even[] = {9, 1, 5, 6}, pair[] = {4, -2}, one[] = {3};
	double infinite[] = {INFINITY, 1, -INFINITY};

	ck_assert(stats_median(odd, 3) == 5);
	ck_assert(stats_median(even, 4) == 5.5);
	ck_assert(stats_median(pair, 2) == 1);
	ck_assert(stats_median(one, 1) == 3);
	ck_assert(stats_median(infinite, 3) == 1);
}
END_TEST

START_TEST(median_and_mad_match_their_definition)
{
	uint64_t state = 12345;
	double values[300], deviations[300];

	for (size_t n = 1; n <= 300; n++) {
		double median, mad;

		for (size_t i = 0; i < n; i++)
			values[i] = noise(&state) % 1000;
		median = stats_median(values, n);
		for (size_t i = 0; i < n; i++)
			deviations[i] = fabs(values[i] - median);
		mad = stats_mad(values, n, median);
		ck_assert_double_eq_tol(mad, stats_median(deviations, n), 1e-12);
	}
}
END_TEST

START_TEST(mad_matches_a_worked_example)
{
	double values[] = {1, 1, 2, 2, 4, 6, 9}; /* median 2, deviations 1 1 0 0 2 4 7 */

	ck_assert(stats_mad(values, 7, 2) == 1);
	ck_assert(stats_mad(values, 7, 100) == 98);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("quantile");
	TCase *tcase = tcase_create("quantile");

	tcase_add_test(tcase, rank_is_the_ceiling_of_p_n);
	tcase_add_test(tcase, rank_is_exact_for_every_percent);
	tcase_add_loop_test(tcase, nearest_rank_equals_the_sorted_array, 0, SHAPES);
	tcase_add_loop_test(tcase, selection_without_luck_falls_back_on_sorting, 0, SHAPES);
	tcase_add_loop_test(tcase, a_million_values_of_any_shape_are_quick, 0, SHAPES);
	tcase_add_test(tcase, nan_is_no_value);
	tcase_add_test(tcase, median_is_the_mean_of_the_middle_two);
	tcase_add_test(tcase, median_and_mad_match_their_definition);
	tcase_add_test(tcase, mad_matches_a_worked_example);
	suite_add_tcase(suite, tcase);
	return support_run(suite);
}
