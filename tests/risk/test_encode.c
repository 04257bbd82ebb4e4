/* What a row is told of the past, against figures worked by hand; and that it is never told of itself. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "encode.h"
#include "planted.h"
#include "suite.h"

static struct planted world;
static struct risk_spec spec;
static struct risk_matrix matrix;

static void setup(void)
{
	planted_open(&world);
	spec = (struct risk_spec){0};
	matrix = (struct risk_matrix){0};
}

static void teardown(void)
{
	risk_matrix_finish(&matrix);
	risk_spec_finish(&spec);
	planted_close(&world);
}

static void encode(void)
{
	planted_sort(&world);
	ck_assert(risk_spec_make(&spec, &world.data));
	ck_assert(risk_encode_training(&spec, &world.data, &matrix));
}

static int feature_find(const char *name)
{
	for (int i = 0; i < spec.n_features; i++) {
		if (strcmp(spec.features[i].name, name) == 0)
			return i;
	}
	return -1;
}

static double at(size_t row, const char *feature)
{
	int f = feature_find(feature);

	ck_assert_msg(f >= 0, "no feature %s", feature);
	return (double)matrix.x[row * matrix.width + (size_t)f];
}

START_TEST(a_rate_is_smoothed_by_what_was_known_the_day_before)
{
	planted_row(&world, "A", 10, 10, 1, "importer=I1", NULL);
	planted_row(&world, "B", 10, 10, 0, "importer=I2", NULL);
	planted_row(&world, "C", 11, 11, 1, "importer=I1", NULL);
	planted_row(&world, "D", 12, 12, 0, "importer=I1", NULL);
	planted_row(&world, "E", 13, 13, 0, "importer=I3", NULL);
	encode();
	/* Day 10: nothing is known. */
	ck_assert(isnan(at(0, "rate:importer")) && isnan(at(1, "rate:importer")));
	ck_assert_double_eq(at(0, "count:importer"), 0);
	/* Day 11: of two results one a hit, p = 1/2; of I1 one hit in one: (1 + 10/2) / (1 + 10). */
	ck_assert_double_eq_tol(at(2, "rate:importer"), 6.0 / 11, 1e-7);
	ck_assert_double_eq_tol(at(2, "count:importer"), log(2), 1e-7);
	/* Day 12: p = 2/3; of I1 two in two: (2 + 20/3) / 12. */
	ck_assert_double_eq_tol(at(3, "rate:importer"), (2 + 20.0 / 3) / 12, 1e-7);
	/* Day 13: of I3 nothing is known, however much of others. */
	ck_assert(isnan(at(4, "rate:importer")));
}
END_TEST

START_TEST(a_result_counts_from_the_day_after_it_was_recorded)
{
	planted_row(&world, "A", 10, 14, 1, "importer=I1", NULL);
	planted_row(&world, "B", 14, 14, 0, "importer=I1", NULL);
	planted_row(&world, "C", 15, 15, 0, "importer=I1", NULL);
	encode();
	ck_assert(isnan(at(1, "rate:importer")));
	/* One result, a hit: p = 1, (1 + 10) / 11. The other of day 14 is known, too: p = 1/2, (1 + 5) / 12. */
	ck_assert_double_eq_tol(at(2, "rate:importer"), 6.0 / 12, 1e-7);
}
END_TEST

/* Features of all rows, as bytes. */
static float *encoded_again(void)
{
	struct risk_matrix again;
	float *copy;

	ck_assert(risk_encode_training(&spec, &world.data, &again));
	copy = malloc(again.n * again.width * sizeof(*copy));
	memcpy(copy, again.x, again.n * again.width * sizeof(*copy));
	risk_matrix_finish(&again);
	return copy;
}

