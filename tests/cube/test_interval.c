/* The times between milestones: missing, reversed, early, not eligible. Hours are small numbers after a
 * midnight. */
#include "events.h"
#include "suite.h"

static const struct cube_eligibility plain;
static struct events e;

static void setup(void)
{
	e = (struct events){0};
}

static void teardown(void)
{
	events_finish(&e);
}

static uint32_t value(int column)
{
	return events_interval(&e, column, plain);
}

static bool is_sequence_error(struct cube_eligibility eligibility)
{
	uint32_t values[CUBE_INTERVALS];

	return cube_intervals(&e.resolved, &eligibility, values);
}

START_TEST(an_ordinary_file_has_all_its_times)
{
	events_add(&e, CUBE_ARR, 1);
	events_add(&e, CUBE_LDG, 5);
	events_add(&e, CUBE_SEL, 6);
	events_add(&e, CUBE_INS_REQ, 7);
	events_add(&e, CUBE_INS_S, 10);
	events_add(&e, CUBE_INS_E, 12);
	events_add(&e, CUBE_ASM, 13);
	events_add(&e, CUBE_PAY, 20);
	events_add(&e, CUBE_REL, 21);
	events_add(&e, CUBE_GOUT, 45);
	events_resolve(&e);
	ck_assert_uint_eq(value(CUBE_T_RELEASE_TOTAL), 20 * H);
	ck_assert_uint_eq(value(CUBE_T_CLEARANCE), 16 * H); /* from the later of 1 and 5 */
	ck_assert_uint_eq(value(CUBE_T_LODGEMENT_TO_RELEASE), 16 * H);
	ck_assert_uint_eq(value(CUBE_T_PORT_DWELL), 44 * H);
	ck_assert_uint_eq(value(CUBE_T_LODGEMENT_LAG), 4 * H);
	ck_assert_uint_eq(value(CUBE_T_ASSESS), 8 * H);
	ck_assert_uint_eq(value(CUBE_T_PAYMENT_LAG), 7 * H);
	ck_assert_uint_eq(value(CUBE_T_PAY_TO_RELEASE), 1 * H);
	ck_assert_uint_eq(value(CUBE_T_INSPECTION), 6 * H);
	ck_assert_uint_eq(value(CUBE_T_INSPECTION_WAIT), 3 * H);
	ck_assert_uint_eq(value(CUBE_T_REMOVAL_LAG), 24 * H);
	ck_assert_uint_eq(value(CUBE_T_OGA_HOLD), CUBE_NOT_APPLICABLE);
	ck_assert_uint_eq(value(CUBE_T_QUERY), CUBE_NOT_APPLICABLE);
	ck_assert(!is_sequence_error(plain));
}
END_TEST

START_TEST(goods_declared_ahead_count_from_their_arrival)
{
	events_add(&e, CUBE_LDG, 1);
	events_add(&e, CUBE_ASM, 2);
	events_add(&e, CUBE_ARR, 10);
	events_add(&e, CUBE_REL, 13);
	events_resolve(&e);
	ck_assert_uint_eq(value(CUBE_T_LODGEMENT_LAG), 0);
	ck_assert_uint_eq(value(CUBE_T_CLEARANCE), 3 * H);
	ck_assert_uint_eq(value(CUBE_T_ASSESS), 0); /* assessed before they came */
	ck_assert_uint_eq(value(CUBE_T_LODGEMENT_TO_RELEASE), 12 * H);
	ck_assert(!is_sequence_error(plain));
}
END_TEST

START_TEST(released_before_arrival_is_zero_not_negative)
{
	events_add(&e, CUBE_LDG, 1);
	events_add(&e, CUBE_REL, 4);
	events_add(&e, CUBE_ARR, 9);
	events_resolve(&e);
	ck_assert_uint_eq(value(CUBE_T_RELEASE_TOTAL), 0);
	ck_assert_uint_eq(value(CUBE_T_CLEARANCE), 0);
	ck_assert_uint_eq(value(CUBE_T_LODGEMENT_TO_RELEASE), 3 * H);
	ck_assert(!is_sequence_error(plain));
}
END_TEST

