/* period.c - periods as people say them: "yesterday", "last 4 weeks", "2026-Q3", "ramadan 2026", "1 Nov to 22 Nov".
 *
 * Words are matched one after another over a small table; what a span means is a pair of days. "Today" is the day after the last
 * one with data when that lies in the past, so that "yesterday" is the newest day a night's load brought, however late one looks.
 * Knows no panels and no data but its first and last day. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/time.h"
#include "scope.h"

enum { WORDS_MAX = 12, WORD_MAX = 24, MONTHS_MAX = 400 };

struct words {
	char at[WORDS_MAX][WORD_MAX];
	size_t n;
};

struct span {
	int32_t from, to;
};

struct reading {
	struct span data;	/* first and last day with data */
	int32_t today;
};

static const char *const months[] = { "january", "february", "march", "april", "may", "june", "july", "august", "september",
	"october", "november", "december" };
static const char *const weekdays[] = { "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday" };
static const char *const hijri_months[] = { "muharram", "safar", "rabi1", "rabi2", "jumada1", "jumada2", "rajab", "shaban", "ramadan",
	"shawwal", "dhulqada", "dhulhijja" };

/* Lower-case words; a dot, a dash between blanks, "to", "until" and ".." all stand for the word "to". */
static bool split(const char *text, struct words *words)
{
	const char *p = text;

	words->n = 0;
	for (;;) {
		size_t len = 0;

		while (*p && (isspace((unsigned char)*p) || *p == ','))
			p++;
		if (!*p)
			return true;
		if (words->n == WORDS_MAX)
			return false;
		if (p[0] == '.' && p[1] == '.') {
			strcpy(words->at[words->n++], "to");
			p += 2;
			continue;
		}
		while (*p && !isspace((unsigned char)*p) && *p != ',' && !(p[0] == '.' && p[1] == '.')) {
			if (len + 1 == WORD_MAX)
				return false;
			words->at[words->n][len++] = (char)tolower((unsigned char)*p++);
		}
		words->at[words->n][len] = '\0';
		if (strcmp(words->at[words->n], "-") == 0 || strcmp(words->at[words->n], "until") == 0 ||
		    strcmp(words->at[words->n], "\xe2\x80\x93") == 0)
			strcpy(words->at[words->n], "to");
		words->n++;
	}
}

/* Index of a name that begins with the word, three letters at least; -1. */
static int index_of(const char *word, const char *const *names, int n)
{
	size_t len = strlen(word);

	for (int i = 0; i < n && len >= 3; i++)
		if (strncmp(names[i], word, len) == 0)
			return i;
	return -1;
}

static bool number_of(const char *word, int *ret_number)
{
	char *end;
	long number = strtol(word, &end, 10);

	if (end == word || number < 0 || number > 9999)
		return false;
	if (*end && strcasecmp(end, "st") != 0 && strcasecmp(end, "nd") != 0 && strcasecmp(end, "rd") != 0 && strcasecmp(end, "th") != 0)
		return false;
	*ret_number = (int)number;
	return true;
}

static struct span month_span(int year, int month)
{
	while (month > 12) {
		month -= 12;
		year++;
	}
	while (month < 1) {
		month += 12;
		year--;
	}
	return (struct span){ time_day_from_civil(year, month, 1),
		(month == 12 ? time_day_from_civil(year + 1, 1, 1) : time_day_from_civil(year, month + 1, 1)) - 1 };
}

static struct span months_span(int year, int first, int n)
{
	return (struct span){ month_span(year, first).from, month_span(year, first + n - 1).to };
}

static struct span iso_week_span(int year, int week)
{
	int32_t fourth = time_day_from_civil(year, 1, 4), first = fourth - time_weekday(fourth);

	return (struct span){ first + 7 * (week - 1), first + 7 * (week - 1) + 6 };
}

static struct span hijri_span(int year, int month, int first, int last)
{
	int32_t end = month == 12 ? time_day_from_hijri(year + 1, 1, 1) : time_day_from_hijri(year, month + 1, 1);
	int32_t start = time_day_from_hijri(year, month, first);

	return (struct span){ start, last ? start + (last - first) : end - 1 };
}

/* Of a span that comes every year: the one in a Gregorian or Islamic year, or the newest that had begun; month 13 and 14 are the
 * feasts. */
static struct span hijri_named(const struct reading *reading, int month, int year)
{
	int first = 1, last = 0, hijri = time_hijri_from_day(reading->today).year;
	struct span span;

	if (month == 13) {
		month = 10;
		last = 3;
	} else if (month == 14) {
		month = 12;
		first = 9;
		last = 13;
	}
	if (year >= 1300 && year <= 1600)
		return hijri_span(year, month, first, last);
	if (year) {
		hijri = time_hijri_from_day(time_day_from_civil(year, 1, 1)).year;
		span = hijri_span(hijri, month, first, last);
		return span.from >= time_day_from_civil(year, 1, 1) ? span : hijri_span(hijri + 1, month, first, last);
	}
	span = hijri_span(hijri, month, first, last);
	return span.from <= reading->today ? span : hijri_span(hijri - 1, month, first, last);
}

