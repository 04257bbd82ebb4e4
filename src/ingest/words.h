/* words.h - local words for the values of closed lists. */
#ifndef INGEST_WORDS_H
#define INGEST_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "model/kind.h"

/* The value of column->values that the cell means: the value itself, or a common word for it in another language ("vert",
 * "IM4"). NULL when it means none of them; "" when it means that nothing was recorded. */
const char *words_find(const struct model_column *column, const char *s, size_t n);
/* yes, oui, 1, vrai ...: 1; no ...: 0; else -1. */
int words_find_bool(const char *s, size_t n);
/* "total", "sous-total", "grand total": the first word of a totals row. */
bool words_is_total(const char *s, size_t n);

#endif
