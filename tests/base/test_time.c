/* The calendar and the stamps of files. Weeks from the examples of ISO 8601. */
#include <string.h>
#include <time.h>

#include "base/time.h"
#include "suite.h"

START_TEST(days_count_from_1970)
{
	ck_assert_int_eq(time_day_from_civil(1970, 1, 1), 0);
	ck_assert_int_eq(time_day_from_civil(1969, 12, 31), -1);
	ck_assert_int_eq(time_day_from_civil(2000, 2, 29), 11016);
	ck_assert_int_eq(time_day_from_civil(2026, 11, 22), 20779);
	ck_assert_int_eq(time_day_from_civil(1583, 1, 1), -141349);
	ck_assert_int_eq(time_day_from_civil(9999, 12, 31), 2932896);
}
END_TEST

START_TEST(every_day_from_1583_to_9999_reads_back)
{
	int32_t last = time_day_from_civil(9999, 12, 31), month_days = 0;
	struct time_civil before = {0};

	for (int32_t day = time_day_from_civil(1583, 1, 1); day <= last; day++) {
		struct time_civil civil = time_civil_from_day(day);

		if (!time_civil_is_valid(civil.year, civil.month, civil.day) ||
			time_day_from_civil(civil.year, civil.month, civil.day) != day)
			ck_abort_msg("day %d reads as %d-%d-%d", day, civil.year, civil.month, civil.day);
		if (before.day && civil.day != before.day + 1 && civil.day != 1)
			ck_abort_msg("a gap before day %d", day);
		month_days += civil.day == 1;
		before = civil;
	}
	ck_assert_int_eq(month_days, (9999 - 1583 + 1) * 12);
}
END_TEST

START_TEST(calendar_agrees_with_gmtime)
{
	for (int64_t seconds = -12200000000; seconds < 250000000000; seconds += 98765432) {
		time_t t = seconds;
		struct tm tm;
		struct time_civil civil = time_civil_from_day(time_day_of(seconds));

		gmtime_r(&t, &tm);
		ck_assert_int_eq(civil.year, tm.tm_year + 1900);
		ck_assert_int_eq(civil.month, tm.tm_mon + 1);
		ck_assert_int_eq(civil.day, tm.tm_mday);
		ck_assert_int_eq(time_weekday(time_day_of(seconds)), (tm.tm_wday + 6) % 7);
	}
}
END_TEST

START_TEST(leap_years_follow_the_gregorian_rule)
{
	ck_assert(time_civil_is_valid(2024, 2, 29));
	ck_assert(time_civil_is_valid(2000, 2, 29));
	ck_assert(!time_civil_is_valid(1900, 2, 29));
	ck_assert(!time_civil_is_valid(2100, 2, 29));
	ck_assert(!time_civil_is_valid(2026, 2, 29));
	ck_assert(!time_civil_is_valid(2026, 4, 31));
	ck_assert(!time_civil_is_valid(2026, 13, 1));
	ck_assert(!time_civil_is_valid(2026, 0, 1));
	ck_assert(!time_civil_is_valid(2026, 1, 0));
	ck_assert(!time_civil_is_valid(1582, 12, 31));
	ck_assert(time_civil_is_valid(1583, 1, 1));
	ck_assert(!time_civil_is_valid(10000, 1, 1));
}
END_TEST

START_TEST(iso_weeks_belong_to_the_year_of_their_thursday)
{
	static const struct {
		int year, month, day, iso_year, week;
	} cases[] = {
		{2005, 1, 1, 2004, 53},
		{2005, 1, 2, 2004, 53},
		{2005, 12, 31, 2005, 52},
		{2006, 1, 1, 2005, 52},
		{2007, 1, 1, 2007, 1},
		{2007, 12, 30, 2007, 52},
		{2007, 12, 31, 2008, 1},
		{2008, 1, 1, 2008, 1},
		{2008, 12, 29, 2009, 1},
		{2009, 12, 31, 2009, 53},
		{2010, 1, 3, 2009, 53},
		{2010, 1, 4, 2010, 1},
		{2026, 12, 31, 2026, 53},
		{2027, 1, 3, 2026, 53},
		{2027, 1, 4, 2027, 1},
		{2026, 11, 22, 2026, 47},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		int year, week;

		time_iso_week(time_day_from_civil(cases[i].year, cases[i].month, cases[i].day), &year, &week);
		ck_assert_int_eq(year, cases[i].iso_year);
		ck_assert_int_eq(week, cases[i].week);
	}
}
END_TEST

