/* calendar.c - see calendar.h. One mark a day and post, and one for all posts. */
#include "calendar.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/time.h"
#include "store/rows.h"

enum { BEFORE_RAMADAN = 28, AFTER_FEAST = 10, BEFORE_YEAR_END = 28, AFTER_YEAR_END = 21, FRIDAY = 4 };

struct mark {
	unsigned char kinds;
	bool is_closed, is_open;	/* calendar.csv says so */
	const char *event;		/* tag; NULL: none */
};

struct calendar {
	int32_t from, to;
	size_t n_posts;
	const struct calendar_post *posts;
	unsigned char *weekend;		/* by post and for all: bit 0 Monday */
	struct mark **marks;		/* [1 + post][day - from]; the first row holds everywhere, a post that the file does not name has none */
	bool is_islamic;
};

static struct mark *mark_at(const struct calendar *calendar, int post, int32_t day)
{
	if (day < calendar->from || day > calendar->to || post >= (int)calendar->n_posts || !calendar->marks[post + 1])
		return NULL;
	return &calendar->marks[post + 1][day - calendar->from];
}

static bool marks_begin(struct calendar *calendar, int post, struct arena *arena)
{
	struct mark **marks = &calendar->marks[post + 1];

	if (!*marks)
		*marks = arena_array(arena, (size_t)(calendar->to - calendar->from + 1), sizeof(**marks));
	return *marks != NULL;
}

static void mark_days(struct calendar *calendar, int post, int32_t from, int32_t to, unsigned kinds)
{
	for (int32_t day = from < calendar->from ? calendar->from : from; day <= to && day <= calendar->to; day++)
		mark_at(calendar, post, day)->kinds |= (unsigned char)kinds;
}

/* ---- weekends */

static unsigned char weekend_of(const char *text)
{
	static const char *const names[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };
	unsigned char days = 0;

	for (int i = 0; i < 7; i++)
		if (text && strcasestr(text, names[i]))
			days |= (unsigned char)(1u << i);
	return days;
}

static void weekends_set(struct calendar *calendar)
{
	size_t fridays = 0;
	unsigned char all = 0x7f;

	for (size_t i = 0; i < calendar->n_posts; i++) {
		calendar->weekend[i + 1] = weekend_of(calendar->posts[i].weekend);
		fridays += (calendar->weekend[i + 1] >> FRIDAY) & 1;
		all &= calendar->weekend[i + 1];
	}
	calendar->weekend[0] = calendar->n_posts ? all : 0;
	calendar->is_islamic = 2 * fridays > calendar->n_posts;
}

/* ---- what is told */

static bool is_tag(const char *tag, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcasestr(tag, words[i]))
			return true;
	return false;
}

static unsigned kind_of_tag(const char *tag)
{
	static const char *const fasts[] = { "ramadan", "ramazan" };
	static const char *const feasts[] = { "feast", "eid", "aid ", "fitr", "adha", "holiday", "easter", "christmas", "new_year", "mawlid" };
	static const char *const ends[] = { "fiscal_year_end", "year_end" };

	if (!tag[0])
		return 0;
	if (is_tag(tag, fasts, sizeof(fasts) / sizeof(fasts[0])))
		return CALENDAR_RAMADAN;
	if (is_tag(tag, feasts, sizeof(feasts) / sizeof(feasts[0])))
		return CALENDAR_FEAST;
	return is_tag(tag, ends, sizeof(ends) / sizeof(ends[0])) ? CALENDAR_YEAR_END : CALENDAR_EVENT;
}

static int post_number(const struct calendar *calendar, const char *code)
{
	for (size_t i = 0; i < calendar->n_posts; i++)
		if (strcmp(calendar->posts[i].code, code) == 0)
			return (int)i;
	return -2;
}

static bool take_row(struct calendar *calendar, const struct store_rows *rows, struct arena *arena)
{
	const char *office = store_rows_text(rows, 1), *tag = store_rows_text(rows, 3);
	int post = office[0] ? post_number(calendar, office) : -1;
	unsigned kind = kind_of_tag(tag);
	struct mark *mark;

	if (post < -1)
		return true;
	if (!marks_begin(calendar, post, arena))
		return false;
	mark = mark_at(calendar, post, (int32_t)store_rows_int(rows, 0));
	if (!mark)
		return true;
	mark->kinds |= (unsigned char)kind;
	if (!store_rows_is_null(rows, 2)) {
		mark->is_closed = store_rows_int(rows, 2) == 0;
		mark->is_open = !mark->is_closed;
	}
	if (mark->is_closed && kind != CALENDAR_EVENT)	/* a post that is on strike is news, a day off is not */
		mark->kinds |= CALENDAR_CLOSED;
	if (kind == CALENDAR_EVENT && !(mark->event = arena_strdup(arena, tag)))
		return false;
	calendar->is_islamic = calendar->is_islamic || kind == CALENDAR_RAMADAN;
	return true;
}

static bool file_read(const struct kpi_env *env, struct calendar *calendar, struct arena *arena, struct err *err)
{
	struct store_rows *rows = NULL;
	int got;

	if (!store_rows_open(env->store, "insight_calendar", &rows, err))
		return false;
	store_rows_bind_int(rows, 1, calendar->from);
	store_rows_bind_int(rows, 2, calendar->to);
	while ((got = store_rows_next(rows, err)) == 1) {
		if (!take_row(calendar, rows, arena)) {
			err_memory(err);
			got = -1;
			break;
		}
	}
	store_rows_close(rows);
	return got == 0;
}

/* ---- what is computed */

