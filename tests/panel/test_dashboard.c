/* The frame: going down and back, the shared scope, what a key does where it cannot do anything, and a storm of keys. */
#include "session.h"
#include "sim/sim.h"
#include "suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/time.h"

static struct session session;
static char folder[] = "/tmp/tidewaiter-panel-XXXXXX";

static void load(void)
{
	struct sim_options options = { .scenario = TEST_SOURCE_ROOT "/sample-data/scenario.ini", .out = folder, .days = 90,
		.rows = 900, .has_seed = true, .seed = 7 };
	struct err err = { 0 };

	ck_assert_ptr_nonnull(mkdtemp(folder));
	ck_assert_msg(sim_run(&options, &err), "%s", err.text);
	session_load(&session, folder, NULL, "");
}

static void release(void)
{
	char command[100];

	session_close(&session);
	snprintf(command, sizeof(command), "rm -r '%s'", folder);
	ck_assert_int_eq(system(command), 0);
}

static void open_brief(void)
{
	session_open(&session, "brief", false);
}

static char *screen(int cols, int rows)
{
	struct text text = TEXT_INIT;
	char *copy;

	session_text(&session, cols, rows, &text);
	copy = strdup(text.data);
	text_finish(&text);
	return copy;
}

static void check_shows(const char *what)
{
	char *text = screen(120, 36);

	ck_assert_msg(strstr(text, what), "'%s' is not on the screen:\n%s", what, text);
	free(text);
}

/* Pressing the key again and again brings it on the screen. */
static void check_comes(const char *key, const char *what)
{
	bool there = false;

	for (int i = 0; i < 60 && !there; i++) {
		char *text = screen(120, 36);

		there = strstr(text, what) != NULL;
		free(text);
		if (!there)
			session_press(&session, key);
	}
	ck_assert_msg(there, "'%s' does not come with %s", what, key);
}

static void check_same_after(const char *keys)
{
	char *before = screen(120, 36), *after;

	session_press(&session, keys);
	after = screen(120, 36);
	ck_assert_str_eq(after, before);
	free(before);
	free(after);
}

START_TEST(esc_returns_to_the_row_the_panel_and_the_scope)
{
	check_same_after("Enter Esc");
	session_press(&session, "5 Down Down");
	check_same_after("Enter [ Down Enter Esc Esc");
	session_press(&session, "2 s Down");
	check_same_after("Enter Enter i Esc Esc Esc");
	check_same_after("? Esc");
	check_same_after("3 Esc");
}
END_TEST

/* The row of owners stands between tiles and findings. */
START_TEST(whose_time_it_was_leads_down_to_the_declarations_and_back)
{
	session_press(&session, "Up");
	check_shows("▶customs");
	session_press(&session, "Right Right");
	check_shows("▶trader");
	session_press(&session, "Enter");
	check_shows("Time owned by trader by post");
	session_press(&session, "Esc");
	check_shows("▶trader");
	check_same_after("Enter Enter Enter Enter Enter Esc Esc Esc Esc Esc");
	check_same_after("i Esc");
	check_same_after("Right Right Right Left Home Right Right");
	session_press(&session, "Enter Enter Enter Enter");
	check_shows("hours");
	check_shows("Declarations behind time owned by trader");
	session_press(&session, "Esc Esc Esc Esc Down");
	check_shows("▶ ✗");
	session_press(&session, "Up");
	check_shows("▶trader");
}
END_TEST

START_TEST(esc_never_quits)
{
	session_press(&session, "Esc Esc Backspace Esc");
	check_shows("This is the first screen");
}
END_TEST

START_TEST(q_leaves_what_was_drilled_into_and_quits_from_a_view)
{
	session_press(&session, "5 Enter q");
	check_shows("[5 Posts]");
	ck_assert(!dashboard_key(session.dashboard, 'q'));
}
END_TEST

START_TEST(ctrl_c_quits_only_when_pressed_twice)
{
	ck_assert(dashboard_key(session.dashboard, 3));
	session_press(&session, "Down");
	ck_assert(dashboard_key(session.dashboard, 3));
	ck_assert(!dashboard_key(session.dashboard, 3));
}
END_TEST

START_TEST(a_filter_follows_into_every_view)
{
	char *text;

	session_press(&session, "5 f");
	text = screen(120, 36);
	ck_assert_ptr_null(strstr(text, "All posts"));
	free(text);
	session_press(&session, "2");
	text = screen(120, 36);
	ck_assert_ptr_null(strstr(text, "All posts"));
	free(text);
	session_press(&session, "F");
	check_shows("All posts");
}
END_TEST

