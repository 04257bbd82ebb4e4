/* sink.c - the protocol of store/sink.h: begin, put and reject, then finish or abandon. One file is one
 * transaction.
 *
 * What a row does to its table is row.c and declaration.c; the sink does not know what is built from it. */
#include "store/sink.h"

#include <stdlib.h>
#include <string.h>

#include "database.h"
#include "load.h"

enum { RAW_MAX = 1 << 20, COMMIT_MILLISECONDS = 30000 };

static const char reject_sql[] = "INSERT INTO reject(batch, line, column, column_name, code, reason, raw) "
				 "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";

static struct load *load_of(struct model_sink *sink)
{
	return (struct load *)sink;
}

/* Forgets what belongs to one file alone. */
static void load_reset(struct load *load)
{
	for (size_t i = 0; i < MODEL_KINDS; i++)
		if (load->plans[i])
			plan_clear_counts(load->plans[i]);
	queue_clear(load->queue);
	keys_forget(&load->keys);
	days_finish(&load->days);
	runs_forget(&load->runs);
	tally_finish(&load->milestones);
	tally_finish(&load->currencies);
	load->zones_changed = false;
	load->putting = 0;
	if (load->state == LOAD_OPEN && load->watch.over)
		load->watch.over(load->watch.context);
	free(load->seen);
	load->seen = NULL;
	load->n_seen = 0;
	if (load->state != LOAD_IDLE)
		database_run(load->store, "PRAGMA foreign_keys = ON", NULL);
	load->state = LOAD_IDLE;
}

static void sink_abandon(struct model_sink *sink)
{
	struct load *load = load_of(sink);

	if (load->state == LOAD_OPEN)
		store_rollback(load->store);
	load_reset(load);
}

static bool sink_begin(struct model_sink *sink, const struct model_file *file, bool *ret_seen,
	struct model_account *ret_before, struct err *err)
{
	struct load *load = load_of(sink);
	struct plan *declarations;
	bool seen = false;

	if (load->state != LOAD_IDLE)
		return err_set(err, ERR_IO, "%s: another file is being loaded", file->path);
	if (file->kind->id == MODEL_DECLARATIONS &&
		(!plan_get(load, MODEL_DECLARATIONS, &declarations, err) || !queue_open(load, declarations, err)))
		return false;
	/* The sink takes every number out of the key table itself, and store_check() looks at them all. */
	if (!database_run(load->store, "PRAGMA foreign_keys = OFF", err) || !store_begin(load->store, err))
		return false;
	load->state = LOAD_OPEN;
	if (!account_seen(load, file, &seen, ret_before, err))
		goto out;
	if (seen) {
		sink_abandon(sink);
		load->state = LOAD_SEEN;
	} else if (!days_clear_table(load->store, err) || !account_begin(load, file, err) ||
		   !keys_begin(load, file, err)) {
		goto out;
	}
	load->count_currencies = !store_fact(load->store, "currency");
	*ret_seen = seen;
	return true;
out:
	sink_abandon(sink);
	return false;
}

static bool record_is_whole(const struct plan *plan, const struct model_record *record, struct err *err)
{
	for (size_t i = 0; i < plan->n_required; i++) {
		const struct model_column *column = &plan->kind->columns[plan->required[i]];
		const struct model_value *value = &record->values[plan->required[i]];
		bool text = column->type <= MODEL_HS;

		if (!value->present || (text && value->len == 0) ||
			(column->type == MODEL_STAMP && value->form == TIME_FORM_NONE))
			return err_set(err, ERR_DATA, "line %ld: %s has no %s", record->line,
				plan->kind->name, column->name);
	}
	return true;
}

static bool record_put(
	struct load *load, const struct model_record *record, enum model_effect *ret_effect, struct err *err)
{
	struct plan *plan;

	if (!plan_get(load, record->kind->id, &plan, err) || !record_is_whole(plan, record, err))
		return false;
	if (record->kind->id == MODEL_DECLARATIONS)
		return declaration_put(load, plan, record, ret_effect, err);
	return row_put(load, plan, record, ret_effect, err);
}

static bool sink_put(struct model_sink *sink, const struct model_record *record,
	enum model_effect *ret_effect, struct err *err)
{
	struct load *load = load_of(sink);

