/* account.c - the account of a load: what the source counted beside what the store did, so that both can be
 * checked later.
 *
 * A load whose rows do not add up to inserted, updated, unchanged and rejected is not kept. */
#include <stdlib.h>

#include "database.h"
#include "load.h"

static const char batch_sql[] = "INSERT INTO batch(path, sha256, kind, bytes, loaded_at) VALUES (?1, ?2, ?3, "
				"?4, coalesce(?5, unixepoch()))";
static const char seen_sql[] =
	"SELECT rows, inserted, updated, unchanged, rejected, seconds, rounded FROM batch"
	" WHERE sha256 = ?1 AND kind = ?2 AND sha256 <> '' ORDER BY id LIMIT 1";
static const char account_sql[] = "UPDATE batch SET rows = ?2, inserted = ?3, updated = ?4, unchanged = ?5, "
				  "rejected = ?6, seconds = ?7, rounded = ?8"
				  " WHERE id = ?1";
static const char money_sql[] = "INSERT INTO batch_money(batch, currency, column_name, read, stored, "
				"rejected) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
static const char kind_sql[] = "INSERT INTO batch_kind(batch, kind, inserted, updated, unchanged, removed) "
			       "VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
static const char presence_sql[] = "INSERT INTO column_presence(kind, name, rows) VALUES (?1, ?2, ?3)"
				   " ON CONFLICT(kind, name) DO UPDATE SET rows = rows + excluded.rows";
static const char there_sql[] = "SELECT 1 FROM batch WHERE id = ?1";

bool account_seen(struct load *load, const struct model_file *file, bool *ret_seen,
	struct model_account *ret_before, struct err *err)
{
	sqlite3_stmt *seen = NULL;
	int rc;

	if (!database_prepare(load->store, seen_sql, &seen, err))
		return false;
	sqlite3_bind_text(seen, 1, file->sha256 ? file->sha256 : "", -1, SQLITE_STATIC);
	sqlite3_bind_text(seen, 2, file->kind->name, -1, SQLITE_STATIC);
	rc = sqlite3_step(seen);
	if (rc == SQLITE_ROW && ret_before)
		*ret_before = (struct model_account){
			.rows = sqlite3_column_int64(seen, 0),
			.inserted = sqlite3_column_int64(seen, 1),
			.updated = sqlite3_column_int64(seen, 2),
			.unchanged = sqlite3_column_int64(seen, 3),
			.rejected = sqlite3_column_int64(seen, 4),
			.seconds = sqlite3_column_double(seen, 5),
			.rounded = sqlite3_column_int64(seen, 6),
		};
	else if (rc != SQLITE_ROW && rc != SQLITE_DONE)
		database_fail(load->store, err);
	*ret_seen = rc == SQLITE_ROW;
	sqlite3_finalize(seen);
	return rc == SQLITE_ROW || rc == SQLITE_DONE;
}

bool account_begin(struct load *load, const struct model_file *file, struct err *err)
{
	sqlite3_stmt *batch = NULL;
	bool ok = database_prepare(load->store, batch_sql, &batch, err);

	if (ok) {
		sqlite3_bind_text(batch, 1, file->path, -1, SQLITE_STATIC);
		sqlite3_bind_text(batch, 2, file->sha256 ? file->sha256 : "", -1, SQLITE_STATIC);
		sqlite3_bind_text(batch, 3, file->kind->name, -1, SQLITE_STATIC);
		sqlite3_bind_int64(batch, 4, file->bytes);
		if (load->store->clock)
			sqlite3_bind_int64(batch, 5, load->store->clock);
		ok = database_step(load->store, batch, err);
		load->batch = sqlite3_last_insert_rowid(load->store->db);
	}
	sqlite3_finalize(batch);
	return ok;
}

static bool batch_write(struct load *load, const struct model_account *account, struct err *err)
{
	sqlite3_stmt *batch = NULL;
	bool ok = database_prepare(load->store, account_sql, &batch, err);

	if (ok) {
		sqlite3_bind_int64(batch, 1, load->batch);
		sqlite3_bind_int64(batch, 2, account->rows);
		sqlite3_bind_int64(batch, 3, account->inserted);
		sqlite3_bind_int64(batch, 4, account->updated);
		sqlite3_bind_int64(batch, 5, account->unchanged);
		sqlite3_bind_int64(batch, 6, account->rejected);
		sqlite3_bind_double(batch, 7, account->seconds);
		sqlite3_bind_int64(batch, 8, account->rounded);
		ok = database_step(load->store, batch, err);
	}
	sqlite3_finalize(batch);
	return ok;
}

