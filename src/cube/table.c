/* table.c - see table.h. */
#include "table.h"

#include <stdlib.h>
#include <string.h>

#include "encode.h"
#include "grow.h"
#include "store/rows.h"

/* Room in the numbers of columns, so that the enum can grow without giving a column of an older file another
 * meaning. */
enum { MARK_NUMBER = 127, MONEY_NUMBER = 128, ATTRIBUTE_NUMBER = 256, DAY_BITS = 24, PART_BIT = 60, DAY_OFFSET = 1 << 20, FIRST_ROWS = 1024 };

_Static_assert((int)CUBE_U32_COLUMNS <= (int)MARK_NUMBER, "columns of codes run into the mark, or those of money");
_Static_assert(
	(int)MONEY_NUMBER + (int)CUBE_MONEY_COLUMNS <= (int)ATTRIBUTE_NUMBER, "money runs into attributes");

struct cube_table {
	const struct cube_attributes *attributes;
	size_t n, cap;
	size_t n_u32;   /* enum columns and attributes */
	uint32_t **u32; /* attributes follow the enum columns */
	int64_t *money[CUBE_MONEY_COLUMNS];
	bool *changed; /* by column, u32 first: since the day was read */
	bool all_changed;
	uint8_t *bytes; /* scratch: one encoded column */
	size_t cap_bytes;
};

static bool is_money(int column)
{
	return column >= CUBE_U32_COLUMNS && column < CUBE_COLUMNS;
}

static int64_t id_of(enum cube_part part, int64_t number, int32_t day)
{
	return (int64_t)part << PART_BIT | number << DAY_BITS | (day + DAY_OFFSET);
}

int64_t cube_segment_id(const struct cube_attributes *attributes, enum cube_part part, int column, int32_t day)
{
	int64_t number = column < CUBE_U32_COLUMNS ? column :
		is_money(column) ? MONEY_NUMBER + (column - CUBE_U32_COLUMNS) : ATTRIBUTE_NUMBER + (int64_t)attributes->at[column - CUBE_COLUMNS].number;

	return id_of(part, number, day);
}

int64_t cube_segment_mark_id(int32_t day)
{
	return id_of(CUBE_PART_LATE, MARK_NUMBER, day);
}

