/* risk_pick.c - `risk pick`: the day's list. So many of the open declarations, most by rank and some by chance, written into the audit trail
 * before anybody goes to look: what is not written down then cannot be counted later. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/time.h"
#include "base/width.h"
#include "risk.h"
#include "risk/pick.h"
#include "risk/reason.h"
#include "risk/trail.h"
#include "store/rows.h"

struct picking {
	struct risk_call *call;
	struct risk_model *model;	/* NULL: switched off, all by chance */
	struct risk_cases cases;	/* open ones that were never picked */
	struct risk_pick *picks;
	size_t n, n_chance;
	uint64_t seed;
};

static bool cases_take(struct picking *picking, struct err *err)
{
	struct risk_call *call = picking->call;
	struct risk_scope scope = {0};
	const char *name = args_get(call->args, "office");
	uint32_t office = name ? (uint32_t)store_code_find(call->session.store, "office", name) : 0;

	if (name && !office)
		return err_set(err, ERR_USAGE, "there is no office '%s' in the data", name);
	if (!risk_span(call->session.store, &scope.from, &scope.to, err) || !risk_day(call->args, "from", &scope.from, err) ||
		!risk_day(call->args, "to", &scope.to, err) || !risk_rule(call->args, &scope.rule, err))
		return false;
	return risk_pick_candidates(call->session.store, picking->model, &scope, office, picking->seed, &picking->cases, err);
}

/* --top, else --budget of what is open; and how many of them by chance. */
static bool sizes_take(struct picking *picking, struct err *err)
{
	const struct args *args = picking->call->args;
	double budget, explore;
	int64_t top = 0;

	if (!risk_share(args, "budget", 0.05, &picking->call->arena, &budget, err) ||
		!risk_share(args, "explore", 0.10, &picking->call->arena, &explore, err) || !args_int(args, "top", 1, 1000000, &top, err))
		return false;
	if (budget <= 0 && !top)
		return err_set(err, ERR_USAGE, "--budget takes a share above 0 such as 5%%");
	picking->n = top ? (size_t)top : risk_budget_size(budget, picking->cases.n);
	picking->n = picking->n < picking->cases.n ? picking->n : picking->cases.n;
	picking->n_chance = picking->model ? risk_chance_size(explore, picking->n) : picking->n;
	return true;
}

static bool choose(struct picking *picking, struct err *err)
{
	struct risk_case *cases = picking->cases.cases;
	size_t ranked = picking->n - picking->n_chance;

	picking->picks = arena_array(&picking->call->arena, picking->n + 1, sizeof(*picking->picks));
	if (!picking->picks)
		return err_memory(err);
	risk_picks_choose(cases, picking->cases.n, picking->n, picking->n_chance, picking->seed);
	for (size_t i = 0; i < picking->n; i++)
		picking->picks[i] = (struct risk_pick){.declaration = cases[i].id, .arm = i < ranked ? RISK_ARM_RANK : RISK_ARM_CHANCE, .p = cases[i].p};
	return true;
}

static bool reasons_take(struct picking *picking, struct err *err)
{
	struct risk_explanation *why;
	int64_t *ids = arena_array(&picking->call->arena, picking->n + 1, sizeof(*ids));

	if (!ids)
		return err_memory(err);
	for (size_t i = 0; i < picking->n; i++)
		ids[i] = picking->picks[i].declaration;
	if (!picking->model || picking->n == 0)
		return true;
	if (!risk_explain(picking->call->session.store, picking->model, ids, picking->n, &picking->call->arena, &why, err))
		return false;
	for (size_t i = 0; i < picking->n; i++)
		picking->picks[i].reason = why[i].n_reasons ? why[i].reasons[0].fact : NULL;
	return true;
}

static void list_write(const struct picking *picking, struct text *out)
{
	char day[32];

	text_append(out, "place,declaration_id,office,registered,arm,p,reason\n");
	for (size_t i = 0; i < picking->n; i++) {
		const struct risk_case *c = &picking->cases.cases[i];
		const struct risk_pick *pick = &picking->picks[i];
		const char *office = store_code_text(picking->call->session.store, c->office);

		text_appendf(out, "%zu,", i + 1);
		width_append_csv(out, c->name, strlen(c->name));
		text_put(out, ',');
		width_append_csv(out, office ? office : "", office ? strlen(office) : 0);
		text_appendf(out, ",%s,%s,", time_day_format(c->day, day), pick->arm == RISK_ARM_RANK ? "rank" : "chance");
		if (!isnan(pick->p))
			text_append_json_number(out, pick->p);
		text_put(out, ',');
		if (pick->reason)
			width_append_csv(out, pick->reason, strlen(pick->reason));
		text_put(out, '\n');
	}
}

static bool keep(struct picking *picking, struct err *err)
{
	struct risk_call *call = picking->call;
	const char *said = args_get(call->args, "note");
	const char *sizes = risk_picks_note(picking->n, picking->n_chance, picking->cases.n, picking->seed, &call->arena);
	const char *note = sizes && said ? arena_printf(&call->arena, "%s: %s", sizes, said) : sizes;

	return note ? risk_picks_keep(call->session.store, picking->picks, picking->n, picking->model ? risk_model_card(picking->model)->version : 0,
		risk_who(call->args), note, call->app->now, err) : err_memory(err);
}

bool risk_run_pick(struct risk_call *call, struct err *err)
{
	struct picking picking = {.call = call, .seed = (uint64_t)call->app->now};
	struct risk_state state;
	bool ok = risk_seed(call->args, &picking.seed, err) && risk_state_read(call->session.store, &call->arena, &state, err) &&
		  (state.off || risk_model_in_use(call, &picking.model, err)) && cases_take(&picking, err) && sizes_take(&picking, err);

	if (ok && picking.n == 0)
		ok = err_set(err, ERR_NO_INPUT, "nothing is left to pick: no open declaration that was not picked before");
	ok = ok && choose(&picking, err) && reasons_take(&picking, err) && keep(&picking, err);
	if (ok)
		list_write(&picking, &call->out);
	risk_cases_finish(&picking.cases);
	risk_model_close(picking.model);
	return ok;
}
