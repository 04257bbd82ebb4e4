/* Which of the recorded stamps count, and how starts and ends are paired. */
#include <stdlib.h>

#include "events.h"
#include "suite.h"

static struct events e;

static void setup(void)
{
	e = (struct events){0};
}

static void teardown(void)
{
	events_finish(&e);
}

static int64_t hours(const struct events *events, enum cube_milestone code)
{
	const struct cube_moment *at = &events->resolved.at[code];

	return cube_moment_is_there(at) ? at->utc % DAY / H : -1;
}

static int64_t total_hours(const struct events *events, enum cube_pair pair)
{
	return cube_spans_total(&events->resolved.pairs[pair].spans) / H;
}

START_TEST(milestone_file_wins_over_inspection_row_over_column)
{
	events_add_from(&e, CUBE_INS_REQ, 1, CUBE_FROM_COLUMN, 0);
	events_add_from(&e, CUBE_INS_REQ, 2, CUBE_FROM_INSPECTION, 0);
	events_add_from(&e, CUBE_INS_REQ, 3, CUBE_FROM_MILESTONE, 1);
	events_add_from(&e, CUBE_INS_PRES, 4, CUBE_FROM_COLUMN, 0);
	events_add_from(&e, CUBE_INS_PRES, 5, CUBE_FROM_INSPECTION, 0);
	events_add_from(&e, CUBE_ASM, 6, CUBE_FROM_COLUMN, 0);
	events_resolve(&e);
	ck_assert_int_eq(hours(&e, CUBE_INS_REQ), 3);
	ck_assert_int_eq(hours(&e, CUBE_INS_PRES), 5);
	ck_assert_int_eq(hours(&e, CUBE_ASM), 6);
	ck_assert_uint_eq(e.n, 3);
}
END_TEST

START_TEST(first_lodgement_and_assessment_but_last_payment_release_and_exit_count)
{
	static const struct {
		enum cube_milestone code;
		int64_t expected;
	} cases[] = {
		{CUBE_LDG, 1},
		{CUBE_SEL, 1},
		{CUBE_ASG, 1},
		{CUBE_ASM, 1},
		{CUBE_ARR, 1},
		{CUBE_DIS, 1},
		{CUBE_INS_REQ, 1},
		{CUBE_INS_PRES, 1},
		{CUBE_INS_S, 1},
		{CUBE_INS_E, 9},
		{CUBE_PAY, 9},
		{CUBE_REL, 9},
		{CUBE_GOUT, 9},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		events_add_from(&e, cases[i].code, 4, CUBE_FROM_MILESTONE, 1);
		events_add_from(&e, cases[i].code, 9, CUBE_FROM_MILESTONE, 2);
		events_add_from(&e, cases[i].code, 1, CUBE_FROM_MILESTONE, 3);
	}
	events_resolve(&e);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		ck_assert_msg(hours(&e, cases[i].code) == cases[i].expected, "%s",
			cube_milestone_name(cases[i].code));
}
END_TEST

START_TEST(overlapping_holds_are_counted_once)
{
	events_add_from(&e, CUBE_OGA_S, 1, CUBE_FROM_MILESTONE, 1);
	events_add_from(&e, CUBE_OGA_E, 5, CUBE_FROM_MILESTONE, 1);
	events_add_from(&e, CUBE_OGA_S, 3, CUBE_FROM_MILESTONE, 2);
	events_add_from(&e, CUBE_OGA_E, 8, CUBE_FROM_MILESTONE, 2);
	events_add_from(&e, CUBE_OGA_S, 10, CUBE_FROM_MILESTONE, 3);
	events_add_from(&e, CUBE_OGA_E, 11, CUBE_FROM_MILESTONE, 3);
	events_resolve(&e);
	ck_assert_uint_eq(e.resolved.pairs[CUBE_HOLD].spans.n, 2);
	ck_assert_int_eq(total_hours(&e, CUBE_HOLD), 8); /* 1..8 and 10..11 */
}
END_TEST

START_TEST(an_unpaired_start_is_ignored)
{
	events_add_from(&e, CUBE_QRY_S, 1, CUBE_FROM_MILESTONE, 1);
	events_add_from(&e, CUBE_QRY_S, 4, CUBE_FROM_MILESTONE, 2);
	events_add_from(&e, CUBE_QRY_E, 6, CUBE_FROM_MILESTONE, 2);
	events_resolve(&e);
	ck_assert_int_eq(total_hours(&e, CUBE_QUERY), 2); /* the number says which start the end belongs to */
	ck_assert(e.resolved.pairs[CUBE_QUERY].started);
	ck_assert(!e.resolved.pairs[CUBE_QUERY].reversed);
}
END_TEST

START_TEST(without_numbers_a_start_takes_the_next_end)
{
	for (int i = 0; i < 3; i++) {
		events_add_from(&e, CUBE_QRY_E, 10.0 * i + 4, CUBE_FROM_MILESTONE, -10 - i);
		events_add_from(&e, CUBE_QRY_S, 10.0 * i + 1, CUBE_FROM_MILESTONE, -20 - i);
	}
	events_resolve(&e);
	ck_assert_int_eq(total_hours(&e, CUBE_QUERY), 9);
	ck_assert_uint_eq(e.resolved.pairs[CUBE_QUERY].spans.n, 3);
}
END_TEST

