/* Times: quantiles by nearest rank, their intervals, reversed pairs, deadlines, promises; periods and cohorts. */
#include "ask.h"
#include "suite.h"

static struct ask desk;

static void setup(void)
{
	ask_open(&desk, "2026-06-30T22:00:00Z");
}

static void teardown(void)
{
	ask_close(&desk);
}

static void post(const char *office, const char *zone)
{
	lab_begin(&desk.lab, "posts");
	ask_put(&desk, "office=%s name=%s timezone=%s", office, office, zone);
	lab_end(&desk.lab);
}

/* Arrived at midnight of a day of March, released so many hours later. */
static void put_released(int number, const char *office, int day, int hours)
{
	ask_put(&desk, "declaration_id=D%d office=%s flow=import registered_at=2026-03-%02dT00:00:00 arrived_at=2026-03-%02dT00:00:00 "
		"released_at=2026-03-%02dT%02d:00:00", number, office, day, day, day + hours / 24, hours % 24);
}

START_TEST(quantiles_are_nearest_ranks)
{
	lab_begin(&desk.lab, "declarations");
	for (int hours = 1; hours <= 10; hours++)
		put_released(hours, "NGT", 2, hours);
	lab_end(&desk.lab);
	/* ceil(.5 * 10) = 5th, ceil(.9 * 10) = 9th smallest; 55 / 10 */
	ck_assert_str_eq(ask_values(&desk, "release_time_total", ""), "p50=5 n=10; p90=9 n=10; mean=5.5 n=10");
	ck_assert_str_eq(ask_values(&desk, "predictability_ratio", ""), "ratio=1.8 n=10");
	/* P(2nd <= median < 9th of ten) = 1 - 2 * (1 + 10) / 1024 = 97.9 %; P90 of ten has no upper bound. The mean: s = 3.02765,
	 * 1.96 * 3.02765 / sqrt(10) = 1.87654. */
	ck_assert_str_eq(ask_interval(&desk, "release_time_total", ""),
		"p50=5 in 2..9; p90=9 in -..-; mean=5.5 in 3.62348..7.37652");
}
END_TEST

START_TEST(of_one_value_all_quantiles_are_that_value)
{
	lab_begin(&desk.lab, "declarations");
	put_released(1, "NGT", 2, 7);
	lab_end(&desk.lab);
	ck_assert_str_eq(ask_values(&desk, "release_time_total", ""), "p50=7 n=1; p90=7 n=1; mean=7 n=1");
	ck_assert_str_eq(ask_interval(&desk, "release_time_total", ""), "p50=7 in -..-; p90=7 in -..-; mean=7 in -..-");
}
END_TEST

START_TEST(early_is_zero_and_impossible_is_left_out)
{
	lab_begin(&desk.lab, "declarations");
	/* D1 released before it arrived; D2 before it was lodged; D3 lacks the arrival; D4 arrived on a date without a time. */
	ask_put(&desk, "declaration_id=D1 office=NGT flow=import registered_at=2026-03-01T08:00:00 arrived_at=2026-03-03T08:00:00 "
		"released_at=2026-03-02T08:00:00");
	ask_put(&desk, "declaration_id=D2 office=NGT flow=import registered_at=2026-03-02T09:00:00 arrived_at=2026-03-01T08:00:00 "
		"released_at=2026-03-02T08:00:00");
	ask_put(&desk, "declaration_id=D3 office=NGT flow=import registered_at=2026-03-01T08:00:00 released_at=2026-03-02T08:00:00");
	ask_put(&desk, "declaration_id=D4 office=NGT flow=import registered_at=2026-03-01T08:00:00 arrived_at=2026-03-01 "
		"released_at=2026-03-02T08:00:00");
	ask_put(&desk, "declaration_id=D5 office=NGT flow=import registered_at=2026-03-01T08:00:00 arrived_at=2026-03-01T20:00:00 "
		"released_at=2026-03-02T08:00:00");
	lab_end(&desk.lab);
	ck_assert_str_eq(ask_coverage(&desk, "release_time_total", ""), "p50=0 of 0.4; p90=12 of 0.4; mean=6 of 0.4");
	ck_assert_str_eq(ask_coverage(&desk, "customs_clearance_time", ""), "p50=0 of 0.4; p90=12 of 0.4; mean=6 of 0.4");
	ck_assert_str_eq(ask_coverage(&desk, "lodgement_to_release", ""), "p50=24 of 0.8; p90=24 of 0.8; mean=24 of 0.8");
	/* Declared before they arrived: D1, D5. D2 and D4 after or on a day of which no hour is known: 25 h; out. */
	ck_assert_str_eq(ask_coverage(&desk, "lodgement_lag", ""), "p50=0 of 0.6; p90=25 of 0.6; mean=8.33333 of 0.6");
	ck_assert_str_eq(ask_values(&desk, "sequence_error_rate", ""), "rate=0.2 n=5");
}
END_TEST

