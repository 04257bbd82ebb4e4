/* series_time.c - see series_time.h. Dates are those of date.c; here are the forms in which series are written besides. */
#include "series_time.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
	LONGEST = 32, YEAR_FIRST = 1583, YEAR_LAST = 2500, COMPACT_YEAR_FIRST = 1950, COMPACT_YEAR_LAST = 2100,
	WEEK_SECONDS = 7 * TIME_DAY_SECONDS, MONDAY_OF_WEEK_0 = -3, /* 1969-12-29 */
};

static const int64_t epoch_first = 631152000, epoch_last = 4102444800;	/* 1990 to 2100 */

static bool digits_at(const char *s, size_t from, size_t n, int *ret_value)
{
	int value = 0;

	for (size_t i = from; i < from + n; i++) {
		if (s[i] < '0' || s[i] > '9')
			return false;
		value = value * 10 + (s[i] - '0');
	}
	*ret_value = value;
	return true;
}

static bool year_read(const char *s, int *ret_year)
{
	return digits_at(s, 0, 4, ret_year) && *ret_year >= YEAR_FIRST && *ret_year <= YEAR_LAST;
}

static bool is_mark(char c)
{
	return c == '-' || c == '/' || c == 'M' || c == 'm';
}

/* Mar 2026, March 2026, Mar-26: what is a date with a day before it, and none without. */
static bool named_month_read(const char *s, size_t n, int64_t *ret_at)
{
	struct date_format format = {.order = DATE_ORDER_DMY};
	struct time_stamp stamp;
	struct time_civil civil;
	char dated[LONGEST + 2];

	if (n < 6 || n >= LONGEST || !isalpha((unsigned char)s[0]))
		return false;
	snprintf(dated, sizeof(dated), "1%c%.*s", s[n - 3] == '-' || s[n - 5] == '-' ? '-' : ' ', (int)n, s);
	if (date_read(dated, n + 2, &format, NULL, &stamp) != DATE_OK || stamp.form != TIME_FORM_DAY)
		return false;
	civil = time_civil_from_day(time_day_of(stamp.seconds));
	*ret_at = (int64_t)civil.year * 12 + civil.month - 1;
	return true;
}

/* 2026-03, 2026/03, 2026M03. */
static bool month_read(const char *s, size_t n, int64_t *ret_at)
{
	int year, month;

	if (n != 7 || !year_read(s, &year) || !is_mark(s[4]) || !digits_at(s, 5, 2, &month) || month < 1 || month > 12)
		return named_month_read(s, n, ret_at);
	*ret_at = (int64_t)year * 12 + month - 1;
	return true;
}

/* 2026-Q1, 2026Q1, 2026 Q1. */
static bool quarter_read(const char *s, size_t n, int64_t *ret_at)
{
	const char *q;
	int year;

	if (n < 6 || n > 7 || !year_read(s, &year))
		return false;
	q = s + n - 2;
	if ((*q != 'Q' && *q != 'q') || q[1] < '1' || q[1] > '4' || (n == 7 && !is_mark(s[4])))
		return false;
	*ret_at = (int64_t)year * 4 + q[1] - '1';
	return true;
}

/* 2026-W05, 2026W05. */
static bool week_read(const char *s, size_t n, int64_t *ret_at)
{
	const char *w = s + n - 3;
	int year, week, found_year, found_week;
	int32_t first, monday;

	if (n < 7 || n > 8 || !year_read(s, &year) || (*w != 'W' && *w != 'w') || !digits_at(w, 1, 2, &week) || week < 1 || week > 53 ||
		(n == 8 && s[4] != '-'))
		return false;
	first = time_day_from_civil(year, 1, 4);	/* is always in week 1 */
	monday = first - time_weekday(first) + (week - 1) * 7;
	time_iso_week(monday, &found_year, &found_week);
	*ret_at = (monday - MONDAY_OF_WEEK_0) / 7;
	return found_week == week;
}

static bool number_read_whole(const char *s, size_t n, int64_t *ret_value)
{
	char buffer[LONGEST], *end;
	double value;

	if (n == 0 || n >= sizeof(buffer) || strspn(s, "+-0123456789.") < n)
		return false;
	memcpy(buffer, s, n);
	buffer[n] = '\0';
	value = strtod(buffer, &end);
	if (*end || value < -1e15 || value > 1e15 || value != (double)(int64_t)value)
		return false;
	*ret_value = (int64_t)value;
	return true;
}

