/* risk_train.c - `risk train` and `risk evaluate`: a model made, a model judged. */
#include <string.h>

#include "base/time.h"
#include "progress.h"
#include "risk.h"
#include "risk/gate.h"
#include "risk/trail.h"

static bool step(void *user, int done, int all)
{
	return progress_step(user, done, all, -1);
}

static bool train_options_take(const struct risk_call *call, struct risk_train_options *options, struct err *err)
{
	int64_t threads = 1;
	int32_t first, last;

	if (!risk_span(call->session.store, &first, &last, err))
		return false;
	options->until = last;
	options->seed = 1;
	options->engine = args_get(call->args, "engine");
	if (!risk_day(call->args, "from", &options->from, err) || !risk_day(call->args, "until", &options->until, err) ||
		!risk_seed(call->args, &options->seed, err) || !args_int(call->args, "threads", 1, 256, &threads, err))
		return false;
	options->threads = (int)threads;
	return true;
}

static bool train(struct risk_call *call, struct risk_train_options *options, struct risk_model **ret_model, struct err *err)
{
	struct progress progress;
	bool ok;

	progress_start(&progress, "learning");
	options->step = step;
	options->user = &progress;
	ok = risk_train(call->session.store, options, ret_model, err);
	progress_end(&progress);
	return ok;
}

static void gate_tell(const struct risk_gate *gate, int64_t champion, struct text *out)
{
	static const char *const of[] = {[RISK_GATE_LATER] = "", [RISK_GATE_HELD_BACK] = ", which it had held back in its training",
		[RISK_GATE_TRIALS] = ", which it had held back in its training, as that one its own"};
	char from[32], to[32];

	if (gate->on == RISK_GATE_NOTHING) {
		text_appendf(out, "Not compared with model %lld: there are no hundred results that neither has learnt from, and their trials were of other days.", (long long)champion);
		return;
	}
	text_appendf(out, "Against model %lld on %zu results of %s to %s%s: precision at 10 %% %.3f against %.3f (+-%.3f), Brier %.4f against %.4f (+-%.4f): %s",
		(long long)champion, gate->n, time_day_format(gate->from, from), time_day_format(gate->to, to),
		of[gate->on], gate->precision[1], gate->precision[0], 2 * gate->precision_error, gate->brier[1],
		gate->brier[0], 2 * gate->brier_error, gate->holds ? "not worse" : "WORSE");
}

/* A new model goes live only where it is not worse than the one in use. */
static bool challenge(struct risk_call *call, struct risk_model *challenger, struct text *verdict, bool *ret_holds, struct err *err)
{
	struct risk_model *champion = NULL;
	struct risk_gate gate;
	struct risk_state state;
	struct err ignored = {0};
	int32_t first, last;

	*ret_holds = true;
	if (!risk_state_read(call->session.store, &call->arena, &state, err) || !risk_span(call->session.store, &first, &last, err))
		return false;
	if (!state.in_use)
		return true;
	if (!risk_model_open(call->session.store, state.in_use, &champion, &ignored)) {
		text_appendf(verdict, "Not compared with model %lld, which cannot be used: %s", (long long)state.in_use, ignored.text);
		return true;
	}
	if (risk_gate_compare(call->session.store, champion, challenger, last, &gate, &ignored)) {
		gate_tell(&gate, state.in_use, verdict);
		*ret_holds = gate.holds;
	}
	risk_model_close(champion);
	return true;
}

static bool put_in_use(struct risk_call *call, struct risk_model *model, struct err *err)
{
	struct text verdict = TEXT_INIT;
	int64_t version = risk_model_card(model)->version;
	const char *who = risk_who(call->args);
	bool holds, ok = challenge(call, model, &verdict, &holds, err);

	if (ok && (holds || args_has(call->args, "force")))
		ok = risk_use(call->session.store, version, who, verdict.len ? verdict.data : "the first", call->app->now, err);
	else if (ok)
		ok = risk_hold(call->session.store, version, who, verdict.data, call->app->now, err);
	if (ok) {
		if (verdict.len)
			text_appendf(&call->out, "%s\n", verdict.data);
		if (!holds && !args_has(call->args, "force"))
			text_appendf(&call->out, "It was kept but is not in use; `tidewaiter risk use --model %lld` puts it in use all the same.\n", (long long)version);
	}
	text_finish(&verdict);
	return ok;
}

bool risk_run_train(struct risk_call *call, struct err *err)
{
	struct risk_train_options options = {.from = TIME_DAY_NONE};
	struct risk_model *model = NULL;
	double started = progress_clock();
	bool ok = train_options_take(call, &options, err) && train(call, &options, &model, err) &&
		  risk_model_keep(call->session.store, model, call->app->now, risk_who(call->args), err);

	if (ok) {
		risk_write_trained(risk_model_card(model), progress_clock() - started, &call->out);
		ok = put_in_use(call, model, err);
	}
	risk_model_close(model);
	return ok;
}

bool risk_run_evaluate(struct risk_call *call, struct err *err)
{
	static const char *const formats[] = {"text", "json", NULL};
	struct risk_evaluate_options options = {0};
	struct risk_evaluation evaluation;
	struct risk_model *model = NULL;
	const char *format;
	int32_t first, last;
	bool ok = risk_format(call->args, formats, &format, err) && risk_rule(call->args, &options.rule, err) &&
		  risk_seed(call->args, &options.question.seed, err) &&
		  risk_shares(call->args, "budget", "1%,5%,10%,20%", &call->arena, &options.question.shares, &options.question.n_shares, err) &&
		  risk_span(call->session.store, &first, &last, err) && risk_model_named(call, &model, err);

	if (ok) {
		options.from = risk_model_card(model)->trained_until + 1;
		options.to = last;
		ok = risk_day(call->args, "from", &options.from, err) && risk_day(call->args, "to", &options.to, err) &&
		     risk_evaluate(call->session.store, model, &options, &call->arena, &evaluation, err);
	}
	if (ok && strcmp(format, "json") == 0)
		risk_write_evaluation_json(risk_model_card(model), &evaluation, args_has(call->args, "rank"), &call->out);
	else if (ok)
		risk_write_evaluation_text(risk_model_card(model), &evaluation, call->app->ascii, &call->out);
	risk_model_close(model);
	return ok;
}
