/* One row an item, the header values repeated in each: the declaration is put once, its money counted once, its items kept. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "suite.h"
#include "totals.h"
#include "trial.h"

#define HEADER "declaration_id,office,flow,registered_at,paid_amount,currency,item_no,hs,quantity,cif_value\n"
#define ROW(id, paid, item, hs, quantity, value) id ",NGT,import,2026-01-05T08:00," paid ",EUR," item "," hs "," quantity "," value "\n"
#define DECLARATION(id, rest) "declarations declaration_id=" id " | office=NGT flow=import registered_at=2026-01-05T08:00:00L " rest
#define ITEM(id, number, rest) "items declaration_id=" id " item_no=" number " | " rest

static struct trial *trial_ok(const char *content, const char *profile)
{
	struct trial *trial = trial_of(content, profile);

	ck_assert_msg(trial->ok, "%s", trial->err.text);
	return trial;
}

static int64_t read_of(const struct trial *trial, const char *column)
{
	const struct model_account *account = &trial->report.account;

	for (size_t i = 0; i < account->n_money; i++)
		if (strcmp(account->money[i].column, column) == 0)
			return account->money[i].read;
	return -1;
}

START_TEST(a_declaration_is_put_once_after_its_items)
{
	struct trial *trial = trial_ok(HEADER
		ROW("A1", "50.00", "1", "610910", "2", "10.00")
		ROW("A1", "50.00", "2", "851713", "1", "300.00")
		ROW("B2", "7.00", "1", "610910", "5", "20.00"), NULL);

	ck_assert_str_eq(trial_record(trial, 0), ITEM("A1", "1", "hs=610910 quantity=2 cif_value=1000"));
	ck_assert_str_eq(trial_record(trial, 1), ITEM("A1", "2", "hs=851713 quantity=1 cif_value=30000"));
	ck_assert_str_eq(trial_record(trial, 2), DECLARATION("A1", "hs=610910 cif_value=31000 currency=EUR paid_amount=5000"));
	ck_assert_str_eq(trial_record(trial, 3), ITEM("B2", "1", "hs=610910 quantity=5 cif_value=2000"));
	ck_assert_str_eq(trial_record(trial, 4), DECLARATION("B2", "hs=610910 cif_value=2000 currency=EUR paid_amount=700"));
	ck_assert_uint_eq(trial->n_records, 5);
	trial_destroy(trial);
}
END_TEST

START_TEST(rows_are_counted_as_rows_and_money_once_a_declaration)
{
	struct trial *trial = trial_ok(HEADER
		ROW("A1", "50.00", "1", "610910", "2", "10.00")
		ROW("A1", "50.00", "2", "851713", "1", "300.00")
		ROW("B2", "7.00", "1", "610910", "5", "20.00"), NULL);

	ck_assert_int_eq(trial->report.account.rows, 3);
	ck_assert_int_eq(trial->report.account.inserted, 3);
	ck_assert_int_eq(read_of(trial, "paid_amount"), 5700);
	ck_assert_int_eq(read_of(trial, "cif_value"), 33000);
	trial_check_account(trial);
	trial_destroy(trial);
}
END_TEST

START_TEST(a_value_that_is_the_same_in_all_rows_is_the_declarations)
{
	/* No declaration whose rows differ: the value is repeated like the rest, and none of its items is known to be worth it. */
	struct trial *trial = trial_ok(HEADER
		ROW("A1", "50.00", "1", "610910", "2", "310.00")
		ROW("A1", "50.00", "2", "851713", "1", "310.00")
		ROW("B2", "7.00", "1", "610910", "5", "20.00"), NULL);

	ck_assert_str_eq(trial_record(trial, 0), ITEM("A1", "1", "hs=610910 quantity=2"));
	ck_assert_str_eq(trial_record(trial, 2), DECLARATION("A1", "hs=610910 cif_value=31000 currency=EUR paid_amount=5000"));
	ck_assert_int_eq(read_of(trial, "cif_value"), 33000);
	trial_check_account(trial);
	trial_destroy(trial);
}
END_TEST

