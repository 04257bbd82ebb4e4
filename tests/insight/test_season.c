/* What was so a year ago is no news, by the sun and by the moon; and which weeks a feast, Ramadan, the end of the fiscal year or of a month lie
 * in. Worked out by hand. */
#include <math.h>

#include "ask.h"
#include "suite.h"

#include "base/time.h"
#include "insight/findings.h"
#include "search.h"

static const struct kpi_def rate = {.id = "pre_arrival_rate", .unit = KPI_ONE, .headline = "rate"};

/* 26 weeks that lie 0.1 above and below 5 in turn, the newest two `away` from it. */
static struct chart course(double away)
{
	static const struct kpi_row row = {.def = &rate};
	struct chart chart = {.row = &row, .n = FINDING_WEEKS, .post = -1};

	for (size_t i = 0; i < FINDING_WEEKS; i++)
		chart.values[i] = i < 24 ? 5 + (i % 2 ? 0.1 : -0.1) : 5 + away;
	return chart;
}

/* The middle of 24 weeks is 5, their deviation 1.4826 x 0.1. Of two weeks against them: 0.14826 sqrt(1 / 2 + 1.6 / 24) = 0.1116; twice that
 * is what a departure of a year ago has to have, 0.2232, and three times sqrt(2) that, 0.4735, what this year's may have more. */
START_TEST(what_was_so_a_year_ago_is_known_within_what_chance_does)
{
	static const struct {
		double now, then;
		bool was_so;
	} cases[] = {
		{1, 1, true}, {1, 0.6, true}, {1, 0.53, true}, {1, 0.52, false},	/* twice as much is news */
		{1, -1, false}, {-1, -1, true},						/* the other way */
		{0.6, 0.23, true}, {0.6, 0.22, false},					/* that was chance a year ago */
		{0.6, 3, true},								/* it was far more then */
		{1, NAN, false},							/* no data of those weeks */
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct chart now = course(cases[i].now), then = course(cases[i].then);

		ck_assert_msg(chart_was_so(&now, &then, 2) == cases[i].was_so, "now %g, then %g", cases[i].now, cases[i].then);
	}
}
END_TEST

START_TEST(seven_weeks_a_year_ago_are_no_measure)
{
	struct chart now = course(1), then = course(1);

	for (size_t i = 0; i < 17; i++)
		then.values[i] = NAN;
	ck_assert(!chart_was_so(&now, &then, 2));
	then.values[16] = 5.1;
	ck_assert(chart_was_so(&now, &then, 2));
}
END_TEST

/* Tabular: 1 Ramadan 1447 is 18 February 2026, 1 Ramadan 1446 was 1 March 2025; 30 Dhu al-Hijja is there in leap years alone. */
START_TEST(a_year_of_the_moon_is_its_date)
{
	ck_assert_int_eq(season_year_of_the_moon(time_day_from_civil(2026, 2, 18)), time_day_from_civil(2025, 3, 1));
	for (int32_t day = time_day_from_civil(2020, 1, 1); day < time_day_from_civil(2040, 1, 1); day++) {
		struct time_civil now = time_hijri_from_day(day), then = time_hijri_from_day(season_year_of_the_moon(day));

		ck_assert_int_eq(then.year, now.year - 1);
		ck_assert_int_eq(then.month, now.month);
		ck_assert(then.day == now.day || (now.day == 30 && then.day == 29));
	}
}
END_TEST

/* ---- which weeks are set apart */

static struct ask desk;

static struct chart chart_to(int32_t to, const char *tag, int32_t from, int32_t last)
{
	static const struct kpi_point points[FINDING_WEEKS];
	static const struct kpi_row row = {.def = &rate, .course = points};
	struct search search = {.to = to};
	struct kpi_env env;
	struct chart chart;
	struct err err = {0};
	char day[32];

	lab_row(&desk.lab, "declarations", "declaration_id=D1", "office=A", "flow=import", "registered_at=2026-01-05T08:00:00");
	if (tag) {
		lab_begin(&desk.lab, "calendar");
		for (int32_t d = from; d <= last; d++) {
			time_day_format(d, day);
			ask_put(&desk, "day=%s working=1 tag=%s", day, tag);
		}
		lab_end(&desk.lab);
	}
	env = (struct kpi_env){.store = desk.lab.store, .cube = lab_cube(&desk.lab), .now = desk.now};
	ck_assert_msg(calendar_load(&env, NULL, 0, to - 400, to, &desk.arena, &search.calendar, &err), "%s", err.text);
	chart_fill(&search, CUT_WHOLE, &row, to, &chart);
	return chart;
}

