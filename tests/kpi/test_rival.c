/* Rival definitions, each worked by hand. */
#include <math.h>
#include <string.h>

#include "ask.h"
#include "kpi/rival.h"
#include "suite.h"

#define D(id) "declaration_id=" id, "office=NGT", "flow=import"
#define AT "registered_at=2026-03-02T08:00:00"
#define EXAM(id, of) "inspection_id=" id, "declaration_id=" of, "type=physical"

static struct ask desk;
static struct kpi_row answered;	/* by the rival found last */

static void setup(void)
{
	ask_open(&desk, "2026-03-31T22:00:00Z");
}

static void teardown(void)
{
	ask_close(&desk);
}

/* The rival of the row asked for last whose name begins so; NaN where there is none. */
static double rival(const char *stat, const char *name)
{
	struct kpi_env env = {.store = desk.lab.store, .cube = desk.lab.cube, .now = desk.now, .config = desk.config};
	struct kpi_query query = {.from = desk.rows[0].from, .to = desk.rows[0].to};
	struct kpi_rival *rivals = NULL;
	struct err err = {0};
	size_t n = 0, at = 0;

	while (at < desk.n && strcmp(desk.rows[at].stat, stat) != 0)
		at++;
	ck_assert_uint_lt(at, desk.n);
	ck_assert_msg(kpi_rivals(&env, &desk.rows[at], &query, &desk.arena, &rivals, &n, &err), "%s", err.text);
	for (size_t i = 0; i < n; i++)
		if (strncmp(rivals[i].name, name, strlen(name)) == 0) {
			answered = rivals[i].row;
			return answered.value;
		}
	return NAN;
}

/* Six inspected: two hits, one of them without money; one clean; three without a result yet. */
START_TEST(a_hit_rate_of_all_inspected_counts_missing_results_as_clean)
{
	lab_begin(&desk.lab, "declarations");
	for (int i = 1; i <= 6; i++)
		ask_put(&desk, "declaration_id=D%d office=NGT flow=import registered_at=2026-03-02T08:00:00", i);
	lab_end(&desk.lab);
	lab_begin(&desk.lab, "inspections");
	lab_put(&desk.lab, EXAM("X1", "D1"), "started_at=2026-03-02T09:00:00", "outcome=noncompliant", "tax_adjustment=50.00", NULL);
	lab_put(&desk.lab, EXAM("X2", "D2"), "started_at=2026-03-02T09:00:00", "outcome=noncompliant", "tax_adjustment=0.00", NULL);
	lab_put(&desk.lab, EXAM("X3", "D3"), "started_at=2026-03-02T09:00:00", "outcome=conform", NULL);
	for (int i = 4; i <= 6; i++)
		ask_put(&desk, "inspection_id=X%d declaration_id=D%d type=physical started_at=2026-03-02T09:00:00", i, i);
	lab_end(&desk.lab);
	ck_assert_str_eq(ask_values(&desk, "hit_rate", ""), "rate=0.666667 n=3");
	ck_assert_double_eq_tol(rival("rate", "of all inspected"), 2.0 / 6, 1e-12);
	ck_assert_double_eq_tol(rival("rate", "significant"), 1.0 / 3, 1e-12);
	ask(&desk, "hit_rate_significant", "");
	ck_assert_double_eq_tol(rival("rate", "of all inspected"), 1.0 / 6, 1e-12);
	ck_assert_double_eq_tol(rival("rate", "anything"), 2.0 / 3, 1e-12);
}
END_TEST

/* Lodged 10 hours before arrival, released 2 and 8 hours after it; out of the gate 20 and 30 hours after it. */
START_TEST(times_from_other_endpoints_and_the_mean_stand_beside_the_median)
{
	lab_begin(&desk.lab, "declarations");
	lab_put(&desk.lab, D("D1"), "registered_at=2026-03-01T22:00:00", "arrived_at=2026-03-02T08:00:00", "released_at=2026-03-02T10:00:00",
		"exited_at=2026-03-03T04:00:00", NULL);
	lab_put(&desk.lab, D("D2"), "registered_at=2026-03-01T22:00:00", "arrived_at=2026-03-02T08:00:00", "released_at=2026-03-02T16:00:00",
		"exited_at=2026-03-03T14:00:00", NULL);
	lab_end(&desk.lab);
	ask(&desk, "release_time_total", "");
	ck_assert_double_eq_tol(rival("p50", "from lodgement"), 12, 0.05);
	ck_assert_double_eq_tol(rival("p50", "to the gate"), 20, 0.08);
	ck_assert_double_eq_tol(rival("p50", "the mean"), 5, 0.02);
	ck_assert(isnan(rival("p90", "the mean")));
	ask(&desk, "customs_clearance_time", "");
	ck_assert_double_eq_tol(rival("p50", "from lodgement alone"), 12, 0.05);
}
END_TEST