START_TEST(released_before_lodgement_spoils_every_time_that_ends_at_release)
{
	events_add(&e, CUBE_ARR, 1);
	events_add(&e, CUBE_REL, 3);
	events_add(&e, CUBE_LDG, 5);
	events_add(&e, CUBE_PAY, 2);
	events_add(&e, CUBE_GOUT, 8);
	events_resolve(&e);
	ck_assert_uint_eq(value(CUBE_T_RELEASE_TOTAL), CUBE_REVERSED);
	ck_assert_uint_eq(value(CUBE_T_CLEARANCE), CUBE_REVERSED);
	ck_assert_uint_eq(value(CUBE_T_LODGEMENT_TO_RELEASE), CUBE_REVERSED);
	ck_assert_uint_eq(value(CUBE_T_PAY_TO_RELEASE), CUBE_REVERSED);
	ck_assert_uint_eq(value(CUBE_T_REMOVAL_LAG), 5 * H);
	ck_assert_uint_eq(value(CUBE_T_LODGEMENT_LAG), 4 * H);
	ck_assert(is_sequence_error(plain));
}
END_TEST

START_TEST(without_arrival_there_is_no_clearance_time)
{
	events_add(&e, CUBE_LDG, 1);
	events_add(&e, CUBE_ASM, 3);
	events_add(&e, CUBE_REL, 4);
	events_resolve(&e);
	ck_assert_uint_eq(value(CUBE_T_RELEASE_TOTAL), CUBE_NONE);
	ck_assert_uint_eq(value(CUBE_T_CLEARANCE), CUBE_NONE);
	ck_assert_uint_eq(value(CUBE_T_ASSESS), CUBE_NONE);
	ck_assert_uint_eq(value(CUBE_T_LODGEMENT_TO_RELEASE), 3 * H);
	ck_assert_uint_eq(value(CUBE_T_REMOVAL_LAG), CUBE_NONE);
}
END_TEST

START_TEST(a_date_alone_gives_no_hours)
{
	events_add(&e, CUBE_LDG, 1);
	events_add(&e, CUBE_ARR, 2);
	events_add_day(&e, CUBE_REL, 1);
	events_resolve(&e);
	ck_assert_uint_eq(value(CUBE_T_RELEASE_TOTAL), CUBE_NONE);
	ck_assert_uint_eq(value(CUBE_T_CLEARANCE), CUBE_NONE);
	ck_assert_uint_eq(value(CUBE_T_LODGEMENT_TO_RELEASE), CUBE_NONE);
	ck_assert(!is_sequence_error(plain));
}
END_TEST

START_TEST(a_date_alone_is_ordered_by_its_day)
{
	/* Released "on the day" of a lodgement at 30 h: the same day is no error, though midnight lies before
	 * it. */
	events_add(&e, CUBE_LDG, 30);
	events_add_day(&e, CUBE_REL, 1);
	events_resolve(&e);
	ck_assert_uint_eq(value(CUBE_T_LODGEMENT_TO_RELEASE), CUBE_NONE);
	ck_assert(!is_sequence_error(plain));
	e.n = 0;
	events_add(&e, CUBE_LDG, 30);
	events_add_day(&e, CUBE_REL, 0);
	events_resolve(&e);
	ck_assert_uint_eq(value(CUBE_T_LODGEMENT_TO_RELEASE), CUBE_REVERSED);
	ck_assert(is_sequence_error(plain));
}
END_TEST

START_TEST(other_reversed_pairs_leave_only_their_own_interval_out)
{
	static const struct {
		enum cube_milestone first, then;
		int column;
	} cases[] = {
		{CUBE_ASM, CUBE_PAY, CUBE_T_PAYMENT_LAG},
		{CUBE_REL, CUBE_GOUT, CUBE_T_REMOVAL_LAG},
		{CUBE_ARR, CUBE_GOUT, CUBE_T_PORT_DWELL},
		{CUBE_LDG, CUBE_ASM, CUBE_T_ASSESS},
		{CUBE_SEL, CUBE_INS_E, CUBE_T_INSPECTION},
		{CUBE_INS_REQ, CUBE_INS_S, CUBE_T_INSPECTION_WAIT},
		{CUBE_PAY, CUBE_REL, CUBE_T_PAY_TO_RELEASE},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		e.n = 0;
		events_add(&e, cases[i].first, 9);
		events_add(&e, cases[i].then, 7);
		events_resolve(&e);
		ck_assert_msg(value(cases[i].column) == CUBE_REVERSED, "%s before %s",
			cube_milestone_name(cases[i].then), cube_milestone_name(cases[i].first));
		ck_assert(is_sequence_error(plain));
	}
}
END_TEST

