/* The cache of columns: bounded, and of use to a scan that is larger than it. */
#include <string.h>

#include "cache.h"
#include "cube/cube.h"
#include "suite.h"

enum { PLACES = 100, ROWS = 1000 };

static struct cube_cache cache;
static uint8_t bytes[ROWS * 4 + 4096];
static size_t size;
static struct cube_blob blob;

static void setup(void)
{
	uint32_t values[ROWS];

	for (uint32_t i = 0; i < ROWS; i++)
		values[i] = i;
	size = cube_encode_u32(values, ROWS, false, bytes);
	ck_assert(cube_blob_open(bytes, size, &blob, NULL));
	ck_assert(cube_cache_init(&cache, PLACES, 10 * (size + 200))); /* ten fit */
}

static void teardown(void)
{
	cube_cache_finish(&cache);
}

/* Places from first to last, in order; returns how many were in memory. */
static int scan(size_t first, size_t last)
{
	int hits = 0;

	cube_cache_begin(&cache);
	for (size_t place = first; place <= last; place++) {
		if (cube_cache_get(&cache, place))
			hits++;
		else
			cube_cache_put(&cache, place, bytes, size, &blob);
		ck_assert_uint_le(cache.bytes, cache.limit);
	}
	return hits;
}

START_TEST(what_was_put_is_found_and_survives_its_source)
{
	const struct cube_blob *kept;
	uint32_t out[ROWS];

	cube_cache_begin(&cache);
	ck_assert_ptr_null(cube_cache_get(&cache, 3));
	ck_assert_ptr_nonnull(cube_cache_put(&cache, 3, bytes, size, &blob));
	memset(bytes, 0, sizeof(bytes));
	kept = cube_cache_get(&cache, 3);
	ck_assert_ptr_nonnull(kept);
	cube_blob_u32(kept, 0, ROWS, out);
	ck_assert_uint_eq(out[999], 999);
	ck_assert(!cube_cache_has(&cache, 4));
}
END_TEST

START_TEST(a_scan_within_the_bound_is_found_again)
{
	ck_assert_int_eq(scan(0, 7), 0);
	ck_assert_int_eq(scan(0, 7), 8);
}
END_TEST

START_TEST(a_scan_beyond_the_bound_keeps_its_first_part)
{
	ck_assert_int_eq(scan(0, 49), 0);
	ck_assert_int_ge(scan(0, 49), 9);
	ck_assert_int_ge(scan(0, 49), 9);
}
END_TEST

START_TEST(another_question_puts_out_what_the_last_one_used)
{
	scan(0, 7);
	ck_assert_int_eq(scan(50, 57), 0);
	ck_assert_int_eq(scan(50, 57), 8);
	ck_assert_int_le(scan(0, 7), 3);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("cache");
	TCase *tc = tcase_create("cache");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, what_was_put_is_found_and_survives_its_source);
	tcase_add_test(tc, a_scan_within_the_bound_is_found_again);
	tcase_add_test(tc, a_scan_beyond_the_bound_keeps_its_first_part);
	tcase_add_test(tc, another_question_puts_out_what_the_last_one_used);
	suite_add_tcase(suite, tc);
	return support_run(suite);
}
