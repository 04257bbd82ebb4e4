/* Before and after: what an effect is, what is chance, and that the two are told apart as often as promised. */
#include "stats/impact.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "ar1.h"
#include "chance.h"
#include "donors.h"
#include "student.h"
#include "suite.h"

enum { BEFORE = 120, AFTER = 60, DAYS = BEFORE + AFTER, CONTROLS = 4 };

struct lab {
	struct arena arena;
	double values[DAYS], controls[CONTROLS][DAYS];
	const double *control_list[CONTROLS];
	struct stats_impact_options options;
	struct stats_impact got;
};

static double next(struct chance *chance, double rho, double *state)
{
	return *state = rho * *state + sqrt(1 - rho * rho) * chance_normal(chance);
}

/* A weekly shape, noise of deviation 1 that remembers `rho` of the day before, and `common` times a wave that all posts share. */
static struct lab *lab_make(uint64_t seed, double rho, double common)
{
	static const double week[] = {20, 15, 12, 10, 5, -30, -32};
	struct lab *lab = calloc(1, sizeof(*lab));
	struct chance chance = {.state = seed};
	double own = 0, shared = 0, others[CONTROLS] = {0};

	for (int t = -60; t < DAYS; t++) {
		double wave = common * next(&chance, rho, &shared), noise = next(&chance, rho, &own);

		for (size_t c = 0; c < CONTROLS; c++) {
			double rest = next(&chance, rho, &others[c]);

			if (t >= 0)
				lab->controls[c][t] = 50 * (double)(c + 1) + week[t % 7] + wave + rest;
		}
		if (t >= 0)
			lab->values[t] = 100 + week[t % 7] + wave + noise;
	}
	for (size_t c = 0; c < CONTROLS; c++)
		lab->control_list[c] = lab->controls[c];
	lab->options = (struct stats_impact_options){.start = BEFORE, .season = 7, .without_placebos = true};
	return lab;
}

static void with_controls(struct lab *lab)
{
	lab->options.controls = lab->control_list;
	lab->options.n_controls = CONTROLS;
}

static void plant(double *values, double step)
{
	for (size_t t = BEFORE; t < DAYS; t++)
		values[t] += step;
}

static void lab_run(struct lab *lab)
{
	arena_finish(&lab->arena);
	ck_assert(stats_impact(lab->values, DAYS, &lab->options, &lab->arena, &lab->got));
}

static void lab_free(struct lab *lab)
{
	arena_finish(&lab->arena);
	free(lab);
}

/* ---- the parts ---- */

START_TEST(students_limits_are_those_of_the_tables)
{
	ck_assert_double_eq_tol(student_limit(0.05, 1), 12.7062, 1e-4);
	ck_assert_double_eq_tol(student_limit(0.05, 10), 2.228139, 1e-6);
	ck_assert_double_eq_tol(student_limit(0.01, 30), 2.749996, 1e-6);
	ck_assert_double_eq_tol(student_two_sided(2.042272, 30), 0.05, 1e-6);
	ck_assert_double_eq_tol(student_two_sided(1.959964, 1e7), 0.05, 1e-6);
	ck_assert_double_eq_tol(student_two_sided(0, 5), 1, 1e-12);
	ck_assert(isnan(student_two_sided(NAN, 5)));
}
END_TEST

START_TEST(weights_of_donors_sum_to_one_and_none_is_negative)
{
	double a[DONORS_MAX][DONORS_MAX] = {{1, 0}, {0, 1}}, weights[DONORS_MAX];
	/* Least squares with a sum of 1 would be (1.5, -0.5), then (0.75, 0.25). */
	double far[DONORS_MAX] = {2, 0}, near[DONORS_MAX] = {0.5, 0}, none[DONORS_MAX] = {0, 0};

	donors_weigh(a, far, 2, weights);
	ck_assert_double_eq_tol(weights[0], 1, 1e-9);
	ck_assert_double_eq_tol(weights[1], 0, 1e-9);
	donors_weigh(a, near, 2, weights);
	ck_assert_double_eq_tol(weights[0], 0.75, 1e-9);
	ck_assert_double_eq_tol(weights[1], 0.25, 1e-9);
	donors_weigh(a, none, 2, weights);
	ck_assert_double_eq_tol(weights[0], 0.5, 1e-9);
}
END_TEST

