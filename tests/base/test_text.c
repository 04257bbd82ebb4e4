/* The growing string, and what it does to strings that are meant to hurt a JSON reader, a spreadsheet or a
 * browser. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/width.h"
#include "suite.h"

#define REPLACEMENT "\xef\xbf\xbd"

typedef void escape(struct text *text, const char *s, size_t n);

static void check_bytes(escape *put, const char *s, size_t n, const char *expected)
{
	struct text text = TEXT_INIT;

	put(&text, s, n);
	ck_assert_str_eq(text.data, expected);
	ck_assert_uint_eq(text.len, strlen(text.data));
	text_finish(&text);
}

static void check(escape *put, const char *s, const char *expected)
{
	check_bytes(put, s, strlen(s), expected);
}

START_TEST(text_grows_and_stays_terminated)
{
	struct text text = TEXT_INIT;

	ck_assert_str_eq(text.data, "");
	for (int i = 0; i < 10000; i++)
		text_appendf(&text, "%d,", i % 10);
	ck_assert_uint_eq(text.len, 20000);
	ck_assert_uint_eq(strlen(text.data), 20000);
	ck_assert(!text.failed);
	text_clear(&text);
	ck_assert_str_eq(text.data, "");
	ck_assert_uint_gt(text.cap, 20000);
	text_put(&text, 'x');
	ck_assert_str_eq(text.data, "x");
	text_finish(&text);
	ck_assert_str_eq(text.data, "");
	text_finish(&text);
}
END_TEST

START_TEST(text_that_cannot_grow_keeps_what_it_has)
{
	struct text text = TEXT_INIT;

	text_append(&text, "kept");
	text_append_n(&text, "", (size_t)-1);
	ck_assert(text.failed);
	ck_assert_str_eq(text.data, "kept");
	text_finish(&text);
	ck_assert(!text.failed);
}
END_TEST

START_TEST(json_escapes_what_must_be_and_what_hides)
{
	check(text_append_json, "Al-Nahr \"Gate\" \\ 1", "\"Al-Nahr \\\"Gate\\\" \\\\ 1\"");
	check(text_append_json, "a\nb\tc\rd", "\"a\\nb\\tc\\rd\"");
	check(text_append_json, "\x1b[2J\x7f", "\"\\u001b[2J\\u007f\"");
	check(text_append_json, "معبر", "\"معبر\"");
	check(text_append_json,
		"a\xe2\x80\xae"
		"b\xe2\x81\xa6",
		"\"a\\u202eb\\u2066\"");
	check(text_append_json, "\xe2\x80\xa8", "\"\\u2028\"");
	check(text_append_json, "\xc2\x9b", "\"\\u009b\"");
	check(text_append_json, "\xf3\xa0\x81\x81", "\"\\udb40\\udc41\""); /* tag A, U+E0041 */
	check(text_append_json, "\xf0\x9f\x9a\xa2", "\"\xf0\x9f\x9a\xa2\"");
	check_bytes(text_append_json, "a\0b", 3, "\"a\\u0000b\"");
	check(text_append_json, "", "\"\"");
}
END_TEST

START_TEST(json_replaces_bytes_that_are_not_utf8)
{
	check(text_append_json, "caf\xe9", "\"caf\\ufffd\"");
	check(text_append_json, "\xc0\xaf", "\"\\ufffd\\ufffd\"");            /* an overlong slash */
	check(text_append_json, "\xed\xa0\x80", "\"\\ufffd\\ufffd\\ufffd\""); /* a surrogate */
	check(text_append_json, "\xf4\x90\x80\x80", "\"\\ufffd\\ufffd\\ufffd\\ufffd\"");
	check(text_append_json, "\xe2\x82", "\"\\ufffd\\ufffd\""); /* cut short */
}
END_TEST

static void check_number(double value, const char *expected)
{
	struct text text = TEXT_INIT;

	text_append_json_number(&text, value);
	ck_assert_str_eq(text.data, expected);
	text_finish(&text);
}

