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

static enum order compare_age(const struct plan *plan, const struct cells *cells)
{
	const int by[] = {plan->version, plan->updated_at};

	for (size_t i = 0; i < 2; i++) {
		int64_t old = plan_found_integer(plan, by[i]), new = cells_integer(cells, by[i]);

		if (!cells_has(cells, by[i]) || sqlite3_column_type(plan->find, by[i] + 1) == SQLITE_NULL)
			continue;
		if (new != old)
			return new > old ? NEWER : OLDER;
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

static bool version_is_kept(struct load *load, const struct plan *plan, const struct cells *cells,
	bool *ret_kept, struct err *err)
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

static bool version_add(
	struct load *load, const struct plan *plan, const struct cells *cells, struct err *err)
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
		sqlite3_bind_int64(load->versions_grow, 1, cells_integer(cells, plan->declaration));
		ok = database_step(load->store, load->versions_grow, err);
	}
	text_finish(&json);
	return ok;
}

/* One record of a declaration on its way: what it says, and what became of it. */
struct putting {
	struct plan *plan;
	const struct model_record *record;
	struct cells *cells;
	int64_t id;
	bool is_new; /* no file spoke of it before */
	bool late;   /* older than the current version */
	enum model_effect effect;
	struct cells *inspection; /* told in the same row; of the load */
	bool has_inspection;
	enum model_effect inspected;
};

static int32_t day_of(const struct putting *put)
{
	return (int32_t)cells_integer(put->cells, put->plan->registered_day);
}

static bool put_late(struct load *load, struct putting *put, struct err *err)
{
	bool kept;

	if (!version_is_kept(load, put->plan, put->cells, &kept, err))
		return false;
	put->effect = kept ? MODEL_UNCHANGED : MODEL_UPDATED;
	if (kept) {
		put->plan->unchanged++;
		return true;
	}
	put->plan->updated++;
	return version_add(load, put->plan, put->cells, err);
}

/* find stands on the current row; it is reset. */
static bool put_newer(struct load *load, struct putting *put, struct err *err)
{
	struct plan *plan = put->plan;
	int64_t office = plan_found_integer(plan, plan->office);
	int32_t day = (int32_t)plan_found_integer(plan, plan->registered_day);

	put->effect = MODEL_UPDATED;
	plan_uncount_found(plan);
	plan_count(plan, put->cells);
	plan->updated++;
	sqlite3_reset(plan->find);
	if (!load_touch(load, put->id, office, day, err) || !version_keep(load, plan, put->id, err) ||
		(day != day_of(put) && !runs_add(&load->runs, load->store, day_of(put), put->id, err)))
		return false;
	plan_bind(plan, plan->update, put->cells);
	sqlite3_bind_int64(plan->update, (int)plan->n_slots + 1, load->batch);
	sqlite3_bind_int64(plan->update, (int)plan->n_slots + 2, put->id);
	return database_step(load->store, plan->update, err) && extras_replace(load, put->id, err);
}

static bool put_new(struct load *load, struct putting *put, struct err *err)
{
	put->effect = MODEL_INSERTED;
	plan_count(put->plan, put->cells);
	put->plan->inserted++;
	return runs_add(&load->runs, load->store, day_of(put), put->id, err) && queue_add(load, put->cells, err) &&
	       extras_write(load, put->id, err);
}

/* Puts the declaration alone. */
static bool put_version(struct load *load, struct putting *put, struct err *err)
{
	struct plan *plan = put->plan;
	int rc = SQLITE_DONE;

	if (!put->is_new) {
		if (queue_may_hold(load, put->id) && !queue_flush(load, err))
			return false;
		plan_bind_key(plan, plan->find, put->cells);
		rc = sqlite3_step(plan->find);
	}
	if (rc != SQLITE_ROW) {
		sqlite3_reset(plan->find);
		return rc == SQLITE_DONE ? put_new(load, put, err) : database_fail(load->store, err);
	}
	if (!extras_read(load, put->id, err))
		return false;
	if (plan_same(plan, put->cells) && extras_same(load)) {
		sqlite3_reset(plan->find);
		plan->unchanged++;
		return true;
	}
	put->late = compare_age(plan, put->cells) == OLDER;
	if (!put->late)
		return put_newer(load, put, err);
	sqlite3_reset(plan->find);
	return put_late(load, put, err);
}

/* Fills the inspection that the row tells, if it tells one. */
static bool inspection_fill(struct load *load, struct plan *plan, struct putting *put, struct err *err)
{
	struct model_value values[PLAN_SLOTS] = {0};
	struct model_record inspection = {.kind = plan->kind, .values = values};
	int key = put->plan->slots[put->plan->declaration].column;

	for (size_t i = 0; i < sizeof(wide) / sizeof(wide[0]); i++) {
		const struct wide_column *column = &load->wide[i];

		if (column->from < 0 || column->to < 0)
			continue;
		values[column->to] = put->record->values[column->from];
		put->has_inspection |= values[column->to].present;
	}
	values[load->wide_key] = put->record->values[key];
	if (!cells_fill(load, plan, &inspection, put->id, put->inspection, err))
		return false;
	cells_set(put->inspection, plan->wide, 1);
	return true;
}

