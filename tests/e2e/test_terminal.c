/* test_terminal.c - the dashboard in a real pseudo-terminal: what it shows, what it costs, how it leaves. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "pty.h"
#include "suite.h"

static char *program(void)
{
	char *path = getenv("TIDEWAITER");

	ck_assert_msg(path != NULL, "set TIDEWAITER to the program under test");
	return path;
}

/* The demo, its first frame on screen. */
static struct pty *demo_on(const char *term, const char *locale, int cols, int rows, const char *const *environment)
{
	struct pty_options options = {.term = term, .locale = locale, .cols = cols, .rows = rows, .environment = environment};
	char *argv[] = {program(), (char *)"demo", NULL};
	struct pty *pty = pty_start(&options, argv);

	ck_assert_ptr_nonnull(pty);
	ck_assert_msg(pty_wait(pty, "Tidewaiter"), "no first frame within the deadline");
	ck_assert(pty_wait(pty, "Brief"));
	pty_settle(pty, 400);
	return pty;
}

static struct pty *demo(void)
{
	return demo_on("xterm-256color", "C.UTF-8", 80, 24, NULL);
}

static void check_left_clean(struct pty *pty)
{
	size_t n;
	const char *bytes;

	ck_assert_int_ne(pty_exit(pty, 5000), -1);
	bytes = pty_bytes(pty, &n);
	ck_assert_msg(memmem(bytes, n, "\033[?1049l", 8) != NULL, "the alternate screen was not left");
	ck_assert_msg(pty_is_cooked(pty), "the line discipline was not restored");
}

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

START_TEST(q_leaves_and_restores_the_terminal)
{
	struct pty *pty = demo();

	pty_type(pty, "q");
	check_left_clean(pty);
	ck_assert(WIFEXITED(pty_exit(pty, 0)) && WEXITSTATUS(pty_exit(pty, 0)) == 0);
	pty_stop(pty);
}
END_TEST

START_TEST(escape_at_the_top_does_not_quit)
{
	struct pty *pty = demo();

	pty_type(pty, "\033");
	pty_settle(pty, 500);
	ck_assert_int_eq(pty_exit(pty, 0), -1);
	pty_stop(pty);
}
END_TEST

START_TEST(a_signal_that_ends_it_restores_the_terminal)
{
	static const int signals[] = {SIGHUP, SIGTERM};
	struct pty *pty = demo();

	kill(pty_process(pty), signals[_i]);
	check_left_clean(pty);
	pty_stop(pty);
}
END_TEST

START_TEST(a_crash_restores_the_terminal)
{
	struct pty *pty = demo();

	kill(pty_process(pty), SIGABRT);
	check_left_clean(pty);
	pty_stop(pty);
}
END_TEST

START_TEST(a_lost_link_leaves_no_process)
{
	struct pty *pty = demo();

	pty_close_link(pty);
	ck_assert_int_ne(pty_exit(pty, 5000), -1);
	pty_stop(pty);
}
END_TEST

START_TEST(the_first_run_opens_the_sample_data_on_enter)
{
	static const char *const environment[] = {"TIDEWAITER_DB=/nonexistent/tidewaiter.db", NULL};
	struct pty_options options = {.term = "xterm-256color", .locale = "C.UTF-8", .cols = 80, .rows = 24,
		.environment = environment};
	char *argv[] = {program(), NULL};
	struct pty *pty = pty_start(&options, argv);

	ck_assert_ptr_nonnull(pty);
	ck_assert(pty_wait(pty, "There is no data yet."));
	ck_assert(!pty_shows(pty, "SYNTHETIC"));
	pty_type(pty, "\r");
	ck_assert(pty_wait(pty, "SYNTHETIC"));
	ck_assert(pty_wait(pty, "[1 Brief]"));
	pty_type(pty, "q");
	check_left_clean(pty);
	ck_assert(WIFEXITED(pty_exit(pty, 0)) && WEXITSTATUS(pty_exit(pty, 0)) == 0);
	pty_stop(pty);
}
END_TEST

START_TEST(idle_costs_no_bytes)
{
	struct pty *pty = demo();

	ck_assert_uint_eq(pty_listen(pty, 5000), 0);
	pty_stop(pty);
}
END_TEST

START_TEST(a_cursor_move_costs_at_most_120_bytes)
{
	struct pty *pty = demo();
	size_t worst = 0;

	for (int i = 0; i < 6; i++) {
		size_t n;

		pty_type(pty, i < 4 ? "\033OB" : "\033OA");
		n = pty_settle(pty, 300);
		worst = n > worst ? n : worst;
	}
	ck_assert_uint_gt(worst, 0);
	ck_assert_uint_le(worst, 120);
	pty_stop(pty);
}
END_TEST

START_TEST(the_first_frame_costs_at_most_3600_bytes)
{
	struct pty *pty = demo();
	size_t n;
	const char *bytes = pty_bytes(pty, &n);
	const char *start = memmem(bytes, n, "\033[?1049h", 8);

	ck_assert_ptr_nonnull(start);
	ck_assert_uint_le(n - (size_t)(start - bytes), 3600);
	pty_stop(pty);
}
END_TEST

