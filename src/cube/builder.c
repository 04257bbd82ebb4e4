/* builder.c - see builder.h. A day is read, judged and written before the next, so that memory follows the
 * largest day and not the database. */
#include "builder.h"

#include <stdlib.h>

#include "store/rows.h"

/* Above this share of a day's rows, one by one costs more than the day as a whole. */
enum { TOUCHED_SHARE = 2 };

bool cube_builder_open(struct cube_builder *builder, struct store *store, struct err *err)
{
	return cube_attributes_add_new(store, err) && cube_builder_open_to_read(builder, store, err);
}

bool cube_builder_open_to_read(struct cube_builder *builder, struct store *store, struct err *err)
{
	builder->store = store;
	if (!cube_attributes_load(&builder->attributes, store, err) ||
		!cube_source_open(store, &builder->source, err) ||
		!cube_rates_load(store, &builder->rates, err))
		return false;
	builder->codes = cube_code_cache_create(store);
	builder->table = cube_table_create(&builder->attributes);
	builder->late = cube_late_create(&builder->attributes);
	if (!builder->codes || !builder->table || !builder->late)
		return err_memory(err);
	builder->facts.rates = builder->rates;
	cube_vocabulary_load(&builder->facts.vocabulary, store);
	return true;
}

void cube_builder_close(struct cube_builder *builder)
{
	cube_facts_finish(&builder->facts);
	cube_table_destroy(builder->table);
	cube_late_destroy(builder->late);
	cube_code_cache_destroy(builder->codes);
	cube_rates_destroy(builder->rates);
	cube_source_close(builder->source);
	cube_attributes_finish(&builder->attributes);
	*builder = (struct cube_builder){0};
}

bool cube_builder_fact(struct cube_builder *builder, struct cube_declaration *declaration, struct cube_row *ret_row,
	struct err *err)
{
	if (!cube_fact(&builder->facts, declaration, ret_row))
		return err_memory(err);
	return cube_code_chapter(builder->codes, declaration->hs, &ret_row->u32[CUBE_HS_CHAPTER], err) &&
	       cube_code_rules(builder->codes, declaration->rule_set, err);
}

/* Adds what the source walks, as far as it is filed under the day. */
static bool add_from_source(struct cube_builder *builder, int32_t day, struct err *err)
{
	struct cube_declaration *declaration;
	struct cube_row row;
	int got;

	while ((got = cube_source_next(builder->source, &declaration, err)) == 1) {
		if (declaration->day != day)
			continue;
		if (!cube_builder_fact(builder, declaration, &row, err) ||
			!cube_table_add(builder->table, &row, declaration->extras, declaration->n_extras, err))
			return false;
	}
	return got == 0;
}

bool cube_builder_gather(struct cube_builder *builder, int32_t day, struct err *err)
{
	cube_table_clear(builder->table);
	return cube_source_day(builder->source, day, err) && add_from_source(builder, day, err);
}

static bool write_day(struct cube_builder *builder, int32_t day, bool is_new, struct err *err)
{
	return cube_table_write(builder->table, builder->store, day, is_new, err) &&
	       cube_late_write(builder->late, builder->table, builder->store, day, is_new, err);
}

bool cube_builder_day(struct cube_builder *builder, int32_t day, bool is_new, struct err *err)
{
	return cube_builder_gather(builder, day, err) && write_day(builder, day, is_new, err);
}

static bool rows_of_day(struct cube_builder *builder, int32_t day, int64_t *ret_rows, struct err *err)
{
	struct store_rows *rows = NULL;
	int got;

	if (!store_rows_open(builder->store, "cube_day_rows", &rows, err))
		return false;
	store_rows_bind_int(rows, 1, day);
	got = store_rows_next(rows, err);
	*ret_rows = got == 1 ? store_rows_int(rows, 0) : 0;
	store_rows_close(rows);
	return got >= 0;
}

/* The touched as the truth has them now, each in the place of its row where it has one; the others at the end.
 * *ret_gone: those whose row must go, in order; it has room for all. */
static bool replace_touched(struct cube_builder *builder, int32_t day, size_t before, const struct cube_changes *changes,
	int64_t *gone, size_t *ret_gone, struct err *err)
{
	struct cube_declaration *d;
	struct cube_row row;
	size_t next = 0;
	int got;

	*ret_gone = 0;
	if (!cube_source_some(builder->source, changes->touched, changes->n_touched, err))
		return false;
	while ((got = cube_source_next(builder->source, &d, err)) == 1) {
		while (next < changes->n_touched && changes->touched[next] < d->id)
			gone[(*ret_gone)++] = changes->touched[next++];
		if (d->day != day)
			continue;
		if (!cube_builder_fact(builder, d, &row, err))
			return false;
		if (cube_table_replace(builder->table, before, &row, d->extras, d->n_extras))
			next++;
		else if (!cube_table_add(builder->table, &row, d->extras, d->n_extras, err))
			return false;
	}
	while (next < changes->n_touched)
		gone[(*ret_gone)++] = changes->touched[next++];
	return got == 0;
}

static bool touched_put(
	struct cube_builder *builder, int32_t day, size_t before, const struct cube_changes *changes, struct err *err)
{
	int64_t *gone = malloc((changes->n_touched + 1) * sizeof(*gone));
	size_t n_gone;
	bool ok;

	if (!gone)
		return err_memory(err);
	ok = replace_touched(builder, day, before, changes, gone, &n_gone, err) &&
	     (n_gone == 0 || cube_table_drop(builder->table, before, gone, n_gone, err));
	free(gone);
	return ok;
}

bool cube_builder_change(struct cube_builder *builder, int32_t day, const struct cube_changes *changes, struct err *err)
{
	struct cube_table *table = builder->table;
	int64_t before;

	if (!rows_of_day(builder, day, &before, err))
		return false;
	if (changes->n_touched * TOUCHED_SHARE > (size_t)before + changes->n_rows)
		return cube_builder_day(builder, day, before == 0, err);
	cube_table_clear(table);
	if (before > 0 && !cube_table_read(table, builder->store, CUBE_PART_ALL, day, (size_t)before, err))
		return false;
	if (changes->n_touched > 0 && !touched_put(builder, day, (size_t)before, changes, err))
		return false;
	for (size_t i = 0; i < changes->n_rows; i++)
		if (!cube_table_add(table, changes->rows[i], NULL, 0, err))
			return false;
	return cube_table_sort(table, err) && write_day(builder, day, before == 0, err);
}
