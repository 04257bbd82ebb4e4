/* Signs that a file may not have gone the way it should: what counts, what excuses, and what chance alone would bring. */
#include <math.h>

#include "ask.h"
#include "suite.h"

static struct ask desk;

static void setup(void)
{
	ask_open(&desk, "2026-06-30T12:00:00Z");
}

static void teardown(void)
{
	ask_close(&desk);
}

static void put(const char *id, const char *rest)
{
	ask_put(&desk, "declaration_id=%s office=NGT flow=import registered_at=2026-03-02T08:00:00 %s", id, rest);
}

START_TEST(who_is_not_assigned_by_the_system_was_chosen)
{
	lab_begin(&desk.lab, "declarations");
	put("D1", "officer_id=O1 assigned_by=system");
	put("D2", "officer_id=O1 assigned_by=manual");
	put("D3", "officer_id=O2 assigned_by=self");
	put("D4", "officer_id=O2 assigned_by=system");
	put("D5", "officer_id=O2");	/* by whom is not known */
	put("D6", "");			/* nobody looked at it */
	put("D7", "officer_id=O2 assigned_by=self status=cancelled");
	lab_end(&desk.lab);
	ck_assert_str_eq(ask_values(&desk, "assignment_bypass_rate", ""), "rate=0.5 n=4");
	ck_assert_str_eq(ask_coverage(&desk, "assignment_bypass_rate", ""), "rate=0.5 of 0.8");
	ck_assert_str_eq(ask_values(&desk, "assignment_bypass_rate", "by=officer where=officer:O2"), "O2 rate=0.5 n=2");
}
END_TEST

static void load_reds(void)
{
	lab_begin(&desk.lab, "declarations");
	for (int i = 1; i <= 5; i++)
		ask_put(&desk, "declaration_id=D%d office=NGT flow=import registered_at=2026-03-02T08:00:00 lane_initial=red "
			"released_at=2026-03-03T08:00:00", i);
	put("D6", "lane_initial=red lane_final=green released_at=2026-03-03T08:00:00");	/* moved, and no reroute tells of it */
	put("D7", "lane_initial=red");
	lab_end(&desk.lab);
	lab_row(&desk.lab, "inspections", "inspection_id=I1", "declaration_id=D1", "type=physical", "outcome=conform");
}

START_TEST(a_red_file_is_excused_by_a_reason_or_by_the_system)
{
	load_reds();
	lab_begin(&desk.lab, "reroutes");
	ask_put(&desk, "declaration_id=D2 at=2026-03-02T09:00:00 lane_from=red lane_to=yellow reason=waiver");
	ask_put(&desk, "declaration_id=D3 at=2026-03-02T09:00:00 lane_from=red lane_to=yellow");
	ask_put(&desk, "declaration_id=D4 at=2026-03-02T09:00:00 lane_from=red lane_to=blue automatic=1");
	lab_end(&desk.lab);
	/* D1 was opened, D2 has a reason, D4 was moved by the system; D3, D5 and D6 are not excused; D7 is not released. */
	ck_assert_str_eq(ask_values(&desk, "red_not_inspected", ""), "rate=0.5 n=6");
}
END_TEST

START_TEST(where_nobody_writes_reasons_every_move_excuses)
{
	load_reds();
	lab_row(&desk.lab, "reroutes", "declaration_id=D3", "at=2026-03-02T09:00:00", "lane_from=red", "lane_to=yellow");
	ck_assert_str_eq(ask_values(&desk, "red_not_inspected", ""), "rate=0.5 n=6");	/* D2, D4, D5 */
}
END_TEST

