/* The view Risk: what it says without a model, on what it judges one, what moves with the keys, where an officer's word goes. */
#include "session.h"
#include "suite.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/time.h"
#include "risk/model.h"
#include "risk/pick.h"
#include "risk/reason.h"
#include "risk/played.h"
#include "risk/trail.h"
#include "store/rows.h"

static struct session session;

static void load(void)
{
	session_load(&session, "sample-data", NULL, "");
}

static void release(void)
{
	session_close(&session);
}

static void train(const char *until)
{
	struct risk_train_options options = { .from = TIME_DAY_NONE, .seed = 1, .threads = 1, .engine = "ridge" };
	struct risk_model *model = NULL;
	struct err err = { 0 };

	ck_assert(time_day_parse(until, &options.until));
	ck_assert_msg(risk_train(session.store, &options, &model, &err), "%s", err.text);
	ck_assert_msg(risk_model_keep(session.store, model, 1795435200, "tester", &err), "%s", err.text);
	ck_assert(risk_use(session.store, risk_model_card(model)->version, "tester", NULL, 1795435200, &err));
	risk_model_close(model);
}

static void screen(const char *keys, int cols, int rows, struct text *out)
{
	session_open(&session, "risk", false);
	canvas_destroy(session_paint(&session, cols, rows));
	session_press(&session, keys);
	text_clear(out);
	session_text(&session, cols, rows, out);
}

static void check_says(const char *keys, const char *words)
{
	struct text out = TEXT_INIT;

	screen(keys, 120, 36, &out);
	ck_assert_msg(strstr(out.data, words), "no '%s' after '%s' in\n%s", words, keys, out.data);
	text_finish(&out);
}

static void check_does_not_say(const char *keys, const char *words)
{
	struct text out = TEXT_INIT;

	screen(keys, 120, 36, &out);
	ck_assert_msg(!strstr(out.data, words), "'%s' after '%s' in\n%s", words, keys, out.data);
	text_finish(&out);
}

START_TEST(risk_without_a_model_offers_one_command_and_no_figure)
{
	check_says("", "tidewaiter risk train");
	check_does_not_say("", "hits of 100");
	check_does_not_say("", "AUC");
	check_does_not_say("", "riskiest");
}
END_TEST

START_TEST(e_goes_through_all_parts_of_risk)
{
	check_says("e", "▶ broker");
	check_says("e e", "▶ R-114");
	check_says("e e e", "▶ broker");
	check_says("E", "▶ R-114");
}
END_TEST

/* Counted from the tables, not from the model: live declarations registered after the day whose inspection has a result. */
static int judged_of(int32_t day, int column, int64_t code)
{
	struct store_rows *rows = NULL;
	int n = 0;

	ck_assert(store_rows_open(session.store, "risk_declarations", &rows, NULL));
	store_rows_bind_int(rows, 1, day + 1);
	store_rows_bind_int(rows, 2, day + 1000);
	store_rows_bind_int(rows, 3, 1);
	while (store_rows_next(rows, NULL) == 1)
		n += column < 0 || store_rows_int(rows, column) == code;
	store_rows_close(rows);
	return n;
}

static int judged_after(int32_t day)
{
	return judged_of(day, -1, 0);
}

START_TEST(risk_judges_only_on_what_came_after_the_last_day)
{
	char words[80];
	int32_t day;

	train("2026-09-30");
	ck_assert(time_day_parse("2026-09-30", &day));
	ck_assert_int_gt(judged_after(day), 100);
	snprintf(words, sizeof(words), "judged on %d since", judged_after(day));
	check_says("", words);
	check_says("", "to 30 Sep 2026");
}
END_TEST

static void type(const char *words)
{
	char keys[400] = ":";
	size_t n = 1;

	for (const char *c = words; *c; c++)
		n += (size_t)snprintf(keys + n, sizeof(keys) - n, " %.*s", *c == ' ' ? 5 : 1, *c == ' ' ? "Space" : c);
	snprintf(keys + n, sizeof(keys) - n, " Enter");
	session_press(&session, keys);
}

