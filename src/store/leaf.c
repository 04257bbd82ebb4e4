/* leaf.c - see leaf.h. */
#include "leaf.h"

enum { HEAD = 8, POINTER = 2, VARINT_MAX = 9, LEAF_TABLE = 0x0d };

void leaf_start(struct leaf *leaf, uint8_t *page)
{
	*leaf = (struct leaf){.page = page, .top = LEAF_PAGE};
	memset(page, 0, HEAD);
	page[0] = LEAF_TABLE;
}

static void put_two(uint8_t *at, size_t value)
{
	at[0] = (uint8_t)(value >> 8);
	at[1] = (uint8_t)value;
}

/* Seven bits a byte, the highest first; all but the last are marked. Not for numbers of nine bytes. */
static size_t put_varint(uint8_t *at, uint64_t value)
{
	size_t n = 1;

	for (uint64_t rest = value >> 7; rest; rest >>= 7)
		n++;
	for (size_t i = n; i-- > 0; value >>= 7)
		at[i] = (uint8_t)((value & 0x7f) | (i + 1 < n ? 0x80 : 0));
	return n;
}

uint16_t leaf_add(struct leaf *leaf, int64_t rowid, const struct leaf_record *record)
{
	uint8_t prefix[2 * VARINT_MAX], *cell;
	size_t n = put_varint(prefix, 1 + record->n + record->used), size;

	n += put_varint(prefix + n, (uint64_t)rowid);
	size = n + 1 + record->n + record->used;
	if (leaf->top < HEAD + POINTER * (leaf->n + 1) + size)
		return 0;
	leaf->top -= size;
	leaf->n++;
	cell = leaf->page + leaf->top;
	memcpy(cell, prefix, n);
	cell += n;
	*cell++ = (uint8_t)(1 + record->n);
	memcpy(cell, record->types, record->n);
	memcpy(cell + record->n, record->body, record->used);
	return (uint16_t)leaf->top;
}

void leaf_place(struct leaf *leaf, size_t i, uint16_t offset)
{
	put_two(leaf->page + HEAD + POINTER * i, offset);
}

void leaf_finish(struct leaf *leaf)
{
	put_two(leaf->page + 3, leaf->n);
	put_two(leaf->page + 5, leaf->top); /* 65536 is written as 0 */
}
