/* From one look to another in the fewest bytes, on terminals that can do more and less. */
#include <string.h>

#include "pen.h"
#include "suite.h"

static const struct look plain = {.fg = -1, .bg = -1}, strong = {.fg = -1, .bg = -1, .bold = true},
			 red = {.fg = 202, .bg = -1, .bold = true}, grey = {.fg = 246, .bg = -1},
			 bar = {.fg = 254, .bg = 237};

static void check(const char *type, struct look from, struct look to, const char *bytes)
{
	struct text out = TEXT_INIT;
	struct caps caps;

	ck_assert(caps_open(type, &caps));
	pen_change(&caps, from, to, true, &out);
	ck_assert_str_eq(out.data, bytes);
	text_finish(&out);
	caps_close();
}

START_TEST(a_change_is_one_sequence)
{
	check("xterm-256color", plain, red, "\033[1;38;5;202m");
	check("xterm-256color", plain, bar, "\033[38;5;254;48;5;237m");
	check("xterm-256color", grey, red, "\033[1;38;5;202m");
}
END_TEST

START_TEST(the_shorter_of_difference_and_reset_is_taken)
{
	check("xterm-256color", strong, plain, "\033[m");
	check("xterm-256color", red, strong, "\033[39m");
	check("xterm-256color", red, grey, "\033[0;38;5;246m");
	check("xterm-256color", bar, (struct look){.fg = 254, .bg = 237, .underline = true}, "\033[4m");
}
END_TEST

START_TEST(no_change_costs_nothing)
{
	check("xterm-256color", red, red, "");
	check("vt100", strong, strong, "");
}
END_TEST

START_TEST(a_vt100_is_reset_before_attributes_are_taken_back)
{
	check("vt100", strong, plain, "\033[m");
	check("vt100", plain, strong, "\033[1m");
	check("vt100", strong, (struct look){.fg = -1, .bg = -1, .underline = true}, "\033[0;4m");
}
END_TEST

START_TEST(what_the_terminal_has_now_may_be_unknown)
{
	struct text out = TEXT_INIT;
	struct caps caps;

	ck_assert(caps_open("linux", &caps));
	pen_change(&caps, plain, plain, false, &out);
	ck_assert_str_eq(out.data, "\033[m");
	text_finish(&out);
	caps_close();
}
END_TEST

START_TEST(padding_is_not_sent)
{
	struct caps caps;

	ck_assert(caps_open("vt100", &caps));
	ck_assert_str_eq(caps.el, "\033[K");
	ck_assert_str_eq(caps.expand(caps.cup, 4, 9), "\033[5;10H");
	caps_close();
}
END_TEST

START_TEST(a_terminal_that_cannot_place_characters_is_told_apart)
{
	struct caps caps;

	ck_assert(!caps_open("dumb", &caps));
	caps_close();
	ck_assert(!caps_open("no-such-terminal", &caps));
	caps_close();
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("pen");
	TCase *tc = tcase_create("pen");

	tcase_add_test(tc, a_change_is_one_sequence);
	tcase_add_test(tc, the_shorter_of_difference_and_reset_is_taken);
	tcase_add_test(tc, no_change_costs_nothing);
	tcase_add_test(tc, a_vt100_is_reset_before_attributes_are_taken_back);
	tcase_add_test(tc, what_the_terminal_has_now_may_be_unknown);
	tcase_add_test(tc, padding_is_not_sent);
	tcase_add_test(tc, a_terminal_that_cannot_place_characters_is_told_apart);
	suite_add_tcase(suite, tc);
	return support_run(suite);
}