/* A feast that the calendar file dates within a week of where the tabular calendar has it is not marked again. */
static bool is_dated(const struct calendar *calendar, int32_t from, int32_t to, unsigned kind)
{
	for (int32_t day = from - 7; day <= to + 7; day++) {
		const struct mark *mark = mark_at(calendar, -1, day);

		if (mark && (mark->kinds & kind))
			return true;
	}
	return false;
}

static void islamic_year(struct calendar *calendar, int year)
{
	static const struct {
		int month, day, days;
		bool is_great;
	} feasts[] = { { 1, 1, 1, false }, { 3, 12, 1, false }, { 10, 1, 3, true }, { 12, 9, 5, true } };
	int32_t fast = time_day_from_hijri(year, 9, 1), after = time_day_from_hijri(year, 10, 1);

	for (size_t i = 0; i < sizeof(feasts) / sizeof(feasts[0]); i++) {
		int32_t from = time_day_from_hijri(year, feasts[i].month, feasts[i].day), to = from + feasts[i].days - 1;

		if (!is_dated(calendar, from, to, CALENDAR_FEAST))
			mark_days(calendar, -1, from - 1, to + 1, CALENDAR_FEAST);
		if (feasts[i].is_great)
			mark_days(calendar, -1, to + 1, to + AFTER_FEAST, CALENDAR_FEAST);
	}
	mark_days(calendar, -1, fast - BEFORE_RAMADAN, after - 1, CALENDAR_RAMADAN);
}

static bool fiscal_years(const struct kpi_env *env, struct calendar *calendar, struct err *err)
{
	const char *end = settings_find(env->config, "calendar", "fiscal_year_end");
	int month = 12, day = 31;

	if (end && (sscanf(end, "%d-%d", &month, &day) != 2 || !time_civil_is_valid(2024, month, day)))
		return err_set(err, ERR_CONFIG, "%s: fiscal_year_end is a month and a day such as 06-30, not '%s'", settings_path(env->config), end);
	for (int year = time_civil_from_day(calendar->from).year - 1; year <= time_civil_from_day(calendar->to).year; year++) {
		int32_t last = time_civil_is_valid(year, month, day) ? time_day_from_civil(year, month, day) : TIME_DAY_NONE;

		if (last != TIME_DAY_NONE)
			mark_days(calendar, -1, last - BEFORE_YEAR_END, last + AFTER_YEAR_END, CALENDAR_YEAR_END);
	}
	return true;
}

bool calendar_load(const struct kpi_env *env, const struct calendar_post *posts, size_t n_posts, int32_t from, int32_t to,
	struct arena *arena, struct calendar **ret_calendar, struct err *err)
{
	struct calendar *calendar = arena_array(arena, 1, sizeof(*calendar));

	if (!calendar)
		return err_memory(err);
	*calendar = (struct calendar){ .from = from, .to = to, .n_posts = n_posts, .posts = posts,
		.weekend = arena_array(arena, n_posts + 1, 1), .marks = arena_array(arena, n_posts + 1, sizeof(struct mark *)) };
	if (!calendar->weekend || !calendar->marks || !marks_begin(calendar, -1, arena))
		return err_memory(err);
	weekends_set(calendar);
	if (!file_read(env, calendar, arena, err))
		return false;
	if (calendar->is_islamic)
		for (int year = time_hijri_from_day(from).year - 1; year <= time_hijri_from_day(to).year + 1; year++)
			islamic_year(calendar, year);
	if (!fiscal_years(env, calendar, err))
		return false;
	*ret_calendar = calendar;
	return true;
}

/* ---- asked */

unsigned calendar_kinds(const struct calendar *calendar, int post, int32_t day)
{
	const struct mark *all = mark_at(calendar, -1, day), *own = post >= 0 ? mark_at(calendar, post, day) : NULL;
	unsigned kinds = (all ? all->kinds : 0) | (own ? own->kinds : 0);

	return own && own->is_open ? kinds & ~(unsigned)CALENDAR_CLOSED : kinds;
}

bool calendar_is_quiet(const struct calendar *calendar, int post, int32_t day)
{
	const struct mark *all = mark_at(calendar, -1, day), *own = post >= 0 ? mark_at(calendar, post, day) : NULL;

	if (own && own->is_open)
		return false;
	if ((own && own->is_closed) || (all && (all->is_closed || all->kinds & CALENDAR_FEAST)))
		return true;
	return (calendar->weekend[post + 1] >> time_weekday(day)) & 1;
}

static int32_t event_begins(const struct calendar *calendar, int post, int32_t day)
{
	const char *event = mark_at(calendar, post, day)->event;
	const struct mark *before;

	while ((before = mark_at(calendar, post, day - 1)) && before->event && strcmp(before->event, event) == 0)
		day--;
	return day;
}

const char *calendar_event(const struct calendar *calendar, int post, int32_t from, int32_t to, int32_t *ret_first)
{
	for (int32_t day = from; day <= to; day++) {
		for (int who = post; who >= -1; who = who > -1 ? -1 : -2) {
			const struct mark *mark = mark_at(calendar, who, day);

			if (!mark || !mark->event)
				continue;
			*ret_first = event_begins(calendar, who, day);
			return mark->event;
		}
	}
	return NULL;
}

const char *calendar_event_there(const struct calendar *calendar, int post, int32_t from, int32_t to, int32_t *ret_first, int32_t *ret_last)
{
	for (int32_t day = to; day >= from; day--) {
		const struct mark *mark = mark_at(calendar, post, day);

		if (!mark || !mark->event)
			continue;
		*ret_first = event_begins(calendar, post, day);
		*ret_last = day;
		return mark->event;
	}
	return NULL;
}

bool calendar_is_islamic(const struct calendar *calendar)
{
	return calendar->is_islamic;
}