START_TEST(a_payment_before_the_assessment_is_in_impossible_order)
{
	lab_begin(&desk.lab, "declarations");
	ask_put(&desk, "declaration_id=D1 office=NGT flow=import registered_at=2026-03-01T08:00:00 paid_at=2026-03-01T09:00:00 "
		"assessed_at=2026-03-01T10:00:00 released_at=2026-03-02T08:00:00");
	ask_put(&desk, "declaration_id=D2 office=NGT flow=import registered_at=2026-03-01T08:00:00 paid_at=2026-03-01T13:00:00 "
		"assessed_at=2026-03-01T10:00:00 released_at=2026-03-02T08:00:00");
	ask_put(&desk, "declaration_id=D3 office=NGT flow=import registered_at=2026-03-01T08:00:00 paid_at=2026-03-09T13:00:00 "
		"assessed_at=2026-03-01T10:00:00 released_at=2026-03-02T08:00:00 payment_mode=deferred");
	ask_put(&desk, "declaration_id=D4 office=NGT flow=import registered_at=2026-03-01T08:00:00 assessed_at=2026-03-01T10:00:00 "
		"released_at=2026-03-02T08:00:00 assessed_final=0");
	lab_end(&desk.lab);
	/* Eligible: D1, D2; the duty of D3 is paid later, D4 has none. */
	ck_assert_str_eq(ask_coverage(&desk, "payment_lag", ""), "p50=3 of 0.5; p90=3 of 0.5; mean=3 of 0.5");
	/* D1 had to wait for its assessment: the payment was not the last thing. */
	ck_assert_str_eq(ask_coverage(&desk, "pay_to_release", ""), "p50=19 of 1; p90=19 of 1; mean=19 of 1");
	ck_assert_str_eq(ask_values(&desk, "sequence_error_rate", ""), "rate=0.25 n=4");
}
END_TEST

START_TEST(queries_are_united_and_one_without_an_answer_is_not_measured)
{
	lab_begin(&desk.lab, "declarations");
	for (int i = 1; i <= 3; i++)
		put_released(i, "NGT", 2, 20);
	lab_end(&desk.lab);
	lab_begin(&desk.lab, "milestones");
	/* D1: 02..05 and 04..08 are six hours. D2: 02..05 answered, another asked at 09 and never answered. D3: none answered. */
	ask_put(&desk, "declaration_id=D1 code=QRY_S at=2026-03-02T02:00:00 sequence=1");
	ask_put(&desk, "declaration_id=D1 code=QRY_E at=2026-03-02T05:00:00 sequence=1");
	ask_put(&desk, "declaration_id=D1 code=QRY_S at=2026-03-02T04:00:00 sequence=2");
	ask_put(&desk, "declaration_id=D1 code=QRY_E at=2026-03-02T08:00:00 sequence=2");
	ask_put(&desk, "declaration_id=D2 code=QRY_S at=2026-03-02T02:00:00 sequence=1");
	ask_put(&desk, "declaration_id=D2 code=QRY_E at=2026-03-02T05:00:00 sequence=1");
	ask_put(&desk, "declaration_id=D2 code=QRY_S at=2026-03-02T09:00:00 sequence=2");
	ask_put(&desk, "declaration_id=D3 code=QRY_S at=2026-03-02T02:00:00 sequence=1");
	lab_end(&desk.lab);
	ck_assert_str_eq(ask_coverage(&desk, "query_time", ""), "p50=3 of 0.666667; p90=6 of 0.666667; mean=4.5 of 0.666667");
	ck_assert_str_eq(ask_values(&desk, "query_rate", ""), "rate=1 n=3");
}
END_TEST

