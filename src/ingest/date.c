/* date.c - one stamp from text. ISO 8601 takes a short way; everything else is folded to plain ASCII words first.
 *
 * Forms: ISO and year-first dates with any mark; day and month in either order, if the column's order is known; 15-JAN-26 and
 * 15 FÉVR. 2026; 20260115, 20260115083000; serial days of a spreadsheet (45123.5). Clocks with seconds, fractions, AM/PM,
 * offsets. The Islamic calendar is the tabular one (civil epoch), which can differ by a day from a sighted or computed one,
 * and is used only when a profile says so. */
#include "date.h"

#include <string.h>

#include "base/width.h"
#include "fold.h"

enum {
	LONGEST = 80, SERIAL_FIRST = 18264 /* 1950-01-01 */, SERIAL_LAST = 73050 /* 2099-12-31 */,
	SERIAL_EPOCH = -25569 /* 1899-12-30 as a day */, HIJRI_FIRST = 1300, HIJRI_LAST = 1600,
	COMPACT_FIRST = 1950, COMPACT_LAST = 2100,
};

/* ---- the short way ---- */

static inline bool two_digits(const char *s, int *ret_value)
{
	unsigned tens = (unsigned char)s[0] - (unsigned)'0', ones = (unsigned char)s[1] - (unsigned)'0';

	*ret_value = (int)(tens * 10 + ones);
	return tens <= 9 && ones <= 9;
}

/* 2026-11-22, or what the memo says of the same text. */
static bool read_iso_day(const char *s, struct date_memo *memo, int64_t *ret_midnight)
{
	int century, year, month, day;
	uint64_t year_month;
	uint16_t of_month;

	memcpy(&year_month, s, 8);
	memcpy(&of_month, s + 8, 2);
	if (memo && year_month == memo->year_month && of_month == memo->day) {
		*ret_midnight = memo->midnight;
		return true;
	}
	if (s[4] != '-' || s[7] != '-' || !two_digits(s, &century) || !two_digits(s + 2, &year) ||
	    !two_digits(s + 5, &month) || !two_digits(s + 8, &day))
		return false;
	year += century * 100;
	if (!time_civil_is_valid(year, month, day))
		return false;
	*ret_midnight = (int64_t)time_day_from_civil(year, month, day) * TIME_DAY_SECONDS;
	if (memo)
		*memo = (struct date_memo){.year_month = year_month, .day = of_month, .midnight = *ret_midnight};
	return true;
}

/* 2026-11-22T08:15:00 and 2026-11-22 08:15, without offset. */
static bool read_iso_local(const char *s, size_t n, struct date_memo *memo, struct time_stamp *ret_stamp)
{
	int hour, minute, second = 0;
	int64_t midnight;

	if ((n != 19 && n != 16) || (s[10] != 'T' && s[10] != ' ') || s[13] != ':' || !two_digits(s + 11, &hour) ||
	    !two_digits(s + 14, &minute))
		return false;
	if (n == 19 && (s[16] != ':' || !two_digits(s + 17, &second)))
		return false;
	if (hour > 23 || minute > 59 || second > 59 || !read_iso_day(s, memo, &midnight))
		return false;
	ret_stamp->seconds = midnight + hour * 3600 + minute * 60 + second;
	ret_stamp->form = TIME_FORM_LOCAL;
	return true;
}

/* ---- the long way: a scan over folded text ---- */

struct scan {
	const char *s, *end;
};

