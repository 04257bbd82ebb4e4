/* Why a declaration stands where it does: parts that sum to the whole, facts that are those of the store. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/time.h"
#include "feed.h"
#include "hash.h"
#include "risk/reason.h"
#include "suite.h"

enum { DECLARATIONS = 700 };

static struct feed feed;
static struct risk_model *model;
static struct arena arena;

static int32_t day(const char *text)
{
	int32_t value;

	ck_assert(time_day_parse(text, &value));
	return value;
}

/* Shoes from CN in 100 kg are irregular nine times in ten, all else once in ten. */
static void declarations_put(void)
{
	struct risk_random random = {8};

	feed_begin(&feed, "declarations", NULL);
	for (int i = 0; i < DECLARATIONS; i++) {
		bool shoes = i % 7 == 0;
		double chance = shoes ? 0.9 : 0.1;
		char id[40], at[40], hs[20], kilos[20], importer[20], outcome[60];

		snprintf(id, sizeof(id), "declaration_id=D%04d", i);
		snprintf(at, sizeof(at), "registered_at=2026-%02d-%02dT10:00:00", 1 + i / 28 / 4 % 12, 1 + i / 4 % 28);
		snprintf(hs, sizeof(hs), "hs=%s", shoes ? "640399" : i % 2 ? "252329" : "100630");
		snprintf(kilos, sizeof(kilos), "gross_kg=%d", shoes ? 100 : 200 + i % 50);
		snprintf(importer, sizeof(importer), "importer_id=T%d", i % 11);
		snprintf(outcome, sizeof(outcome), "inspection_outcome=%s",
			risk_random_uniform(&random) < chance ? "noncompliant" : "conform");
		feed_put(&feed, id, "office=AAA", "flow=import", at, hs, "origin=CN", kilos, importer, "inspection_type=physical", outcome, NULL);
	}
	feed_put(&feed, "declaration_id=X1", "office=AAA", "flow=import", "registered_at=2026-10-01T10:00:00", "hs=640399", "origin=CN",
		"gross_kg=100", "importer_id=T3", NULL);
	feed_put(&feed, "declaration_id=X2", "office=AAA", "flow=import", "registered_at=2026-10-01T11:00:00", "hs=300490", "origin=DE",
		"gross_kg=7", "importer_id=NEW", NULL);
	feed_end(&feed);
}

static void setup(void)
{
	struct risk_train_options options = {.from = TIME_DAY_NONE, .until = day("2026-09-30"), .seed = 1};

	feed_open(&feed);
	declarations_put();
	arena_init(&arena);
	model = NULL;
	ck_assert_msg(risk_train(feed.store, &options, &model, &feed.err), "%s", feed.err.text);
}

static void teardown(void)
{
	risk_model_close(model);
	arena_finish(&arena);
	feed_close(&feed);
}

static struct risk_explanation *explained(const int64_t *ids, size_t n)
{
	struct risk_explanation *why = NULL;

	ck_assert_msg(risk_explain(feed.store, model, ids, n, &arena, &why, &feed.err), "%s", feed.err.text);
	return why;
}

START_TEST(reasons_and_base_sum_to_the_margin)
{
	int64_t ids[50];
	struct risk_explanation *why;

	for (int i = 0; i < 50; i++)
		ids[i] = DECLARATIONS - i * 13;
	why = explained(ids, 50);
	for (int i = 0; i < 50; i++) {
		double sum = why[i].base;

		for (size_t r = 0; r < why[i].n_reasons; r++)
			sum += why[i].reasons[r].push;
		ck_assert_double_eq_tol(sum, why[i].margin, 1e-4);
		ck_assert_int_eq(why[i].id, ids[i]);
		for (size_t r = 1; r < why[i].n_reasons; r++)
			ck_assert_double_le(fabs(why[i].reasons[r].push), fabs(why[i].reasons[r - 1].push));
	}
}
END_TEST

START_TEST(the_first_reason_is_what_was_planted_and_tells_its_record)
{
	int64_t id = DECLARATIONS + 1;
	struct risk_explanation *why = explained(&id, 1);
	int64_t n = feed_int(&feed, "SELECT count(*) FROM inspection x JOIN declaration d ON d.id = x.declaration WHERE gross_kg = 100");
	int64_t hits = feed_int(&feed, "SELECT count(*) FROM inspection x JOIN declaration d ON d.id = x.declaration JOIN code o ON o.id = "
		"x.outcome WHERE gross_kg = 100 AND o.text = 'noncompliant'");
	char record[60];

	ck_assert_str_eq(why->name, "X1");
	ck_assert(!why->is_new);
	ck_assert_double_gt(why->p, 0.7);
	ck_assert(why->reasons[0].group == RISK_GROUP_GOODS || why->reasons[0].group == RISK_GROUP_MASS ||
		  why->reasons[0].group == RISK_GROUP_LANE);
	ck_assert_double_gt(why->reasons[0].push, 0);
	for (size_t r = 0; r < why->n_reasons; r++) {
		if (why->reasons[r].group != RISK_GROUP_GOODS || why->reasons[r].inspected == 0)
			continue;
		snprintf(record, sizeof(record), "%lld inspected, %lld irregular", (long long)n, (long long)hits);
		ck_assert_msg(strstr(why->reasons[r].fact, record) != NULL, "'%s' does not tell %s", why->reasons[r].fact, record);
	}
}
END_TEST

