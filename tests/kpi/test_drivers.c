/* Changes split over parts, and changes that are chance: worked by hand. */
#include "ask.h"
#include "kpi/drivers.h"
#include "suite.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/time.h"

static struct ask desk;

static void setup(void)
{
	ask_open(&desk, "2026-04-30T22:00:00Z");
}

static void teardown(void)
{
	ask_close(&desk);
}

/* n declarations of an office in a month, released so many hours after they arrived. */
static void declare(const char *office, int month, int n, int hours)
{
	static int number;
	char id[40], where[40], registered[60], arrived[60], released[60];

	for (int i = 0; i < n; i++) {
		snprintf(id, sizeof(id), "declaration_id=D%d", ++number);
		snprintf(where, sizeof(where), "office=%s", office);
		snprintf(registered, sizeof(registered), "registered_at=2026-%02d-10T01:00:00", month);
		snprintf(arrived, sizeof(arrived), "arrived_at=2026-%02d-10T01:00:00", month);
		snprintf(released, sizeof(released), "released_at=2026-%02d-%02dT%02d:00:00", month, 10 + (hours + 1) / 24, (hours + 1) % 24);
		lab_row(&desk.lab, "declarations", id, where, "flow=import", registered, arrived, released);
	}
}

static struct kpi_change change_of(const char *kpi, const char *stat, struct arena *arena)
{
	struct kpi_env env = {.store = desk.lab.store, .cube = lab_cube(&desk.lab), .now = desk.now};
	struct kpi_query now = {.from = time_day_from_civil(2026, 4, 1), .to = time_day_from_civil(2026, 4, 30)};
	struct kpi_query base = {.from = time_day_from_civil(2026, 3, 1), .to = time_day_from_civil(2026, 3, 31)};
	struct kpi_by by = {.dim = KPI_DIM_OFFICE};
	struct kpi_change change;
	struct err err = {0};

	ck_assert_msg(kpi_drivers(&env, kpi_find(kpi), stat, &now, &base, &by, arena, &change, &err), "%s", err.text);
	return change;
}

static const struct kpi_driver *driver(const struct kpi_change *change, const char *value)
{
	for (size_t i = 0; i < change->n; i++)
		if (strcmp(change->drivers[i].value, value) == 0)
			return &change->drivers[i];
	ck_abort_msg("no driver %s", value);
	return NULL;
}

static double total(const struct kpi_change *change)
{
	double sum = 0;

	for (size_t i = 0; i < change->n; i++)
		sum += change->drivers[i].total;
	return sum;
}

/* March: A 6 of 10 h, B 4 of 20 h, mean 14. April: A 4 of 10 h, B 6 of 25 h, mean 19.
 * Weights of B .4 then .6; middle of the means 16.5.
 * mix: A (.4 - .6)(10 - 16.5) = 1.3, B (.6 - .4)(22.5 - 16.5) = 1.2; performance: B (25 - 20)(.5) = 2.5. Sum 5. */
START_TEST(the_change_of_a_mean_is_mix_and_performance_to_the_last_unit)
{
	struct kpi_change change;
	struct arena arena;

	declare("A", 3, 6, 10);
	declare("B", 3, 4, 20);
	declare("A", 4, 4, 10);
	declare("B", 4, 6, 25);
	arena_init(&arena);
	change = change_of("release_time_total", "mean", &arena);
	ck_assert_double_eq_tol(change.now, 19, 1e-9);
	ck_assert_double_eq_tol(change.base, 14, 1e-9);
	ck_assert_uint_eq(change.n, 2);
	ck_assert_double_eq_tol(driver(&change, "A")->mix, 1.3, 1e-9);
	ck_assert_double_eq_tol(driver(&change, "A")->performance, 0, 1e-9);
	ck_assert_double_eq_tol(driver(&change, "B")->mix, 1.2, 1e-9);
	ck_assert_double_eq_tol(driver(&change, "B")->performance, 2.5, 1e-9);
	ck_assert_double_eq_tol(total(&change), 5, 1e-9);
	ck_assert_double_eq_tol(change.mix, 2.5, 1e-9);
	ck_assert_str_eq(change.drivers[0].value, "B");
	ck_assert_uint_eq(change.n_telling, 1);
	arena_finish(&arena);
}
END_TEST

/* P50 of March 10 h, of April 25 h; above 17.5 h: March 4 of 10, April 6 of 10, all at B. A had none in both: its part is what
 * its smaller weight gives, (.4 - .6)(0 - .5) = .1 of .2; B (.6 - .4)(1 - .5) = .1; scaled to 15 h: 7.5 each. */