static bool epoch_read(const char *s, size_t n, int64_t *ret_at)
{
	int64_t value;

	size_t digits = strspn(s, "0123456789");

	digits = digits < n ? digits : n;
	if ((digits != 10 && digits != 13) || !number_read_whole(s, n, &value))
		return false;
	value = digits == 13 ? value / 1000 : value;
	*ret_at = value;
	return value >= epoch_first && value < epoch_last;
}

/* 45123.5 is a number here, 01.02.2026 a date. */
static bool looks_like_number(const char *s, size_t n)
{
	size_t marks = 0;

	for (size_t i = 0; i < n; i++)
		marks += s[i] == '.' || s[i] == ',';
	return strspn(s, "0123456789.,") >= n && marks < 2;
}

static bool date_can(const char *s, size_t n)
{
	struct date_format format = {.order = DATE_ORDER_DMY};
	struct time_stamp stamp;
	int64_t whole;
	int year;

	if (number_read_whole(s, n, &whole))
		return n == 8 && digits_at(s, 0, 4, &year) && year >= COMPACT_YEAR_FIRST && year <= COMPACT_YEAR_LAST &&
		       date_read(s, n, &format, NULL, &stamp) == DATE_OK;
	if (looks_like_number(s, n))
		return false;
	if (date_read(s, n, &format, NULL, &stamp) == DATE_OK)
		return true;
	format.order = DATE_ORDER_MDY;
	return date_read(s, n, &format, NULL, &stamp) == DATE_OK;
}

static bool serial_can(const char *s, size_t n)
{
	struct date_format format = {.order = DATE_ORDER_DMY};
	struct time_stamp stamp;

	return n >= 5 && strspn(s, "0123456789.,") == n && date_read(s, n, &format, NULL, &stamp) == DATE_OK;
}

unsigned series_time_forms(const char *s, size_t n)
{
	unsigned forms = 0;
	int64_t at;
	int year;

	forms |= number_read_whole(s, n, &at) ? SERIES_NUMBER : 0;
	forms |= n == 4 && year_read(s, &year) ? SERIES_YEAR : 0;
	forms |= quarter_read(s, n, &at) ? SERIES_QUARTER : 0;
	forms |= month_read(s, n, &at) ? SERIES_MONTH : 0;
	forms |= week_read(s, n, &at) ? SERIES_WEEK : 0;
	forms |= epoch_read(s, n, &at) ? SERIES_EPOCH : 0;
	forms |= date_can(s, n) ? SERIES_DATE : 0;
	forms |= serial_can(s, n) ? SERIES_SERIAL : 0;
	return forms;
}

static bool date_take(const char *s, size_t n, enum date_order order, enum ingest_series_time *ret_time, int64_t *ret_at)
{
	struct date_format format = {.order = order};
	struct time_stamp stamp;

	if (date_read(s, n, &format, NULL, &stamp) != DATE_OK)
		return false;
	*ret_at = stamp.seconds;
	*ret_time = stamp.form == TIME_FORM_DAY ? INGEST_SERIES_DAY :
		stamp.form == TIME_FORM_INSTANT ? INGEST_SERIES_INSTANT : INGEST_SERIES_LOCAL;
	return true;
}

bool series_time_read(const char *s, size_t n, enum series_form form, enum date_order order, enum ingest_series_time *ret_time,
	int64_t *ret_at)
{
	int year;

	switch (form) {
	case SERIES_NUMBER:
		*ret_time = INGEST_SERIES_NUMBER;
		return number_read_whole(s, n, ret_at);
	case SERIES_YEAR:
		*ret_time = INGEST_SERIES_YEAR;
		if (n != 4 || !year_read(s, &year))
			return false;
		*ret_at = year;
		return true;
	case SERIES_QUARTER:
		*ret_time = INGEST_SERIES_QUARTER;
		return quarter_read(s, n, ret_at);
	case SERIES_MONTH:
		*ret_time = INGEST_SERIES_MONTH;
		return month_read(s, n, ret_at);
	case SERIES_WEEK:
		*ret_time = INGEST_SERIES_WEEK;
		return week_read(s, n, ret_at);
	case SERIES_EPOCH:
		*ret_time = INGEST_SERIES_INSTANT;
		return epoch_read(s, n, ret_at);
	default:
		return date_take(s, n, order, ret_time, ret_at);
	}
}

/* ---- and back ---- */

