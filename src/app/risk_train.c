/* risk_train.c - `risk train` and `risk evaluate`: a model made, a model judged. */
#include <string.h>

#include "base/time.h"
#include "progress.h"
#include "risk.h"
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

bool risk_run_train(struct risk_call *call, struct err *err)
{
	struct risk_train_options options = {.from = TIME_DAY_NONE};
	struct risk_model *model = NULL;
	double started = progress_clock();
	const char *who = risk_who(call->args);
	bool ok = train_options_take(call, &options, err) && train(call, &options, &model, err) &&
		  risk_model_keep(call->session.store, model, call->app->now, who, err) &&
		  risk_use(call->session.store, risk_model_card(model)->version, who, "newest", call->app->now, err);

	if (ok)
		risk_write_trained(risk_model_card(model), progress_clock() - started, &call->out);
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
