/* fair.h - whom the inspections fall on: how often each group is inspected, and how often rightly.
 *
 * Equal hit rates are the test, not equal inspection rates (who is inspected more because more is found there is treated alike): a group
 * whose hit rate lies below that of all others is looked at too often for what is found, one above too seldom. Both for today's practice
 * and for the best tenth of the model's ranking, of declarations registered after its last day. */
#ifndef RISK_FAIR_H
#define RISK_FAIR_H

#include "risk/model.h"

enum risk_fair_dim { RISK_FAIR_SIZE, RISK_FAIR_OFFICE, RISK_FAIR_ORIGIN, RISK_FAIR_BROKER, RISK_FAIR_DIMS };

const char *risk_fair_dim_name(enum risk_fair_dim dim);		/* "importer size", "office", "origin", "broker" */

/* Of a rate against that of all others, where both say enough. */
enum risk_fair_word { RISK_FAIR_UNKNOWN, RISK_FAIR_ALIKE, RISK_FAIR_TOO_OFTEN, RISK_FAIR_TOO_SELDOM };

struct risk_fair_side {
	size_t judged, hits;
	double rate, low, high;		/* hits / judged, Wilson; NaN without any */
	enum risk_fair_word word;
};

struct risk_fair_group {
	enum risk_fair_dim dim;
	const char *code;		/* of office, origin, broker; words for a size; "" not recorded */
	size_t n;			/* declarations registered */
	double inspected;		/* share of them that today's practice inspected and judged */
	double picked;			/* share of them in the best tenth of the model's ranking */
	struct risk_fair_side practice, model;
};

struct risk_fair {
	int32_t from, to;
	size_t n;
	struct risk_fair_group all;	/* dim is RISK_FAIR_DIMS */
	struct risk_fair_group *groups;	/* by dimension, the twelve largest of each, the largest first */
	size_t n_groups;
};

/* Declarations registered from `from`, but never before the day after the model's last one, until `to`. only: of these alone; NULL all. Lives
 * in the arena. */
bool risk_fair_read(struct store *store, struct risk_model *model, int32_t from, int32_t to, const struct risk_only *only, struct arena *arena,
	struct risk_fair *ret_fair, struct err *err);

#endif
