/* What is to come, from books whose course is known. */
#include "kpi/forecast.h"

#include <math.h>

#include "ask.h"
#include "base/time.h"
#include "suite.h"

enum { DAYS = 140 };

static struct ask desk;
static struct kpi_forecast forecast;

static void setup(void)
{
	ask_open(&desk, "2026-05-20T22:00:00Z");
	lab_row(&desk.lab, "posts", "office=NGT", "name=Nasr", "weekend=fri,sat");
}

static void teardown(void)
{
	ask_close(&desk);
}

static int32_t day_of(const char *text)
{
	return (int32_t)(lab_utc(text) / 86400);
}

static void look_ahead(enum kpi_forecast_what what, const char *to, const char *until)
{
	struct kpi_env env = {.store = desk.lab.store, .cube = lab_cube(&desk.lab), .now = desk.now};
	struct kpi_query query = {.from = TIME_DAY_NONE, .to = to ? day_of(to) : TIME_DAY_NONE};

	ck_assert_msg(kpi_forecast(&env, what, &query, day_of(until), &desk.arena, &forecast, &desk.lab.err), "%s", desk.lab.err.text);
}

/* From 1 January 2026: 100 a working day, Thursdays twice as much, nothing on Fridays and Saturdays; `feast` days bring nothing. */
static void load_book(int days, int feast)
{
	char text[32];

	lab_begin(&desk.lab, "revenue");
	for (int i = 0; i < days; i++) {
		int32_t day = day_of("2026-01-01") + i;
		int weekday = time_weekday(day);

		if (weekday != 4 && weekday != 5 && i != feast)
			ask_put(&desk, "day=%s office=NGT head=duty collected=%d", time_day_format(day, text), weekday == 3 ? 20000 : 10000);
	}
	lab_end(&desk.lab);
}

START_TEST(money_to_come_is_that_of_the_weekdays_to_come)
{
	load_book(DAYS, -1);	/* to Wednesday, 20 May */
	look_ahead(KPI_FORECAST_REVENUE, NULL, "2026-05-31");
	ck_assert_int_eq(forecast.state, KPI_FORECAST_MADE);
	ck_assert_int_eq(forecast.origin, day_of("2026-05-20"));
	/* Two Thursdays, Sunday to Wednesday once, and Sunday the 31st: 200 + 400 + 200 + 100. */
	ck_assert_double_eq_tol(forecast.sums[10].mean, 900, 1);
	ck_assert_double_eq_tol(forecast.days[0].mean, 200, 1);
	ck_assert_double_eq_tol(forecast.days[1].mean, 0, 1);
	ck_assert_uint_eq(forecast.held, forecast.looks);
	ck_assert_uint_ge(forecast.looks, 12);
	ck_assert_int_eq(forecast.looked_ahead, 11);
	ck_assert_double_lt(forecast.error, 0.01);
	ck_assert(forecast.is_naive);	/* nothing can beat repeating such weeks */
}
END_TEST

START_TEST(a_feast_to_come_brings_what_feasts_brought)
{
	char text[32];

	load_book(DAYS, -1);
	lab_begin(&desk.lab, "calendar");
	for (int i = 3; i < 38; i += 7)		/* five Sundays in the past brought their hundred, though tagged */
		ask_put(&desk, "day=%s tag=storm", time_day_format(day_of("2026-01-01") + i, text));
	ask_put(&desk, "day=2026-05-24 working=0 tag=feast");	/* none before: a free day */
	lab_end(&desk.lab);
	look_ahead(KPI_FORECAST_REVENUE, NULL, "2026-05-25");
	ck_assert_double_eq_tol(forecast.days[3].mean, 0, 1e-6);
	ck_assert_double_eq_tol(forecast.sums[4].mean, 300, 1);
}
END_TEST

START_TEST(one_stands_where_the_period_ended)
{
	load_book(DAYS, -1);
	look_ahead(KPI_FORECAST_REVENUE, "2026-04-30", "2026-05-03");
	ck_assert_int_eq(forecast.origin, day_of("2026-04-30"));
	ck_assert_double_eq_tol(forecast.sums[2].mean, 100, 1);	/* Friday, Saturday, Sunday */
	look_ahead(KPI_FORECAST_REVENUE, "2026-04-30", "2026-04-30");
	ck_assert_int_eq(forecast.state, KPI_FORECAST_OVER);
}
END_TEST

START_TEST(a_short_past_says_nothing_about_what_comes)
{
	look_ahead(KPI_FORECAST_REVENUE, NULL, "2026-05-31");
	ck_assert_int_eq(forecast.state, KPI_FORECAST_NOTHING);
	load_book(40, -1);
	look_ahead(KPI_FORECAST_REVENUE, NULL, "2026-05-31");
	ck_assert_int_eq(forecast.state, KPI_FORECAST_SHORT);
}
END_TEST

/* Three declarations a day; each is released two days after, but the last day of February left one for good. */
START_TEST(files_are_open_from_registration_to_release)
{
	char text[32], later[32];

	lab_begin(&desk.lab, "declarations");
	for (int i = 0; i < 90; i++) {
		int32_t day = day_of("2026-01-01") + i;

		for (int k = 0; k < 3; k++)
			ask_put(&desk, "declaration_id=D%d-%d office=NGT flow=import registered_at=%sT08:00:00%s%s", i, k,
				time_day_format(day, text), i == 58 && k == 0 ? "" : " released_at=",
				i == 58 && k == 0 ? "" : time_day_format(day + 2, later));
	}
	ask_put(&desk, "declaration_id=X1 office=NGT flow=import registered_at=2026-02-01T08:00:00 status=cancelled");
	ask_put(&desk, "declaration_id=X2 office=NGT flow=import registered_at=2026-02-01T08:00:00 status=seized");
	lab_end(&desk.lab);
	look_ahead(KPI_FORECAST_OPEN, "2026-03-31", "2026-04-05");
	ck_assert_double_eq(forecast.known[10], 6);
	ck_assert_double_eq(forecast.known[89], 7);
	ck_assert_double_eq_tol(forecast.days[4].mean, 7, 0.2);
	ck_assert_ptr_null(forecast.sums);
	look_ahead(KPI_FORECAST_ARRIVALS, "2026-03-31", "2026-04-05");
	ck_assert_double_eq_tol(forecast.sums[4].mean, 15, 0.2);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("forecast");
	TCase *test = tcase_create("forecast");

	tcase_add_checked_fixture(test, setup, teardown);
	tcase_add_test(test, money_to_come_is_that_of_the_weekdays_to_come);
	tcase_add_test(test, a_feast_to_come_brings_what_feasts_brought);
	tcase_add_test(test, one_stands_where_the_period_ended);
	tcase_add_test(test, a_short_past_says_nothing_about_what_comes);
	tcase_add_test(test, files_are_open_from_registration_to_release);
	suite_add_tcase(suite, test);
	return support_run(suite);
}
