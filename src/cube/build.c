/* build.c - all days, from the truth. */
#include "cube/build.h"

#include <stdlib.h>

#include "builder.h"
#include "grow.h"
#include "layout.h"
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

static bool read_days(struct store *store, int32_t **ret_days, size_t *ret_n, struct err *err)
{
	struct store_rows *rows = NULL;
	int32_t *days = NULL;
	size_t n = 0, cap = 0;
	int got;

	if (!store_rows_open(store, "cube_days", &rows, err))
		return false;
	while ((got = store_rows_next(rows, err)) == 1) {
		if (!cube_grow(&days, &cap, n + 1, sizeof(*days))) {
			err_memory(err);
			got = -1;
			break;
		}
		days[n++] = (int32_t)store_rows_int(rows, 0);
	}
	store_rows_close(rows);
	*ret_days = days;
	*ret_n = n;
	return got == 0;
}

bool cube_goes_on(const struct cube_progress *progress, int64_t done, int64_t total, struct err *err)
{
	if (!progress || progress->step(progress->context, done, total))
		return true;
	return err_set(err, ERR_INTERRUPTED, "interrupted: the database is as it was");
}

static bool build_each(struct cube_builder *builder, const struct cube_progress *progress, struct err *err)
{
	int32_t *days = NULL;
	size_t n;
	bool ok = read_days(builder->store, &days, &n, err);

	for (size_t i = 0; ok && i < n; i++)
		ok = cube_builder_day(builder, days[i], true, err) && cube_goes_on(progress, (int64_t)i + 1, (int64_t)n, err);
	free(days);
	return ok;
}

bool cube_build_days(struct store *store, const struct cube_progress *progress, struct err *err)
{
	struct cube_builder builder = {0};
	bool ok = run(store, "cube_segments_clear", err) && run(store, "cube_segment_days_clear", err) &&
		  store_set_fact(store, "cube_format", NULL, err) && cube_builder_open(&builder, store, err) &&
		  build_each(&builder, progress, err) && cube_layout_mark(store, err);

	cube_builder_close(&builder);
	return ok;
}

bool cube_build_all(struct store *store, struct err *err)
{
	return cube_build_days(store, NULL, err);
}
