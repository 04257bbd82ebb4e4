/* test_writers.c - text, ANSI, SVG and HTML of the same cells: harmless, self-contained, straight. */
#include <stdlib.h>
#include <string.h>

#include "base/width.h"
#include "canvas/writers.h"
#include "draw_all.h"
#include "suite.h"

/* Strings that have broken pages, pictures and terminals elsewhere. */
static const char *const naughty[] = {
	"<script>alert(1)</script>",
	"</pre><script>alert(1)</script>",
	"</text></svg><script>x</script>",
	"\"><img src=x onerror=alert(1)>",
	"' onmouseover='alert(1)",
	"<svg onload=alert(1)>",
	"<!--",
	"-->",
	"]]>",
	"<![CDATA[x]]>",
	"&lt;b&gt;",
	"&#60;script&#62;",
	"&amp",
	"<?xml version=\"1.0\"?>",
	"<!DOCTYPE x [<!ENTITY a \"b\">]>",
	"&a;",
	"javascript:alert(1)",
	"url(http://example.org/x)",
	"@import 'x'",
	"</style><b>",
	"</title><b>",
	"\x1b[2J\x1b]0;owned\x07",
	"\x9b"
	"31m",
	"a\rb",
	"a\nb",
	"a\tb",
	"\x7f\x08\x08",
	"a\xc2\x85"
	"b\u2028c\u2029d",
	"\u202egnp.exe",
	"\u2066left\u2069",
	"\u200bzero\u200d",
	"\ufeffbom",
	"\xf0\x9f\x8f\xb4\xf3\xa0\x81\xa7",
	"\xc0\xaf\xed\xa0\x80\xff",
	"Z\u0351\u036b\u0343\u036a\u0302A",
	"الإدارة",
	"שָׁלוֹם",
	"港口北",
	"👩‍👩‍👧",
	"ﷺ",
	"\xf3\xa0\x81\x81",
	"%s%n%p",
	"=1+1",
	"../../etc/passwd",
	"NULL",
	"true",
	"1e400",
};

enum { N_NAUGHTY = sizeof(naughty) / sizeof(naughty[0]) };

static struct canvas *canvas_of(int cols, int rows, bool ascii)
{
	struct canvas *canvas = NULL;
	struct err err;

	ck_assert(canvas_create(cols, rows, ascii, &canvas, &err));
	return canvas;
}

static struct canvas *naughty_canvas(bool ascii)
{
	struct canvas *canvas = canvas_of(60, N_NAUGHTY, ascii);

	for (int i = 0; i < N_NAUGHTY; i++)
		canvas_put(canvas_whole(canvas), i % 3, i, (enum canvas_role)(i % CANVAS_ROLES), naughty[i]);
	return canvas;
}

/* The only tags and attributes that the writers have any use for. */
static bool is_known_tag(const char *tag, size_t n)
{
	static const char *const known[] = {"?xml", "svg", "title", "desc", "style", "rect", "text",
		"!DOCTYPE", "html", "head", "meta", "body", "main", "pre", "span", "i"};
	size_t skip = tag[0] == '/', len = strcspn(tag + skip, " >/?");

	if (tag[0] == '?')
		len = 4;
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		if (strlen(known[i]) == len && len <= n && strncmp(known[i], tag + skip, len) == 0)
			return true;
	}
	return false;
}

static void check_markup(const char *page)
{
	static const char *const forbidden[] = {
		"<script", "onerror=\"", "onload=\"", "href=", "src=\"", "xlink", "@import 'x'</style"};

	for (const char *at = strchr(page, '<'); at; at = strchr(at + 1, '<')) {
		const char *end = strchr(at, '>');

		ck_assert_ptr_nonnull(end);
		ck_assert_msg(is_known_tag(at + 1, (size_t)(end - at)), "unexpected tag %.30s", at);
		ck_assert_msg(
			memchr(at + 1, '<', (size_t)(end - at - 1)) == NULL, "a tag in a tag: %.30s", at);
	}
	for (size_t i = 0; i < sizeof(forbidden) / sizeof(forbidden[0]); i++)
		ck_assert_msg(strstr(page, forbidden[i]) == NULL, "found %s", forbidden[i]);
}