	if (load->state == LOAD_SEEN) {
		*ret_effect = MODEL_UNCHANGED;
		return true;
	}
	if (load->state != LOAD_OPEN)
		return err_set(err, ERR_IO, "no file is being loaded");
	if (record_put(load, record, ret_effect, err))
		return true;
	/* SQLite may have ended the transaction: whatever came after would be stored on its own. */
	sink_abandon(sink);
	return false;
}

static bool sink_reject(struct model_sink *sink, const struct model_reject *reject, struct err *err)
{
	struct load *load = load_of(sink);
	size_t raw_len = reject->raw_len < RAW_MAX ? reject->raw_len : RAW_MAX;

	if (load->state == LOAD_SEEN)
		return true;
	if (load->state != LOAD_OPEN)
		return err_set(err, ERR_IO, "no file is being loaded");
	if (!load->reject && !database_prepare(load->store, reject_sql, &load->reject, err))
		return false;
	sqlite3_bind_int64(load->reject, 1, load->batch);
	sqlite3_bind_int64(load->reject, 2, reject->line);
	sqlite3_bind_int(load->reject, 3, reject->column);
	sqlite3_bind_text(load->reject, 4, reject->column_name, -1, SQLITE_STATIC);
	sqlite3_bind_text(load->reject, 5, reject->code, -1, SQLITE_STATIC);
	sqlite3_bind_text(load->reject, 6, reject->reason, -1, SQLITE_STATIC);
	sqlite3_bind_blob64(load->reject, 7, reject->raw, raw_len, SQLITE_STATIC);
	if (database_step(load->store, load->reject, err))
		return true;
	sink_abandon(sink);
	return false;
}

/* A commit that reports a failure may have been done all the same: only the batch table knows. */
static bool commit(struct load *load, struct err *err)
{
	bool ok;

	sqlite3_busy_timeout(load->store->db, COMMIT_MILLISECONDS);
	ok = store_commit(load->store, err);
	if (!ok) {
		store_rollback(load->store);
		ok = account_is_there(load);
	}
	sqlite3_busy_timeout(load->store->db, STORE_BUSY_MILLISECONDS);
	return ok;
}

static bool sink_finish(struct model_sink *sink, const struct model_account *account, struct err *err)
{
	struct load *load = load_of(sink);
	bool ok;

	if (load->state == LOAD_SEEN) {
		load_reset(load);
		return true;
	}
	if (load->state != LOAD_OPEN)
		return err_set(err, ERR_IO, "no file is being loaded");
	ok = account_close(load, account, err) &&
	     (!load->watch.before_commit ||
		     load->watch.before_commit(load->watch.context, load->store, err)) &&
	     commit(load, err);
	if (!ok)
		sink_abandon(sink);
	load_reset(load);
	return ok;
}

bool store_sink_create(
	struct store *store, const struct store_watch *watch, struct model_sink **ret_sink, struct err *err)
{
	struct load *load = calloc(1, sizeof(*load));

	if (!load)
		return err_memory(err);
	load->sink = (struct model_sink){
		.begin = sink_begin,
		.put = sink_put,
		.reject = sink_reject,
		.finish = sink_finish,
		.abandon = sink_abandon,
	};
	load->store = store;
	load->watch = watch ? *watch : (struct store_watch){0};
	text_init(&load->keys.text);
	text_init(&load->keys.pending);
	declaration_prepare(load);
	*ret_sink = &load->sink;
	return true;
}

void store_sink_destroy(struct model_sink *sink)
{
	struct load *load = load_of(sink);

	if (!load)
		return;
	sink_abandon(sink);
	for (size_t i = 0; i < MODEL_KINDS; i++)
		plan_destroy(load->plans[i]);
	queue_destroy(load->queue);
	keys_finish(&load->keys);
	runs_finish(&load->runs);
	free(load->extras.at);
	free(load->extras_old.at);
	sqlite3_stmt *const statements[] = {
		load->reject,
		load->version_keep,
		load->version_add,
		load->version_same,
		load->versions_grow,
		load->extra_insert,
		load->extra_find,
		load->extra_remove,
	};
	for (size_t i = 0; i < sizeof(statements) / sizeof(statements[0]); i++)
		sqlite3_finalize(statements[i]);
	free(load);
}