START_TEST(token_findings_are_told_by_what_an_inspection_costs)
{
	lab_begin(&desk.lab, "declarations");
	for (int i = 1; i <= 5; i++)
		ask_put(&desk, "declaration_id=D%d office=NGT flow=import registered_at=2026-03-02T08:00:00 currency=EUR", i);
	lab_end(&desk.lab);
	lab_begin(&desk.lab, "inspections");
	ask_put(&desk, "inspection_id=I1 declaration_id=D1 type=physical outcome=noncompliant tax_adjustment=1999");
	ask_put(&desk, "inspection_id=I2 declaration_id=D2 type=physical outcome=noncompliant tax_adjustment=2000");
	ask_put(&desk, "inspection_id=I3 declaration_id=D3 type=physical outcome=noncompliant tax_adjustment=90000");
	ask_put(&desk, "inspection_id=I4 declaration_id=D4 type=physical outcome=conform tax_adjustment=0");
	ask_put(&desk, "inspection_id=I5 declaration_id=D5 type=document tax_adjustment=1000");
	lab_end(&desk.lab);
	ck_assert_str_eq(ask_missing(&desk, "trivial_adjustment_share", ""), "settings.inspection_cost");
	ask_configure(&desk, "[kpi]\ninspection_cost = 20\n");
	ck_assert_str_eq(ask_values(&desk, "trivial_adjustment_share", ""), "rate=0.5 n=4");
}
END_TEST

START_TEST(express_files_are_faster_than_reading_or_off_duty)
{
	lab_begin(&desk.lab, "attendance");
	ask_put(&desk, "officer_id=O1 day=2026-03-02 hours=8");
	ask_put(&desk, "officer_id=O1 day=2026-03-03 hours=0");
	lab_end(&desk.lab);
	lab_begin(&desk.lab, "declarations");
	put("D1", "lane_initial=red officer_id=O1 assigned_at=2026-03-02T09:00:00 assessed_at=2026-03-02T09:02:59");
	put("D2", "lane_initial=yellow officer_id=O1 assigned_at=2026-03-02T09:00:00 assessed_at=2026-03-02T09:03:00");
	put("D3", "lane_initial=red officer_id=O1 assigned_at=2026-03-02T09:00:00 assessed_at=2026-03-03T09:00:00");	/* off */
	put("D4", "lane_initial=red officer_id=O9 assigned_at=2026-03-02T09:00:00 assessed_at=2026-03-03T09:00:00");	/* never on a roster */
	put("D5", "lane_initial=red officer_id=O9 assessed_at=2026-03-03T09:00:00");		/* neither is known */
	put("D6", "lane_initial=green officer_id=O1 assigned_at=2026-03-02T09:00:00 assessed_at=2026-03-02T09:00:10");
	put("D7", "lane_initial=red officer_id=O1 assigned_at=2026-03-02T09:00:00");
	lab_end(&desk.lab);
	ck_assert_str_eq(ask_values(&desk, "express_anomaly", ""), "rate=0.5 n=4");
	ck_assert_str_eq(ask_coverage(&desk, "express_anomaly", ""), "rate=0.5 of 0.8");
}
END_TEST

/* Twelve days; on each four files, two of broker B1, for officers O1 and O2, two each. B1 meets O1 twice a day. */
static void load_pair(int days)
{
	lab_begin(&desk.lab, "declarations");
	for (int day = 1; day <= days; day++) {
		for (int k = 0; k < 4; k++)
			ask_put(&desk, "declaration_id=D%d-%d office=NGT flow=import registered_at=2026-03-%02dT08:00:00 broker_id=B%d officer_id=O%d",
				day, k, day, 1 + k / 2, 1 + k / 2);
	}
	ask_put(&desk, "declaration_id=X1 office=NGT flow=import registered_at=2026-03-01T08:00:00 broker_id=B1");
	lab_end(&desk.lab);
}

START_TEST(a_pair_is_held_against_the_draw_of_each_day)
{
	load_pair(12);
	/* Of four files two are B1's and two O1's: one meeting a day is expected, two came. That they are the same two has one chance in
	 * six, twelve times over; two pairs were tested. */
	ck_assert_str_eq(ask_values(&desk, "pair_lift", "by=broker,officer"), "B1 O1 ratio=2 n=24; B2 O2 ratio=2 n=24");
	ck_assert_double_eq_tol(desk.rows[0].denominator, 12, 1e-9);
	ck_assert_double_eq_tol(desk.rows[0].p, pow(1.0 / 6, 12), 1e-12);
	ck_assert_int_eq(desk.rows[0].status, KPI_WORSE);
	ck_assert_str_eq(ask_values(&desk, "pair_lift", ""), "ratio=2 n=24");
	ck_assert_str_eq(ask_values(&desk, "pairs_flagged", ""), "count=2 n=2");
	ck_assert_str_eq(ask_values(&desk, "pairs_flagged", "by=office"), "NGT count=2 n=2");
}
END_TEST