static void check_harmless(const struct text *text, const char *allowed)
{
	size_t len;

	ck_assert(!text->failed);
	for (size_t i = 0; i < text->len; i += len) {
		int32_t code = width_decode(text->data + i, text->len - i, &len);

		ck_assert_msg(code >= 0, "not UTF-8 at byte %zu", i);
		if (code < 0x80 && code > 0 && strchr(allowed, code))
			continue;
		ck_assert_msg(!width_is_harmful((uint32_t)code), "U+%04X at byte %zu", (unsigned)code, i);
	}
}

START_TEST(pages_hold_no_tag_from_the_data)
{
	struct canvas *canvas = naughty_canvas(false);
	struct text page = TEXT_INIT;

	for (int writer = 0; writer < 2; writer++) {
		text_clear(&page);
		(writer ? canvas_write_html : canvas_write_svg)(
			canvas, theme_at((size_t)_i), naughty[_i], &page);
		check_markup(page.data);
		check_harmless(&page, "\n");
	}
	text_finish(&page);
	canvas_destroy(canvas);
}
END_TEST

START_TEST(html_forbids_scripts_and_fetching)
{
	struct canvas *canvas = canvas_of(10, 2, false);
	struct text page = TEXT_INIT;

	canvas_write_html(canvas, theme_find("light"), "A & B", &page);
	ck_assert_ptr_nonnull(
		strstr(page.data, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
				  "'none'; style-src 'unsafe-inline'\">"));
	ck_assert_ptr_nonnull(strstr(page.data, "<title>A &amp; B</title>"));
	ck_assert_ptr_nonnull(strstr(page.data, "<meta charset=\"utf-8\">"));
	text_finish(&page);
	canvas_destroy(canvas);
}
END_TEST

START_TEST(svg_puts_runs_at_their_columns)
{
	struct canvas *canvas = canvas_of(10, 2, false);
	struct text page = TEXT_INIT;

	canvas_put(canvas_whole(canvas), 0, 0, CANVAS_PLAIN, "ab");
	canvas_put(canvas_whole(canvas), 4, 1, CANVAS_BAD, "港✗");
	canvas_write_svg(canvas, theme_find("dark"), "Time", &page);
	ck_assert_ptr_nonnull(strstr(page.data, "<title id=\"title\">Time</title>"));
	ck_assert_ptr_nonnull(strstr(page.data, "<desc id=\"desc\">ab\n    港✗\n</desc>"));
	ck_assert_ptr_nonnull(strstr(page.data, "<text x=\"0\" y=\"12\" textLength=\"16\""));
	ck_assert_ptr_nonnull(strstr(page.data, "<text x=\"32\" y=\"27\" textLength=\"16\""));
	ck_assert_ptr_nonnull(strstr(page.data, "<text x=\"48\" y=\"27\" textLength=\"8\""));
	ck_assert_ptr_nonnull(strstr(page.data, "fill=\"#101418\"/>"));
	text_finish(&page);
	canvas_destroy(canvas);
}
END_TEST

START_TEST(text_has_no_byte_beyond_lf_that_moves_a_cursor)
{
	struct canvas *canvas = naughty_canvas(_i == 1);
	struct text text = TEXT_INIT;

	canvas_write_text(canvas, &text);
	check_harmless(&text, "\n");
	for (size_t i = 0; _i == 1 && i < text.len; i++)
		ck_assert_int_lt((unsigned char)text.data[i], 0x7f);
	text_finish(&text);
	canvas_destroy(canvas);
}
END_TEST

