/* build.h - the truth turned into day segments, inside the load's transaction.
 *
 * What a load tells of new declarations is judged at once and kept until its day is made; what it changes otherwise is
 * read from the tables when it is done. A day that cannot be put together from both is made anew from the tables alone:
 * the outcome is the same, and so is that of building all. */
#ifndef CUBE_BUILD_H
#define CUBE_BUILD_H

#include <stddef.h>

#include "base/err.h"
#include "store/sink.h"
#include "store/store.h"

struct cube_watch;

/* Watches the loads of one sink. *ret_calls is what the sink is created with; it borrows the watch. */
bool cube_watch_create(
	struct store *store, struct cube_watch **ret_watch, struct store_watch *ret_calls, struct err *err);
/* How many facts may wait at a time, between loads; the default fits four days of a large administration in 16 MiB. */
void cube_watch_limit(struct cube_watch *watch, size_t facts);
void cube_watch_destroy(struct cube_watch *watch); /* after the sink; accepts NULL */

bool cube_build_all(struct store *store, struct err *err); /* opens no transaction of its own */

#endif
