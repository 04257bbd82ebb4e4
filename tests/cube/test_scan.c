/* Scanning: what a slice keeps, compared with a plain reading of all rows; and what it does not read. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lab.h"
#include "suite.h"

enum { DECLARATIONS = 9000, DAYS = 6, LARGE_DAY = 6000, OFFICES = 5, BROKERS = 400 };

static struct lab lab;

/* All columns of all rows, by the number of the declaration. */
struct row {
	bool there;
	uint32_t u32[CUBE_U32_COLUMNS];
	int64_t paid;
	size_t place; /* in the order in which they came */
};

static struct row rows[DECLARATIONS + 1];
static size_t n_rows;

static void put_random(int i)
{
	static const char *const lanes[] = {"green", "yellow", "red"};
	static const char *const statuses[] = {"released", "assessed", "cancelled"};
	static const char *const rules[] = {"R1", "R2", "R1|R2", "R3"};
	int day = i <= LARGE_DAY ? 2 : 1 + rand() % DAYS, hour = rand() % 24;
	char c[8][64];

	snprintf(c[0], sizeof(c[0]), "declaration_id=D%d", i);
	snprintf(c[1], sizeof(c[1]), "office=O%d", rand() % OFFICES);
	snprintf(c[2], sizeof(c[2]), "registered_at=2026-03-%02dT%02d:%02d:00", day, hour, rand() % 60);
	snprintf(c[3], sizeof(c[3]), "lane_initial=%s", lanes[rand() % 3]);
	snprintf(c[4], sizeof(c[4]), "status=%s", statuses[rand() % 3]);
	snprintf(c[5], sizeof(c[5]), "broker_id=B%d", rand() % BROKERS);
	snprintf(c[6], sizeof(c[6]), "rule_id=%s", rules[rand() % 4]);
	snprintf(c[7], sizeof(c[7]), "paid_amount=%d", rand() % 100000);
	if (rand() % 4 == 0) {
		lab_put(&lab, c[0], c[1], c[2], "flow=import", c[3], c[4], c[5], c[6], NULL);
		return;
	}
	char released[64];

	snprintf(released, sizeof(released), "released_at=2026-03-%02dT%02d:30:00", 10 + rand() % 15, hour);
	lab_put(&lab, c[0], c[1], c[2], "flow=export", c[3], c[4], c[5], released, c[7], NULL);
}

static bool keep_row(void *context, const struct cube_batch *batch)
{
	ck_assert_uint_le(batch->n, 65536);
	for (size_t i = 0; i < batch->n; i++) {
		uint32_t at = batch->rows[i];
		struct row *row = &rows[batch->u32[CUBE_DECLARATION][at]];

		ck_assert(!row->there);
		row->there = true;
		row->place = n_rows++;
		for (int c = 0; c < CUBE_U32_COLUMNS; c++)
			row->u32[c] = batch->u32[c][at];
		row->paid = batch->money[CUBE_PAID - CUBE_U32_COLUMNS][at];
	}
	return true;
}

static void setup(void)
{
	struct cube_slice slice = {.stamp = -1};
	int columns[CUBE_U32_COLUMNS + 1];

	srand(1234);
	memset(rows, 0, sizeof(rows));
	n_rows = 0;
	lab_open(&lab);
	lab_begin(&lab, "declarations");
	for (int i = 1; i <= DECLARATIONS; i++)
		put_random(i);
	lab_end(&lab);
	for (int c = 0; c < CUBE_U32_COLUMNS; c++)
		columns[c] = c;
	columns[CUBE_U32_COLUMNS] = CUBE_PAID;
	ck_assert_msg(
		cube_scan(lab_cube(&lab), &slice, columns, CUBE_U32_COLUMNS + 1, keep_row, NULL, &lab.err),
		"%s", lab.err.text);
}

static void teardown(void)
{
	lab_close(&lab);
}

struct sums {
	size_t n;
	uint64_t declarations, times;
	int64_t paid;
	size_t last_place;
	size_t batches, stop_after;
};

static bool add_up(void *context, const struct cube_batch *batch)
{
	struct sums *sums = context;

	ck_assert_ptr_null(batch->u32[CUBE_LANE_FINAL]); /* not asked for */
	for (size_t i = 0; i < batch->n; i++) {
		uint32_t at = batch->rows[i], id = batch->u32[CUBE_DECLARATION][at];
		int64_t paid = batch->money[CUBE_PAID - CUBE_U32_COLUMNS][at];

		ck_assert(sums->n == 0 || rows[id].place > sums->last_place);
		sums->last_place = rows[id].place;
		sums->n++;
		sums->declarations += id;
		sums->times += batch->u32[CUBE_T_LODGEMENT_TO_RELEASE][at];
		sums->paid += paid == CUBE_MONEY_NONE ? 0 : paid;
	}
	sums->batches++;
	return sums->batches != sums->stop_after;
}

