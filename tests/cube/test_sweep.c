/* Who owned each stretch between arrival and release. */
#include <stdlib.h>

#include "events.h"
#include "suite.h"

static struct events e;
static struct cube_sweep sweep;

static void setup(void)
{
	e = (struct events){0};
	sweep = (struct cube_sweep){0};
}

static void teardown(void)
{
	events_finish(&e);
	cube_sweep_finish(&sweep);
}

static void run(void)
{
	events_resolve(&e);
	ck_assert(cube_sweep_run(&sweep, &e.resolved));
}

static int64_t owned(enum cube_owner owner)
{
	int64_t sum = 0;

	for (size_t i = 0; i < sweep.n; i++)
		sum += sweep.stretches[i].owner == owner ? sweep.stretches[i].to - sweep.stretches[i].from
							 : 0;
	return sum / H;
}

static void check_adds_up(int64_t hours)
{
	for (size_t i = 1; i < sweep.n; i++) {
		ck_assert_int_eq(sweep.stretches[i].from, sweep.stretches[i - 1].to);
		ck_assert_int_ne(sweep.stretches[i].owner, sweep.stretches[i - 1].owner);
	}
	ck_assert_uint_gt(sweep.n, 0);
	ck_assert_int_eq(sweep.stretches[sweep.n - 1].to - sweep.stretches[0].from, hours * H);
}

START_TEST(terminal_until_discharge_then_trader_until_lodgement_then_customs)
{
	events_add(&e, CUBE_ARR, 0);
	events_add(&e, CUBE_DIS, 6);
	events_add(&e, CUBE_LDG, 30);
	events_add(&e, CUBE_REL, 40);
	run();
	check_adds_up(40);
	ck_assert_int_eq(owned(CUBE_OWNER_TERMINAL), 6);
	ck_assert_int_eq(owned(CUBE_OWNER_TRADER), 24);
	ck_assert_int_eq(owned(CUBE_OWNER_CUSTOMS), 10);
}
END_TEST

START_TEST(without_discharge_the_trader_owns_the_wait_for_lodgement)
{
	events_add(&e, CUBE_ARR, 0);
	events_add(&e, CUBE_LDG, 30);
	events_add(&e, CUBE_REL, 40);
	run();
	ck_assert_int_eq(owned(CUBE_OWNER_TRADER), 30);
	ck_assert_int_eq(owned(CUBE_OWNER_CUSTOMS), 10);
}
END_TEST

START_TEST(discharge_after_lodgement_ends_at_lodgement)
{
	events_add(&e, CUBE_ARR, 0);
	events_add(&e, CUBE_DIS, 12);
	events_add(&e, CUBE_LDG, 4);
	events_add(&e, CUBE_REL, 20);
	run();
	check_adds_up(20);
	ck_assert_int_eq(owned(CUBE_OWNER_TERMINAL), 4);
	ck_assert_int_eq(owned(CUBE_OWNER_CUSTOMS), 16);
}
END_TEST

START_TEST(declared_ahead_the_window_starts_with_customs)
{
	events_add(&e, CUBE_LDG, -20);
	events_add(&e, CUBE_ARR, 0);
	events_add(&e, CUBE_REL, 5);
	run();
	check_adds_up(5);
	ck_assert_int_eq(owned(CUBE_OWNER_CUSTOMS), 5);
}
END_TEST

