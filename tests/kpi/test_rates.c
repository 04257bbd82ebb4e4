/* Counts and rates: what is eligible, what holds, the interval, the coverage, and the dash that names the column. */
#include "ask.h"
#include "suite.h"

#define AT "registered_at=2026-03-02T08:00:00"
#define D(id) "declaration_id=" id, "office=NGT", "flow=import"
#define EXAM(id, of) "inspection_id=" id, "declaration_id=" of

static struct ask desk;

static void setup(void)
{
	ask_open(&desk, "2026-03-31T22:00:00Z");
}

static void teardown(void)
{
	ask_close(&desk);
}

START_TEST(a_rate_is_a_share_with_its_wilson_interval)
{
	lab_begin(&desk.lab, "declarations");
	lab_put(&desk.lab, D("D1"), AT, "query_opened_at=2026-03-02T09:00:00", NULL);
	lab_put(&desk.lab, D("D2"), AT, NULL);
	lab_put(&desk.lab, D("D3"), AT, NULL);
	lab_put(&desk.lab, D("D4"), AT, NULL);
	lab_end(&desk.lab);
	ck_assert_str_eq(ask_values(&desk, "query_rate", ""), "rate=0.25 n=4");
	/* Wilson for 1 of 4, z = 1.96: centre (1/4 + z²/8) / (1 + z²/4) = 0.730182 / 1.960365 = 0.372473,
	 * half z sqrt(3/64 + z²/64) / 1.960365 = 1.96 * 0.326952 / 1.960365 = 0.326886. */
	ck_assert_str_eq(ask_interval(&desk, "query_rate", ""), "rate=0.25 in 0.0455873..0.699358");
	ck_assert_str_eq(ask_coverage(&desk, "query_rate", ""), "rate=0.25 of 1");
}
END_TEST

START_TEST(cancelled_rejected_and_test_files_are_in_no_rate_but_that_of_amendments)
{
	lab_begin(&desk.lab, "declarations");
	lab_put(&desk.lab, D("D1"), AT, "status=released", "paper=1", NULL);
	lab_put(&desk.lab, D("D2"), AT, "status=cancelled", "paper=0", NULL);
	lab_put(&desk.lab, D("D3"), AT, "status=rejected", "paper=0", NULL);
	lab_put(&desk.lab, D("D4"), AT, "status=test", "paper=0", NULL);
	lab_put(&desk.lab, D("D5"), AT, "paper=0", NULL);	/* no status: live */
	lab_end(&desk.lab);
	ck_assert_str_eq(ask_values(&desk, "declarations_registered", ""), "count=2 n=2");
	ck_assert_str_eq(ask_values(&desk, "paperless_rate", ""), "rate=0.5 n=2");
	ck_assert_str_eq(ask_values(&desk, "amendment_rate", ""), "rate=0.2 n=5");
}
END_TEST

START_TEST(what_is_not_recorded_lowers_the_coverage_and_not_the_rate)
{
	lab_begin(&desk.lab, "declarations");
	lab_put(&desk.lab, D("D1"), AT, "paper=1", NULL);
	lab_put(&desk.lab, D("D2"), AT, "paper=0", NULL);
	lab_put(&desk.lab, D("D3"), AT, "paper=0", NULL);
	lab_put(&desk.lab, D("D4"), AT, NULL);
	lab_end(&desk.lab);
	ck_assert_str_eq(ask_values(&desk, "paperless_rate", ""), "rate=0.666667 n=3");
	ck_assert_str_eq(ask_coverage(&desk, "paperless_rate", ""), "rate=0.666667 of 0.75");
}
END_TEST

START_TEST(nothing_to_divide_by_is_a_dash_and_no_zero)
{
	lab_row(&desk.lab, "declarations", D("D1"), AT, "lane_initial=green", "select_reason=none");
	ck_assert_str_eq(ask_values(&desk, "random_share", ""), "rate=- n=0");
	ck_assert_str_eq(ask_coverage(&desk, "random_share", ""), "rate=- of -");
	ck_assert_str_eq(ask_missing(&desk, "random_share", ""), "");
}
END_TEST

