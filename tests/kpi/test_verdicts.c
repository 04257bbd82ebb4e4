/* A word only where n, coverage and history allow one: against targets and bands, against the comparable periods before. */
#include "ask.h"
#include "base/time.h"
#include "suite.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { FIRST_MONDAY = 20458 };

static struct ask desk;

static void setup(void)
{
	ask_open(&desk, "2026-06-30T12:00:00Z");
}

static void teardown(void)
{
	ask_close(&desk);
}

/* n declarations of a day, the first k of them with paper. */
static void put_day(const char *day, int n, int k)
{
	for (int i = 0; i < n; i++)
		ask_put(&desk, "declaration_id=%s-%d office=NGT flow=import registered_at=%sT08:00:00 paper=%d", day, i, day, i < k);
}

static void target(const char *text)
{
	lab_begin(&desk.lab, "targets");
	ask_put(&desk, "%s from=2026-01-01 to=2026-12-31", text);
	lab_end(&desk.lab);
}

static void load_day(int n, int k)
{
	lab_begin(&desk.lab, "declarations");
	put_day("2026-03-02", n, k);
	lab_end(&desk.lab);
}

START_TEST(a_target_is_beaten_or_missed_when_the_interval_excludes_it)
{
	/* 20 of 40 without paper: Wilson .352 to .648 */
	load_day(40, 20);
	target("kpi=paperless_rate value=0.7");
	target("kpi=paperless_rate value=0.6 office=NGT");
	target("kpi=paperless_rate value=0.3 office=NGT flow=import");
	ck_assert_str_eq(ask_verdict(&desk, "paperless_rate", ""), "rate=0.5 for 0.7 worse");
	ck_assert_str_eq(ask_verdict(&desk, "paperless_rate", "by=office"), "NGT rate=0.5 for 0.6 usual");
	ck_assert_str_eq(ask_verdict(&desk, "paperless_rate", "by=office,flow"), "NGT import rate=0.5 for 0.3 better");
}
END_TEST

START_TEST(fewer_than_thirty_say_nothing)
{
	load_day(29, 29);
	target("kpi=paperless_rate value=0.9");
	ck_assert_str_eq(ask_verdict(&desk, "paperless_rate", ""), "rate=0 for 0.9 unknown");
}
END_TEST

START_TEST(less_than_four_fifths_of_coverage_say_nothing)
{
	load_day(40, 40);
	lab_begin(&desk.lab, "declarations");
	for (int i = 0; i < 11; i++)	/* 40 of 51 are 78 % */
		ask_put(&desk, "declaration_id=E%d office=NGT flow=import registered_at=2026-03-02T08:00:00", i);
	lab_end(&desk.lab);
	target("kpi=paperless_rate value=0.9");
	ck_assert_str_eq(ask_verdict(&desk, "paperless_rate", ""), "rate=0 for 0.9 unknown");
	ck_assert_str_eq(ask_coverage(&desk, "paperless_rate", ""), "rate=0 of 0.784314");
}
END_TEST

START_TEST(of_a_two_sided_figure_too_much_is_as_bad_as_too_little)
{
	lab_begin(&desk.lab, "declarations");
	for (int i = 0; i < 40; i++)
		ask_put(&desk, "declaration_id=D%d office=%s flow=import registered_at=2026-03-02T08:00:00 lane_initial=red select_reason=%s", i,
			i < 10 ? "LOW" : "TOP", i % 40 < 30 ? "rule" : "random");
	lab_end(&desk.lab);
	/* Random picks: 10 of 40, Wilson .142 to .402. */
	target("kpi=random_share value=0.05 low=0.02 high=0.1");
	ck_assert_str_eq(ask_verdict(&desk, "random_share", ""), "rate=0.25 for 0.05 worse");
	target("kpi=random_share value=0.5 low=0.45 high=0.6 flow=import");
	ck_assert_str_eq(ask_verdict(&desk, "random_share", "where=flow:import"), "rate=0.25 for 0.5 worse");
	target("kpi=random_share value=0.2 low=0.1 high=0.3 flow=import mode=4");
	target("kpi=random_share value=0.2 low=0.1 high=0.2 office=NGT");
	ck_assert_str_eq(ask_verdict(&desk, "random_share", "where=flow:import by=lane"), "red rate=0.25 for 0.5 worse");
}
END_TEST

