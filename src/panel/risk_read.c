/* risk_read.c - see risk.h. One pass over what was judged since the model's last day (or its own trial), one over what came lately,
 * one over what is open; its ageing and fairness are read behind the picture. */
#include "risk.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/settings.h"
#include "base/time.h"
#include "names.h"
#include "scope.h"
#include "store/rows.h"

static const char *const rule_titles[RISK_RANK_RULES] = {
	[RISK_RANK_P] = "the most hits",
	[RISK_RANK_P_LOG_STAKE] = "hits and money",
	[RISK_RANK_STAKE] = "the most money",
};

const char *risk_rule_title(enum risk_rank_rule rule)
{
	return rule_titles[rule];
}

struct reading {
	const struct panel_context *context;
	struct risk_model *model;
	struct arena *arena;
	struct risk_view *view;
	const struct risk_only *only;		/* what the filters leave; NULL: all declarations */
	struct err *err;
};

bool risk_view_model(const struct panel_context *context, struct risk_model **ret_model, struct risk_state *ret_state,
	struct arena *arena, struct err *err)
{
	*ret_model = NULL;
	return risk_state_read(context->env->store, arena, ret_state, err) &&
	       risk_model_open(context->env->store, ret_state->in_use, ret_model, err);
}

/* The card outlives the model. */
static bool card_keep(struct reading *reading)
{
	const struct risk_card *card = risk_model_card(reading->model);
	struct risk_card *copy = arena_alloc(reading->arena, sizeof(*copy));
	const char **keys = arena_array(reading->arena, card->n_keys + 1, sizeof(*keys));

	if (!copy || !keys)
		return err_memory(reading->err);
	*copy = *card;
	for (size_t i = 0; i < card->n_keys; i++)
		keys[i] = arena_strdup(reading->arena, card->keys[i]);
	copy->keys = keys;
	copy->engine = arena_strdup(reading->arena, card->engine);
	copy->engine_title = arena_strdup(reading->arena, card->engine_title);
	reading->view->card = copy;
	return (copy->engine && copy->engine_title) || err_memory(reading->err);
}

static double mean_recovered(const struct risk_cases *cases)
{
	double sum = 0;
	size_t n = 0;

	for (size_t i = 0; i < cases->n; i++) {
		if (cases->cases[i].label != 1 || isnan(cases->cases[i].recovered))
			continue;
		sum += cases->cases[i].recovered;
		n++;
	}
	return n ? sum / (double)n : NAN;
}

static void only_keep(const struct reading *reading, struct risk_cases *cases)
{
	size_t n = 0;

	for (size_t i = 0; reading->only && i < cases->n; i++) {
		if (reading->only->holds(reading->only->context, cases->cases[i].id))
			cases->cases[n++] = cases->cases[i];
	}
	cases->n = reading->only ? n : cases->n;
}

static void random_count(const struct risk_cases *cases, struct risk_view *view)
{
	for (size_t i = 0; i < cases->n; i++) {
		view->random_n += cases->cases[i].choice == RISK_CHOSEN_BY_CHANCE;
		view->random_hits += cases->cases[i].choice == RISK_CHOSEN_BY_CHANCE && cases->cases[i].label == 1;
	}
}

/* What was judged since the model's last day; while that is too little, what the model's own trial held back. */
static bool judged_take(struct reading *reading, struct risk_cases *cases)
{
	struct risk_view *view = reading->view;
	const struct risk_scope since = {.from = view->card->trained_until + 1, .to = reading->context->scope->last_day, .judged = true};
	struct store *store = reading->context->env->store;
	struct risk_cases trial = {0};

	view->from = since.from;
	view->to = since.to;
	if (!risk_model_score(store, reading->model, &since, cases, reading->err))
		return false;
	view->since = cases->n;
	if (view->since < RISK_VIEW_RESULTS && !risk_trial_score(store, reading->model, NULL, &trial, reading->err)) {
		risk_cases_finish(cases);
		return false;
	}
	view->on_trial = trial.n > view->since;
	if (view->on_trial) {
		risk_cases_finish(cases);
		*cases = trial;
		view->from = view->card->probe.from;
		view->to = view->card->trained_until;
	} else {
		risk_cases_finish(&trial);
	}
	only_keep(reading, cases);
	return true;
}

