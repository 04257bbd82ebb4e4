/* command_risk.c - `tidewaiter risk VERB`: the risk model from the command line. */
#include "app.h"

#include <string.h>

#include "risk.h"

static const struct option_def options[] = {
	{.name = "until", .argument = "DATE", .help = "train: the last day it may learn from (default: all data)"},
	{.name = "from", .argument = "DATE", .help = "first day, of registration"},
	{.name = "to", .argument = "DATE", .help = "last day, included"},
	{.name = "seed", .argument = "N", .help = "of all chance (default: 1)"},
	{.name = "engine", .argument = "boost|ridge", .help = "train: kind of model (default: boost where XGBoost is built in)"},
	{.name = "threads", .argument = "N", .help = "train: default 1; the model is the same whatever their number"},
	{.name = "model", .argument = "VERSION", .help = "the model to use (default: the newest)"},
	{.name = "budget", .argument = "SHARE[,SHARE]", .help = "evaluate: shares of the declarations to inspect, 1%,5%,10%; simulate, pick: one (default: 5%)"},
	{.name = "rank", .argument = "RULE", .help = "p (most hits), p-log-stake (hits and money), p-stake (most money)"},
	{.name = "top", .argument = "N", .help = "score: only the first N (default: 20 as text, all as csv and json)"},
	{.name = "all", .help = "score: also declarations that are released or inspected"},
	{.name = "office", .argument = "OFFICE", .help = "score, pick: only of this office"},
	{.name = "reasons", .help = "score: the three strongest reasons in csv and json, too (at most 2000 rows)"},
	{.name = "explore", .argument = "SHARE", .help = "simulate, pick: of the picks, by chance (default: 10%)"},
	{.name = "weeks", .argument = "N", .help = "simulate: weeks that count (default: 52)"},
	{.name = "start", .argument = "N", .help = "simulate: weeks before them, by chance alone (default: 4)"},
	{.name = "seeds", .argument = "N", .help = "simulate: how often the year is played (default: 5)"},
	{.name = "rotate", .argument = "WEEK", .help = "simulate: from this week on half of all goods have the outcome of others"},
	{.name = "alone", .help = "simulate: not once more without picks by chance"},
	{.name = "margin", .argument = "SHARE", .help = "mirror: what freight and insurance add to exports (default: 10%)"},
	{.name = "year", .argument = "YEAR", .help = "mirror: only this one"},
	{.name = "note", .argument = "TEXT", .help = "use, approve, off, on, agree, disagree: why, for the audit trail"},
	{.name = "force", .help = "train: put the new model in use even where it is worse than the present one"},
	{.name = "names", .help = "pairs, fairness: brokers and officers by their codes, in text too (json: always)"},
	{.name = "fail-on-alarm", .help = "drift: exit status 1 when the last week alarms"},
	{.name = "by", .argument = "NAME", .help = "who does it, for the audit trail (default: the login name)"},
	{.name = "format", .argument = "text|csv|json", .help = "how to print it (csv: score; simulate: table or json)"},
	{.name = "output", .letter = 'o', .argument = "FILE", .help = "write there, whole or not at all"},
	{.name = NULL},
};

struct verb {
	const char *name;
	risk_verb_run *run;
	bool writes;
	bool keeps;	/* what it found, where it may write */
	bool argument;	/* takes one word */
};

static const struct verb verbs[] = {
	{.name = "train", .run = risk_run_train, .writes = true},
	{.name = "evaluate", .run = risk_run_evaluate},
	{.name = "score", .run = risk_run_score},
	{.name = "pick", .run = risk_run_pick, .writes = true},
	{.name = "explain", .run = risk_run_explain, .argument = true},
	{.name = "simulate", .run = risk_run_simulate, .keeps = true},
	{.name = "models", .run = risk_run_models},
	{.name = "card", .run = risk_run_card},
	{.name = "drift", .run = risk_run_drift},
	{.name = "fairness", .run = risk_run_fairness},
	{.name = "use", .run = risk_run_use, .writes = true},
	{.name = "approve", .run = risk_run_approve, .writes = true},
	{.name = "off", .run = risk_run_off, .writes = true},
	{.name = "on", .run = risk_run_on, .writes = true},
	{.name = "agree", .run = risk_run_agree, .writes = true, .argument = true},
	{.name = "disagree", .run = risk_run_disagree, .writes = true, .argument = true},
	{.name = "trail", .run = risk_run_trail},
	{.name = "outliers", .run = risk_run_outliers},
	{.name = "mirror", .run = risk_run_mirror},
	{.name = "pairs", .run = risk_run_pairs},
	{.name = "rules", .run = risk_run_rules},
};

