/* history.c - see history.h. One open-addressing table for all kinds of tuples: a key names its kind, too. */
#include "history.h"

#include <stdlib.h>
#include <string.h>

#include "hash.h"

void risk_history_finish(struct risk_history *history)
{
	free(history->places);
	*history = (struct risk_history){0};
}

static struct risk_record *place_of(const struct risk_history *history, uint64_t key)
{
	size_t at = risk_mix(key) & (history->cap - 1);

	while (history->places[at].key && history->places[at].key != key)
		at = (at + 1) & (history->cap - 1);
	return &history->places[at];
}

static bool grow(struct risk_history *history, size_t cap)
{
	struct risk_history grown = {.places = calloc(cap, sizeof(*grown.places)), .n = history->n, .cap = cap,
		.all = history->all};

	if (!grown.places)
		return false;
	for (size_t i = 0; i < history->cap; i++) {
		if (history->places[i].key)
			*place_of(&grown, history->places[i].key) = history->places[i];
	}
	free(history->places);
	*history = grown;
	return true;
}

static struct risk_record *place_make(struct risk_history *history, uint64_t key)
{
	struct risk_record *record;

	if ((history->n + 1) * 2 > history->cap && !grow(history, history->cap ? history->cap * 2 : 1024))
		return NULL;
	record = place_of(history, key);
	if (!record->key) {
		record->key = key;
		history->n++;
	}
	return record;
}

bool risk_history_add(struct risk_history *history, uint64_t key, bool hit)
{
	struct risk_record *record = key ? place_make(history, key) : &(struct risk_record){0};

	if (!record)
		return false;
	record->n++;
	record->hits += hit;
	return true;
}

struct risk_record risk_history_find(const struct risk_history *history, uint64_t key)
{
	return key && history->cap ? *place_of(history, key) : (struct risk_record){0};
}

void risk_varint_write(struct text *out, uint64_t value)
{
	while (value >= 0x80) {
		text_put(out, (char)(value | 0x80));
		value >>= 7;
	}
	text_put(out, (char)value);
}

bool risk_varint_read(const unsigned char **at, const unsigned char *end, uint64_t *ret_value)
{
	uint64_t value = 0;

	for (unsigned shift = 0; *at < end && shift < 64; shift += 7) {
		unsigned char byte = *(*at)++;

		value |= (uint64_t)(byte & 0x7f) << shift;
		if (!(byte & 0x80)) {
			*ret_value = value;
			return true;
		}
	}
	return false;
}

static int by_key(const void *a, const void *b)
{
	const struct risk_record *x = a, *y = b;

	return (x->key > y->key) - (x->key < y->key);
}

bool risk_history_write(const struct risk_history *history, struct text *out)
{
	struct risk_record *sorted = malloc((history->n ? history->n : 1) * sizeof(*sorted));
	uint64_t before = 0;
	size_t n = 0;

	if (!sorted)
		return false;
	for (size_t i = 0; i < history->cap; i++) {
		if (history->places[i].key)
			sorted[n++] = history->places[i];
	}
	qsort(sorted, n, sizeof(*sorted), by_key);
	risk_varint_write(out, history->all.n);
	risk_varint_write(out, history->all.hits);
	risk_varint_write(out, n);
	for (size_t i = 0; i < n; i++) {
		risk_varint_write(out, sorted[i].key - before);
		risk_varint_write(out, sorted[i].n);
		risk_varint_write(out, sorted[i].hits);
		before = sorted[i].key;
	}
	free(sorted);
	return !out->failed;
}

static bool record_read(struct risk_record *record, const unsigned char **at, const unsigned char *end)
{
	uint64_t n, hits;

	if (!risk_varint_read(at, end, &n) || !risk_varint_read(at, end, &hits) || n > UINT32_MAX || hits > n)
		return false;
	record->n = (uint32_t)n;
	record->hits = (uint32_t)hits;
	return true;
}

bool risk_history_read(struct risk_history *history, const unsigned char **at, const unsigned char *end)
{
	struct risk_history read = {0};
	uint64_t n, step, key = 0;
	size_t cap = 1024;

	if (!record_read(&read.all, at, end) || !risk_varint_read(at, end, &n) || n > (uint64_t)(end - *at))
		return false;
	while (cap < 2 * n + 2)
		cap *= 2;
	if (!grow(&read, cap))
		return false;
	for (uint64_t i = 0; i < n; i++) {
		struct risk_record record;

		if (!risk_varint_read(at, end, &step) || step == 0 || !record_read(&record, at, end)) {
			risk_history_finish(&read);
			return false;
		}
		record.key = key += step;
		*place_of(&read, key) = record;
		read.n++;
	}
	risk_history_finish(history);
	*history = read;
	return true;
}