/* Columns of the query: 8 importer, 9 broker, 10 origin. */
START_TEST(filters_by_any_dimension_leave_only_their_declarations)
{
	static const struct { const char *dim, *list, *value; int column; } filters[] = {
		{ "origin", "country", "CN", 10 }, { "office", "office", "PSL", 4 }, { "regime", "regime", "4000", 6 },
	};
	int32_t day;

	train("2026-09-30");
	ck_assert(time_day_parse("2026-09-30", &day));
	for (size_t i = 0; i < sizeof(filters) / sizeof(filters[0]); i++) {
		int n = judged_of(day, filters[i].column, store_code_find(session.store, filters[i].list, filters[i].value));
		struct text out = TEXT_INIT;
		char words[120];

		ck_assert_msg(n > 10 && n < judged_after(day), "%d of %s", n, filters[i].value);
		screen("", 120, 36, &out);
		snprintf(words, sizeof(words), "filter %s=%s", filters[i].dim, filters[i].value);
		type(words);
		text_clear(&out);
		session_text(&session, 120, 36, &out);
		snprintf(words, sizeof(words), "judged on %d since, only ", n);
		ck_assert_msg(strstr(out.data, words), "no '%s' in\n%s", words, out.data);
		text_finish(&out);
	}
}
END_TEST

/* Live declarations of a post, registered on these days; counted from the tables. */
static int registered_at(const char *office, int32_t from, int32_t to)
{
	int64_t code = store_code_find(session.store, "office", office);
	struct store_rows *rows = NULL;
	int n = 0;

	ck_assert(store_rows_open(session.store, "risk_declarations", &rows, NULL));
	store_rows_bind_int(rows, 1, from);
	store_rows_bind_int(rows, 2, to);
	store_rows_bind_int(rows, 3, 0);
	while (store_rows_next(rows, NULL) == 1)
		n += store_rows_int(rows, 4) == code;
	store_rows_close(rows);
	return n;
}

static void go_to(const char *view_keys, struct text *out)
{
	session_press(&session, view_keys);
	text_clear(out);
	session_text(&session, 120, 36, out);
}

START_TEST(drift_and_fairness_follow_the_period_and_the_filters)
{
	struct text out = TEXT_INIT;
	int32_t from, to;
	const char *at;
	int n, told = 0;

	train("2026-07-31");
	ck_assert(time_day_parse("2026-08-02", &from));	/* ninety-one days to the end of October */
	ck_assert(time_day_parse("2026-10-31", &to));
	screen("", 120, 36, &out);
	type("period 2026-10");
	type("filter office=PSL");
	go_to("Tab Tab Tab Tab Tab", &out);
	ck_assert_ptr_nonnull(strstr(out.data, "Week by week"));
	ck_assert_ptr_nonnull(strstr(out.data, "19 Oct 2026"));
	ck_assert_ptr_null(strstr(out.data, "26 Oct 2026"));	/* ends in November */
	go_to("Tab Tab Tab", &out);
	n = registered_at("PSL", from, to);
	at = strstr(out.data, "2026-08-02 to 2026-10-31, n ");
	ck_assert_ptr_nonnull(at);
	for (at += strlen("2026-08-02 to 2026-10-31, n "); *at && *at != ','; at++)	/* thousands stand apart */
		told = *at >= '0' && *at <= '9' ? told * 10 + *at - '0' : told;
	ck_assert_int_eq(told, n);
	type("filter hs_chapter=85");
	go_to("S-Tab S-Tab S-Tab", &out);
	ck_assert(strstr(out.data, "too few to tell") && !strstr(out.data, "✗"));
	text_finish(&out);
}
END_TEST

START_TEST(filters_that_no_model_knows_are_said_to_be_passed_over)
{
	struct text out = TEXT_INIT;

	train("2026-09-30");
	screen("", 120, 36, &out);
	type("filter weekday=mon");
	text_clear(&out);
	session_text(&session, 120, 36, &out);
	ck_assert_msg(strstr(out.data, "filters by time and AEO do not apply"), "%s", out.data);
	text_finish(&out);
}
END_TEST

