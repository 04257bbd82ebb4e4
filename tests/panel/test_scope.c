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

int main(void)
{
	Suite *suite = suite_create("panel/scope");
	TCase *tcase = tcase_create("calendar");

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
