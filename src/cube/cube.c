/* cube.c - the cube as a snapshot: which days there are and what their stamps span. Facts are read by scan.c
 * alone. */
#include "cube/cube.h"

#include <stdlib.h>

#include "cube_private.h"
#include "grow.h"
#include "late.h"
#include "layout.h"
#include "store/rows.h"


static struct cube_stamp_span read_span(const struct store_rows *rows, int column)
{
	return (struct cube_stamp_span){
		.rows = (uint32_t)store_rows_int(rows, column),
		.first = (uint32_t)store_rows_int(rows, column + 1),
		.last = (uint32_t)store_rows_int(rows, column + 2),
	};
}

static bool add_day(struct cube *cube, const struct store_rows *rows)
{
	struct cube_day *day;

	if (!cube_grow(&cube->days, &cube->cap_days, cube->n_days + 1, sizeof(*cube->days)))
		return false;
	day = &cube->days[cube->n_days++];
	day->day = (int32_t)store_rows_int(rows, 0);
	day->rows = (uint32_t)store_rows_int(rows, 1);
	day->late_rows = 0;
	for (int i = 0; i < CUBE_STAMPS; i++)
		day->spans[i] = read_span(rows, 2 + 3 * i);
	cube->rows += day->rows;
	return true;
}

static bool read_days(struct cube *cube, struct err *err)
{
	struct store_rows *rows = NULL;
	int got;

	cube->n_days = 0;
	cube->rows = 0;
	if (!store_rows_open(cube->store, "cube_segment_days", &rows, err))
		return false;
	while ((got = store_rows_next(rows, err)) == 1) {
		if (!add_day(cube, rows)) {
			err_memory(err);
			got = -1;
			break;
		}
	}
	store_rows_close(rows);
	return got == 0;
}

static bool damaged(const struct cube *cube, struct err *err)
{
	return err_set(err, ERR_IO, "%s: what is kept of a day does not fit it: restore a copy of it, or load its files again into a new database",
		store_path(cube->store));
}

/* Which days have a part of late rows. */
static bool read_marks(struct cube *cube, struct err *err)
{
	struct store_rows *rows = NULL;
	bool ok = true;
	int got;

	if (cube->n_days == 0)
		return true;
	if (!store_rows_open(cube->store, "cube_segments", &rows, err))
		return false;
	store_rows_bind_int(rows, 1, cube_segment_mark_id(cube->days[0].day));
	store_rows_bind_int(rows, 2, cube_segment_mark_id(cube->days[cube->n_days - 1].day));
	got = store_rows_next(rows, err);
	for (size_t i = 0; got == 1 && ok && i < cube->n_days; i++) {
		struct cube_day *day = &cube->days[i];
		const void *mark;
		size_t size;

		if (store_rows_int(rows, 0) != cube_segment_mark_id(day->day))
			continue;
		mark = store_rows_blob(rows, 1, &size);
		ok = (cube_late_mark_rows(mark, size, &day->late_rows) && day->late_rows <= day->rows) || damaged(cube, err);
		got = ok ? store_rows_next(rows, err) : got;
	}
	store_rows_close(rows);
	return ok && got >= 0;
}

static bool read_all(struct cube *cube, struct err *err)
{
	size_t columns;

	/* First: who fails here still has what there was. */
	if (!cube_layout_demand(cube->store, err))
		return false;
	cube_cache_finish(&cube->cache);
	cube_attributes_finish(&cube->attributes);
	cube_rule_sets_destroy(cube->rule_sets);
	cube->rule_sets = NULL;		/* reading may be cut off, and begun again */
	cube->version = store_version(cube->store);
	cube->rule_sets = cube_rule_sets_create();
	if (!cube->rule_sets)
		return err_memory(err);
	if (!cube_attributes_load(&cube->attributes, cube->store, err) || !read_days(cube, err) || !read_marks(cube, err))
		return false;
	columns = CUBE_COLUMNS + cube->attributes.n;
	return cube_cache_init(&cube->cache, CUBE_PARTS * cube->n_days * columns, atomic_load(&cube->keeps)) || err_memory(err);
}

bool cube_refresh(struct cube *cube, struct err *err)
{
	if (cube->cache.at && store_version(cube->store) == cube->version)
		return true;
	return read_all(cube, err);
}

bool cube_open(struct store *store, struct cube **ret_cube, struct err *err)
{
	struct cube *cube = calloc(1, sizeof(*cube));

	if (!cube)
		return err_memory(err);
	cube->store = store;
	atomic_init(&cube->keeps, CUBE_KEEPS);
	if (!read_all(cube, err)) {
		cube_close(cube);
		return false;
	}
	*ret_cube = cube;
	return true;
}

void cube_close(struct cube *cube)
{
	if (!cube)
		return;
	cube_cache_finish(&cube->cache);
	cube_attributes_finish(&cube->attributes);
	cube_rule_sets_destroy(cube->rule_sets);
	free(cube->days);
	free(cube);
}

void cube_stop(struct cube *cube, bool stop)
{
	atomic_store(&cube->stop, stop);
	if (stop)
		store_interrupt(cube->store);
}

void cube_follow(struct cube *cube, const struct cube *leader)
{
	cube->leader = leader;
}

bool cube_is_stopped(const struct cube *cube)
{
	return atomic_load_explicit(&cube->stop, memory_order_relaxed) || (cube->leader && cube_is_stopped(cube->leader));
}

void cube_keep(struct cube *cube, size_t bytes)
{
	atomic_store(&cube->keeps, bytes);
}

int64_t cube_rows(const struct cube *cube)
{
	return cube->rows;
}

static int32_t day_of_local(uint32_t local)
{
	return CUBE_EPOCH_DAY + (int32_t)(local / TIME_DAY_SECONDS);
}

bool cube_span(const struct cube *cube, enum cube_column stamp, int32_t *ret_first_day, int32_t *ret_last_day)
{
	uint32_t first = UINT32_MAX, last = 0;

	if ((int)stamp < CUBE_STAMP_FIRST || (int)stamp >= CUBE_STAMP_FIRST + CUBE_STAMPS)
		return false;
	for (size_t i = 0; i < cube->n_days; i++) {
		const struct cube_stamp_span *span = &cube->days[i].spans[stamp - CUBE_STAMP_FIRST];

		if (span->rows == 0)
			continue;
		first = span->first < first ? span->first : first;
		last = span->last > last ? span->last : last;
	}
	if (first > last)
		return false;
	*ret_first_day = day_of_local(first);
	*ret_last_day = day_of_local(last);
	return true;
}

int cube_attribute_column(const struct cube *cube, const char *name)
{
	int found = cube_attributes_find(&cube->attributes, name);

	return found < 0 ? -1 : CUBE_COLUMNS + found;
}

size_t cube_attribute_count(const struct cube *cube)
{
	return cube->attributes.n;
}

const char *cube_attribute_name(const struct cube *cube, size_t index)
{
	return index < cube->attributes.n ? cube->attributes.at[index].name : NULL;
}
