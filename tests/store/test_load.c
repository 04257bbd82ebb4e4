/* The protocol and the account of a load: seen before, abandoned, refused, committed; facts, codes,
 * checks. */
#include <stdio.h>
#include <string.h>

#include "feed.h"
#include "store/rows.h"
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

static bool run(const char *sql)
{
	return sqlite3_exec(feed_database(&feed), sql, NULL, NULL, NULL) == SQLITE_OK;
}

START_TEST(the_same_file_again_changes_nothing_even_after_amendments)
{
	int64_t version;

	ck_assert(!feed_begin(&feed, "declarations", "aa"));
	feed_put(&feed, "declaration_id=D1", BASE, "paid_amount=1", NULL);
	feed.account.rejected = 2;
	feed.account.rows += 2;
	feed_end(&feed);
	feed_row(&feed, "declarations", "declaration_id=D1", BASE, "paid_amount=2");
	version = store_version(feed.store);
	ck_assert(feed_begin(&feed, "declarations", "aa"));
	ck_assert_int_eq(feed.account.rows, 3);
	ck_assert_int_eq(feed.account.rejected, 2);
	feed_end(&feed);
	ck_assert_int_eq(store_version(feed.store), version);
	ck_assert_int_eq(feed_int(&feed, "SELECT paid_amount FROM declaration"), 2);
	ck_assert_int_eq(feed_int(&feed, "SELECT count(*) FROM batch"), 2);
}
END_TEST

START_TEST(the_same_bytes_as_another_kind_are_another_file)
{
	ck_assert(!feed_begin(&feed, "declarations", "aa"));
	feed_end(&feed);
	ck_assert(!feed_begin(&feed, "milestones", "aa"));
	feed_end(&feed);
}
END_TEST

START_TEST(an_abandoned_load_leaves_no_trace_and_no_stale_code)
{
	feed_begin(&feed, "declarations", "aa");
	feed_put(&feed, "declaration_id=D1", "office=OLD", "flow=import", "registered_at=2026-03-01T08:00:00",
		NULL);
	feed_abandon(&feed);
	ck_assert_int_eq(feed_int(&feed, "SELECT (SELECT count(*) FROM batch) + (SELECT count(*) FROM code)"
					 " + (SELECT count(*) FROM declaration_key)"),
		0);
	ck_assert(!feed_begin(&feed, "declarations", "aa"));
	feed_put(&feed, "declaration_id=D2", "office=NEW", "flow=import", "registered_at=2026-03-01T08:00:00",
		NULL);
	feed_put(&feed, "declaration_id=D1", "office=OLD", "flow=import", "registered_at=2026-03-01T08:00:00",
		NULL);
	feed_end(&feed);
	ck_assert_str_eq(feed_text(&feed, "SELECT group_concat(t) FROM (SELECT text AS t FROM declaration d"
					  " JOIN code c ON c.id = d.office ORDER BY d.id)"),
		"NEW,OLD");
}
END_TEST

START_TEST(a_load_that_before_commit_refuses_is_rolled_back)
{
	feed.refuse = true;
	feed_begin(&feed, "declarations", NULL);
	feed_put(&feed, "declaration_id=D1", BASE, NULL);
	ck_assert(!feed.sink->finish(feed.sink, &feed.account, &feed.err));
	ck_assert_str_eq(feed.err.text, "refused by the test");
	ck_assert_int_eq(feed_int(&feed, "SELECT count(*) FROM batch"), 0);
	feed.refuse = false;
	ck_assert_int_eq(feed_row(&feed, "declarations", "declaration_id=D1", BASE), MODEL_INSERTED);
}
END_TEST

START_TEST(an_account_that_does_not_close_is_not_kept)
{
	feed_begin(&feed, "declarations", NULL);
	feed_put(&feed, "declaration_id=D1", BASE, NULL);
	feed.account.rows = 2;
	ck_assert(!feed.sink->finish(feed.sink, &feed.account, &feed.err));
	ck_assert_ptr_nonnull(strstr(feed.err.text, "2 rows read, 1 accounted for"));
	ck_assert_int_eq(feed_int(&feed, "SELECT count(*) FROM declaration"), 0);
}
END_TEST