START_TEST(each_rule_of_the_sweep_takes_its_stretch_in_its_turn)
{
	events_add(&e, CUBE_ARR, 0);
	events_add(&e, CUBE_LDG, 0);
	events_add(&e, CUBE_INS_REQ, 2); /* called 2..10: terminal, */
	events_add(&e, CUBE_OGA_S, 4);   /* but held 4..8: agency, */
	events_add(&e, CUBE_DOC_S, 5);   /* shared while documents are checked 5..7, */
	events_add(&e, CUBE_QRY_S, 6);   /* and a query 6..6.5 is the trader's first of all */
	events_add(&e, CUBE_QRY_E, 6.5);
	events_add(&e, CUBE_DOC_E, 7);
	events_add(&e, CUBE_OGA_E, 8);
	events_add(&e, CUBE_INS_PRES, 10);
	events_add(&e, CUBE_ASM, 12); /* unpaid 12..20: trader */
	events_add(&e, CUBE_PAY, 20);
	events_add(&e, CUBE_REL, 21);
	run();
	check_adds_up(21);
	static const struct {
		double from;
		enum cube_owner owner;
	} expected[] = {
		{0, CUBE_OWNER_CUSTOMS},
		{2, CUBE_OWNER_TERMINAL},
		{4, CUBE_OWNER_AGENCY},
		{5, CUBE_OWNER_SHARED},
		{6, CUBE_OWNER_TRADER},
		{6.5, CUBE_OWNER_SHARED},
		{7, CUBE_OWNER_AGENCY},
		{8, CUBE_OWNER_TERMINAL},
		{10, CUBE_OWNER_CUSTOMS},
		{12, CUBE_OWNER_TRADER},
		{20, CUBE_OWNER_CUSTOMS},
	};

	ck_assert_uint_eq(sweep.n, sizeof(expected) / sizeof(*expected));
	for (size_t i = 0; i < sweep.n; i++) {
		ck_assert_int_eq(
			sweep.stretches[i].from - sweep.stretches[0].from, (int64_t)(expected[i].from * H));
		ck_assert_int_eq(sweep.stretches[i].owner, expected[i].owner);
	}
}
END_TEST

START_TEST(a_hold_during_the_examination_is_shared)
{
	events_add(&e, CUBE_ARR, 0);
	events_add(&e, CUBE_LDG, 0);
	events_add(&e, CUBE_OGA_S, 1);
	events_add(&e, CUBE_INS_S, 2);
	events_add(&e, CUBE_INS_E, 4);
	events_add(&e, CUBE_OGA_E, 6);
	events_add(&e, CUBE_REL, 8);
	run();
	check_adds_up(8);
	ck_assert_int_eq(owned(CUBE_OWNER_SHARED), 2);
	ck_assert_int_eq(owned(CUBE_OWNER_AGENCY), 3);
	ck_assert_int_eq(owned(CUBE_OWNER_CUSTOMS), 3);
}
END_TEST

START_TEST(an_open_query_without_answer_owns_nothing)
{
	events_add(&e, CUBE_ARR, 0);
	events_add(&e, CUBE_LDG, 0);
	events_add(&e, CUBE_QRY_S, 3);
	events_add(&e, CUBE_REL, 8);
	run();
	ck_assert_int_eq(owned(CUBE_OWNER_CUSTOMS), 8);
}
END_TEST

START_TEST(stretches_outside_the_window_are_cut_to_it)
{
	events_add(&e, CUBE_LDG, -10);
	events_add(&e, CUBE_OGA_S, -5);
	events_add(&e, CUBE_ARR, 0);
	events_add(&e, CUBE_OGA_E, 3);
	events_add(&e, CUBE_ASM, 4);
	events_add(&e, CUBE_REL, 6);
	events_add(&e, CUBE_PAY, 100);
	run();
	check_adds_up(6);
	ck_assert_int_eq(owned(CUBE_OWNER_AGENCY), 3);
	ck_assert_int_eq(owned(CUBE_OWNER_CUSTOMS), 1);
	ck_assert_int_eq(owned(CUBE_OWNER_TRADER), 2);
}
END_TEST

START_TEST(no_window_without_both_ends_in_order_and_to_the_hour)
{
	events_add(&e, CUBE_LDG, 0);
	events_add(&e, CUBE_REL, 5);
	run();
	ck_assert(!sweep.has_window);
	events_add_day(&e, CUBE_ARR, 0);
	run();
	ck_assert(!sweep.has_window);
	e.n = 0;
	events_add(&e, CUBE_ARR, 0);
	events_add(&e, CUBE_LDG, 9);
	events_add(&e, CUBE_REL, 5);
	run();
	ck_assert(!sweep.has_window); /* released before lodged */
	e.n = 0;
	events_add(&e, CUBE_ARR, 9);
	events_add(&e, CUBE_LDG, 0);
	events_add(&e, CUBE_REL, 5);
	run();
	ck_assert(sweep.has_window); /* released before arrival: a window of nothing */
	ck_assert_uint_eq(sweep.n, 0);
}
END_TEST

