/* row.c - a record of any kind but declarations: inserted when its key is new, left alone when it says the
 * same, else amended, with what it said before kept in table earlier. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "database.h"
#include "load.h"

bool plan_get(struct load *load, enum model_kind_id kind, struct plan **ret_plan, struct err *err)
{
	struct plan **plan = &load->plans[kind];

	if (!*plan && !plan_create(load->store, model_kind_get(kind), plan, err))
		return false;
	*ret_plan = *plan;
	return true;
}

static bool ids_reserve(struct slot *slot, uint32_t word)
{
	size_t n = slot->n_ids ? slot->n_ids : 64;
	uint32_t *ids;

	if (word < slot->n_ids)
		return true;
	while (n <= word)
		n *= 2;
	ids = realloc(slot->ids, n * sizeof(*ids));
	if (!ids)
		return false;
	memset(ids + slot->n_ids, 0, (n - slot->n_ids) * sizeof(*ids));
	slot->ids = ids;
	slot->n_ids = n;
	return true;
}

/* The dictionary is asked once for each word that the file numbers. */
static bool code_of_value(struct load *load, struct slot *slot, const struct model_value *value,
	int64_t *ret_id, struct err *err)
{
	if (value->word && value->word < slot->n_ids && slot->ids[value->word]) {
		*ret_id = slot->ids[value->word];
		return true;
	}
	if (!code_get(load->store, slot->list, value->text, value->len, ret_id, err))
		return false;
	if (value->word && !ids_reserve(slot, value->word))
		return err_memory(err);
	if (value->word)
		slot->ids[value->word] = (uint32_t)*ret_id;
	return true;
}

/* The value is there; what it holds may still be nothing. */
static bool cell_of_value(struct load *load, struct plan *plan, int at, const struct model_value *value,
	struct cells *cells, struct err *err)
{
	struct slot *slot = &plan->slots[at];
	union store_value *cell = &cells->at[at];
	bool told = true;

	switch (slot->from) {
	case SLOT_REAL:
		told = isfinite(value->number);
		cell->real = value->number;
		break;
	case SLOT_TEXT:
		told = value->len > 0;
		cell->text = value->text;
		cells->len[at] = (uint32_t)value->len;
		break;
	case SLOT_CODE:
		told = value->len > 0;
		if (told && !code_of_value(load, slot, value, &cell->integer, err))
			return false;
		break;
	case SLOT_STAMP:
		told = value->form != TIME_FORM_NONE;
		cell->integer = value->integer;
		break;
	default:
		cell->integer = value->integer;
	}
	cells->told |= (uint64_t)told << at;
	return true;
}

static void made_fill(const struct plan *plan, int64_t forms, struct cells *cells)
{
	if (plan->stamp_form >= 0)
		cells_set(cells, plan->stamp_form, forms);
	if (plan->registered_day >= 0)
		cells_set(cells, plan->registered_day, 0);
	if (plan->wide >= 0)
		cells_set(cells, plan->wide, 0);
}

bool cells_fill(struct load *load, struct plan *plan, const struct model_record *record, int64_t declaration,
	struct cells *cells, struct err *err)
{
	uint64_t all = UINT64_MAX >> (64 - plan->kind->n_columns);
	int64_t forms = 0;

	cells->told = 0;
	for (uint64_t left = record->columns ? record->columns : all; left; left &= left - 1) {
		int column = __builtin_ctzll(left), at = plan->slot_of[column];
		const struct model_value *value = &record->values[column];

		if (at < 0)
			continue;
		if (plan->slots[at].from == SLOT_DECLARATION) {
			if (declaration)
				cells_set(cells, at, declaration);
		} else if (value->present) {
			if (!cell_of_value(load, plan, at, value, cells, err))
				return false;
			if (plan->slots[at].from == SLOT_STAMP)
				forms |= (int64_t)value->form << plan->slots[at].shift;
		}
	}
	made_fill(plan, forms, cells);
	return true;
}

/* What beside its own table a change of the row bears upon. */
static bool row_touch(struct load *load, const struct plan *plan, const struct cells *cells, struct err *err)
{
	if (plan->kind->id == MODEL_POSTS)
		load->zones_changed = true;
	else if (plan->kind->id == MODEL_RATES || plan->kind->id == MODEL_TRADERS)
		load->days.all = true; /* what a declaration does not say itself is read from its trader */
	return plan->declaration < 0 || key_touch(load, cells_integer(cells, plan->declaration), err);
}

