/* Dates as systems and spreadsheets write them, in the forms that real exports have. */
#include "date.h"

#include <stdio.h>
#include <string.h>

#include "suite.h"

static const char *read_with(const char *s, const struct date_format *format)
{
	static const char forms[] = "?LZD";
	static struct date_memo memo;	/* as in a column: of whatever was read before */
	static char buffer[64];
	char text[32];
	struct time_stamp stamp;

	switch (date_read(s, strlen(s), format, &memo, &stamp)) {
	case DATE_OK:
		snprintf(buffer, sizeof(buffer), "%s%c", time_seconds_format(stamp.seconds, text), forms[stamp.form]);
		return buffer;
	case DATE_NULL:
		return "null";
	case DATE_AMBIGUOUS:
		return "ambiguous";
	default:
		return "bad";
	}
}

static const char *read_plain(const char *s)
{
	return read_with(s, &(struct date_format){0});
}

static const char *read_order(const char *s, enum date_order order)
{
	return read_with(s, &(struct date_format){.order = order});
}

START_TEST(iso_stamps_keep_clock_offset_and_day_apart)
{
	ck_assert_str_eq(read_plain("2026-11-22T08:15:00"), "2026-11-22T08:15:00L");
	ck_assert_str_eq(read_plain("2026-11-22 08:15"), "2026-11-22T08:15:00L");
	ck_assert_str_eq(read_plain("2026-11-22T08:15:00.250"), "2026-11-22T08:15:00L");
	ck_assert_str_eq(read_plain("2026-11-22T08:15:00Z"), "2026-11-22T08:15:00Z");
	ck_assert_str_eq(read_plain("2026-11-22T08:15:00+03:00"), "2026-11-22T05:15:00Z");
	ck_assert_str_eq(read_plain("2026-11-22 08:15:00 -0330"), "2026-11-22T11:45:00Z");
	ck_assert_str_eq(read_plain("2026-11-22"), "2026-11-22T00:00:00D");
	ck_assert_str_eq(read_plain("2026/11/22 8:15"), "2026-11-22T08:15:00L");
}
END_TEST

START_TEST(day_and_month_follow_the_order_that_is_told)
{
	ck_assert_str_eq(read_order("03/04/2026", DATE_ORDER_DMY), "2026-04-03T00:00:00D");
	ck_assert_str_eq(read_order("03/04/2026", DATE_ORDER_MDY), "2026-03-04T00:00:00D");
	ck_assert_str_eq(read_order("3.4.26 14:05", DATE_ORDER_DMY), "2026-04-03T14:05:00L");
	ck_assert_str_eq(read_order("12/31/2026 08:30:00 PM", DATE_ORDER_MDY), "2026-12-31T20:30:00L");
	ck_assert_str_eq(read_order("25/12/2026", DATE_ORDER_MDY), "bad");
}
END_TEST

START_TEST(an_order_that_nobody_told_is_not_guessed)
{
	ck_assert_str_eq(read_plain("03/04/2026"), "ambiguous");
	ck_assert_str_eq(read_plain("25/12/2026"), "2026-12-25T00:00:00D");
	ck_assert_str_eq(read_plain("12/25/2026"), "2026-12-25T00:00:00D");
	ck_assert_str_eq(read_plain("05/05/2026"), "2026-05-05T00:00:00D");
}
END_TEST

START_TEST(months_by_name_are_read_in_english_and_french)
{
	ck_assert_str_eq(read_plain("15-JAN-26"), "2026-01-15T00:00:00D");
	ck_assert_str_eq(read_plain("15-F\xc3\x89VR.-26"), "2026-02-15T00:00:00D");
	ck_assert_str_eq(read_plain("01-AO\xc3\x9bT-26"), "2026-08-01T00:00:00D");
	ck_assert_str_eq(read_plain("01-JUIN-26"), "2026-06-01T00:00:00D");
	ck_assert_str_eq(read_plain("01-JUIL.-26"), "2026-07-01T00:00:00D");
	ck_assert_str_eq(read_plain("01-D\xc3\x89" "C.-26"), "2026-12-01T00:00:00D");
	ck_assert_str_eq(read_plain("15-JAN-26 10.15.30.000000000 AM"), "2026-01-15T10:15:30L");
	ck_assert_str_eq(read_plain("15 janvier 2026"), "2026-01-15T00:00:00D");
	ck_assert_str_eq(read_plain("Jan 15, 2026"), "2026-01-15T00:00:00D");
	ck_assert_str_eq(read_plain("15-JUI-26"), "bad");	/* June or July */
	ck_assert_str_eq(read_plain("15-XYZ-26"), "bad");
}
END_TEST

START_TEST(digits_alone_are_read_as_year_first)
{
	ck_assert_str_eq(read_plain("20260115"), "2026-01-15T00:00:00D");
	ck_assert_str_eq(read_plain("20260115083000"), "2026-01-15T08:30:00L");
	ck_assert_str_eq(read_plain("202601150830"), "2026-01-15T08:30:00L");
	ck_assert_str_eq(read_plain("20261315"), "bad");
	ck_assert_str_eq(read_plain("12345678"), "bad");
}
END_TEST

