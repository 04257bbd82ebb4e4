/* Days of the cube: made by the load that touches them, and by no other. */
#include <stdio.h>
#include <string.h>

#include "cube/build.h"
#include "lab.h"
#include "store/rows.h"
#include "suite.h"

static struct lab lab;

static void setup(void)
{
	lab_open(&lab);
}

static void teardown(void)
{
	lab_close(&lab);
}

static void put(const char *id, const char *office, const char *registered, const char *more)
{
	char cells[3][64];

	snprintf(cells[0], sizeof(cells[0]), "declaration_id=%s", id);
	snprintf(cells[1], sizeof(cells[1]), "office=%s", office);
	snprintf(cells[2], sizeof(cells[2]), "registered_at=%s", registered);
	lab_put(&lab, cells[0], cells[1], cells[2], "flow=import", more, NULL);
}

static int64_t days_in_store(void)
{
	struct store_rows *rows = NULL;
	int64_t n = 0;

	ck_assert(store_rows_open(lab.store, "cube_segment_days", &rows, &lab.err));
	while (store_rows_next(rows, &lab.err) == 1)
		n++;
	store_rows_close(rows);
	return n;
}

static void run(const char *query, int64_t first, bool binds, const void *data, size_t size)
{
	struct store_rows *rows = NULL;

	ck_assert(store_rows_open(lab.store, query, &rows, &lab.err));
	if (binds) {
		store_rows_bind_int(rows, 1, first);
		if (data)
			store_rows_bind_blob(rows, 2, data, size);
	}
	ck_assert(store_rows_run(rows, &lab.err));
	store_rows_close(rows);
}

START_TEST(an_empty_database_has_an_empty_cube)
{
	struct cube *cube = lab_cube(&lab);
	int32_t first, last;

	ck_assert_int_eq(cube_rows(cube), 0);
	ck_assert(!cube_span(cube, CUBE_AT_REGISTERED, &first, &last));
	ck_assert_int_eq(cube_attribute_column(cube, "container"), -1);
}
END_TEST

START_TEST(each_local_day_is_a_segment)
{
	int32_t first, last, expected;
	struct cube *cube;

	lab_begin(&lab, "declarations");
	put("D1", "A", "2026-03-02T23:59:59", "released_at=2026-03-04T10:00:00");
	put("D2", "A", "2026-03-03T00:00:00", NULL);
	put("D3", "B", "2026-03-03T12:00:00", "released_at=2026-03-09");
	lab_end(&lab);
	cube = lab_cube(&lab);
	ck_assert_int_eq(days_in_store(), 2);
	ck_assert_int_eq(cube_rows(cube), 3);
	ck_assert(cube_span(cube, CUBE_AT_REGISTERED, &first, &last));
	ck_assert(time_day_parse("2026-03-02", &expected));
	ck_assert_int_eq(first, expected);
	ck_assert_int_eq(last, expected + 1);
	ck_assert(cube_span(cube, CUBE_AT_RELEASED, &first, &last));
	ck_assert_int_eq(first, expected + 2);
	ck_assert_int_eq(last, expected + 7);
	ck_assert(!cube_span(cube, CUBE_AT_PAID, &first, &last));
	ck_assert(!cube_span(cube, CUBE_OFFICE, &first, &last));
}
END_TEST

START_TEST(only_touched_days_are_made_anew)
{
	static const uint8_t mark[] = "not a segment at all, and long enough to be one";
	struct cube_slice slice = {.stamp = -1};
	int64_t id = (int64_t)CUBE_DECLARATION << 24 | (20514 + (1 << 20)); /* 2026-03-02 */
	int columns[] = {CUBE_DECLARATION};
	int64_t money;

	lab_begin(&lab, "declarations");
	put("D1", "A", "2026-03-02T08:00:00", NULL);
	put("D2", "A", "2026-03-03T08:00:00", NULL);
	put("D3", "A", "2026-03-03T09:00:00", NULL);
	lab_end(&lab);
	run("cube_segment_put", id, true, mark, sizeof(mark));
	lab_row(&lab, "milestones", "declaration_id=D2", "code=REL", "at=2026-03-05T08:00:00");
	ck_assert(cube_open(lab.store, &lab.cube, &lab.err));
	ck_assert(!cube_scan(
		lab.cube, &slice, columns, 1, NULL, NULL, &lab.err)); /* the marked day stands as it was */
	ck_assert_int_eq(lab.err.code, ERR_IO);
	slice = (struct cube_slice){.stamp = CUBE_AT_RELEASED, .from = 0, .to = UINT32_MAX};
	lab_row(&lab, "milestones", "declaration_id=D1", "code=PAY", "at=2026-03-05T08:00:00");
	ck_assert_uint_eq(
		lab_u32(&lab, 1, CUBE_AT_PAID), lab_at("2026-03-05T08:00:00")); /* touched: whole again */
	ck_assert_uint_eq(lab_u32(&lab, 2, CUBE_AT_RELEASED), lab_at("2026-03-05T08:00:00"));
	money = lab_money(&lab, 3, CUBE_PAID);
	ck_assert_int_eq(money, CUBE_MONEY_NONE);
}
END_TEST