START_TEST(drilling_ends_at_one_declaration)
{
	session_press(&session, "5 Enter 2 Tab Enter Enter Enter");
	check_shows("Declarations behind");
	session_press(&session, "Enter");
	check_shows("What is recorded");
}
END_TEST

START_TEST(the_period_steps_back_and_forth)
{
	check_same_after("[ ]");
	session_press(&session, "]");
	check_shows("The data ends on");
	session_press(&session, "} } } }");
	check_shows("A year is the longest period");
	session_press(&session, "{ { { { { {");
	check_shows("A day is the shortest period");
}
END_TEST

START_TEST(names_are_masked_until_m)
{
	char *text;

	session_press(&session, "3 Tab Tab Tab Tab");
	text = screen(120, 36);
	ck_assert_ptr_nonnull(strstr(text, "Importers with repeated hits"));
	free(text);
	session_press(&session, "m");
	check_shows("Names of traders and officers are shown");
	session_press(&session, "m");
	check_shows("are masked");
}
END_TEST

START_TEST(hints_name_only_keys_that_work)
{
	char *text = screen(200, 24), *last = strrchr(text, '\n');

	*last = '\0';
	last = strrchr(text, '\n') + 1;
	ck_assert_ptr_null(strstr(last, "Esc back"));
	ck_assert_ptr_null(strstr(last, "F all"));
	ck_assert_ptr_nonnull(strstr(last, "? help"));
	ck_assert_ptr_nonnull(strstr(last, "q quit"));
	free(text);
	session_press(&session, "Enter");
	check_shows("Esc back");
}
END_TEST

START_TEST(a_view_that_is_not_there_is_told)
{
	session_press(&session, "9");
	check_shows("No view has the key 9");
}
END_TEST

START_TEST(an_unknown_view_is_refused_in_a_sentence)
{
	struct dashboard_options options = { .env = &session.env, .view = "nosuch" };
	struct dashboard *dashboard = NULL;
	struct err err = { 0 };

	ck_assert(!dashboard_create(&options, &dashboard, &err));
	ck_assert_int_eq(err.code, ERR_USAGE);
	ck_assert_ptr_nonnull(strstr(err.text, "nosuch"));
	ck_assert_ptr_null(dashboard);
}
END_TEST

START_TEST(synthetic_data_is_labelled_on_every_screen)
{
	static const char *const keys[] = { "1", "2", "3", "4", "5", "0", "Enter", "i", "?" };

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		char *text;

		session_press(&session, keys[i]);
		text = screen(40, 12);
		ck_assert_msg(strstr(text, "SYNTHETIC"), "not after %s:\n%s", keys[i], text);
		free(text);
	}
}
END_TEST

/* Figures of one post must not pass for those of all, however narrow the row. */
START_TEST(a_narrow_row_cuts_the_post_but_does_not_drop_it)
{
	static const int cols[] = { 40, 50, 60, 80, 120 };

	session_press(&session, "5 Enter");
	for (size_t i = 0; i < sizeof(cols) / sizeof(cols[0]); i++) {
		char *text = screen(cols[i], 12);

		*strchr(text, '\n') = '\0';
		ck_assert_msg(strstr(text, cols[i] < 50 ? "Amber" : "Amber Hill"), "%s", text);
		ck_assert_msg(strstr(text, "SYNTHETIC"), "%s", text);
		free(text);
	}
}
END_TEST

START_TEST(an_empty_database_says_how_to_begin)
{
	struct dashboard_options options = { .env = &session.env, .first_run = "There is no data yet.\n\nType this." };

	dashboard_destroy(session.dashboard);
	session.dashboard = NULL;
	ck_assert(dashboard_create(&options, &session.dashboard, NULL));
	session_press(&session, "Enter Esc [ 3 i T");
	check_shows("There is no data yet.");
	check_shows("Type this.");
	ck_assert(!dashboard_key(session.dashboard, 'q'));
}
END_TEST

START_TEST(the_first_run_offers_the_sample_data)
{
	struct dashboard_options options = { .env = &session.env, .first_run = "Nothing here.\n\n> Press Enter\n    type this",
		.offers_demo = true };

	dashboard_destroy(session.dashboard);
	session.dashboard = NULL;
	ck_assert(dashboard_create(&options, &session.dashboard, NULL));
	check_shows("\u25b6 Press Enter");
	check_shows("Enter sample data  q quit");
	session_press(&session, "Esc 3 Down");
	ck_assert(!dashboard_wants_demo(session.dashboard));
	ck_assert(!dashboard_key(session.dashboard, _i ? 'd' : KEY_ENTER_));
	ck_assert(dashboard_wants_demo(session.dashboard));
	ck_assert(!dashboard_key(session.dashboard, 'q'));
	ck_assert(!dashboard_wants_demo(session.dashboard));
}
END_TEST

