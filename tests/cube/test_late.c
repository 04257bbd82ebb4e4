/* The rows of a day that something happened to long after it: kept once more, read in place of the day, and always what the day itself
 * says. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/time.h"
#include "lab.h"
#include "late.h"
#include "store/rows.h"
#include "suite.h"

enum { DAY = 20514 /* 2026-03-02 */, ROWS = 600, EVERY = 40 /* of these one is late */, OPEN = 7, OFFICES = 4 };

static struct lab lab;

static void setup(void)
{
	lab_open(&lab);
}

static void teardown(void)
{
	lab_close(&lab);
}

/* Of the i-th declaration of the day: most are released within a week, some weeks later, the first few never. */
static void put(int i)
{
	char c[5][64];
	int day = i % EVERY ? 2 + i % 7 : 20 + i % 9;

	snprintf(c[0], sizeof(c[0]), "declaration_id=D%d", i);
	snprintf(c[1], sizeof(c[1]), "office=O%d", i % OFFICES);
	snprintf(c[2], sizeof(c[2]), "registered_at=2026-03-02T%02d:%02d:00", i % 24, i % 60);
	snprintf(c[3], sizeof(c[3]), i <= OPEN ? "status=assessed" : "status=released");
	snprintf(c[4], sizeof(c[4]), "released_at=2026-03-%02dT23:30:00", day);
	lab_put(&lab, c[0], c[1], c[2], c[3], "flow=import", "cif_value=1000", i <= OPEN ? NULL : c[4], NULL);
}

static void day_load(int rows)
{
	lab_begin(&lab, "declarations");
	for (int i = 1; i <= rows; i++)
		put(i);
	lab_end(&lab);
}

static void blob_put(int64_t id, const void *data, size_t size)
{
	struct store_rows *rows = NULL;

	ck_assert(store_rows_open(lab.store, "cube_segment_put", &rows, &lab.err));
	store_rows_bind_int(rows, 1, id);
	store_rows_bind_blob(rows, 2, data, size);
	ck_assert(store_rows_run(rows, &lab.err));
	store_rows_close(rows);
}

static const uint8_t junk[] = "not a segment at all, and long enough to be one";

static void spoil(enum cube_part part, int column)
{
	const struct cube_attributes none = {.n = 0};

	blob_put(cube_segment_id(&none, part, column, DAY), junk, sizeof(junk));
}

static bool is_marked(int32_t day)
{
	struct store_rows *rows = NULL;
	int got;

	ck_assert(store_rows_open(lab.store, "cube_segments", &rows, &lab.err));
	store_rows_bind_int(rows, 1, cube_segment_mark_id(day));
	store_rows_bind_int(rows, 2, cube_segment_mark_id(day));
	got = store_rows_next(rows, &lab.err);
	store_rows_close(rows);
	return got == 1;
}

struct seen {
	size_t n;
	uint64_t declarations, offices, money;
	uint32_t last;
	bool in_order;
};

static uint32_t office_of(const struct cube_batch *batch, uint32_t row)
{
	const struct cube_bytes *bytes = &batch->bytes[CUBE_OFFICE];

	return bytes->values ? bytes->codes[bytes->values[row]] : batch->u32[CUBE_OFFICE][row];
}

static bool see(void *context, const struct cube_batch *batch)
{
	struct seen *seen = context;

	ck_assert_int_eq(batch->segment, DAY);
	for (size_t i = 0; i < batch->n; i++) {
		uint32_t row = batch->rows[i], office = office_of(batch, row), key = office << 16 | batch->u32[CUBE_DECLARATION][row];

		seen->in_order = seen->in_order && key > seen->last;
		seen->last = key;
		seen->n++;
		seen->declarations += batch->u32[CUBE_DECLARATION][row];
		seen->offices += office * (uint64_t)batch->u32[CUBE_DECLARATION][row];
		seen->money += (uint64_t)batch->money[CUBE_CIF - CUBE_U32_COLUMNS][row];
	}
	return true;
}

static bool scan(const struct cube_slice *slice, struct seen *ret_seen)
{
	static const int columns[] = {CUBE_DECLARATION, CUBE_AS_BYTES(CUBE_OFFICE), CUBE_CIF};

	*ret_seen = (struct seen){.in_order = true};
	return cube_scan(lab_cube(&lab), slice, columns, 3, see, ret_seen, &lab.err);
}

static int64_t second_of(int32_t day)
{
	return ((int64_t)day - CUBE_EPOCH_DAY) * TIME_DAY_SECONDS;
}

static struct cube_slice released_from(int32_t day)
{
	return (struct cube_slice){.stamp = CUBE_AT_RELEASED, .from = second_of(day), .to = CUBE_NOT_APPLICABLE};
}