START_TEST(the_batch_keeps_account_and_money)
{
	static const struct model_money money[] = {
		{.currency = "JOD", .column = "paid_amount", .read = 300, .stored = 200, .rejected = 100}};

	store_set_clock(feed.store, 1792000000);
	feed_begin(&feed, "declarations", "cafe");
	feed_put(&feed, "declaration_id=D1", BASE, "paid_amount=200", "currency=JOD", NULL);
	feed.account.money = money;
	feed.account.n_money = 1;
	feed.account.rounded = 4;
	feed.account.rows = 2;
	feed.account.rejected = 1;
	feed_end(&feed);
	ck_assert_str_eq(feed_text(&feed, "SELECT path || sha256 || kind || bytes || ' ' || loaded_at || ' ' "
					  "|| rows || inserted"
					  " || updated || unchanged || rejected || rounded FROM batch"),
		"test.csvcafedeclarations100 1792000000 210014");
	ck_assert_str_eq(
		feed_text(&feed,
			"SELECT currency || column_name || read || stored || rejected FROM batch_money"),
		"JODpaid_amount300200100");
}
END_TEST

START_TEST(rejects_keep_their_raw_bytes)
{
	static const char raw[] = "D1;\0x;\xff";
	struct model_reject reject = {.line = 7,
		.column = 3,
		.column_name = "gross_kg",
		.code = "type-error",
		.reason = "12,5 is no number",
		.raw = raw,
		.raw_len = sizeof(raw) - 1};
	struct store_rows *rows;
	size_t n;

	feed_begin(&feed, "declarations", NULL);
	ck_assert(feed.sink->reject(feed.sink, &reject, &feed.err));
	feed.account.rows = feed.account.rejected = 1;
	feed_end(&feed);
	ck_assert(store_rows_open(feed.store, "batch_rejects", &rows, &feed.err));
	store_rows_bind_int(rows, 1, 1);
	ck_assert_int_eq(store_rows_next(rows, &feed.err), 1);
	ck_assert_int_eq(store_rows_int(rows, 0), 7);
	ck_assert_int_eq(store_rows_int(rows, 1), 3);
	ck_assert_str_eq(store_rows_text(rows, 3), "type-error");
	ck_assert_int_eq(memcmp(store_rows_blob(rows, 5, &n), raw, sizeof(raw) - 1), 0);
	ck_assert_uint_eq(n, sizeof(raw) - 1);
	ck_assert_int_eq(store_rows_next(rows, &feed.err), 0);
	store_rows_close(rows);
}
END_TEST

START_TEST(a_record_without_a_required_column_is_refused_in_a_sentence)
{
	struct model_value values[64] = {{0}};
	struct model_record record = {
		.kind = model_kind_get(MODEL_DECLARATIONS), .values = values, .line = 12};
	enum model_effect effect;

	feed_begin(&feed, "declarations", NULL);
	ck_assert(!feed.sink->put(feed.sink, &record, &effect, &feed.err));
	ck_assert_str_eq(feed.err.text, "line 12: declarations has no declaration_id");
	ck_assert_int_eq(feed.err.code, ERR_DATA);
	ck_assert(!feed.sink->put(feed.sink, &record, &effect, &feed.err));
	ck_assert_str_eq(feed.err.text, "no file is being loaded");
	feed_abandon(&feed);
	ck_assert_int_eq(feed_int(&feed, "SELECT count(*) FROM batch"), 0);
}
END_TEST

START_TEST(the_first_file_with_currencies_fixes_the_most_frequent)
{
	feed_row(&feed, "declarations", "declaration_id=D0", BASE);
	ck_assert_ptr_null(store_fact(feed.store, "currency"));
	feed_begin(&feed, "declarations", NULL);
	feed_put(&feed, "declaration_id=D1", BASE, "currency=EUR", NULL);
	feed_put(&feed, "declaration_id=D2", BASE, "currency=JOD", NULL);
	feed_put(&feed, "declaration_id=D3", BASE, "currency=JOD", NULL);
	feed_end(&feed);
	ck_assert_str_eq(store_fact(feed.store, "currency"), "JOD");
	/* What was loaded before names none, and is worth what it was. */
	ck_assert_str_eq(feed.touched, "NGT:20513");
	feed_begin(&feed, "declarations", NULL);
	feed_put(&feed, "declaration_id=D4", BASE, "currency=USD", NULL);
	feed_end(&feed);
	ck_assert_str_eq(store_fact(feed.store, "currency"), "JOD");
	ck_assert_str_eq(feed.touched, "NGT:20513");
}
END_TEST

