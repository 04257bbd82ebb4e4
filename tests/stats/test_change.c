/* Steps, spikes and slow climbs are found and dated; noise is left alone as often as the header says. */
#include <math.h>
#include <stdint.h>

#include "stats/change.h"
#include "suite.h"

enum { BLOCKS = 26, CHARTS = 20000 };

static uint64_t state;

/* Twelve uniform numbers less six: near enough to normal for limits of four deviations (kurtosis 2.9). */
static double normal(void)
{
	double sum = -6;

	for (int i = 0; i < 12; i++) {
		state ^= state << 13;
		state ^= state >> 7;
		state ^= state << 17;
		sum += (double)(state >> 11) / 9007199254740992.0;
	}
	return sum;
}

static void noise(double *values, size_t n)
{
	for (size_t i = 0; i < n; i++)
		values[i] = normal();
}

static void setup(void)
{
	state = 88172645463325252u;
}

static double share_found(double step, size_t blocks, enum stats_change_kind *ret_last, double *ret_mean_blocks)
{
	double values[BLOCKS], sum = 0;
	size_t found = 0;

	for (int chart = 0; chart < CHARTS; chart++) {
		struct stats_change change;

		noise(values, BLOCKS);
		for (size_t i = BLOCKS - blocks; i < BLOCKS; i++)
			values[i] += step;
		ck_assert(stats_change_find(values, NULL, BLOCKS, 0, 0, &change));
		if (change.kind == STATS_CHANGE_NONE)
			continue;
		found++;
		sum += (double)change.blocks;
		*ret_last = change.kind;
	}
	*ret_mean_blocks = found ? sum / (double)found : 0;
	return (double)found / CHARTS;
}

/* Blocks of what real figures are: normal, few cases, few events; each with the deviation its size gives it. */
enum noise_kind { NOISE_NORMAL, NOISE_RATE, NOISE_COUNT, NOISE_FOLLOWING, NOISE_KINDS };

static double uniform(void)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return ((double)(state >> 11) + 0.5) / 9007199254740992.0;
}

static void blocks_of(enum noise_kind kind, double *values, double *own)
{
	double before = normal(), product, limit = exp(-12.0);
	int k;

	for (size_t i = 0; i < BLOCKS; i++) {
		own[i] = 0;
		switch (kind) {
		case NOISE_RATE:	/* 40 cases, one in ten */
			k = 0;
			for (int j = 0; j < 40; j++)
				k += uniform() < 0.1;
			values[i] = asin(sqrt((k + 0.375) / 40.75));
			own[i] = 0.5 / sqrt(40);
			break;
		case NOISE_COUNT:	/* a dozen events */
			k = -1;
			for (product = 1; product > limit; k++)
				product *= uniform();
			values[i] = sqrt(k + 0.375);
			own[i] = 0.5;
			break;
		case NOISE_FOLLOWING:
			before = 0.3 * before + sqrt(1 - 0.09) * normal();
			values[i] = before;
			break;
		default:
			values[i] = normal();
		}
	}
}

/* What two hundred charts of a kind say together, as a country of posts would. */
static double usual_of(enum noise_kind kind)
{
	struct stats_following following = {0};
	double values[BLOCKS], own[BLOCKS];

	for (int chart = 0; chart < 200; chart++) {
		blocks_of(kind, values, own);
		stats_following_add(&following, values, kind == NOISE_RATE || kind == NOISE_COUNT ? own : NULL, BLOCKS - 8);
	}
	return stats_following_usual(&following);
}

START_TEST(quiet_charts_alarm_at_most_as_often_as_allowed)
{
	const double chance = 0.01;
	double values[BLOCKS], own[BLOCKS], usual = usual_of((enum noise_kind)_i);
	int alarms = 0;

	ck_assert_msg(fabs(usual - (_i == NOISE_FOLLOWING ? 0.3 : 0)) < 0.06, "%.3f", usual);
	for (int chart = 0; chart < CHARTS; chart++) {
		struct stats_change change;

		blocks_of((enum noise_kind)_i, values, own);
		if (stats_change_find(values, _i == NOISE_RATE || _i == NOISE_COUNT ? own : NULL, BLOCKS, chance, usual, &change))
			alarms += change.kind != STATS_CHANGE_NONE;
	}
	/* How much neighbours resemble each other is known from others, and badly of each: that costs a little. */
	ck_assert_msg(alarms < CHARTS * chance * (_i == NOISE_FOLLOWING ? 1.5 : 1.1) && alarms > CHARTS * chance * 0.05,
		"%.5f of quiet charts alarm", (double)alarms / CHARTS);
}
END_TEST

START_TEST(the_tails_of_students_t_are_those_of_the_tables)
{
	ck_assert_double_eq_tol(stats_student(2.228, 10), 0.05, 1e-4);
	ck_assert_double_eq_tol(stats_student(4.587, 10), 0.001, 1e-5);
	ck_assert_double_eq_tol(stats_student(1, 1), 0.5, 1e-12);		/* Cauchy */
	ck_assert_double_eq_tol(stats_student(1.959964, 1e7), 0.05, 1e-6);
	ck_assert_double_eq_tol(stats_student_limit(0.01, 20), 2.845, 1e-3);
	ck_assert_double_eq_tol(stats_student(stats_student_limit(1e-6, 7.5), 7.5), 1e-6, 1e-12);
	ck_assert(isnan(stats_student(NAN, 3)));
}
END_TEST

