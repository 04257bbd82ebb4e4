/* A year of weekly selection: what is counted, what the model may know, what chance buys. */
#include "key.h"
#include "planted.h"
#include "simulate_private.h"
#include "suite.h"

#include <math.h>
#include <string.h>

static struct planted world;
static struct arena arena;

static void open_world(void)
{
	planted_world(&world, 9000, 420, 300, false, 5);
	arena_init(&arena);
}

static void close_world(void)
{
	arena_finish(&arena);
	planted_close(&world);
}

static struct risk_simulation play(struct risk_sim_options options)
{
	struct risk_simulation simulation;
	struct err err = { 0 };

	options.weeks = options.weeks ? options.weeks : 52;
	options.start = options.start ? options.start : 4;
	options.seeds = options.seeds ? options.seeds : 2;
	options.seed = options.seed ? options.seed : 1;
	ck_assert_msg(risk_play(&world.data, &options, &arena, &simulation, &err), "%s", err.text);
	return simulation;
}

static double true_rate(const struct risk_simulation *s)
{
	double n = 0, hits = 0;

	for (size_t i = 0; i < world.data.n; i++) {
		if (world.data.rows[i].day < s->from || world.data.rows[i].day > s->to)
			continue;
		n++;
		hits += world.data.rows[i].label == 1;
	}
	ck_assert_uint_eq((size_t)n, s->n);
	return hits / n;
}

START_TEST(a_year_has_its_weeks_and_picks_its_share)
{
	struct risk_simulation s = play((struct risk_sim_options){ .budget = 0.1, .explore = 0.1, .alone = true });

	ck_assert_int_eq(s.weeks, 52);
	ck_assert_int_eq(s.to - s.from + 1, 52 * 7);
	ck_assert_double_eq_tol(s.random, true_rate(&s), 1e-12);
	ck_assert_double_eq_tol(s.picked, (double)s.n / 52 * 0.1, 1);
}
END_TEST

START_TEST(who_picks_everything_finds_the_true_rate_and_all_hits)
{
	struct risk_simulation s = play((struct risk_sim_options){ .budget = 1, .explore = 0.5, .alone = true, .seeds = 1 });

	ck_assert_double_eq_tol(s.with.year.mean, true_rate(&s), 1e-12);
	ck_assert_double_eq_tol(s.with.found.mean, 1, 1e-12);
}
END_TEST

/* Who picks everything knows all goods of the weeks before: what is new then can be counted without playing. */
START_TEST(goods_never_picked_before_are_told_apart)
{
	struct risk_simulation s = play((struct risk_sim_options){ .budget = 1, .explore = 0, .alone = true, .seeds = 1, .start = 4 });
	struct risk_history before = { 0 };
	double fresh = 0, hits = 0, n = 0;
	size_t row = 0;

	while (world.data.rows[row].day < s.from - 4 * 7)
		row++;
	for (int32_t week = s.from - 4 * 7; week <= s.to; week += 7) {
		size_t first = row;

		for (; row < world.data.n && world.data.rows[row].day < week + 7; row++) {
			bool is_new = risk_history_find(&before, risk_key_hash(RISK_KEY_GOODS, &world.data, row)).n == 0;

			n += week >= s.from;
			fresh += week >= s.from && is_new;
			hits += week >= s.from && is_new && world.data.rows[row].label == 1;
		}
		for (; first < row; first++)
			ck_assert(risk_history_add(&before, risk_key_hash(RISK_KEY_GOODS, &world.data, first), false));
	}
	ck_assert_double_gt(fresh, 100);
	ck_assert_double_eq_tol(s.with.fresh_share, fresh / n, 1e-12);
	ck_assert_double_eq_tol(s.with.fresh.mean, hits / fresh, 1e-12);
	ck_assert_double_eq_tol(s.with.fresh_random, hits / fresh, 1e-12);
	risk_history_finish(&before);
}
END_TEST

START_TEST(goods_that_return_are_found_far_more_often_than_by_chance)
{
	struct risk_simulation s = play((struct risk_sim_options){ .budget = 0.05, .explore = 0.1 });

	ck_assert_double_gt(s.with.year.mean, 1.6 * s.random);
	ck_assert_double_gt(s.with.quarters[3].mean, s.with.quarters[0].mean);
}
END_TEST

START_TEST(picking_by_chance_alone_finds_what_chance_finds)
{
	struct risk_simulation s = play((struct risk_sim_options){ .budget = 0.2, .explore = 1, .alone = true, .seeds = 6 });

	ck_assert_double_eq_tol(s.with.year.mean, s.random, 3 * sqrt(s.random * (1 - s.random) / (s.picked * 52 * 6)));
	ck_assert_double_ge(s.with.cover, 0.85);
	ck_assert_int_eq(s.with.n_intervals, 24);
}
END_TEST

