/* scan.c - the rows that a slice selects, batch by batch.
 *
 * For each day: skip it by its spans; ask each sieve about the whole segment; only then walk the rows, some
 * thousands at a time so that what is decoded stays in the processor's cache. A column that no row needs is
 * never read. */
#include <stdlib.h>
#include <string.h>

#include "base/time.h"
#include "cube_private.h"
#include "grow.h"
#include "late.h"
#include "sieve.h"
#include "store/rows.h"

enum {
	CHUNK = 4096,         /* rows decoded at a time; the contract allows up to 64 Ki */
	SPARSE = 4,           /* decode one by one when fewer than 1 in 4 rows are left */
	AHEAD_BYTES = 4 << 20 /* read at once of a column, before compression */
};

/* A column that this scan needs. */
struct slot {
	int column;
	bool as_values, as_bytes; /* for the visitor; neither: for a sieve alone */
	bool unless_one_day;      /* as values, where the segment at hand has rows of several days */
	uint32_t *codes;          /* of bytes; those of the segment at hand */
	const struct cube_blob *blob; /* of the day at hand; NULL: not looked at yet */
	struct cube_blob own;         /* where the cache had no room */
	uint8_t *own_bytes;
	size_t own_cap;
	void *values; /* one chunk, decoded */
	bool decoded; /* values hold at least the rows kept */
};

struct scan {
	struct cube *cube;
	struct slot *slots;
	size_t n_slots, cap_slots;
	struct cube_sieve *sieves;
	size_t n_sieves, cap_sieves;
	const struct cube_slice *slice;
	int stamp;
	int64_t from, to; /* from: of the day at hand */
	enum cube_part part; /* what is read of the day at hand */
	int32_t day;      /* on which all rows of the segment at hand were registered; or TIME_DAY_NONE */
	uint32_t *all, *kept; /* 0, 1, 2 ...; and the rows left */
	uint8_t *zeros;       /* bytes of a column of one value */
	const uint32_t **u32, **attribute;
	const int64_t **money;
	struct cube_bytes *bytes;
};

static bool is_money(int column)
{
	return column >= CUBE_U32_COLUMNS && column < CUBE_COLUMNS;
}

/* ------------------------------------------------------------------------------------------ */
/* What is asked for */

static bool slot_of(struct scan *scan, int column, size_t *ret_slot, struct err *err)
{
	size_t size = is_money(column) ? sizeof(int64_t) : sizeof(uint32_t);

	if (column < 0 || column >= CUBE_COLUMNS + (int)scan->cube->attributes.n)
		return err_set(err, ERR_USAGE, "the cube has no column %d", column);
	for (size_t i = 0; i < scan->n_slots; i++) {
		if (scan->slots[i].column == column) {
			*ret_slot = i;
			return true;
		}
	}
	if (!cube_grow(&scan->slots, &scan->cap_slots, scan->n_slots + 1, sizeof(*scan->slots)))
		return err_memory(err);
	scan->slots[scan->n_slots] = (struct slot){.column = column, .values = malloc(CHUNK * size)};
	*ret_slot = scan->n_slots++;
	return scan->slots[*ret_slot].values || err_memory(err);
}

static bool add_sieve(struct scan *scan, struct cube_sieve *sieve, struct err *err)
{
	if (!cube_grow(&scan->sieves, &scan->cap_sieves, scan->n_sieves + 1, sizeof(*sieve))) {
		cube_sieve_finish(sieve);
		return err_memory(err);
	}
	scan->sieves[scan->n_sieves++] = *sieve;
	return slot_of(scan, sieve->column, &scan->sieves[scan->n_sieves - 1].slot, err);
}