START_TEST(chance_is_exact_and_adjusted_for_the_number_of_pairs)
{
	load_pair(5);
	/* Ten meetings of five expected: (1/6)^5 = 0.000129; of two pairs with the same p the adjusted one is the same. */
	ask(&desk, "pair_lift", "by=broker,officer");
	ck_assert_uint_eq(desk.n, 2);
	ck_assert_double_eq_tol(desk.rows[0].p, pow(1.0 / 6, 5), 1e-9);
	load_pair(4);	/* the same files again */
	ck_assert_str_eq(ask_values(&desk, "pair_lift", "by=broker,officer to=2026-03-04"), "");	/* eight meetings say nothing */
	ck_assert_str_eq(ask_values(&desk, "pairs_flagged", "to=2026-03-04"), "count=0 n=0");
}
END_TEST

START_TEST(who_shares_shifts_is_expected_to_meet)
{
	lab_begin(&desk.lab, "declarations");
	for (int day = 1; day <= 20; day++) {	/* B1 and O1 come on the same days, and there is nobody else */
		for (int k = 0; k < 2; k++)
			ask_put(&desk, "declaration_id=D%d-%d office=NGT flow=import registered_at=2026-03-%02dT08:00:00 broker_id=B%d officer_id=O%d",
				day, k, day, day % 2 + 1, day % 2 + 1);
	}
	lab_end(&desk.lab);
	ck_assert_str_eq(ask_values(&desk, "pair_lift", "by=broker,officer"), "B1 O1 ratio=1 n=20; B2 O2 ratio=1 n=20");
	ck_assert_double_eq_tol(desk.rows[0].p, 1, 1e-9);
	ck_assert_str_eq(ask_values(&desk, "pairs_flagged", ""), "count=0 n=2");
}
END_TEST

START_TEST(a_pool_of_several_posts_is_one_deal)
{
	lab_begin(&desk.lab, "officers");
	ask_put(&desk, "officer_id=O1 office=AAA pool=coast");
	ask_put(&desk, "officer_id=O2 office=BBB pool=coast");
	lab_end(&desk.lab);
	lab_begin(&desk.lab, "declarations");
	for (int day = 1; day <= 12; day++) {
		ask_put(&desk, "declaration_id=A%d office=AAA flow=import registered_at=2026-03-%02dT08:00:00 broker_id=B1 officer_id=O1", day, day);
		ask_put(&desk, "declaration_id=B%d office=BBB flow=import registered_at=2026-03-%02dT08:00:00 broker_id=B2 officer_id=O2", day, day);
	}
	lab_end(&desk.lab);
	/* Each day two files, one the broker's, one the officer's: half a meeting. */
	ck_assert_str_eq(ask_values(&desk, "pair_lift", "by=broker,officer"), "B1 O1 ratio=2 n=12; B2 O2 ratio=2 n=12");
	/* Each post for itself is no draw at all. */
	ck_assert_str_eq(ask_values(&desk, "pair_lift", "by=office,broker,officer"), "AAA B1 O1 ratio=1 n=12; BBB B2 O2 ratio=1 n=12");
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("integrity");
	TCase *test = tcase_create("integrity");

	tcase_add_checked_fixture(test, setup, teardown);
	tcase_add_test(test, who_is_not_assigned_by_the_system_was_chosen);
	tcase_add_test(test, a_red_file_is_excused_by_a_reason_or_by_the_system);
	tcase_add_test(test, where_nobody_writes_reasons_every_move_excuses);
	tcase_add_test(test, token_findings_are_told_by_what_an_inspection_costs);
	tcase_add_test(test, express_files_are_faster_than_reading_or_off_duty);
	tcase_add_test(test, a_pair_is_held_against_the_draw_of_each_day);
	tcase_add_test(test, chance_is_exact_and_adjusted_for_the_number_of_pairs);
	tcase_add_test(test, who_shares_shifts_is_expected_to_meet);
	tcase_add_test(test, a_pool_of_several_posts_is_one_deal);
	suite_add_tcase(suite, test);
	return support_run(suite);
}
