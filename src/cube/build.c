/* build.c - all days, from the truth. */
#include "cube/build.h"

#include "builder.h"
#include "store/rows.h"

static bool run(struct store *store, const char *query, struct err *err)
{
	struct store_rows *rows = NULL;
	bool ok;

	if (!store_rows_open(store, query, &rows, err))
		return false;
	ok = store_rows_run(rows, err);
	store_rows_close(rows);
	return ok;
}

static bool build_days(struct cube_builder *builder, struct err *err)
{
	struct store_rows *rows = NULL;
	int got;

	if (!store_rows_open(builder->store, "cube_days", &rows, err))
		return false;
	while ((got = store_rows_next(rows, err)) == 1)
		if (!cube_builder_day(builder, (int32_t)store_rows_int(rows, 0), true, err)) {
			got = -1;
			break;
		}
	store_rows_close(rows);
	return got == 0;
}

bool cube_build_all(struct store *store, struct err *err)
{
	struct cube_builder builder = {0};
	bool ok = run(store, "cube_segments_clear", err) && run(store, "cube_segment_days_clear", err) &&
		  cube_builder_open(&builder, store, err) && build_days(&builder, err);

	cube_builder_close(&builder);
	return ok;
}
