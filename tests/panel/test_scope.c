/* Periods on the calendar: 22 November 2026 is a Sunday. */
#include "base/time.h"
#include "scope.h"
#include "suite.h"

static struct panel_scope scope_at(enum panel_grain grain, int year, int month, int day)
{
	struct panel_scope scope = { .grain = grain, .first_day = time_day_from_civil(2025, 6, 1),
		.last_day = time_day_from_civil(2026, 11, 22), .to = time_day_from_civil(year, month, day) };

	scope.from = scope.to;
	scope_set_grain(&scope, grain);
	return scope;
}

static void check_text(const struct panel_scope *scope, const char *expected)
{
	struct text text = TEXT_INIT;

	scope_text(scope, &text);
	ck_assert_str_eq(text.data, expected);
	text_finish(&text);
}

struct text_case {
	enum panel_grain grain;
	int year, month, day;
	const char *expected;
};

static const struct text_case text_cases[] = {
	{ PANEL_DAY, 2026, 11, 22, "Sun 22 Nov 2026" },
	{ PANEL_WEEK, 2026, 11, 18, "week 16–22 Nov 2026" },
	{ PANEL_WEEK, 2026, 10, 30, "week 26 Oct–1 Nov 2026" },
	{ PANEL_WEEK, 2026, 1, 1, "week 29 Dec 2025–4 Jan 2026" },
	{ PANEL_FOUR_WEEKS, 2026, 11, 22, "4 weeks to Sun 22 Nov 2026" },
	{ PANEL_MONTH, 2026, 11, 22, "1–22 Nov 2026" },		/* not over: its days */
	{ PANEL_MONTH, 2026, 2, 3, "Feb 2026" },
	{ PANEL_QUARTER, 2026, 9, 30, "Q3 2026" },
	{ PANEL_QUARTER, 2026, 11, 22, "1 Oct–22 Nov 2026" },
	{ PANEL_YEAR, 2025, 12, 31, "2025" },
	{ PANEL_YEAR, 2026, 3, 1, "1 Jan–22 Nov 2026" },
};

START_TEST(a_period_says_its_name_or_its_days)
{
	const struct text_case *c = &text_cases[_i];
	struct panel_scope scope = scope_at(c->grain, c->year, c->month, c->day);

	check_text(&scope, c->expected);
}
END_TEST

START_TEST(stepping_back_and_forth_returns)
{
	for (int grain = 0; grain < PANEL_GRAINS; grain++) {
		struct panel_scope scope = scope_at((enum panel_grain)grain, 2026, 11, 22), before = scope;

		if (!scope_step(&scope, -1))
			continue;
		ck_assert_int_lt(scope.to, before.from);
		ck_assert(scope_step(&scope, 1));
		ck_assert_int_eq(scope.from, before.from);
		ck_assert_int_eq(scope.to, before.to);
	}
}
END_TEST

START_TEST(periods_before_follow_without_gaps)
{
	for (int grain = 0; grain < PANEL_GRAINS; grain++) {
		struct panel_scope scope = scope_at((enum panel_grain)grain, 2026, 11, 22);
		int32_t from = scope.from;

		while (scope_step(&scope, -1)) {
			ck_assert_int_eq(scope.to, from - 1);
			from = scope.from;
		}
		ck_assert_int_le(from, scope.first_day + 365);
	}
}
END_TEST

START_TEST(stepping_stops_at_the_ends_of_the_data)
{
	struct panel_scope last = scope_at(PANEL_MONTH, 2026, 11, 22), first = scope_at(PANEL_MONTH, 2025, 6, 15);

	ck_assert(!scope_step(&last, 1));
	ck_assert(!scope_step(&first, -1));
	check_text(&first, "Jun 2025");
}
END_TEST

START_TEST(a_shorter_period_ends_with_the_longer_one)
{
	struct panel_scope scope = scope_at(PANEL_YEAR, 2025, 12, 31);

	ck_assert(scope_zoom(&scope, -1));
	check_text(&scope, "Q4 2025");
	ck_assert(scope_zoom(&scope, -1));
	check_text(&scope, "Dec 2025");
	ck_assert(scope_zoom(&scope, -1));
	check_text(&scope, "4 weeks to Wed 31 Dec 2025");
	ck_assert(scope_zoom(&scope, -1));
	check_text(&scope, "week 29 Dec 2025–4 Jan 2026");
	ck_assert(scope_zoom(&scope, -1));
	check_text(&scope, "Sun 4 Jan 2026");
	ck_assert(!scope_zoom(&scope, -1));
}
END_TEST

