/* Rankings judged by hand: budgets, areas, intervals, what today's practice finds. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hash.h"
#include "risk/judge.h"
#include "suite.h"

static struct arena arena;

static void setup(void)
{
	arena_init(&arena);
}

static void teardown(void)
{
	arena_finish(&arena);
}

static struct risk_case made(const char *name, double rank, int label)
{
	return (struct risk_case){.name = name, .rank = rank, .p = rank, .label = (int8_t)label, .recovered = NAN, .stake = NAN,
		.current = NAN};
}

static struct risk_stratum judged(struct risk_case *cases, size_t n, const double *shares, size_t n_shares)
{
	struct risk_question question = {.shares = shares, .n_shares = n_shares, .seed = 1};
	struct risk_stratum stratum;

	ck_assert(risk_judge(cases, n, &question, &arena, &stratum));
	return stratum;
}

START_TEST(a_budget_is_the_share_rounded_up_and_not_fooled_by_binary_fractions)
{
	ck_assert_uint_eq(risk_budget_size(0.05, 8134), 407);
	ck_assert_uint_eq(risk_budget_size(0.1, 8130), 813);
	ck_assert_uint_eq(risk_budget_size(0.07, 100), 7);	/* 0.07 x 100 is a little more than 7 in binary */
	ck_assert_uint_eq(risk_budget_size(0.29, 100), 29);
	ck_assert_uint_eq(risk_budget_size(0.01, 3), 1);
	ck_assert_uint_eq(risk_budget_size(1, 3), 3);
	ck_assert_uint_eq(risk_budget_size(0.5, 0), 0);
}
END_TEST

START_TEST(ten_declarations_come_out_as_counted_by_hand)
{
	/* By rank: 1 1 0 1 0 0 0 0 1 0 */
	static const int labels[] = {1, 1, 0, 1, 0, 0, 0, 0, 1, 0};
	static const double shares[] = {0.2, 0.35, 1};
	struct risk_case cases[10];
	struct risk_stratum stratum;
	char names[10][8];

	for (int i = 0; i < 10; i++) {
		snprintf(names[i], sizeof(names[i]), "D%d", i);
		cases[9 - i] = made(names[i], 1 - i / 10.0, labels[i]);
		cases[9 - i].recovered = labels[i] ? 10 * (i + 1) : NAN;
		cases[9 - i].choice = i < 6 ? 2 : 1;
	}
	stratum = judged(cases, 10, shares, 3);
	ck_assert_uint_eq(stratum.hits, 4);
	/* Of 24 pairs a hit stands first in 6 + 6 + 5 + 1. */
	ck_assert_double_eq_tol(stratum.auc, 18.0 / 24, 1e-12);
	ck_assert_uint_eq(stratum.budgets[0].k, 2);
	ck_assert_double_eq(stratum.budgets[0].precision, 1);
	ck_assert_double_eq(stratum.budgets[0].recall, 0.5);
	ck_assert_double_eq_tol(stratum.budgets[0].revenue_recall, 30.0 / 160, 1e-12);
	ck_assert_uint_eq(stratum.budgets[1].k, 4);
	ck_assert_double_eq(stratum.budgets[1].precision, 0.75);
	ck_assert_double_eq(stratum.budgets[1].random, 0.4);
	ck_assert_double_eq_tol(stratum.budgets[1].lift, 0.75 / 0.4, 1e-12);
	ck_assert_double_eq_tol(stratum.budgets[1].current, 3.0 / 6, 1e-12);	/* three hits among the six picked for a reason */
	ck_assert_double_eq_tol(stratum.budgets[1].expected, 1 + 0.9 + 0.8 + 0.7, 1e-12);
	ck_assert_double_eq(stratum.budgets[1].marginal, 0);	/* the next one is none */
	ck_assert(isnan(stratum.budgets[2].marginal));
	ck_assert_double_eq(stratum.curve[50].recall, 0.75);
	ck_assert_double_eq(stratum.curve[100].recall, 1);
}
END_TEST

START_TEST(ties_go_by_declaration_and_count_half_in_the_area)
{
	static const double shares[] = {0.5};
	struct risk_case cases[] = {made("D", 0.5, 1), made("B", 0.5, 0), made("A", 0.5, 1), made("C", 0.5, 0)};
	struct risk_stratum stratum = judged(cases, 4, shares, 1);

	ck_assert_str_eq(cases[0].name, "A");
	ck_assert_str_eq(cases[3].name, "D");
	ck_assert_double_eq(stratum.auc, 0.5);
	ck_assert_double_eq(stratum.budgets[0].precision, 0.5);
}
END_TEST

START_TEST(without_declarations_or_with_one_outcome_there_is_nothing_to_tell)
{
	static const double shares[] = {0.1};
	struct risk_case cases[] = {made("A", 1, 0), made("B", 0, 0)};
	struct risk_stratum stratum = judged(cases, 2, shares, 1);

	ck_assert(isnan(stratum.auc) && isnan(stratum.budgets[0].recall) && isnan(stratum.budgets[0].revenue_recall));
	ck_assert_double_eq(stratum.budgets[0].precision, 0);
	stratum = judged(cases, 0, shares, 1);
	ck_assert(isnan(stratum.auc) && isnan(stratum.budgets[0].precision) && isnan(stratum.budgets[0].low) &&
		  isnan(stratum.budgets[0].random));
	ck_assert_uint_eq(stratum.budgets[0].k, 0);
}
END_TEST