static bool add_sieves(struct scan *scan, const struct cube_slice *slice, struct err *err)
{
	struct cube_sieve sieve;

	if (slice->flags_mask) {
		cube_sieve_flags(&sieve, slice->flags_mask, slice->flags_value);
		if (!add_sieve(scan, &sieve, err))
			return false;
	}
	if (slice->stamp >= 0) {
		cube_sieve_range(&sieve, slice->stamp, slice->from, slice->to);
		if (!add_sieve(scan, &sieve, err))
			return false;
	}
	for (size_t i = 0; i < slice->n_filters; i++) {
		if (is_money(slice->filters[i].column))
			return err_set(err, ERR_USAGE, "the cube cannot be filtered by an amount");
		if (!cube_sieve_codes(&sieve, scan->cube, &slice->filters[i], err)) {
			cube_sieve_finish(&sieve);
			return false;
		}
		if (!add_sieve(scan, &sieve, err))
			return false;
	}
	return true;
}

static bool add_outputs(struct scan *scan, const int *columns, size_t n, struct err *err)
{
	for (size_t i = 0; i < n; i++) {
		bool as_bytes = (columns[i] & CUBE_AS_BYTES(0)) != 0;
		int column = columns[i] & ~(CUBE_AS_BYTES(0) | CUBE_UNLESS_ONE_DAY(0));
		struct slot *slot;
		size_t at;

		if (!slot_of(scan, column, &at, err))
			return false;
		slot = &scan->slots[at];
		if (columns[i] & CUBE_UNLESS_ONE_DAY(0)) {
			slot->unless_one_day = true;
			continue;
		}
		if (!as_bytes || is_money(column)) {
			slot->as_values = true;
			continue;
		}
		slot->as_bytes = true;
		if (!slot->codes && !(slot->codes = calloc(CUBE_BLOB_TABLE_MAX, sizeof(*slot->codes))))
			return err_memory(err);
	}
	return true;
}

static bool scan_init(struct scan *scan, struct cube *cube, const struct cube_slice *slice, struct err *err)
{
	bool is_stamp = slice->stamp >= CUBE_STAMP_FIRST && slice->stamp < CUBE_STAMP_FIRST + CUBE_STAMPS;

	if (slice->stamp >= 0 && !is_stamp)
		return err_set(err, ERR_USAGE, "column %d of the cube is not a stamp", slice->stamp);
	scan->cube = cube;
	scan->slice = slice;
	scan->stamp = slice->stamp;
	scan->from = slice->from;
	scan->to = slice->to;
	scan->all = malloc(CHUNK * sizeof(*scan->all));
	scan->kept = malloc(CHUNK * sizeof(*scan->kept));
	scan->zeros = calloc(CHUNK, 1);
	scan->u32 = calloc(CUBE_U32_COLUMNS, sizeof(*scan->u32));
	scan->money = calloc(CUBE_MONEY_COLUMNS, sizeof(*scan->money));
	scan->attribute = calloc(cube->attributes.n + 1, sizeof(*scan->attribute));
	scan->bytes = calloc(CUBE_COLUMNS + cube->attributes.n, sizeof(*scan->bytes));
	if (!scan->all || !scan->kept || !scan->zeros || !scan->u32 || !scan->money || !scan->attribute || !scan->bytes)
		return err_memory(err);
	for (uint32_t i = 0; i < CHUNK; i++)
		scan->all[i] = i;
	return true;
}

static void scan_finish(struct scan *scan)
{
	for (size_t i = 0; i < scan->n_slots; i++) {
		free(scan->slots[i].values);
		free(scan->slots[i].codes);
		free(scan->slots[i].own_bytes);
	}
	for (size_t i = 0; i < scan->n_sieves; i++)
		cube_sieve_finish(&scan->sieves[i]);
	free(scan->slots);
	free(scan->sieves);
	free(scan->all);
	free(scan->kept);
	free(scan->zeros);
	free(scan->u32);
	free(scan->money);
	free(scan->attribute);
	free(scan->bytes);
}

/* ------------------------------------------------------------------------------------------ */
/* Columns out of the store */

static int64_t from_of(const struct scan *scan, const struct cube_day *day)
{
	const struct cube_slice *slice = scan->slice;
	uint32_t first = day->spans[CUBE_AT_REGISTERED - CUBE_STAMP_FIRST].first;
	int64_t from;

	if (!slice->from_of_day)
		return slice->from;
	from = slice->from_of_day(slice->from_context, (int32_t)(first / TIME_DAY_SECONDS) + CUBE_EPOCH_DAY);
	return from > slice->from ? from : slice->from;
}