/* Stamps, intervals and owners may be none; codes and counts are 0 then. */
static bool may_be_none(int column)
{
	return (column >= CUBE_AT_REGISTERED && column <= CUBE_OWN_SHARED) || column == CUBE_T_HANDLING;
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
	table->all_changed = true;
	table->u32 = calloc(table->n_u32, sizeof(*table->u32));
	table->changed = calloc(table->n_u32 + CUBE_MONEY_COLUMNS, sizeof(*table->changed));
	if (!table->u32 || !table->changed) {
		free(table->u32);
		free(table->changed);
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
	free(table->changed);
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
	table->all_changed = true;
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

/* Values of a column that is no money. */
static uint32_t *u32_of(struct cube_table *table, int column)
{
	return table->u32[column < CUBE_U32_COLUMNS ? column : column - CUBE_COLUMNS + CUBE_U32_COLUMNS];
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
	table->all_changed = true;
	return true;
}

/* ------------------------------------------------------------------------------------------ */
/* A day that stays but for some rows */

static void fill_default(struct cube_table *table, int column, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (is_money(column))
			table->money[column - CUBE_U32_COLUMNS][i] = CUBE_MONEY_NONE;
		else
			u32_of(table, column)[i] = cube_segment_default(column);
	}
}

/* One column of the day, decoded into its place. */
static bool read_column(
	struct cube_table *table, struct store_rows *rows, enum cube_part part, int column, int32_t day, struct err *err)
{
	int64_t id = cube_segment_id(table->attributes, part, column, day);
	struct cube_blob blob;
	const void *data;
	size_t size;
	int got;

	store_rows_bind_int(rows, 1, id);
	store_rows_bind_int(rows, 2, id);
	got = store_rows_next(rows, err);
	if (got == 0)
		fill_default(table, column, table->n);
	if (got != 1)
		return got == 0;
	data = store_rows_blob(rows, 1, &size);
	if (!cube_grow(&table->bytes, &table->cap_bytes, size + CUBE_BLOB_SLACK, 1))
		return err_memory(err);
	memcpy(table->bytes, data, size);
	if (!cube_blob_open(table->bytes, size, &blob, err))
		return false;
	if (blob.rows != table->n)
		return err_set(err, ERR_IO, "a segment of the database does not fit its day: restore a copy of the "
			"database, or load its files again into a new one");
	if (is_money(column))
		cube_blob_money(&blob, 0, table->n, table->money[column - CUBE_U32_COLUMNS]);
	else
		cube_blob_u32(&blob, 0, table->n, u32_of(table, column));
	return store_rows_next(rows, err) == 0;
}

bool cube_table_read(struct cube_table *table, struct store *store, enum cube_part part, int32_t day, size_t n, struct err *err)
{
	struct store_rows *rows = NULL;
	int columns = CUBE_COLUMNS + (int)table->attributes->n;
	bool ok = true;

	while (table->cap < n)
		if (!grow(table))
			return err_memory(err);
	table->n = n;
	table->all_changed = false;
	memset(table->changed, 0, (table->n_u32 + CUBE_MONEY_COLUMNS) * sizeof(*table->changed));
	if (!store_rows_open(store, "cube_segments", &rows, err))
		return false;
	for (int i = 0; i < columns && ok; i++)
		ok = read_column(table, rows, part, i, day, err);
	store_rows_close(rows);
	return ok;
}

/* Rows of a segment stand in this order. */
static uint64_t key_of(const struct cube_table *table, size_t row)
{
	return (uint64_t)table->u32[CUBE_OFFICE][row] << 32 | table->u32[CUBE_DECLARATION][row];
}

static void u32_replace(struct cube_table *table, size_t column, size_t row, uint32_t value)
{
	table->changed[column] |= table->u32[column][row] != value;
	table->u32[column][row] = value;
}

static uint32_t attribute_of(const struct cube_extra *extras, size_t n_extras, size_t attribute)
{
	uint32_t code = 0;

	for (size_t i = 0; i < n_extras; i++)
		code = extras[i].attribute == attribute ? extras[i].code : code;
	return code;
}

bool cube_table_replace(struct cube_table *table, size_t among, const struct cube_row *row, const struct cube_extra *extras,
	size_t n_extras)
{
	uint64_t key = (uint64_t)row->u32[CUBE_OFFICE] << 32 | row->u32[CUBE_DECLARATION];
	size_t low = 0, high = among;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (key_of(table, middle) < key)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == among || key_of(table, low) != key)
		return false;
	for (size_t i = 0; i < CUBE_U32_COLUMNS; i++)
		u32_replace(table, i, low, row->u32[i]);
	for (size_t i = CUBE_U32_COLUMNS; i < table->n_u32; i++)
		u32_replace(table, i, low, attribute_of(extras, n_extras, i - CUBE_U32_COLUMNS));
	for (int i = 0; i < CUBE_MONEY_COLUMNS; i++) {
		table->changed[table->n_u32 + (size_t)i] |= table->money[i][low] != row->money[i];
		table->money[i][low] = row->money[i];
	}
	return true;
}

bool cube_is_among(const int64_t *sorted, size_t n, int64_t value)
{
	size_t low = 0, high = n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (sorted[middle] < value)
			low = middle + 1;
		else
			high = middle;
	}
	return low < n && sorted[low] == value;
}

/* Columns anew from their own rows: row i becomes what row from[i] was, which is not before it. */
static void rows_pull(struct cube_table *table, const uint32_t *from, size_t n)
{
	for (size_t c = 0; c < table->n_u32; c++)
		for (size_t i = 0; i < n; i++)
			table->u32[c][i] = table->u32[c][from[i]];
	for (int c = 0; c < CUBE_MONEY_COLUMNS; c++)
		for (size_t i = 0; i < n; i++)
			table->money[c][i] = table->money[c][from[i]];
	table->n = n;
}

