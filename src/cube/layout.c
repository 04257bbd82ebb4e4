/* layout.c - see build.h: whose segments are these? */
#include <stdio.h>

#include "cube/build.h"
#include "layout.h"
#include "store/rows.h"

/* The first column of the only row of a query; 0 where there is none. */
static bool ask(struct store *store, const char *query, int64_t *ret_number, struct err *err)
{
	struct store_rows *rows = NULL;
	int got;

	if (!store_rows_open(store, query, &rows, err))
		return false;
	got = store_rows_next(rows, err);
	*ret_number = got == 1 ? store_rows_int(rows, 0) : 0;
	store_rows_close(rows);
	return got >= 0;
}

/* Where nothing was loaded yet, there is no number and nothing to make anew. */
bool cube_layout_read(struct store *store, enum cube_layout *ret_layout, struct err *err)
{
	int64_t number, has_declarations = 0;

	if (!ask(store, "cube_format", &number, err) || (number == 0 && !ask(store, "cube_has_declarations", &has_declarations, err)))
		return false;
	if (number > CUBE_FORMAT)
		*ret_layout = CUBE_LAYOUT_NEWER;
	else
		*ret_layout = number == CUBE_FORMAT || (number == 0 && !has_declarations) ? CUBE_LAYOUT_READY : CUBE_LAYOUT_OLD;
	return true;
}

static bool refuse_newer(struct store *store, struct err *err)
{
	return err_set(err, ERR_IO, "%s was last loaded by a newer Tidewaiter, which lays its figures out in another way: use that one, or another database",
		store_path(store));
}

bool cube_layout_demand(struct store *store, struct err *err)
{
	enum cube_layout layout;

	if (!cube_layout_read(store, &layout, err))
		return false;
	if (layout == CUBE_LAYOUT_NEWER)
		return refuse_newer(store, err);
	return layout == CUBE_LAYOUT_READY ||
	       err_set(err, ERR_REFUSED, "%s was loaded by an older Tidewaiter: open it once without --read-only, as a user who may write "
		"there, and its figures are made anew", store_path(store));
}

bool cube_layout_mark(struct store *store, struct err *err)
{
	int64_t number;
	char text[16];

	if (!ask(store, "cube_format", &number, err))
		return false;
	snprintf(text, sizeof(text), "%d", CUBE_FORMAT);
	return number != 0 || store_set_fact(store, "cube_format", text, err);
}

bool cube_renew(struct store *store, const struct cube_progress *progress, struct err *err)
{
	enum cube_layout layout;

	if (!store_begin(store, err))
		return false;
	/* Another program may have done it while this one waited for the lock. */
	if (cube_layout_read(store, &layout, err) && (layout != CUBE_LAYOUT_NEWER || refuse_newer(store, err)) &&
		(layout == CUBE_LAYOUT_READY || cube_build_days(store, progress, err)) && store_commit(store, err))
		return true;
	store_rollback(store);
	return false;
}
