/* Signals: what is news and what is not, and that nothing later is looked at. */
#include "stats/signals.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "chance.h"
#include "suite.h"
#include "tail.h"

enum { DAYS = 420 };

struct lab {
	struct arena arena;
	double values[DAYS];
	struct stats_signals_options options;
	struct stats_signal *signals;
};

/* Two months of history and more: a weekly shape, and noise of deviation 1 that remembers `rho` of the day before. */
static struct lab *lab_make(uint64_t seed, double rho)
{
	static const double week[] = {20, 15, 12, 10, 5, -30, -32};
	struct lab *lab = calloc(1, sizeof(*lab));
	struct chance chance = {.state = seed};
	double noise = 0;

	for (size_t i = 0; i < DAYS; i++) {
		noise = rho * noise + sqrt(1 - rho * rho) * chance_normal(&chance);
		lab->values[i] = 100 + week[i % 7] + noise;
	}
	lab->options = (struct stats_signals_options){.season = 7, .every = 100};
	return lab;
}

static void lab_run(struct lab *lab)
{
	arena_finish(&lab->arena);
	lab->signals = stats_signals(lab->values, DAYS, &lab->options, &lab->arena);
	ck_assert_ptr_nonnull(lab->signals);
}

static void lab_free(struct lab *lab)
{
	arena_finish(&lab->arena);
	free(lab);
}

static int alarms_in(const struct lab *lab, size_t from, size_t to)
{
	int alarms = 0;

	for (size_t t = from; t < to; t++)
		alarms += lab->signals[t].kind != STATS_SIGNAL_NONE;
	return alarms;
}

/* ---- the tail ---- */

START_TEST(a_tail_tells_how_rare_a_size_beyond_all_seen_is)
{
	struct chance chance = {.state = 4};
	struct tail tail;

	ck_assert(tail_init(&tail, 0));
	for (int i = 0; i < 4000; i++)
		tail_add(&tail, -log(chance_uniform(&chance))); /* exponential: size x has the chance exp(-x) */
	ck_assert_double_eq_tol(log10(tail_chance(&tail, 2.3026)), -1, 0.06);
	ck_assert_double_eq_tol(log10(tail_chance(&tail, 4.6052)), -2, 0.15);
	ck_assert_double_eq_tol(log10(tail_chance(&tail, 9.2103)), -4, 0.8);
	ck_assert_double_eq_tol(tail_size(&tail, tail_chance(&tail, 8)), 8, 1e-6);
	tail_finish(&tail);
}
END_TEST

START_TEST(a_heavy_tail_is_known_for_one)
{
	struct chance chance = {.state = 5};
	struct tail light, heavy;

	ck_assert(tail_init(&light, 0) && tail_init(&heavy, 0));
	for (int i = 0; i < 4000; i++) {
		double uniform = chance_uniform(&chance);

		tail_add(&light, -log(uniform));
		tail_add(&heavy, 1 / sqrt(uniform) - 1); /* Pareto of shape 0.5: x has the chance (1 + x)^-2 */
	}
	ck_assert_double_eq_tol(log10(tail_chance(&heavy, 30.6)), -3, 0.35);
	ck_assert_double_gt(tail_chance(&heavy, 100), 3e-5);
	ck_assert_double_lt(tail_chance(&light, 100), 1e-7);
	tail_finish(&light);
	tail_finish(&heavy);
}
END_TEST

START_TEST(before_much_is_seen_a_normal_value_is_believed)
{
	struct tail tail;

	ck_assert(tail_init(&tail, 30));
	ck_assert_double_eq_tol(tail_chance(&tail, 0), 1, 1e-9);
	ck_assert_double_eq_tol(tail_chance(&tail, 0.6745), 0.5, 0.001); /* its quartiles */
	ck_assert_double_lt(tail_chance(&tail, 4), 0.006);
	tail_finish(&tail);
}
END_TEST

START_TEST(a_tail_forgets_what_is_long_ago)
{
	struct tail tail;

	ck_assert(tail_init(&tail, 0));
	for (int i = 0; i < TAIL_SEEN; i++)
		tail_add(&tail, 1000 + i);
	for (int i = 0; i < TAIL_SEEN; i++)
		tail_add(&tail, (double)i / TAIL_SEEN);
	ck_assert_double_lt(tail_chance(&tail, 2), 0.001);
	ck_assert_double_eq_tol(tail_chance(&tail, 0.5), 0.5, 0.01);
	tail_finish(&tail);
}
END_TEST

/* ---- what is news ---- */

