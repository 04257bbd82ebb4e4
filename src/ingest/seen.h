/* seen.h - which declarations a file has named so far. */
#ifndef INGEST_SEEN_H
#define INGEST_SEEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct seen_slot {
	uint64_t key, bits;
};

struct seen {
	struct seen_slot *slots;
	size_t n, cap;
};

void seen_init(struct seen *seen);
void seen_finish(struct seen *seen);
bool seen_has(const struct seen *seen, const char *id, size_t n);
/* *ret_first: it was not there. false when memory is out. */
bool seen_add(struct seen *seen, const char *id, size_t n, bool *ret_first);

#endif