START_TEST(late_rows_are_read_in_place_of_their_day)
{
	struct cube_slice late = released_from(DAY + CUBE_LATE_DAYS), earlier = released_from(DAY + CUBE_LATE_DAYS - 1);
	struct seen seen;

	day_load(ROWS);
	spoil(CUBE_PART_ALL, CUBE_AT_RELEASED);
	ck_assert_msg(scan(&late, &seen), "%s", lab.err.text);
	ck_assert_uint_eq(seen.n, ROWS / EVERY);
	ck_assert_uint_eq(seen.declarations, EVERY * (ROWS / EVERY) * (ROWS / EVERY + 1) / 2);
	ck_assert(seen.in_order);
	ck_assert(!scan(&earlier, &seen)); /* reads the day itself */
	ck_assert_int_eq(lab.err.code, ERR_IO);
}
END_TEST

START_TEST(files_that_may_be_open_are_read_in_place_of_their_day)
{
	struct cube_slice open = {.stamp = -1, .flags_mask = CUBE_LIVE | CUBE_MAY_BE_OPEN, .flags_value = CUBE_LIVE | CUBE_MAY_BE_OPEN};
	struct cube_slice closed = {.stamp = -1, .flags_mask = CUBE_MAY_BE_OPEN};
	struct seen seen;

	day_load(ROWS);
	ck_assert(scan(&closed, &seen));
	ck_assert_uint_eq(seen.n, ROWS - OPEN);
	spoil(CUBE_PART_ALL, CUBE_FLAGS);
	cube_close(lab.cube);
	lab.cube = NULL;
	ck_assert_msg(scan(&open, &seen), "%s", lab.err.text);
	ck_assert_uint_eq(seen.n, OPEN);
	ck_assert_uint_eq(seen.declarations, OPEN * (OPEN + 1) / 2);
	ck_assert(!scan(&closed, &seen));
}
END_TEST

/* What a window keeps, by the stamps of all rows. */
struct window {
	const struct cube_slice *slice;
	struct seen seen;
};

static bool look(void *context, const struct cube_batch *batch)
{
	struct window *window = context;
	struct seen *seen = &window->seen;

	for (size_t i = 0; i < batch->n; i++) {
		uint32_t row = batch->rows[i], at = batch->u32[window->slice->stamp][row];

		if (!CUBE_IS_VALUE(at) || at < window->slice->from || at >= window->slice->to)
			continue;
		seen->n++;
		seen->declarations += batch->u32[CUBE_DECLARATION][row];
		seen->offices += batch->u32[CUBE_OFFICE][row] * (uint64_t)batch->u32[CUBE_DECLARATION][row];
		seen->money += (uint64_t)batch->money[CUBE_CIF - CUBE_U32_COLUMNS][row];
	}
	return true;
}

START_TEST(every_window_keeps_what_all_rows_keep)
{
	static const struct cube_slice all = {.stamp = -1};
	int columns[CUBE_STAMPS + 3] = {CUBE_DECLARATION, CUBE_OFFICE, CUBE_CIF};

	day_load(ROWS);
	lab_row(&lab, "milestones", "declaration_id=D5", "code=PAY", "at=2026-05-02T11:00:00");
	lab_row(&lab, "milestones", "declaration_id=D80", "code=GOUT", "at=2026-04-02T11:00:00");
	for (int i = 0; i < CUBE_STAMPS; i++)
		columns[3 + i] = CUBE_STAMP_FIRST + i;
	srand(7);
	for (int i = 0; i < 400; i++) {
		int64_t from = second_of(DAY) + rand() % (30 * TIME_DAY_SECONDS);
		struct cube_slice slice = {.stamp = CUBE_STAMP_FIRST + i % CUBE_STAMPS, .from = from, .to = from + rand() % (40 * TIME_DAY_SECONDS)};
		struct window window = {.slice = &slice};
		struct seen seen;

		ck_assert_msg(scan(&slice, &seen), "%s", lab.err.text);
		ck_assert(cube_scan(lab_cube(&lab), &all, columns, CUBE_STAMPS + 3, look, &window, &lab.err));
		ck_assert_uint_eq(seen.n, window.seen.n);
		ck_assert_uint_eq(seen.declarations, window.seen.declarations);
		ck_assert_uint_eq(seen.offices, window.seen.offices);
		ck_assert_uint_eq(seen.money, window.seen.money);
		ck_assert(seen.in_order);
	}
}
END_TEST

