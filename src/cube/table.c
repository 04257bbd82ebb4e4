/* table.c - see table.h. */
#include "table.h"

#include <stdlib.h>
#include <string.h>

#include "encode.h"
#include "grow.h"
#include "store/rows.h"

/* Room in the numbers of columns, so that the enum can grow without giving a column of an older file another
 * meaning. */
enum { MONEY_NUMBER = 128, ATTRIBUTE_NUMBER = 256, DAY_BITS = 24, DAY_OFFSET = 1 << 20, FIRST_ROWS = 1024 };

_Static_assert((int)CUBE_U32_COLUMNS <= (int)MONEY_NUMBER, "columns of codes run into those of money");
_Static_assert(
	(int)MONEY_NUMBER + (int)CUBE_MONEY_COLUMNS <= (int)ATTRIBUTE_NUMBER, "money runs into attributes");

struct cube_table {
	const struct cube_attributes *attributes;
	size_t n, cap;
	size_t n_u32;   /* enum columns and attributes */
	uint32_t **u32; /* attributes follow the enum columns */
	int64_t *money[CUBE_MONEY_COLUMNS];
	uint8_t *bytes; /* scratch: one encoded column */
	size_t cap_bytes;
};

int64_t cube_segment_id(const struct cube_attributes *attributes, int column, int32_t day)
{
	int64_t number = column < CUBE_U32_COLUMNS ? column
			 : column < CUBE_COLUMNS
				 ? MONEY_NUMBER + (column - CUBE_U32_COLUMNS)
				 : ATTRIBUTE_NUMBER + (int64_t)attributes->at[column - CUBE_COLUMNS].number;

	return number << DAY_BITS | (day + DAY_OFFSET);
}

/* Stamps, intervals and owners may be none; codes and counts are 0 then. */
static bool may_be_none(int column)
{
	return column >= CUBE_AT_REGISTERED && column <= CUBE_OWN_SHARED;
}

uint32_t cube_segment_default(int column)
{
	return may_be_none(column) ? CUBE_NONE : 0;
}

struct cube_table *cube_table_create(const struct cube_attributes *attributes)
{
	struct cube_table *table = calloc(1, sizeof(*table));

	if (!table)
		return NULL;
	table->attributes = attributes;
	table->n_u32 = CUBE_U32_COLUMNS + attributes->n;
	table->u32 = calloc(table->n_u32, sizeof(*table->u32));
	if (!table->u32) {
		free(table);
		return NULL;
	}
	return table;
}

void cube_table_destroy(struct cube_table *table)
{
	if (!table)
		return;
	for (size_t i = 0; i < table->n_u32; i++)
		free(table->u32[i]);
	for (int i = 0; i < CUBE_MONEY_COLUMNS; i++)
		free(table->money[i]);
	free(table->u32);
	free(table->bytes);
	free(table);
}

size_t cube_table_rows(const struct cube_table *table)
{
	return table->n;
}

void cube_table_clear(struct cube_table *table)
{
	table->n = 0;
}

static bool grow(struct cube_table *table)
{
	size_t wanted = table->cap ? table->cap * 2 : FIRST_ROWS, cap;

	if (wanted > UINT32_MAX / 2)
		return false;
	for (size_t i = 0; i < table->n_u32; i++) {
		cap = table->cap;
		if (!cube_grow(&table->u32[i], &cap, wanted, sizeof(uint32_t)))
			return false;
	}
	for (int i = 0; i < CUBE_MONEY_COLUMNS; i++) {
		cap = table->cap;
		if (!cube_grow(&table->money[i], &cap, wanted, sizeof(int64_t)))
			return false;
	}
	table->cap = wanted;
	return true;
}

bool cube_table_add(struct cube_table *table, const struct cube_row *row, const struct cube_extra *extras,
	size_t n_extras, struct err *err)
{
	size_t at = table->n;

	if (at == table->cap && !grow(table))
		return err_memory(err);
	for (size_t i = 0; i < CUBE_U32_COLUMNS; i++)
		table->u32[i][at] = row->u32[i];
	for (size_t i = CUBE_U32_COLUMNS; i < table->n_u32; i++)
		table->u32[i][at] = 0;
	for (int i = 0; i < CUBE_MONEY_COLUMNS; i++)
		table->money[i][at] = row->money[i];
	for (size_t i = 0; i < n_extras; i++)
		table->u32[CUBE_U32_COLUMNS + extras[i].attribute][at] = extras[i].code;
	table->n++;
	return true;
}

/* ------------------------------------------------------------------------------------------ */

struct writer {
	struct cube_table *table;
	struct store_rows *put, *drop;
	int32_t day;
	bool fresh;
};