/* Two of four red; one of the four opened, and that was green. */
START_TEST(what_was_ordered_stands_beside_what_was_done)
{
	lab_begin(&desk.lab, "declarations");
	lab_put(&desk.lab, D("D1"), AT, "lane_initial=red", "lane_final=red", NULL);
	lab_put(&desk.lab, D("D2"), AT, "lane_initial=red", "lane_final=green", NULL);
	lab_put(&desk.lab, D("D3"), AT, "lane_initial=green", "lane_final=green", NULL);
	lab_put(&desk.lab, D("D4"), AT, "lane_initial=green", "lane_final=green", NULL);
	lab_end(&desk.lab);
	lab_begin(&desk.lab, "inspections");
	lab_put(&desk.lab, EXAM("X1", "D3"), "started_at=2026-03-02T09:00:00", "outcome=conform", NULL);
	lab_end(&desk.lab);
	ck_assert_str_eq(ask_values(&desk, "physical_inspection_rate", ""), "rate=0.25 n=4");
	ck_assert_double_eq_tol(rival("rate", "red lane as given"), 0.5, 1e-12);
	ck_assert_double_eq_tol(rival("rate", "red lane after"), 0.25, 1e-12);
}
END_TEST

/* AEO waits 2 hours, others 8: in other chapters, so that matched there is nothing to compare. */
START_TEST(an_advantage_without_matching_is_the_bare_ratio)
{
	lab_begin(&desk.lab, "declarations");
	lab_put(&desk.lab, D("D1"), AT, "aeo=1", "hs=870323", "mode=3", "arrived_at=2026-03-02T08:00:00", "released_at=2026-03-02T10:00:00", NULL);
	lab_put(&desk.lab, D("D2"), AT, "aeo=0", "hs=640399", "mode=3", "arrived_at=2026-03-02T08:00:00", "released_at=2026-03-02T16:00:00", NULL);
	lab_end(&desk.lab);
	ask(&desk, "aeo_advantage", "");
	ck_assert(isnan(desk.rows[0].value));
	ck_assert_double_eq_tol(rival("ratio", "without matching"), 4, 0.02);
}
END_TEST

/* Paid at NGT 10.00; at PSL the revenue file tells of 5.00. Refunds: 0.30 at NGT and 0.20 at PSL. */
START_TEST(net_revenue_takes_the_refunds_of_all_posts_off)
{
	lab_begin(&desk.lab, "declarations");
	lab_put(&desk.lab, D("D1"), AT, "paid_at=2026-03-02T10:00:00", "paid_amount=1000.00", NULL);
	lab_end(&desk.lab);
	lab_begin(&desk.lab, "revenue");
	ask_put(&desk, "day=2026-03-02 office=NGT head=duty collected=900 refunds=30");
	ask_put(&desk, "day=2026-03-02 office=PSL head=duty collected=500 refunds=20");
	lab_end(&desk.lab);
	ask(&desk, "revenue_collected", "");
	ck_assert_double_eq_tol(desk.rows[0].value, 15, 1e-9);	/* amounts here are in the minor unit */
	ck_assert_double_eq_tol(rival("sum", "net of refunds"), 14.5, 1e-9);
}
END_TEST

/* 100 and 50 are overdue, the 50 disputed; 1,000 came in within the year. */
START_TEST(arrears_without_what_is_disputed)
{
	lab_begin(&desk.lab, "declarations");
	lab_put(&desk.lab, D("D1"), AT, "paid_at=2026-03-02T10:00:00", "paid_amount=1000.00", NULL);
	lab_end(&desk.lab);
	lab_begin(&desk.lab, "arrears");
	ask_put(&desk, "trader_id=T1 due_on=2026-02-01 balance=100 disputed=0");
	ask_put(&desk, "trader_id=T2 due_on=2026-02-01 balance=50 disputed=1");
	lab_end(&desk.lab);
	ask(&desk, "arrears_ratio", "");
	ck_assert_double_eq_tol(desk.rows[0].value, 0.15, 1e-12);
	ck_assert_double_eq_tol(rival("ratio", "without what is disputed"), 0.10, 1e-12);
	ck_assert_int_eq(answered.n, 1);
}
END_TEST

START_TEST(a_rival_without_its_column_names_it)
{
	lab_begin(&desk.lab, "declarations");
	lab_put(&desk.lab, D("D1"), AT, "paid_at=2026-03-02T10:00:00", "paid_amount=1000.00", NULL);
	lab_end(&desk.lab);
	lab_begin(&desk.lab, "arrears");
	ask_put(&desk, "trader_id=T1 due_on=2026-02-01 balance=100");
	lab_end(&desk.lab);
	ask(&desk, "arrears_ratio", "");
	ck_assert(isnan(rival("ratio", "without what is disputed")));
	ck_assert_str_eq(answered.missing, "arrears.disputed");
	ask(&desk, "revenue_collected", "");
	ck_assert(isnan(rival("sum", "net of refunds")));
	ck_assert_str_eq(answered.missing, "revenue.refunds");
}
END_TEST