START_TEST(payment_before_lodgement_is_a_sequence_error)
{
	events_add(&e, CUBE_LDG, 5);
	events_add(&e, CUBE_PAY, 4);
	events_resolve(&e);
	ck_assert(is_sequence_error(plain));
}
END_TEST

START_TEST(deferred_payment_and_zero_duty_owe_no_payment_lag)
{
	const struct cube_eligibility deferred = {.deferred = true}, zero = {.zero_duty = true};

	events_add(&e, CUBE_ASM, 1);
	events_add(&e, CUBE_REL, 2);
	events_add(&e, CUBE_PAY, 50);
	events_resolve(&e);
	ck_assert_uint_eq(value(CUBE_T_PAYMENT_LAG), 49 * H);
	ck_assert_uint_eq(events_interval(&e, CUBE_T_PAYMENT_LAG, deferred), CUBE_NOT_APPLICABLE);
	ck_assert_uint_eq(events_interval(&e, CUBE_T_PAYMENT_LAG, zero), CUBE_NOT_APPLICABLE);
	ck_assert_uint_eq(value(CUBE_T_PAY_TO_RELEASE), CUBE_REVERSED);
	ck_assert_uint_eq(events_interval(&e, CUBE_T_PAY_TO_RELEASE, deferred), CUBE_NOT_APPLICABLE);
	ck_assert(is_sequence_error(plain));
	ck_assert(!is_sequence_error(deferred));
}
END_TEST

START_TEST(payment_that_was_not_the_last_condition_is_not_counted_to_release)
{
	static const enum cube_milestone conditions[] = {
		CUBE_ASM, CUBE_INS_E, CUBE_DOC_E, CUBE_QRY_E, CUBE_OGA_E};

	for (size_t i = 0; i < sizeof(conditions) / sizeof(*conditions); i++) {
		e.n = 0;
		events_add(&e, conditions[i], 6);
		events_add(&e, CUBE_PAY, 5);
		events_add(&e, CUBE_REL, 8);
		events_resolve(&e);
		ck_assert_uint_eq(value(CUBE_T_PAY_TO_RELEASE), CUBE_NOT_APPLICABLE);
		e.n = 0;
		events_add(&e, conditions[i], 5);
		events_add(&e, CUBE_PAY, 5);
		events_add(&e, CUBE_REL, 8);
		events_resolve(&e);
		ck_assert_uint_eq(value(CUBE_T_PAY_TO_RELEASE), 3 * H);
	}
}
END_TEST

START_TEST(what_is_not_asked_of_a_file_is_not_asked_of_a_disordered_one)
{
	const struct cube_eligibility deferred = {.deferred = true};

	events_add(&e, CUBE_LDG, 4);
	events_add(&e, CUBE_REL, 3);
	events_add(&e, CUBE_PAY, 2);
	events_resolve(&e);
	ck_assert_uint_eq(value(CUBE_T_PAY_TO_RELEASE), CUBE_REVERSED);
	ck_assert_uint_eq(events_interval(&e, CUBE_T_PAY_TO_RELEASE, deferred), CUBE_NOT_APPLICABLE);
	events_add(&e, CUBE_ASM, 5);	/* assessed after the payment: it was not the last condition */
	events_resolve(&e);
	ck_assert_uint_eq(value(CUBE_T_PAY_TO_RELEASE), CUBE_NOT_APPLICABLE);
}
END_TEST