START_TEST(every_lane_drills_also_one_without_results)
{
	char *text;

	session_open(&session, "control", false);
	session_press(&session, _i == 0 ? "g" : _i == 1 ? "g Down" : "G");
	text = screen(120, 36);
	ck_assert_ptr_nonnull(strstr(text, "Enter why"));
	free(text);
	session_press(&session, "Enter");
	check_shows("by post");
	session_press(&session, "Enter Enter");
	check_shows("Declarations behind");
}
END_TEST

/* From every part of every view Enter leads on, but where no declaration lies behind: files, refused rows, values that are still read. */
START_TEST(enter_leads_on_from_every_part)
{
	static const struct {
		const char *view;
		int parts;
		const char *but;		/* parts, by number */
	} views[] = { { "brief", 2, "" }, { "time", 2, "" }, { "control", 9, "58" }, { "revenue", 8, "6" }, { "posts", 1, "" },
		{ "data", 4, "01" } };

	for (int part = 0; part < views[_i].parts; part++) {
		char *text;

		session_open(&session, views[_i].view, false);
		free(screen(120, 36));
		for (int i = 0; i < part; i++)
			session_press(&session, "Tab");
		session_press(&session, "} } } g");	/* a year: every part has rows */
		text = screen(120, 36);
		ck_assert_msg((strstr(text, "\nEnter why") != NULL) != (strchr(views[_i].but, '0' + part) != NULL), "%s, part %d:\n%.3000s",
			views[_i].view, part, text);
		free(text);
	}
}
END_TEST

START_TEST(a_tiny_screen_has_one_plain_line)
{
	char *text = screen(19, 4);

	ck_assert_ptr_eq(strchr(text, '\n') + 1, strrchr(text, '\n') - 2);
	ck_assert_uint_gt(strlen(text), 5);
	free(text);
}
END_TEST

static uint32_t next_random(uint32_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state;
}

/* Every row is as wide as the canvas, wide characters keep both their cells, the cursor stands on the canvas. */
static void check_canvas(const struct canvas *canvas)
{
	for (int row = 0; row < canvas->rows; row++) {
		int width = 0;

		for (int col = 0; col < canvas->cols; col++)
			width += canvas_at(canvas, col, row)->width;
		ck_assert_int_eq(width, canvas->cols);
	}
	ck_assert(canvas->cursor_col >= 0 && canvas->cursor_col < canvas->cols);
	ck_assert(canvas->cursor_row >= 0 && canvas->cursor_row < canvas->rows);
}

static bool quits(enum request request)
{
	return request == REQ_QUIT || request == REQ_CANCEL;
}

START_TEST(a_storm_of_keys_on_any_size_breaks_nothing)
{
	size_t n;
	const struct request_binding *bindings = request_bindings(&n);
	uint32_t state = 20261122;

	for (int i = 0; i < 5000; i++) {
		const struct request_binding *b = &bindings[next_random(&state) % n];
		struct canvas *canvas;

		if (!quits(b->request))
			ck_assert(dashboard_key(session.dashboard, b->keys[0]));
		if (next_random(&state) % 4)
			continue;
		canvas = session_paint(&session, 1 + (int)(next_random(&state) % 220), 1 + (int)(next_random(&state) % 70));
		check_canvas(canvas);
		canvas_destroy(canvas);
	}
}
END_TEST

static void type(const char *text)
{
	for (; *text; text++)
		ck_assert(dashboard_key(session.dashboard, (unsigned char)*text));
}

static void check_absent(const char *what)
{
	char *text = screen(120, 36);

	ck_assert_msg(!strstr(text, what), "'%s' is on the screen:\n%s", what, text);
	free(text);
}

START_TEST(a_period_is_typed_as_it_is_said)
{
	session_press(&session, "t");
	check_shows("Period:");
	check_shows("last quarter");
	type("last week");
	session_press(&session, "Enter");
	check_shows("week ");
	check_absent("Period:");
	session_press(&session, "u");
	check_shows("4 weeks to");
	session_press(&session, "U");
	check_shows("week ");
}
END_TEST