START_TEST(a_signal_is_the_same_whatever_comes_after)
{
	struct lab *lab = lab_make(1, 0.3);
	static const size_t cuts[] = {1, 20, 100, 301, 310, 350};

	lab->values[300] += 6;
	for (size_t t = 340; t < DAYS; t++)
		lab->values[t] += 3;
	lab->values[150] = NAN;
	lab_run(lab);
	for (size_t c = 0; c < sizeof(cuts) / sizeof(cuts[0]); c++) {
		struct arena arena;
		struct stats_signal *cut;

		arena_init(&arena);
		cut = stats_signals(lab->values, cuts[c], &lab->options, &arena);
		ck_assert_ptr_nonnull(cut);
		for (size_t t = 0; t < cuts[c]; t++) {
			ck_assert_mem_eq(&cut[t].spike, &lab->signals[t].spike, sizeof(double));
			ck_assert_mem_eq(&cut[t].shift, &lab->signals[t].shift, sizeof(double));
			ck_assert_mem_eq(&cut[t].score, &lab->signals[t].score, sizeof(double));
			ck_assert(isnan(cut[t].expected) ? isnan(lab->signals[t].expected) : cut[t].expected == lab->signals[t].expected);
			ck_assert_int_eq(cut[t].kind, lab->signals[t].kind);
		}
		arena_finish(&arena);
	}
	lab_free(lab);
}
END_TEST

START_TEST(a_spike_is_told_on_its_day_with_its_direction)
{
	int up = 0, down = 0;

	for (uint64_t seed = 1; seed <= 20; seed++) {
		struct lab *lab = lab_make(seed, 0.3);

		lab->values[300] += 6;
		lab->values[330] -= 6;
		lab_run(lab);
		up += lab->signals[300].kind == STATS_SIGNAL_SPIKE && lab->signals[300].direction == 1;
		down += lab->signals[330].kind == STATS_SIGNAL_SPIKE && lab->signals[330].direction == -1;
		lab_free(lab);
	}
	ck_assert_int_ge(up, 17);
	ck_assert_int_ge(down, 17);
}
END_TEST

START_TEST(a_spike_does_not_hide_the_next)
{
	int found = 0;

	for (uint64_t seed = 1; seed <= 10; seed++) {
		struct lab *lab = lab_make(seed, 0);

		lab->values[200] += 1000;
		lab->values[300] += 8;
		lab_run(lab);
		ck_assert_int_eq(lab->signals[200].kind, STATS_SIGNAL_SPIKE);
		ck_assert_int_eq(alarms_in(lab, 208, 215), 0); /* the day after its week is as usual */
		found += lab->signals[300].kind == STATS_SIGNAL_SPIKE;
		lab_free(lab);
	}
	ck_assert_int_ge(found, 9);
}
END_TEST

START_TEST(a_shift_is_told_once_and_then_is_the_usual)
{
	int found = 0, later = 0, drifts = 0;

	for (uint64_t seed = 1; seed <= 20; seed++) {
		struct lab *lab = lab_make(seed, 0.3);

		for (size_t t = 280; t < DAYS; t++)
			lab->values[t] -= 3;
		lab_run(lab);
		found += alarms_in(lab, 280, 290) > 0;
		later += alarms_in(lab, 300, 400);
		lab_free(lab);
		lab = lab_make(seed, 0.3);
		for (size_t t = 280; t < DAYS; t++)
			lab->values[t] += 3 * fmin((double)(t - 279) / 28, 1);
		lab_run(lab);
		drifts += alarms_in(lab, 280, 310) > 0;
		lab_free(lab);
	}
	ck_assert_int_ge(found, 18);
	ck_assert_int_ge(drifts, 18);
	ck_assert_int_le(later, 60); /* of 2000 days; two in a hundred are promised */
}
END_TEST

/* A fortnight of five-minute readings with an event of six hours in it; `later` more steps on another. */
static struct stats_signal *readings_judge(struct arena *arena, uint64_t seed, size_t n, size_t at, size_t later)
{
	struct stats_signals_options options = {.season = 288, .every = 2000};
	struct chance chance = {.state = seed};
	double *values = arena_array(arena, n, sizeof(*values));

	ck_assert_ptr_nonnull(values);
	for (size_t t = 0; t < n; t++) {
		values[t] = 50 + chance_normal(&chance);
		if ((t >= at && t < at + 12) || (t >= at + later && t < at + later + 12))
			values[t] += 6 + (double)((t - at) % later);	/* it grows: each step is further off than the last */
	}
	return stats_signals(values, n, &options, arena);
}