START_TEST(a_figure_without_its_column_is_a_dash_that_names_it)
{
	lab_row(&desk.lab, "declarations", D("D1"), AT, "released_at=2026-03-02T10:00:00");
	ck_assert_str_eq(ask_missing(&desk, "release_time_total", ""), "declarations.arrived_at");
	ck_assert_str_eq(ask_missing(&desk, "assess_time", ""), "declarations.assessed_at");
	ck_assert_str_eq(ask_missing(&desk, "hit_rate", ""), "inspections.outcome");
	ck_assert_str_eq(ask_missing(&desk, "paperless_rate", ""), "declarations.paper");
	ck_assert_str_eq(ask_missing(&desk, "arrears_ratio", ""), "arrears.balance");
	ck_assert_str_eq(ask_missing(&desk, "aeo_share_count", ""), "declarations.aeo");
	ck_assert_str_eq(ask_missing(&desk, "declarations_released", ""), "");
}
END_TEST

START_TEST(a_milestone_of_another_file_is_as_good_as_the_column)
{
	lab_row(&desk.lab, "declarations", D("D1"), AT, "released_at=2026-03-02T10:00:00");
	lab_row(&desk.lab, "milestones", "declaration_id=D1", "code=ARR", "at=2026-03-01T10:00:00");
	ck_assert_str_eq(ask_missing(&desk, "release_time_total", ""), "");
	ck_assert_str_eq(ask_values(&desk, "predictability_ratio", ""), "ratio=1 n=1");
}
END_TEST

START_TEST(a_lane_without_its_hour_is_no_start_of_an_inspection)
{
	lab_row(&desk.lab, "declarations", D("D1"), AT, "lane_initial=red", "exam_ended_at=2026-03-02T12:00:00");
	ck_assert_str_eq(ask_missing(&desk, "inspection_time", ""), "declarations.selected_at");
}
END_TEST

START_TEST(an_operator_may_be_known_from_the_list_of_traders)
{
	lab_row(&desk.lab, "traders", "trader_id=T1", "name=One", "role=importer", "aeo=1");
	lab_begin(&desk.lab, "declarations");
	lab_put(&desk.lab, D("D1"), AT, "importer_id=T1", NULL);
	lab_put(&desk.lab, D("D2"), AT, "importer_id=T2", NULL);
	lab_end(&desk.lab);
	ck_assert_str_eq(ask_values(&desk, "aeo_share_count", ""), "rate=0.5 n=2");
	ck_assert_str_eq(ask_coverage(&desk, "aeo_share_count", ""), "rate=0.5 of 0.5");
}
END_TEST

/* Five selected: D1 opened and found wrong, D2 opened and clean, D3 scanned only, D4 called and never opened, D5 green. */
static void load_inspections(void)
{
	lab_begin(&desk.lab, "declarations");
	lab_put(&desk.lab, D("D1"), AT, "lane_initial=red", "select_reason=rule", "status=released", NULL);
	lab_put(&desk.lab, D("D2"), AT, "lane_initial=red", "select_reason=random", "status=released", NULL);
	lab_put(&desk.lab, D("D3"), AT, "lane_initial=orange", "select_reason=rule", NULL);
	lab_put(&desk.lab, D("D4"), AT, "lane_initial=red", "select_reason=rule", "released_at=2026-03-03T08:00:00", NULL);
	lab_put(&desk.lab, D("D5"), AT, "lane_initial=green", "select_reason=none", NULL);
	lab_end(&desk.lab);
	lab_begin(&desk.lab, "inspections");
	lab_put(&desk.lab, EXAM("I1", "D1"), "type=physical", "started_at=2026-03-02T10:00:00", "outcome=noncompliant", "tax_adjustment=4000", NULL);
	lab_put(&desk.lab, EXAM("I2", "D2"), "type=physical", "started_at=2026-03-02T10:00:00", "outcome=conform", NULL);
	lab_put(&desk.lab, EXAM("I3", "D3"), "type=scanner", "outcome=noncompliant", NULL);
	lab_put(&desk.lab, EXAM("I4", "D4"), "type=physical", "called_at=2026-03-02T10:00:00", NULL);
	lab_end(&desk.lab);
}