static const int asked[] = {CUBE_DECLARATION, CUBE_T_LODGEMENT_TO_RELEASE, CUBE_PAID};

static struct sums scan(const struct cube_slice *slice)
{
	struct sums sums = {0};

	ck_assert_msg(cube_scan(lab.cube, slice, asked, 3, add_up, &sums, &lab.err), "%s", lab.err.text);
	return sums;
}

static bool has_code(const struct cube_filter *filter, uint32_t code)
{
	for (size_t i = 0; i < filter->n_codes; i++) {
		if (filter->codes[i] == code)
			return true;
	}
	return false;
}

static bool passes(const struct row *row, const struct cube_slice *slice)
{
	if (!row->there || (row->u32[CUBE_FLAGS] & slice->flags_mask) != slice->flags_value)
		return false;
	if (slice->stamp >= 0) {
		uint32_t at = row->u32[slice->stamp];

		if (!CUBE_IS_VALUE(at) || at < slice->from || at >= slice->to)
			return false;
	}
	for (size_t i = 0; i < slice->n_filters; i++) {
		const struct cube_filter *filter = &slice->filters[i];
		uint32_t code = row->u32[filter->column];
		bool held = has_code(filter, code);

		if (filter->column == CUBE_RULE) {
			size_t n;
			const uint32_t *members = cube_rule_members(lab.cube, code, &n);

			held = code == 0 && has_code(filter, 0);
			for (size_t j = 0; j < n; j++)
				held |= has_code(filter, members[j]);
		}
		if (!held)
			return false;
	}
	return true;
}

static struct sums add_up_plainly(const struct cube_slice *slice)
{
	struct sums sums = {0};

	for (int i = 1; i <= DECLARATIONS; i++) {
		if (!passes(&rows[i], slice))
			continue;
		sums.n++;
		sums.declarations += (uint64_t)i;
		sums.times += rows[i].u32[CUBE_T_LODGEMENT_TO_RELEASE];
		sums.paid += rows[i].paid == CUBE_MONEY_NONE ? 0 : rows[i].paid;
	}
	return sums;
}

static void check(const struct cube_slice *slice)
{
	struct sums got = scan(slice), expected = add_up_plainly(slice);

	ck_assert_uint_eq(got.n, expected.n);
	ck_assert_uint_eq(got.declarations, expected.declarations);
	ck_assert_uint_eq(got.times, expected.times);
	ck_assert_int_eq(got.paid, expected.paid);
}

START_TEST(rows_come_by_day_then_by_office)
{
	uint32_t last_day = 0, last_office = 0;

	ck_assert_uint_eq(n_rows, DECLARATIONS);
	for (size_t place = 0; place < n_rows; place++) {
		const struct row *row = NULL;
		uint32_t day;

		for (int i = 1; i <= DECLARATIONS && !row; i++)
			row = rows[i].place == place ? &rows[i] : NULL;
		day = row->u32[CUBE_AT_REGISTERED] / TIME_DAY_SECONDS;
		ck_assert(day > last_day || (day == last_day && row->u32[CUBE_OFFICE] >= last_office));
		last_day = day;
		last_office = row->u32[CUBE_OFFICE];
	}
}
END_TEST

START_TEST(random_slices_keep_what_a_plain_reading_keeps)
{
	static const int columns[] = {
		CUBE_OFFICE, CUBE_LANE, CUBE_BROKER, CUBE_STATUS, CUBE_RULE, CUBE_FLOW, CUBE_REGIME};
	static const int stamps[] = {
		-1, CUBE_AT_REGISTERED, CUBE_AT_RELEASED, CUBE_AT_PAID, CUBE_AT_REVENUE, CUBE_AT_NEWEST};
	uint32_t codes[3][200];
	struct cube_filter filters[3];

	for (int round = 0; round < 400; round++) {
		struct cube_slice slice = {
			.stamp = stamps[rand() % 6], .filters = filters, .n_filters = (size_t)rand() % 4};
		const struct row *some = &rows[1 + rand() % DECLARATIONS];

		if (rand() % 2) {
			slice.flags_mask = CUBE_LIVE | (rand() % 2 ? CUBE_SELECTED : CUBE_MAY_BE_OPEN);
			slice.flags_value = some->u32[CUBE_FLAGS] & slice.flags_mask;
		}
		slice.from = lab_at("2026-03-01T00:00:00") + rand() % (20 * TIME_DAY_SECONDS);
		slice.to = slice.from + rand() % (10 * TIME_DAY_SECONDS);
		for (size_t f = 0; f < slice.n_filters; f++) {
			filters[f] = (struct cube_filter){.column = columns[rand() % 7], .codes = codes[f]};
			filters[f].n_codes = rand() % 3 == 0 ? 1 : (size_t)rand() % 200;
			for (size_t i = 0; i < filters[f].n_codes; i++)
				codes[f][i] = rows[1 + rand() % DECLARATIONS].u32[filters[f].column];
			if (filters[f].column == CUBE_RULE && filters[f].n_codes > 0)
				codes[f][0] = (uint32_t)store_code_find(
					lab.store, "rule", rand() % 2 ? "R1" : "R3");
		}
		check(&slice);
	}
}
END_TEST

