/* source.h - declarations out of the store, each with all that was recorded about it.
 *
 * Eight statements walk a list of declarations side by side in its order, so that children are joined by a
 * merge and not by a statement a declaration. The only file of the room that knows the tables of the truth.
 */
#ifndef CUBE_SOURCE_H
#define CUBE_SOURCE_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "declaration.h"
#include "posts.h"
#include "store/store.h"

struct cube_source;

bool cube_source_open(struct store *store, struct cube_source **ret_source, struct err *err);
void cube_source_close(struct cube_source *source); /* accepts NULL */

struct cube_posts *cube_source_posts(struct cube_source *source);

/* Starts on all declarations of a day, in the order of their office and number. */
bool cube_source_day(struct cube_source *source, int32_t day, struct err *err);
/* Starts on some declarations, in the order given; numbers that are not loaded are left out. */
bool cube_source_some(struct cube_source *source, const int64_t *declarations, size_t n, struct err *err);
/* 1: *ret_declaration holds the next one, until the call after; 0: they are done; -1: failed. */
int cube_source_next(struct cube_source *source, struct cube_declaration **ret_declaration, struct err *err);

#endif
