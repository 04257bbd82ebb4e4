/* Which target is in force for a place and a day, and what belongs to a stretch of days. */
#include "ask.h"
#include "base/time.h"
#include "kpi/forecast.h"
#include "suite.h"

#define RELEASED(id, office, arrived, released) "declaration_id=" id, "office=" office, "flow=import", "registered_at=" arrived, \
	"arrived_at=" arrived, "released_at=" released

static struct ask desk;

static void setup(void)
{
	ask_open(&desk, "2026-03-31T22:00:00Z");
}

static void teardown(void)
{
	ask_close(&desk);
}

static void target(const char *value, const char *where)
{
	lab_row(&desk.lab, "targets", "kpi=release_time_total", value, where, "from=2026-01-01", "to=2026-12-31");
}

/* Of the n-th row's median. */
static double target_of(const char *query, size_t n)
{
	ask(&desk, "release_time_total", query);
	ck_assert_uint_gt(desk.n, n * 3);
	return desk.rows[n * 3].target;
}

START_TEST(a_target_of_another_post_is_none_of_this_one)
{
	target("value=12", "office=PSL");
	target("value=24", "office=NGT");
	lab_row(&desk.lab, "declarations", RELEASED("D1", "NGT", "2026-03-02T08:00:00", "2026-03-02T18:00:00"));
	lab_row(&desk.lab, "declarations", RELEASED("D2", "QSR", "2026-03-02T08:00:00", "2026-03-02T18:00:00"));
	ck_assert_str_eq(ask_verdict(&desk, "release_time_total", "by=office"),
		"NGT p50=10 for 24 unknown; NGT p90=10 for - unknown; NGT mean=10 for - unknown; "
		"QSR p50=10 for - unknown; QSR p90=10 for - unknown; QSR mean=10 for - unknown");
}
END_TEST

START_TEST(the_most_specific_target_is_in_force)
{
	lab_begin(&desk.lab, "targets");
	ask_put(&desk, "kpi=release_time_total value=1 from=2026-01-01 to=2026-12-31");
	ask_put(&desk, "kpi=release_time_total value=2 from=2026-01-01 to=2026-12-31 flow=import");
	ask_put(&desk, "kpi=release_time_total value=3 from=2026-01-01 to=2026-12-31 mode=4");
	ask_put(&desk, "kpi=release_time_total value=4 from=2026-01-01 to=2026-12-31 office=NGT");
	ask_put(&desk, "kpi=release_time_total value=5 from=2026-03-01 to=2026-03-31 office=NGT");	/* the shorter of the two */
	ask_put(&desk, "kpi=release_time_total value=6 from=2026-01-01 to=2026-02-28 office=NGT mode=4");	/* has ended */
	lab_end(&desk.lab);
	lab_begin(&desk.lab, "declarations");
	ask_put(&desk, "declaration_id=D1 office=NGT mode=4 flow=import registered_at=2026-03-02T08:00:00 arrived_at=2026-03-02T08:00:00 "
		"released_at=2026-03-02T18:00:00");
	ask_put(&desk, "declaration_id=D0 office=NGT mode=4 flow=import registered_at=2026-02-02T08:00:00 arrived_at=2026-02-02T08:00:00 "
		"released_at=2026-02-02T18:00:00");
	ask_put(&desk, "declaration_id=D2 office=QSR mode=4 flow=import registered_at=2026-03-02T08:00:00 arrived_at=2026-03-02T08:00:00 "
		"released_at=2026-03-02T18:00:00");
	ask_put(&desk, "declaration_id=D3 office=QSR mode=1 flow=import registered_at=2026-03-02T08:00:00 arrived_at=2026-03-02T08:00:00 "
		"released_at=2026-03-02T18:00:00");
	lab_end(&desk.lab);
	ck_assert_double_eq(target_of("by=office where=mode:4 to=2026-03-31", 0), 5);
	ck_assert_double_eq(target_of("by=office,mode to=2026-03-31", 1), 1);		/* QSR by sea */
	ck_assert_double_eq(target_of("by=office,mode to=2026-03-31", 2), 3);		/* QSR by air */
	ck_assert_double_eq(target_of("by=mode where=flow:import to=2026-03-31", 0), 2);
	ck_assert_double_eq(target_of("to=2026-03-31", 0), 1);
	ck_assert_double_eq(target_of("by=office to=2026-02-28", 0), 4);	/* by the last day shown */
}
END_TEST