/* Solves a x = b in place by elimination; a has n columns and b behind them. */
static void eliminate(double *a, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		for (size_t r = 0; r < n; r++) {
			double share = r == i ? 0 : a[r * (n + 1) + i] / a[i * (n + 1) + i];

			for (size_t c = i; c <= n; c++)
				a[r * (n + 1) + c] -= share * a[i * (n + 1) + c];
		}
	}
	for (size_t i = 0; i < n; i++)
		a[i * (n + 1) + n] /= a[i * (n + 1) + i];
}

/* Against the definition: b = (X' V^-1 X)^-1 X' V^-1 y with V_ij = rho ^ |t_i - t_j|, all of V written out, steps missing. */
START_TEST(regression_with_memory_is_generalised_least_squares_by_its_definition)
{
	enum { N = 24, K = 2 };
	static double x[N * K], y[N], v[N * (N + 1)], normal[K * (K + 1)];
	size_t at[N];
	struct chance chance = {.state = 9};
	struct ar1_data data = {.n = N, .k = K, .x = x, .y = y, .at = at};
	struct ar1_fit fit;
	double state = 0;

	for (size_t i = 0; i < N; i++) {
		at[i] = i + i / 5 * 2;
		x[i * K] = 1;
		x[i * K + 1] = (double)at[i] / 10;
		y[i] = 3 + 0.5 * x[i * K + 1] + next(&chance, 0.8, &state);
	}
	ck_assert(ar1_regress(&data, &fit));
	ck_assert_msg(fit.rho > 0.2, "rho %g", fit.rho);
	for (size_t column = 0; column <= K; column++) {
		for (size_t i = 0; i < N; i++) {
			for (size_t j = 0; j < N; j++)
				v[i * (N + 1) + j] = pow(fit.rho, fabs((double)at[i] - (double)at[j]));
			v[i * (N + 1) + N] = column < K ? x[i * K + column] : y[i];
		}
		eliminate(v, N);
		for (size_t row = 0; row < K; row++) {
			normal[row * (K + 1) + column] = 0;
			for (size_t i = 0; i < N; i++)
				normal[row * (K + 1) + column] += x[i * K + row] * v[i * (N + 1) + N];
		}
	}
	eliminate(normal, K);
	ck_assert_double_eq_tol(fit.beta[0], normal[K], 1e-8);
	ck_assert_double_eq_tol(fit.beta[1], normal[K + 1 + K], 1e-8);
}
END_TEST

START_TEST(columns_that_repeat_each_other_are_refused)
{
	double x[] = {1, 2, 1, 2, 1, 2, 1, 2, 1, 2}, y[] = {1, 2, 3, 4, 5};
	size_t at[] = {0, 1, 2, 3, 4};
	struct ar1_data data = {.n = 5, .k = 2, .x = x, .y = y, .at = at};
	struct ar1_fit fit;

	ck_assert(!ar1_regress(&data, &fit));
}
END_TEST

/* ---- effects ---- */

/* Annual flow of the Nile at Aswan, 1871 to 1970, in 1e8 m3 (Cobb 1978): the level fell with 1899, by 247.78 as a difference of means
 * (1097.75 before, 849.97 after: Zeileis, Kleiber, Kraemer and Hornik 2003). */