static bool segment_put(struct writer *w, int column, size_t used, struct err *err)
{
	store_rows_bind_int(w->put, 1, cube_segment_id(w->table->attributes, column, w->day));
	store_rows_bind_blob(w->put, 2, w->table->bytes, used);
	return store_rows_run(w->put, err);
}

static bool segment_drop(struct writer *w, int column, struct err *err)
{
	if (w->fresh)
		return true;
	store_rows_bind_int(w->drop, 1, cube_segment_id(w->table->attributes, column, w->day));
	return store_rows_run(w->drop, err);
}

static bool write_u32(struct writer *w, int column, const uint32_t *values, struct err *err)
{
	size_t n = w->table->n, used;
	struct cube_blob blob;

	if (n == 0)
		return segment_drop(w, column, err);
	used = cube_encode_u32(values, n, may_be_none(column), w->table->bytes);
	if (!cube_blob_open(w->table->bytes, used, &blob, err))
		return false;
	if (blob.encoding == 0 && values[0] == cube_segment_default(column))
		return segment_drop(w, column, err);
	return segment_put(w, column, used, err);
}

static bool write_money(struct writer *w, int column, const int64_t *values, struct err *err)
{
	size_t n = w->table->n, used;

	if (n == 0)
		return segment_drop(w, column, err);
	used = cube_encode_money(values, n, w->table->bytes);
	if (used == CUBE_BLOB_HEAD && values[0] == CUBE_MONEY_NONE)
		return segment_drop(w, column, err);
	return segment_put(w, column, used, err);
}

static bool write_columns(struct writer *w, struct err *err)
{
	struct cube_table *table = w->table;

	for (int i = 0; i < CUBE_U32_COLUMNS; i++) {
		if (!write_u32(w, i, table->u32[i], err))
			return false;
	}
	for (int i = CUBE_U32_COLUMNS; i < CUBE_COLUMNS; i++) {
		if (!write_money(w, i, table->money[i - CUBE_U32_COLUMNS], err))
			return false;
	}
	for (size_t i = CUBE_U32_COLUMNS; i < table->n_u32; i++) {
		if (!write_u32(w, CUBE_COLUMNS + (int)(i - CUBE_U32_COLUMNS), table->u32[i], err))
			return false;
	}
	return true;
}

static struct cube_stamp_span span_of(const uint32_t *values, size_t n)
{
	struct cube_stamp_span span = {.first = UINT32_MAX};

	for (size_t i = 0; i < n; i++) {
		uint32_t v = values[i];

		if (!CUBE_IS_VALUE(v))
			continue;
		span.rows++;
		span.first = v < span.first ? v : span.first;
		span.last = v > span.last ? v : span.last;
	}
	return span;
}

static void bind_span(struct store_rows *rows, int parameter, struct cube_stamp_span span)
{
	store_rows_bind_int(rows, parameter, span.rows);
	if (span.rows == 0) {
		store_rows_bind_null(rows, parameter + 1);
		store_rows_bind_null(rows, parameter + 2);
	} else {
		store_rows_bind_int(rows, parameter + 1, span.first);
		store_rows_bind_int(rows, parameter + 2, span.last);
	}
}

static bool write_day(struct cube_table *table, struct store *store, int32_t day, struct err *err)
{
	struct store_rows *rows = NULL;
	bool ok;

	if (!store_rows_open(
		    store, table->n > 0 ? "cube_segment_day_put" : "cube_segment_day_drop", &rows, err))
		return false;
	store_rows_bind_int(rows, 1, day);
	if (table->n > 0) {
		store_rows_bind_int(rows, 2, (int64_t)table->n);
		for (int i = 0; i < CUBE_STAMPS; i++)
			bind_span(rows, 3 + 3 * i, span_of(table->u32[CUBE_STAMP_FIRST + i], table->n));
	}
	ok = store_rows_run(rows, err);
	store_rows_close(rows);
	return ok;
}

bool cube_table_write(struct cube_table *table, struct store *store, int32_t day, bool fresh, struct err *err)
{
	struct writer writer = {.table = table, .day = day, .fresh = fresh};
	bool ok = false;

	if (!cube_grow(&table->bytes, &table->cap_bytes, cube_encode_room(table->n, sizeof(int64_t)), 1))
		return err_memory(err);
	if (!store_rows_open(store, "cube_segment_put", &writer.put, err) ||
		!store_rows_open(store, "cube_segment_drop", &writer.drop, err))
		goto out;
	ok = write_columns(&writer, err) && write_day(table, store, day, err);
out:
	store_rows_close(writer.put);
	store_rows_close(writer.drop);
	return ok;
}
