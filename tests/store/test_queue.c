/* New declarations on their way into their table: as records that wait in a page of SQLite's own make, and in the runs of
 * numbers that tell which declarations a day has. Every case ends with a check of the whole store. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "feed.h"
#include "store/embedded.h"
#include "store/rows.h"
#include "suite.h"

static struct feed feed;

static void setup(void)
{
	feed_open(&feed);
}

static void teardown(void)
{
	ck_assert_str_eq(feed_text(&feed, "PRAGMA integrity_check"), "ok");
	feed_close(&feed);
}

static void put(int number, int day, const char *cell)
{
	char id[32], at[48];

	snprintf(id, sizeof(id), "declaration_id=D%d", number);
	snprintf(at, sizeof(at), "registered_at=2026-%02d-%02dT08:00:00", 1 + day / 28, 1 + day % 28);
	feed_put(&feed, id, "office=NGT", "flow=import", at, cell, NULL);
}

/* Numbers around each width that a record knows, and both signs. */
static const int64_t integers[] = {0, 1, -1, 2, 127, 128, -128, -129, 255, 256, 32767, 32768, -32768, -32769, 8388607,
	8388608, -8388608, -8388609, 2147483647, 2147483648, -2147483648, -2147483649, 140737488355327, 140737488355328,
	-140737488355328, -140737488355329, INT64_MAX, INT64_MIN + 1};

START_TEST(every_integer_is_read_back_as_it_was_told)
{
	size_t n = sizeof(integers) / sizeof(*integers);
	char cell[64], sql[160];

	feed_begin(&feed, "declarations", NULL);
	for (size_t i = 0; i < n; i++) {
		snprintf(cell, sizeof(cell), "cif_value=%" PRId64, integers[i]);
		put((int)i + 1, 0, cell);
	}
	feed_end(&feed);
	for (size_t i = 0; i < n; i++) {
		snprintf(sql, sizeof(sql), "SELECT cif_value = %" PRId64 " AND typeof(cif_value) = 'integer' FROM declaration WHERE id = %zu",
			integers[i], i + 1);
		ck_assert_msg(feed_int(&feed, sql) == 1, "%s", sql);
	}
}
END_TEST

#define WIDE "office=NGT", "flow=import", "registered_at=2026-03-01T08:00:00", "gross_kg=12", "score=0.25", "cif_value=5", \
	"paper=0", "paid_at=2026-03-02T08:00:00", "exited_at=2026-03-03T08:00:00", "item_count=3"

/* In a file of another kind SQLite binds each value. Stamps 0, 17 and 19 are told as wall clock: 1 + 4^17 + 4^19. */
START_TEST(a_row_out_of_a_page_is_as_if_each_value_had_been_bound)
{
	feed_begin(&feed, "milestones", NULL);
	feed.kind = model_kind_find("declarations");
	feed_put(&feed, "declaration_id=B", WIDE, NULL);
	feed.kind = model_kind_find("milestones");
	feed_end(&feed);
	feed_row(&feed, "declarations", "declaration_id=A", WIDE);
	ck_assert_str_eq(feed_text(&feed, "SELECT json_array(registered_day, registered_at, gross_kg, typeof(gross_kg), cif_value, score, "
					  "paper, paid_at, exited_at, stamp_form, item_count, versions, load) FROM declaration WHERE id = 2"),
		"[20513,1772352000,12.0,\"real\",5,0.25,0,1772438400,1772524800,292057776129,3,1,2]");
	ck_assert_int_eq(sqlite3_exec(feed_database(&feed), "CREATE TEMP TABLE both AS SELECT * FROM declaration;"
		"UPDATE temp.both SET id = 0, load = 0", NULL, NULL, NULL), SQLITE_OK);
	ck_assert_int_eq(feed_int(&feed, "SELECT count(*) FROM temp.both"), 2);
	ck_assert_int_eq(feed_int(&feed, "SELECT count(*) FROM (SELECT DISTINCT * FROM temp.both)"), 1);
}
END_TEST

START_TEST(more_rows_than_a_page_holds_come_out_whole_in_any_order_of_keys)
{
	enum { N = 3000 };

	feed_begin(&feed, "milestones", NULL);
	for (int i = N; i > 0; i -= 2) { /* every other key is older than its declaration, and runs backwards */
		char id[32];

		snprintf(id, sizeof(id), "declaration_id=D%d", i);
		feed_put(&feed, id, "code=REL", "at=2026-03-01T08:00:00", NULL);
	}
	feed_end(&feed);
	feed_begin(&feed, "declarations", NULL);
	for (int i = 1; i <= N; i++)
		put(i, i % 50, "paid_amount=7");
	put(17, 17, "paid_amount=8"); /* one of those that still wait, or not any more */
	put(N, N % 50, "paid_amount=8");
	feed_end(&feed);
	ck_assert_int_eq(feed_int(&feed, "SELECT count(*) FROM declaration"), N);
	ck_assert_int_eq(feed_int(&feed, "SELECT sum(paid_amount) FROM declaration"), 7 * N + 2);
	ck_assert_int_eq(feed_int(&feed, "SELECT count(*) FROM declaration d JOIN declaration_key k ON k.id = d.id"
					 " WHERE d.registered_day = 20454 + substr(k.declaration_id, 2) % 50 / 28 * 31 + substr(k.declaration_id, 2) % 50 % 28"),
		N);
}
END_TEST

