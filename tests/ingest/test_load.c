/* One file from its bytes to the sink: values, the account, limits, progress, what is whole or not at all. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/kind.h"
#include "suite.h"
#include "trial.h"

#define HEADER "declaration_id,office,flow,registered_at,cif_value,currency,paid_amount,released_at\n"

static const struct model_money *money_of(const struct trial *trial, const char *currency, const char *column)
{
	const struct model_account *account = &trial->report.account;

	for (size_t i = 0; i < account->n_money; i++)
		if (strcmp(account->money[i].currency, currency) == 0 && strcmp(account->money[i].column, column) == 0)
			return &account->money[i];
	ck_abort_msg("no sum of %s in '%s'", column, currency);
	return NULL;
}

START_TEST(values_reach_the_sink_by_their_types)
{
	struct trial *trial = trial_of("declaration_id,office,flow,registered_at,aeo,origin,hs,item_count,gross_kg,cif_value,currency,"
		"lane_initial,rule_id,score\n A1 ,NGT,import,2026-01-05T08:00,yes,jo,0808.10,3,12.5,1.234,jod,red,R1|R7,0.25\n", NULL);

	ck_assert_msg(trial->ok, "%s", trial->err.text);
	ck_assert_str_eq(trial_record(trial, 0), "declarations declaration_id=A1 | office=NGT flow=import "
		"registered_at=2026-01-05T08:00:00L aeo=1 origin=JO hs=080810 item_count=3 gross_kg=12.5 cif_value=1234 "
		"currency=JOD lane_initial=red rule_id=R1|R7 score=0.25");
	trial_destroy(trial);
}
END_TEST

START_TEST(a_lost_leading_zero_of_a_commodity_comes_back)
{
	struct trial *trial = trial_of("declaration_id,item_no,hs\nA1,1,80810\nA1,2,0808.10.10\nA1,3,8081010\nA1,4,87\nA1,5,12 34 56\n", NULL);

	ck_assert_msg(trial->ok, "%s", trial->err.text);
	ck_assert_ptr_nonnull(strstr(trial_record(trial, 0), "hs=080810"));
	ck_assert_ptr_nonnull(strstr(trial_record(trial, 1), "hs=08081010"));
	ck_assert_ptr_nonnull(strstr(trial_record(trial, 2), "hs=08081010"));
	ck_assert_ptr_nonnull(strstr(trial_record(trial, 3), "hs=87"));
	ck_assert_ptr_nonnull(strstr(trial_record(trial, 4), "hs=123456"));
	trial_destroy(trial);
}
END_TEST

/* Short words of codes are read once and remembered: the second time they must come out the same, each in its own column. */
START_TEST(words_come_out_the_same_the_second_time)
{
	struct trial *trial = trial_of("declaration_id,office,flow,registered_at,origin,hs,currency,lane_initial,select_reason,regime\n"
		"A1,jo,imp,2026-01-05,jo,80810,jod,ROUGE,random,NULL\nA2,jo,imp,2026-01-05,jo,80810,jod,ROUGE,random,NULL\n"
		"A3,jo,imp,2026-01-05,80810,80810,jod,ROUGE,,sixteen bytes ab\nA4,jo,imp,2026-01-05,80810,80810,jod,ROUGE,,sixteen bytes ac\n"
		"A5,jo,imp,2026-01-05,80810,80810,jod,ROUGE,,seventeen bytes a\n",
		"lane: \"ROUGE\" = red\nflow: \"imp\" = import\n");
	char first[400], again[400];

	ck_assert_msg(trial->ok, "%s", trial->err.text);
	snprintf(first, sizeof(first), "%s", strstr(trial_record(trial, 0), "office"));
	snprintf(again, sizeof(again), "%s", strstr(trial_record(trial, 1), "office"));
	ck_assert_str_eq(first, "office=jo flow=import registered_at=2026-01-05T00:00:00D origin=JO hs=080810 currency=JOD lane_initial=red select_reason=random");
	ck_assert_str_eq(again, first);
	ck_assert_ptr_nonnull(strstr(trial_record(trial, 2), "origin=80810 hs=080810"));
	ck_assert_ptr_nonnull(strstr(trial_record(trial, 2), "regime=sixteen bytes ab"));
	ck_assert_ptr_nonnull(strstr(trial_record(trial, 3), "regime=sixteen bytes ac"));
	ck_assert_ptr_nonnull(strstr(trial_record(trial, 4), "regime=seventeen bytes a"));
	trial_destroy(trial);
}
END_TEST

