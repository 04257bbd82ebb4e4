/* Scripts on the live screen: played by the clock, recorded from what is typed, and a playlist that turns by itself. */
#include "session.h"
#include "suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "panel/script.h"

static struct session session;
static char path[] = "/tmp/tidewaiter-script-XXXXXX";
static struct text saved;
static bool fails;

static bool save(void *context, const char *name, const struct text *content, struct err *err)
{
	FILE *file = fails ? NULL : fopen(name, "w");

	if (!file)
		return err_set(err, ERR_CANNOT_WRITE, "%s: cannot be written", name);
	text_clear(&saved);
	text_append(&saved, content->data);
	fputs(content->data, file);
	return fclose(file) == 0;
}

static void load(void)
{
	int fd = mkstemp(path);

	ck_assert_int_ge(fd, 0);
	close(fd);
	session_load(&session, "sample-data", NULL, "");
}

static void release(void)
{
	session_close(&session);
	unlink(path);
	text_finish(&saved);
}

static void open_brief(void)
{
	struct dashboard_options options = { .env = &session.env, .synthetic = true, .view = "brief", .save = save };

	dashboard_destroy(session.dashboard);
	session.dashboard = NULL;
	fails = false;
	ck_assert(dashboard_create(&options, &session.dashboard, NULL));
	dashboard_tell_time(session.dashboard, 1000);
	canvas_destroy(session_paint(&session, 120, 36));
}

static void check_shows(const char *what)
{
	struct canvas *canvas = session_paint(&session, 120, 36);
	struct text text = TEXT_INIT;

	session_text(&session, 120, 36, &text);
	ck_assert_msg(script_shows(canvas, what), "'%s' is not on the screen:\n%.3000s", what, text.data);
	text_finish(&text);
	canvas_destroy(canvas);
}

static void type(const char *text)
{
	for (; *text; text++)
		ck_assert(dashboard_key(session.dashboard, (uint32_t)*text));
}

static void command(const char *line)
{
	session_press(&session, ":");
	type(line);
	session_press(&session, "Enter");
}

static void write_script(const char *content)
{
	FILE *file = fopen(path, "w");

	ck_assert_ptr_nonnull(file);
	fputs(content, file);
	fclose(file);
}

/* Lets time pass, step by step, as the loop does. */
static void wait_until(int64_t ms)
{
	int64_t now = 1000;
	int due;

	for (;;) {
		dashboard_tell_time(session.dashboard, now);
		due = dashboard_due(session.dashboard);
		if (due < 0 || now + due > ms)
			break;
		now += due;
		dashboard_tell_time(session.dashboard, now);
		ck_assert(dashboard_go_on(session.dashboard));
	}
	dashboard_tell_time(session.dashboard, ms);
}

static void play(const char *content)
{
	struct err err = { 0 };

	write_script(content);
	ck_assert_msg(dashboard_play(session.dashboard, path, &err), "%s", err.text);
}

START_TEST(a_script_presses_its_keys_in_its_own_time)
{
	play("say Where the hours go\nwait 2\nkeys 2\npace 5\nkeys 3 5\n");
	wait_until(2900);
	check_shows("[1 Brief]");
	check_shows("Where the hours go");
	wait_until(3100);
	check_shows("[2 Time]");
	check_shows("key 2");
	wait_until(4000);
	check_shows("[3 Control]");
	wait_until(8500);
	check_shows("[3 Control]");
	wait_until(9000);
	check_shows("[5 Posts]");
	ck_assert_int_eq(dashboard_due(session.dashboard), 5000 - 200);
	wait_until(15000);
	ck_assert_int_eq(dashboard_due(session.dashboard), -1);
}
END_TEST

START_TEST(space_goes_on_a_dot_holds_and_another_key_takes_over)
{
	play("wait 100\nkeys 2\nwait 100\nkeys 3\n");
	wait_until(1000);
	session_press(&session, "Space");
	wait_until(1000);
	check_shows("[2 Time]");
	session_press(&session, ".");
	ck_assert_int_eq(dashboard_due(session.dashboard), -1);
	check_shows("held");
	session_press(&session, "5");
	check_shows("[5 Posts]");
	ck_assert_int_eq(dashboard_due(session.dashboard), -1);
	open_brief();
	play("wait 100\nkeys 2\n");
	wait_until(1000);
	session_press(&session, "Esc");
	check_shows("Stopped before line 2");
	check_shows("[1 Brief]");
}
END_TEST

START_TEST(an_expectation_that_does_not_hold_stops_it_with_a_sentence)
{
	play("keys 2\nexpect [2 Time]\nabsent [2 Time]\nkeys 3\n");
	wait_until(60000);
	check_shows("Stopped: ");
	check_shows("line 3: '[2 Time]' is on the screen");
	check_shows("[2 Time]");
}
END_TEST

START_TEST(a_script_that_quits_ends_the_dashboard)
{
	play("keys q\n");
	ck_assert_int_eq(dashboard_due(session.dashboard), 0);
	ck_assert(!dashboard_go_on(session.dashboard));
}
END_TEST

START_TEST(names_are_masked_while_a_script_is_played)
{
	session_press(&session, "m");
	play("wait 1\n");
	session_press(&session, "Esc m");
	check_shows("are shown");
}
END_TEST

