/* Numbers as people write them, and what is refused rather than guessed. */
#include "number.h"

#include <string.h>

#include "suite.h"

static const struct number_format dot = {'.', true}, comma = {',', true}, unsure = {'.', false};

struct sample {
	const char *s;
	const struct number_format *format;
	enum number_status status;
	int64_t mantissa;
	int scale;
};

static void check(const struct sample *samples, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct sample *sample = &samples[i];
		struct number number = {0};
		enum number_status status = number_read(sample->s, strlen(sample->s), *sample->format, &number);

		ck_assert_msg(status == sample->status, "'%s': status %d, not %d", sample->s, status, sample->status);
		if (status == NUMBER_OK)
			ck_assert_msg(number.mantissa == sample->mantissa && number.scale == sample->scale, "'%s': %lld / 10^%d",
				sample->s, (long long)number.mantissa, number.scale);
	}
}

#define CHECK(...) do { \
	const struct sample samples[] = {__VA_ARGS__}; \
	check(samples, sizeof(samples) / sizeof(samples[0])); \
} while (0)

START_TEST(plain_decimals_are_read_exactly)
{
	CHECK({"0", &unsure, NUMBER_OK, 0, 0}, {"-12.50", &unsure, NUMBER_OK, -1250, 2}, {"+7", &unsure, NUMBER_OK, 7, 0},
		{"1234.567", &unsure, NUMBER_OK, 1234567, 3}, {"007", &unsure, NUMBER_OK, 7, 0},
		{"123456789012345678", &unsure, NUMBER_OK, 123456789012345678, 0}, {"0.1", &dot, NUMBER_OK, 1, 1});
}
END_TEST

START_TEST(decimal_commas_are_read_where_they_are_known)
{
	CHECK({"12,50", &comma, NUMBER_OK, 1250, 2}, {"1.234.567,89", &comma, NUMBER_OK, 123456789, 2},
		{"1.234", &comma, NUMBER_OK, 1234, 0}, {"1,234", &comma, NUMBER_OK, 1234, 3},
		{"1,234.56", &comma, NUMBER_BAD, 0, 0}, {"1.23", &comma, NUMBER_BAD, 0, 0});
}
END_TEST

START_TEST(groups_may_be_parted_by_spaces_and_apostrophes)
{
	CHECK({"1 234 567,89", &comma, NUMBER_OK, 123456789, 2}, {"1\xc2\xa0" "234,5", &comma, NUMBER_OK, 12345, 1},
		{"1\xe2\x80\xaf" "234,5", &comma, NUMBER_OK, 12345, 1}, {"1'234'567.8", &dot, NUMBER_OK, 12345678, 1},
		{"1,234,567", &unsure, NUMBER_OK, 1234567, 0}, {"1,234.5", &unsure, NUMBER_OK, 12345, 1});
}
END_TEST

START_TEST(groups_that_are_not_of_three_are_refused)
{
	CHECK({"1 23", &dot, NUMBER_BAD, 0, 0}, {"1,23,456", &unsure, NUMBER_BAD, 0, 0}, {"12 3456", &dot, NUMBER_BAD, 0, 0},
		{"1 234'567", &dot, NUMBER_BAD, 0, 0}, {"1.234.567", &dot, NUMBER_BAD, 0, 0});
}
END_TEST

START_TEST(a_comma_before_three_digits_is_not_guessed)
{
	CHECK({"1,234", &unsure, NUMBER_AMBIGUOUS, 0, 0}, {"12,5", &unsure, NUMBER_OK, 125, 1},
		{"1234,500", &unsure, NUMBER_OK, 1234500, 3}, {"1,234", &dot, NUMBER_OK, 1234, 0});
}
END_TEST

START_TEST(accountants_minus_signs_are_read)
{
	CHECK({"(123.45)", &dot, NUMBER_OK, -12345, 2}, {"123-", &dot, NUMBER_OK, -123, 0},
		{"\xe2\x88\x92" "5", &dot, NUMBER_OK, -5, 0}, {"(1 234)", &dot, NUMBER_OK, -1234, 0},
		{"(5", &dot, NUMBER_BAD, 0, 0}, {"--5", &dot, NUMBER_BAD, 0, 0}, {"-5-", &dot, NUMBER_BAD, 0, 0});
}
END_TEST

START_TEST(arabic_indic_digits_and_separators_are_read)
{
	CHECK({"\xd9\xa1\xd9\xa2\xd9\xa3", &unsure, NUMBER_OK, 123, 0},
		{"\xd9\xa1\xd9\xac\xd9\xa2\xd9\xa3\xd9\xa4\xd9\xab\xd9\xa5", &unsure, NUMBER_OK, 12345, 1},
		{"\xdb\xb1\xdb\xb2", &unsure, NUMBER_OK, 12, 0},
		{"\xe2\x80\x8e\xd9\xa7", &unsure, NUMBER_OK, 7, 0});
}
END_TEST

START_TEST(what_is_no_number_is_refused)
{
	CHECK({"", &dot, NUMBER_BAD, 0, 0}, {"abc", &dot, NUMBER_BAD, 0, 0}, {"0x1F", &dot, NUMBER_BAD, 0, 0},
		{"nan", &dot, NUMBER_BAD, 0, 0}, {"inf", &dot, NUMBER_BAD, 0, 0}, {"12.", &dot, NUMBER_BAD, 0, 0},
		{"1.2.3", &unsure, NUMBER_BAD, 0, 0}, {"5 kg", &dot, NUMBER_BAD, 0, 0}, {"-", &dot, NUMBER_BAD, 0, 0},
		{"1 2", &dot, NUMBER_BAD, 0, 0}, {"12345678901234567890", &dot, NUMBER_TOO_LARGE, 0, 0});
}
END_TEST