bool cube_table_drop(
	struct cube_table *table, size_t among, const int64_t *declarations, size_t n, struct err *err)
{
	uint32_t *from = malloc((table->n + 1) * sizeof(*from));
	size_t kept = 0;

	if (!from)
		return err_memory(err);
	for (size_t i = 0; i < table->n; i++)
		if (i >= among || !cube_is_among(declarations, n, table->u32[CUBE_DECLARATION][i]))
			from[kept++] = (uint32_t)i;
	if (kept < table->n) {
		rows_pull(table, from, kept);
		table->all_changed = true;
	}
	free(from);
	return true;
}

struct place {
	uint64_t key;
	uint32_t from;
};

static int place_compare(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	return (x->key > y->key) - (x->key < y->key);
}

/* How many rows from the first on are in order. */
static size_t rows_in_order(const struct cube_table *table)
{
	size_t n = table->n > 0;

	while (n < table->n && key_of(table, n - 1) < key_of(table, n))
		n++;
	return n;
}

/* What is in order at the front is merged with the rest, which is sorted first: a day and what came to it. */
static void places_find(const struct cube_table *table, size_t front, struct place *rest, struct place *places)
{
	size_t n_rest = table->n - front, a = 0, b = 0;

	for (size_t i = 0; i < n_rest; i++)
		rest[i] = (struct place){.key = key_of(table, front + i), .from = (uint32_t)(front + i)};
	qsort(rest, n_rest, sizeof(*rest), place_compare);
	for (size_t i = 0; i < table->n; i++) {
		uint64_t key = a < front ? key_of(table, a) : 0;

		if (b == n_rest || (a < front && key < rest[b].key))
			places[i] = (struct place){.key = key, .from = (uint32_t)a++};
		else
			places[i] = rest[b++];
	}
}

/* Columns in the order of the places, through the scratch. */
static void rows_order(struct cube_table *table, const struct place *places)
{
	size_t n = table->n;

	for (size_t c = 0; c < table->n_u32; c++) {
		uint32_t *to = (uint32_t *)(void *)table->bytes;

		for (size_t i = 0; i < n; i++)
			to[i] = table->u32[c][places[i].from];
		memcpy(table->u32[c], to, n * sizeof(*to));
	}
	for (int c = 0; c < CUBE_MONEY_COLUMNS; c++) {
		int64_t *to = (int64_t *)(void *)table->bytes;

		for (size_t i = 0; i < n; i++)
			to[i] = table->money[c][places[i].from];
		memcpy(table->money[c], to, n * sizeof(*to));
	}
}

bool cube_table_sort(struct cube_table *table, struct err *err)
{
	size_t front = rows_in_order(table);
	struct place *places, *rest;

	if (front == table->n)
		return true;
	places = malloc((2 * table->n - front) * sizeof(*places));
	if (!places || !cube_grow(&table->bytes, &table->cap_bytes, table->n * sizeof(int64_t), 1)) {
		free(places);
		return err_memory(err);
	}
	rest = places + table->n;
	places_find(table, front, rest, places);
	table->all_changed = true;
	rows_order(table, places);
	free(places);
	return true;
}

/* ------------------------------------------------------------------------------------------ */

const uint32_t *cube_table_u32(const struct cube_table *table, int column)
{
	return u32_of((struct cube_table *)(uintptr_t)table, column);
}

bool cube_table_pick(struct cube_table *table, const struct cube_table *from, const uint32_t *rows, size_t n, struct err *err)
{
	while (table->cap < n)
		if (!grow(table))
			return err_memory(err);
	for (size_t c = 0; c < table->n_u32; c++)
		for (size_t i = 0; i < n; i++)
			table->u32[c][i] = from->u32[c][rows[i]];
	for (int c = 0; c < CUBE_MONEY_COLUMNS; c++)
		for (size_t i = 0; i < n; i++)
			table->money[c][i] = from->money[c][rows[i]];
	table->n = n;
	table->all_changed = true;
	return true;
}