START_TEST(a_filter_on_the_same_dimension_replaces)
{
	struct panel_scope scope = { 0 };
	char name[8] = "dim-a";

	ck_assert(scope_filter_set(&scope, "office", "PSL"));
	ck_assert(scope_filter_set(&scope, "office", "NGT"));
	ck_assert_uint_eq(scope.n_filters, 1);
	ck_assert_str_eq(scope_filter_find(&scope, "office")->value, "NGT");
	ck_assert_ptr_null(scope_filter_find(&scope, "lane"));
	while (scope.n_filters < PANEL_MAX_FILTERS) {
		ck_assert(scope_filter_set(&scope, name, "x"));
		name[4]++;
	}
	ck_assert(!scope_filter_set(&scope, "one-more", "x"));
}
END_TEST

START_TEST(trends_end_with_the_period_shown)
{
	struct panel_scope scope = scope_at(PANEL_FOUR_WEEKS, 2026, 11, 22);
	struct scope_trend trend = scope_trend_of(&scope, 12);
	char label[32];

	ck_assert_int_eq(trend.dim, KPI_DIM_WEEK);
	ck_assert_int_eq(trend.from, time_day_from_civil(2026, 8, 31));	/* Monday of the twelfth week back */
	scope_trend_label(trend.dim, scope_trend_day(&trend, 0), label);
	ck_assert_str_eq(label, "2026-W47");
	scope_trend_label(trend.dim, scope_trend_day(&trend, 11), label);
	ck_assert_str_eq(label, "2026-W36");
	scope = scope_at(PANEL_MONTH, 2026, 1, 31);
	trend = scope_trend_of(&scope, 12);
	ck_assert_int_eq(trend.from, time_day_from_civil(2025, 2, 1));
	scope_trend_label(trend.dim, scope_trend_day(&trend, 11), label);
	ck_assert_str_eq(label, "2025-02");
}
END_TEST

struct period_case {
	const char *said, *shown;
};

/* Data from 1 June 2025 to Sunday 22 November 2026; the clock says the 23rd. */
static const struct period_case period_cases[] = {
	{ "yesterday", "Sun 22 Nov 2026" },
	{ "Today ", NULL },				/* nothing yet */
	{ "last 4 weeks", "4 weeks to Sun 22 Nov 2026" },
	{ "past 30 days", "24 Oct–22 Nov 2026" },
	{ "4 weeks", "4 weeks to Sun 22 Nov 2026" },
	{ "last week", "week 16–22 Nov 2026" },
	{ "this week", "week 16–22 Nov 2026" },
	{ "last month", "Oct 2026" },
	{ "last 3 months", "1 Aug–31 Oct 2026" },
	{ "this month", "1–22 Nov 2026" },
	{ "month to date", "1–22 Nov 2026" },
	{ "last quarter", "Q3 2026" },
	{ "last year", "1 Jun–31 Dec 2025" },
	{ "year", "1 Jan–22 Nov 2026" },
	{ "2026-Q3", "Q3 2026" },
	{ "q3", "Q3 2026" },
	{ "Q3 2025", "Q3 2025" },
	{ "2026-11", "1–22 Nov 2026" },
	{ "2026-W45", "week 2–8 Nov 2026" },
	{ "2026", "1 Jan–22 Nov 2026" },
	{ "oct", "Oct 2026" },
	{ "December", "Dec 2025" },			/* this year's is still to come */
	{ "march 2026", "Mar 2026" },
	{ "2026-11-03", "Tue 3 Nov 2026" },
	{ "3 nov", "Tue 3 Nov 2026" },
	{ "Nov 3rd, 2026", "Tue 3 Nov 2026" },
	{ "tuesday", "Tue 17 Nov 2026" },
	{ "1 nov to 15 nov", "1–15 Nov 2026" },
	{ "2026-11-01..2026-11-15", "1–15 Nov 2026" },
	{ "2026-11-02 - 2026-11-08", "week 2–8 Nov 2026" },
	{ "since 1 oct", "1 Oct–22 Nov 2026" },
	{ "from 2026-10-05 to 2026-10-20", "5–20 Oct 2026" },
	{ "oct to nov", "1 Oct–22 Nov 2026" },
	{ "ramadan 2026", "18 Feb–19 Mar 2026" },
	{ "ramadan 1447", "18 Feb–19 Mar 2026" },
	{ "ramadan", "18 Feb–19 Mar 2026" },
	{ "1447-09", "18 Feb–19 Mar 2026" },
	{ "eid al-fitr 2026", "20–22 Mar 2026" },
	{ "all", "1 Jun 2025–22 Nov 2026" },
	{ "", NULL }, { "fortnight", NULL }, { "2026-13", NULL }, { "31 feb", NULL }, { "nov to oct", NULL }, { "q5", NULL },
	{ "2019", NULL }, { "last 0 weeks", NULL }, { "to", NULL }, { "a b c d e f g h i j k l m n o", NULL },
	{ "99999999999999999999 days", NULL }, { "last 9999 years", NULL },
};

