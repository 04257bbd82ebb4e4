/* A silent post, a late one, a closed one and one that is merely quiet, told apart. Posts of known habits, eighty days in one load; days and chances
 * are worked out by hand. */
#include <math.h>
#include <stdio.h>

#include "ask.h"
#include "suite.h"

#include "base/time.h"
#include "insight/findings.h"
#include "stake.h"

static struct ask desk;
static int32_t last;		/* Thursday 19 November 2026; the clock stands at 22:00 of it */

/* n files on a day, registered from 8:00 on every two hours, released half an hour later or not at all. */
static void day_of(const char *office, int32_t day, int n, bool released)
{
	char date[32], release[64] = "";

	time_day_format(day, date);
	for (int i = 0; i < n; i++) {
		if (released)
			snprintf(release, sizeof(release), "released_at=%sT%02d:30:00", date, 8 + 2 * i);
		ask_put(&desk, "declaration_id=%s-%d-%d office=%s flow=import registered_at=%sT%02d:00:00 %s", office, (int)day, i, office, date, 8 + 2 * i,
			release);
	}
}

/* The habit of a post over eighty days up to `until`; of every `every` days one has files. */
static void post(const char *office, int n, int every, int32_t until, int32_t released_until)
{
	for (int32_t day = last - 79; day <= until; day++)
		if ((last - day) % every == every - 1 || every == 1)
			day_of(office, day, n, day <= released_until);
}

static void setup(void)
{
	ask_open(&desk, "2026-11-19T22:00:00Z");
	last = time_day_from_civil(2026, 11, 19);
	lab_begin(&desk.lab, "declarations");
	post("AAA", 6, 1, last, last);
	post("BBB", 6, 1, last, last);
}

static void teardown(void)
{
	ask_close(&desk);
}

static struct findings findings;

static void look(void)
{
	struct kpi_env env;
	struct err err = {0};

	lab_end(&desk.lab);
	env = (struct kpi_env){.store = desk.lab.store, .cube = lab_cube(&desk.lab), .now = (int64_t)last * TIME_DAY_SECONDS + 22 * 3600};
	ck_assert_msg(findings_load(&env, last, NULL, 0, &desk.arena, &findings, &err), "%s", err.text);
}

static const struct finding *about(const char *office)
{
	for (size_t i = 0; i < findings.n; i++)
		if ((findings.items[i].kind == FINDING_SILENT || findings.items[i].kind == FINDING_LATE) && strcmp(findings.items[i].office, office) == 0)
			return &findings.items[i];
	return NULL;
}

/* Its last release was on the 17th at 18:30: 51.5 hours ago. It never had a day without files before: of eleven Thursdays and eleven Wednesdays half a
 * one in eleven and a half counts as without, so two such days have a chance of 0.2 %. */
START_TEST(a_post_without_records_for_two_days_is_silent)
{
	const struct finding *finding;

	post("CCC", 6, 1, last - 2, last);
	look();
	finding = about("CCC");
	ck_assert_ptr_nonnull(finding);
	ck_assert_int_eq(finding->kind, FINDING_SILENT);
	ck_assert_double_eq_tol(finding->value, 51.5, 0.01);
	ck_assert_int_eq(finding->since, last - 2);
	/* Six files a day come there: in 51.5 hours 6 x 51.5 / 24 = 12.875. Nothing paid is on record. */
	ck_assert_double_eq_tol(finding->missed, 12.875, 0.01);
	ck_assert(!(finding->missed_paid > 0));
	ck_assert_msg(strstr(finding->text, "Usual in that time: 13\u00a0declarations."), "%s", finding->text);
	ck_assert_ptr_null(about("AAA"));
}
END_TEST

/* Files on one day of three, none on the last two: two of three such days had none, and two in a row come four times in nine. */
START_TEST(a_quiet_post_is_not_silent)
{
	post("CCC", 6, 3, last, last);
	look();
	ck_assert_ptr_null(about("CCC"));
}
END_TEST

/* One file a fortnight, always on a Friday, the last four weeks ago: three Fridays without, each of which has one every other time, and three weeks of
 * other days, each a little likely to have one by the half that is added to what was never seen. But two files are missing, and of two none come by
 * chance one time in seven. */
START_TEST(a_post_of_few_files_is_quiet_for_weeks_and_not_silent)
{
	post("CCC", 1, 14, last - 27, last);
	look();
	ck_assert_ptr_null(about("CCC"));
}
END_TEST

START_TEST(a_post_that_the_calendar_closes_is_not_silent)
{
	post("CCC", 6, 1, last - 2, last);
	lab_end(&desk.lab);
	lab_begin(&desk.lab, "calendar");
	ask_put(&desk, "day=2026-11-18 office=CCC working=0");
	ask_put(&desk, "day=2026-11-19 office=CCC working=0");
	look();
	ck_assert_ptr_null(about("CCC"));
}
END_TEST

/* The last two days are its weekend. Had it one day more, the Tuesday would be missing: none of the eleven Tuesdays before was without files, which
 * leaves it half a chance in twelve, 4.2 %. What was before the first record is no Tuesday without files. */
