/* test_stories.c - the shipped sample behaves like a customs service, and its planted stories are there to be
 * found. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "folder.h"
#include "suite.h"

static struct table declarations, inspections;

static void tables_open(void)
{
	ck_assert(table_open(&declarations, SIM_SAMPLE_DATA, "declarations.csv"));
	ck_assert(table_open(&inspections, SIM_SAMPLE_DATA, "inspections.csv"));
}

static void tables_close(void)
{
	table_close(&declarations);
	table_close(&inspections);
}

static const char *cell(size_t row, const char *column)
{
	return table_cell(&declarations, row, column);
}

static bool is(size_t row, const char *column, const char *value)
{
	return !strcmp(cell(row, column), value);
}

static int by_size(const void *a, const void *b)
{
	return (*(const long *)a > *(const long *)b) - (*(const long *)a < *(const long *)b);
}

static long quantile(long *values, size_t n, double p)
{
	ck_assert_uint_gt(n, 20);
	qsort(values, n, sizeof *values, by_size);
	return values[(size_t)(p * (double)(n - 1))];
}

/* Minutes from called to started of the scanner at Port Salim, of examinations called within [from, to). */
static long scanner_wait(const char *from, const char *to)
{
	static long waits[20000];
	size_t n = 0;

	for (size_t i = 0; i < inspections.n_rows && n < 20000; i++) {
		const char *called = table_cell(&inspections, i, "called_at");
		long a = table_minutes(&inspections, i, "called_at"),
		     b = table_minutes(&inspections, i, "started_at");

		if (a >= 0 && b >= 0 && !strcmp(table_cell(&inspections, i, "type"), "scanner") &&
			!strncmp(table_cell(&inspections, i, "declaration_id"), "PSL", 3) &&
			strcmp(called, from) >= 0 && strcmp(called, to) < 0)
			waits[n++] = b - a;
	}
	return quantile(waits, n, 0.5);
}

START_TEST(the_scanner_outage_multiplies_the_wait)
{
	long before = scanner_wait("2025", "2026-11-13"), since = scanner_wait("2026-11-13", "2027");

	ck_assert_int_gt(before, 90);
	ck_assert_int_lt(before, 5 * 60);
	ck_assert_int_gt(since, 12 * 60);
	ck_assert_int_lt(since, 30 * 60);
}
END_TEST

START_TEST(the_silent_post_is_silent_for_forty_hours)
{
	const char *last = "", *others = "";

	for (size_t i = 0; i < declarations.n_rows; i++) {
		const char *at = cell(i, "registered_at"), **mine = is(i, "office", "QSR") ? &last : &others;

		if (strcmp(at, *mine) > 0)
			*mine = at;
	}
	ck_assert_int_eq(strncmp(last, "2026-11-21T0", 12), 0);
	ck_assert_int_eq(strncmp(others, "2026-11-22T2", 12), 0);
}
END_TEST

START_TEST(the_late_post_registers_but_does_not_release)
{
	int registered = 0, released = 0, late = 0, updated = 0;

	for (size_t i = 0; i < declarations.n_rows; i++) {
		long at = table_minutes(&declarations, i, "updated_at"),
		     end = table_minutes(&declarations, i, "released_at");

		if (!is(i, "office", "RSD"))
			continue;
		registered += strcmp(cell(i, "registered_at"), "2026-11-19") >= 0;
		released += strcmp(cell(i, "released_at"), "2026-11-19") >= 0;
		if (strcmp(cell(i, "registered_at"), "2026-10-10") >= 0 && at >= 0 && end >= 0) {
			updated++;
			late += at - end > 2 * 1440;
		}
	}
	ck_assert_int_gt(registered, 2);
	ck_assert_int_eq(released, 0);
	ck_assert_int_gt(late * 10, updated * 9);
}
END_TEST

/* The share of what was filed before it arrived. */
static double pre_arrival(const char *office, const char *from, const char *to)
{
	int n = 0, before = 0;

	for (size_t i = 0; i < declarations.n_rows; i++) {
		const char *filed = cell(i, "registered_at"), *arrived = cell(i, "arrived_at");

		if (!is(i, "office", office) || strlen(arrived) < 16 || strcmp(filed, from) < 0 ||
			strcmp(filed, to) >= 0)
			continue;
		n++;
		before += strcmp(filed, arrived) < 0;
	}
	ck_assert_int_gt(n, 50);
	return (double)before / n;
}

START_TEST(the_air_reform_doubles_filing_before_arrival_there_alone)
{
	double air = pre_arrival("AMB", "2026-09", "2026-12") - pre_arrival("AMB", "2026-05", "2026-09");
	double sea = pre_arrival("PSL", "2026-09", "2026-12") - pre_arrival("PSL", "2026-05", "2026-09");

	ck_assert_double_gt(air, 0.2);
	ck_assert_double_lt(fabs(sea), 0.1);
}
END_TEST

