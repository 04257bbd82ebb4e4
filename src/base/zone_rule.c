/* zone_rule.c - the POSIX TZ text at the end of a TZif file: what holds in the years after its last entry.
 *
 * Reads the form of RFC 8536 section 3.3, with the wider hours of version 3. It is given whole files only,
 * never the TZ of the environment. */
#include "zone.h"

#include <ctype.h>

#include "base/time.h"

enum { HOURS_MAX_OFFSET = 24, HOURS_MAX_TIME = 167, TWO_O_CLOCK = 2 * 3600 };

static bool read_number(const char **s, int max, int *ret_value)
{
	int value = 0;

	if (**s < '0' || **s > '9')
		return false;
	for (; **s >= '0' && **s <= '9'; ++*s) {
		value = value * 10 + (**s - '0');
		if (value > max)
			return false;
	}
	*ret_value = value;
	return true;
}

/* [+-]hh[:mm[:ss]] */
static bool read_clock(const char **s, int hours_max, int32_t *ret_seconds)
{
	int sign = **s == '-' ? -1 : 1, hours, minutes = 0, seconds = 0;

	if (**s == '-' || **s == '+')
		++*s;
	if (!read_number(s, hours_max, &hours))
		return false;
	if (**s == ':') {
		++*s;
		if (!read_number(s, 59, &minutes))
			return false;
		if (**s == ':') {
			++*s;
			if (!read_number(s, 59, &seconds))
				return false;
		}
	}
	*ret_seconds = sign * (hours * 3600 + minutes * 60 + seconds);
	return true;
}

static bool skip_name(const char **s)
{
	const char *from = *s;

	if (**s == '<') {
		while (**s && **s != '>')
			++*s;
		return *(*s)++ == '>';
	}
	while (isalpha((unsigned char)**s))
		++*s;
	return *s - from >= 3;
}

static bool read_mark(const char **s, char mark)
{
	if (**s != mark)
		return false;
	++*s;
	return true;
}

static bool read_date(const char **s, struct zone_date *date)
{
	bool ok;

	if (!read_mark(s, ','))
		return false;
	date->seconds = TWO_O_CLOCK;
	if (read_mark(s, 'M')) {
		date->kind = ZONE_DATE_WEEKDAY;
		ok = read_number(s, 12, &date->month) && read_mark(s, '.') &&
		     read_number(s, 5, &date->week) && read_mark(s, '.') &&
		     read_number(s, 6, &date->weekday) && date->month > 0 && date->week > 0;
	} else if (read_mark(s, 'J')) {
		date->kind = ZONE_DATE_JULIAN;
		ok = read_number(s, 365, &date->day) && date->day > 0;
	} else {
		date->kind = ZONE_DATE_ORDINAL;
		ok = read_number(s, 365, &date->day);
	}
	return ok && (!read_mark(s, '/') || read_clock(s, HOURS_MAX_TIME, &date->seconds));
}

bool zone_rule_parse(const char *s, struct zone_rule *ret_rule)
{
	struct zone_rule rule = {.has_summer = false};
	int32_t west;

	if (!skip_name(&s) || !read_clock(&s, HOURS_MAX_OFFSET, &west))
		return false;
	rule.standard = rule.summer = -west;
	if (*s) {
		rule.has_summer = true;
		rule.summer = rule.standard + 3600;
		if (!skip_name(&s))
			return false;
		if (*s != ',') {
			if (!read_clock(&s, HOURS_MAX_OFFSET, &west))
				return false;
			rule.summer = -west;
		}
		if (!read_date(&s, &rule.start) || !read_date(&s, &rule.end) || *s)
			return false;
	}
	*ret_rule = rule;
	return true;
}

static int32_t day_of_date(const struct zone_date *date, int year)
{
	int32_t first = time_day_from_civil(year, date->kind == ZONE_DATE_WEEKDAY ? date->month : 1, 1), day;
	bool leap = time_day_from_civil(year, 3, 1) - time_day_from_civil(year, 2, 1) == 29;
	int32_t next;

	if (date->kind == ZONE_DATE_ORDINAL)
		return first + date->day;
	if (date->kind == ZONE_DATE_JULIAN)
		return first + date->day - 1 + (leap && date->day >= 60);
	next = date->month == 12 ? time_day_from_civil(year + 1, 1, 1)
				 : time_day_from_civil(year, date->month + 1, 1);
	day = first + ((date->weekday + 6) % 7 - time_weekday(first) + 7) % 7 + 7 * (date->week - 1);
	return day < next ? day : day - 7;
}

void zone_rule_year(const struct zone_rule *rule, int year, struct zone_change ret_changes[2])
{
	int64_t start = (int64_t)day_of_date(&rule->start, year) * TIME_DAY_SECONDS + rule->start.seconds;
	int64_t end = (int64_t)day_of_date(&rule->end, year) * TIME_DAY_SECONDS + rule->end.seconds;

	ret_changes[0] = (struct zone_change){.at = start - rule->standard, .offset = rule->summer};
	ret_changes[1] = (struct zone_change){.at = end - rule->summer, .offset = rule->standard};
}

int32_t zone_rule_offset(const struct zone_rule *rule, int64_t utc)
{
	struct zone_change best = {.at = INT64_MIN, .offset = rule->standard}, two[2];
	int year = time_civil_from_day(time_day_of(utc)).year;

	if (!rule->has_summer)
		return rule->standard;
	/* The neighbours too: a change may spill over new year. A start wins over an end at the same instant,
	 * which is how summer time all year round is written. */
	for (int y = year - 1; y <= year + 1; y++) {
		zone_rule_year(rule, y, two);
		if (two[1].at <= utc && two[1].at > best.at)
			best = two[1];
		if (two[0].at <= utc && two[0].at >= best.at)
			best = two[0];
	}
	return best.offset;
}
