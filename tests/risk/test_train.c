/* Learning as a whole, on planted worlds: what is there is found, what is not is not, and nothing leaks. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "encode.h"
#include "hash.h"
#include "model_private.h"
#include "planted.h"
#include "suite.h"

enum { ROWS = 4000, DAYS = 300, KINDS = 350, LAST_QUARTER = 18000 + 225 };

static struct planted world;

static void teardown(void)
{
	planted_close(&world);
}

static size_t first_of_day(int day)
{
	size_t i = 0;

	while (i < world.data.n && world.data.rows[i].day < day)
		i++;
	return i;
}

static struct risk_model *learnt(struct risk_data *data, const char *engine)
{
	struct risk_train_options options = {.until = LAST_QUARTER - 1, .seed = 1, .engine = engine};
	struct risk_model *model = NULL;
	struct err err = {0};

	ck_assert_msg(risk_learn(data, &options, false, &model, &err), "%s", err.text);
	return model;
}

struct outcome {
	struct risk_stratum all, fresh;
	struct arena arena;
};

static void judged(struct risk_model *model, struct risk_data *data, struct outcome *outcome)
{
	static const double shares[] = {0.05, 0.10, 0.15};
	struct risk_question question = {.shares = shares, .n_shares = 3, .draws = 10};
	float *margins = malloc((data->n + 1) * sizeof(*margins));
	double *p = malloc((data->n + 1) * sizeof(*p));
	bool *is_new = malloc(data->n + 1);
	struct risk_case *cases = malloc((data->n + 1) * sizeof(*cases));
	struct err err = {0};
	size_t fresh = 0;

	arena_init(&outcome->arena);
	ck_assert_msg(risk_model_ask(model, data, margins, p, is_new, &err), "%s", err.text);
	for (int pass = 0; pass < 2; pass++) {
		fresh = 0;
		for (size_t i = 0; i < data->n; i++) {
			if (pass && !is_new[i])
				continue;
			cases[fresh++] = (struct risk_case){.name = data->rows[i].name, .rank = (double)margins[i], .p = p[i],
				.label = data->rows[i].label, .recovered = NAN, .stake = NAN, .current = NAN};
		}
		ck_assert(risk_judge(cases, fresh, &question, &outcome->arena, pass ? &outcome->fresh : &outcome->all));
	}
	free(cases);
	free(is_new);
	free(p);
	free(margins);
}

/* Learns from three quarters of the world and judges on the last. */
static void learn_and_judge(const char *engine, struct outcome *outcome)
{
	size_t first = first_of_day(LAST_QUARTER);
	struct risk_data past = risk_data_slice(&world.data, 0, first), next = risk_data_slice(&world.data, first, world.data.n);
	struct risk_model *model = learnt(&past, engine);

	judged(model, &next, outcome);
	risk_model_close(model);
}

START_TEST(goods_that_return_are_found_and_new_ones_are_no_better_than_chance)
{
	static const char *const engines[] = {"ridge", "boost"};

	planted_world(&world, ROWS, DAYS, KINDS, false, 3);
	for (int e = 0; e < (risk_boost_is_built() ? 2 : 1); e++) {
		struct outcome outcome;

		learn_and_judge(engines[e], &outcome);
		ck_assert_double_ge(outcome.all.budgets[1].precision, 0.95);
		ck_assert_double_ge(outcome.all.auc, 0.9);
		ck_assert_uint_gt(outcome.fresh.n, 80);
		ck_assert_double_lt(fabs(outcome.fresh.auc - 0.5), 0.15);
		arena_finish(&outcome.arena);
	}
}
END_TEST

START_TEST(shuffled_outcomes_give_no_lift)
{
	static const char *const engines[] = {"ridge", "boost"};
	struct risk_random random = {17};

	planted_world(&world, ROWS, DAYS, KINDS, false, 3);
	for (size_t i = world.data.n; i > 1; i--) {
		size_t k = risk_random_below(&random, i);
		int8_t label = world.data.rows[i - 1].label;

		world.data.rows[i - 1].label = world.data.rows[k].label;
		world.data.rows[k].label = label;
	}
	for (int e = 0; e < (risk_boost_is_built() ? 2 : 1); e++) {
		struct outcome outcome;

		learn_and_judge(engines[e], &outcome);
		ck_assert_double_lt(fabs(outcome.all.auc - 0.5), 0.06);
		ck_assert_double_lt(outcome.all.budgets[1].precision, 0.32);
		arena_finish(&outcome.arena);
	}
}
END_TEST

/* The trap: encodings that have seen the row's own result. */
static struct risk_model *learnt_with_leak(struct risk_data *data, const struct risk_engine *engine)
{
	struct risk_model *model = risk_model_create();
	struct risk_training training = {.seed = 1};
	struct risk_matrix matrix;
	float *labels = malloc(data->n * sizeof(*labels));
	struct err err = {0};

	model->engine = engine;
	for (size_t i = 0; i < data->n; i++)
		labels[i] = data->rows[i].label;
	ck_assert(risk_spec_make(&model->spec, data) && risk_history_learn(&model->history, &model->spec, data, INT32_MAX));
	ck_assert(risk_encode_scoring(&model->spec, &model->history, data, &matrix));
	ck_assert_msg(engine->train(&model->spec, &matrix, labels, &training, &model->fit, &err), "%s", err.text);
	risk_matrix_finish(&matrix);
	free(labels);
	return model;
}