START_TEST(what_is_no_period_is_told_and_can_be_corrected)
{
	char *before = screen(120, 36), *after;

	session_press(&session, "t");
	type("fortnight");
	session_press(&session, "Enter");
	check_shows("'fortnight' is no period");
	check_shows("Period: fortnight");
	session_press(&session, "Esc");
	after = screen(120, 36);
	ck_assert_str_eq(after, before);
	free(before);
	free(after);
}
END_TEST

START_TEST(figures_are_judged_by_the_period_before)
{
	session_press(&session, "c");
	type("prev");
	check_shows("the period before");
	session_press(&session, "Enter");
	check_shows("vs 4 weeks to");
	check_shows("was ");
	check_shows("Changes since 4 weeks to");
	check_absent("target 24");
	session_press(&session, "2");
	check_shows("vs 4 weeks to");
	session_press(&session, "u");
	check_shows("vs target or usual");
}
END_TEST

START_TEST(a_year_without_data_is_told)
{
	session_press(&session, "c");
	type("last");
	session_press(&session, "Enter");
	check_shows("does not reach back that far");
	check_shows("no data then");
}
END_TEST

START_TEST(figures_are_judged_by_another_post)
{
	session_press(&session, "5 f c");
	type("post");
	session_press(&session, "Enter");
	check_shows("Compare with post:");
	session_press(&session, "Down Enter 1");
	check_shows("was ");
}
END_TEST

START_TEST(a_few_letters_find_figures_posts_and_declarations)
{
	session_press(&session, "/");
	check_shows("a few letters will do");
	type("hit rate");
	check_shows("Find: hit rate");
	session_press(&session, "Enter");
	check_shows("it rate");
	session_press(&session, "Esc /");
	type("data");
	session_press(&session, "Enter");
	check_shows("[0 Data]");
	session_press(&session, "/");
	type("northg");
	session_press(&session, "Enter");
	check_shows("Northgate");
	check_absent("All posts");
}
END_TEST

START_TEST(n_goes_on_to_the_next_thing_found)
{
	session_press(&session, "/");
	type("hit");
	session_press(&session, "Enter n");
	check_shows("2 of ");
	session_press(&session, "N");
	check_shows("1 of ");
}
END_TEST

START_TEST(a_declaration_is_found_by_the_beginning_of_its_number)
{
	session_press(&session, "/");
	type("NGT26");
	check_shows("declaration, Northgate");
	session_press(&session, "Enter");
	check_shows("What is recorded");
	session_press(&session, "Esc");
	check_shows("[1 Brief]");
}
END_TEST

START_TEST(names_that_are_masked_are_not_found_by_letters)
{
	session_press(&session, "/");
	type("IMP");
	check_absent("importer ");
}
END_TEST

START_TEST(everything_has_a_name_on_the_command_line)
{
	session_press(&session, ":");
	type("view rev");
	session_press(&session, "Tab Enter");
	check_shows("[4 Revenue]");
	session_press(&session, ":");
	type("filter lane=red");
	session_press(&session, "Enter");
	check_shows("lane red");
	session_press(&session, ":");
	type("filter-clear");
	session_press(&session, "Enter");
	check_shows("All posts");
	session_press(&session, ":");
	type("period last month");
	session_press(&session, "Enter :");
	session_press(&session, "Up Up");
	check_shows("Command: filter-clear");
	session_press(&session, "Esc :");
	type("compare previous");
	session_press(&session, "Enter");
	check_shows("vs ");
	session_press(&session, ":");
	type("nonsense");
	session_press(&session, "Enter");
	check_shows("There is no command 'nonsense'");
	session_press(&session, "Esc :");
	type("kpi hit_rate");
	session_press(&session, "Enter");
	check_shows("it rate");
	session_press(&session, ":");
	type("quit");
	ck_assert(!dashboard_key(session.dashboard, KEY_ENTER_));
}
END_TEST

/* What the hook was given. */
static struct text saved;
static char saved_path[200];

static bool save(void *context, const char *path, const struct text *content, struct err *err)
{
	snprintf(saved_path, sizeof(saved_path), "%s", path);
	text_finish(&saved);
	text_append_n(&saved, content->data, content->len);
	return true;
}

static void check_written(const char *path, const char *what)
{
	session_press(&session, ":");
	type("write ");
	type(path);
	session_press(&session, "Enter");
	check_shows("Written: ");
	ck_assert_str_eq(saved_path, path);
	ck_assert_msg(strstr(saved.data, what), "'%s' is not in %s:\n%.2000s", what, path, saved.data);
	ck_assert_ptr_nonnull(strstr(saved.data, "definitions: Tidewaiter"));
	ck_assert_ptr_nonnull(strstr(saved.data, "SYNTHETIC"));
	text_finish(&saved);
}