/* Of two hundred selections so many by chance, k of them: the band is 10 to 30 %. Wilson at 200: 20 % is .150 to .261; 5 % .027 to .090; 50 % .431 to
 * .569; 8 % .050 to .126, which the lower edge is within; 34 % .278 to .408, the upper one. */
static void put_picks(const char *day, int k)
{
	lab_begin(&desk.lab, "declarations");
	for (int i = 0; i < 200; i++)
		ask_put(&desk, "declaration_id=%s-%d office=NGT flow=import registered_at=%sT08:00:00 lane_initial=red select_reason=%s", day, i, day,
			i < k ? "random" : "rule");
	lab_end(&desk.lab);
}

START_TEST(inside_its_band_a_two_sided_figure_is_as_usual_and_beyond_either_edge_worse)
{
	static const struct {
		int k;
		enum kpi_status status;
	} cases[] = {{40, KPI_USUAL}, {10, KPI_WORSE}, {100, KPI_WORSE}, {16, KPI_USUAL}, {68, KPI_USUAL}, {17, KPI_USUAL}, {80, KPI_WORSE}};
	static const char *const days[] = {"2026-03-02", "2026-03-03", "2026-03-04", "2026-03-05", "2026-03-06", "2026-03-07", "2026-03-08"};
	char query[64];

	target("kpi=random_share value=0.2 low=0.1 high=0.3");
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		put_picks(days[i], cases[i].k);
		snprintf(query, sizeof(query), "from=%s to=%s", days[i], days[i]);
		ask(&desk, "random_share", query);
		ck_assert_msg(desk.rows[0].status == cases[i].status, "%d of 200: %d", cases[i].k, (int)desk.rows[0].status);
	}
}
END_TEST

/* Mondays with 20, 50, 20, 50, 50 % of two hundred, each held against the one before. One beyond the edge is worse, and new: it takes its colour when the
 * next is as well. */
START_TEST(a_day_beyond_the_limit_is_new_and_only_a_second_one_settles_it)
{
	static const int picks[] = {40, 100, 40, 100, 100};
	static const enum kpi_status status[] = {KPI_USUAL, KPI_WORSE, KPI_USUAL, KPI_WORSE, KPI_WORSE};
	char day[32], query[128];

	for (int i = -10; i < 5; i++) {
		time_day_format(FIRST_MONDAY + 7 * i, day);
		put_picks(day, i < 0 ? 40 : picks[i]);
	}
	target("kpi=random_share value=0.2 low=0.1 high=0.3");
	for (int i = 0; i < 5; i++) {
		time_day_format(FIRST_MONDAY + 7 * i, day);
		snprintf(query, sizeof(query), "from=%s to=%s", day, day);
		ask(&desk, "random_share", query);
		ck_assert_int_eq(desk.rows[0].status, status[i]);
		ck_assert_int_eq(desk.rows[0].before, i ? status[i - 1] : KPI_USUAL);
	}
}
END_TEST

