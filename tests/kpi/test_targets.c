/* Which target is in force for a place and a day, and what belongs to a stretch of days. */
#include "ask.h"
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
	suite_add_tcase(suite, test);
	return support_run(suite);
}
