/* layout.h - the number of the layout that segments have, inside the room. */
#ifndef CUBE_LAYOUT_H
#define CUBE_LAYOUT_H

#include "cube/build.h"

/* Fails, in one sentence that tells what to do, where segments are not laid out as this program reads them. */
bool cube_layout_demand(struct store *store, struct err *err);
/* Segments are as this program writes them: says so, where the store does not yet. */
bool cube_layout_mark(struct store *store, struct err *err);
/* All days from the truth, in the transaction that is open. progress may be NULL. */
bool cube_build_days(struct store *store, const struct cube_progress *progress, struct err *err);
/* Tells of progress; false, and the sentence, where it is to stop. progress may be NULL. */
bool cube_goes_on(const struct cube_progress *progress, int64_t done, int64_t total, struct err *err);

#endif
