/* What a share by Student's t is worth, and how often chance brings one like it among all charts. Worked out by hand; that the numbers are true
 * is counted in countries (tests/bench/stories.py). */
#include <math.h>

#include "suite.h"

#include "base/time.h"
#include "chance.h"
#include "insight/findings.h"
#include "phrase.h"

static const struct kpi_def *def(const char *id)
{
	const struct kpi_def *found = kpi_find(id);

	ck_assert_ptr_nonnull(found);
	return found;
}

START_TEST(rates_of_cases_alarm_less_than_students_t_says)
{
	const char *const rates[] = {"query_rate", "physical_inspection_rate", "paperless_rate"};

	for (size_t i = 0; i < 3; i++)
		for (double share = 1e-8; share < 0.01; share *= 10) {
			ck_assert_double_lt(chance_by_week(def(rates[i]), 50, share), 0.5 * share);
			ck_assert_double_eq_tol(chance_by_week(def(rates[i]), 50, share) / share, chance_by_week(def(rates[i]), 50, 1e-4) / 1e-4, 1e-9);
		}
}
END_TEST

/* Half for each factor of ten, 10^-0.3 = 0.501. */
START_TEST(times_at_busy_posts_have_a_tail)
{
	const struct kpi_def *time = def("customs_clearance_time");

	ck_assert_double_eq_tol(chance_by_week(time, 300, 1e-9) / chance_by_week(time, 300, 1e-8), 0.501, 1e-3);
	ck_assert_double_gt(chance_by_week(time, 300, 1e-6), 100e-6);
	ck_assert_double_gt(chance_by_week(time, 300, 1e-6), 3 * chance_by_week(time, 60, 1e-6));
	ck_assert_double_gt(chance_by_week(def("sla_met_rate"), 300, 1e-6), 100e-6);	/* it turns with them */
	ck_assert_double_le(chance_by_week(time, 300, 1), 1);
}
END_TEST

START_TEST(what_is_rarer_by_the_one_is_rarer_by_the_other)
{
	for (size_t i = 0; i < kpi_count(); i++)
		for (double share = 1e-12; share < 0.1; share *= 2)
			for (int64_t n = 10; n < 1000; n *= 3)
				ck_assert_double_lt(chance_by_week(kpi_at(i), n, share), chance_by_week(kpi_at(i), n, 2 * share));
}
END_TEST

/* Four charts that alarm once in 100, 100, 1000 and 10 000 quiet weeks. One that stands out as once in 500: 2 / 500 + 1 / 1000 + 1 / 10 000 is
 * 0.0051, once in 196 weeks. One as far as once in 50 is no rarer than any alarm: 0.0211, once in 47. */
START_TEST(how_often_chance_brings_one_like_it_counts_every_chart_by_its_own)
{
	static const double quiet[] = {0.01, 0.01, 0.001, 0.0001};
	static const struct {
		double every;
		const char *words;
	} cases[] = {{500, "once in 196 weeks"}, {50, "once in 47 weeks"}, {1e6, "less than once in ten years"}};
	struct findings all = {.n_charts = 4, .quiet = quiet, .false_alarms = 0.0211};
	struct arena arena;

	arena_init(&arena);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct finding finding = {.kind = FINDING_SHIFT, .def = def("query_rate"), .stat = "rate", .since = 20000, .weeks = 2, .verdict = KPI_WORSE,
			.value = 0.3, .usual_low = 0.1, .usual_high = 0.2, .target = NAN, .target_low = NAN, .target_high = NAN, .n = 100, .z = 5,
			.evidence = log10(cases[i].every), .action = "", .owner = "", .hours = NAN, .extra = NAN, .paid = NAN, .without_largest = NAN,
			.hours_without = NAN, .missed = NAN, .missed_paid = NAN, .event_since = TIME_DAY_NONE};

		ck_assert(phrase_finding(&finding, &all, 20013, "JOD", true, &arena));
		ck_assert_msg(strstr(finding.certainty, cases[i].words), "%s", finding.certainty);
	}
	arena_finish(&arena);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("chance");
	TCase *test = tcase_create("chance");

	tcase_add_test(test, rates_of_cases_alarm_less_than_students_t_says);
	tcase_add_test(test, times_at_busy_posts_have_a_tail);
	tcase_add_test(test, what_is_rarer_by_the_one_is_rarer_by_the_other);
	tcase_add_test(test, how_often_chance_brings_one_like_it_counts_every_chart_by_its_own);
	suite_add_tcase(suite, test);
	return support_run(suite);
}