START_TEST(the_version_grows_with_each_change)
{
	int64_t before = store_version(feed.store);

	feed_row(&feed, "declarations", "declaration_id=D1", BASE);
	ck_assert_int_eq(store_version(feed.store), before + 1);
	ck_assert(store_set_fact(feed.store, "synthetic", "1", &feed.err));
	ck_assert_int_eq(store_version(feed.store), before + 2);
	ck_assert_str_eq(store_fact(feed.store, "synthetic"), "1");
	ck_assert(store_set_fact(feed.store, "synthetic", NULL, &feed.err));
	ck_assert_ptr_null(store_fact(feed.store, "synthetic"));
}
END_TEST

START_TEST(codes_go_both_ways_and_lists_do_not_mix)
{
	int64_t office, trader;

	feed_row(&feed, "declarations", "declaration_id=D1", "office=A", "flow=import",
		"registered_at=2026-03-01", "importer_id=A");
	office = store_code_find(feed.store, "office", "A");
	trader = store_code_find(feed.store, "trader", "A");
	ck_assert_int_gt(office, 0);
	ck_assert_int_gt(trader, 0);
	ck_assert_int_ne(office, trader);
	ck_assert_str_eq(store_code_text(feed.store, trader), "A");
	ck_assert_ptr_null(store_code_text(feed.store, 0));
	ck_assert_ptr_null(store_code_text(feed.store, 4711));
	ck_assert_int_eq(store_code_find(feed.store, "office", "a"), 0);
}
END_TEST

START_TEST(a_long_code_is_told_from_another_with_the_same_beginning)
{
	int64_t one, two;

	feed_begin(&feed, "traders", NULL);
	feed_put(&feed, "trader_id=0123456789abcdef-one", NULL);
	feed_put(&feed, "trader_id=0123456789abcdef-two", NULL);
	ck_assert_int_eq(feed_put(&feed, "trader_id=0123456789abcdef-one", NULL), MODEL_UNCHANGED);
	ck_assert_int_eq(feed_put(&feed, "trader_id=0123456789abcdef", NULL), MODEL_INSERTED);
	feed_end(&feed);
	one = store_code_find(feed.store, "trader", "0123456789abcdef-one");
	two = store_code_find(feed.store, "trader", "0123456789abcdef-two");
	ck_assert_int_ne(one, two);
	ck_assert_str_eq(store_code_text(feed.store, two), "0123456789abcdef-two");
}
END_TEST

/* More codes than a list remembers: what was forgotten is found again under its old number. */
START_TEST(a_list_longer_than_its_memory_keeps_its_numbers)
{
	char cell[40];

	feed_begin(&feed, "traders", NULL);
	for (int i = 0; i < 270000; i++) {
		snprintf(cell, sizeof(cell), "trader_id=T%d", i);
		ck_assert_int_eq(feed_put(&feed, cell, NULL), MODEL_INSERTED);
	}
	ck_assert_int_eq(feed_put(&feed, "trader_id=T5", NULL), MODEL_UNCHANGED);
	ck_assert_int_eq(feed_put(&feed, "trader_id=T269999", NULL), MODEL_UNCHANGED);
	feed_end(&feed);
	ck_assert_int_eq(feed_int(&feed, "SELECT count(*) FROM code"), 270000);
}
END_TEST

/* What is told twice is found again whichever way keys are looked up: with a set of them all (a file large beside
 * what is stored) or without. */
START_TEST(a_second_load_tells_known_from_new_with_and_without_a_set_of_all)
{
	int inserted = 0, updated = 0, unchanged = 0;
	char id[40], paid[40];

	for (int file = 0; file < 2; file++) {
		feed.bytes = _i ? 5000000 : 100;
		feed_begin(&feed, "declarations", NULL);
		for (int i = 0; i < 3000; i++) {
			snprintf(id, sizeof(id), "declaration_id=D%d", i + file * 1000);
			snprintf(paid, sizeof(paid), "paid_amount=%d", file && i % 2);
			switch (feed_put(&feed, id, BASE, paid, NULL)) {
			case MODEL_INSERTED:
				inserted++;
				break;
			case MODEL_UPDATED:
				updated++;
				break;
			case MODEL_UNCHANGED:
				unchanged++;
				break;
			}
		}
		feed_end(&feed);
	}
	ck_assert_int_eq(inserted, 4000);
	ck_assert_int_eq(updated, 1000);
	ck_assert_int_eq(unchanged, 1000);
	ck_assert_int_eq(
		feed_int(&feed, "SELECT count(*) FROM declaration JOIN declaration_key USING (id)"), 4000);
	ck_assert_str_eq(
		feed_text(&feed, "SELECT declaration_id FROM declaration_key WHERE id = 4000"), "D3999");
}
END_TEST

