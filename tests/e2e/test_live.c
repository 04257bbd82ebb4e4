/* While it is open: data that comes, goes or is not there yet, and keys that do not wait for what is being read. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "stage.h"
#include "suite.h"

static char *path_in(const char *name)
{
	char *path = NULL;

	ck_assert_int_ge(asprintf(&path, "%s/%s", stage_folder(), name), 0);
	return path;
}

static char *file_in(const char *name, const char *content)
{
	char *path = path_in(name);
	FILE *f = fopen(path, "w");

	ck_assert_ptr_nonnull(f);
	ck_assert_int_ge(fputs(content, f), 0);
	ck_assert_int_eq(fclose(f), 0);
	return path;
}

static void copy_database(const char *to)
{
	char command[300];

	snprintf(command, sizeof(command), "cp '%s' '%s'", stage_database(), to);
	ck_assert_int_eq(system(command), 0);
}

static struct pty *open_on(const char *database, const char *text)
{
	struct pty_options options = {.term = "xterm-256color", .locale = "C.UTF-8", .cols = 100, .rows = 24};
	struct pty *pty = stage_start(&options, database);

	ck_assert_msg(pty_wait(pty, text), "'%s' does not come on the screen", text);
	ck_assert(pty_wait_gone(pty, "Reading"));
	pty_settle(pty, 120);
	return pty;
}

static const char three_more[] = "declaration_id,office,flow,registered_at\n"
				 "NEW-1,PSL,import,2026-11-22T10:00:00\nNEW-2,PSL,import,2026-11-22T10:05:00\n"
				 "NEW-3,NGT,import,2026-11-22T11:00:00\n";

START_TEST(new_data_appears_without_a_restart_and_says_what_is_new)
{
	char *database = path_in("new.db"), *more = file_in("more.csv", three_more);
	struct pty *pty;

	copy_database(database);
	pty = open_on(database, "[1 Brief]");
	stage_press(pty, "5", "[5 Posts]");
	stage_press(pty, "jj", "[5 Posts]");
	free(stage_run(database, "load", more, NULL));
	ck_assert_msg(pty_wait(pty, "New data: 3 declarations more."), "nothing is said: '%s'", pty_row(pty, 23));
	ck_assert(pty_wait_gone(pty, "Reading"));
	ck_assert(pty_shows(pty, "[5 Posts]"));
	stage_press(pty, "q", "");
	pty_stop(pty);
	free(database);
	free(more);
}
END_TEST

START_TEST(a_file_put_in_its_place_is_taken_up)
{
	char *database = path_in("swap.db"), *other = path_in("other.db"), *few = file_in("few.csv", three_more);
	struct pty *pty;

	copy_database(database);
	pty = open_on(database, "[1 Brief]");
	free(stage_run(other, "load", few, NULL));
	ck_assert_int_eq(rename(other, database), 0);
	ck_assert_msg(pty_wait(pty, "Other data: 3 declarations"), "nothing is said: '%s'", pty_row(pty, 23));
	ck_assert(pty_wait_gone(pty, "SYNTHETIC"));
	pty_type(pty, "q");
	stage_check_left(pty);
	pty_stop(pty);
	free(database);
	free(other);
	free(few);
}
END_TEST

START_TEST(a_database_that_is_not_there_yet_is_awaited)
{
	char *database = path_in("later.db"), *few = file_in("few.csv", three_more);
	struct pty *pty = open_on(database, "There is no data yet.");

	free(stage_run(database, "load", few, NULL));
	ck_assert(pty_wait(pty, "[1 Brief]"));
	ck_assert(pty_wait(pty, "New data: 3 declarations more"));
	pty_type(pty, "q");
	stage_check_left(pty);
	pty_stop(pty);
	free(database);
	free(few);
}
END_TEST

START_TEST(a_file_that_is_damaged_meanwhile_leaves_what_is_shown)
{
	char *database = path_in("hurt.db"), *noise = file_in("noise.db", "this is no database at all, whatever it is called\n");
	struct pty *pty;

	copy_database(database);
	pty = open_on(database, "[1 Brief]");
	ck_assert_int_eq(rename(noise, database), 0);
	pty_settle(pty, 3000);
	ck_assert(pty_shows(pty, "[1 Brief]"));
	ck_assert(pty_shows(pty, "SYNTHETIC"));
	pty_type(pty, "q");
	stage_check_left(pty);
	pty_stop(pty);
	free(database);
	free(noise);
}
END_TEST

START_TEST(keys_typed_ahead_lead_where_they_lead_when_waited_for)
{
	struct pty *pty = stage_open("xterm-256color");
	char ahead[24][512];

	stage_press(pty, "5jj\rj", "Esc back");
	pty_settle(pty, 400);
	for (int row = 0; row < 23; row++)
		snprintf(ahead[row], sizeof(ahead[row]), "%s", pty_row(pty, row));
	pty_stop(pty);
	pty = stage_open("xterm-256color");
	for (const char *key = "5jj\rj"; *key; key++)
		stage_press(pty, (char[]){*key, '\0'}, "SYNTHETIC");
	pty_settle(pty, 400);
	for (int row = 0; row < 23; row++)
		ck_assert_msg(pty_wait_row(pty, row, ahead[row]), "row %d: '%s' is not '%s'", row, pty_row(pty, row), ahead[row]);
	pty_stop(pty);
}
END_TEST

START_TEST(the_first_run_opens_the_sample_data_on_enter)
{
	static const char *const environment[] = {"TIDEWAITER_DB=/nonexistent/tidewaiter.db", NULL};
	struct pty_options options = {.term = "xterm-256color", .locale = "C.UTF-8", .cols = 80, .rows = 24,
		.environment = environment};
	char *argv[] = {stage_program(), NULL};
	struct pty *pty = pty_start(&options, argv);

	ck_assert_ptr_nonnull(pty);
	ck_assert(pty_wait(pty, "There is no data yet."));
	ck_assert(!pty_shows(pty, "SYNTHETIC"));
	pty_type(pty, "\r");
	ck_assert(pty_wait(pty, "SYNTHETIC"));
	ck_assert(pty_wait(pty, "[1 Brief]"));
	pty_type(pty, "q");
	stage_check_left(pty);
	ck_assert(WIFEXITED(pty_exit(pty, 0)) && WEXITSTATUS(pty_exit(pty, 0)) == 0);
	pty_stop(pty);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("live");
	TCase *tc = tcase_create("live");

	tcase_set_timeout(tc, 240);
	tcase_add_unchecked_fixture(tc, stage_build, stage_strike);
	tcase_add_test(tc, new_data_appears_without_a_restart_and_says_what_is_new);
	tcase_add_test(tc, a_file_put_in_its_place_is_taken_up);
	tcase_add_test(tc, a_database_that_is_not_there_yet_is_awaited);
	tcase_add_test(tc, a_file_that_is_damaged_meanwhile_leaves_what_is_shown);
	tcase_add_test(tc, keys_typed_ahead_lead_where_they_lead_when_waited_for);
	tcase_add_test(tc, the_first_run_opens_the_sample_data_on_enter);
	suite_add_tcase(suite, tc);
	return support_run(suite);
}
