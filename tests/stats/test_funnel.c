/* Who differs from units of one kind: by hand, and on units that are made so that the truth is known. */
#include <math.h>
#include <string.h>

#include "chance.h"
#include "stats/funnel.h"
#include "suite.h"

enum { MOST = 40, ROUNDS = 4000 };

static double scratch[MOST];

static int64_t draw(struct chance *chance, int64_t n, double p)
{
	int64_t k = 0;

	for (int64_t i = 0; i < n; i++)
		k += chance_uniform(chance) < p;
	return k;
}

START_TEST(limits_stand_around_the_mean_of_the_kind_by_hand)
{
	/* Two kinds of 2: 5 df are needed to know how they spread, here are 2. */
	struct funnel_unit units[] = {{.k = 30, .n = 100}, {.k = 10, .n = 100}, {.k = 45, .n = 90, .kind = 1}, {.k = 6, .n = 10, .kind = 1}};
	struct funnel_kind kinds[2];

	stats_funnel(units, 4, kinds, 2, scratch);
	ck_assert_double_eq_tol(kinds[0].mean, 0.2, 1e-12);
	ck_assert_double_eq_tol(kinds[1].mean, 0.51, 1e-12);
	ck_assert(!kinds[0].spread_known && !kinds[1].spread_known);
	/* standard error 0.04: 0.2 ± 3.09 * 0.04 */
	ck_assert_double_eq_tol(units[0].z, 2.5, 1e-9);
	ck_assert_double_eq_tol(units[0].low, 0.2 - 3.090232 * 0.04, 1e-6);
	ck_assert_double_eq_tol(units[0].high, 0.2 + 3.090232 * 0.04, 1e-6);
	ck_assert(!units[0].outside && !units[1].outside);
	/* standard error 0.158: the lower limit is 0.02, the upper one 1 */
	ck_assert_double_eq_tol(units[3].low, 0.51 - 3.090232 * sqrt(0.51 * 0.49 / 10), 1e-6);
	ck_assert_double_eq_tol(units[3].high, 0.51 + 3.090232 * sqrt(0.51 * 0.49 / 10), 1e-6);
}
END_TEST

START_TEST(a_unit_alone_of_its_kind_has_no_limits)
{
	struct funnel_unit units[] = {{.k = 30, .n = 100}, {.k = 1, .n = 100, .kind = 1}, {.k = 0, .n = 0, .kind = 1}};
	struct funnel_kind kinds[3];

	stats_funnel(units, 3, kinds, 3, scratch);
	ck_assert_uint_eq(kinds[1].n_units, 1);
	ck_assert_uint_eq(kinds[2].n_units, 0);
	ck_assert(isnan(kinds[2].mean));
	for (int i = 0; i < 3; i++)
		ck_assert(isnan(units[i].z) && isnan(units[i].low) && isnan(units[i].high) && !units[i].outside);
}
END_TEST

START_TEST(where_nobody_has_it_nobody_is_outside)
{
	struct funnel_unit units[] = {{.k = 0, .n = 100}, {.k = 0, .n = 5}, {.k = 7, .n = 7, .kind = 1}, {.k = 9, .n = 9, .kind = 1}};
	struct funnel_kind kinds[2];

	stats_funnel(units, 4, kinds, 2, scratch);
	for (int i = 0; i < 4; i++)
		ck_assert(isnan(units[i].z) && !units[i].outside);
}
END_TEST

/* 3 of 20 at 2.97 %: z is 3.2, but three or more come once in 48 times. */
START_TEST(few_that_were_expected_are_judged_by_the_exact_chance)
{
	struct funnel_unit units[] = {{.k = 3, .n = 20}, {.k = 60, .n = 2100}};
	struct funnel_kind kinds[1];

	stats_funnel(units, 2, kinds, 1, scratch);
	ck_assert_double_gt(units[0].z, 3.1);
	ck_assert(!units[0].outside);
	units[0] = (struct funnel_unit){.k = 8, .n = 20};
	stats_funnel(units, 2, kinds, 1, scratch);
	ck_assert(units[0].outside);
}
END_TEST

