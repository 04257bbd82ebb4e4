/* test_random.c - streams of chance against published values. */
#include <math.h>
#include <stdlib.h>

#include "random.h"
#include "suite.h"

START_TEST(splitmix_gives_the_published_sequence_of_seed_1234567)
{
	static const uint64_t expected[] = {UINT64_C(6457827717110365317), UINT64_C(3203168211198807973),
		UINT64_C(9817491932198370423), UINT64_C(4593380528125082431), UINT64_C(16408922859458223821)};
	struct sim_random random = { 1234567 };

	for (int i = 0; i < 5; i++)
		ck_assert_uint_eq(sim_random_next(&random), expected[i]);
}
END_TEST

START_TEST(normal_quantile_matches_published_values)
{
	/* Wichura 1988, AS 241, and the usual tables. */
	ck_assert_double_eq_tol(sim_normal_quantile(0.25), -0.674489750196081743, 1e-15);
	ck_assert_double_eq_tol(sim_normal_quantile(0.001), -3.09023230616781354, 1e-14);
	ck_assert_double_eq_tol(sim_normal_quantile(1e-20), -9.26234008979840757, 1e-13);
	ck_assert_double_eq_tol(sim_normal_quantile(0.975), 1.95996398454005423, 1e-14);
	ck_assert_double_eq(sim_normal_quantile(0.5), 0);
}
END_TEST

START_TEST(own_exp_and_log_agree_with_libm)
{
	for (int i = -300; i <= 300; i++) {
		double x = i * 0.117;

		ck_assert_double_eq_tol(sim_exp(x) / exp(x), 1, 4e-16);
		ck_assert_double_eq_tol(sim_log(exp(x)), log(exp(x)), 4e-16 * (1 + fabs(x)));
	}
	ck_assert_double_eq(sim_exp(0), 1);
	ck_assert_double_eq(sim_log(1), 0);
	ck_assert_double_eq_tol(sim_power(2, 10), 1024, 1e-10);
}
END_TEST

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

START_TEST(lognormal_has_the_median_and_spread_that_were_asked_for)
{
	enum { N = 20000 };
	static double drawn[N];
	struct sim_random random = sim_random_make(7, SIM_STREAM_WORLD, 0, 0);

	for (int i = 0; i < N; i++)
		drawn[i] = sim_random_lognormal(&random, 3, log(4) / 1.2815515655446004);
	qsort(drawn, N, sizeof *drawn, by_size);
	ck_assert_double_eq_tol(drawn[N / 2], 3, 0.1);
	ck_assert_double_eq_tol(drawn[N * 9 / 10] / drawn[N / 2], 4, 0.2);
}
END_TEST

START_TEST(poisson_keeps_its_mean_small_and_large)
{
	static const double means[] = { 0.3, 4, 39, 41, 700 };

	for (int m = 0; m < 5; m++) {
		struct sim_random random = sim_random_make(9, SIM_STREAM_WORLD, (uint64_t)m, 0);
		double sum = 0;

		for (int i = 0; i < 20000; i++)
			sum += (double)sim_random_poisson(&random, means[m]);
		ck_assert_double_eq_tol(sum / 20000, means[m], 5 * sqrt(means[m] / 20000) + 0.01);
	}
}
END_TEST

START_TEST(pick_follows_its_weights_and_never_takes_a_weight_of_zero)
{
	static const double weights[] = { 0, 5, 0, 3, 2, 0 };
	int got[6] = { 0 };
	struct sim_random random = sim_random_make(3, SIM_STREAM_WORLD, 0, 0);
	struct arena arena;
	struct sim_pick pick;

	arena_init(&arena);
	ck_assert(sim_pick_init(&pick, &arena, weights, 6));
	for (int i = 0; i < 10000; i++)
		got[sim_pick_draw(&pick, &random)]++;
	arena_finish(&arena);
	ck_assert_int_eq(got[0] + got[2] + got[5], 0);
	ck_assert_int_le(abs(got[1] - 5000), 250);
	ck_assert_int_le(abs(got[3] - 3000), 230);
}
END_TEST

START_TEST(streams_of_neighbours_differ)
{
	struct sim_random a = sim_random_make(1, SIM_STREAM_CASE, 1, 2),
			  b = sim_random_make(1, SIM_STREAM_CASE, 2, 1);
	struct sim_random c = sim_random_make(2, SIM_STREAM_CASE, 1, 2),
			  d = sim_random_make(1, SIM_STREAM_CALL, 1, 2);
	uint64_t first = sim_random_next(&a);

	ck_assert_uint_ne(first, sim_random_next(&b));
	ck_assert_uint_ne(first, sim_random_next(&c));
	ck_assert_uint_ne(first, sim_random_next(&d));
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("sim/random");
	TCase *tests = tcase_create("random");

	tcase_add_test(tests, splitmix_gives_the_published_sequence_of_seed_1234567);
	tcase_add_test(tests, normal_quantile_matches_published_values);
	tcase_add_test(tests, own_exp_and_log_agree_with_libm);
	tcase_add_test(tests, lognormal_has_the_median_and_spread_that_were_asked_for);
	tcase_add_test(tests, poisson_keeps_its_mean_small_and_large);
	tcase_add_test(tests, pick_follows_its_weights_and_never_takes_a_weight_of_zero);
	tcase_add_test(tests, streams_of_neighbours_differ);
	suite_add_tcase(suite, tests);
	return support_run(suite);
}