START_TEST(json_numbers_read_back_the_same)
{
	static const double hard[] = {0.1, 1.0 / 3, 2.0 / 3, 31.4, 1e-300, 1.7976931348623157e308, 5e-324,
		123456.789, 1e15 + 0.5, -0.97};

	check_number(0, "0");
	check_number(-0.0, "0");
	check_number(-5, "-5");
	check_number(1234.5, "1234.5");
	check_number(123456789012, "123456789012");
	check_number(0.1, "0.1");
	check_number(NAN, "null");
	check_number(INFINITY, "null");
	check_number(-INFINITY, "null");
	for (size_t i = 0; i < sizeof(hard) / sizeof(hard[0]); i++) {
		struct text text = TEXT_INIT;

		text_append_json_number(&text, hard[i]);
		ck_assert(strtod(text.data, NULL) == hard[i]);
		text_finish(&text);
	}
}
END_TEST

START_TEST(csv_quotes_per_rfc_4180)
{
	check(text_append_csv, "plain", "plain");
	check(text_append_csv, "", "");
	check(text_append_csv, "a,b", "\"a,b\"");
	check(text_append_csv, "say \"hi\"", "\"say \"\"hi\"\"\"");
	check(text_append_csv, "two\nlines", "\"two\nlines\"");
	check(text_append_csv, " padded", "\" padded\"");
	check(text_append_csv, "padded ", "\"padded \"");
}
END_TEST

START_TEST(csv_disarms_formulas)
{
	check(text_append_csv, "=cmd|' /C calc'!A0", "\"'=cmd|' /C calc'!A0\"");
	check(text_append_csv, "+1", "\"'+1\"");
	check(text_append_csv, "-1", "\"'-1\"");
	check(text_append_csv, "@SUM(A1)", "\"'@SUM(A1)\"");
	check(text_append_csv, "\tx", "\"'\tx\"");
	check(text_append_csv, "\rx", "\"'\rx\"");
	check(text_append_csv, "a=b", "a=b");
}
END_TEST

START_TEST(csv_disarms_a_leading_nul)
{
	struct text text = TEXT_INIT;

	text_append_csv(&text, "\0=1", 3);
	ck_assert_uint_eq(text.len, 6);
	ck_assert_mem_eq(text.data, "\"'\0=1\"", 6);
	text_finish(&text);
}
END_TEST

START_TEST(xml_escapes_markup_and_replaces_what_hides)
{
	check(text_append_xml, "<b a='1' c=\"2\">&</b>",
		"&lt;b a=&#39;1&#39; c=&quot;2&quot;&gt;&amp;&lt;/b&gt;");
	check(text_append_xml, "a\nb\tc", "a\nb\tc");
	check(text_append_xml, "\x01\x1b", REPLACEMENT REPLACEMENT);
	check(text_append_xml,
		"a\xe2\x80\xae"
		"b",
		"a" REPLACEMENT "b");
	check(text_append_xml, "\xff<", REPLACEMENT "&lt;");
	check(text_append_xml, "معبر", "معبر");
	check_bytes(text_append_xml, "a\0b", 3, "a" REPLACEMENT "b");
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("text");
	TCase *tcase = tcase_create("text");

	tcase_add_test(tcase, text_grows_and_stays_terminated);
	tcase_add_test(tcase, text_that_cannot_grow_keeps_what_it_has);
	tcase_add_test(tcase, json_escapes_what_must_be_and_what_hides);
	tcase_add_test(tcase, json_replaces_bytes_that_are_not_utf8);
	tcase_add_test(tcase, json_numbers_read_back_the_same);
	tcase_add_test(tcase, csv_quotes_per_rfc_4180);
	tcase_add_test(tcase, csv_disarms_formulas);
	tcase_add_test(tcase, csv_disarms_a_leading_nul);
	tcase_add_test(tcase, xml_escapes_markup_and_replaces_what_hides);
	suite_add_tcase(suite, tcase);
	return support_run(suite);
}