START_TEST(the_change_of_a_median_is_split_by_the_share_above_its_middle)
{
	struct kpi_change change;
	struct arena arena;

	declare("A", 3, 6, 10);
	declare("B", 3, 4, 20);
	declare("A", 4, 4, 10);
	declare("B", 4, 6, 25);
	arena_init(&arena);
	change = change_of("release_time_total", "p50", &arena);
	ck_assert_double_eq_tol(change.change, 15, 1e-9);
	ck_assert_double_eq_tol(driver(&change, "A")->total, 7.5, 1e-9);
	ck_assert_double_eq_tol(driver(&change, "B")->total, 7.5, 1e-9);
	ck_assert_double_eq_tol(driver(&change, "B")->performance, 0, 1e-9);
	arena_finish(&arena);
}
END_TEST

START_TEST(the_change_of_a_count_is_the_changes_of_its_parts)
{
	struct kpi_change change;
	struct arena arena;

	declare("A", 3, 6, 10);
	declare("B", 3, 4, 20);
	declare("B", 4, 9, 25);
	declare("C", 4, 2, 25);
	arena_init(&arena);
	change = change_of("declarations_registered", NULL, &arena);
	ck_assert_double_eq(change.change, 1);
	ck_assert_double_eq(driver(&change, "A")->total, -6);
	ck_assert_double_eq(driver(&change, "B")->total, 5);
	ck_assert_double_eq(driver(&change, "C")->total, 2);
	ck_assert_double_eq(total(&change), 1);
	arena_finish(&arena);
}
END_TEST

/* Money by the formula of three factors: a of b of c. */
static double shapley(const double a[2], const double b[2], const double c[2])
{
	return (a[1] - a[0]) * ((b[0] * c[0] + b[1] * c[1]) / 3 + (b[0] * c[1] + b[1] * c[0]) / 6);
}

static void pay(const char *office, int month, int n, int amount)
{
	static int number;
	char id[40], where[40], registered[60], paid[60], money[60];

	for (int i = 0; i < n; i++) {
		snprintf(id, sizeof(id), "declaration_id=P%d", ++number);
		snprintf(where, sizeof(where), "office=%s", office);
		snprintf(registered, sizeof(registered), "registered_at=2026-%02d-10T01:00:00", month);
		snprintf(paid, sizeof(paid), "paid_at=2026-%02d-11T01:00:00", month);
		snprintf(money, sizeof(money), "paid_amount=%d000", amount);	/* the lab reads minor units */
		lab_row(&desk.lab, "declarations", id, where, "flow=import", "currency=JOD", registered, paid, money);
	}
}

/* March: A 10 of 100, B 10 of 300: 4000. April: A 20 of 100, B 10 of 360: 5600. Of A, declarations in all (20 to 30) at shares .5 and
 * 2/3 and 100 each: 10 x (50 + 66.67) / 2 = 583.33; its share 1/6 x 25 x 100 = 416.67; sum 1000. Of B by the formula above. */
START_TEST(the_change_of_money_is_volume_mix_and_performance_to_the_last_unit)
{
	const double n[2] = { 20, 30 }, share[2] = { 0.5, 1.0 / 3 }, each[2] = { 300, 360 };
	const struct kpi_driver *a, *b;
	struct kpi_change change;
	struct arena arena;

	pay("A", 3, 10, 100);
	pay("B", 3, 10, 300);
	pay("A", 4, 20, 100);
	pay("B", 4, 10, 360);
	arena_init(&arena);
	change = change_of("revenue_collected", NULL, &arena);
	ck_assert_double_eq(change.change, 1600);
	ck_assert_double_eq(total(&change), 1600);
	a = driver(&change, "A");
	b = driver(&change, "B");
	ck_assert_double_eq_tol(a->volume, 583.0 + 1.0 / 3, 1e-9);
	ck_assert_double_eq_tol(a->mix, 416.0 + 2.0 / 3, 1e-9);
	ck_assert_double_eq_tol(a->performance, 0, 1e-9);
	ck_assert_double_eq(a->total, 1000);
	ck_assert_double_eq_tol(b->volume, shapley(n, share, each), 1e-9);
	ck_assert_double_eq_tol(b->mix, shapley(share, n, each), 1e-9);
	ck_assert_double_eq_tol(b->performance, shapley(each, n, share), 1e-9);
	ck_assert_double_eq_tol(b->performance, 616.0 + 2.0 / 3, 1e-9);
	ck_assert_double_eq_tol(b->volume + b->mix + b->performance, 600, 1e-9);
	ck_assert_double_eq_tol(change.volume + change.mix + change.performance, 1600, 1e-9);
	ck_assert_uint_eq(change.n_telling, 2);		/* 1000 is 62 % */
	arena_finish(&arena);
}
END_TEST