START_TEST(a_completed_time_counts_on_the_local_day_of_its_release)
{
	post("AMM", "Asia/Amman");	/* +03:00 */
	lab_begin(&desk.lab, "declarations");
	ask_put(&desk, "declaration_id=D1 office=AMM flow=import registered_at=2026-03-01T08:00:00 arrived_at=2026-03-01T08:00:00 "
		"released_at=2026-03-02T20:59:59Z");	/* 23:59:59 */
	ask_put(&desk, "declaration_id=D2 office=AMM flow=import registered_at=2026-03-01T08:00:00 arrived_at=2026-03-01T08:00:00 "
		"released_at=2026-03-02T21:00:00Z");	/* midnight */
	lab_end(&desk.lab);
	ck_assert_str_eq(ask_values(&desk, "declarations_released", "from=2026-03-02 to=2026-03-02"), "count=1 n=1");
	ck_assert_str_eq(ask_values(&desk, "declarations_released", "from=2026-03-03 to=2026-03-03"), "count=1 n=1");
	ck_assert_str_eq(ask_values(&desk, "declarations_released", "by=day"), "2026-03-02 count=1 n=1; 2026-03-03 count=1 n=1");
	ck_assert_str_eq(ask_values(&desk, "declarations_released", "by=hour"), "00 count=1 n=1; 23 count=1 n=1");
	ck_assert_str_eq(ask_values(&desk, "declarations_registered", "from=2026-03-02 to=2026-03-03"), "count=0 n=0");
}
END_TEST

START_TEST(a_period_before_all_data_is_empty_and_stays_where_it_was_asked_for)
{
	lab_begin(&desk.lab, "declarations");
	put_released(1, "NGT", 2, 7);
	lab_end(&desk.lab);
	ck_assert_str_eq(ask_values(&desk, "declarations_released", "to=2026-02-28"), "count=0 n=0");
	ck_assert_int_eq(desk.rows[0].from, lab_utc("2026-02-28") / 86400);
	ck_assert_int_eq(desk.rows[0].to, lab_utc("2026-02-28") / 86400);
	ck_assert_str_eq(ask_values(&desk, "declarations_released", "from=2026-03-09"), "count=0 n=0");
	ck_assert_int_eq(desk.rows[0].to, lab_utc("2026-03-09") / 86400);
}
END_TEST

START_TEST(slow_is_what_was_not_assessed_when_its_120_hours_ran_out)
{
	lab_begin(&desk.lab, "declarations");
	/* Lodged on 1 March at 08: the time runs out on 6 March at 08. */
	ask_put(&desk, "declaration_id=D1 office=NGT flow=import registered_at=2026-03-01T08:00:00 assessed_at=2026-03-06T08:00:00");
	ask_put(&desk, "declaration_id=D2 office=NGT flow=import registered_at=2026-03-01T08:00:00 assessed_at=2026-03-06T08:00:01");
	ask_put(&desk, "declaration_id=D3 office=NGT flow=import registered_at=2026-03-01T08:00:00");
	ask_put(&desk, "declaration_id=D4 office=NGT flow=import registered_at=2026-03-01 assessed_at=2026-03-02T08:00:00");
	ask_put(&desk, "declaration_id=D5 office=NGT flow=import registered_at=2026-03-02T08:00:00 assessed_at=2026-03-02T10:00:00");
	lab_end(&desk.lab);
	ck_assert_str_eq(ask_values(&desk, "slow_file_rate", "from=2026-03-06 to=2026-03-06"), "rate=0.666667 n=3");
	ck_assert_str_eq(ask_coverage(&desk, "slow_file_rate", "from=2026-03-06 to=2026-03-06"), "rate=0.666667 of 0.75");
	desk.now = lab_utc("2026-03-06T07:59:59Z");	/* nothing has run out yet */
	ck_assert_str_eq(ask_values(&desk, "slow_file_rate", "from=2026-03-06 to=2026-03-06"), "rate=- n=0");
}
END_TEST

