/* test_canvas.c - cells and areas: what is drawn stays in its cells, wide characters keep their halves, ASCII
 * stays ASCII. */
#include <stdlib.h>
#include <string.h>

#include "canvas/writers.h"
#include "canvas/big.h"
#include "suite.h"

static struct canvas *canvas_of(int cols, int rows, bool ascii)
{
	struct canvas *canvas = NULL;
	struct err err;

	ck_assert(canvas_create(cols, rows, ascii, &canvas, &err));
	return canvas;
}

static void check_text(const struct canvas *canvas, const char *expected)
{
	struct text text = TEXT_INIT;

	canvas_write_text(canvas, &text);
	ck_assert_str_eq(text.data, expected);
	text_finish(&text);
}

START_TEST(sizes_are_clamped_to_500_by_300)
{
	struct canvas *canvas = canvas_of(100000, -5, false);

	ck_assert_int_eq(canvas->cols, 500);
	ck_assert_int_eq(canvas->rows, 1);
	canvas_destroy(canvas);
	canvas_destroy(NULL);
}
END_TEST

START_TEST(text_is_cut_with_an_ellipsis_at_the_right_edge)
{
	struct canvas *canvas = canvas_of(8, 3, false);
	struct canvas_area area = canvas_whole(canvas);

	ck_assert_int_eq(canvas_put(area, 0, 0, CANVAS_PLAIN, "Port Salim"), 8);
	ck_assert_int_eq(canvas_put(area, 5, 1, CANVAS_PLAIN, "ab"), 2);
	ck_assert_int_eq(
		canvas_put(area, 0, 2, CANVAS_PLAIN, "Northg east"), 7); /* no blank before the ellipsis */
	check_text(canvas, "Port Sa…\n     ab\nNorthg…\n");
	canvas_destroy(canvas);
}
END_TEST

START_TEST(fields_fill_their_cells_and_numbers_stand_right)
{
	struct canvas *canvas = canvas_of(12, 3, false);
	struct canvas_area area = canvas_whole(canvas);

	canvas_fill(area, CANVAS_PLAIN, "#");
	canvas_put_right(area, 1, 0, 7, CANVAS_VALUE, "1\u2009204");
	canvas_put_left(area, 1, 1, 7, CANVAS_VALUE, "ab");
	canvas_put_right(area, 9, 2, 7, CANVAS_VALUE, "12345");
	check_text(canvas, "#  1\u2009204####\n#ab     ####\n#########12…\n");
	canvas_destroy(canvas);
}
END_TEST

START_TEST(wide_characters_keep_both_halves_or_none)
{
	struct canvas *canvas = canvas_of(6, 2, false);
	struct canvas_area area = canvas_whole(canvas);

	canvas_put(area, 0, 0, CANVAS_PLAIN, "港口北");
	canvas_put(area, 1, 0, CANVAS_PLAIN, "x");       /* takes the right half of the first */
	canvas_put(area, 2, 0, CANVAS_PLAIN, "y");       /* and the left half of the second */
	canvas_put(area, 0, 1, CANVAS_PLAIN, "a港口北"); /* the third does not fit */
	check_text(canvas, " xy 北\na港口…\n");
	ck_assert_uint_eq(canvas_at(canvas, 4, 0)->width, 2);
	ck_assert_uint_eq(canvas_at(canvas, 5, 0)->width, 0);
	canvas_destroy(canvas);
}
END_TEST

START_TEST(combining_marks_stay_on_their_base)
{
	struct canvas *canvas = canvas_of(4, 1, false);

	ck_assert_int_eq(canvas_put(canvas_whole(canvas), 0, 0, CANVAS_PLAIN, "e\u0301\u0302\u0303b"), 2);
	ck_assert_str_eq(canvas_at(canvas, 0, 0)->text, "e\u0301\u0302"); /* two at most */
	ck_assert_str_eq(canvas_at(canvas, 1, 0)->text, "b");
	canvas_destroy(canvas);
}
END_TEST