START_TEST(declarations_in_a_file_of_another_kind_are_inserted_one_by_one)
{
	const struct model_kind *kind = model_kind_find("milestones");

	feed_begin(&feed, "milestones", NULL);
	feed_put(&feed, "declaration_id=D1", "code=REL", "at=2026-03-01T08:00:00", NULL);
	feed.kind = model_kind_find("declarations");
	put(1, 0, "paid_amount=5");
	put(2, 0, "paid_amount=6");
	feed.kind = kind;
	feed_end(&feed);
	ck_assert_int_eq(feed_int(&feed, "SELECT sum(paid_amount) FROM declaration"), 11);
}
END_TEST

START_TEST(what_waits_is_gone_with_an_abandoned_load)
{
	feed_begin(&feed, "declarations", NULL);
	put(1, 0, "paid_amount=5");
	feed_abandon(&feed);
	feed_begin(&feed, "declarations", NULL);
	put(2, 3, "paid_amount=6");
	feed_end(&feed);
	ck_assert_str_eq(feed_text(&feed, "SELECT group_concat(paid_amount) FROM declaration"), "6");
	ck_assert_str_eq(feed_text(&feed, "SELECT group_concat(day || ':' || first || '-' || last) FROM declaration_run"), "20457:1-1");
}
END_TEST

/* ---- runs ---- */

static int64_t runs(void)
{
	return feed_int(&feed, "SELECT count(*) FROM declaration_run");
}

START_TEST(a_file_in_the_order_of_days_has_one_run_a_day)
{
	for (int load = 0; load < 2; load++) { /* the second goes on with the last day of the first */
		feed_begin(&feed, "declarations", NULL);
		for (int i = 0; i < 1000; i++)
			put(1000 * load + i, 9 * load + i / 100, "paid_amount=1");
		feed_end(&feed);
	}
	ck_assert_int_eq(runs(), 19);
	ck_assert_str_eq(feed_text(&feed, "SELECT first || '-' || last FROM declaration_run WHERE day = 20454 + 9"), "901-1100");
}
END_TEST

START_TEST(a_file_in_no_order_finds_each_declaration_under_its_day)
{
	struct store_rows *rows;
	int64_t last = 0;
	int n = 0;

	feed_begin(&feed, "declarations", NULL);
	for (int i = 0; i < 5000; i++)
		put(i, (int)((unsigned)i * 2654435761u >> 16) % 200, "paid_amount=1");
	feed_end(&feed);
	feed_begin(&feed, "declarations", NULL);
	for (int i = 0; i < 5000; i += 7) /* to other days, there and back, and to days of their own */
		put(i, 200 + i % 3, "paid_amount=2");
	for (int i = 0; i < 5000; i += 14)
		put(i, (int)((unsigned)i * 2654435761u >> 16) % 200, "paid_amount=3");
	feed_end(&feed);
	ck_assert(store_rows_open(feed.store, "cube_day_declarations", &rows, &feed.err));
	for (int day = 20454; day < 20454 + 300; day++) {
		store_rows_bind_int(rows, 1, day);
		for (last = 0; store_rows_next(rows, &feed.err) == 1; n++, last = store_rows_int(rows, 0))
			ck_assert_int_gt(store_rows_int(rows, 0), last); /* one office: by number, none twice */
	}
	store_rows_close(rows);
	ck_assert_int_eq(n, 5000);
}
END_TEST

/* Left to itself, SQLite makes an index of the days of all declarations for each such question. */
START_TEST(questions_by_day_go_by_runs_of_numbers)
{
	int asked = 0;

	for (const struct store_embedded *query = store_embedded_queries; query->name; query++) {
		char *sql = sqlite3_mprintf("EXPLAIN QUERY PLAN %s", query->sql);
		sqlite3_stmt *plan = NULL;

		ck_assert_ptr_nonnull(sql);
		if (strstr(query->sql, "CROSS JOIN declaration d")) {
			asked++;
			ck_assert_int_eq(sqlite3_prepare_v2(feed_database(&feed), sql, -1, &plan, NULL), SQLITE_OK);
			while (sqlite3_step(plan) == SQLITE_ROW) {
				const char *step = (const char *)sqlite3_column_text(plan, 3);

				ck_assert_msg(!strstr(step, "SEARCH d USING AUTOMATIC") && strcmp(step, "SCAN d") != 0, "%s: %s", query->name,
					step);
			}
			sqlite3_finalize(plan);
		}
		sqlite3_free(sql);
	}
	ck_assert_int_ge(asked, 5);
}
END_TEST