START_TEST(the_promise_is_that_of_the_day_of_arrival_and_open_files_break_it)
{
	lab_begin(&desk.lab, "targets");
	ask_put(&desk, "kpi=release_time_total value=30 from=2026-01-01 to=2026-03-09");
	ask_put(&desk, "kpi=release_time_total value=20 from=2026-03-10 to=2026-12-31");
	ask_put(&desk, "kpi=release_time_total value=10 from=2026-01-01 to=2026-12-31 mode=4");
	ask_put(&desk, "kpi=release_time_total value=40 from=2026-01-01 to=2026-12-31 office=PSL");
	lab_end(&desk.lab);
	lab_begin(&desk.lab, "declarations");
	put_released(1, "NGT", 8, 30);		/* promised 30 */
	put_released(2, "NGT", 11, 30);		/* promised 20 */
	put_released(3, "PSL", 11, 40);		/* its own 40 */
	ask_put(&desk, "declaration_id=D4 office=NGT flow=import mode=4 registered_at=2026-03-08T00:00:00 arrived_at=2026-03-08T00:00:00 "
		"released_at=2026-03-08T11:00:00");
	ask_put(&desk, "declaration_id=D5 office=PSL flow=import mode=4 registered_at=2026-03-08T00:00:00 arrived_at=2026-03-08T00:00:00");
	lab_end(&desk.lab);
	ck_assert_str_eq(ask_values(&desk, "sla_met_rate", "by=office to=2026-03-31"), "NGT rate=0.333333 n=3; PSL rate=0.5 n=2");
	/* D5 broke it at 40 h after its arrival, on 9 March. */
	ck_assert_str_eq(ask_values(&desk, "sla_met_rate", "by=day from=2026-03-09 to=2026-03-09"), "2026-03-09 rate=0.5 n=2");
}
END_TEST

START_TEST(without_a_target_the_promise_is_a_setting_else_48_hours_and_24_by_air)
{
	lab_begin(&desk.lab, "declarations");
	ask_put(&desk, "declaration_id=D1 office=NGT flow=import mode=4 registered_at=2026-03-08T00:00:00 arrived_at=2026-03-08T00:00:00 "
		"released_at=2026-03-09T06:00:00");	/* 30 h by air */
	ask_put(&desk, "declaration_id=D2 office=NGT flow=import mode=1 registered_at=2026-03-08T00:00:00 arrived_at=2026-03-08T00:00:00 "
		"released_at=2026-03-09T06:00:00");	/* 30 h by sea */
	lab_end(&desk.lab);
	ck_assert_str_eq(ask_values(&desk, "sla_met_rate", "by=mode to=2026-03-31"), "1 rate=1 n=1; 4 rate=0 n=1");
	ask_configure(&desk, "[standards]\nair = 36\nsea = 20\n");
	ck_assert_str_eq(ask_values(&desk, "sla_met_rate", "by=mode to=2026-03-31"), "1 rate=0 n=1; 4 rate=1 n=1");
}
END_TEST