START_TEST(exponents_are_told_apart_from_codes)
{
	CHECK({"1.23457E+11", &dot, NUMBER_EXPONENT, 0, 0}, {"1,23457E+11", &comma, NUMBER_EXPONENT, 0, 0},
		{"5e-05", &dot, NUMBER_EXPONENT, 0, 0}, {"12E45", &dot, NUMBER_BAD, 0, 0});
	ck_assert(number_is_exponent("1E+10", 5));
	ck_assert(!number_is_exponent("12E4567", 7));
	ck_assert(!number_is_exponent("E+10", 4));
	ck_assert(!number_is_exponent("AB1E+10", 7));
}
END_TEST

START_TEST(money_rounds_half_away_from_zero_and_says_so)
{
	static const struct {
		const char *s;
		int decimals;
		int64_t minor;
		bool rounded;
	} cases[] = {
		{"12.5", 2, 1250, false}, {"12.345", 3, 12345, false}, {"12.345", 2, 1235, true}, {"-12.345", 2, -1235, true},
		{"12.344", 2, 1234, true}, {"372254.4", 0, 372254, true}, {"0.5", 0, 1, true}, {"12.500", 1, 125, false},
		{"100.00", 0, 100, false},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		int64_t minor = 0;
		bool rounded = false;

		ck_assert_int_eq(number_read_money(cases[i].s, strlen(cases[i].s), dot, cases[i].decimals, &minor, &rounded),
			NUMBER_OK);
		ck_assert_int_eq(minor, cases[i].minor);
		ck_assert_int_eq(rounded, cases[i].rounded);
	}
}
END_TEST

START_TEST(money_that_overflows_is_refused)
{
	int64_t minor = 77;
	bool rounded;

	ck_assert_int_eq(number_read_money("99999999999999999", 17, dot, 3, &minor, &rounded), NUMBER_TOO_LARGE);
	ck_assert_int_eq(minor, 77);
	ck_assert_int_eq(number_read_money("9223372036854775", 16, dot, 3, &minor, &rounded), NUMBER_OK);
	ck_assert_int_eq(minor, 9223372036854775000);
}
END_TEST

START_TEST(whole_numbers_may_end_in_point_zero_only)
{
	int64_t value = 0;

	ck_assert_int_eq(number_read_int("3.0", 3, dot, &value), NUMBER_OK);
	ck_assert_int_eq(value, 3);
	ck_assert_int_eq(number_read_int("3.5", 3, dot, &value), NUMBER_BAD);
}
END_TEST

START_TEST(measures_keep_exponents_and_long_fractions)
{
	double value = 0;

	ck_assert_int_eq(number_read_double("5e-05", 5, dot, &value), NUMBER_OK);
	ck_assert_double_eq(value, 5e-05);
	ck_assert_int_eq(number_read_double("0.1", 3, dot, &value), NUMBER_OK);
	ck_assert_double_eq(value, 0.1);
	ck_assert_int_eq(number_read_double("0.12345678901234567890", 22, dot, &value), NUMBER_OK);
	ck_assert_double_eq(value, 0.12345678901234567890);
}
END_TEST

START_TEST(hints_tell_the_decimal_mark_only_where_it_is_sure)
{
	static const struct {
		const char *s;
		char hint;
	} cases[] = {
		{"12,5", ','}, {"12.5", '.'}, {"1.234,56", ','}, {"1,234.56", '.'}, {"1.234.567", ','}, {"1,234,567", '.'},
		{"1,234", '?'}, {"1.234", 0}, {"1234,500", ','}, {"1234", 0}, {"abc", 0}, {"1 234,5", ','},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		ck_assert_msg(number_hint(cases[i].s, strlen(cases[i].s)) == cases[i].hint, "%s", cases[i].s);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("ingest/number");
	TCase *tcase = tcase_create("number");

	tcase_add_test(tcase, plain_decimals_are_read_exactly);
	tcase_add_test(tcase, decimal_commas_are_read_where_they_are_known);
	tcase_add_test(tcase, groups_may_be_parted_by_spaces_and_apostrophes);
	tcase_add_test(tcase, groups_that_are_not_of_three_are_refused);
	tcase_add_test(tcase, a_comma_before_three_digits_is_not_guessed);
	tcase_add_test(tcase, accountants_minus_signs_are_read);
	tcase_add_test(tcase, arabic_indic_digits_and_separators_are_read);
	tcase_add_test(tcase, what_is_no_number_is_refused);
	tcase_add_test(tcase, exponents_are_told_apart_from_codes);
	tcase_add_test(tcase, money_rounds_half_away_from_zero_and_says_so);
	tcase_add_test(tcase, money_that_overflows_is_refused);
	tcase_add_test(tcase, whole_numbers_may_end_in_point_zero_only);
	tcase_add_test(tcase, measures_keep_exponents_and_long_fractions);
	tcase_add_test(tcase, hints_tell_the_decimal_mark_only_where_it_is_sure);
	suite_add_tcase(suite, tcase);
	return support_run(suite);
}
