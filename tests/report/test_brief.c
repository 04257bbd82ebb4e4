/* The brief in all its formats, over made data: the same bytes again, nothing that a name could do to a terminal, a page or a shell, and
 * sense where there is little data. */
#include "session.h"
#include "suite.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/time.h"
#include "base/width.h"
#include "notes/notes.h"
#include "report/brief.h"

enum { DAYS = 210, CHANGED_DAYS = 12, SHORT_DAYS = 30 };

/* Posts whose names and codes do what names must not: escape sequences, markup, quotes of a shell, directions turned round; and long ones
 * in scripts of other widths. */
static const struct {
	const char *code, *name;
} posts[] = {
	{ "A'; rm -rf ~;'", "<script>alert(1)</script> & \"Sons\"" },
	{ "B\x1b[31m", "\x1b]8;;http://example.com\x07Port\x1b]8;;\x07 \xe2\x80\xaegnorw" },
	{ "C`id`$(id)", "**Bold** [link](http://example.com) | `tick`" },
	{ "مركز", "مركز جمارك ميناء العقبة الرئيسي للحاويات والبضائع العامة والمركبات" },
	{ "海关", "上海浦东国际机场海关快件监管中心与跨境电子商务监管作业场所" },
};
enum { POSTS = sizeof(posts) / sizeof(posts[0]) };

static char folder[] = "/tmp/tidewaiter-report-XXXXXX";
static struct session session;

static void quoted(FILE *file, const char *s)
{
	fputc('"', file);
	for (; *s; s++) {
		fputc(*s, file);
		if (*s == '"')
			fputc('"', file);
	}
	fputc('"', file);
}

static FILE *create(const char *name)
{
	char path[200];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	file = fopen(path, "w");
	ck_assert_ptr_nonnull(file);
	return file;
}

static void write_posts(size_t n)
{
	FILE *file = create("posts.csv");

	fputs("office,name\n", file);
	for (size_t i = 0; i < n; i++) {
		quoted(file, posts[i].code);
		fputc(',', file);
		quoted(file, posts[i].name);
		fputc('\n', file);
	}
	ck_assert_int_eq(fclose(file), 0);
}

/* Six declarations a day and post; hours to release go round from 3 to 9, and are 30 more in the newest days of the first post. */
static void write_declarations(size_t n_posts, int days)
{
	int32_t first = time_day_from_civil(2026, 4, 1);
	FILE *file = create("declarations.csv");
	char day[32], other[32];
	long n = 0;

	fputs("declaration_id,office,registered_at,arrived_at,released_at,flow,regime,status,broker_id,lane_initial,hs\n", file);
	for (int d = 0; d < days; d++) {
		for (size_t post = 0; post < n_posts; post++) {
			for (int i = 0; i < 6; i++, n++) {
				int hours = 3 + (int)((n * 7 + d) % 7) + (post == 0 && d >= days - CHANGED_DAYS ? 30 : 0), at = 8 + hours;

				time_day_format(first + d, day);
				time_day_format(first + d + at / 24, other);
				fprintf(file, "D%06ld,", n);
				quoted(file, posts[post].code);
				fprintf(file, ",%sT08:0%d,%sT07:30,%sT%02d:0%d,import,4000,released,\"<b>%d\",%s,%d0000\n", day, i, day, other, at % 24, i, i % 3,
					i % 3 ? "green" : "red", 10 + i);
			}
		}
	}
	ck_assert_int_eq(fclose(file), 0);
}

static void make(size_t n_posts, int days)
{
	ck_assert_ptr_nonnull(mkdtemp(folder));
	write_posts(n_posts);
	write_declarations(n_posts, days);
	session_load(&session, folder, NULL, "");
}

static void make_hostile(void)
{
	make(POSTS, DAYS);
}

static void make_one(void)
{
	make(1, DAYS);
}

static void make_short(void)
{
	make(2, SHORT_DAYS);
}

static void drop(void)
{
	char command[100];

	session_close(&session);
	snprintf(command, sizeof(command), "rm -r '%s'", folder);
	ck_assert_int_eq(system(command), 0);
	memcpy(folder + sizeof(folder) - 7, "XXXXXX", 6);
}

