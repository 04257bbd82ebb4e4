/* sieve.c - see sieve.h. */
#include "sieve.h"

#include <stdlib.h>
#include <string.h>

#include "wide.h"

#define INLINE static inline __attribute__((always_inline))

/* A map of 256 outcomes pays for itself from some hundred rows on; a bitmap of codes up to a few MiB. */
enum { BYTE_MAP_ROWS = 512, BITS_MAX = 1 << 26 };

void cube_sieve_flags(struct cube_sieve *sieve, uint32_t mask, uint32_t value)
{
	*sieve = (struct cube_sieve){
		.kind = CUBE_SIEVE_FLAGS, .column = CUBE_FLAGS, .mask = mask, .value = value};
}

void cube_sieve_range(struct cube_sieve *sieve, int column, int64_t from, int64_t to)
{
	*sieve = (struct cube_sieve){.kind = CUBE_SIEVE_RANGE, .column = column};
	cube_sieve_bound(sieve, from, to);
}

void cube_sieve_bound(struct cube_sieve *sieve, int64_t from, int64_t to)
{
	sieve->from = 1;
	sieve->to = 0;
	if (from < 0)
		from = 0;
	if (to > CUBE_NOT_APPLICABLE)
		to = CUBE_NOT_APPLICABLE;
	if (from < to) {
		sieve->from = (uint32_t)from;
		sieve->to = (uint32_t)(to - 1);
	}
}

