/* What the store holds, as the model sees it. */
#include <math.h>
#include <string.h>

#include "base/time.h"
#include "feed.h"
#include "read.h"
#include "suite.h"

static struct feed feed;
static struct risk_data data;

static int32_t day(const char *text)
{
	int32_t value;

	ck_assert(time_day_parse(text, &value));
	return value;
}

static void setup(void)
{
	feed_open(&feed);
	data = (struct risk_data){0};
}

static void teardown(void)
{
	risk_data_finish(&data);
	feed_close(&feed);
}

static void read_window(const char *from, const char *to, bool judged)
{
	struct risk_window window = {.from = day(from), .to = day(to), .known_by = day(to), .judged = judged};

	risk_data_finish(&data);
	ck_assert_msg(risk_read(feed.store, &window, &data, &feed.err), "%s", feed.err.text);
}

static double number(size_t row, const char *name)
{
	int column = risk_data_number_find(&data, name);

	ck_assert_msg(column >= 0, "no number %s", name);
	return risk_data_numbers(&data, row)[column];
}

static const char *word(size_t row, const char *name)
{
	int column = risk_data_code_find(&data, name);

	ck_assert_msg(column >= 0, "no code %s", name);
	return risk_data_text(&data, risk_data_codes(&data, row)[column]);
}

#define DECLARED(id, at, ...) \
	feed_row(&feed, "declarations", "declaration_id=" id, "office=AAA", "flow=import", "registered_at=" at, __VA_ARGS__)

START_TEST(what_was_declared_comes_with_attributes_and_measures_in_their_places)
{
	DECLARED("D1", "2026-01-05T10:00:00", "importer_id=I1", "broker_id=B1", "hs=610910", "origin=CN", "cif_value=100000", "currency=JOD",
		"attribute.seller=S1", "attribute.departure=AE", "attribute.tax_type=A", "attribute.import_use=21", "measure.tax_rate=8",
		"measure.net_mass=12.5", "measure.boxes=3", "inspection_type=physical", "inspection_outcome=noncompliant");
	read_window("2026-01-01", "2026-01-31", true);
	ck_assert_uint_eq(data.n, 1);
	ck_assert_str_eq(word(0, "importer"), "I1");
	ck_assert_str_eq(word(0, "seller"), "S1");
	ck_assert_str_eq(word(0, "departure"), "AE");
	ck_assert_str_eq(word(0, "tax_type"), "A");
	ck_assert_str_eq(word(0, "attribute.import_use"), "21");
	ck_assert_double_eq(number(0, "mass"), 12.5);
	ck_assert_double_eq(number(0, "rate"), 8);
	ck_assert_double_eq(number(0, "value"), 100);	/* JOD has three decimals */
	ck_assert_double_eq(number(0, "measure.boxes"), 3);
	ck_assert_double_eq_tol(data.rows[0].stake, 8, 1e-9);	/* 8 % of 100 */
	ck_assert_int_eq(data.rows[0].label, 1);
	ck_assert_int_eq(data.rows[0].known, day("2026-01-05"));
}
END_TEST

START_TEST(only_recorded_results_of_goods_count_and_only_of_live_declarations)
{
	DECLARED("D1", "2026-01-05T10:00:00", "inspection_type=physical", "inspection_outcome=minor");
	DECLARED("D2", "2026-01-05T10:00:00", "inspection_type=document", "inspection_outcome=noncompliant");
	DECLARED("D3", "2026-01-05T10:00:00", "inspection_type=physical");
	DECLARED("D4", "2026-01-05T10:00:00", "status=cancelled", "inspection_type=physical", "inspection_outcome=noncompliant");
	DECLARED("D5", "2026-01-05T10:00:00", "inspection_type=scanner", "inspection_outcome=noncompliant");
	DECLARED("D6", "2026-01-05T10:00:00", "cif_value=5");
	read_window("2026-01-01", "2026-01-31", true);
	ck_assert_uint_eq(data.n, 2);
	ck_assert_str_eq(data.rows[0].name, "D1");
	ck_assert_int_eq(data.rows[0].label, 0);	/* minor is no hit */
	ck_assert_str_eq(data.rows[1].name, "D5");
	ck_assert_int_eq(data.rows[1].label, 1);
	read_window("2026-01-01", "2026-01-31", false);
	ck_assert_uint_eq(data.n, 5);
	ck_assert_int_eq(data.rows[1].label, RISK_UNJUDGED);
}
END_TEST

START_TEST(a_result_is_known_when_it_was_recorded_and_not_before)
{
	DECLARED("D1", "2026-01-05T10:00:00", "cif_value=5");
	DECLARED("D2", "2026-01-06T10:00:00", "cif_value=5");
	feed_row(&feed, "inspections", "inspection_id=X1", "declaration_id=D1", "type=physical", "ended_at=2026-01-20T10:00:00",
		"outcome=noncompliant", "tax_adjustment=7000");
	feed_row(&feed, "inspections", "inspection_id=X2", "declaration_id=D2", "type=physical", "ended_at=2026-01-02T10:00:00",
		"outcome=conform");
	read_window("2026-01-01", "2026-01-19", true);
	ck_assert_uint_eq(data.n, 1);
	ck_assert_int_eq(data.rows[0].known, day("2026-01-06"));	/* a clock that is wrong does not make it known earlier */
	read_window("2026-01-01", "2026-01-20", true);
	ck_assert_uint_eq(data.n, 2);
	ck_assert_int_eq(data.rows[0].known, day("2026-01-20"));
	ck_assert_double_eq_tol(data.rows[0].recovered, 70, 1e-9);
}
END_TEST

