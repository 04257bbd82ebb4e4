/* A post that sends its files in lumps, one that is late with them, one that sends what is old, one that has fallen silent: by the loads
 * that brought them. Days and moments are worked out by hand. */
#include <math.h>

#include "ask.h"
#include "suite.h"

#include "arrivals.h"
#include "base/time.h"
#include "insight/findings.h"

enum { D = TIME_DAY_SECONDS, H = 3600, FIRST = 20500 };

/* At six in the morning of a day. */
static int64_t morning(int32_t day)
{
	return (int64_t)day * D + 6 * H;
}

/* Forty days that came in one load, then a lump of seven days every Monday morning: each time the newest day was seven days and six hours old. */
START_TEST(a_post_that_sends_weekly_is_not_late_within_its_week)
{
	int32_t days[ARRIVALS_DAYS];
	int64_t came[ARRIVALS_DAYS];
	struct arrivals arrivals;
	size_t n = 0;

	for (int32_t d = 0; d < 21; d++, n++)
		days[n] = FIRST + d, came[n] = morning(FIRST + 21);
	for (int32_t week = 0; week < 5; week++)
		for (int32_t d = 0; d < 7; d++, n++)
			days[n] = FIRST + 21 + 7 * week + d, came[n] = morning(FIRST + 21 + 7 * (week + 1));
	arrivals_of(days, came, n, morning(FIRST + 59), &arrivals);
	ck_assert_uint_eq(arrivals.n, 5);
	ck_assert_double_eq_tol(arrivals.usual_age, 7 * 24 + 6, 1e-9);
	ck_assert_double_eq_tol(arrivals.longest_age, 7 * 24 + 6, 1e-9);
	ck_assert_double_eq_tol(arrivals.behind, 6, 1e-9);
	ck_assert_double_eq_tol(arrivals.last, 3 * 24, 1e-9);
	ck_assert_int_eq(arrivals_judge(&arrivals, 78), ARRIVALS_USUAL);		/* three days after its lump */
	ck_assert_int_eq(arrivals_judge(&arrivals, 7 * 24 + 20), ARRIVALS_USUAL);
	ck_assert_int_eq(arrivals_judge(&arrivals, 10 * 24), ARRIVALS_LATE);	/* the next lump is overdue */
}
END_TEST

/* Each morning brings yesterday; from some day on each morning brings what is four days old. */
START_TEST(a_post_that_sends_what_is_old_is_late_and_one_that_sends_nothing_is_not)
{
	int32_t days[ARRIVALS_DAYS];
	int64_t came[ARRIVALS_DAYS];
	struct arrivals arrivals;
	size_t n = 0;

	for (int32_t d = 0; d < 10; d++, n++)
		days[n] = FIRST + d, came[n] = morning(FIRST + 10);
	for (int32_t d = 10; d < 20; d++, n++)
		days[n] = FIRST + d, came[n] = morning(FIRST + d + 1);
	for (int32_t d = 20; d < 24; d++, n++)
		days[n] = FIRST + d, came[n] = morning(FIRST + d + 4);
	arrivals_of(days, came, n, morning(FIRST + 27) + 2 * H, &arrivals);
	ck_assert_uint_eq(arrivals.n, 14);
	ck_assert_double_eq_tol(arrivals.usual_age, 30, 1e-9);		/* the day before yesterday was the newest: it ended 30 hours ago */
	ck_assert_double_eq_tol(arrivals.behind, 78, 1e-9);
	ck_assert_int_eq(arrivals_judge(&arrivals, 80), ARRIVALS_LATE);
	n -= 4;		/* nothing came after the day 19 */
	arrivals_of(days, came, n, morning(FIRST + 27), &arrivals);
	ck_assert_double_eq_tol(arrivals.behind, 6, 1e-9);
	ck_assert_int_eq(arrivals_judge(&arrivals, 7 * 24 + 6), ARRIVALS_UNKNOWN);
}
END_TEST

START_TEST(one_load_of_everything_has_no_rhythm)
{
	int32_t days[] = {FIRST, FIRST + 1, FIRST + 2};
	int64_t came[] = {morning(FIRST + 9), morning(FIRST + 9), morning(FIRST + 9)};
	struct arrivals arrivals;

	arrivals_of(days, came, 3, morning(FIRST + 9), &arrivals);
	ck_assert_uint_eq(arrivals.n, 0);
	ck_assert(isnan(arrivals.last));
	ck_assert_int_eq(arrivals_judge(&arrivals, 200), ARRIVALS_UNKNOWN);
	arrivals_of(days, came, 0, morning(FIRST + 9), &arrivals);
	ck_assert_int_eq(arrivals_judge(&arrivals, 200), ARRIVALS_UNKNOWN);
}
END_TEST

/* ---- in the findings: three posts, eighty days, six files a day; two load daily, one weekly, by loads with a clock */

static struct ask desk;
static int32_t begin;

static void day_of(const char *office, int32_t day)
{
	char date[32];

	time_day_format(day, date);
	for (int i = 0; i < 6; i++)
		ask_put(&desk, "declaration_id=%s-%d-%d office=%s flow=import registered_at=%sT%02d:00:00 released_at=%sT%02d:30:00", office, day, i, office,
			date, 8 + 2 * i, date, 8 + 2 * i);
}

