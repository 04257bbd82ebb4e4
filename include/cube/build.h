/* build.h - the truth turned into day segments, inside the load's transaction.
 *
 * Signature fits store_before_commit: app hands it to the store's sink. Rebuilds the days in touched_day (all days when it
 * holds (0, 0)) from the tables, never patches. */
#ifndef CUBE_BUILD_H
#define CUBE_BUILD_H

#include "base/err.h"
#include "store/store.h"

bool cube_build_touched(void *unused, struct store *store, struct err *err);
bool cube_build_all(struct store *store, struct err *err);	/* opens no transaction of its own */

#endif