enum unit { UNIT_DAY, UNIT_WEEK, UNIT_MONTH, UNIT_QUARTER, UNIT_YEAR, UNITS };

static int unit_of(const char *word)
{
	static const char *const units[UNITS] = { "day", "week", "month", "quarter", "year" };

	for (int i = 0; i < UNITS; i++) {
		size_t len = strlen(units[i]);

		if (strncmp(word, units[i], len) == 0 && (!word[len] || strcmp(word + len, "s") == 0))
			return i;
	}
	return -1;
}

/* The whole unit that lies `back` units before the one with the day. */
static struct span unit_span(enum unit unit, int32_t day, int back)
{
	struct time_civil civil = time_civil_from_day(day);

	switch (unit) {
	case UNIT_DAY: return (struct span){ day - back, day - back };
	case UNIT_WEEK:
		day -= time_weekday(day) + 7 * back;
		return (struct span){ day, day + 6 };
	case UNIT_MONTH: return month_span(civil.year, civil.month - back);
	case UNIT_QUARTER: return months_span(civil.year, (civil.month - 1) / 3 * 3 + 1 - 3 * back, 3);
	default: return months_span(civil.year - back, 1, 12);
	}
}

/* "last 4 weeks": days and weeks up to the newest data, months and longer as whole ones that are over. */
static struct span last_units(const struct reading *reading, enum unit unit, int n)
{
	if (unit <= UNIT_WEEK) {
		int32_t days = n * (unit == UNIT_WEEK ? 7 : 1);

		return (struct span){ reading->data.to - days + 1, reading->data.to };
	}
	return (struct span){ unit_span(unit, reading->today, n).from, unit_span(unit, reading->today, 1).to };
}

static bool read_day(const char *word, struct span *ret_span)
{
	int32_t day;

	if (!time_day_parse(word, &day))
		return false;
	*ret_span = (struct span){ day, day };
	return true;
}

/* 2026, 2026-11, 2026-q3, q3, 2026-w45, w45, 1447-09. */
static bool read_code(const struct reading *reading, const char *word, struct span *ret_span)
{
	int year = time_civil_from_day(reading->data.to).year, number, used = 0;
	char end;

	if (sscanf(word, "%4d%n", &number, &used) == 1 && used == 4 && !word[4]) {
		*ret_span = number >= 1300 && number <= 1600 ?
			(struct span){ time_day_from_hijri(number, 1, 1), time_day_from_hijri(number + 1, 1, 1) - 1 } : months_span(number, 1, 12);
		return number >= 1300;
	}
	if (used == 4 && (word[4] == '-' || word[4] == '/')) {
		year = number;
		word += 5;
		if (sscanf(word, "%2d%c", &number, &end) == 1 && number >= 1 && number <= 12) {
			*ret_span = year >= 1300 && year <= 1600 ? hijri_span(year, number, 1, 0) : month_span(year, number);
			return year >= 1300;
		}
	}
	if (sscanf(word, "q%1d%c", &number, &end) == 1 && number >= 1 && number <= 4)
		*ret_span = months_span(year, 3 * number - 2, 3);
	else if (sscanf(word, "w%2d%c", &number, &end) == 1 && number >= 1 && number <= 53)
		*ret_span = iso_week_span(year, number);
	else
		return false;
	return true;
}

/* A month by name, a day of it, a year behind: "nov", "november 2026", "22 nov", "22 nov 2026", "nov 22". */
static bool read_month(const struct reading *reading, const struct words *words, struct span *ret_span)
{
	int month = -1, day = 0, year = 0, number;

	for (size_t i = 0; i < words->n; i++) {
		int named = index_of(words->at[i], months, 12);

		if (named >= 0 && month < 0)
			month = named + 1;
		else if (!number_of(words->at[i], &number))
			return false;
		else if (number >= 1300 && !year)
			year = number;
		else if (number >= 1 && number <= 31 && !day)
			day = number;
		else
			return false;
	}
	if (month < 0)
		return false;
	if (!year) {
		year = time_civil_from_day(reading->today).year;
		if (month_span(year, month).from > reading->data.to)
			year--;
	}
	if (day && !time_civil_is_valid(year, month, day))
		return false;
	*ret_span = month_span(year, month);
	if (day)
		ret_span->from = ret_span->to = ret_span->from + day - 1;
	return true;
}

/* "ramadan", "ramadan 2026", "ramadan 1447", "eid al-fitr 2026", "eid al-adha". */
static bool read_hijri(const struct reading *reading, const struct words *words, struct span *ret_span)
{
	size_t next = 1;
	int month = index_of(words->at[0], hijri_months, 12) + 1, year = 0;

	if (strcmp(words->at[0], "ramadhan") == 0)
		month = 9;
	if (strcmp(words->at[0], "eid") == 0 && words->n > 1) {
		if (strstr(words->at[1], "fitr"))
			month = 13;
		else if (strstr(words->at[1], "adha"))
			month = 14;
		next = 2;
	}
	if (month < 1 || words->n > next + 1 || (words->n == next + 1 && !number_of(words->at[next], &year)))
		return false;
	*ret_span = hijri_named(reading, month, year);
	return true;
}

