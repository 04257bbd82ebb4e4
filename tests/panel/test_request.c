/* The table of keys: what it binds, and the names of keys both ways. */
#include "panel/request.h"
#include "suite.h"

#include <string.h>

START_TEST(no_key_asks_for_two_things)
{
	size_t n;
	const struct request_binding *b = request_bindings(&n);

	ck_assert_uint_gt(n, 30);
	for (size_t i = 0; i < n; i++) {
		ck_assert_uint_ne(b[i].keys[0], 0);
		for (size_t k = 0; k < 4 && b[i].keys[k]; k++)
			ck_assert_msg(request_of_key(b[i].keys[k]) == b[i].request, "%s: key %zu is bound before", b[i].name, k);
	}
}
END_TEST

START_TEST(every_request_is_bound_once)
{
	size_t n;
	const struct request_binding *b = request_bindings(&n);
	int seen[REQ_COUNT] = { 0 };

	for (size_t i = 0; i < n; i++)
		seen[b[i].request]++;
	for (int r = REQ_NONE + 1; r < REQ_COUNT; r++)
		ck_assert_msg(seen[r] == 1, "request %d is bound %d times", r, seen[r]);
}
END_TEST

START_TEST(unbound_keys_ask_for_nothing)
{
	ck_assert_int_eq(request_of_key(0), REQ_NONE);
	ck_assert_int_eq(request_of_key('Z'), REQ_NONE);
	ck_assert_int_eq(request_of_key(0x10ffff), REQ_NONE);
}
END_TEST

START_TEST(key_names_are_read_back)
{
	size_t n;
	const struct request_binding *b = request_bindings(&n);
	char buffer[16];

	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; k < 4 && b[i].keys[k]; k++) {
			const char *name = request_key_name(b[i].keys[k], buffer);
			uint32_t key = 0;

			if (b[i].keys[k] == '\n')	/* written as C-j, read as the same */
				ck_assert_str_eq(name, "C-j");
			ck_assert_uint_eq(request_key_parse(name, &key), strlen(name));
			ck_assert_uint_eq(key, b[i].keys[k]);
		}
	}
}
END_TEST

struct name_case {
	const char *text;
	size_t length;
	uint32_t key;
};

static const struct name_case name_cases[] = {
	{ "Enter", 5, KEY_ENTER_ }, { "Escape", 6, KEY_ESCAPE_ }, { "Esc", 3, KEY_ESCAPE_ }, { "PgDn", 4, KEY_PAGE_DOWN_ },
	{ "NPage", 5, KEY_PAGE_DOWN_ }, { "S-Tab", 5, KEY_BACKTAB_ }, { "F1", 2, KEY_F1_ }, { "F12x", 3, KEY_F1_ + 11 },
	{ "F", 1, 'F' }, { "F0", 1, 'F' }, { "F13", 1, 'F' }, { "C-l", 3, 12 }, { "C-", 1, 'C' }, { "jjj", 1, 'j' },
	{ "é", 2, 0xe9 }, { "<", 1, '<' },
};

START_TEST(key_names_are_read_generously)
{
	const struct name_case *c = &name_cases[_i];
	uint32_t key = 0;

	ck_assert_uint_eq(request_key_parse(c->text, &key), c->length);
	ck_assert_uint_eq(key, c->key);
}
END_TEST

START_TEST(an_empty_or_broken_name_is_no_key)
{
	uint32_t key;

	ck_assert_uint_eq(request_key_parse("", &key), 0);
	ck_assert_uint_eq(request_key_parse("\xff", &key), 0);
}
END_TEST

static bool configure(const char *content, struct err *err)
{
	struct settings *settings = NULL;
	bool ok;

	ck_assert_msg(settings_parse("config.ini", content, &settings, err), "%s", err->text);
	ok = request_configure(settings, err);
	settings_close(settings);
	return ok;
}

START_TEST(keys_are_bound_as_the_configuration_says)
{
	struct err err = { 0 };

	ck_assert_msg(configure("[keys]\ndrill = o, F11\nexport = C-s\n", &err), "%s", err.text);
	ck_assert_int_eq(request_of_key('o'), REQ_DRILL);
	ck_assert_int_eq(request_of_key(KEY_F1_ + 10), REQ_DRILL);
	ck_assert_int_eq(request_of_key(KEY_ENTER_), REQ_NONE);
	ck_assert_int_eq(request_of_key('s' & 0x1f), REQ_EXPORT);
	ck_assert_int_eq(request_of_key('x'), REQ_NONE);
	ck_assert_msg(configure("[keys]\nundo = s\n", &err), "%s", err.text);
	ck_assert_int_eq(request_of_key('s'), REQ_UNDO);
	ck_assert_uint_eq(request_binding_of(REQ_SORT)->keys[0], KEY_F1_ + 5);
	ck_assert(request_configure(NULL, &err));
}
END_TEST

static const char *const bad_keys[] = {
	"[keys]\nfly = x\n", "[keys]\ndrill = Hyper-x\n", "[keys]\ndrill = a b c d e\n", "[keys]\nsort = q F10\n",
};

START_TEST(a_binding_that_cannot_be_is_one_sentence)
{
	struct err err = { 0 };

	ck_assert(!configure(bad_keys[_i], &err));
	ck_assert_int_eq(err.code, ERR_CONFIG);
	ck_assert_ptr_nonnull(strstr(err.text, "config.ini"));
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("panel/request");
	TCase *tcase = tcase_create("table");

	tcase_add_test(tcase, no_key_asks_for_two_things);
	tcase_add_test(tcase, every_request_is_bound_once);
	tcase_add_test(tcase, unbound_keys_ask_for_nothing);
	tcase_add_test(tcase, key_names_are_read_back);
	tcase_add_loop_test(tcase, key_names_are_read_generously, 0, sizeof(name_cases) / sizeof(name_cases[0]));
	tcase_add_test(tcase, an_empty_or_broken_name_is_no_key);
	/* These bind keys anew, for all that runs after them in one process. */
	tcase_add_test(tcase, keys_are_bound_as_the_configuration_says);
	tcase_add_loop_test(tcase, a_binding_that_cannot_be_is_one_sentence, 0, 4);
	suite_add_tcase(suite, tcase);
	return support_run(suite);
}