/* R1 alone: one hit of two; R1 and R2 together: a hit that either may have earned. */
START_TEST(a_rule_is_credited_with_what_it_found_alone)
{
	lab_begin(&desk.lab, "declarations");
	ask_put(&desk, "declaration_id=D1 office=NGT flow=import registered_at=2026-03-02T08:00:00 rule_id=R1 inspection_outcome=noncompliant");
	ask_put(&desk, "declaration_id=D2 office=NGT flow=import registered_at=2026-03-02T08:00:00 rule_id=R1 inspection_outcome=conform");
	ask_put(&desk, "declaration_id=D3 office=NGT flow=import registered_at=2026-03-02T08:00:00 rule_id=R1|R2 inspection_outcome=noncompliant");
	lab_end(&desk.lab);
	ck_assert_str_eq(ask_values(&desk, "rule_yield", ""), "rate=0.666667 n=3");
	ck_assert_double_eq_tol(rival("rate", "where the rule was the only one"), 0.5, 1e-12);
	ck_assert_int_eq(answered.n, 2);
}
END_TEST

/* 48 hours: one released in time, one late, one still open. */
START_TEST(a_promise_kept_by_released_files_alone_looks_better)
{
	lab_begin(&desk.lab, "declarations");
	lab_put(&desk.lab, D("D1"), AT, "mode=1", "arrived_at=2026-03-02T08:00:00", "released_at=2026-03-03T08:00:00", NULL);
	lab_put(&desk.lab, D("D2"), AT, "mode=1", "arrived_at=2026-03-02T08:00:00", "released_at=2026-03-09T08:00:00", NULL);
	lab_put(&desk.lab, D("D3"), AT, "mode=1", "arrived_at=2026-03-02T08:00:00", NULL);
	lab_end(&desk.lab);
	ask(&desk, "sla_met_rate", "to=2026-03-31");
	ck_assert_double_eq_tol(desk.rows[0].value, 1.0 / 3, 1e-9);
	ck_assert_double_eq_tol(rival("rate", "of released files alone"), 0.5, 1e-9);
}
END_TEST

/* Lodged ten days ago and landed 12 hours ago: open for 12 hours, or for ten days. */
START_TEST(open_files_from_lodgement_count_the_voyage)
{
	lab_begin(&desk.lab, "declarations");
	lab_put(&desk.lab, D("D1"), "registered_at=2026-03-21T22:00:00", "arrived_at=2026-03-31T10:00:00", "status=registered", NULL);
	lab_put(&desk.lab, D("D2"), AT, "released_at=2026-03-03T08:00:00", "status=released", NULL);
	lab_end(&desk.lab);
	ask(&desk, "open_aged", "to=2026-03-31");
	ck_assert_double_eq_tol(desk.rows[0].value, 0, 1e-12);
	ck_assert_double_eq_tol(rival("count", "from lodgement alone"), 1, 1e-12);
}
END_TEST

START_TEST(every_rival_is_of_a_figure_that_there_is)
{
	lab_begin(&desk.lab, "declarations");
	lab_put(&desk.lab, D("D1"), AT, NULL);
	lab_end(&desk.lab);
	for (size_t i = 0; i < kpi_count(); i++) {
		ask(&desk, kpi_at(i)->id, "");
		for (size_t k = 0; k < desk.n && k < 1; k++)
			rival(desk.rows[k].stat, "nothing is called so");
	}
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("kpi/rival");
	TCase *tcase = tcase_create("rival");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, a_hit_rate_of_all_inspected_counts_missing_results_as_clean);
	tcase_add_test(tcase, times_from_other_endpoints_and_the_mean_stand_beside_the_median);
	tcase_add_test(tcase, what_was_ordered_stands_beside_what_was_done);
	tcase_add_test(tcase, an_advantage_without_matching_is_the_bare_ratio);
	tcase_add_test(tcase, net_revenue_takes_the_refunds_of_all_posts_off);
	tcase_add_test(tcase, arrears_without_what_is_disputed);
	tcase_add_test(tcase, a_rival_without_its_column_names_it);
	tcase_add_test(tcase, a_rule_is_credited_with_what_it_found_alone);
	tcase_add_test(tcase, a_promise_kept_by_released_files_alone_looks_better);
	tcase_add_test(tcase, open_files_from_lodgement_count_the_voyage);
	tcase_add_test(tcase, every_rival_is_of_a_figure_that_there_is);
	suite_add_tcase(suite, tcase);
	return support_run(suite);
}