START_TEST(no_row_ever_sees_its_own_result_or_a_later_one)
{
	size_t seen = 0;

	planted_close(&world);
	planted_world(&world, 400, 40, 30, true, 5);
	for (size_t i = 0; i < world.data.n; i++)
		world.data.rows[i].known += (int32_t)(i % 4);
	encode();
	for (size_t i = 0; i < world.data.n; i += 7) {
		struct risk_row *row = &world.data.rows[i];
		float *flipped;

		row->label = !row->label;
		flipped = encoded_again();
		for (size_t k = 0; k < world.data.n; k++) {
			bool same = memcmp(flipped + k * matrix.width, matrix.x + k * matrix.width, matrix.width * sizeof(float)) == 0;

			ck_assert_msg(same || world.data.rows[k].day > row->known, "the result of row %zu, known on day %d, reaches row %zu of day %d",
				i, row->known, k, world.data.rows[k].day);
			seen += !same;
		}
		free(flipped);
		row->label = !row->label;
	}
	ck_assert_uint_gt(seen, 1000);	/* and it does reach those that come after */
}
END_TEST

START_TEST(what_is_scored_sees_all_that_was_learnt_and_changes_nothing)
{
	struct risk_history history = {0};
	struct risk_matrix scored;
	struct planted other;

	planted_row(&world, "A", 10, 10, 1, "importer=I1", "hs=610910", NULL);
	planted_row(&world, "B", 11, 11, 0, "importer=I1", "hs=610910", NULL);
	planted_row(&world, "C", 12, 30, 1, "importer=I1", "hs=610910", NULL);
	encode();
	ck_assert(risk_history_learn(&history, &spec, &world.data, 20));
	ck_assert_uint_eq(history.all.n, 2);	/* the third is not known by then */
	planted_open(&other);
	planted_row(&other, "X", 12, 12, 0, "importer=I1", NULL);
	planted_row(&other, "Y", 12, 12, 1, "importer=I1", NULL);
	planted_row(&other, "Z", 13, 13, 1, "importer=I1", NULL);
	risk_spec_bind(&spec, &other.data);
	ck_assert(risk_encode_scoring(&spec, &history, &other.data, &scored));
	for (size_t i = 0; i < 3; i++)
		ck_assert_double_eq_tol((double)scored.x[i * scored.width + (size_t)feature_find("rate:importer")], (1 + 5.0) / 12, 1e-7);
	risk_matrix_finish(&scored);
	risk_history_finish(&history);
	planted_close(&other);
}
END_TEST

START_TEST(values_are_measured_against_the_usual_of_their_goods)
{
	planted_row(&world, "A", 10, 10, 0, "hs=610910", "origin=CN", "mass=10", "value=100", NULL);
	planted_row(&world, "B", 10, 10, 0, "hs=610910", "origin=CN", "mass=10", "value=200", NULL);
	planted_row(&world, "C", 10, 10, 1, "hs=610910", "origin=TR", "mass=20", "value=800", NULL);
	planted_row(&world, "D", 10, 10, 1, "hs=610910", "origin=TR", "mass=40", "value=0", NULL);
	encode();
	/* Values a kilogram: 10, 20, 40; their median 20; those of CN 10 and 20, median of logarithms between them. */
	ck_assert_double_eq_tol(at(0, "unit_value_hs6"), log(0.5), 1e-6);
	ck_assert_double_eq_tol(at(1, "unit_value_hs6_origin"), log(20) - (log(10) + log(20)) / 2, 1e-6);
	ck_assert_double_eq_tol(at(2, "unit_value_hs6_origin"), 0, 1e-6);
	ck_assert(isnan(at(3, "unit_value")));
	ck_assert_double_eq(at(3, "zero:value"), 1);
	ck_assert_double_eq(at(2, "zero:value"), 0);
	/* Masses 10 10 20 40: the median of the logarithms lies between 10 and 20. */
	ck_assert_double_eq_tol(at(3, "mass_hs6"), log(40) - (log(10) + log(20)) / 2, 1e-6);
	ck_assert_double_eq_tol(at(3, "log:mass"), log(41), 1e-6);
	ck_assert_double_eq(at(0, "hs:4"), 6109);
}
END_TEST