START_TEST(a_declaration_that_moves_leaves_its_old_day)
{
	lab_begin(&lab, "declarations");
	put("D1", "A", "2026-03-02T08:00:00", NULL);
	put("D2", "A", "2026-03-05T08:00:00", NULL);
	lab_end(&lab);
	ck_assert_int_eq(days_in_store(), 2);
	lab_begin(&lab, "declarations");
	put("D1", "A", "2026-03-05T09:00:00", "version=2");
	lab_end(&lab);
	ck_assert_int_eq(days_in_store(), 1);
	ck_assert_int_eq(cube_rows(lab_cube(&lab)), 2);
	ck_assert_uint_eq(lab_u32(&lab, 1, CUBE_AT_REGISTERED), lab_at("2026-03-05T09:00:00"));
}
END_TEST

START_TEST(a_value_taken_back_leaves_no_old_segment_behind)
{
	lab_begin(&lab, "declarations");
	put("D1", "A", "2026-03-02T08:00:00", "paid_at=2026-03-02T10:00:00");
	lab_end(&lab);
	ck_assert_uint_eq(lab_u32(&lab, 1, CUBE_AT_PAID), lab_at("2026-03-02T10:00:00"));
	lab_begin(&lab, "declarations");
	put("D1", "A", "2026-03-02T08:00:00", NULL);
	lab_end(&lab);
	ck_assert_uint_eq(lab_u32(&lab, 1, CUBE_AT_PAID), CUBE_NONE);
	ck_assert_uint_eq(lab_u32(&lab, 1, CUBE_AT_REVENUE), CUBE_NONE);
}
END_TEST

START_TEST(a_zone_that_comes_later_moves_days_and_stamps)
{
	lab_begin(&lab, "declarations");
	put("D1", "DXB", "2026-03-02T22:00:00Z", "released_at=2026-03-03T08:00:00");
	lab_end(&lab);
	ck_assert_uint_eq(lab_u32(&lab, 1, CUBE_AT_REGISTERED), lab_at("2026-03-02T22:00:00"));
	ck_assert_uint_eq(lab_u32(&lab, 1, CUBE_T_LODGEMENT_TO_RELEASE), 10 * 3600);
	lab_row(&lab, "posts", "office=DXB", "name=Dubai", "timezone=+04:00");
	ck_assert_uint_eq(lab_u32(&lab, 1, CUBE_AT_REGISTERED), lab_at("2026-03-03T02:00:00"));
	ck_assert_uint_eq(lab_u32(&lab, 1, CUBE_T_LODGEMENT_TO_RELEASE), 6 * 3600);
	ck_assert_int_eq(days_in_store(), 1);
}
END_TEST

START_TEST(attributes_become_columns_of_their_own)
{
	struct cube *cube;
	int seal, box;

	lab_begin(&lab, "declarations");
	put("D1", "A", "2026-03-02T08:00:00", "attribute.seal=S1");
	put("D2", "A", "2026-03-02T09:00:00", NULL);
	lab_end(&lab);
	lab_begin(&lab, "declarations");
	put("D3", "A", "2026-03-05T08:00:00", "attribute.box=B7");
	put("D4", "A", "2026-03-05T08:00:00", "measure.doors=4");
	lab_end(&lab);
	cube = lab_cube(&lab);
	ck_assert_uint_eq(cube_attribute_count(cube), 2);
	ck_assert_str_eq(cube_attribute_name(cube, 0), "seal");
	ck_assert_str_eq(cube_attribute_name(cube, 1), "box");
	ck_assert_ptr_null(cube_attribute_name(cube, 2));
	seal = cube_attribute_column(cube, "seal");
	box = cube_attribute_column(cube, "box");
	ck_assert_str_eq(lab_text(&lab, 1, seal), "S1");
	ck_assert_uint_eq(lab_u32(&lab, 2, seal), 0);
	ck_assert_uint_eq(lab_u32(&lab, 1, box), 0); /* its day was written before there was such a column */
	ck_assert_str_eq(lab_text(&lab, 3, box), "B7");
	ck_assert_int_eq(cube_attribute_column(cube, "doors"), -1);
}
END_TEST

