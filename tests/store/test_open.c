/* Which files are opened, which are refused, and with what words; and that a crash in mid-load leaves the old
 * state. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "database.h"
#include "feed.h"
#include "model/kind.h"
#include "plan.h"
#include "store/embedded.h"
#include "suite.h"

#define BASE "office=NGT", "flow=import", "registered_at=2026-03-01T08:00:00"

static struct feed feed;

static void setup(void)
{
	feed_open(&feed);
}

static void teardown(void)
{
	feed_close(&feed);
}

/* Closes the store and changes its file behind its back. */
static void alter(const char *sql)
{
	sqlite3 *db;

	store_sink_destroy(feed.sink);
	store_close(feed.store);
	feed.sink = NULL;
	feed.store = NULL;
	ck_assert_int_eq(sqlite3_open(feed.path, &db), SQLITE_OK);
	ck_assert_msg(sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK, "%s", sqlite3_errmsg(db));
	sqlite3_close(db);
}

static void check_refused(enum store_mode mode, enum err_code code, const char *words)
{
	struct store *store = NULL;

	err_clear(&feed.err);
	ck_assert(!store_open(feed.path, mode, &store, &feed.err));
	ck_assert_ptr_null(store);
	ck_assert_int_eq(feed.err.code, code);
	ck_assert_msg(strstr(feed.err.text, words) != NULL, "%s", feed.err.text);
	ck_assert_ptr_null(strchr(feed.err.text, '\n'));
}

START_TEST(a_database_is_made_with_its_folder_and_marked_as_ours)
{
	struct stat st;

	ck_assert_int_eq(stat(feed.path, &st), 0);
	ck_assert_int_eq(feed_int(&feed, "PRAGMA application_id"), STORE_APPLICATION_ID);
	ck_assert_int_gt(feed_int(&feed, "PRAGMA user_version"), 0);
	ck_assert_str_eq(feed_text(&feed, "PRAGMA journal_mode"), "truncate");
	ck_assert_int_eq(feed_int(&feed, "PRAGMA synchronous"), 2);
	ck_assert_int_eq(feed_int(&feed, "PRAGMA foreign_keys"), 1);
	ck_assert_int_eq(feed_int(&feed, "PRAGMA trusted_schema"), 0);
}
END_TEST

START_TEST(every_table_is_strict_and_fits_the_kind_table)
{
	char sql[300];

	ck_assert_int_eq(
		feed_int(&feed,
			"SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
			" AND name NOT LIKE 'sqlite_%' AND NOT strict"),
		0);
	for (int k = 0; k < MODEL_KINDS; k++) {
		const struct model_kind *kind = model_kind_get((enum model_kind_id)k);
		struct plan *plan;

		ck_assert_msg(
			plan_create(feed.store, kind, &plan, &feed.err), "%s: %s", kind->name, feed.err.text);
		for (size_t i = 0; i < plan->n_slots; i++) {
			const struct slot *slot = &plan->slots[i];
			const char *type = slot->from == SLOT_REAL   ? "REAL"
					   : slot->from == SLOT_TEXT ? "TEXT"
								     : "INTEGER";

			snprintf(sql, sizeof(sql),
				"SELECT type FROM pragma_table_info('%s') WHERE name = '%s'", kind->table,
				slot->name);
			ck_assert_msg(
				strcmp(feed_text(&feed, sql), type) == 0, "%s.%s", kind->table, slot->name);
		}
		plan_destroy(plan);
	}
}
END_TEST

/* Rows are found by an index whatever the kind: a full scan a row would make loads quadratic. */
START_TEST(every_key_is_found_by_an_index)
{
	for (int k = 0; k < MODEL_KINDS; k++) {
		const struct model_kind *kind = model_kind_get((enum model_kind_id)k);
		struct plan *plan;
		char sql[4000];

		ck_assert(plan_create(feed.store, kind, &plan, &feed.err));
		snprintf(sql, sizeof(sql), "EXPLAIN QUERY PLAN %s", sqlite3_sql(plan->find));
		plan_destroy(plan);
		sqlite3_stmt *statement;
		ck_assert_int_eq(
			sqlite3_prepare_v2(feed_database(&feed), sql, -1, &statement, NULL), SQLITE_OK);
		while (sqlite3_step(statement) == SQLITE_ROW) {
			const char *detail = (const char *)sqlite3_column_text(statement, 3);

			ck_assert_msg(strncmp(detail, "SEARCH", 6) == 0, "%s: %s", kind->name, detail);
		}
		sqlite3_finalize(statement);
	}
}
END_TEST

