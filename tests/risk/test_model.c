/* Models kept in a database: numbered, opened again, damaged ones refused, who did what remembered. */
#include <stdio.h>
#include <string.h>

#include "feed.h"
#include "model_private.h"
#include "planted.h"
#include "risk/trail.h"
#include "suite.h"

static struct feed feed;
static struct planted world;
static struct arena arena;

static void setup(void)
{
	feed_open(&feed);
	planted_world(&world, 1500, 100, 150, false, 3);
	arena_init(&arena);
}

static void teardown(void)
{
	arena_finish(&arena);
	planted_close(&world);
	feed_close(&feed);
}

static struct risk_model *learnt(const char *engine, uint64_t seed)
{
	struct risk_train_options options = {.until = 18100, .seed = seed, .engine = engine};
	struct risk_model *model = NULL;

	ck_assert_msg(risk_learn(&world.data, &options, false, &model, &feed.err), "%s", feed.err.text);
	return model;
}

static struct risk_model *opened(int64_t version)
{
	struct risk_model *model = NULL;

	ck_assert_msg(risk_model_open(feed.store, version, &model, &feed.err), "%s", feed.err.text);
	return model;
}

static float *margins_of(struct risk_model *model)
{
	float *margins = arena_array(&arena, world.data.n, sizeof(*margins));

	ck_assert(risk_model_ask(model, &world.data, margins, NULL, NULL, &feed.err));
	return margins;
}

START_TEST(a_model_that_was_kept_answers_as_before)
{
	static const char *const engines[] = {"ridge", "boost"};

	for (int e = 0; e < (risk_boost_is_built() ? 2 : 1); e++) {
		struct risk_model *model = learnt(engines[e], 4), *again;
		const struct risk_card *a, *b;
		float *before = margins_of(model);

		ck_assert(risk_model_keep(feed.store, model, 1700000000, "KR", &feed.err));
		again = opened(e + 1);
		a = risk_model_card(model);
		b = risk_model_card(again);
		ck_assert_mem_eq(before, margins_of(again), world.data.n * sizeof(float));
		ck_assert_int_eq(b->version, e + 1);
		ck_assert_int_eq(b->trained_at, 1700000000);
		ck_assert_str_eq(a->sha256, b->sha256);
		ck_assert_str_eq(b->engine, engines[e]);
		ck_assert_uint_eq(b->n, 1500);
		ck_assert_uint_eq(b->hits, a->hits);
		ck_assert_uint_eq(b->seed, 4);
		ck_assert_int_eq(b->rounds, a->rounds);
		ck_assert_int_eq(b->trained_until, 18100);
		ck_assert_double_eq(b->probe.auc, a->probe.auc);
		ck_assert_uint_eq(b->n_features, a->n_features);
		ck_assert_uint_eq(b->n_keys, a->n_keys);
		ck_assert_uint_eq(again->n_references, model->n_references);
		ck_assert_double_eq(again->references[0].shares[1], model->references[0].shares[1]);
		risk_model_close(model);
		risk_model_close(again);
	}
}
END_TEST

START_TEST(a_damaged_model_is_refused_before_anyone_reads_it)
{
	static const char *const columns[] = {"card", "model", "memory"};
	struct risk_model *model = learnt(NULL, 1), *again = NULL;

	ck_assert(risk_model_keep(feed.store, model, 1, "KR", &feed.err));
	risk_model_close(model);
	for (size_t i = 0; i < 3; i++) {
		char sql[300];

		/* One byte is another. */
		snprintf(sql, sizeof(sql), "UPDATE risk_model SET %s = CAST(CAST(substr(%s, 1, 60) AS BLOB) || x'20' || CAST(substr(%s, 62) AS BLOB) "
			"AS %s)", columns[i], columns[i], columns[i], i ? "BLOB" : "TEXT");
		ck_assert(sqlite3_exec(feed_database(&feed), "BEGIN", NULL, NULL, NULL) == SQLITE_OK);
		ck_assert_msg(sqlite3_exec(feed_database(&feed), sql, NULL, NULL, NULL) == SQLITE_OK, "%s", sqlite3_errmsg(feed_database(&feed)));
		ck_assert(!risk_model_open(feed.store, 0, &again, &feed.err));
		ck_assert_int_eq(feed.err.code, ERR_DATA);
		ck_assert_ptr_nonnull(strstr(feed.err.text, "model 1"));
		ck_assert_ptr_nonnull(strstr(feed.err.text, "SHA-256"));
		ck_assert(sqlite3_exec(feed_database(&feed), "ROLLBACK", NULL, NULL, NULL) == SQLITE_OK);
	}
	risk_model_close(opened(0));
}
END_TEST

