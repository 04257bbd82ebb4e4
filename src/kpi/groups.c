/* groups.c - open addressing; the table holds numbers, the tuples lie side by side in the order they were met. */
#include "groups.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_TABLE = 64 };

void groups_init(struct groups *groups, size_t n_keys)
{
	memset(groups, 0, sizeof(*groups));
	groups->n_keys = n_keys;
	groups->n = n_keys == 0;
}

void groups_finish(struct groups *groups)
{
	free(groups->keys);
	free(groups->table);
	memset(groups, 0, sizeof(*groups));
}

static size_t hash(const uint32_t *keys, size_t n)
{
	uint64_t sum = 0x9e3779b97f4a7c15u;

	for (size_t i = 0; i < n; i++) {
		sum = (sum ^ keys[i]) * 0xff51afd7ed558ccdu;
		sum ^= sum >> 32;
	}
	return (size_t)sum;
}

const uint32_t *groups_keys(const struct groups *groups, uint32_t group)
{
	return groups->keys + (size_t)group * groups->n_keys;
}

static bool is_same(const uint32_t *a, const uint32_t *b, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (a[i] != b[i])
			return false;
	}
	return true;
}

/* The slot of the tuple, or the empty one where it belongs. */
static size_t slot_of(const struct groups *groups, const uint32_t *keys)
{
	size_t mask = groups->table_size - 1, slot = hash(keys, groups->n_keys) & mask;

	while (groups->table[slot] && !is_same(groups_keys(groups, groups->table[slot] - 1), keys, groups->n_keys))
		slot = (slot + 1) & mask;
	return slot;
}

static bool rehash(struct groups *groups)
{
	size_t size = groups->table_size ? groups->table_size * 2 : FIRST_TABLE;
	uint32_t *table = calloc(size, sizeof(*table));

	if (!table)
		return false;
	free(groups->table);
	groups->table = table;
	groups->table_size = size;
	for (size_t i = 0; i < groups->n; i++)
		table[slot_of(groups, groups_keys(groups, (uint32_t)i))] = (uint32_t)i + 1;
	return true;
}

static bool make_room(struct groups *groups)
{
	if ((groups->n + 1) * 2 > groups->table_size && !rehash(groups))
		return false;
	if (groups->n == groups->cap) {
		size_t cap = groups->cap ? groups->cap * 2 : FIRST_TABLE;
		uint32_t *keys = realloc(groups->keys, cap * groups->n_keys * sizeof(*keys));

		if (!keys)
			return false;
		groups->keys = keys;
		groups->cap = cap;
	}
	return true;
}

uint32_t groups_at(struct groups *groups, const uint32_t *keys)
{
	size_t slot;

	if (groups->n_keys == 0)
		return 0;
	if (!make_room(groups)) {
		groups->failed = true;
		return GROUPS_NONE;
	}
	slot = slot_of(groups, keys);
	if (!groups->table[slot]) {
		memcpy(groups->keys + groups->n * groups->n_keys, keys, groups->n_keys * sizeof(*keys));
		groups->table[slot] = (uint32_t)++groups->n;
	}
	return groups->table[slot] - 1;
}

uint32_t groups_find(const struct groups *groups, const uint32_t *keys)
{
	if (groups->n_keys == 0)
		return 0;
	if (groups->table_size == 0)
		return GROUPS_NONE;
	return groups->table[slot_of(groups, keys)] - 1;	/* an empty slot wraps to GROUPS_NONE */
}
