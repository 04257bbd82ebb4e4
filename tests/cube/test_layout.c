/* The number of the layout: it changes with the bytes, and segments of another number are made anew or not read. */
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

static void pack_load(void)
{
	lab_begin(&lab, "posts");
	lab_put(&lab, "office=NGT", "name=Northgate", "timezone=Asia/Amman", "opens=08:00", "closes=16:00", "weekend=fri,sat", NULL);
	lab_end(&lab);
	lab_begin(&lab, "declarations");
	lab_put(&lab, "declaration_id=D1", "office=NGT", "flow=import", "registered_at=2026-03-02T09:00:00", "regime=IM4", "mode=3", "importer_id=T1",
		"broker_id=B1", "officer_id=O1", "origin=CN", "hs=870323", "lane_initial=red", "lane_final=yellow", "select_reason=rule", "rule_id=R1|R7",
		"payment_mode=bank", "status=released", "aeo=1", "paper=0", "assigned_by=system", "cif_value=1000500", "currency=JOD",
		"assessed_initial=100000", "assessed_final=120000", "paid_amount=120000", "exempt_amount=500", "attribute.container=C40", NULL);
	lab_put(&lab, "declaration_id=D2", "office=PSL", "flow=export", "registered_at=2026-03-02", "status=cancelled", NULL);
	lab_put(&lab, "declaration_id=D3", "office=NGT", "flow=import", "registered_at=2026-03-05T10:00:00", "arrived_at=2026-03-04T10:00:00",
		"released_at=2026-03-06T12:00:00", "exited_at=2026-03-07T12:00:00", "version=2", NULL);
	lab_end(&lab);
	lab_begin(&lab, "milestones");
	lab_put(&lab, "declaration_id=D1", "code=ARR", "at=2026-03-01T22:00:00", NULL);
	lab_put(&lab, "declaration_id=D1", "code=ASG", "at=2026-03-02T09:30:00", NULL);
	lab_put(&lab, "declaration_id=D1", "code=QRY_S", "at=2026-03-02T10:00:00", NULL);
	lab_put(&lab, "declaration_id=D1", "code=QRY_E", "at=2026-03-02T15:00:00", NULL);
	lab_put(&lab, "declaration_id=D1", "code=OGA_S", "at=2026-03-02T11:00:00", NULL);
	lab_put(&lab, "declaration_id=D1", "code=OGA_E", "at=2026-03-03T11:00:00", NULL);
	lab_put(&lab, "declaration_id=D1", "code=INS_REQ", "at=2026-03-03T12:00:00", NULL);
	lab_put(&lab, "declaration_id=D1", "code=INS_S", "at=2026-03-03T13:00:00", NULL);
	lab_put(&lab, "declaration_id=D1", "code=INS_E", "at=2026-03-03T14:00:00", NULL);
	lab_put(&lab, "declaration_id=D1", "code=ASM", "at=2026-03-03T15:00:00", NULL);
	lab_put(&lab, "declaration_id=D1", "code=PAY", "at=2026-03-04T09:00:00", NULL);
	lab_put(&lab, "declaration_id=D1", "code=REL", "at=2026-03-04T10:00:00", NULL);
	lab_put(&lab, "declaration_id=D1", "code=GOUT", "at=2026-03-05T10:00:00", NULL);
	lab_end(&lab);
	lab_row(&lab, "inspections", "inspection_id=I1", "declaration_id=D1", "type=physical", "outcome=noncompliant", "finding=value",
		"tax_adjustment=20000", "penalty=5000", "penalty_paid=5000");
	lab_row(&lab, "reroutes", "declaration_id=D1", "at=2026-03-02T12:00:00", "lane_from=red", "lane_to=yellow", "automatic=1", "reason=profile");
	lab_row(&lab, "permits", "declaration_id=D1", "permit_id=P1", "agency=Health", "single_window=1", "inspected=1");
	lab_row(&lab, "seizures", "seizure_id=S1", "at=2026-03-03T14:00:00", "office=NGT", "type=drugs", "declaration_id=D1");
}

