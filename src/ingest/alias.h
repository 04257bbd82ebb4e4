/* alias.h - what other systems call our columns. */
#ifndef INGEST_ALIAS_H
#define INGEST_ALIAS_H

#include <stddef.h>

#include "model/kind.h"

enum { ALIAS_NO_MATCH = 1000 };

/* How well a folded header names a column of a kind: 0 its own name, 1 the first alias ... ALIAS_NO_MATCH. */
int alias_rank(const struct model_kind *kind, const struct model_column *column, const char *folded);
/* The header is a name of any column of any kind. */
bool alias_is_known(const char *folded);

/* Columns that are spread over several headers of a system: the folded headers, in their order, NULL-terminated; NULL
 * when the column has no such set at `index`. */
const char *const *alias_parts(const char *column, size_t index);

#endif