START_TEST(seconds_before_1970_belong_to_the_day_before)
{
	ck_assert_int_eq(time_day_of(-1), -1);
	ck_assert_int_eq(time_day_of(0), 0);
	ck_assert_int_eq(time_day_of(-86400), -1);
	ck_assert_int_eq(time_day_of(-86401), -2);
	ck_assert_int_eq(time_day_of(INT64_MAX), INT32_MAX);
	ck_assert_int_eq(time_day_of(INT64_MIN), INT32_MIN + 1);
}
END_TEST

START_TEST(a_day_is_parsed_whole_or_not_at_all)
{
	static const char *const bad[] = {"", "2026-11-2", "2026-11-222", "2026-02-30", "26-11-22",
		"2026/11/22", "2026-11-22 ", " 2026-11-22", "2026-11-22T00:00", "+026-11-22", "1582-01-01",
		"2026-1a-22"};
	int32_t day = 7;

	ck_assert(time_day_parse("2026-11-22", &day));
	ck_assert_int_eq(day, 20779);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		ck_assert_msg(!time_day_parse(bad[i], &day), "%s", bad[i]);
	ck_assert_int_eq(day, 20779);
}
END_TEST

START_TEST(stamps_keep_how_they_were_written)
{
	static const struct {
		const char *s;
		enum time_form form;
		const char *seconds;
	} cases[] = {
		{"2026-11-22", TIME_FORM_DAY, "2026-11-22T00:00:00"},
		{"2026-11-22T08:15", TIME_FORM_LOCAL, "2026-11-22T08:15:00"},
		{"2026-11-22 08:15:30", TIME_FORM_LOCAL, "2026-11-22T08:15:30"},
		{"2026-11-22t08:15:30.999999", TIME_FORM_LOCAL, "2026-11-22T08:15:30"},
		{"2026-11-22T08:15:30,5", TIME_FORM_LOCAL, "2026-11-22T08:15:30"},
		{"2026-11-22T24:00", TIME_FORM_LOCAL, "2026-11-23T00:00:00"},
		{"2026-11-22T08:15:30Z", TIME_FORM_INSTANT, "2026-11-22T08:15:30"},
		{"2026-11-22T08:15+03:00", TIME_FORM_INSTANT, "2026-11-22T05:15:00"},
		{"2026-11-22T01:15+0300", TIME_FORM_INSTANT, "2026-11-21T22:15:00"},
		{"2026-11-22 08:15:30.25 -0430", TIME_FORM_INSTANT, "2026-11-22T12:45:30"},
		{"2026-11-22T08:15:30+03", TIME_FORM_INSTANT, "2026-11-22T05:15:30"},
		{"2028-02-29T23:59:59-12:00", TIME_FORM_INSTANT, "2028-03-01T11:59:59"},
		{"1583-01-01T00:00:00+14:00", TIME_FORM_INSTANT, "1582-12-31T10:00:00"},
	};
	char buffer[32];

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct time_stamp stamp;

		ck_assert_msg(time_stamp_parse(cases[i].s, strlen(cases[i].s), &stamp), "%s", cases[i].s);
		ck_assert_int_eq(stamp.form, cases[i].form);
		ck_assert_str_eq(time_seconds_format(stamp.seconds, buffer), cases[i].seconds);
	}
}
END_TEST