/* All take ten hours. By sea an import has 24 of them, an export five; by air all have twelve, by road nothing is promised but to everybody 30. */
START_TEST(a_standard_of_mode_and_flow_judges_those_alone)
{
	static const char *const kinds[][2] = {{"1", "import"}, {"1", "export"}, {"4", "import"}, {"4", "export"}, {"3", "import"}};

	lab_begin(&desk.lab, "declarations");
	for (int kind = 0; kind < 5; kind++)
		for (int i = 0; i < 40; i++)
			ask_put(&desk, "declaration_id=D%d-%d office=NGT mode=%s flow=%s registered_at=2026-03-02T08:00:00 arrived_at=2026-03-02T08:00:00 "
				"released_at=2026-03-02T18:%02d:00", kind, i, kinds[kind][0], kinds[kind][1], i);
	lab_end(&desk.lab);
	target("kpi=release_time_total value=24 mode=1 flow=import");
	target("kpi=release_time_total value=5 mode=1 flow=export");
	target("kpi=release_time_total value=12 mode=4");
	target("kpi=release_time_total value=30");
	ask(&desk, "release_time_total", "from=2026-03-02 to=2026-03-02 by=mode,flow");
	for (size_t i = 0; i < desk.n; i++) {
		const struct kpi_row *row = &desk.rows[i];
		bool sea = strcmp(row->dims[0].value, "1") == 0, air = strcmp(row->dims[0].value, "4") == 0, is_export = strcmp(row->dims[1].value, "export") == 0;

		if (strcmp(row->stat, "p50") != 0)
			continue;
		ck_assert_double_eq(row->target, sea ? is_export ? 5 : 24 : air ? 12 : 30);
		ck_assert_int_eq(row->status, sea && is_export ? KPI_WORSE : KPI_BETTER);
	}
	ask(&desk, "release_time_total", "from=2026-03-02 to=2026-03-02 where=mode:1 by=flow");
	ck_assert_str_eq(desk.rows[0].dims[0].value, "export");
	ck_assert_int_eq(desk.rows[0].status, KPI_WORSE);
	ask(&desk, "release_time_total", "from=2026-03-02 to=2026-03-02");
	ck_assert_double_eq(desk.rows[0].target, 30);
}
END_TEST

START_TEST(a_chart_draws_the_edge_of_a_band_that_matters)
{
	int edge;

	ck_assert_double_eq(kpi_wanted(0.12, 0.08, 0.06, 0.10, &edge), 0.10);
	ck_assert_int_eq(edge, 1);
	ck_assert_double_eq(kpi_wanted(0.02, 0.08, 0.06, 0.10, &edge), 0.06);
	ck_assert_int_eq(edge, -1);
	ck_assert_double_eq(kpi_wanted(0.07, 0.08, 0.06, 0.10, NULL), 0.06);
	ck_assert_double_eq(kpi_wanted(0.12, 0.08, 0.06, NAN, NULL), 0.06);
	ck_assert_double_eq(kpi_wanted(0.02, 0.08, NAN, 0.10, NULL), 0.10);
	ck_assert_double_eq(kpi_wanted(0.02, 0.08, NAN, NAN, &edge), 0.08);
	ck_assert_int_eq(edge, 0);
	ck_assert(isnan(kpi_wanted(0.02, NAN, NAN, NAN, NULL)));
}
END_TEST

START_TEST(a_stock_has_a_tenth_of_its_target_as_margin)
{
	lab_begin(&desk.lab, "declarations");
	for (int i = 0; i < 21; i++)
		ask_put(&desk, "declaration_id=D%d office=NGT flow=import registered_at=2026-06-01T08:00:00", i);
	ask_put(&desk, "declaration_id=R office=NGT flow=import registered_at=2026-06-01T08:00:00 released_at=2026-06-01T09:00:00");
	lab_end(&desk.lab);
	/* Targets of open files speak of those above 72 hours. */
	target("kpi=open_aged value=21");
	ck_assert_str_eq(ask_verdict(&desk, "open_aged", ""), "24h count=21 for - unknown; 72h count=21 for 21 better; 168h count=21 for - unknown");
	target("kpi=open_aged value=20 office=NGT");
	ck_assert_str_eq(ask_verdict(&desk, "open_aged", "where=office:NGT"),
		"24h count=21 for - unknown; 72h count=21 for 20 usual; 168h count=21 for - unknown");
	target("kpi=open_aged value=19 office=NGT flow=import");
	ck_assert_str_eq(ask_verdict(&desk, "open_aged", "where=office:NGT where=flow:import"),
		"24h count=21 for - unknown; 72h count=21 for 19 worse; 168h count=21 for - unknown");
}
END_TEST

