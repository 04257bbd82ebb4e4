/* encode.c - see encode.h. The loops are written once and made by the compiler for each width: what a panel
 * waits for is spent in them. */
#include "encode.h"

#include <endian.h>
#include <string.h>

#include "cube/cube.h"
#include "wide.h"

#define INLINE static inline __attribute__((always_inline))

enum { RESERVED_U32 = 3, RESERVED_MONEY = 1, SLOTS = 1024 };

/* ------------------------------------------------------------------------------------------ */
/* Writing */

struct frame {
	int64_t base, top;
	bool any, all_same; /* some value is no special; all are one and the same, specials too */
	uint8_t reserved;
};

static void put_head(uint8_t *out, uint8_t encoding, uint8_t reserved, size_t table_n, size_t rows,
	int64_t base, int64_t top)
{
	uint16_t table = htole16((uint16_t)(table_n ? table_n - 1 : 0));
	uint32_t n = htole32((uint32_t)rows);
	uint64_t low = htole64((uint64_t)base), high = htole64((uint64_t)top);

	out[0] = encoding;
	out[1] = reserved;
	memcpy(out + 2, &table, sizeof(table));
	memcpy(out + 4, &n, sizeof(n));
	memcpy(out + 8, &low, sizeof(low));
	memcpy(out + 16, &high, sizeof(high));
}

size_t cube_encode_room(size_t n, size_t size)
{
	return CUBE_BLOB_HEAD + CUBE_BLOB_TABLE_MAX * sizeof(uint32_t) + n * size + CUBE_BLOB_SLACK;
}

static unsigned width_of_range(uint64_t range)
{
	return range <= UINT8_MAX    ? 1
	       : range <= UINT16_MAX ? 2
	       : range <= 0xFFFFFF   ? 3
	       : range <= UINT32_MAX ? 4
				     : 8;
}

INLINE void put_code(uint8_t *out, size_t i, unsigned width, uint64_t code)
{
	uint64_t bytes = htole64(code);

	memcpy(out + i * width, &bytes, width);
}

INLINE void put_u32(const uint32_t *values, size_t n, const struct frame *frame, uint8_t *out, unsigned width)
{
	uint32_t shift = frame->reserved - (uint32_t)frame->base;

	for (size_t i = 0; i < n; i++) {
		bool special = frame->reserved && !CUBE_IS_VALUE(values[i]);

		put_code(out, i, width, special ? UINT32_MAX - values[i] : values[i] + shift);
	}
}

INLINE void put_money(
	const int64_t *values, size_t n, const struct frame *frame, uint8_t *out, unsigned width)
{
	uint64_t shift = frame->reserved - (uint64_t)frame->base;

	for (size_t i = 0; i < n; i++)
		put_code(out, i, width, values[i] == CUBE_MONEY_NONE ? 0 : (uint64_t)values[i] + shift);
}

/* Each value is the one before it. */
static bool is_constant(const void *values, size_t n, size_t size)
{
	return n < 2 || memcmp(values, (const uint8_t *)values + size, (n - 1) * size) == 0;
}

static struct frame frame_u32(const uint32_t *values, size_t n, bool specials)
{
	struct frame frame = {.base = 0, .top = -1, .all_same = is_constant(values, n, sizeof(*values))};
	uint32_t low = UINT32_MAX, high = 0, none = specials ? CUBE_NOT_APPLICABLE : UINT32_MAX, seen = 0;

	if (frame.all_same) {
		frame.any = n > 0 && (!specials || CUBE_IS_VALUE(values[0]));
		return frame;
	}
	for (size_t i = 0; i < n; i++) {
		uint32_t v = values[i], is_none = specials & (v >= none);

		seen |= is_none;
		low = v < low ? v : low;
		high = !is_none && v > high ? v : high;
	}
	frame.reserved = seen ? RESERVED_U32 : 0;
	frame.any = low <= high;
	if (frame.any) {
		frame.base = low;
		frame.top = high;
	}
	return frame;
}

