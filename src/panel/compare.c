/* compare.c - which days stand for "before".
 *
 * The previous period is cut at as many days as this one has run, so that a month to date meets the same part of the last one. A
 * year ago keeps the weekdays (364 days) for days and weeks, and the calendar for months and longer. Feast-aligned is the same
 * days of the Islamic year before: Ramadan meets Ramadan. */
#include "compare.h"

#include <stdio.h>
#include <string.h>

#include "base/time.h"

static const struct {
	const char *name, *help;
} comparisons[PANEL_COMPARISONS] = {
	[PANEL_VS_BOTH] = { "target or usual", "the target where there is one, else the limits of what is usual" },
	[PANEL_VS_USUAL] = { "usual", "the limits of the periods before, whatever the target" },
	[PANEL_VS_TARGET] = { "target", "the target alone" },
	[PANEL_VS_PREVIOUS] = { "previous", "the period before, as many days of it" },
	[PANEL_VS_LAST_YEAR] = { "last year", "the same weekdays, or the same months, a year ago" },
	[PANEL_VS_FEAST] = { "feast", "the same days of the Islamic year before: Ramadan with Ramadan" },
	[PANEL_VS_POST] = { "post", "another post in the same period" },
};

enum { WEEKDAYS_YEAR = 364 };

const char *compare_name(enum panel_compare compare)
{
	return comparisons[compare].name;
}

const char *compare_help(enum panel_compare compare)
{
	return comparisons[compare].help;
}

enum panel_compare compare_find(const char *name)
{
	int i = 0;

	while (i < PANEL_COMPARISONS && strcmp(comparisons[i].name, name) != 0)
		i++;
	return (enum panel_compare)i;
}

static int32_t year_earlier(int32_t day)
{
	struct time_civil civil = time_civil_from_day(day);
	bool leap = civil.month == 2 && civil.day == 29;

	return time_day_from_civil(civil.year - 1, civil.month, leap ? 28 : civil.day);
}

static int32_t hijri_year_earlier(int32_t day)
{
	struct time_civil hijri = time_hijri_from_day(day);

	return time_day_from_hijri(hijri.year - 1, hijri.month, hijri.day);
}

/* The period before, cut to the days that this one has. */
static void previous(const struct panel_scope *scope, struct panel_scope *base)
{
	struct panel_scope whole = *scope;
	int32_t days = scope->to - scope->from;

	if (!scope_step(&whole, -1)) {
		base->to = base->from - 1;
		base->from -= days + 1;
		return;
	}
	base->from = whole.from;
	base->to = scope->to == scope->last_day && whole.to > whole.from + days ? whole.from + days : whole.to;
}

bool compare_scope(const struct panel_scope *scope, struct panel_scope *ret_base)
{
	struct panel_scope base = *scope;
	bool by_weekday = scope->grain <= PANEL_FOUR_WEEKS || scope->grain == PANEL_SPAN;

	base.compare = PANEL_VS_BOTH;
	if (scope->last_day == TIME_DAY_NONE)
		return false;
	switch (scope->compare) {
	case PANEL_VS_PREVIOUS:
		previous(scope, &base);
		break;
	case PANEL_VS_LAST_YEAR:
		base.from = by_weekday ? scope->from - WEEKDAYS_YEAR : year_earlier(scope->from);
		base.to = by_weekday ? scope->to - WEEKDAYS_YEAR : year_earlier(scope->to);
		break;
	case PANEL_VS_FEAST:
		base.from = hijri_year_earlier(scope->from);
		base.to = hijri_year_earlier(scope->to);
		break;
	case PANEL_VS_POST:
		if (!scope_filter_set(&base, "office", scope->compare_post))
			return false;
		break;
	default:
		return false;
	}
	base.grain = base.from == scope->from && base.to == scope->to ? scope->grain : PANEL_SPAN;
	*ret_base = base;
	return base.to >= base.first_day;
}

void compare_text(const struct panel_context *context, struct text *out)
{
	const struct panel_scope *scope = context->scope;
	struct panel_scope base;

	if (scope->compare == PANEL_VS_POST) {
		names_value(context, "office", scope->compare_post, out);
	} else if (scope->compare < PANEL_VS_PREVIOUS) {
		text_append(out, compare_name(scope->compare));
	} else if (compare_scope(scope, &base)) {
		if (scope->compare == PANEL_VS_FEAST)
			text_append(out, "feast-aligned ");
		scope_set_days(&base, base.from, base.to);
		scope_text_short(&base, out);
	} else {
		text_appendf(out, "%s: no data then", compare_name(scope->compare));
	}
}