START_TEST(the_last_simulated_year_stands_beside_the_price_of_chance)
{
	const struct risk_sim_options options = { .budget = 0.05, .explore = 0.1 };
	struct risk_simulation s = { .from = 20000, .to = 20400, .weeks = 52, .seeds = 4, .random = 0.07, .current = NAN,
		.with = { .year = { 0.30, 0.28, 0.32 }, .rate = { 0.071, 0.07, 0.072 }, .half_width = 0.021 },
		.without = { .year = { 0.34, 0.32, 0.36 }, .fresh = { 0.21, 0.2, 0.22 } } };
	struct err err = { 0 };

	train("2026-09-30");
	check_says("", "tidewaiter risk simulate");
	ck_assert(risk_played_keep(session.store, &options, &s, 1795435200, &err));
	check_says("", "year at 5 %, 10 % chance      30.0 of 100");
	check_says("", "the same year, no chance      34.0 of 100    21.0 of 100");
	check_says("", "chance cost 4.0 hits of 100");
	check_says("", "with it ±2.1 points");
	s.without.year = (struct risk_sim_figure){ 0.305, 0.285, 0.325 };	/* half a point is within what plays differ by */
	ck_assert(risk_played_keep(session.store, &options, &s, 1795435200, &err));
	check_says("", "no difference that it can tell");
	s.without.year = (struct risk_sim_figure){ 0.25, 0.23, 0.27 };
	ck_assert(risk_played_keep(session.store, &options, &s, 1795435200, &err));
	check_says("", "chance gained 5.0 hits of 100");
	ck_assert(store_set_fact(session.store, "risk_simulation", "{\"at\":1", &err));
	check_says("", "tidewaiter risk simulate");
}
END_TEST

START_TEST(rules_stand_beside_random_picks_with_and_without_a_model)
{
	check_says("Tab Tab Tab", "Rules: what each one finds");
	train("2026-09-30");
	check_says("BTab", "random picks find");
	check_says("BTab", "R-101");
	check_says("BTab G", "✗ dead: below random");
}
END_TEST

/* What the trial said was kept with the model: judged again, it gives the figures that the card told when it was trained. */
START_TEST(the_trial_that_was_kept_gives_the_figures_of_the_card)
{
	static const double shares[] = { 0.05, 0.10 };
	struct risk_evaluate_options options = { .question = { .shares = shares, .n_shares = 2, .draws = 1 } };
	struct risk_evaluation evaluation;
	struct risk_model *model = NULL;
	const struct risk_probe *probe;
	struct risk_cases cases = { 0 };
	struct arena arena;

	arena_init(&arena);
	train("2026-11-22");
	ck_assert(risk_model_open(session.store, 0, &model, NULL));
	probe = &risk_model_card(model)->probe;
	ck_assert(risk_trial_score(session.store, model, NULL, &cases, NULL));
	for (size_t i = 0; i < cases.n; i++)
		ck_assert_int_ge(cases.cases[i].day, probe->from);
	ck_assert(risk_trial_evaluate(&cases, &options, &arena, &evaluation, NULL));
	ck_assert_uint_eq(evaluation.all.n, probe->n);
	ck_assert_uint_eq(evaluation.all.hits, probe->hits);
	ck_assert_uint_eq(evaluation.fresh.n, probe->n_new);
	ck_assert_double_eq(evaluation.all.auc, probe->auc);
	ck_assert_double_eq(evaluation.all.budgets[0].precision, probe->precision_5);
	ck_assert_double_eq(evaluation.all.budgets[1].precision, probe->precision_10);
	ck_assert_double_eq(evaluation.fresh.auc, probe->new_auc);
	ck_assert_double_eq(evaluation.fresh.budgets[1].precision, probe->new_precision_10);
	risk_cases_finish(&cases);
	risk_model_close(model);
	arena_finish(&arena);
}
END_TEST

START_TEST(without_later_results_risk_shows_the_models_own_trial_and_says_so)
{
	static const char *const until[] = { "2026-11-22", "2026-11-18" };	/* nothing since; too few since */
	struct text out = TEXT_INIT;
	int32_t day;
	int since;

	for (size_t i = 0; i < 2; i++) {
		train(until[i]);
		ck_assert(time_day_parse(until[i], &day));
		ck_assert_int_lt(judged_after(day), 100);
		check_says("", "Judged on its own trial,");
		check_does_not_say("", "judged on ");
		check_says("Tab", "of what its trial held back");
		screen("Tab", 120, 36, &out);
		ck_assert_ptr_nonnull(strstr(out.data, "judged since"));
		ck_assert_int_eq(sscanf(strstr(out.data, "judged since"), "judged since %d", &since), 1);
		ck_assert_int_eq(since, judged_after(day));
	}
	train("2026-09-30");
	check_does_not_say("", "trial");
	text_finish(&out);
}
END_TEST