START_TEST(encodings_that_saw_their_own_result_would_be_far_worse)
{
	struct outcome honest, leaking;
	struct risk_data past, next;
	struct risk_model *model;
	size_t first;

	/* Goods that seldom return: memory of oneself is the best of all features, and worthless later. */
	planted_world(&world, ROWS, DAYS, ROWS, false, 3);
	first = first_of_day(LAST_QUARTER);
	past = risk_data_slice(&world.data, 0, first);
	next = risk_data_slice(&world.data, first, world.data.n);
	learn_and_judge("ridge", &honest);
	model = learnt_with_leak(&past, &risk_ridge);
	judged(model, &next, &leaking);
	risk_model_close(model);
	ck_assert_msg(leaking.all.brier > honest.all.brier + 0.01, "brier %.4f with the leak, %.4f without", leaking.all.brier, honest.all.brier);
	arena_finish(&honest.arena);
	arena_finish(&leaking.arena);
}
END_TEST

START_TEST(a_dishonest_importer_with_fifteen_declarations_comes_into_the_top_decile)
{
	size_t first, mine = 0, top = 0;
	struct risk_data past, next;
	struct risk_model *model;
	float *margins;
	struct err err = {0};

	planted_world(&world, ROWS, DAYS, KINDS, true, 11);
	first = first_of_day(LAST_QUARTER);
	past = risk_data_slice(&world.data, 0, first);
	next = risk_data_slice(&world.data, first, world.data.n);
	model = learnt(&past, NULL);
	margins = malloc((next.n + 1) * sizeof(*margins));
	ck_assert_msg(risk_model_ask(model, &next, margins, NULL, NULL, &err), "%s", err.text);
	for (size_t i = 0; i < next.n; i++) {
		size_t above = 0;

		if (strcmp(risk_data_text(&next, risk_data_codes(&next, i)[RISK_IMPORTER]), "BAD") != 0)
			continue;
		for (size_t k = 0; k < next.n; k++)
			above += margins[k] > margins[i];
		mine++;
		top += (double)above < 0.2 * (double)next.n;
	}
	ck_assert_uint_ge(mine, 5);
	ck_assert_msg(top * 3 >= mine * 2, "%zu of its %zu declarations in the top fifth", top, mine);
	free(margins);
	risk_model_close(model);
}
END_TEST

START_TEST(the_same_rows_seal_to_the_same_sum_on_one_thread_and_on_two)
{
	static const char *const engines[] = {"ridge", "boost"};

	planted_world(&world, 2000, 100, 150, false, 3);
	for (int e = 0; e < (risk_boost_is_built() ? 2 : 1); e++) {
		struct risk_train_options options = {.until = 18100, .seed = 5, .engine = engines[e], .threads = 1};
		struct risk_model *a = NULL, *b = NULL, *c = NULL;
		struct err err = {0};

		ck_assert(risk_learn(&world.data, &options, false, &a, &err));
		options.threads = 2;
		ck_assert(risk_learn(&world.data, &options, false, &b, &err));
		options.seed = 6;
		ck_assert(risk_learn(&world.data, &options, false, &c, &err));
		ck_assert_str_eq(a->card.sha256, b->card.sha256);
		ck_assert_str_ne(a->card.sha256, c->card.sha256);
		ck_assert_str_eq(a->card.data_sha256, c->card.data_sha256);
		risk_model_close(a);
		risk_model_close(b);
		risk_model_close(c);
	}
}
END_TEST

START_TEST(too_little_to_learn_from_is_said_in_numbers)
{
	struct risk_train_options options = {.until = 18100, .seed = 5};
	struct risk_model *model = NULL;
	struct err err = {0};

	planted_open(&world);
	for (int i = 0; i < 30; i++)
		planted_row(&world, "D", 18000 + i, 18000 + i, i < 4, "hs=610910", NULL);
	ck_assert(!risk_learn(&world.data, &options, false, &model, &err));
	ck_assert_int_eq(err.code, ERR_DATA);
	ck_assert_ptr_nonnull(strstr(err.text, "30 inspections"));
	ck_assert_ptr_nonnull(strstr(err.text, "4 of them hits"));
	options.engine = "oracle";
	for (int i = 0; i < 30; i++)
		world.data.rows[i].label = i % 2 == 0;
	ck_assert(!risk_learn(&world.data, &options, false, &model, &err));
	ck_assert_int_eq(err.code, ERR_USAGE);
}
END_TEST

START_TEST(the_card_tells_how_it_did_on_what_it_did_not_see)
{
	struct risk_model *model;
	const struct risk_card *card;

	planted_world(&world, ROWS, DAYS, KINDS, false, 3);
	model = learnt(&world.data, "ridge");
	card = risk_model_card(model);
	ck_assert_uint_eq(card->n, ROWS);
	ck_assert_int_eq(card->probe.from, 18000 + 240);	/* the last fifth of 300 days */
	ck_assert_uint_eq(card->probe.n, ROWS / 5);
	ck_assert_double_ge(card->probe.precision_5, 0.9);
	ck_assert(card->probe.new_auc < 0.75 && card->probe.n_new > 40);
	risk_model_close(model);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("risk/train");
	TCase *tests = tcase_create("train");

	tcase_set_timeout(tests, 240);
	tcase_add_checked_fixture(tests, NULL, teardown);
	tcase_add_test(tests, goods_that_return_are_found_and_new_ones_are_no_better_than_chance);
	tcase_add_test(tests, shuffled_outcomes_give_no_lift);
	tcase_add_test(tests, encodings_that_saw_their_own_result_would_be_far_worse);
	tcase_add_test(tests, a_dishonest_importer_with_fifteen_declarations_comes_into_the_top_decile);
	tcase_add_test(tests, the_same_rows_seal_to_the_same_sum_on_one_thread_and_on_two);
	tcase_add_test(tests, too_little_to_learn_from_is_said_in_numbers);
	tcase_add_test(tests, the_card_tells_how_it_did_on_what_it_did_not_see);
	suite_add_tcase(suite, tests);
	return support_run(suite);
}