START_TEST(a_weekend_is_no_silence_and_a_working_day_more_is)
{
	const struct finding *finding;

	for (int32_t day = last - 79; day <= last - 2; day++)
		if ((last - day) % 7 > 1) {
			day_of("CCC", day, 6, true);
			if (day < last - 2)
				day_of("DDD", day, 6, true);
		}
	lab_end(&desk.lab);
	lab_begin(&desk.lab, "posts");
	ask_put(&desk, "office=CCC name=C weekend=wed,thu");
	ask_put(&desk, "office=DDD name=D weekend=wed,thu");
	look();
	ck_assert_ptr_null(about("CCC"));
	finding = about("DDD");
	ck_assert_ptr_nonnull(finding);
	ck_assert_int_eq(finding->kind, FINDING_SILENT);
}
END_TEST

/* Files came in on all of the last four days, none was released on any of them: 96 hours, since the 16th. */
START_TEST(a_post_whose_files_come_in_and_are_not_released_is_late)
{
	const struct finding *finding;

	post("CCC", 6, 1, last, last - 4);
	look();
	finding = about("CCC");
	ck_assert_ptr_nonnull(finding);
	ck_assert_int_eq(finding->kind, FINDING_LATE);
	ck_assert(!finding->is_overdue);
	ck_assert_double_eq_tol(finding->value, 96, 1e-9);
	ck_assert_int_eq(finding->since, last - 3);
	ck_assert_msg(strstr(finding->text, "files come in"), "%s", finding->text);
	ck_assert_double_eq_tol(finding->missed, 4 * 6, 1e-9);	/* four days of six releases */
	ck_assert_msg(strstr(finding->text, "Usual in that time: 24\u00a0declarations released."), "%s", finding->text);
}
END_TEST

/* One day without a release is not asked about: a holiday of one officer does it. */
START_TEST(a_day_without_a_release_is_not_late)
{
	post("CCC", 6, 1, last, last - 1);
	look();
	ck_assert_ptr_null(about("CCC"));
}
END_TEST

/* It releases on Sundays alone, and the last of them was four days ago: as ever. */
START_TEST(a_post_that_releases_once_a_week_is_not_late)
{
	char date[32], release[32];

	for (int32_t day = last - 79; day <= last; day++) {
		int32_t sunday = day + (6 - time_weekday(day) + 7) % 7;

		time_day_format(day, date);
		time_day_format(sunday, release);
		for (int i = 0; i < 6; i++) {
			if (sunday <= last)
				ask_put(&desk, "declaration_id=C%d-%d office=CCC flow=import registered_at=%sT08:00:00 released_at=%sT12:00:00", (int)day, i, date,
					release);
			else
				ask_put(&desk, "declaration_id=C%d-%d office=CCC flow=import registered_at=%sT08:00:00", (int)day, i, date);
		}
	}
	look();
	ck_assert_ptr_null(about("CCC"));
}
END_TEST

/* Gone for ten weeks of the quarter that is looked at: closed, which is no news. */
START_TEST(a_post_that_closed_for_good_is_no_news)
{
	post("CCC", 6, 1, last - 70, last);
	look();
	ck_assert_ptr_null(about("CCC"));
}
END_TEST

/* Four weeks, the newest day first: 1, 2, ... 7 a day in one week, twice that in the next, then three and four times: the mean of a weekday is 2.5 times
 * what it was in the newest week. The day after the 28 is the weekday of the seventh of them, 17.5; half of it counts; the next two 15 and 12.5. */
START_TEST(a_silence_is_weighed_by_the_same_weekdays)
{
	double days[STAKE_DAYS];

	for (size_t i = 0; i < STAKE_DAYS; i++)
		days[i] = (double)(i % 7 + 1) * (double)(i / 7 + 1);
	ck_assert_double_eq_tol(stake_usual(days, 0.5, 0), 8.75, 1e-12);
	ck_assert_double_eq_tol(stake_usual(days, 0.5, 2), 8.75 + 15 + 12.5, 1e-12);
	ck_assert_double_eq_tol(stake_usual(days, 1, 7), 2.5 * 28 + 17.5, 1e-12);	/* a week, and its first day again */
	days[6] = NAN;	/* a day without records counts as none: 14, 21 and 28 of four */
	ck_assert_double_eq_tol(stake_usual(days, 1, 0), 15.75, 1e-12);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("silence");
	TCase *test = tcase_create("silence"), *stake = tcase_create("stake");

	tcase_add_checked_fixture(test, setup, teardown);
	tcase_set_timeout(test, 120);
	tcase_add_test(test, a_post_without_records_for_two_days_is_silent);
	tcase_add_test(test, a_quiet_post_is_not_silent);
	tcase_add_test(test, a_post_of_few_files_is_quiet_for_weeks_and_not_silent);
	tcase_add_test(test, a_post_that_the_calendar_closes_is_not_silent);
	tcase_add_test(test, a_weekend_is_no_silence_and_a_working_day_more_is);
	tcase_add_test(test, a_post_whose_files_come_in_and_are_not_released_is_late);
	tcase_add_test(test, a_day_without_a_release_is_not_late);
	tcase_add_test(test, a_post_that_releases_once_a_week_is_not_late);
	tcase_add_test(test, a_post_that_closed_for_good_is_no_news);

	suite_add_tcase(suite, test);
	tcase_add_test(stake, a_silence_is_weighed_by_the_same_weekdays);
	suite_add_tcase(suite, stake);
	return support_run(suite);
}