START_TEST(a_change_of_zone_files_declarations_under_their_new_day)
{
	feed_begin(&feed, "declarations", NULL);
	for (int i = 1; i < 300; i++) {
		char id[32];

		snprintf(id, sizeof(id), "declaration_id=D%d", i);
		feed_put(&feed, id, "office=NGT", "flow=import", i % 2 ? "registered_at=2026-03-01T22:30:00Z" : "registered_at=2026-03-01T12:30:00Z", NULL);
	}
	feed_end(&feed);
	ck_assert_int_eq(feed_int(&feed, "SELECT count(DISTINCT day) FROM declaration_run"), 1);
	feed_row(&feed, "posts", "office=NGT", "name=Night", "timezone=Asia/Amman");
	ck_assert_int_eq(feed_int(&feed, "SELECT count(*) FROM declaration_run r JOIN declaration d ON d.id BETWEEN r.first AND r.last"
					 " AND d.registered_day = r.day WHERE r.day = 20514"),
		150);
}
END_TEST

START_TEST(an_older_database_learns_its_runs)
{
	feed_begin(&feed, "declarations", NULL);
	for (int i = 0; i < 2000; i++)
		put(i, i < 1500 ? i / 100 : i % 40, "paid_amount=1");
	feed_end(&feed);
	ck_assert_int_eq(sqlite3_exec(feed_database(&feed), "DROP TABLE declaration_run; PRAGMA user_version = 4;"
		"CREATE INDEX declaration_day ON declaration(registered_day, office)", NULL, NULL, NULL), SQLITE_OK);
	feed_reopen(&feed, STORE_READ_WRITE);
	ck_assert_int_eq(feed_int(&feed, "SELECT count(*) FROM declaration_run WHERE first < 1500"), 15);
	ck_assert_int_eq(feed_int(&feed, "SELECT count(*) FROM declaration_run WHERE first > 1500"), 500);
	ck_assert_int_eq(feed_int(&feed, "SELECT count(*) FROM sqlite_schema WHERE name = 'declaration_day'"), 0);
	feed_row(&feed, "declarations", "declaration_id=NEW", "office=NGT", "flow=import", "registered_at=2026-01-01T08:00:00");
}
END_TEST

START_TEST(a_run_that_is_missing_is_found_by_the_check)
{
	static const char *const faults[] = {"DELETE FROM declaration_run", "INSERT INTO declaration_run VALUES (20454, 2, 3)"};
	static const char *const words[] = {"declarations in the runs of their days", "declarations in the runs of their days"};

	feed_begin(&feed, "declarations", NULL);
	for (int i = 0; i < 5; i++)
		put(i, 0, "paid_amount=1");
	feed_end(&feed);
	ck_assert_int_eq(sqlite3_exec(feed_database(&feed), faults[_i], NULL, NULL, NULL), SQLITE_OK);
	ck_assert(!store_check(feed.store, &feed.err));
	ck_assert_msg(strstr(feed.err.text, words[_i]) != NULL, "%s", feed.err.text);
	ck_assert_int_eq(sqlite3_exec(feed_database(&feed), "DELETE FROM declaration_run; INSERT INTO declaration_run VALUES (20454, 1, 5)",
		NULL, NULL, NULL), SQLITE_OK);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("store queue");
	TCase *cases = tcase_create("queue");

	tcase_set_timeout(cases, 60);
	tcase_add_checked_fixture(cases, setup, teardown);
	tcase_add_test(cases, every_integer_is_read_back_as_it_was_told);
	tcase_add_test(cases, a_row_out_of_a_page_is_as_if_each_value_had_been_bound);
	tcase_add_test(cases, more_rows_than_a_page_holds_come_out_whole_in_any_order_of_keys);
	tcase_add_test(cases, declarations_in_a_file_of_another_kind_are_inserted_one_by_one);
	tcase_add_test(cases, what_waits_is_gone_with_an_abandoned_load);
	tcase_add_test(cases, a_file_in_the_order_of_days_has_one_run_a_day);
	tcase_add_test(cases, a_file_in_no_order_finds_each_declaration_under_its_day);
	tcase_add_test(cases, questions_by_day_go_by_runs_of_numbers);
	tcase_add_test(cases, a_change_of_zone_files_declarations_under_their_new_day);
	tcase_add_test(cases, an_older_database_learns_its_runs);
	tcase_add_loop_test(cases, a_run_that_is_missing_is_found_by_the_check, 0, 2);
	suite_add_tcase(suite, cases);
	return support_run(suite);
}