/* 5, 12, 19 ... January 2026. */
static const char *monday(int week)
{
	static char day[32];

	return time_day_format(FIRST_MONDAY + 7 * week, day);
}

static void load_mondays(int weeks, const int *counts)
{
	lab_begin(&desk.lab, "declarations");
	for (int week = 0; week < weeks; week++)
		put_day(monday(week), counts[week], 0);
	lab_end(&desk.lab);
}

START_TEST(without_a_target_the_same_weekday_of_the_weeks_before_is_usual)
{
	/* Eight Mondays of 10, 12, 10, 12 ...: mean 11, mean moving range 2, limits 11 +- 2.66 * 2 = 5.68 and 16.32. */
	static const int counts[] = {10, 12, 10, 12, 10, 12, 10, 12, 17};

	load_mondays(9, counts);
	ck_assert_str_eq(ask_verdict(&desk, "declarations_registered", "from=2026-03-02 to=2026-03-02"), "count=17 for - worse");
	ck_assert_double_eq_tol(desk.rows[0].usual_low, 5.68, 1e-9);
	ck_assert_double_eq_tol(desk.rows[0].usual_high, 16.32, 1e-9);
	/* Of the Tuesday there is a history of nothing: none came on any Tuesday. */
	ck_assert_str_eq(ask_verdict(&desk, "declarations_registered", "from=2026-03-03 to=2026-03-03"), "count=0 for - usual");
}
END_TEST

/* Two Mondays beyond what is usual: on the first it is new, on the second it has lasted. */
START_TEST(the_status_of_the_period_before_tells_what_is_new)
{
	static const int counts[] = {10, 12, 10, 12, 10, 12, 10, 12, 10, 17, 17};

	load_mondays(11, counts);
	ask(&desk, "declarations_registered", "from=2026-03-09 to=2026-03-09");
	ck_assert_int_eq(desk.rows[0].status, KPI_WORSE);
	ck_assert_int_eq(desk.rows[0].before, KPI_USUAL);
	lab_begin(&desk.lab, "targets");
	ask_put(&desk, "kpi=declarations_registered value=5 low=0 high=13 from=2026-01-01 to=2026-12-31");
	lab_end(&desk.lab);
	ask(&desk, "declarations_registered", "from=2026-03-16 to=2026-03-16");
	ck_assert_int_eq(desk.rows[0].status, KPI_WORSE);
	ck_assert_int_eq(desk.rows[0].before, KPI_WORSE);
	ask(&desk, "declarations_registered", "from=2026-03-09 to=2026-03-09");
	ck_assert_int_eq(desk.rows[0].before, KPI_USUAL);
}
END_TEST

/* Held against a target with the interval and the number it had then: 2 of 40 the week before would have missed it, 1 of 10 says nothing. */
START_TEST(the_period_before_is_judged_by_its_own_number)
{
	for (int week = 0; week < 2; week++) {
		lab_begin(&desk.lab, "declarations");
		for (int i = 0; i < (week ? 10 : 40); i++)
			ask_put(&desk, "declaration_id=P%d-%d office=%s flow=import registered_at=%sT08:00:00 paper=1", week, i, week ? "PSL" : "NGT",
				"2026-02-23");
		for (int i = 0; i < 40; i++)
			ask_put(&desk, "declaration_id=Q%d-%d office=%s flow=import registered_at=%sT08:00:00 paper=1", week, i, week ? "PSL" : "NGT",
				"2026-03-02");
		lab_end(&desk.lab);
	}
	for (int week = 0; week < 10; week++) {	/* enough of a past for the periods before to be read */
		lab_begin(&desk.lab, "declarations");
		ask_put(&desk, "declaration_id=O%d office=OLD flow=import registered_at=%sT08:00:00 paper=1", week, monday(week - 10));
		lab_end(&desk.lab);
	}
	target("kpi=paperless_rate value=0.5");
	ask(&desk, "paperless_rate", "from=2026-03-02 to=2026-03-02 by=office");
	for (size_t i = 0; i < desk.n; i++) {
		if (strcmp(desk.rows[i].dims[0].value, "OLD") == 0)
			continue;
		ck_assert_int_eq(desk.rows[i].status, KPI_WORSE);
		ck_assert_int_eq(desk.rows[i].before, strcmp(desk.rows[i].dims[0].value, "NGT") == 0 ? KPI_WORSE : KPI_UNKNOWN);
	}
}
END_TEST