START_TEST(control_bytes_and_overrides_become_visible)
{
	struct canvas *canvas = canvas_of(12, 1, false);

	canvas_put(canvas_whole(canvas), 0, 0, CANVAS_PLAIN,
		"a\x1b[31m\u202e\xff"
		"b");
	check_text(canvas, "a\ufffd[31m\ufffd\ufffdb\n");
	canvas_destroy(canvas);
}
END_TEST

START_TEST(an_ascii_canvas_holds_twins)
{
	struct canvas *canvas = canvas_of(40, 1, true);

	canvas_put(canvas_whole(canvas), 0, 0, CANVAS_PLAIN, "✗ ✓ · ! 6–10 ±2 1\u2009204 Ñandú → 港 ▁▄█ ⠁⢄⡇");
	check_text(canvas, "x * . ! 6-10 +-2 1 204 Nandu > ? _-# '.:\n");
	canvas_destroy(canvas);
}
END_TEST

START_TEST(a_console_keeps_the_letters_of_names)
{
	struct canvas *canvas = canvas_of(41, 1, true);

	canvas->letters = true;
	canvas_put(canvas_whole(canvas), 0, 0, CANVAS_PLAIN, "✗ ✓ · ! 6–10 ±2 1\u2009204 Ñandú → 港 ▁▄█ ⠁⢄⡇");
	check_text(canvas, "x * . ! 6-10 +-2 1 204 Ñandú > 港 _-# '.:\n");
	canvas_destroy(canvas);
}
END_TEST

START_TEST(areas_clip_what_is_drawn_on_them)
{
	struct canvas *canvas = canvas_of(10, 4, false);
	struct canvas_area inner = canvas_sub(canvas_whole(canvas), 2, 1, 4, 2);

	canvas_fill(canvas_whole(canvas), CANVAS_PLAIN, ".");
	canvas_fill(canvas_sub(inner, -3, -3, 100, 100), CANVAS_PLAIN, "#");
	canvas_put(inner, -2, 0, CANVAS_PLAIN, "abcdef");
	canvas_put(inner, 0, 2, CANVAS_PLAIN, "below");
	canvas_put(inner, 0, -1, CANVAS_PLAIN, "above");
	check_text(canvas, "..........\n..cdef....\n..####....\n..........\n");
	ck_assert_int_eq(canvas_sub(inner, 3, 0, 5, 1).cols, 1);
	ck_assert_int_eq(canvas_sub(inner, 9, 9, 5, 5).cols, 0);
	canvas_destroy(canvas);
}
END_TEST

START_TEST(words_wrap_and_the_last_row_ends_in_an_ellipsis)
{
	struct canvas *canvas = canvas_of(11, 5, false);
	struct canvas_area area = canvas_whole(canvas);

	ck_assert_int_eq(canvas_wrap(area, 0, 6, CANVAS_PLAIN, "waiting for the scanner"), 2);
	ck_assert_int_eq(canvas_wrap(area, 2, 2, CANVAS_PLAIN, "from three hours to twenty-one hours"), 2);
	ck_assert_int_eq(canvas_wrap(area, 4, 3, CANVAS_PLAIN, "abcdefghijklmno"), 1);
	check_text(canvas, "waiting for\nthe scanner\nfrom three\nhours to t…\nabcdefghij…\n");
	canvas_destroy(canvas);
}
END_TEST

START_TEST(wrap_keeps_line_breaks_and_cuts_long_words)
{
	struct canvas *canvas = canvas_of(5, 4, false);

	ck_assert_int_eq(canvas_wrap(canvas_whole(canvas), 0, 4, CANVAS_PLAIN, "one\n\nabcdefgh"), 4);
	check_text(canvas, "one\n\nabcde\nfgh\n");
	ck_assert_int_eq(
		canvas_wrap(canvas_sub(canvas_whole(canvas), 0, 0, 0, 4), 0, 4, CANVAS_PLAIN, "one"), 0);
	canvas_destroy(canvas);
}
END_TEST