struct tally {
	int picked, judged, hits;
};

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Which declarations were opened or scanned with a recorded result, and which of these did not conform;
 * sorted ids. */
static size_t results(bool hits, const char **ids)
{
	size_t n = 0;

	for (size_t i = 0; i < inspections.n_rows; i++) {
		const char *outcome = table_cell(&inspections, i, "outcome");

		if (strcmp(table_cell(&inspections, i, "type"), "document") && *outcome &&
			(!hits || !strcmp(outcome, "noncompliant")))
			ids[n++] = table_cell(&inspections, i, "declaration_id");
	}
	qsort(ids, n, sizeof *ids, by_text);
	return n;
}

static struct tally tally(bool (*wanted)(size_t row))
{
	const char **judged = calloc(inspections.n_rows, sizeof *judged),
		   **hits = calloc(inspections.n_rows, sizeof *hits);
	size_t n_judged = results(false, judged), n_hits = results(true, hits);
	struct tally tally = { 0 };

	for (size_t i = 0; i < declarations.n_rows; i++) {
		const char *id = cell(i, "declaration_id");

		if (!wanted(i))
			continue;
		tally.picked++;
		tally.judged += bsearch(&id, judged, n_judged, sizeof *judged, by_text) != NULL;
		tally.hits += bsearch(&id, hits, n_hits, sizeof *hits, by_text) != NULL;
	}
	free(judged);
	free(hits);
	return tally;
}

static bool by_chance(size_t row)
{
	return is(row, "select_reason", "random");
}

static bool by_rule(size_t row)
{
	return is(row, "select_reason", "rule") && !is(row, "rule_id", "R-114");
}

static bool by_dead_rule(size_t row)
{
	return is(row, "rule_id", "R-114");
}

START_TEST(targeting_beats_chance_and_one_rule_is_dead)
{
	struct tally chance = tally(by_chance), rules = tally(by_rule), dead = tally(by_dead_rule);

	ck_assert_int_gt(chance.judged, 400);
	ck_assert_double_lt((double)chance.hits / chance.judged, 0.04);
	ck_assert_double_gt((double)chance.hits / chance.judged, 0.015);
	ck_assert_double_gt((double)rules.hits / rules.judged, 0.08);
	ck_assert_double_lt((double)rules.hits / rules.judged, 0.15);
	ck_assert_int_gt(dead.judged, 150);
	ck_assert_int_le(dead.hits, 1);
}
END_TEST

START_TEST(northgate_yellow_doubles_in_november)
{
	int n[2] = { 0 }, yellow[2] = { 0 };

	for (size_t i = 0; i < declarations.n_rows; i++) {
		int november = strcmp(cell(i, "registered_at"), "2026-11") >= 0;

		if (!is(i, "office", "NGT") || strcmp(cell(i, "registered_at"), "2026-06") < 0)
			continue;
		n[november]++;
		yellow[november] += is(i, "lane_initial", "yellow");
	}
	ck_assert_double_gt((double)yellow[1] / n[1], 1.8 * yellow[0] / n[0]);
}
END_TEST

START_TEST(one_pair_meets_far_more_often_than_chance)
{
	int all = 0, broker = 0, officer = 0, both = 0;

	for (size_t i = 0; i < declarations.n_rows; i++) {
		bool b = is(i, "broker_id", "B04"), o = is(i, "officer_id", "PSL-A03");

		if (!is(i, "office", "PSL") || !*cell(i, "document_started_at") ||
			strcmp(cell(i, "registered_at"), "2026-01-04") < 0)
			continue;
		all++;
		broker += b;
		officer += o;
		both += b && o;
	}
	ck_assert_int_ge(both, 50);
	ck_assert_double_gt(both, 3.0 * broker * officer / all);
}
END_TEST

static int as_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

START_TEST(officers_assess_on_days_of_the_roster)
{
	int n = 0, absent = 0;
	struct table roster;
	char **days, key[64], *sought = key;

	ck_assert(table_open(&roster, SIM_SAMPLE_DATA, "attendance.csv"));
	days = calloc(roster.n_rows, sizeof *days);
	for (size_t i = 0; i < roster.n_rows; i++)
		ck_assert(asprintf(&days[i], "%s %s", table_cell(&roster, i, "officer_id"), table_cell(&roster, i, "day")) > 0);
	qsort(days, roster.n_rows, sizeof *days, as_text);
	for (size_t i = 0; i < declarations.n_rows; i++) {
		if (!*cell(i, "officer_id") || !*cell(i, "assessed_at"))
			continue;
		snprintf(key, sizeof key, "%s %.10s", cell(i, "officer_id"), cell(i, "assessed_at"));
		n++;
		absent += !bsearch(&sought, days, roster.n_rows, sizeof *days, as_text);
	}
	ck_assert_int_gt(n, 5000);
	ck_assert_int_lt(absent * 100, n);	/* some clocks are wrong by plan */
	for (size_t i = 0; i < roster.n_rows; i++)
		free(days[i]);
	free(days);
	table_close(&roster);
}
END_TEST