START_TEST(an_inspection_is_what_was_opened_and_not_what_was_ordered)
{
	load_inspections();
	ck_assert_str_eq(ask_values(&desk, "physical_inspection_rate", ""), "rate=0.4 n=5");
	ck_assert_str_eq(ask_values(&desk, "nii_rate", ""), "rate=0.2 n=5");
	ck_assert_str_eq(ask_values(&desk, "result_recorded_rate", ""), "rate=0.75 n=4");
	ck_assert_str_eq(ask_values(&desk, "red_not_inspected", ""), "rate=0.333333 n=3");
	ck_assert_str_eq(ask_values(&desk, "nii_suspects_unopened", ""), "count=1 n=1");
}
END_TEST

START_TEST(hits_count_over_recorded_outcomes_and_the_significant_ones_need_money)
{
	load_inspections();
	ck_assert_str_eq(ask_values(&desk, "hit_rate", ""), "rate=0.666667 n=3");
	ck_assert_str_eq(ask_values(&desk, "hit_rate_significant", ""), "rate=0.333333 n=3");
	/* Rules found something in 2 of 2, chance in 0 of 1: nothing to divide by. */
	ck_assert_str_eq(ask_values(&desk, "lift_vs_random", ""), "ratio=- n=3");
	ck_assert_str_eq(ask_values(&desk, "random_share", ""), "rate=0.25 n=4");
}
END_TEST

START_TEST(the_floor_of_a_significant_hit_is_a_setting)
{
	load_inspections();
	ask_configure(&desk, "[kpi]\nhit_floor = 40\n");	/* 40.00 is not above 40 */
	ck_assert_str_eq(ask_values(&desk, "hit_rate_significant", ""), "rate=0 n=3");
}
END_TEST

START_TEST(lift_compares_rules_and_models_with_random_picks)
{
	static const char *const reasons[] = {"rule", "rule", "model", "model", "random", "random", "random", "random"};
	static const char hit[] = "11100010";	/* rules and models 3 of 4, chance 1 of 4 */

	lab_begin(&desk.lab, "declarations");
	for (int i = 0; i < 8; i++)
		ask_put(&desk, "declaration_id=D%d office=NGT flow=import " AT " select_reason=%s inspection_outcome=%s", i, reasons[i],
			hit[i] == '1' ? "noncompliant" : "minor");
	lab_end(&desk.lab);
	ck_assert_str_eq(ask_values(&desk, "lift_vs_random", ""), "ratio=3 n=8");
}
END_TEST

START_TEST(a_green_file_leaks_when_chance_or_an_audit_finds_it)
{
	lab_begin(&desk.lab, "declarations");
	lab_put(&desk.lab, D("D1"), AT, "lane_initial=green", "select_reason=random", "inspection_outcome=noncompliant", NULL);
	lab_put(&desk.lab, D("D2"), AT, "lane_initial=blue", NULL);
	lab_put(&desk.lab, D("D3"), AT, "lane_initial=green", NULL);
	lab_put(&desk.lab, D("D4"), AT, "lane_initial=red", "select_reason=random", "inspection_outcome=noncompliant", NULL);
	lab_put(&desk.lab, D("D5"), AT, "lane_initial=green", "select_reason=rule", "inspection_outcome=noncompliant", NULL);
	lab_end(&desk.lab);
	lab_begin(&desk.lab, "audits");
	lab_put(&desk.lab, "audit_id=A2", "declaration_id=D2", "opened_on=2026-03-05", "closed_on=2026-03-09", "assessed=0", NULL);
	lab_put(&desk.lab, "audit_id=A3", "declaration_id=D3", "opened_on=2026-03-05", "assessed=5", NULL);	/* not closed */
	lab_end(&desk.lab);
	/* Checked later: D1 by chance, D2 by audit. D5 was no random pick, D4 no green file. */
	ck_assert_str_eq(ask_values(&desk, "green_leakage", ""), "rate=0.5 n=2");
}
END_TEST

