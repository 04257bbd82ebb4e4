/* rest.h - whether what was seen or put off still rests.
 *
 * A note stands beside one figure. What happened shows in several, and which of them tells it changes from day to day: a finding rests as
 * well by a note beside one that was left out for it, when both began in the same days. It comes back when the figure that was noted got a
 * quarter worse (finding_excess). */
#ifndef INSIGHT_REST_H
#define INSIGHT_REST_H

#include "insight/findings.h"

/* Whether a note that holds puts the figure and place of a finding to rest at such a size. */
typedef bool (*rest_note)(void *closure, const struct finding *finding, double size);

/* How bad a finding is, as notes have it: 100 for each unit of a time, a sum or a count, or of the odds of a rate; of what should be high, of its
 * reciprocal. A change of some weeks counts by the worse of all its days and its last two weeks. It grows with the figure alone, not with how
 * long the change stands or how sure it became. Of silent posts and of pairs it is their score. */
double finding_excess(const struct finding *finding, int32_t to);

/* filters: those of the findings. What cannot be measured does not rest. */
bool finding_rests(const struct kpi_env *env, const struct kpi_filter *filters, size_t n_filters, const struct finding *finding, int32_t to,
	rest_note note, void *closure);

#endif