START_TEST(a_newer_schema_is_refused)
{
	alter("PRAGMA user_version = 999");
	check_refused(STORE_READ_WRITE, ERR_IO, "was written by a newer Tidewaiter");
	check_refused(STORE_READ_ONLY, ERR_IO, "was written by a newer Tidewaiter");
}
END_TEST

START_TEST(a_foreign_database_is_refused_and_left_alone)
{
	alter("PRAGMA application_id = 4711");
	check_refused(STORE_READ_WRITE, ERR_IO, "belongs to another program");
	alter("PRAGMA application_id = 0");
	check_refused(STORE_READ_WRITE, ERR_IO, "belongs to another program");
}
END_TEST

START_TEST(an_older_schema_is_copied_and_brought_up_to_date)
{
	struct stat st;
	char copy[200];

	alter("PRAGMA user_version = 1; DROP TABLE segment; DROP TABLE segment_day; DROP TABLE "
	      "cube_attribute; DROP TABLE risk_pick; DROP TABLE risk_event; DROP TABLE risk_model;"
	      "DROP TABLE declaration_run; CREATE INDEX declaration_day ON declaration(registered_day, office)");
	check_refused(STORE_READ_ONLY, ERR_REFUSED, "was written by an older Tidewaiter");
	feed_reopen(&feed, STORE_READ_WRITE);
	ck_assert_int_eq(feed_int(&feed, "SELECT count(*) FROM segment_day"), 0);
	snprintf(copy, sizeof(copy), "%s.schema-1", feed.path);
	ck_assert_int_eq(stat(copy, &st), 0);
}
END_TEST

START_TEST(a_file_that_is_no_database_is_refused_in_one_sentence)
{
	FILE *file;

	store_sink_destroy(feed.sink);
	store_close(feed.store);
	feed.sink = NULL;
	feed.store = NULL;
	file = fopen(feed.path, "w");
	for (int i = 0; i < 1000; i++)
		fputs("declaration_id;office;flow\n", file);
	fclose(file);
	check_refused(STORE_READ_WRITE, ERR_IO, "is not a Tidewaiter database");
	check_refused(STORE_READ_ONLY, ERR_IO, "is not a Tidewaiter database");
}
END_TEST

START_TEST(a_damaged_file_is_told_in_one_sentence)
{
	static char junk[8192];
	int fd;

	feed_row(&feed, "declarations", "declaration_id=D1", BASE);
	store_sink_destroy(feed.sink);
	store_close(feed.store);
	feed.sink = NULL;
	feed.store = NULL;
	memset(junk, 0xa5, sizeof(junk));
	fd = open(feed.path, O_WRONLY);
	for (int page = 1; page < 200; page++)
		ck_assert_int_eq(pwrite(fd, junk, sizeof(junk), page * 8192L), (ssize_t)sizeof(junk));
	close(fd);
	if (store_open(feed.path, STORE_READ_ONLY, &feed.store, &feed.err)) {
		ck_assert(!store_check(feed.store, &feed.err));
		store_close(feed.store);
		feed.store = NULL;
	}
	ck_assert_int_eq(feed.err.code, ERR_IO);
	ck_assert_msg(strstr(feed.err.text, "is damaged") != NULL, "%s", feed.err.text);
}
END_TEST

START_TEST(what_is_missing_or_no_file_is_told)
{
	struct store *store;

	ck_assert(!store_open("/nonexistent/x.db", STORE_READ_ONLY, &store, &feed.err));
	ck_assert_int_eq(feed.err.code, ERR_NO_INPUT);
	ck_assert(!store_open("/tmp", STORE_READ_WRITE, &store, &feed.err));
	ck_assert_str_eq(feed.err.text, "/tmp is not a file: name a database file with --db");
	ck_assert(!store_open("/dev/null/x.db", STORE_READ_WRITE, &store, &feed.err));
	ck_assert_int_eq(feed.err.code, ERR_CANNOT_WRITE);
}
END_TEST