START_TEST(the_nile_fell_in_1899_as_published)
{
	static const double nile[] = {1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960, 1180, 799, 958,
		1140, 1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774, 840, 874, 694, 940, 833, 701, 916, 692, 1020, 1050, 969, 831, 726, 456,
		824, 702, 1120, 1100, 832, 764, 821, 768, 845, 864, 862, 698, 845, 744, 796, 1040, 759, 781, 865, 845, 944, 984, 897, 822, 1010,
		771, 676, 649, 846, 812, 742, 801, 1040, 860, 874, 848, 890, 744, 749, 838, 1050, 918, 986, 797, 923, 975, 815, 1020, 906, 901,
		1170, 912, 746, 919, 718, 714, 740};
	struct stats_impact_options options = {.start = 28, .trend = STATS_IMPACT_TREND_NEVER};
	struct stats_impact got;
	struct arena arena = {0};

	arena_init(&arena);
	ck_assert_uint_eq(sizeof(nile) / sizeof(nile[0]), 100);
	ck_assert(stats_impact(nile, 100, &options, &arena, &got));
	ck_assert_double_eq_tol(got.mean_before, 1097.75, 1e-9);
	ck_assert_double_eq_tol(got.mean_after, 849.9722, 1e-4);
	/* A little memory is left in the errors, which moves the difference of means by less than two in a hundred. */
	ck_assert_double_eq_tol(got.effect, -247.78, 5);
	ck_assert_msg(got.low < -247.78 && got.high > -247.78 && got.high < -150, "%g to %g", got.low, got.high);
	ck_assert(got.p < 1e-6 && got.rho < 0.3);
	ck_assert(stats_impact_is_real(&got));
	arena_finish(&arena);
}
END_TEST

START_TEST(a_step_without_noise_is_found_to_the_last_unit)
{
	struct lab *lab = lab_make(1, 0, 0);

	for (size_t t = 0; t < DAYS; t++)
		lab->values[t] = 100 + 0.25 * (double)t + (t % 7 == 5 ? -40 : 0) + (t >= BEFORE ? 12 : 0);
	lab_run(lab);
	ck_assert_double_eq_tol(lab->got.effect, 12, 1e-6);
	ck_assert_double_eq_tol(lab->got.low, 12, 1e-6);
	ck_assert_double_eq(lab->got.p, 0);
	ck_assert_double_eq_tol(lab->got.expected[BEFORE + 5], 100 + 0.25 * (BEFORE + 5) + ((BEFORE + 5) % 7 == 5 ? -40 : 0), 1e-6);
	for (size_t t = 0; t < DAYS; t++)
		lab->values[t] = 5;
	lab_run(lab);
	ck_assert_double_eq_tol(lab->got.effect, 0, 1e-9);
	ck_assert_msg(!(lab->got.p < 0.05), "a constant has no effect");
	lab_free(lab);
}
END_TEST

START_TEST(a_growth_that_began_before_is_no_effect)
{
	struct lab *lab = lab_make(2, 0.3, 0);

	for (size_t t = 0; t < DAYS; t++)
		lab->values[t] += 0.1 * (double)t;
	lab_run(lab);
	ck_assert_msg(lab->got.p > 0.05 && fabs(lab->got.effect) < 1.5, "p %g, effect %g", lab->got.p, lab->got.effect);
	lab_free(lab);
}
END_TEST

START_TEST(what_happened_to_all_posts_is_no_effect)
{
	struct lab *lab = lab_make(3, 0.3, 1);

	plant(lab->values, 5);
	for (size_t c = 0; c < CONTROLS; c++)
		plant(lab->controls[c], 5);
	lab_run(lab);
	ck_assert_msg(lab->got.p < 0.01, "alone it looks like one: p %g", lab->got.p);
	with_controls(lab);
	lab_run(lab);
	ck_assert_msg(!stats_impact_is_real(&lab->got) && fabs(lab->got.effect) < 1, "p %g, effect %g", lab->got.p, lab->got.effect);
	ck_assert_uint_ge(lab->got.n_used, 1);
	lab_free(lab);
}
END_TEST

