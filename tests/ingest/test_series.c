/* A plain series read from files as people keep them, and its moments as equal steps. */
#include "ingest/series.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "base/time.h"
#include "suite.h"
#include "trial.h"

struct lab {
	struct trial *trial;
	struct arena arena;
	struct ingest_series *series;
	struct ingest_grid grid;
	struct err err;
	bool read, regular;
};

static struct lab lab_with(const char *content, size_t n, struct ingest_series_options options)
{
	struct lab lab = {.trial = trial_create("series.csv", content, n)};

	arena_init(&lab.arena);
	lab.read = ingest_series_read(lab.trial->path, &options, &lab.arena, &lab.series, &lab.err);
	lab.regular = lab.read && ingest_series_grid(lab.series, "series.csv", &lab.arena, &lab.grid, &lab.err);
	return lab;
}

static struct lab lab_of(const char *content)
{
	return lab_with(content, strlen(content), (struct ingest_series_options){0});
}

static void lab_finish(struct lab *lab)
{
	arena_finish(&lab->arena);
	trial_destroy(lab->trial);
}

static void append_value(struct text *out, double value)
{
	if (isnan(value))
		text_append(out, "?");
	else
		text_appendf(out, "%g", value);
}

/* Rows as "moment value;" in the order of time. */
static void check_rows(const char *content, const char *expected)
{
	struct lab lab = lab_of(content);
	struct text out = TEXT_INIT;
	char buffer[32];

	ck_assert_msg(lab.read, "%s", lab.err.text);
	for (size_t i = 0; i < lab.series->n; i++) {
		text_appendf(&out, "%s ", ingest_series_format(lab.series->time, lab.series->at[i], buffer));
		append_value(&out, lab.series->values[i]);
		text_put(&out, ';');
	}
	ck_assert_str_eq(out.data, expected);
	text_finish(&out);
	lab_finish(&lab);
}

/* The steps alone, and the moment that comes next. */
static void check_grid(const char *content, const char *expected, const char *next)
{
	struct lab lab = lab_of(content);
	struct text out = TEXT_INIT;
	char buffer[32];

	ck_assert_msg(lab.regular, "%s", lab.err.text);
	for (size_t i = 0; i < lab.grid.n; i++) {
		text_append(&out, i ? " " : "");
		append_value(&out, lab.grid.values[i]);
	}
	ck_assert_str_eq(out.data, expected);
	ck_assert_str_eq(ingest_series_format(lab.series->time, ingest_grid_ahead(&lab.grid, 1), buffer), next);
	text_finish(&out);
	lab_finish(&lab);
}

static void check_refused(const char *content, const char *part)
{
	struct lab lab = lab_of(content);

	ck_assert_msg(!lab.read || !lab.regular, "was read: %s", content);
	ck_assert_int_eq(lab.err.code, ERR_DATA);
	ck_assert_msg(strstr(lab.err.text, part) != NULL, "'%s' not in: %s", part, lab.err.text);
	ck_assert_ptr_null(strchr(lab.err.text, '\n'));
	lab_finish(&lab);
}

START_TEST(dates_and_values_are_read_with_and_without_a_header)
{
	check_rows("timestamp,value\n2014-07-01 00:00:00,10844\n2014-07-01 00:30:00,8127\n",
		"2014-07-01T00:00:00 10844;2014-07-01T00:30:00 8127;");
	check_rows("2026-01-01,1\n2026-01-02,2.5\n2026-01-03,-3e2\n", "2026-01-01 1;2026-01-02 2.5;2026-01-03 -300;");
	check_rows("value,day\n1,2026-01-01\n2,2026-01-02\n", "2026-01-01 1;2026-01-02 2;");
	check_rows("\xef\xbb\xbf\"Date\";\"Recettes\"\r\n\"15/01/2026\";\"1 234,50\"\r\n\"16/01/2026\";\"2 000,25\"\r\n",
		"2026-01-15 1234.5;2026-01-16 2000.25;");
	check_rows("day\tcollected\n20260115\t5\n20260116\t6\n", "2026-01-15 5;2026-01-16 6;");
	check_rows("t,v\n2026-01-01T10:00:00+03:00,1\n2026-01-01T10:00:00Z,2\n", "2026-01-01T07:00:00Z 1;2026-01-01T10:00:00Z 2;");
}
END_TEST

START_TEST(values_alone_count_by_their_rows)
{
	check_rows("1.5\n2.5\n3.5\n", "1 1.5;2 2.5;3 3.5;");
	check_rows("y\n1\n2\n", "1 1;2 2;");
	check_rows("1,5\n1,25\n0,75\n", "1 1.5;2 1.25;3 0.75;");
	check_grid("1\n2\n\n\n5\n", "1 2 ? ? 5", "6"); /* blank lines are missing values */
	check_grid("1\n\n2\n\n3\n", "1 2 3", "7");	/* every other line is blank */
}
END_TEST