START_TEST(of_old_models_the_card_stays_and_the_one_in_use_stays_whole)
{
	struct risk_model *model = learnt("ridge", 1), *again = NULL;

	for (int i = 0; i < 15; i++) {
		ck_assert(risk_model_keep(feed.store, model, 100 + i, "KR", &feed.err));
		if (i == 0)
			ck_assert(risk_use(feed.store, 1, "KR", NULL, 100, &feed.err));
	}
	risk_model_close(model);
	ck_assert_int_eq(feed_int(&feed, "SELECT count(*) FROM risk_model"), 15);
	ck_assert_int_eq(feed_int(&feed, "SELECT count(*) FROM risk_model WHERE model IS NOT NULL"), 13);
	risk_model_close(opened(1));
	ck_assert(!risk_model_open(feed.store, 2, &again, &feed.err));
	ck_assert_int_eq(feed.err.code, ERR_NO_INPUT);
	risk_model_close(opened(15));
	ck_assert(!risk_model_open(feed.store, 99, &again, &feed.err));
	ck_assert_int_eq(feed.err.code, ERR_NO_INPUT);
}
END_TEST

START_TEST(the_trail_tells_who_did_what_and_what_holds_now)
{
	struct risk_model *model = learnt("ridge", 1);
	struct risk_state state;
	struct risk_event *events;
	size_t n;

	ck_assert(risk_state_read(feed.store, &arena, &state, &feed.err));
	ck_assert(state.in_use == 0 && !state.off && !state.approval && !state.switched);
	ck_assert(risk_model_keep(feed.store, model, 100, "analyst", &feed.err));
	risk_model_close(model);
	ck_assert(risk_use(feed.store, 1, "analyst", "better", 110, &feed.err));
	ck_assert(risk_approve(feed.store, 1, "director", NULL, 120, &feed.err));
	ck_assert(risk_switch(feed.store, true, "director", "appeal pending", 130, &feed.err));
	ck_assert(risk_state_read(feed.store, &arena, &state, &feed.err));
	ck_assert_int_eq(state.in_use, 1);
	ck_assert(state.off);
	ck_assert_str_eq(state.approval->who, "director");
	ck_assert_str_eq(state.switched->note, "appeal pending");
	ck_assert(risk_switch(feed.store, false, "director", "settled", 140, &feed.err));
	ck_assert(risk_events_read(feed.store, 10, &arena, &events, &n, &feed.err));
	ck_assert_uint_eq(n, 5);
	ck_assert_str_eq(events[0].what, "on");
	ck_assert_str_eq(events[4].what, "train");
	ck_assert_int_eq(events[4].at, 100);
	/* What is not there is neither used nor approved, and leaves no trace. */
	ck_assert(!risk_use(feed.store, 7, "analyst", NULL, 150, &feed.err));
	ck_assert_int_eq(feed.err.code, ERR_NO_INPUT);
	ck_assert_int_eq(feed_int(&feed, "SELECT count(*) FROM risk_event"), 5);
	ck_assert(risk_state_read(feed.store, &arena, &state, &feed.err));
	ck_assert(state.in_use == 1 && !state.off);
}
END_TEST

START_TEST(an_officers_word_is_held_against_what_was_found)
{
	struct risk_state state;

	feed_row(&feed, "declarations", "declaration_id=D1", "office=AAA", "flow=import", "registered_at=2026-01-05T10:00:00",
		"inspection_type=physical", "inspection_outcome=noncompliant");
	feed_row(&feed, "declarations", "declaration_id=D2", "office=AAA", "flow=import", "registered_at=2026-01-05T10:00:00");
	ck_assert(risk_opine(feed.store, 1, true, "B. Officer", NULL, 10, &feed.err));
	ck_assert(risk_opine(feed.store, 1, false, "B. Officer", "known trader", 20, &feed.err));	/* changed their mind */
	ck_assert(risk_opine(feed.store, 2, false, "B. Officer", NULL, 30, &feed.err));
	ck_assert(risk_state_read(feed.store, &arena, &state, &feed.err));
	ck_assert_uint_eq(state.agreed, 0);
	ck_assert_uint_eq(state.disagreed, 2);
	ck_assert_uint_eq(state.disagreed_judged, 1);
	ck_assert_uint_eq(state.disagreed_hits, 1);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("risk/model");
	TCase *tests = tcase_create("model");

	tcase_set_timeout(tests, 120);
	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_add_test(tests, a_model_that_was_kept_answers_as_before);
	tcase_add_test(tests, a_damaged_model_is_refused_before_anyone_reads_it);
	tcase_add_test(tests, of_old_models_the_card_stays_and_the_one_in_use_stays_whole);
	tcase_add_test(tests, the_trail_tells_who_did_what_and_what_holds_now);
	tcase_add_test(tests, an_officers_word_is_held_against_what_was_found);
	suite_add_tcase(suite, tests);
	return support_run(suite);
}
