/* database.c - statements and failures: what SQLite says, turned into one sentence that a user can act on. */
#include "database.h"

#include <string.h>

static bool fail_readonly(struct store *store, int extended, struct err *err)
{
	if (extended == SQLITE_READONLY_ROLLBACK || extended == SQLITE_READONLY_RECOVERY ||
		extended == SQLITE_READONLY_CANTLOCK)
		return err_set(err, ERR_REFUSED,
			"%s: a load was cut short and its journal must be rolled back first: open the "
			"database once "
			"for writing (without --read-only, as a user who may write there), then try again",
			store->path);
	if (store->mode == STORE_READ_ONLY)
		return err_set(
			err, ERR_REFUSED, "%s is open for reading only: nothing was changed", store->path);
	return err_set(err, ERR_CANNOT_WRITE,
		"%s cannot be written: check who may write the file and its folder", store->path);
}

bool database_fail(struct store *store, struct err *err)
{
	int extended = store->db ? sqlite3_extended_errcode(store->db) : SQLITE_NOMEM;
	const char *path = store->path;

	switch (extended & 0xff) {
	case SQLITE_NOMEM:
		return err_memory(err);
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return err_set(err, ERR_IO,
			"%s is in use by another load: wait until it is done, then try again", path);
	case SQLITE_INTERRUPT:
		return err_set(err, ERR_INTERRUPTED, "interrupted: the database is as it was");
	case SQLITE_READONLY:
		return fail_readonly(store, extended, err);
	case SQLITE_NOTADB:
		return err_set(
			err, ERR_IO, "%s is not a Tidewaiter database: name another file with --db", path);
	case SQLITE_CORRUPT:
		return err_set(err, ERR_IO,
			"%s is damaged: restore a copy of it, or load its files again into a new database",
			path);
	case SQLITE_FULL:
		return err_set(
			err, ERR_CANNOT_WRITE, "no space left for %s: free some, then try again", path);
	case SQLITE_CANTOPEN:
		if (store->mode == STORE_READ_ONLY)
			return err_set(err, ERR_IO, "%s cannot be opened: check who may read the file", path);
		return err_set(err, ERR_CANNOT_WRITE,
			"%s cannot be opened: check who may write the file and its folder", path);
	case SQLITE_PERM:
	case SQLITE_AUTH:
		return err_set(err, ERR_IO, "%s cannot be opened: permission denied", path);
	default:
		return err_set(err, ERR_IO, "%s: database error: %s", path, sqlite3_errmsg(store->db));
	}
}

bool database_prepare(struct store *store, const char *sql, sqlite3_stmt **ret_statement, struct err *err)
{
	if (sqlite3_prepare_v3(store->db, sql, -1, SQLITE_PREPARE_PERSISTENT, ret_statement, NULL) !=
		SQLITE_OK)
		return database_fail(store, err);
	return true;
}

bool database_run(struct store *store, const char *sql, struct err *err)
{
	if (sqlite3_exec(store->db, sql, NULL, NULL, NULL) != SQLITE_OK)
		return database_fail(store, err);
	return true;
}

bool database_int(struct store *store, const char *sql, int64_t *ret_value, struct err *err)
{
	sqlite3_stmt *statement = NULL;
	int rc;

	if (!database_prepare(store, sql, &statement, err))
		return false;
	rc = sqlite3_step(statement);
	if (rc == SQLITE_ROW || rc == SQLITE_DONE)
		*ret_value = rc == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
	else
		database_fail(store, err);
	sqlite3_finalize(statement);
	return rc == SQLITE_ROW || rc == SQLITE_DONE;
}

bool database_step(struct store *store, sqlite3_stmt *statement, struct err *err)
{
	int rc = sqlite3_step(statement);
	bool ok = rc == SQLITE_DONE || rc == SQLITE_ROW || database_fail(store, err);

	sqlite3_reset(statement);
	return ok;
}

bool database_has_table(struct store *store, const char *name)
{
	return sqlite3_table_column_metadata(store->db, "main", name, NULL, NULL, NULL, NULL, NULL, NULL) ==
	       SQLITE_OK;
}