/* Indices into a table of what occurs, or 0 bytes when that is more than 256 things. */
static size_t encode_table(const uint32_t *values, size_t n, const struct frame *frame, uint8_t *out)
{
	uint32_t keys[SLOTS], table[CUBE_BLOB_TABLE_MAX];
	uint16_t index[SLOTS] = {0};
	size_t found = 0;
	uint8_t *bytes = out + CUBE_BLOB_HEAD + sizeof(table);

	for (size_t i = 0; i < n; i++) {
		uint32_t slot = values[i] * 2654435761u >> 22;

		while (index[slot] && keys[slot] != values[i])
			slot = (slot + 1) % SLOTS;
		if (!index[slot]) {
			if (found == CUBE_BLOB_TABLE_MAX)
				return 0;
			keys[slot] = values[i];
			table[found++] = htole32(values[i]);
			index[slot] = (uint16_t)found;
		}
		bytes[i] = (uint8_t)(index[slot] - 1);
	}
	put_head(out, CUBE_BLOB_TABLE, frame->reserved, found, n, frame->base, frame->top);
	memcpy(out + CUBE_BLOB_HEAD, table, found * sizeof(*table));
	memmove(out + CUBE_BLOB_HEAD + found * sizeof(*table), bytes, n);
	return CUBE_BLOB_HEAD + found * sizeof(*table) + n;
}

size_t cube_encode_u32(const uint32_t *values, size_t n, bool specials, uint8_t *out)
{
	struct frame frame = frame_u32(values, n, specials);
	uint8_t *bytes = out + CUBE_BLOB_HEAD;
	unsigned width;
	size_t used;

	if (frame.all_same) {
		int64_t value = n > 0 ? values[0] : 0;

		put_head(out, 0, frame.reserved, 0, n, value, frame.any ? value : value - 1);
		return CUBE_BLOB_HEAD;
	}
	width = width_of_range((uint64_t)(frame.top - frame.base) + frame.reserved);
	if (width > 1 && n > CUBE_BLOB_TABLE_MAX) {
		used = encode_table(values, n, &frame, out);
		if (used > 0 && used < CUBE_BLOB_HEAD + n * width)
			return used;
	}
	put_head(out, (uint8_t)width, frame.reserved, 0, n, frame.base, frame.top);
	switch (width) {
	case 1:
		put_u32(values, n, &frame, bytes, 1);
		break;
	case 2:
		put_u32(values, n, &frame, bytes, 2);
		break;
	case 3:
		put_u32(values, n, &frame, bytes, 3);
		break;
	default:
		put_u32(values, n, &frame, bytes, 4);
	}
	return CUBE_BLOB_HEAD + n * width;
}

static struct frame frame_money(const int64_t *values, size_t n)
{
	struct frame frame = {.base = 0, .top = -1, .all_same = is_constant(values, n, sizeof(*values))};

	for (size_t i = 0; i < n; i++) {
		int64_t v = values[i];

		if (v == CUBE_MONEY_NONE) {
			frame.reserved = RESERVED_MONEY;
			continue;
		}
		frame.base = !frame.any || v < frame.base ? v : frame.base;
		frame.top = !frame.any || v > frame.top ? v : frame.top;
		frame.any = true;
	}
	return frame;
}

size_t cube_encode_money(const int64_t *values, size_t n, uint8_t *out)
{
	struct frame frame = frame_money(values, n);
	uint8_t *bytes = out + CUBE_BLOB_HEAD;
	unsigned width;

	if (frame.all_same) {
		int64_t value = n > 0 ? values[0] : 0;

		put_head(out, 0, frame.reserved, 0, n, value, frame.any ? value : value + 1);
		return CUBE_BLOB_HEAD;
	}
	width = width_of_range((uint64_t)frame.top - (uint64_t)frame.base + frame.reserved);
	put_head(out, (uint8_t)width, frame.reserved, 0, n, frame.base, frame.top);
	switch (width) {
	case 1:
		put_money(values, n, &frame, bytes, 1);
		break;
	case 2:
		put_money(values, n, &frame, bytes, 2);
		break;
	case 3:
		put_money(values, n, &frame, bytes, 3);
		break;
	case 4:
		put_money(values, n, &frame, bytes, 4);
		break;
	default:
		put_money(values, n, &frame, bytes, 8);
	}
	return CUBE_BLOB_HEAD + n * width;
}

