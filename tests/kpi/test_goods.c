/* Figures that compare goods with goods: values far below the usual, and what an authorised operator gets for the same mix. */
#include <stdio.h>

#include "ask.h"
#include "suite.h"

static struct ask desk;

static void setup(void)
{
	ask_open(&desk, "2026-06-30T12:00:00Z");
}

static void teardown(void)
{
	ask_close(&desk);
}

static void put_declaration(int number, const char *rest)
{
	ask_put(&desk, "declaration_id=D%d office=%s flow=import registered_at=2026-03-02T08:00:00 %s", number, number % 2 ? "NGT" : "PSL", rest);
}

static void put_item(int number, const char *hs, double unit_value, double quantity, const char *rest)
{
	ask_put(&desk, "declaration_id=D%d item_no=1 hs=%s origin=CN quantity=%g cif_value=%.0f %s", number, hs, quantity, unit_value * quantity * 100,
		rest);
}

/* Unit values 8, 9, 10, 11, 12 four times: median 10, but one of them is `low` instead. In logarithms the deviations from ln 10
 * are 0, .0953, .1054, .1823, .2231; of twenty the two in the middle are .1054 (or .0953): the fence lies near 7.3. */
static void load_goods(double low, const char *hs, const char *rest)
{
	lab_begin(&desk.lab, "declarations");
	for (int i = 1; i <= 20; i++)
		put_declaration(i, "currency=EUR");
	lab_end(&desk.lab);
	lab_begin(&desk.lab, "items");
	put_item(1, hs, low, 100, rest);
	for (int i = 2; i <= 20; i++)
		put_item(i, "61091000", 8 + (i - 1) % 5, 100, rest);
	lab_end(&desk.lab);
}

START_TEST(the_gap_is_the_tax_on_what_is_missing_to_the_usual_value)
{
	/* One of the four eights is a 5: below the fence. Median 10: (10 - 5) * 100 * 20 %. */
	load_goods(5, "61091000", "tax_rate=20");
	ck_assert_str_eq(ask_values(&desk, "unit_value_gap", ""), "sum=100 n=20");
	ck_assert_str_eq(ask_values(&desk, "unit_value_gap", "by=office"), "NGT sum=100 n=10; PSL sum=0 n=10");
}
END_TEST

START_TEST(a_low_value_within_the_fence_is_no_gap)
{
	load_goods(8, "61091000", "tax_rate=20");
	ck_assert_str_eq(ask_values(&desk, "unit_value_gap", ""), "sum=0 n=20");
}
END_TEST

START_TEST(rates_may_be_fractions)
{
	load_goods(5, "61091000", "tax_rate=0.2");
	ck_assert_str_eq(ask_values(&desk, "unit_value_gap", ""), "sum=100 n=20");
}
END_TEST

START_TEST(goods_are_the_same_by_their_first_eight_digits)
{
	load_goods(5, "6109100090", "tax_rate=20");
	ck_assert_str_eq(ask_values(&desk, "unit_value_gap", ""), "sum=100 n=20");
}
END_TEST

START_TEST(nineteen_items_are_no_reference)
{
	load_goods(5, "61092000", "tax_rate=20");
	ck_assert_str_eq(ask_values(&desk, "unit_value_gap", ""), "sum=- n=0");
}
END_TEST

START_TEST(an_item_without_a_rate_or_in_another_currency_lowers_the_coverage)
{
	load_goods(5, "61091000", "tax_rate=20");
	lab_begin(&desk.lab, "declarations");
	put_declaration(21, "currency=EUR");
	put_declaration(22, "currency=USD");
	put_declaration(23, "currency=EUR status=cancelled");
	lab_end(&desk.lab);
	lab_begin(&desk.lab, "items");
	put_item(21, "61091000", 10, 1, "");
	put_item(22, "61091000", 1, 1, "tax_rate=20");
	put_item(23, "61091000", 1, 1, "tax_rate=20");	/* of no live declaration: neither judged nor a reference */
	lab_end(&desk.lab);
	ck_assert_str_eq(ask_coverage(&desk, "unit_value_gap", ""), "sum=100 of 0.909091");	/* 20 of 22 */
}
END_TEST