START_TEST(inspection_times_are_asked_of_examined_goods_alone)
{
	const struct cube_eligibility examined = {.examined = true};

	events_add(&e, CUBE_SEL, 1);
	events_resolve(&e);
	ck_assert_uint_eq(value(CUBE_T_INSPECTION), CUBE_NOT_APPLICABLE);
	ck_assert_uint_eq(value(CUBE_T_INSPECTION_WAIT), CUBE_NOT_APPLICABLE);
	ck_assert_uint_eq(events_interval(&e, CUBE_T_INSPECTION, examined), CUBE_NONE);
	ck_assert_uint_eq(events_interval(&e, CUBE_T_INSPECTION_WAIT, examined), CUBE_NONE);
	events_add(&e, CUBE_INS_REQ, 2);
	events_resolve(&e);
	ck_assert_uint_eq(value(CUBE_T_INSPECTION), CUBE_NONE);
}
END_TEST

START_TEST(a_permit_without_hold_stamps_lowers_coverage)
{
	const struct cube_eligibility permit = {.agency_permit = true};

	events_resolve(&e);
	ck_assert_uint_eq(value(CUBE_T_OGA_HOLD), CUBE_NOT_APPLICABLE);
	ck_assert_uint_eq(events_interval(&e, CUBE_T_OGA_HOLD, permit), CUBE_NONE);
	events_add(&e, CUBE_OGA_S, 1);
	events_resolve(&e);
	ck_assert_uint_eq(value(CUBE_T_OGA_HOLD), CUBE_NONE);
	events_add(&e, CUBE_OGA_E, 4);
	events_resolve(&e);
	ck_assert_uint_eq(value(CUBE_T_OGA_HOLD), 3 * H);
}
END_TEST

START_TEST(query_time_is_the_union_of_answered_queries)
{
	events_add_from(&e, CUBE_QRY_S, 1, CUBE_FROM_MILESTONE, 1);
	events_add_from(&e, CUBE_QRY_E, 3, CUBE_FROM_MILESTONE, 1);
	events_add_from(&e, CUBE_QRY_S, 5, CUBE_FROM_MILESTONE, 2);
	events_add_from(&e, CUBE_QRY_E, 9, CUBE_FROM_MILESTONE, 2);
	events_add_from(&e, CUBE_QRY_S, 20, CUBE_FROM_MILESTONE, 3);
	events_resolve(&e);
	ck_assert_uint_eq(value(CUBE_T_QUERY), 6 * H);
	e.n = 0;
	events_add(&e, CUBE_QRY_S, 9);
	events_add(&e, CUBE_QRY_E, 7);
	events_resolve(&e);
	ck_assert_uint_eq(value(CUBE_T_QUERY), CUBE_REVERSED);
	ck_assert(is_sequence_error(plain));
}
END_TEST

START_TEST(a_time_too_long_for_the_column_is_none)
{
	events_add(&e, CUBE_LDG, 0);
	events_add(&e, CUBE_REL, 24.0 * 366 * 140);
	events_resolve(&e);
	ck_assert_uint_eq(value(CUBE_T_LODGEMENT_TO_RELEASE), CUBE_NONE);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("interval");
	TCase *tc = tcase_create("interval");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, an_ordinary_file_has_all_its_times);
	tcase_add_test(tc, goods_declared_ahead_count_from_their_arrival);
	tcase_add_test(tc, released_before_arrival_is_zero_not_negative);
	tcase_add_test(tc, released_before_lodgement_spoils_every_time_that_ends_at_release);
	tcase_add_test(tc, without_arrival_there_is_no_clearance_time);
	tcase_add_test(tc, a_date_alone_gives_no_hours);
	tcase_add_test(tc, a_date_alone_is_ordered_by_its_day);
	tcase_add_test(tc, other_reversed_pairs_leave_only_their_own_interval_out);
	tcase_add_test(tc, payment_before_lodgement_is_a_sequence_error);
	tcase_add_test(tc, deferred_payment_and_zero_duty_owe_no_payment_lag);
	tcase_add_test(tc, payment_that_was_not_the_last_condition_is_not_counted_to_release);
	tcase_add_test(tc, what_is_not_asked_of_a_file_is_not_asked_of_a_disordered_one);
	tcase_add_test(tc, inspection_times_are_asked_of_examined_goods_alone);
	tcase_add_test(tc, a_permit_without_hold_stamps_lowers_coverage);
	tcase_add_test(tc, query_time_is_the_union_of_answered_queries);
	tcase_add_test(tc, a_time_too_long_for_the_column_is_none);
	suite_add_tcase(suite, tc);
	return support_run(suite);
}
