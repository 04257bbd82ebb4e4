/* Work and those who are there to do it; audits, penalties, debts: the books beside the declarations. Amounts are in cents. */
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

static void assessed(const char *id, const char *office, const char *officer, const char *lane)
{
	ask_put(&desk, "declaration_id=%s office=%s flow=import registered_at=2026-03-02T08:00:00 assessed_at=2026-03-02T10:00:00 officer_id=%s "
		"lane_initial=%s", id, office, officer, lane);
}

/* Two assessors and an examiner at NGT, one assessor at PSL: 8 and 4, 8, and 8 hours. */
static void load_desk(void)
{
	lab_begin(&desk.lab, "officers");
	ask_put(&desk, "officer_id=A1 office=NGT role=assessor");
	ask_put(&desk, "officer_id=A2 office=NGT role=assessor");
	ask_put(&desk, "officer_id=A3 office=PSL role=assessor");
	ask_put(&desk, "officer_id=E1 office=NGT role=examiner");
	lab_end(&desk.lab);
	lab_begin(&desk.lab, "attendance");
	ask_put(&desk, "officer_id=A1 day=2026-03-02 hours=8");
	ask_put(&desk, "officer_id=A2 day=2026-03-02 hours=4");
	ask_put(&desk, "officer_id=A3 day=2026-03-02 hours=8");
	ask_put(&desk, "officer_id=E1 day=2026-03-02 hours=8");
	ask_put(&desk, "officer_id=E1 day=2026-03-03 hours=8");
	lab_end(&desk.lab);
	lab_begin(&desk.lab, "declarations");
	assessed("D1", "NGT", "A1", "red");
	assessed("D2", "NGT", "A1", "yellow");
	assessed("D3", "NGT", "A2", "green");
	assessed("D4", "PSL", "A3", "green");
	lab_end(&desk.lab);
	lab_begin(&desk.lab, "inspections");
	ask_put(&desk, "inspection_id=I1 declaration_id=D1 type=physical officer_id=E1 started_at=2026-03-02T09:00:00 ended_at=2026-03-03T09:00:00 "
		"outcome=conform");
	ask_put(&desk, "inspection_id=I2 declaration_id=D2 type=physical officer_id=E1 ended_at=2026-03-03T09:00:00 outcome=conform");
	ask_put(&desk, "inspection_id=I3 declaration_id=D2 type=document officer_id=E1 started_at=2026-03-02T09:00:00 outcome=conform");
	lab_end(&desk.lab);
}

START_TEST(work_is_held_against_hours_on_the_roster)
{
	load_desk();
	ck_assert_str_eq(ask_values(&desk, "decl_per_officer_day", ""), "ratio=1.6 n=4");		/* 4 of 2.5 days */
	ck_assert_str_eq(ask_values(&desk, "decl_per_officer_day", "by=office"), "NGT ratio=2 n=3; PSL ratio=1 n=1");
	ck_assert_str_eq(ask_values(&desk, "decl_per_officer_day", "by=officer where=office:NGT"), "A1 ratio=2 n=2; A2 ratio=2 n=1");
	ck_assert_str_eq(ask_values(&desk, "load_per_officer_day", "by=office"), "NGT ratio=9.33333 n=3; PSL ratio=1 n=1");	/* 14 of 1.5 */
	ck_assert_str_eq(ask_missing(&desk, "decl_per_officer_day", "by=lane"), "attendance.declaration_id");
	ask_configure(&desk, "[load]\nred = 4\n");
	ck_assert_str_eq(ask_values(&desk, "load_per_officer_day", "where=office:NGT"), "ratio=5.33333 n=3");	/* 4 + 3 + 1 of 1.5 */
}
END_TEST

START_TEST(inspections_are_the_examiners_of_their_day)
{
	load_desk();
	ck_assert_str_eq(ask_values(&desk, "insp_per_officer_day", "to=2026-03-03"), "ratio=1 n=2");
	ck_assert_str_eq(ask_values(&desk, "insp_per_officer_day", "by=day to=2026-03-03"), "2026-03-02 ratio=1 n=1; 2026-03-03 ratio=1 n=1");
	ck_assert_str_eq(ask_values(&desk, "insp_per_officer_day", "by=officer to=2026-03-03"), "E1 ratio=1 n=2");
}
END_TEST

START_TEST(balance_is_within_a_pool_and_by_the_hour)
{
	load_desk();
	/* NGT: 13 in 8 hours and 1 in 4, so 1.625 and 0.25 an hour: sum of h h |x - x'| = 2 * 8 * 4 * 1.375 = 88, over 2 * 12 * 14 = 336.
	 * PSL has one officer and says nothing. */
	ck_assert_str_eq(ask_values(&desk, "workload_balance", ""), "ratio=0.261905 n=2");
	ck_assert_str_eq(ask_values(&desk, "workload_balance", "by=office"), "NGT ratio=0.261905 n=2; PSL ratio=- n=0");
}
END_TEST