/* Seven alike and one far off: with the root mean square alone it would widen the limits so far that nobody could ever be outside of eight. */
START_TEST(one_that_stands_out_does_not_hide_itself)
{
	struct funnel_unit units[8];
	struct funnel_kind kinds[1];
	static const int k[] = {98, 104, 95, 101, 107, 92, 99, 190};

	memset(units, 0, sizeof(units));
	for (int i = 0; i < 8; i++)
		units[i] = (struct funnel_unit){.k = k[i], .n = 1000};
	stats_funnel(units, 8, kinds, 1, scratch);
	ck_assert(kinds[0].spread_known);
	for (int i = 0; i < 7; i++)
		ck_assert(!units[i].outside);
	ck_assert(units[7].outside);
}
END_TEST

/* Each far from the others: then nobody is outside of what such units are. */
START_TEST(units_that_all_differ_widen_their_own_limits)
{
	struct funnel_unit units[8];
	struct funnel_kind kinds[1];

	memset(units, 0, sizeof(units));
	for (int i = 0; i < 8; i++)
		units[i] = (struct funnel_unit){.k = 40 + 20 * i, .n = 1000};
	stats_funnel(units, 8, kinds, 1, scratch);
	ck_assert_double_gt(kinds[0].z_998, 2 * 3.090232);
	ck_assert_double_gt(kinds[0].z_998, kinds[0].z_95);
	for (int i = 0; i < 8; i++)
		ck_assert(!units[i].outside);
}
END_TEST

/* The share of units called outside, of kinds whose posts differ by `apart` (standard deviation of their true rates), and how often the one
 * that is 25 points off is. */
static double outside_share(const int *sizes, size_t n_kinds, double apart, bool with_one_off, struct chance *chance)
{
	struct funnel_unit units[MOST];
	struct funnel_kind kinds[8];
	int64_t outside = 0, all = 0;

	for (int round = 0; round < ROUNDS / (with_one_off ? 8 : 1); round++) {
		size_t n = 0;

		for (size_t kind = 0; kind < n_kinds; kind++) {
			for (int i = 0; i < sizes[kind]; i++) {
				double p = 0.1 + 0.1 * (double)kind + apart * chance_normal(chance);

				p = fmin(fmax(p + (with_one_off && n == 0 ? 0.25 : 0), 0.01), 0.99);
				units[n] = (struct funnel_unit){.n = 30 + (int64_t)(400 * chance_uniform(chance)), .kind = kind};
				units[n].k = draw(chance, units[n].n, p);
				n++;
			}
		}
		stats_funnel(units, n, kinds, n_kinds, scratch);
		for (size_t i = 0; i < (with_one_off ? 1 : n); i++)
			outside += units[i].outside;
		all += (int64_t)(with_one_off ? 1 : n);
	}
	return (double)outside / (double)all;
}

START_TEST(alike_units_are_rarely_outside_and_one_that_is_not_alike_often)
{
	static const int small[] = {4, 3, 3}, large[] = {14, 2}, few[] = {2, 2}, *const kinds[] = {small, large, few};
	static const size_t n[] = {3, 2, 2};
	struct chance chance = {.state = 11};

	for (int i = 0; i < 3; i++) {
		double level = outside_share(kinds[i], n[i], 0, false, &chance);
		double apart = outside_share(kinds[i], n[i], 0.04, false, &chance);
		double found = outside_share(kinds[i], n[i], 0, true, &chance);

		ck_assert_msg(level < 0.003, "kinds %d: %f outside by chance", i, level);
		/* Two kinds of two cannot tell how far posts spread: limits of chance alone, and they say so. */
		ck_assert_msg(i == 2 || apart < 0.01, "kinds %d: %f outside of units that spread", i, apart);
		ck_assert_msg(found > 0.6, "kinds %d: %f of those far off found", i, found);
	}
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("funnel");
	TCase *tcase = tcase_create("funnel");

	tcase_set_timeout(tcase, 120);
	tcase_add_test(tcase, limits_stand_around_the_mean_of_the_kind_by_hand);
	tcase_add_test(tcase, a_unit_alone_of_its_kind_has_no_limits);
	tcase_add_test(tcase, where_nobody_has_it_nobody_is_outside);
	tcase_add_test(tcase, few_that_were_expected_are_judged_by_the_exact_chance);
	tcase_add_test(tcase, one_that_stands_out_does_not_hide_itself);
	tcase_add_test(tcase, units_that_all_differ_widen_their_own_limits);
	tcase_add_test(tcase, alike_units_are_rarely_outside_and_one_that_is_not_alike_often);
	suite_add_tcase(suite, tcase);
	return support_run(suite);
}
