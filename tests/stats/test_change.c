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
		ck_assert(stats_change_find(values, NULL, BLOCKS, &change));
		if (change.kind == STATS_CHANGE_NONE)
			continue;
		found++;
		sum += (double)change.blocks;
		*ret_last = change.kind;
	}
	*ret_mean_blocks = found ? sum / (double)found : 0;
	return (double)found / CHARTS;
}

START_TEST(noise_alarms_as_rarely_as_the_header_says)
{
	enum stats_change_kind kind;
	double blocks, share = share_found(0, 0, &kind, &blocks);

	ck_assert_msg(share < STATS_CHANGE_FALSE * 1.2 && share > STATS_CHANGE_FALSE * 0.5, "%.5f of quiet charts alarm", share);
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
	ck_assert(stats_change_find(values, NULL, BLOCKS, &change));
	ck_assert_int_eq(change.kind, STATS_CHANGE_SPIKE);
	ck_assert_uint_eq(change.blocks, 1);
	ck_assert(change.z > STATS_CHANGE_Z);
	for (size_t i = BLOCKS - 3; i < BLOCKS; i++)
		values[i] = -8;
	ck_assert(stats_change_find(values, NULL, BLOCKS, &change));
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
	ck_assert(stats_change_find(values, NULL, BLOCKS, &change));
	ck_assert_int_eq(change.kind, STATS_CHANGE_SPIKE);
}
END_TEST

START_TEST(what_ended_is_no_news)
{
	double values[BLOCKS];
	struct stats_change change;

	noise(values, BLOCKS);
	values[BLOCKS - 3] = 8;
	ck_assert(stats_change_find(values, NULL, BLOCKS, &change));
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
	ck_assert(stats_change_find(values, own, BLOCKS, &change));
	ck_assert_int_eq(change.kind, STATS_CHANGE_SPIKE);
	own[BLOCKS - 1] = 0.5;	/* two deviations of its own */
	ck_assert(stats_change_find(values, own, BLOCKS, &change));
	ck_assert_int_eq(change.kind, STATS_CHANGE_NONE);
}
END_TEST

START_TEST(gaps_and_short_pasts_say_nothing)
{
	double values[BLOCKS];
	struct stats_change change;

	noise(values, BLOCKS);
	ck_assert(!stats_change_find(values, NULL, 7, &change));
	values[BLOCKS - 1] = NAN;
	ck_assert(!stats_change_find(values, NULL, BLOCKS, &change));
	noise(values, BLOCKS);
	for (size_t i = 0; i < BLOCKS - 6; i++)
		values[i] = NAN;
	ck_assert(!stats_change_find(values, NULL, BLOCKS, &change));
	for (size_t i = 0; i < BLOCKS; i++)
		values[i] = 3;
	ck_assert(stats_change_find(values, NULL, BLOCKS, &change));
	ck_assert_int_eq(change.kind, STATS_CHANGE_NONE);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("change");
	TCase *test = tcase_create("change");

	tcase_add_checked_fixture(test, setup, NULL);
	tcase_set_timeout(test, 120);
	tcase_add_test(test, noise_alarms_as_rarely_as_the_header_says);
	tcase_add_test(test, a_step_of_three_deviations_is_found_within_four_blocks);
	tcase_add_test(test, a_spike_is_one_block_and_a_step_is_more);
	tcase_add_test(test, an_old_spike_does_not_hide_a_new_one);
	tcase_add_test(test, what_ended_is_no_news);
	tcase_add_test(test, few_cases_are_given_their_own_spread);
	tcase_add_test(test, gaps_and_short_pasts_say_nothing);
	suite_add_tcase(suite, test);
	return support_run(suite);
}
