/* cache.h - columns of days as they were read from the store, kept within a bound: panels ask the same
 * columns again and again.
 *
 * What the scan in progress has used is not put out by it: a scan larger than the bound then finds the same
 * part in memory each time, where putting out the oldest would find nothing at all. */
#ifndef CUBE_CACHE_H
#define CUBE_CACHE_H

#include <stddef.h>
#include <stdint.h>

#include "encode.h"

struct cube_cached;

struct cube_cache {
	struct cube_cached **at; /* [day index * columns + column]; NULL: not in memory */
	size_t n;
	size_t bytes, limit;
	uint64_t scan; /* number of the scan in progress */
	struct cube_cached *newest, *oldest;
};

bool cube_cache_init(struct cube_cache *cache, size_t places, size_t limit); /* false when memory is out */
void cube_cache_finish(struct cube_cache *cache);

/* Begins a scan. */
void cube_cache_begin(struct cube_cache *cache);
/* The blob in a place, marked as used, or NULL. */
const struct cube_blob *cube_cache_get(struct cube_cache *cache, size_t place);
bool cube_cache_has(const struct cube_cache *cache, size_t place);
/* Keeps a copy of a blob's bytes (NULL: a column without a segment) and returns the blob; NULL where there is
 * no room for it. blob is what cube_blob_open() made of data. */
const struct cube_blob *cube_cache_put(
	struct cube_cache *cache, size_t place, const void *data, size_t size, const struct cube_blob *blob);

#endif
