/* Stocks: what is open at a moment and for how long, how old the newest record of a post is, what is overdue. */
#include "ask.h"
#include "suite.h"

static struct ask desk;

static void setup(void)
{
	ask_open(&desk, "2026-03-20T12:00:00Z");
}

static void teardown(void)
{
	ask_close(&desk);
}

static void put_lodged(const char *id, const char *stamp, const char *rest)
{
	ask_put(&desk, "declaration_id=%s office=NGT flow=import registered_at=%s %s", id, stamp, rest);
}

/* Of no account itself: a figure of open files needs to know what a release is. */
static void put_done(void)
{
	put_lodged("D0", "2026-03-01T00:00:00", "released_at=2026-03-01T01:00:00");
}

START_TEST(open_files_are_counted_above_each_age)
{
	lab_begin(&desk.lab, "declarations");
	put_done();
	put_lodged("D1", "2026-03-20T11:00:00", "");	/* 1 h */
	put_lodged("D2", "2026-03-19T12:00:00", "");	/* 24 h: not above */
	put_lodged("D3", "2026-03-19T11:59:59", "");
	put_lodged("D4", "2026-03-17T11:00:00", "");	/* 73 h */
	put_lodged("D5", "2026-03-10T12:00:00", "");	/* 240 h */
	lab_end(&desk.lab);
	ck_assert_str_eq(ask_values(&desk, "open_aged", ""), "24h count=3 n=5; 72h count=2 n=5; 168h count=1 n=5");
}
END_TEST

START_TEST(what_is_not_live_or_left_another_way_is_not_open)
{
	lab_begin(&desk.lab, "declarations");
	put_done();
	put_lodged("D1", "2026-03-01T00:00:00", "status=cancelled");
	put_lodged("D2", "2026-03-01T00:00:00", "status=seized");
	put_lodged("D3", "2026-03-01T00:00:00", "status=abandoned");
	put_lodged("D4", "2026-03-01T00:00:00", "status=released");	/* no date of it on record */
	put_lodged("D5", "2026-03-01T00:00:00", "status=paid");
	put_lodged("D6", "2026-03-21T00:00:00", "");			/* tomorrow */
	lab_end(&desk.lab);
	ck_assert_str_eq(ask_values(&desk, "open_aged", ""), "24h count=1 n=1; 72h count=1 n=1; 168h count=1 n=1");
}
END_TEST

START_TEST(the_age_runs_from_the_later_of_lodgement_and_arrival)
{
	lab_begin(&desk.lab, "declarations");
	put_done();
	put_lodged("D1", "2026-03-10T00:00:00", "arrived_at=2026-03-20T00:00:00");	/* 12 h here */
	put_lodged("D2", "2026-03-10T00:00:00", "arrived_at=2026-03-22T00:00:00");	/* still at sea: by its lodgement */
	put_lodged("D3", "2026-03-17T00:00:00", "arrived_at=2026-03-01T00:00:00");	/* 84 h */
	lab_end(&desk.lab);
	ck_assert_str_eq(ask_values(&desk, "open_aged", ""), "24h count=2 n=3; 72h count=2 n=3; 168h count=1 n=3");
}
END_TEST

START_TEST(a_file_released_since_was_open_at_a_moment_of_the_past)
{
	lab_begin(&desk.lab, "declarations");
	put_lodged("D1", "2026-03-01T00:00:00", "released_at=2026-03-11T00:00:00 status=released");
	put_lodged("D2", "2026-03-01T00:00:00", "released_at=2026-03-05T00:00:00 status=released");
	lab_end(&desk.lab);
	/* At the end of 10 March, which is the first moment of the 11th, D1 is out. */
	ck_assert_str_eq(ask_values(&desk, "open_aged", "to=2026-03-09"), "24h count=1 n=1; 72h count=1 n=1; 168h count=1 n=1");
	ck_assert_str_eq(ask_values(&desk, "open_aged", "to=2026-03-10"), "24h count=0 n=0; 72h count=0 n=0; 168h count=0 n=0");
	ck_assert_str_eq(ask_values(&desk, "open_aged", ""), "24h count=0 n=0; 72h count=0 n=0; 168h count=0 n=0");
}
END_TEST