START_TEST(budget_and_dial_move_with_the_keys_and_stop_at_their_ends)
{
	train("2026-09-30");
	check_says("", "A budget of 5 %, ranked for the most hits");
	check_says("Right Right", "A budget of 7 %, ranked for the most hits");
	check_says("Left Left Left Left Left Left Left", "A budget of 1 %, ranked for the most hits");
	check_says("d", "A budget of 5 %, ranked for hits and money");
	check_says("d d", "A budget of 5 %, ranked for the most money");
	check_says("d d d", "A budget of 5 %, ranked for the most hits");
	check_says("> >", "20 % of it by chance costs");
	check_says("< < <", "0 % of it by chance costs");
}
END_TEST

START_TEST(new_goods_always_stand_beside_all_goods)
{
	static const struct {
		int cols, rows;
	} sizes[] = { { 40, 12 }, { 80, 24 }, { 120, 36 }, { 240, 70 } };
	struct text out = TEXT_INIT;

	train("2026-09-30");
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		screen("", sizes[i].cols, sizes[i].rows, &out);
		ck_assert_msg(strstr(out.data, "ll goods") && strcasestr(out.data, "new goods"), "%dx%d:\n%s", sizes[i].cols, sizes[i].rows, out.data);
	}
	text_finish(&out);
}
END_TEST

START_TEST(a_model_that_is_switched_off_ranks_nothing)
{
	train("2026-09-30");
	ck_assert(risk_switch(session.store, true, "the head", "too many false alarms", 1795435200, NULL));
	check_says("", "switched off, by the head");
	check_says("", "too many false alarms");
	check_does_not_say("", "riskiest");
	ck_assert(risk_switch(session.store, false, "the head", NULL, 1795435200, NULL));
	check_says("", "riskiest");
}
END_TEST

/* ---- an officer's word */

static int64_t told_of;
static bool told_agrees;

static bool take(void *context, int64_t declaration, bool agrees, struct err *err)
{
	told_of = declaration;
	told_agrees = agrees;
	return risk_opine(session.store, declaration, agrees, "officer", NULL, 1795435200, err);
}

static bool refuse(void *context, int64_t declaration, bool agrees, struct err *err)
{
	return err_set(err, ERR_REFUSED, "Nothing is written with --read-only.");
}

static void open_with(bool (*opine)(void *, int64_t, bool, struct err *))
{
	struct dashboard_options options = { .env = &session.env, .view = "risk", .opine = opine };

	dashboard_destroy(session.dashboard);
	session.dashboard = NULL;
	ck_assert(dashboard_create(&options, &session.dashboard, NULL));
	canvas_destroy(session_paint(&session, 240, 70));
}

static size_t opinions(bool agree)
{
	struct risk_state state;
	struct arena arena;

	arena_init(&arena);
	ck_assert(risk_state_read(session.store, &arena, &state, NULL));
	arena_finish(&arena);
	return agree ? state.agreed : state.disagreed;
}

START_TEST(the_officers_word_goes_into_the_trail_and_back_onto_the_screen)
{
	struct text out = TEXT_INIT;

	train("2026-09-30");
	open_with(take);
	session_press(&session, "-");
	ck_assert_int_gt(told_of, 0);
	ck_assert(!told_agrees);
	ck_assert_uint_eq(opinions(false), 1);
	session_text(&session, 240, 70, &out);
	ck_assert_msg(strstr(out.data, "not agree"), "%s", out.data);
	session_press(&session, "Enter");
	text_clear(&out);
	session_text(&session, 240, 70, &out);
	ck_assert_msg(strstr(out.data, "not so"), "%s", out.data);
	session_press(&session, "+");
	ck_assert_uint_eq(opinions(true), 1);
	ck_assert_uint_eq(opinions(false), 0);
	text_finish(&out);
}
END_TEST