/* ------------------------------------------------------------------------------------------ */
/* Reading */

static bool is_width(uint8_t encoding)
{
	return encoding <= 4 || encoding == 8;
}

static bool damaged(struct err *err)
{
	return err_set(err, ERR_IO,
		"a segment of the database is damaged: restore a copy of the database, or load its "
		"files again into a new one");
}

bool cube_blob_open(const void *data, size_t size, struct cube_blob *ret_blob, struct err *err)
{
	const uint8_t *bytes = data;
	struct cube_blob blob = {0};
	uint16_t table;
	uint64_t low, high;
	size_t need;

	if (!data || size < CUBE_BLOB_HEAD)
		return damaged(err);
	blob.encoding = bytes[0];
	blob.reserved = bytes[1];
	memcpy(&table, bytes + 2, sizeof(table));
	memcpy(&blob.rows, bytes + 4, sizeof(blob.rows));
	memcpy(&low, bytes + 8, sizeof(low));
	memcpy(&high, bytes + 16, sizeof(high));
	blob.rows = le32toh(blob.rows);
	blob.base = (int64_t)le64toh(low);
	blob.top = (int64_t)le64toh(high);
	blob.table_n = blob.encoding == CUBE_BLOB_TABLE ? (uint32_t)le16toh(table) + 1 : 0;
	blob.table = bytes + CUBE_BLOB_HEAD;
	blob.values = blob.table + blob.table_n * sizeof(uint32_t);
	if ((blob.encoding != CUBE_BLOB_TABLE && !is_width(blob.encoding)) ||
		blob.table_n > CUBE_BLOB_TABLE_MAX)
		return damaged(err);
	need = CUBE_BLOB_HEAD + blob.table_n * sizeof(uint32_t) +
	       (size_t)blob.rows * (blob.table_n ? 1 : blob.encoding);
	if (size != need)
		return damaged(err);
	*ret_blob = blob;
	return true;
}

bool cube_blob_is_bytes(const struct cube_blob *blob)
{
	return blob->encoding == 1 || blob->encoding == CUBE_BLOB_TABLE;
}

unsigned cube_blob_byte_count(const struct cube_blob *blob)
{
	int64_t n = blob->top - blob->base + 1 + blob->reserved;

	if (blob->encoding == CUBE_BLOB_TABLE)
		return blob->table_n;
	if (blob->encoding == 0)
		return 1;
	return n < 0 || n > CUBE_BLOB_TABLE_MAX ? CUBE_BLOB_TABLE_MAX : (unsigned)n;
}

INLINE uint64_t load(const uint8_t *p, size_t i, unsigned width)
{
	uint64_t eight;

	if (width < 8)
		return cube_blob_code(p, i, width);
	memcpy(&eight, p + 8 * i, 8);
	return le64toh(eight);
}

INLINE uint32_t value_u32(uint32_t code, uint32_t shift, bool reserved)
{
	if (reserved)
		return code < RESERVED_U32 ? UINT32_MAX - code : code + shift;
	return code + shift;
}

INLINE int64_t value_money(uint64_t code, uint64_t shift, bool reserved)
{
	return reserved && code == 0 ? CUBE_MONEY_NONE : (int64_t)(code + shift);
}

/* rows NULL: all of n, else those n of them. */
INLINE void spread_u32(const struct cube_blob *blob, size_t from, const uint32_t *rows, size_t n,
	uint32_t *out, unsigned width, bool reserved)
{
	const uint8_t *values = blob->values + from * width;
	uint32_t shift = (uint32_t)blob->base - (reserved ? RESERVED_U32 : 0);
	size_t first = width == 3 && !rows ? cube_wide_decode(values, n, shift, reserved, out) : 0;

	for (size_t i = first; i < n; i++) {
		size_t row = rows ? rows[i] : i;

		out[row] = value_u32((uint32_t)load(values, row, width), shift, reserved);
	}
}