/* n cases whose hits are drawn with chance p where the rank says so. */
static struct risk_case *drawn(size_t n, uint64_t seed)
{
	struct risk_random random = {seed};
	struct risk_case *cases = arena_array(&arena, n, sizeof(*cases));

	for (size_t i = 0; i < n; i++) {
		double p = risk_random_uniform(&random);

		cases[i] = made(arena_printf(&arena, "D%zu", i), p, risk_random_uniform(&random) < p * p);
	}
	return cases;
}

START_TEST(the_bootstrap_is_as_wide_as_theory_and_covers_the_truth)
{
	static const double shares[] = {0.1};
	int covered = 0;

	/* Ranked by p, hits by p squared: the best tenth truly holds the mean of p squared over .9 to 1: (1 - .729) / .3. */
	for (uint64_t seed = 1; seed <= 100; seed++) {
		struct risk_question question = {.shares = shares, .n_shares = 1, .seed = seed, .draws = 200};
		struct risk_stratum stratum;
		double width, truth = 0.271 / 0.3;

		ck_assert(risk_judge(drawn(2000, seed), 2000, &question, &arena, &stratum));
		width = stratum.budgets[0].high - stratum.budgets[0].low;
		ck_assert_double_gt(width, 0.5 * 2 * 1.96 * sqrt(0.903 * 0.097 / 200));
		ck_assert_double_lt(width, 1.7 * 2 * 1.96 * sqrt(0.903 * 0.097 / 200));
		covered += stratum.budgets[0].low <= truth && truth <= stratum.budgets[0].high;
	}
	ck_assert_int_ge(covered, 88);
}
END_TEST

START_TEST(the_same_seed_gives_the_same_interval)
{
	static const double shares[] = {0.05, 0.2};
	struct risk_stratum a = judged(drawn(500, 3), 500, shares, 2), b = judged(drawn(500, 3), 500, shares, 2);

	ck_assert_mem_eq(&a.budgets[0].low, &b.budgets[0].low, 2 * sizeof(double));
	ck_assert_mem_eq(a.curve, b.curve, RISK_CURVE_POINTS * sizeof(*a.curve));
}
END_TEST

START_TEST(todays_practice_is_judged_by_the_scores_it_gave)
{
	static const double shares[] = {0.5};
	struct risk_case cases[] = {made("A", 4, 1), made("B", 3, 1), made("C", 2, 0), made("D", 1, 0)};
	struct risk_stratum stratum;

	for (int i = 0; i < 4; i++)
		cases[i].current = i == 1 || i == 3;	/* it ranked B and D first */
	stratum = judged(cases, 4, shares, 1);
	ck_assert_double_eq(stratum.budgets[0].precision, 1);
	ck_assert_double_eq(stratum.budgets[0].current, 0.5);
	ck_assert_double_eq(stratum.curve[50].current, 0.5);
}
END_TEST

START_TEST(probabilities_that_promise_too_much_show_a_gap)
{
	struct risk_case cases[100];
	struct risk_stratum stratum;

	for (int i = 0; i < 100; i++) {
		cases[i] = made(arena_printf(&arena, "D%d", i), 0.55, i < 30);
		cases[i].p = 0.55;
	}
	stratum = judged(cases, 100, NULL, 0);
	ck_assert_double_eq_tol(stratum.ece, 0.25, 1e-12);
	ck_assert_double_eq_tol(stratum.brier, 0.3 * 0.45 * 0.45 + 0.7 * 0.55 * 0.55, 1e-12);
}
END_TEST

START_TEST(the_dial_ranks_by_hits_or_by_money)
{
	ck_assert_double_eq(risk_rank(RISK_RANK_P, -1.5, 0.2, 1000), -1.5);
	ck_assert_double_eq_tol(risk_rank(RISK_RANK_P_LOG_STAKE, -1.5, 0.2, exp(3) - 1), 0.6, 1e-12);
	ck_assert_double_eq(risk_rank(RISK_RANK_STAKE, -1.5, 0.2, 1000), 200);
	ck_assert_double_eq(risk_rank(RISK_RANK_STAKE, -1.5, 0.2, NAN), 0);
	ck_assert_int_eq(risk_rank_rule_find("p-log-stake"), RISK_RANK_P_LOG_STAKE);
	ck_assert_int_eq(risk_rank_rule_find("nonsense"), -1);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("risk/judge");
	TCase *tests = tcase_create("judge");

	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_add_test(tests, a_budget_is_the_share_rounded_up_and_not_fooled_by_binary_fractions);
	tcase_add_test(tests, ten_declarations_come_out_as_counted_by_hand);
	tcase_add_test(tests, ties_go_by_declaration_and_count_half_in_the_area);
	tcase_add_test(tests, without_declarations_or_with_one_outcome_there_is_nothing_to_tell);
	tcase_add_test(tests, the_bootstrap_is_as_wide_as_theory_and_covers_the_truth);
	tcase_add_test(tests, the_same_seed_gives_the_same_interval);
	tcase_add_test(tests, todays_practice_is_judged_by_the_scores_it_gave);
	tcase_add_test(tests, probabilities_that_promise_too_much_show_a_gap);
	tcase_add_test(tests, the_dial_ranks_by_hits_or_by_money);
	suite_add_tcase(suite, tests);
	return support_run(suite);
}
