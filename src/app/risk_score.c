/* risk_score.c - `risk score` and `risk explain`: what the model says of declarations, and why. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/time.h"
#include "base/width.h"
#include "risk.h"
#include "risk/reason.h"
#include "risk/trail.h"
#include "store/rows.h"

enum { REASONS_SHORT = 3, REASONS_LONG = 5, REASONED_MAX = 2000 };

bool risk_model_in_use(struct risk_call *call, struct risk_model **ret_model, struct err *err)
{
	struct risk_state state;
	int64_t version = 0;

	if (!risk_state_read(call->session.store, &call->arena, &state, err) || !args_int(call->args, "model", 1, INT64_MAX, &version, err))
		return false;
	return risk_model_open(call->session.store, version ? version : state.in_use, ret_model, err);
}

static int by_rank(const void *a, const void *b)
{
	const struct risk_case *x = a, *y = b;

	if (x->rank != y->rank)
		return x->rank < y->rank ? 1 : -1;
	return strcmp(x->name, y->name);
}

static bool office_keep(struct risk_call *call, struct risk_cases *cases, struct err *err)
{
	const char *office = args_get(call->args, "office");
	int64_t code = office ? store_code_find(call->session.store, "office", office) : 0;
	size_t n = 0;

	if (!office)
		return true;
	if (!code)
		return err_set(err, ERR_USAGE, "there is no office '%s' in the data", office);
	for (size_t i = 0; i < cases->n; i++) {
		if (cases->cases[i].office == (uint32_t)code)
			cases->cases[n++] = cases->cases[i];
	}
	cases->n = n;
	return true;
}

static bool scope_take(struct risk_call *call, struct risk_scope *scope, struct err *err)
{
	if (!risk_span(call->session.store, &scope->from, &scope->to, err))
		return false;
	scope->open = !args_has(call->args, "all");
	return risk_day(call->args, "from", &scope->from, err) && risk_day(call->args, "to", &scope->to, err) &&
	       risk_rule(call->args, &scope->rule, err);
}

/* The first n of the cases, each with its reasons; NULL where none were asked for. */
static bool reasons_get(struct risk_call *call, struct risk_model *model, const struct risk_cases *cases, size_t n,
	struct risk_explanation **ret_explanations, struct err *err)
{
	int64_t *ids = arena_array(&call->arena, n ? n : 1, sizeof(*ids));

	if (!ids)
		return err_memory(err);
	for (size_t i = 0; i < n; i++)
		ids[i] = cases->cases[i].id;
	return risk_explain(call->session.store, model, ids, n, &call->arena, ret_explanations, err);
}

struct listing {
	struct risk_call *call;
	const struct risk_cases *cases;
	size_t n;
	const struct risk_explanation *explanations;	/* NULL: no reasons */
};

static const char *office_of(const struct listing *listing, size_t i)
{
	const char *office = store_code_text(listing->call->session.store, listing->cases->cases[i].office);

	return office ? office : "";
}

static void csv_write(const struct listing *listing, struct text *out)
{
	char day[32];

	text_append(out, "rank,declaration_id,office,registered,p,new,stake,reason_1,reason_2,reason_3\n");
	for (size_t i = 0; i < listing->n; i++) {
		const struct risk_case *c = &listing->cases->cases[i];

		text_appendf(out, "%zu,", i + 1);
		width_append_csv(out, c->name, strlen(c->name));
		text_put(out, ',');
		width_append_csv(out, office_of(listing, i), strlen(office_of(listing, i)));
		text_appendf(out, ",%s,", time_day_format(c->day, day));
		if (!isnan(c->p))
			text_append_json_number(out, c->p);
		text_appendf(out, ",%d,", c->is_new);
		if (!isnan(c->stake))
			text_append_json_number(out, c->stake);
		for (size_t r = 0; r < REASONS_SHORT; r++) {
			const struct risk_explanation *why = listing->explanations ? &listing->explanations[i] : NULL;

			text_put(out, ',');
			if (why && r < why->n_reasons)
				width_append_csv(out, why->reasons[r].fact, strlen(why->reasons[r].fact));
		}
		text_put(out, '\n');
	}
}

