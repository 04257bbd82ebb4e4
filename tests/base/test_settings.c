/* INI files as people write them: value maps, long lines, quotes, mistakes. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/settings.h"
#include "suite.h"

static struct settings *parse(const char *content)
{
	struct settings *settings = NULL;
	struct err err = {0};

	if (!settings_parse("test.ini", content, &settings, &err))
		ck_abort_msg("%s", err.text);
	return settings;
}

static void check_entry(const char *content, const char *key, const char *map, const char *value)
{
	struct settings *settings = parse(content);
	size_t cursor = 0;
	const struct settings_entry *entry = settings_next(settings, &cursor);

	ck_assert_ptr_nonnull(entry);
	ck_assert_str_eq(entry->key, key);
	ck_assert_pstr_eq(entry->map, map);
	ck_assert_str_eq(entry->value, value);
	ck_assert_ptr_null(settings_next(settings, &cursor));
	settings_close(settings);
}

static void check_refused(const char *content, const char *sentence)
{
	struct settings *settings = (struct settings *)&settings;
	struct err err = {0};

	ck_assert_msg(!settings_parse("test.ini", content, &settings, &err), "%s", content);
	ck_assert_int_eq(err.code, ERR_CONFIG);
	ck_assert_str_eq(err.text, sentence);
	ck_assert_ptr_eq(settings, (struct settings *)&settings);
}

START_TEST(entries_come_in_file_order_with_their_lines)
{
	struct settings *settings =
		parse("; a profile\n\nkind = declarations\n# columns\n[columns]\n\toffice = Bureau\n"
		      "  regime=Régime\n[ constants ]\nflow = \"import\"\n");
	static const struct settings_entry expected[] = {
		{.section = "", .key = "kind", .value = "declarations", .line = 3},
		{.section = "columns", .key = "office", .value = "Bureau", .line = 6},
		{.section = "columns", .key = "regime", .value = "Régime", .line = 7},
		{.section = "constants", .key = "flow", .value = "import", .line = 9},
	};
	size_t cursor = 0;

	for (size_t i = 0; i < 4; i++) {
		const struct settings_entry *entry = settings_next(settings, &cursor);

		ck_assert_ptr_nonnull(entry);
		ck_assert_str_eq(entry->section, expected[i].section);
		ck_assert_str_eq(entry->key, expected[i].key);
		ck_assert_str_eq(entry->value, expected[i].value);
		ck_assert_ptr_null(entry->map);
		ck_assert_int_eq(entry->line, expected[i].line);
	}
	ck_assert_ptr_null(settings_next(settings, &cursor));
	ck_assert_str_eq(settings_path(settings), "test.ini");
	settings_close(settings);
}
END_TEST

START_TEST(the_last_value_of_a_key_is_found_without_regard_to_case)
{
	struct settings *settings =
		parse("[Brief]\nOffice = NGT\noffice = PSL\noffice: \"x\" = y\n[other]\noffice = AIR\n");

	ck_assert_str_eq(settings_find(settings, "brief", "OFFICE"), "PSL");
	ck_assert_str_eq(settings_find(settings, "OTHER", "office"), "AIR");
	ck_assert_ptr_null(settings_find(settings, "brief", "offic"));
	ck_assert_ptr_null(settings_find(settings, "", "office"));
	ck_assert_ptr_null(settings_find(NULL, "brief", "office"));
	settings_close(settings);
}
END_TEST

START_TEST(value_maps_keep_whatever_their_word_holds)
{
	check_entry("lane: \"rouge\" = red", "lane", "rouge", "red");
	check_entry("lane: \"a=b;c:d#e\" = red", "lane", "a=b;c:d#e", "red");
	check_entry("lane: \"x ; y # z\"=red", "lane", "x ; y # z", "red");
	check_entry("lane : \"أحمر\" = red", "lane", "أحمر", "red");
	check_entry("lane: \"\" = green", "lane", "", "green");
	check_entry("lane: \"the \"\"red\"\" one\" = red", "lane", "the \"red\" one", "red");
	check_entry("lane: \" padded \" = \" kept \"", "lane", " padded ", " kept ");
	check_entry("attribute.colour: \"[x]\" = \"a = b\"", "attribute.colour", "[x]", "a = b");
	check_entry("status: \"liquidée\" =", "status", "liquidée", "");
}
END_TEST

START_TEST(values_lose_surrounding_quotes_and_spaces)
{
	check_entry("a =   b c  \r\n", "a", NULL, "b c");
	check_entry("a = \"b c \"", "a", NULL, "b c ");
	check_entry("a: b", "a", NULL, "b");
	check_entry("a: \"b\"", "a", NULL, "b");
	check_entry("a = ", "a", NULL, "");
	check_entry("a = \"\"", "a", NULL, "");
	check_entry("a = \"", "a", NULL, "\"");
	check_entry("a = ;", "a", NULL, ";");
	check_entry("a = b;c#d", "a", NULL, "b;c#d");
	check_entry("a = b = c : d", "a", NULL, "b = c : d");
	check_entry("a = \"Item ; # 3\"", "a", NULL, "Item ; # 3");
	check_entry("a = it's \"so\"", "a", NULL, "it's \"so\"");
}
END_TEST

START_TEST(a_byte_order_mark_and_foreign_line_ends_are_taken)
{
	check_entry("\xef\xbb\xbfkind = declarations", "kind", NULL, "declarations");
	check_entry("\r\n\r\nkind = declarations\r\n\r\n", "kind", NULL, "declarations");
	settings_close(parse(""));
	settings_close(parse("\xef\xbb\xbf"));
	settings_close(parse("\n[empty]\n"));
	settings_close(parse("[a] ; what it is\n"));
}
END_TEST

START_TEST(long_values_are_kept_whole)
{
	char content[9000];

	memset(content, 'x', sizeof(content));
	memcpy(content, "key = ", 6);
	content[7990] = '\0';
	check_entry(content, "key", NULL, content + 6);
	content[7990] = 'x';
	content[8500] = '\0';
	check_refused(content, "test.ini, line 1: the line is longer than 8000 bytes; split it");
}
END_TEST

START_TEST(a_map_is_read_beyond_the_first_200_bytes)
{
	char content[2000], word[1500];

	memset(word, '=', sizeof(word));
	word[sizeof(word) - 1] = '\0';
	snprintf(content, sizeof(content), "lane: \"%s\" = red", word);
	check_entry(content, "lane", word, "red");
}
END_TEST

START_TEST(mistakes_are_named_with_file_and_line)
{
	check_refused(
		"a = 1\n[columns\nb = 2\n", "test.ini, line 2: the closing ] of the section is missing");
	check_refused(
		"a = 1\n\nnonsense\n", "test.ini, line 3: neither a section nor a comment nor `key = value`");
	check_refused("= 1", "test.ini, line 1: the key before the = is missing");
	check_refused("a = 1 ; why\n",
		"test.ini, line 1: a comment needs a line of its own; if it is part of the value, "
		"put the value in \"");
	check_refused("a = 1 # why\n",
		"test.ini, line 1: a comment needs a line of its own; if it is part of the value, "
		"put the value in \"");
	check_refused("a = \"1\" ; why\n",
		"test.ini, line 1: after the closing \" nothing may follow; a comment needs a line "
		"of its own");
	check_refused("a = \"1\n", "test.ini, line 1: the closing \" is missing");
	check_refused("lane: \"rouge = red\n", "test.ini, line 1: the closing \" is missing");
	check_refused("lane: \"rouge\" red\n",
		"test.ini, line 1: after the quoted word an = and the word that it stands for "
		"are needed");
	check_refused("[a] b = c\n", "test.ini, line 1: after the ] of a section nothing may follow");
	check_refused(
		"a = caf\xe9\n", "test.ini, line 1: the line is not UTF-8; save the file as UTF-8");
	check_refused("a ; b = c\n", "test.ini, line 1: neither a section nor a comment nor `key = value`");
}
END_TEST

START_TEST(names_too_long_to_keep_are_refused)
{
	char content[600], name[300];

	memset(name, 'n', sizeof(name));
	name[50] = '\0';
	snprintf(content, sizeof(content), "[%s]\na = 1\n", name);
	check_refused(content, "test.ini, line 1: the name of the section is longer than 49 bytes");
	snprintf(content, sizeof(content), "%s = 1\n", name);
	check_refused(content, "test.ini, line 1: the key is longer than 49 bytes");
	name[50] = 'n';
	name[299] = '\0';
	snprintf(content, sizeof(content), "%s = 1\n", name);
	check_refused(content, "test.ini, line 1: neither a section nor a comment nor `key = value`");
}
END_TEST

START_TEST(only_the_first_mistake_is_told)
{
	check_refused("a = \"1\n[b\nnonsense\n", "test.ini, line 1: the closing \" is missing");
	check_refused("nonsense\nmore nonsense\n",
		"test.ini, line 1: neither a section nor a comment nor `key = value`");
	check_refused("nonsense\n[b\n", "test.ini, line 2: the closing ] of the section is missing");
}
END_TEST

static void check_file(const char *content, size_t n, enum err_code code)
{
	char path[] = "/tmp/settings-XXXXXX";
	int fd = mkstemp(path);
	struct settings *settings = NULL;
	struct err err = {0};

	ck_assert_int_eq(write(fd, content, n), (ssize_t)n);
	close(fd);
	ck_assert_int_eq(settings_open(path, &settings, &err), code == ERR_NONE);
	ck_assert_int_eq(err.code, code);
	if (code == ERR_NONE)
		ck_assert_str_eq(settings_path(settings), path);
	else
		ck_assert_ptr_nonnull(strstr(err.text, path));
	settings_close(settings);
	unlink(path);
}

START_TEST(files_are_opened_or_refused_in_a_sentence)
{
	struct settings *settings;
	struct err err = {0};

	check_file("a = 1\n", 6, ERR_NONE);
	check_file("", 0, ERR_NONE);
	check_file("a\0 = 1\n", 7, ERR_CONFIG);
	check_file("[a\n", 3, ERR_CONFIG);
	ck_assert(!settings_open("/nonexistent/tidewaiter.ini", &settings, &err));
	ck_assert_int_eq(err.code, ERR_NO_INPUT);
	ck_assert_ptr_nonnull(strstr(err.text, "/nonexistent/tidewaiter.ini"));
	ck_assert(!settings_open("/", &settings, &err));
	ck_assert_int_eq(err.code, ERR_NO_INPUT);
	settings_close(NULL);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("settings");
	TCase *tcase = tcase_create("settings");

	tcase_add_test(tcase, entries_come_in_file_order_with_their_lines);
	tcase_add_test(tcase, the_last_value_of_a_key_is_found_without_regard_to_case);
	tcase_add_test(tcase, value_maps_keep_whatever_their_word_holds);
	tcase_add_test(tcase, values_lose_surrounding_quotes_and_spaces);
	tcase_add_test(tcase, a_byte_order_mark_and_foreign_line_ends_are_taken);
	tcase_add_test(tcase, long_values_are_kept_whole);
	tcase_add_test(tcase, a_map_is_read_beyond_the_first_200_bytes);
	tcase_add_test(tcase, mistakes_are_named_with_file_and_line);
	tcase_add_test(tcase, names_too_long_to_keep_are_refused);
	tcase_add_test(tcase, only_the_first_mistake_is_told);
	tcase_add_test(tcase, files_are_opened_or_refused_in_a_sentence);
	suite_add_tcase(suite, tcase);
	return support_run(suite);
}
