/* Memory that is released at once, and the sentence that says it has run out. */
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "suite.h"

START_TEST(every_piece_is_aligned_and_zeroed)
{
	static const unsigned char zeros[3000];
	struct arena arena;

	arena_init(&arena);
	for (size_t size = 0; size < sizeof(zeros); size += 7) {
		unsigned char *p = arena_alloc(&arena, size);

		ck_assert_ptr_nonnull(p);
		ck_assert_uint_eq((uintptr_t)p % _Alignof(max_align_t), 0);
		ck_assert_mem_eq(p, zeros, size);
		memset(p, 0xee, size);
	}
	arena_finish(&arena);
	ck_assert_ptr_null(arena.blocks);
}
END_TEST

START_TEST(pieces_do_not_overlap)
{
	struct arena arena;
	unsigned char *pieces[200];

	arena_init(&arena);
	for (int i = 0; i < 200; i++) {
		pieces[i] = arena_alloc(&arena, 100);
		memset(pieces[i], i, 100);
	}
	for (int i = 0; i < 200; i++) {
		for (int j = 0; j < 100; j++)
			ck_assert_int_eq(pieces[i][j], i);
	}
	arena_finish(&arena);
}
END_TEST

START_TEST(joined_arenas_keep_what_lived_in_both)
{
	struct arena into, from;
	unsigned char *pieces[2][50];

	arena_init(&into);
	arena_init(&from);
	for (int i = 0; i < 50; i++) {
		pieces[0][i] = memset(arena_alloc(&into, 1000), i, 1000);
		pieces[1][i] = memset(arena_alloc(&from, 1000), 100 + i, 1000);
	}
	arena_join(&into, &from);
	ck_assert_ptr_null(from.blocks);
	ck_assert_int_eq(((char *)arena_alloc(&into, 10))[9], 0);
	for (int i = 0; i < 50; i++)
		ck_assert(pieces[0][i][999] == i && pieces[1][i][999] == 100 + i);
	arena_join(&from, &into);	/* into an empty one */
	ck_assert_ptr_null(into.blocks);
	ck_assert_int_eq(pieces[1][7][0], 107);
	arena_finish(&from);
}
END_TEST

START_TEST(a_piece_larger_than_any_block_is_given)
{
	struct arena arena;
	size_t size = (size_t)5 << 20;
	unsigned char *p;

	arena_init(&arena);
	p = arena_alloc(&arena, size);
	ck_assert_ptr_nonnull(p);
	p[0] = p[size - 1] = 1;
	ck_assert_ptr_nonnull(arena_alloc(&arena, 1));
	arena_finish(&arena);
}
END_TEST

START_TEST(an_overflowing_array_is_refused)
{
	struct arena arena;

	arena_init(&arena);
	ck_assert_ptr_null(arena_array(&arena, SIZE_MAX / 8 + 1, 8));
	ck_assert_ptr_null(arena_array(&arena, (size_t)1 << 40, (size_t)1 << 40));
	ck_assert_ptr_null(arena_alloc(&arena, SIZE_MAX));
	ck_assert_ptr_null(arena_alloc(&arena, SIZE_MAX - 15));
	ck_assert_ptr_null(arena.blocks);
	ck_assert_ptr_nonnull(arena_array(&arena, 3, 8));
	arena_finish(&arena);
}
END_TEST

START_TEST(strings_are_copied_and_ended)
{
	struct arena arena;

	arena_init(&arena);
	ck_assert_str_eq(arena_strdup(&arena, "Nahr Gate"), "Nahr Gate");
	ck_assert_str_eq(arena_strdup(&arena, ""), "");
	ck_assert_str_eq(arena_strndup(&arena, "Nahr Gate", 4), "Nahr");
	ck_assert_str_eq(arena_printf(&arena, "%s %05d", "row", 42), "row 00042");
	ck_assert_uint_eq(strlen(arena_printf(&arena, "%9000d", 1)), 9000);
	arena_finish(&arena);
}
END_TEST

START_TEST(an_arena_may_be_used_again_after_finish)
{
	struct arena arena;

	arena_init(&arena);
	arena_strdup(&arena, "one");
	arena_finish(&arena);
	ck_assert_str_eq(arena_strdup(&arena, "two"), "two");
	arena_finish(&arena);
	arena_finish(&arena);
}
END_TEST

START_TEST(a_failure_is_one_line)
{
	struct err err = {0};

	ck_assert(!err_set(&err, ERR_DATA, "line %d: no office", 7));
	ck_assert_int_eq(err.code, ERR_DATA);
	ck_assert_str_eq(err.text, "line 7: no office");
	ck_assert(!err_prefix(&err, "%s", "november.csv"));
	ck_assert_str_eq(err.text, "november.csv: line 7: no office");
	ck_assert_int_eq(err.code, ERR_DATA);
	err_clear(&err);
	ck_assert_int_eq(err.code, ERR_NONE);
	ck_assert_str_eq(err.text, "");
}
END_TEST

START_TEST(a_long_sentence_is_cut_not_overrun)
{
	struct err err = {0};
	char name[2000];

	memset(name, 'x', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	err_set(&err, ERR_IO, "%s", name);
	ck_assert_uint_eq(strlen(err.text), sizeof(err.text) - 1);
	err_prefix(&err, "%s", name);
	ck_assert_uint_eq(strlen(err.text), sizeof(err.text) - 1);
}
END_TEST

START_TEST(nobody_needs_to_want_the_words)
{
	ck_assert(!err_set(NULL, ERR_IO, "unheard"));
	ck_assert(!err_prefix(NULL, "unheard"));
	ck_assert(!err_memory(NULL));
	err_clear(NULL);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("arena");
	TCase *memory = tcase_create("memory"), *words = tcase_create("err");

	tcase_add_test(memory, every_piece_is_aligned_and_zeroed);
	tcase_add_test(memory, pieces_do_not_overlap);
	tcase_add_test(memory, joined_arenas_keep_what_lived_in_both);
	tcase_add_test(memory, a_piece_larger_than_any_block_is_given);
	tcase_add_test(memory, an_overflowing_array_is_refused);
	tcase_add_test(memory, strings_are_copied_and_ended);
	tcase_add_test(memory, an_arena_may_be_used_again_after_finish);
	tcase_add_test(words, a_failure_is_one_line);
	tcase_add_test(words, a_long_sentence_is_cut_not_overrun);
	tcase_add_test(words, nobody_needs_to_want_the_words);
	suite_add_tcase(suite, memory);
	suite_add_tcase(suite, words);
	return support_run(suite);
}
