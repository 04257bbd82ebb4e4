/* plan.c - see plan.h. The only place where SQL is put together; names come from the kind table, never from
 * data. */
#include "plan.h"

#include <stdlib.h>
#include <string.h>

#include "database.h"

static enum slot_from slot_from(const struct model_column *column)
{
	if (strcmp(column->name, "declaration_id") == 0)
		return SLOT_DECLARATION;
	switch (column->type) {
	case MODEL_TEXT:
	case MODEL_ID:
		return column->list ? SLOT_CODE : SLOT_TEXT;
	case MODEL_CODE:
	case MODEL_ENUM:
	case MODEL_HS:
		return SLOT_CODE;
	case MODEL_NUMBER:
		return SLOT_REAL;
	case MODEL_STAMP:
		return SLOT_STAMP;
	default:
		return SLOT_INTEGER;
	}
}

static const char *slot_list(const struct model_column *column)
{
	if (column->list)
		return column->list;
	return column->type == MODEL_HS ? "hs" : column->name;
}

/* The inspection told in a declaration's row goes to table inspection. */
static bool column_is_elsewhere(const struct model_kind *kind, const struct model_column *column)
{
	static const char *const wide[] = {
		"inspection_type",
		"inspection_outcome",
		"inspection_finding",
		"tax_adjustment",
		"penalty",
	};

	if (kind->id != MODEL_DECLARATIONS)
		return false;
	for (size_t i = 0; i < sizeof(wide) / sizeof(wide[0]); i++)
		if (strcmp(column->name, wide[i]) == 0)
			return true;
	return false;
}

static bool slot_add(struct plan *plan, struct slot slot)
{
	if (plan->n_slots == PLAN_SLOTS)
		return false;
	plan->names[plan->n_slots] = slot.name;
	plan->slots[plan->n_slots++] = slot;
	return true;
}

static bool slots_of_columns(struct plan *plan, struct codes *codes, int *ret_stamps)
{
	const struct model_kind *kind = plan->kind;

	for (size_t i = 0; i < kind->n_columns; i++) {
		const struct model_column *column = &kind->columns[i];
		struct slot slot = {.name = column->name,
			.from = slot_from(column),
			.column = (int)i,
			.key = column->key,
			.required = column->required};

		plan->slot_of[i] = -1;
		if (column->required)
			plan->required[plan->n_required++] = (int)i;
		if (column_is_elsewhere(kind, column))
			continue;
		if (slot.from == SLOT_DECLARATION)
			slot.name = kind->id == MODEL_DECLARATIONS ? "id" : "declaration";
		if (slot.from == SLOT_CODE && !(slot.list = codes_list(codes, slot_list(column))))
			return false;
		if (slot.from == SLOT_STAMP)
			slot.shift = 2 * (*ret_stamps)++;
		plan->slot_of[i] = (int)plan->n_slots;
		if (!slot_add(plan, slot))
			return false;
	}
	return true;
}

static bool slots_make(struct plan *plan, struct codes *codes)
{
	int stamps = 0;
	bool ok = slots_of_columns(plan, codes, &stamps);

	if (ok && stamps)
		ok = slot_add(
			plan, (struct slot){.name = "stamp_form", .from = SLOT_STAMP_FORM, .column = -1});
	if (ok && plan->kind->id == MODEL_DECLARATIONS)
		ok = slot_add(plan,
			(struct slot){.name = "registered_day", .from = SLOT_REGISTERED_DAY, .column = -1});
	if (ok && plan->kind->id == MODEL_INSPECTIONS)
		ok = slot_add(plan, (struct slot){.name = "wide", .from = SLOT_WIDE, .column = -1});
	return ok;
}

int plan_slot_find(const struct plan *plan, const char *name)
{
	for (size_t i = 0; i < plan->n_slots; i++)
		if (strcmp(plan->slots[i].name, name) == 0)
			return (int)i;
	return -1;
}

static void meanings_find(struct plan *plan)
{
	plan->declaration = plan_slot_find(plan, plan->kind->id == MODEL_DECLARATIONS ? "id" : "declaration");
	plan->office = plan_slot_find(plan, "office");
	plan->registered_at = plan_slot_find(plan, "registered_at");
	plan->registered_day = plan_slot_find(plan, "registered_day");
	plan->stamp_form = plan_slot_find(plan, "stamp_form");
	plan->wide = plan_slot_find(plan, "wide");
	plan->version = plan_slot_find(plan, "version");
	plan->updated_at = plan_slot_find(plan, "updated_at");
	plan->currency = plan_slot_find(plan, "currency");
	plan->code = plan_slot_find(plan, "code");
	plan->at = plan_slot_find(plan, "at");
	plan->sequence = plan_slot_find(plan, "sequence");
}

