/* Through what a figure changed: the lane, broker, importer, officer, kind of goods or post that explains more than its weight, the stage and
 * the owner of the hours. Worked out by hand. */
#include <math.h>
#include <stdio.h>

#include "ask.h"
#include "suite.h"

#include "base/time.h"
#include "because.h"
#include "insight/findings.h"

static struct ask desk;
static int32_t since, to;	/* two weeks from 9 November 2026; before them the four weeks from 12 October */

static void setup(void)
{
	ask_open(&desk, "2026-11-22T22:00:00Z");
	since = time_day_from_civil(2026, 11, 9);
	to = time_day_from_civil(2026, 11, 22);
	lab_begin(&desk.lab, "declarations");
}

static void teardown(void)
{
	ask_close(&desk);
}

static struct finding explained(const char *kpi, const char *stat, double now, double usual, const char *office)
{
	struct kpi_env env;
	struct finding finding = {.kind = FINDING_SHIFT, .def = kpi_find(kpi), .stat = stat, .since = since, .weeks = 2, .value = now, .usual_low = usual,
		.usual_high = usual, .office = office, .verdict = KPI_WORSE};
	struct err err = {0};

	lab_end(&desk.lab);
	env = (struct kpi_env){.store = desk.lab.store, .cube = lab_cube(&desk.lab), .now = desk.now};
	ck_assert_msg(because_fill(&env, NULL, 0, &finding, to, &desk.arena, &err), "%s", err.text);
	return finding;
}

/* n files with a part of their own, of which `early` are declared a day before their goods arrive. */
static void file(bool now, const char *column, const char *part, int n, int early)
{
	static int number;

	for (int i = 0; i < n; i++) {
		number++;
		ask_put(&desk, "declaration_id=D%d %s flow=import registered_at=2026-%sT08:00:00 arrived_at=2026-%sT08:00:00 %s=%s", number,
			strcmp(column, "office") == 0 ? "" : "office=NGT", now ? "11-10" : "10-20", now ? i < early ? "11-11" : "11-09" : i < early ? "10-21" : "10-19",
			column, part);
	}
}

static const struct {
	const char *column, *dim, *parts[4];
} dims[] = {
	{"lane_initial", "lane", {"green", "yellow", "red", "blue"}},
	{"broker_id", "broker", {"B1", "B2", "B3", "B4"}},
	{"importer_id", "importer", {"T1", "T2", "T3", "T4"}},
	{"officer_id", "officer", {"O1", "O2", "O3", "O4"}},
	{"hs", "hs_chapter", {"610910", "870322", "240220", "300490"}},
	{"office", "office", {"NGT", "PSL", "QSR", "OLP"}},
};

/* Four parts of ten files each, half of them declared early; then none of the first: 20 of 40 before, 15 of 40 now. The rate of the first fell
 * from .5 to 0 at a weight of a quarter: all of -.125. Its weight in files was a quarter, half as much again is what it takes to be named. */
START_TEST(a_part_that_explains_the_change_is_named)
{
	struct finding finding;

	for (int k = 0; k < 4; k++) {
		file(false, dims[_i].column, dims[_i].parts[k], 10, 5);
		file(true, dims[_i].column, dims[_i].parts[k], 10, k == 0 ? 0 : 5);
	}
	finding = explained("pre_arrival_rate", "rate", 0.375, 0.5, NULL);
	ck_assert_uint_eq(finding.n_drivers, 1);
	ck_assert_str_eq(finding.drivers[0].dim, dims[_i].dim);
	ck_assert_int_eq(strncmp(finding.drivers[0].value, dims[_i].parts[0], strlen(finding.drivers[0].value)), 0);
	ck_assert_double_eq_tol(finding.drivers[0].share, 1, 1e-9);
	ck_assert_double_eq_tol(finding.drivers[0].base, 0.5, 1e-9);
	ck_assert_double_eq_tol(finding.drivers[0].now, 0, 1e-9);
}
END_TEST