START_TEST(what_is_shown_is_written_in_every_form)
{
	struct dashboard_options options = { .env = &session.env, .synthetic = true, .view = "brief", .save = save };

	dashboard_destroy(session.dashboard);
	ck_assert(dashboard_create(&options, &session.dashboard, NULL));
	check_shows("Tidewaiter");
	check_written("page.txt", "Tidewaiter │ All posts");
	check_written("page.ansi", "\x1b[");
	check_written("page.svg", "<svg");
	check_written("page.html", "<html");
	check_written("numbers.csv", "release_time_total,p50,h,");
	session_press(&session, "0");
	check_written("loads.csv", "file,kind,rows");
	session_press(&session, "Esc");
	session_press(&session, "x");
	check_shows("Write to file: brief-");
	session_press(&session, "C-u");
	type("page.doc");
	session_press(&session, "Enter");
	check_shows("must end in .txt");
}
END_TEST

START_TEST(a_prompt_leaves_nothing_drawn_over_at_any_size)
{
	static const int sizes[][2] = { { 20, 5 }, { 40, 12 }, { 80, 24 }, { 120, 36 }, { 200, 60 }, { 19, 4 } };
	static const char *const prompts[] = { "t", "c", "/", ":", "x" };

	for (size_t i = 0; i < sizeof(prompts) / sizeof(prompts[0]); i++) {
		session_press(&session, prompts[i]);
		for (size_t k = 0; k < sizeof(sizes) / sizeof(sizes[0]); k++)
			free(screen(sizes[k][0], sizes[k][1]));
		type("l");
		session_press(&session, "Esc");
	}
}
END_TEST

START_TEST(a_presentation_masks_names_and_returns_where_it_began)
{
	char *before, *blank, *after;

	session_press(&session, "5 Down m Down");
	before = screen(120, 36);
	session_press(&session, "p");
	check_shows("Space next");
	check_shows("1 of 6");
	check_absent("[5 Posts]");
	session_press(&session, "m");
	check_shows("Names stay masked");
	session_press(&session, "Space Space . ");
	check_shows("frozen");
	session_press(&session, "b");
	blank = screen(120, 36);
	ck_assert_uint_eq(strspn(blank, " \n"), strlen(blank));
	session_press(&session, "b Backspace Backspace Backspace");
	check_shows("6 of 6");
	session_press(&session, "Enter");
	check_shows("Esc");
	session_press(&session, "Esc");
	check_shows("6 of 6");
	session_press(&session, "Esc");
	after = screen(120, 36);
	ck_assert_str_eq(strchr(after, '\n'), strchr(before, '\n'));
	free(after);
	free(before);
	free(blank);
}
END_TEST

START_TEST(figures_are_large_at_every_size_and_in_ascii)
{
	session_press(&session, "p");
	check_shows("███");
	session_open(&session, "brief", true);
	session_press(&session, "p");
	check_shows("######");
	free(screen(20, 5));
	free(screen(40, 12));
	free(screen(240, 70));
}
END_TEST

START_TEST(every_view_can_be_read_in_words)
{
	struct text text = TEXT_INIT;
	struct err err = { 0 };

	session_press(&session, "V");
	check_shows("Worse. ");
	check_comes("Down", "Arrival to release");
	session_press(&session, "g");
	check_same_after("V V");
	session_press(&session, "Esc 5 V");
	check_shows("Northgate: P50 ");
	session_press(&session, "Esc 0 V");
	check_shows("declarations.csv, kind declarations");
	ck_assert_msg(dashboard_write_plain(session.dashboard, DASHBOARD_ALL_VIEWS, &text, &err), "%s", err.text);
	ck_assert_ptr_nonnull(strstr(text.data, "Tidewaiter. 4 weeks to"));
	ck_assert_ptr_nonnull(strstr(text.data, "SYNTHETIC"));
	ck_assert_ptr_nonnull(strstr(text.data, "\nRevenue\n"));
	text_finish(&text);
}
END_TEST