START_TEST(more_words_than_are_remembered_are_read_all_the_same)
{
	enum { WORDS = 9000 };
	struct text file = TEXT_INIT;
	struct trial *trial;

	text_append(&file, "declaration_id,office,flow,registered_at,importer_id\n");
	for (int i = 0; i < 2 * WORDS; i++)
		text_appendf(&file, "A%d,NGT,import,2026-01-05,T%d\n", i, i % WORDS);
	trial = trial_of(file.data, NULL);
	ck_assert_msg(trial->ok, "%s", trial->err.text);
	for (int i = 0; i < 2 * WORDS; i += 977) {
		char expected[40];

		snprintf(expected, sizeof(expected), "importer_id=T%d", i % WORDS);
		ck_assert_str_eq(strstr(trial_record(trial, (size_t)i), "importer_id"), expected);
	}
	trial_destroy(trial);
	text_finish(&file);
}
END_TEST

START_TEST(amounts_keep_the_decimals_of_their_currency)
{
	struct trial *trial = trial_of(HEADER "A1,NGT,import,2026-01-05,1.5,JOD,,\nA2,NGT,import,2026-01-05,1.5,KRW,,\n"
		"A3,NGT,import,2026-01-05,1.5,EUR,,\nA4,NGT,import,2026-01-05,1.5,,,\n", NULL);

	ck_assert_msg(trial->ok, "%s", trial->err.text);
	ck_assert_int_eq(money_of(trial, "JOD", "cif_value")->stored, 3000);
	ck_assert_int_eq(money_of(trial, "KRW", "cif_value")->stored, 2);
	ck_assert_int_eq(money_of(trial, "EUR", "cif_value")->stored, 150);
	ck_assert_int_eq(trial->report.account.rounded, 1);
	trial_destroy(trial);
}
END_TEST

START_TEST(a_row_without_a_currency_is_in_the_usual_one_of_its_file)
{
	/* three decimals: the row that names none must not be read with two, then told as a tenth of what it is */
	static const char file[] = HEADER "A1,NGT,import,2026-01-05,1.5,EUR,,\nA2,NGT,import,2026-01-05,1.5,jod,,\n"
		"A3,NGT,import,2026-01-05,160.343,,,\nA4,NGT,import,2026-01-05,1.5,JOD,,\n";
	struct trial *trial = trial_create("file.csv", file, sizeof(file) - 1);

	trial->options.currency = "";	/* no reporting currency yet */
	trial_run(trial);
	ck_assert_msg(trial->ok, "%s", trial->err.text);
	ck_assert_int_eq(money_of(trial, "JOD", "cif_value")->stored, 1500 + 160343 + 1500);
	ck_assert_int_eq(money_of(trial, "EUR", "cif_value")->stored, 150);
	ck_assert_int_eq(trial->report.account.rounded, 0);
	trial_destroy(trial);
}
END_TEST

START_TEST(a_currency_is_three_letters_and_not_three_bytes)
{
	const char *content = HEADER "A1,NGT,import,2026-01-05,1.5,jod,,\n"
		"A2,NGT,import,2026-01-05,1.5,\xe2\x82\xac,,\nA3,NGT,import,2026-01-05,1.5,J0D,,\n";
	struct trial *trial = trial_create("file.csv", content, strlen(content));

	trial->options.max_rejects = 2;
	trial_run(trial);
	ck_assert_msg(trial->ok, "%s", trial->err.text);
	ck_assert_int_eq(money_of(trial, "JOD", "cif_value")->stored, 1500);
	ck_assert_uint_eq(trial->n_rejects, 2);
	ck_assert_str_eq(trial->rejects[0].column_name, "currency");
	ck_assert_int_eq(trial->rejects[1].line, 4);
	trial_destroy(trial);
}
END_TEST