/* May the day hold rows of the slice at all? */
static bool day_matters(const struct scan *scan, const struct cube_day *day)
{
	const struct cube_stamp_span *span;

	if (scan->stamp < 0)
		return day->rows > 0;
	span = &day->spans[scan->stamp - CUBE_STAMP_FIRST];
	return span->rows > 0 && span->last >= from_of(scan, day) && span->first < scan->to;
}

/* Does every row of the day lie within the slice, as its span tells? Then the stamps need not be read. */
static bool day_is_whole(const struct scan *scan, const struct cube_day *day)
{
	const struct cube_stamp_span *span = &day->spans[scan->stamp - CUBE_STAMP_FIRST];

	return span->rows == day->rows && span->first >= scan->from && span->last < scan->to;
}

/* Can no row of the day but its late ones be kept? Then they are read in place of all. */
static enum cube_part part_of(const struct scan *scan, const struct cube_day *day)
{
	const struct cube_slice *slice = scan->slice;
	bool asks_for_open = (slice->flags_mask & slice->flags_value & CUBE_MAY_BE_OPEN) != 0;

	if (day->late_rows == 0)
		return CUBE_PART_ALL;
	return asks_for_open || (scan->stamp >= 0 && from_of(scan, day) >= cube_late_from(day->day)) ? CUBE_PART_LATE : CUBE_PART_ALL;
}

static uint32_t rows_of(const struct scan *scan, const struct cube_day *day)
{
	return scan->part == CUBE_PART_LATE ? day->late_rows : day->rows;
}

static size_t place_of(const struct scan *scan, size_t day, int column)
{
	const struct cube *cube = scan->cube;

	return ((size_t)scan->part * cube->n_days + day) * (CUBE_COLUMNS + cube->attributes.n) + (size_t)column;
}

static int64_t id_of(const struct scan *scan, size_t day, int column)
{
	return cube_segment_id(&scan->cube->attributes, scan->part, column, scan->cube->days[day].day);
}

/* A column that was not written: one value for all rows. */
static struct cube_blob blob_of_default(int column, uint32_t rows)
{
	int64_t value = is_money(column) ? CUBE_MONEY_NONE : (int64_t)cube_segment_default(column);

	return (struct cube_blob){.rows = rows, .base = value, .top = value};
}

/* The last day that is worth reading along with the first: consecutive, the same part of it needed, not in
 * memory, within a bound. */
static size_t last_ahead(const struct scan *scan, size_t first, int column)
{
	const struct cube *cube = scan->cube;
	size_t last = first, bytes = 0;

	while (last + 1 < cube->n_days && day_matters(scan, &cube->days[last + 1]) &&
		part_of(scan, &cube->days[last + 1]) == scan->part &&
		!cube_cache_has(&cube->cache, place_of(scan, last + 1, column))) {
		bytes += rows_of(scan, &cube->days[last + 1]) * sizeof(uint32_t);
		if (bytes > AHEAD_BYTES)
			break;
		last++;
	}
	return last;
}

/* Where the cache is full: a copy that lasts until the next day. */
static bool keep_own(
	struct slot *slot, const void *data, size_t size, const struct cube_blob *blob, struct err *err)
{
	const uint8_t *old = data;

	if (!cube_grow(&slot->own_bytes, &slot->own_cap, size + CUBE_BLOB_SLACK, 1))
		return err_memory(err);
	slot->own = *blob;
	if (size > 0) {
		memcpy(slot->own_bytes, old, size);
		slot->own.table = slot->own_bytes + (blob->table - old);
		slot->own.values = slot->own_bytes + (blob->values - old);
	}
	slot->blob = &slot->own;
	return true;
}

/* Takes a column's bytes (NULL: it was not written) for a day, the first of which is the one being waited
 * for. */
