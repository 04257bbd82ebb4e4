/* risk_govern.c - who answers for the model: its card, approval, rolling back, the switch, officers' words, the trail of all that. */
#include <math.h>
#include <string.h>

#include "base/time.h"
#include "base/width.h"
#include "risk.h"
#include "risk/pick.h"
#include "risk/trail.h"
#include "store/rows.h"

enum { TRAIL_SHOWN = 40 };

static const char *note_of(const struct risk_call *call)
{
	return args_get(call->args, "note");
}

static bool version_take(struct risk_call *call, int64_t *ret_version, struct err *err)
{
	struct risk_state state;

	if (!risk_state_read(call->session.store, &call->arena, &state, err))
		return false;
	*ret_version = state.in_use;
	if (!args_int(call->args, "model", 1, INT64_MAX, ret_version, err))
		return false;
	return *ret_version || err_set(err, ERR_NO_INPUT, "no risk model was trained yet: tidewaiter risk train --until DATE");
}

bool risk_run_use(struct risk_call *call, struct err *err)
{
	int64_t version;

	if (!version_take(call, &version, err) || !risk_use(call->session.store, version, risk_who(call->args), note_of(call), call->app->now, err))
		return false;
	text_appendf(&call->out, "Model %lld is in use now; tidewaiter risk use --model N goes back to another.\n", (long long)version);
	return true;
}

bool risk_run_approve(struct risk_call *call, struct err *err)
{
	int64_t version;

	if (!version_take(call, &version, err) ||
		!risk_approve(call->session.store, version, risk_who(call->args), note_of(call), call->app->now, err))
		return false;
	text_appendf(&call->out, "Model %lld is approved by %s.\n", (long long)version, risk_who(call->args));
	return true;
}

static bool turn(struct risk_call *call, bool off, struct err *err)
{
	if (!risk_switch(call->session.store, off, risk_who(call->args), note_of(call), call->app->now, err))
		return false;
	text_append(&call->out, off ? "The model is off: nothing is ranked by it. `risk score` lists what rules picked, then all others by chance.\n"
				    : "The model is on again.\n");
	return true;
}

bool risk_run_off(struct risk_call *call, struct err *err)
{
	return turn(call, true, err);
}

bool risk_run_on(struct risk_call *call, struct err *err)
{
	return turn(call, false, err);
}

static bool opine(struct risk_call *call, bool agrees, struct err *err)
{
	int64_t id;

	if (!risk_declaration(call, &id, err) ||
		!risk_opine(call->session.store, id, agrees, risk_who(call->args), note_of(call), call->app->now, err))
		return false;
	text_append(&call->out, agrees ? "Kept: the officer agrees.\n" : "Kept: the officer does not agree.\n");
	return true;
}

bool risk_run_agree(struct risk_call *call, struct err *err)
{
	return opine(call, true, err);
}

bool risk_run_disagree(struct risk_call *call, struct err *err)
{
	return opine(call, false, err);
}

/* ---- cards */

static void event_line(struct text *out, const char *what, const struct risk_event *event, const char *none)
{
	char at[32];

	text_appendf(out, "%-16s ", what);
	if (event) {
		width_filter(out, event->who, strlen(event->who));
		text_appendf(out, ", %s", time_seconds_format(event->at, at));
		if (event->note) {
			text_append(out, ": ");
			width_filter(out, event->note, strlen(event->note));
		}
	} else {
		text_append(out, none);
	}
	text_put(out, '\n');
}

static void overrides_line(struct text *out, const struct risk_state *state)
{
	size_t all = state->agreed + state->disagreed;

	if (all == 0) {
		text_appendf(out, "%-16s none told yet\n", "officers' words");
		return;
	}
	text_appendf(out, "%-16s %zu, of them %zu did not agree (%.1f %%)\n", "officers' words", all, state->disagreed,
		100.0 * (double)state->disagreed / (double)all);
	text_appendf(out, "%-16s not agreed to: %zu judged since, %zu hits; agreed to: %zu judged, %zu hits\n", "", state->disagreed_judged,
		state->disagreed_hits, state->agreed_judged, state->agreed_hits);
}

