/* What a slow link pays for: bytes of each action, on three types of terminal. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stage.h"
#include "suite.h"

enum { ATTEMPTS = 5 };

/* The least of several attempts, there and back: on a busy machine "Reading" may come in between. */
static size_t least_of(struct pty *pty, const char *keys, const char *text, const char *back, const char *back_text)
{
	size_t least = SIZE_MAX;

	for (int i = 0; i < ATTEMPTS; i++) {
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

START_TEST(the_first_frame_costs_at_most_3600_bytes)
{
	struct pty *pty = stage_open(stage_types[_i]);
	size_t n;

	pty_bytes(pty, &n);
	ck_assert_uint_gt(n, 500);
	ck_assert_uint_le(n, 3600);
	pty_stop(pty);
}
END_TEST

START_TEST(a_cursor_move_costs_at_most_120_bytes)
{
	static const char *const views[] = {"1", "2", "3", "4", "5", "0"};
	static const size_t budgets[] = {120, 120, 120, 120, 700, 120};		/* Posts tells all about the post in the row */
	static const char *const titles[] = {"[1 Brief]", "[2 Time]", "[3 Control]", "[4 Revenue]", "[5 Posts]", "[0 Data]"};
	struct pty *pty = stage_open(stage_types[_i]);

	for (size_t view = 0; view < sizeof(views) / sizeof(views[0]); view++) {
		stage_press(pty, views[view], titles[view]);
		for (const char *key = "jjjkkj"; *key; key++) {
			size_t n = stage_press(pty, (char[]){*key, '\0'}, titles[view]);

			ck_assert_msg(n <= budgets[view], "%c in %s costs %zu bytes", *key, titles[view], n);
		}
	}
	pty_stop(pty);
}
END_TEST

/* Budgets above the 1,500 aimed at are what the panel's own text costs; they may shrink, not grow. */
START_TEST(a_change_of_panel_keeps_to_its_budget)
{
	static const struct {
		const char *key, *title;
		size_t budget[STAGE_TYPES];
	} panels[] = {
		{"2", "[2 Time]", {3100, 2850, 2000}}, {"3", "[3 Control]", {2850, 2600, 1900}}, {"4", "[4 Revenue]", {3150, 2750, 1850}},
		{"5", "[5 Posts]", {2750, 2500, 1850}}, {"0", "[0 Data]", {2400, 2200, 1850}},
	};
	struct pty *pty = stage_open(stage_types[_i]);

	for (size_t i = 0; i < sizeof(panels) / sizeof(panels[0]); i++) {
		size_t n = least_of(pty, panels[i].key, panels[i].title, "1", "[1 Brief]");

		ck_assert_msg(n <= panels[i].budget[_i], "%s on %s costs %zu bytes", panels[i].title, stage_types[_i], n);
	}
	pty_stop(pty);
}
END_TEST

START_TEST(ctrl_l_sends_everything_once)
{
	struct pty *pty = stage_open("xterm-256color");
	size_t n = stage_press(pty, "\f", "[1 Brief]");

	ck_assert_uint_gt(n, 1000);
	ck_assert_uint_le(n, 3600);
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

	tcase_set_timeout(tc, 240);
	tcase_add_unchecked_fixture(tc, stage_build, stage_strike);
	tcase_add_loop_test(tc, idle_costs_no_bytes, 0, STAGE_TYPES);
	tcase_add_loop_test(tc, the_first_frame_costs_at_most_3600_bytes, 0, STAGE_TYPES);
	tcase_add_loop_test(tc, a_cursor_move_costs_at_most_120_bytes, 0, STAGE_TYPES);
	tcase_add_loop_test(tc, a_change_of_panel_keeps_to_its_budget, 0, STAGE_TYPES);
	tcase_add_test(tc, ctrl_l_sends_everything_once);
	tcase_add_test(tc, a_message_costs_its_row_alone);
	tcase_add_test(tc, keys_typed_faster_than_frames_are_sent_share_one);
	suite_add_tcase(suite, tc);
	return support_run(suite);
}
