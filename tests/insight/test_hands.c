/* Work that two threads share says what one would have said. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/time.h"
#include "hands.h"
#include "lab.h"
#include "suite.h"

enum { PIECES = 200, WAITS = 2000 };

static struct lab lab;
static struct kpi_env env;
static char path[64];

/* Three posts over four weeks; some files are inspected, paid and released, some are open. */
static void put_all(void)
{
	static const char *const offices[] = {"office=NGT", "office=PSL", "office=AMB"}, *const lanes[] = {"lane_initial=green", "lane_initial=red"};
	char id[40], registered[60], arrived[60], released[60], paid[60];

	lab_begin(&lab, "declarations");
	for (int i = 0; i < 420; i++) {
		int day = 1 + i % 28, hour = 1 + i % 9;

		snprintf(id, sizeof(id), "declaration_id=D%d", i + 1);
		snprintf(registered, sizeof(registered), "registered_at=2026-02-%02dT%02d:00:00", day, hour);
		snprintf(arrived, sizeof(arrived), "arrived_at=2026-02-%02dT00:00:00", day);
		snprintf(paid, sizeof(paid), "paid_at=2026-02-%02dT%02d:10:00", day, hour + 4);
		snprintf(released, sizeof(released), "released_at=2026-02-%02dT%02d:%02d:00", day, hour + 6, i % 60);
		lab_put(&lab, id, offices[i % 3], "flow=import", lanes[i % 2], registered, arrived, i % 7 ? paid : "mode=sea",
			i % 7 ? released : "mode=sea", NULL);
	}
	lab_end(&lab);
}

static void setup(void)
{
	snprintf(path, sizeof(path), "/tmp/tidewaiter-hands-%d.db", (int)getpid());
	lab_open_at(&lab, path);
	put_all();
	env = (struct kpi_env){.store = lab.store, .cube = lab_cube(&lab), .now = lab_utc("2026-03-01T08:00:00")};
}

static void teardown(void)
{
	lab_close(&lab);
	unlink(path);
}

/* ---- work ---- */

struct tally {
	atomic_int done[PIECES], own, helped;
	size_t fails_from;
	const struct kpi_env *first;
};

/* The first pieces wait for each other, so that both threads have some. */
static bool count_piece(const struct kpi_env *its, size_t index, struct arena *arena, void *context, struct err *err)
{
	struct tally *tally = context;
	char *note = arena_printf(arena, "piece %zu", index);

	atomic_fetch_add(&tally->done[index], 1);
	atomic_fetch_add(its == tally->first ? &tally->own : &tally->helped, 1);
	for (int i = 0; i < WAITS && index < 2 && (!atomic_load(&tally->own) || !atomic_load(&tally->helped)); i++)
		usleep(1000);
	return index < tally->fails_from ? note != NULL : err_set(err, ERR_DATA, "piece %zu is rotten", index);
}

START_TEST(every_piece_is_done_once_and_both_do_some)
{
	struct tally tally = {.fails_from = PIECES, .first = &env};
	struct hands *hands = hands_open(&env);
	struct err err = {0};
	struct arena arena;

	arena_init(&arena);
	ck_assert(hands_share(hands, &env, PIECES, count_piece, &tally, &arena, &err));
	for (int i = 0; i < PIECES; i++)
		ck_assert_int_eq(tally.done[i], 1);
	ck_assert(tally.own > 0 && (!hands || tally.helped > 0));	/* a machine of one processor has no hands */
	arena_finish(&arena);
	hands_close(hands);
}
END_TEST

START_TEST(the_first_piece_that_fails_is_told_and_no_other_is_begun)
{
	struct tally tally = {.fails_from = 50, .first = &env};
	struct hands *hands = hands_open(&env);
	struct err err = {0};
	struct arena arena;
	int done = 0;

	arena_init(&arena);
	ck_assert(!hands_share(hands, &env, PIECES, count_piece, &tally, &arena, &err));
	ck_assert_str_eq(err.text, "piece 50 is rotten");
	ck_assert_int_eq(err.code, ERR_DATA);
	for (int i = 0; i < PIECES; i++)
		done += tally.done[i];
	ck_assert(done == 51 || done == 52);
	arena_finish(&arena);
	hands_close(hands);
}
END_TEST

START_TEST(without_a_second_way_one_does_it_all)
{
	struct tally tally = {.fails_from = PIECES, .first = &env};
	struct lab memory;
	struct kpi_env alone;
	struct err err = {0};
	struct arena arena;

	lab_open(&memory);
	alone = (struct kpi_env){.store = memory.store, .cube = lab_cube(&memory)};
	ck_assert_ptr_null(hands_open(&alone));
	lab_close(&memory);
	arena_init(&arena);
	tally.helped = 1;	/* nobody to wait for */
	ck_assert(hands_share(NULL, &env, PIECES, count_piece, &tally, &arena, &err));
	ck_assert_int_eq(tally.own, PIECES);
	arena_finish(&arena);
}
END_TEST

/* ---- figures ---- */

static bool same(double a, double b)
{
	return memcmp(&a, &b, sizeof(a)) == 0;
}