START_TEST(comparison_posts_sharpen_what_is_an_effect)
{
	struct lab *lab = lab_make(4, 0.6, 2);
	double alone, weights = 0;

	plant(lab->values, 4);
	lab_run(lab);
	alone = lab->got.high - lab->got.low;
	with_controls(lab);
	lab->options.without_placebos = false;
	lab_run(lab);
	ck_assert(stats_impact_is_real(&lab->got));
	ck_assert_msg(lab->got.high - lab->got.low < 0.8 * alone, "%g, alone %g", lab->got.high - lab->got.low, alone);
	ck_assert(lab->got.low < 4 && lab->got.high > 4);
	for (size_t c = 0; c < CONTROLS; c++)
		weights += lab->got.weights[c];
	ck_assert_double_eq_tol(weights, 1, 1e-9);
	ck_assert_uint_eq(lab->got.donors, CONTROLS);
	ck_assert_uint_eq(lab->got.donors_as_large, 0);
	lab_free(lab);
}
END_TEST

START_TEST(of_logarithms_an_effect_is_a_share)
{
	struct lab *lab = lab_make(5, 0.3, 0);

	for (size_t t = 0; t < DAYS; t++)
		lab->values[t] = 30 * exp((lab->values[t] - 100) / 60) * (t >= BEFORE ? 2.0 / 3 : 1);
	lab->options.logarithms = true;
	lab_run(lab);
	ck_assert_double_eq_tol(lab->got.relative, -1.0 / 3, 0.02);
	ck_assert_double_eq_tol(lab->got.effect, lab->got.mean_after - lab->got.mean_expected, 1e-9);
	ck_assert_double_eq_tol(lab->got.effect / lab->got.mean_expected, lab->got.relative, 1e-9);
	ck_assert(lab->got.low < lab->got.effect && lab->got.effect < lab->got.high);
	lab->values[3] = 0;
	lab_run(lab);
	ck_assert_int_eq(lab->got.state, STATS_IMPACT_NOT_POSITIVE);
	lab_free(lab);
}
END_TEST

/* Of three effects that are looked at each is held to a third of a twentieth: an interval leaves out zero exactly where p lies below that. Limits of the
 * normal distribution are 2.394 for it and 1.960 for one alone; Student's differ a little more. */
START_TEST(of_several_effects_the_intervals_hold_all_at_once)
{
	int apart = 0;

	for (uint64_t seed = 1; seed <= 60; seed++) {
		struct lab *lab = lab_make(seed, 0.3, 0);
		double alone;

		plant(lab->values, 0.8);
		lab_run(lab);
		alone = lab->got.high - lab->got.low;
		lab->options.among = 3;
		lab_run(lab);
		ck_assert_double_ge((lab->got.high - lab->got.low) / alone, 2.394 / 1.960);
		ck_assert_double_le((lab->got.high - lab->got.low) / alone, 1.25);
		ck_assert_int_eq(lab->got.low > 0 || lab->got.high < 0, lab->got.p < 0.05 / 3);
		apart += lab->got.p < 0.05 && lab->got.p >= 0.05 / 3;
		lab_free(lab);
	}
	ck_assert_int_gt(apart, 0);	/* some would have been told alone */
}
END_TEST

START_TEST(a_change_of_slope_is_told_apart_from_one_of_level)
{
	struct lab *lab = lab_make(6, 0.3, 0);

	for (size_t t = BEFORE; t < DAYS; t++)
		lab->values[t] += 0.2 * (double)(t - BEFORE);
	lab->options.slope = true;
	lab_run(lab);
	ck_assert_double_eq_tol(lab->got.slope, 0.2, 0.03);
	ck_assert(lab->got.slope_p < 0.001);
	ck_assert_double_eq_tol(lab->got.effect, 0.2 * (AFTER - 1) / 2, 1);
	lab_free(lab);
}
END_TEST

START_TEST(units_do_not_matter_and_missing_days_are_left_out)
{
	struct lab *lab = lab_make(7, 0.6, 0);
	struct stats_impact first;

	plant(lab->values, 3);
	for (size_t t = 4; t < DAYS; t += 9)
		lab->values[t] = NAN;
	lab_run(lab);
	first = lab->got;
	ck_assert_uint_eq(first.before + first.after, DAYS - 20);
	for (size_t t = 0; t < DAYS; t++)
		lab->values[t] = 1e6 * (lab->values[t] + 1e3);
	lab_run(lab);
	ck_assert_double_eq_tol(lab->got.effect, 1e6 * first.effect, 1);
	ck_assert_double_eq_tol(lab->got.p, first.p, 1e-9);
	ck_assert_double_eq_tol(lab->got.rho, first.rho, 1e-6);
	lab_free(lab);
}
END_TEST