START_TEST(what_is_not_a_stamp_is_refused)
{
	static const char *const bad[] = {
		"",
		"2026",
		"2026-11",
		"2026-11-22T",
		"2026-11-22T8:15",
		"2026-11-22T08",
		"2026-11-22T08:60",
		"2026-11-22T25:00",
		"2026-11-22T24:00:01",
		"2026-11-22T08:15:60",
		"2026-11-22T08:15:",
		"2026-11-22T08:15:30.",
		"2026-11-22T08:15:30+",
		"2026-11-22T08:15:30+3",
		"2026-11-22T08:15:30+03:",
		"2026-11-22T08:15:30+03:6",
		"2026-11-22T08:15:30+03:60",
		"2026-11-22T08:15:30+16:00",
		"2026-11-22T08:15:30 ",
		"2026-11-22T08:15:30Zx",
		"2026-11-22  08:15",
		"2026-11-22Z",
		"22/11/2026 08:15",
		"2026-02-29T08:15",
		"20261122T081500",
		"\xd9\xa2\xd9\xa0\xd9\xa2\xd9\xa6-11-22",
	};
	struct time_stamp stamp = {.seconds = 1, .form = TIME_FORM_LOCAL};

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		ck_assert_msg(!time_stamp_parse(bad[i], strlen(bad[i]), &stamp), "%s", bad[i]);
	ck_assert(!time_stamp_parse("2026-11-22T08:15\0", 17, &stamp));
	ck_assert_int_eq(stamp.seconds, 1);
}
END_TEST

START_TEST(formats_are_iso_8601)
{
	char buffer[32];

	ck_assert_str_eq(time_day_format(20779, buffer), "2026-11-22");
	ck_assert_str_eq(time_day_format(TIME_DAY_NONE, buffer), "");
	ck_assert_str_eq(time_seconds_format(-1, buffer), "1969-12-31T23:59:59");
	ck_assert_str_eq(time_seconds_format(TIME_NONE, buffer), "");
	ck_assert_uint_lt(strlen(time_day_format(INT32_MAX, buffer)), 32);
	ck_assert_uint_lt(strlen(time_day_format(INT32_MIN + 1, buffer)), 32);
	ck_assert_uint_lt(strlen(time_seconds_format(INT64_MAX, buffer)), 32);
	ck_assert_uint_lt(strlen(time_seconds_format(INT64_MIN + 1, buffer)), 32);
}
END_TEST

/* First days of the tabular calendar; Umm al-Qura, which goes by the moon at Mecca, has some of them a day earlier. */
static const struct {
	int year, month, civil_year, civil_month, civil_day;
} hijri_months[] = {
	{ 1, 1, 622, 7, 19 },		/* 16 July 622, Julian */
	{ 1400, 1, 1979, 11, 21 },	/* Umm al-Qura: the 20th */
	{ 1446, 9, 2025, 3, 1 },
	{ 1447, 9, 2026, 2, 18 },
	{ 1447, 1, 2025, 6, 27 },
};

START_TEST(islamic_months_begin_where_the_tabular_calendar_has_them)
{
	int32_t day = time_day_from_hijri(hijri_months[_i].year, hijri_months[_i].month, 1);

	ck_assert_int_eq(day, time_day_from_civil(hijri_months[_i].civil_year, hijri_months[_i].civil_month, hijri_months[_i].civil_day));
}
END_TEST

START_TEST(islamic_dates_and_days_are_one_to_one)
{
	for (int32_t day = time_day_from_civil(1980, 1, 1); day < time_day_from_civil(2045, 1, 1); day++) {
		struct time_civil hijri = time_hijri_from_day(day);

		ck_assert_int_eq(time_day_from_hijri(hijri.year, hijri.month, hijri.day), day);
		ck_assert_int_le(hijri.day, 30);
		ck_assert_int_ge(hijri.month, 1);
	}
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("time");
	TCase *tcase = tcase_create("time");

	tcase_add_loop_test(tcase, islamic_months_begin_where_the_tabular_calendar_has_them, 0, 5);
	tcase_add_test(tcase, islamic_dates_and_days_are_one_to_one);
	tcase_add_test(tcase, days_count_from_1970);
	tcase_add_test(tcase, every_day_from_1583_to_9999_reads_back);
	tcase_add_test(tcase, calendar_agrees_with_gmtime);
	tcase_add_test(tcase, leap_years_follow_the_gregorian_rule);
	tcase_add_test(tcase, iso_weeks_belong_to_the_year_of_their_thursday);
	tcase_add_test(tcase, seconds_before_1970_belong_to_the_day_before);
	tcase_add_test(tcase, a_day_is_parsed_whole_or_not_at_all);
	tcase_add_test(tcase, stamps_keep_how_they_were_written);
	tcase_add_test(tcase, what_is_not_a_stamp_is_refused);
	tcase_add_test(tcase, formats_are_iso_8601);
	suite_add_tcase(suite, tcase);
	return support_run(suite);
}
