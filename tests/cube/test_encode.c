/* Columns as BLOBs: whatever goes in comes out, in as few bytes as promised, and nothing broken is believed.
 */
#include <stdlib.h>
#include <string.h>

#include "cube/cube.h"
#include "encode.h"
#include "suite.h"

enum { ROWS = 3000 };

static uint32_t u32[ROWS], u32_out[ROWS];
static int64_t money[ROWS], money_out[ROWS];
static uint8_t bytes[ROWS * 8 + 4096];

static struct cube_blob encode_u32(size_t n, bool specials, size_t *ret_used)
{
	struct cube_blob blob;
	struct err err;

	ck_assert_uint_le(cube_encode_room(n, sizeof(*u32)), sizeof(bytes));
	*ret_used = cube_encode_u32(u32, n, specials, bytes);
	ck_assert_msg(cube_blob_open(bytes, *ret_used, &blob, &err), "%s", err.text);
	ck_assert_uint_eq(blob.rows, n);
	return blob;
}

static void check_u32(size_t n, bool specials, uint8_t encoding, size_t size)
{
	size_t used;
	struct cube_blob blob = encode_u32(n, specials, &used);

	ck_assert_uint_eq(blob.encoding, encoding);
	ck_assert_uint_eq(used, size);
	memset(u32_out, 0xAA, sizeof(u32_out));
	cube_blob_u32(&blob, 0, n, u32_out);
	ck_assert_mem_eq(u32, u32_out, n * sizeof(*u32));
}

START_TEST(a_constant_column_takes_no_bytes)
{
	static const uint32_t constants[] = {
		0, 7, CUBE_NONE, CUBE_NOT_APPLICABLE, CUBE_REVERSED, CUBE_NOT_APPLICABLE - 1};

	for (size_t c = 0; c < sizeof(constants) / sizeof(*constants); c++) {
		for (size_t i = 0; i < ROWS; i++)
			u32[i] = constants[c];
		check_u32(ROWS, true, 0, CUBE_BLOB_HEAD);
		check_u32(1, true, 0, CUBE_BLOB_HEAD);
	}
}
END_TEST

START_TEST(each_width_is_the_narrowest_that_holds_the_range)
{
	static const struct {
		uint32_t range;
		uint8_t width;
	} cases[] = {
		{1, 1},
		{UINT8_MAX, 1},
		{UINT8_MAX + 1, 2},
		{UINT16_MAX, 2},
		{UINT16_MAX + 1, 3},
		{0xFFFFFF, 3},
		{0x1000000, 4},
		{UINT32_MAX - 1000, 4},
	};

	for (size_t c = 0; c < sizeof(cases) / sizeof(*cases); c++) {
		for (size_t i = 0; i < 200; i++) /* too few rows for a table */
			u32[i] = 1000 + (uint32_t)((uint64_t)cases[c].range * i / 199);
		check_u32(200, false, cases[c].width, CUBE_BLOB_HEAD + 200u * cases[c].width);
	}
}
END_TEST

START_TEST(values_that_are_none_do_not_widen_a_column)
{
	for (size_t i = 0; i < 200; i++)
		u32[i] = i % 10 == 0 ? CUBE_NONE - (uint32_t)(i / 10 % 3) : 800000000 + (uint32_t)i;
	check_u32(200, true, 1, CUBE_BLOB_HEAD + 200);
	for (size_t i = 0; i < 200; i++) /* 253 values and three that are none: all 256 codes */
		u32[i] = i < 3 ? CUBE_NONE - (uint32_t)i : 5 + (uint32_t)(i == 199 ? 252 : i % 100);
	check_u32(200, true, 1, CUBE_BLOB_HEAD + 200);
	u32[199] = 5 + 253;
	check_u32(200, true, 2, CUBE_BLOB_HEAD + 400);
	for (size_t i = 0; i < 200; i++) /* none of several kinds, and no value at all */
		u32[i] = CUBE_NONE - (uint32_t)(i % 3);
	check_u32(200, true, 1, CUBE_BLOB_HEAD + 200);
}
END_TEST

START_TEST(codes_may_use_the_numbers_that_are_none_elsewhere)
{
	for (size_t i = 0; i < 100; i++)
		u32[i] = CUBE_NONE - (uint32_t)(i % 5);
	check_u32(100, false, 1, CUBE_BLOB_HEAD + 100);
}
END_TEST

START_TEST(few_things_far_apart_become_a_table)
{
	for (size_t i = 0; i < ROWS; i++)
		u32[i] = (uint32_t)(i % 256) * 16000000u + 3;
	check_u32(ROWS, false, CUBE_BLOB_TABLE, CUBE_BLOB_HEAD + 256 * 4 + ROWS);
	u32[17] = 99; /* the 257th */
	check_u32(ROWS, false, 4, CUBE_BLOB_HEAD + ROWS * 4);
}
END_TEST