static bool inspection_put(struct load *load, struct putting *put, struct err *err)
{
	struct plan *plan;

	if (!plan_get(load, MODEL_INSPECTIONS, &plan, err) || !inspection_fill(load, plan, put, err))
		return false;
	if (put->has_inspection)
		return cells_put(load, plan, put->inspection, &put->inspected, err);
	return put->effect != MODEL_UPDATED || row_remove(load, plan, put->inspection, err);
}

static bool tells_inspection(const struct load *load, const struct model_record *record)
{
	for (size_t i = 0; i < sizeof(wide) / sizeof(wide[0]); i++)
		if (load->wide[i].from >= 0 && record->values[load->wide[i].from].present)
			return true;
	return false;
}

void declaration_prepare(struct load *load)
{
	const struct model_kind *declarations = model_kind_get(MODEL_DECLARATIONS),
				*inspections = model_kind_get(MODEL_INSPECTIONS);

	for (size_t i = 0; i < sizeof(wide) / sizeof(wide[0]); i++)
		load->wide[i] = (struct wide_column){.from = model_column_find(declarations, wide[i].from),
			.to = model_column_find(inspections, wide[i].to)};
	load->wide_key = model_column_find(inspections, "inspection_id");
}

/* The number of the declaration and the day on which it was registered. */
static bool identity_fill(struct load *load, struct putting *put, struct err *err)
{
	struct plan *plan = put->plan;
	const struct model_value *key = &put->record->values[plan->slots[plan->declaration].column];
	const struct model_value *at = &put->record->values[plan->slots[plan->registered_at].column];
	struct time_stamp registered = {.seconds = at->integer, .form = at->form};
	int32_t day;

	if (!queue_open(load, plan, err))
		return false;
	put->cells = queue_place(load);
	if (!key_get(load, key->text, key->len, &put->id, &put->is_new, err) ||
		!cells_fill(load, plan, put->record, put->id, put->cells, err) ||
		!days_of(&load->days, load->store, cells_integer(put->cells, plan->office), registered, &day,
			err))
		return false;
	cells_set(put->cells, plan->registered_day, day);
	return true;
}

static bool tell_declared(struct load *load, const struct putting *put, struct err *err)
{
	const struct plan *inspections = load->plans[MODEL_INSPECTIONS];
	struct store_declared declared = {
		.id = put->id,
		.day = day_of(put),
		.row = plan_row(put->plan, put->cells),
		.extras = load->extras.at,
		.n_extras = load->extras.n,
	};

	if (put->has_inspection)
		declared.inspection = plan_row(inspections, put->inspection);
	return load->watch.declared(load->watch.context, &declared, err);
}

/* Who builds upon the store learns of it once the row and its inspection are put. */
static bool tell(struct load *load, const struct putting *put, struct err *err)
{
	int64_t office = cells_integer(put->cells, put->plan->office);
	int32_t day = day_of(put);
	bool whole =
		put->is_new && put->inspected == (put->has_inspection ? MODEL_INSERTED : MODEL_UNCHANGED);

	if (put->effect == MODEL_UNCHANGED && put->inspected == MODEL_UNCHANGED)
		return true;
	if (put->effect == MODEL_UNCHANGED || put->late)
		return key_touch(load, put->id, err);
	key_place(load, put->id, office, day);
	if (!whole || !load->watch.declared)
		return load_touch(load, put->id, office, day, err);
	return days_touch(&load->days, office, day, err) && tell_declared(load, put, err);
}

bool declaration_put(struct load *load, struct plan *plan, const struct model_record *record,
	enum model_effect *ret_effect, struct err *err)
{
	struct putting put;

	put.plan = plan;
	put.record = record;
	put.inspection = &load->inspection;
	put.late = put.has_inspection = false;
	put.effect = put.inspected = MODEL_UNCHANGED;
	if (!identity_fill(load, &put, err) || !extras_collect(load, record, err) ||
		!put_version(load, &put, err))
		return false;
	if (load->count_currencies && cells_has(put.cells, plan->currency) &&
		!tally_add(&load->currencies, cells_integer(put.cells, plan->currency), 1))
		return err_memory(err);
	load->putting = put.id;
	if (!put.late && (put.effect == MODEL_UPDATED || tells_inspection(load, record)) &&
		!inspection_put(load, &put, err))
		return false;
	load->putting = 0;
	*ret_effect = put.effect == MODEL_UNCHANGED && put.inspected != MODEL_UNCHANGED ? MODEL_UPDATED
											: put.effect;
	return tell(load, &put, err);
}