START_TEST(who_helps_out_elsewhere_stays_in_the_pool_of_his_post)
{
	load_desk();
	lab_begin(&desk.lab, "attendance");
	ask_put(&desk, "officer_id=A2 day=2026-03-03 hours=4 office=PSL");
	lab_end(&desk.lab);
	/* A2 of NGT: 1 in 8 hours, 0.125 an hour, against 1.625: 2 * 8 * 8 * 1.5 = 192, over 2 * 16 * 14 = 448. */
	ck_assert_str_eq(ask_values(&desk, "workload_balance", "to=2026-03-03"), "ratio=0.428571 n=2");
}
END_TEST

/* Red files are hits half of the time, green ones a quarter; O1 has the red ones and finds 6 of 8, O2 2 of 8 red and 2 of 8 green. */
START_TEST(hits_are_held_against_the_cases_and_shrunk)
{
	int n = 0;

	lab_begin(&desk.lab, "declarations");
	for (int k = 0; k < 24; k++) {
		bool one = k < 8, red = k < 16, hit = k < 6 || (k >= 8 && k < 10) || (k >= 16 && k < 18);

		ask_put(&desk, "declaration_id=D%d office=NGT flow=import registered_at=2026-03-02T08:00:00 officer_id=O%d lane_initial=%s "
			"inspection_type=physical inspection_outcome=%s", n++, one ? 1 : 2, red ? "red" : "green", hit ? "noncompliant" : "conform");
	}
	lab_end(&desk.lab);
	/* Expected: O1 8 of 1/2 = 4, O2 8 of 1/2 and 8 of 1/4 = 6; ratios 1.5 and 2/3 around 1. Spread (4 * 0.25 + 6 / 9) / 10 = 1/6, less
	 * 1 / 5 expected by chance: nothing is left, so both are shrunk to 1. */
	ck_assert_str_eq(ask_interval(&desk, "officer_hit_rate_adj", "by=officer"), "O1 ratio=1 in -..-; O2 ratio=1 in -..-");
	ck_assert_double_eq_tol(desk.rows[0].numerator, 6, 1e-9);
	ck_assert_double_eq_tol(desk.rows[0].denominator, 4, 1e-9);
	ck_assert_double_eq_tol(desk.rows[1].denominator, 6, 1e-9);
}
END_TEST

START_TEST(differences_beyond_chance_are_left)
{
	lab_begin(&desk.lab, "declarations");
	for (int k = 0; k < 400; k++)
		ask_put(&desk, "declaration_id=D%d office=NGT flow=import registered_at=2026-03-02T08:00:00 officer_id=O%d lane_initial=red "
			"inspection_type=physical inspection_outcome=%s", k, 1 + k / 200, k < 150 || (k >= 200 && k < 250) ? "noncompliant" : "conform");
	lab_end(&desk.lab);
	/* 150 and 50 of 200, 100 each expected: ratios 1.5 and 0.5. A = 0.25 - 1 / 100 = 0.24; weight 0.24 / (0.24 + 0.01) = 0.96. */
	ck_assert_str_eq(ask_values(&desk, "officer_hit_rate_adj", "by=officer"), "O1 ratio=1.48 n=200; O2 ratio=0.52 n=200");
	ck_assert_double_eq_tol(desk.rows[0].high - desk.rows[0].value, 1.959964 * 0.0979796, 1e-5);	/* root of 0.96 / 100 */
	ck_assert_str_eq(ask_values(&desk, "officer_hit_rate_adj", ""), "ratio=1 n=400");
}
END_TEST