static void setup(void)
{
	ask_open(&desk, "2026-12-31T22:00:00Z");
}

static void teardown(void)
{
	ask_close(&desk);
}

/* Weeks that end on Sundays, the newest on 13 September 2026. The file calls Monday 3 to Wednesday 12 August its Ramadan: seven days of the
 * week that ends on the 9th, three of the next, which is enough. Were it one day shorter, two would not be. */
START_TEST(a_day_or_two_of_ramadan_leave_a_week_as_it_is)
{
	int32_t to = time_day_from_civil(2026, 9, 13), monday = time_day_from_civil(2026, 8, 3);
	struct chart chart = chart_to(to, "ramadan", monday, monday + 9);

	ck_assert_uint_eq(chart.kinds[20], CALENDAR_RAMADAN);	/* five weeks back */
	ck_assert_uint_eq(chart.kinds[21], CALENDAR_RAMADAN);
	ck_assert_uint_eq(chart.kinds[19] | chart.kinds[22], 0);
	teardown();
	setup();
	chart = chart_to(to, "ramadan", monday, monday + 8);
	ck_assert_uint_eq(chart.kinds[20], CALENDAR_RAMADAN);
	ck_assert_uint_eq(chart.kinds[21], 0);
}
END_TEST

START_TEST(a_single_day_of_a_feast_sets_its_week_apart)
{
	int32_t to = time_day_from_civil(2026, 9, 13), sunday = time_day_from_civil(2026, 8, 9);
	struct chart chart = chart_to(to, "feast", sunday, sunday);

	ck_assert_uint_eq(chart.kinds[20], CALENDAR_FEAST);
	ck_assert_uint_eq(chart.kinds[19] | chart.kinds[21], 0);
}
END_TEST

/* The fiscal year ends on 31 December unless the settings say otherwise; four weeks before and three after it are set apart, a week of which
 * three days at least belong to them. From 3 December on: the week of 30 November to 6 December has four, the one before none. */
START_TEST(the_end_of_the_fiscal_year_takes_four_weeks)
{
	struct chart chart = chart_to(time_day_from_civil(2026, 12, 20), NULL, 0, 0);

	ck_assert_uint_eq(chart.kinds[25] & chart.kinds[24] & chart.kinds[23], CALENDAR_YEAR_END);
	ck_assert_uint_eq(chart.kinds[22], 0);
}
END_TEST

/* Of the weeks to Sunday 13 September, that to 6 September holds the 31st and the 1st; that to 30 August the 30th, the day before the last; that to
 * 2 August the 31st and the 1st; that to 26 July nothing, as 24 July is a week off. */
START_TEST(the_last_two_days_of_a_month_and_its_first_mark_their_week)
{
	static const bool ends[] = {false, true, true, false, false, false, true, false, false, false, true};	/* the newest first */
	struct chart chart = chart_to(time_day_from_civil(2026, 9, 13), NULL, 0, 0);

	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		ck_assert_msg(chart.ends_month[FINDING_WEEKS - 1 - i] == ends[i], "%zu weeks back", i);
}
END_TEST

/* ---- in the findings: one post, four files a day, and three times as many in the newest two weeks */

static void days_of(int32_t from, int32_t to, int n)
{
	char date[32];

	for (int32_t day = from; day <= to; day++) {
		time_day_format(day, date);
		for (int i = 0; i < n; i++)
			ask_put(&desk, "declaration_id=D%d-%d office=A flow=import registered_at=%sT08:%02d:00", (int)day, i, date, i);
	}
}

/* Half a year up to a day, its last two weeks busy or not. */
static void half_year(int32_t to, bool busy)
{
	days_of(to - 26 * 7 + 1, to - 14, 4);
	days_of(to - 13, to, busy ? 12 : 4);
}

static const struct finding *traffic(const struct findings *findings)
{
	for (size_t i = 0; i < findings->n; i++)
		if (strcmp(findings->items[i].def->id, "declarations_registered") == 0)
			return &findings->items[i];
	return NULL;
}