static void write_page_with(const struct notes *notes, bool with_all, enum report_format format, bool ascii, struct text *out)
{
	struct report_options options = { .synthetic = true, .ascii = ascii, .scope = "All posts", .fingerprint = "0123456789ab" };
	struct findings findings;
	struct follow follow;
	struct err err = { 0 };
	int32_t first, last;
	struct arena arena;

	arena_init(&arena);
	ck_assert(cube_span(session.cube, CUBE_AT_REGISTERED, &first, &last));
	ck_assert_msg(findings_load(&session.env, last, NULL, 0, &arena, &findings, &err), "%s", err.text);
	ck_assert_msg(follow_load(&session.env, &findings, notes, with_all, &arena, &follow, &err), "%s", err.text);
	options.follow = &follow;
	ck_assert_msg(report_brief(&session.env, &findings, &options, format, out, &err), "%s", err.text);
	arena_finish(&arena);
}

static void write_page(enum report_format format, bool ascii, struct text *out)
{
	write_page_with(NULL, false, format, ascii, out);
}

static char *page(enum report_format format)
{
	struct text text = TEXT_INIT;
	char *copy;

	write_page(format, false, &text);
	copy = strdup(text.data);
	text_finish(&text);
	return copy;
}

static void check_has(const char *text, const char *what, bool wanted)
{
	ck_assert_msg((strstr(text, what) != NULL) == wanted, "'%s' is %sthere:\n%.3000s", what, wanted ? "not " : "", text);
}

START_TEST(every_format_repeats_to_the_byte)
{
	for (int format = 0; format < REPORT_FORMATS; format++) {
		struct text once = TEXT_INIT, again = TEXT_INIT;

		if (format == REPORT_PDF && !report_has_pdf())
			continue;
		write_page((enum report_format)format, false, &once);
		write_page((enum report_format)format, false, &again);
		ck_assert_uint_gt(once.len, 500);
		ck_assert_uint_eq(once.len, again.len);
		ck_assert_int_eq(memcmp(once.data, again.data, once.len), 0);
		text_finish(&once);
		text_finish(&again);
	}
}
END_TEST

START_TEST(a_pdf_is_one_page_dated_by_the_clock)
{
	struct text text = TEXT_INIT;

	if (!report_has_pdf())
		return;
	write_page(REPORT_PDF, false, &text);
	ck_assert_int_eq(memcmp(text.data, "%PDF-1.", 7), 0);
	ck_assert_ptr_nonnull(memmem(text.data, text.len, "/Count 1\n", 9));
	ck_assert_ptr_nonnull(memmem(text.data, text.len, "/CreationDate (20261", 20));
	text_finish(&text);
}
END_TEST

START_TEST(no_sequence_for_a_terminal_leaves_in_any_format)
{
	static const enum report_format formats[] = { REPORT_TEXT, REPORT_MARKDOWN, REPORT_HTML };

	for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++) {
		char *text = page(formats[i]);

		for (const char *s = text; *s; s++)
			ck_assert_msg((unsigned char)*s >= 0x20 || *s == '\n', "byte %#x in format %d", (unsigned char)*s, formats[i]);
		check_has(text, "\xe2\x80\xae", false);		/* right-to-left override */
		free(text);
	}
}
END_TEST

START_TEST(a_name_is_no_markup)
{
	char *html = page(REPORT_HTML), *markdown = page(REPORT_MARKDOWN);

	check_has(html, "<script", false);
	check_has(html, "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;Sons&quot;", true);
	check_has(markdown, "<script", false);
	check_has(markdown, "](http", false);
	free(html);
	free(markdown);
}
END_TEST

/* RFC 5322, 2.1.1: who passes a mail on may break longer lines, wherever that is. */
START_TEST(no_line_of_the_page_is_longer_than_a_mail_may_carry)
{
	char *html = page(REPORT_HTML);

	for (const char *line = html; *line; line += strcspn(line, "\n") + 1)
		ck_assert_msg(strcspn(line, "\n") <= 998, "%.200s", line);
	free(html);
}
END_TEST

static size_t times(const char *text, const char *what)
{
	size_t n = 0;

	for (; (text = strstr(text, what)) != NULL; text += strlen(what))
		n++;
	return n;
}