INLINE void spread_table(
	const struct cube_blob *blob, size_t from, const uint32_t *rows, size_t n, uint32_t *out)
{
	const uint8_t *values = blob->values + from;
	uint32_t table[CUBE_BLOB_TABLE_MAX] = {0};

	for (uint32_t i = 0; i < blob->table_n; i++)
		table[i] = (uint32_t)load(blob->table, i, 4);
	for (size_t i = 0; i < n; i++) {
		size_t row = rows ? rows[i] : i;

		out[row] = table[values[row]];
	}
}

INLINE void spread_constant_u32(const struct cube_blob *blob, const uint32_t *rows, size_t n, uint32_t *out)
{
	for (size_t i = 0; i < n; i++)
		out[rows ? rows[i] : i] = (uint32_t)blob->base;
}

INLINE void decode_u32(
	const struct cube_blob *blob, size_t from, const uint32_t *rows, size_t n, uint32_t *out)
{
	bool reserved = blob->reserved != 0;

	switch (blob->encoding) {
	case 0:
		spread_constant_u32(blob, rows, n, out);
		break;
	case 1:
		reserved ? spread_u32(blob, from, rows, n, out, 1, true)
			 : spread_u32(blob, from, rows, n, out, 1, false);
		break;
	case 2:
		reserved ? spread_u32(blob, from, rows, n, out, 2, true)
			 : spread_u32(blob, from, rows, n, out, 2, false);
		break;
	case 3:
		reserved ? spread_u32(blob, from, rows, n, out, 3, true)
			 : spread_u32(blob, from, rows, n, out, 3, false);
		break;
	case CUBE_BLOB_TABLE:
		spread_table(blob, from, rows, n, out);
		break;
	default:
		reserved ? spread_u32(blob, from, rows, n, out, 4, true)
			 : spread_u32(blob, from, rows, n, out, 4, false);
	}
}

INLINE void spread_money(const struct cube_blob *blob, size_t from, const uint32_t *rows, size_t n,
	int64_t *out, unsigned width)
{
	const uint8_t *values = blob->values + from * width;
	bool reserved = blob->reserved != 0;
	uint64_t shift = (uint64_t)blob->base - (reserved ? RESERVED_MONEY : 0);

	for (size_t i = 0; i < n; i++) {
		size_t row = rows ? rows[i] : i;

		out[row] = value_money(load(values, row, width), shift, reserved);
	}
}

INLINE void decode_money(
	const struct cube_blob *blob, size_t from, const uint32_t *rows, size_t n, int64_t *out)
{
	switch (blob->encoding) {
	case 0:
		for (size_t i = 0; i < n; i++)
			out[rows ? rows[i] : i] = blob->base;
		break;
	case 1:
		spread_money(blob, from, rows, n, out, 1);
		break;
	case 2:
		spread_money(blob, from, rows, n, out, 2);
		break;
	case 3:
		spread_money(blob, from, rows, n, out, 3);
		break;
	case 4:
		spread_money(blob, from, rows, n, out, 4);
		break;
	default:
		spread_money(blob, from, rows, n, out, 8);
	}
}

void cube_blob_u32(const struct cube_blob *blob, size_t from, size_t n, uint32_t *out)
{
	decode_u32(blob, from, NULL, n, out);
}

void cube_blob_u32_some(
	const struct cube_blob *blob, size_t from, const uint32_t *rows, size_t n, uint32_t *out)
{
	decode_u32(blob, from, rows, n, out);
}

void cube_blob_money(const struct cube_blob *blob, size_t from, size_t n, int64_t *out)
{
	decode_money(blob, from, NULL, n, out);
}

void cube_blob_money_some(
	const struct cube_blob *blob, size_t from, const uint32_t *rows, size_t n, int64_t *out)
{
	decode_money(blob, from, rows, n, out);
}

uint32_t cube_blob_byte_value(const struct cube_blob *blob, uint8_t b)
{
	if (blob->encoding == CUBE_BLOB_TABLE)
		return b < blob->table_n ? (uint32_t)load(blob->table, b, 4) : 0;
	return value_u32(b, (uint32_t)blob->base - (blob->reserved ? RESERVED_U32 : 0), blob->reserved != 0);
}
