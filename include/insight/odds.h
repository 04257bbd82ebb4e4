/* odds.h - a chance as people say it: "once in 200 tries". */
#ifndef INSIGHT_ODDS_H
#define INSIGHT_ODDS_H

#include "base/text.h"

/* p is the chance that nothing happened and it looks so all the same. Two digits at most: more are not known of a chance. */
void odds_append(struct text *out, double p);

#endif