START_TEST(a_missing_row_is_found_by_the_check)
{
	feed_row(&feed, "declarations", "declaration_id=D1", BASE);
	ck_assert(store_check(feed.store, &feed.err));
	ck_assert(run("DELETE FROM declaration"));
	ck_assert(!store_check(feed.store, &feed.err));
	ck_assert_ptr_nonnull(
		strstr(feed.err.text, "rows in table declaration: 0, but 1 were accounted for"));
	ck_assert(run("UPDATE batch_kind SET inserted = 0; DELETE FROM column_presence"));
}
END_TEST

START_TEST(a_segment_that_lags_behind_is_found_by_the_check)
{
	feed_row(&feed, "declarations", "declaration_id=D1", BASE);
	ck_assert(run(
		"INSERT INTO segment_day VALUES (20513,1,1,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0)"));
	ck_assert(store_check(feed.store, &feed.err));
	ck_assert(run("UPDATE segment_day SET rows = 2"));
	ck_assert(!store_check(feed.store, &feed.err));
	ck_assert_ptr_nonnull(strstr(feed.err.text, "segments"));
	ck_assert(run("DELETE FROM segment_day"));
}
END_TEST

START_TEST(a_code_outside_the_dictionary_is_found_by_the_check)
{
	feed_row(&feed, "declarations", "declaration_id=D1", BASE);
	ck_assert(run("UPDATE declaration SET regime = 999"));
	ck_assert(!store_check(feed.store, &feed.err));
	ck_assert_ptr_nonnull(strstr(feed.err.text, "dictionary"));
	ck_assert(run("UPDATE declaration SET regime = NULL"));
}
END_TEST

START_TEST(an_interrupted_query_ends_with_a_sentence)
{
	struct store_rows *rows;

	ck_assert(store_rows_open(feed.store, "batches", &rows, &feed.err));
	store_interrupt(feed.store);
	ck_assert_int_eq(store_rows_next(rows, &feed.err), 0); /* nothing was running: nothing to end */
	store_rows_close(rows);
	ck_assert(!store_rows_open(feed.store, "no_such_query", &rows, &feed.err));
	ck_assert_str_eq(feed.err.text, "there is no query no_such_query in this program");
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("store load");
	TCase *cases = tcase_create("load");

	tcase_set_timeout(cases, 60);
	tcase_add_checked_fixture(cases, setup, teardown);
	tcase_add_test(cases, the_same_file_again_changes_nothing_even_after_amendments);
	tcase_add_test(cases, the_same_bytes_as_another_kind_are_another_file);
	tcase_add_test(cases, an_abandoned_load_leaves_no_trace_and_no_stale_code);
	tcase_add_test(cases, a_load_that_before_commit_refuses_is_rolled_back);
	tcase_add_test(cases, an_account_that_does_not_close_is_not_kept);
	tcase_add_test(cases, the_batch_keeps_account_and_money);
	tcase_add_test(cases, rejects_keep_their_raw_bytes);
	tcase_add_test(cases, a_record_without_a_required_column_is_refused_in_a_sentence);
	tcase_add_test(cases, the_first_file_with_currencies_fixes_the_most_frequent);
	tcase_add_test(cases, the_version_grows_with_each_change);
	tcase_add_test(cases, codes_go_both_ways_and_lists_do_not_mix);
	tcase_add_test(cases, a_long_code_is_told_from_another_with_the_same_beginning);
	tcase_add_test(cases, a_list_longer_than_its_memory_keeps_its_numbers);
	tcase_add_loop_test(cases, a_second_load_tells_known_from_new_with_and_without_a_set_of_all, 0, 2);
	tcase_add_test(cases, a_missing_row_is_found_by_the_check);
	tcase_add_test(cases, a_segment_that_lags_behind_is_found_by_the_check);
	tcase_add_test(cases, a_code_outside_the_dictionary_is_found_by_the_check);
	tcase_add_test(cases, an_interrupted_query_ends_with_a_sentence);
	suite_add_tcase(suite, cases);
	return support_run(suite);
}