START_TEST(coarse_and_plain_moments_are_understood)
{
	check_rows("month,value\n2025-11,1\n2025-12,2\n2026-01,3\n", "2025-11 1;2025-12 2;2026-01 3;");
	check_rows("2025-Q4,1\n2026Q1,2\n", "2025-Q4 1;2026-Q1 2;");
	check_rows("2025-W52,1\n2026-W01,2\n2026-W02,3\n", "2025-W52 1;2026-W01 2;2026-W02 3;");
	check_rows("year,value\n2024,1\n2025,2\n", "2024 1;2025 2;");
	check_rows("index,value\n1,10\n2,20\n3,30\n", "1 10;2 20;3 30;");
	check_rows("time,value\n1404172800,1\n1404176400,2\n", "2014-07-01T00:00:00Z 1;2014-07-01T01:00:00Z 2;");
	check_rows("date,value\n45292,1\n45293,2\n", "2024-01-01 1;2024-01-02 2;");
}
END_TEST

START_TEST(missing_values_are_kept_as_such)
{
	check_rows("d,v\n2026-01-01,\n2026-01-02,NA\n2026-01-03,NaN\n2026-01-04,-\n2026-01-05,null\n2026-01-06,7\n",
		"2026-01-01 ?;2026-01-02 ?;2026-01-03 ?;2026-01-04 ?;2026-01-05 ?;2026-01-06 7;");
	check_refused("d,v\n2026-01-01,\n2026-01-02,NA\n", "all values are missing");
}
END_TEST

START_TEST(rows_in_any_order_come_out_in_the_order_of_time)
{
	check_rows("2026-01-03,3\n2026-01-01,1\n2026-01-02,2\n2026-01-01,1\n", "2026-01-01 1;2026-01-01 1;2026-01-02 2;2026-01-03 3;");
}
END_TEST

START_TEST(columns_are_told_by_their_names_or_asked_for)
{
	const char *kpi = "kpi,stat,unit,from,to,day,value,n\nrevenue,sum,money,2026-01-01,2026-01-03,2026-01-01,5,10\n"
			  "revenue,sum,money,2026-01-01,2026-01-03,2026-01-02,6,11\n";
	struct lab lab;

	check_rows(kpi, "2026-01-01 5;2026-01-02 6;");
	check_refused("date,imports,exports\n2026-01-01,1,2\n2026-01-02,3,4\n", "date, imports, exports");
	lab = lab_with("date,imports,exports\n2026-01-01,1,2\n2026-01-02,3,4\n", 51, (struct ingest_series_options){.value_column = "Exports"});
	ck_assert_msg(lab.read, "%s", lab.err.text);
	ck_assert(lab.series->values[1] == 4);
	ck_assert_str_eq(lab.series->value_name, "exports");
	lab_finish(&lab);
}
END_TEST

START_TEST(the_order_of_day_and_month_is_never_guessed)
{
	struct lab lab;

	check_rows("01/02/2026,1\n13/02/2026,2\n", "2026-02-01 1;2026-02-13 2;");
	check_rows("01/02/2026,1\n02/13/2026,2\n", "2026-01-02 1;2026-02-13 2;");
	check_refused("01/02/2026,1\n02/03/2026,2\n", "line 1: '01/02/2026' may be day/month or month/day");
	check_refused("13/02/2026,1\n02/14/2026,2\n", "some dates are day/month and some month/day");
	lab = lab_with("01/02/2026,1\n02/03/2026,2\n", 26, (struct ingest_series_options){.date_order = 'm'});
	ck_assert_msg(lab.read, "%s", lab.err.text);
	ck_assert_int_eq(lab.series->at[0], 20455 * (int64_t)86400); /* 2026-01-02 */
	lab_finish(&lab);
}
END_TEST

START_TEST(thousands_and_decimals_are_never_guessed)
{
	check_refused("2026-01-01;1,234\n2026-01-02;5,678\n", "line 1: '1,234' may be thousands or decimals");
	check_rows("2026-01-01;1,234\n2026-01-02;5,6\n", "2026-01-01 1.234;2026-01-02 5.6;");
	check_rows("2026-01-01;\"1,234.5\"\n2026-01-02;\"5,678\"\n", "2026-01-01 1234.5;2026-01-02 5678;");
}
END_TEST

