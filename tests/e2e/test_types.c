/* What each type of terminal gets: characters it has, colours it has, the cursor on what has the focus, the same cells as `show`. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "stage.h"
#include "suite.h"

static const struct {
	const char *key, *name, *tab;
} views[] = {
	{"1", "brief", "[1 Brief]"}, {"2", "time", "[2 Time]"}, {"3", "control", "[3 Control]"}, {"4", "revenue", "[4 Revenue]"},
	{"5", "posts", "[5 Posts]"}, {"0", "data", "[0 Data]"},
};

enum { VIEWS = sizeof(views) / sizeof(views[0]) };

static bool all_ascii(struct pty *pty)
{
	size_t n;
	const char *bytes = pty_bytes(pty, &n);

	for (size_t i = 0; i < n; i++) {
		if ((unsigned char)bytes[i] > 0x7e)
			return false;
	}
	return true;
}

static bool sent(struct pty *pty, const char *sequence)
{
	size_t n;
	const char *bytes = pty_bytes(pty, &n);

	return memmem(bytes, n, sequence, strlen(sequence)) != NULL;
}

static void check_no_colour(struct pty *pty)
{
	for (int i = 0; i < 80 * 24; i++) {
		struct pty_look look = pty_look(pty, i % 80, i / 80);

		ck_assert_int_eq(look.fg, -1);
		ck_assert_int_eq(look.bg, -1);
	}
}

/* Rows of a text without the blanks at their ends, as pty_row() gives them. */
static void check_rows(struct pty *pty, int rows, char *text, const char *view)
{
	char *row = text;

	for (int i = 0; i < rows; i++) {
		char *end = strchr(row, '\n'), *last;

		ck_assert_msg(end != NULL, "show %s wrote %d rows", view, i);
		*end = '\0';
		for (last = end; last > row && last[-1] == ' '; last--)
			last[-1] = '\0';
		ck_assert_msg(pty_wait_row(pty, i, row), "%s, row %d: the screen has '%s', show has '%s'", view, i, pty_row(pty, i), row);
		row = end + 1;
	}
}

START_TEST(the_screen_has_the_cells_of_show)
{
	static const int sizes[][2] = {{80, 24}, {120, 36}, {40, 12}, {200, 60}};
	const char *type = stage_types[_i % STAGE_TYPES];
	int cols = sizes[_i / STAGE_TYPES][0], rows = sizes[_i / STAGE_TYPES][1];
	bool ascii = strcmp(type, "vt100") == 0 || strcmp(type, "linux") == 0;
	struct pty *pty = stage_open_at(type, "C.UTF-8", cols, rows, NULL);
	char size[16];

	snprintf(size, sizeof(size), "%dx%d", cols, rows);
	for (size_t i = VIEWS; i-- > 0;) {
		char *text = stage_run(stage_database(), "show", views[i].name, "--size", size, ascii ? "--ascii" : NULL, NULL);

		stage_press(pty, views[i].key, cols < 80 ? "SYNTHETIC" : views[i].tab);
		/* the hint line knows that one can go back from a view that was not the first */
		check_rows(pty, rows - 1, text, views[i].name);
		free(text);
	}
	pty_stop(pty);
}
END_TEST

START_TEST(the_cursor_stands_on_the_focused_item)
{
	struct pty *pty = stage_open(stage_types[_i]);
	const char *mark = _i == 0 ? "▶" : ">";

	for (size_t i = 0; i < VIEWS; i++) {
		int col, row;

		stage_press(pty, views[i].key, views[i].tab);
		stage_press(pty, "j", views[i].tab);
		pty_cursor(pty, &col, &row);
		ck_assert_int_gt(row, 1);
		ck_assert_int_lt(row, 23);
		if (strcmp(views[i].name, "posts") == 0 || strcmp(views[i].name, "brief") == 0)
			ck_assert_msg(strstr(pty_row(pty, row), mark) != NULL, "%s: cursor in row %d: '%s'", views[i].name, row, pty_row(pty, row));
	}
	pty_stop(pty);
}
END_TEST

