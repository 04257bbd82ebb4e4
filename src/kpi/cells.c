/* cells.c - see cells.h. */
#include "cells.h"

#include <stdlib.h>
#include <string.h>

#include "base/time.h"

enum { NUMBERS_MAX = 1 << 22, FIRST_ROOM = 64, BYTES = 256, SHORT_LEVELS = 3, SHORT_BITS = 14 };

/* Bits of each number, by how many dimensions there are. */
static const unsigned short_bits[SHORT_LEVELS + 1][SHORT_LEVELS] = {{0}, {8}, {7, 7}, {6, 4, 4}};

/* Numbers of pairs (what is before, value of a dimension); those of the last dimension are groups. 1 + number, 0 is not met. */
struct table {
	uint32_t *number;
	size_t rows, columns;
	uint32_t n;
};

struct level {
	const struct dim *dim;
	uint32_t *number;		/* 1 + number of a value by its code, day or hour; 0: not met */
	size_t n_number;
	uint32_t *key;			/* by number */
	uint32_t n, cap;
	uint32_t of_byte[BYTES];	/* 1 + number, in this segment */
	int32_t segment;
	struct table table;		/* of what is before it and its own numbers */
	uint32_t *place;		/* number of each row at hand */
};

/* Up to three dimensions that a segment stores as bytes. Their bytes are numbered from 1 as they are met, each number in
 * bits of its own; the numbers together lead to 1 + the group. What was not met leads to 0. */
struct short_cut {
	int32_t segment;		/* for which this holds */
	uint16_t number[SHORT_LEVELS][BYTES];
	unsigned met[SHORT_LEVELS];
	uint32_t group[1 << SHORT_BITS];
	uint16_t filled[1 << SHORT_BITS];	/* places of group that are not 0 */
	size_t n_filled;
};

struct cells {
	struct groups *groups;
	struct level levels[DIMS_MAX];
	size_t n_levels, cap;		/* cap: rows that the places have room for */
	enum cells_result trouble;
	struct short_cut short_cut;
};

struct cells *cells_create(const struct dim *dims, size_t n_dims, struct groups *groups)
{
	struct cells *cells = calloc(1, sizeof(*cells));

	if (!cells)
		return NULL;
	cells->groups = groups;
	cells->n_levels = n_dims;
	cells->short_cut.segment = TIME_DAY_NONE;
	for (size_t i = 0; i < cells->n_levels; i++)
		cells->levels[i] = (struct level){.dim = &dims[i], .segment = TIME_DAY_NONE};
	return cells;
}

void cells_destroy(struct cells *cells)
{
	if (!cells)
		return;
	for (size_t i = 0; i < cells->n_levels; i++) {
		free(cells->levels[i].number);
		free(cells->levels[i].key);
		free(cells->levels[i].table.number);
		free(cells->levels[i].place);
	}
	free(cells);
}

void cells_begin(struct cells *cells)
{
	cells->short_cut.segment = TIME_DAY_NONE;
	for (size_t i = 0; i < cells->n_levels; i++)
		cells->levels[i].segment = TIME_DAY_NONE;
}

/* ---- numbers of values ---- */

static bool numbers_reserve(struct cells *cells, struct level *level, size_t n)
{
	size_t cap = level->n_number ? level->n_number : FIRST_ROOM;
	uint32_t *grown;

	if (n <= level->n_number)
		return true;
	while (cap < n)
		cap *= 2;
	if (cap > NUMBERS_MAX) {
		cells->trouble = CELLS_TOO_MANY;
		return false;
	}
	grown = realloc(level->number, cap * sizeof(*grown));
	if (!grown) {
		cells->trouble = CELLS_NO_MEMORY;
		return false;
	}
	memset(grown + level->n_number, 0, (cap - level->n_number) * sizeof(*grown));
	level->number = grown;
	level->n_number = cap;
	return true;
}

/* 1 + a new number; 0 when memory is out. */
static uint32_t number_add(struct cells *cells, struct level *level, uint32_t key)
{
	if (level->n == level->cap) {
		uint32_t cap = level->cap ? level->cap * 2 : FIRST_ROOM;
		uint32_t *grown = realloc(level->key, cap * sizeof(*grown));

		if (!grown) {
			cells->trouble = CELLS_NO_MEMORY;
			return 0;
		}
		level->key = grown;
		level->cap = cap;
	}
	level->key[level->n++] = key;
	return level->n;
}

