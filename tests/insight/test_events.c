/* A known event is asked for by itself: what would be nothing elsewhere is news at its post and on its days. Worked out by hand. */
#include <math.h>
#include <stdio.h>

#include "ask.h"
#include "suite.h"

#include "base/time.h"
#include "insight/findings.h"

enum { EVENT = 4 };

static struct ask desk;
static struct findings findings;
static int32_t last;		/* Thursday 22 October 2026 */

static void day_of(const char *office, int32_t day, int n)
{
	char date[32];

	time_day_format(day, date);
	for (int i = 0; i < n; i++)
		ask_put(&desk, "declaration_id=%s-%d-%d office=%s flow=import registered_at=%sT%02d:00:00 released_at=%sT%02d:30:00", office, (int)day, i,
			office, date, 8 + i, date, 8 + i);
}

/* 8, 9 and 10 files in turn, and `n` on each of the four days up to `end`. */
static void post(const char *office, int32_t end, int n)
{
	for (int32_t day = end - 181; day <= end; day++)
		day_of(office, day, day > end - EVENT ? n : 8 + (int)((day + 2) % 3));
}

static void setup(void)
{
	ask_open(&desk, "2026-10-22T23:59:00Z");
	last = time_day_from_civil(2026, 10, 22);
	lab_begin(&desk.lab, "declarations");
}

static void teardown(void)
{
	ask_close(&desk);
}

static void mark(const char *office, int32_t end, const char *tag)
{
	char date[32];

	for (int32_t day = end - EVENT + 1; day <= end; day++) {
		time_day_format(day, date);
		ask_put(&desk, "day=%s office=%s working=0 tag=%s", date, office, tag);
	}
}

static const struct finding *look(const char *office)
{
	struct kpi_env env = {.store = desk.lab.store, .cube = lab_cube(&desk.lab), .now = (int64_t)(last + 1) * TIME_DAY_SECONDS - 60};
	struct err err = {0};

	ck_assert_msg(findings_load(&env, last, NULL, 0, &desk.arena, &findings, &err), "%s", err.text);
	for (size_t i = 0; i < findings.n; i++)
		if (strcmp(findings.items[i].def->id, "declarations_registered") == 0 && findings.items[i].office && strcmp(findings.items[i].office, office) == 0)
			return &findings.items[i];
	return NULL;
}

/* Nine a day are 3.062 on the scale of roots, four 2.092; each has the deviation 0.5 of chance, and 0.13 of its square more for the level: four
 * days lie 4 x 0.970 / sqrt(4 x 0.25 x 1.13) = 3.65 errors away, beyond the 3.50 of Student's t with 22 degrees at 0.2 %. Of the eighteen runs
 * of three days elsewhere one would have to lie beyond five. */
START_TEST(the_same_fall_is_news_only_where_the_calendar_knows_of_it)
{
	const struct finding *finding;

	post("AAA", last, 4);
	post("BBB", last, 4);
	post("CCC", last, 9);
	lab_end(&desk.lab);
	lab_begin(&desk.lab, "calendar");
	mark("AAA", last, "strike");
	lab_end(&desk.lab);
	finding = look("AAA");
	ck_assert_ptr_nonnull(finding);
	ck_assert_str_eq(finding->event, "strike");
	ck_assert_double_eq_tol(finding->z, -3.65, 0.01);
	ck_assert_int_eq(finding->since, last - EVENT + 1);
	ck_assert_int_eq(finding->days, EVENT);
	ck_assert_int_eq(finding->n, 16);
	/* Told by the day: four, usually what lies within 3.50 errors of 3.062: an error is 0.970 / 3.65. */
	ck_assert_msg(finding->usual_low > 4 && finding->usual_low < 5 && finding->usual_high > 15 && finding->usual_high < 17, "%g %g",
		finding->usual_low, finding->usual_high);
	ck_assert_msg(strstr(finding->text, "strike"), "%s", finding->text);
	ck_assert_ptr_null(look("BBB"));
	ck_assert_ptr_null(look("CCC"));
}
END_TEST

/* A day's work more or less than usual: an event that does not show is none. */
START_TEST(an_event_that_does_not_show_is_no_news)
{
	post("AAA", last, 7);
	post("BBB", last, 9);
	lab_end(&desk.lab);
	lab_begin(&desk.lab, "calendar");
	mark("AAA", last, "strike");
	lab_end(&desk.lab);
	ck_assert_ptr_null(look("AAA"));
}
END_TEST

/* The same days of last year fell as well: a season, unless an event makes them this year's own. One of the same name then is a season again. */
START_TEST(an_event_is_no_season_unless_it_comes_every_year)
{
	for (int again = 0; again < 2; again++) {
		post("AAA", last, 0);
		post("AAA", last - 364, 0);
		post("BBB", last, 9);
		post("BBB", last - 364, 9);
		lab_end(&desk.lab);
		lab_begin(&desk.lab, "calendar");
		mark("AAA", last, "strike");
		if (again)
			mark("AAA", last - 364, "strike");
		lab_end(&desk.lab);
		ck_assert_int_eq(look("AAA") != NULL, !again);
		teardown();
		setup();
	}
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("events");
	TCase *test = tcase_create("findings");

	tcase_add_checked_fixture(test, setup, teardown);
	tcase_set_timeout(test, 120);
	tcase_add_test(test, the_same_fall_is_news_only_where_the_calendar_knows_of_it);
	tcase_add_test(test, an_event_that_does_not_show_is_no_news);
	tcase_add_test(test, an_event_is_no_season_unless_it_comes_every_year);
	suite_add_tcase(suite, test);
	return support_run(suite);
}
