/* phrase.h - the words of a finding, out of the catalogue of phrases. */
#ifndef INSIGHT_PHRASE_H
#define INSIGHT_PHRASE_H

#include "insight/findings.h"

/* Fills claim, cause, size, certainty and text; all live in the arena. currency may be NULL; all: how many
 * figures were looked at, and how many chance raises; with_initiative: its initiative was not named
 * yet. False when memory is out. */
bool phrase_finding(struct finding *finding, const struct findings *all, int32_t to, const char *currency, bool with_initiative, struct arena *arena);
/* "Port Salim", or "Post 100" of one without a name; inside: in mid-sentence. */
const char *phrase_place(const struct finding *finding, bool inside, struct arena *arena);
/* "the yellow lane", "broker 3f2a": a driver in mid-sentence. */
void phrase_part(struct text *out, const struct finding_driver *driver);

/* Findings go into mails: codes of people become pseudonyms, several a list in words. Before phrase_part(). */
void phrase_mask(struct finding_driver *driver, struct arena *arena);
const char *phrase_pseudonym(const char *code, struct arena *arena);	/* "3f2a": a declarant by another name, the same everywhere */

#endif