static void json_word(struct text *out, const char *name, const char *word)
{
	text_appendf(out, "\"%s\":", name);
	text_append_json(out, word, strlen(word));
}

static void json_reasons(struct text *out, const struct risk_explanation *why, size_t most)
{
	text_append(out, ",\"reasons\":[");
	for (size_t r = 0; r < why->n_reasons && r < most; r++) {
		text_append(out, r ? ",{" : "{");
		json_word(out, "group", risk_group_title(why->reasons[r].group));
		text_append(out, ",\"push\":");
		text_append_json_number(out, why->reasons[r].push);
		text_put(out, ',');
		json_word(out, "fact", why->reasons[r].fact);
		text_put(out, '}');
	}
	text_put(out, ']');
}

static void json_write(const struct listing *listing, const struct risk_card *card, struct text *out)
{
	char day[32];

	text_appendf(out, "{\"model\":%lld,\"rows\":[", (long long)card->version);
	for (size_t i = 0; i < listing->n; i++) {
		const struct risk_case *c = &listing->cases->cases[i];

		text_appendf(out, "%s\n{\"rank\":%zu,", i ? "," : "", i + 1);
		json_word(out, "declaration_id", c->name);
		text_put(out, ',');
		json_word(out, "office", office_of(listing, i));
		text_appendf(out, ",\"registered\":\"%s\",\"p\":", time_day_format(c->day, day));
		text_append_json_number(out, c->p);
		text_appendf(out, ",\"new\":%s,\"stake\":", c->is_new ? "true" : "false");
		text_append_json_number(out, c->stake);
		if (listing->explanations)
			json_reasons(out, &listing->explanations[i], REASONS_SHORT);
		text_put(out, '}');
	}
	text_append(out, "]}\n");
}

static void shown(struct text *out, const char *s, int cells)
{
	struct text fit = TEXT_INIT;

	width_fit_ellipsis(&fit, s, strlen(s), cells, false);
	text_append(out, fit.data);
	for (int i = width_of(fit.data, fit.len); i < cells; i++)
		text_put(out, ' ');
	text_finish(&fit);
}

static void text_write(const struct listing *listing, const struct risk_card *card, struct text *out)
{
	char day[32];

	text_appendf(out, "%zu declarations, the first %zu of them. The score advises; an officer decides.%s\n\n", listing->cases->n, listing->n,
		card->synthetic ? " SYNTHETIC" : "");
	text_append(out, "   # declaration      office     registered    chance %  goods\n");
	for (size_t i = 0; i < listing->n; i++) {
		const struct risk_case *c = &listing->cases->cases[i];

		text_appendf(out, "%4zu ", i + 1);
		shown(out, c->name, 16);
		text_put(out, ' ');
		shown(out, office_of(listing, i), 10);
		if (isnan(c->p))
			text_appendf(out, " %s        -   %s\n", time_day_format(c->day, day), c->rank >= 1 ? "picked by a rule" : "by chance");
		else
			text_appendf(out, " %s %8.1f   %s\n", time_day_format(c->day, day), c->p * 100, c->is_new ? "new: weak evidence" : "seen before");
		for (size_t r = 0; listing->explanations && r < REASONS_SHORT && r < listing->explanations[i].n_reasons; r++) {
			const struct risk_reason *reason = &listing->explanations[i].reasons[r];

			text_appendf(out, "       %s ", reason->push > 0 ? "+" : "-");
			width_filter(out, reason->fact, strlen(reason->fact));
			text_put(out, '\n');
		}
	}
}

