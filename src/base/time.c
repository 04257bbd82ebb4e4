/* time.c - the calendar, and stamps as they are written in files.
 *
 * Civil days by the era arithmetic of Hinnant ("chrono-compatible low-level date algorithms"): no tables, no
 * libc time functions, so neither TZ nor the locale can change a figure. What a post's wall clock shows is
 * zone.c's business. */
#include "base/time.h"

#include <stdio.h>
#include <string.h>

enum { YEAR_FIRST = 1583, YEAR_LAST = 9999, OFFSET_HOURS_MAX = 15 };

int32_t time_day_from_civil(int year, int month, int day)
{
	int64_t y = (int64_t)year - (month <= 2);
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t year_of_era = y - era * 400;
	int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
	int64_t days = era * 146097 + day_of_era - 719468;

	if (days > INT32_MAX)
		return INT32_MAX;
	return days <= INT32_MIN ? INT32_MIN + 1 : (int32_t)days;
}

struct time_civil time_civil_from_day(int32_t day)
{
	int64_t z = (int64_t)day + 719468;
	int64_t era = (z >= 0 ? z : z - 146096) / 146097;
	int64_t doe = z - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int64_t mp = (5 * doy + 2) / 153;
	int month = (int)(mp < 10 ? mp + 3 : mp - 9);

	return (struct time_civil){
		.year = (int)(yoe + era * 400 + (month <= 2)),
		.month = month,
		.day = (int)(doy - (153 * mp + 2) / 5 + 1),
	};
}

static bool is_leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

bool time_civil_is_valid(int year, int month, int day)
{
	static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	if (year < YEAR_FIRST || year > YEAR_LAST || month < 1 || month > 12 || day < 1)
		return false;
	return day <= lengths[month - 1] + (month == 2 && is_leap(year));
}

/* Years of 354 days, eleven of each thirty with one more; 1 Muharram 1 is 622-07-19 of the Gregorian calendar. */
int32_t time_day_from_hijri(int year, int month, int day)
{
	int32_t days = (int32_t)((11 * year + 3) / 30) + 354 * year + 30 * month - (month - 1) / 2 + day - 385;

	return days - 492148;
}

struct time_civil time_hijri_from_day(int32_t day)
{
	struct time_civil hijri = { .year = (int)((30 * ((int64_t)day + 492148) + 10646) / 10631), .month = 12 };

	while (time_day_from_hijri(hijri.year, 1, 1) > day)
		hijri.year--;
	while (time_day_from_hijri(hijri.year + 1, 1, 1) <= day)
		hijri.year++;
	while (time_day_from_hijri(hijri.year, hijri.month, 1) > day)
		hijri.month--;
	hijri.day = (int)(day - time_day_from_hijri(hijri.year, hijri.month, 1)) + 1;
	return hijri;
}

int time_weekday(int32_t day)
{
	int64_t shifted = ((int64_t)day + 3) % 7; /* 1970-01-01 was a Thursday */

	return (int)(shifted < 0 ? shifted + 7 : shifted);
}

void time_iso_week(int32_t day, int *ret_year, int *ret_week)
{
	int64_t thursday = (int64_t)day - time_weekday(day) + 3; /* a week belongs to the year of it */
	int year = time_civil_from_day((int32_t)thursday).year;

	*ret_year = year;
	*ret_week = (int)((thursday - time_day_from_civil(year, 1, 1)) / 7) + 1;
}

int32_t time_day_of(int64_t seconds)
{
	int64_t day = seconds / TIME_DAY_SECONDS - (seconds % TIME_DAY_SECONDS < 0);

	if (day > INT32_MAX)
		return INT32_MAX;
	return day <= INT32_MIN ? INT32_MIN + 1 : (int32_t)day;
}

/* A reader of digits and marks over s[0..n). */
struct scan {
	const char *s, *end;
};

static inline bool scan_digits(struct scan *scan, int count, int *ret_value)
{
	int value = 0;

	if (scan->end - scan->s < count)
		return false;
	for (int i = 0; i < count; i++) {
		unsigned digit = (unsigned char)scan->s[i] - (unsigned)'0';

		if (digit > 9)
			return false;
		value = value * 10 + (int)digit;
	}
	scan->s += count;
	*ret_value = value;
	return true;
}

static inline bool scan_mark(struct scan *scan, char mark)
{
	if (scan->s == scan->end || *scan->s != mark)
		return false;
	scan->s++;
	return true;
}

