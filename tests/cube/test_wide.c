/* Eight rows at a time give what one at a time gives, for any number of rows, values and ranges. */
#include <stdlib.h>
#include <string.h>

#include "encode.h"
#include "suite.h"
#include "wide.h"

enum { MOST = 100, RUNS = 300 };

struct rows {
	uint8_t values[3 * MOST + CUBE_BLOB_SLACK], bytes[MOST], pass[256];
	size_t n;
};

/* Small codes are frequent: they are the special ones. The slack is full of what must not be seen. */
static void fill(struct rows *rows)
{
	rows->n = (size_t)rand() % MOST;
	memset(rows->values, 0xff, sizeof(rows->values));
	for (size_t i = 0; i < rows->n; i++) {
		uint32_t code = rand() % 3 ? (uint32_t)rand() & 0xffffff : (uint32_t)rand() % 5;

		memcpy(rows->values + 3 * i, &(uint32_t){code}, 3);
		rows->bytes[i] = (uint8_t)rand();
	}
	for (size_t i = 0; i < 256; i++)
		rows->pass[i] = rand() % 2;
}

/* Only processors that can do eight at once are asked what they did. */
static void check_done(size_t done, size_t n)
{
	ck_assert(done == 0 || done == n / 8 * 8);
}

START_TEST(decoding_gives_the_values_of_the_codes)
{
	srand((unsigned)_i);
	for (int run = 0; run < RUNS; run++) {
		struct rows rows;
		uint32_t out[MOST], shift = (uint32_t)rand();
		size_t done;

		fill(&rows);
		done = cube_wide_decode(rows.values, rows.n, shift, _i, out);
		check_done(done, rows.n);
		for (size_t i = 0; i < done; i++) {
			uint32_t code = cube_blob_code(rows.values, i, 3);

			ck_assert_uint_eq(out[i], _i && code < 3 ? UINT32_MAX - code : code + shift);
		}
	}
}
END_TEST

START_TEST(keeping_finds_the_rows_of_the_range_that_pass)
{
	srand((unsigned)_i);
	for (int run = 0; run < RUNS; run++) {
		struct rows rows;
		uint32_t kept[MOST], low = (uint32_t)rand() & 0xffffff, range = rand() % 4 ? (uint32_t)rand() & 0xffffff : 0;
		size_t done, n = 0, expected = 0;

		fill(&rows);
		if (run % 5 == 0)
			low = range = 0;
		done = cube_wide_keep(rows.values, low, range, _i ? rows.bytes : NULL, rows.pass, rows.n, kept, &n);
		check_done(done, rows.n);
		for (size_t i = 0; i < done; i++) {
			if (cube_blob_code(rows.values, i, 3) - low > range || (_i && !rows.pass[rows.bytes[i]]))
				continue;
			ck_assert_uint_lt(expected, n);
			ck_assert_uint_eq(kept[expected++], i);
		}
		ck_assert_uint_eq(n, expected);
	}
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("wide");
	TCase *tc = tcase_create("wide");

	tcase_add_loop_test(tc, decoding_gives_the_values_of_the_codes, 0, 2);
	tcase_add_loop_test(tc, keeping_finds_the_rows_of_the_range_that_pass, 0, 2);
	suite_add_tcase(suite, tc);
	return support_run(suite);
}