/* A month of 31 days whose Fridays and Saturdays are free, and one feast: 2026-03 has four Fridays, four Saturdays, so 22 working
 * days. Target 2 200, so 100 a working day. Two payments: 3 March (500.00) and 12 March (700.00). */
static void load_month(void)
{
	lab_begin(&desk.lab, "posts");
	ask_put(&desk, "office=NGT name=Nasr weekend=fri,sat");
	lab_end(&desk.lab);
	lab_begin(&desk.lab, "calendar");
	ask_put(&desk, "day=2026-03-10 working=0 tag=feast");
	lab_end(&desk.lab);
	lab_begin(&desk.lab, "targets");
	ask_put(&desk, "kpi=revenue_collected value=2200 from=2026-03-01 to=2026-03-31");
	lab_end(&desk.lab);
	lab_begin(&desk.lab, "declarations");
	ask_put(&desk, "declaration_id=D1 office=NGT flow=import registered_at=2026-03-01T08:00:00 currency=EUR paid_amount=50000 "
		"paid_at=2026-03-03T08:00:00");
	ask_put(&desk, "declaration_id=D2 office=NGT flow=import registered_at=2026-03-01T08:00:00 currency=EUR paid_amount=70000 "
		"paid_at=2026-03-12T08:00:00");
	lab_end(&desk.lab);
}

START_TEST(a_target_to_date_is_linear_in_working_days)
{
	load_month();
	/* To Thursday 5 March: five working days, 500 due, 500 there. */
	ck_assert_str_eq(ask_values(&desk, "revenue_vs_target", "from=2026-03-01 to=2026-03-05"), "ratio=1 n=1");
	/* To the 12th: 1 to 5, 8, 9, 11, 12 are nine working days. 1 200 of 900; the other 13 days need 1 000 more. */
	ck_assert_str_eq(ask_values(&desk, "revenue_vs_target", "from=2026-03-08 to=2026-03-12"), "ratio=1.33333 n=2");
	ck_assert_int_eq(desk.rows[0].from, lab_utc("2026-03-01") / 86400);
	ck_assert_str_eq(ask_values(&desk, "required_daily_rate", "from=2026-03-08 to=2026-03-12"), "ratio=76.9231 n=2");
	ck_assert_str_eq(ask_values(&desk, "required_daily_rate", "from=2026-03-01 to=2026-03-31"), "ratio=- n=2");
}
END_TEST

START_TEST(now_ends_what_could_have_been_collected)
{
	load_month();
	desk.now = lab_utc("2026-03-05T20:00:00Z");
	ck_assert_str_eq(ask_values(&desk, "revenue_vs_target", "from=2026-03-01 to=2026-03-31"), "ratio=1 n=1");
	ck_assert_str_eq(ask_values(&desk, "required_daily_rate", "from=2026-03-01 to=2026-03-31"), "ratio=100 n=1");	/* 1 700 in 17 */
}
END_TEST

START_TEST(without_a_target_for_all_those_of_the_posts_are_added_up)
{
	lab_begin(&desk.lab, "targets");
	ask_put(&desk, "kpi=revenue_collected value=1000 from=2026-03-01 to=2026-03-31 office=NGT");
	ask_put(&desk, "kpi=revenue_collected value=3000 from=2026-03-01 to=2026-03-31 office=PSL");
	lab_end(&desk.lab);
	lab_begin(&desk.lab, "declarations");
	ask_put(&desk, "declaration_id=D1 office=NGT flow=import registered_at=2026-03-01T08:00:00 currency=EUR paid_amount=100000 "
		"paid_at=2026-03-03T08:00:00");
	ask_put(&desk, "declaration_id=D2 office=PSL flow=import registered_at=2026-03-01T08:00:00 currency=EUR paid_amount=100000 "
		"paid_at=2026-03-12T08:00:00");
	ask_put(&desk, "declaration_id=D3 office=QSR flow=import registered_at=2026-03-01T08:00:00 currency=EUR paid_amount=900000 "
		"paid_at=2026-03-12T08:00:00");	/* of a post that was set none */
	lab_end(&desk.lab);
	ck_assert_str_eq(ask_values(&desk, "revenue_vs_target", "from=2026-03-01 to=2026-03-31"), "ratio=0.5 n=2");
	ck_assert_str_eq(ask_values(&desk, "revenue_vs_target", "from=2026-03-01 to=2026-03-31 by=office"),
		"NGT ratio=1 n=1; PSL ratio=0.333333 n=1");
	ck_assert_str_eq(ask_values(&desk, "revenue_vs_target", "from=2026-03-01 to=2026-03-31 where=office:PSL"), "ratio=0.333333 n=1");
	ck_assert_str_eq(ask_missing(&desk, "revenue_vs_target", "by=lane"), "targets.value");
}
END_TEST

