/* table.h - the rows of one day, column by column, on their way into the store: what a segment is made from.
 *
 * Also the one place that knows how columns are numbered in table segment, and what a column holds that was
 * not written. */
#ifndef CUBE_TABLE_H
#define CUBE_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "attribute.h"
#include "cube/cube.h"
#include "declaration.h"
#include "fact.h"
#include "store/store.h"

enum { CUBE_STAMP_FIRST = CUBE_AT_REGISTERED, CUBE_STAMPS = CUBE_AT_NEWEST - CUBE_AT_REGISTERED + 1 };

/* Span of a stamp column over a day's rows. */
struct cube_stamp_span {
	uint32_t rows, first, last; /* rows that have it; first and last hold nothing when there are none */
};

struct cube_table;

/* One column for each attribute beside those of enum cube_column. NULL when memory is out. */
struct cube_table *cube_table_create(const struct cube_attributes *attributes);
void cube_table_destroy(struct cube_table *table); /* accepts NULL */

size_t cube_table_rows(const struct cube_table *table);
void cube_table_clear(struct cube_table *table);
bool cube_table_add(struct cube_table *table, const struct cube_row *row, const struct cube_extra *extras,
	size_t n_extras, struct err *err);
/* What is kept of a day: all its rows, and once more those that are late (late.h). */
enum cube_part { CUBE_PART_ALL, CUBE_PART_LATE, CUBE_PARTS };

/* Fills an empty table with the n rows that the segments of a day hold. */
bool cube_table_read(struct cube_table *table, struct store *store, enum cube_part part, int32_t day, size_t n, struct err *err);
bool cube_is_among(const int64_t *sorted, size_t n, int64_t value);
/* Puts a row in the place of that of the same declaration and office among the first rows, which are in order; false
 * when there is none. */
bool cube_table_replace(struct cube_table *table, size_t among, const struct cube_row *row, const struct cube_extra *extras,
	size_t n_extras);
/* Takes rows out of the first ones by their declaration, of which there is a sorted list. */
bool cube_table_drop(
	struct cube_table *table, size_t among, const int64_t *declarations, size_t n, struct err *err);
/* Puts the rows in the order of a segment: office, number. */
bool cube_table_sort(struct cube_table *table, struct err *err);
/* Writes the day's segments, those alone that changed since it was read, and its spans. fresh: nothing of that day is in the store, so nothing need be
 * taken out. */
bool cube_table_write(
	struct cube_table *table, struct store *store, int32_t day, bool fresh, struct err *err);

/* Its columns alone, of a part of the day. */
bool cube_table_put(struct cube_table *table, struct store *store, enum cube_part part, int32_t day, bool fresh, struct err *err);
/* A column as its segment holds it, borrowed until the next is; of size 0 where nothing need be written. */
bool cube_table_encode(struct cube_table *table, int column, const uint8_t **ret_bytes, size_t *ret_size, struct err *err);
/* The values of a column that is no money, by row. */
const uint32_t *cube_table_u32(const struct cube_table *table, int column);
/* Takes rows of another table instead of its own; both have the same attributes. */
bool cube_table_pick(struct cube_table *table, const struct cube_table *from, const uint32_t *rows, size_t n, struct err *err);

/* Do both hold the same rows? Their attributes must be the same. */
bool cube_table_same(const struct cube_table *a, const struct cube_table *b);
/* Of the stamp CUBE_STAMP_FIRST + i. */
struct cube_stamp_span cube_table_span(const struct cube_table *table, int i);

/* Id of a column's segment. column counts as in enum cube_column; attributes are numbered through the table.
 */
int64_t cube_segment_id(const struct cube_attributes *attributes, enum cube_part part, int column, int32_t day);
/* Id of what stands for the late rows of a day as a whole. */
int64_t cube_segment_mark_id(int32_t day);
/* What a column of codes, stamps or counts holds where the store has no segment of it. */
uint32_t cube_segment_default(int column);

#endif
