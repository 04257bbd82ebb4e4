/* day.c - see day.h. Looks forward, where period.c looks back. */
#include "day.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/time.h"

static const char *const months[] = { "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec" };
static const char *const weekdays[] = { "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday" };

enum { FARTHEST = 36525, SHORTEST_NAME = 3 };

/* "nov", "november" */
static int month_of(const char *word)
{
	for (int i = 0; i < 12; i++)
		if (strncasecmp(word, months[i], SHORTEST_NAME) == 0)
			return i + 1;
	return 0;
}

static bool read_weekday(const char *text, int32_t today, int32_t *ret_day)
{
	size_t n = strlen(text);

	for (int i = 0; i < 7 && n >= SHORTEST_NAME; i++) {
		if (strncasecmp(text, weekdays[i], n) != 0)
			continue;
		*ret_day = today + 1 + (i - time_weekday(today + 1) + 7) % 7;
		return true;
	}
	return false;
}

static int32_t month_later(int32_t day, long n)
{
	struct time_civil civil = time_civil_from_day(day);
	long count = civil.year * 12L + civil.month - 1 + n;

	while (!time_civil_is_valid((int)(count / 12), (int)(count % 12) + 1, civil.day) && civil.day > 28)
		civil.day--;
	return time_day_from_civil((int)(count / 12), (int)(count % 12) + 1, civil.day);
}

/* "in 2 weeks", "3 days", "a month" */
static bool read_distance(const char *text, int32_t today, int32_t *ret_day)
{
	char unit[16] = "", *end;
	long n;

	if (strncasecmp(text, "in ", 3) == 0)
		text += 3;
	n = strtol(text, &end, 10);
	if (end == text && (strncasecmp(text, "a ", 2) == 0 || strncasecmp(text, "one ", 4) == 0)) {
		n = 1;
		end = strchr(text, ' ');
	}
	if (!end || sscanf(end, " %15[A-Za-z]%c", unit, &(char){ 0 }) != 1 || n < 0 || n > FARTHEST / 31)
		return false;
	if (strncasecmp(unit, "days", strlen(unit)) == 0)
		*ret_day = today + (int32_t)n;
	else if (strncasecmp(unit, "weeks", strlen(unit)) == 0)
		*ret_day = today + 7 * (int32_t)n;
	else if (strncasecmp(unit, "months", strlen(unit)) == 0)
		*ret_day = month_later(today, n);
	else
		return false;
	return true;
}

/* "1 dec", "1 december 2027" */
static bool read_date(const char *text, int32_t today, int32_t *ret_day)
{
	char month[16] = "";
	int day, year = 0, n = sscanf(text, "%2d %15[A-Za-z] %4d", &day, month, &year);
	int32_t found;

	if (n < 2 || strlen(month) < SHORTEST_NAME || month_of(month) == 0)
		return false;
	if (n == 2)
		year = time_civil_from_day(today).year;
	if (!time_civil_is_valid(year, month_of(month), day))
		return false;
	found = time_day_from_civil(year, month_of(month), day);
	if (n == 2 && found < today && time_civil_is_valid(year + 1, month_of(month), day))
		found = time_day_from_civil(year + 1, month_of(month), day);
	*ret_day = found;
	return true;
}

bool day_parse(const char *text, int32_t today, int32_t *ret_day)
{
	struct time_civil civil = time_civil_from_day(today);

	text += strspn(text, " ");
	if (!*text || strcasecmp(text, "none") == 0 || strcmp(text, "-") == 0)
		*ret_day = TIME_DAY_NONE;
	else if (strcasecmp(text, "today") == 0)
		*ret_day = today;
	else if (strcasecmp(text, "tomorrow") == 0)
		*ret_day = today + 1;
	else if (strcasecmp(text, "yesterday") == 0)
		*ret_day = today - 1;
	else if (strcasecmp(text, "end of month") == 0)
		*ret_day = month_later(time_day_from_civil(civil.year, civil.month, 1), 1) - 1;
	else
		return time_day_parse(text, ret_day) || read_weekday(text, today, ret_day) || read_date(text, today, ret_day) ||
		       read_distance(text, today, ret_day);
	return true;
}