/* Two of four fall to none: each half of the change, together all of it at half of the weight. */
START_TEST(two_parts_that_explain_it_together_are_named_together)
{
	struct finding finding;

	for (int k = 0; k < 4; k++) {
		file(false, dims[_i].column, dims[_i].parts[k], 10, 5);
		file(true, dims[_i].column, dims[_i].parts[k], 10, k < 2 ? 0 : 5);
	}
	finding = explained("pre_arrival_rate", "rate", 0.25, 0.5, NULL);
	ck_assert_uint_eq(finding.n_drivers, 1);
	ck_assert_ptr_nonnull(strchr(finding.drivers[0].value, ','));
	ck_assert_double_eq_tol(finding.drivers[0].share, 1, 1e-9);
	ck_assert(isnan(finding.drivers[0].now) && isnan(finding.drivers[0].base));
}
END_TEST

/* All four fell alike: each explains a quarter, as large as its weight. */
START_TEST(a_part_that_is_merely_large_is_not_named)
{
	struct finding finding;

	for (int k = 0; k < 4; k++) {
		file(false, dims[_i].column, dims[_i].parts[k], k ? 10 : 40, k ? 5 : 20);
		file(true, dims[_i].column, dims[_i].parts[k], k ? 10 : 40, k ? 2 : 8);
	}
	finding = explained("pre_arrival_rate", "rate", 0.2, 0.5, NULL);
	ck_assert_uint_eq(finding.n_drivers, 0);
}
END_TEST

/* Nine files of a person or a firm are chance; of a lane, a kind of goods or a post they are what there is. */
START_TEST(a_person_is_named_from_ten_files_on)
{
	bool is_person = _i >= 1 && _i <= 3;
	struct finding finding;

	for (int k = 0; k < 4; k++) {
		file(false, dims[_i].column, dims[_i].parts[k], 9, 6);
		file(true, dims[_i].column, dims[_i].parts[k], 9, k == 0 ? 0 : 6);
	}
	finding = explained("pre_arrival_rate", "rate", 0.5, 2.0 / 3, NULL);
	ck_assert_uint_eq(finding.n_drivers, is_person ? 0 : 1);
}
END_TEST

/* At its own post a post explains nothing. */
START_TEST(a_finding_of_a_post_is_not_explained_by_it)
{
	struct finding finding;

	file(false, "office", "NGT", 20, 10);
	file(true, "office", "NGT", 20, 0);
	file(false, "office", "PSL", 20, 10);
	file(true, "office", "PSL", 20, 10);
	finding = explained("pre_arrival_rate", "rate", 0, 0.5, "NGT");
	ck_assert_uint_eq(finding.n_drivers, 0);
}
END_TEST

/* ---- counts of spans of unequal length: two weeks of B1 bring 30 files, the four before brought 20, which is 10 in two weeks; B2 20 after 40. So 20 more in
 * two weeks, all of B1's, of whom a third of the files before came. */
START_TEST(a_count_is_held_against_a_span_as_long)
{
	struct finding finding;

	file(false, "broker_id", "B1", 20, 0);
	file(false, "broker_id", "B2", 40, 0);
	file(true, "broker_id", "B1", 30, 0);
	file(true, "broker_id", "B2", 20, 0);
	finding = explained("declarations_registered", "count", 25, 15, NULL);
	ck_assert_uint_eq(finding.n_drivers, 1);
	ck_assert_str_eq(finding.drivers[0].value, "B1");
	ck_assert_double_eq_tol(finding.drivers[0].share, 1, 1e-9);
	ck_assert_double_eq_tol(finding.drivers[0].base, 10, 1e-9);
	ck_assert_double_eq_tol(finding.drivers[0].now, 30, 1e-9);
}
END_TEST

/* ---- hours: arrived and declared at six; assessed, paid, released so many hours later */

static void clear(const char *day, int n, int assessed, int paid, int released)
{
	static int number;

	for (int i = 0; i < n; i++) {
		number++;
		ask_put(&desk, "declaration_id=C%d office=NGT flow=import registered_at=2026-%sT06:00:00 arrived_at=2026-%sT06:00:00 assessed_at=2026-%sT%02d:00:00 "
			"paid_at=2026-%sT%02d:00:00 paid_amount=1000 released_at=2026-%sT%02d:00:00", number, day, day, day, 6 + assessed, day, 6 + paid, day, 6 + released);
	}
}

