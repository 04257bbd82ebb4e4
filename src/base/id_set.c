/* id_set.c - a set of declaration ids that stays small for millions of them.
 *
 * Ids end in serial numbers, so 64 neighbours share a slot: a hash of what stands before the number and of the number / 64, and one
 * bit for each. Ten million serials take a few megabytes; ids without order 16 bytes each. Two different ids meet in a bit with
 * a chance of about n^2 / 2^65: below one in a hundred thousand for ten million. */
#include "base/id_set.h"

#include <stdlib.h>

enum { DIGITS_MAX = 18, FIRST_CAP = 1024 };

struct place {
	uint64_t key, bit;
};

static uint64_t mix(uint64_t x)
{
	x = (x ^ (x >> 33)) * 0xff51afd7ed558ccdu;
	x = (x ^ (x >> 33)) * 0xc4ceb9fe1a85ec53u;
	return x ^ (x >> 33);
}

static struct place place_of(const char *id, size_t n)
{
	uint64_t hash = 0xcbf29ce484222325u, number = 0;
	size_t prefix = n;

	while (prefix > 0 && n - prefix < DIGITS_MAX && id[prefix - 1] >= '0' && id[prefix - 1] <= '9')
		prefix--;
	for (size_t i = 0; i < prefix; i++)
		hash = (hash ^ (unsigned char)id[i]) * 0x100000001b3u;
	for (size_t i = prefix; i < n; i++)
		number = number * 10 + (uint64_t)(id[i] - '0');
	hash = mix(mix(hash + (n - prefix)) + (number >> 6));	/* 7 and 007 are not the same */
	return (struct place){.key = hash ? hash : 1, .bit = (uint64_t)1 << (number & 63)};
}

void id_set_init(struct id_set *set)
{
	*set = (struct id_set){0};
}

void id_set_finish(struct id_set *set)
{
	free(set->slots);
	id_set_init(set);
}

static struct id_slot *slot_find(struct id_slot *slots, size_t cap, uint64_t key)
{
	size_t at = key & (cap - 1);

	while (slots[at].key != 0 && slots[at].key != key)
		at = (at + 1) & (cap - 1);
	return &slots[at];
}

static bool grow(struct id_set *set)
{
	size_t cap = set->cap ? set->cap * 2 : FIRST_CAP;
	struct id_slot *slots = calloc(cap, sizeof(*slots));

	if (!slots)
		return false;
	for (size_t i = 0; i < set->cap; i++)
		if (set->slots[i].key)
			*slot_find(slots, cap, set->slots[i].key) = set->slots[i];
	free(set->slots);
	set->slots = slots;
	set->cap = cap;
	return true;
}

bool id_set_has(const struct id_set *set, const char *id, size_t n)
{
	struct place place = place_of(id, n);

	return set->cap > 0 && (slot_find(set->slots, set->cap, place.key)->bits & place.bit);
}

bool id_set_add(struct id_set *set, const char *id, size_t n, bool *ret_first)
{
	struct place place = place_of(id, n);
	struct id_slot *slot;

	if (set->n * 4 >= set->cap * 3 && !grow(set))
		return false;
	slot = slot_find(set->slots, set->cap, place.key);
	set->n += slot->key == 0;
	slot->key = place.key;
	*ret_first = !(slot->bits & place.bit);
	slot->bits |= place.bit;
	return true;
}
