/* verify.c - see build.h: every day made once more from the truth, in memory, and held against its segments.
 *
 * The two say the same in different words, on different pages of the file: damage to either shows, where no checksum would. */
#include "base/time.h"
#include "builder.h"
#include "cube/build.h"
#include "layout.h"
#include "store/rows.h"

struct verifier {
	struct cube_builder builder;
	struct cube_table *stored;
	struct store_rows *days;
};

static bool verifier_open(struct verifier *v, struct store *store, struct err *err)
{
	if (!cube_builder_open_to_read(&v->builder, store, err))
		return false;
	v->stored = cube_table_create(&v->builder.attributes);
	return (v->stored || err_memory(err)) && store_rows_open(store, "cube_segment_days", &v->days, err);
}

static void verifier_close(struct verifier *v)
{
	store_rows_close(v->days);
	cube_table_destroy(v->stored);
	cube_builder_close(&v->builder);
}

static bool spans_agree(const struct verifier *v)
{
	for (int i = 0; i < CUBE_STAMPS; i++) {
		struct cube_stamp_span span = cube_table_span(v->builder.table, i);
		int column = 2 + 3 * i;

		if (store_rows_int(v->days, column) != span.rows ||
			(span.rows > 0 && (store_rows_int(v->days, column + 1) != span.first || store_rows_int(v->days, column + 2) != span.last)))
			return false;
	}
	return true;
}

static bool day_agrees(struct verifier *v, int32_t day, bool *ret_agrees, struct err *err)
{
	size_t n = (size_t)store_rows_int(v->days, 1);

	*ret_agrees = false;
	if (!cube_builder_gather(&v->builder, day, err))
		return false;
	if (cube_table_rows(v->builder.table) != n)
		return true;
	if (!cube_table_read(v->stored, v->builder.store, CUBE_PART_ALL, day, n, err))
		return false;
	if (!cube_table_same(v->builder.table, v->stored) || !spans_agree(v))
		return true;
	return cube_late_agrees(v->builder.late, v->builder.table, v->stored, v->builder.store, day, ret_agrees, err);
}

static bool tell(struct verifier *v, int32_t day, struct err *err)
{
	char text[32];

	return err_set(err, ERR_IO, "%s is damaged (the declarations of %s and their figures differ): restore a copy of it, or load its files "
		"again into a new one", store_path(v->builder.store), time_day_format(day, text));
}

/* A word that is not in the dictionary would have to be written there: it is not what the figures were made from. */
static bool verify_day(struct verifier *v, int32_t day, struct err *err)
{
	bool agrees;

	if (day_agrees(v, day, &agrees, err))
		return agrees || tell(v, day, err);
	return err->code == ERR_REFUSED && tell(v, day, err);
}

bool cube_verify(struct store *store, const struct cube_progress *progress, struct err *err)
{
	struct verifier v = {0};
	int64_t done = 0, total = 0;
	bool ok = cube_layout_demand(store, err) && verifier_open(&v, store, err);
	int got = ok ? 1 : -1;

	while (ok && (got = store_rows_next(v.days, err)) == 1)
		total++;	/* and from its beginning again */
	while (ok && (got = store_rows_next(v.days, err)) == 1) {
		done++;
		ok = verify_day(&v, (int32_t)store_rows_int(v.days, 0), err) && cube_goes_on(progress, done, total, err);
	}
	verifier_close(&v);
	return ok && got == 0;
}
