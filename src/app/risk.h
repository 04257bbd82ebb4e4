/* risk.h - the verbs of `tidewaiter risk`: one row each, one file for a few that belong together. */
#ifndef APP_RISK_H
#define APP_RISK_H

#include "app.h"
#include "risk/judge.h"
#include "risk/model.h"
#include "session.h"

struct risk_call {
	struct app *app;
	const struct args *args;
	const char *argument;	/* after the verb; NULL none */
	struct session session;	/* open */
	struct arena arena;
	struct text out;	/* what is printed when the verb is done */
	int status;		/* exit code; 0 unless the verb sets another */
};

/* args: the words after `risk`. */
typedef bool risk_verb_run(struct risk_call *call, struct err *err);

risk_verb_run risk_run_train, risk_run_evaluate, risk_run_score, risk_run_explain, risk_run_simulate, risk_run_models, risk_run_card, risk_run_use,
	risk_run_approve, risk_run_off, risk_run_on, risk_run_agree, risk_run_disagree, risk_run_trail, risk_run_drift, risk_run_fairness,
	risk_run_outliers, risk_run_mirror, risk_run_pairs, risk_run_rules, risk_run_pick;

/* risk_options.c */
bool risk_day(const struct args *args, const char *name, int32_t *day, struct err *err);	/* untouched where not given */
bool risk_seed(const struct args *args, uint64_t *seed, struct err *err);
/* "1%,5%,10%" or fractions, rising or not, in (0, 1]; the default where not given. */
bool risk_shares(const struct args *args, const char *name, const char *otherwise, struct arena *arena, const double **ret_shares,
	size_t *ret_n, struct err *err);
/* One share, which may be nothing. */
bool risk_share(const struct args *args, const char *name, double otherwise, struct arena *arena, double *ret_share, struct err *err);
bool risk_format(const struct args *args, const char *const *formats, const char **ret_format, struct err *err);
bool risk_rule(const struct args *args, enum risk_rank_rule *rule, struct err *err);
const char *risk_who(const struct args *args);		/* --by, else the login name */
/* First and last day on which anything was registered; ERR_NO_INPUT where nothing was. */
bool risk_span(struct store *store, int32_t *ret_first, int32_t *ret_last, struct err *err);
/* The model that --model names, else the newest. */
bool risk_model_named(struct risk_call *call, struct risk_model **ret_model, struct err *err);

/* The model that --model names, else the one in use, else the newest. */
bool risk_model_in_use(struct risk_call *call, struct risk_model **ret_model, struct err *err);
/* The declaration that the word after the verb names. */
bool risk_declaration(struct risk_call *call, int64_t *ret_id, struct err *err);

/* risk_write.c */
void risk_write_evaluation_json(const struct risk_card *card, const struct risk_evaluation *evaluation, bool money, struct text *out);
void risk_write_evaluation_text(const struct risk_card *card, const struct risk_evaluation *evaluation, bool ascii, struct text *out);
void risk_write_trained(const struct risk_card *card, double seconds, struct text *out);

#endif