START_TEST(a_word_that_cannot_be_kept_is_refused_in_a_sentence)
{
	struct text out = TEXT_INIT;

	train("2026-09-30");
	open_with(refuse);
	session_press(&session, "+");
	session_text(&session, 240, 70, &out);
	ck_assert_ptr_nonnull(strstr(out.data, "--read-only"));
	open_with(NULL);
	session_press(&session, "+");
	text_clear(&out);
	session_text(&session, 240, 70, &out);
	ck_assert_ptr_nonnull(strstr(out.data, "Nothing is written from here"));
	ck_assert_uint_eq(opinions(true) + opinions(false), 0);
	text_finish(&out);
}
END_TEST

/* ---- the picks of the day */

static bool keep_picks(void *context, const struct panel_picks *picks, struct err *err)
{
	return risk_picks_keep(session.store, picks->picks, picks->n, picks->model, "officer", picks->note, 1795435200, err);
}

static bool refuse_picks(void *context, const struct panel_picks *picks, struct err *err)
{
	return err_set(err, ERR_REFUSED, "Nothing is written with --read-only: no picks were kept.");
}

static void open_picking(bool (*pick)(void *, const struct panel_picks *, struct err *), const char *present)
{
	struct dashboard_options options = { .env = &session.env, .view = "risk", .pick = pick };

	dashboard_destroy(session.dashboard);
	session.dashboard = NULL;
	ck_assert(dashboard_create(&options, &session.dashboard, NULL));
	if (present)
		ck_assert(dashboard_present(session.dashboard, present, NULL));
	canvas_destroy(session_paint(&session, 160, 60));
}

static void press_and_read(const char *keys, struct text *out)
{
	session_press(&session, keys);
	text_clear(out);
	session_text(&session, 160, 60, out);
}

static size_t kept(struct risk_kept **ret_kept, struct arena *arena)
{
	size_t n;

	ck_assert(risk_picks_read(session.store, 1000, arena, ret_kept, &n, NULL));
	return n;
}

/* Scored and counted apart from the panel. */
static size_t candidates(struct risk_cases *cases, enum risk_rank_rule rule)
{
	struct risk_scope scope = { .from = 0, .to = 40000, .open = true, .rule = rule };
	struct risk_model *model = NULL;

	ck_assert(risk_model_open(session.store, 0, &model, NULL));
	ck_assert(risk_model_score(session.store, model, &scope, cases, NULL));
	risk_model_close(model);
	return cases->n;
}

static int ahead_of(const struct risk_cases *cases, int64_t declaration)
{
	const struct risk_case *own = NULL;
	int n = 0;

	for (size_t i = 0; i < cases->n && !own; i++)
		own = cases->cases[i].id == declaration ? &cases->cases[i] : NULL;
	ck_assert_ptr_nonnull(own);
	for (size_t i = 0; i < cases->n; i++)
		n += cases->cases[i].rank > own->rank || (cases->cases[i].rank == own->rank && strcmp(cases->cases[i].name, own->name) < 0);
	return n;
}

START_TEST(p_writes_the_best_ranked_and_a_few_by_chance_that_can_be_drawn_again)
{
	struct text out = TEXT_INIT;
	struct risk_cases cases = { 0 };
	struct risk_kept *picks;
	struct arena arena;
	size_t n, n_rank, n_chance, drawn = 0;

	arena_init(&arena);
	train("2026-09-30");
	n = risk_budget_size(0.10, candidates(&cases, RISK_RANK_P_LOG_STAKE));
	n_chance = risk_budget_size(0.20, n);
	n_rank = n - n_chance;
	open_picking(keep_picks, NULL);
	press_and_read("Right Right Right Right Right > > d P", &out);
	ck_assert_ptr_nonnull(strstr(out.data, "The day's picks: 10 % of"));
	ck_assert_uint_eq(kept(&picks, &arena), 0);
	press_and_read("P", &out);
	ck_assert_msg(strstr(out.data, "into the audit trail for good"), "%s", out.data);
	press_and_read("Down P", &out);			/* another key in between: asked anew */
	ck_assert_uint_eq(kept(&picks, &arena), 0);
	press_and_read("P", &out);
	ck_assert_msg(strstr(out.data, "Picked, and what came of it") && strstr(out.data, "still open"), "%s", out.data);
	ck_assert_uint_eq(kept(&picks, &arena), n);
	for (size_t i = 0; i < n; i++) {
		ck_assert_int_eq(picks[i].arm, i < n_rank ? RISK_ARM_RANK : RISK_ARM_CHANCE);
		ck_assert_str_eq(picks[i].who, "officer");
		ck_assert(picks[i].label == -1 && !picks[i].released && picks[i].model == 1 && picks[i].reason);
		if (i < n_rank)
			ck_assert_int_eq(ahead_of(&cases, picks[i].declaration), (int)i);
	}
	/* By chance: the highest draws of all that rank did not take, with the seed that the trail tells. */
	for (size_t i = 0; i < cases.n; i++) {
		bool by_rank = ahead_of(&cases, cases.cases[i].id) < (int)n_rank;

		drawn += !by_rank && risk_draw((uint64_t)session.env.now, cases.cases[i].name) >=
			risk_draw((uint64_t)session.env.now, picks[n - 1].name);
	}
	ck_assert_uint_eq(drawn, n_chance);
	risk_cases_finish(&cases);
	arena_finish(&arena);
	text_finish(&out);
}
END_TEST