static const struct verb *verb_find(const struct args *args, struct err *err)
{
	struct text known = TEXT_INIT;

	for (size_t i = 0; args->n_rest > 0 && i < sizeof(verbs) / sizeof(*verbs); i++) {
		if (strcmp(args->rest[0], verbs[i].name) == 0)
			return &verbs[i];
	}
	for (size_t i = 0; i < sizeof(verbs) / sizeof(*verbs); i++)
		text_appendf(&known, "%s%s", i ? " " : "", verbs[i].name);
	if (args->n_rest > 0)
		err_set(err, ERR_USAGE, "there is no 'risk %s'; there are: %s", args->rest[0], known.data);
	else
		err_set(err, ERR_USAGE, "risk needs a verb: %s", known.data);
	text_finish(&known);
	return NULL;
}

static bool words_check(const struct verb *verb, const struct args *args, struct err *err)
{
	if (verb->argument && args->n_rest < 2)
		return err_set(err, ERR_USAGE, "risk %s needs one word more; see tidewaiter risk --help", verb->name);
	if (args->n_rest > (verb->argument ? 2 : 1))
		return err_set(err, ERR_USAGE, "risk %s does not know what to do with '%s'", verb->name, args->rest[args->n_rest - 1]);
	return true;
}

static bool run(struct app *app, const struct args *args, int *ret_status, struct err *err)
{
	struct risk_call call = {.app = app, .args = args, .out = TEXT_INIT};
	const struct verb *verb = verb_find(args, err);
	bool ok;

	if (!verb || !words_check(verb, args, err))
		return false;
	if (verb->writes && app->read_only)
		return err_set(err, ERR_REFUSED, "risk %s writes into the database: not with --read-only", verb->name);
	call.argument = verb->argument ? args->rest[1] : NULL;
	arena_init(&call.arena);
	ok = session_open(app, verb->writes || (verb->keeps && !app->read_only) ? STORE_READ_WRITE : STORE_READ_ONLY, NULL, &call.session, err) && verb->run(&call, err) &&
	     output_write(args_get(args, "output"), &call.out, err);
	if (ok)
		*ret_status = call.status;
	session_close(&call.session);
	text_finish(&call.out);
	arena_finish(&call.arena);
	return ok;
}

const struct command command_risk = {
	.name = "risk",
	.synopsis = "VERB [OPTION...]",
	.summary = "trains, judges and asks the risk model",
	.description = "train learns from declarations whose inspection has a recorded result, registered and judged until a day, and keeps the "
		"model in the database.\n\n"
		"evaluate judges a model on declarations registered after that day: how many of the best-ranked share are hits, against "
		"picking blindly and against today's practice, always for all declarations and beside it for new goods alone.\n\n"
		"score ranks the declarations that are neither inspected nor released (or all of a period), with the reasons. explain tells why one "
		"declaration stands where it does, and what was found in others like it. The score advises; an officer decides.\n\n"
		"pick chooses the day's list from what is open and was not picked before (--top, or --budget of it), most by rank and --explore of it by "
		"chance, writes it into the audit trail, and prints it as CSV: so the hit rate of either, and what was released all the same, are counted "
		"later. Picks by chance count as random picks from then on.\n\n"
		"simulate plays a year of weekly selection over on what was inspected: only what is picked has its result told, and the model "
		"learns anew each week; once with a share of the picks by chance and once without, beside picking blindly and today's practice. Unless "
		"--read-only is given, the database keeps the result, and the view Risk shows it until the next is played.\n\n"
		"models, card: what was trained, and who answers for it. use goes to another model (--model), approve puts a name under the one in "
		"use, off and on are the switch (off: score lists what rules picked, then chance), agree and disagree DECLARATION are an officer's word. "
		"All of that stands in the audit trail, which is only added to; trail prints it and checks that it is whole (status 1 where it is not).\n\n"
		"drift tells week by week whether the world still is the one that was learnt from; fairness tells whom inspections fall on, by size of "
		"importer, office, origin and broker, and how often rightly.\n\n"
		"Beyond the model, each a prompt for a review with its evidence and no proof: outliers lists values far below the usual of their goods "
		"with the tax at stake, mirror what partners say they exported against what was declared, pairs brokers and officers who meet more "
		"often than dealt, rules what each rule finds against random picks.",
	.example = "  tidewaiter risk train --until 2020-12-31\n"
		"  tidewaiter risk evaluate --from 2021-01-01 --to 2021-03-31 --budget 1%,5%,10% --format json\n"
		"  tidewaiter risk score --office NGT --top 10\n"
		"  tidewaiter risk off --by 'Head of risk' --note 'appeal pending'",
	.options = options,
	.run = run,
};