/* A day with rows that are late (late.h). */
static void large_day_load(void)
{
	lab_begin(&lab, "declarations");
	for (int i = 1; i <= 520; i++) {
		char id[32], released[64];

		snprintf(id, sizeof(id), "declaration_id=L%d", i);
		snprintf(released, sizeof(released), "released_at=2026-04-%02dT%02d:15:00", i % 50 ? 9 + i % 6 : 28, i % 24);
		lab_put(&lab, id, i % 3 ? "office=NGT" : "office=PSL", "flow=import", "registered_at=2026-04-08T09:00:00", "status=released", released, NULL);
	}
	lab_end(&lab);
}

/* Whoever makes this fail gives CUBE_FORMAT the next number and writes the new digest here: databases of before are then made anew. */
START_TEST(the_number_stands_for_every_byte_of_the_segments)
{
	static const struct {
		int format;
		const char *digest;
	} known = {2, "34dee4c57a70b75b834bcab10705e516e629e77586b2c3e4c8615600420b5af9"};
	char digest[65];

	pack_load();
	large_day_load();
	lab_digest(&lab, digest);
	ck_assert_int_eq(CUBE_FORMAT, known.format);
	ck_assert_str_eq(digest, known.digest);
}
END_TEST

static void layout_set(const char *number)
{
	cube_close(lab.cube);
	lab.cube = NULL;
	ck_assert(store_set_fact(lab.store, "cube_format", number, &lab.err));
}

static enum cube_layout layout(void)
{
	enum cube_layout found;

	ck_assert_msg(cube_layout_read(lab.store, &found, &lab.err), "%s", lab.err.text);
	return found;
}

static void segments_lose(void)
{
	static const char *const queries[] = {"cube_segments_clear", "cube_segment_days_clear"};

	for (int i = 0; i < 2; i++) {
		struct store_rows *rows = NULL;

		ck_assert(store_rows_open(lab.store, queries[i], &rows, &lab.err));
		ck_assert(store_rows_run(rows, &lab.err));
		store_rows_close(rows);
	}
}

static void check_refused(enum err_code code, const char *words)
{
	struct cube *cube;

	ck_assert(!cube_open(lab.store, &cube, &lab.err));
	ck_assert_int_eq(lab.err.code, code);
	ck_assert_msg(strstr(lab.err.text, words) != NULL, "%s", lab.err.text);
	err_clear(&lab.err);
}

START_TEST(an_empty_database_needs_nothing_and_the_first_load_gives_it_the_number)
{
	ck_assert_int_eq(layout(), CUBE_LAYOUT_READY);
	ck_assert_ptr_null(store_fact(lab.store, "cube_format"));
	pack_load();
	ck_assert_int_eq(layout(), CUBE_LAYOUT_READY);
	ck_assert_str_eq(store_fact(lab.store, "cube_format"), "2");
}
END_TEST

START_TEST(an_older_layout_is_not_read_but_made_anew_once)
{
	char before[65], after[65];
	int64_t version;

	pack_load();
	lab_digest(&lab, before);
	segments_lose();
	layout_set(NULL);
	ck_assert_int_eq(layout(), CUBE_LAYOUT_OLD);
	check_refused(ERR_REFUSED, "open it once without --read-only");
	version = store_version(lab.store);
	ck_assert_msg(cube_renew(lab.store, NULL, &lab.err), "%s", lab.err.text);
	ck_assert_int_eq(store_version(lab.store), version + 1);
	lab_digest(&lab, after);
	ck_assert_str_eq(after, before);
	ck_assert_int_eq(cube_rows(lab_cube(&lab)), 3);
	ck_assert(cube_renew(lab.store, NULL, &lab.err));
	ck_assert_int_eq(store_version(lab.store), version + 1);
}
END_TEST