static void picked_lines(struct text *out, const struct risk_picked arms[RISK_ARMS])
{
	static const char *const names[RISK_ARMS] = {[RISK_ARM_RANK] = "by rank", [RISK_ARM_CHANCE] = "by chance"};

	for (int arm = 0; arm < RISK_ARMS; arm++)
		text_appendf(out, "%-16s %s: %zu, of them %zu judged since, %zu hits; %zu released without a result\n", arm ? "" : "picked", names[arm],
			arms[arm].n, arms[arm].judged, arms[arm].hits, arms[arm].passed);
}

static void probe_line(struct text *out, const struct risk_probe *probe)
{
	char day[32];

	if (probe->from == TIME_DAY_NONE)
		text_appendf(out, "%-16s too few outcomes to hold any back\n", "held back");
	else
		text_appendf(out, "%-16s from %s, %zu results: AUC %.3f, Brier %.4f, precision at 10 %% %.1f %%; new goods alone AUC %.3f, %.1f %%\n",
			"held back", time_day_format(probe->from, day), probe->n, probe->auc, probe->brier, probe->precision_10 * 100, probe->new_auc,
			probe->new_precision_10 * 100);
}

static bool trained_by(struct risk_call *call, int64_t version, const struct risk_event **ret_event, struct err *err)
{
	struct risk_event *events;
	size_t n;

	*ret_event = NULL;
	if (!risk_events_read(call->session.store, 100000, &call->arena, &events, &n, err))
		return false;
	for (size_t i = 0; i < n; i++)
		if (events[i].model == version && strcmp(events[i].what, "train") == 0)
			*ret_event = &events[i];
	return true;
}

static void card_write(struct text *out, const struct risk_card *card, const struct risk_state *state, const struct risk_event *trained,
	const struct risk_picked *picked, const char *owner)
{
	char from[32], until[32];

	text_appendf(out, "Model %lld, %s%s%s\n", (long long)card->version, card->engine_title, card->version == state->in_use ? ", in use" : "",
		card->synthetic ? ", SYNTHETIC" : "");
	text_appendf(out, "%-16s %s\n", "owner", owner ? owner : "nobody is named: owner in [risk] of the configuration");
	event_line(out, "trained by", trained, "not told");
	text_appendf(out, "%-16s %zu inspections, %zu hits, %s to %s, seed %llu\n", "learnt from", card->n, card->hits,
		time_day_format(card->trained_from, from), time_day_format(card->trained_until, until), (unsigned long long)card->seed);
	event_line(out, "approved by", card->version == state->in_use ? state->approval : NULL, "nobody: tidewaiter risk approve");
	text_appendf(out, "%-16s %s\n", "switch", state->off ? "off" : "on");
	overrides_line(out, state);
	picked_lines(out, picked);
	probe_line(out, &card->probe);
	text_appendf(out, "%-16s ", "keeps record of");
	for (size_t i = 0; i < card->n_keys; i++)
		text_appendf(out, "%s%s", i ? "; " : "", card->keys[i]);
	text_appendf(out, "\n%-16s %s\n%-16s %s\n", "sha256", card->sha256, "of the data", card->data_sha256);
	text_append(out, "The score advises; an officer decides. Nothing is refused or released by it.\n");
}

bool risk_run_card(struct risk_call *call, struct err *err)
{
	const struct risk_event *trained;
	struct risk_model *model = NULL;
	struct risk_picked picked[RISK_ARMS];
	struct risk_state state;
	bool ok = risk_state_read(call->session.store, &call->arena, &state, err) && risk_model_in_use(call, &model, err) &&
		  risk_picks_count(call->session.store, picked, err) &&
		  trained_by(call, risk_model_card(model)->version, &trained, err);

	if (ok)
		card_write(&call->out, risk_model_card(model), &state, trained, picked, settings_find(call->app->config, "risk", "owner"));
	risk_model_close(model);
	return ok;
}