void plan_names(const struct plan *plan, struct text *out)
{
	for (size_t i = 0; i < plan->n_slots; i++)
		text_appendf(out, "%s\"%s\"", i ? ", " : "", plan->slots[i].name);
}

static void sql_insert(const struct plan *plan, struct text *sql)
{
	text_appendf(sql, "INSERT INTO \"%s\"(", plan->kind->table);
	plan_names(plan, sql);
	text_append(sql, ", load) VALUES (");
	for (size_t i = 0; i <= plan->n_slots; i++)
		text_appendf(sql, "%s?%zu", i ? ", " : "", i + 1);
	text_append(sql, ") ON CONFLICT DO NOTHING");
}

/* An empty optional key is a key of its own: in codes "all of them", which the unique index spells
 * coalesce(x, 0). */
static void sql_find(const struct plan *plan, struct text *sql)
{
	const char *joint = "WHERE";

	text_append(sql, "SELECT rowid, ");
	plan_names(plan, sql);
	text_appendf(sql, " FROM \"%s\" ", plan->kind->table);
	for (size_t i = 0; i < plan->n_slots; i++) {
		const struct slot *slot = &plan->slots[i];

		if (!slot->key)
			continue;
		if (slot->required)
			text_appendf(sql, "%s \"%s\" = ?%zu ", joint, slot->name, i + 1);
		else if (slot->from == SLOT_CODE)
			text_appendf(
				sql, "%s coalesce(\"%s\", 0) = coalesce(?%zu, 0) ", joint, slot->name, i + 1);
		else
			text_appendf(sql, "%s \"%s\" IS ?%zu ", joint, slot->name, i + 1);
		joint = "AND";
	}
	text_append(sql, "ORDER BY rowid");
}

/* Keys are as they were: the row was found by them. */
static void sql_update(const struct plan *plan, struct text *sql)
{
	text_appendf(sql, "UPDATE \"%s\" SET ", plan->kind->table);
	for (size_t i = 0; i < plan->n_slots; i++)
		if (!plan->slots[i].key)
			text_appendf(sql, "\"%s\" = ?%zu, ", plan->slots[i].name, i + 1);
	if (plan->kind->id == MODEL_DECLARATIONS)
		text_append(sql, "versions = versions + 1, ");
	text_appendf(sql, "load = ?%zu WHERE rowid = ?%zu", plan->n_slots + 1, plan->n_slots + 2);
}

static void sql_keep(const struct plan *plan, struct text *sql)
{
	text_appendf(sql,
		"INSERT INTO earlier(kind, row, replaced, content) SELECT '%s', rowid, ?2, json_object(",
		plan->kind->name);
	for (size_t i = 0; i < plan->n_slots; i++)
		text_appendf(sql, "'%s', \"%s\", ", plan->slots[i].name, plan->slots[i].name);
	text_appendf(sql, "'load', load) FROM \"%s\" WHERE rowid = ?1", plan->kind->table);
}

static void sql_remove(const struct plan *plan, struct text *sql)
{
	text_appendf(sql, "DELETE FROM \"%s\" WHERE rowid = ?1", plan->kind->table);
}

static bool prepare(struct store *store, const struct plan *plan,
	void (*write)(const struct plan *, struct text *), sqlite3_stmt **ret_statement, struct err *err)
{
	struct text sql = TEXT_INIT;
	bool ok;

	write(plan, &sql);
	ok = sql.failed ? err_memory(err) : database_prepare(store, sql.data, ret_statement, err);
	text_finish(&sql);
	return ok;
}

static bool statements_prepare(struct store *store, struct plan *plan, struct err *err)
{
	if (!prepare(store, plan, sql_insert, &plan->insert, err) ||
		!prepare(store, plan, sql_find, &plan->find, err) ||
		!prepare(store, plan, sql_update, &plan->update, err))
		return false;
	/* Declarations keep their past in declaration_version, and are never removed. */
	if (plan->kind->id == MODEL_DECLARATIONS)
		return true;
	return prepare(store, plan, sql_keep, &plan->keep, err) &&
	       prepare(store, plan, sql_remove, &plan->remove, err);
}

bool plan_create(struct store *store, const struct model_kind *kind, struct plan **ret_plan, struct err *err)
{
	struct plan *plan = calloc(1, sizeof(*plan));

	if (!plan)
		return err_memory(err);
	plan->kind = kind;
	if (!slots_make(plan, store->codes)) {
		plan_destroy(plan);
		return err_memory(err);
	}
	meanings_find(plan);
	if (!statements_prepare(store, plan, err)) {
		plan_destroy(plan);
		return false;
	}
	*ret_plan = plan;
	return true;
}

