/* What is left of a figure of money without the one declaration that rules it; worked out by hand. */
#include <math.h>

#include "ask.h"
#include "suite.h"

#include "base/time.h"
#include "largest.h"

static const struct kpi_def revenue = {.id = "revenue_collected", .unit = KPI_MONEY, .headline = "sum"};
static const struct kpi_def rate = {.id = "effective_tax_rate", .unit = KPI_ONE, .headline = "ratio"};

START_TEST(a_sum_loses_its_largest_amount)
{
	struct largest largest = {.is_sum = true};

	ck_assert(isnan(largest_without(&largest, 0)));
	largest_add(&largest, 2000, 0);
	largest_add(&largest, 70000, 0);
	largest_add(&largest, 8000, 0);
	/* 80.00 of 80 000 minor units: 10 000 of them are left, an eighth. */
	ck_assert_double_eq_tol(largest_without(&largest, 80), 10, 1e-12);
}
END_TEST

/* 10 % of 1000, 12 % of 2000, 50 % of 7000: (100 + 240 + 3500) / 10000 = 38.4 %; without the last 340 / 3000. The one of 2000 is large
 * as well, but lies less far from the whole: |240 - 768| against |3500 - 2688|. */
START_TEST(a_ratio_loses_the_case_that_moves_it_most)
{
	struct largest largest = {.level = 0.384};

	largest_add(&largest, 100, 1000);
	largest_add(&largest, 240, 2000);
	largest_add(&largest, 3500, 7000);
	ck_assert_double_eq_tol(largest_without(&largest, 0.384), 340.0 / 3000, 1e-12);
	ck_assert(isnan(largest_without(&largest, 0.5)));	/* the figure is about other declarations than these */
}
END_TEST

START_TEST(one_case_rules_a_change_when_less_than_half_of_it_is_left)
{
	struct finding money = {.def = &revenue, .usual_low = 100, .usual_high = 400, .value = 800};
	struct finding share = {.def = &rate, .usual_low = 0.08, .usual_high = 0.12, .value = 0.4};

	/* On logarithms the level is 200: 800 is two doublings away, 400 one of them, 390 less. */
	ck_assert(!largest_rules(&money, 800, 410));
	ck_assert(largest_rules(&money, 800, 390));
	ck_assert(largest_rules(&money, 800, 150));
	ck_assert(!largest_rules(&money, 800, NAN));
	money.value = 50;
	ck_assert(!largest_rules(&money, 50, 45));	/* it fell, and would have fallen further */
	ck_assert(largest_rules(&share, 0.4, 0.11));
	ck_assert(!largest_rules(&share, 0.4, 0.35));
}
END_TEST

/* Ten files of 5 hours in the mean, 2 hours longer than the 3 before: 20 hours in all. One of them took 23: without it nine files took 27 hours, as many
 * as before. One of 12 leaves 38 hours of nine, 11 more than 27; one alone leaves nothing to tell. */
START_TEST(hours_in_all_lose_the_longest)
{
	struct finding finding = {.hours = 20};

	ck_assert_double_eq_tol(largest_hours_without(20, 10, 5, 23), 0, 1e-12);
	ck_assert_double_eq_tol(largest_hours_without(20, 10, 5, 12), 11, 1e-12);
	ck_assert(isnan(largest_hours_without(20, 1, 5, 5)));
	finding.hours_without = 11;
	ck_assert(!largest_rules_hours(&finding));	/* more than half of it is left */
	finding.hours_without = 9;
	ck_assert(largest_rules_hours(&finding));
	finding.hours_without = -4;
	ck_assert(largest_rules_hours(&finding));
	finding.hours_without = NAN;
	ck_assert(!largest_rules_hours(&finding));
}
END_TEST

/* The share of trusted operators by value: 60 of 100 are theirs; one consignment of 50 is: without it 10 of 50. */
START_TEST(a_share_by_value_loses_the_consignment_that_moves_it_most)
{
	struct largest largest = {.level = 0.6};

	largest_add(&largest, 50, 50);
	largest_add(&largest, 10, 10);
	for (int i = 0; i < 4; i++)
		largest_add(&largest, 0, 10);
	ck_assert_double_eq_tol(largest_without(&largest, 0.6), 0.2, 1e-12);
}
END_TEST