START_TEST(two_items_of_one_value_are_still_two_where_others_differ)
{
	struct trial *trial = trial_ok(HEADER
		ROW("A1", "1.00", "1", "610910", "2", "10.00")
		ROW("A1", "1.00", "2", "851713", "1", "10.00")
		ROW("B2", "1.00", "1", "610910", "5", "20.00")
		ROW("B2", "1.00", "2", "610910", "5", "30.00"), NULL);

	ck_assert_str_eq(trial_record(trial, 2), DECLARATION("A1", "hs=610910 cif_value=2000 currency=EUR paid_amount=100"));
	ck_assert_int_eq(read_of(trial, "cif_value"), 7000);
	trial_destroy(trial);
}
END_TEST

START_TEST(the_header_of_the_first_row_is_the_declarations)
{
	struct trial *trial = trial_ok(HEADER
		ROW("A1", "50.00", "1", "610910", "2", "10.00")
		ROW("A1", "60.00", "2", "851713", "1", "300.00"), NULL);

	ck_assert_str_eq(trial_record(trial, 2), DECLARATION("A1", "hs=610910 cif_value=31000 currency=EUR paid_amount=5000"));
	ck_assert_int_eq(read_of(trial, "paid_amount"), 5000);
	trial_check_account(trial);
	trial_destroy(trial);
}
END_TEST

START_TEST(a_refused_row_takes_no_other_with_it)
{
	/* The first row of A1 has no number that can be read: the second opens the declaration. */
	static const char file[] = HEADER
		ROW("A1", "50.00", "one", "610910", "2", "10.00")
		ROW("A1", "50.00", "2", "851713", "1", "300.00")
		ROW("A1", "50.00", "3", "851713", "1", "40.00")
		ROW("B2", "7.00", "1", "610910", "5", "20.00");
	struct trial *trial = trial_create("file.csv", file, sizeof(file) - 1);

	trial->options.max_rejects = 1;
	trial_run(trial);
	ck_assert_msg(trial->ok, "%s", trial->err.text);
	ck_assert_uint_eq(trial->n_rejects, 1);
	ck_assert_int_eq(trial->rejects[0].line, 2);
	ck_assert_str_eq(trial->rejects[0].column_name, "item_no");
	ck_assert_str_eq(trial_record(trial, 2), DECLARATION("A1", "hs=851713 cif_value=34000 currency=EUR paid_amount=5000"));
	ck_assert_int_eq(trial->report.account.rows, 4);
	ck_assert_int_eq(trial->report.account.inserted, 3);
	trial_check_account(trial);
	trial_destroy(trial);
}
END_TEST

START_TEST(a_declaration_that_comes_back_later_only_adds_items)
{
	struct trial *trial = trial_ok(HEADER
		ROW("A1", "50.00", "1", "610910", "2", "10.00")
		ROW("B2", "7.00", "1", "610910", "5", "20.00")
		ROW("A1", "50.00", "2", "851713", "1", "300.00"), NULL);
	size_t declarations = 0;

	for (size_t i = 0; i < trial->n_records; i++)
		declarations += strncmp(trial_record(trial, i), "declarations", 12) == 0;
	ck_assert_uint_eq(declarations, 2);
	ck_assert_str_eq(trial_record(trial, 4), ITEM("A1", "2", "hs=851713 quantity=1 cif_value=30000"));
	ck_assert_int_eq(read_of(trial, "paid_amount"), 5700);
	ck_assert_int_eq(read_of(trial, "cif_value"), 33000);
	ck_assert_int_eq(trial->report.account.inserted, 3);
	trial_check_account(trial);
	trial_destroy(trial);
}
END_TEST

START_TEST(items_in_no_order_are_worth_what_they_are_in_order)
{
	/* No two rows of a declaration stand together; C3 has one value that is missing, and one row that is refused. */
	static const char file[] = HEADER
		ROW("A1", "50.00", "1", "610910", "2", "10.00")
		ROW("B2", "7.00", "1", "610910", "5", "20.00")
		ROW("C3", "9.00", "1", "610910", "5", "")
		ROW("A1", "50.00", "2", "851713", "1", "300.00")
		ROW("C3", "9.00", "2", "610910", "5", "0.50")
		ROW("B2", "7.00", "2", "610910", "5", "20.00")
		ROW("A1", "50.00", "three", "851713", "1", "1000.00")
		ROW("C3", "9.00", "3", "610910", "5", "0.25")
		ROW("A1", "50.00", "3", "851713", "1", "4.00");
	struct trial *trial = trial_create("file.csv", file, sizeof(file) - 1);

	trial->options.max_rejects = 1;
	trial_run(trial);
	ck_assert_msg(trial->ok, "%s", trial->err.text);
	ck_assert_str_eq(trial_record(trial, 0), ITEM("A1", "1", "hs=610910 quantity=2 cif_value=1000"));
	ck_assert_str_eq(trial_record(trial, 1), DECLARATION("A1", "hs=610910 cif_value=31400 currency=EUR paid_amount=5000"));
	ck_assert_str_eq(trial_record(trial, 3), DECLARATION("B2", "hs=610910 cif_value=4000 currency=EUR paid_amount=700"));
	ck_assert_str_eq(trial_record(trial, 5), DECLARATION("C3", "hs=610910 cif_value=75 currency=EUR paid_amount=900"));
	ck_assert_str_eq(trial_record(trial, 10), ITEM("A1", "3", "hs=851713 quantity=1 cif_value=400"));
	ck_assert_uint_eq(trial->n_records, 11);
	ck_assert_int_eq(read_of(trial, "cif_value"), 31400 + 4000 + 75);
	trial_check_account(trial);
	trial_destroy(trial);
}
END_TEST