static bool money_write(struct load *load, const struct model_account *account, struct err *err)
{
	sqlite3_stmt *row = NULL;
	bool ok = account->n_money == 0 || database_prepare(load->store, money_sql, &row, err);

	for (size_t i = 0; i < account->n_money && ok; i++) {
		const struct model_money *money = &account->money[i];

		sqlite3_bind_int64(row, 1, load->batch);
		sqlite3_bind_text(row, 2, money->currency, -1, SQLITE_STATIC);
		sqlite3_bind_text(row, 3, money->column, -1, SQLITE_STATIC);
		sqlite3_bind_int64(row, 4, money->read);
		sqlite3_bind_int64(row, 5, money->stored);
		sqlite3_bind_int64(row, 6, money->rejected);
		ok = database_step(load->store, row, err);
	}
	sqlite3_finalize(row);
	return ok;
}

static bool kind_write(struct load *load, const struct plan *plan, sqlite3_stmt *row, struct err *err)
{
	if (plan->inserted + plan->updated + plan->unchanged + plan->removed == 0)
		return true;
	sqlite3_bind_int64(row, 1, load->batch);
	sqlite3_bind_text(row, 2, plan->kind->name, -1, SQLITE_STATIC);
	sqlite3_bind_int64(row, 3, plan->inserted);
	sqlite3_bind_int64(row, 4, plan->updated);
	sqlite3_bind_int64(row, 5, plan->unchanged);
	sqlite3_bind_int64(row, 6, plan->removed);
	return database_step(load->store, row, err);
}

static bool kinds_write(struct load *load, struct err *err)
{
	sqlite3_stmt *row = NULL;
	bool ok = database_prepare(load->store, kind_sql, &row, err);

	for (size_t i = 0; i < MODEL_KINDS && ok; i++)
		ok = !load->plans[i] || kind_write(load, load->plans[i], row, err);
	sqlite3_finalize(row);
	return ok;
}

static bool presence_row(
	struct load *load, sqlite3_stmt *row, const char *kind, const char *name, int64_t n, struct err *err)
{
	if (n == 0)
		return true;
	sqlite3_bind_text(row, 1, kind, -1, SQLITE_STATIC);
	sqlite3_bind_text(row, 2, name, -1, SQLITE_STATIC);
	sqlite3_bind_int64(row, 3, n);
	return database_step(load->store, row, err);
}

static bool presence_of_plan(struct load *load, struct plan *plan, sqlite3_stmt *row, struct err *err)
{
	bool ok = true;

	plan_settle(plan);
	for (size_t i = 0; i < plan->n_slots && ok; i++)
		if (plan->slots[i].column >= 0)
			ok = presence_row(load, row, plan->kind->name,
				plan->kind->columns[plan->slots[i].column].name, plan->presence[i], err);
	return ok;
}

static bool presence_write(struct load *load, struct err *err)
{
	sqlite3_stmt *row = NULL;
	bool ok = database_prepare(load->store, presence_sql, &row, err);

	for (size_t i = 0; i < MODEL_KINDS && ok; i++)
		ok = !load->plans[i] || presence_of_plan(load, load->plans[i], row, err);
	for (size_t i = 0; i < load->milestones.n && ok; i++) {
		const char *code = store_code_text(load->store, load->milestones.entries[i].code);

		ok = !code || presence_row(load, row, "milestones", code, load->milestones.entries[i].n, err);
	}
	sqlite3_finalize(row);
	return ok;
}

/* The first file with currencies fixes what is reported in: its most frequent one. Only declarations of this file name
 * any, and what an amount without one is worth stays as it is: no day is touched but theirs. */
static bool currency_fix(struct load *load, struct err *err)
{
	const struct tally *tally = &load->currencies;
	const struct tally_entry *best = NULL;
	const char *text;

	for (size_t i = 0; i < tally->n; i++)
		if (!best || tally->entries[i].n > best->n)
			best = &tally->entries[i];
	text = best ? store_code_text(load->store, best->code) : NULL;
	if (!text)
		return true;
	return store_set_fact(load->store, "currency", text, err);
}

static bool zones_apply(struct load *load, struct err *err)
{
	if (!load->zones_changed)
		return true;
	load->days.all = true;
	return days_resolve(load->store, err);
}

bool account_close(struct load *load, const struct model_account *account, struct err *err)
{
	if (account->rows != account->inserted + account->updated + account->unchanged + account->rejected)
		return err_set(err, ERR_IO,
			"the account does not close: %lld rows read, %lld accounted for; nothing was kept",
			(long long)account->rows,
			(long long)(account->inserted + account->updated + account->unchanged +
				    account->rejected));
	return keys_flush(load, err) && queue_flush(load, err) && runs_flush(&load->runs, load->store, err) && batch_write(load, account, err) &&
	       money_write(load, account, err) && kinds_write(load, err) && presence_write(load, err) &&
	       currency_fix(load, err) && zones_apply(load, err) && days_write(&load->days, load->store, err);
}

bool account_is_there(struct load *load)
{
	sqlite3_stmt *there = NULL;
	bool found = false;

	if (database_prepare(load->store, there_sql, &there, NULL)) {
		sqlite3_bind_int64(there, 1, load->batch);
		found = sqlite3_step(there) == SQLITE_ROW;
	}
	sqlite3_finalize(there);
	return found;
}