static bool take_blob(struct scan *scan, struct slot *slot, size_t day, bool waited_for, const void *data,
	size_t size, bool *ret_full, struct err *err)
{
	struct cube *cube = scan->cube;
	struct cube_blob blob = blob_of_default(slot->column, rows_of(scan, &cube->days[day]));
	const struct cube_blob *cached;

	if (data && !cube_blob_open(data, size, &blob, err))
		return false;
	if (blob.rows != rows_of(scan, &cube->days[day]))
		return err_set(err, ERR_IO,
			"%s: two columns of a day differ in length: load its files again into a new "
			"database",
			store_path(cube->store));
	cached = cube_cache_put(&cube->cache, place_of(scan, day, slot->column), data, size, &blob);
	*ret_full = !cached;
	if (!waited_for)
		return true;
	slot->blob = cached;
	return cached || keep_own(slot, data, size, &blob, err);
}

/* Days first to last of a column, as far as the cache has room. */
static bool read_ahead(struct scan *scan, struct slot *slot, size_t first, size_t last, struct err *err)
{
	const struct cube *cube = scan->cube;
	struct store_rows *rows = NULL;
	bool ok = true, full = false;
	int got;

	if (!store_rows_open(cube->store, "cube_segments", &rows, err))
		return false;
	store_rows_bind_int(rows, 1, id_of(scan, first, slot->column));
	store_rows_bind_int(rows, 2, id_of(scan, last, slot->column));
	got = store_rows_next(rows, err);
	for (size_t day = first; got >= 0 && ok && !full && day <= last; day++) {
		int64_t id = id_of(scan, day, slot->column);
		const void *data = NULL;
		size_t size = 0;

		while (got == 1 && store_rows_int(rows, 0) < id)
			got = store_rows_next(rows, err);
		if (got == 1 && store_rows_int(rows, 0) == id)
			data = store_rows_blob(rows, 1, &size);
		ok = got >= 0 && take_blob(scan, slot, day, day == first, data, size, &full, err);
	}
	store_rows_close(rows);
	return ok && got >= 0;
}

static bool slot_read(struct scan *scan, struct slot *slot, size_t day, struct err *err)
{
	struct cube *cube = scan->cube;

	if (slot->blob)
		return true;
	slot->blob = cube_cache_get(&cube->cache, place_of(scan, day, slot->column));
	return slot->blob || read_ahead(scan, slot, day, last_ahead(scan, day, slot->column), err);
}

/* ------------------------------------------------------------------------------------------ */
/* Rows */

/* Decodes the rows [from, from + n) of a slot, or those of them that are left (rows; NULL: all). */
static void slot_decode(struct slot *slot, size_t from, size_t n, const uint32_t *rows, size_t n_rows)
{
	bool sparse = rows && n_rows * SPARSE < n;

	if (slot->decoded)
		return;
	slot->decoded = true;
	if (is_money(slot->column))
		sparse ? cube_blob_money_some(slot->blob, from, rows, n_rows, slot->values)
		       : cube_blob_money(slot->blob, from, n, slot->values);
	else
		sparse ? cube_blob_u32_some(slot->blob, from, rows, n_rows, slot->values)
		       : cube_blob_u32(slot->blob, from, n, slot->values);
}

/* The next sieve that must look at rows; n_sieves when there is none. */
static size_t next_sieve(const struct scan *scan, size_t i)
{
	while (i < scan->n_sieves && scan->sieves[i].verdict != CUBE_SOME)
		i++;
	return i;
}

static size_t sift_one(struct scan *scan, const struct cube_sieve *sieve, size_t from, size_t n, const uint32_t *rows,
	size_t left)
{
	struct slot *slot = &scan->slots[sieve->slot];

	if (sieve->by_byte)
		return cube_sieve_bytes(sieve, slot->blob->values + from, rows, left, scan->kept);
	if (sieve->by_code)
		return cube_sieve_coded(sieve, slot->blob, from, rows, left, scan->kept);
	slot_decode(slot, from, n, rows, left);
	return cube_sieve_values(sieve, slot->values, rows, left, scan->kept);
}