START_TEST(audits_count_on_the_day_they_are_closed)
{
	lab_begin(&desk.lab, "declarations");
	ask_put(&desk, "declaration_id=D1 office=NGT flow=import registered_at=2026-01-02T08:00:00 importer_id=I1 currency=EUR");
	lab_end(&desk.lab);
	lab_begin(&desk.lab, "audits");
	ask_put(&desk, "audit_id=A1 declaration_id=D1 opened_on=2026-01-05 closed_on=2026-03-01 assessed=10000 collected=5000");
	ask_put(&desk, "audit_id=A2 importer_id=I2 opened_on=2026-01-05 closed_on=2026-03-09 assessed=0");
	ask_put(&desk, "audit_id=A3 importer_id=I2 opened_on=2026-01-05 closed_on=2026-03-09 assessed=30000 collected=20000");
	ask_put(&desk, "audit_id=A4 importer_id=I2 opened_on=2026-01-05 closed_on=2026-03-09");
	ask_put(&desk, "audit_id=A5 importer_id=I2 opened_on=2026-01-05");
	lab_end(&desk.lab);
	ck_assert_str_eq(ask_values(&desk, "pca_strike_rate", "from=2026-03-01 to=2026-03-31"), "rate=0.666667 n=3");
	ck_assert_str_eq(ask_coverage(&desk, "pca_strike_rate", "from=2026-03-01 to=2026-03-31"), "rate=0.666667 of 0.75");
	ck_assert_str_eq(ask_values(&desk, "pca_yield", "from=2026-03-01 to=2026-03-31"), "ratio=133.333 n=3");
	ck_assert_str_eq(ask_values(&desk, "pca_recovery_rate", "from=2026-03-01 to=2026-03-31"), "ratio=0.625 n=3");
	ck_assert_str_eq(ask_values(&desk, "pca_yield", "from=2026-03-01 to=2026-03-31 by=importer"), "I1 ratio=100 n=1; I2 ratio=150 n=2");
	ck_assert_str_eq(ask_missing(&desk, "pca_yield", "by=lane"), "audits.declaration_id");
}
END_TEST

START_TEST(penalties_are_counted_when_their_time_is_over)
{
	lab_begin(&desk.lab, "declarations");
	ask_put(&desk, "declaration_id=D1 office=NGT flow=import registered_at=2026-01-01T08:00:00 currency=EUR");	/* due on 30 June */
	ask_put(&desk, "declaration_id=D2 office=NGT flow=import registered_at=2025-12-01T08:00:00 currency=EUR");	/* on 30 May */
	ask_put(&desk, "declaration_id=D3 office=NGT flow=import registered_at=2026-03-01T08:00:00 currency=EUR");
	lab_end(&desk.lab);
	lab_begin(&desk.lab, "inspections");
	ask_put(&desk, "inspection_id=I1 declaration_id=D1 type=physical outcome=noncompliant penalty=10000 penalty_paid=2500");
	ask_put(&desk, "inspection_id=I2 declaration_id=D1 type=document outcome=noncompliant penalty=10000");
	ask_put(&desk, "inspection_id=I3 declaration_id=D2 type=physical outcome=noncompliant penalty=10000 penalty_paid=10000");
	ask_put(&desk, "inspection_id=I4 declaration_id=D3 type=physical outcome=noncompliant penalty=90000");
	lab_end(&desk.lab);
	ck_assert_str_eq(ask_values(&desk, "penalty_recovery_rate", "from=2026-06-01 to=2026-06-30"), "ratio=0.125 n=1");
	ck_assert_str_eq(ask_values(&desk, "penalty_recovery_rate", "from=2026-05-01 to=2026-06-30 by=month"),
		"2026-05 ratio=1 n=1; 2026-06 ratio=0.125 n=1");
	desk.now = lab_utc("2026-06-30T07:59:59Z");
	ck_assert_str_eq(ask_values(&desk, "penalty_recovery_rate", "from=2026-06-01 to=2026-06-30"), "ratio=- n=0");
}
END_TEST

START_TEST(debts_have_an_age_and_some_are_recovered)
{
	lab_begin(&desk.lab, "arrears");
	ask_put(&desk, "trader_id=T1 due_on=2026-06-29 balance=100 disputed=0");	/* a day */
	ask_put(&desk, "trader_id=T2 due_on=2026-05-31 balance=200 disputed=1");	/* 30 days: not over */
	ask_put(&desk, "trader_id=T3 due_on=2026-05-30 balance=400");
	ask_put(&desk, "trader_id=T4 due_on=2024-01-01 balance=800 disputed=0");
	ask_put(&desk, "trader_id=T5 due_on=2026-06-30 balance=5000");		/* not overdue */
	lab_end(&desk.lab);
	ck_assert_str_eq(ask_values(&desk, "arrears_aged", "to=2026-06-30"), "0d sum=15 n=4; 30d sum=12 n=2; 90d sum=8 n=1; 365d sum=8 n=1");
	ck_assert_str_eq(ask_coverage(&desk, "arrears_disputed_share", "to=2026-06-30"), "ratio=0.133333 of 0.75");
	ck_assert_str_eq(ask_values(&desk, "arrears_recovery_rate", "to=2026-06-30"), "ratio=- n=0");
	lab_begin(&desk.lab, "arrears");
	ask_put(&desk, "trader_id=T3 due_on=2026-05-30 balance=300");
	ask_put(&desk, "trader_id=T4 due_on=2024-01-01 balance=600 disputed=0");
	lab_end(&desk.lab);
	lab_row(&desk.lab, "arrears", "trader_id=T4", "due_on=2024-01-01", "balance=200", "disputed=0");
	/* 400 and 800 at first, 300 and 200 now. */
	ck_assert_str_eq(ask_values(&desk, "arrears_recovery_rate", "to=2026-06-30"), "ratio=0.583333 n=2");
	ck_assert_str_eq(ask_coverage(&desk, "arrears_recovery_rate", "to=2026-06-30"), "ratio=0.583333 of 0.5");
	ck_assert_str_eq(ask_missing(&desk, "arrears_aged", "by=office"), "arrears.office");
}
END_TEST

