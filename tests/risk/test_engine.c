/* What every engine must keep: the same model from the same rows, contributions that sum to the margin, bytes that read back, damage
 * refused. And the ridge's figures against a case worked by hand. */
#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "calibrate.h"
#include "encode.h"
#include "engine.h"
#include "hash.h"
#include "json.h"
#include "plain.h"
#include "planted.h"
#include "suite.h"

static const struct risk_engine *const engines[] = {&risk_ridge, &risk_boost};
static struct planted world;
static struct risk_spec spec;
static struct risk_matrix matrix;
static float *labels;

static void setup(void)
{
	planted_world(&world, 1500, 150, 200, false, 9);
	ck_assert(risk_spec_make(&spec, &world.data));
	ck_assert(risk_encode_training(&spec, &world.data, &matrix));
	labels = malloc(world.data.n * sizeof(*labels));
	for (size_t i = 0; i < world.data.n; i++)
		labels[i] = world.data.rows[i].label;
}

static void teardown(void)
{
	free(labels);
	risk_matrix_finish(&matrix);
	risk_spec_finish(&spec);
	planted_close(&world);
}

static bool is_built(const struct risk_engine *engine)
{
	return engine != &risk_boost || risk_boost_is_built();
}

static struct risk_fit *trained(const struct risk_engine *engine, uint64_t seed, int threads)
{
	struct risk_training training = {.seed = seed, .threads = threads, .rounds = 40};
	struct risk_fit *fit = NULL;
	struct err err = {0};

	ck_assert_msg(engine->train(&spec, &matrix, labels, &training, &fit, &err), "%s", err.text);
	return fit;
}

static void written(const struct risk_engine *engine, uint64_t seed, int threads, struct text *out)
{
	struct risk_fit *fit = trained(engine, seed, threads);
	struct err err = {0};

	ck_assert_msg(engine->write(fit, out, &err), "%s", err.text);
	engine->destroy(fit);
}

static float *margins_of(const struct risk_engine *engine, struct risk_fit *fit)
{
	float *margins = malloc(matrix.n * sizeof(*margins));
	struct err err = {0};

	ck_assert_msg(engine->margins(fit, &matrix, 0, margins, &err), "%s", err.text);
	return margins;
}

START_TEST(two_runs_and_two_thread_counts_give_the_same_bytes)
{
	for (size_t e = 0; e < 2; e++) {
		struct text a = TEXT_INIT, b = TEXT_INIT, c = TEXT_INIT;

		if (!is_built(engines[e]))
			continue;
		written(engines[e], 7, 1, &a);
		written(engines[e], 7, 1, &b);
		written(engines[e], 7, 2, &c);
		ck_assert_uint_gt(a.len, 100);
		ck_assert_msg(a.len == b.len && memcmp(a.data, b.data, a.len) == 0, "%s: another run", engines[e]->name);
		ck_assert_msg(a.len == c.len && memcmp(a.data, c.data, a.len) == 0, "%s: two threads", engines[e]->name);
		text_finish(&a);
		text_finish(&b);
		text_finish(&c);
	}
}
END_TEST

START_TEST(another_seed_grows_other_trees)
{
	struct text a = TEXT_INIT, b = TEXT_INIT;

	if (risk_boost_is_built()) {
		written(&risk_boost, 7, 1, &a);
		written(&risk_boost, 8, 1, &b);
		ck_assert(a.len != b.len || memcmp(a.data, b.data, a.len) != 0);
	}
	text_finish(&a);
	text_finish(&b);
}
END_TEST

START_TEST(contributions_sum_to_the_margin)
{
	for (size_t e = 0; e < 2; e++) {
		struct risk_fit *fit;
		float *margins, *parts;
		struct err err = {0};

		if (!is_built(engines[e]))
			continue;
		fit = trained(engines[e], 1, 1);
		margins = margins_of(engines[e], fit);
		parts = malloc(matrix.n * (matrix.width + 1) * sizeof(*parts));
		ck_assert(engines[e]->contributions(fit, &matrix, parts, &err));
		for (size_t row = 0; row < matrix.n; row++) {
			double sum = 0;

			for (size_t f = 0; f <= matrix.width; f++)
				sum += (double)parts[row * (matrix.width + 1) + f];
			ck_assert_msg(fabs(sum - (double)margins[row]) < 1e-4, "%s: %g is not %g", engines[e]->name, sum, (double)margins[row]);
		}
		free(parts);
		free(margins);
		engines[e]->destroy(fit);
	}
}
END_TEST

