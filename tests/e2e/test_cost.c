/* What a slow link pays for: bytes of each action, on three types of terminal. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stage.h"
#include "suite.h"

/* "Reading" and what it wipes out: a busy machine shows it now and then, a program that sanitizers slow down each time. */
#ifdef __SANITIZE_ADDRESS__
enum { ATTEMPTS = 2, READING = 500 };
#else
enum { ATTEMPTS = 5, READING = 260 };
#endif

/* The first of several attempts, there and back, that keeps to the budget: on a busy machine "Reading" may come in between. */
static size_t least_of(struct pty *pty, const char *keys, const char *text, const char *back, const char *back_text, size_t budget)
{
	size_t least = SIZE_MAX;

	for (int i = 0; i < ATTEMPTS && least > budget; i++) {
		size_t n = stage_press(pty, keys, text);

		least = n < least ? n : least;
		stage_press(pty, back, back_text);
	}
	return least;
}

START_TEST(idle_costs_no_bytes)
{
	struct pty *pty = stage_open(stage_types[_i]);

	ck_assert_uint_eq(pty_listen(pty, 5000), 0);
	pty_stop(pty);
}
END_TEST

START_TEST(the_first_frame_keeps_to_its_budget)
{
	static const size_t budget[STAGE_TYPES] = {2900, 2750, 2500};		/* with what changed, which comes in behind it */
	struct pty *pty = stage_open(stage_types[_i]);
	size_t n;

	pty_bytes(pty, &n);
	ck_assert_uint_gt(n, 500);
	ck_assert_uint_le(n, budget[_i]);
	pty_stop(pty);
}
END_TEST

static void move_within(struct pty *pty, const char *view, const char *title, const char *keys, size_t budget)
{
	stage_press(pty, view, title);
	for (const char *key = keys; *key; key++) {
		size_t n = stage_press(pty, (char[]){*key, '\0'}, title);

		ck_assert_msg(n <= budget, "%c in %s costs %zu bytes", *key, title, n);
	}
}

START_TEST(a_cursor_move_costs_at_most_120_bytes)
{
	static const struct {
		const char *key, *title, *moves;
		size_t budget;
	} views[] = {
		/* A page of Brief holds a handful of sentences; Posts tells all about the post in the row. */
		{"1", "[1 Brief]", "jkjk", 120}, {"2", "[2 Time]", "jjjkkj", 120}, {"3", "[3 Control]", "jjjkkj", 120},
		{"4", "[4 Revenue]", "jjjkkj", 120}, {"5", "[5 Posts]", "jjjkkj", 700}, {"0", "[0 Data]", "jjjkkj", 120},
	};
	struct pty *pty = stage_open(stage_types[_i]);

	for (size_t i = 0; i < sizeof(views) / sizeof(views[0]); i++)
		move_within(pty, views[i].key, views[i].title, views[i].moves, views[i].budget);
	pty_stop(pty);
}
END_TEST

START_TEST(a_page_of_findings_turns_for_at_most_600_bytes)
{
	struct pty *pty = stage_open(stage_types[_i]);

	move_within(pty, "1", "[1 Brief]", "jjjjkkkk", 600);
	pty_stop(pty);
}
END_TEST

/* From any view to any other, as it comes in on a machine that may be busy: "Reading" and what it wipes out come on top of the bytes
 * that tests/tui/test_panels.c holds each view to. */
START_TEST(a_change_of_panel_keeps_to_its_budget)
{
	static const struct {
		const char *key, *title;
		size_t budget[STAGE_TYPES];
	} panels[] = {
		{"1", "[1 Brief]", {1845, 1600, 1500}}, {"2", "[2 Time]", {1700, 1500, 1500}}, {"3", "[3 Control]", {1610, 1500, 1500}},
		{"4", "[4 Revenue]", {1790, 1500, 1500}}, {"5", "[5 Posts]", {1770, 1520, 1500}}, {"7", "[7 Risk]", {1500, 1500, 1500}},
		{"8", "[8 Reform]", {1650, 1500, 1500}}, {"0", "[0 Data]", {1500, 1500, 1500}},
	};
	size_t n = sizeof(panels) / sizeof(panels[0]);
	struct pty *pty = stage_open(stage_types[_i]);

	for (size_t from = 0; from < n; from++) {
		stage_press(pty, panels[from].key, panels[from].title);
		for (size_t to = 0; to < n; to++) {
			size_t budget = panels[to].budget[_i] + READING, cost = to == from ? 0 : least_of(pty, panels[to].key, panels[to].title,
				panels[from].key, panels[from].title, budget);

			ck_assert_msg(cost <= budget, "%s after %s on %s costs %zu bytes", panels[to].title,
				panels[from].title, stage_types[_i], cost);
		}
	}
	pty_stop(pty);
}
END_TEST

START_TEST(ctrl_l_sends_everything_once)
{
	struct pty *pty = stage_open("xterm-256color");
	size_t n = stage_press(pty, "\f", "[1 Brief]");

	ck_assert_uint_gt(n, 1000);
	ck_assert_uint_le(n, 2570);
	pty_stop(pty);
}
END_TEST

START_TEST(a_message_costs_its_row_alone)
{
	struct pty *pty = stage_open("xterm-256color");

	ck_assert_uint_le(stage_press(pty, "9", "No view has the key 9"), 120);
	pty_stop(pty);
}
END_TEST

START_TEST(keys_typed_faster_than_frames_are_sent_share_one)
{
	struct pty *pty = stage_open("xterm-256color");
	size_t one = stage_press(pty, "j", "[1 Brief]"), many;

	many = stage_press(pty, "jkjkjkjkjkjkjkjkjkjkjkjkjkjkjkjkjkjkjkjk", "[1 Brief]");
	ck_assert_uint_le(many, 4 * one + 40);
	pty_stop(pty);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("cost");
	TCase *tc = tcase_create("cost");

	tcase_set_timeout(tc, 400);
	tcase_add_unchecked_fixture(tc, stage_build, stage_strike);
	tcase_add_loop_test(tc, idle_costs_no_bytes, 0, STAGE_TYPES);
	tcase_add_loop_test(tc, the_first_frame_keeps_to_its_budget, 0, STAGE_TYPES);
	tcase_add_loop_test(tc, a_cursor_move_costs_at_most_120_bytes, 0, STAGE_TYPES);
	tcase_add_loop_test(tc, a_page_of_findings_turns_for_at_most_600_bytes, 0, STAGE_TYPES);
	tcase_add_loop_test(tc, a_change_of_panel_keeps_to_its_budget, 0, STAGE_TYPES);
	tcase_add_test(tc, ctrl_l_sends_everything_once);
	tcase_add_test(tc, a_message_costs_its_row_alone);
	tcase_add_test(tc, keys_typed_faster_than_frames_are_sent_share_one);
	suite_add_tcase(suite, tc);
	return support_run(suite);
}
