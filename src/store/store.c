/* store.c - transactions, facts and the version of what is stored. See store/store.h. */
#include "store/store.h"

#include <string.h>

#include "database.h"

static const char version_grow[] = "INSERT INTO fact(name, value) VALUES ('version', '1')"
				   " ON CONFLICT(name) DO UPDATE SET value = CAST(value AS INTEGER) + 1";

bool store_begin(struct store *store, struct err *err)
{
	if (store->mode == STORE_READ_ONLY)
		return err_set(
			err, ERR_REFUSED, "%s is open for reading only: nothing was changed", store->path);
	if (!database_run(store, "BEGIN IMMEDIATE", err))
		return false;
	store->changes_at_begin = sqlite3_total_changes64(store->db);
	return true;
}

bool store_commit(struct store *store, struct err *err)
{
	if (sqlite3_total_changes64(store->db) != store->changes_at_begin &&
		!database_run(store, version_grow, err))
		return false;
	return database_run(store, "COMMIT", err);
}

void store_rollback(struct store *store)
{
	if (!sqlite3_get_autocommit(store->db))
		sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
	codes_forget(store->codes);
}

void store_stop(struct store *store, bool stop)
{
	atomic_store(&store->stopped, stop);
	if (stop)
		store_interrupt(store);
}

void store_interrupt(struct store *store)
{
	sqlite3_interrupt(store->db);
}

const char *store_fact(struct store *store, const char *name)
{
	sqlite3_stmt *statement = NULL;
	const char *value = NULL;

	if (!database_prepare(store, "SELECT value FROM fact WHERE name = ?1", &statement, NULL))
		return NULL;
	sqlite3_bind_text(statement, 1, name, -1, SQLITE_STATIC);
	if (sqlite3_step(statement) == SQLITE_ROW) {
		text_clear(&store->fact);
		text_append(&store->fact, (const char *)sqlite3_column_text(statement, 0));
		value = store->fact.failed ? NULL : store->fact.data;
	}
	sqlite3_finalize(statement);
	return value;
}

void store_set_clock(struct store *store, int64_t utc)
{
	store->clock = utc;
}

int64_t store_version(struct store *store)
{
	int64_t version = 0;

	database_int(store, "SELECT CAST(value AS INTEGER) FROM fact WHERE name = 'version'", &version, NULL);
	return version;
}

static bool fact_write(struct store *store, const char *name, const char *value, struct err *err)
{
	static const char sql[] = "INSERT INTO fact(name, value) VALUES (?1, ?2)"
				  " ON CONFLICT(name) DO UPDATE SET value = excluded.value";
	sqlite3_stmt *statement = NULL;
	bool ok = database_prepare(store, value ? sql : "DELETE FROM fact WHERE name = ?1", &statement, err);

	if (ok) {
		sqlite3_bind_text(statement, 1, name, -1, SQLITE_STATIC);
		if (value)
			sqlite3_bind_text(statement, 2, value, -1, SQLITE_STATIC);
		ok = database_step(store, statement, err);
	}
	sqlite3_finalize(statement);
	return ok && (strcmp(name, "timezone") != 0 || days_resolve(store, err));
}

bool store_set_fact(struct store *store, const char *name, const char *value, struct err *err)
{
	if (!sqlite3_get_autocommit(store->db))
		return fact_write(store, name, value, err);
	if (!store_begin(store, err))
		return false;
	if (fact_write(store, name, value, err) && store_commit(store, err))
		return true;
	store_rollback(store);
	return false;
}