/* A record of fewer hits than usual that is told for a push up, or the other way round, says so; one that agrees does not. */
START_TEST(a_record_that_speaks_against_its_push_says_so)
{
	double usual = (double)risk_model_card(model)->hits / (double)risk_model_card(model)->n;
	int64_t ids[200];
	struct risk_explanation *why;
	size_t told = 0;

	for (int i = 0; i < 200; i++)
		ids[i] = DECLARATIONS - i * 3;
	why = explained(ids, 200);
	for (int i = 0; i < 200; i++) {
		for (size_t r = 0; r < why[i].n_reasons; r++) {
			const struct risk_reason *reason = &why[i].reasons[r];
			double rate = (double)reason->hits / (double)reason->inspected;
			const char *word = reason->push > 0 && rate < usual ? "alone would lower it" : reason->push < 0 && rate > usual ? "alone would raise it" : "";

			if (reason->hits == 0 || reason->hits == reason->inspected)
				continue;
			told++;
			ck_assert_msg(strstr(reason->fact, word) != NULL, "'%s' pushes %g", reason->fact, reason->push);
			ck_assert_msg(word[0] || !strstr(reason->fact, "alone would"), "'%s' pushes %g", reason->fact, reason->push);
			ck_assert_ptr_nonnull(strstr(reason->fact, "usual"));
		}
	}
	ck_assert_uint_gt(told, 200);
}
END_TEST

START_TEST(goods_never_seen_are_said_to_be_weak_evidence)
{
	int64_t id = DECLARATIONS + 2;
	struct risk_explanation *why = explained(&id, 1);

	ck_assert(why->is_new);
	ck_assert(risk_similar_read(feed.store, why, &arena, &feed.err));
	ck_assert_uint_eq(why->n_similar, 0);
}
END_TEST

START_TEST(similar_cases_are_of_the_same_goods_the_importers_own_first)
{
	int64_t id = DECLARATIONS + 1;
	struct risk_explanation *why = explained(&id, 1);

	ck_assert(risk_similar_read(feed.store, why, &arena, &feed.err));
	ck_assert_uint_eq(why->n_similar, RISK_SIMILAR_MAX);
	for (size_t i = 0; i < why->n_similar; i++)
		ck_assert(why->similar[i].same_importer);	/* T3 had nine of them */
	ck_assert_int_ge(why->similar[0].day, why->similar[4].day);
}
END_TEST

START_TEST(what_is_not_there_is_said)
{
	int64_t id = 99999;
	struct risk_explanation *why = NULL;

	ck_assert(!risk_explain(feed.store, model, &id, 1, &arena, &why, &feed.err));
	ck_assert_int_eq(feed.err.code, ERR_NO_INPUT);
}
END_TEST

START_TEST(shares_of_what_it_looks_at_sum_to_one)
{
	double shares[RISK_GROUPS], sum = 0;

	risk_model_looks(model, shares);
	for (int group = 0; group < RISK_GROUPS; group++)
		sum += shares[group];
	ck_assert_double_eq_tol(sum, 1, 1e-9);
	ck_assert_double_gt(shares[RISK_GROUP_GOODS] + shares[RISK_GROUP_MASS] + shares[RISK_GROUP_LANE], 0.4);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("risk/reason");
	TCase *tests = tcase_create("reason");

	tcase_set_timeout(tests, 120);
	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_add_test(tests, reasons_and_base_sum_to_the_margin);
	tcase_add_test(tests, the_first_reason_is_what_was_planted_and_tells_its_record);
	tcase_add_test(tests, a_record_that_speaks_against_its_push_says_so);
	tcase_add_test(tests, goods_never_seen_are_said_to_be_weak_evidence);
	tcase_add_test(tests, similar_cases_are_of_the_same_goods_the_importers_own_first);
	tcase_add_test(tests, what_is_not_there_is_said);
	tcase_add_test(tests, shares_of_what_it_looks_at_sum_to_one);
	suite_add_tcase(suite, tests);
	return support_run(suite);
}
