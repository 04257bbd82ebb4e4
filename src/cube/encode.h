/* encode.h - one column of one day as a BLOB, and back.
 *
 *	 0  encoding	0 constant, 1 2 3 4 8 bytes a value (less base), 'D' one byte a value (index into a
 *table) 1  reserved	the lowest codes that stand for "none" and its kin, which would spoil the frame: 0, 1
 *or 3 2  table	entries of the table, less 1 (16 bits) 4  rows	(32 bits) 8  base	smallest value that is
 *one (64 bits) 16  top		largest one (64 bits); below base where there is none at all 24  table	of
 *32-bit values, then the values; all numbers little-endian
 *
 * A value v is written as v - base + reserved. Constant columns take no bytes beyond this head. */
#ifndef CUBE_ENCODE_H
#define CUBE_ENCODE_H

#include <endian.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/err.h"

enum { CUBE_BLOB_HEAD = 24, CUBE_BLOB_TABLE = 'D', CUBE_BLOB_TABLE_MAX = 256 };

/* What the head says, and where the values are. */
struct cube_blob {
	uint8_t encoding, reserved;
	uint32_t rows;
	int64_t base, top;
	const uint8_t *table; /* CUBE_BLOB_TABLE alone */
	uint32_t table_n;
	const uint8_t *values;
};

/* Room that the column of n rows may take at most. */
size_t cube_encode_room(size_t n, size_t size);
/* Write into out, which has that room; return the bytes used. specials: CUBE_NONE and its kin may occur. */
size_t cube_encode_u32(const uint32_t *values, size_t n, bool specials, uint8_t *out);
size_t cube_encode_money(const int64_t *values, size_t n, uint8_t *out);

/* Checks that the bytes are whole: false, with ERR_IO, for what no cube wrote. The blob borrows data;
 * CUBE_BLOB_SLACK bytes beyond its end must be readable, since three bytes are read as four. */
enum { CUBE_BLOB_SLACK = 8 };
bool cube_blob_open(const void *data, size_t size, struct cube_blob *ret_blob, struct err *err);

/* Decode rows [from, from + n). */
void cube_blob_u32(const struct cube_blob *blob, size_t from, size_t n, uint32_t *out);
void cube_blob_money(const struct cube_blob *blob, size_t from, size_t n, int64_t *out);
/* The same of some rows alone: out[rows[i]] for rows counted from `from`. */
void cube_blob_u32_some(
	const struct cube_blob *blob, size_t from, const uint32_t *rows, size_t n, uint32_t *out);
void cube_blob_money_some(
	const struct cube_blob *blob, size_t from, const uint32_t *rows, size_t n, int64_t *out);

/* Value i as it is written: less the base, more what is reserved. Not of a table. */
static inline __attribute__((always_inline)) uint32_t cube_blob_code(const uint8_t *values, size_t i, unsigned width)
{
	uint16_t two;
	uint32_t four;

	if (width == 1)
		return values[i];
	if (width == 2) {
		memcpy(&two, values + 2 * i, sizeof(two));
		return le16toh(two);
	}
	memcpy(&four, values + width * i, sizeof(four));
	return width == 3 ? le32toh(four) & 0xFFFFFF : le32toh(four);
}

/* Is each value one byte, of at most 256 things? Then how many there can be (1 where the column is constant), and what
 * byte b stands for. */
bool cube_blob_is_bytes(const struct cube_blob *blob);
unsigned cube_blob_byte_count(const struct cube_blob *blob);
uint32_t cube_blob_byte_value(const struct cube_blob *blob, uint8_t b);

#endif