/* Many days share a week; only days themselves are as many as they are. */
static uint32_t number_of_key(struct cells *cells, struct level *level, uint32_t key)
{
	bool is_new = level->dim->by.dim == KPI_DIM_DAY && key != 0;

	for (uint32_t i = is_new ? 0 : level->n; i-- > 0;) {
		if (level->key[i] == key)
			return i + 1;
	}
	return number_add(cells, level, key);
}

/* 1 + the number of a code; 0 and trouble where there is none. */
static uint32_t number_of_code(struct cells *cells, struct level *level, uint32_t code)
{
	if (code >= level->n_number && !numbers_reserve(cells, level, (size_t)code + 1))
		return 0;
	if (!level->number[code])
		level->number[code] = number_add(cells, level, code);
	return level->number[code];
}

static uint32_t number_of_day(struct cells *cells, struct level *level, size_t day)
{
	if (day >= level->n_number && !numbers_reserve(cells, level, day + 1))
		return 0;
	if (!level->number[day])
		level->number[day] = number_of_key(cells, level,
			dim_time_key(level->dim, (int64_t)day * TIME_DAY_SECONDS, true));
	return level->number[day];
}

/* ---- places: the number of each row under one dimension ---- */

static bool place_bytes(struct cells *cells, struct level *level, const struct cells_rows *rows, const struct cube_bytes *bytes)
{
	if (level->segment != rows->batch->segment) {
		memset(level->of_byte, 0, sizeof(level->of_byte));
		level->segment = rows->batch->segment;
	}
	for (size_t i = 0; i < rows->n; i++) {
		uint8_t byte = bytes->values[rows->row[i]];
		uint32_t number = level->of_byte[byte];

		if (!number) {
			number = level->of_byte[byte] = number_of_code(cells, level, bytes->codes[byte]);
			if (!number)
				return false;
		}
		level->place[i] = number - 1;
	}
	return true;
}

static bool place_codes(struct cells *cells, struct level *level, const struct cells_rows *rows, const uint32_t *codes)
{
	for (size_t i = 0; i < rows->n; i++) {
		uint32_t code = codes[rows->row[i]];
		uint32_t number = code < level->n_number ? level->number[code] : 0;

		if (!number && !(number = number_of_code(cells, level, code)))
			return false;
		level->place[i] = number - 1;
	}
	return true;
}

static int64_t time_of(const struct cells_rows *rows, size_t i)
{
	return rows->at ? rows->at[i] : (int64_t)rows->stamp[rows->row[i]];
}

/* All rows of a segment were registered on one day. */
static bool place_one_day(struct cells *cells, struct level *level, const struct cells_rows *rows)
{
	int32_t day = rows->batch->day - CUBE_EPOCH_DAY;
	uint32_t number = day < 0 ? number_of_key(cells, level, 0) : number_of_day(cells, level, (size_t)day);

	for (size_t i = 0; i < rows->n; i++)
		level->place[i] = number - 1;
	return number != 0;
}

static bool place_days(struct cells *cells, struct level *level, const struct cells_rows *rows)
{
	for (size_t i = 0; i < rows->n; i++) {
		int64_t at = time_of(rows, i);
		size_t day = at < 0 ? SIZE_MAX : (size_t)at / TIME_DAY_SECONDS;
		uint32_t number = day < level->n_number ? level->number[day] : 0;

		if (!number)
			number = at < 0 ? number_of_key(cells, level, 0) : number_of_day(cells, level, day);
		if (!number)
			return false;
		level->place[i] = number - 1;
	}
	return true;
}

static bool place_hours(struct cells *cells, struct level *level, const struct cells_rows *rows)
{
	for (size_t i = 0; i < rows->n; i++) {
		uint32_t key = dim_time_key(level->dim, time_of(rows, i), rows->day_only(rows->context, rows->batch, rows->row[i]));
		uint32_t number = number_of_code(cells, level, key);

		if (!number)
			return false;
		level->place[i] = number - 1;
	}
	return true;
}

static bool place_aeo(struct cells *cells, struct level *level, const struct cells_rows *rows)
{
	for (size_t i = 0; i < rows->n; i++) {
		uint32_t number = number_of_code(cells, level, dim_aeo_key(rows->batch->u32[CUBE_FLAGS][rows->row[i]]));

		if (!number)
			return false;
		level->place[i] = number - 1;
	}
	return true;
}