bool row_insert(
	struct load *load, struct plan *plan, const struct cells *cells, bool *ret_done, struct err *err)
{
	plan_bind_insert(plan, cells);
	sqlite3_bind_int64(plan->insert, (int)plan->n_slots + 1, load->batch);
	if (!database_step(load->store, plan->insert, err))
		return false;
	*ret_done = sqlite3_changes(load->store->db) == 1;
	if (!*ret_done)
		return true;
	plan->inserted++;
	plan_count(plan, cells);
	return row_touch(load, plan, cells, err);
}

static bool row_keep(struct load *load, struct plan *plan, int64_t rowid, struct err *err)
{
	sqlite3_bind_int64(plan->keep, 1, rowid);
	sqlite3_bind_int64(plan->keep, 2, load->batch);
	return database_step(load->store, plan->keep, err);
}

bool row_amend(struct load *load, struct plan *plan, const struct cells *cells, struct err *err)
{
	int64_t rowid = sqlite3_column_int64(plan->find, 0);
	int64_t old = plan->declaration < 0 ? 0 : plan_found_integer(plan, plan->declaration);

	plan_uncount_found(plan);
	plan_count(plan, cells);
	sqlite3_reset(plan->find);
	if (!row_keep(load, plan, rowid, err))
		return false;
	plan_bind(plan, plan->update, cells);
	sqlite3_bind_int64(plan->update, (int)plan->n_slots + 1, load->batch);
	sqlite3_bind_int64(plan->update, (int)plan->n_slots + 2, rowid);
	if (!database_step(load->store, plan->update, err))
		return false;
	plan->updated++;
	return key_touch(load, old, err) && row_touch(load, plan, cells, err);
}

/* An inspection told in a declaration's own row gives way to one of an inspections file. */
static bool gives_way(const struct plan *plan, const struct cells *cells)
{
	return plan->wide >= 0 && cells_integer(cells, plan->wide) && !plan_found_integer(plan, plan->wide);
}

bool cells_put(struct load *load, struct plan *plan, const struct cells *cells, enum model_effect *ret_effect,
	struct err *err)
{
	bool done;

	if (!row_insert(load, plan, cells, &done, err))
		return false;
	if (done) {
		*ret_effect = MODEL_INSERTED;
		return true;
	}
	plan_bind_key(plan, plan->find, cells);
	if (sqlite3_step(plan->find) != SQLITE_ROW) {
		sqlite3_reset(plan->find);
		return database_fail(load->store, err);
	}
	if (gives_way(plan, cells) || plan_same(plan, cells)) {
		sqlite3_reset(plan->find);
		plan->unchanged++;
		*ret_effect = MODEL_UNCHANGED;
		return true;
	}
	*ret_effect = MODEL_UPDATED;
	return row_amend(load, plan, cells, err);
}

/* Takes an inspection away that its declaration's newest version no longer tells; one of a file stays. */
bool row_remove(struct load *load, struct plan *plan, const struct cells *cells, struct err *err)
{
	int64_t rowid;
	int rc;

	plan_bind_key(plan, plan->find, cells);
	rc = sqlite3_step(plan->find);
	if (rc != SQLITE_ROW || gives_way(plan, cells)) {
		sqlite3_reset(plan->find);
		return rc == SQLITE_ROW || rc == SQLITE_DONE || database_fail(load->store, err);
	}
	rowid = sqlite3_column_int64(plan->find, 0);
	plan_uncount_found(plan);
	sqlite3_reset(plan->find);
	if (!row_keep(load, plan, rowid, err))
		return false;
	sqlite3_bind_int64(plan->remove, 1, rowid);
	plan->removed++;
	return database_step(load->store, plan->remove, err);
}

bool row_put(struct load *load, struct plan *plan, const struct model_record *record,
	enum model_effect *ret_effect, struct err *err)
{
	struct cells cells;
	int64_t declaration = 0;
	bool is_new = false;

	if (plan->declaration >= 0) {
		const struct model_value *value = &record->values[plan->slots[plan->declaration].column];

		if (value->present && value->len &&
			!key_get(load, value->text, value->len, &declaration, &is_new, err))
			return false;
	}
	if (!cells_fill(load, plan, record, declaration, &cells, err))
		return false;
	if (record->kind->id == MODEL_MILESTONES)
		return milestone_put(load, plan, &cells, is_new, ret_effect, err);
	return cells_put(load, plan, &cells, ret_effect, err);
}