START_TEST(an_event_is_told_as_often_whatever_limit_its_reader_sets)
{
	enum { READINGS = 4032, EVENT = 3000 };
	int first = 0, second = 0;

	for (uint64_t seed = 1; seed <= 5; seed++) {
		struct arena arena;
		struct stats_signal *signals;
		int most = 0, above;

		arena_init(&arena);
		signals = readings_judge(&arena, seed, READINGS, EVENT, 100);
		ck_assert_ptr_nonnull(signals);
		for (double limit = log10(2000); limit < 12; limit += 0.5) {
			above = 0;
			for (size_t t = EVENT; t < EVENT + 60; t++)
				above += signals[t].score >= limit;
			most = above > most ? above : most;
		}
		ck_assert_int_le(most, 4);	/* of twelve steps of which each is rarer than the one before */
		for (size_t t = 0; t < READINGS; t++)
			ck_assert_int_eq(signals[t].score >= log10(2000), signals[t].kind != STATS_SIGNAL_NONE);
		for (size_t t = EVENT; t < EVENT + 12; t++)
			first += t < EVENT + 2 && signals[t].kind != STATS_SIGNAL_NONE;
		for (size_t t = EVENT + 100; t < EVENT + 112; t++) {
			if (signals[t].kind != STATS_SIGNAL_NONE) {
				second++;
				break;
			}
		}
		arena_finish(&arena);
	}
	ck_assert_int_ge(first, 5);
	ck_assert_int_ge(second, 4);	/* eight hours later, not a day: another event is another alarm */
}
END_TEST

START_TEST(at_first_an_alarm_may_be_as_rare_as_what_is_known)
{
	int growing = 0, rare = 0, often = 0;

	for (uint64_t seed = 1; seed <= 20; seed++) {
		struct lab *lab = lab_make(seed, 0), *other = lab_make(seed, 0);

		lab->options = (struct stats_signals_options){.season = 7, .every = 2000, .every_first = 100};
		lab_run(lab);
		lab_run(other);	/* one in a hundred */
		for (size_t t = 0; t < 100; t++)
			ck_assert_int_eq(lab->signals[t].kind, other->signals[t].kind);
		growing += alarms_in(lab, 120, DAYS);
		often += alarms_in(other, 120, DAYS);
		other->options.every = 2000;
		lab_run(other);
		rare += alarms_in(other, 120, DAYS);
		lab_free(lab);
		lab_free(other);
	}
	ck_assert_int_lt(rare, growing);
	ck_assert_int_lt(growing, often);
	ck_assert_int_le(growing, 58);	/* 20 series, two charts, ln(420 / 120) = 1.25 each by chance, and not half as many again */
}
END_TEST

/* Noise of three shapes; the chance that is told has to be the share of days on which it is. */
static double noise_of(struct chance *chance, int shape)
{
	double a = chance_normal(chance), b = 0;

	if (shape == 0)
		return a;
	if (shape == 1)
		return exp(0.8 * a);	/* lopsided, as money and times are */
	for (int i = 0; i < 4; i++)
		b += pow(chance_normal(chance), 2) / 4;
	return a / sqrt(b);		/* Student's t with 4 degrees of freedom */
}

START_TEST(false_alarms_are_as_rare_as_is_said)
{
	struct chance chance = {.state = 77 + (uint64_t)_i};
	int spikes = 0, alarms = 0, days = 0;

	for (int series = 0; series < 40; series++) {
		struct lab *lab = lab_make(1, 0);

		for (size_t t = 0; t < DAYS; t++)
			lab->values[t] = 50 + (t % 7 > 4 ? -10 : 0) + noise_of(&chance, _i);
		lab_run(lab);
		for (size_t t = 120; t < DAYS; t++, days++)
			spikes += lab->signals[t].spike >= 2;
		alarms += alarms_in(lab, 120, DAYS);
		lab_free(lab);
	}
	ck_assert_double_gt(100.0 * spikes / days, 0.4);
	ck_assert_double_lt(100.0 * spikes / days, 1.7);
	ck_assert_double_gt(100.0 * alarms / days, 0.8); /* both charts: two in a hundred days */
	ck_assert_double_lt(100.0 * alarms / days, 2.4);
}
END_TEST

START_TEST(limits_lean_to_the_side_to_which_the_noise_leans)
{
	struct lab *lab = lab_make(1, 0);
	struct chance chance = {.state = 8};

	for (size_t t = 0; t < DAYS; t++)
		lab->values[t] = 50 + noise_of(&chance, 1);
	lab_run(lab);
	ck_assert_double_gt(lab->signals[400].high - lab->signals[400].expected, 1.5 * (lab->signals[400].expected - lab->signals[400].low));
	lab_free(lab);
}
END_TEST