static bool place(struct cells *cells, struct level *level, const struct cells_rows *rows)
{
	const struct cube_batch *batch = rows->batch;
	int column = level->dim->column;

	if (level->dim->by.dim == KPI_DIM_HOUR)
		return place_hours(cells, level, rows);
	if (column < 0)
		return rows->at || rows->stamp ? place_days(cells, level, rows) : place_one_day(cells, level, rows);
	if (level->dim->by.dim == KPI_DIM_AEO)
		return place_aeo(cells, level, rows);
	if (batch->bytes[column].values)
		return place_bytes(cells, level, rows, &batch->bytes[column]);
	return place_codes(cells, level, rows,
		column < CUBE_U32_COLUMNS ? batch->u32[column] : batch->attribute[column - CUBE_COLUMNS]);
}

/* ---- tables: numbers of pairs, at last of groups ---- */

static bool table_reserve(struct cells *cells, struct table *table, size_t rows, size_t columns)
{
	size_t new_rows = table->rows ? table->rows : 1, new_columns = table->columns ? table->columns : 8;
	uint32_t *grown;

	if (rows <= table->rows && columns <= table->columns)
		return true;
	while (new_rows < rows)
		new_rows *= 2;
	while (new_columns < columns)
		new_columns *= 2;
	if (new_rows * new_columns > NUMBERS_MAX) {
		cells->trouble = CELLS_TOO_MANY;
		return false;
	}
	grown = calloc(new_rows * new_columns, sizeof(*grown));
	if (!grown) {
		cells->trouble = CELLS_NO_MEMORY;
		return false;
	}
	for (size_t i = 0; i < table->rows; i++)
		memcpy(grown + i * new_columns, table->number + i * table->columns, table->columns * sizeof(*grown));
	free(table->number);
	table->number = grown;
	table->rows = new_rows;
	table->columns = new_columns;
	return true;
}

static uint32_t group_of_place(struct cells *cells, size_t i)
{
	uint32_t keys[DIMS_MAX], group;

	for (size_t k = 0; k < cells->n_levels; k++)
		keys[k] = cells->levels[k].key[cells->levels[k].place[i]];
	group = groups_at(cells->groups, keys);
	if (group == GROUPS_NONE)
		cells->trouble = CELLS_NO_MEMORY;
	return group + 1;	/* NONE wraps to 0 */
}

/* before: numbers of what stands before this level, replaced by those with it; NULL: nothing does. */
static bool join(struct cells *cells, struct level *level, bool is_last, uint32_t n_before, size_t n, uint32_t *before)
{
	struct table *table = &level->table;
	bool is_first = level == cells->levels;

	if (!table_reserve(cells, table, n_before, level->n))
		return false;
	for (size_t i = 0; i < n; i++) {
		uint32_t *number = &table->number[(is_first ? 0 : before[i]) * table->columns + level->place[i]];

		if (!*number)
			*number = is_last ? group_of_place(cells, i) : ++table->n;
		if (!*number)
			return false;
		before[i] = *number - 1;
	}
	return true;
}

static bool reserve(struct cells *cells, size_t n)
{
	if (n <= cells->cap)
		return true;
	for (size_t i = 0; i < cells->n_levels; i++) {
		uint32_t *grown = realloc(cells->levels[i].place, n * sizeof(*grown));

		if (!grown)
			return false;
		cells->levels[i].place = grown;
	}
	cells->cap = n;
	return true;
}

/* ---- a short cut for dimensions stored as bytes ---- */

static const struct cube_bytes *bytes_of(const struct level *level, const struct cube_batch *batch)
{
	bool is_code = level->dim->column >= 0 && level->dim->by.dim != KPI_DIM_AEO;

	return is_code && batch->bytes[level->dim->column].values ? &batch->bytes[level->dim->column] : NULL;
}

/* 1 + the group of a row; 0 and trouble when memory is out. */
static uint32_t group_of_bytes(struct cells *cells, uint32_t row, const struct cube_bytes *const *bytes)
{
	uint32_t codes[SHORT_LEVELS], group;

	for (size_t i = 0; i < cells->n_levels; i++)
		codes[i] = bytes[i]->codes[bytes[i]->values[row]];
	group = groups_at(cells->groups, codes);
	if (group == GROUPS_NONE)
		cells->trouble = CELLS_NO_MEMORY;
	return group + 1;
}