/* Puts the rows of a chunk through the sieves; returns how many are left, *ret_rows NULL when all are. */
static size_t sift(struct scan *scan, size_t from, size_t n, const uint32_t **ret_rows)
{
	const struct cube_sieve *sieves = scan->sieves;
	const uint32_t *rows = NULL;
	size_t left = n;

	for (size_t i = next_sieve(scan, 0), next; i < scan->n_sieves && left > 0; i = next) {
		next = next_sieve(scan, i + 1);
		if (!rows && sieves[i].by_byte && next < scan->n_sieves && sieves[next].by_code) {
			left = cube_sieve_bytes_coded(&sieves[i], scan->slots[sieves[i].slot].blob->values + from,
				&sieves[next], scan->slots[sieves[next].slot].blob, from, n, scan->kept);
			next = next_sieve(scan, next + 1);
		} else {
			left = sift_one(scan, &sieves[i], from, n, rows, left);
		}
		rows = scan->kept;
	}
	*ret_rows = rows;
	return left;
}

static bool is_output(const struct slot *slot)
{
	return slot->as_values || slot->as_bytes || slot->unless_one_day;
}

/* Is the slot's column shown as bytes in the segment at hand? */
static bool is_shown_as_bytes(const struct slot *slot)
{
	return slot->as_bytes && (slot->blob->encoding == 0 || cube_blob_is_bytes(slot->blob));
}

static void show_bytes(struct scan *scan, struct slot *slot)
{
	const struct cube_blob *blob = slot->blob;
	struct cube_bytes *bytes = &scan->bytes[slot->column];

	*bytes = (struct cube_bytes){.codes = slot->codes};
	if (!is_shown_as_bytes(slot))
		return;
	bytes->n = cube_blob_byte_count(blob);
	memset(slot->codes, 0, CUBE_BLOB_TABLE_MAX * sizeof(*slot->codes));
	for (size_t i = 0; i < bytes->n; i++)
		slot->codes[i] = cube_blob_byte_value(blob, (uint8_t)i);
	bytes->values = blob->encoding == 0 ? scan->zeros : blob->values;
}

static bool is_shown_as_values(const struct scan *scan, const struct slot *slot)
{
	return slot->as_values || (slot->unless_one_day && scan->day == TIME_DAY_NONE) ||
	       (slot->as_bytes && !is_shown_as_bytes(slot));
}

static void show_values(struct scan *scan, const struct slot *slot)
{
	void *values = is_shown_as_values(scan, slot) ? slot->values : NULL;

	if (is_money(slot->column))
		scan->money[slot->column - CUBE_U32_COLUMNS] = values;
	else if (slot->column < CUBE_U32_COLUMNS)
		scan->u32[slot->column] = values;
	else
		scan->attribute[slot->column - CUBE_COLUMNS] = values;
}

/* What the visitor sees of a segment; where its columns lie is the same for all its chunks but for the bytes, which move on. */
static void show_segment(struct scan *scan)
{
	for (size_t i = 0; i < scan->n_slots; i++) {
		struct slot *slot = &scan->slots[i];

		if (slot->as_bytes)
			show_bytes(scan, slot);
		if (is_output(slot))
			show_values(scan, slot);
	}
}

static void show_next_chunk(struct scan *scan)
{
	for (size_t i = 0; i < scan->n_slots; i++) {
		struct cube_bytes *bytes = &scan->bytes[scan->slots[i].column];

		if (scan->slots[i].as_bytes && bytes->values && bytes->values != scan->zeros)
			bytes->values += CHUNK;
	}
}

static bool chunk_visit(struct scan *scan, int32_t segment, size_t from, size_t n, cube_visit *visit, void *context)
{
	struct cube_batch batch = {.segment = segment, .day = scan->day, .u32 = scan->u32, .money = scan->money, .attribute = scan->attribute,
		.bytes = scan->bytes};
	const uint32_t *rows;

	for (size_t i = 0; i < scan->n_slots; i++)
		scan->slots[i].decoded = false;
	batch.n = sift(scan, from, n, &rows);
	if (batch.n == 0)
		return true;
	for (size_t i = 0; i < scan->n_slots; i++) {
		struct slot *slot = &scan->slots[i];

		if (is_output(slot) && is_shown_as_values(scan, slot))
			slot_decode(slot, from, n, rows, batch.n);
	}
	batch.rows = rows ? rows : scan->all;
	return visit(context, &batch);
}

