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

/* The number of the way in which segments are laid out and filled. It stands in the database (fact cube_format): whoever changes what
 * a segment holds gives it the next one, and databases of before are made anew, once. */
enum { CUBE_FORMAT = 2 };

enum cube_layout {
	CUBE_LAYOUT_READY,	/* as this program writes it, or nothing was loaded yet */
	CUBE_LAYOUT_OLD,	/* to be made anew before it is read */
	CUBE_LAYOUT_NEWER,	/* by a program that knows more */
};

bool cube_layout_read(struct store *store, enum cube_layout *ret_layout, struct err *err);

struct cube_progress {
	bool (*step)(void *context, int64_t done, int64_t total); /* days; false: stop and leave all as it was */
	void *context;
};

/* Makes all days anew where they are laid out as of old, in one transaction. progress may be NULL. */
bool cube_renew(struct store *store, const struct cube_progress *progress, struct err *err);

/* Makes each day once more in memory and holds it against its segments; writes nothing. false, and a sentence, where they differ: the
 * file was damaged. progress may be NULL. */
bool cube_verify(struct store *store, const struct cube_progress *progress, struct err *err);

#endif