START_TEST(sums_that_do_not_fit_into_memory_at_once_are_the_same)
{
	enum { DECLARATIONS = 70001, ROUNDS = 9 };	/* 630,009 items: three runs */
	struct totals *totals = NULL;
	struct err err = {0};
	int64_t sum = -1;
	char id[24];

	ck_assert(totals_create(&totals, &err));
	for (int round = 0; round < ROUNDS; round++)
		for (int i = 0; i < DECLARATIONS; i++) {
			int n = snprintf(id, sizeof(id), "D%d", (i * 7919) % DECLARATIONS);

			if (round == 0 || (i * 7919) % DECLARATIONS % 2 == 0)	/* odd ones have one item */
				ck_assert(totals_add(totals, id, (size_t)n, (i * 7919) % DECLARATIONS % 3 == 0 ? round : 5, &err));
		}
	ck_assert(totals_settle(totals, &err));
	ck_assert_int_eq(totals_several(totals), 35001);
	ck_assert_int_eq(totals_differing(totals), 11667);	/* multiples of six below 70001 */
	for (int i = 0; i < DECLARATIONS; i++) {
		int n = snprintf(id, sizeof(id), "D%d", i);
		int64_t wanted = i % 2 ? (i % 3 ? 5 : 0) : i % 3 ? 5 * ROUNDS : 36;

		ck_assert_int_eq(totals_find(totals, id, (size_t)n, &sum, &err), 1);
		ck_assert_int_eq(sum, wanted);
	}
	ck_assert_int_eq(totals_find(totals, "E1", 2, &sum, &err), 0);
	totals_destroy(totals);
}
END_TEST

START_TEST(a_repeated_value_in_no_order_is_still_the_declarations)
{
	struct trial *trial = trial_ok(HEADER
		ROW("A1", "50.00", "1", "610910", "2", "310.00")
		ROW("B2", "7.00", "1", "610910", "5", "20.00")
		ROW("A1", "50.00", "2", "851713", "1", "310.00"), NULL);

	ck_assert_str_eq(trial_record(trial, 0), ITEM("A1", "1", "hs=610910 quantity=2"));
	ck_assert_str_eq(trial_record(trial, 1), DECLARATION("A1", "hs=610910 cif_value=31000 currency=EUR paid_amount=5000"));
	ck_assert_int_eq(read_of(trial, "cif_value"), 33000);
	trial_destroy(trial);
}
END_TEST

START_TEST(ids_of_several_cells_are_told_apart_whole)
{
	/* The first cell of the id is the same in all rows: the values differ between declarations, and within none. */
	struct trial *trial = trial_ok("Bureau,Numero,Flux,Date,Article,SH,Valeur\n"
		"NGT,1,import,2026-01-05T08:00,1,610910,310.00\n"
		"NGT,1,import,2026-01-05T08:00,2,851713,310.00\n"
		"NGT,2,import,2026-01-05T08:00,1,610910,20.00\n",
		"[file]\nkind = declarations\n[columns]\ndeclaration_id = Bureau + Numero\noffice = Bureau\nflow = Flux\nregistered_at = Date\n"
		"item_no = Article\nhs = SH\ncif_value = Valeur\n");

	ck_assert_str_eq(trial_record(trial, 2), DECLARATION("NGT-1", "hs=610910 cif_value=31000"));
	ck_assert_int_eq(read_of(trial, "cif_value"), 33000);
	trial_destroy(trial);
}
END_TEST