START_TEST(a_day_of_few_rows_or_of_mostly_open_files_is_kept_once)
{
	day_load(CUBE_LATE_LEAST_ROWS - 1);
	ck_assert(!is_marked(DAY));
	lab_begin(&lab, "declarations");
	put(CUBE_LATE_LEAST_ROWS);
	lab_end(&lab);
	ck_assert(is_marked(DAY));
	lab_begin(&lab, "declarations");
	for (int i = 1; i <= 100; i++) {
		char id[32];

		snprintf(id, sizeof(id), "declaration_id=N%d", i);
		lab_put(&lab, id, "office=O1", "registered_at=2026-03-02T08:00:00", "flow=import", "status=assessed", NULL);
	}
	lab_end(&lab);
	ck_assert(!is_marked(DAY));
	ck_assert_msg(cube_verify(lab.store, NULL, &lab.err), "%s", lab.err.text);
}
END_TEST

START_TEST(loads_leave_what_building_all_at_once_makes)
{
	char by_loads[65], at_once[65];

	day_load(ROWS);
	lab_row(&lab, "milestones", "declaration_id=D9", "code=REL", "at=2026-04-09T11:00:00");	/* becomes late */
	lab_row(&lab, "declarations", "declaration_id=D40", "office=O0", "registered_at=2026-03-02T08:00:00", "flow=import", "status=released",
		"released_at=2026-03-03T10:00:00", "version=2");				/* is no longer */
	lab_row(&lab, "declarations", "declaration_id=D80", "office=O0", "registered_at=2026-03-05T08:00:00", "flow=import", "status=released",
		"released_at=2026-03-28T10:00:00", "version=2");				/* belongs to another day */
	lab_row(&lab, "declarations", "declaration_id=D120", "office=O0", "registered_at=2026-03-02T08:00:00", "flow=import", "status=released",
		"released_at=2026-03-29T10:00:00", "attribute.container=C40", "version=2");	/* stays late */
	ck_assert(is_marked(DAY));
	lab_digest(&lab, by_loads);
	ck_assert_msg(cube_verify(lab.store, NULL, &lab.err), "%s", lab.err.text);
	ck_assert(cube_build_all(lab.store, &lab.err));
	lab_digest(&lab, at_once);
	ck_assert_str_eq(by_loads, at_once);
}
END_TEST

START_TEST(late_rows_that_stay_as_they_are_are_not_written_again)
{
	struct cube_slice late = released_from(DAY + CUBE_LATE_DAYS);
	struct seen seen;

	day_load(ROWS);
	spoil(CUBE_PART_LATE, CUBE_DECLARATION);
	lab_row(&lab, "milestones", "declaration_id=D9", "code=PAY", "at=2026-03-04T11:00:00");
	ck_assert(!scan(&late, &seen));
	lab_row(&lab, "milestones", "declaration_id=D40", "code=PAY", "at=2026-03-04T11:00:00");
	ck_assert_msg(scan(&late, &seen), "%s", lab.err.text);
	ck_assert_uint_eq(seen.n, ROWS / EVERY);
}
END_TEST

START_TEST(damage_to_late_rows_alone_is_told)
{
	const struct cube_attributes none = {.n = 0};
	struct store_rows *rows = NULL;

	day_load(ROWS);
	ck_assert_msg(cube_verify(lab.store, NULL, &lab.err), "%s", lab.err.text);
	ck_assert(store_rows_open(lab.store, "cube_segment_drop", &rows, &lab.err));
	store_rows_bind_int(rows, 1, cube_segment_id(&none, CUBE_PART_LATE, CUBE_AT_RELEASED, DAY));
	ck_assert(store_rows_run(rows, &lab.err));
	store_rows_close(rows);
	ck_assert(!cube_verify(lab.store, NULL, &lab.err));
	ck_assert_msg(strstr(lab.err.text, "damaged") != NULL, "%s", lab.err.text);
}
END_TEST

START_TEST(a_mark_that_does_not_fit_its_day_is_refused)
{
	struct cube *cube;

	day_load(ROWS);
	blob_put(cube_segment_mark_id(DAY), junk, sizeof(junk));
	ck_assert(!cube_open(lab.store, &cube, &lab.err));
	ck_assert_int_eq(lab.err.code, ERR_IO);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("late");
	TCase *tc = tcase_create("late");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, late_rows_are_read_in_place_of_their_day);
	tcase_add_test(tc, files_that_may_be_open_are_read_in_place_of_their_day);
	tcase_add_test(tc, every_window_keeps_what_all_rows_keep);
	tcase_add_test(tc, a_day_of_few_rows_or_of_mostly_open_files_is_kept_once);
	tcase_add_test(tc, loads_leave_what_building_all_at_once_makes);
	tcase_add_test(tc, late_rows_that_stay_as_they_are_are_not_written_again);
	tcase_add_test(tc, damage_to_late_rows_alone_is_told);
	tcase_add_test(tc, a_mark_that_does_not_fit_its_day_is_refused);
	suite_add_tcase(suite, tc);
	return support_run(suite);
}
