/* leaf.h - rows of integers and reals as SQLite itself lays them out in a leaf page of a table.
 *
 * The layout is the public file format (sqlite.org/fileformat2.html, sections 1.6 and 2.1), which does not change. */
#ifndef STORE_LEAF_H
#define STORE_LEAF_H

#include <endian.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { LEAF_COLUMNS_MAX = 64, LEAF_PAGE = 65536 };

/* A row on its way into a page: a type for each column, then the values. */
struct leaf_record {
	uint8_t types[LEAF_COLUMNS_MAX];
	uint8_t body[LEAF_COLUMNS_MAX * 8 + 8];
	size_t n, used;
};

/* A row of n columns, all NULL so far. Values are put in the order of columns. */
static inline void leaf_record_start(struct leaf_record *record, size_t n)
{
	memset(record->types, 0, n);
	record->n = n;
	record->used = 0;
}

static inline void leaf_integer(struct leaf_record *record, size_t column, int64_t value)
{
	/* By the number of bits: bytes of the value, and their type. */
	static const uint8_t sizes[] = {1, 2, 3, 4, 6, 6, 8, 8}, types[] = {1, 2, 3, 4, 5, 5, 6, 6};
	uint64_t bits = (uint64_t)(value < 0 ? ~value : value), bytes;
	unsigned step;

	if ((uint64_t)value <= 1) { /* 0 and 1 are types of their own */
		record->types[column] = (uint8_t)(8 + value);
		return;
	}
	step = bits ? (64u - (unsigned)__builtin_clzll(bits)) / 8 : 0;
	bytes = htobe64((uint64_t)value << (64 - 8 * sizes[step]));
	memcpy(record->body + record->used, &bytes, 8);
	record->types[column] = types[step];
	record->used += sizes[step];
}

static inline void leaf_real(struct leaf_record *record, size_t column, double value)
{
	uint64_t bytes;

	memcpy(&bytes, &value, 8);
	bytes = htobe64(bytes);
	memcpy(record->body + record->used, &bytes, 8);
	record->types[column] = 7;
	record->used += 8;
}

/* A page that is being filled. Cells stand in any order; their offsets tell it. */
struct leaf {
	uint8_t *page; /* LEAF_PAGE bytes */
	size_t top;    /* where the lowest cell begins */
	size_t n;
};

void leaf_start(struct leaf *leaf, uint8_t *page);
/* Where the cell was put; 0 when the page is full. */
uint16_t leaf_add(struct leaf *leaf, int64_t rowid, const struct leaf_record *record);
/* Cell i of the page, in the order of rowids. */
void leaf_place(struct leaf *leaf, size_t i, uint16_t offset);
void leaf_finish(struct leaf *leaf);

#endif
