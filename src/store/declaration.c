/* declaration.c - declarations have versions: the newest is current, the older are kept.
 *
 * Which of two is newer: the higher version, where both tell one and they differ; else the later updated_at;
 * else the later load. A version replaces the whole row: what its file does not tell is not recorded any
 * more. One that was older when it came is kept beside the others and never shown, so that files may come in
 * any order. */
#include <string.h>

#include "database.h"
#include "load.h"

enum order { OLDER = -1, SAME_AGE, NEWER };

/* Columns of a declaration's row that tell its one inspection, and where they go. */
static const struct {
	const char *from, *to;
} wide[] = {
	{"inspection_type", "type"},
	{"inspection_outcome", "outcome"},
	{"inspection_finding", "finding"},
	{"tax_adjustment", "tax_adjustment"},
	{"penalty", "penalty"},
};

/* Names of the columns of a version's content: what a declaration says, without its number and what the store
 * makes. */
static void content_append(const struct plan *plan, struct text *sql, const char *format)
{
	for (size_t i = 0; i < plan->n_slots; i++)
		if (plan->slots[i].from != SLOT_DECLARATION && plan->slots[i].from != SLOT_REGISTERED_DAY)
			text_appendf(sql, format, plan->slots[i].name, i + 1);
}

static void sql_version_keep(const struct plan *plan, struct text *sql)
{
	size_t n = plan->n_slots;

	text_append(sql, "INSERT INTO declaration_version(declaration, ");
	content_append(plan, sql, "\"%s\", ");
	text_append(sql, "extras, replaced, load) SELECT id, ");
	content_append(plan, sql, "\"%s\", ");
	text_appendf(sql, "?%zu, ?%zu, load FROM declaration WHERE id = ?1", n + 1, n + 2);
}

static void sql_version_add(const struct plan *plan, struct text *sql)
{
	size_t n = plan->n_slots;

	text_append(sql, "INSERT INTO declaration_version(declaration, ");
	content_append(plan, sql, "\"%s\", ");
	text_append(sql, "extras, replaced, load) VALUES (?1, ");
	content_append(plan, sql, "/* %s */ ?%zu, ");
	text_appendf(sql, "?%zu, ?%zu, ?%zu)", n + 1, n + 2, n + 2);
}

static void sql_version_same(const struct plan *plan, struct text *sql)
{
	text_append(sql, "SELECT 1 FROM declaration_version WHERE declaration = ?1 ");
	content_append(plan, sql, "AND \"%s\" IS ?%zu ");
	text_appendf(sql, "AND extras IS ?%zu", plan->n_slots + 1);
}

static void sql_versions_grow(const struct plan *plan, struct text *sql)
{
	text_append(sql, "UPDATE declaration SET versions = versions + 1 WHERE id = ?1");
}

static bool prepare(struct load *load, const struct plan *plan, sqlite3_stmt **statement,
	void (*write)(const struct plan *, struct text *), struct err *err)
{
	struct text sql = TEXT_INIT;
	bool ok = true;

	if (!*statement) {
		write(plan, &sql);
		ok = sql.failed ? err_memory(err) : database_prepare(load->store, sql.data, statement, err);
	}
	text_finish(&sql);
	return ok;
}

static enum order compare_age(const struct plan *plan, const struct cell *cells)
{
	const int by[] = {plan->version, plan->updated_at};

	for (size_t i = 0; i < 2; i++) {
		int64_t old = plan_found_integer(plan, by[i]);

		if (cells[by[i]].type == CELL_NULL ||
			sqlite3_column_type(plan->find, by[i] + 1) == SQLITE_NULL)
			continue;
		if (cells[by[i]].integer != old)
			return cells[by[i]].integer > old ? NEWER : OLDER;
	}
	return SAME_AGE;
}

static bool extras_bind(struct load *load, const struct extras *extras, sqlite3_stmt *statement,
	int parameter, struct text *json, struct err *err)
{
	if (!extras_json(load, extras, json, err))
		return false;
	sqlite3_bind_text(statement, parameter, json->len ? json->data : NULL, -1, SQLITE_STATIC);
	return true;
}

/* The row as it stands, copied to the versions. */
static bool version_keep(struct load *load, const struct plan *plan, int64_t id, struct err *err)
{
	struct text json = TEXT_INIT;
	int n = (int)plan->n_slots;
	bool ok = prepare(load, plan, &load->version_keep, sql_version_keep, err) &&
		  extras_bind(load, &load->extras_old, load->version_keep, n + 1, &json, err);

	if (ok) {
		sqlite3_bind_int64(load->version_keep, 1, id);
		sqlite3_bind_int64(load->version_keep, n + 2, load->batch);
		ok = database_step(load->store, load->version_keep, err);
	}
	text_finish(&json);
	return ok;
}

