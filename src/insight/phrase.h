/* phrase.h - the words of a finding. */
#ifndef INSIGHT_PHRASE_H
#define INSIGHT_PHRASE_H

#include "insight/findings.h"

/* Both live in the arena; false when memory is out. */
bool phrase_finding(struct finding *finding, int32_t to, struct arena *arena);
bool phrase_action(struct finding *finding, const char *by_watch, struct arena *arena);

#endif