START_TEST(headings_begin_with_a_rule_and_end_with_a_note)
{
	struct canvas *canvas = canvas_of(30, 3, false);

	canvas_heading(canvas_whole(canvas), 0, "What changed", "1 of 5");
	canvas_heading(canvas_whole(canvas), 1, "What to do about it all", "1 of 5");
	canvas_heading(canvas_whole(canvas), 2, "", NULL);
	check_text(canvas, "── What changed        1 of 5\n"
			   "── What to do about it all\n"
			   "──\n");
	canvas_destroy(canvas);
}
END_TEST

START_TEST(the_cursor_stands_only_inside_its_area)
{
	struct canvas *canvas = canvas_of(10, 4, false);
	struct canvas_area inner = canvas_sub(canvas_whole(canvas), 2, 1, 4, 2);

	canvas_focus(inner, 4, 0);
	ck_assert_int_eq(canvas->cursor_col, -1);
	canvas_focus(inner, 1, 1);
	ck_assert_int_eq(canvas->cursor_col, 3);
	ck_assert_int_eq(canvas->cursor_row, 2);
	canvas_clear(canvas);
	ck_assert_int_eq(canvas->cursor_col, -1);
	canvas_destroy(canvas);
}
END_TEST

START_TEST(large_figures_fit_where_they_are_said_to)
{
	struct canvas *canvas = NULL;
	struct canvas_area area;

	ck_assert(canvas_create(40, 12, true, &canvas, NULL));
	area = canvas_whole(canvas);
	ck_assert_int_eq(big_cells("1", 1), 6);
	ck_assert_int_eq(big_cells("12", 1), 14);
	ck_assert_int_eq(big_cells("12", 2), 28);
	ck_assert_int_eq(big_cells("", 1), 0);
	ck_assert_int_eq(big_scale(area, "12"), 2);
	ck_assert_int_eq(big_scale(area, "123456789"), 0);
	big_put(area, 0, 0, 1, CANVAS_VALUE, "1");
	ck_assert_str_eq(canvas_at(canvas, 2, 0)->text, "#");
	ck_assert_str_eq(canvas_at(canvas, 0, 0)->text, " ");
	ck_assert_str_eq(canvas_at(canvas, 5, 4)->text, "#");
	big_put(area, 38, 10, 4, CANVAS_VALUE, "88");	/* clipped */
	canvas_destroy(canvas);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("canvas/canvas");
	TCase *tcase = tcase_create("canvas");

	tcase_add_test(tcase, large_figures_fit_where_they_are_said_to);
	tcase_add_test(tcase, sizes_are_clamped_to_500_by_300);
	tcase_add_test(tcase, text_is_cut_with_an_ellipsis_at_the_right_edge);
	tcase_add_test(tcase, fields_fill_their_cells_and_numbers_stand_right);
	tcase_add_test(tcase, wide_characters_keep_both_halves_or_none);
	tcase_add_test(tcase, combining_marks_stay_on_their_base);
	tcase_add_test(tcase, control_bytes_and_overrides_become_visible);
	tcase_add_test(tcase, an_ascii_canvas_holds_twins);
	tcase_add_test(tcase, a_console_keeps_the_letters_of_names);
	tcase_add_test(tcase, areas_clip_what_is_drawn_on_them);
	tcase_add_test(tcase, words_wrap_and_the_last_row_ends_in_an_ellipsis);
	tcase_add_test(tcase, wrap_keeps_line_breaks_and_cuts_long_words);
	tcase_add_test(tcase, headings_begin_with_a_rule_and_end_with_a_note);
	tcase_add_test(tcase, the_cursor_stands_only_inside_its_area);
	suite_add_tcase(suite, tcase);
	return support_run(suite);
}