/* For each rule, what each budget would have found of them. */
static bool judge(struct reading *reading)
{
	struct risk_view *view = reading->view;
	double *shares = arena_array(reading->arena, RISK_VIEW_SHARES, sizeof(*shares));
	struct risk_cases cases = {0};
	bool ok;

	if (!shares)
		return err_memory(reading->err);
	for (int i = 0; i < RISK_VIEW_SHARES; i++)
		shares[i] = (i + 1) / 100.0;
	ok = judged_take(reading, &cases);
	view->mean_recovered = ok ? mean_recovered(&cases) : NAN;
	random_count(&cases, view);
	for (int rule = 0; ok && rule < RISK_RANK_RULES; rule++) {
		const struct risk_evaluate_options options = {.from = view->from, .to = view->to, .rule = (enum risk_rank_rule)rule,
			.question = {.shares = shares, .n_shares = RISK_VIEW_SHARES, .draws = 200, .seed = 1}};

		ok = risk_trial_evaluate(&cases, &options, reading->arena, &view->by_rule[rule], reading->err);
	}
	risk_cases_finish(&cases);
	return ok;
}

/* Lately: what an inspection budget would mean in inspections a day. */
static bool recent_take(struct reading *reading)
{
	struct risk_view *view = reading->view;
	int32_t to = reading->context->scope->last_day, from = to - RISK_VIEW_RECENT + 1;
	struct risk_scope scope = {.to = to, .only = reading->only};
	struct risk_cases cases = {0};
	size_t judged = 0;
	bool ok;

	if (from < reading->context->scope->first_day)
		from = reading->context->scope->first_day;
	view->recent_days = to - from + 1;
	scope.from = from;
	ok = risk_model_score(reading->context->env->store, reading->model, &scope, &cases, reading->err);
	view->recent = ok ? arena_array(reading->arena, cases.n + 1, sizeof(*view->recent)) : NULL;
	for (size_t i = 0; view->recent && i < cases.n; i++) {
		const struct risk_case *c = &cases.cases[i];

		view->recent[view->n_recent++] = (struct risk_recent){.office = c->office, .margin = c->margin, .p = c->p, .stake = c->stake};
		judged += c->label != -1;
	}
	view->inspected_share = view->n_recent ? (double)judged / (double)view->n_recent : NAN;
	risk_cases_finish(&cases);
	return ok && (view->recent || err_memory(reading->err));
}

/* ---- open declarations */

static int by_office_and_chance(const void *a, const void *b)
{
	const struct risk_case *x = a, *y = b;

	if (x->office != y->office)
		return x->office < y->office ? -1 : 1;
	if (x->margin != y->margin)
		return x->margin < y->margin ? 1 : -1;
	return strcmp(x->name, y->name);
}

static size_t count_offices(const struct risk_cases *cases)
{
	size_t n = 0;

	for (size_t i = 0; i < cases->n; i++)
		n += i == 0 || cases->cases[i].office != cases->cases[i - 1].office;
	return n;
}

static bool opinion_read(struct reading *reading, struct store_rows *rows, int64_t declaration, int *ret_opinion)
{
	int got;

	store_rows_bind_int(rows, 1, declaration);
	got = store_rows_next(rows, reading->err);
	*ret_opinion = got == 1 ? (strcmp(store_rows_text(rows, 0), "agree") == 0 ? 1 : -1) : 0;
	while (got == 1)
		got = store_rows_next(rows, reading->err);
	return got == 0;
}