START_TEST(amounts_without_a_currency_are_in_the_reporting_one)
{
	const char *content = "day,office,head,collected\n2026-01-05,NGT,vat,12.345\n";
	struct trial *trial = trial_create("file.csv", content, strlen(content));

	trial->options.currency = "JOD";
	trial_run(trial);
	ck_assert_msg(trial->ok, "%s", trial->err.text);
	ck_assert_ptr_nonnull(strstr(trial_record(trial, 0), "collected=12345"));
	ck_assert_int_eq(trial->report.account.rounded, 0);
	ck_assert_int_eq(money_of(trial, "JOD", "collected")->read, 12345);
	trial_destroy(trial);
}
END_TEST

START_TEST(the_account_closes_for_rows_and_money)
{
	struct trial *trial = trial_of(HEADER
		"A1,NGT,import,2026-01-05,100,EUR,10,2026-01-06\n"	/* inserted */
		"A2,NGT,import,2026-01-05,200,EUR,20,\n"		/* inserted */
		"A2,NGT,import,2026-01-05,200,EUR,20,\n"		/* the same again */
		"A1,NGT,export,2026-01-05,150,EUR,15,\n"		/* amended */
		"A3,NGT,import,32/13/2026,400,EUR,40,\n"		/* refused, its amounts can be read */
		"A1,NGT,import,bad,999,EUR,99,\n"			/* refused, counted before */
		"A4,NGT,import,2026-01-05,800,EUR,xx,\n", "[file]\ndate_order = dmy\n");
	const struct model_account *account = &trial->report.account;

	trial->ok = true;
	ck_assert_int_eq(trial->err.code, ERR_DATA);	/* three of seven: more than a tenth */
	ck_assert_int_eq(account->rows, 7);
	ck_assert_int_eq(account->inserted, 2);
	ck_assert_int_eq(account->unchanged, 1);
	ck_assert_int_eq(account->updated, 1);
	ck_assert_int_eq(account->rejected, 3);
	ck_assert_int_eq(money_of(trial, "EUR", "cif_value")->stored, 30000);
	ck_assert_int_eq(money_of(trial, "EUR", "cif_value")->rejected, 120000);
	ck_assert_int_eq(money_of(trial, "EUR", "cif_value")->read, 150000);
	ck_assert_int_eq(money_of(trial, "EUR", "paid_amount")->read, 7000);
	ck_assert_int_eq(trial->report.coverage[1].rows, 1);	/* released_at */
	trial_destroy(trial);
}
END_TEST

START_TEST(rejects_tell_line_column_reason_and_the_raw_row)
{
	const char *content = HEADER "A1,NGT,import,2026-01-05,1,EUR,1,\n\nA2,NGT,sideways,2026-01-05,1,EUR,1,\n";
	struct trial *trial = trial_create("file.csv", content, strlen(content));

	trial->options.max_rejects = 1;
	trial_run(trial);
	ck_assert_msg(trial->ok, "%s", trial->err.text);
	ck_assert_uint_eq(trial->n_rejects, 1);
	ck_assert_int_eq(trial->rejects[0].line, 4);
	ck_assert_int_eq(trial->rejects[0].column, 3);
	ck_assert_str_eq(trial->rejects[0].column_name, "flow");
	ck_assert_str_eq(trial->rejects[0].code, "constraint-error");
	ck_assert_ptr_nonnull(strstr(trial->rejects[0].reason, "import, export, transit"));
	ck_assert_str_eq(trial->rejects[0].raw, "A2,NGT,sideways,2026-01-05,1,EUR,1,");
	trial_check_account(trial);
	trial_destroy(trial);
}
END_TEST

static struct trial *trial_with_rejects(int good, int bad)
{
	struct text content = TEXT_INIT;
	struct trial *trial;

	text_append(&content, "declaration_id,office,flow,registered_at\n");
	for (int i = 0; i < good; i++)
		text_appendf(&content, "A%d,NGT,import,2026-01-05\n", i);
	for (int i = 0; i < bad; i++)
		text_appendf(&content, "B%d,NGT,import,never\n", i);
	trial = trial_create("file.csv", content.data, content.len);
	text_finish(&content);
	return trial;
}

START_TEST(more_rejects_than_a_tenth_keep_nothing)
{
	struct trial *few = trial_with_rejects(9, 1), *many = trial_with_rejects(17, 2);

	trial_run(few);
	ck_assert_msg(few->ok, "%s", few->err.text);
	trial_run(many);
	ck_assert_int_eq(many->err.code, ERR_DATA);
	ck_assert_int_eq(many->abandoned, 1);
	ck_assert_ptr_nonnull(strstr(many->err.text, "2 of 19"));
	ck_assert_ptr_nonnull(strstr(many->err.text, "line 19"));
	ck_assert_ptr_nonnull(strstr(many->err.text, "'never'"));
	trial_destroy(few);
	trial_destroy(many);
}
END_TEST