START_TEST(a_period_is_understood_as_people_say_it)
{
	const struct period_case *c = &period_cases[_i];
	struct panel_scope scope = scope_at(PANEL_MONTH, 2026, 11, 22), before = scope;
	struct err err = { 0 };
	bool ok = scope_set_period(&scope, c->said, time_day_from_civil(2026, 11, 23), &err);

	ck_assert_msg(ok == (c->shown != NULL), "'%s': %s", c->said, err.text);
	if (ok) {
		check_text(&scope, c->shown);
	} else {
		ck_assert_mem_eq(&scope, &before, sizeof(scope));
		ck_assert_msg(err.text[0], "'%s' is refused without a word", c->said);
	}
}
END_TEST

START_TEST(yesterday_is_the_newest_day_however_late_one_looks)
{
	struct panel_scope scope = scope_at(PANEL_MONTH, 2026, 11, 22);
	struct err err = { 0 };

	ck_assert(scope_set_period(&scope, "yesterday", time_day_from_civil(2027, 3, 1), &err));
	check_text(&scope, "Sun 22 Nov 2026");
	ck_assert(scope_set_period(&scope, "yesterday", time_day_from_civil(2026, 11, 22), &err));
	check_text(&scope, "Sat 21 Nov 2026");
}
END_TEST

START_TEST(days_that_were_typed_move_by_their_length_and_zoom_to_the_calendar)
{
	struct panel_scope scope = scope_at(PANEL_MONTH, 2026, 11, 22);
	struct err err = { 0 };

	ck_assert(scope_set_period(&scope, "2026-11-03..2026-11-12", time_day_from_civil(2026, 11, 23), &err));
	ck_assert(scope_step(&scope, -1));
	check_text(&scope, "24 Oct–2 Nov 2026");
	ck_assert(scope_step(&scope, 1));
	check_text(&scope, "3–12 Nov 2026");
	ck_assert(scope_zoom(&scope, 1));
	check_text(&scope, "4 weeks to Thu 12 Nov 2026");
	ck_assert(scope_set_period(&scope, "2026-11-03..2026-11-12", time_day_from_civil(2026, 11, 23), &err));
	ck_assert(scope_zoom(&scope, -1));
	check_text(&scope, "week 9–15 Nov 2026");
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("panel/scope");
	TCase *tcase = tcase_create("calendar");

	tcase_add_loop_test(tcase, a_period_is_understood_as_people_say_it, 0, sizeof(period_cases) / sizeof(period_cases[0]));
	tcase_add_test(tcase, yesterday_is_the_newest_day_however_late_one_looks);
	tcase_add_test(tcase, days_that_were_typed_move_by_their_length_and_zoom_to_the_calendar);
	tcase_add_loop_test(tcase, a_period_says_its_name_or_its_days, 0, sizeof(text_cases) / sizeof(text_cases[0]));
	tcase_add_test(tcase, stepping_back_and_forth_returns);
	tcase_add_test(tcase, periods_before_follow_without_gaps);
	tcase_add_test(tcase, stepping_stops_at_the_ends_of_the_data);
	tcase_add_test(tcase, a_shorter_period_ends_with_the_longer_one);
	tcase_add_test(tcase, a_filter_on_the_same_dimension_replaces);
	tcase_add_test(tcase, trends_end_with_the_period_shown);
	suite_add_tcase(suite, tcase);
	return support_run(suite);
}