START_TEST(what_was_picked_is_not_proposed_again)
{
	struct text out = TEXT_INIT;
	struct risk_cases cases = { 0 };
	struct risk_kept *first, *all;
	struct arena arena;
	char words[80];
	size_t n, n_first;

	arena_init(&arena);
	train("2026-09-30");
	n = candidates(&cases, RISK_RANK_P);
	open_picking(keep_picks, NULL);
	press_and_read("P P P", &out);
	n_first = kept(&first, &arena);
	ck_assert_uint_gt(n_first, 0);
	press_and_read("P", &out);
	snprintf(words, sizeof(words), "The day's picks: 5 %% of %zu open", n - n_first);
	ck_assert_msg(strstr(out.data, words), "no '%s' in\n%s", words, out.data);
	press_and_read("P P", &out);
	ck_assert_uint_eq(kept(&all, &arena), n_first + risk_budget_size(0.05, n - n_first));
	for (size_t i = 0; i + n_first < kept(&all, &arena); i++)
		for (size_t k = 0; k < n_first; k++)
			ck_assert_int_ne(all[i].declaration, first[k].declaration);
	risk_cases_finish(&cases);
	arena_finish(&arena);
	text_finish(&out);
}
END_TEST

START_TEST(picks_are_refused_in_a_sentence_where_nothing_may_be_written)
{
	struct text out = TEXT_INIT;
	struct risk_kept *picks;
	struct arena arena;

	arena_init(&arena);
	train("2026-09-30");
	open_picking(refuse_picks, NULL);
	press_and_read("P P P", &out);
	ck_assert_ptr_nonnull(strstr(out.data, "Nothing is written with --read-only"));
	open_picking(NULL, NULL);
	press_and_read("P P", &out);
	ck_assert_ptr_nonnull(strstr(out.data, "Nothing is written from here"));
	open_picking(keep_picks, "risk");
	press_and_read("P P P", &out);
	ck_assert_msg(strstr(out.data, "Nothing is picked while presenting"), "%s", out.data);
	ck_assert_uint_eq(kept(&picks, &arena), 0);
	arena_finish(&arena);
	text_finish(&out);
}
END_TEST

START_TEST(a_model_that_is_off_picks_by_chance_alone)
{
	struct text out = TEXT_INIT;
	struct risk_kept *picks;
	struct arena arena;

	arena_init(&arena);
	train("2026-09-30");
	ck_assert(risk_switch(session.store, true, "the head", NULL, 1795435200, NULL));
	open_picking(keep_picks, NULL);
	press_and_read("P", &out);
	ck_assert_msg(strstr(out.data, "the model is off: all by chance"), "%s", out.data);
	press_and_read("P P", &out);
	ck_assert_uint_gt(kept(&picks, &arena), 0);
	for (size_t i = 0; i < kept(&picks, &arena); i++)
		ck_assert(picks[i].arm == RISK_ARM_CHANCE && picks[i].model == 0 && isnan(picks[i].p));
	arena_finish(&arena);
	text_finish(&out);
}
END_TEST