START_TEST(the_limit_of_rejects_is_a_number_or_a_share)
{
	struct trial *number = trial_with_rejects(2, 3), *beyond = trial_with_rejects(2, 3), *share = trial_with_rejects(71, 29);

	number->options.max_rejects = 3;
	trial_run(number);
	ck_assert(number->ok);
	beyond->options.max_rejects = 2;
	trial_run(beyond);
	ck_assert(!beyond->ok);
	share->options.max_rejects_percent = 29;
	trial_run(share);
	ck_assert(share->ok);
	trial_destroy(number);
	trial_destroy(beyond);
	trial_destroy(share);
}
END_TEST

START_TEST(check_judges_without_a_sink_and_does_not_stop_at_the_limit)
{
	struct trial *trial = trial_with_rejects(2, 3);

	ck_assert(ingest_check(trial->path, &trial->options, &trial->report, &trial->err));
	ck_assert_int_eq(trial->report.account.inserted, 2);
	ck_assert_int_eq(trial->report.account.rejected, 3);
	ck_assert_uint_eq(trial->report.n_reasons, 1);
	ck_assert_int_eq(trial->report.reasons[0].rows, 3);
	ck_assert_int_eq(trial->report.reasons[0].line, 4);
	ck_assert_int_eq(trial->begun, 0);
	trial_destroy(trial);
}
END_TEST

START_TEST(a_file_that_was_loaded_before_is_not_read_again)
{
	struct trial *trial = trial_with_rejects(3, 0);

	trial->claim_seen = true;
	trial_run(trial);
	ck_assert(trial->ok);
	ck_assert(trial->report.seen);
	ck_assert_uint_eq(trial->n_records, 0);
	ck_assert_int_eq(trial->account.rows, 12);
	ck_assert_int_eq(trial->account.unchanged, 10);
	ck_assert_int_eq(trial->account.rejected, 2);
	trial_destroy(trial);
}
END_TEST

/* printf 'declaration_id,office,flow,registered_at\nA0,NGT,import,2026-01-05\n' | sha256sum */
START_TEST(the_digest_is_that_of_the_bytes)
{
	struct trial *trial = trial_with_rejects(1, 0);

	trial_run(trial);
	ck_assert_str_eq(trial->sha256, "9f038af85ac3a1de3a7e672e992989cf9aa5fbed5472550981afe5d8ec98568c");
	ck_assert_str_eq(trial->report.sha256, trial->sha256);
	ck_assert_int_eq(trial->report.bytes, 66);
	trial_destroy(trial);
}
END_TEST

static bool stop_at_rows(void *context, int64_t done, int64_t total, int64_t rows)
{
	return rows < *(int64_t *)context;
}

START_TEST(a_cancelled_load_is_abandoned)
{
	struct trial *trial = trial_with_rejects(10000, 0);
	int64_t limit = 4096;

	trial->options.progress = stop_at_rows;
	trial->options.context = &limit;
	trial_run(trial);
	ck_assert_int_eq(trial->err.code, ERR_INTERRUPTED);
	ck_assert_int_eq(trial->abandoned, 1);
	trial_destroy(trial);
}
END_TEST

struct seen_progress {
	int64_t last, total, rows, calls;
};

static bool watch(void *context, int64_t done, int64_t total, int64_t rows)
{
	struct seen_progress *seen = context;

	ck_assert_int_le(done, total);
	seen->last = done;
	seen->total = total;
	seen->rows = rows;
	seen->calls++;
	return true;
}

START_TEST(progress_ends_at_the_end_of_the_file)
{
	struct trial *trial = trial_with_rejects(10000, 0);
	struct seen_progress seen = {0};

	trial->options.progress = watch;
	trial->options.context = &seen;
	trial_run(trial);
	ck_assert(trial->ok);
	ck_assert_int_eq(seen.last, seen.total);
	ck_assert_int_eq(seen.rows, 10000);
	ck_assert_int_ge(seen.calls, 3);
	trial_destroy(trial);
}
END_TEST