static const struct finding_driver *driver(const struct finding *finding, const char *dim)
{
	for (size_t i = 0; i < finding->n_drivers; i++)
		if (strcmp(finding->drivers[i].dim, dim) == 0)
			return &finding->drivers[i];
	return NULL;
}

/* Before: assessed after 2 hours, paid after 4, released after 5. Now 6, 8, 9: all of the four hours more lie before the assessment, which is customs' time;
 * payment takes two hours as ever. */
START_TEST(hours_are_traced_to_their_stage_and_owner)
{
	struct finding finding;
	const struct finding_driver *stage, *owner;

	clear("10-20", 20, 2, 4, 5);
	clear("11-10", 20, 6, 8, 9);
	finding = explained("release_time_total", "p50", 9, 5, "NGT");
	stage = driver(&finding, "stage");
	owner = driver(&finding, "owner");
	ck_assert_ptr_nonnull(stage);
	ck_assert_str_eq(stage->value, "assess_time");
	ck_assert_double_eq_tol(stage->share, 1, 1e-6);
	ck_assert_double_eq_tol(stage->base, 2, 0.01);
	ck_assert_double_eq_tol(stage->now, 6, 0.03);
	ck_assert_ptr_nonnull(owner);
	ck_assert_str_eq(owner->value, "customs");
	ck_assert_double_eq_tol(owner->share, 1, 1e-6);
}
END_TEST

/* Now assessed after 2 hours as before, paid after 10 instead of 4: six hours more, all of them waiting for payment and the trader's. */
START_TEST(hours_of_waiting_for_payment_are_the_traders)
{
	struct finding finding;
	const struct finding_driver *stage, *owner;

	clear("10-20", 20, 2, 4, 5);
	clear("11-10", 20, 2, 10, 11);
	finding = explained("release_time_total", "p50", 11, 5, "NGT");
	stage = driver(&finding, "stage");
	owner = driver(&finding, "owner");
	ck_assert_ptr_nonnull(stage);
	ck_assert_str_eq(stage->value, "payment_lag");
	ck_assert_double_eq_tol(stage->share, 1, 1e-6);
	ck_assert_ptr_nonnull(owner);
	ck_assert_str_eq(owner->value, "trader");
}
END_TEST

/* Four hours more before the assessment and two more of payment: of six hours two thirds and one third. */
START_TEST(two_stages_share_what_they_took)
{
	struct finding finding;
	size_t n = 0;

	clear("10-20", 20, 2, 4, 5);
	clear("11-10", 20, 6, 10, 11);
	finding = explained("release_time_total", "p50", 11, 5, "NGT");
	for (size_t i = 0; i < finding.n_drivers; i++) {
		if (strcmp(finding.drivers[i].dim, "stage") != 0)
			continue;
		ck_assert_str_eq(finding.drivers[i].value, n == 0 ? "assess_time" : "payment_lag");
		ck_assert_double_eq_tol(finding.drivers[i].share, n == 0 ? 2.0 / 3 : 1.0 / 3, 1e-6);
		n++;
	}
	ck_assert_uint_eq(n, 2);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("drivers");
	TCase *test = tcase_create("parts"), *hours = tcase_create("hours");
	const int n = (int)(sizeof(dims) / sizeof(dims[0]));

	tcase_add_checked_fixture(test, setup, teardown);
	tcase_add_loop_test(test, a_part_that_explains_the_change_is_named, 0, n);
	tcase_add_loop_test(test, two_parts_that_explain_it_together_are_named_together, 0, n);
	tcase_add_loop_test(test, a_part_that_is_merely_large_is_not_named, 0, n);
	tcase_add_loop_test(test, a_person_is_named_from_ten_files_on, 0, n);
	tcase_add_test(test, a_finding_of_a_post_is_not_explained_by_it);
	tcase_add_test(test, a_count_is_held_against_a_span_as_long);
	suite_add_tcase(suite, test);
	tcase_add_checked_fixture(hours, setup, teardown);
	tcase_add_test(hours, hours_are_traced_to_their_stage_and_owner);
	tcase_add_test(hours, hours_of_waiting_for_payment_are_the_traders);
	tcase_add_test(hours, two_stages_share_what_they_took);
	suite_add_tcase(suite, hours);
	return support_run(suite);
}