START_TEST(the_moment_is_the_end_of_the_period_or_now_if_that_is_earlier)
{
	lab_begin(&desk.lab, "declarations");
	put_done();
	put_lodged("D1", "2026-03-17T13:00:00", "");	/* 71 h now, 83 h at midnight */
	lab_end(&desk.lab);
	ck_assert_str_eq(ask_values(&desk, "open_aged", "to=2026-03-20"), "24h count=1 n=1; 72h count=0 n=1; 168h count=0 n=1");
	ck_assert_str_eq(ask_values(&desk, "open_aged", ""), "24h count=1 n=1; 72h count=0 n=1; 168h count=0 n=1");
	desk.now = lab_utc("2026-03-25T00:00:00Z");
	ck_assert_str_eq(ask_values(&desk, "open_aged", "to=2026-03-20"), "24h count=1 n=1; 72h count=1 n=1; 168h count=0 n=1");
	/* Nobody said until when: now, and the row says so. */
	ck_assert_str_eq(ask_values(&desk, "open_aged", ""), "24h count=1 n=1; 72h count=1 n=1; 168h count=1 n=1");
	ck_assert_int_eq(desk.rows[0].to, lab_utc("2026-03-25T00:00:00Z") / 86400);
}
END_TEST

START_TEST(a_date_alone_makes_no_file_older_than_it_is)
{
	lab_begin(&desk.lab, "declarations");
	put_done();
	put_lodged("D1", "2026-03-18", "");	/* from the end of the 18th: 36 h */
	put_lodged("D2", "2026-03-19", "");	/* 12 h, if it came last thing */
	lab_end(&desk.lab);
	ck_assert_str_eq(ask_values(&desk, "open_aged", ""), "24h count=1 n=2; 72h count=0 n=2; 168h count=0 n=2");
}
END_TEST

START_TEST(ages_are_hours_that_went_by)
{
	lab_begin(&desk.lab, "posts");
	ask_put(&desk, "office=PAR name=Paris timezone=Europe/Paris");	/* forward on 29 March at 02:00 */
	lab_end(&desk.lab);
	lab_begin(&desk.lab, "declarations");
	put_done();
	ask_put(&desk, "declaration_id=D1 office=PAR flow=import registered_at=2026-03-28T12:00:00");
	lab_end(&desk.lab);
	desk.now = lab_utc("2026-03-29T12:30:00+02:00");	/* 24 h 30 on the wall, 23 h 30 in truth */
	ck_assert_str_eq(ask_values(&desk, "open_aged", ""), "24h count=0 n=1; 72h count=0 n=1; 168h count=0 n=1");
	desk.now = lab_utc("2026-03-29T13:00:01+02:00");
	ck_assert_str_eq(ask_values(&desk, "open_aged", ""), "24h count=1 n=1; 72h count=0 n=1; 168h count=0 n=1");
}
END_TEST

START_TEST(of_several_posts_the_middle_one_tells_how_fresh_they_are)
{
	lab_begin(&desk.lab, "declarations");
	ask_put(&desk, "declaration_id=D1 office=AAA flow=import registered_at=2026-03-20T10:00:00 released_at=2026-03-20T11:00:00");	/* 1 h */
	ask_put(&desk, "declaration_id=D2 office=BBB flow=import registered_at=2026-03-19T10:00:00 assessed_at=2026-03-19T12:00:00");	/* 24 h */
	ask_put(&desk, "declaration_id=D3 office=CCC flow=import registered_at=2026-03-10T12:00:00");				/* 240 h */
	ask_put(&desk, "declaration_id=D4 office=BBB flow=import registered_at=2026-03-21T10:00:00");	/* tomorrow: of a wrong clock */
	lab_end(&desk.lab);
	ck_assert_str_eq(ask_values(&desk, "data_freshness", ""), "p50=24 n=3");
	ck_assert_str_eq(ask_values(&desk, "data_freshness", "by=office"), "AAA p50=1 n=1; BBB p50=24 n=1; CCC p50=240 n=1");
	ck_assert_str_eq(ask_values(&desk, "data_freshness", "where=office:AAA,BBB"), "p50=1 n=2");
}
END_TEST