/* ---- in a database */

static struct ask desk;

static void setup(void)
{
	ask_open(&desk, "2026-11-01T00:00:00Z");
	lab_begin(&desk.lab, "declarations");
	for (int i = 1; i <= 10; i++)
		ask_put(&desk, "declaration_id=D%d office=AAA flow=import registered_at=2026-10-20T%02d:00:00", i, 7 + i);
	lab_end(&desk.lab);
}

static void teardown(void)
{
	ask_close(&desk);
}

static struct finding fill(const char *id, double value)
{
	struct finding finding = {.kind = FINDING_SHIFT, .def = kpi_find(id), .stat = kpi_find(id)->headline, .office = "AAA",
		.since = time_day_from_civil(2026, 10, 20), .weeks = 1, .value = value, .hours = NAN};
	struct kpi_env env = {.store = desk.lab.store, .cube = lab_cube(&desk.lab), .now = desk.now};
	struct err err = {0};

	ck_assert_msg(largest_fill(&env, NULL, 0, &finding, time_day_from_civil(2026, 10, 26), &desk.arena, &err), "%s", err.text);
	return finding;
}

/* The first has twelve permits, all through the single window; of nine others with one each one came through it: 13 of 21, without the first 1
 * of 9. Usually about a ninth do, so the first is the news. */
START_TEST(one_declaration_of_many_permits_rules_the_single_window)
{
	struct finding finding;

	lab_begin(&desk.lab, "permits");
	for (int k = 0; k < 12; k++)
		ask_put(&desk, "declaration_id=D1 permit_id=P%d single_window=1", k);
	for (int i = 2; i <= 10; i++)
		ask_put(&desk, "declaration_id=D%d permit_id=P single_window=%d", i, i == 2);
	lab_end(&desk.lab);
	finding = fill("sw_share", 13.0 / 21);
	ck_assert_double_eq_tol(finding.without_largest, 1.0 / 9, 1e-12);
	finding.usual_low = 0.05;
	finding.usual_high = 0.25;
	ck_assert(largest_rules(&finding, finding.value, finding.without_largest));
	ck_assert(isnan(fill("sw_share", 0.5).without_largest));	/* the figure is about others */
}
END_TEST

/* Six inspections of the first without a result, one of each of six others with one: 6 of 12, without the first all. */
START_TEST(one_declaration_of_many_inspections_rules_the_results)
{
	struct finding finding;

	lab_begin(&desk.lab, "inspections");
	for (int k = 0; k < 6; k++)
		ask_put(&desk, "inspection_id=A%d declaration_id=D1 type=physical started_at=2026-10-21T08:00:00 ended_at=2026-10-21T09:00:00", k);
	for (int i = 2; i <= 7; i++)
		ask_put(&desk, "inspection_id=B%d declaration_id=D%d type=physical outcome=conform started_at=2026-10-21T08:00:00 ended_at=2026-10-21T09:00:00", i, i);
	lab_end(&desk.lab);
	finding = fill("result_recorded_rate", 0.5);
	ck_assert_double_eq_tol(finding.without_largest, 1, 1e-12);
}
END_TEST

/* A figure in which each declaration counts once has no such case. */
START_TEST(a_rate_of_declarations_is_ruled_by_none)
{
	ck_assert(isnan(fill("paperless_rate", 0.5).without_largest));
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("largest");
	TCase *test = tcase_create("largest"), *whole = tcase_create("in a database");

	tcase_add_test(test, a_sum_loses_its_largest_amount);
	tcase_add_test(test, a_ratio_loses_the_case_that_moves_it_most);
	tcase_add_test(test, one_case_rules_a_change_when_less_than_half_of_it_is_left);
	tcase_add_test(test, hours_in_all_lose_the_longest);
	tcase_add_test(test, a_share_by_value_loses_the_consignment_that_moves_it_most);
	suite_add_tcase(suite, test);
	tcase_add_checked_fixture(whole, setup, teardown);
	tcase_add_test(whole, one_declaration_of_many_permits_rules_the_single_window);
	tcase_add_test(whole, one_declaration_of_many_inspections_rules_the_results);
	tcase_add_test(whole, a_rate_of_declarations_is_ruled_by_none);
	suite_add_tcase(suite, whole);
	return support_run(suite);
}