START_TEST(the_order_of_dates_is_settled_for_each_column_by_a_day_above_twelve)
{
	struct trial *trial = trial_of("declaration_id,office,flow,registered_at,released_at\nA1,NGT,import,03/04/2026,04/03/2026\n"
		"A2,NGT,import,13/04/2026,04/13/2026\n", NULL);

	ck_assert_msg(trial->ok, "%s", trial->err.text);
	ck_assert_str_eq(trial_record(trial, 0), "declarations declaration_id=A1 | office=NGT flow=import "
		"registered_at=2026-04-03T00:00:00D released_at=2026-04-03T00:00:00D");
	trial_destroy(trial);
}
END_TEST

START_TEST(a_day_above_twelve_is_found_also_far_down_the_file)
{
	struct text content = TEXT_INIT;
	struct trial *trial;

	text_append(&content, "declaration_id,office,flow,registered_at\n");
	for (int i = 0; i < 5000; i++)
		text_appendf(&content, "A%d,NGT,import,03/04/2026\n", i);
	text_append(&content, "B1,NGT,import,25/04/2026\n");
	trial = trial_of(content.data, NULL);
	ck_assert_msg(trial->ok, "%s", trial->err.text);
	ck_assert_int_eq(trial->report.account.inserted, 5001);
	ck_assert_ptr_nonnull(strstr(trial_record(trial, 0), "2026-04-03"));
	trial_destroy(trial);
	text_finish(&content);
}
END_TEST

START_TEST(dates_that_nothing_settles_ask_for_their_order)
{
	struct trial *trial = trial_of("declaration_id,office,flow,registered_at\nA1,NGT,import,03/04/2026\nA2,NGT,import,05/06/2026\n",
		NULL);

	ck_assert_int_eq(trial->err.code, ERR_DATA);
	ck_assert_int_eq(trial->begun, 0);
	ck_assert_ptr_nonnull(strstr(trial->err.text, "line 2"));
	ck_assert_ptr_nonnull(strstr(trial->err.text, "date_order = dmy"));
	ck_assert_ptr_nonnull(strstr(trial->err.text, "03/04/2026"));
	trial_destroy(trial);
}
END_TEST

START_TEST(decimal_commas_are_told_from_the_values_or_asked_for)
{
	struct trial *sure = trial_of("declaration_id;office;flow;registered_at;cif_value\nA1;NGT;import;2026-01-05;1.234,5\n"
		"A2;NGT;import;2026-01-05;1.234\n", NULL);
	struct trial *open = trial_of("declaration_id;office;flow;registered_at;cif_value\nA1;NGT;import;2026-01-05;1,234\n", NULL);

	ck_assert_msg(sure->ok, "%s", sure->err.text);
	ck_assert_int_eq(money_of(sure, "", "cif_value")->stored, 123450 + 123400);
	ck_assert_int_eq(open->err.code, ERR_DATA);
	ck_assert_ptr_nonnull(strstr(open->err.text, "decimal = ,"));
	trial_destroy(sure);
	trial_destroy(open);
}
END_TEST

START_TEST(milestones_are_covered_by_code)
{
	struct trial *trial = trial_of("declaration_id,code,at,sequence\nA1,ARR,2026-01-05T01:00,\nA1,REL,2026-01-05T02:00,\n"
		"A2,REL,2026-01-05T03:00,\nA2,released,2026-01-05T04:00,2\n", NULL);

	ck_assert_msg(trial->ok, "%s", trial->err.text);
	ck_assert_uint_eq(trial->report.n_coverage, 2);
	ck_assert_str_eq(trial->report.coverage[0].column, "ARR");
	ck_assert_int_eq(trial->report.coverage[0].rows, 1);
	ck_assert_str_eq(trial->report.coverage[1].column, "REL");
	ck_assert_int_eq(trial->report.coverage[1].rows, 3);
	trial_destroy(trial);
}
END_TEST

