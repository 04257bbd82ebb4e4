/* reason.h - why the model ranks a declaration where it does, grouped by what a person reads, each with its fact.
 *
 * Contributions are exact (tree SHAP, Lundberg and others 2020; coefficient times value for the ridge): over all groups, with the
 * base, they sum to the margin, which is the log odds of a hit before probabilities were bent to what was found. Facts tell the
 * record of goods and traders as it stood when the model was trained; no trader is named. */
#ifndef RISK_REASON_H
#define RISK_REASON_H

#include "risk/model.h"

enum risk_group {
	RISK_GROUP_GOODS, RISK_GROUP_LANE, RISK_GROUP_PARTY, RISK_GROUP_VALUE, RISK_GROUP_MASS, RISK_GROUP_CALENDAR, RISK_GROUP_PAPERS,
	RISK_GROUPS
};

const char *risk_group_title(enum risk_group group);	/* "goods", "lane", "trader" ... */

struct risk_reason {
	enum risk_group group;
	double push;		/* log odds; above 0 it makes a hit likelier */
	const char *fact;	/* one phrase: "this very goods: 7 inspected, 7 irregular (100 %; usual 7 %)" */
	size_t inspected, hits;	/* of the record that the fact tells; 0 where it tells none */
};

/* A judged declaration like this one. */
struct risk_similar {
	const char *name;	/* declaration_id */
	int32_t day;
	bool hit, same_importer;
};

enum { RISK_SIMILAR_MAX = 5 };

struct risk_explanation {
	int64_t id;
	const char *name;
	int32_t day;
	double p, margin, base;
	bool is_new;			/* weak evidence: these goods were never inspected */
	struct risk_reason reasons[RISK_GROUPS];	/* the largest first */
	size_t n_reasons;
	struct risk_similar similar[RISK_SIMILAR_MAX];	/* the newest; filled by risk_similar_read() */
	size_t n_similar;
	size_t similar_judged, similar_hits;	/* how many there are in all */
	bool similar_by_importer;		/* none of the same commodity and origin: others of the same importer */
};

/* One for each id, in their order; ERR_NO_INPUT where one is not there (or not live). They live in the arena. */
bool risk_explain(struct store *store, struct risk_model *model, const int64_t *ids, size_t n, struct arena *arena,
	struct risk_explanation **ret_explanations, struct err *err);
/* Declarations of the same commodity and origin that an inspection has judged, those of the same importer first; where there
 * are none, other declarations of the importer. */
bool risk_similar_read(struct store *store, struct risk_explanation *explanation, struct arena *arena, struct err *err);

/* What a model looks at, in all: shares of the groups that sum to 1 (gain of its trees; size of the ridge's coefficients). */
void risk_model_looks(const struct risk_model *model, double ret_shares[RISK_GROUPS]);

#endif
