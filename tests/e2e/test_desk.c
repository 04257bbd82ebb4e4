/* Working at the terminal: what is written down is kept, shared and refused as promised; scripts play and are recorded. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "stage.h"
#include "suite.h"

enum { WORDS_MAX = 12 };

/* The program on the stage's database with more words; waits for text. */
static struct pty *open_with(const char *const *words, const char *text)
{
	struct pty_options options = {.term = "xterm-256color", .locale = "C.UTF-8", .cols = 100, .rows = 30};
	char *argv[WORDS_MAX] = {stage_program(), (char *)"-d", (char *)stage_database(), (char *)"--now", (char *)STAGE_NOW};
	struct pty *pty;

	for (int i = 0; words && words[i]; i++)
		argv[5 + i] = (char *)words[i];
	pty = pty_start(&options, argv);
	ck_assert_ptr_nonnull(pty);
	ck_assert_msg(pty_wait(pty, text), "'%s' does not come on the screen", text);
	ck_assert(pty_wait_gone(pty, "Reading"));
	pty_settle(pty, 120);
	return pty;
}

static char *path_in(const char *name)
{
	char *path = NULL;

	ck_assert_int_ge(asprintf(&path, "%s/%s", stage_folder(), name), 0);
	return path;
}

static void forget_notes(void)
{
	char *path = path_in("tidewaiter/notes.txt");

	unlink(path);
	free(path);
}

static void check_noted(const char *text, bool there)
{
	char *listed = stage_run(stage_database(), "notes", NULL);

	ck_assert_msg((strstr(listed, text) != NULL) == there, "'%s' is%s in:\n%s", text, there ? " not" : "", listed);
	free(listed);
}

static void write_action(struct pty *pty, const char *text)
{
	pty_type(pty, "a");
	ck_assert(pty_wait(pty, "Write down:"));
	pty_type(pty, "\r");
	ck_assert(pty_wait(pty, "Words:"));
	pty_type(pty, "\025");	/* Ctrl-U: what the Brief would do */
	pty_type(pty, text);
	pty_type(pty, "\r");
	ck_assert(pty_wait(pty, "Owner:"));
	pty_type(pty, "Head of post\r");
	ck_assert(pty_wait(pty, "Department:"));
	pty_type(pty, "\r");
	ck_assert(pty_wait(pty, "Until when:"));
	pty_type(pty, "in a week\r");
	ck_assert(pty_wait(pty, "Look again:"));
	pty_type(pty, "\r");
	ck_assert(pty_wait(pty, "Action written down"));
}

/* Nothing waits for it: it comes in while the demo is looked at, and into no database of anybody. */
START_TEST(the_demo_learns_a_model_of_its_own_behind_the_screen)
{
	static const char *const words[] = {"demo", NULL};
	struct pty *pty = open_with(words, "What changed");
	char *models;

	stage_press(pty, "7", "Risk");
	ck_assert_msg(pty_wait(pty, "Model 1, ridge regression"), "no model was learnt");
	ck_assert(pty_wait(pty, "not approved"));
	pty_type(pty, "q");
	pty_type(pty, "q");
	stage_check_left(pty);
	pty_stop(pty);
	models = stage_run(stage_database(), "risk", "models", NULL);
	ck_assert_msg(!strstr(models, "ridge"), "%s", models);
	free(models);
}
END_TEST

START_TEST(an_action_is_kept_though_the_program_is_killed)
{
	struct pty *pty = open_with(NULL, "[1 Brief]");

	write_action(pty, "Open a second shift");
	ck_assert_int_eq(kill(pty_process(pty), SIGKILL), 0);
	pty_exit(pty, 3000);
	pty_stop(pty);
	check_noted("Open a second shift", true);
	pty = open_with(NULL, "[1 Brief]");
	pty_type(pty, "A");
	ck_assert(pty_wait(pty, "Open a second shift"));
	ck_assert(pty_wait(pty, "Head of post"));
	pty_stop(pty);
}
END_TEST

START_TEST(what_a_colleague_writes_appears_without_a_restart)
{
	struct pty *one = open_with(NULL, "[1 Brief]"), *two = open_with(NULL, "[1 Brief]");

	pty_type(two, "A");
	ck_assert(pty_wait(two, "Nothing is to be done"));
	write_action(one, "Call the agency");
	ck_assert(pty_wait(two, "Call the agency"));
	pty_stop(one);
	pty_stop(two);
}
END_TEST