START_TEST(a_read_only_store_refuses_to_load)
{
	bool seen;
	struct model_file file = {.path = "x.csv", .sha256 = "1", .kind = model_kind_get(MODEL_POSTS)};

	feed_row(&feed, "declarations", "declaration_id=D1", BASE);
	feed_reopen(&feed, STORE_READ_ONLY);
	ck_assert(!feed.sink->begin(feed.sink, &file, &seen, NULL, &feed.err));
	ck_assert_int_eq(feed.err.code, ERR_REFUSED);
	ck_assert(!store_set_fact(feed.store, "a", "b", &feed.err));
	ck_assert_int_eq(feed.err.code, ERR_REFUSED);
	ck_assert_int_eq(feed_int(&feed, "SELECT count(*) FROM declaration"), 1);
}
END_TEST

START_TEST(a_second_writer_is_told_to_wait)
{
	struct store *other;

	ck_assert(store_open(feed.path, STORE_READ_WRITE, &other, &feed.err));
	feed_begin(&feed, "declarations", NULL);
	ck_assert(!store_begin(other, &feed.err));
	ck_assert_msg(strstr(feed.err.text, "is in use by another load: wait until it is done") != NULL, "%s",
		feed.err.text);
	feed_abandon(&feed);
	store_close(other);
}
END_TEST

START_TEST(stores_in_memory_and_temporary_ones_work_alike)
{
	struct store *store;

	ck_assert(store_open(NULL, _i ? STORE_TEMPORARY : STORE_MEMORY, &store, &feed.err));
	ck_assert(store_set_fact(store, "currency", "JOD", &feed.err));
	ck_assert_str_eq(store_fact(store, "currency"), "JOD");
	ck_assert(store_check(store, &feed.err));
	store_close(store);
}
END_TEST

START_TEST(a_twin_reads_the_same_file_and_no_other)
{
	struct store *twin, *memory;
	char aside[120];

	feed_row(&feed, "declarations", "declaration_id=D1", "office=NGT", "flow=import", "registered_at=2026-03-01T08:00:00");
	ck_assert_msg(store_open_twin(feed.store, &twin, &feed.err), "%s", feed.err.text);
	ck_assert_int_eq(store_version(twin), store_version(feed.store));
	ck_assert_int_gt(store_code_find(twin, "office", "NGT"), 0);
	store_close(twin);
	ck_assert(store_open(NULL, STORE_MEMORY, &memory, &feed.err));
	ck_assert(!store_open_twin(memory, &twin, &feed.err));
	store_close(memory);
	/* Another file came into its place. */
	snprintf(aside, sizeof(aside), "%s.aside", feed.path);
	ck_assert_int_eq(rename(feed.path, aside), 0);
	ck_assert(store_open(feed.path, STORE_READ_WRITE, &memory, &feed.err));
	store_close(memory);
	ck_assert(!store_open_twin(feed.store, &twin, &feed.err));
	ck_assert_ptr_nonnull(strstr(feed.err.text, "another file"));
	ck_assert_int_eq(rename(aside, feed.path), 0);
}
END_TEST

/* In the child: what it inherited leads nowhere, so that a message to the test runner, cut in two by the kill, cannot reach it. */
static void leave_the_test(void)
{
	int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);

	for (int fd = 3; fd < nowhere; fd++)
		if (fcntl(fd, F_GETFD) != -1)
			dup2(nowhere, fd);
}

/* In the child: loads small files one after another until it is killed. */
static void load_until_killed(void)
{
	char id[40];

	leave_the_test();
	feed_reopen(&feed, STORE_READ_WRITE);
	sqlite3_exec(feed_database(&feed), "PRAGMA cache_size = 10", NULL, NULL,
		NULL); /* so that pages spill early */
	for (int file = 0;; file++) {
		feed_begin(&feed, "declarations", NULL);
		for (int row = 0; row < 400; row++) {
			snprintf(id, sizeof(id), "declaration_id=P%d-%d-%d", (int)getpid(), file, row);
			feed_put(&feed, id, BASE, "paid_amount=5", NULL);
		}
		feed_end(&feed);
	}
}