START_TEST(bounds_of_a_period_are_from_and_before)
{
	uint32_t at = rows[5000].u32[CUBE_AT_REGISTERED];

	check(&(struct cube_slice){.stamp = CUBE_AT_REGISTERED, .from = at, .to = (int64_t)at + 1});
	ck_assert_uint_gt(
		scan(&(struct cube_slice){.stamp = CUBE_AT_REGISTERED, .from = at, .to = (int64_t)at + 1}).n,
		0);
	ck_assert_uint_eq(scan(&(struct cube_slice){.stamp = CUBE_AT_REGISTERED, .from = at, .to = at}).n, 0);
	check(&(struct cube_slice){.stamp = CUBE_AT_RELEASED, .from = INT64_MIN, .to = INT64_MAX});
	check(&(struct cube_slice){.stamp = CUBE_AT_RELEASED, .from = INT64_MAX, .to = INT64_MIN});
}
END_TEST

START_TEST(a_filter_without_codes_keeps_nothing)
{
	struct cube_filter filter = {.column = CUBE_OFFICE};

	ck_assert_uint_eq(scan(&(struct cube_slice){.stamp = -1, .filters = &filter, .n_filters = 1}).n, 0);
	filter.column = CUBE_RULE;
	ck_assert_uint_eq(scan(&(struct cube_slice){.stamp = -1, .filters = &filter, .n_filters = 1}).n, 0);
}
END_TEST

START_TEST(codes_far_apart_are_looked_up_all_the_same)
{
	uint32_t codes[] = {4000000000u, 3, rows[77].u32[CUBE_BROKER], 1};
	struct cube_filter filter = {.column = CUBE_BROKER, .codes = codes, .n_codes = 4};

	check(&(struct cube_slice){.stamp = -1, .filters = &filter, .n_filters = 1});
	ck_assert_uint_gt(scan(&(struct cube_slice){.stamp = -1, .filters = &filter, .n_filters = 1}).n, 0);
}
END_TEST

START_TEST(not_recorded_is_a_code_like_any_other)
{
	uint32_t none = 0;
	struct cube_filter filter = {.column = CUBE_RULE, .codes = &none, .n_codes = 1};

	check(&(struct cube_slice){.stamp = -1, .filters = &filter, .n_filters = 1});
	ck_assert_uint_gt(scan(&(struct cube_slice){.stamp = -1, .filters = &filter, .n_filters = 1}).n, 0);
}
END_TEST

START_TEST(a_visit_may_stop_the_scan)
{
	struct sums sums = {.stop_after = 1};

	ck_assert(cube_scan(lab.cube, &(struct cube_slice){.stamp = -1}, asked, 3, add_up, &sums, &lab.err));
	ck_assert_uint_eq(sums.batches, 1);
	ck_assert_uint_lt(sums.n, DECLARATIONS);
	ck_assert_uint_eq(scan(&(struct cube_slice){.stamp = -1}).n, DECLARATIONS);
}
END_TEST

START_TEST(a_scan_that_another_thread_stops_says_so_and_the_next_one_works)
{
	struct sums sums = {0};

	cube_stop(lab.cube, true);
	ck_assert(!cube_scan(lab.cube, &(struct cube_slice){.stamp = -1}, asked, 3, add_up, &sums, &lab.err));
	ck_assert_int_eq(lab.err.code, ERR_INTERRUPTED);
	ck_assert_uint_eq(sums.batches, 0);
	cube_stop(lab.cube, false);
	ck_assert_uint_eq(scan(&(struct cube_slice){.stamp = -1}).n, DECLARATIONS);
}
END_TEST

static bool is_of_its_day(void *context, const struct cube_batch *batch)
{
	bool *ok = context;

	for (size_t i = 0; i < batch->n; i++) {
		uint32_t at = batch->u32[CUBE_AT_REGISTERED][batch->rows[i]];

		*ok = *ok && batch->day == batch->segment && (int32_t)(at / 86400) + CUBE_EPOCH_DAY == batch->day;
	}
	return true;
}

static const int as_bytes[] = {CUBE_LANE, CUBE_BROKER, CUBE_FLOW, CUBE_MODE};

struct byte_sight {
	size_t in_bytes, in_values;
};