static int code_compare(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

static bool copy_codes(struct cube_sieve *sieve, const uint32_t *codes, size_t n)
{
	sieve->codes = malloc((n ? n : 1) * sizeof(*codes));
	if (!sieve->codes)
		return false;
	if (n > 0)
		memcpy(sieve->codes, codes, n * sizeof(*codes));
	sieve->n_codes = n;
	return true;
}

static bool index_codes(struct cube_sieve *sieve)
{
	sieve->from = 1;
	sieve->to = 0;
	if (sieve->n_codes == 0)
		return true;
	qsort(sieve->codes, sieve->n_codes, sizeof(*sieve->codes), code_compare);
	sieve->from = sieve->codes[0];
	sieve->to = sieve->codes[sieve->n_codes - 1];
	if (sieve->to - sieve->from >= BITS_MAX)
		return true;
	sieve->bits = calloc((sieve->to - sieve->from) / 8 + 1, 1);
	if (!sieve->bits)
		return false;
	for (size_t i = 0; i < sieve->n_codes; i++) {
		uint32_t at = sieve->codes[i] - sieve->from;

		sieve->bits[at / 8] |= (uint8_t)(1u << at % 8);
	}
	return true;
}

bool cube_sieve_codes(
	struct cube_sieve *sieve, struct cube *cube, const struct cube_filter *filter, struct err *err)
{
	*sieve = (struct cube_sieve){.kind = CUBE_SIEVE_CODES, .column = filter->column};
	if (filter->column == CUBE_RULE) {
		if (!cube_rule_sets_with(
			    cube, filter->codes, filter->n_codes, &sieve->codes, &sieve->n_codes, err))
			return false;
	} else if (!copy_codes(sieve, filter->codes, filter->n_codes)) {
		return err_memory(err);
	}
	return index_codes(sieve) || err_memory(err);
}

void cube_sieve_finish(struct cube_sieve *sieve)
{
	free(sieve->bits);
	free(sieve->codes);
	sieve->bits = NULL;
	sieve->codes = NULL;
}

INLINE bool passes_flags(const struct cube_sieve *sieve, uint32_t v)
{
	return (v & sieve->mask) == sieve->value;
}

INLINE bool passes_range(const struct cube_sieve *sieve, uint32_t v)
{
	return (v >= sieve->from) & (v <= sieve->to);
}

INLINE bool passes_bits(const struct cube_sieve *sieve, uint32_t v)
{
	uint32_t at = v - sieve->from;

	return at <= sieve->to - sieve->from && sieve->bits[at / 8] >> at % 8 & 1;
}

static bool passes_list(const struct cube_sieve *sieve, uint32_t v)
{
	return passes_range(sieve, v) &&
	       bsearch(&v, sieve->codes, sieve->n_codes, sizeof(v), code_compare) != NULL;
}

static bool passes(const struct cube_sieve *sieve, uint32_t v)
{
	switch (sieve->kind) {
	case CUBE_SIEVE_FLAGS:
		return passes_flags(sieve, v);
	case CUBE_SIEVE_RANGE:
		return passes_range(sieve, v);
	case CUBE_SIEVE_CODES:
		return sieve->bits ? passes_bits(sieve, v) : passes_list(sieve, v);
	}
	return false;
}

static enum cube_verdict map_bytes(struct cube_sieve *sieve, const struct cube_blob *blob)
{
	unsigned n = cube_blob_byte_count(blob), passed = 0;

	memset(sieve->pass, 0, sizeof(sieve->pass));
	for (unsigned i = 0; i < n; i++) {
		sieve->pass[i] = passes(sieve, cube_blob_byte_value(blob, (uint8_t)i));
		passed += sieve->pass[i];
	}
	sieve->by_byte = true;
	return passed == 0 ? CUBE_NO_ROW : passed == n ? CUBE_ALL : CUBE_SOME;
}

/* By the smallest and the largest value alone. */
static enum cube_verdict judge_span(const struct cube_sieve *sieve, const struct cube_blob *blob)
{
	if (sieve->kind == CUBE_SIEVE_FLAGS)
		return CUBE_SOME;
	if (sieve->from > sieve->to || blob->top < sieve->from || blob->base > sieve->to)
		return CUBE_NO_ROW;
	if (sieve->kind == CUBE_SIEVE_RANGE && blob->reserved == 0 && blob->base >= sieve->from &&
		blob->top <= sieve->to)
		return CUBE_ALL;
	return CUBE_SOME;
}

/* A range of values is one of codes, where the segment writes each by itself. */
static bool bound_codes(struct cube_sieve *sieve, const struct cube_blob *blob)
{
	bool is_range = sieve->kind == CUBE_SIEVE_RANGE ||
			(sieve->kind == CUBE_SIEVE_CODES && sieve->from == sieve->to);
	int64_t low = sieve->from > blob->base ? sieve->from : blob->base;
	int64_t high = sieve->to < blob->top ? sieve->to : blob->top;

	if (!is_range || blob->encoding < 1 || blob->encoding > 4)
		return false;
	sieve->low = (uint32_t)(low - blob->base) + blob->reserved;
	sieve->high = (uint32_t)(high - blob->base) + blob->reserved;
	return true;
}

enum cube_verdict cube_sieve_segment(struct cube_sieve *sieve, const struct cube_blob *blob)
{
	sieve->by_byte = sieve->by_code = false;
	if (blob->encoding == 0)
		sieve->verdict = passes(sieve, (uint32_t)blob->base) ? CUBE_ALL : CUBE_NO_ROW;
	else
		sieve->verdict = judge_span(sieve, blob);
	if (sieve->verdict == CUBE_SOME && cube_blob_is_bytes(blob) && blob->rows >= BYTE_MAP_ROWS)
		sieve->verdict = map_bytes(sieve, blob);
	else if (sieve->verdict == CUBE_SOME)
		sieve->by_code = bound_codes(sieve, blob);
	return sieve->verdict;
}

size_t cube_sieve_bytes(
	const struct cube_sieve *sieve, const uint8_t *bytes, const uint32_t *rows, size_t n, uint32_t *kept)
{
	size_t k = 0;

	if (!rows) {
		for (size_t i = 0; i < n; i++) {
			kept[k] = (uint32_t)i;
			k += sieve->pass[bytes[i]];
		}
		return k;
	}
	for (size_t i = 0; i < n; i++) {
		uint32_t row = rows[i];

		kept[k] = row;
		k += sieve->pass[bytes[row]];
	}
	return k;
}

/* pass NULL: every row does; rows NULL: all of them. */
INLINE size_t keep_coded(const struct cube_sieve *sieve, const uint8_t *values, unsigned width, const uint8_t *bytes,
	const uint8_t *pass, const uint32_t *rows, size_t n, uint32_t *kept)
{
	uint32_t low = sieve->low, range = sieve->high - sieve->low;
	size_t k = 0, first = width == 3 && !rows ? cube_wide_keep(values, low, range, bytes, pass, n, kept, &k) : 0;

	for (size_t i = first; i < n; i++) {
		uint32_t row = rows ? rows[i] : (uint32_t)i;
		unsigned in = cube_blob_code(values, row, width) - low <= range;

		kept[k] = row;
		k += pass ? in & pass[bytes[row]] : in;
	}
	return k;
}

INLINE size_t keep_of_width(const struct cube_sieve *sieve, const struct cube_blob *blob, size_t from,
	const uint8_t *bytes, const uint8_t *pass, const uint32_t *rows, size_t n, uint32_t *kept)
{
	const uint8_t *values = blob->values + from * blob->encoding;

	switch (blob->encoding) {
	case 1:
		return keep_coded(sieve, values, 1, bytes, pass, rows, n, kept);
	case 2:
		return keep_coded(sieve, values, 2, bytes, pass, rows, n, kept);
	case 3:
		return keep_coded(sieve, values, 3, bytes, pass, rows, n, kept);
	default:
		return keep_coded(sieve, values, 4, bytes, pass, rows, n, kept);
	}
}

size_t cube_sieve_coded(const struct cube_sieve *sieve, const struct cube_blob *blob, size_t from,
	const uint32_t *rows, size_t n, uint32_t *kept)
{
	return rows ? keep_of_width(sieve, blob, from, NULL, NULL, rows, n, kept)
		    : keep_of_width(sieve, blob, from, NULL, NULL, NULL, n, kept);
}

size_t cube_sieve_bytes_coded(const struct cube_sieve *bytes_sieve, const uint8_t *bytes,
	const struct cube_sieve *coded, const struct cube_blob *blob, size_t from, size_t n, uint32_t *kept)
{
	return keep_of_width(coded, blob, from, bytes, bytes_sieve->pass, NULL, n, kept);
}

typedef bool passes_one(const struct cube_sieve *sieve, uint32_t v);

INLINE size_t keep(const struct cube_sieve *sieve, const uint32_t *values, const uint32_t *rows, size_t n,
	uint32_t *kept, passes_one *one)
{
	size_t k = 0;

	for (size_t i = 0; i < n; i++) {
		uint32_t row = rows ? rows[i] : (uint32_t)i;

		kept[k] = row;
		k += one(sieve, values[row]);
	}
	return k;
}

size_t cube_sieve_values(const struct cube_sieve *sieve, const uint32_t *values, const uint32_t *rows,
	size_t n, uint32_t *kept)
{
	switch (sieve->kind) {
	case CUBE_SIEVE_FLAGS:
		return keep(sieve, values, rows, n, kept, passes_flags);
	case CUBE_SIEVE_RANGE:
		return keep(sieve, values, rows, n, kept, passes_range);
	case CUBE_SIEVE_CODES:
		if (sieve->from == sieve->to) /* one code: no need to look it up */
			return keep(sieve, values, rows, n, kept, passes_range);
		if (sieve->bits)
			return keep(sieve, values, rows, n, kept, passes_bits);
		return keep(sieve, values, rows, n, kept, passes_list);
	}
	return 0;
}
