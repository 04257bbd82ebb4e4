/* test_canonical.c - the pack is in the canonical form: known columns, required cells filled, closed lists kept. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/time.h"
#include "folder.h"
#include "model/kind.h"
#include "suite.h"

static bool is_in(const char *const *values, const char *text)
{
	for (; *values; values++)
		if (!strcmp(*values, text))
			return true;
	return false;
}

static bool is_number(const char *text)
{
	char *end;

	strtod(text, &end);
	return end != text && !*end;
}

static bool is_clock(const char *text)
{
	return strlen(text) == 5 && text[2] == ':' && atoi(text) < 24 && atoi(text + 3) < 60;
}

static bool is_valid(const struct model_column *column, const char *text)
{
	struct time_stamp stamp;
	int32_t day;

	switch (column->type) {
	case MODEL_ENUM:
		return is_in(column->values, text);
	case MODEL_BOOL:
		return !strcmp(text, "0") || !strcmp(text, "1");
	case MODEL_INT:
	case MODEL_NUMBER:
	case MODEL_MONEY:
		return is_number(text);
	case MODEL_HS:
		return strlen(text) == 6 && strspn(text, "0123456789") == 6;
	case MODEL_STAMP:
		return time_stamp_parse(text, strlen(text), &stamp);
	case MODEL_DAY:
		return time_day_parse(text, &day);
	case MODEL_CLOCK:
		return is_clock(text);
	default:
		return true;
	}
}

static void column_check(const struct model_kind *kind, const struct table *table, const char *name)
{
	int index = model_column_find(kind, name);
	const struct model_column *column = &kind->columns[index < 0 ? 0 : index];

	ck_assert_msg(index >= 0, "%s has no column %s", kind->name, name);
	for (size_t i = 0; i < table->n_rows; i++) {
		const char *text = table_cell(table, i, name);

		ck_assert_msg(*text ? is_valid(column, text) : !column->required, "%s.csv, row %zu, %s: \"%s\"",
			kind->name, i + 1, name, text);
	}
}

/* Files of the pack, in the order of the kinds; 0 rows where a kind is not in it. */
static size_t kind_check(const struct model_kind *kind)
{
	struct table table;
	char name[64];
	size_t rows;

	snprintf(name, sizeof name, "%s.csv", kind->name);
	if (!table_open(&table, SIM_SAMPLE_DATA, name))
		return 0;
	for (size_t c = 0; c < table.n_columns; c++)
		column_check(kind, &table, table.names[c]);
	for (size_t c = 0; c < kind->n_columns; c++)
		if (kind->columns[c].required)
			table_cell(&table, 0, kind->columns[c].name);
	rows = table.n_rows;
	table_close(&table);
	return rows;
}

START_TEST(every_file_is_in_the_canonical_form)
{
	int files = 0;

	for (int id = 0; id < MODEL_KINDS; id++)
		files += kind_check(model_kind_get((enum model_kind_id)id)) > 0;
	ck_assert_int_eq(files, 16);
}
END_TEST

/* How many cells of a column name nothing in the other file. */
static size_t dangling(const char *file, const char *column, const char *other, const char *key)
{
	struct table from, to;
	size_t n = 0, at = 0;

	ck_assert(table_open(&from, SIM_SAMPLE_DATA, file));
	ck_assert(table_open(&to, SIM_SAMPLE_DATA, other));
	for (size_t i = 0; i < from.n_rows; i++) {
		const char *id = table_cell(&from, i, column);
		size_t looked = 0;

		if (!*id)
			continue;
		while (looked < to.n_rows && strcmp(table_cell(&to, at, key), id)) {	/* both are in about one order */
			at = (at + 1) % to.n_rows;
			looked++;
		}
		n += looked == to.n_rows;
	}
	table_close(&from);
	table_close(&to);
	return n;
}

START_TEST(nothing_refers_to_what_is_not_there)
{
	ck_assert_uint_eq(dangling("milestones.csv", "declaration_id", "declarations.csv", "declaration_id"), 0);
	ck_assert_uint_eq(dangling("inspections.csv", "declaration_id", "declarations.csv", "declaration_id"), 0);
	ck_assert_uint_eq(dangling("permits.csv", "declaration_id", "declarations.csv", "declaration_id"), 0);
	ck_assert_uint_eq(dangling("declarations.csv", "officer_id", "officers.csv", "officer_id"), 0);
	ck_assert_uint_eq(dangling("inspections.csv", "officer_id", "officers.csv", "officer_id"), 0);
	ck_assert_uint_eq(dangling("declarations.csv", "importer_id", "traders.csv", "trader_id"), 0);
	ck_assert_uint_eq(dangling("declarations.csv", "broker_id", "traders.csv", "trader_id"), 0);
	ck_assert_uint_eq(dangling("declarations.csv", "office", "posts.csv", "office"), 0);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("sim/canonical");
	TCase *tests = tcase_create("canonical");

	tcase_set_timeout(tests, 60);
	tcase_add_test(tests, every_file_is_in_the_canonical_form);
	tcase_add_test(tests, nothing_refers_to_what_is_not_there);
	suite_add_tcase(suite, tests);
	return support_run(suite);
}