/* What is left of a page in a mail program that drops pictures, or all of a picture but its letters. */
START_TEST(beside_each_chart_stands_in_words_what_it_shows)
{
	char *html = page(REPORT_HTML), *markdown = page(REPORT_MARKDOWN);

	ck_assert_uint_gt(times(html, "<svg width=\"250\""), 0);
	ck_assert_uint_eq(times(html, "<svg width=\"250\""), times(html, "<p class=\"z\">26 weeks: "));
	ck_assert_uint_eq(times(html, "<svg width=\"680\""), times(html, "<p class=\"z\">Week by week from "));
	ck_assert_uint_eq(times(html, "<svg width=\"130\""), times(html, "<div class=\"z\">"));
	ck_assert_uint_eq(times(markdown, "Week by week from "), times(html, "Week by week from "));
	check_has(html, "</text><", false);		/* "18 h" and "25 May" stay two words */
	free(html);
	free(markdown);
}
END_TEST

/* The first finding is about the post whose code would end a quotation. */
START_TEST(a_code_in_a_command_is_one_word_of_a_shell)
{
	char *markdown = page(REPORT_MARKDOWN);

	check_has(markdown, "--where 'office=A'\\''; rm -rf ~;'\\''' --from", true);
	free(markdown);
}
END_TEST

START_TEST(text_keeps_to_78_cells_in_any_script)
{
	char *text = page(REPORT_TEXT), *line = text, *end;

	for (; *line; line = end + (*end != '\0')) {
		end = line + strcspn(line, "\n");
		ck_assert_msg(width_of(line, (size_t)(end - line)) <= 78, "%.*s", (int)(end - line), line);
	}
	free(text);
}
END_TEST

START_TEST(ascii_is_ascii)
{
	struct text text = TEXT_INIT;

	write_page(REPORT_TEXT, true, &text);
	for (size_t i = 0; i < text.len; i++)
		ck_assert_int_lt((unsigned char)text.data[i], 0x80);
	text_finish(&text);
}
END_TEST

/* 12 days of 30 hours more at 6 declarations a day: the rise is found at its post, dated, weighed, and there is a step. */
START_TEST(what_got_slower_is_told_with_its_day_and_its_hours)
{
	char *text = page(REPORT_TEXT), *html = page(REPORT_HTML);

	check_has(html, "since 16\xc2\xa0Oct", true);
	check_has(text, "hours longer", true);
	check_has(text, "What to do", true);
	check_has(text, "For:", true);
	check_has(html, "<svg", true);
	check_has(html, "\xc2\xa0h</text>", true);		/* axes: round values, and days */
	check_has(html, ">21\xc2\xa0Oct</text>", true);
	check_has(html, "Which post?", true);
	free(text);
	free(html);
}
END_TEST

static struct notes *notes_of(const struct note *drafts, size_t n)
{
	const struct notes_options options = { .path = NULL };
	struct notes *notes = NULL;
	struct err err = { 0 };
	char id[NOTE_ID + 1];

	ck_assert_msg(notes_open(&options, &notes, &err), "%s", err.text);
	for (size_t i = 0; i < n; i++)
		ck_assert_msg(notes_add(notes, &drafts[i], session.env.now, id, &err), "%s", err.text);
	return notes;
}

static struct note draft(enum note_kind kind, const char *kpi, const char *stat, const char *filter, const char *value)
{
	return (struct note){ .kind = kind, .about = { .kpi = kpi, .stat = stat, .filters = { { filter, value } }, .n_filters = filter != NULL,
		.from = TIME_DAY_NONE, .to = TIME_DAY_NONE, .value = NAN }, .on = TIME_DAY_NONE, .due = TIME_DAY_NONE, .review = TIME_DAY_NONE,
		.until = TIME_DAY_NONE, .closed = TIME_DAY_NONE, .size = NAN };
}

static char *page_with(const struct notes *notes, bool with_all)
{
	struct text text = TEXT_INIT;
	char *copy;

	write_page_with(notes, with_all, REPORT_MARKDOWN, false, &text);
	copy = strdup(text.data);
	text_finish(&text);
	return copy;
}