static char peek(const struct scan *scan)
{
	return scan->s < scan->end ? *scan->s : '\0';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

static bool take(struct scan *scan, const char *marks)
{
	char c = peek(scan);

	if (c == '\0' || !strchr(marks, c))
		return false;
	scan->s++;
	return true;
}

static void skip(struct scan *scan, const char *marks)
{
	while (take(scan, marks))
		;
}

/* A run of digits: how many, 0 when there is none or more than nine. */
static int take_number(struct scan *scan, int *ret_value)
{
	const char *s = scan->s;
	int value = 0;

	while (s < scan->end && is_digit(*s) && s - scan->s < 10)
		value = s - scan->s < 9 ? value * 10 + (*s++ - '0') : (s++, value);
	if (s == scan->s || s - scan->s > 9)
		return 0;
	*ret_value = value;
	value = (int)(s - scan->s);
	scan->s = s;
	return value;
}

static size_t word_length(const struct scan *scan)
{
	const char *s = scan->s;

	while (s < scan->end && is_letter(*s))
		s++;
	return (size_t)(s - scan->s);
}

static const char *const month_names[][4] = {
	{"january", "janvier", "\xd9\x8a\xd9\x86\xd8\xa7\xd9\x8a\xd8\xb1", "enero"},
	{"february", "fevrier", "\xd9\x81\xd8\xa8\xd8\xb1\xd8\xa7\xd9\x8a\xd8\xb1", "febrero"},
	{"march", "mars", "\xd9\x85\xd8\xa7\xd8\xb1\xd8\xb3", "marzo"},
	{"april", "avril", "\xd8\xa7\xd8\xa8\xd8\xb1\xd9\x8a\xd9\x84", "abril"},
	{"may", "mai", "\xd9\x85\xd8\xa7\xd9\x8a\xd9\x88", "mayo"},
	{"june", "juin", "\xd9\x8a\xd9\x88\xd9\x86\xd9\x8a\xd9\x88", "junio"},
	{"july", "juillet", "\xd9\x8a\xd9\x88\xd9\x84\xd9\x8a\xd9\x88", "julio"},
	{"august", "aout", "\xd8\xa7\xd8\xba\xd8\xb3\xd8\xb7\xd8\xb3", "agosto"},
	{"september", "septembre", "\xd8\xb3\xd8\xa8\xd8\xaa\xd9\x85\xd8\xa8\xd8\xb1", "septiembre"},
	{"october", "octobre", "\xd8\xa7\xd9\x83\xd8\xaa\xd9\x88\xd8\xa8\xd8\xb1", "octubre"},
	{"november", "novembre", "\xd9\x86\xd9\x88\xd9\x81\xd9\x85\xd8\xa8\xd8\xb1", "noviembre"},
	{"december", "decembre", "\xd8\xaf\xd9\x8a\xd8\xb3\xd9\x85\xd8\xa8\xd8\xb1", "diciembre"},
};

/* A name or its first letters, three at least, as long as they are of one month only. */
static bool take_month(struct scan *scan, int *ret_month)
{
	size_t n = word_length(scan);
	int found = 0;

	if (n < 3)
		return false;
	for (int month = 1; month <= 12; month++) {
		bool is_it = false;

		for (size_t i = 0; i < 4; i++)
			is_it = is_it || strncmp(month_names[month - 1][i], scan->s, n) == 0;
		if (is_it && found)
			return false;
		if (is_it)
			found = month;
	}
	if (!found)
		return false;
	scan->s += n;
	take(scan, ".");
	*ret_month = found;
	return true;
}

struct parts {
	int a, b, c;	/* numbers as they stand */
	int digits_a, digits_b, digits_c;
	int month;	/* by name, else 0 */
};

static const char date_marks[] = "/-. ,";

/* 15/01/2026, 2026/01/15, 15-jan-26, jan 15, 2026. */
static bool scan_parts(struct scan *scan, struct parts *parts)
{
	*parts = (struct parts){0};
	if (take_month(scan, &parts->month)) {
		skip(scan, date_marks);
		parts->digits_a = take_number(scan, &parts->a);
		if (!parts->digits_a)
			return false;
	} else {
		parts->digits_a = take_number(scan, &parts->a);
		if (!parts->digits_a)
			return false;
		skip(scan, date_marks);
		if (!take_month(scan, &parts->month)) {
			parts->digits_b = take_number(scan, &parts->b);
			if (!parts->digits_b)
				return false;
		}
	}
	if (!take(scan, date_marks) && !parts->month)
		return false;
	skip(scan, date_marks);
	parts->digits_c = take_number(scan, &parts->c);
	return parts->digits_c > 0;
}

static int full_year(int year, int digits)
{
	if (digits > 2)
		return year;
	return year < 70 ? 2000 + year : 1900 + year;
}

struct civil {
	int year, month, day;
};

static enum date_status civil_day(const struct civil *civil, const struct date_format *format, int32_t *ret_day)
{
	if (civil->day == 0 && civil->month == 0)
		return DATE_NULL;
	if (civil->year <= 1 || (civil->year == 9999 && civil->month == 12 && civil->day == 31))
		return DATE_NULL;
	if (format->hijri && civil->year >= HIJRI_FIRST && civil->year <= HIJRI_LAST) {
		if (civil->month < 1 || civil->month > 12 || civil->day < 1 || civil->day > 30)
			return DATE_BAD;
		*ret_day = time_day_from_hijri(civil->year, civil->month, civil->day);
		return DATE_OK;
	}
	if (!time_civil_is_valid(civil->year, civil->month, civil->day))
		return DATE_BAD;
	*ret_day = time_day_from_civil(civil->year, civil->month, civil->day);
	return DATE_OK;
}

/* Which part is what. */
static enum date_status parts_order(const struct parts *parts, const struct date_format *format, struct civil *ret_civil)
{
	enum date_order order = format->order;

	if (parts->month) {
		bool year_first = parts->digits_a > 2;

		*ret_civil = (struct civil){
			.year = year_first ? parts->a : full_year(parts->c, parts->digits_c),
			.month = parts->month,
			.day = year_first ? parts->c : parts->a,
		};
		return DATE_OK;
	}
	if (parts->digits_a == 4) {
		*ret_civil = (struct civil){.year = parts->a, .month = parts->b, .day = parts->c};
		return parts->digits_b <= 2 && parts->digits_c <= 2 ? DATE_OK : DATE_BAD;
	}
	if (parts->digits_a > 2 || parts->digits_b > 2 || (parts->digits_c != 2 && parts->digits_c != 4))
		return DATE_BAD;
	if (order == DATE_ORDER_UNKNOWN && parts->a <= 12 && parts->b <= 12 && parts->a != parts->b)
		return DATE_AMBIGUOUS;
	if (order == DATE_ORDER_UNKNOWN)
		order = parts->b > 12 ? DATE_ORDER_MDY : DATE_ORDER_DMY;
	*ret_civil = (struct civil){
		.year = full_year(parts->c, parts->digits_c),
		.month = order == DATE_ORDER_DMY ? parts->b : parts->a,
		.day = order == DATE_ORDER_DMY ? parts->a : parts->b,
	};
	return DATE_OK;
}

/* am, pm; hours from 1 to 12. */
static bool take_half(struct scan *scan, int *hour)
{
	size_t n;

	skip(scan, " ");
	n = word_length(scan);
	if (n != 2 || scan->s[1] != 'm' || (*scan->s != 'a' && *scan->s != 'p'))
		return true;
	if (*hour < 1 || *hour > 12)
		return false;
	*hour = *hour % 12 + (*scan->s == 'p' ? 12 : 0);
	scan->s += 2;
	return true;
}

/* 8:15, 08.15.30.000000 pm, 08h15. */
static bool scan_clock(struct scan *scan, int *ret_seconds)
{
	int hour, minute, second = 0, fraction;

	if (take_number(scan, &hour) == 0 || !take(scan, ":.h") || take_number(scan, &minute) != 2)
		return false;
	if (take(scan, ":.")) {
		if (take_number(scan, &second) != 2)
			return false;
		if (take(scan, ".,:") && take_number(scan, &fraction) == 0)
			return false;
	}
	if (!take_half(scan, &hour))
		return false;
	*ret_seconds = hour * 3600 + minute * 60 + second;
	return hour <= 24 && minute <= 59 && second <= 59 && *ret_seconds <= TIME_DAY_SECONDS;
}

static bool scan_offset(struct scan *scan, int *ret_seconds)
{
	int sign, digits, hours, minutes = 0;

	if (take(scan, "z")) {
		*ret_seconds = 0;
		return true;
	}
	if (word_length(scan) == 3 && (memcmp(scan->s, "utc", 3) == 0 || memcmp(scan->s, "gmt", 3) == 0)) {
		scan->s += 3;
		*ret_seconds = 0;
		if (scan->s == scan->end)
			return true;
	}
	sign = peek(scan) == '-' ? -1 : 1;
	if (!take(scan, "+-"))
		return false;
	digits = take_number(scan, &hours);
	if (digits == 4) {
		minutes = hours % 100;
		hours /= 100;
	} else if (digits < 1 || digits > 2) {
		return false;
	} else if (take(scan, ":") && take_number(scan, &minutes) != 2) {
		return false;
	}
	*ret_seconds = sign * (hours * 3600 + minutes * 60);
	return hours <= 15 && minutes <= 59;
}

/* What follows the date, up to the end. */
static enum date_status scan_rest(struct scan *scan, const struct date_format *format, int32_t day,
	struct time_stamp *ret_stamp)
{
	struct time_stamp stamp = {.seconds = (int64_t)day * TIME_DAY_SECONDS, .form = TIME_FORM_DAY};
	int clock, offset;

	skip(scan, " ,t");
	if (scan->s == scan->end) {
		*ret_stamp = stamp;
		return DATE_OK;
	}
	if (!scan_clock(scan, &clock))
		return DATE_BAD;
	stamp.seconds += clock;
	stamp.form = TIME_FORM_LOCAL;
	skip(scan, " ");
	if (scan->s < scan->end) {
		if (!scan_offset(scan, &offset) || scan->s != scan->end)
			return DATE_BAD;
		stamp.seconds -= offset;
		stamp.form = TIME_FORM_INSTANT;
	}
	*ret_stamp = stamp;
	return DATE_OK;
}

/* 20260115, 202601150830, 20260115083000: digits alone, 8, 12 or 14 of them. */
static enum date_status read_compact(const char *s, size_t n, const struct date_format *format, struct time_stamp *ret_stamp)
{
	struct civil civil;
	int century, hour = 0, minute = 0, second = 0;
	enum date_status status;
	int32_t day;

	two_digits(s, &century);
	two_digits(s + 2, &civil.year);
	two_digits(s + 4, &civil.month);
	two_digits(s + 6, &civil.day);
	civil.year += century * 100;
	status = civil_day(&civil, format, &day);
	if (status != DATE_OK)
		return status;
	if (!format->hijri && (civil.year < COMPACT_FIRST || civil.year > COMPACT_LAST) && civil.year != 1900)
		return DATE_BAD;
	if (n >= 12) {
		two_digits(s + 8, &hour);
		two_digits(s + 10, &minute);
	}
	if (n == 14)
		two_digits(s + 12, &second);
	if (hour > 23 || minute > 59 || second > 59)
		return DATE_BAD;
	*ret_stamp = (struct time_stamp){
		.seconds = (int64_t)day * TIME_DAY_SECONDS + hour * 3600 + minute * 60 + second,
		.form = n == 8 ? TIME_FORM_DAY : TIME_FORM_LOCAL,
	};
	return DATE_OK;
}

/* 45123 or 45123.354: days since 1899-12-30, to the second. */
static enum date_status read_serial(struct scan scan, struct time_stamp *ret_stamp)
{
	int day = 0;
	double fraction = 0, unit = 0.1;

	if (take_number(&scan, &day) != 5 || day < SERIAL_FIRST || day > SERIAL_LAST)
		return DATE_BAD;
	*ret_stamp = (struct time_stamp){
		.seconds = (int64_t)(day + SERIAL_EPOCH) * TIME_DAY_SECONDS,
		.form = TIME_FORM_DAY,
	};
	if (scan.s == scan.end)
		return DATE_OK;
	if (!take(&scan, ".,") || scan.s == scan.end)
		return DATE_BAD;
	for (; scan.s < scan.end; scan.s++, unit /= 10) {
		if (!is_digit(*scan.s))
			return DATE_BAD;
		fraction += unit * (*scan.s - '0');
	}
	ret_stamp->seconds += (int64_t)(fraction * TIME_DAY_SECONDS + 0.5);
	ret_stamp->form = TIME_FORM_LOCAL;
	return DATE_OK;
}

/* Lower-case ASCII (and letters of other scripts as UTF-8), one space for each run, no direction marks. */
static bool fold_text(const char *s, size_t n, char *out, size_t *ret_len)
{
	size_t len = 0, took;

	for (size_t i = 0; i < n; i += took) {
		int32_t code = width_decode(s + i, n - i, &took);
		uint32_t folded = code < 0 ? 0xfffd : fold_code((uint32_t)code);

		if (folded == 0xa0 || folded == 0x202f || folded == '\t')
			folded = ' ';
		if (folded == 0 || folded == 0x200e || folded == 0x200f || folded == 0x61c ||
		    (folded == ' ' && (len == 0 || out[len - 1] == ' ')))
			continue;
		if (len + 5 > LONGEST)
			return false;
		if (folded < 0x80)
			out[len++] = (char)folded;
		else
			len += width_encode(folded, out + len);
	}
	while (len > 0 && out[len - 1] == ' ')
		len--;
	*ret_len = len;
	return len > 0;
}

static enum date_status read_folded(struct scan scan, const struct date_format *format, struct time_stamp *ret_stamp)
{
	size_t n = (size_t)(scan.end - scan.s), digits = 0;
	struct parts parts;
	struct civil civil;
	enum date_status status;
	int32_t day;

	while (digits < n && is_digit(scan.s[digits]))
		digits++;
	if (digits == n && (n == 8 || n == 12 || n == 14))
		return read_compact(scan.s, n, format, ret_stamp);
	if (digits == 5 && (n == 5 || scan.s[5] == '.' || scan.s[5] == ','))
		return read_serial(scan, ret_stamp);
	if (!scan_parts(&scan, &parts))
		return DATE_BAD;
	status = parts_order(&parts, format, &civil);
	if (status == DATE_OK)
		status = civil_day(&civil, format, &day);
	return status == DATE_OK ? scan_rest(&scan, format, day, ret_stamp) : status;
}

/* Days that systems write where they have none; 1899-12-30 and -31 are a spreadsheet's zero. */
static bool means_nothing(struct time_stamp stamp)
{
	int64_t day = TIME_DAY_SECONDS;

	return (stamp.seconds >= -25569 * day && stamp.seconds < -25566 * day) || stamp.seconds >= 2932896 * day;
}

static __attribute__((noinline)) enum date_status read_any(const char *s, size_t n, const struct date_format *format,
	struct time_stamp *ret_stamp)
{
	char folded[LONGEST];
	size_t len;

	if (n > 4 * LONGEST || !fold_text(s, n, folded, &len))
		return DATE_BAD;
	return read_folded((struct scan){folded, folded + len}, format, ret_stamp);
}

enum date_status date_read(const char *s, size_t n, const struct date_format *format, struct date_memo *memo,
	struct time_stamp *ret_stamp)
{
	struct time_stamp stamp;
	enum date_status status = DATE_OK;

	if (format->hijri || !(read_iso_local(s, n, memo, &stamp) || (n >= 10 && time_stamp_parse(s, n, &stamp))))
		status = read_any(s, n, format, &stamp);
	if (status != DATE_OK)
		return status;
	if (means_nothing(stamp))
		return DATE_NULL;
	if (format->zone && stamp.form == TIME_FORM_LOCAL) {
		stamp.seconds = time_utc_from_local(format->zone, stamp.seconds);
		stamp.form = TIME_FORM_INSTANT;
	}
	*ret_stamp = stamp;
	return DATE_OK;
}

enum date_hint date_hint(const char *s, size_t n)
{
	char folded[LONGEST];
	struct parts parts;
	struct scan scan;
	size_t len;

	if (n > 4 * LONGEST || !fold_text(s, n, folded, &len))
		return DATE_HINT_NONE;
	scan = (struct scan){folded, folded + len};
	if (!scan_parts(&scan, &parts) || parts.month || parts.digits_a > 2 || parts.digits_b > 2 ||
	    parts.a > 31 || parts.b > 31 || parts.a == 0 || parts.b == 0)
		return DATE_HINT_NONE;
	/* 31/12/9999 and 01/01/1900 are nobody's dates, and tell how days and months stand only by chance. */
	if (parts.a == parts.b || (parts.digits_c == 4 && (parts.c >= 9999 || parts.c <= 1900)))
		return DATE_HINT_NONE;
	if (parts.a > 12 && parts.b > 12)
		return DATE_HINT_NONE;
	if (parts.a > 12)
		return DATE_HINT_DMY;
	return parts.b > 12 ? DATE_HINT_MDY : DATE_HINT_EITHER;
}