/* What was typed, played again and run as a test, leads to the same screen. */
START_TEST(a_recording_leads_where_the_keys_led)
{
	struct text typed = TEXT_INIT, played = TEXT_INIT;
	struct script *script = NULL;
	struct canvas *canvas = NULL;
	struct err err = { 0 };
	char line[100];

	session_press(&session, "5 Down f 2 [");
	snprintf(line, sizeof(line), "record %s", path);
	command(line);
	check_shows("Recording");
	session_press(&session, "2 Tab Enter");
	dashboard_tell_time(session.dashboard, 4000);
	session_press(&session, "t");
	type("last month ");
	session_press(&session, "Backspace Enter");
	command("say October, then");
	command("expect Oct 2026");
	session_text(&session, 120, 36, &typed);
	command("record stop");
	check_shows("Recorded: ");
	ck_assert_msg(strstr(saved.data, "size 120x36\n"), "%s", saved.data);
	ck_assert_msg(strstr(saved.data, "type filter office="), "%s", saved.data);
	ck_assert_msg(strstr(saved.data, "wait 3.0\nkeys t\ntype last month\nkeys Space\nkeys Backspace Enter\n"), "%s", saved.data);
	ck_assert_msg(strstr(saved.data, "\nsay October, then\nexpect Oct 2026\n"), "%s", saved.data);
	ck_assert_ptr_null(strstr(saved.data, "record"));
	open_brief();
	ck_assert_msg(script_open(path, &script, &err), "%s", err.text);
	ck_assert_msg(script_replay(script, session.dashboard, 80, 24, false, &canvas, &err), "%s", err.text);
	canvas_destroy(canvas);
	dashboard_caption(session.dashboard, NULL);
	session_press(&session, "Down Up");	/* away with what was told last */
	session_text(&session, 120, 36, &played);
	*strrchr(typed.data, '\n') = *strrchr(played.data, '\n') = '\0';
	*strrchr(typed.data, '\n') = *strrchr(played.data, '\n') = '\0';
	ck_assert_str_eq(typed.data, played.data);
	text_finish(&typed);
	text_finish(&played);
	script_close(script);
}
END_TEST

START_TEST(a_caption_stays_while_something_is_typed)
{
	static const int sizes[][2] = {{120, 36}, {80, 24}, {40, 12}};

	open_brief();
	dashboard_caption(session.dashboard, "October, then");
	session_press(&session, ": v i");
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		struct text text = TEXT_INIT;

		session_text(&session, sizes[i][0], sizes[i][1], &text);
		ck_assert_msg(strstr(text.data, "October, then") && strstr(text.data, ": vi"), "%s", text.data);
		text_finish(&text);
	}
	session_press(&session, "Esc");
	dashboard_caption(session.dashboard, NULL);
}
END_TEST

START_TEST(a_recording_that_cannot_be_written_is_told)
{
	char line[100];

	snprintf(line, sizeof(line), "record %s", path);
	command(line);
	session_press(&session, "2");
	fails = true;
	command("record stop");
	check_shows("cannot be written");	/* nothing is lost: it may be tried again */
	fails = false;
	session_press(&session, "Enter");
	check_shows("Recorded: ");
}
END_TEST

START_TEST(a_playlist_turns_each_slide_after_its_own_time)
{
	struct err err = { 0 };

	ck_assert_msg(dashboard_present(session.dashboard, "brief:10, time, control:5", &err), "%s", err.text);
	wait_until(10900);
	check_shows("1 of 3");
	wait_until(11100);
	check_shows("2 of 3");
	ck_assert_int_eq(dashboard_due(session.dashboard), -1);
	session_press(&session, "Space");
	check_shows("3 of 3");
	ck_assert_int_eq(dashboard_due(session.dashboard), 5000);
	session_press(&session, ".");
	ck_assert_int_eq(dashboard_due(session.dashboard), -1);
	ck_assert(!dashboard_present(session.dashboard, "brief, nosuch:3", &err));
	ck_assert_ptr_nonnull(strstr(err.text, "nosuch:3"));
	ck_assert(!dashboard_present(session.dashboard, "brief:x", &err));
	ck_assert_ptr_nonnull(strstr(err.text, "seconds"));
}
END_TEST

START_TEST(a_breakdown_follows_the_period)
{
	session_press(&session, "2 Tab Enter t");
	type("last month");
	session_press(&session, "Enter");
	check_shows("Arrival to release, P50 by post");
	check_shows("Oct 2026");
	session_press(&session, "v [");
	check_shows("by lane");
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("panel/script");
	TCase *tcase = tcase_create("live");

	tcase_set_timeout(tcase, 120);
	tcase_add_unchecked_fixture(tcase, load, release);
	tcase_add_checked_fixture(tcase, open_brief, NULL);
	tcase_add_test(tcase, a_script_presses_its_keys_in_its_own_time);
	tcase_add_test(tcase, space_goes_on_a_dot_holds_and_another_key_takes_over);
	tcase_add_test(tcase, an_expectation_that_does_not_hold_stops_it_with_a_sentence);
	tcase_add_test(tcase, a_script_that_quits_ends_the_dashboard);
	tcase_add_test(tcase, names_are_masked_while_a_script_is_played);
	tcase_add_test(tcase, a_recording_leads_where_the_keys_led);
	tcase_add_test(tcase, a_caption_stays_while_something_is_typed);
	tcase_add_test(tcase, a_recording_that_cannot_be_written_is_told);
	tcase_add_test(tcase, a_playlist_turns_each_slide_after_its_own_time);
	tcase_add_test(tcase, a_breakdown_follows_the_period);
	suite_add_tcase(suite, tcase);
	return support_run(suite);
}