/* A target of 1 000 for March 2026, with Fridays and Saturdays free: 23 working days. Of March 2025 (22 of them) 300 came on the 10th, its
 * seventh working day, and 700 on the 25th. */
static void load_season(void)
{
	lab_begin(&desk.lab, "posts");
	ask_put(&desk, "office=NGT name=Nasr weekend=fri,sat");
	lab_end(&desk.lab);
	lab_begin(&desk.lab, "targets");
	ask_put(&desk, "kpi=revenue_collected value=1000 from=2026-03-01 to=2026-03-31");
	lab_end(&desk.lab);
	lab_begin(&desk.lab, "revenue");
	ask_put(&desk, "day=2025-03-01 office=NGT head=duty collected=0");	/* the book begins */
	ask_put(&desk, "day=2025-03-10 office=NGT head=duty collected=30000");
	ask_put(&desk, "day=2025-03-25 office=NGT head=duty collected=70000");
	ask_put(&desk, "day=2026-03-03 office=NGT head=duty collected=60000");
	lab_end(&desk.lab);
}

START_TEST(a_target_to_date_follows_the_same_days_of_earlier_years)
{
	load_season();
	/* Ten of 23 working days: more than the first seven of 22, less than the first 17. */
	ck_assert_str_eq(ask_values(&desk, "revenue_vs_target", "from=2026-03-01 to=2026-03-12"), "ratio=2 n=1");
	ck_assert_str_eq(desk.rows[0].basis, "same days of 2025");
	/* Seven of 23 lie between six and seven of 22: 16/23 of the seventh day's 300. */
	ck_assert_str_eq(ask_values(&desk, "revenue_vs_target", "from=2026-03-01 to=2026-03-09"), "ratio=2.875 n=1");
	ck_assert_str_eq(ask_values(&desk, "revenue_vs_target", "from=2026-03-01 to=2026-03-31"), "ratio=0.6 n=1");
	/* What was collected is held against the same part. */
	ask(&desk, "revenue_collected", "from=2026-03-01 to=2026-03-12");
	ck_assert_double_eq_tol(desk.rows[0].target, 300, 1e-9);
}
END_TEST

START_TEST(a_season_that_is_not_wholly_known_is_none)
{
	load_season();
	lab_begin(&desk.lab, "targets");
	ask_put(&desk, "kpi=revenue_collected value=1000 from=2026-02-01 to=2026-02-28");	/* the book does not know February 2025 */
	lab_end(&desk.lab);
	ask(&desk, "revenue_vs_target", "from=2026-02-01 to=2026-02-10");
	ck_assert_str_eq(desk.rows[0].basis, "working days");
	ck_assert_double_eq_tol(desk.rows[0].denominator, 400, 1e-9);	/* 1 to 5, 8 to 10 of 20: 6, 7, 13, 14, 20, 21, 27, 28 are free */
}
END_TEST