START_TEST(seven_weeks_are_no_history)
{
	static const int counts[] = {12, 10, 12, 10, 12, 10, 12, 17};

	load_mondays(8, counts);
	ck_assert_str_eq(ask_verdict(&desk, "declarations_registered", "from=2026-02-23 to=2026-02-23"), "count=17 for - unknown");
	ck_assert_double_nan(desk.rows[0].usual_low);
}
END_TEST

START_TEST(times_are_judged_by_their_logarithms)
{
	/* Median hours of the Mondays: 1, 4, 1, 4 ...: centre ln 2, mean moving range ln 4, limits 2 * 4^+-2.66.
	 * On the plain scale they would reach below zero, and end at 10.5 h. */
	lab_begin(&desk.lab, "declarations");
	for (int week = 0; week < 9; week++) {
		for (int i = 0; i < 30; i++)
			ask_put(&desk, "declaration_id=D%d-%d office=NGT flow=import registered_at=%sT00:00:00 released_at=%sT%02d:00:00", week, i,
				monday(week), monday(week), week == 8 ? 20 : week % 2 ? 4 : 1);
	}
	lab_end(&desk.lab);
	ask(&desk, "lodgement_to_release", "from=2026-03-02 to=2026-03-02");
	ck_assert_double_eq(desk.rows[0].value, 20);
	ck_assert_int_eq(desk.rows[0].status, KPI_USUAL);
	ck_assert_double_eq_tol(desk.rows[0].usual_low, 0.0500669, 1e-6);
	ck_assert_double_eq_tol(desk.rows[0].usual_high, 79.8932, 1e-3);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("verdicts");
	TCase *test = tcase_create("verdicts");

	tcase_add_checked_fixture(test, setup, teardown);
	tcase_add_test(test, a_target_is_beaten_or_missed_when_the_interval_excludes_it);
	tcase_add_test(test, fewer_than_thirty_say_nothing);
	tcase_add_test(test, less_than_four_fifths_of_coverage_say_nothing);
	tcase_add_test(test, of_a_two_sided_figure_too_much_is_as_bad_as_too_little);
	tcase_add_test(test, inside_its_band_a_two_sided_figure_is_as_usual_and_beyond_either_edge_worse);
	tcase_add_test(test, a_day_beyond_the_limit_is_new_and_only_a_second_one_settles_it);
	tcase_add_test(test, a_standard_of_mode_and_flow_judges_those_alone);
	tcase_add_test(test, a_chart_draws_the_edge_of_a_band_that_matters);
	tcase_add_test(test, a_stock_has_a_tenth_of_its_target_as_margin);
	tcase_add_test(test, without_a_target_the_same_weekday_of_the_weeks_before_is_usual);
	tcase_add_test(test, the_status_of_the_period_before_tells_what_is_new);
	tcase_add_test(test, the_period_before_is_judged_by_its_own_number);
	tcase_add_test(test, seven_weeks_are_no_history);
	tcase_add_test(test, times_are_judged_by_their_logarithms);
	suite_add_tcase(suite, test);
	return support_run(suite);
}