START_TEST(what_someone_else_picked_meanwhile_is_not_picked_twice)
{
	struct risk_pick picks[2] = { { .declaration = 1, .p = 0.5 }, { .declaration = 2, .p = NAN, .arm = RISK_ARM_CHANCE } };
	struct risk_kept *all;
	struct err err = { 0 };
	struct arena arena;

	arena_init(&arena);
	ck_assert(risk_picks_keep(session.store, picks, 1, 0, "one", NULL, 1795435200, &err));
	picks[1].declaration = 1;
	picks[0].declaration = 2;
	ck_assert(!risk_picks_keep(session.store, picks, 2, 0, "two", NULL, 1795435201, &err));
	ck_assert_int_eq(err.code, ERR_REFUSED);
	ck_assert_uint_eq(kept(&all, &arena), 1);
	ck_assert_str_eq(all[0].who, "one");
	arena_finish(&arena);
}
END_TEST

static struct panel_year played;
static int stopped;

static bool play(void *context, const struct panel_year *year, struct err *err)
{
	if (year)
		played = *year;
	else
		stopped++;
	return true;
}

static bool play_not(void *context, const struct panel_year *year, struct err *err)
{
	return err_set(err, ERR_REFUSED, "Nothing is kept with --read-only.");
}

START_TEST(y_plays_a_year_at_the_budget_of_the_view_and_stops_it)
{
	struct dashboard_options options = { .env = &session.env, .view = "risk", .play = play };
	struct text out = TEXT_INIT;

	train("2026-09-30");
	session_open(&session, "risk", false);
	dashboard_destroy(session.dashboard);
	ck_assert(dashboard_create(&options, &session.dashboard, NULL));
	canvas_destroy(session_paint(&session, 160, 60));
	press_and_read("Right Right > d y", &out);
	ck_assert_double_eq_tol(played.budget, 0.07, 1e-12);
	ck_assert_double_eq_tol(played.explore, 0.15, 1e-12);
	ck_assert_int_eq(played.rule, RISK_RANK_P_LOG_STAKE);
	ck_assert_ptr_nonnull(strstr(out.data, "│ playing 0 %"));
	ck_assert(dashboard_tell_work(session.dashboard, "playing 40 %"));
	press_and_read("1", &out);
	ck_assert_ptr_nonnull(strstr(out.data, "│ playing 40 %"));
	ck_assert_int_eq(stopped, 0);
	ck_assert(dashboard_request(session.dashboard, REQ_CANCEL));
	ck_assert_int_eq(stopped, 1);
	press_and_read("y", &out);
	ck_assert_int_eq(stopped, 2);
	ck_assert(dashboard_tell_work(session.dashboard, ""));
	options.play = play_not;
	dashboard_destroy(session.dashboard);
	ck_assert(dashboard_create(&options, &session.dashboard, NULL));
	canvas_destroy(session_paint(&session, 160, 60));
	press_and_read("y", &out);
	ck_assert(strstr(out.data, "Nothing is kept with --read-only") && !strstr(out.data, "playing"));
	text_finish(&out);
}
END_TEST

static int judged_until(int32_t day, int column, int64_t code)
{
	struct store_rows *rows = NULL;
	int n = 0;

	ck_assert(store_rows_open(session.store, "risk_declarations", &rows, NULL));
	store_rows_bind_int(rows, 1, 0);
	store_rows_bind_int(rows, 2, day);
	store_rows_bind_int(rows, 3, 1);
	while (store_rows_next(rows, NULL) == 1)
		n += store_rows_int(rows, column) == code;
	store_rows_close(rows);
	return n;
}

