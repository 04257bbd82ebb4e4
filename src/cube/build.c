/* build.c - see build.h. A day is read, judged and written before the next, so that memory follows the
 * largest day and not the database. */
#include "cube/build.h"

#include <stdlib.h>

#include "attribute.h"
#include "code_cache.h"
#include "fact.h"
#include "grow.h"
#include "source.h"
#include "store/rows.h"
#include "table.h"

struct days {
	int32_t *at;
	size_t n, cap;
	bool all; /* every day there is */
};

struct builder {
	struct store *store;
	struct cube_attributes attributes;
	struct cube_source *source;
	struct cube_rates *rates;
	struct cube_code_cache *codes;
	struct cube_table *table;
	struct cube_facts facts;
	bool fresh;
};

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

static bool clear(struct store *store, struct err *err)
{
	return run(store, "cube_segments_clear", err) && run(store, "cube_segment_days_clear", err);
}

static bool builder_open(struct builder *builder, struct store *store, struct err *err)
{
	builder->store = store;
	if (!cube_attributes_add_new(store, err) || !cube_attributes_load(&builder->attributes, store, err) ||
		!cube_source_open(store, &builder->source, err) ||
		!cube_rates_load(store, &builder->rates, err))
		return false;
	builder->codes = cube_code_cache_create(store);
	builder->table = cube_table_create(&builder->attributes);
	if (!builder->codes || !builder->table)
		return err_memory(err);
	builder->facts.rates = builder->rates;
	cube_vocabulary_load(&builder->facts.vocabulary, store);
	return true;
}

static void builder_close(struct builder *builder)
{
	cube_facts_finish(&builder->facts);
	cube_table_destroy(builder->table);
	cube_code_cache_destroy(builder->codes);
	cube_rates_destroy(builder->rates);
	cube_source_close(builder->source);
	cube_attributes_finish(&builder->attributes);
}

static bool add_row(struct builder *builder, struct cube_declaration *declaration, struct err *err)
{
	struct cube_row row;

	if (!cube_fact(&builder->facts, declaration, &row))
		return err_memory(err);
	return cube_code_chapter(builder->codes, declaration->hs, &row.u32[CUBE_HS_CHAPTER], err) &&
	       cube_code_rules(builder->codes, declaration->rule_set, err) &&
	       cube_table_add(builder->table, &row, declaration->extras, declaration->n_extras, err);
}

static bool build_day(struct builder *builder, int32_t day, struct err *err)
{
	struct cube_declaration *declaration;
	int got;

	cube_table_clear(builder->table);
	if (!cube_source_day(builder->source, day, INT64_MIN, INT64_MAX, err))
		return false;
	while ((got = cube_source_next(builder->source, &declaration, err)) == 1) {
		if (!add_row(builder, declaration, err))
			return false;
	}
	return got == 0 && cube_table_write(builder->table, builder->store, day, builder->fresh, err);
}

static bool build_days(struct store *store, const struct days *days, struct err *err)
{
	struct builder builder = {.fresh = days->all};
	bool ok = builder_open(&builder, store, err) && (!days->all || clear(store, err));

	for (size_t i = 0; ok && i < days->n; i++)
		ok = build_day(&builder, days->at[i], err);
	builder_close(&builder);
	return ok;
}

static bool add_day(struct days *days, int32_t day, struct err *err)
{
	if (days->n > 0 && days->at[days->n - 1] == day)
		return true;
	if (!cube_grow(&days->at, &days->cap, days->n + 1, sizeof(*days->at)))
		return err_memory(err);
	days->at[days->n++] = day;
	return true;
}

static bool read_all_days(struct store *store, struct days *days, struct err *err)
{
	struct store_rows *rows = NULL;
	int got;

	days->all = true;
	days->n = 0;
	if (!store_rows_open(store, "cube_days", &rows, err))
		return false;
	while ((got = store_rows_next(rows, err)) == 1) {
		if (!add_day(days, (int32_t)store_rows_int(rows, 0), err)) {
			got = -1;
			break;
		}
	}
	store_rows_close(rows);
	return got == 0;
}

static bool read_touched_days(struct store *store, struct days *days, struct err *err)
{
	struct store_rows *rows = NULL;
	int got;

	if (!store_rows_open(store, "cube_touched", &rows, err))
		return false;
	while ((got = store_rows_next(rows, err)) == 1) {
		int32_t day = (int32_t)store_rows_int(rows, 1);

		days->all |= store_rows_int(rows, 0) == 0 && day == 0;
		if (!add_day(days, day, err)) {
			got = -1;
			break;
		}
	}
	store_rows_close(rows);
	return got == 0 && (!days->all || read_all_days(store, days, err));
}

bool cube_build_touched(void *unused, struct store *store, struct err *err)
{
	struct days days = {0};
	bool ok = read_touched_days(store, &days, err) && build_days(store, &days, err);

	free(days.at);
	return ok;
}

bool cube_build_all(struct store *store, struct err *err)
{
	struct days days = {0};
	bool ok = read_all_days(store, &days, err) && build_days(store, &days, err);

	free(days.at);
	return ok;
}