char *ingest_series_format(enum ingest_series_time time, int64_t at, char buffer[32])
{
	int year, week;

	switch (time) {
	case INGEST_SERIES_QUARTER:
		snprintf(buffer, 32, "%04d-Q%d", (int)(at / 4), (int)(at % 4) + 1);
		return buffer;
	case INGEST_SERIES_MONTH:
		snprintf(buffer, 32, "%04d-%02d", (int)(at / 12), (int)(at % 12) + 1);
		return buffer;
	case INGEST_SERIES_WEEK:
		time_iso_week((int32_t)at * 7 + MONDAY_OF_WEEK_0, &year, &week);
		snprintf(buffer, 32, "%04d-W%02d", year, week);
		return buffer;
	case INGEST_SERIES_DAY:
		return time_day_format(time_day_of(at), buffer);
	case INGEST_SERIES_LOCAL:
		return time_seconds_format(at, buffer);
	case INGEST_SERIES_INSTANT:
		time_seconds_format(at, buffer);
		return strcat(buffer, "Z");
	default:
		snprintf(buffer, 32, "%lld", (long long)at);
		return buffer;
	}
}

bool ingest_series_day(enum ingest_series_time time, int64_t at, int32_t *ret_day, int32_t *ret_second)
{
	*ret_second = 0;
	switch (time) {
	case INGEST_SERIES_YEAR:
		*ret_day = time_day_from_civil((int)at, 1, 1);
		return true;
	case INGEST_SERIES_QUARTER:
		*ret_day = time_day_from_civil((int)(at / 4), (int)(at % 4) * 3 + 1, 1);
		return true;
	case INGEST_SERIES_MONTH:
		*ret_day = time_day_from_civil((int)(at / 12), (int)(at % 12) + 1, 1);
		return true;
	case INGEST_SERIES_WEEK:
		*ret_day = (int32_t)at * 7 + MONDAY_OF_WEEK_0;
		return true;
	case INGEST_SERIES_DAY:
	case INGEST_SERIES_LOCAL:
	case INGEST_SERIES_INSTANT:
		*ret_day = time_day_of(at);
		*ret_second = (int32_t)(at - (int64_t)*ret_day * TIME_DAY_SECONDS);
		return true;
	default:
		return false;
	}
}

/* A day, or the first day of a rougher period, in seconds of its beginning. */
static bool day_find(const char *s, enum date_order order, int32_t *ret_day)
{
	static const enum series_form forms[] = {SERIES_DATE, SERIES_MONTH, SERIES_QUARTER, SERIES_WEEK, SERIES_YEAR};
	enum ingest_series_time time;
	int32_t second;
	int64_t at;

	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		if (series_time_read(s, strlen(s), forms[i], order, &time, &at) && ingest_series_day(time, at, ret_day, &second))
			return true;
	}
	return false;
}

bool ingest_series_moment(const struct ingest_series *series, const char *s, char date_order, int64_t *ret_at)
{
	static const enum series_form forms[] = {
		[INGEST_SERIES_ROWS] = SERIES_NUMBER, [INGEST_SERIES_NUMBER] = SERIES_NUMBER, [INGEST_SERIES_YEAR] = SERIES_YEAR,
		[INGEST_SERIES_QUARTER] = SERIES_QUARTER, [INGEST_SERIES_MONTH] = SERIES_MONTH, [INGEST_SERIES_WEEK] = SERIES_WEEK,
		[INGEST_SERIES_DAY] = SERIES_DATE, [INGEST_SERIES_LOCAL] = SERIES_DATE, [INGEST_SERIES_INSTANT] = SERIES_DATE,
	};
	enum date_order order = date_order == 'd' ? DATE_ORDER_DMY : date_order == 'm' ? DATE_ORDER_MDY : DATE_ORDER_UNKNOWN;
	enum series_form form = forms[series->time];
	enum ingest_series_time time;
	int32_t day;

	if (series_time_read(s, strlen(s), form, order, &time, ret_at) ||
		(series->time == INGEST_SERIES_INSTANT && series_time_read(s, strlen(s), SERIES_EPOCH, order, &time, ret_at))) {
		/* Of a series of days, the day in which the moment lies. */
		if (series->time == INGEST_SERIES_DAY)
			*ret_at = (int64_t)time_day_of(*ret_at) * TIME_DAY_SECONDS;
		return true;
	}
	if (series->time < INGEST_SERIES_YEAR || !day_find(s, order, &day))
		return false;
	if (series->time >= INGEST_SERIES_DAY) {
		*ret_at = (int64_t)day * TIME_DAY_SECONDS;
	} else if (series->time == INGEST_SERIES_WEEK) {
		*ret_at = (day - MONDAY_OF_WEEK_0 - time_weekday(day)) / 7;
	} else {
		struct time_civil civil = time_civil_from_day(day);

		*ret_at = series->time == INGEST_SERIES_YEAR ? civil.year :
			series->time == INGEST_SERIES_QUARTER ? (int64_t)civil.year * 4 + (civil.month - 1) / 3 :
			(int64_t)civil.year * 12 + civil.month - 1;
	}
	return true;
}