static bool opinions_read(struct reading *reading)
{
	struct store_rows *rows = NULL;
	bool ok = store_rows_open(reading->context->env->store, "risk_opinion", &rows, reading->err);

	for (size_t i = 0; ok && i < reading->view->n_open; i++)
		ok = opinion_read(reading, rows, reading->view->open[i].of.id, &reading->view->open[i].opinion);
	store_rows_close(rows);
	return ok;
}

static bool open_explain(struct reading *reading)
{
	struct risk_view *view = reading->view;
	int64_t *ids = arena_array(reading->arena, view->n_open + 1, sizeof(*ids));
	struct risk_explanation *why;

	if (!ids)
		return err_memory(reading->err);
	for (size_t i = 0; i < view->n_open; i++)
		ids[i] = view->open[i].of.id;
	if (!risk_explain(reading->context->env->store, reading->model, ids, view->n_open, reading->arena, &why, reading->err))
		return false;
	for (size_t i = 0; i < view->n_open; i++)
		view->open[i].why = &why[i];
	return true;
}

/* The riskiest of each office, so that none of them is shown an empty list. */
static bool open_choose(struct reading *reading, struct risk_cases *cases)
{
	struct risk_view *view = reading->view;
	size_t offices = 0, each, taken = 0;

	if (cases->n > 0)
		qsort(cases->cases, cases->n, sizeof(*cases->cases), by_office_and_chance);
	offices = count_offices(cases);
	each = offices ? RISK_VIEW_OPEN / offices : 0;
	each = each < 1 ? 1 : each;
	view->n_open_all = cases->n;
	view->open = arena_array(reading->arena, RISK_VIEW_OPEN + 1, sizeof(*view->open));
	if (!view->open)
		return err_memory(reading->err);
	for (size_t i = 0; i < cases->n && view->n_open < RISK_VIEW_OPEN; i++) {
		const struct risk_case *c = &cases->cases[i];
		struct risk_open *open = &view->open[view->n_open];
		const char *office = store_code_text(reading->context->env->store, c->office);

		taken = i > 0 && c->office == c[-1].office ? taken + 1 : 1;
		if (taken > each)
			continue;
		*open = (struct risk_open){.of = *c};
		open->of.name = arena_strdup(reading->arena, c->name);
		open->office = arena_strdup(reading->arena, office ? office : "");
		open->name = names_value_in(reading->context, "office", office ? office : "", reading->arena);
		if (!open->of.name || !open->office)
			return err_memory(reading->err);
		view->n_open++;
	}
	return true;
}

/* ---- what can be picked */