/* Sixteen blocks that climb, and go on as they did: nothing new. The same climb and then a fall is news. */
START_TEST(a_past_that_climbs_is_continued)
{
	double values[BLOCKS];
	struct stats_change change;

	for (size_t i = 0; i < BLOCKS; i++)
		values[i] = 2.0 * (double)i + normal();
	ck_assert(stats_change_find(values, NULL, BLOCKS, 0, 0, &change));
	ck_assert_int_eq(change.kind, STATS_CHANGE_NONE);
	for (size_t i = BLOCKS - 4; i < BLOCKS; i++)
		values[i] -= 14;
	ck_assert(stats_change_find(values, NULL, BLOCKS, 0, 0, &change));
	ck_assert_int_eq(change.kind, STATS_CHANGE_SHIFT);
	ck_assert_uint_eq(change.blocks, 4);
}
END_TEST

START_TEST(a_step_of_three_deviations_is_found_within_four_blocks)
{
	enum stats_change_kind kind = STATS_CHANGE_NONE;
	double blocks, share = share_found(3, 4, &kind, &blocks);

	ck_assert_msg(share > 0.75, "%.3f", share);
	ck_assert_msg(fabs(blocks - 4) < 0.6, "dated %.2f blocks back", blocks);
}
END_TEST

START_TEST(a_spike_is_one_block_and_a_step_is_more)
{
	double values[BLOCKS];
	struct stats_change change;

	noise(values, BLOCKS);
	values[BLOCKS - 1] = 8;
	ck_assert(stats_change_find(values, NULL, BLOCKS, 0, 0, &change));
	ck_assert_int_eq(change.kind, STATS_CHANGE_SPIKE);
	ck_assert_uint_eq(change.blocks, 1);
	ck_assert(change.z > 3.6);
	for (size_t i = BLOCKS - 3; i < BLOCKS; i++)
		values[i] = -8;
	ck_assert(stats_change_find(values, NULL, BLOCKS, 0, 0, &change));
	ck_assert_int_eq(change.kind, STATS_CHANGE_SHIFT);
	ck_assert_uint_eq(change.blocks, 3);
	ck_assert(change.z < 0);
}
END_TEST

START_TEST(an_old_spike_does_not_hide_a_new_one)
{
	double values[BLOCKS];
	struct stats_change change;

	noise(values, BLOCKS);
	values[5] = 40;
	values[BLOCKS - 1] = 8;
	ck_assert(stats_change_find(values, NULL, BLOCKS, 0, 0, &change));
	ck_assert_int_eq(change.kind, STATS_CHANGE_SPIKE);
}
END_TEST

START_TEST(what_ended_is_no_news)
{
	double values[BLOCKS];
	struct stats_change change;

	noise(values, BLOCKS);
	values[BLOCKS - 3] = 8;
	ck_assert(stats_change_find(values, NULL, BLOCKS, 0, 0, &change));
	ck_assert_int_eq(change.kind, STATS_CHANGE_NONE);
}
END_TEST

START_TEST(few_cases_are_given_their_own_spread)
{
	double values[BLOCKS], own[BLOCKS];
	struct stats_change change;

	for (size_t i = 0; i < BLOCKS; i++) {
		values[i] = 0.1 * normal();
		own[i] = 0.1;
	}
	values[BLOCKS - 1] = 1;
	ck_assert(stats_change_find(values, own, BLOCKS, 0, 0, &change));
	ck_assert_int_eq(change.kind, STATS_CHANGE_SPIKE);
	own[BLOCKS - 1] = 0.5;	/* two deviations of its own */
	ck_assert(stats_change_find(values, own, BLOCKS, 0, 0, &change));
	ck_assert_int_eq(change.kind, STATS_CHANGE_NONE);
}
END_TEST

START_TEST(gaps_and_short_pasts_say_nothing)
{
	double values[BLOCKS];
	struct stats_change change;

	noise(values, BLOCKS);
	ck_assert(!stats_change_find(values, NULL, 7, 0, 0, &change));
	values[BLOCKS - 1] = NAN;
	ck_assert(!stats_change_find(values, NULL, BLOCKS, 0, 0, &change));
	noise(values, BLOCKS);
	for (size_t i = 0; i < BLOCKS - 6; i++)
		values[i] = NAN;
	ck_assert(!stats_change_find(values, NULL, BLOCKS, 0, 0, &change));
	for (size_t i = 0; i < BLOCKS; i++)
		values[i] = 3;
	ck_assert(stats_change_find(values, NULL, BLOCKS, 0, 0, &change));
	ck_assert_int_eq(change.kind, STATS_CHANGE_NONE);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("change");
	TCase *test = tcase_create("change");

	tcase_add_checked_fixture(test, setup, NULL);
	tcase_set_timeout(test, 120);
	tcase_add_loop_test(test, quiet_charts_alarm_at_most_as_often_as_allowed, 0, NOISE_KINDS);
	tcase_add_test(test, the_tails_of_students_t_are_those_of_the_tables);
	tcase_add_test(test, a_past_that_climbs_is_continued);
	tcase_add_test(test, a_step_of_three_deviations_is_found_within_four_blocks);
	tcase_add_test(test, a_spike_is_one_block_and_a_step_is_more);
	tcase_add_test(test, an_old_spike_does_not_hide_a_new_one);
	tcase_add_test(test, what_ended_is_no_news);
	tcase_add_test(test, few_cases_are_given_their_own_spread);
	tcase_add_test(test, gaps_and_short_pasts_say_nothing);
	suite_add_tcase(suite, test);
	return support_run(suite);
}