START_TEST(the_cursor_stands_on_the_focused_item)
{
	struct pty *pty = demo();
	int col, row;

	pty_type(pty, "5");
	pty_settle(pty, 400);
	pty_type(pty, "\033OB");
	pty_settle(pty, 300);
	pty_cursor(pty, &col, &row);
	ck_assert_msg(strstr(pty_row(pty, row), "▶") != NULL, "cursor in row %d: '%s'", row, pty_row(pty, row));
	pty_stop(pty);
}
END_TEST

START_TEST(vt100_gets_ascii_only)
{
	struct pty *pty = demo_on("vt100", "C.UTF-8", 80, 24, NULL);

	pty_type(pty, "2");
	pty_settle(pty, 400);
	ck_assert(all_ascii(pty));
	ck_assert(pty_shows(pty, "Time"));
	pty_stop(pty);
}
END_TEST

START_TEST(a_locale_without_utf8_gets_ascii_only)
{
	struct pty *pty = demo_on("xterm-256color", "C", 80, 24, NULL);

	ck_assert(all_ascii(pty));
	pty_stop(pty);
}
END_TEST

START_TEST(an_unknown_terminal_is_treated_as_vt100)
{
	struct pty *pty = demo_on("no-such-terminal", "C.UTF-8", 80, 24, NULL);

	ck_assert(pty_shows(pty, "Brief"));
	pty_type(pty, "q");
	ck_assert_int_ne(pty_exit(pty, 5000), -1);
	pty_stop(pty);
}
END_TEST

START_TEST(no_color_sends_no_colour)
{
	static const char *const environment[] = {"NO_COLOR=1", NULL};
	struct pty *pty = demo_on("xterm-256color", "C.UTF-8", 80, 24, environment);
	size_t n;
	const char *bytes = pty_bytes(pty, &n);

	ck_assert_ptr_null(memmem(bytes, n, "\033[38;5", 6));
	ck_assert_ptr_null(memmem(bytes, n, "\033[3", 3) && memmem(bytes, n, "\033[31m", 5) ? "colour" : NULL);
	pty_stop(pty);
}
END_TEST

START_TEST(any_size_is_survived)
{
	static const int sizes[][2] = {{1, 1}, {20, 5}, {40, 12}, {0, 0}, {65535, 65535}, {200, 60}, {80, 24}};
	struct pty *pty = demo();

	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		pty_resize(pty, sizes[i][0], sizes[i][1]);
		pty_settle(pty, 250);
		ck_assert_int_eq(pty_exit(pty, 0), -1);
	}
	ck_assert(pty_wait(pty, "Brief"));
	pty_stop(pty);
}
END_TEST

START_TEST(enter_drills_and_escape_comes_back_to_the_same_screen)
{
	struct pty *pty = demo();
	char before[24][512];

	for (int row = 0; row < 23; row++)
		snprintf(before[row], sizeof(before[row]), "%s", pty_row(pty, row));
	pty_type(pty, "\r");
	pty_settle(pty, 400);
	pty_type(pty, "\033");
	pty_settle(pty, 500);
	for (int row = 0; row < 23; row++)
		ck_assert_str_eq(pty_row(pty, row), before[row]);
	pty_stop(pty);
}
END_TEST

static Suite *suite(void)
{
	Suite *suite = suite_create("terminal");
	TCase *leave = tcase_create("leaving"), *cost = tcase_create("cost"), *look = tcase_create("looks");

	tcase_set_timeout(leave, 120);
	tcase_set_timeout(cost, 120);
	tcase_set_timeout(look, 120);
	tcase_add_test(leave, q_leaves_and_restores_the_terminal);
	tcase_add_test(leave, escape_at_the_top_does_not_quit);
	tcase_add_loop_test(leave, a_signal_that_ends_it_restores_the_terminal, 0, 2);
	tcase_add_test(leave, a_crash_restores_the_terminal);
	tcase_add_test(leave, a_lost_link_leaves_no_process);
	tcase_add_test(look, the_first_run_opens_the_sample_data_on_enter);
	tcase_add_test(cost, idle_costs_no_bytes);
	tcase_add_test(cost, a_cursor_move_costs_at_most_120_bytes);
	tcase_add_test(cost, the_first_frame_costs_at_most_3600_bytes);
	tcase_add_test(look, the_cursor_stands_on_the_focused_item);
	tcase_add_test(look, vt100_gets_ascii_only);
	tcase_add_test(look, a_locale_without_utf8_gets_ascii_only);
	tcase_add_test(look, an_unknown_terminal_is_treated_as_vt100);
	tcase_add_test(look, no_color_sends_no_colour);
	tcase_add_test(look, any_size_is_survived);
	tcase_add_test(look, enter_drills_and_escape_comes_back_to_the_same_screen);
	suite_add_tcase(suite, leave);
	suite_add_tcase(suite, cost);
	suite_add_tcase(suite, look);
	return suite;
}

int main(void)
{
	return support_run(suite());
}
