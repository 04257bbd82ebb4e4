/* posts.h - which clock hangs on the wall of an office: its post's time zone, else the one named for the
 * whole database (fact 'timezone'), else UTC. */
#ifndef CUBE_POSTS_H
#define CUBE_POSTS_H

#include <stdint.h>

#include "base/err.h"
#include "moment.h"
#include "store/store.h"

struct cube_posts;

bool cube_posts_load(struct store *store, struct cube_posts **ret_posts, struct err *err);
void cube_posts_destroy(struct cube_posts *posts); /* accepts NULL */

struct cube_clock *cube_posts_clock(struct cube_posts *posts, uint32_t office);

#endif
