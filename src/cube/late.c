/* late.c - see late.h. */
#include "late.h"

#include <endian.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/time.h"
#include "grow.h"
#include "store/rows.h"

struct cube_late {
	const struct cube_attributes *attributes;
	struct cube_table *picked;
	uint8_t *is_late;	/* by row of the day */
	size_t cap_is_late;
	uint32_t *rows;
	size_t cap_rows;
};

struct cube_late *cube_late_create(const struct cube_attributes *attributes)
{
	struct cube_late *late = calloc(1, sizeof(*late));

	if (!late)
		return NULL;
	late->attributes = attributes;
	late->picked = cube_table_create(attributes);
	if (!late->picked) {
		free(late);
		return NULL;
	}
	return late;
}

void cube_late_destroy(struct cube_late *late)
{
	if (!late)
		return;
	cube_table_destroy(late->picked);
	free(late->is_late);
	free(late->rows);
	free(late);
}

int64_t cube_late_from(int32_t day)
{
	return ((int64_t)day - CUBE_EPOCH_DAY + CUBE_LATE_DAYS) * TIME_DAY_SECONDS;
}

/* ---- which rows ---- */

static void judge(const struct cube_table *table, int32_t day, uint8_t *is_late)
{
	const uint32_t *flags = cube_table_u32(table, CUBE_FLAGS);
	size_t n = cube_table_rows(table);
	int64_t from = cube_late_from(day);
	uint32_t low = from < 0 ? 0 : from > CUBE_NOT_APPLICABLE ? CUBE_NOT_APPLICABLE : (uint32_t)from;

	for (size_t i = 0; i < n; i++)
		is_late[i] = (flags[i] & CUBE_MAY_BE_OPEN) != 0;
	for (int stamp = CUBE_STAMP_FIRST; stamp < CUBE_STAMP_FIRST + CUBE_STAMPS; stamp++) {
		const uint32_t *at = cube_table_u32(table, stamp);

		for (size_t i = 0; i < n; i++)
			is_late[i] |= (at[i] >= low) & CUBE_IS_VALUE(at[i]);
	}
}

/* The late rows of the day into `picked`; none where they are not worth a part of their own. */
static bool pick(struct cube_late *late, const struct cube_table *table, int32_t day, struct err *err)
{
	size_t n = cube_table_rows(table), found = 0;

	if (n >= CUBE_LATE_LEAST_ROWS) {
		if (!cube_grow(&late->is_late, &late->cap_is_late, n, sizeof(*late->is_late)) ||
			!cube_grow(&late->rows, &late->cap_rows, n + 1, sizeof(*late->rows)))
			return err_memory(err);
		judge(table, day, late->is_late);
		for (size_t i = 0; i < n; i++) {
			late->rows[found] = (uint32_t)i;
			found += late->is_late[i];
		}
	}
	return cube_table_pick(late->picked, table, late->rows, found * CUBE_LATE_SHARE <= n ? found : 0, err);
}

/* ---- the mark ---- */

static bool mark_make(struct cube_late *late, uint8_t ret_mark[CUBE_LATE_MARK], struct err *err)
{
	struct digest *digest = digest_create();
	uint32_t rows = htole32((uint32_t)cube_table_rows(late->picked));
	const uint8_t *bytes;
	char hex[65];
	size_t size;
	bool ok = digest || err_memory(err);

	for (int column = 0; ok && column < CUBE_COLUMNS + (int)late->attributes->n; column++) {
		int64_t id = cube_segment_id(late->attributes, CUBE_PART_LATE, column, 0);

		ok = cube_table_encode(late->picked, column, &bytes, &size, err);
		if (!ok || size == 0)	/* a column that nobody knew before changes nothing */
			continue;
		digest_add(digest, &id, sizeof(id));
		digest_add(digest, bytes, size);
	}
	if (ok) {
		digest_hex(digest, hex);
		memcpy(ret_mark, &rows, sizeof(rows));
		memcpy(ret_mark + sizeof(rows), hex, CUBE_LATE_SUM);
	}
	digest_destroy(digest);
	return ok;
}

bool cube_late_mark_rows(const void *mark, size_t size, uint32_t *ret_rows)
{
	if (size != CUBE_LATE_MARK)
		return false;
	memcpy(ret_rows, mark, sizeof(*ret_rows));
	*ret_rows = le32toh(*ret_rows);
	return true;
}

/* The mark in the store; *ret_size 0: there is none. */
static bool mark_read(struct store *store, int32_t day, uint8_t ret_mark[CUBE_LATE_MARK], size_t *ret_size, struct err *err)
{
	struct store_rows *rows = NULL;
	const void *data;
	int got;

	*ret_size = 0;
	if (!store_rows_open(store, "cube_segments", &rows, err))
		return false;
	store_rows_bind_int(rows, 1, cube_segment_mark_id(day));
	store_rows_bind_int(rows, 2, cube_segment_mark_id(day));
	got = store_rows_next(rows, err);
	if (got == 1) {
		data = store_rows_blob(rows, 1, ret_size);
		if (*ret_size == CUBE_LATE_MARK)
			memcpy(ret_mark, data, CUBE_LATE_MARK);
	}
	store_rows_close(rows);
	return got >= 0;
}

/* NULL: takes it out. */
static bool mark_put(struct store *store, int32_t day, const uint8_t *mark, struct err *err)
{
	struct store_rows *rows = NULL;
	bool ok;

	if (!store_rows_open(store, mark ? "cube_segment_put" : "cube_segment_drop", &rows, err))
		return false;
	store_rows_bind_int(rows, 1, cube_segment_mark_id(day));
	if (mark)
		store_rows_bind_blob(rows, 2, mark, CUBE_LATE_MARK);
	ok = store_rows_run(rows, err);
	store_rows_close(rows);
	return ok;
}

/* ---- */

bool cube_late_write(struct cube_late *late, const struct cube_table *table, struct store *store, int32_t day, bool fresh, struct err *err)
{
	uint8_t mark[CUBE_LATE_MARK], before[CUBE_LATE_MARK];
	size_t size = 0, n;

	if (!pick(late, table, day, err) || (!fresh && !mark_read(store, day, before, &size, err)))
		return false;
	n = cube_table_rows(late->picked);
	if (n == 0 && size == 0)
		return true;
	if (n > 0 && !mark_make(late, mark, err))
		return false;
	if (n > 0 && size == CUBE_LATE_MARK && memcmp(mark, before, CUBE_LATE_MARK) == 0)
		return true;
	return cube_table_put(late->picked, store, CUBE_PART_LATE, day, size == 0, err) && mark_put(store, day, n > 0 ? mark : NULL, err);
}

bool cube_late_agrees(struct cube_late *late, const struct cube_table *table, struct cube_table *scratch, struct store *store, int32_t day,
	bool *ret_agrees, struct err *err)
{
	uint8_t mark[CUBE_LATE_MARK], stored[CUBE_LATE_MARK];
	size_t size, n;

	*ret_agrees = false;
	if (!pick(late, table, day, err) || !mark_read(store, day, stored, &size, err))
		return false;
	n = cube_table_rows(late->picked);
	if (n == 0) {
		*ret_agrees = size == 0;
		return true;
	}
	if (!mark_make(late, mark, err))
		return false;
	if (size != CUBE_LATE_MARK || memcmp(mark, stored, CUBE_LATE_MARK) != 0)
		return true;
	if (!cube_table_read(scratch, store, CUBE_PART_LATE, day, n, err))
		return false;
	*ret_agrees = cube_table_same(late->picked, scratch);
	return true;
}