START_TEST(missing_and_constant_values_are_no_news)
{
	struct lab *lab = lab_make(2, 0);

	for (size_t t = 200; t < 260; t++)
		lab->values[t] = NAN;
	lab_run(lab);
	ck_assert_int_eq(alarms_in(lab, 200, 260), 0);
	ck_assert_double_eq(lab->signals[230].score, 0);
	for (size_t t = 0; t < DAYS; t++)
		lab->values[t] = 7;
	lab_run(lab);
	ck_assert_int_eq(alarms_in(lab, 0, DAYS), 0);
	lab->values[300] = 8; /* the first change in three hundred days is */
	lab_run(lab);
	ck_assert_int_eq(lab->signals[300].kind, STATS_SIGNAL_SPIKE);
	for (size_t t = 0; t < DAYS; t++)
		lab->values[t] = NAN;
	lab_run(lab);
	ck_assert_int_eq(alarms_in(lab, 0, DAYS), 0);
	lab_free(lab);
}
END_TEST

START_TEST(money_in_another_unit_gives_the_same_signals)
{
	struct lab *lab = lab_make(3, 0.3), *other = lab_make(3, 0.3);

	for (size_t t = 0; t < DAYS; t++)
		other->values[t] = other->values[t] * 1048576;
	lab_run(lab);
	lab_run(other);
	for (size_t t = 0; t < DAYS; t++) {
		ck_assert_double_eq_tol(lab->signals[t].score, other->signals[t].score, 1e-9);
		ck_assert_int_eq(lab->signals[t].kind, other->signals[t].kind);
	}
	lab_free(lab);
	lab_free(other);
}
END_TEST

START_TEST(feasts_are_compared_with_feasts)
{
	unsigned char special[DAYS] = {0};
	struct lab *lab = lab_make(4, 0);

	for (size_t t = 40; t < DAYS; t += 60) {
		special[t] = 1;
		lab->values[t] = 60; /* closed: far below any ordinary day */
	}
	lab->options.special = special;
	lab_run(lab);
	ck_assert_int_eq(lab->signals[40].kind, STATS_SIGNAL_NONE);	/* not known yet: not judged */
	ck_assert_double_nan(lab->signals[40].expected);
	ck_assert_int_eq(lab->signals[340].kind, STATS_SIGNAL_NONE);
	lab->values[400] = 160; /* a feast on which all came to work */
	lab_run(lab);
	ck_assert_int_eq(lab->signals[400].kind, STATS_SIGNAL_SPIKE);
	lab->options.special = NULL;
	lab_run(lab);
	ck_assert_int_eq(lab->signals[40].kind + lab->signals[100].kind > 0, 1);
	lab_free(lab);
}
END_TEST

START_TEST(a_rate_from_few_files_has_to_be_further_off)
{
	double own[DAYS];
	struct lab *lab = lab_make(5, 0);

	for (size_t t = 0; t < DAYS; t++)
		own[t] = 0.1;
	own[300] = 5; /* a day with so few files that five deviations are nothing */
	lab->values[300] += 6;
	lab->options.own = own;
	lab_run(lab);
	ck_assert_int_eq(lab->signals[300].kind, STATS_SIGNAL_NONE);
	own[300] = 0.1;
	lab_run(lab);
	ck_assert_int_eq(lab->signals[300].kind, STATS_SIGNAL_SPIKE);
	lab_free(lab);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("signals");
	TCase *tcase = tcase_create("signals");

	tcase_set_timeout(tcase, 120);
	tcase_add_test(tcase, a_tail_tells_how_rare_a_size_beyond_all_seen_is);
	tcase_add_test(tcase, a_heavy_tail_is_known_for_one);
	tcase_add_test(tcase, before_much_is_seen_a_normal_value_is_believed);
	tcase_add_test(tcase, a_tail_forgets_what_is_long_ago);
	tcase_add_test(tcase, a_signal_is_the_same_whatever_comes_after);
	tcase_add_test(tcase, a_spike_is_told_on_its_day_with_its_direction);
	tcase_add_test(tcase, a_spike_does_not_hide_the_next);
	tcase_add_test(tcase, a_shift_is_told_once_and_then_is_the_usual);
	tcase_add_test(tcase, an_event_is_told_as_often_whatever_limit_its_reader_sets);
	tcase_add_test(tcase, at_first_an_alarm_may_be_as_rare_as_what_is_known);
	tcase_add_loop_test(tcase, false_alarms_are_as_rare_as_is_said, 0, 3);
	tcase_add_test(tcase, limits_lean_to_the_side_to_which_the_noise_leans);
	tcase_add_test(tcase, missing_and_constant_values_are_no_news);
	tcase_add_test(tcase, money_in_another_unit_gives_the_same_signals);
	tcase_add_test(tcase, feasts_are_compared_with_feasts);
	tcase_add_test(tcase, a_rate_from_few_files_has_to_be_further_off);
	suite_add_tcase(suite, tcase);
	return support_run(suite);
}
