/* One declaration's own page: the events that count, whence they are known, and who owned each stretch. */
#include "cube/timeline.h"
#include "lab.h"
#include "suite.h"

static struct lab lab;
static struct arena arena;

static void setup(void)
{
	arena_init(&arena);
	lab_open(&lab);
}

static void teardown(void)
{
	lab_close(&lab);
	arena_finish(&arena);
}

static struct cube_timeline load(int64_t declaration)
{
	struct cube_timeline timeline;

	ck_assert_msg(
		cube_timeline_load(lab.store, declaration, &arena, &timeline, &lab.err), "%s", lab.err.text);
	return timeline;
}

START_TEST(events_stand_in_time_order_with_their_source)
{
	static const struct {
		const char *code, *source, *local;
	} expected[] = {
		{"ARR", "declarations", "2026-03-02T10:00:00"},
		{"LDG", "declarations", "2026-03-02T12:00:00"},
		{"INS_S", "inspections", "2026-03-02T14:00:00"},
		{"REL", "milestones", "2026-03-02T18:00:00"},
	};
	struct cube_timeline timeline;

	lab_row(&lab, "posts", "office=AMM", "name=Amman", "timezone=+03:00");
	lab_row(&lab, "declarations", "declaration_id=D1", "office=AMM", "flow=import",
		"registered_at=2026-03-02T12:00:00", "arrived_at=2026-03-02T07:00:00Z",
		"exam_started_at=2026-03-02T15:00:00", "released_at=2026-03-09T18:00:00");
	lab_row(&lab, "inspections", "inspection_id=X1", "declaration_id=D1", "type=physical",
		"started_at=2026-03-02T14:00:00");
	lab_row(&lab, "milestones", "declaration_id=D1", "code=REL", "at=2026-03-02T18:00:00");
	timeline = load(1);
	ck_assert_uint_eq(timeline.n_events, 4);
	for (size_t i = 0; i < 4; i++) {
		ck_assert_str_eq(timeline.events[i].code, expected[i].code);
		ck_assert_str_eq(timeline.events[i].source, expected[i].source);
		ck_assert_int_eq(timeline.events[i].local, lab_utc(expected[i].local));
	}
	ck_assert_int_eq(timeline.events[0].at.form, TIME_FORM_INSTANT);
	ck_assert_int_eq(timeline.events[0].at.seconds, lab_utc("2026-03-02T07:00:00"));
	ck_assert_int_eq(timeline.events[1].at.form, TIME_FORM_LOCAL);
	ck_assert_int_eq(timeline.events[1].at.seconds, lab_utc("2026-03-02T12:00:00"));
	ck_assert_ptr_eq(timeline.zone, time_zone_find("+03:00"));
}
END_TEST

START_TEST(stretches_are_those_of_the_segment)
{
	struct cube_timeline timeline;
	int64_t owned[CUBE_OWNERS] = {0};

	lab_row(&lab, "declarations", "declaration_id=D0", "office=A", "flow=import",
		"registered_at=2026-03-02T08:00:00");
	lab_row(&lab, "declarations", "declaration_id=D1", "office=A", "flow=import",
		"registered_at=2026-03-02T08:00:00", "arrived_at=2026-03-01T08:00:00",
		"query_opened_at=2026-03-02T09:00:00", "query_closed_at=2026-03-02T19:00:00",
		"released_at=2026-03-03T09:00:00");
	timeline = load(2);
	ck_assert_uint_eq(
		timeline.n_stretches, 4); /* trader until 08:00, customs an hour, the query, customs again */
	ck_assert_int_eq(timeline.stretches[0].from, lab_utc("2026-03-01T08:00:00"));
	ck_assert_int_eq(timeline.stretches[timeline.n_stretches - 1].to, lab_utc("2026-03-03T09:00:00"));
	for (size_t i = 0; i < timeline.n_stretches; i++)
		owned[timeline.stretches[i].owner] += timeline.stretches[i].to - timeline.stretches[i].from;
	for (int i = 0; i < CUBE_OWNERS; i++)
		ck_assert_int_eq(owned[i], lab_u32(&lab, 2, CUBE_OWN_CUSTOMS + i));
	ck_assert_int_eq(owned[CUBE_OWNER_TRADER], 34 * 3600);
}
END_TEST

START_TEST(without_release_there_are_events_but_no_stretches)
{
	struct cube_timeline timeline;

	lab_row(&lab, "declarations", "declaration_id=D1", "office=A", "flow=import",
		"registered_at=2026-03-02T08:00:00", "arrived_at=2026-03-01");
	timeline = load(1);
	ck_assert_uint_eq(timeline.n_events, 2);
	ck_assert_str_eq(timeline.events[0].code, "ARR");
	ck_assert_int_eq(timeline.events[0].at.form, TIME_FORM_DAY);
	ck_assert_uint_eq(timeline.n_stretches, 0);
}
END_TEST

START_TEST(a_declaration_that_is_not_loaded_is_no_input)
{
	struct cube_timeline timeline;

	lab_row(&lab, "milestones", "declaration_id=D1", "code=REL", "at=2026-03-02T18:00:00");
	ck_assert(!cube_timeline_load(lab.store, 1, &arena, &timeline, &lab.err));
	ck_assert_int_eq(lab.err.code, ERR_NO_INPUT);
	ck_assert(!cube_timeline_load(lab.store, 999, &arena, &timeline, &lab.err));
	ck_assert_int_eq(lab.err.code, ERR_NO_INPUT);
}
END_TEST

START_TEST(owners_have_names)
{
	ck_assert_str_eq(cube_owner_name(CUBE_OWNER_CUSTOMS), "customs");
	ck_assert_str_eq(cube_owner_name(CUBE_OWNER_SHARED), "shared");
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("timeline");
	TCase *tc = tcase_create("timeline");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, events_stand_in_time_order_with_their_source);
	tcase_add_test(tc, stretches_are_those_of_the_segment);
	tcase_add_test(tc, without_release_there_are_events_but_no_stretches);
	tcase_add_test(tc, a_declaration_that_is_not_loaded_is_no_input);
	tcase_add_test(tc, owners_have_names);
	suite_add_tcase(suite, tc);
	return support_run(suite);
}