/* *ret_any: some row may be left. */
static bool judge_day(struct scan *scan, size_t day, bool *ret_any, struct err *err)
{
	*ret_any = false;
	for (size_t i = 0; i < scan->n_sieves; i++) {
		struct cube_sieve *sieve = &scan->sieves[i];
		struct slot *slot = &scan->slots[sieve->slot];

		if (sieve->kind == CUBE_SIEVE_RANGE && scan->slice->from_of_day)
			cube_sieve_bound(sieve, scan->from, scan->to);
		if (sieve->kind == CUBE_SIEVE_RANGE && scan->part == CUBE_PART_ALL && day_is_whole(scan, &scan->cube->days[day])) {
			sieve->verdict = CUBE_ALL;
			continue;
		}
		if (!slot_read(scan, slot, day, err))
			return false;
		if (cube_sieve_segment(sieve, slot->blob) == CUBE_NO_ROW)
			return true;
	}
	*ret_any = true;
	return true;
}

/* The day on which all its rows were registered, TIME_DAY_NONE where they differ. */
static int32_t day_of_all(const struct cube_day *day)
{
	const struct cube_stamp_span *span = &day->spans[CUBE_AT_REGISTERED - CUBE_STAMP_FIRST];
	uint32_t first = span->first / TIME_DAY_SECONDS, last = span->last / TIME_DAY_SECONDS;

	return span->rows == day->rows && first == last ? (int32_t)first + CUBE_EPOCH_DAY : TIME_DAY_NONE;
}

static bool scan_day(
	struct scan *scan, size_t day, cube_visit *visit, void *context, bool *ret_go_on, struct err *err)
{
	const struct cube_day *its = &scan->cube->days[day];
	uint32_t n_rows;
	bool any;

	scan->from = from_of(scan, its);
	scan->part = part_of(scan, its);
	n_rows = rows_of(scan, its);
	scan->day = day_of_all(its);
	for (size_t i = 0; i < scan->n_slots; i++)
		scan->slots[i].blob = NULL;
	if (!judge_day(scan, day, &any, err))
		return false;
	if (!any)
		return true;
	for (size_t i = 0; i < scan->n_slots; i++) {
		const struct slot *slot = &scan->slots[i];

		if ((slot->as_values || slot->as_bytes || (slot->unless_one_day && scan->day == TIME_DAY_NONE)) &&
			!slot_read(scan, &scan->slots[i], day, err))
			return false;
	}
	show_segment(scan);
	for (size_t from = 0; *ret_go_on && from < n_rows; from += CHUNK) {
		size_t n = n_rows - from < CHUNK ? n_rows - from : CHUNK;

		*ret_go_on = chunk_visit(scan, its->day, from, n, visit, context);
		show_next_chunk(scan);
	}
	return true;
}

static bool scan_days(struct scan *scan, cube_visit *visit, void *context, struct err *err)
{
	struct cube *cube = scan->cube;
	bool go_on = true;

	cube->cache.limit = atomic_load(&cube->keeps);
	cube_cache_begin(&cube->cache);
	for (size_t day = 0; go_on && day < cube->n_days; day++) {
		if (cube_is_stopped(cube))
			return err_set(err, ERR_INTERRUPTED, "interrupted before all days were read");
		if (day_matters(scan, &cube->days[day]) && !scan_day(scan, day, visit, context, &go_on, err))
			return false;
	}
	return true;
}

bool cube_scan(struct cube *cube, const struct cube_slice *slice, const int *columns, size_t n_columns,
	cube_visit *visit, void *context, struct err *err)
{
	struct store_rows *hold = NULL;
	struct scan scan = {0};
	bool ok = false;

	/* A statement left on its first row keeps a load in another process from changing days under the
	 * scan. */
	if (!store_rows_open(cube->store, "cube_hold", &hold, err))
		return false;
	if (store_rows_next(hold, err) < 0 || !cube_refresh(cube, err) || !scan_init(&scan, cube, slice, err))
		goto out;
	ok = add_sieves(&scan, slice, err) && add_outputs(&scan, columns, n_columns, err) &&
	     scan_days(&scan, visit, context, err);
out:
	scan_finish(&scan);
	store_rows_close(hold);
	return ok;
}
