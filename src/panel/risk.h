/* risk.h - what the view Risk shows, read whole: a model, what it is worth on declarations it never saw, what a budget of inspections
 * would do, and which open declarations it would look at first.
 *
 * It lives in the arena it was read into. Nothing in it is of the declarations that the model learnt from. */
#ifndef PANEL_RISK_H
#define PANEL_RISK_H

#include "kpi/review.h"
#include "list.h"
#include "risk/fair.h"
#include "risk/pick.h"
#include "risk/played.h"
#include "risk/reason.h"
#include "risk/trail.h"
#include "risk/watch.h"

enum {
	RISK_VIEW_RESULTS = 100,	/* fewer after the model's last day say too little: its own trial stands in for them */
	RISK_VIEW_SHARES = 40,		/* budgets of 1 to 40 % */
	RISK_VIEW_RECENT = 28,		/* days from which inspections a day are reckoned */
	RISK_VIEW_OPEN = 60,		/* open declarations that are listed with reasons */
	RISK_VIEW_OPEN_DAYS = 60,	/* registered within so many days */
	RISK_VIEW_WEEKS = 13,		/* of drift, and days of fairness, that end with the period; more where it is longer */
	RISK_VIEW_WEEKS_MOST = 53,
	RISK_VIEW_FAIR_DAYS = 91,
	RISK_VIEW_OUTLIERS = 60,
	RISK_VIEW_PAIRS = 40,
	RISK_VIEW_YEAR = 365,
	RISK_VIEW_EVENTS = 40,		/* of the audit trail */
	RISK_VIEW_TOLD = 40,		/* best candidates of each rule that are shown with their reason */
	RISK_VIEW_KEPT = 100,		/* of what was picked, the newest */
};

/* A declaration registered lately, whatever became of it. */
struct risk_recent {
	uint32_t office;
	double rank, margin, p, stake;
};

struct risk_open {
	struct risk_case of;
	const struct risk_explanation *why;
	const char *office;		/* code as text, "" none */
	const char *name;		/* of the office, for people */
	int opinion;			/* of an officer: 1 agrees, -1 does not, 0 none told */
};

/* The strongest reason of a candidate. */
struct risk_fact {
	int64_t declaration;
	const char *fact;
};

/* What can still be picked: open, and never picked before. */
struct risk_candidates {
	struct risk_case *cases;
	size_t n;
	struct risk_fact *facts;	/* of the best of them, by declaration */
	size_t n_facts;
	uint64_t seed;			/* of the draw */
};

struct risk_view {
	struct risk_state state;
	const struct risk_card *card;		/* NULL: there is no model */
	const char *trouble;			/* why the model cannot be used; NULL */
	bool stale_model;			/* of the bytes only the card was kept */
	const char *filter;			/* "post Port Salim, origin CN": only of these; NULL all */
	bool passed_over;			/* the scope has filters by time or AEO, which do not apply here */
	int32_t from, to;			/* days it is judged on */
	bool on_trial;				/* its own, of the last part of its window, for want of results after its last day */
	size_t since;				/* results after that day, whatever the filters */
	size_t random_n, random_hits;		/* of those it is judged on, picked by chance */
	struct risk_evaluation by_rule[RISK_RANK_RULES];	/* budgets[i] is of i + 1 % */
	double mean_recovered;			/* money that a hit brought, of those it is judged on; NaN */
	struct risk_recent *recent;
	size_t n_recent;
	int recent_days;
	double inspected_share;			/* of the recent ones, judged by today's practice; NaN */
	struct risk_open *open;			/* the riskiest of each office */
	size_t n_open, n_open_all;
	struct risk_candidates candidates;
	struct risk_kept *kept;			/* what was picked: the newest first */
	size_t n_kept;
	struct risk_watch watch;
	struct risk_fair fair;
	struct risk_played played;
	struct risk_picked picked[RISK_ARMS];	/* by `risk pick`, and what became of them */
	struct risk_event *events;		/* the newest first */
	size_t n_events;
	struct risk_chain chain;
	double looks[RISK_GROUPS];
	const char *currency;
	double cost;				/* of an inspection, in money units; NaN not told */
};

/* risk_filter.c: the declarations that the scope's filters leave, whatever their dimension. */
struct risk_filter {
	const char *by;			/* in words; NULL: there are none, and all is left */
	bool passed_over;
	uint64_t *bits;			/* by declaration_key.id */
	size_t n_words;
	bool failed;
};
bool risk_filter_read(const struct panel_context *context, struct arena *arena, struct risk_filter *ret_filter, struct err *err);
bool risk_filter_holds(const void *filter, int64_t declaration);	/* a struct risk_only's */
void risk_filter_finish(struct risk_filter *filter);

/* Without watch and fair: a quarter is scored anew for these, so that they are read behind the picture. */
bool risk_view_read(const struct panel_context *context, struct arena *arena, struct risk_view *ret_view, struct err *err);
/* These two alone; empty where no model is in use. */
bool risk_view_read_later(const struct panel_context *context, struct arena *arena, struct risk_view *ret_view, struct err *err);
/* "the most hits" ...: what the dial stands at. */
const char *risk_rule_title(enum risk_rank_rule rule);
/* The model that is in use, opened; NULL where there is none that can be. The caller closes it. */
bool risk_view_model(const struct panel_context *context, struct risk_model **ret_model, struct risk_state *ret_state,
	struct arena *arena, struct err *err);

extern const struct panel_ops panel_risk_case;	/* why one declaration stands where it does */

#endif
