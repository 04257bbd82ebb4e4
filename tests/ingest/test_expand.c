/* The files that paths stand for: which of a folder, and in which order. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "ingest/ingest.h"
#include "model/kind.h"
#include "suite.h"
#include "trial.h"

#define DECLARATIONS "declaration_id,office,flow,registered_at\n"
#define MILESTONES "declaration_id,code,at\n"
#define POSTS "office,name\n"

static char folder[64];
static struct arena arena;
static struct ingest_options options;
static struct err err;

static void setup(void)
{
	snprintf(folder, sizeof(folder), "/tmp/tidewaiter-expand-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	arena_init(&arena);
	options = (struct ingest_options)INGEST_OPTIONS_INIT;
	err = (struct err){0};
}

static void teardown(void)
{
	char command[128];

	arena_finish(&arena);
	snprintf(command, sizeof(command), "rm -rf %s", folder);
	ck_assert_int_eq(system(command), 0);
}

static const char *path_of(const char *name)
{
	return arena_printf(&arena, "%s/%s", folder, name);
}

static void write_bytes(const char *name, const char *content, size_t n)
{
	FILE *file = fopen(path_of(name), "wb");

	ck_assert_ptr_nonnull(file);
	ck_assert_uint_eq(fwrite(content, 1, n, file), n);
	fclose(file);
}

static void write_text(const char *name, const char *content)
{
	write_bytes(name, content, strlen(content));
}

/* The names of the files without the folder, joined by spaces. */
static const char *expanded(const char *const *paths, size_t n)
{
	static char names[512];
	const char *const *files;
	size_t used = 0;

	ck_assert_msg(ingest_expand(paths, n, &options, &arena, &files, &err), "%s", err.text);
	names[0] = '\0';
	for (; *files; files++) {
		const char *name = strncmp(*files, folder, strlen(folder)) == 0 ? *files + strlen(folder) + 1 : *files;

		used += (size_t)snprintf(names + used, sizeof(names) - used, "%s%s", used ? " " : "", name);
	}
	return names;
}

static const char *folder_expanded(void)
{
	const char *path = folder;

	return expanded(&path, 1);
}

START_TEST(a_folder_stands_for_its_tables_in_the_order_of_their_kinds)
{
	write_text("a.csv", MILESTONES);
	write_text("b.csv", DECLARATIONS);
	write_text("z.csv", POSTS);
	ck_assert_str_eq(folder_expanded(), "z.csv b.csv a.csv");
}
END_TEST

START_TEST(files_of_one_kind_come_by_name)
{
	write_text("2026-02.csv", DECLARATIONS);
	write_text("2026-01.csv", DECLARATIONS);
	write_text("2026-10.csv", DECLARATIONS);
	ck_assert_str_eq(folder_expanded(), "2026-01.csv 2026-02.csv 2026-10.csv");
}
END_TEST

START_TEST(what_is_no_table_is_left_alone)
{
	write_text("a.csv", DECLARATIONS);
	write_text("b.CSV", DECLARATIONS);
	write_text("c.tsv", "declaration_id\toffice\tflow\tregistered_at\n");
	write_text("d.txt", DECLARATIONS);
	write_text("e.ini", "[file]\n");
	write_text(".hidden.csv", DECLARATIONS);
	write_text(".csv", DECLARATIONS);
	ck_assert_int_eq(mkdir(path_of("sub.csv"), 0700), 0);
	write_text("sub.csv/inside.csv", DECLARATIONS);
	ck_assert_str_eq(folder_expanded(), "a.csv b.CSV c.tsv");
}
END_TEST

START_TEST(a_packed_file_is_known_by_what_is_in_it)
{
	char *packed;
	size_t n = trial_gzip(POSTS, strlen(POSTS), &packed);

	write_bytes("z.csv.gz", packed, n);
	free(packed);
	write_text("a.csv", DECLARATIONS);
	ck_assert_str_eq(folder_expanded(), "z.csv.gz a.csv");
}
END_TEST

START_TEST(a_file_of_no_kind_comes_last_and_will_say_so_itself)
{
	write_text("a.csv", "weather,wind\nfair,3\n");
	write_text("b.csv", MILESTONES);
	write_text("c.csv", "");
	ck_assert_str_eq(folder_expanded(), "b.csv a.csv c.csv");
}
END_TEST

START_TEST(a_link_to_a_file_is_a_file_and_one_to_nothing_says_so_when_it_is_read)
{
	write_text("a.csv", DECLARATIONS);
	ck_assert_int_eq(symlink(path_of("a.csv"), path_of("b.csv")), 0);
	ck_assert_int_eq(symlink("/nonexistent", path_of("c.csv")), 0);
	ck_assert_str_eq(folder_expanded(), "a.csv b.csv c.csv");
}
END_TEST

START_TEST(paths_keep_the_order_they_were_given_in)
{
	const char *paths[3];

	write_text("a.csv", POSTS);
	write_text("b.csv", DECLARATIONS);
	paths[0] = path_of("b.csv");
	paths[1] = "-";
	paths[2] = folder;
	ck_assert_str_eq(expanded(paths, 3), "b.csv - a.csv b.csv");
	paths[0] = path_of("");	/* with its slash at the end */
	ck_assert_str_eq(expanded(paths, 1), "a.csv b.csv");
}
END_TEST

START_TEST(a_kind_that_is_given_is_that_of_all)
{
	write_text("b.csv", POSTS);
	write_text("a.csv", "one,two\n");
	options.kind = model_kind_find("milestones");
	ck_assert_str_eq(folder_expanded(), "a.csv b.csv");
}
END_TEST

START_TEST(what_is_not_there_is_no_input_in_one_sentence)
{
	const char *path = path_of("nowhere.csv");
	const char *const *files;

	ck_assert(!ingest_expand(&path, 1, &options, &arena, &files, &err));
	ck_assert_int_eq(err.code, ERR_NO_INPUT);
	ck_assert_ptr_nonnull(strstr(err.text, "nowhere.csv"));
}
END_TEST

START_TEST(a_folder_without_tables_is_no_input_in_one_sentence)
{
	const char *path = folder;
	const char *const *files;

	write_text("read.me", "nothing");
	ck_assert(!ingest_expand(&path, 1, &options, &arena, &files, &err));
	ck_assert_int_eq(err.code, ERR_NO_INPUT);
	ck_assert_ptr_nonnull(strstr(err.text, "has no .csv, .csv.gz or .tsv file directly in it"));
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("expand");
	TCase *tcase = tcase_create("paths");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, a_folder_stands_for_its_tables_in_the_order_of_their_kinds);
	tcase_add_test(tcase, files_of_one_kind_come_by_name);
	tcase_add_test(tcase, what_is_no_table_is_left_alone);
	tcase_add_test(tcase, a_packed_file_is_known_by_what_is_in_it);
	tcase_add_test(tcase, a_file_of_no_kind_comes_last_and_will_say_so_itself);
	tcase_add_test(tcase, a_link_to_a_file_is_a_file_and_one_to_nothing_says_so_when_it_is_read);
	tcase_add_test(tcase, paths_keep_the_order_they_were_given_in);
	tcase_add_test(tcase, a_kind_that_is_given_is_that_of_all);
	tcase_add_test(tcase, what_is_not_there_is_no_input_in_one_sentence);
	tcase_add_test(tcase, a_folder_without_tables_is_no_input_in_one_sentence);
	suite_add_tcase(suite, tcase);
	return support_run(suite);
}