static bool version_is_kept(
	struct load *load, const struct plan *plan, const struct cell *cells, bool *ret_kept, struct err *err)
{
	struct text json = TEXT_INIT;
	bool ok = prepare(load, plan, &load->version_same, sql_version_same, err);
	int rc = SQLITE_ERROR;

	if (ok) {
		plan_bind(plan, load->version_same, cells);
		ok = extras_bind(load, &load->extras, load->version_same, (int)plan->n_slots + 1, &json, err);
	}
	if (ok) {
		rc = sqlite3_step(load->version_same);
		ok = rc == SQLITE_ROW || rc == SQLITE_DONE || database_fail(load->store, err);
		sqlite3_reset(load->version_same);
	}
	*ret_kept = rc == SQLITE_ROW;
	text_finish(&json);
	return ok;
}

static bool version_add(struct load *load, const struct plan *plan, const struct cell *cells, struct err *err)
{
	struct text json = TEXT_INIT;
	int n = (int)plan->n_slots;
	bool ok = prepare(load, plan, &load->version_add, sql_version_add, err) &&
		  prepare(load, plan, &load->versions_grow, sql_versions_grow, err);

	if (ok) {
		plan_bind(plan, load->version_add, cells);
		sqlite3_bind_int64(load->version_add, n + 2, load->batch);
		ok = extras_bind(load, &load->extras, load->version_add, n + 1, &json, err) &&
		     database_step(load->store, load->version_add, err);
	}
	if (ok) {
		sqlite3_bind_int64(load->versions_grow, 1, cells[plan->declaration].integer);
		ok = database_step(load->store, load->versions_grow, err);
	}
	text_finish(&json);
	return ok;
}

static bool touch_here(struct load *load, const struct plan *plan, const struct cell *cells, struct err *err)
{
	int64_t office = cells[plan->office].integer;
	int32_t day = (int32_t)cells[plan->registered_day].integer;

	key_place(load, cells[plan->declaration].integer, office, day);
	return days_touch(&load->days, office, day, err);
}

static bool put_late(struct load *load, struct plan *plan, const struct cell *cells,
	enum model_effect *ret_effect, struct err *err)
{
	bool kept;

	if (!version_is_kept(load, plan, cells, &kept, err))
		return false;
	*ret_effect = kept ? MODEL_UNCHANGED : MODEL_UPDATED;
	if (kept) {
		plan->unchanged++;
		return true;
	}
	plan->updated++;
	return version_add(load, plan, cells, err) && key_touch(load, cells[plan->declaration].integer, err);
}

/* find stands on the current row; it is reset. */
static bool put_newer(struct load *load, struct plan *plan, const struct cell *cells, struct err *err)
{
	int64_t id = cells[plan->declaration].integer;
	int64_t office = plan_found_integer(plan, plan->office);
	int32_t day = (int32_t)plan_found_integer(plan, plan->registered_day);

	plan_uncount_found(plan);
	plan_count(plan, plan_mask(plan, cells));
	plan->updated++;
	sqlite3_reset(plan->find);
	if (!days_touch(&load->days, office, day, err) || !version_keep(load, plan, id, err))
		return false;
	plan_bind(plan, plan->update, cells);
	sqlite3_bind_int64(plan->update, (int)plan->n_slots + 1, load->batch);
	sqlite3_bind_int64(plan->update, (int)plan->n_slots + 2, id);
	return database_step(load->store, plan->update, err) && extras_replace(load, id, err) &&
	       touch_here(load, plan, cells, err);
}

static bool put_new(struct load *load, struct plan *plan, const struct cell *cells, struct err *err)
{
	uint64_t mask = plan_mask(plan, cells);

	if (!queue_add(load, plan, cells, mask, err))
		return false;
	plan->inserted++;
	plan_count(plan, mask);
	return extras_write(load, cells[plan->declaration].integer, err) &&
	       touch_here(load, plan, cells, err);
}

/* Puts the declaration alone. *ret_late: it was older than the current one. */
static bool put_version(struct load *load, struct plan *plan, const struct cell *cells, bool is_new,
	enum model_effect *ret_effect, bool *ret_late, struct err *err)
{
	enum order order;
	int rc = SQLITE_DONE;

