/* id_set.h - which ids were named so far, for millions of them. */
#ifndef BASE_ID_SET_H
#define BASE_ID_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct id_slot {
	uint64_t key, bits;
};

struct id_set {
	struct id_slot *slots;
	size_t n, cap;
};

void id_set_init(struct id_set *set);
void id_set_finish(struct id_set *set);
bool id_set_has(const struct id_set *set, const char *id, size_t n);
/* *ret_first: it was not there. false when memory is out. */
bool id_set_add(struct id_set *set, const char *id, size_t n, bool *ret_first);

#endif