/* The first locale of the system with a decimal comma; NULL where there is none. */
static locale_t comma_locale(void)
{
	static const char *const names[] = {"de_DE.UTF-8", "fr_FR.UTF-8", "es_ES.UTF-8", "ru_RU.UTF-8"};
	locale_t found = (locale_t)0;

	for (size_t i = 0; !found && i < sizeof(names) / sizeof(*names); i++)
		found = newlocale(LC_ALL_MASK, names[i], (locale_t)0);
	return found;
}

START_TEST(bytes_read_back_give_the_same_margins_also_where_commas_part_decimals)
{
	locale_t comma = comma_locale(), before = comma ? uselocale(comma) : (locale_t)0;

	for (size_t e = 0; e < 2; e++) {
		struct risk_plain plain = risk_plain_begin();
		struct text bytes = TEXT_INIT;
		struct risk_fit *fit, *again = NULL;
		float *first, *second;
		struct err err = {0};

		if (is_built(engines[e])) {
			fit = trained(engines[e], 1, 1);
			ck_assert(engines[e]->write(fit, &bytes, &err));
			ck_assert_msg(engines[e]->read(&spec, bytes.data, bytes.len, &again, &err), "%s", err.text);
			first = margins_of(engines[e], fit);
			second = margins_of(engines[e], again);
			ck_assert_mem_eq(first, second, matrix.n * sizeof(*first));
			free(first);
			free(second);
			engines[e]->destroy(fit);
			engines[e]->destroy(again);
		}
		text_finish(&bytes);
		risk_plain_end(plain);
	}
	if (comma) {
		uselocale(before);
		freelocale(comma);
	}
}
END_TEST

START_TEST(cut_bytes_are_refused_in_a_sentence)
{
	for (size_t e = 0; e < 2; e++) {
		struct text bytes = TEXT_INIT;

		if (is_built(engines[e]))
			written(engines[e], 1, 1, &bytes);
		for (size_t n = bytes.len / 10; bytes.len && n < bytes.len; n += bytes.len / 10) {
			struct risk_fit *fit = NULL;
			struct err err = {0};

			ck_assert_msg(!engines[e]->read(&spec, bytes.data, n, &fit, &err), "%s: %zu of %zu bytes", engines[e]->name, n, bytes.len);
			ck_assert_ptr_null(fit);
			ck_assert_uint_gt(strlen(err.text), 10);
		}
		text_finish(&bytes);
	}
}
END_TEST

START_TEST(trees_for_other_features_are_refused)
{
	for (size_t e = 0; e < 2; e++) {
		struct risk_spec other = spec;
		struct text bytes = TEXT_INIT;
		struct risk_fit *fit = NULL;
		struct err err = {0};

		if (!is_built(engines[e]))
			continue;
		written(engines[e], 1, 1, &bytes);
		other.n_features--;
		ck_assert(!engines[e]->read(&other, bytes.data, bytes.len, &fit, &err));
		text_finish(&bytes);
	}
}
END_TEST

START_TEST(the_ridge_meets_the_equations_of_its_optimum)
{
	/* One number, six rows. At the optimum: sum(y - p) = 0, and sum((y - p) z) = 10 w with z standardised. */
	static const float x[] = {1, 2, 3, 4, 5, 6}, y[] = {0, 0, 1, 0, 1, 1};
	struct risk_feature feature = {.kind = RISK_FEATURE_NUMBER, .of = "value", .name = "number:value"};
	struct risk_spec small = {.features = &feature, .n_features = 1};
	struct risk_matrix rows = {.x = (float *)x, .n = 6, .width = 1};
	struct risk_training training = {.seed = 1};
	struct risk_fit *fit = NULL;
	struct text json = TEXT_INIT;
	struct arena arena;
	struct err err = {0};
	const struct risk_json *read;
	double weight, bias, errors = 0, pull = 0;

	ck_assert(risk_ridge.train(&small, &rows, y, &training, &fit, &err) && risk_ridge.write(fit, &json, &err));
	arena_init(&arena);
	read = risk_json_parse(&arena, json.data, json.len);
	bias = risk_json_number(risk_json_get(read, "bias"), NAN);
	ck_assert(risk_json_numbers(risk_json_get(read, "weight"), &weight, 1));
	for (int i = 0; i < 6; i++) {
		double z = (x[i] - 3.5) / sqrt(35.0 / 12), miss = y[i] - risk_logistic(bias + weight * z);

		errors += miss;
		pull += miss * z;
	}
	ck_assert_double_eq_tol(errors, 0, 1e-6);
	ck_assert_double_eq_tol(pull, 10 * weight, 1e-6);
	ck_assert_double_gt(weight, 0.1);
	arena_finish(&arena);
	text_finish(&json);
	risk_ridge.destroy(fit);
}
END_TEST