START_TEST(single_rules_of_a_set_have_codes_of_their_own)
{
	const uint32_t *members;
	uint32_t both;
	size_t n;

	lab_begin(&lab, "declarations");
	put("D1", "A", "2026-03-02T08:00:00", "rule_id=R1|R7");
	put("D2", "A", "2026-03-02T08:00:00", "rule_id=R7");
	put("D3", "A", "2026-03-02T08:00:00", "rule_id=| R9 ||R1|");
	put("D4", "A", "2026-03-02T08:00:00", NULL);
	lab_end(&lab);
	both = lab_u32(&lab, 1, CUBE_RULE);
	members = cube_rule_members(lab.cube, both, &n);
	ck_assert_uint_eq(n, 2);
	ck_assert_str_eq(store_code_text(lab.store, members[0]), "R1");
	ck_assert_str_eq(store_code_text(lab.store, members[1]), "R7");
	ck_assert_ptr_eq(cube_rule_members(lab.cube, both, &n), members);
	members = cube_rule_members(lab.cube, lab_u32(&lab, 3, CUBE_RULE), &n);
	ck_assert_uint_eq(n, 2);
	ck_assert_uint_eq(members[0], store_code_find(lab.store, "rule", "R9"));
	cube_rule_members(lab.cube, lab_u32(&lab, 4, CUBE_RULE), &n);
	ck_assert_uint_eq(n, 0);
}
END_TEST

START_TEST(building_all_gives_what_loads_gave)
{
	static const char *const stamps[] = {
		"2026-03-02T08:00:00", "2026-03-03T08:00:00", "2026-03-04T08:00:00"};
	uint32_t before[3];

	for (int i = 0; i < 3; i++) {
		char id[8];

		snprintf(id, sizeof(id), "D%d", i + 1);
		lab_begin(&lab, "declarations");
		put(id, i == 1 ? "B" : "A", stamps[i], "released_at=2026-03-05T08:00:00");
		lab_end(&lab);
	}
	for (int i = 0; i < 3; i++)
		before[i] = lab_u32(&lab, i + 1, CUBE_T_LODGEMENT_TO_RELEASE);
	ck_assert(store_begin(lab.store, &lab.err));
	run("cube_segments_clear", 0, false, NULL, 0);
	run("cube_segment_days_clear", 0, false, NULL, 0);
	ck_assert(store_commit(lab.store, &lab.err));
	cube_close(lab.cube);
	lab.cube = NULL;
	ck_assert_int_eq(cube_rows(lab_cube(&lab)), 0);
	ck_assert(store_begin(lab.store, &lab.err));
	ck_assert_msg(cube_build_all(lab.store, &lab.err), "%s", lab.err.text);
	ck_assert(store_commit(lab.store, &lab.err));
	for (int i = 0; i < 3; i++)
		ck_assert_uint_eq(lab_u32(&lab, i + 1, CUBE_T_LODGEMENT_TO_RELEASE), before[i]);
	ck_assert_uint_eq(before[2], 24 * 3600);
}
END_TEST

/* ---- what loads make, against what the truth alone gives ---- */

static uint32_t chance(uint32_t below)
{
	static uint32_t state = 1;

	state = state * 1664525u + 1013904223u;
	return (state >> 8) % below;
}

static const char *one_of(const char *const *texts, uint32_t n)
{
	return texts[chance(n)];
}

static void put_some_declaration(const char *id)
{
	static const char *const offices[] = {"office=A", "office=B", "office=C"};
	static const char *const currencies[] = {"currency=JOD", "currency=JOD", "currency=JOD", "currency=EUR"};
	static const char *const lanes[] = {"lane_initial=green", "lane_initial=red", "lane_initial=yellow"};
	static const char *const more[] = {"attribute.team=x", "inspection_outcome=noncompliant", "tax_adjustment=700",
		"inspection_type=scanner", "hs=870322", "rule_id=R1|R7", "aeo=1", "released_at=2026-03-20T10:00:00",
		"arrived_at=2026-03-01T10:00:00Z", "status=cancelled", "version=2", "importer_id=T1", "payment_mode=deferred",
		"assessed_final=0"};
	char cells[3][64];

	snprintf(cells[0], sizeof(cells[0]), "declaration_id=%s", id);
	snprintf(cells[1], sizeof(cells[1]), "registered_at=2026-03-%02uT%02u:00:00%s", 1 + chance(9), chance(24),
		chance(3) ? "" : "+03:00");
	snprintf(cells[2], sizeof(cells[2]), "paid_amount=%u", chance(1000));
	lab_put(&lab, cells[0], cells[1], cells[2], "flow=import", one_of(offices, 3), one_of(currencies, 4), one_of(lanes, 3),
		one_of(more, 14), one_of(more, 14), one_of(more, 14), NULL);
}