/* model NULL: switched off, and there are no reasons. */
static bool listing_write(struct risk_call *call, struct risk_model *model, const struct risk_card *card, const struct risk_cases *cases,
	const char *format, struct err *err)
{
	struct listing listing = {.call = call, .cases = cases};
	struct risk_explanation *explanations = NULL;
	bool text = strcmp(format, "text") == 0, wanted = model && (text || args_has(call->args, "reasons"));
	int64_t top = text ? 20 : INT64_MAX;

	if (!args_int(call->args, "top", 1, INT64_MAX, &top, err))
		return false;
	listing.n = (uint64_t)top < cases->n ? (size_t)top : cases->n;
	if (wanted && listing.n > REASONED_MAX)
		return err_set(err, ERR_USAGE, "reasons are told for at most %d declarations: use --top", REASONED_MAX);
	if (wanted && !reasons_get(call, model, cases, listing.n, &explanations, err))
		return false;
	listing.explanations = explanations;
	if (text)
		text_write(&listing, card, &call->out);
	else if (strcmp(format, "json") == 0)
		json_write(&listing, card, &call->out);
	else
		csv_write(&listing, &call->out);
	return true;
}

/* Switched off, a model ranks nothing: what rules picked comes first, the rest in an order that only chance knows. */
static bool score_without(struct risk_call *call, const struct risk_scope *scope, const char *format, struct err *err)
{
	static const struct risk_card none = {.engine_title = "no model"};
	struct risk_cases cases = {0};
	uint64_t seed = 1;
	bool ok = risk_seed(call->args, &seed, err) && risk_chance_score(call->session.store, scope, seed, &cases, err) && office_keep(call, &cases, err);

	if (ok) {
		if (cases.n > 0)
			qsort(cases.cases, cases.n, sizeof(*cases.cases), by_rank);
		if (strcmp(format, "text") == 0)
			text_append(&call->out, "The model is switched off: what rules picked comes first, then all others by chance.\n");
		ok = listing_write(call, NULL, &none, &cases, format, err);
	}
	risk_cases_finish(&cases);
	return ok;
}

static bool score_with(struct risk_call *call, const struct risk_scope *scope, const char *format, struct err *err)
{
	struct risk_cases cases = {0};
	struct risk_model *model = NULL;
	bool ok = risk_model_in_use(call, &model, err) && risk_model_score(call->session.store, model, scope, &cases, err) &&
		  office_keep(call, &cases, err);

	if (ok) {
		if (cases.n > 0)
			qsort(cases.cases, cases.n, sizeof(*cases.cases), by_rank);
		ok = listing_write(call, model, risk_model_card(model), &cases, format, err);
	}
	risk_cases_finish(&cases);
	risk_model_close(model);
	return ok;
}

bool risk_run_score(struct risk_call *call, struct err *err)
{
	static const char *const formats[] = {"text", "csv", "json", NULL};
	struct risk_scope scope = {0};
	struct risk_state state;
	const char *format;

	if (!risk_format(call->args, formats, &format, err) || !scope_take(call, &scope, err) ||
		!risk_state_read(call->session.store, &call->arena, &state, err))
		return false;
	return state.off ? score_without(call, &scope, format, err) : score_with(call, &scope, format, err);
}

/* ------------------------------------------------------------------------------------------ */

bool risk_declaration(struct risk_call *call, int64_t *ret_id, struct err *err)
{
	struct store_rows *rows = NULL;
	int got;

	if (!store_rows_open(call->session.store, "risk_declaration", &rows, err))
		return false;
	store_rows_bind_text(rows, 1, call->argument);
	got = store_rows_next(rows, err);
	*ret_id = got == 1 ? store_rows_int(rows, 0) : 0;
	store_rows_close(rows);
	if (got == 0)
		err_set(err, ERR_NO_INPUT, "there is no declaration '%s'", call->argument);
	return got == 1;
}