static bool compare_bytes(void *context, const struct cube_batch *batch)
{
	struct byte_sight *sight = context;

	for (size_t k = 0; k < sizeof(as_bytes) / sizeof(*as_bytes); k++) {
		const struct cube_bytes *bytes = &batch->bytes[as_bytes[k]];
		const uint32_t *values = batch->u32[as_bytes[k]];

		ck_assert((bytes->values == NULL) != (values == NULL));
		for (size_t i = 0; i < batch->n; i++) {
			uint32_t at = batch->rows[i], id = batch->u32[CUBE_DECLARATION][at];
			uint32_t code = values ? values[at] : bytes->codes[bytes->values[at]];

			ck_assert_uint_eq(code, rows[id].u32[as_bytes[k]]);
			ck_assert(values || bytes->values[at] < bytes->n);
		}
		*(values ? &sight->in_values : &sight->in_bytes) += batch->n;
	}
	return true;
}

START_TEST(bytes_stand_for_the_codes_that_a_column_holds)
{
	struct cube_slice slice = {.stamp = -1, .flags_mask = CUBE_LIVE, .flags_value = CUBE_LIVE};
	struct byte_sight sight = {0};
	int columns[5] = {CUBE_DECLARATION};

	for (size_t k = 0; k < 4; k++)
		columns[k + 1] = CUBE_AS_BYTES(as_bytes[k]);
	ck_assert_msg(cube_scan(lab.cube, &slice, columns, 5, compare_bytes, &sight, &lab.err), "%s", lab.err.text);
	ck_assert_uint_gt(sight.in_bytes, 0);
	ck_assert_uint_gt(sight.in_values, 0); /* 400 brokers on the large day are too many for a byte */
}
END_TEST

START_TEST(each_batch_knows_the_day_its_rows_were_registered)
{
	struct cube_slice slice = {.stamp = -1};
	int column = CUBE_AT_REGISTERED;
	bool ok = true;

	ck_assert_msg(cube_scan(lab.cube, &slice, &column, 1, is_of_its_day, &ok, &lab.err), "%s", lab.err.text);
	ck_assert(ok);
}
END_TEST

START_TEST(what_cannot_be_asked_is_refused_in_a_sentence)
{
	static const int none[] = {12345};
	struct cube_filter filter = {.column = CUBE_PAID};
	struct cube_slice slice = {.stamp = -1};

	ck_assert(!cube_scan(lab.cube, &slice, none, 1, add_up, NULL, &lab.err));
	ck_assert_int_eq(lab.err.code, ERR_USAGE);
	slice.stamp = CUBE_OFFICE;
	ck_assert(!cube_scan(lab.cube, &slice, asked, 3, add_up, NULL, &lab.err));
	ck_assert_int_eq(lab.err.code, ERR_USAGE);
	slice = (struct cube_slice){.stamp = -1, .filters = &filter, .n_filters = 1};
	ck_assert(!cube_scan(lab.cube, &slice, asked, 3, add_up, NULL, &lab.err));
	ck_assert_int_eq(lab.err.code, ERR_USAGE);
	ck_assert_uint_eq(
		scan(&(struct cube_slice){.stamp = -1}).n, DECLARATIONS); /* and the next one works */
}
END_TEST

START_TEST(a_cube_that_is_open_sees_what_was_loaded_since)
{
	lab_row(&lab, "declarations", "declaration_id=NEW", "office=O1", "flow=import",
		"registered_at=2026-05-01T08:00:00");
	ck_assert_uint_eq(lab_u32(&lab, DECLARATIONS + 1, CUBE_AT_REGISTERED), lab_at("2026-05-01T08:00:00"));
	ck_assert_int_eq(cube_rows(lab.cube), DECLARATIONS + 1);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("scan");
	TCase *tc = tcase_create("scan");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, rows_come_by_day_then_by_office);
	tcase_add_test(tc, random_slices_keep_what_a_plain_reading_keeps);
	tcase_add_test(tc, bounds_of_a_period_are_from_and_before);
	tcase_add_test(tc, a_filter_without_codes_keeps_nothing);
	tcase_add_test(tc, codes_far_apart_are_looked_up_all_the_same);
	tcase_add_test(tc, not_recorded_is_a_code_like_any_other);
	tcase_add_test(tc, a_visit_may_stop_the_scan);
	tcase_add_test(tc, a_scan_that_another_thread_stops_says_so_and_the_next_one_works);
	tcase_add_test(tc, bytes_stand_for_the_codes_that_a_column_holds);
	tcase_add_test(tc, each_batch_knows_the_day_its_rows_were_registered);
	tcase_add_test(tc, what_cannot_be_asked_is_refused_in_a_sentence);
	tcase_add_test(tc, a_cube_that_is_open_sees_what_was_loaded_since);
	suite_add_tcase(suite, tc);
	return support_run(suite);
}