START_TEST(codes_are_places_in_the_words_of_the_window_and_others_are_missing)
{
	struct risk_history history = {0};
	struct risk_matrix scored;
	struct planted other;
	size_t office;

	planted_row(&world, "A", 10, 10, 0, "office=QSR", "departure=CN", "origin=CN", NULL);
	planted_row(&world, "B", 10, 10, 0, "office=AMB", "departure=AE", "origin=CN", NULL);
	planted_row(&world, "C", 10, 10, 1, "office=NGT", NULL);
	encode();
	ck_assert_double_eq(at(0, "code:office"), 2);
	ck_assert_double_eq(at(1, "code:office"), 0);
	ck_assert_double_eq(at(2, "code:office"), 1);
	ck_assert_double_eq(at(0, "same_country"), 1);
	ck_assert_double_eq(at(1, "same_country"), 0);
	ck_assert(isnan(at(2, "same_country")));
	office = (size_t)feature_find("code:office");
	planted_open(&other);
	planted_row(&other, "X", 12, 12, 0, "office=NEW", NULL);
	planted_row(&other, "Y", 12, 12, 0, "office=NGT", NULL);
	risk_spec_bind(&spec, &other.data);
	ck_assert(risk_encode_scoring(&spec, &history, &other.data, &scored));
	ck_assert(isnan(scored.x[office]));
	ck_assert_double_eq((double)scored.x[scored.width + office], 1);
	risk_matrix_finish(&scored);
	planted_close(&other);
}
END_TEST

START_TEST(the_order_of_loading_changes_no_feature)
{
	static const char *const rows[][3] = {{"A", "importer=I1", "hs=610910"}, {"B", "importer=I2", "hs=610910"},
		{"C", "importer=I1", "hs=880240"}, {"D", "importer=I2", "hs=880240"}};
	float *first;

	for (int i = 0; i < 4; i++)
		planted_row(&world, rows[i][0], 10 + i / 2, 10 + i / 2, i == 0, rows[i][1], rows[i][2], NULL);
	encode();
	first = malloc(matrix.n * matrix.width * sizeof(*first));
	memcpy(first, matrix.x, matrix.n * matrix.width * sizeof(*first));
	teardown();
	setup();
	for (int i = 3; i >= 0; i--)
		planted_row(&world, rows[i][0], 10 + i / 2, 10 + i / 2, i == 0, rows[i][2], rows[i][1], NULL);
	encode();
	ck_assert_mem_eq(first, matrix.x, matrix.n * matrix.width * sizeof(*first));
	free(first);
}
END_TEST

START_TEST(goods_are_the_same_only_when_all_of_their_tuple_is)
{
	static const char *const mass[] = {"mass=10", "mass=10.5", "mass=10"}, *const rate[] = {"rate=8", "rate=8", "rate=5"};
	uint64_t hash[5];

	for (int i = 0; i < 3; i++)
		planted_row(&world, "A", 10, 10, 0, "hs=6109100010", "origin=CN", mass[i], rate[i], NULL);
	planted_row(&world, "B", 10, 10, 0, "hs=6109109999", "origin=CN", "mass=10", "rate=8", "importer=I9", "value=7", NULL);
	planted_row(&world, "C", 10, 10, 0, "origin=CN", "mass=10", "rate=8", NULL);
	for (size_t i = 0; i < 5; i++)
		hash[i] = risk_key_hash(RISK_KEY_GOODS, &world.data, i);
	ck_assert(hash[0] != hash[1] && hash[0] != hash[2]);
	ck_assert(hash[0] == hash[3]);	/* six digits count, and neither the trader nor the value */
	ck_assert(hash[4] == 0);	/* no commodity, no goods */
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("risk/encode");
	TCase *tests = tcase_create("encode");

	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_add_test(tests, a_rate_is_smoothed_by_what_was_known_the_day_before);
	tcase_add_test(tests, a_result_counts_from_the_day_after_it_was_recorded);
	tcase_add_test(tests, no_row_ever_sees_its_own_result_or_a_later_one);
	tcase_add_test(tests, what_is_scored_sees_all_that_was_learnt_and_changes_nothing);
	tcase_add_test(tests, values_are_measured_against_the_usual_of_their_goods);
	tcase_add_test(tests, codes_are_places_in_the_words_of_the_window_and_others_are_missing);
	tcase_add_test(tests, the_order_of_loading_changes_no_feature);
	tcase_add_test(tests, goods_are_the_same_only_when_all_of_their_tuple_is);
	suite_add_tcase(suite, tests);
	return support_run(suite);
}