/* Of a count each part is volume and mix: B 4 of 10, then 9 of 11: (11 - 10)(.4 + .818) / 2 = .609 and the rest. */
START_TEST(a_count_is_volume_and_mix)
{
	struct kpi_change change;
	struct arena arena;

	declare("A", 3, 6, 10);
	declare("B", 3, 4, 20);
	declare("B", 4, 9, 25);
	declare("C", 4, 2, 25);
	arena_init(&arena);
	change = change_of("declarations_registered", NULL, &arena);
	ck_assert_double_eq_tol(driver(&change, "B")->volume, (0.4 + 9.0 / 11) / 2, 1e-9);
	ck_assert_double_eq_tol(driver(&change, "B")->volume + driver(&change, "B")->mix, 5, 1e-9);
	ck_assert_double_eq_tol(change.volume, 1, 1e-9);
	ck_assert_double_eq_tol(change.mix, 0, 1e-9);
	ck_assert_double_eq_tol(change.performance, 0, 1e-9);
	arena_finish(&arena);
}
END_TEST

/* A fell by 6 though the whole rose by 1: it explains nothing of a rise. B alone is 5 times the change. */
START_TEST(what_went_the_other_way_is_not_telling)
{
	struct kpi_change change;
	struct arena arena;

	declare("A", 3, 6, 10);
	declare("B", 3, 4, 20);
	declare("B", 4, 9, 25);
	declare("C", 4, 2, 25);
	arena_init(&arena);
	change = change_of("declarations_registered", NULL, &arena);
	ck_assert_uint_eq(change.n_telling, 1);
	ck_assert(driver(&change, "B")->is_telling && !driver(&change, "A")->is_telling && !driver(&change, "C")->is_telling);
	arena_finish(&arena);
}
END_TEST

/* Arrived and lodged at once, no query or hold: all ten and all twenty hours are customs'. */
START_TEST(owners_add_up_to_the_change_of_the_mean)
{
	struct kpi_env env;
	struct kpi_query now = {.from = time_day_from_civil(2026, 4, 1), .to = time_day_from_civil(2026, 4, 30)};
	struct kpi_query base = {.from = time_day_from_civil(2026, 3, 1), .to = time_day_from_civil(2026, 3, 31)};
	struct kpi_change change;
	struct arena arena;
	struct err err = {0};

	declare("A", 3, 6, 10);
	declare("A", 4, 4, 20);
	env = (struct kpi_env){.store = desk.lab.store, .cube = lab_cube(&desk.lab), .now = desk.now};
	arena_init(&arena);
	ck_assert_msg(kpi_drivers_by_owner(&env, &now, &base, &arena, &change, &err), "%s", err.text);
	ck_assert_double_eq_tol(change.change, 10, 1e-9);
	ck_assert_double_eq_tol(total(&change), 10, 1e-9);
	ck_assert_str_eq(change.drivers[0].value, "customs");
	ck_assert_double_eq_tol(change.drivers[0].total, 10, 1e-9);
	ck_assert_uint_eq(change.n_telling, 1);
	arena_finish(&arena);
}
END_TEST

/* A part that came new is all mix: March A 10 of 10 h; April A 10 of 10 h, C 10 of 30 h: mean 20, all from C's weight. */
START_TEST(a_new_part_changes_the_mix_alone)
{
	struct kpi_change change;
	struct arena arena;

	declare("A", 3, 10, 10);
	declare("A", 4, 10, 10);
	declare("C", 4, 10, 30);
	arena_init(&arena);
	change = change_of("release_time_total", "mean", &arena);
	ck_assert_double_eq_tol(total(&change), 10, 1e-9);
	ck_assert_double_eq_tol(change.mix, 10, 1e-9);
	arena_finish(&arena);
}
END_TEST

START_TEST(a_period_without_the_figure_splits_nothing)
{
	struct kpi_change change;
	struct arena arena;

	declare("A", 4, 10, 10);
	arena_init(&arena);
	change = change_of("release_time_total", "p50", &arena);
	ck_assert(isnan(change.change));
	ck_assert_uint_eq(change.n, 0);
	arena_finish(&arena);
}
END_TEST

/* ---- is a change chance? */

static struct kpi_row rate_row(const struct kpi_def *def, double k, double n, double low, double high)
{
	return (struct kpi_row){.def = def, .stat = "rate", .value = k / n, .n = (int64_t)n, .numerator = k, .denominator = n,
		.coverage = 1, .low = low, .high = high, .usual_low = NAN, .usual_high = NAN};
}

