/* The display filter against strings that are meant to move a cursor, and widths against the C library. */
#include <gnu/libc-version.h>
#include <locale.h>
#include <string.h>
#include <wchar.h>

#include "base/width.h"
#include "suite.h"

#define REPLACEMENT "\xef\xbf\xbd"
#define ACUTE "\xcc\x81"

static void check_filter_bytes(const char *s, size_t n, const char *expected)
{
	struct text text = TEXT_INIT;

	width_filter(&text, s, n);
	ck_assert_str_eq(text.data, expected);
	text_finish(&text);
}

static void check_filter(const char *s, const char *expected)
{
	check_filter_bytes(s, strlen(s), expected);
}

START_TEST(every_code_point_encodes_and_decodes)
{
	char bytes[4];
	size_t len;

	for (uint32_t code = 0; code <= 0x10ffff; code++) {
		size_t n = width_encode(code, bytes);
		int32_t back = width_decode(bytes, n, &len);

		if (len != n || back != (int32_t)(code >= 0xd800 && code <= 0xdfff ? 0xfffd : code))
			ck_abort_msg("U+%04X", code);
	}
	ck_assert_uint_eq(width_encode(0x110000, bytes), 3);
	ck_assert_mem_eq(bytes, REPLACEMENT, 3);
}
END_TEST

START_TEST(invalid_bytes_are_one_each)
{
	static const char *const bad[] = {"\x80", "\xbf", "\xc0\x80", "\xc1\xbf", "\xe0\x80\x80",
		"\xe0\x9f\xbf", "\xed\xa0\x80", "\xf0\x80\x80\x80", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80",
		"\xff", "\xc3", "\xc3(", "\xe2\x82", "\xe2(\xa1", "\xf0\x9f\x9a"};

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		size_t len = 0;

		ck_assert_int_eq(width_decode(bad[i], strlen(bad[i]), &len), -1);
		ck_assert_uint_eq(len, 1);
		ck_assert(!width_is_utf8(bad[i], strlen(bad[i])));
	}
	ck_assert(width_is_utf8("caf\xc3\xa9", 5));
	ck_assert(!width_is_utf8("caf\xc3\xa9", 4));
	ck_assert(width_is_utf8("", 0));
}
END_TEST

START_TEST(widths_agree_with_the_c_library)
{
	bool same_unicode = strcmp(gnu_get_libc_version(), "2.36") == 0;
	int compared = 0, differ = 0;

	ck_assert_ptr_nonnull(setlocale(LC_CTYPE, "C.UTF-8"));
	for (uint32_t code = 0x20; code <= 0x10ffff; code++) {
		if (width_is_harmful(code))
			continue;
		compared++;
		if (width_of_code(code) != wcwidth((wchar_t)code)) {
			differ++;
			if (same_unicode)
				ck_abort_msg("U+%04X: %d, not %d", code, width_of_code(code),
					wcwidth((wchar_t)code));
		}
	}
	setlocale(LC_CTYPE, "C");
	ck_assert_int_gt(compared, 280000);
	ck_assert_int_lt(differ, 400); /* later editions of Unicode widen a few symbols */
}
END_TEST

START_TEST(widths_do_not_depend_on_the_locale)
{
	setlocale(LC_CTYPE, "C");
	ck_assert_int_eq(width_of_code('a'), 1);
	ck_assert_int_eq(width_of_code(0xe9), 1);
	ck_assert_int_eq(width_of_code(0x301), 0);
	ck_assert_int_eq(width_of_code(0x64b), 0); /* Arabic fathatan */
	ck_assert_int_eq(width_of_code(0x628), 1);
	ck_assert_int_eq(width_of_code(0x4e2d), 2);
	ck_assert_int_eq(width_of_code(0xac00), 2);
	ck_assert_int_eq(width_of_code(0x1f6a2), 2); /* a ship */
	ck_assert_int_eq(width_of_code(0xff21), 2);
	ck_assert_int_eq(width_of_code(0x202e), 1);
	ck_assert_int_eq(width_of_code(0x1b), 1);
	ck_assert_int_eq(width_of_code(0x110000), 1);
}
END_TEST

START_TEST(what_hides_or_moves_is_harmful)
{
	static const uint32_t bad[] = {0, 0x07, 0x08, 0x0a, 0x0d, 0x1b, 0x7f, 0x80, 0x9b, 0x9f, 0x61c, 0x200b,
		0x200f, 0x2028, 0x2029, 0x202a, 0x202e, 0x2060, 0x2065, 0x2066, 0x2069, 0xd800, 0xdfff,
		0xfeff, 0xfffe, 0xffff, 0x378, 0xe0000, 0xe0041, 0xe007f, 0x10ffff};
	static const uint32_t good[] = {' ', '~', 0xa0, 0xad, 0xe9, 0x301, 0x61b, 0x61d, 0x628, 0x200a,
		0x2010, 0x2027, 0x202f, 0x205f, 0x206a, 0x4e2d, 0xe000, 0xfffd, 0x1f6a2, 0xe0100};

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		ck_assert_msg(width_is_harmful(bad[i]), "U+%04X", bad[i]);
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		ck_assert_msg(!width_is_harmful(good[i]), "U+%04X", good[i]);
}
END_TEST