START_TEST(a_weekday_that_never_comes_does_not_matter)
{
	struct lab *lab = lab_make(9, 0.3, 0);

	plant(lab->values, 4);
	for (size_t t = 0; t < DAYS; t++)
		if (t % 7 == 0 || t % 7 == 4)
			lab->values[t] = NAN;
	lab_run(lab);
	ck_assert_int_eq(lab->got.state, STATS_IMPACT_TOLD);
	ck_assert(lab->got.low < 4 && lab->got.high > 4 && lab->got.p < 0.001);
	lab_free(lab);
}
END_TEST

START_TEST(what_is_too_short_is_not_told)
{
	struct lab *lab = lab_make(8, 0, 0);

	lab->options.start = 27;
	lab_run(lab);
	ck_assert_int_eq(lab->got.state, STATS_IMPACT_BEFORE_SHORT);
	ck_assert_uint_eq(lab->got.before, 27);
	ck_assert_uint_eq(lab->got.need_before, 28);
	lab->options.start = DAYS - 6;
	lab_run(lab);
	ck_assert_int_eq(lab->got.state, STATS_IMPACT_AFTER_SHORT);
	ck_assert_uint_eq(lab->got.need_after, 7);
	lab->options.start = DAYS + 5;
	lab_run(lab);
	ck_assert_int_eq(lab->got.state, STATS_IMPACT_AFTER_SHORT);
	ck_assert(!stats_impact_is_real(&lab->got));
	lab->options.start = BEFORE;
	for (size_t t = 0; t < DAYS; t++)
		lab->values[t] = NAN;
	lab_run(lab);
	ck_assert_int_eq(lab->got.state, STATS_IMPACT_BEFORE_SHORT);
	lab_free(lab);
}
END_TEST

START_TEST(a_jump_that_nobody_caused_makes_a_later_one_less_sure)
{
	struct lab *lab = lab_make(12, 0.3, 0);

	plant(lab->values, 4);
	lab->options.without_placebos = false;
	lab_run(lab);
	ck_assert_uint_ge(lab->got.placebos, STATS_IMPACT_PLACEBOS_LEAST);
	ck_assert_uint_eq(lab->got.placebos_as_large, 0);
	ck_assert(stats_impact_is_real(&lab->got));
	for (size_t t = 62; t < DAYS; t++)
		lab->values[t] += 12;
	lab_run(lab);
	ck_assert_uint_gt(lab->got.placebos_as_large, 0);
	ck_assert_double_eq_tol(lab->got.placebo_p, (double)(1 + lab->got.placebos_as_large) / (double)(1 + lab->got.placebos), 1e-12);
	ck_assert_msg(!stats_impact_is_real(&lab->got), "p %g, placebo %g", lab->got.p, lab->got.placebo_p);
	ck_assert(lab->got.placebo_high - lab->got.placebo_low > lab->got.high - lab->got.low);
	lab_free(lab);
}
END_TEST

/* ---- how often ---- */

struct rates {
	double alarms, covered, mean;
};

static struct rates rates_of(double rho, double step, int series, bool controls)
{
	struct rates rates = {0};

	for (int i = 0; i < series; i++) {
		struct lab *lab = lab_make((uint64_t)i * 7919 + 1, rho, controls ? 0.7 : 0);

		plant(lab->values, step);
		if (controls)
			with_controls(lab);
		lab_run(lab);
		rates.alarms += lab->got.p < 0.05;
		rates.covered += lab->got.low <= step && step <= lab->got.high;
		rates.mean += lab->got.effect;
		lab_free(lab);
	}
	rates.alarms /= series;
	rates.covered /= series;
	rates.mean /= series;
	return rates;
}

