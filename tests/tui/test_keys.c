/* What follows ESC: a key, Escape alone, or nothing at all - never a row of letters that act as commands. */
#include <stdlib.h>
#include <string.h>

#include "keys.h"
#include "panel/request.h"
#include "suite.h"

struct typed {
	const char *rest;
	int32_t held;
};

static int32_t next(void *context)
{
	struct typed *typed = context;
	int32_t held = typed->held;

	typed->held = -1;
	if (held >= 0)
		return held;
	return *typed->rest ? (unsigned char)*typed->rest++ : -1;
}

static void back(void *context, int32_t character)
{
	((struct typed *)context)->held = character;
}

/* The key that ESC and `sequence` are; what is left unread must be `left`. */
static void check(const char *sequence, uint32_t key, const char *left)
{
	struct typed typed = {.rest = sequence, .held = -1};
	const struct keys_source source = {.context = &typed, .next = next, .back = back};
	char rest[64];
	size_t n = 0;

	ck_assert_msg(keys_after_escape(&source) == key, "ESC %s", sequence);
	for (int32_t c; (c = next(&typed)) >= 0;)
		rest[n++] = (char)c;
	rest[n] = '\0';
	ck_assert_str_eq(rest, left);
}

START_TEST(arrows_are_known_in_every_dress)
{
	check("[A", KEY_UP_, "");
	check("OB", KEY_DOWN_, "");
	check("[1;5C", KEY_RIGHT_, "");
	check("[D2", KEY_LEFT_, "2");
	check("[1~", KEY_HOME_, "");
	check("[6;2~", KEY_PAGE_DOWN_, "");
	check("[Z", KEY_BACKTAB_, "");
	check("OP", KEY_F1_, "");
	check("[[A", KEY_F1_, "");
	check("[1;5R", KEY_F1_ + 2, "");
	check("[24~", KEY_F1_ + 11, "");
}
END_TEST

START_TEST(a_sequence_that_is_no_key_is_swallowed_whole)
{
	check("[I", KEY_NONE_, "");
	check("[24;80R", KEY_NONE_, "");
	check("[?64;1;2c", KEY_NONE_, "");
	check("[<0;10;12M", KEY_NONE_, "");
	check("[M !!q", KEY_NONE_, "q");
	check("[200~q", KEY_NONE_, "q");
}
END_TEST

START_TEST(a_click_is_skipped)
{
	static const char *const clicks[] = {"0;10;12Mq", "35;1;1mq", " !!q"};

	for (size_t i = 0; i < sizeof(clicks) / sizeof(clicks[0]); i++) {
		struct typed typed = {.rest = clicks[i], .held = -1};
		const struct keys_source source = {.context = &typed, .next = next, .back = back};

		keys_skip_click(&source);
		ck_assert_int_eq(next(&typed), 'q');
	}
}
END_TEST

START_TEST(escape_alone_is_escape)
{
	check("", KEY_ESCAPE_, "");
	check("2", KEY_ESCAPE_, "2");
	check("[", KEY_ESCAPE_, "[");
	check("O", KEY_ESCAPE_, "O");
}
END_TEST

START_TEST(no_bytes_whatever_make_it_read_for_ever)
{
	char bytes[200];

	srand(99);
	for (int i = 0; i < 20000; i++) {
		struct typed typed = {.rest = bytes, .held = -1};
		const struct keys_source source = {.context = &typed, .next = next, .back = back};

		for (size_t k = 0; k < sizeof(bytes) - 1; k++)
			bytes[k] = (char)(1 + rand() % 255);
		bytes[0] = rand() % 2 ? '[' : 'O';
		bytes[sizeof(bytes) - 1] = '\0';
		ck_assert_uint_le(keys_after_escape(&source), KEY_F1_ + 12);
	}
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("keys");
	TCase *tc = tcase_create("keys");

	tcase_add_test(tc, arrows_are_known_in_every_dress);
	tcase_add_test(tc, a_sequence_that_is_no_key_is_swallowed_whole);
	tcase_add_test(tc, a_click_is_skipped);
	tcase_add_test(tc, escape_alone_is_escape);
	tcase_add_test(tc, no_bytes_whatever_make_it_read_for_ever);
	suite_add_tcase(suite, tc);
	return support_run(suite);
}