void plan_destroy(struct plan *plan)
{
	if (!plan)
		return;
	sqlite3_finalize(plan->insert);
	sqlite3_finalize(plan->find);
	sqlite3_finalize(plan->update);
	sqlite3_finalize(plan->keep);
	sqlite3_finalize(plan->remove);
	for (size_t i = 0; i < plan->n_slots; i++)
		free(plan->slots[i].ids);
	free(plan);
}

void plan_clear_counts(struct plan *plan)
{
	memset(plan->presence, 0, sizeof(plan->presence));
	plan->run_mask = 0;
	plan->run = 0;
	/* Another file numbers its words anew. */
	for (size_t i = 0; i < plan->n_slots; i++)
		if (plan->slots[i].n_ids)
			memset(plan->slots[i].ids, 0, plan->slots[i].n_ids * sizeof(*plan->slots[i].ids));
	plan->inserted = plan->updated = plan->unchanged = plan->removed = 0;
}

static void cell_bind(const struct plan *plan, sqlite3_stmt *statement, int slot, const struct cells *cells)
{
	const union store_value *cell = &cells->at[slot];

	if (!cells_has(cells, slot))
		sqlite3_bind_null(statement, slot + 1);
	else if (plan->slots[slot].from == SLOT_REAL)
		sqlite3_bind_double(statement, slot + 1, cell->real);
	else if (plan->slots[slot].from == SLOT_TEXT)
		sqlite3_bind_text(statement, slot + 1, cell->text, (int)cells->len[slot], SQLITE_STATIC);
	else
		sqlite3_bind_int64(statement, slot + 1, cell->integer);
}

void plan_bind(const struct plan *plan, sqlite3_stmt *statement, const struct cells *cells)
{
	for (size_t i = 0; i < plan->n_slots; i++)
		cell_bind(plan, statement, (int)i, cells);
}

void plan_bind_insert(struct plan *plan, const struct cells *cells)
{
	for (uint64_t left = cells->told | plan->bound_insert; left; left &= left - 1)
		cell_bind(plan, plan->insert, __builtin_ctzll(left), cells);
	plan->bound_insert = cells->told;
}

void plan_bind_key(const struct plan *plan, sqlite3_stmt *statement, const struct cells *cells)
{
	for (size_t i = 0; i < plan->n_slots; i++)
		if (plan->slots[i].key)
			cell_bind(plan, statement, (int)i, cells);
}

static bool cell_same(const struct plan *plan, int slot, const struct cells *cells)
{
	const union store_value *cell = &cells->at[slot];
	sqlite3_stmt *find = plan->find;
	int column = slot + 1, type = sqlite3_column_type(find, column);

	if (!cells_has(cells, slot))
		return type == SQLITE_NULL;
	if (plan->slots[slot].from == SLOT_REAL)
		return type == SQLITE_FLOAT && !(sqlite3_column_double(find, column) < cell->real) &&
		       !(sqlite3_column_double(find, column) > cell->real);
	if (plan->slots[slot].from == SLOT_TEXT)
		return type == SQLITE_TEXT &&
		       (uint32_t)sqlite3_column_bytes(find, column) == cells->len[slot] &&
		       memcmp(sqlite3_column_text(find, column), cell->text, cells->len[slot]) == 0;
	return type == SQLITE_INTEGER && sqlite3_column_int64(find, column) == cell->integer;
}

bool plan_same(const struct plan *plan, const struct cells *cells)
{
	for (size_t i = 0; i < plan->n_slots; i++)
		if (plan->slots[i].from != SLOT_REGISTERED_DAY && !cell_same(plan, (int)i, cells))
			return false;
	return true;
}

int64_t plan_found_integer(const struct plan *plan, int slot)
{
	return sqlite3_column_int64(plan->find, slot + 1);
}

void plan_settle(struct plan *plan)
{
	for (uint64_t left = plan->run_mask; left; left &= left - 1)
		plan->presence[__builtin_ctzll(left)] += plan->run;
	plan->run_mask = 0;
	plan->run = 0;
}

void plan_count(struct plan *plan, const struct cells *cells)
{
	if (cells->told != plan->run_mask) {
		plan_settle(plan);
		plan->run_mask = cells->told;
	}
	plan->run++;
}

void plan_uncount_found(struct plan *plan)
{
	for (size_t i = 0; i < plan->n_slots; i++)
		plan->presence[i] -= sqlite3_column_type(plan->find, (int)i + 1) != SQLITE_NULL;
}