/* Of all that is open: no code stands bare, no size without its unit. */
START_TEST(reasons_say_names_units_and_what_is_usual)
{
	static const char *const named[] = { "Red Sands Rail (office RSD): ", "mail (mode 5): ", "air (mode 4): ", "home use (regime 4000)" };
	struct risk_explanation *why;
	struct risk_model *model = NULL;
	struct risk_cases cases = { 0 };
	int64_t ids[400];
	struct arena arena;
	size_t n, seen[4] = { 0 }, values = 0;
	int32_t day;
	int told;

	arena_init(&arena);
	train("2026-09-30");
	ck_assert(time_day_parse("2026-09-30", &day));
	n = candidates(&cases, RISK_RANK_P);
	ck_assert_uint_le(n, 400);
	for (size_t i = 0; i < n; i++)
		ids[i] = cases.cases[i].id;
	ck_assert(risk_model_open(session.store, 0, &model, NULL));
	ck_assert(risk_explain(session.store, model, ids, n, &arena, &why, NULL));
	for (size_t i = 0; i < n; i++) {
		for (size_t r = 0; r < why[i].n_reasons; r++) {
			const char *fact = why[i].reasons[r].fact;

			for (size_t k = 0; k < 4; k++)
				seen[k] += strncmp(fact, named[k], strlen(named[k])) == 0;
			ck_assert_msg(strncmp(fact, "office ", 7) != 0 && strncmp(fact, "mode ", 5) != 0, "'%s'", fact);
			ck_assert_msg(!strstr(fact, "e+0"), "'%s'", fact);
			if (strncmp(fact, "mass ", 5) == 0)
				ck_assert_msg(strstr(fact, " kg") || strstr(fact, "as usual"), "'%s'", fact);
			values += strncmp(fact, "value a kilogram ", 17) == 0 && strstr(fact, " JOD") && strstr(fact, "usual");
			if (strncmp(fact, named[0], strlen(named[0])) == 0) {
				ck_assert_int_eq(sscanf(fact + strlen(named[0]), "%d", &told), 1);
				ck_assert_int_eq(told, judged_until(day, 4, store_code_find(session.store, "office", "RSD")));
			}
		}
	}
	ck_assert_uint_gt(seen[0] + seen[1] + seen[2], 0);
	ck_assert_uint_gt(values, 0);
	risk_model_close(model);
	risk_cases_finish(&cases);
	arena_finish(&arena);
}
END_TEST

START_TEST(reasons_name_no_trader_while_names_are_masked)
{
	struct text out = TEXT_INIT;

	train("2026-09-30");
	screen("Enter", 120, 70, &out);
	ck_assert_ptr_nonnull(strstr(out.data, "The importer's own record"));
	ck_assert_ptr_nonnull(strstr(out.data, "importer         importer "));
	text_finish(&out);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("panel/risk");
	TCase *all = tcase_create("risk");

	tcase_set_timeout(all, 120);
	tcase_add_checked_fixture(all, load, release);
	tcase_add_test(all, risk_without_a_model_offers_one_command_and_no_figure);
	tcase_add_test(all, e_goes_through_all_parts_of_risk);
	tcase_add_test(all, risk_judges_only_on_what_came_after_the_last_day);
	tcase_add_test(all, filters_by_any_dimension_leave_only_their_declarations);
	tcase_add_test(all, drift_and_fairness_follow_the_period_and_the_filters);
	tcase_add_test(all, filters_that_no_model_knows_are_said_to_be_passed_over);
	tcase_add_test(all, the_last_simulated_year_stands_beside_the_price_of_chance);
	tcase_add_test(all, rules_stand_beside_random_picks_with_and_without_a_model);
	tcase_add_test(all, the_trial_that_was_kept_gives_the_figures_of_the_card);
	tcase_add_test(all, without_later_results_risk_shows_the_models_own_trial_and_says_so);
	tcase_add_test(all, budget_and_dial_move_with_the_keys_and_stop_at_their_ends);
	tcase_add_test(all, new_goods_always_stand_beside_all_goods);
	tcase_add_test(all, a_model_that_is_switched_off_ranks_nothing);
	tcase_add_test(all, the_officers_word_goes_into_the_trail_and_back_onto_the_screen);
	tcase_add_test(all, a_word_that_cannot_be_kept_is_refused_in_a_sentence);
	tcase_add_test(all, p_writes_the_best_ranked_and_a_few_by_chance_that_can_be_drawn_again);
	tcase_add_test(all, what_was_picked_is_not_proposed_again);
	tcase_add_test(all, picks_are_refused_in_a_sentence_where_nothing_may_be_written);
	tcase_add_test(all, a_model_that_is_off_picks_by_chance_alone);
	tcase_add_test(all, what_someone_else_picked_meanwhile_is_not_picked_twice);
	tcase_add_test(all, y_plays_a_year_at_the_budget_of_the_view_and_stops_it);
	tcase_add_test(all, reasons_say_names_units_and_what_is_usual);
	tcase_add_test(all, reasons_name_no_trader_while_names_are_masked);
	suite_add_tcase(suite, all);
	return support_run(suite);
}