START_TEST(a_terminal_of_glass_gets_ascii_and_no_colour)
{
	static const char *const types[] = {"vt100", "vt220"};
	struct pty *pty = stage_open(types[_i]);

	for (size_t i = 0; i < VIEWS; i++)
		stage_press(pty, views[i].key, views[i].tab);
	ck_assert(all_ascii(pty));
	check_no_colour(pty);
	pty_type(pty, "q");
	stage_check_left(pty);
	pty_stop(pty);
}
END_TEST

/* None of its fonts has blocks, braille or a tick. The sample data have no letters beyond ASCII. */
START_TEST(the_console_of_linux_gets_no_sign_that_it_cannot_show)
{
	struct pty *pty = stage_open("linux");

	for (size_t i = 0; i < VIEWS; i++)
		stage_press(pty, views[i].key, views[i].tab);
	ck_assert(all_ascii(pty));
	pty_stop(pty);
}
END_TEST

START_TEST(every_type_shows_the_brief_and_leaves_clean)
{
	static const char *const types[] = {"xterm-256color", "xterm", "screen", "screen-256color", "tmux", "tmux-256color", "linux", "vt100",
		"vt220", "ansi", "no-such-terminal", "", NULL, "../../etc/passwd"};
	struct pty *pty = stage_open(types[_i]);

	stage_press(pty, "2", "[2 Time]");
	stage_press(pty, "1", "[1 Brief]");
	ck_assert(pty_shows(pty, "Open files"));
	pty_type(pty, "q");
	stage_check_left(pty);
	ck_assert(WIFEXITED(pty_exit(pty, 0)) && WEXITSTATUS(pty_exit(pty, 0)) == 0);
	pty_stop(pty);
}
END_TEST

START_TEST(a_dumb_terminal_gets_the_dashboard_in_words)
{
	struct pty_options options = {.term = "dumb", .locale = "C.UTF-8", .cols = 80, .rows = 24};
	struct pty *pty = stage_start(&options, stage_database());

	ck_assert_int_ne(pty_exit(pty, 20000), -1);
	ck_assert(WIFEXITED(pty_exit(pty, 0)) && WEXITSTATUS(pty_exit(pty, 0)) == 0);
	pty_settle(pty, 50);
	ck_assert(sent(pty, "Tidewaiter. "));
	ck_assert(sent(pty, "SYNTHETIC data."));
	ck_assert(sent(pty, "\nBrief"));
	ck_assert(!sent(pty, "\nControl"));	/* at 9600 baud all views would take two minutes */
	ck_assert(sent(pty, "tidewaiter --plain show time"));
	ck_assert(!sent(pty, "\033"));
	ck_assert(pty_modes_are_back(pty));
	pty_stop(pty);
}
END_TEST

START_TEST(a_locale_without_utf8_gets_ascii_only)
{
	static const char *const locales[] = {"C", "POSIX", "no_SUCH.locale"};
	struct pty *pty = stage_open_at("xterm-256color", locales[_i], 80, 24, NULL);

	for (size_t i = 0; i < VIEWS; i++)
		stage_press(pty, views[i].key, views[i].tab);
	ck_assert(all_ascii(pty));
	pty_stop(pty);
}
END_TEST

START_TEST(no_color_sends_no_colour)
{
	static const char *const environment[] = {"NO_COLOR=1", NULL};
	struct pty *pty = stage_open_at(stage_types[_i], "C.UTF-8", 80, 24, environment);

	for (size_t i = 0; i < VIEWS; i++)
		stage_press(pty, views[i].key, views[i].tab);
	check_no_colour(pty);
	ck_assert(!sent(pty, "38;5") && !sent(pty, "48;5"));
	pty_stop(pty);
}
END_TEST