START_TEST(an_amended_declaration_is_read_as_it_was_declared_first)
{
	DECLARED("D1", "2026-01-05T10:00:00", "cif_value=10000", "hs=610910", "version=1");
	DECLARED("D1", "2026-01-05T10:00:00", "cif_value=90000", "hs=620342", "version=2", "inspection_type=physical",
		"inspection_outcome=noncompliant");
	read_window("2026-01-01", "2026-01-31", true);
	ck_assert_uint_eq(data.n, 1);
	ck_assert_double_eq(number(0, "value"), 100);
	ck_assert_str_eq(word(0, "hs"), "610910");
}
END_TEST

START_TEST(items_stand_in_where_the_declaration_is_silent)
{
	DECLARED("D1", "2026-01-05T10:00:00", "cif_value=40000", "gross_kg=99", "inspection_type=physical", "inspection_outcome=conform");
	feed_begin(&feed, "items", NULL);
	feed_put(&feed, "declaration_id=D1", "item_no=1", "hs=610910", "origin=CN", "dispatch=AE", "net_kg=10", "cif_value=10000",
		"tax_rate=0.2", NULL);
	feed_put(&feed, "declaration_id=D1", "item_no=2", "hs=620342", "origin=TR", "net_kg=5", "cif_value=30000", "tax_rate=0.1", NULL);
	feed_end(&feed);
	read_window("2026-01-01", "2026-01-31", true);
	ck_assert_str_eq(word(0, "hs"), "610910");
	ck_assert_str_eq(word(0, "departure"), "AE");
	ck_assert_double_eq(number(0, "mass"), 15);
	ck_assert_double_eq_tol(number(0, "rate"), 0.125, 1e-12);	/* weighed by value */
	ck_assert_double_eq_tol(data.rows[0].stake, 400 * 0.125, 1e-9);
}
END_TEST

START_TEST(open_are_those_that_are_neither_judged_nor_released)
{
	struct risk_window window = {.from = day("2026-01-01"), .to = day("2026-01-31"), .known_by = INT32_MAX, .open = true};

	DECLARED("D1", "2026-01-05T10:00:00", "cif_value=5");
	DECLARED("D2", "2026-01-05T10:00:00", "released_at=2026-01-06T10:00:00");
	DECLARED("D3", "2026-01-05T10:00:00", "inspection_type=physical", "inspection_outcome=conform");
	DECLARED("D4", "2026-01-05T10:00:00", "status=released");
	DECLARED("D5", "2026-01-05T10:00:00", "cif_value=5");
	feed_row(&feed, "milestones", "declaration_id=D5", "code=REL", "at=2026-01-07T10:00:00");
	ck_assert(risk_read(feed.store, &window, &data, &feed.err));
	ck_assert_uint_eq(data.n, 1);
	ck_assert_str_eq(data.rows[0].name, "D1");
}
END_TEST

START_TEST(amounts_are_in_the_reporting_currency_and_unknown_without_a_rate)
{
	feed_row(&feed, "rates", "currency=USD", "day=2026-01-01", "rate=0.7");
	DECLARED("D1", "2026-01-05T10:00:00", "cif_value=100000", "currency=JOD", "inspection_outcome=conform");
	DECLARED("D2", "2026-01-05T10:00:00", "cif_value=10000", "currency=USD", "inspection_outcome=conform");
	DECLARED("D3", "2026-01-05T10:00:00", "cif_value=10000", "currency=EUR", "inspection_outcome=conform");
	ck_assert(store_set_fact(feed.store, "currency", "JOD", &feed.err));
	read_window("2026-01-01", "2026-01-31", true);
	ck_assert_uint_eq(data.n, 3);
	ck_assert_double_eq_tol(number(0, "value"), 100, 1e-9);
	ck_assert_double_eq_tol(number(1, "value"), 70, 1e-9);
	ck_assert(isnan(number(2, "value")));
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("risk/read");
	TCase *tests = tcase_create("read");

	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_add_test(tests, what_was_declared_comes_with_attributes_and_measures_in_their_places);
	tcase_add_test(tests, only_recorded_results_of_goods_count_and_only_of_live_declarations);
	tcase_add_test(tests, a_result_is_known_when_it_was_recorded_and_not_before);
	tcase_add_test(tests, an_amended_declaration_is_read_as_it_was_declared_first);
	tcase_add_test(tests, items_stand_in_where_the_declaration_is_silent);
	tcase_add_test(tests, open_are_those_that_are_neither_judged_nor_released);
	tcase_add_test(tests, amounts_are_in_the_reporting_currency_and_unknown_without_a_rate);
	suite_add_tcase(suite, tests);
	return support_run(suite);
}