/* Put off at its size it rests; at a third of its size it is a quarter larger by now. */
START_TEST(what_rests_is_counted_and_what_has_grown_comes_back)
{
	struct note put_off = draft(NOTE_SEEN, "release_time_total", "p50", "office", posts[0].code);
	struct notes *notes, *small;
	char *text, *all, *grown;

	put_off.size = 1e6;
	notes = notes_of(&put_off, 1);
	text = page_with(notes, false);
	all = page_with(notes, true);
	put_off.size = 1e-6;
	small = notes_of(&put_off, 1);
	grown = page_with(small, false);
	check_has(text, "arrival to release takes 3", false);
	check_has(text, "One finding that was seen or put off is passed over", true);
	check_has(all, "arrival to release takes 3", true);
	check_has(all, "passed over", false);
	check_has(grown, "arrival to release takes 3", true);
	free(text);
	free(all);
	free(grown);
	notes_close(notes);
	notes_close(small);
}
END_TEST

START_TEST(what_is_due_names_no_trader_and_carries_no_markup)
{
	struct note action = draft(NOTE_ACTION, "release_time_total", "p50", "broker", "<b>1");
	struct notes *notes;
	char *text;

	action.text = "Call <script>them</script> \x1b[31mnow";
	action.owner = "A [link](http://example.com)";
	action.due = time_day_of(session.env.now) - 3;
	action.about.value = 5.5;
	notes = notes_of(&action, 1);
	text = page_with(notes, false);
	check_has(text, "What is due", true);
	check_has(text, "three days ago", true);
	check_has(text, "Broker ", true);
	check_has(text, "5.5\xc2\xa0h then", true);
	check_has(text, "b>1", false);
	check_has(text, "<script", false);
	check_has(text, "[link](http", false);
	check_has(text, "\x1b", false);
	free(text);
	notes_close(notes);
}
END_TEST

START_TEST(one_post_is_enough_for_a_brief)
{
	char *text = page(REPORT_TEXT), *html = page(REPORT_HTML);

	check_has(text, "What changed", true);
	check_has(html, "One post alone has this figure.", true);
	free(text);
	free(html);
}
END_TEST

START_TEST(short_data_says_what_it_cannot_show)
{
	char *text = page(REPORT_TEXT);

	check_has(text, "The data holds four weeks up to this day.", true);
	check_has(text, "The figures", true);
	free(text);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("report/brief");
	TCase *hostile = tcase_create("hostile names"), *one = tcase_create("one post"), *few = tcase_create("few weeks");

	tcase_set_timeout(hostile, 120);
	tcase_add_unchecked_fixture(hostile, make_hostile, drop);
	tcase_add_test(hostile, every_format_repeats_to_the_byte);
	tcase_add_test(hostile, a_pdf_is_one_page_dated_by_the_clock);
	tcase_add_test(hostile, no_sequence_for_a_terminal_leaves_in_any_format);
	tcase_add_test(hostile, a_name_is_no_markup);
	tcase_add_test(hostile, no_line_of_the_page_is_longer_than_a_mail_may_carry);
	tcase_add_test(hostile, beside_each_chart_stands_in_words_what_it_shows);
	tcase_add_test(hostile, a_code_in_a_command_is_one_word_of_a_shell);
	tcase_add_test(hostile, text_keeps_to_78_cells_in_any_script);
	tcase_add_test(hostile, ascii_is_ascii);
	tcase_add_test(hostile, what_got_slower_is_told_with_its_day_and_its_hours);
	tcase_add_test(hostile, what_rests_is_counted_and_what_has_grown_comes_back);
	tcase_add_test(hostile, what_is_due_names_no_trader_and_carries_no_markup);
	suite_add_tcase(suite, hostile);
	tcase_set_timeout(one, 120);
	tcase_add_unchecked_fixture(one, make_one, drop);
	tcase_add_test(one, one_post_is_enough_for_a_brief);
	suite_add_tcase(suite, one);
	tcase_set_timeout(few, 120);
	tcase_add_unchecked_fixture(few, make_short, drop);
	tcase_add_test(few, short_data_says_what_it_cannot_show);
	suite_add_tcase(suite, few);
	return support_run(suite);
}