static void put_some_record(const char *kind, const char *id, unsigned serial)
{
	char cells[2][64];

	snprintf(cells[0], sizeof(cells[0]), "declaration_id=%s", id);
	if (strcmp(kind, "declarations") == 0)
		put_some_declaration(id);
	else if (strcmp(kind, "milestones") == 0)
		lab_put(&lab, cells[0], chance(2) ? "code=REL" : "code=ARR",
			chance(2) ? "at=2026-03-12T10:00:00" : "at=2026-03-02T10:00:00", NULL);
	else if (strcmp(kind, "inspections") == 0) {
		snprintf(cells[1], sizeof(cells[1]), "inspection_id=I%u", serial);
		lab_put(&lab, cells[0], cells[1], "type=physical", chance(2) ? "outcome=conform" : "outcome=noncompliant",
			"tax_adjustment=900", NULL);
	} else if (strcmp(kind, "traders") == 0)
		lab_put(&lab, "trader_id=T1", "name=One", chance(2) ? "aeo=1" : "aeo=0", NULL);
	else
		lab_put(&lab, "currency=EUR", "day=2026-03-01", chance(2) ? "rate=0.75" : "rate=0.8", NULL);
}

/* _i: how many facts may wait. Few of them: days are made while the load goes on, and again. */
static const size_t waiting[] = {1, 3, 16, 1000};

START_TEST(loads_in_any_order_make_what_the_truth_gives)
{
	static const char *const kinds[] = {"declarations", "declarations", "milestones", "inspections", "declarations", "traders",
		"declarations", "rates"};

	cube_watch_limit(lab.watch, waiting[_i]);
	for (unsigned file = 0; file < 24; file++) {
		const char *kind = kinds[(file + (unsigned)_i) % 8];
		unsigned few = strcmp(kind, "traders") == 0 || strcmp(kind, "rates") == 0;
		char made[65], truth[65];

		lab_begin(&lab, kind);
		for (unsigned row = 0; row < (few ? 1 : 5 + chance(60)); row++) {
			char id[16];

			snprintf(id, sizeof(id), "D%u", 1 + chance(file * 12 + 40));
			put_some_record(kind, id, file * 100 + row);
		}
		lab_end(&lab);
		lab_digest(&lab, made);
		ck_assert(store_begin(lab.store, &lab.err));
		ck_assert_msg(cube_build_all(lab.store, &lab.err), "%s", lab.err.text);
		ck_assert(store_commit(lab.store, &lab.err));
		lab_digest(&lab, truth);
		ck_assert_msg(strcmp(made, truth) == 0, "file %u, %s: the segments are not those of the truth", file, kind);
	}
}
END_TEST

START_TEST(a_load_that_is_abandoned_leaves_nothing_for_the_next)
{
	char made[65], truth[65];

	lab_begin(&lab, "declarations");
	put("D1", "A", "2026-03-02T08:00:00", "currency=EUR");
	lab.sink->abandon(lab.sink);
	lab_begin(&lab, "declarations");
	put("D2", "A", "2026-03-02T09:00:00", "currency=JOD");
	lab_end(&lab);
	ck_assert_int_eq(cube_rows(lab_cube(&lab)), 1);
	lab_digest(&lab, made);
	ck_assert(store_begin(lab.store, &lab.err));
	ck_assert(cube_build_all(lab.store, &lab.err));
	ck_assert(store_commit(lab.store, &lab.err));
	lab_digest(&lab, truth);
	ck_assert_str_eq(made, truth);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("build");
	TCase *tc = tcase_create("build");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, an_empty_database_has_an_empty_cube);
	tcase_add_test(tc, each_local_day_is_a_segment);
	tcase_add_test(tc, only_touched_days_are_made_anew);
	tcase_add_test(tc, a_declaration_that_moves_leaves_its_old_day);
	tcase_add_test(tc, a_value_taken_back_leaves_no_old_segment_behind);
	tcase_add_test(tc, a_zone_that_comes_later_moves_days_and_stamps);
	tcase_add_test(tc, attributes_become_columns_of_their_own);
	tcase_add_test(tc, single_rules_of_a_set_have_codes_of_their_own);
	tcase_add_test(tc, building_all_gives_what_loads_gave);
	tcase_add_loop_test(tc, loads_in_any_order_make_what_the_truth_gives, 0, 4);
	tcase_add_test(tc, a_load_that_is_abandoned_leaves_nothing_for_the_next);
	suite_add_tcase(suite, tc);
	return support_run(suite);
}