START_TEST(each_end_of_a_pair_comes_from_its_own_strongest_source)
{
	events_add_from(&e, CUBE_QRY_S, 2, CUBE_FROM_MILESTONE, 1);
	events_add_from(&e, CUBE_QRY_S, 1, CUBE_FROM_COLUMN, 0);
	events_add_from(&e, CUBE_QRY_E, 9, CUBE_FROM_COLUMN, 0);
	events_resolve(&e);
	ck_assert_int_eq(total_hours(&e, CUBE_QUERY), 7);
	ck_assert(e.resolved.pairs[CUBE_QUERY].started);
	ck_assert_int_eq(hours(&e, CUBE_QRY_S), 2);
	ck_assert_int_eq(hours(&e, CUBE_QRY_E), 9);
}
END_TEST

START_TEST(a_start_is_not_joined_to_the_end_of_another_inspection)
{
	events_add_from(&e, CUBE_INS_S, 2, CUBE_FROM_INSPECTION, 1);
	events_add_from(&e, CUBE_INS_E, 9, CUBE_FROM_INSPECTION, 2);
	events_resolve(&e);
	ck_assert_uint_eq(e.resolved.pairs[CUBE_EXAM].spans.n, 0);
	ck_assert_int_eq(hours(&e, CUBE_INS_S), 2);
	ck_assert_int_eq(hours(&e, CUBE_INS_E), 9);
}
END_TEST

START_TEST(an_end_before_its_start_is_reversed_and_adds_no_time)
{
	events_add(&e, CUBE_DOC_S, 5);
	events_add(&e, CUBE_DOC_E, 2);
	events_resolve(&e);
	ck_assert(e.resolved.pairs[CUBE_DOCUMENT_CHECK].reversed);
	ck_assert_uint_eq(e.resolved.pairs[CUBE_DOCUMENT_CHECK].spans.n, 0);
}
END_TEST

START_TEST(an_end_alone_is_no_query)
{
	events_add(&e, CUBE_QRY_E, 2);
	events_resolve(&e);
	ck_assert(!e.resolved.pairs[CUBE_QUERY].started);
	ck_assert(!e.resolved.pairs[CUBE_QUERY].reversed);
}
END_TEST

START_TEST(stretches_that_touch_become_one)
{
	struct cube_spans spans = {0};

	ck_assert(cube_spans_add(&spans, 50, 60));
	ck_assert(cube_spans_add(&spans, 10, 20));
	ck_assert(cube_spans_add(&spans, 20, 30));
	ck_assert(cube_spans_add(&spans, 12, 15));
	cube_spans_unite(&spans);
	ck_assert_uint_eq(spans.n, 2);
	ck_assert_int_eq(spans.at[0].from, 10);
	ck_assert_int_eq(spans.at[0].to, 30);
	ck_assert_int_eq(cube_spans_total(&spans), 30);
	free(spans.at);
}
END_TEST

START_TEST(one_resolved_serves_many_declarations)
{
	events_add(&e, CUBE_QRY_S, 1);
	events_add(&e, CUBE_QRY_E, 2);
	events_add(&e, CUBE_REL, 3);
	events_resolve(&e);
	e.n = 0;
	events_add(&e, CUBE_ARR, 1);
	events_resolve(&e);
	ck_assert_int_eq(hours(&e, CUBE_REL), -1);
	ck_assert(!e.resolved.pairs[CUBE_QUERY].started);
	ck_assert_uint_eq(e.resolved.pairs[CUBE_QUERY].spans.n, 0);
}
END_TEST

START_TEST(names_of_milestones_are_those_of_the_files)
{
	for (int i = 0; i < CUBE_MILESTONES; i++)
		ck_assert_int_eq(cube_milestone_find(cube_milestone_name(i)), i);
	ck_assert_int_eq(cube_milestone_find("XYZ"), -1);
	ck_assert_str_eq(cube_milestone_name(CUBE_INS_PRES), "INS_PRES");
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("resolve");
	TCase *tc = tcase_create("resolve");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, milestone_file_wins_over_inspection_row_over_column);
	tcase_add_test(tc, first_lodgement_and_assessment_but_last_payment_release_and_exit_count);
	tcase_add_test(tc, overlapping_holds_are_counted_once);
	tcase_add_test(tc, an_unpaired_start_is_ignored);
	tcase_add_test(tc, without_numbers_a_start_takes_the_next_end);
	tcase_add_test(tc, each_end_of_a_pair_comes_from_its_own_strongest_source);
	tcase_add_test(tc, a_start_is_not_joined_to_the_end_of_another_inspection);
	tcase_add_test(tc, an_end_before_its_start_is_reversed_and_adds_no_time);
	tcase_add_test(tc, an_end_alone_is_no_query);
	tcase_add_test(tc, stretches_that_touch_become_one);
	tcase_add_test(tc, one_resolved_serves_many_declarations);
	tcase_add_test(tc, names_of_milestones_are_those_of_the_files);
	suite_add_tcase(suite, tc);
	return support_run(suite);
}