static void explanation_json(const struct risk_explanation *why, const struct risk_card *card, struct text *out)
{
	char day[32];

	text_appendf(out, "{\"model\":%lld,", (long long)card->version);
	json_word(out, "declaration_id", why->name);
	text_appendf(out, ",\"registered\":\"%s\",\"p\":", time_day_format(why->day, day));
	text_append_json_number(out, why->p);
	text_append(out, ",\"margin\":");
	text_append_json_number(out, why->margin);
	text_append(out, ",\"base\":");
	text_append_json_number(out, why->base);
	text_appendf(out, ",\"new\":%s", why->is_new ? "true" : "false");
	json_reasons(out, why, RISK_GROUPS);
	text_appendf(out, ",\"similar_of\":\"%s\",\"similar_judged\":%zu,\"similar_hits\":%zu,\"similar\":[",
		why->similar_by_importer ? "importer" : "goods", why->similar_judged, why->similar_hits);
	for (size_t i = 0; i < why->n_similar; i++) {
		text_append(out, i ? ",{" : "{");
		json_word(out, "declaration_id", why->similar[i].name);
		text_appendf(out, ",\"registered\":\"%s\",\"hit\":%s,\"same_importer\":%s}", time_day_format(why->similar[i].day, day),
			why->similar[i].hit ? "true" : "false", why->similar[i].same_importer ? "true" : "false");
	}
	text_append(out, "]}\n");
}

static void explanation_text(const struct risk_explanation *why, const struct risk_card *card, struct text *out)
{
	char day[32];

	width_filter(out, why->name, strlen(why->name));
	text_appendf(out, ", registered %s: chance of a hit %.1f %% (of those it learnt from, %.1f %% were)%s\n", time_day_format(why->day, day),
		why->p * 100, 100.0 * (double)card->hits / (double)card->n, card->synthetic ? " SYNTHETIC" : "");
	if (why->is_new)
		text_append(out, "These goods were never inspected before: weak evidence.\n");
	text_append(out, "\nWhat moves it (log odds), the largest first:\n");
	for (size_t r = 0; r < why->n_reasons && r < REASONS_LONG; r++) {
		text_appendf(out, "  %+6.2f  %-9s ", why->reasons[r].push, risk_group_title(why->reasons[r].group));
		width_filter(out, why->reasons[r].fact, strlen(why->reasons[r].fact));
		text_put(out, '\n');
	}
	if (why->n_similar)
		text_appendf(out, "\nInspected before, of the same %s: %zu, %zu irregular%s\n", why->similar_by_importer ? "importer" : "commodity and origin",
			why->similar_judged, why->similar_hits, why->similar_by_importer ? "; none of the same commodity and origin" : "");
	else
		text_append(out, "\nNothing of the same commodity and origin was inspected, and nothing of the same importer.\n");
	for (size_t i = 0; i < why->n_similar; i++) {
		text_append(out, "  ");
		width_filter(out, why->similar[i].name, strlen(why->similar[i].name));
		text_appendf(out, "  %s  %s%s\n", time_day_format(why->similar[i].day, day), why->similar[i].hit ? "irregular" : "in order",
			why->similar[i].same_importer ? ", same importer" : "");
	}
}

bool risk_run_explain(struct risk_call *call, struct err *err)
{
	static const char *const formats[] = {"text", "json", NULL};
	struct risk_explanation *why;
	struct risk_model *model = NULL;
	const char *format;
	int64_t id;
	bool ok = risk_format(call->args, formats, &format, err) && risk_declaration(call, &id, err) &&
		  risk_model_in_use(call, &model, err) && risk_explain(call->session.store, model, &id, 1, &call->arena, &why, err) &&
		  risk_similar_read(call->session.store, why, &call->arena, err);

	if (ok && strcmp(format, "json") == 0)
		explanation_json(why, risk_model_card(model), &call->out);
	else if (ok)
		explanation_text(why, risk_model_card(model), &call->out);
	risk_model_close(model);
	return ok;
}