/* All are released after 30 h. */
START_TEST(a_promise_of_mode_and_flow_goes_before_that_of_either)
{
	static const char *const flows[] = {"import", "export", "transit"};

	lab_begin(&desk.lab, "declarations");
	for (int i = 0; i < 6; i++)
		ask_put(&desk, "declaration_id=D%d office=NGT flow=%s mode=%d registered_at=2026-03-08T00:00:00 "
			"arrived_at=2026-03-08T00:00:00 released_at=2026-03-09T06:00:00", i, flows[i % 3], i < 3 ? 1 : 4);
	lab_end(&desk.lab);
	ask_configure(&desk, "[standards]\nsea.export = 20\n4.export = 31\nsea = 36\ntransit = 20\n");
	ck_assert_str_eq(ask_values(&desk, "sla_met_rate", "by=mode,flow to=2026-03-31"),
		"1 export rate=0 n=1; 1 import rate=1 n=1; 1 transit rate=1 n=1; "
		"4 export rate=1 n=1; 4 import rate=0 n=1; 4 transit rate=0 n=1");
}
END_TEST

START_TEST(a_deadline_waits_for_the_hours_and_not_for_the_clock_on_the_wall)
{
	post("PAR", "Europe/Paris");	/* the clock goes forward on 29 March at 02:00 */
	lab_begin(&desk.lab, "declarations");
	/* 48 h after 28 March 00:00 it is 30 March 01:00 on the wall. */
	ask_put(&desk, "declaration_id=D1 office=PAR flow=import registered_at=2026-03-28T00:00:00 arrived_at=2026-03-28T00:00:00 "
		"released_at=2026-03-30T01:00:00");
	ask_put(&desk, "declaration_id=D2 office=PAR flow=import registered_at=2026-03-28T00:00:00 arrived_at=2026-03-28T00:00:00 "
		"released_at=2026-03-30T01:00:01");
	lab_end(&desk.lab);
	ck_assert_str_eq(ask_values(&desk, "sla_met_rate", "to=2026-03-31"), "rate=0.5 n=2");
}
END_TEST

START_TEST(milestone_coverage_counts_the_intervals_that_can_be_expected)
{
	lab_begin(&desk.lab, "declarations");
	put_released(1, "NGT", 2, 10);
	lab_end(&desk.lab);
	/* Expected: arrival to release, ready to release, lodgement to release, dwell, arrival to lodgement, assessment, payment,
	 * payment to release, removal. Not expected: two of inspection, hold, query. There are four. */
	ck_assert_str_eq(ask_values(&desk, "milestone_coverage", ""), "share=0.444444 n=1");
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("times");
	TCase *test = tcase_create("times");

	tcase_add_checked_fixture(test, setup, teardown);
	tcase_add_test(test, quantiles_are_nearest_ranks);
	tcase_add_test(test, of_one_value_all_quantiles_are_that_value);
	tcase_add_test(test, early_is_zero_and_impossible_is_left_out);
	tcase_add_test(test, a_payment_before_the_assessment_is_in_impossible_order);
	tcase_add_test(test, queries_are_united_and_one_without_an_answer_is_not_measured);
	tcase_add_test(test, a_completed_time_counts_on_the_local_day_of_its_release);
	tcase_add_test(test, a_period_before_all_data_is_empty_and_stays_where_it_was_asked_for);
	tcase_add_test(test, slow_is_what_was_not_assessed_when_its_120_hours_ran_out);
	tcase_add_test(test, the_promise_is_that_of_the_day_of_arrival_and_open_files_break_it);
	tcase_add_test(test, a_promise_of_mode_and_flow_goes_before_that_of_either);
	tcase_add_test(test, without_a_target_the_promise_is_a_setting_else_48_hours_and_24_by_air);
	tcase_add_test(test, a_deadline_waits_for_the_hours_and_not_for_the_clock_on_the_wall);
	tcase_add_test(test, milestone_coverage_counts_the_intervals_that_can_be_expected);
	suite_add_tcase(suite, test);
	return support_run(suite);
}
