/* The catalogue of phrases: numbers as a sentence carries them, places that are filled, and that nothing is missing. */
#include "suite.h"

#include <math.h>
#include <string.h>

#include "base/time.h"
#include "insight/findings.h"
#include "insight/phrases.h"

static const struct {
	double value;
	enum kpi_unit unit;
	const char *words;
} values[] = {
	{ 19.13, KPI_HOURS, "19\u00a0h" }, { 4.6, KPI_HOURS, "4.6\u00a0h" }, { 0.1, KPI_HOURS, "6\u00a0min" }, { 0.001, KPI_HOURS, "1\u00a0min" },
	{ 105.6, KPI_HOURS, "4.4\u00a0days" }, { 95.9, KPI_HOURS, "96\u00a0h" }, { 1749, KPI_HOURS, "73\u00a0days" }, { 0, KPI_HOURS, "0\u00a0h" },
	{ 0.428, KPI_ONE, "43\u00a0%" }, { 0.0271, KPI_ONE, "2.7\u00a0%" }, { 1, KPI_ONE, "100\u00a0%" }, { 0, KPI_ONE, "0\u00a0%" },
	{ 0.0004, KPI_ONE, "0.04\u00a0%" }, { 1060, KPI_COUNT, "1\u2009060" }, { 3, KPI_COUNT, "3" }, { 2.2, KPI_COUNT, "2.2" }, { NAN, KPI_HOURS, "–" },
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

START_TEST(a_value_is_said_in_at_most_three_figures_with_its_unit)
{
	struct text text = TEXT_INIT;

	phrase_value(&text, values[_i].value, values[_i].unit, NULL);
	ck_assert_str_eq(text.data, values[_i].words);
	text_finish(&text);
}
END_TEST

static void check_range(double low, double high, enum kpi_unit unit, const char *words)
{
	struct text text = TEXT_INIT;

	phrase_range(&text, low, high, unit, NULL);
	ck_assert_str_eq(text.data, words);
	text_finish(&text);
}

START_TEST(a_range_has_its_unit_once_unless_there_are_two)
{
	check_range(28.1, 36.2, KPI_HOURS, "28–36\u00a0h");
	check_range(0.06, 0.1, KPI_ONE, "6–10\u00a0%");
	check_range(0.2, 108, KPI_HOURS, "12\u00a0min–4.5\u00a0days");
	check_range(641, 1420, KPI_COUNT, "641–1\u2009420");
}
END_TEST

static void check_span(int32_t days, const char *words)
{
	struct text text = TEXT_INIT;

	phrase_span(&text, days);
	ck_assert_str_eq(text.data, words);
	text_finish(&text);
}

START_TEST(a_span_is_told_in_words)
{
	check_span(1, "one day");
	check_span(7, "one week");
	check_span(9, "nine days");
	check_span(13, "13 days");
	check_span(14, "two weeks");
	check_span(27, "three weeks");
	check_span(100, "14 weeks");
}
END_TEST

START_TEST(a_day_is_told_by_its_name)
{
	struct text text = TEXT_INIT;
	int32_t day;

	ck_assert(time_day_parse("2026-11-22", &day));
	phrase_day(&text, day, PHRASE_DATE_LONG);
	ck_assert_str_eq(text.data, "Sunday 22 November 2026");
	text_clear(&text);
	phrase_day(&text, day, PHRASE_DATE);
	ck_assert_str_eq(text.data, "22\u00a0Nov");
	text_finish(&text);
}
END_TEST

START_TEST(places_are_filled_in_the_order_of_the_phrase)
{
	static const struct phrase_slot slots[] = { { "b", "two" }, { "a", "one" }, { "none", NULL } };
	struct text text = TEXT_INIT;

	phrase_fill(&text, "{a}, {b}, {a}; {none}{missing}.", slots, COUNT(slots));
	ck_assert_str_eq(text.data, "one, two, one; .");
	text_clear(&text);
	phrase_fill(&text, "{a", slots, COUNT(slots));	/* never closed: no harm */
	ck_assert_str_eq(text.data, "one");
	text_finish(&text);
}
END_TEST

/* What is put into a place is never read as a phrase again. */
START_TEST(what_fills_a_place_is_not_filled_itself)
{
	static const struct phrase_slot slots[] = { { "place", "{claim}" }, { "claim", "x" } };
	struct text text = TEXT_INIT;

	phrase_put(&text, PHRASE_CLAIM, slots, COUNT(slots));
	ck_assert_str_eq(text.data, "{claim}: x");
	text_finish(&text);
}
END_TEST

START_TEST(no_phrase_is_missing)
{
	for (int i = 0; i < PHRASES; i++)
		ck_assert_msg(phrase_text((enum phrase)i) && phrase_text((enum phrase)i)[0], "phrase %d has no words", i);
}
END_TEST

START_TEST(one_hour_is_no_hours)
{
	struct arena arena;

	arena_init(&arena);
	ck_assert_str_eq(phrase_hours(1, &arena), "one hour");
	ck_assert_str_eq(phrase_hours(1.4, &arena), "1.4\u00a0hours");
	ck_assert_str_eq(phrase_hours(1679, &arena), "1\u2009679\u00a0hours");
	arena_finish(&arena);
}
END_TEST

static size_t count_of(const char *s, char c)
{
	size_t n = 0;

	for (; *s; s++)
		n += *s == c;
	return n;
}

/* A sentence that is put together wrongly shows in every brief. */
START_TEST(phrases_have_whole_places_and_no_stray_blanks)
{
	for (int i = 0; i < PHRASES; i++) {
		const char *words = phrase_text((enum phrase)i);

		ck_assert_msg(count_of(words, '{') == count_of(words, '}'), "%s", words);
		ck_assert_msg(!strstr(words, "  ") && !strstr(words, " .") && !strstr(words, " ,") && !strstr(words, "{}"), "%s", words);
		ck_assert_msg(!strstr(words, "%s") && !strstr(words, "%d"), "%s", words);
	}
}
END_TEST

/* They go on: ". Begin with ...", ". The oldest ...". */
START_TEST(what_to_do_stands_without_its_stop_and_names_the_place)
{
	for (int i = PHRASE_ACT_SLOWEST; i <= PHRASE_ACT_PAID; i++) {
		const char *words = phrase_text((enum phrase)i);

		ck_assert_msg(strstr(words, "{place}") && words[strlen(words) - 1] != '.', "%s", words);
	}
}
END_TEST

START_TEST(a_claim_has_a_place_for_its_value)
{
	for (size_t i = 0; i < kpi_count(); i++) {
		const char *claim = phrase_claim(kpi_at(i)->id, NULL);

		ck_assert_msg(!claim || strstr(claim, "{value}"), "%s: %s", kpi_at(i)->id, claim);
	}
	ck_assert_ptr_nonnull(phrase_claim("release_time_total", NULL));
	ck_assert_ptr_null(phrase_claim("release_time_total", "red"));
}
END_TEST

/* "4 M a week" of a sum of four weeks would be four times too much. */
START_TEST(what_adds_up_over_four_weeks_is_told_by_the_week)
{
	struct finding finding = { .kind = FINDING_LIMIT };

	finding.def = kpi_find("revenue_collected");
	ck_assert_double_eq_tol(finding_by_week(&finding, 4.1e6), 1.025e6, 1e-6);
	finding.def = kpi_find("declarations_registered");
	ck_assert_double_eq_tol(finding_by_week(&finding, 400), 100, 1e-9);
	finding.def = kpi_find("open_aged");	/* a stock */
	ck_assert_double_eq_tol(finding_by_week(&finding, 20), 20, 1e-9);
	finding.def = kpi_find("hit_rate");
	ck_assert_double_eq_tol(finding_by_week(&finding, 0.1), 0.1, 1e-12);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("insight/phrases");
	TCase *tcase = tcase_create("words");

	tcase_add_loop_test(tcase, a_value_is_said_in_at_most_three_figures_with_its_unit, 0, COUNT(values));
	tcase_add_test(tcase, a_range_has_its_unit_once_unless_there_are_two);
	tcase_add_test(tcase, a_span_is_told_in_words);
	tcase_add_test(tcase, a_day_is_told_by_its_name);
	tcase_add_test(tcase, places_are_filled_in_the_order_of_the_phrase);
	tcase_add_test(tcase, what_fills_a_place_is_not_filled_itself);
	tcase_add_test(tcase, no_phrase_is_missing);
	tcase_add_test(tcase, one_hour_is_no_hours);
	tcase_add_test(tcase, what_adds_up_over_four_weeks_is_told_by_the_week);
	tcase_add_test(tcase, phrases_have_whole_places_and_no_stray_blanks);
	tcase_add_test(tcase, what_to_do_stands_without_its_stop_and_names_the_place);
	tcase_add_test(tcase, a_claim_has_a_place_for_its_value);
	suite_add_tcase(suite, tcase);
	return support_run(suite);
}
