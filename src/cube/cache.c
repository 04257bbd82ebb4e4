/* cache.c - see cache.h. */
#include "cache.h"

#include <stdlib.h>
#include <string.h>

struct cube_cached {
	struct cube_cached *newer, *older;
	size_t place, bytes;
	uint64_t scan; /* last one that used it */
	struct cube_blob blob;
	uint8_t data[];
};

bool cube_cache_init(struct cube_cache *cache, size_t places, size_t limit)
{
	*cache = (struct cube_cache){.n = places, .limit = limit};
	cache->at = calloc(places ? places : 1, sizeof(*cache->at));
	return cache->at != NULL;
}

void cube_cache_finish(struct cube_cache *cache)
{
	while (cache->newest) {
		struct cube_cached *older = cache->newest->older;

		free(cache->newest);
		cache->newest = older;
	}
	free(cache->at);
	*cache = (struct cube_cache){0};
}

void cube_cache_begin(struct cube_cache *cache)
{
	cache->scan++;
}

static void unlink_entry(struct cube_cache *cache, struct cube_cached *entry)
{
	*(entry->newer ? &entry->newer->older : &cache->newest) = entry->older;
	*(entry->older ? &entry->older->newer : &cache->oldest) = entry->newer;
}

static void link_newest(struct cube_cache *cache, struct cube_cached *entry)
{
	entry->newer = NULL;
	entry->older = cache->newest;
	*(cache->newest ? &cache->newest->newer : &cache->oldest) = entry;
	cache->newest = entry;
}

bool cube_cache_has(const struct cube_cache *cache, size_t place)
{
	return cache->at[place] != NULL;
}

const struct cube_blob *cube_cache_get(struct cube_cache *cache, size_t place)
{
	struct cube_cached *entry = cache->at[place];

	if (!entry)
		return NULL;
	if (entry->scan != cache->scan) {
		unlink_entry(cache, entry);
		link_newest(cache, entry);
		entry->scan = cache->scan;
	}
	return &entry->blob;
}

static void put_out(struct cube_cache *cache, struct cube_cached *entry)
{
	unlink_entry(cache, entry);
	cache->at[entry->place] = NULL;
	cache->bytes -= entry->bytes;
	free(entry);
}

static bool make_room(struct cube_cache *cache, size_t bytes)
{
	if (bytes > cache->limit)
		return false;
	while (cache->bytes + bytes > cache->limit) {
		if (!cache->oldest || cache->oldest->scan == cache->scan)
			return false;
		put_out(cache, cache->oldest);
	}
	return true;
}

const struct cube_blob *cube_cache_put(
	struct cube_cache *cache, size_t place, const void *data, size_t size, const struct cube_blob *blob)
{
	size_t bytes = sizeof(struct cube_cached) + size + CUBE_BLOB_SLACK;
	struct cube_cached *entry = make_room(cache, bytes) ? malloc(bytes) : NULL;

	if (!entry)
		return NULL;
	*entry = (struct cube_cached){.place = place, .bytes = bytes, .scan = cache->scan, .blob = *blob};
	if (size > 0) {
		const uint8_t *old = data;

		memcpy(entry->data, old, size);
		entry->blob.table = entry->data + (blob->table - old);
		entry->blob.values = entry->data + (blob->values - old);
	}
	memset(entry->data + size, 0, CUBE_BLOB_SLACK);
	link_newest(cache, entry);
	cache->at[place] = entry;
	cache->bytes += bytes;
	return &entry->blob;
}