/* Plain least squares would alarm in .15 and .33 of these at a memory of .3 and .6. */
START_TEST(where_nothing_happened_one_in_twenty_alarms_whatever_the_memory)
{
	static const double rhos[] = {0, 0.3, 0.6};
	struct rates rates = rates_of(rhos[_i], 0, 1000, false);

	ck_assert_msg(rates.alarms >= 0.03 && rates.alarms <= 0.07, "rho %g: %g", rhos[_i], rates.alarms);
}
END_TEST

START_TEST(intervals_hold_the_true_effect_as_often_as_they_say)
{
	struct rates alone = rates_of(0.3, 2, 600, false), compared = rates_of(0.3, 2, 300, true);

	ck_assert_msg(alone.covered >= 0.93 && alone.covered <= 0.97 && fabs(alone.mean - 2) < 0.1, "covered %g, mean %g", alone.covered, alone.mean);
	ck_assert_msg(compared.covered >= 0.92 && compared.covered <= 0.975 && fabs(compared.mean - 2) < 0.1, "covered %g, mean %g",
		compared.covered, compared.mean);
}
END_TEST

/* Passengers killed or seriously injured in cars in Great Britain, by month 1969-1984 (Harvey and Durbin 1986, J. R. Statist. Soc. A 149,
 * 187-227; as in R's datasets::Seatbelts, GPL-2 or later). From 31 January 1983 those in front had to wear belts, those in the rear had not.
 * Published: 30 % fewer in front, 3 % more in the rear. */
static const double front[] = {867, 825, 806, 814, 991, 945, 1004, 1091, 958, 850, 1109, 1113, 925, 903, 1006, 892, 990, 866,
	1095, 1204, 1029, 1147, 1171, 1299, 944, 874, 840, 893, 1007, 973, 1097, 1194, 988, 1077, 1045, 1115, 1005, 857, 879, 887,
	1075, 1121, 1190, 1058, 939, 1074, 1089, 1208, 903, 916, 787, 1114, 1014, 1022, 1114, 1132, 1111, 1008, 916, 992, 731, 665,
	724, 744, 910, 883, 900, 1057, 1076, 919, 920, 953, 664, 607, 777, 633, 791, 790, 803, 884, 769, 732, 859, 994, 704, 684, 671,
	643, 771, 644, 828, 748, 767, 825, 810, 986, 714, 567, 616, 678, 742, 840, 888, 852, 774, 831, 889, 1046, 889, 626, 808, 746,
	754, 865, 980, 959, 856, 798, 942, 1010, 796, 643, 794, 750, 809, 716, 851, 931, 834, 762, 880, 1077, 748, 593, 720, 646, 765,
	820, 807, 885, 803, 860, 825, 911, 704, 691, 688, 714, 814, 736, 876, 829, 818, 942, 782, 823, 595, 673, 660, 676, 755, 815,
	867, 933, 798, 950, 825, 911, 619, 426, 475, 556, 559, 483, 587, 615, 618, 662, 519, 585, 483, 434, 513, 548, 586, 522, 601,
	644, 643, 641, 711, 721};
static const double rear[] = {269, 265, 319, 407, 454, 427, 522, 536, 405, 437, 434, 437, 316, 311, 351, 362, 486, 429, 551,
	646, 456, 475, 456, 468, 356, 271, 354, 427, 465, 440, 539, 646, 457, 446, 402, 441, 359, 334, 312, 427, 434, 486, 569, 523,
	418, 452, 462, 497, 354, 347, 276, 472, 487, 505, 619, 640, 559, 453, 418, 419, 262, 299, 303, 401, 413, 426, 516, 600, 459,
	443, 412, 400, 278, 302, 381, 279, 442, 409, 416, 511, 393, 345, 391, 470, 266, 312, 300, 373, 412, 322, 458, 427, 346, 421,
	344, 370, 291, 224, 266, 338, 298, 386, 479, 473, 332, 391, 370, 431, 366, 250, 355, 304, 379, 440, 500, 511, 384, 366, 432,
	390, 306, 232, 342, 329, 394, 355, 385, 463, 453, 373, 401, 466, 306, 263, 323, 310, 424, 403, 406, 466, 381, 369, 378, 392,
	284, 316, 321, 358, 378, 382, 433, 506, 428, 479, 370, 349, 238, 285, 324, 346, 410, 411, 496, 534, 396, 470, 385, 411, 281,
	300, 318, 391, 398, 337, 477, 422, 495, 471, 368, 345, 296, 319, 349, 375, 441, 465, 472, 521, 429, 408, 490, 491};

