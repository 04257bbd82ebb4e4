/* Every way out gives the terminal back as it was and leaves no process. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "stage.h"
#include "suite.h"

START_TEST(q_leaves_and_restores_the_terminal)
{
	struct pty *pty = stage_open(stage_types[_i]);

	pty_type(pty, "q");
	stage_check_left(pty);
	ck_assert(WIFEXITED(pty_exit(pty, 0)) && WEXITSTATUS(pty_exit(pty, 0)) == 0);
	pty_stop(pty);
}
END_TEST

START_TEST(the_last_row_is_where_the_shell_goes_on)
{
	struct pty *pty = stage_open("vt100");
	int col, row;

	pty_type(pty, "q");
	stage_check_left(pty);
	pty_cursor(pty, &col, &row);
	ck_assert_int_eq(col, 0);
	ck_assert_int_eq(row, 23);
	ck_assert_str_eq(pty_row(pty, 23), "");
	pty_stop(pty);
}
END_TEST

START_TEST(escape_at_the_top_does_not_quit)
{
	struct pty *pty = stage_open("xterm-256color");

	stage_press(pty, "\033", "This is the first screen");
	ck_assert_int_eq(pty_exit(pty, 0), -1);
	pty_stop(pty);
}
END_TEST

START_TEST(a_signal_that_ends_it_restores_the_terminal)
{
	static const int signals[] = {SIGHUP, SIGTERM};
	struct pty *pty = stage_open(stage_types[_i % STAGE_TYPES]);

	kill(pty_process(pty), signals[_i / STAGE_TYPES]);
	stage_check_left(pty);
	ck_assert(WIFEXITED(pty_exit(pty, 0)) && WEXITSTATUS(pty_exit(pty, 0)) == 0);
	pty_stop(pty);
}
END_TEST

START_TEST(a_crash_restores_the_terminal)
{
	static const int signals[] = {SIGABRT, SIGSEGV, SIGQUIT};
	struct pty *pty = stage_open(stage_types[_i % STAGE_TYPES]);

	kill(pty_process(pty), signals[_i / STAGE_TYPES]);
	stage_check_left(pty);
	pty_stop(pty);
}
END_TEST

START_TEST(ctrl_c_leaves_when_pressed_twice)
{
	struct pty *pty = stage_open("xterm-256color");

	stage_press(pty, "\003", "Ctrl-C again leaves");
	pty_type(pty, "\003");
	stage_check_left(pty);
	pty_stop(pty);
}
END_TEST

START_TEST(it_leaves_while_it_reads)
{
	struct pty_options options = {.term = "xterm-256color", .locale = "C.UTF-8", .cols = 80, .rows = 24};

	for (int i = 0; i < 20; i++) {
		struct pty *pty = stage_start(&options, stage_database());

		ck_assert(pty_wait(pty, "Tidewaiter"));
		if (i % 2)
			pty_type(pty, "q");
		else
			kill(pty_process(pty), SIGTERM);
		stage_check_left(pty);
		pty_stop(pty);
	}
}
END_TEST

/* As an SSH session that drops, in every view, also while something is being read. */
START_TEST(a_lost_link_leaves_no_process)
{
	static const char *const keys[] = {"", "1", "2", "3", "4", "5", "0", "?", "i", "/a", ":", "p", "5\r", "2\r\r"};
	struct pty_options options = {.term = "xterm-256color", .locale = "C.UTF-8", .cols = 80, .rows = 24};

	for (size_t i = 0; i < 2 * sizeof(keys) / sizeof(keys[0]); i++) {
		struct pty *pty = stage_start(&options, stage_database());

		ck_assert(pty_wait(pty, "Tidewaiter"));
		pty_type(pty, keys[i / 2]);
		if (i % 2)
			pty_settle(pty, 60);
		pty_close_link(pty);
		ck_assert_msg(pty_exit(pty, 5000) != -1, "the process goes on after the link was lost at '%s'", keys[i / 2]);
		pty_stop(pty);
	}
}
END_TEST

START_TEST(a_terminal_that_takes_no_more_bytes_does_not_keep_the_process)
{
	struct pty *pty = stage_open("xterm-256color");

	pty_type(pty, "\023");		/* Ctrl-S: the line stops */
	for (int i = 0; i < 200; i++)
		pty_type(pty, "25");
	kill(pty_process(pty), SIGTERM);
	for (int i = 0; i < 100 && kill(pty_process(pty), 0) == 0 && waitpid(pty_process(pty), NULL, WNOHANG) == 0; i++)
		usleep(100000);
	ck_assert_int_ne(kill(pty_process(pty), 0), 0);
	pty_stop(pty);
}
END_TEST