static bool stop_at_three(void *user, int done, int all)
{
	++*(int *)user;
	return done < 3;
}

START_TEST(learning_stops_when_it_is_told_to)
{
	for (size_t e = 0; e < 2; e++) {
		int asked = 0;
		struct risk_training training = {.seed = 1, .step = stop_at_three, .user = &asked};
		struct risk_fit *fit = NULL;
		struct err err = {0};

		if (!is_built(engines[e]))
			continue;
		ck_assert(!engines[e]->train(&spec, &matrix, labels, &training, &fit, &err));
		ck_assert_int_eq(err.code, ERR_INTERRUPTED);
		ck_assert_int_eq(asked, 4);
		ck_assert_ptr_null(fit);
	}
}
END_TEST

START_TEST(bending_pools_what_falls)
{
	/* Outcomes by rising probability 0 1 0 1: the middle two are pooled to one half. */
	static const double told[] = {0.1, 0.2, 0.4, 0.9};
	static const int found[] = {0, 1, 0, 1};
	struct risk_calibration calibration;
	struct arena arena;

	arena_init(&arena);
	ck_assert(risk_calibration_make(told, found, 4, &arena, &calibration));
	ck_assert_uint_eq(calibration.n, 3);
	/* At the ends half an outcome more of either kind: (0 + 1/2) / 2 and (1 + 1/2) / 2. */
	ck_assert_double_eq_tol(risk_calibration_apply(&calibration, 0.05), 0.25, 1e-12);
	ck_assert_double_eq_tol(risk_calibration_apply(&calibration, 0.3), 0.5, 1e-12);
	ck_assert_double_eq_tol(risk_calibration_apply(&calibration, 0.2), 0.375, 1e-12);	/* half way between its knots */
	ck_assert_double_eq_tol(risk_calibration_apply(&calibration, 0.99), 0.75, 1e-12);
	calibration.n = 0;
	ck_assert_double_eq(risk_calibration_apply(&calibration, 0.3), 0.3);
	arena_finish(&arena);
}
END_TEST

START_TEST(json_is_read_strictly)
{
	static const char *const bad[] = {"", "{", "{\"a\":}", "[1,]", "{\"a\":1,}", "nul", "[1 2]", "\"a", "{\"a\" 1}", "[1]x", "[--1]", "[\"\\q\"]"};
	static const char good[] = " {\"a\" : [1, -2.5e-1, null], \"b\":\"\\u00e9\\n\\\"\", \"c\":true} ";
	struct arena arena;
	const struct risk_json *json;
	double numbers[3];

	arena_init(&arena);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		ck_assert_msg(!risk_json_parse(&arena, bad[i], strlen(bad[i])), "%s", bad[i]);
	json = risk_json_parse(&arena, good, strlen(good));
	ck_assert_ptr_nonnull(json);
	ck_assert(risk_json_numbers(risk_json_get(json, "a"), numbers, 3));
	ck_assert_double_eq(numbers[1], -0.25);
	ck_assert(isnan(numbers[2]));
	ck_assert(!risk_json_numbers(risk_json_get(json, "a"), numbers, 2));
	ck_assert_str_eq(risk_json_text(risk_json_get(json, "b"), ""), "\xc3\xa9\n\"");
	ck_assert_double_eq(risk_json_get(json, "c")->number, 1);
	ck_assert_ptr_null(risk_json_get(json, "d"));
	arena_finish(&arena);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("risk/engine");
	TCase *tests = tcase_create("engine");

	tcase_set_timeout(tests, 120);
	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_add_test(tests, two_runs_and_two_thread_counts_give_the_same_bytes);
	tcase_add_test(tests, another_seed_grows_other_trees);
	tcase_add_test(tests, contributions_sum_to_the_margin);
	tcase_add_test(tests, bytes_read_back_give_the_same_margins_also_where_commas_part_decimals);
	tcase_add_test(tests, cut_bytes_are_refused_in_a_sentence);
	tcase_add_test(tests, trees_for_other_features_are_refused);
	tcase_add_test(tests, the_ridge_meets_the_equations_of_its_optimum);
	tcase_add_test(tests, learning_stops_when_it_is_told_to);
	tcase_add_test(tests, bending_pools_what_falls);
	tcase_add_test(tests, json_is_read_strictly);
	suite_add_tcase(suite, tests);
	return support_run(suite);
}
