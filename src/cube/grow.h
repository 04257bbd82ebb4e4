/* grow.h - an array that grows by doubling and is kept for the next declaration: building visits millions of
 * them. */
#ifndef CUBE_GROW_H
#define CUBE_GROW_H

#include <stdbool.h>
#include <stddef.h>

/* Makes room for n items of size bytes at *data (a pointer to a pointer of any object type); false when
 * memory is out. */
bool cube_grow_more(void *data, size_t *cap, size_t n, size_t size);

static inline bool cube_grow(void *data, size_t *cap, size_t n, size_t size)
{
	return n <= *cap || cube_grow_more(data, cap, n, size);
}

#endif