/* Only a shell with job control can have a program stopped by Ctrl-Z: what is shown to it, and what it sees. */
static struct pty *open_under_a_shell(const char *type)
{
	static const char script[] = "set -m; \"$0\" \"$@\"; while [ $? -gt 128 ]; do echo STOPPED; read line; fg >/dev/null; done";
	struct pty_options options = {.term = type, .locale = "C.UTF-8", .cols = 80, .rows = 24};
	char *argv[] = {(char *)"/bin/sh", (char *)"-c", (char *)script, stage_program(), (char *)"-d", (char *)stage_database(),
		(char *)"--now", (char *)STAGE_NOW, NULL};
	struct pty *pty = pty_start(&options, argv);

	ck_assert_ptr_nonnull(pty);
	ck_assert(pty_wait(pty, "SYNTHETIC"));
	ck_assert(pty_wait_gone(pty, "Reading"));
	return pty;
}

START_TEST(ctrl_z_gives_the_terminal_back_and_fg_takes_it_again)
{
	struct pty *pty = open_under_a_shell(stage_types[_i]);

	for (int i = 0; i < 5; i++) {
		pty_type(pty, "\032");
		ck_assert(pty_wait(pty, "STOPPED"));
		pty_settle(pty, 50);
		ck_assert(pty_modes_are_back(pty));
		pty_type(pty, "\n");
		ck_assert(pty_wait_gone(pty, "STOPPED"));
		stage_press(pty, i % 2 ? "2" : "5", i % 2 ? "[2 Time]" : "[5 Posts]");
		ck_assert(!pty_modes_are_back(pty));
	}
	pty_type(pty, "q");
	stage_check_left(pty);
	pty_stop(pty);
}
END_TEST

/* As `kill -STOP`, after which a shell resets the terminal for itself. */
START_TEST(what_a_shell_did_meanwhile_is_undone_when_continued)
{
	struct pty *pty = stage_open("xterm-256color");
	int status;

	kill(pty_process(pty), SIGSTOP);
	ck_assert_int_eq(waitpid(pty_process(pty), &status, WUNTRACED), pty_process(pty));
	pty_resize(pty, 100, 30);
	kill(pty_process(pty), SIGCONT);
	pty_settle(pty, 300);
	stage_press(pty, "5", "[5 Posts]");
	pty_type(pty, "q");
	stage_check_left(pty);
	pty_stop(pty);
}
END_TEST

START_TEST(without_a_terminal_one_sentence_is_said)
{
	static const char command[] = "TERM=xterm \"$TIDEWAITER\" -d '%s' </dev/null 2>&1 | grep -c 'needs a terminal' | grep -qx 1";
	char line[300];

	snprintf(line, sizeof(line), command, stage_database());
	ck_assert_int_eq(system(line), 0);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("leaving");
	TCase *tc = tcase_create("leaving");

	tcase_set_timeout(tc, 240);
	tcase_add_unchecked_fixture(tc, stage_build, stage_strike);
	tcase_add_loop_test(tc, q_leaves_and_restores_the_terminal, 0, STAGE_TYPES);
	tcase_add_test(tc, the_last_row_is_where_the_shell_goes_on);
	tcase_add_test(tc, escape_at_the_top_does_not_quit);
	tcase_add_loop_test(tc, a_signal_that_ends_it_restores_the_terminal, 0, 2 * STAGE_TYPES);
	tcase_add_loop_test(tc, a_crash_restores_the_terminal, 0, 3 * STAGE_TYPES);
	tcase_add_test(tc, ctrl_c_leaves_when_pressed_twice);
	tcase_add_test(tc, it_leaves_while_it_reads);
	tcase_add_test(tc, a_lost_link_leaves_no_process);
	tcase_add_test(tc, a_terminal_that_takes_no_more_bytes_does_not_keep_the_process);
	tcase_add_loop_test(tc, ctrl_z_gives_the_terminal_back_and_fg_takes_it_again, 0, STAGE_TYPES);
	tcase_add_test(tc, what_a_shell_did_meanwhile_is_undone_when_continued);
	tcase_add_test(tc, without_a_terminal_one_sentence_is_said);
	suite_add_tcase(suite, tc);
	return support_run(suite);
}