bool cube_table_encode(struct cube_table *table, int column, const uint8_t **ret_bytes, size_t *ret_size, struct err *err)
{
	bool is_none;

	if (!cube_grow(&table->bytes, &table->cap_bytes, cube_encode_room(table->n, sizeof(int64_t)), 1))
		return err_memory(err);
	*ret_bytes = table->bytes;
	*ret_size = 0;
	if (table->n == 0)
		return true;
	if (is_money(column)) {
		const int64_t *values = table->money[column - CUBE_U32_COLUMNS];

		*ret_size = cube_encode_money(values, table->n, table->bytes);
		is_none = values[0] == CUBE_MONEY_NONE;
	} else {
		const uint32_t *values = u32_of(table, column);

		*ret_size = cube_encode_u32(values, table->n, may_be_none(column), table->bytes);
		is_none = values[0] == cube_segment_default(column);
	}
	if (*ret_size == CUBE_BLOB_HEAD && is_none)	/* nothing but a head: all are the same */
		*ret_size = 0;
	return true;
}

/* Whether a column is another one than was read; money stands behind all others. */
static bool has_changed(const struct cube_table *table, int column)
{
	size_t place = column < CUBE_U32_COLUMNS ? (size_t)column :
		is_money(column) ? table->n_u32 + (size_t)(column - CUBE_U32_COLUMNS) : (size_t)(column - CUBE_COLUMNS + CUBE_U32_COLUMNS);

	return table->all_changed || table->changed[place];
}

static bool put_columns(struct cube_table *table, struct store_rows *put, struct store_rows *drop, enum cube_part part, int32_t day,
	bool fresh, struct err *err)
{
	const uint8_t *bytes;
	size_t size;

	for (int column = 0; column < CUBE_COLUMNS + (int)table->attributes->n; column++) {
		struct store_rows *rows;

		if (!has_changed(table, column))
			continue;
		if (!cube_table_encode(table, column, &bytes, &size, err))
			return false;
		if (size == 0 && fresh)
			continue;
		rows = size ? put : drop;
		store_rows_bind_int(rows, 1, cube_segment_id(table->attributes, part, column, day));
		if (size)
			store_rows_bind_blob(rows, 2, bytes, size);
		if (!store_rows_run(rows, err))
			return false;
	}
	return true;
}

bool cube_table_put(struct cube_table *table, struct store *store, enum cube_part part, int32_t day, bool fresh, struct err *err)
{
	struct store_rows *put = NULL, *drop = NULL;
	bool ok = store_rows_open(store, "cube_segment_put", &put, err) && store_rows_open(store, "cube_segment_drop", &drop, err) &&
		  put_columns(table, put, drop, part, day, fresh, err);

	store_rows_close(put);
	store_rows_close(drop);
	return ok;
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

struct cube_stamp_span cube_table_span(const struct cube_table *table, int i)
{
	return span_of(table->u32[CUBE_STAMP_FIRST + i], table->n);
}

bool cube_table_same(const struct cube_table *a, const struct cube_table *b)
{
	if (a->n != b->n || a->n_u32 != b->n_u32)
		return false;
	for (size_t i = 0; i < a->n_u32; i++)
		if (a->n > 0 && memcmp(a->u32[i], b->u32[i], a->n * sizeof(uint32_t)) != 0)
			return false;
	for (int i = 0; i < CUBE_MONEY_COLUMNS; i++)
		if (a->n > 0 && memcmp(a->money[i], b->money[i], a->n * sizeof(int64_t)) != 0)
			return false;
	return true;
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
			bind_span(rows, 3 + 3 * i, cube_table_span(table, i));
	}
	ok = store_rows_run(rows, err);
	store_rows_close(rows);
	return ok;
}

bool cube_table_write(struct cube_table *table, struct store *store, int32_t day, bool fresh, struct err *err)
{
	return cube_table_put(table, store, CUBE_PART_ALL, day, fresh, err) && write_day(table, store, day, err);
}