static const struct finding *find(int32_t to, struct findings *findings)
{
	struct kpi_env env = {.store = desk.lab.store, .cube = lab_cube(&desk.lab), .now = (int64_t)(to + 1) * TIME_DAY_SECONDS - 60};
	struct err err = {0};

	ck_assert_msg(findings_load(&env, to, NULL, 0, &desk.arena, findings, &err), "%s", err.text);
	return traffic(findings);
}

/* busy_then: the day on which such weeks ended a year before; TIME_DAY_NONE: that half year was quiet, up to 364 days before. */
static const struct finding *year(int32_t to, int32_t busy_then, bool islamic, struct findings *findings)
{
	int32_t then = busy_then == TIME_DAY_NONE ? to - 364 : busy_then;

	lab_begin(&desk.lab, "declarations");
	half_year(then, busy_then != TIME_DAY_NONE);
	half_year(to, true);
	lab_end(&desk.lab);
	if (islamic)
		lab_row(&desk.lab, "calendar", "day=2025-03-05", "working=1", "tag=ramadan");
	return find(to, findings);
}

START_TEST(a_wave_without_a_year_before_is_news_and_dated)
{
	int32_t to = time_day_from_civil(2026, 10, 18);
	struct findings findings;
	const struct finding *wave = year(to, TIME_DAY_NONE, false, &findings);

	ck_assert_ptr_nonnull(wave);
	ck_assert_int_eq(wave->since, to - 13);
	ck_assert_uint_eq(wave->n, 14 * 12);
	/* Twelve a day instead of four: 8 x 7 a week more. */
	ck_assert_double_eq_tol(wave->extra, 56, 1e-9);
	ck_assert_uint_eq(findings.n_seasonal, 0);
}
END_TEST

START_TEST(the_same_wave_364_days_ago_makes_it_no_news)
{
	int32_t to = time_day_from_civil(2026, 10, 18);
	struct findings findings;

	ck_assert_ptr_null(year(to, to - 364, false, &findings));
	ck_assert_uint_ge(findings.n_seasonal, 1);
}
END_TEST

/* 1447 is the seventh year of its cycle of thirty, a leap year of 355 days: so many before 18 October 2026 was 28 October 2025. The year of the
 * sun looks at two weeks that end nine days before, when the wave had only begun. The moon counts where its year is kept. */
START_TEST(the_same_wave_a_year_of_the_moon_ago_counts_where_it_is_kept)
{
	int32_t to = time_day_from_civil(2026, 10, 18), then = season_year_of_the_moon(to);
	struct findings findings;

	ck_assert_int_eq(then, time_day_from_civil(2025, 10, 28));
	ck_assert_ptr_null(year(to, then, true, &findings));
	ck_assert_uint_ge(findings.n_seasonal, 1);
	teardown();
	setup();
	ck_assert_ptr_nonnull(year(to, then, false, &findings));
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("season");
	TCase *test = tcase_create("season"), *days = tcase_create("weeks"), *whole = tcase_create("findings");

	tcase_add_test(test, what_was_so_a_year_ago_is_known_within_what_chance_does);
	tcase_add_test(test, seven_weeks_a_year_ago_are_no_measure);
	tcase_add_test(test, a_year_of_the_moon_is_its_date);
	suite_add_tcase(suite, test);
	tcase_add_checked_fixture(days, setup, teardown);
	tcase_add_test(days, a_day_or_two_of_ramadan_leave_a_week_as_it_is);
	tcase_add_test(days, a_single_day_of_a_feast_sets_its_week_apart);
	tcase_add_test(days, the_end_of_the_fiscal_year_takes_four_weeks);
	tcase_add_test(days, the_last_two_days_of_a_month_and_its_first_mark_their_week);
	suite_add_tcase(suite, days);
	tcase_add_checked_fixture(whole, setup, teardown);
	tcase_set_timeout(whole, 120);
	tcase_add_test(whole, a_wave_without_a_year_before_is_news_and_dated);
	tcase_add_test(whole, the_same_wave_364_days_ago_makes_it_no_news);
	tcase_add_test(whole, the_same_wave_a_year_of_the_moon_ago_counts_where_it_is_kept);
	suite_add_tcase(suite, whole);
	return support_run(suite);
}