/* What is shown, wherever keys have led, in words. */
static void check_words(const char *keys, const char *expected, const char *unexpected)
{
	struct text text = TEXT_INIT;
	struct err err = { 0 };

	session_press(&session, keys);
	ck_assert_msg(dashboard_write_plain(session.dashboard, DASHBOARD_SHOWN, &text, &err), "%s", err.text);
	ck_assert_msg(strstr(text.data, expected) != NULL, "no '%s' in\n%s", expected, text.data);
	ck_assert_msg(!unexpected || !strstr(text.data, unexpected), "'%s' in\n%s", unexpected, text.data);
	text_finish(&text);
}

START_TEST(what_is_shown_can_be_read_in_words_wherever_keys_led)
{
	check_words("2", "\nTime\n", "\nControl\n");
	check_words("Tab i", "  Formula: ", NULL);
	check_words("Esc 0", "  Health: ", NULL);
	check_words("5 Enter", "P50 ", NULL);
	check_words("1 S-Tab Enter Enter Enter Enter Enter", ": registered ", "P50");
}
END_TEST

/* A long breakdown is told by the rows that tell something, and titles are not said twice. */
START_TEST(words_leave_out_what_says_nothing)
{
	check_words("3", "with too few to tell\n", "none to count\n  importer");
	check_words("8", ", target 40, verdict", "usual target");
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("panel/dashboard");
	TCase *tcase = tcase_create("frame");

	tcase_set_timeout(tcase, 300);
	tcase_add_unchecked_fixture(tcase, load, release);
	tcase_add_checked_fixture(tcase, open_brief, NULL);
	tcase_add_test(tcase, every_view_can_be_read_in_words);
	tcase_add_test(tcase, what_is_shown_can_be_read_in_words_wherever_keys_led);
	tcase_add_test(tcase, words_leave_out_what_says_nothing);
	tcase_add_test(tcase, a_presentation_masks_names_and_returns_where_it_began);
	tcase_add_test(tcase, figures_are_large_at_every_size_and_in_ascii);
	tcase_add_test(tcase, a_period_is_typed_as_it_is_said);
	tcase_add_test(tcase, what_is_no_period_is_told_and_can_be_corrected);
	tcase_add_test(tcase, figures_are_judged_by_the_period_before);
	tcase_add_test(tcase, a_year_without_data_is_told);
	tcase_add_test(tcase, figures_are_judged_by_another_post);
	tcase_add_test(tcase, a_few_letters_find_figures_posts_and_declarations);
	tcase_add_test(tcase, n_goes_on_to_the_next_thing_found);
	tcase_add_test(tcase, a_declaration_is_found_by_the_beginning_of_its_number);
	tcase_add_test(tcase, names_that_are_masked_are_not_found_by_letters);
	tcase_add_test(tcase, everything_has_a_name_on_the_command_line);
	tcase_add_test(tcase, what_is_shown_is_written_in_every_form);
	tcase_add_test(tcase, a_prompt_leaves_nothing_drawn_over_at_any_size);
	tcase_add_test(tcase, esc_returns_to_the_row_the_panel_and_the_scope);
	tcase_add_test(tcase, whose_time_it_was_leads_down_to_the_declarations_and_back);
	tcase_add_test(tcase, esc_never_quits);
	tcase_add_test(tcase, q_leaves_what_was_drilled_into_and_quits_from_a_view);
	tcase_add_test(tcase, ctrl_c_quits_only_when_pressed_twice);
	tcase_add_test(tcase, a_filter_follows_into_every_view);
	tcase_add_test(tcase, drilling_ends_at_one_declaration);
	tcase_add_test(tcase, the_period_steps_back_and_forth);
	tcase_add_test(tcase, names_are_masked_until_m);
	tcase_add_test(tcase, hints_name_only_keys_that_work);
	tcase_add_test(tcase, a_view_that_is_not_there_is_told);
	tcase_add_test(tcase, an_unknown_view_is_refused_in_a_sentence);
	tcase_add_test(tcase, synthetic_data_is_labelled_on_every_screen);
	tcase_add_test(tcase, a_narrow_row_cuts_the_post_but_does_not_drop_it);
	tcase_add_test(tcase, an_empty_database_says_how_to_begin);
	tcase_add_loop_test(tcase, the_first_run_offers_the_sample_data, 0, 2);
	tcase_add_loop_test(tcase, every_lane_drills_also_one_without_results, 0, 3);
	tcase_add_loop_test(tcase, enter_leads_on_from_every_part, 0, 6);
	tcase_add_test(tcase, a_tiny_screen_has_one_plain_line);
	tcase_add_test(tcase, a_storm_of_keys_on_any_size_breaks_nothing);
	suite_add_tcase(suite, tcase);
	return support_run(suite);
}