static bool scan_date(struct scan *scan, int32_t *ret_day)
{
	int year, month, day;

	if (!scan_digits(scan, 4, &year) || !scan_mark(scan, '-') || !scan_digits(scan, 2, &month) ||
		!scan_mark(scan, '-') || !scan_digits(scan, 2, &day) ||
		!time_civil_is_valid(year, month, day))
		return false;
	*ret_day = time_day_from_civil(year, month, day);
	return true;
}

static bool scan_separator(struct scan *scan)
{
	return scan_mark(scan, 'T') || scan_mark(scan, ' ') || scan_mark(scan, 't');
}

/* hh:mm, with seconds and a fraction (cut off) where they are written; 24:00 is the end of the day. */
static bool scan_clock(struct scan *scan, int *ret_seconds)
{
	int hour, minute, second = 0, digit;

	if (!scan_digits(scan, 2, &hour) || !scan_mark(scan, ':') || !scan_digits(scan, 2, &minute))
		return false;
	if (scan_mark(scan, ':')) {
		if (!scan_digits(scan, 2, &second))
			return false;
		if (scan_mark(scan, '.') || scan_mark(scan, ',')) {
			if (!scan_digits(scan, 1, &digit))
				return false;
			while (scan_digits(scan, 1, &digit))
				;
		}
	}
	*ret_seconds = hour * 3600 + minute * 60 + second;
	return minute <= 59 && second <= 59 && *ret_seconds <= TIME_DAY_SECONDS;
}

static bool scan_offset(struct scan *scan, int *ret_seconds)
{
	int sign, hours, minutes = 0;

	if (scan_mark(scan, 'Z') || scan_mark(scan, 'z')) {
		*ret_seconds = 0;
		return true;
	}
	sign = scan_mark(scan, '-') ? -1 : 1;
	if ((sign > 0 && !scan_mark(scan, '+')) || !scan_digits(scan, 2, &hours))
		return false;
	if (scan_mark(scan, ':')) {
		if (!scan_digits(scan, 2, &minutes))
			return false;
	} else if (scan->s < scan->end && !scan_digits(scan, 2, &minutes)) {
		return false;
	}
	*ret_seconds = sign * (hours * 3600 + minutes * 60);
	return hours <= OFFSET_HOURS_MAX && minutes <= 59;
}

bool time_day_parse(const char *s, int32_t *ret_day)
{
	struct scan scan = {.s = s, .end = s + strlen(s)};
	int32_t day;

	if (!scan_date(&scan, &day) || scan.s != scan.end)
		return false;
	*ret_day = day;
	return true;
}

bool time_stamp_parse(const char *s, size_t n, struct time_stamp *ret_stamp)
{
	struct scan scan = {.s = s, .end = s + n};
	struct time_stamp stamp = {.form = TIME_FORM_DAY};
	int32_t day;
	int clock, offset;

	if (!scan_date(&scan, &day))
		return false;
	stamp.seconds = (int64_t)day * TIME_DAY_SECONDS;
	if (scan.s < scan.end) {
		if (!scan_separator(&scan) || !scan_clock(&scan, &clock))
			return false;
		stamp.form = TIME_FORM_LOCAL;
		stamp.seconds += clock;
	}
	if (scan.s < scan.end) {
		scan_mark(&scan, ' ');
		if (!scan_offset(&scan, &offset) || scan.s != scan.end)
			return false;
		stamp.form = TIME_FORM_INSTANT;
		stamp.seconds -= offset;
	}
	*ret_stamp = stamp;
	return true;
}

char *time_day_format(int32_t day, char buffer[32])
{
	struct time_civil civil = time_civil_from_day(day);

	if (day == TIME_DAY_NONE)
		buffer[0] = '\0';
	else
		snprintf(buffer, 32, "%04d-%02d-%02d", civil.year, civil.month, civil.day);
	return buffer;
}

char *time_seconds_format(int64_t seconds, char buffer[32])
{
	int32_t day = time_day_of(seconds);
	struct time_civil civil = time_civil_from_day(day);
	int clock = (int)(((seconds % TIME_DAY_SECONDS) + TIME_DAY_SECONDS) % TIME_DAY_SECONDS);

	if (seconds == TIME_NONE)
		buffer[0] = '\0';
	else
		snprintf(buffer, 32, "%04d-%02d-%02dT%02d:%02d:%02d", civil.year, civil.month, civil.day,
			clock / 3600, clock / 60 % 60, clock % 60);
	return buffer;
}
