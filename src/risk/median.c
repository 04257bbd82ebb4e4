/* median.c - see median.h. Sorted by key: found by halving, written as they stand. */
#include "median.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "history.h"

void risk_medians_finish(struct risk_medians *medians)
{
	free(medians->items);
	*medians = (struct risk_medians){0};
}

bool risk_medians_add(struct risk_medians *medians, uint64_t key, double value)
{
	if (!key || isnan(value))
		return true;
	if (medians->n == medians->cap) {
		size_t cap = medians->cap ? medians->cap * 2 : 1024;
		struct risk_median *grown = realloc(medians->items, cap * sizeof(*grown));

		if (!grown)
			return false;
		medians->items = grown;
		medians->cap = cap;
	}
	medians->items[medians->n++] = (struct risk_median){.key = key, .value = value};
	return true;
}

static int by_key_and_value(const void *a, const void *b)
{
	const struct risk_median *x = a, *y = b;

	if (x->key != y->key)
		return x->key > y->key ? 1 : -1;
	return (x->value > y->value) - (x->value < y->value);
}

void risk_medians_settle(struct risk_medians *medians)
{
	size_t settled = 0;

	if (medians->n > 0)
		qsort(medians->items, medians->n, sizeof(*medians->items), by_key_and_value);
	for (size_t first = 0, next; first < medians->n; first = next) {
		const struct risk_median *group = &medians->items[first];
		double value;

		for (next = first + 1; next < medians->n && medians->items[next].key == group->key; next++)
			;
		value = (group[(next - first - 1) / 2].value + group[(next - first) / 2].value) / 2;
		medians->items[settled++] = (struct risk_median){.key = group->key, .value = value};
	}
	medians->n = settled;
}

static int by_key(const void *a, const void *b)
{
	const struct risk_median *x = a, *y = b;

	return (x->key > y->key) - (x->key < y->key);
}

double risk_medians_find(const struct risk_medians *medians, uint64_t key)
{
	struct risk_median wanted = {.key = key};
	const struct risk_median *found = medians->n == 0 || !key ? NULL :
		bsearch(&wanted, medians->items, medians->n, sizeof(wanted), by_key);

	return found ? found->value : NAN;
}

bool risk_medians_write(const struct risk_medians *medians, struct text *out)
{
	uint64_t before = 0, bits;

	risk_varint_write(out, medians->n);
	for (size_t i = 0; i < medians->n; i++) {
		memcpy(&bits, &medians->items[i].value, sizeof(bits));
		risk_varint_write(out, medians->items[i].key - before);
		for (int byte = 0; byte < 8; byte++)
			text_put(out, (char)(bits >> 8 * byte));
		before = medians->items[i].key;
	}
	return !out->failed;
}

static bool value_read(const unsigned char **at, const unsigned char *end, double *ret_value)
{
	uint64_t bits = 0;

	if (end - *at < 8)
		return false;
	for (int byte = 0; byte < 8; byte++)
		bits |= (uint64_t)*(*at)++ << 8 * byte;
	memcpy(ret_value, &bits, sizeof(bits));
	return true;
}

bool risk_medians_read(struct risk_medians *medians, const unsigned char **at, const unsigned char *end)
{
	uint64_t n, step, key = 0;
	double value;

	risk_medians_finish(medians);
	if (!risk_varint_read(at, end, &n))
		return false;
	for (uint64_t i = 0; i < n; i++) {
		if (!risk_varint_read(at, end, &step) || !value_read(at, end, &value) ||
			!risk_medians_add(medians, key += step, value))
			return false;
	}
	return true;
}
