/* test_run.c - a run writes what it was asked for, the same each time, whole or not at all. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "folder.h"
#include "sim/sim.h"
#include "suite.h"

#define SCENARIO SIM_SAMPLE_DATA "/scenario.ini"

static const char *const files[] = {"SYNTHETIC", "arrears.csv", "attendance.csv", "audits.csv",
	"calendar.csv", "declarations.csv", "initiatives.csv", "inspections.csv", "milestones.csv",
	"officers.csv", "permits.csv", "posts.csv", "reroutes.csv", "revenue.csv", "seizures.csv",
	"targets.csv", "traders.csv"};
enum { FILES = sizeof files / sizeof *files };

static char *run(struct sim_options options)
{
	char *folder = folder_make();
	struct err err = { 0 };

	options.scenario = SCENARIO;
	options.out = folder;
	ck_assert_msg(sim_run(&options, &err), "%s", err.text);
	return folder;
}

static bool is_same(const char *a, const char *b, const char *name)
{
	size_t n = 0, m = 1;
	char *x = folder_read(a, name, &n), *y = folder_read(b, name, &m);
	bool same = x && y && n == m && !memcmp(x, y, n);

	free(x);
	free(y);
	return same;
}

START_TEST(shipped_sample_is_what_a_fresh_run_writes)
{
	char *folder = run((struct sim_options){ 0 });

	ck_assert_int_eq(folder_count(folder), FILES);
	for (int i = 0; i < FILES; i++)
		ck_assert_msg(is_same(folder, SIM_SAMPLE_DATA, files[i]),
			"%s: run `tidewaiter simulate --scenario sample-data/scenario.ini -o sample-data` "
			"again",
			files[i]);
	folder_remove(folder);
}
END_TEST

START_TEST(another_seed_is_another_country)
{
	char *a = run((struct sim_options){ .rows = 500, .days = 60 });
	char *b = run((struct sim_options){ .rows = 500, .days = 60, .has_seed = true, .seed = 4711 });
	char *c = run((struct sim_options){ .rows = 500, .days = 60, .has_seed = true, .seed = 4711 });

	ck_assert(!is_same(a, b, "declarations.csv"));
	ck_assert(is_same(b, c, "declarations.csv"));
	ck_assert(is_same(b, c, "inspections.csv"));
	folder_remove(a);
	folder_remove(b);
	folder_remove(c);
}
END_TEST

static size_t distinct_declarations(const struct table *table)
{
	size_t n = 0;

	/* What comes again comes after all first versions, and those are in order at each office. */
	for (size_t i = 0; i < table->n_rows; i++) {
		size_t k = 0;

		if (table->n_rows - i <= 60)
			for (k = 0; k < i; k++)
				if (!strcmp(table_cell(table, i, "declaration_id"),
					    table_cell(table, k, "declaration_id")))
					break;
		n += table->n_rows - i > 60 || k == i;
	}
	return n;
}

START_TEST(as_many_declarations_come_out_as_were_asked_for)
{
	static const int64_t rows[] = { 1, 77, 3000 };

	for (int i = 0; i < 3; i++) {
		char *folder = run((struct sim_options){ .rows = rows[i], .days = 90 });
		struct table table;

		ck_assert(table_open(&table, folder, "declarations.csv"));
		ck_assert_uint_eq(distinct_declarations(&table), (size_t)rows[i]);
		table_close(&table);
		folder_remove(folder);
	}
}
END_TEST

START_TEST(wide_has_its_columns_one_row_a_declaration_and_more_staff)
{
	char *folder = run((struct sim_options){ .rows = 30000, .days = 30, .wide_only = true });
	bool second_team = false;
	struct table table;

	ck_assert_int_eq(folder_count(folder), 2);
	ck_assert(table_open(&table, folder, "declarations.csv"));
	ck_assert_uint_eq(table.n_rows, 30000);
	ck_assert_uint_eq(table.n_columns, SIM_WIDE_COLUMNS);
	for (size_t i = 0; i < table.n_rows && !second_team; i++)
		second_team = atoi(table_cell(&table, i, "officer_id") +
				      5 * (*table_cell(&table, i, "officer_id") != 0)) > 20;
	ck_assert(second_team);
	table_close(&table);
	folder_remove(folder);
}
END_TEST

static bool stop(void *user, int64_t done, int64_t total)
{
	ck_assert_int_ge(total, done);
	return ++*(int *)user < 10;
}

START_TEST(a_stopped_run_leaves_no_trace)
{
	int calls = 0;
	char *folder = folder_make();
	struct sim_options options = {
		.scenario = SCENARIO, .out = folder, .rows = 1000, .progress = stop, .user = &calls};
	struct err err = { 0 };

	ck_assert(!sim_run(&options, &err));
	ck_assert_int_eq(err.code, ERR_INTERRUPTED);
	ck_assert_int_eq(calls, 10);
	ck_assert_int_eq(folder_count(folder), 0);
	folder_remove(folder);
}
END_TEST

START_TEST(what_cannot_be_written_is_said_in_one_sentence)
{
	char *folder = folder_make(), path[256];
	struct sim_options options = { .scenario = SCENARIO, .out = path, .rows = 10, .days = 10 };
	struct err err = { 0 };

	folder_write(folder, "file", "");
	snprintf(path, sizeof path, "%s/file/deeper", folder);
	ck_assert(!sim_run(&options, &err));
	ck_assert_int_eq(err.code, ERR_CANNOT_WRITE);
	ck_assert_ptr_nonnull(strstr(err.text, path));
	folder_remove(folder);
}
END_TEST

START_TEST(a_folder_is_made_with_its_parents)
{
	char *folder = folder_make(), path[256];
	struct sim_options options = {
		.scenario = SCENARIO, .out = path, .rows = 10, .days = 10, .wide_only = true};
	struct err err = { 0 };

	snprintf(path, sizeof path, "%s/a/", folder);
	ck_assert_msg(sim_run(&options, &err), "%s", err.text);
	ck_assert_int_eq(folder_count(path), 2);
	folder_remove(strdup(path));
	folder_remove(folder);
}
END_TEST

START_TEST(nonsense_in_days_and_rows_is_refused)
{
	struct sim_options options = { .scenario = SCENARIO, .out = "/nowhere", .days = -3 };
	struct err err = { 0 };

	ck_assert(!sim_run(&options, &err));
	ck_assert_int_eq(err.code, ERR_USAGE);
	options.days = 0;
	options.rows = -1;
	ck_assert(!sim_run(&options, &err));
	ck_assert_int_eq(err.code, ERR_USAGE);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("sim/run");
	TCase *tests = tcase_create("run");

	tcase_set_timeout(tests, 60);
	tcase_add_test(tests, shipped_sample_is_what_a_fresh_run_writes);
	tcase_add_test(tests, another_seed_is_another_country);
	tcase_add_test(tests, as_many_declarations_come_out_as_were_asked_for);
	tcase_add_test(tests, wide_has_its_columns_one_row_a_declaration_and_more_staff);
	tcase_add_test(tests, a_stopped_run_leaves_no_trace);
	tcase_add_test(tests, what_cannot_be_written_is_said_in_one_sentence);
	tcase_add_test(tests, a_folder_is_made_with_its_parents);
	tcase_add_test(tests, nonsense_in_days_and_rows_is_refused);
	suite_add_tcase(suite, tests);
	return support_run(suite);
}
