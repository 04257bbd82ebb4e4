/* Weeks that the calendar sets apart: by what the others did in them, by the ends of months of the past. Worked out by hand. */
#include <math.h>

#include "suite.h"

#include "search.h"

static const struct kpi_def rate = {.id = "pre_arrival_rate", .unit = KPI_ONE, .headline = "rate"};
static const struct kpi_def count = {.id = "declarations_registered", .unit = KPI_COUNT, .headline = "count"};

/* 26 weeks at a level, on the scale of the figure. */
static struct chart flat(const struct kpi_row *row, double level)
{
	struct chart chart = {.row = row, .n = FINDING_WEEKS, .post = -1};

	for (size_t i = 0; i < FINDING_WEEKS; i++)
		chart.values[i] = level;
	return chart;
}

/* In a week of a feast four posts stand 0.1, 0.2, 0.2 and 0.3 above their level, the fifth 0.25: of the others the middle is 0.2. */
START_TEST(a_feast_is_corrected_by_the_middle_of_the_others)
{
	const struct kpi_row row = {.def = &rate};
	const double away[] = {0.1, 0.2, 0.2, 0.3, 0.25};
	struct chart charts[5];

	for (int i = 0; i < 5; i++) {
		charts[i] = flat(&row, 0.5 + i);
		charts[i].kinds[20] = CALENDAR_FEAST;
		charts[i].values[20] += away[i];
	}
	charts_set_apart(charts, 5);
	ck_assert_double_eq_tol(charts[4].values[20], 4.5 + 0.25 - 0.2, 1e-12);
	ck_assert(charts[4].own[20] > 0 && charts[4].has_peers);	/* what others did is not known to the last digit */
	ck_assert_double_eq_tol(charts[0].values[20], 0.5 + 0.1 - 0.225, 1e-12);	/* of 0.2, 0.2, 0.3, 0.25 */
	ck_assert_double_eq_tol(charts[0].values[19], 0.5, 1e-12);
}
END_TEST

/* Roots of counts: a season multiplies. Posts of 4 and 8 (roots) that each do half as much again say so of one of 10. */
START_TEST(a_season_multiplies_counts)
{
	const struct kpi_row row = {.def = &count};
	const double level[] = {4, 8, 2, 6, 10};
	struct chart charts[5];

	for (int i = 0; i < 5; i++) {
		charts[i] = flat(&row, level[i]);
		charts[i].kinds[10] = CALENDAR_RAMADAN;
		charts[i].values[10] *= i < 4 ? 1.5 : 1.2;
	}
	charts_set_apart(charts, 5);
	ck_assert_double_eq_tol(charts[4].values[10], 10 * (1.2 - 0.5), 1e-12);
	ck_assert_double_eq_tol(charts[0].values[10], 4, 1e-12);
}
END_TEST

START_TEST(without_others_a_feast_is_left_out_and_a_known_event_is_not)
{
	const struct kpi_row row = {.def = &rate};
	struct chart chart = flat(&row, 1);

	chart.kinds[5] = CALENDAR_FEAST;
	chart.kinds[6] = CALENDAR_EVENT;
	charts_set_apart(&chart, 1);
	ck_assert(isnan(chart.values[5]) && !chart.has_peers);
	ck_assert_double_eq(chart.values[6], 1);
}
END_TEST

/* Every fourth week holds the end of a month and brings 1 more. Other weeks lie 0.1 above and below 5: deviation 1.4826 x 0.1. */
static struct chart months(double brings, double newest)
{
	static const struct kpi_row row = {.def = &count};
	struct chart chart = flat(&row, 5);

	for (size_t i = 0; i < FINDING_WEEKS; i++) {
		chart.ends_month[i] = i % 4 == 1;
		chart.values[i] += (i % 2 ? 0.1 : -0.1) + (chart.ends_month[i] ? brings - 0.1 : 0);
	}
	chart.values[25] += newest;
	return chart;
}

START_TEST(ends_of_months_are_known_by_their_own_past)
{
	struct chart chart = months(1, 0), more = months(1, 2), nothing = months(0.05, 0);

	ck_assert(chart.ends_month[25]);
	chart_month_ends(&chart);
	/* Of the others twelve lie at 4.9 and five at 5.1: their middle is 4.9, six ends of months stand at 6. */
	ck_assert_double_eq_tol(chart.values[25], 6 - 1.1, 1e-9);
	ck_assert_double_eq_tol(chart.values[24], 4.9, 1e-12);
	ck_assert_double_eq_tol(chart.values[23], 5.1, 1e-12);
	chart_month_ends(&more);
	ck_assert_double_eq_tol(more.values[25], 8 - 1.1, 1e-9);	/* the newest week does not explain itself away */
	chart_month_ends(&nothing);
	ck_assert_double_eq_tol(nothing.values[25], nothing.values[21], 1e-12);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("weeks");
	TCase *test = tcase_create("weeks");

	tcase_add_test(test, a_feast_is_corrected_by_the_middle_of_the_others);
	tcase_add_test(test, a_season_multiplies_counts);
	tcase_add_test(test, without_others_a_feast_is_left_out_and_a_known_event_is_not);
	tcase_add_test(test, ends_of_months_are_known_by_their_own_past);
	suite_add_tcase(suite, test);
	return support_run(suite);
}
