/* Reading behind the screen: the same screens as at once, keys that wait and keys that do not, giving up, a storm of keys. */
#include "session.h"
#include "sim/sim.h"
#include "suite.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/time.h"
#include "canvas/writers.h"

static struct session session;
static char folder[] = "/tmp/tidewaiter-behind-XXXXXX";

static void load(void)
{
	struct sim_options options = { .scenario = TEST_SOURCE_ROOT "/sample-data/scenario.ini", .out = folder, .days = 60,
		.rows = 700, .has_seed = true, .seed = 11 };
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

static void open_behind(void)
{
	struct dashboard_options options = { .env = &session.env, .synthetic = true, .view = "brief", .background = true };
	struct err err = { 0 };

	dashboard_destroy(session.dashboard);
	session.dashboard = NULL;
	ck_assert_msg(dashboard_create(&options, &session.dashboard, &err), "%s", err.text);
}

static void close_behind(void)
{
	dashboard_destroy(session.dashboard);
	session.dashboard = NULL;
}

static void settle(void)
{
	bool changed;

	ck_assert(dashboard_settle(session.dashboard, &changed));
}

/* Until everything was read that was asked for, and what was typed meanwhile has led to. What came in and was not taken over yet may let
 * a key go that waited for it. */
static void wait_until_read(void)
{
	struct dashboard *d = session.dashboard;

	while (dashboard_is_reading(d) || dashboard_is_completing(d) || dashboard_is_busy(d)) {
		struct pollfd wake = { .fd = dashboard_wake_fd(d), .events = POLLIN };

		ck_assert_int_ge(poll(&wake, 1, 100), 0);
		settle();
	}
	settle();
}

static char *screen(void)
{
	struct text text = TEXT_INIT;
	char *copy;

	session_text(&session, 120, 36, &text);
	copy = strdup(text.data);
	text_finish(&text);
	return copy;
}

static void check_shows(const char *what, bool shown)
{
	char *text = screen();

	ck_assert_msg((strstr(text, what) != NULL) == shown, "'%s' is %son the screen:\n%s", what, shown ? "not " : "", text);
	free(text);
}

/* Keys typed without waiting lead where they lead when each is waited for by reading at once. */
static void check_leads_to_the_same(const char *keys)
{
	char *behind, *at_once;

	open_behind();
	session_press(&session, keys);
	wait_until_read();
	behind = screen();
	session_open(&session, "brief", false);
	session_press(&session, keys);
	at_once = screen();
	ck_assert_msg(strcmp(behind, at_once) == 0, "%s\n%.3000s\nis not\n%.3000s", keys, behind, at_once);
	free(behind);
	free(at_once);
}

START_TEST(what_is_read_behind_is_what_is_read_at_once)
{
	check_leads_to_the_same("");
	check_leads_to_the_same("2");
	check_leads_to_the_same("5 F");
	check_leads_to_the_same("0");
	check_leads_to_the_same("4");
	check_leads_to_the_same("3");
	check_leads_to_the_same("3 S-Tab S-Tab S-Tab");
}
END_TEST

START_TEST(keys_that_need_the_panel_wait_for_it_in_order)
{
	check_leads_to_the_same("Down Down Enter Down");
	check_leads_to_the_same("5 Down Down Enter");
	check_leads_to_the_same("2 s Down f [");
	check_leads_to_the_same("5 Enter Enter Enter i");
	check_leads_to_the_same("4 Down e");
	check_leads_to_the_same("3 S-Tab G e");
	check_leads_to_the_same("3 S-Tab S-Tab S-Tab Down");
	check_leads_to_the_same("Down [ ] Down }");
}
END_TEST

START_TEST(the_screen_says_that_it_reads_and_shows_no_old_figure)
{
	check_shows("Reading", true);
	check_shows("declarations", true);
	wait_until_read();
	check_shows("Reading", false);
	session_press(&session, "2");
	check_shows("[2 Time]", true);
	check_shows("Reading", true);
	check_shows("Stages", false);
}
END_TEST

START_TEST(going_elsewhere_does_not_wait)
{
	session_press(&session, "Down Enter 3");
	check_shows("[3 Control]", true);
	session_press(&session, "4 5 ?");
	check_shows("This panel", true);
	check_shows("Reading", false);
	session_press(&session, "q");
	check_shows("[5 Posts]", true);
	ck_assert(!dashboard_key(session.dashboard, 'q'));
}
END_TEST

START_TEST(what_was_left_unread_is_read_when_one_comes_back)
{
	char *at_once, *behind;

	session_press(&session, "2");
	session_press(&session, "Esc");
	wait_until_read();
	behind = screen();
	session_open(&session, "brief", false);
	at_once = screen();
	ck_assert_str_eq(behind, at_once);
	free(behind);
	free(at_once);
}
END_TEST

START_TEST(a_prompt_may_be_used_while_the_panel_is_read)
{
	check_leads_to_the_same("/ r e l e a s e Enter");
	check_leads_to_the_same("Down / r e l e a s e Enter");
	check_leads_to_the_same("5 Down / 2 6 Esc Down");
	check_leads_to_the_same("t l a s t Space w e e k Enter");
	check_leads_to_the_same(": t i m e Enter Down");
	check_leads_to_the_same("2 V Down");
}
END_TEST

START_TEST(the_period_may_change_while_the_last_one_is_read)
{
	check_leads_to_the_same("[ [ [ ] {");
}
END_TEST

START_TEST(ctrl_c_stops_reading_and_ctrl_r_reads_again)
{
	wait_until_read();
	session_press(&session, "5 4 3 2");		/* the last of them waits behind those before it */
	ck_assert(dashboard_key(session.dashboard, 3));
	wait_until_read();
	check_shows("Stopped. Ctrl-R reads it again.", true);
	session_press(&session, "C-r");
	wait_until_read();
	check_shows("Stages", true);
	ck_assert(dashboard_key(session.dashboard, 3));
	ck_assert(!dashboard_key(session.dashboard, 3));
}
END_TEST

START_TEST(nothing_is_waited_for_when_it_closes)
{
	for (int i = 0; i < 50; i++) {
		open_behind();
		session_press(&session, i % 2 ? "2 5" : "5 Enter");
	}
	close_behind();
	ck_assert_int_eq(cube_rows(session.cube), 700);
}
END_TEST

static uint32_t next_random(uint32_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state;
}

/* On a small screen one part stands alone; what to do is not known while findings are read. */
START_TEST(what_to_do_gives_way_to_what_changed_while_it_is_read)
{
	open_behind();
	wait_until_read();
	session_press(&session, "\t");
	canvas_destroy(session_paint(&session, 40, 12));
	session_press(&session, "[");
	for (int i = 0; i < 50; i++) {
		canvas_destroy(session_paint(&session, 40, 12));
		usleep(2000);
		settle();
	}
	wait_until_read();
	check_shows("What to do", true);
}
END_TEST

START_TEST(a_storm_of_keys_while_reading_breaks_nothing)
{
	size_t n;
	const struct request_binding *bindings = request_bindings(&n);
	uint32_t state = 4711;

	for (int i = 0; i < 3000; i++) {
		const struct request_binding *b = &bindings[next_random(&state) % n];

		if (b->request != REQ_QUIT && b->request != REQ_CANCEL)
			ck_assert(dashboard_key(session.dashboard, b->keys[0]));
		if (b->request == REQ_CANCEL && dashboard_is_reading(session.dashboard))
			ck_assert(dashboard_request(session.dashboard, REQ_CANCEL));
		if (next_random(&state) % 7 == 0)
			usleep(next_random(&state) % 2000);
		if (next_random(&state) % 3 == 0)
			settle();
		if (next_random(&state) % 5 == 0)
			canvas_destroy(session_paint(&session, 1 + (int)(next_random(&state) % 200), 1 + (int)(next_random(&state) % 60)));
	}
	wait_until_read();
	check_shows("Tidewaiter", true);
}
END_TEST

/* The dashboard as soon as its sketch is there; NULL when all was read before it could be looked at. */
static struct canvas *sketch(void)
{
	struct dashboard *d = session.dashboard;

	while (dashboard_is_blank(d)) {
		struct pollfd wake = { .fd = dashboard_wake_fd(d), .events = POLLIN };

		ck_assert_int_ge(poll(&wake, 1, 10000), 0);
		settle();
	}
	return dashboard_is_busy(d) ? session_paint(&session, 120, 36) : NULL;
}

static bool has_text(const struct canvas *canvas, const char *words)
{
	struct text text = TEXT_INIT;
	bool found;

	canvas_write_text(canvas, &text);
	found = strstr(text.data, words) != NULL;
	text_finish(&text);
	return found;
}

/* What a first view shows at once is what it shows at last, in the same cells; what is not known yet is blank. */
START_TEST(a_first_view_is_sketched_and_nothing_jumps)
{
	struct canvas *first = sketch(), *last;
	int row = 2, values = 0;

	for (int i = 0; i < 50 && (!first || has_text(first, "· as usual")); i++) {
		canvas_destroy(first);
		close_behind();
		open_behind();
		first = sketch();
	}
	ck_assert(first && has_text(first, "Reading") && !has_text(first, "· as usual"));
	wait_until_read();
	last = session_paint(&session, 120, 36);
	ck_assert(!has_text(last, "Reading") && has_text(last, "· as usual"));
	for (; row < first->rows && strcmp(canvas_at(first, 0, row)->text, "─") != 0; row++) {
		for (int col = 0; col < first->cols; col++) {
			const char *before = canvas_at(first, col, row)->text, *after = canvas_at(last, col, row)->text;

			values += *before >= '0' && *before <= '9';
			ck_assert_msg(strcmp(before, " ") == 0 || strcmp(before, after) == 0, "row %d, column %d: '%s' became '%s'", row, col,
				before, after);
		}
	}
	ck_assert_int_gt(values, 20);
	canvas_destroy(first);
	canvas_destroy(last);
}
END_TEST

/* Every picture until all is read; counts those of figures whose findings are still to come. */
static int check_nothing_stands_in_for_findings(void)
{
	struct dashboard *d = session.dashboard;
	int waiting = 0;

	while (dashboard_is_reading(d) || dashboard_is_busy(d)) {
		struct pollfd wake = { .fd = dashboard_wake_fd(d), .events = POLLIN };
		struct canvas *canvas = session_paint(&session, 120, 36);

		if (has_text(canvas, "what changed comes in here")) {
			waiting += has_text(canvas, "· as usual");
			ck_assert_msg(!has_text(canvas, "up to P90"), "a course stands where findings come in");
		}
		canvas_destroy(canvas);
		ck_assert_int_ge(poll(&wake, 1, 10000), 0);
		settle();
	}
	return waiting;
}

/* What findings would push aside a moment later is not drawn, nor sent. */
START_TEST(the_place_of_findings_stays_empty_until_they_come)
{
	int waiting = check_nothing_stands_in_for_findings();

	for (int i = 0; i < 50 && waiting == 0; i++) {
		close_behind();
		open_behind();
		waiting = check_nothing_stands_in_for_findings();
	}
	ck_assert_int_gt(waiting, 0);
}
END_TEST

/* Forecasts are tried on the past; what came in does not wait for them. Counts the pictures that show the one without the other. */
static int check_forecasts_follow(void)
{
	struct dashboard *d = session.dashboard;
	int waiting = 0;

	session_press(&session, "4");
	while (dashboard_is_reading(d) || dashboard_is_busy(d)) {
		struct pollfd wake = { .fd = dashboard_wake_fd(d), .events = POLLIN };
		struct canvas *canvas = session_paint(&session, 120, 36);

		if (has_text(canvas, "Reading the forecast")) {
			waiting += has_text(canvas, "Collected, ");
			ck_assert(!has_text(canvas, "95 %)") && !has_text(canvas, "past stretches"));
		}
		canvas_destroy(canvas);
		ck_assert_int_ge(poll(&wake, 1, 10000), 0);
		settle();
	}
	check_shows("Reading the forecast", false);
	check_shows("past stretches", true);
	return waiting;
}

START_TEST(what_came_in_is_shown_while_its_forecast_is_read)
{
	int waiting = check_forecasts_follow();

	for (int i = 0; i < 50 && waiting == 0; i++) {
		close_behind();
		open_behind();
		waiting = check_forecasts_follow();
	}
	ck_assert_int_gt(waiting, 0);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("panel/behind");
	TCase *tcase = tcase_create("behind");

	tcase_set_timeout(tcase, 300);
	tcase_add_unchecked_fixture(tcase, load, release);
	tcase_add_checked_fixture(tcase, open_behind, close_behind);
	tcase_add_test(tcase, what_is_read_behind_is_what_is_read_at_once);
	tcase_add_test(tcase, keys_that_need_the_panel_wait_for_it_in_order);
	tcase_add_test(tcase, the_screen_says_that_it_reads_and_shows_no_old_figure);
	tcase_add_test(tcase, going_elsewhere_does_not_wait);
	tcase_add_test(tcase, what_was_left_unread_is_read_when_one_comes_back);
	tcase_add_test(tcase, a_prompt_may_be_used_while_the_panel_is_read);
	tcase_add_test(tcase, the_period_may_change_while_the_last_one_is_read);
	tcase_add_test(tcase, ctrl_c_stops_reading_and_ctrl_r_reads_again);
	tcase_add_test(tcase, nothing_is_waited_for_when_it_closes);
	tcase_add_test(tcase, a_first_view_is_sketched_and_nothing_jumps);
	tcase_add_test(tcase, the_place_of_findings_stays_empty_until_they_come);
	tcase_add_test(tcase, what_came_in_is_shown_while_its_forecast_is_read);
	tcase_add_test(tcase, what_to_do_gives_way_to_what_changed_while_it_is_read);
	tcase_add_test(tcase, a_storm_of_keys_while_reading_breaks_nothing);
	suite_add_tcase(suite, tcase);
	return support_run(suite);
}