START_TEST(lanes_keep_their_shares)
{
	static const struct {
		const char *lane;
		double low, high;
	} shares[] = {{"green", 0.52, 0.65}, {"blue", 0.06, 0.10}, {"yellow", 0.17, 0.27},
		{"orange", 0.03, 0.06}, {"red", 0.045, 0.10}};
	size_t selected = 0;

	for (size_t i = 0; i < declarations.n_rows; i++)
		selected += *cell(i, "lane_initial") != '\0';
	for (size_t s = 0; s < sizeof shares / sizeof *shares; s++) {
		size_t n = 0;

		for (size_t i = 0; i < declarations.n_rows; i++)
			n += is(i, "lane_initial", shares[s].lane);
		ck_assert_double_gt((double)n / (double)selected, shares[s].low);
		ck_assert_double_lt((double)n / (double)selected, shares[s].high);
	}
}
END_TEST

static int64_t fils(const char *text)
{
	return (int64_t)llround(strtod(text, NULL) * 1000);
}

/* Rows that come again at the end are corrections: their first form is passed over. */
static bool is_last_version(size_t row, size_t *index)
{
	size_t first_again = declarations.n_rows;

	while (first_again > 1 && first_again > declarations.n_rows - 200)
		first_again--;
	for (*index = first_again > row + 1 ? first_again : row + 1; *index < declarations.n_rows; ++*index)
		if (!strcmp(cell(row, "declaration_id"), cell(*index, "declaration_id")))
			return false;
	return true;
}

START_TEST(revenue_adds_up_to_what_was_paid)
{
	int64_t paid = 0, collected = 0;
	struct table revenue;
	size_t index;

	ck_assert(table_open(&revenue, SIM_SAMPLE_DATA, "revenue.csv"));
	for (size_t i = 0; i < revenue.n_rows; i++)
		collected += fils(table_cell(&revenue, i, "collected"));
	for (size_t i = 0; i < declarations.n_rows; i++)
		if ((*cell(i, "paid_at") || *cell(i, "released_at")) && is_last_version(i, &index))
			paid += fils(cell(i, "paid_amount"));
	table_close(&revenue);
	ck_assert_int_gt(collected, INT64_C(1000000000));
	ck_assert_int_eq(paid, collected);
}
END_TEST

START_TEST(release_times_have_a_heavy_tail)
{
	static long times[30000];
	size_t n = 0;
	long median, high;

	for (size_t i = 0; i < declarations.n_rows && n < 30000; i++) {
		long a = table_minutes(&declarations, i, "arrived_at"),
		     b = table_minutes(&declarations, i, "released_at");

		if (a >= 0 && b >= 0)
			times[n++] = b > a ? b - a : 0;
	}
	median = quantile(times, n, 0.5);
	high = quantile(times, n, 0.9);
	ck_assert_int_gt(median, 18 * 60);
	ck_assert_int_lt(median, 36 * 60);
	ck_assert_int_ge(high, 3 * median);
	ck_assert_int_le(high, 6 * median);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("sim/stories");
	TCase *tests = tcase_create("stories");

	tcase_set_timeout(tests, 60);
	tcase_add_checked_fixture(tests, tables_open, tables_close);
	tcase_add_test(tests, the_scanner_outage_multiplies_the_wait);
	tcase_add_test(tests, the_silent_post_is_silent_for_forty_hours);
	tcase_add_test(tests, the_late_post_registers_but_does_not_release);
	tcase_add_test(tests, the_air_reform_doubles_filing_before_arrival_there_alone);
	tcase_add_test(tests, targeting_beats_chance_and_one_rule_is_dead);
	tcase_add_test(tests, northgate_yellow_doubles_in_november);
	tcase_add_test(tests, one_pair_meets_far_more_often_than_chance);
	tcase_add_test(tests, officers_assess_on_days_of_the_roster);
	tcase_add_test(tests, lanes_keep_their_shares);
	tcase_add_test(tests, revenue_adds_up_to_what_was_paid);
	tcase_add_test(tests, release_times_have_a_heavy_tail);
	suite_add_tcase(suite, tests);
	return support_run(suite);
}