static struct stats_impact belts(const double *values, const double *control, struct arena *arena)
{
	struct stats_impact_options options = {.start = 169, .season = 12, .logarithms = true, .controls = &control, .n_controls = control != NULL};
	struct stats_impact got;

	ck_assert(stats_impact(values, 192, &options, arena, &got));
	ck_assert_int_eq(got.state, STATS_IMPACT_TOLD);
	ck_assert(got.before == 169 && got.after == 23);
	return got;
}

START_TEST(seat_belts_saved_as_many_as_published_and_only_those_who_wore_them)
{
	struct arena arena;
	struct stats_impact beside, alone, others;

	arena_init(&arena);
	beside = belts(front, rear, &arena);
	alone = belts(front, NULL, &arena);
	others = belts(rear, NULL, &arena);
	ck_assert(stats_impact_is_real(&beside) && stats_impact_is_real(&alone));
	ck_assert_double_eq_tol(beside.relative, -0.30, 0.02);
	ck_assert(beside.relative_low < -0.30 && -0.30 < beside.relative_high && beside.relative_high < -0.2);
	ck_assert(beside.placebos_as_large == 0 && alone.relative < -0.15);
	/* The law said nothing of rear seats: the regression alone would have called their rise real, the earlier dates do not. */
	ck_assert(others.p < 0.05 && others.placebo_p > 0.1 && !stats_impact_is_real(&others));
	ck_assert(others.placebo_low < 0.03 * others.mean_expected && 0.03 * others.mean_expected < others.placebo_high);
	arena_finish(&arena);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("stats/impact");
	TCase *parts = tcase_create("parts"), *effects = tcase_create("effects"), *often = tcase_create("how often");

	tcase_add_test(parts, students_limits_are_those_of_the_tables);
	tcase_add_test(parts, weights_of_donors_sum_to_one_and_none_is_negative);
	tcase_add_test(parts, regression_with_memory_is_generalised_least_squares_by_its_definition);
	tcase_add_test(parts, columns_that_repeat_each_other_are_refused);
	tcase_add_test(effects, the_nile_fell_in_1899_as_published);
	tcase_add_test(effects, a_step_without_noise_is_found_to_the_last_unit);
	tcase_add_test(effects, a_growth_that_began_before_is_no_effect);
	tcase_add_test(effects, what_happened_to_all_posts_is_no_effect);
	tcase_add_test(effects, comparison_posts_sharpen_what_is_an_effect);
	tcase_add_test(effects, of_logarithms_an_effect_is_a_share);
	tcase_add_test(effects, of_several_effects_the_intervals_hold_all_at_once);
	tcase_add_test(effects, a_change_of_slope_is_told_apart_from_one_of_level);
	tcase_add_test(effects, units_do_not_matter_and_missing_days_are_left_out);
	tcase_add_test(effects, a_weekday_that_never_comes_does_not_matter);
	tcase_add_test(effects, what_is_too_short_is_not_told);
	tcase_add_test(effects, a_jump_that_nobody_caused_makes_a_later_one_less_sure);
	tcase_add_test(effects, seat_belts_saved_as_many_as_published_and_only_those_who_wore_them);
	tcase_set_timeout(often, 120);
	tcase_add_loop_test(often, where_nothing_happened_one_in_twenty_alarms_whatever_the_memory, 0, 3);
	tcase_add_test(often, intervals_hold_the_true_effect_as_often_as_they_say);
	suite_add_tcase(suite, parts);
	suite_add_tcase(suite, effects);
	suite_add_tcase(suite, often);
	return support_run(suite);
}
