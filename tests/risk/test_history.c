/* Records of the past as a table and as bytes; medians; damage told. */
#include <math.h>
#include <string.h>

#include "history.h"
#include "median.h"
#include "suite.h"

static void history_fill(struct risk_history *history, int n, bool backwards)
{
	for (int i = 0; i < n; i++) {
		int k = backwards ? n - 1 - i : i;

		ck_assert(risk_history_add(history, 1 + (uint64_t)k * 1000003 % 7919 * UINT64_C(34359738337), k % 3 == 0));
		history->all.n++;
		history->all.hits += k % 3 == 0;
	}
}

START_TEST(a_record_counts_outcomes_and_hits)
{
	struct risk_history history = {0};

	ck_assert_uint_eq(risk_history_find(&history, 5).n, 0);
	for (int i = 0; i < 7; i++)
		ck_assert(risk_history_add(&history, 5, i < 2));
	ck_assert(risk_history_add(&history, 0, true));	/* no tuple: nothing to remember */
	ck_assert_uint_eq(risk_history_find(&history, 5).n, 7);
	ck_assert_uint_eq(risk_history_find(&history, 5).hits, 2);
	ck_assert_uint_eq(risk_history_find(&history, 6).n, 0);
	ck_assert_uint_eq(risk_history_find(&history, 0).n, 0);
	ck_assert_uint_eq(history.n, 1);
	risk_history_finish(&history);
}
END_TEST

START_TEST(the_same_history_is_the_same_bytes_whatever_its_order)
{
	struct risk_history a = {0}, b = {0}, read = {0};
	struct text first = TEXT_INIT, second = TEXT_INIT;
	const unsigned char *at;

	history_fill(&a, 5000, false);
	history_fill(&b, 5000, true);
	ck_assert(risk_history_write(&a, &first) && risk_history_write(&b, &second));
	ck_assert_uint_eq(first.len, second.len);
	ck_assert_mem_eq(first.data, second.data, first.len);
	at = (const unsigned char *)first.data;
	ck_assert(risk_history_read(&read, &at, at + first.len));
	ck_assert_ptr_eq(at, first.data + first.len);
	ck_assert_uint_eq(read.n, a.n);
	for (size_t i = 0; i < a.cap; i++) {
		struct risk_record was = a.places[i], is = risk_history_find(&read, was.key);

		ck_assert(was.key == 0 || (is.n == was.n && is.hits == was.hits));
	}
	risk_history_finish(&a);
	risk_history_finish(&b);
	risk_history_finish(&read);
	text_finish(&first);
	text_finish(&second);
}
END_TEST

START_TEST(cut_bytes_are_no_history)
{
	struct risk_history history = {0}, read = {0};
	struct text bytes = TEXT_INIT;

	history_fill(&history, 200, false);
	ck_assert(risk_history_write(&history, &bytes));
	for (size_t n = 0; n < bytes.len; n++) {
		const unsigned char *at = (const unsigned char *)bytes.data;

		ck_assert_msg(!risk_history_read(&read, &at, at + n), "%zu of %zu bytes", n, bytes.len);
	}
	risk_history_finish(&history);
	text_finish(&bytes);
}
END_TEST

START_TEST(medians_are_the_middle_of_each_key)
{
	static const double values[] = {3, 1, 2, 10, 20, 7};
	static const uint64_t keys[] = {5, 5, 5, 9, 9, 4};
	struct risk_medians medians = {0}, read = {0};
	struct text bytes = TEXT_INIT;
	const unsigned char *at;

	for (int i = 0; i < 6; i++)
		ck_assert(risk_medians_add(&medians, keys[i], values[i]));
	ck_assert(risk_medians_add(&medians, 5, NAN) && risk_medians_add(&medians, 0, 1));
	risk_medians_settle(&medians);
	ck_assert_double_eq(risk_medians_find(&medians, 5), 2);
	ck_assert_double_eq(risk_medians_find(&medians, 9), 15);
	ck_assert_double_eq(risk_medians_find(&medians, 4), 7);
	ck_assert(isnan(risk_medians_find(&medians, 6)) && isnan(risk_medians_find(&medians, 0)));
	ck_assert(risk_medians_write(&medians, &bytes));
	at = (const unsigned char *)bytes.data;
	ck_assert(risk_medians_read(&read, &at, at + bytes.len));
	ck_assert_double_eq(risk_medians_find(&read, 9), 15);
	risk_medians_finish(&medians);
	risk_medians_finish(&read);
	text_finish(&bytes);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("risk/history");
	TCase *tests = tcase_create("history");

	tcase_add_test(tests, a_record_counts_outcomes_and_hits);
	tcase_add_test(tests, the_same_history_is_the_same_bytes_whatever_its_order);
	tcase_add_test(tests, cut_bytes_are_no_history);
	tcase_add_test(tests, medians_are_the_middle_of_each_key);
	suite_add_tcase(suite, tests);
	return support_run(suite);
}