START_TEST(seizures_have_a_value_and_some_come_from_inspections)
{
	lab_begin(&desk.lab, "declarations");
	ask_put(&desk, "declaration_id=D1 office=NGT flow=import registered_at=2026-03-01T08:00:00 currency=EUR");
	ask_put(&desk, "declaration_id=D2 office=NGT flow=import registered_at=2026-03-01T08:00:00 currency=EUR");
	lab_end(&desk.lab);
	lab_begin(&desk.lab, "inspections");
	for (int i = 0; i < 8; i++)
		ask_put(&desk, "inspection_id=I%d declaration_id=D1 type=physical outcome=conform", i);
	lab_end(&desk.lab);
	lab_begin(&desk.lab, "seizures");
	ask_put(&desk, "seizure_id=S1 at=2026-03-02 office=NGT type=drugs value=50000 declaration_id=D1");
	ask_put(&desk, "seizure_id=S2 at=2026-03-02 office=NGT type=drugs");
	ask_put(&desk, "seizure_id=S3 at=2026-03-02 office=NGT type=ipr value=700 declaration_id=D2");	/* of goods that nobody inspected */
	lab_end(&desk.lab);
	ck_assert_str_eq(ask_coverage(&desk, "seizure_value", ""), "drugs sum=500 of 0.5; ipr sum=7 of 1");
	ck_assert_str_eq(ask_values(&desk, "seizure_rate", ""), "ratio=125 n=8");
}
END_TEST

START_TEST(money_that_no_rate_converts_is_counted_as_missing)
{
	lab_begin(&desk.lab, "rates");
	ask_put(&desk, "currency=USD day=2026-03-01 rate=0.8");
	lab_end(&desk.lab);
	lab_begin(&desk.lab, "declarations");
	ask_put(&desk, "declaration_id=D1 office=NGT flow=import registered_at=2026-03-01T08:00:00 currency=EUR paid_amount=1000 "
		"paid_at=2026-03-02T10:00:00 payment_mode=cash");
	ask_put(&desk, "declaration_id=D2 office=NGT flow=import registered_at=2026-03-01T08:00:00 currency=EUR paid_amount=1000 "
		"paid_at=2026-03-02T10:00:00 payment_mode=cash");
	ask_put(&desk, "declaration_id=D3 office=NGT flow=import registered_at=2026-03-01T08:00:00 currency=GBP paid_amount=1000 "
		"paid_at=2026-03-02T10:00:00 payment_mode=cash");
	ask_put(&desk, "declaration_id=D4 office=NGT flow=import registered_at=2026-03-01T08:00:00 currency=GBP paid_amount=1000");
	lab_end(&desk.lab);
	ck_assert_str_eq(ask_coverage(&desk, "revenue_collected", ""), "sum=20 of 0.5");
	ck_assert_str_eq(ask_coverage(&desk, "revenue_collected", "from=2026-03-02 to=2026-03-02"), "sum=20 of 0.666667");
	ck_assert_str_eq(ask_coverage(&desk, "epay_share", "from=2026-03-02 to=2026-03-02"), "ratio=0 of 0.666667");
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("people");
	TCase *test = tcase_create("people");

	tcase_add_checked_fixture(test, setup, teardown);
	tcase_add_test(test, work_is_held_against_hours_on_the_roster);
	tcase_add_test(test, inspections_are_the_examiners_of_their_day);
	tcase_add_test(test, balance_is_within_a_pool_and_by_the_hour);
	tcase_add_test(test, who_helps_out_elsewhere_stays_in_the_pool_of_his_post);
	tcase_add_test(test, hits_are_held_against_the_cases_and_shrunk);
	tcase_add_test(test, differences_beyond_chance_are_left);
	tcase_add_test(test, audits_count_on_the_day_they_are_closed);
	tcase_add_test(test, penalties_are_counted_when_their_time_is_over);
	tcase_add_test(test, debts_have_an_age_and_some_are_recovered);
	tcase_add_test(test, seizures_have_a_value_and_some_come_from_inspections);
	tcase_add_test(test, money_that_no_rate_converts_is_counted_as_missing);
	suite_add_tcase(suite, test);
	return support_run(suite);
}
