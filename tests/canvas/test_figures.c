/* test_figures.c - figures and ticks as people read them. */
#include <math.h>
#include <stdlib.h>

#include "canvas/charts.h"
#include "suite.h"

static const struct {
	double value;
	enum chart_unit unit;
	const char *utf8, *ascii;
} formats[] = {
	{31.4, CHART_HOURS, "31.4", "31.4"},
	{8.25, CHART_HOURS, "8.2", "8.2"},
	{0.125, CHART_HOURS, "0.12", "0.12"},
	{96.04, CHART_HOURS, "96.0", "96.0"},
	{99.96, CHART_HOURS, "100", "100"},
	{1204.4, CHART_HOURS, "1\u2009204", "1 204"},
	{-9, CHART_HOURS, "−9.0", "-9.0"},
	{-0.0001, CHART_HOURS, "0.00", "0.00"},
	{0, CHART_HOURS, "0", "0"},
	{0.126, CHART_PERCENT, "12.6 %", "12.6 %"},
	{0.089, CHART_PERCENT, "8.9 %", "8.9 %"},
	{0.0026, CHART_PERCENT, "0.26 %", "0.26 %"},
	{1, CHART_PERCENT, "100 %", "100 %"},
	{0.9997, CHART_PERCENT, "100 %", "100 %"},
	{1.012, CHART_PERCENT, "101 %", "101 %"},
	{1204, CHART_COUNT, "1\u2009204", "1 204"},
	{45519, CHART_COUNT, "45\u2009519", "45 519"},
	{1234567, CHART_COUNT, "1.2 M", "1.2 M"},
	{123456, CHART_COUNT, "123 k", "123 k"},
	{999999, CHART_COUNT, "1.0 M", "1.0 M"},
	{12.5, CHART_COUNT, "12.5", "12.5"},
	{4.1e6, CHART_MONEY, "4.1 M", "4.1 M"},
	{12.34e6, CHART_MONEY, "12.3 M", "12.3 M"},
	{999.6, CHART_MONEY, "1.0 k", "1.0 k"},
	{-2.5e9, CHART_MONEY, "−2.5 bn", "-2.5 bn"},
	{950, CHART_MONEY, "950", "950"},
	{3.1, CHART_TIMES, "3.1x", "3.1x"},
	{NAN, CHART_COUNT, "–", "-"},
	{INFINITY, CHART_HOURS, "–", "-"},
};

START_TEST(figures_have_at_most_three_digits_that_matter)
{
	for (int ascii = 0; ascii < 2; ascii++) {
		struct text text = TEXT_INIT;

		chart_format(formats[_i].value, formats[_i].unit, ascii, &text);
		ck_assert_str_eq(text.data, ascii ? formats[_i].ascii : formats[_i].utf8);
		text_finish(&text);
	}
}
END_TEST

static const struct {
	double low, high;
	int max_ticks;
	enum chart_unit unit;
	double step;
} steps[] = {
	{0, 100, 11, CHART_MONEY, 10}, {0, 100, 10, CHART_MONEY, 20}, /* 0, 10 .. 100 would be eleven */
	{0, 1, 5, CHART_PERCENT, 0.25}, {0, 7, 4, CHART_COUNT, 2},
	{0, 2, 9, CHART_COUNT, 1}, /* no half declarations */
	{0, 48, 5, CHART_HOURS, 12}, {0, 48, 4, CHART_HOURS, 24}, {0, 30, 6, CHART_HOURS, 6},
	{0, 200, 3, CHART_HOURS, 168}, {0, 5, 6, CHART_HOURS, 1}, {0, 0.5, 3, CHART_HOURS, 0.25},
	{18, 36, 4, CHART_HOURS, 6},
	{5, 5, 4, CHART_MONEY, 2}, /* no span: that of the value from zero, 0 2 4 */
};

START_TEST(ticks_are_round_and_not_too_many)
{
	double step = chart_tick_step(steps[_i].low, steps[_i].high, steps[_i].max_ticks, steps[_i].unit);

	ck_assert_double_eq_tol(step, steps[_i].step, 1e-12);
}
END_TEST

START_TEST(tick_steps_exist_for_any_span)
{
	static const double spans[] = {0, 1e-320, 1e-12, 0.003, 1, 977, 1e7, 1e100, 1e307, INFINITY, NAN};

	for (size_t i = 0; i < sizeof(spans) / sizeof(spans[0]); i++) {
		for (int unit = CHART_HOURS; unit <= CHART_TIMES; unit++) {
			double step = chart_tick_step(0, spans[i], 5, (enum chart_unit)unit);

			ck_assert_msg(step > 0 && isfinite(step), "%g gives %g", spans[i], step);
			if (isfinite(spans[i]))
				ck_assert_double_le(floor(spans[i] / step) + 1, 5);
		}
	}
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("canvas/figures");
	TCase *tcase = tcase_create("figures");

	tcase_add_loop_test(tcase, figures_have_at_most_three_digits_that_matter, 0,
		sizeof(formats) / sizeof(formats[0]));
	tcase_add_loop_test(tcase, ticks_are_round_and_not_too_many, 0, sizeof(steps) / sizeof(steps[0]));
	tcase_add_test(tcase, tick_steps_exist_for_any_span);
	suite_add_tcase(suite, tcase);
	return support_run(suite);
}