bool risk_run_models(struct risk_call *call, struct err *err)
{
	struct store_rows *rows = NULL;
	struct risk_state state;
	char from[32], until[32], at[32];
	int got;

	if (!risk_state_read(call->session.store, &call->arena, &state, err) ||
		!store_rows_open(call->session.store, "risk_model_card", &rows, err))
		return false;
	store_rows_bind_int(rows, 1, 0);
	text_append(&call->out, "model  engine  trained              learnt from              inspections   hits\n");
	while ((got = store_rows_next(rows, err)) == 1)
		text_appendf(&call->out, "%5lld  %-6s  %s  %s to %s  %11lld %6lld%s%s\n", (long long)store_rows_int(rows, 0), store_rows_text(rows, 4),
			time_seconds_format(store_rows_int(rows, 1), at), time_day_format((int32_t)store_rows_int(rows, 2), from),
			time_day_format((int32_t)store_rows_int(rows, 3), until), (long long)store_rows_int(rows, 5), (long long)store_rows_int(rows, 6),
			store_rows_int(rows, 0) == state.in_use ? "  in use" : "", store_rows_int(rows, 7) ? "" : "  only its card was kept");
	store_rows_close(rows);
	return got == 0;
}

/* ---- the trail */

static void events_text(struct risk_call *call, const struct risk_event *events, size_t n)
{
	struct text *out = &call->out;
	char at[32];

	for (size_t i = n; i-- > 0;) {
		text_appendf(out, "%6lld  %s  %-8s ", (long long)events[i].id, time_seconds_format(events[i].at, at), events[i].what);
		width_filter(out, events[i].who, strlen(events[i].who));
		if (events[i].model)
			text_appendf(out, ", model %lld", (long long)events[i].model);
		if (events[i].declaration)
			text_appendf(out, ", declaration number %lld", (long long)events[i].declaration);
		if (events[i].note) {
			text_append(out, ": ");
			width_filter(out, events[i].note, strlen(events[i].note));
		}
		text_put(out, '\n');
	}
}

static void events_json(struct text *out, const struct risk_event *events, size_t n, const struct risk_chain *chain)
{
	text_appendf(out, "{\"lines\":%zu,\"whole\":%s,\"sum\":\"%s\",\"events\":[", chain->n, chain->broken ? "false" : "true", chain->last);
	for (size_t i = n; i-- > 0;) {
		text_appendf(out, "%s\n{\"id\":%lld,\"at\":%lld,\"what\":\"%s\",\"who\":", i + 1 < n ? "," : "", (long long)events[i].id,
			(long long)events[i].at, events[i].what);
		text_append_json(out, events[i].who, strlen(events[i].who));
		text_appendf(out, ",\"model\":%lld,\"declaration\":%lld,\"note\":", (long long)events[i].model, (long long)events[i].declaration);
		if (events[i].note)
			text_append_json(out, events[i].note, strlen(events[i].note));
		else
			text_append(out, "null");
		text_put(out, '}');
	}
	text_append(out, "]}\n");
}

bool risk_run_trail(struct risk_call *call, struct err *err)
{
	static const char *const formats[] = {"text", "json", NULL};
	struct risk_event *events;
	struct risk_chain chain;
	const char *format;
	int64_t most = TRAIL_SHOWN;
	size_t n;

	if (!risk_format(call->args, formats, &format, err) || !args_int(call->args, "top", 1, 1000000, &most, err) ||
		!risk_events_read(call->session.store, (size_t)most, &call->arena, &events, &n, err) ||
		!risk_chain_check(call->session.store, &chain, err))
		return false;
	if (chain.broken) {
		call->status = ERR_NOT_SO;

	}
	if (strcmp(format, "json") == 0) {
		events_json(&call->out, events, n, &chain);
		return true;
	}
	events_text(call, events, n);
	if (chain.broken)
		text_appendf(&call->out, "NOT WHOLE: line %lld does not fit the lines before it; what follows it proves nothing.\n", (long long)chain.broken);
	else if (chain.n == 0)
		text_append(&call->out, "Nothing was done yet.\n");
	else
		text_appendf(&call->out, "Whole: %zu lines, each chained to the one before. The last sum, to be written down elsewhere:\n%s\n", chain.n, chain.last);
	return true;
}