START_TEST(harmful_characters_become_one_visible_cell)
{
	check_filter("Nahr Gate", "Nahr Gate");
	check_filter("معبر النهر", "معبر النهر");
	check_filter("x\rHONEST LTD", "x" REPLACEMENT "HONEST LTD");
	check_filter("a\x1b[31mb", "a" REPLACEMENT "[31mb");
	check_filter("a\tb\nc", "a" REPLACEMENT "b" REPLACEMENT "c");
	check_filter("a\xe2\x80\xae"
		     "cod.exe",
		"a" REPLACEMENT "cod.exe");
	check_filter("a\x9b"
		     "b\xc2\x9b"
		     "c",
		"a" REPLACEMENT "b" REPLACEMENT "c");
	check_filter("\xef\xbb\xbf"
		     "id",
		REPLACEMENT "id");
	check_filter("\xf3\xa0\x81\x81", REPLACEMENT);
	check_filter("\xed\xa0\x80", REPLACEMENT REPLACEMENT REPLACEMENT);
	check_filter_bytes("a\0b", 3, "a" REPLACEMENT "b");
	check_filter("", "");
}
END_TEST

START_TEST(two_combining_marks_stay_on_a_base)
{
	check_filter("e" ACUTE, "e" ACUTE);
	check_filter("e" ACUTE ACUTE ACUTE ACUTE "x" ACUTE, "e" ACUTE ACUTE "x" ACUTE);
	check_filter(ACUTE "x", REPLACEMENT "x"); /* it would land on what stands before the text */
	check_filter("\r" ACUTE, REPLACEMENT ACUTE);
	check_filter("مَّّّ", "مَّ");
}
END_TEST

START_TEST(the_filter_keeps_cells_countable)
{
	struct text text = TEXT_INIT;
	const char *hostile = "\x1b]0;x\x07 \xe4\xb8\xad\xe6\x96\x87 e" ACUTE "\xff\xe2\x80\x8b";

	width_filter(&text, hostile, strlen(hostile));
	ck_assert_int_eq(width_of(text.data, text.len), 15);
	text_finish(&text);
}
END_TEST

START_TEST(a_cut_falls_between_cells)
{
	const char *wide = "\xe4\xb8\xad\xe6\x96\x87"; /* two characters of two cells */

	ck_assert_uint_eq(width_fit(wide, 6, 4), 6);
	ck_assert_uint_eq(width_fit(wide, 6, 3), 3);
	ck_assert_uint_eq(width_fit(wide, 6, 1), 0);
	ck_assert_uint_eq(width_fit(wide, 6, 0), 0);
	ck_assert_uint_eq(width_fit(wide, 6, -1), 0);
	ck_assert_uint_eq(width_fit("e" ACUTE "x", 4, 1), 3); /* the mark goes with its base */
	ck_assert_uint_eq(width_fit("", 0, 5), 0);
}
END_TEST

static void check_ellipsis(const char *s, int cells, bool ascii, const char *expected)
{
	struct text text = TEXT_INIT;

	width_fit_ellipsis(&text, s, strlen(s), cells, ascii);
	ck_assert_str_eq(text.data, expected);
	ck_assert_int_le(width_of(text.data, text.len), cells > 0 ? cells : 0);
	text_finish(&text);
}

START_TEST(an_ellipsis_says_that_something_was_cut)
{
	check_ellipsis("Port of Salim", 13, false, "Port of Salim");
	check_ellipsis("Port of Salim", 8, false, "Port of\xe2\x80\xa6");
	check_ellipsis("Port of Salim", 8, true, "Port of~");
	check_ellipsis("Port", 1, true, "~");
	check_ellipsis("Port", 0, true, "");
	check_ellipsis("Port", -3, true, "");
	check_ellipsis("", 0, true, "");
	check_ellipsis("a\nb", 3, true, "a" REPLACEMENT "b");
	check_ellipsis("\xe4\xb8\xad\xe6\x96\x87", 3, false, "\xe4\xb8\xad\xe2\x80\xa6");
	check_ellipsis("\xe4\xb8\xad\xe6\x96\x87", 2, false, "\xe2\x80\xa6");
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("width");
	TCase *tcase = tcase_create("width");

	tcase_add_test(tcase, every_code_point_encodes_and_decodes);
	tcase_add_test(tcase, invalid_bytes_are_one_each);
	tcase_add_test(tcase, widths_agree_with_the_c_library);
	tcase_add_test(tcase, widths_do_not_depend_on_the_locale);
	tcase_add_test(tcase, what_hides_or_moves_is_harmful);
	tcase_add_test(tcase, harmful_characters_become_one_visible_cell);
	tcase_add_test(tcase, two_combining_marks_stay_on_a_base);
	tcase_add_test(tcase, the_filter_keeps_cells_countable);
	tcase_add_test(tcase, a_cut_falls_between_cells);
	tcase_add_test(tcase, an_ellipsis_says_that_something_was_cut);
	suite_add_tcase(suite, tcase);
	return support_run(suite);
}