START_TEST(a_newer_layout_is_neither_read_nor_touched)
{
	char before[65], after[65];

	pack_load();
	layout_set("9999");
	lab_digest(&lab, before);
	ck_assert_int_eq(layout(), CUBE_LAYOUT_NEWER);
	check_refused(ERR_IO, "newer Tidewaiter");
	ck_assert(!cube_renew(lab.store, NULL, &lab.err));
	lab_digest(&lab, after);
	ck_assert_str_eq(after, before);
	ck_assert_str_eq(store_fact(lab.store, "cube_format"), "9999");
}
END_TEST

static bool visit(void *context, const struct cube_batch *batch)
{
	return true;
}

START_TEST(a_cube_that_is_open_while_a_newer_program_loads_fails_and_closes)
{
	struct cube_slice slice = {.stamp = -1};
	struct cube *cube;

	pack_load();
	cube = lab_cube(&lab);
	ck_assert(cube_scan(cube, &slice, NULL, 0, visit, NULL, &lab.err));
	ck_assert(store_set_fact(lab.store, "cube_format", "9999", &lab.err));
	for (int i = 0; i < 2; i++) {
		ck_assert(!cube_scan(cube, &slice, NULL, 0, visit, NULL, &lab.err));
		ck_assert_int_eq(lab.err.code, ERR_IO);
	}
	ck_assert(store_set_fact(lab.store, "cube_format", "2", &lab.err));
	ck_assert(cube_scan(cube, &slice, NULL, 0, visit, NULL, &lab.err));
}
END_TEST

static bool stop_at_second(void *context, int64_t done, int64_t total)
{
	int64_t *told = context;

	*told = total;
	return done < 2;
}

START_TEST(an_interruption_leaves_the_older_layout_as_it_was)
{
	char before[65], after[65];
	int64_t total = 0;
	struct cube_progress progress = {.step = stop_at_second, .context = &total};

	pack_load();
	layout_set("0");
	lab_digest(&lab, before);
	ck_assert(!cube_renew(lab.store, &progress, &lab.err));
	ck_assert_int_eq(lab.err.code, ERR_INTERRUPTED);
	ck_assert_int_eq(total, 2);
	lab_digest(&lab, after);
	ck_assert_str_eq(after, before);
	ck_assert_int_eq(layout(), CUBE_LAYOUT_OLD);
}
END_TEST

START_TEST(a_load_onto_an_older_layout_makes_all_days_anew)
{
	struct store_watch calls;
	char made[65], truth[65];

	pack_load();
	segments_lose();
	layout_set("0");
	store_sink_destroy(lab.sink);
	cube_watch_destroy(lab.watch);
	lab.sink = NULL;
	ck_assert(cube_watch_create(lab.store, &lab.watch, &calls, &lab.err));
	ck_assert(store_sink_create(lab.store, &calls, &lab.sink, &lab.err));
	lab_row(&lab, "declarations", "declaration_id=D4", "office=NGT", "flow=import", "registered_at=2026-03-09T10:00:00");
	ck_assert_int_eq(cube_rows(lab_cube(&lab)), 4);
	ck_assert_int_eq(layout(), CUBE_LAYOUT_READY);
	lab_digest(&lab, made);
	ck_assert(store_begin(lab.store, &lab.err) && cube_build_all(lab.store, &lab.err) && store_commit(lab.store, &lab.err));
	lab_digest(&lab, truth);
	ck_assert_str_eq(made, truth);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("layout");
	TCase *tc = tcase_create("layout");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, the_number_stands_for_every_byte_of_the_segments);
	tcase_add_test(tc, an_empty_database_needs_nothing_and_the_first_load_gives_it_the_number);
	tcase_add_test(tc, an_older_layout_is_not_read_but_made_anew_once);
	tcase_add_test(tc, a_newer_layout_is_neither_read_nor_touched);
	tcase_add_test(tc, a_cube_that_is_open_while_a_newer_program_loads_fails_and_closes);
	tcase_add_test(tc, an_interruption_leaves_the_older_layout_as_it_was);
	tcase_add_test(tc, a_load_onto_an_older_layout_makes_all_days_anew);
	suite_add_tcase(suite, tc);
	return support_run(suite);
}