/* Makes the way short for the next row like this one, where there are numbers left. */
static void short_cut_remember(struct cells *cells, uint32_t row, const struct cube_bytes *const *bytes, uint32_t found)
{
	struct short_cut *cut = &cells->short_cut;
	unsigned at = 0, shift = 0;

	for (size_t i = 0; i < cells->n_levels; i++) {
		unsigned bits = short_bits[cells->n_levels][i];
		uint16_t *number = &cut->number[i][bytes[i]->values[row]];

		if (!*number) {
			if (cut->met[i] + 1 == 1u << bits)
				return;
			*number = (uint16_t)(++cut->met[i] << shift);
		}
		at |= *number;
		shift += bits;
	}
	cut->group[at] = found;
	cut->filled[cut->n_filled++] = (uint16_t)at;
}

static void short_cut_begin(struct cells *cells, int32_t segment)
{
	struct short_cut *cut = &cells->short_cut;

	if (cut->segment == segment)
		return;
	for (size_t i = 0; i < cut->n_filled; i++)
		cut->group[cut->filled[i]] = 0;
	memset(cut->number, 0, sizeof(cut->number));
	memset(cut->met, 0, sizeof(cut->met));
	cut->n_filled = 0;
	cut->segment = segment;
}

static inline __attribute__((always_inline)) void find_by_bytes(struct cells *cells, const struct cells_rows *rows,
	const struct cube_bytes *const *bytes, size_t n_levels, uint32_t *restrict group)
{
	const uint8_t *restrict a = bytes[0]->values;
	const uint8_t *restrict b = n_levels > 1 ? bytes[1]->values : NULL;
	const uint8_t *restrict c = n_levels > 2 ? bytes[2]->values : NULL;
	const uint32_t *restrict row = rows->row;
	const struct short_cut *cut = &cells->short_cut;
	size_t n = rows->n;

	for (size_t i = 0; i < n; i++) {
		unsigned at = cut->number[0][a[row[i]]];
		uint32_t found;

		if (n_levels > 1)
			at |= cut->number[1][b[row[i]]];
		if (n_levels > 2)
			at |= cut->number[2][c[row[i]]];
		found = cut->group[at];
		if (__builtin_expect(!found, 0)) {
			found = group_of_bytes(cells, row[i], bytes);
			if (!found)
				return;
			short_cut_remember(cells, row[i], bytes, found);
		}
		group[i] = found - 1;
	}
}

/* Whether the short cut holds for this batch: true when the groups were found by it, or trouble was. */
static bool took_short_cut(struct cells *cells, const struct cells_rows *rows, uint32_t *group)
{
	const struct cube_bytes *bytes[SHORT_LEVELS];

	if (cells->n_levels < 1 || cells->n_levels > SHORT_LEVELS)
		return false;
	for (size_t i = 0; i < cells->n_levels; i++) {
		bytes[i] = bytes_of(&cells->levels[i], rows->batch);
		if (!bytes[i])
			return false;
	}
	short_cut_begin(cells, rows->batch->segment);
	if (cells->n_levels == 1)
		find_by_bytes(cells, rows, bytes, 1, group);
	else if (cells->n_levels == 2)
		find_by_bytes(cells, rows, bytes, 2, group);
	else
		find_by_bytes(cells, rows, bytes, 3, group);
	return true;
}

enum cells_result cells_find(struct cells *cells, const struct cells_rows *rows, uint32_t *group)
{
	uint32_t n_before = 1;

	if (took_short_cut(cells, rows, group))
		return cells->trouble;
	if (!reserve(cells, rows->n))
		return CELLS_NO_MEMORY;
	if (cells->n_levels == 0)
		memset(group, 0, rows->n * sizeof(*group));
	for (size_t i = 0; i < cells->n_levels; i++) {
		if (!place(cells, &cells->levels[i], rows))
			return cells->trouble;
	}
	for (size_t i = 0; i < cells->n_levels; i++) {
		struct level *level = &cells->levels[i];

		if (!join(cells, level, i + 1 == cells->n_levels, n_before, rows->n, group))
			return cells->trouble;
		n_before = level->table.n;
	}
	return CELLS_FOUND;
}