/* Each working day brings 100, those of a tag that moves with the moon half of it. */
static void load_moon(void)
{
	int32_t first = (int32_t)(lab_utc("2025-03-01") / 86400), last = (int32_t)(lab_utc("2026-03-31") / 86400);
	char day[32];

	lab_begin(&desk.lab, "posts");
	ask_put(&desk, "office=NGT name=Nasr weekend=fri,sat");
	lab_end(&desk.lab);
	lab_begin(&desk.lab, "targets");
	ask_put(&desk, "kpi=revenue_collected value=2050 from=2026-03-01 to=2026-03-31");
	lab_end(&desk.lab);
	lab_begin(&desk.lab, "calendar");
	for (int i = 0; i < 5; i++) {
		ask_put(&desk, "day=2025-03-%02d tag=ramadan", 2 + i);
		ask_put(&desk, "day=2026-03-%02d tag=ramadan", 22 + i);
	}
	lab_end(&desk.lab);
	lab_begin(&desk.lab, "revenue");
	for (int32_t i = first; i <= last; i++) {
		bool tagged = (i >= first + 1 && i <= first + 5) || (i >= last - 9 && i <= last - 5);
		int weekday = time_weekday(i);

		if (weekday != 4 && weekday != 5)
			ask_put(&desk, "day=%s office=NGT head=duty collected=%d", time_day_format(i, day), tagged ? 5000 : 10000);
	}
	lab_end(&desk.lab);
}

START_TEST(a_feast_takes_its_weight_along_to_where_the_calendar_has_it)
{
	load_moon();
	/* March 2026 is worth 18 whole and five half days; 15 of them are over on the 19th, before the tag begins. */
	ck_assert_str_eq(ask_values(&desk, "revenue_vs_target", "from=2026-03-01 to=2026-03-19"), "ratio=1 n=15");
	ck_assert_str_eq(ask_values(&desk, "revenue_vs_target", "from=2026-03-01 to=2026-03-26"), "ratio=1 n=20");
	ck_assert_double_eq_tol(desk.rows[0].denominator, 1750, 1e-6);	/* by the days of 2025 alone it were more */
}
END_TEST

START_TEST(the_way_to_a_target_leads_to_its_end)
{
	struct kpi_query query = {.from = TIME_DAY_NONE, .to = TIME_DAY_NONE};
	struct kpi_target_path path;
	struct kpi_env env;
	int32_t day = (int32_t)(lab_utc("2026-03-12") / 86400);

	load_season();
	lab_begin(&desk.lab, "targets");
	ask_put(&desk, "kpi=revenue_collected value=12000 from=2026-01-01 to=2026-12-31");
	lab_end(&desk.lab);
	env = (struct kpi_env){.store = desk.lab.store, .cube = lab_cube(&desk.lab), .now = desk.now};
	ck_assert_msg(kpi_target_path(&env, &query, day, false, &desk.arena, &path, &desk.lab.err), "%s", desk.lab.err.text);
	ck_assert_int_eq(path.to - path.from, 30);
	ck_assert_double_eq_tol(path.due[11], 300, 1e-9);
	ck_assert_double_eq_tol(path.due[30], 1000, 1e-9);
	ck_assert_double_eq_tol(path.whole, 1000, 1e-9);
	ck_assert(kpi_target_path(&env, &query, day, true, &desk.arena, &path, &desk.lab.err));
	ck_assert_int_eq(path.to - path.from, 364);
	ck_assert_double_eq_tol(path.whole, 12000, 1e-6);	/* evenly: the year before is not wholly known */
	ck_assert(kpi_target_path(&env, &query, day - 400, false, &desk.arena, &path, &desk.lab.err));
	ck_assert_int_gt(path.from, path.to);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("targets");
	TCase *test = tcase_create("targets");

	tcase_add_checked_fixture(test, setup, teardown);
	tcase_add_test(test, a_target_of_another_post_is_none_of_this_one);
	tcase_add_test(test, the_most_specific_target_is_in_force);
	tcase_add_test(test, a_target_to_date_is_linear_in_working_days);
	tcase_add_test(test, now_ends_what_could_have_been_collected);
	tcase_add_test(test, without_a_target_for_all_those_of_the_posts_are_added_up);
	tcase_add_test(test, a_target_to_date_follows_the_same_days_of_earlier_years);
	tcase_add_test(test, a_season_that_is_not_wholly_known_is_none);
	tcase_add_test(test, a_feast_takes_its_weight_along_to_where_the_calendar_has_it);
	tcase_add_test(test, the_way_to_a_target_leads_to_its_end);
	suite_add_tcase(suite, test);
	return support_run(suite);
}