/* Black on white or white on black: most text is in the terminal's own colour, the rest by what the environment says. */
START_TEST(a_light_background_is_honoured)
{
	static const char *const light[] = {"COLORFGBG=0;15", NULL}, *const dark[] = {"COLORFGBG=15;default;0", NULL};
	struct pty *on_light = stage_open_at("xterm-256color", "C.UTF-8", 80, 24, light);
	struct pty *on_dark = stage_open_at("xterm-256color", "C.UTF-8", 80, 24, dark);

	ck_assert_int_eq(pty_look(on_dark, 0, 0).bg, 237);
	ck_assert_int_eq(pty_look(on_light, 0, 0).bg, 253);
	for (int row = 1; row < 24; row++) {
		ck_assert_int_eq(pty_look(on_light, 1, row).bg, -1);
		ck_assert_int_eq(pty_look(on_dark, 1, row).bg, -1);
	}
	pty_stop(on_light);
	pty_stop(on_dark);
}
END_TEST

START_TEST(enter_drills_and_escape_comes_back_to_the_same_screen)
{
	struct pty *pty = stage_open(stage_types[_i]);
	char before[24][512];
	int col, row;

	stage_press(pty, "5", "[5 Posts]");
	stage_press(pty, "jj", "[5 Posts]");
	pty_cursor(pty, &col, &row);
	for (int i = 0; i < 23; i++)
		snprintf(before[i], sizeof(before[i]), "%s", pty_row(pty, i));
	stage_press(pty, "\r", "Esc");
	ck_assert_str_ne(pty_row(pty, 3), before[3]);
	pty_type(pty, "\033");
	ck_assert(pty_wait(pty, before[3]));
	pty_settle(pty, 300);
	for (int i = 0; i < 23; i++)
		ck_assert_msg(pty_wait_row(pty, i, before[i]), "row %d was '%s', is '%s'", i, before[i], pty_row(pty, i));
	ck_assert(pty_wait_cursor(pty, row));
	pty_stop(pty);
}
END_TEST

/* Whatever TERM says: what keyboards send is a key, or nothing; never a row of letters. */
START_TEST(keys_of_other_terminals_are_keys_or_nothing)
{
	struct pty *pty = stage_open(stage_types[_i]);
	int first = 4;

	stage_press(pty, "5", "[5 Posts]");
	ck_assert(pty_wait_cursor(pty, first));
	pty_type(pty, "\033[B");
	ck_assert(pty_wait_cursor(pty, first + 1));
	pty_type(pty, "\033OB");
	ck_assert(pty_wait_cursor(pty, first + 2));
	pty_type(pty, "\033[1;5A");
	ck_assert(pty_wait_cursor(pty, first + 1));
	pty_type(pty, "\033[I\033[O\033[<0;10;12M\033[200~\033[?1;2c\033[2;24R");
	pty_settle(pty, 300);
	ck_assert(pty_shows(pty, "[5 Posts]"));
	ck_assert(pty_wait_cursor(pty, first + 1));
	pty_stop(pty);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("types");
	TCase *tc = tcase_create("types");

	tcase_set_timeout(tc, 240);
	tcase_add_unchecked_fixture(tc, stage_build, stage_strike);
	tcase_add_loop_test(tc, the_screen_has_the_cells_of_show, 0, 4 * STAGE_TYPES);
	tcase_add_loop_test(tc, the_cursor_stands_on_the_focused_item, 0, STAGE_TYPES);
	tcase_add_loop_test(tc, a_terminal_of_glass_gets_ascii_and_no_colour, 0, 2);
	tcase_add_loop_test(tc, every_type_shows_the_brief_and_leaves_clean, 0, 14);
	tcase_add_test(tc, a_dumb_terminal_gets_the_dashboard_in_words);
	tcase_add_test(tc, the_console_of_linux_gets_no_sign_that_it_cannot_show);
	tcase_add_loop_test(tc, a_locale_without_utf8_gets_ascii_only, 0, 3);
	tcase_add_loop_test(tc, no_color_sends_no_colour, 0, STAGE_TYPES);
	tcase_add_test(tc, a_light_background_is_honoured);
	tcase_add_loop_test(tc, enter_drills_and_escape_comes_back_to_the_same_screen, 0, STAGE_TYPES);
	tcase_add_loop_test(tc, keys_of_other_terminals_are_keys_or_nothing, 0, STAGE_TYPES);
	suite_add_tcase(suite, tc);
	return support_run(suite);
}
