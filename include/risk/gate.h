/* gate.h - champion and challenger: a new model goes live only if it is not worse than the present one, beyond two standard errors, in
 * precision at 10 % and in the mean squared error of its probabilities (Brier), on results that neither has learnt from.
 *
 * Where such results came after the last day of both, they are those of the last thirty days, or all of them while these are few. Else the
 * part that the challenger held back in its own training serves, where it lies after the champion's last day: of the challenger its trial
 * stands there, which knew less than the model itself. A model that is trained every night on all there is comes too soon for either: then
 * the trials of both are held against each other, each on the part that it had held back, while these share half of their days or more.
 * Where none is so, nothing can be compared, and that is said. */
#ifndef RISK_GATE_H
#define RISK_GATE_H

#include "risk/model.h"

enum risk_gate_on {
	RISK_GATE_NOTHING,		/* not compared */
	RISK_GATE_LATER,		/* results after both */
	RISK_GATE_HELD_BACK,		/* the part that the challenger held back */
	RISK_GATE_TRIALS,		/* each on the part that it had held back: from, to, n, hits are the challenger's */
};

struct risk_gate {
	enum risk_gate_on on;
	int32_t from, to;
	size_t n, hits;
	double precision[2], brier[2];	/* champion, challenger */
	double precision_error, brier_error;	/* standard errors of the differences */
	bool holds;			/* the challenger is not worse, or could not be compared */
};

/* to: the last day with data. */
bool risk_gate_compare(struct store *store, struct risk_model *champion, struct risk_model *challenger, int32_t to,
	struct risk_gate *ret_gate, struct err *err);

#endif