START_TEST(a_post_that_writes_dates_alone_is_not_a_day_late)
{
	lab_begin(&desk.lab, "declarations");
	ask_put(&desk, "declaration_id=D1 office=AAA flow=import registered_at=2026-03-19");	/* to the end of the 19th: 12 h */
	ask_put(&desk, "declaration_id=D2 office=BBB flow=import registered_at=2026-03-20");	/* today */
	lab_end(&desk.lab);
	ck_assert_str_eq(ask_values(&desk, "data_freshness", "by=office"), "AAA p50=12.0003 n=1; BBB p50=0 n=1");
}
END_TEST

START_TEST(arrears_are_what_is_overdue_over_the_collections_of_a_year)
{
	lab_begin(&desk.lab, "declarations");
	ask_put(&desk, "declaration_id=D1 office=NGT flow=import registered_at=2025-03-20T10:00:00 paid_at=2025-03-20T11:00:00 "
		"paid_amount=700 currency=EUR");	/* a year and a day ago */
	ask_put(&desk, "declaration_id=D2 office=NGT flow=import registered_at=2025-03-21T10:00:00 paid_at=2025-03-21T11:00:00 "
		"paid_amount=30000 currency=EUR");
	ask_put(&desk, "declaration_id=D3 office=NGT flow=import registered_at=2026-03-20T10:00:00 paid_at=2026-03-20T11:00:00 "
		"paid_amount=10000 currency=EUR");
	lab_end(&desk.lab);
	lab_begin(&desk.lab, "arrears");
	ask_put(&desk, "trader_id=T1 due_on=2026-03-19 balance=1000 disputed=1");
	ask_put(&desk, "trader_id=T2 due_on=2026-03-20 balance=3000");	/* due today: overdue tomorrow */
	lab_end(&desk.lab);
	ck_assert_str_eq(ask_values(&desk, "arrears_ratio", ""), "ratio=0.025 n=1");
	desk.now = lab_utc("2026-03-21T12:00:00Z");
	ck_assert_str_eq(ask_values(&desk, "arrears_ratio", "to=2026-03-20"), "ratio=0.1 n=2");
	ck_assert_str_eq(ask_missing(&desk, "arrears_ratio", "by=office"), "arrears.office");
	ck_assert_str_eq(ask_missing(&desk, "arrears_ratio", "where=office:NGT"), "arrears.office");
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("stocks");
	TCase *test = tcase_create("stocks");

	tcase_add_checked_fixture(test, setup, teardown);
	tcase_add_test(test, open_files_are_counted_above_each_age);
	tcase_add_test(test, what_is_not_live_or_left_another_way_is_not_open);
	tcase_add_test(test, the_age_runs_from_the_later_of_lodgement_and_arrival);
	tcase_add_test(test, a_file_released_since_was_open_at_a_moment_of_the_past);
	tcase_add_test(test, the_moment_is_the_end_of_the_period_or_now_if_that_is_earlier);
	tcase_add_test(test, a_date_alone_makes_no_file_older_than_it_is);
	tcase_add_test(test, ages_are_hours_that_went_by);
	tcase_add_test(test, of_several_posts_the_middle_one_tells_how_fresh_they_are);
	tcase_add_test(test, a_post_that_writes_dates_alone_is_not_a_day_late);
	tcase_add_test(test, arrears_are_what_is_overdue_over_the_collections_of_a_year);
	suite_add_tcase(suite, test);
	return support_run(suite);
}