/* The rule read instant by instant, as slowly as can be. */
static enum cube_owner owner_at(const struct cube_resolved *r, int64_t at)
{
	const struct cube_moment *m = r->at;
	int64_t start = m[CUBE_LDG].utc > m[CUBE_ARR].utc ? m[CUBE_LDG].utc : m[CUBE_ARR].utc;
	bool open[CUBE_PAIRS] = {false};

	for (int p = 0; p < CUBE_PAIRS; p++) {
		for (size_t i = 0; i < r->pairs[p].spans.n; i++)
			open[p] |= r->pairs[p].spans.at[i].from <= at && at < r->pairs[p].spans.at[i].to;
	}
	if (at < start)
		return cube_moment_is_there(&m[CUBE_DIS]) && at < m[CUBE_DIS].utc ? CUBE_OWNER_TERMINAL
										  : CUBE_OWNER_TRADER;
	if (open[CUBE_QUERY])
		return CUBE_OWNER_TRADER;
	if (open[CUBE_HOLD])
		return open[CUBE_DOCUMENT_CHECK] || open[CUBE_EXAM] ? CUBE_OWNER_SHARED : CUBE_OWNER_AGENCY;
	if (m[CUBE_INS_REQ].utc <= at && at < m[CUBE_INS_PRES].utc)
		return CUBE_OWNER_TERMINAL;
	return m[CUBE_ASM].utc <= at && at < m[CUBE_PAY].utc ? CUBE_OWNER_TRADER : CUBE_OWNER_CUSTOMS;
}

START_TEST(stretches_agree_with_the_rule_at_every_hour_of_random_files)
{
	srand(4711);
	for (int round = 0; round < 300; round++) {
		e.n = 0;
		events_add(&e, CUBE_ARR, rand() % 50);
		events_add(&e, CUBE_LDG, rand() % 50);
		events_add(&e, CUBE_DIS, rand() % 50);
		events_add(&e, CUBE_INS_REQ, rand() % 100);
		events_add(&e, CUBE_INS_PRES, rand() % 100);
		events_add(&e, CUBE_ASM, rand() % 100);
		events_add(&e, CUBE_PAY, rand() % 100);
		events_add(&e, CUBE_REL, 50 + rand() % 100);
		for (int i = 0; i < 8; i++) {
			enum cube_milestone code = cube_pair_start(rand() % CUBE_PAIRS);
			int start = rand() % 100;

			events_add_from(&e, code, start, CUBE_FROM_MILESTONE, i);
			events_add_from(&e, code + 1, start + rand() % 30, CUBE_FROM_MILESTONE, i);
		}
		run();
		ck_assert(sweep.has_window);
		check_adds_up((e.resolved.at[CUBE_REL].utc - e.resolved.at[CUBE_ARR].utc) / H);
		for (size_t i = 0; i < sweep.n; i++) {
			for (int64_t at = sweep.stretches[i].from; at < sweep.stretches[i].to; at += H)
				ck_assert_int_eq(owner_at(&e.resolved, at), sweep.stretches[i].owner);
		}
	}
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("sweep");
	TCase *tc = tcase_create("sweep");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, terminal_until_discharge_then_trader_until_lodgement_then_customs);
	tcase_add_test(tc, without_discharge_the_trader_owns_the_wait_for_lodgement);
	tcase_add_test(tc, discharge_after_lodgement_ends_at_lodgement);
	tcase_add_test(tc, declared_ahead_the_window_starts_with_customs);
	tcase_add_test(tc, each_rule_of_the_sweep_takes_its_stretch_in_its_turn);
	tcase_add_test(tc, a_hold_during_the_examination_is_shared);
	tcase_add_test(tc, an_open_query_without_answer_owns_nothing);
	tcase_add_test(tc, stretches_outside_the_window_are_cut_to_it);
	tcase_add_test(tc, no_window_without_both_ends_in_order_and_to_the_hour);
	tcase_add_test(tc, stretches_agree_with_the_rule_at_every_hour_of_random_files);
	suite_add_tcase(suite, tc);
	return support_run(suite);
}