START_TEST(shuffled_outcomes_give_no_lift_over_a_year)
{
	struct risk_simulation s;

	for (size_t i = world.data.n - 1; i > 0; i--) {
		size_t k = (i * 7919 + 13) % (i + 1);
		int8_t label = world.data.rows[i].label;

		world.data.rows[i].label = world.data.rows[k].label;
		world.data.rows[k].label = label;
	}
	s = play((struct risk_sim_options){ .budget = 0.05, .explore = 0.1, .alone = true, .seeds = 3 });
	ck_assert_double_eq_tol(s.with.year.mean, s.random, 0.05);
}
END_TEST

START_TEST(the_rate_that_random_picks_tell_is_not_bent_by_the_model)
{
	struct risk_simulation s = play((struct risk_sim_options){ .budget = 0.1, .explore = 0.3, .seeds = 6 });

	ck_assert_double_gt(s.with.year.mean, 1.3 * s.random);	/* what was picked is far from it */
	ck_assert_double_eq_tol(s.with.rate.mean, s.random, 2 * s.with.half_width / sqrt(6));
	ck_assert_double_ge(s.with.cover, 0.85);
	ck_assert(isnan(s.without.rate.mean) && isnan(s.without.cover));
}
END_TEST

START_TEST(the_same_seed_plays_the_same_year_and_another_seed_another)
{
	struct risk_sim_options options = { .budget = 0.05, .explore = 0.1, .alone = true, .seeds = 1 };
	struct risk_simulation a = play(options), b = play(options), c;

	options.seed = 2;
	c = play(options);
	for (int week = 0; week < a.weeks; week++)
		ck_assert_double_eq(a.with.weekly[week], b.with.weekly[week]);
	ck_assert_double_ne(a.with.year.mean, c.with.year.mean);
}
END_TEST

/* Results that come only after the year must leave it as it was, but for what is counted as a hit. */
START_TEST(what_is_not_known_yet_is_not_learnt_from)
{
	struct risk_simulation s;

	for (size_t i = 0; i < world.data.n; i++)
		world.data.rows[i].known = 100000;
	s = play((struct risk_sim_options){ .budget = 0.05, .explore = 0.1, .alone = true, .seeds = 4 });
	ck_assert_double_eq_tol(s.with.year.mean, s.random, 3 * sqrt(s.random * (1 - s.random) / (s.picked * 52 * 4)));
}
END_TEST

START_TEST(rotated_goods_keep_their_rate_and_cost_hits_at_first)
{
	struct risk_sim_options options = { .budget = 0.05, .explore = 0.1, .alone = true, .seeds = 4 };
	struct risk_simulation still = play(options), turned;

	options.rotate = 27;
	turned = play(options);
	ck_assert_double_eq_tol(turned.random, still.random, 0.03);
	ck_assert_double_lt(turned.with.quarters[2].mean, still.with.quarters[2].mean);
	ck_assert(!isnan(turned.with.before) && !isnan(turned.with.after) && isnan(still.with.before));
}
END_TEST

START_TEST(too_short_a_time_is_said_in_weeks)
{
	struct risk_sim_options options = { .budget = 0.05, .explore = 0.1, .weeks = 52, .start = 60, .seeds = 1, .seed = 1 };
	struct risk_simulation s;
	struct err err = { 0 };

	ck_assert(!risk_play(&world.data, &options, &arena, &s, &err));
	ck_assert_int_eq(err.code, ERR_DATA);
	ck_assert_ptr_nonnull(strstr(err.text, "weeks"));
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("risk/simulate");
	TCase *all = tcase_create("simulate");

	tcase_set_timeout(all, 300);
	tcase_add_checked_fixture(all, open_world, close_world);
	tcase_add_test(all, a_year_has_its_weeks_and_picks_its_share);
	tcase_add_test(all, who_picks_everything_finds_the_true_rate_and_all_hits);
	tcase_add_test(all, goods_never_picked_before_are_told_apart);
	tcase_add_test(all, goods_that_return_are_found_far_more_often_than_by_chance);
	tcase_add_test(all, picking_by_chance_alone_finds_what_chance_finds);
	tcase_add_test(all, shuffled_outcomes_give_no_lift_over_a_year);
	tcase_add_test(all, the_rate_that_random_picks_tell_is_not_bent_by_the_model);
	tcase_add_test(all, the_same_seed_plays_the_same_year_and_another_seed_another);
	tcase_add_test(all, what_is_not_known_yet_is_not_learnt_from);
	tcase_add_test(all, rotated_goods_keep_their_rate_and_cost_hits_at_first);
	tcase_add_test(all, too_short_a_time_is_said_in_weeks);
	suite_add_tcase(suite, all);
	return support_run(suite);
}