/* "this month", "last week", "last 4 weeks", "past 30 days", "4 weeks", "month to date", "week". */
static bool read_relative(const struct reading *reading, const struct words *words, struct span *ret_span)
{
	const char *first = words->at[0];
	bool last = strcmp(first, "last") == 0 || strcmp(first, "past") == 0 || strcmp(first, "previous") == 0;
	bool named = last || strcmp(first, "this") == 0 || strcmp(first, "current") == 0;
	size_t at = named ? 1 : 0;
	int n = 0;
	bool counted = words->n > at && number_of(words->at[at], &n);
	int unit;

	at += counted;
	if (at >= words->n || (unit = unit_of(words->at[at])) < 0)
		return false;
	at++;
	if (words->n == at + 2 && strcmp(words->at[at], "to") == 0 && strcmp(words->at[at + 1], "date") == 0)
		at += 2;
	if (at != words->n || (counted && ((named && !last) || n < 1 || (unit > UNIT_WEEK && n > MONTHS_MAX))))
		return false;
	if (counted)
		*ret_span = last_units(reading, (enum unit)unit, n);
	else
		*ret_span = unit_span((enum unit)unit, last ? reading->today : reading->data.to, last ? 1 : 0);
	return true;
}

static bool read_span(const struct reading *reading, const struct words *words, struct span *ret_span)
{
	const char *first = words->at[0];
	int weekday;

	if (words->n == 0)
		return false;
	if (words->n == 1) {
		if (strcmp(first, "today") == 0 || strcmp(first, "yesterday") == 0) {
			ret_span->from = ret_span->to = reading->today - (first[0] == 'y');
			return true;
		}
		if (strcmp(first, "all") == 0 || strcmp(first, "everything") == 0) {
			*ret_span = reading->data;
			return true;
		}
		if (read_day(first, ret_span) || read_code(reading, first, ret_span))
			return true;
		weekday = index_of(first, weekdays, 7);
		if (weekday >= 0) {
			ret_span->from = ret_span->to = reading->data.to - (time_weekday(reading->data.to) - weekday + 7) % 7;
			return true;
		}
	}
	if (words->n == 2) {	/* "q3 2026" */
		char joined[2 * WORD_MAX];

		snprintf(joined, sizeof(joined), "%s-%s", words->at[1], first);
		if ((first[0] == 'q' || first[0] == 'w') && read_code(reading, joined, ret_span))
			return true;
	}
	return read_relative(reading, words, ret_span) || read_month(reading, words, ret_span) || read_hijri(reading, words, ret_span);
}

static struct words part(const struct words *words, size_t from, size_t to)
{
	struct words some = { .n = to - from };

	memcpy(some.at, words->at[from], some.n * sizeof(some.at[0]));
	return some;
}

/* "A to B" from the first day of A to the last of B; "since A" to the end of the data. */
static bool read_words(const struct reading *reading, const struct words *words, struct span *ret_span)
{
	struct span a, b;

	if (read_span(reading, words, ret_span))
		return true;
	if (words->n > 1 && (strcmp(words->at[0], "since") == 0 || strcmp(words->at[0], "from") == 0)) {
		struct words rest = part(words, 1, words->n);

		if (read_span(reading, &rest, &a)) {
			*ret_span = (struct span){ a.from, reading->data.to };
			return true;
		}
		return read_words(reading, &rest, ret_span);
	}
	for (size_t i = 1; i + 1 < words->n; i++) {
		struct words before, after;

		if (strcmp(words->at[i], "to") != 0)
			continue;
		before = part(words, 0, i);
		after = part(words, i + 1, words->n);
		if (read_span(reading, &before, &a) && read_span(reading, &after, &b)) {
			*ret_span = (struct span){ a.from, b.to };
			return true;
		}
	}
	return false;
}

bool scope_set_period(struct panel_scope *scope, const char *text, int32_t today, struct err *err)
{
	struct reading reading = { .data = { scope->first_day, scope->last_day }, .today = today };
	struct text days = TEXT_INIT;
	struct words words;
	struct span span;

	if (scope->last_day == TIME_DAY_NONE)
		return err_set(err, ERR_USAGE, "There is no data yet, so there are no periods.");
	if (today > scope->last_day + 1 || today < scope->first_day)
		reading.today = scope->last_day + 1;
	if (!split(text, &words) || !read_words(&reading, &words, &span))
		return err_set(err, ERR_USAGE, "'%.60s' is no period: try yesterday, last 4 weeks, 2026-Q3, Nov 2026, ramadan 2026, "
			"1 Nov to 22 Nov.", text);
	if (span.to < span.from)
		return err_set(err, ERR_USAGE, "'%.60s' ends before it begins.", text);
	if (span.to < scope->first_day || span.from > scope->last_day) {
		scope_day_text(scope->first_day, false, &days);
		text_append(&days, " to ");
		scope_day_text(scope->last_day, false, &days);
		err_set(err, ERR_USAGE, "'%.60s' has no data: it runs from %s.", text, days.data);
		text_finish(&days);
		return false;
	}
	scope_set_days(scope, span.from, span.to);
	return true;
}
