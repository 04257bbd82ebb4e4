/* grow.c - see grow.h. */
#include "grow.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST = 16 };

bool cube_grow_more(void *data, size_t *cap, size_t n, size_t size)
{
	size_t wanted = *cap ? *cap : FIRST, bytes;
	void *old, *grown;

	while (wanted < n) {
		if (__builtin_mul_overflow(wanted, (size_t)2, &wanted))
			return false;
	}
	if (__builtin_mul_overflow(wanted, size, &bytes))
		return false;
	memcpy(&old, data, sizeof(old));
	grown = realloc(old, bytes);
	if (!grown)
		return false;
	memcpy(data, &grown, sizeof(grown));
	*cap = wanted;
	return true;
}