START_TEST(random_columns_come_back_whole_or_in_parts)
{
	uint32_t rows[ROWS];

	srand(7);
	for (int round = 0; round < 200; round++) {
		size_t n = 1 + (size_t)rand() % ROWS, used, from = (size_t)rand() % n, left = n - from,
		       picked = 0;
		uint32_t base = (uint32_t)rand(), range = 1u << rand() % 31;
		struct cube_blob blob;

		for (size_t i = 0; i < n; i++)
			u32[i] = rand() % 5 == 0 ? CUBE_NONE - (uint32_t)(rand() % 3)
						 : (base + (uint32_t)rand() % range) / 2;
		blob = encode_u32(n, true, &used);
		cube_blob_u32(&blob, from, left, u32_out);
		ck_assert_mem_eq(u32 + from, u32_out, left * sizeof(*u32));
		memset(u32_out, 0xAA, sizeof(u32_out));
		for (uint32_t i = 0; i < left; i++) {
			if (rand() % 3 == 0)
				rows[picked++] = i;
		}
		cube_blob_u32_some(&blob, from, rows, picked, u32_out);
		for (size_t i = 0; i < picked; i++)
			ck_assert_uint_eq(u32_out[rows[i]], u32[from + rows[i]]);
	}
}
END_TEST

START_TEST(bytes_say_what_they_stand_for)
{
	size_t used;
	struct cube_blob blob;

	for (size_t i = 0; i < ROWS; i++)
		u32[i] = i % 7 == 0 ? CUBE_REVERSED : (uint32_t)(i % 40) * 50000000u;
	blob = encode_u32(ROWS, true, &used);
	ck_assert(cube_blob_is_bytes(&blob));
	for (size_t i = 0; i < ROWS; i++)
		ck_assert_uint_eq(cube_blob_byte_value(&blob, blob.values[i]), u32[i]);
	for (size_t i = 0; i < ROWS; i++)
		u32[i] = i % 7 == 0 ? CUBE_NONE : 100 + (uint32_t)(i % 40);
	blob = encode_u32(ROWS, true, &used);
	ck_assert_uint_eq(blob.encoding, 1);
	for (size_t i = 0; i < ROWS; i++)
		ck_assert_uint_eq(cube_blob_byte_value(&blob, blob.values[i]), u32[i]);
}
END_TEST

static void check_money(size_t n, uint8_t encoding)
{
	size_t used = cube_encode_money(money, n, bytes);
	uint32_t rows[] = {(uint32_t)n - 1, 0};
	struct cube_blob blob;
	struct err err;

	ck_assert_uint_le(used, cube_encode_room(n, sizeof(*money)));
	ck_assert(cube_blob_open(bytes, used, &blob, &err));
	ck_assert_uint_eq(blob.encoding, encoding);
	cube_blob_money(&blob, 0, n, money_out);
	ck_assert_mem_eq(money, money_out, n * sizeof(*money));
	memset(money_out, 0, sizeof(money_out));
	cube_blob_money_some(&blob, 0, rows, 2, money_out);
	ck_assert_int_eq(money_out[0], money[0]);
	ck_assert_int_eq(money_out[n - 1], money[n - 1]);
}

START_TEST(amounts_come_back_to_the_minor_unit)
{
	static const int64_t tops[] = {200, 60000, 16000000, 4000000000, INT64_MAX};
	static const uint8_t widths[] = {1, 2, 3, 4, 8};

	for (size_t t = 0; t < sizeof(tops) / sizeof(*tops); t++) {
		for (size_t i = 0; i < 1000; i++)
			money[i] = i % 9 == 0 ? CUBE_MONEY_NONE : tops[t] / 1000 * (int64_t)i;
		money[999] = tops[t];
		check_money(1000, widths[t]);
	}
	money[1] = INT64_MIN + 1; /* the whole range there is */
	check_money(1000, 8);
	for (size_t i = 0; i < 1000; i++)
		money[i] = CUBE_MONEY_NONE;
	check_money(1000, 0);
	for (size_t i = 0; i < 1000; i++)
		money[i] = -12345;
	check_money(1000, 0);
}
END_TEST

START_TEST(damaged_bytes_are_refused)
{
	struct cube_blob blob;
	struct err err = {0};
	size_t used;

	for (size_t i = 0; i < 1000; i++)
		u32[i] = (uint32_t)i;
	used = cube_encode_u32(u32, 1000, false, bytes);
	ck_assert(!cube_blob_open(bytes, used - 1, &blob, &err));
	ck_assert_int_eq(err.code, ERR_IO);
	ck_assert(!cube_blob_open(bytes, used + 1, &blob, &err));
	ck_assert(!cube_blob_open(bytes, CUBE_BLOB_HEAD - 1, &blob, &err));
	ck_assert(!cube_blob_open(NULL, 0, &blob, &err));
	bytes[0] = 5;
	ck_assert(!cube_blob_open(bytes, used, &blob, &err));
	bytes[0] = CUBE_BLOB_TABLE;
	bytes[2] = 0xFF;
	bytes[3] = 0xFF;
	ck_assert(!cube_blob_open(bytes, used, &blob, &err));
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("encode");
	TCase *tc = tcase_create("encode");

	tcase_add_test(tc, a_constant_column_takes_no_bytes);
	tcase_add_test(tc, each_width_is_the_narrowest_that_holds_the_range);
	tcase_add_test(tc, values_that_are_none_do_not_widen_a_column);
	tcase_add_test(tc, codes_may_use_the_numbers_that_are_none_elsewhere);
	tcase_add_test(tc, few_things_far_apart_become_a_table);
	tcase_add_test(tc, random_columns_come_back_whole_or_in_parts);
	tcase_add_test(tc, bytes_say_what_they_stand_for);
	tcase_add_test(tc, amounts_come_back_to_the_minor_unit);
	tcase_add_test(tc, damaged_bytes_are_refused);
	suite_add_tcase(suite, tc);
	return support_run(suite);
}