/* 45306 is 2024-01-15 in the 1900 system of spreadsheets. */
START_TEST(serial_days_of_spreadsheets_are_read)
{
	ck_assert_str_eq(read_plain("45306"), "2024-01-15T00:00:00D");
	ck_assert_str_eq(read_plain("45306.5"), "2024-01-15T12:00:00L");
	ck_assert_str_eq(read_plain("45306,25"), "2024-01-15T06:00:00L");
	ck_assert_str_eq(read_plain("99999"), "bad");
}
END_TEST

START_TEST(dates_that_mean_nothing_are_nothing)
{
	ck_assert_str_eq(read_plain("1900-01-01"), "null");
	ck_assert_str_eq(read_plain("1900-01-01 00:00:00"), "null");
	ck_assert_str_eq(read_plain("31/12/9999"), "null");
	ck_assert_str_eq(read_plain("9999-12-31T23:59:59"), "null");
	ck_assert_str_eq(read_plain("00/00/0000"), "null");
	ck_assert_str_eq(read_plain("0000-00-00"), "null");
	ck_assert_str_eq(read_plain("0001-01-01"), "null");
}
END_TEST

START_TEST(days_that_do_not_exist_are_refused)
{
	ck_assert_str_eq(read_plain("2026-02-30"), "bad");
	ck_assert_str_eq(read_plain("2025-02-29"), "bad");
	ck_assert_str_eq(read_plain("2024-02-29"), "2024-02-29T00:00:00D");
	ck_assert_str_eq(read_plain("31/04/2026"), "bad");
	ck_assert_str_eq(read_plain("2026-11-22T25:00"), "bad");
	ck_assert_str_eq(read_plain("2026-11-22T08:61"), "bad");
	ck_assert_str_eq(read_plain("yesterday"), "bad");
	ck_assert_str_eq(read_plain(""), "bad");
	ck_assert_str_eq(read_plain("2026-11"), "bad");
}
END_TEST

START_TEST(arabic_indic_digits_and_direction_marks_are_read)
{
	ck_assert_str_eq(read_plain("\xe2\x80\x8f\xd9\xa2\xd9\xa5/\xd9\xa1\xd9\xa2/\xd9\xa2\xd9\xa0\xd9\xa2\xd9\xa6"),
		"2026-12-25T00:00:00D");
}
END_TEST

/* 1 Ramadan 1447 is 18 February 2026 in the tabular calendar and in Umm al-Qura. */
START_TEST(the_islamic_calendar_is_read_only_when_it_is_told)
{
	struct date_format hijri = {.order = DATE_ORDER_DMY, .hijri = true};

	ck_assert_str_eq(read_with("01/09/1447", &hijri), "2026-02-18T00:00:00D");
	ck_assert_str_eq(read_with("1447-09-01 08:00", &hijri), "2026-02-18T08:00:00L");
	ck_assert_str_eq(read_with("01/13/1447", &hijri), "bad");
	ck_assert_str_eq(read_plain("25/09/1447"), "bad");
}
END_TEST

START_TEST(a_zone_makes_instants_of_wall_clocks_and_leaves_days_alone)
{
	struct date_format format = {.zone = time_zone_find("+03:00")};

	ck_assert_str_eq(read_with("2026-11-22T08:15:00", &format), "2026-11-22T05:15:00Z");
	ck_assert_str_eq(read_with("2026-11-22T08:15:00Z", &format), "2026-11-22T08:15:00Z");
	ck_assert_str_eq(read_with("2026-11-22", &format), "2026-11-22T00:00:00D");
}
END_TEST

START_TEST(hints_tell_the_order_by_a_day_above_twelve)
{
	ck_assert_int_eq(date_hint("25/12/2026", 10), DATE_HINT_DMY);
	ck_assert_int_eq(date_hint("12/25/2026", 10), DATE_HINT_MDY);
	ck_assert_int_eq(date_hint("03/04/2026", 10), DATE_HINT_EITHER);
	ck_assert_int_eq(date_hint("05/05/2026", 10), DATE_HINT_NONE);
	ck_assert_int_eq(date_hint("31/12/9999", 10), DATE_HINT_NONE);
	ck_assert_int_eq(date_hint("2026-11-22", 10), DATE_HINT_NONE);
	ck_assert_int_eq(date_hint("15-JAN-26", 9), DATE_HINT_NONE);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("ingest/date");
	TCase *tcase = tcase_create("date");

	tcase_add_test(tcase, iso_stamps_keep_clock_offset_and_day_apart);
	tcase_add_test(tcase, day_and_month_follow_the_order_that_is_told);
	tcase_add_test(tcase, an_order_that_nobody_told_is_not_guessed);
	tcase_add_test(tcase, months_by_name_are_read_in_english_and_french);
	tcase_add_test(tcase, digits_alone_are_read_as_year_first);
	tcase_add_test(tcase, serial_days_of_spreadsheets_are_read);
	tcase_add_test(tcase, dates_that_mean_nothing_are_nothing);
	tcase_add_test(tcase, days_that_do_not_exist_are_refused);
	tcase_add_test(tcase, arabic_indic_digits_and_direction_marks_are_read);
	tcase_add_test(tcase, the_islamic_calendar_is_read_only_when_it_is_told);
	tcase_add_test(tcase, a_zone_makes_instants_of_wall_clocks_and_leaves_days_alone);
	tcase_add_test(tcase, hints_tell_the_order_by_a_day_above_twelve);
	suite_add_tcase(suite, tcase);
	return support_run(suite);
}