START_TEST(a_day_is_judged_by_the_goods_of_the_year_before_it)
{
	load_goods(9, "61091000", "tax_rate=20");
	lab_begin(&desk.lab, "declarations");
	ask_put(&desk, "declaration_id=D30 office=NGT flow=import registered_at=2026-06-01T08:00:00 currency=EUR");
	lab_end(&desk.lab);
	lab_begin(&desk.lab, "items");
	put_item(30, "61091000", 5, 10, "tax_rate=10");
	lab_end(&desk.lab);
	ck_assert_str_eq(ask_values(&desk, "unit_value_gap", "from=2026-06-01 to=2026-06-01"), "sum=5 n=1");	/* (10 - 5) * 10 * 10 % */
}
END_TEST

/* hours after its arrival at midnight */
static void put_released(int number, const char *hs, int aeo, int hours)
{
	ask_put(&desk, "declaration_id=D%d office=NGT flow=import mode=1 hs=%s aeo=%d registered_at=2026-03-02T00:00:00 "
		"arrived_at=2026-03-02T00:00:00 released_at=2026-03-02T%02d:00:00", number, hs, aeo, hours);
}

START_TEST(operators_are_compared_over_the_same_goods)
{
	lab_begin(&desk.lab, "declarations");
	/* Chapter 61: authorised 2, 2, 2 h; others 4 h. Chapter 85: authorised 6 h; others 12, 13, 14 h. Chapter 90: others alone. */
	put_released(1, "610910", 1, 2);
	put_released(2, "610910", 1, 2);
	put_released(3, "610910", 1, 2);
	put_released(4, "610910", 0, 4);
	put_released(5, "851713", 1, 6);
	put_released(6, "851713", 0, 12);
	put_released(7, "851713", 0, 13);
	put_released(8, "851713", 0, 14);
	put_released(9, "901890", 0, 20);
	put_released(10, "901890", 0, 20);
	lab_end(&desk.lab);
	/* Weights of the others: 4 h counts for 3, each of chapter 85 for 1/3: half of the weight of 4 lies at 4 h. Authorised: 2 h.
	 * Unmatched it would be the median of 4, 12, 13, 14, 20, 20: 13 h, 6.5 times. */
	ck_assert_str_eq(ask_values(&desk, "aeo_advantage", ""), "ratio=2 n=8");
	ck_assert_str_eq(ask_coverage(&desk, "aeo_advantage", ""), "ratio=2 of 0.8");
}
END_TEST

START_TEST(without_the_mark_operators_are_others)
{
	lab_begin(&desk.lab, "declarations");
	put_released(1, "610910", 1, 2);
	put_released(2, "610910", 0, 4);
	ask_put(&desk, "declaration_id=D3 office=NGT flow=import mode=1 hs=610910 registered_at=2026-03-02T00:00:00 "
		"arrived_at=2026-03-02T00:00:00 released_at=2026-03-02T08:00:00");
	ask_put(&desk, "declaration_id=D4 office=NGT flow=import mode=1 hs=610910 registered_at=2026-03-02T00:00:00 "
		"arrived_at=2026-03-02T00:00:00 released_at=2026-03-02T10:00:00");
	lab_end(&desk.lab);
	ck_assert_str_eq(ask_values(&desk, "aeo_advantage", ""), "ratio=4 n=4");	/* 4, 8, 10 h against 2 h */
}
END_TEST

START_TEST(without_common_goods_there_is_no_comparison)
{
	lab_begin(&desk.lab, "declarations");
	put_released(1, "610910", 1, 2);
	put_released(2, "851713", 0, 4);
	lab_end(&desk.lab);
	ck_assert_str_eq(ask_values(&desk, "aeo_advantage", ""), "ratio=- n=0");
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("goods");
	TCase *test = tcase_create("goods");

	tcase_add_checked_fixture(test, setup, teardown);
	tcase_add_test(test, the_gap_is_the_tax_on_what_is_missing_to_the_usual_value);
	tcase_add_test(test, a_low_value_within_the_fence_is_no_gap);
	tcase_add_test(test, rates_may_be_fractions);
	tcase_add_test(test, goods_are_the_same_by_their_first_eight_digits);
	tcase_add_test(test, nineteen_items_are_no_reference);
	tcase_add_test(test, an_item_without_a_rate_or_in_another_currency_lowers_the_coverage);
	tcase_add_test(test, a_day_is_judged_by_the_goods_of_the_year_before_it);
	tcase_add_test(test, operators_are_compared_over_the_same_goods);
	tcase_add_test(test, without_the_mark_operators_are_others);
	tcase_add_test(test, without_common_goods_there_is_no_comparison);
	suite_add_tcase(suite, test);
	return support_run(suite);
}