static void check_same(const struct kpi_row *one, size_t n_one, const struct kpi_row *two, size_t n_two, int points)
{
	ck_assert_uint_eq(n_one, n_two);
	for (size_t i = 0; i < n_one; i++) {
		ck_assert_ptr_eq(one[i].def, two[i].def);
		ck_assert_str_eq(one[i].stat, two[i].stat);
		ck_assert_uint_eq(one[i].n_dims, two[i].n_dims);
		for (size_t k = 0; k < one[i].n_dims; k++)
			ck_assert_str_eq(one[i].dims[k].value, two[i].dims[k].value);
		ck_assert(same(one[i].value, two[i].value) && same(one[i].low, two[i].low) && one[i].n == two[i].n);
		for (int k = 0; one[i].course && k < points; k++)
			ck_assert(same(one[i].course[k].value, two[i].course[k].value) && one[i].course[k].n == two[i].course[k].n);
	}
}

/* The whole catalogue, in an order that mixes cohorts: of a period, and of courses by post with the whole. */
START_TEST(figures_of_two_threads_are_those_of_one_in_the_same_order)
{
	const struct kpi_by by = {.dim = KPI_DIM_OFFICE};
	struct kpi_query query = {.from = time_day_from_civil(2026, 2, 22), .to = time_day_from_civil(2026, 2, 28), .by = &by, .n_by = 1,
		.without_status = true, .points = _i ? 4 : 0, .step = 7, .with_whole = _i};
	const struct kpi_def *defs[200];
	struct hands *hands = hands_open(&env);
	struct kpi_row *one, *two;
	size_t n_defs = kpi_count(), n_one, n_two;
	struct err err = {0};
	struct arena arena;

	ck_assert_uint_lt(n_defs, 200);
	for (size_t i = 0; i < n_defs; i++)
		defs[i] = kpi_at(n_defs - 1 - i);
	arena_init(&arena);
	ck_assert_msg(kpi_evaluate(&env, defs, n_defs, &query, &arena, &one, &n_one, &err), "%s", err.text);
	ck_assert_msg(hands_evaluate(hands, &env, defs, n_defs, &query, &arena, &two, &n_two, &err), "%s", err.text);
	ck_assert_uint_gt(n_one, 100);
	hands_close(hands);	/* rows outlive what they were read from */
	check_same(one, n_one, two, n_two, query.points);
	arena_finish(&arena);
}
END_TEST

START_TEST(what_was_loaded_meanwhile_is_seen_by_both)
{
	struct kpi_query query = {.from = TIME_DAY_NONE, .to = TIME_DAY_NONE, .without_status = true};
	const struct kpi_def *defs[] = {kpi_find("declarations_released"), kpi_find("declarations_registered")};
	struct hands *hands = hands_open(&env);
	struct kpi_row *rows;
	struct err err = {0};
	struct arena arena;
	size_t n;

	arena_init(&arena);
	lab_row(&lab, "declarations", "declaration_id=E1", "office=NGT", "flow=import", "registered_at=2026-02-20T08:00:00",
		"released_at=2026-02-20T09:00:00");
	ck_assert_msg(hands_evaluate(hands, &env, defs, 2, &query, &arena, &rows, &n, &err), "%s", err.text);
	ck_assert_uint_eq(n, 2);
	ck_assert_double_eq(rows[0].value, 361);	/* 420 less every seventh, and one */
	ck_assert_double_eq(rows[1].value, 421);
	arena_finish(&arena);
	hands_close(hands);
}
END_TEST

START_TEST(who_stops_the_one_stops_the_other)
{
	struct kpi_query query = {.from = TIME_DAY_NONE, .to = TIME_DAY_NONE, .without_status = true};
	const struct kpi_def *defs[] = {kpi_find("declarations_released"), kpi_find("declarations_registered")};
	struct hands *hands = hands_open(&env);
	struct kpi_row *rows;
	struct err err = {0};
	struct arena arena;
	size_t n;

	arena_init(&arena);
	cube_stop(env.cube, true);
	ck_assert(!hands_evaluate(hands, &env, defs, 2, &query, &arena, &rows, &n, &err));
	ck_assert_int_eq(err.code, ERR_INTERRUPTED);
	cube_stop(env.cube, false);
	ck_assert(hands_evaluate(hands, &env, defs, 2, &query, &arena, &rows, &n, &err));
	arena_finish(&arena);
	hands_close(hands);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("insight hands");
	TCase *cases = tcase_create("hands");

	tcase_set_timeout(cases, 60);
	tcase_add_checked_fixture(cases, setup, teardown);
	tcase_add_test(cases, every_piece_is_done_once_and_both_do_some);
	tcase_add_test(cases, the_first_piece_that_fails_is_told_and_no_other_is_begun);
	tcase_add_test(cases, without_a_second_way_one_does_it_all);
	tcase_add_loop_test(cases, figures_of_two_threads_are_those_of_one_in_the_same_order, 0, 2);
	tcase_add_test(cases, what_was_loaded_meanwhile_is_seen_by_both);
	tcase_add_test(cases, who_stops_the_one_stops_the_other);
	suite_add_tcase(suite, cases);
	return support_run(suite);
}