START_TEST(one_declaration_told_twice_does_not_make_values_those_of_items)
{
	struct text file = TEXT_INIT;
	struct trial *trial;

	text_append(&file, HEADER);
	for (int i = 1; i <= 40; i++)
		text_appendf(&file, ROW("R%d", "1.00", "1", "610910", "1", "50.00") ROW("R%d", "1.00", "2", "610910", "1", "%d.00"), i, i,
			i == 7 ? 60 : 50);
	trial = trial_ok(file.data, NULL);
	ck_assert_int_eq(read_of(trial, "cif_value"), 40 * 5000);
	trial_destroy(trial);
	text_finish(&file);
}
END_TEST

START_TEST(the_last_declaration_is_not_forgotten_and_a_packed_file_is_the_same)
{
	static const char file[] = HEADER ROW("A1", "50.00", "1", "610910", "2", "10.00") ROW("A1", "50.00", "2", "851713", "1", "300.00");
	char *packed;
	size_t n = trial_gzip(file, sizeof(file) - 1, &packed);
	struct trial *trial = trial_create("file.csv.gz", packed, n);

	trial_run(trial);
	ck_assert_msg(trial->ok, "%s", trial->err.text);
	ck_assert_str_eq(trial_record(trial, 2), DECLARATION("A1", "hs=610910 cif_value=31000 currency=EUR paid_amount=5000"));
	trial_destroy(trial);
	free(packed);
}
END_TEST

START_TEST(kept_columns_are_the_declarations)
{
	struct trial *trial = trial_ok("Numero,Bureau,Date,Article,SH,Entrepot\n"
		"A1,NGT,2026-01-05,1,610910,E7\nA1,NGT,2026-01-05,2,851713,E7\n",
		"[columns]\ndeclaration_id = Numero\noffice = Bureau\nflow = \"import\"\nregistered_at = Date\nitem_no = Article\nhs = SH\n"
		"attribute.warehouse = Entrepot\n");

	ck_assert_uint_eq(trial->n_records, 3);
	ck_assert_str_eq(trial_record(trial, 2), "declarations declaration_id=A1 | office=NGT flow=import "
		"registered_at=2026-01-05T00:00:00D hs=610910 attribute.warehouse=E7");
	trial_destroy(trial);
}
END_TEST

START_TEST(without_a_number_of_the_item_each_row_is_a_declaration)
{
	struct trial *trial = trial_ok("declaration_id,office,flow,registered_at,hs,cif_value,currency\n"
		"A1,NGT,import,2026-01-05,610910,10.00,EUR\nA1,NGT,import,2026-01-05,851713,30.00,EUR\n", NULL);

	ck_assert_uint_eq(trial->n_records, 2);
	ck_assert_ptr_null(strstr(trial->log.data, "items "));
	ck_assert_int_eq(trial->report.account.updated, 1);	/* the same key again: an amendment */
	trial_destroy(trial);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("items");
	TCase *tcase = tcase_create("one row an item");

	tcase_add_test(tcase, a_declaration_is_put_once_after_its_items);
	tcase_add_test(tcase, rows_are_counted_as_rows_and_money_once_a_declaration);
	tcase_add_test(tcase, a_value_that_is_the_same_in_all_rows_is_the_declarations);
	tcase_add_test(tcase, two_items_of_one_value_are_still_two_where_others_differ);
	tcase_add_test(tcase, the_header_of_the_first_row_is_the_declarations);
	tcase_add_test(tcase, a_refused_row_takes_no_other_with_it);
	tcase_add_test(tcase, a_declaration_that_comes_back_later_only_adds_items);
	tcase_add_test(tcase, items_in_no_order_are_worth_what_they_are_in_order);
	tcase_add_test(tcase, sums_that_do_not_fit_into_memory_at_once_are_the_same);
	tcase_add_test(tcase, a_repeated_value_in_no_order_is_still_the_declarations);
	tcase_add_test(tcase, ids_of_several_cells_are_told_apart_whole);
	tcase_add_test(tcase, one_declaration_told_twice_does_not_make_values_those_of_items);
	tcase_add_test(tcase, the_last_declaration_is_not_forgotten_and_a_packed_file_is_the_same);
	tcase_add_test(tcase, kept_columns_are_the_declarations);
	tcase_add_test(tcase, without_a_number_of_the_item_each_row_is_a_declaration);
	suite_add_tcase(suite, tcase);
	return support_run(suite);
}