/* 56/70 against 48/80: Newcombe (1998), table II, method 10: difference .2, interval .0524 to .3339. */
START_TEST(rates_differ_when_the_interval_of_their_difference_leaves_out_zero)
{
	const struct kpi_def *def = kpi_find("hit_rate");
	struct kpi_row now = rate_row(def, 56, 70, 0.6918, 0.8767), base = rate_row(def, 48, 80, 0.4904, 0.7004);

	kpi_compare(&now, 1, &base, 1, NULL, "before");
	ck_assert_int_eq(now.status, KPI_BETTER);
	ck_assert_double_eq_tol(now.base, 0.6, 1e-12);
	ck_assert_str_eq(now.base_name, "before");
	base = rate_row(def, 53, 80, 0.5530, 0.7567);	/* .8 against .6625: lower bound -.003 */
	kpi_compare(&now, 1, &base, 1, NULL, "before");
	ck_assert_int_eq(now.status, KPI_USUAL);
}
END_TEST

START_TEST(a_few_on_either_side_say_nothing)
{
	const struct kpi_def *def = kpi_find("hit_rate");
	struct kpi_row now = rate_row(def, 56, 70, 0.6918, 0.8767), base = rate_row(def, 1, 20, 0.009, 0.236);

	kpi_compare(&now, 1, &base, 1, NULL, "before");
	ck_assert_int_eq(now.status, KPI_UNKNOWN);
	ck_assert_int_eq(now.base_n, 20);
	kpi_compare(&now, 1, NULL, 0, NULL, "before");
	ck_assert_int_eq(now.status, KPI_UNKNOWN);
	ck_assert(isnan(now.base));
}
END_TEST

/* Limits 10 to 40 of a count: deviation 5; a difference counts from 1.96 * sqrt(2) * 5 = 13.86. */
START_TEST(counts_differ_by_more_than_their_weeks_do)
{
	const struct kpi_def *def = kpi_find("revenue_collected");
	struct kpi_row now = {.def = def, .stat = "sum", .value = 45, .n = 45, .low = NAN, .high = NAN, .usual_low = 10, .usual_high = 40,
		.coverage = NAN}, base = now;

	base.value = 32;
	kpi_compare(&now, 1, &base, 1, NULL, "before");
	ck_assert_int_eq(now.status, KPI_USUAL);
	base.value = 31;
	kpi_compare(&now, 1, &base, 1, NULL, "before");
	ck_assert_int_ne(now.status, KPI_USUAL);
}
END_TEST

/* Weeks that were level (limits 0 to 1) do not make one file more a change: 9 against 3 is within the chance of counts (difference 6,
 * 1.96 * sqrt(12) = 6.8), 20 against 6 is not (14; 10.0). */
START_TEST(a_handful_of_files_more_is_no_change)
{
	const struct kpi_def *def = kpi_find("open_aged");
	struct kpi_row now = {.def = def, .stat = "count", .value = 9, .n = 60, .low = NAN, .high = NAN, .usual_low = 0, .usual_high = 1,
		.coverage = NAN}, base = now;

	base.value = 3;
	kpi_compare(&now, 1, &base, 1, NULL, "before");
	ck_assert_int_eq(now.status, KPI_USUAL);
	now.value = 20;
	base.value = 6;
	kpi_compare(&now, 1, &base, 1, NULL, "before");
	ck_assert_int_eq(now.status, KPI_WORSE);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("drivers");
	TCase *test = tcase_create("drivers");

	tcase_add_checked_fixture(test, setup, teardown);
	tcase_add_test(test, a_handful_of_files_more_is_no_change);
	tcase_add_test(test, the_change_of_a_mean_is_mix_and_performance_to_the_last_unit);
	tcase_add_test(test, the_change_of_a_median_is_split_by_the_share_above_its_middle);
	tcase_add_test(test, the_change_of_a_count_is_the_changes_of_its_parts);
	tcase_add_test(test, the_change_of_money_is_volume_mix_and_performance_to_the_last_unit);
	tcase_add_test(test, a_count_is_volume_and_mix);
	tcase_add_test(test, what_went_the_other_way_is_not_telling);
	tcase_add_test(test, owners_add_up_to_the_change_of_the_mean);
	tcase_add_test(test, a_new_part_changes_the_mix_alone);
	tcase_add_test(test, a_period_without_the_figure_splits_nothing);
	tcase_add_test(test, rates_differ_when_the_interval_of_their_difference_leaves_out_zero);
	tcase_add_test(test, a_few_on_either_side_say_nothing);
	tcase_add_test(test, counts_differ_by_more_than_their_weeks_do);
	suite_add_tcase(suite, test);
	return support_run(suite);
}
