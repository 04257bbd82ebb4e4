/* days.c - dates under a series. A tick stands on a day that people count from; a label that would touch the
 * last one is left out; the year is said once, and where it changes. */
#include "days.h"

#include <math.h>

#include "axis.h"

#include "base/time.h"

static const char months[][4] = {
	"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

enum pace { DAILY, EVERY_OTHER, WEEKLY, FORTNIGHTLY, MONTHLY, QUARTERLY, YEARLY, PACES };

static const int days_of_pace[PACES] = {1, 2, 7, 14, 30, 91, 365};

static bool is_tick(int32_t day, enum pace pace)
{
	struct time_civil civil = time_civil_from_day(day);

	switch (pace) {
	case DAILY:
		return true;
	case EVERY_OTHER:
		return ((day % 2) + 2) % 2 == 0;
	case WEEKLY:
		return time_weekday(day) == 0;
	case FORTNIGHTLY:
		return time_weekday(day) == 0 && ((day / 7 % 2) + 2) % 2 == 0;
	case MONTHLY:
		return civil.day == 1;
	case QUARTERLY:
		return civil.day == 1 && civil.month % 3 == 1;
	default:
		return civil.day == 1 && civil.month == 1;
	}
}

void days_append(struct text *out, int32_t day)
{
	struct time_civil civil = time_civil_from_day(day);

	text_appendf(out, "%d %s %d", civil.day, months[(civil.month + 11) % 12], civil.year);
}

static void append_tick(struct text *out, int32_t day, enum pace pace, bool year)
{
	struct time_civil civil = time_civil_from_day(day);

	if (pace == YEARLY)
		text_appendf(out, "%d", civil.year);
	else if (pace >= MONTHLY)
		text_appendf(out, "%s", months[civil.month - 1]);
	else
		text_appendf(out, "%d %s", civil.day, months[civil.month - 1]);
	if (year && pace != YEARLY)
		text_appendf(out, " %d", civil.year);
}

static enum pace pace_of(double days, int cells)
{
	enum pace pace = DAILY;

	/* "16 Nov" needs two cells more than "Nov". */
	while (pace < YEARLY && days / days_of_pace[pace] * (pace < MONTHLY ? 8 : 6) > cells)
		pace = (enum pace)(pace + 1);
	return pace;
}

static void put_tick(struct canvas_area area, int32_t day, enum pace pace, int from, int col, int row, int *taken, int *year)
{
	struct text text = TEXT_INIT;
	int now = time_civil_from_day(day).year;

	append_tick(&text, day, pace, now != *year);
	if (axis_draw_tick(area, from, col, row, text.data, taken))
		*year = now;
	text_finish(&text);
}

/* The first point that stands for a day on or after this one. */
static int col_of(int32_t day, int32_t first_day, double days, int from, int cells)
{
	return from + (days > 0 ? (int)lround((day - first_day) / days * (cells - 1)) : 0);
}

void days_draw_bottom(struct canvas_area area, int32_t first_day, int step_days, size_t n, int from, int row)
{
	int cells = area.cols - from, taken = -1, year = 0;
	double days = n > 1 ? (double)(n - 1) * step_days : 0;
	enum pace pace = pace_of(days, cells);
	int32_t last_day = first_day + (int32_t)fmin(days, 400000);
	bool any = false;

	axis_draw_base(area, from, row);
	if (cells <= 0)
		return;
	for (int32_t day = first_day; day <= last_day; day++) {
		/* Points that stand for several days mark the point, not a day between points. */
		if (step_days > 1 && (day - first_day) % step_days != 0 && pace < MONTHLY)
			continue;
		if (!is_tick(day, pace) && !(step_days > 1 && pace < MONTHLY))
			continue;
		put_tick(area, day, pace, from, col_of(day, first_day, days, from, cells), row, &taken, &year);
		any = true;
	}
	if (!any)
		put_tick(area, first_day, DAILY, from, from, row, &taken, &year);
}