START_TEST(bad_input_is_one_sentence_with_its_line)
{
	check_refused("", "is empty");
	check_refused("date,value\n", "no row of data");
	check_refused("a,b\nc,d\n", "no column of it holds numbers");
	check_refused("date,value\n2026-01-01,1\n2026-01-02,abc\n2026-01-03,2\n", "line 3: 'abc' is no number");
	check_refused("date,value\n2026-01-01,1\nTotal,1\n2026-01-03,2\n", "line 3: 'Total' is no date");
	check_refused("date,value\n2026-01-01,1\n2026-01-32,1\n2026-01-03,2\n", "line 3: '2026-01-32' is no date");
	check_refused("date,value\n2026-01-01,1\n2026-01-02,1,9\n2026-01-03,2\n", "line 3: has 3 cells");
	check_refused("date,value\n2026-01-01,1\n2026-01-02,\"1\"2\n2026-01-03,2\n", "line 3");
	check_refused("date,value\n2026-01-01,1\n2026-01-02,inf\n2026-01-03,2\n", "line 3: 'inf' is no number");
	check_refused("t,v\n2026-01-01T10:00,1\n2026-01-01T11:00Z,2\n", "offset");
	check_refused("PK\3\4xxxxxxxxxxxxx", "spreadsheet or an archive");
	check_refused("\n <html><table><tr><td>date</td></tr></table></html>\n", "web page or XML");
	check_refused("\xef\xbb\xbf<?xml version='1.0'?>\n<a/>\n", "web page or XML");
	check_refused("date,value\n2026-01-01,1\n2026-01-02,\033[31m\n2026-01-03,2\n", "line 3");
}
END_TEST

START_TEST(gaps_are_steps_without_a_value)
{
	check_grid("2026-01-01,1\n2026-01-02,2\n2026-01-05,5\n2026-01-06,6\n", "1 2 ? ? 5 6", "2026-01-07");
	check_grid("2026-01-01 00:00,1\n2026-01-01 00:30,2\n2026-01-01 01:30,4\n2026-01-01 02:00,5\n", "1 2 ? 4 5", "2026-01-01T02:30:00");
	check_grid("1,1\n2,2\n5,5\n", "1 2 ? ? 5", "6");
}
END_TEST

START_TEST(months_are_steps_though_their_days_differ)
{
	check_grid("2025-11-01,1\n2025-12-01,2\n2026-02-01,4\n2026-03-01,5\n", "1 2 ? 4 5", "2026-04-01");
	check_grid("2025-12-31,1\n2026-01-31,2\n2026-02-28,3\n2026-03-31,4\n", "1 2 3 4", "2026-04-30");
	check_grid("2025-01-01,1\n2025-04-01,2\n2025-07-01,3\n2025-10-01,4\n", "1 2 3 4", "2026-01-01");
}
END_TEST

START_TEST(days_of_the_week_that_never_occur_are_no_steps)
{
	struct text file = TEXT_INIT;
	struct lab lab;
	char day[32], next[32];

	for (int i = 0; i < 28; i++) { /* from a Thursday; closed on Friday and Saturday */
		if (i % 7 != 1 && i % 7 != 2 && i != 12)
			text_appendf(&file, "%s,%d\n", time_day_format(20454 + i, day), i);
	}
	lab = lab_of(file.data);
	ck_assert_msg(lab.regular, "%s", lab.err.text);
	ck_assert(lab.grid.skips_days);
	ck_assert_uint_eq(lab.grid.n, 20);
	ck_assert_uint_eq(lab.grid.n_gaps, 1);
	ck_assert_double_nan(lab.grid.values[8]);
	ck_assert_str_eq(ingest_series_format(lab.series->time, lab.grid.at[8], day), "2026-01-13");
	ck_assert_str_eq(ingest_series_format(lab.series->time, lab.grid.at[19], day), "2026-01-28");
	ck_assert_str_eq(ingest_series_format(lab.series->time, ingest_grid_ahead(&lab.grid, 1), next), "2026-01-29");
	ck_assert_str_eq(ingest_series_format(lab.series->time, ingest_grid_ahead(&lab.grid, 2), next), "2026-02-01");
	lab_finish(&lab);
	text_finish(&file);
}
END_TEST

START_TEST(rows_without_any_rhythm_are_taken_one_after_the_other)
{
	struct lab lab = lab_of("2026-01-01 00:00,1\n2026-01-01 00:07,2\n2026-01-03 11:00,3\n2026-01-03 11:01:30,4\n2026-02-01,5\n");

	ck_assert_msg(lab.regular, "%s", lab.err.text);
	ck_assert_int_eq(lab.grid.step, 0);
	ck_assert_uint_eq(lab.grid.n, 5);
	ck_assert(lab.grid.values[4] == 5);
	lab_finish(&lab);
}
END_TEST