START_TEST(read_only_writes_nothing_down_and_says_so)
{
	const char *words[] = {"--read-only", NULL};
	struct pty *pty = open_with(words, "[1 Brief]");

	pty_type(pty, "a");
	ck_assert(pty_wait(pty, "Nothing is written down with --read-only."));
	pty_type(pty, "x");
	ck_assert(pty_wait(pty, "Write to file"));
	pty_type(pty, "\r");
	ck_assert(pty_wait(pty, "nothing is written with --read-only"));
	pty_stop(pty);
	check_noted("action", false);
}
END_TEST

START_TEST(a_script_plays_on_the_terminal_and_space_goes_on)
{
	char *path = path_in("talk.keys");
	const char *words[] = {"--script", path, NULL};
	FILE *file = fopen(path, "w");
	struct pty *pty;

	fputs("say The posts, one a row\nwait 600\nkeys 5\nexpect [5 Posts]\nsay Done\n", file);
	fclose(file);
	pty = open_with(words, "The posts, one a row");
	ck_assert(pty_shows(pty, "[1 Brief]"));
	pty_type(pty, " ");
	ck_assert(pty_wait(pty, "[5 Posts]"));
	ck_assert(pty_wait(pty, "key 5"));
	pty_type(pty, "q");
	pty_settle(pty, 120);
	pty_type(pty, "q");
	stage_check_left(pty);
	pty_stop(pty);
	free(path);
}
END_TEST

START_TEST(what_is_typed_is_recorded_when_one_leaves)
{
	char *path = path_in("walk.keys"), *replayed, content[2000] = "";
	const char *words[] = {"--record", path, NULL};
	struct pty *pty = open_with(words, "[1 Brief]");
	FILE *file;

	stage_press(pty, "2", "[2 Time]");
	stage_press(pty, "\t\r", "by post");
	pty_type(pty, "q");
	ck_assert(pty_wait_gone(pty, "by post"));
	pty_type(pty, "q");
	stage_check_left(pty);
	pty_stop(pty);
	file = fopen(path, "r");
	ck_assert_ptr_nonnull(file);
	ck_assert_uint_gt(fread(content, 1, sizeof(content) - 1, file), 0);
	fclose(file);
	ck_assert_msg(strstr(content, "size 100x30\n") && strstr(content, "keys 2") && strstr(content, "expect Time"), "%s", content);
	replayed = stage_run(stage_database(), "show", "brief", "--script", path, NULL);
	ck_assert_ptr_nonnull(strstr(replayed, "[2 Time]"));
	free(replayed);
	free(path);
}
END_TEST

START_TEST(the_key_that_draws_anew_can_be_bound_to_another)
{
	char *path = path_in("keys.ini");
	const char *words[] = {"--config", path, NULL};
	FILE *file = fopen(path, "w");
	struct pty *pty;

	fputs("[keys]\nredraw = y\nsearch-next = C-l\n", file);
	fclose(file);
	pty = open_with(words, "[1 Brief]");
	ck_assert_uint_gt(stage_press(pty, "y", "[1 Brief]"), 1000);
	stage_press(pty, "\f", "Nothing was looked for yet");
	stage_press(pty, ":y", ": y");
	pty_stop(pty);
	free(path);
}
END_TEST

START_TEST(a_playlist_turns_by_itself)
{
	const char *words[] = {"--present", "brief:1, time", NULL};
	struct pty *pty = open_with(words, "2 of 2");

	pty_type(pty, "\033");
	ck_assert(pty_wait(pty, "[1 Brief]"));
	pty_stop(pty);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("desk");
	TCase *tcase = tcase_create("terminal");

	tcase_set_timeout(tcase, 300);
	tcase_add_unchecked_fixture(tcase, stage_build, stage_strike);
	tcase_add_checked_fixture(tcase, forget_notes, NULL);
	tcase_add_test(tcase, the_demo_learns_a_model_of_its_own_behind_the_screen);
	tcase_add_test(tcase, an_action_is_kept_though_the_program_is_killed);
	tcase_add_test(tcase, what_a_colleague_writes_appears_without_a_restart);
	tcase_add_test(tcase, read_only_writes_nothing_down_and_says_so);
	tcase_add_test(tcase, a_script_plays_on_the_terminal_and_space_goes_on);
	tcase_add_test(tcase, what_is_typed_is_recorded_when_one_leaves);
	tcase_add_test(tcase, the_key_that_draws_anew_can_be_bound_to_another);
	tcase_add_test(tcase, a_playlist_turns_by_itself);
	suite_add_tcase(suite, tcase);
	return support_run(suite);
}