	*ret_late = false;
	if (!is_new) {
		if (!queue_flush(load, err))
			return false;
		plan_bind_key(plan, plan->find, cells);
		rc = sqlite3_step(plan->find);
	}
	if (rc != SQLITE_ROW) {
		sqlite3_reset(plan->find);
		*ret_effect = MODEL_INSERTED;
		return rc == SQLITE_DONE ? put_new(load, plan, cells, err) : database_fail(load->store, err);
	}
	if (!extras_read(load, cells[plan->declaration].integer, err))
		return false;
	if (plan_same(plan, cells) && extras_same(load)) {
		sqlite3_reset(plan->find);
		plan->unchanged++;
		*ret_effect = MODEL_UNCHANGED;
		return true;
	}
	order = compare_age(plan, cells);
	if (order == OLDER) {
		sqlite3_reset(plan->find);
		*ret_late = true;
		return put_late(load, plan, cells, ret_effect, err);
	}
	*ret_effect = MODEL_UPDATED;
	return put_newer(load, plan, cells, err);
}

/* Fills the inspection that the row tells; *ret_told: it tells one. */
static bool inspection_fill(struct load *load, struct plan *plan, const struct model_record *record,
	int64_t declaration, struct cell *cells, bool *ret_told, struct err *err)
{
	struct model_value values[PLAN_SLOTS] = {0};
	struct model_record inspection = {.kind = plan->kind, .values = values};
	bool told = false;

	for (size_t i = 0; i < sizeof(wide) / sizeof(wide[0]); i++) {
		int from = model_column_find(record->kind, wide[i].from),
		    to = model_column_find(plan->kind, wide[i].to);

		if (from < 0 || to < 0)
			continue;
		values[to] = record->values[from];
		told = told || values[to].present;
	}
	values[model_column_find(plan->kind, "inspection_id")] =
		record->values[model_column_find(record->kind, "declaration_id")];
	*ret_told = told;
	if (!cells_fill(load, plan, &inspection, declaration, cells, err))
		return false;
	cells[plan->wide] = (struct cell){.type = CELL_INTEGER, .integer = 1};
	return true;
}

static bool inspection_put(struct load *load, const struct model_record *record, int64_t declaration,
	enum model_effect *effect, struct err *err)
{
	enum model_effect own = MODEL_UNCHANGED;
	struct cell cells[PLAN_SLOTS];
	struct plan *plan;
	bool told;

	if (!plan_get(load, MODEL_INSPECTIONS, &plan, err) ||
		!inspection_fill(load, plan, record, declaration, cells, &told, err))
		return false;
	if (told && !cells_put(load, plan, cells, &own, err))
		return false;
	if (!told && *effect == MODEL_UPDATED && !row_remove(load, plan, cells, err))
		return false;
	if (own > *effect)
		*effect = MODEL_UPDATED;
	return true;
}

static bool tells_inspection(const struct load *load, const struct model_record *record)
{
	for (size_t i = 0; i < sizeof(wide) / sizeof(wide[0]); i++)
		if (load->wide[i] >= 0 && record->values[load->wide[i]].present)
			return true;
	return false;
}

void declaration_prepare(struct load *load)
{
	for (size_t i = 0; i < sizeof(wide) / sizeof(wide[0]); i++)
		load->wide[i] = model_column_find(model_kind_get(MODEL_DECLARATIONS), wide[i].from);
}

/* The number of the declaration and the day on which it was registered. */
static bool identity_fill(struct load *load, struct plan *plan, const struct model_record *record,
	struct cell *cells, bool *ret_new, struct err *err)
{
	const struct model_value *key = &record->values[plan->slots[plan->declaration].column];
	const struct model_value *at = &record->values[plan->slots[plan->registered_at].column];
	struct time_stamp registered = {.seconds = at->integer, .form = at->form};
	int64_t id;
	int32_t day;

	if (!key_get(load, key->text, key->len, &id, ret_new, err) ||
		!cells_fill(load, plan, record, id, cells, err) ||
		!days_of(&load->days, load->store, cells[plan->office].integer, registered, &day, err))
		return false;
	cells[plan->registered_day].integer = day;
	return true;
}

bool declaration_put(struct load *load, struct plan *plan, const struct model_record *record,
	enum model_effect *ret_effect, struct err *err)
{
	enum model_effect effect = MODEL_UNCHANGED;
	struct cell cells[PLAN_SLOTS];
	bool is_new, late;

	if (!identity_fill(load, plan, record, cells, &is_new, err) || !extras_collect(load, record, err) ||
		!put_version(load, plan, cells, is_new, &effect, &late, err))
		return false;
	if (load->count_currencies && cells[plan->currency].type != CELL_NULL &&
		!tally_add(&load->currencies, cells[plan->currency].integer, 1))
		return err_memory(err);
	if (!late && (effect == MODEL_UPDATED || tells_inspection(load, record)) &&
		!inspection_put(load, record, cells[plan->declaration].integer, &effect, err))
		return false;
	*ret_effect = effect;
	return true;
}