START_TEST(a_packed_file_is_the_same_file)
{
	struct trial *plain = trial_with_rejects(500, 3);
	struct text content = TEXT_INIT;
	struct trial *packed;
	char *bytes;
	size_t n;

	text_append(&content, "declaration_id,office,flow,registered_at\n");
	for (int i = 0; i < 500; i++)
		text_appendf(&content, "A%d,NGT,import,2026-01-05\n", i);
	for (int i = 0; i < 3; i++)
		text_appendf(&content, "B%d,NGT,import,never\n", i);
	n = trial_gzip(content.data, content.len, &bytes);
	packed = trial_create("file.csv.gz", bytes, n);
	trial_run(plain);
	trial_run(packed);
	ck_assert_msg(packed->ok, "%s", packed->err.text);
	ck_assert_str_eq(plain->log.data, packed->log.data);
	ck_assert_int_eq(packed->rejects[2].line, 504);
	ck_assert_int_eq(packed->report.bytes, (int64_t)n);
	free(bytes);
	text_finish(&content);
	trial_destroy(plain);
	trial_destroy(packed);
}
END_TEST

START_TEST(a_sum_that_overflows_is_an_error)
{
	struct trial *trial = trial_of(HEADER "A1,NGT,import,2026-01-05,90000000000000000,EUR,,\n"
		"A2,NGT,import,2026-01-05,90000000000000000,EUR,,\n", NULL);

	ck_assert_int_eq(trial->err.code, ERR_DATA);
	ck_assert_ptr_nonnull(strstr(trial->err.text, "cif_value"));
	ck_assert_int_eq(trial->abandoned, 1);
	trial_destroy(trial);
}
END_TEST

START_TEST(a_file_that_is_not_there_is_no_input)
{
	struct trial *trial = trial_create("file.csv", "", 0);
	struct err err = {0};

	ck_assert(!ingest_check("/nonexistent/file.csv", &trial->options, &trial->report, &err));
	ck_assert_int_eq(err.code, ERR_NO_INPUT);
	ck_assert(!ingest_check("/tmp", &trial->options, &trial->report, &err));
	ck_assert_int_eq(err.code, ERR_NO_INPUT);
	ck_assert(!ingest_check("-", &trial->options, &trial->report, &err));
	ck_assert_int_eq(err.code, ERR_USAGE);
	trial_destroy(trial);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("ingest/load");
	TCase *tcase = tcase_create("load");

	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, values_reach_the_sink_by_their_types);
	tcase_add_test(tcase, a_lost_leading_zero_of_a_commodity_comes_back);
	tcase_add_test(tcase, words_come_out_the_same_the_second_time);
	tcase_add_test(tcase, more_words_than_are_remembered_are_read_all_the_same);
	tcase_add_test(tcase, amounts_keep_the_decimals_of_their_currency);
	tcase_add_test(tcase, a_row_without_a_currency_is_in_the_usual_one_of_its_file);
	tcase_add_test(tcase, a_currency_is_three_letters_and_not_three_bytes);
	tcase_add_test(tcase, amounts_without_a_currency_are_in_the_reporting_one);
	tcase_add_test(tcase, the_account_closes_for_rows_and_money);
	tcase_add_test(tcase, rejects_tell_line_column_reason_and_the_raw_row);
	tcase_add_test(tcase, more_rejects_than_a_tenth_keep_nothing);
	tcase_add_test(tcase, the_limit_of_rejects_is_a_number_or_a_share);
	tcase_add_test(tcase, check_judges_without_a_sink_and_does_not_stop_at_the_limit);
	tcase_add_test(tcase, a_file_that_was_loaded_before_is_not_read_again);
	tcase_add_test(tcase, the_digest_is_that_of_the_bytes);
	tcase_add_test(tcase, a_cancelled_load_is_abandoned);
	tcase_add_test(tcase, progress_ends_at_the_end_of_the_file);
	tcase_add_test(tcase, the_order_of_dates_is_settled_for_each_column_by_a_day_above_twelve);
	tcase_add_test(tcase, a_day_above_twelve_is_found_also_far_down_the_file);
	tcase_add_test(tcase, dates_that_nothing_settles_ask_for_their_order);
	tcase_add_test(tcase, decimal_commas_are_told_from_the_values_or_asked_for);
	tcase_add_test(tcase, milestones_are_covered_by_code);
	tcase_add_test(tcase, a_packed_file_is_the_same_file);
	tcase_add_test(tcase, a_sum_that_overflows_is_an_error);
	tcase_add_test(tcase, a_file_that_is_not_there_is_no_input);
	suite_add_tcase(suite, tcase);
	return support_run(suite);
}
