/* history.h - what inspections found so far, by tuple: how many were inspected, how many were hits. */
#ifndef RISK_HISTORY_H
#define RISK_HISTORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

struct risk_record {
	uint64_t key;	/* risk_key_hash(); 0: an empty place */
	uint32_t hits, n;
};

struct risk_history {
	struct risk_record *places;
	size_t n, cap;		/* cap is a power of two or 0 */
	struct risk_record all;	/* every outcome, once */
};

void risk_history_finish(struct risk_history *history);		/* accepts what is all zero */
bool risk_history_add(struct risk_history *history, uint64_t key, bool hit);
/* What is known of a tuple; all zero for one never seen, and for key 0. */
struct risk_record risk_history_find(const struct risk_history *history, uint64_t key);

/* As bytes: sorted, so that the same history is the same bytes. */
bool risk_history_write(const struct risk_history *history, struct text *out);
/* Reads from *at on and moves it; false when the bytes are no history. */
bool risk_history_read(struct risk_history *history, const unsigned char **at, const unsigned char *end);

/* Whole numbers, seven bits a byte, the lowest first. */
void risk_varint_write(struct text *out, uint64_t value);
bool risk_varint_read(const unsigned char **at, const unsigned char *end, uint64_t *ret_value);

#endif