static int by_id(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* The best by each rule, without doubles: those that are seen first, wherever the dial stands. */
static size_t best_take(struct risk_candidates *candidates, int64_t *ids)
{
	size_t n = 0, kept = 0;

	for (int rule = 0; rule < RISK_RANK_RULES; rule++) {
		for (size_t i = 0; i < candidates->n; i++) {
			struct risk_case *c = &candidates->cases[i];

			c->rank = risk_rank((enum risk_rank_rule)rule, c->margin, c->p, c->stake);
		}
		qsort(candidates->cases, candidates->n, sizeof(*candidates->cases), risk_case_by_rank);
		for (size_t i = 0; i < candidates->n && i < RISK_VIEW_TOLD; i++)
			ids[n++] = candidates->cases[i].id;
	}
	qsort(ids, n, sizeof(*ids), by_id);
	for (size_t i = 0; i < n; i++)
		if (i == 0 || ids[i] != ids[i - 1])
			ids[kept++] = ids[i];
	return kept;
}

static bool facts_read(struct reading *reading, struct risk_candidates *candidates)
{
	int64_t *ids = arena_array(reading->arena, (size_t)RISK_RANK_RULES * RISK_VIEW_TOLD, sizeof(*ids));
	struct risk_explanation *why;
	size_t n;

	candidates->facts = arena_array(reading->arena, (size_t)RISK_RANK_RULES * RISK_VIEW_TOLD, sizeof(*candidates->facts));
	if (!ids || !candidates->facts)
		return err_memory(reading->err);
	n = candidates->n ? best_take(candidates, ids) : 0;
	if (!risk_explain(reading->context->env->store, reading->model, ids, n, reading->arena, &why, reading->err))
		return false;
	for (size_t i = 0; i < n; i++)
		candidates->facts[candidates->n_facts++] = (struct risk_fact){.declaration = ids[i],
			.fact = why[i].n_reasons ? arena_printf(reading->arena, "%s %s", why[i].reasons[0].push > 0 ? "+" : "−", why[i].reasons[0].fact) : ""};
	return true;
}

static bool candidates_copy(struct reading *reading, const struct risk_cases *cases)
{
	struct risk_candidates *candidates = &reading->view->candidates;

	candidates->cases = arena_array(reading->arena, cases->n + 1, sizeof(*candidates->cases));
	if (!candidates->cases)
		return err_memory(reading->err);
	for (size_t i = 0; i < cases->n; i++) {
		struct risk_case *copy = &candidates->cases[candidates->n++];

		*copy = cases->cases[i];
		copy->name = arena_strdup(reading->arena, copy->name);
		if (!copy->name)
			return err_memory(reading->err);
	}
	return true;
}

/* What was picked before is open, too, but not to be picked again. */
static bool candidates_take(struct reading *reading, struct risk_cases *cases)
{
	struct risk_candidates *candidates = &reading->view->candidates;

	candidates->seed = (uint64_t)reading->context->env->now;
	return risk_picks_left(reading->context->env->store, cases, 0, reading->err) && candidates_copy(reading, cases) &&
	       (reading->view->state.off || facts_read(reading, candidates));
}

/* One look at what is open, for the riskiest of each post and for the picks. Switched off, chance alone picks, and nothing is ranked. */
static bool open_read(struct reading *reading)
{
	int32_t to = reading->context->scope->last_day;
	const struct risk_scope scope = {.from = to - RISK_VIEW_OPEN_DAYS + 1, .to = to, .open = true, .only = reading->only};
	struct store *store = reading->context->env->store;
	struct risk_cases cases = {0};
	bool ok;

	if (reading->view->state.off)
		ok = risk_chance_score(store, &scope, (uint64_t)reading->context->env->now, &cases, reading->err);
	else
		ok = risk_model_score(store, reading->model, &scope, &cases, reading->err) && open_choose(reading, &cases) &&
		     open_explain(reading) && opinions_read(reading);
	ok = ok && candidates_take(reading, &cases);
	risk_cases_finish(&cases);
	return ok;
}

/* ---- */

static bool model_read(struct reading *reading)
{
	if (!card_keep(reading) || !judge(reading) || !recent_take(reading) || !open_read(reading))
		return false;
	risk_model_looks(reading->model, reading->view->looks);
	return true;
}

/* To the end of the period; over all of it where it is longer than a quarter. */
static bool ageing_read(struct reading *reading)
{
	const struct panel_scope *scope = reading->context->scope;
	struct store *store = reading->context->env->store;
	int32_t least = scope->to - RISK_VIEW_FAIR_DAYS + 1, from = scope->from < least ? scope->from : least;
	size_t of_period = (size_t)(scope->to - scope->from + 1) / 7, weeks = of_period > RISK_VIEW_WEEKS_MOST ? RISK_VIEW_WEEKS_MOST :
		of_period > RISK_VIEW_WEEKS ? of_period : RISK_VIEW_WEEKS;

	return risk_fair_read(store, reading->model, from, scope->to, reading->only, reading->arena, &reading->view->fair, reading->err) &&
	       risk_watch(store, reading->model, scope->to, weeks, reading->only, reading->arena, &reading->view->watch, reading->err);
}

bool risk_view_read_later(const struct panel_context *context, struct arena *arena, struct risk_view *ret_view, struct err *err)
{
	struct risk_view view = {.watch = {.picked_rate = NAN, .random_rate = NAN}};
	struct reading reading = {.context = context, .arena = arena, .view = &view, .err = err};
	struct risk_filter filter = {0};
	const struct risk_only only = {.holds = risk_filter_holds, .context = &filter};
	struct err trouble = {0};
	bool ok = true;

	if (context->scope->last_day != TIME_DAY_NONE && risk_view_model(context, &reading.model, &view.state, arena, &trouble) && !view.state.off) {
		ok = risk_filter_read(context, arena, &filter, err);
		reading.only = filter.by ? &only : NULL;
		ok = ok && ageing_read(&reading);
		risk_filter_finish(&filter);
	}
	if (trouble.code == ERR_INTERRUPTED)
		*err = trouble;
	risk_model_close(reading.model);
	*ret_view = view;
	return ok && trouble.code != ERR_INTERRUPTED;
}

static double cost_of(const struct panel_context *context)
{
	const char *text = settings_find(context->env->config, "risk", "inspection_cost");
	char *end;
	double cost = text ? strtod(text, &end) : NAN;

	return text && end != text && cost > 0 ? cost : NAN;
}

static bool mask_event(const struct panel_context *context, const struct risk_event **event, struct arena *arena, struct err *err)
{
	struct risk_event *masked;

	if (!*event)
		return true;
	masked = arena_array(arena, 1, sizeof(*masked));
	if (!masked)
		return err_memory(err);
	*masked = **event;
	masked->who = names_person(context, masked->who, arena);
	*event = masked;
	return true;
}

/* Who trained, approved or switched the model is no matter of the room. */
static bool mask_people(const struct panel_context *context, struct risk_view *view, struct arena *arena, struct err *err)
{
	for (size_t i = 0; i < view->n_events; i++)
		view->events[i].who = names_person(context, view->events[i].who, arena);
	return mask_event(context, &view->state.approval, arena, err) && mask_event(context, &view->state.switched, arena, err);
}

bool risk_view_read(const struct panel_context *context, struct arena *arena, struct risk_view *ret_view, struct err *err)
{
	struct risk_view view = {.mean_recovered = NAN, .inspected_share = NAN, .cost = cost_of(context)};
	struct reading reading = {.context = context, .arena = arena, .view = &view, .err = err};
	struct risk_filter filter = {0};
	const struct risk_only only = {.holds = risk_filter_holds, .context = &filter};
	struct err trouble = {0};
	bool ok = true;

	view.currency = arena_strdup(arena, kpi_currency(context->env));
	view.watch.picked_rate = view.watch.random_rate = NAN;
	view.played = risk_played_read(context->env->store);
	if (!risk_view_model(context, &reading.model, &view.state, arena, &trouble)) {
		if (trouble.code != ERR_NO_INPUT && trouble.code != ERR_DATA && trouble.code != ERR_NOT_BUILT) {
			*err = trouble;
			return false;
		}
		view.trouble = arena_strdup(arena, trouble.text);
		view.stale_model = trouble.code != ERR_NO_INPUT || view.state.in_use;
	} else if (context->scope->last_day != TIME_DAY_NONE) {
		ok = risk_filter_read(context, arena, &filter, err);
		reading.only = filter.by ? &only : NULL;
		view.filter = filter.by;
		view.passed_over = filter.passed_over;
		ok = ok && (view.state.off ? card_keep(&reading) && open_read(&reading) : model_read(&reading));
		risk_filter_finish(&filter);
	}
	risk_model_close(reading.model);
	ok = ok && risk_events_read(context->env->store, RISK_VIEW_EVENTS, arena, &view.events, &view.n_events, err) &&
	     risk_chain_check(context->env->store, &view.chain, err) && risk_picks_count(context->env->store, view.picked, err) &&
	     risk_picks_read(context->env->store, RISK_VIEW_KEPT, arena, &view.kept, &view.n_kept, err);
	ok = ok && mask_people(context, &view, arena, err);
	if (ok)
		*ret_view = view;
	return ok;
}
