/* reform_words.h - what is said of an initiative, out of the catalogue of phrases. */
#ifndef INSIGHT_REFORM_WORDS_H
#define INSIGHT_REFORM_WORDS_H

#include "insight/reform.h"

/* Fills place, verdict_text, found, against, method and the texts beside it. False when memory is out. */
bool reform_word_it(struct reform *reform, const char *currency, struct arena *arena);

#endif
