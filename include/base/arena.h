/* arena.h - memory that is released all at once.
 *
 * A `struct arena *` parameter means "the result lives there". There are three lifetimes in the program: session,
 * snapshot (what was read from the database, replaced whole), scratch (one call). Every call returns NULL when memory is
 * out; nothing aborts. Memory comes zeroed and aligned for any type. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena_block;

struct arena {
	struct arena_block *blocks;	/* newest first */
};

void arena_init(struct arena *arena);
void arena_finish(struct arena *arena);	/* releases all; the arena may be used again */

/* What lives in `from` lives in `into` from here on; `from` is empty. */
void arena_join(struct arena *into, struct arena *from);

void *arena_alloc(struct arena *arena, size_t size);
void *arena_array(struct arena *arena, size_t n, size_t size);	/* NULL also where n * size overflows */
char *arena_strdup(struct arena *arena, const char *s);
char *arena_strndup(struct arena *arena, const char *s, size_t n);
char *arena_printf(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