START_TEST(one_moment_twice_is_their_mean_and_many_are_refused)
{
	struct text file = TEXT_INIT;
	struct lab lab;

	for (int i = 0; i < 100; i++)
		text_appendf(&file, "%d,%d\n", i + 1, i);
	text_append(&file, "50,51\n");
	lab = lab_of(file.data);
	ck_assert_msg(lab.regular, "%s", lab.err.text);
	ck_assert_uint_eq(lab.grid.n_doubled, 1);
	ck_assert(lab.grid.values[49] == 50);
	ck_assert_uint_eq(lab.grid.cell_of_row[49], 49);
	ck_assert_uint_eq(lab.grid.cell_of_row[50], 49);
	lab_finish(&lab);
	text_finish(&file);
	check_refused("stat,day,value\np50,2026-01-01,1\np90,2026-01-01,5\np50,2026-01-02,1\np90,2026-01-02,4\n",
		"line 3: 2026-01-01 stands in line 2 already");
}
END_TEST

START_TEST(a_moment_of_the_user_is_counted_as_the_series_counts)
{
	struct lab lab = lab_of("2025-W52,1\n2026-W01,2\n");
	int64_t at;

	ck_assert(ingest_series_moment(lab.series, "2026-W01", 0, &at));
	ck_assert_int_eq(at, lab.series->at[1]);
	ck_assert(ingest_series_moment(lab.series, "2026-01-04", 0, &at)); /* the Sunday of that week */
	ck_assert_int_eq(at, lab.series->at[1]);
	ck_assert(!ingest_series_moment(lab.series, "soon", 0, &at));
	lab_finish(&lab);
	lab = lab_of("2025-11,1\n2025-12,2\n");
	ck_assert(ingest_series_moment(lab.series, "2025-12-15", 0, &at));
	ck_assert_int_eq(at, lab.series->at[1]);
	lab_finish(&lab);
	lab = lab_of("2026-03-01,1\n2026-03-02,2\n");
	for (size_t i = 0; i < 4; i++) {
		static const char *const same[] = { "2026-03-01", "2026-03", "2026-03-01T17:45", "1 Mar 2026" };

		ck_assert_msg(ingest_series_moment(lab.series, same[i], 0, &at), "%s", same[i]);
		ck_assert_int_eq(at, lab.series->at[0]);
	}
	ck_assert(ingest_series_moment(lab.series, "2026-Q2", 0, &at));	/* its first day */
	ck_assert_int_eq(at, lab.series->at[0] + 31 * 86400);
	ck_assert(!ingest_series_moment(lab.series, "2/3/2026", 0, &at));	/* in two ways */
	ck_assert(ingest_series_moment(lab.series, "2/3/2026", 'd', &at));
	ck_assert_int_eq(at, lab.series->at[1]);
	ck_assert(ingest_series_moment(lab.series, "3/2/2026", 'm', &at));
	ck_assert_int_eq(at, lab.series->at[1]);
	lab_finish(&lab);
}
END_TEST

START_TEST(utf16_and_western_text_are_read)
{
	static const char wide[] = "\xff\xfe" "1\0;\0" "2\0,\0" "5\0\n\0" "2\0;\0" "3\0,\0" "5\0\n\0";
	struct lab lab = lab_with(wide, sizeof(wide) - 1, (struct ingest_series_options){0});

	ck_assert_msg(lab.read, "%s", lab.err.text);
	ck_assert(lab.series->values[1] == 3.5);
	lab_finish(&lab);
	check_rows("Gr\xf6\xdf" "e\n1\n2\n", "1 1;2 2;");
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("series");
	TCase *tcase = tcase_create("series");

	tcase_add_test(tcase, dates_and_values_are_read_with_and_without_a_header);
	tcase_add_test(tcase, values_alone_count_by_their_rows);
	tcase_add_test(tcase, coarse_and_plain_moments_are_understood);
	tcase_add_test(tcase, missing_values_are_kept_as_such);
	tcase_add_test(tcase, rows_in_any_order_come_out_in_the_order_of_time);
	tcase_add_test(tcase, columns_are_told_by_their_names_or_asked_for);
	tcase_add_test(tcase, the_order_of_day_and_month_is_never_guessed);
	tcase_add_test(tcase, thousands_and_decimals_are_never_guessed);
	tcase_add_test(tcase, bad_input_is_one_sentence_with_its_line);
	tcase_add_test(tcase, gaps_are_steps_without_a_value);
	tcase_add_test(tcase, months_are_steps_though_their_days_differ);
	tcase_add_test(tcase, days_of_the_week_that_never_occur_are_no_steps);
	tcase_add_test(tcase, rows_without_any_rhythm_are_taken_one_after_the_other);
	tcase_add_test(tcase, one_moment_twice_is_their_mean_and_many_are_refused);
	tcase_add_test(tcase, a_moment_of_the_user_is_counted_as_the_series_counts);
	tcase_add_test(tcase, utf16_and_western_text_are_read);
	suite_add_tcase(suite, tcase);
	return support_run(suite);
}