START_TEST(ansi_escapes_are_ours_alone)
{
	struct canvas *canvas = naughty_canvas(false);
	struct text text = TEXT_INIT;

	canvas_write_ansi(canvas, theme_find("dark"), 256, &text);
	check_harmless(&text, "\n\x1b");
	for (const char *at = strchr(text.data, '\x1b'); at; at = strchr(at + 1, '\x1b')) {
		size_t n = strspn(at + 2, "0123456789;");

		ck_assert_msg(at[1] == '[' && at[2 + n] == 'm', "an escape that is no colour: %.10s", at + 1);
	}
	text_finish(&text);
	canvas_destroy(canvas);
}
END_TEST

START_TEST(ansi_uses_as_many_colours_as_asked)
{
	static const struct {
		int colours;
		const char *expected;
	} rows[] = {{0, "\x1b[0;1mx\x1b[0m\n"}, {16, "\x1b[0;1;91mx\x1b[0m\n"},
		{256, "\x1b[0;1;38;5;202mx\x1b[0m\n"}};
	struct canvas *canvas = canvas_of(5, 1, false);
	struct text text = TEXT_INIT;

	canvas_put(canvas_whole(canvas), 0, 0, CANVAS_BAD, "x");
	canvas_write_ansi(canvas, theme_find("dark"), rows[_i].colours, &text);
	ck_assert_str_eq(text.data, rows[_i].expected);
	text_finish(&text);
	canvas_destroy(canvas);
}
END_TEST

/* Taking the colour away from ANSI must leave exactly the text. */
START_TEST(ansi_without_colour_is_the_text)
{
	size_t n;
	const struct sample *all = samples(&n);
	struct canvas *canvas = canvas_of(80, 20, false);
	struct text text = TEXT_INIT, ansi = TEXT_INIT, bare = TEXT_INIT;

	all[_i % n].draw(canvas_whole(canvas));
	canvas_write_text(canvas, &text);
	canvas_write_ansi(canvas, theme_find("contrast"), 256, &ansi);
	for (size_t i = 0; i < ansi.len; i++) {
		if (ansi.data[i] == '\x1b')
			i += strcspn(ansi.data + i, "m");
		else
			text_put(&bare, ansi.data[i]);
	}
	ck_assert_str_eq(bare.data, text.data);
	text_finish(&text);
	text_finish(&ansi);
	text_finish(&bare);
	canvas_destroy(canvas);
}
END_TEST

START_TEST(golden_form_shows_roles_and_cursor)
{
	struct canvas *canvas = canvas_of(6, 2, false);
	struct text text = TEXT_INIT;

	canvas_put(canvas_whole(canvas), 0, 0, CANVAS_VALUE, "31");
	canvas_put(canvas_whole(canvas), 4, 1, CANVAS_BAD, "✗");
	canvas_focus(canvas_whole(canvas), 4, 1);
	canvas_write_golden(canvas, &text);
	ck_assert_str_eq(text.data, "31\n    ✗\n-- roles, cursor 4,1\nbb\n    g\n");
	text_finish(&text);
	canvas_destroy(canvas);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("canvas/writers");
	TCase *tcase = tcase_create("writers");
	size_t n;

	samples(&n);
	tcase_add_loop_test(tcase, pages_hold_no_tag_from_the_data, 0, N_NAUGHTY);
	tcase_add_test(tcase, html_forbids_scripts_and_fetching);
	tcase_add_test(tcase, svg_puts_runs_at_their_columns);
	tcase_add_loop_test(tcase, text_has_no_byte_beyond_lf_that_moves_a_cursor, 0, 2);
	tcase_add_test(tcase, ansi_escapes_are_ours_alone);
	tcase_add_loop_test(tcase, ansi_uses_as_many_colours_as_asked, 0, 3);
	tcase_add_loop_test(tcase, ansi_without_colour_is_the_text, 0, (int)n);
	tcase_add_test(tcase, golden_form_shows_roles_and_cursor);
	suite_add_tcase(suite, tcase);
	return support_run(suite);
}