static void load(int64_t at, const char *office, int32_t from, int32_t to)
{
	store_set_clock(desk.lab.store, at);
	lab_begin(&desk.lab, "declarations");
	for (int32_t day = from; day <= to; day++)
		day_of(office, day);
	lab_end(&desk.lab);
}

static const struct finding *about(const struct findings *findings, const char *office)
{
	for (size_t i = 0; i < findings->n; i++)
		if ((findings->items[i].kind == FINDING_SILENT || findings->items[i].kind == FINDING_LATE) && strcmp(findings->items[i].office, office) == 0)
			return &findings->items[i];
	return NULL;
}

/* Up to the evening of `last`: two posts day by day, CCC in lumps until `lumps_end`, DDD day by day until two days before. */
static void country(int32_t last, int32_t lumps_end)
{
	static const char *const daily[] = {"AAA", "BBB", "DDD"};

	for (int i = 0; i < 3; i++)
		load((int64_t)(begin + 40) * D, daily[i], begin, begin + 39);
	load((int64_t)(begin + 40) * D, "CCC", begin, begin + 39);
	for (int32_t day = begin + 40; day <= last; day++) {
		for (int i = 0; i < 3; i++)
			if (i < 2 || day < last - 1)
				load((int64_t)day * D + 21 * H, daily[i], day, day);
		if ((day - begin) % 7 == 4 && day > begin + 40 && day <= lumps_end)
			load((int64_t)day * D + 21 * H, "CCC", day - 6, day);
	}
}

static void look(int32_t last, struct findings *findings)
{
	struct kpi_env env = {.store = desk.lab.store, .cube = lab_cube(&desk.lab), .now = (int64_t)last * D + 22 * H};
	struct err err = {0};

	ck_assert_msg(findings_load(&env, last, NULL, 0, &desk.arena, findings, &err), "%s", err.text);
}

START_TEST(a_lump_that_is_not_due_is_no_news_and_a_silent_post_is)
{
	struct findings findings;

	ask_open(&desk, "2026-11-30T22:00:00Z");
	begin = time_day_from_civil(2026, 9, 1);
	country(begin + 79, begin + 74);	/* the last lump came five days ago */
	look(begin + 79, &findings);
	ck_assert_ptr_null(about(&findings, "CCC"));
	ck_assert_ptr_null(about(&findings, "AAA"));
	ck_assert_ptr_nonnull(about(&findings, "DDD"));
	ck_assert_int_eq(about(&findings, "DDD")->kind, FINDING_SILENT);
	ask_close(&desk);
}
END_TEST

START_TEST(a_lump_that_is_overdue_is_late)
{
	struct findings findings;

	ask_open(&desk, "2026-11-30T22:00:00Z");
	begin = time_day_from_civil(2026, 9, 1);
	country(begin + 84, begin + 74);	/* ten days ago: the lump of three days ago did not come */
	look(begin + 84, &findings);
	ck_assert_ptr_nonnull(about(&findings, "CCC"));
	ck_assert_int_eq(about(&findings, "CCC")->kind, FINDING_LATE);
	ck_assert(about(&findings, "CCC")->is_overdue);
	ck_assert_msg(strstr(about(&findings, "CCC")->text, "come late"), "%s", about(&findings, "CCC")->text);
	ask_close(&desk);
}
END_TEST

/* Two posts that send day by day since the data began, some weeks or a day ago: that there was nothing before is no rise. */
static void check_no_rise_after(int32_t days)
{
	struct findings findings;

	ask_open(&desk, "2026-11-30T22:00:00Z");
	begin = time_day_from_civil(2026, 9, 1);
	load((int64_t)(begin + days) * D, "AAA", begin, begin + days - 1);
	load((int64_t)(begin + days) * D, "BBB", begin, begin + days - 1);
	look(begin + days - 1, &findings);
	for (size_t i = 0; i < findings.n; i++)
		ck_assert_msg(!finding_is_change(&findings.items[i]), "after %d days: %s", (int)days, findings.items[i].text);
	ask_close(&desk);
}

START_TEST(the_beginning_of_the_data_is_no_rise)
{
	check_no_rise_after(1);
	check_no_rise_after(12);
	check_no_rise_after(60);
	check_no_rise_after(95);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("arrivals");
	TCase *test = tcase_create("arrivals");

	tcase_set_timeout(test, 120);
	tcase_add_test(test, a_post_that_sends_weekly_is_not_late_within_its_week);
	tcase_add_test(test, a_post_that_sends_what_is_old_is_late_and_one_that_sends_nothing_is_not);
	tcase_add_test(test, one_load_of_everything_has_no_rhythm);
	tcase_add_test(test, a_lump_that_is_not_due_is_no_news_and_a_silent_post_is);
	tcase_add_test(test, a_lump_that_is_overdue_is_late);
	tcase_add_test(test, the_beginning_of_the_data_is_no_rise);
	suite_add_tcase(suite, test);
	return support_run(suite);
}