START_TEST(two_permits_of_one_agency_are_no_second_inspection)
{
	lab_begin(&desk.lab, "declarations");
	lab_put(&desk.lab, D("D1"), AT, NULL);
	lab_put(&desk.lab, D("D2"), AT, NULL);
	lab_put(&desk.lab, D("D3"), AT, NULL);
	lab_end(&desk.lab);
	lab_begin(&desk.lab, "permits");
	lab_put(&desk.lab, "declaration_id=D1", "permit_id=P1", "agency=FDA", "inspected=1", "single_window=1", NULL);
	lab_put(&desk.lab, "declaration_id=D1", "permit_id=P2", "agency=FDA", "inspected=1", "single_window=0", NULL);
	lab_put(&desk.lab, "declaration_id=D2", "permit_id=P1", "agency=FDA", "inspected=1", "single_window=1", NULL);
	lab_put(&desk.lab, "declaration_id=D2", "permit_id=P2", "agency=AGR", "inspected=1", "single_window=1", NULL);
	lab_put(&desk.lab, "declaration_id=D3", "permit_id=P1", "agency=FDA", "inspected=0", NULL);
	lab_end(&desk.lab);
	ck_assert_str_eq(ask_values(&desk, "multi_inspection_rate", ""), "rate=0.5 n=2");
	ck_assert_str_eq(ask_values(&desk, "sw_share", ""), "ratio=0.6 n=3");	/* of five permits, on three declarations */
}
END_TEST

START_TEST(the_lodgement_that_counts_is_the_milestone)
{
	/* registered_at says after the arrival and the day after, the milestone before it and on the day of the assessment */
	lab_row(&desk.lab, "declarations", D("D1"), AT, "arrived_at=2026-03-02T07:00:00", "assessed_at=2026-03-01T23:00:00");
	lab_row(&desk.lab, "milestones", "declaration_id=D1", "code=LDG", "at=2026-03-01T20:00:00");
	ck_assert_str_eq(ask_values(&desk, "pre_arrival_rate", ""), "rate=1 n=1");
	ck_assert_str_eq(ask_values(&desk, "same_day_rate", "by=day"), "2026-03-01 rate=1 n=1");
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("rates");
	TCase *test = tcase_create("rates");

	tcase_add_checked_fixture(test, setup, teardown);
	tcase_add_test(test, a_rate_is_a_share_with_its_wilson_interval);
	tcase_add_test(test, cancelled_rejected_and_test_files_are_in_no_rate_but_that_of_amendments);
	tcase_add_test(test, what_is_not_recorded_lowers_the_coverage_and_not_the_rate);
	tcase_add_test(test, nothing_to_divide_by_is_a_dash_and_no_zero);
	tcase_add_test(test, a_figure_without_its_column_is_a_dash_that_names_it);
	tcase_add_test(test, a_milestone_of_another_file_is_as_good_as_the_column);
	tcase_add_test(test, a_lane_without_its_hour_is_no_start_of_an_inspection);
	tcase_add_test(test, an_operator_may_be_known_from_the_list_of_traders);
	tcase_add_test(test, an_inspection_is_what_was_opened_and_not_what_was_ordered);
	tcase_add_test(test, hits_count_over_recorded_outcomes_and_the_significant_ones_need_money);
	tcase_add_test(test, the_floor_of_a_significant_hit_is_a_setting);
	tcase_add_test(test, lift_compares_rules_and_models_with_random_picks);
	tcase_add_test(test, a_green_file_leaks_when_chance_or_an_audit_finds_it);
	tcase_add_test(test, two_permits_of_one_agency_are_no_second_inspection);
	tcase_add_test(test, the_lodgement_that_counts_is_the_milestone);
	suite_add_tcase(suite, test);
	return support_run(suite);
}