START_TEST(a_kill_at_any_moment_leaves_whole_files_only)
{
	int64_t before = 0;

	srand(7);
	for (int round = 0; round < 30; round++) {
		pid_t child;
		int64_t batches;

		/* No connection may be carried over a fork. */
		store_sink_destroy(feed.sink);
		store_close(feed.store);
		feed.sink = NULL;
		feed.store = NULL;
		child = fork();
		if (child == 0)
			load_until_killed();
		usleep(10000 + (useconds_t)(rand() % 60000));
		ck_assert_int_eq(kill(child, SIGKILL), 0);
		waitpid(child, NULL, 0);
		feed_reopen(&feed, STORE_READ_WRITE);
		batches = feed_int(&feed, "SELECT count(*) FROM batch");
		ck_assert_int_ge(batches, before);
		ck_assert_int_eq(feed_int(&feed, "SELECT count(*) FROM declaration"), batches * 400);
		ck_assert_int_eq(feed_int(&feed, "SELECT coalesce(sum(rows), 0) FROM batch"), batches * 400);
		before = batches;
	}
	ck_assert_int_gt(before, 0);
	ck_assert_msg(store_check(feed.store, &feed.err), "%s", feed.err.text);
}
END_TEST

/* In the child: dies in mid-load after pages were written to the file, so that the journal is hot. */
static void die_with_hot_journal(void)
{
	char id[40];

	leave_the_test();
	feed_reopen(&feed, STORE_READ_WRITE);
	sqlite3_exec(feed_database(&feed), "PRAGMA cache_size = 10", NULL, NULL, NULL);
	feed_begin(&feed, "declarations", NULL);
	for (int row = 0; row < 5000; row++) {
		snprintf(id, sizeof(id), "declaration_id=H%d", row);
		feed_put(&feed, id, BASE, NULL);
	}
	kill(getpid(), SIGKILL);
}

START_TEST(reading_only_after_a_crash_says_what_to_do)
{
	pid_t child;

	feed_row(&feed, "declarations", "declaration_id=D1", BASE);
	store_sink_destroy(feed.sink);
	store_close(feed.store);
	feed.sink = NULL;
	feed.store = NULL;
	child = fork();
	if (child == 0)
		die_with_hot_journal();
	waitpid(child, NULL, 0);
	check_refused(
		STORE_READ_ONLY, ERR_REFUSED, "a load was cut short and its journal must be rolled back first");
	feed_reopen(&feed, STORE_READ_WRITE);
	ck_assert_int_eq(feed_int(&feed, "SELECT count(*) FROM declaration"), 1);
	feed_reopen(&feed, STORE_READ_ONLY);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("store open");
	TCase *cases = tcase_create("open");

	tcase_set_timeout(cases, 120);
	tcase_add_checked_fixture(cases, setup, teardown);
	tcase_add_test(cases, a_database_is_made_with_its_folder_and_marked_as_ours);
	tcase_add_test(cases, every_table_is_strict_and_fits_the_kind_table);
	tcase_add_test(cases, every_key_is_found_by_an_index);
	tcase_add_test(cases, a_newer_schema_is_refused);
	tcase_add_test(cases, a_foreign_database_is_refused_and_left_alone);
	tcase_add_test(cases, an_older_schema_is_copied_and_brought_up_to_date);
	tcase_add_test(cases, a_file_that_is_no_database_is_refused_in_one_sentence);
	tcase_add_test(cases, a_damaged_file_is_told_in_one_sentence);
	tcase_add_test(cases, what_is_missing_or_no_file_is_told);
	tcase_add_test(cases, a_read_only_store_refuses_to_load);
	tcase_add_test(cases, a_second_writer_is_told_to_wait);
	tcase_add_loop_test(cases, stores_in_memory_and_temporary_ones_work_alike, 0, 2);
	tcase_add_test(cases, a_twin_reads_the_same_file_and_no_other);
	tcase_add_test(cases, a_kill_at_any_moment_leaves_whole_files_only);
	tcase_add_test(cases, reading_only_after_a_crash_says_what_to_do);
	suite_add_tcase(suite, cases);
	return support_run(suite);
}
