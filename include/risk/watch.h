/* watch.h - whether the world still is the one that the model learnt from, week by week since its last day.
 *
 * Four signals, each with the limits that chance alone would keep: how scores are spread (PSI against the first four of the weeks
 * that are looked at; chi-squared limit, not a customary .1 or .25), the share of new goods, hits found against hits expected, and
 * what random picks find. One of them alone is no alarm: two of the four within two weeks are, and one that holds for four. */
#ifndef RISK_WATCH_H
#define RISK_WATCH_H

#include "risk/model.h"

enum { RISK_WATCH_FEW = 20 };	/* results a week; fewer tell no share */

enum risk_signal { RISK_SIGNAL_SCORES, RISK_SIGNAL_NEW_GOODS, RISK_SIGNAL_FOUND, RISK_SIGNAL_RANDOM, RISK_SIGNALS };

const char *risk_signal_title(enum risk_signal signal);

struct risk_week {
	int32_t day;			/* its Monday */
	size_t n, n_new;		/* declarations registered; of goods never inspected before */
	double unseen_importers, unseen_hs;	/* shares never inspected before; NaN where the model keeps no such record */
	double psi, psi_chance;		/* NaN in the first four weeks, and where these hold fewer than a hundred results */
	double new_low, new_high;	/* what chance allows the share of new goods; NaN unknown */
	size_t judged, hits;
	double expected, spread;	/* hits that the model expected of the judged, and their standard deviation */
	size_t random_n, random_hits;
	double random_low, random_high;	/* what chance allows the random picks around the rate of all of them */
	size_t picked, picked_hits;	/* of the judged, those that the model ranks in its best tenth of all weeks */
	double picked_expected, picked_spread;
	bool signals[RISK_SIGNALS];
	bool alarm;			/* two signals or more, this week and the one before taken together; or one for four weeks */
};

struct risk_watch {
	struct risk_week *weeks;	/* those that ended by `to`, the oldest first */
	size_t n;
	double picked_rate, random_rate;	/* over all weeks; NaN without any */
	size_t random_n, random_hits;
};

/* Weeks from the one after the model's last day, at most `most` of them, the latest. only: of these declarations; NULL all. They live in the
 * arena. */
bool risk_watch(struct store *store, struct risk_model *model, int32_t to, size_t most, const struct risk_only *only, struct arena *arena,
	struct risk_watch *ret_watch, struct err *err);

/* One figure of the declaration itself, this season against the same one a year before (or the training window, where that is not
 * loaded). */
struct risk_shift {
	const char *name;		/* "log:mass" */
	double psi, chance;
};
struct risk_season {
	int32_t from, to;		/* the season that is looked at */
	size_t n;
	bool is_last_year;		/* compared with the same days a year before; else with the training window */
	size_t n_before;
	struct risk_shift *shifts;	/* the largest first */
	size_t n_shifts;
};

bool risk_season(struct store *store, struct risk_model *model, int32_t from, int32_t to, struct arena *arena,
	struct risk_season *ret_season, struct err *err);

#endif
