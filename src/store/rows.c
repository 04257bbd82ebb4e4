/* rows.c - named queries: each is prepared at its first use and kept until the store closes. */
#include "store/rows.h"

#include <stdlib.h>
#include <string.h>

#include "database.h"
#include "store/embedded.h"

struct store_rows {
	struct store_rows *next;
	struct store *store;
	const char *name; /* out of the embedded list */
	sqlite3_stmt *statement;
	bool open, failed; /* failed: a value could not be bound */
};

static const struct store_embedded *query_find(const char *name)
{
	for (const struct store_embedded *query = store_embedded_queries; query->name; query++)
		if (strcmp(query->name, name) == 0)
			return query;
	return NULL;
}

static struct store_rows *rows_create(struct store *store, const char *name, struct err *err)
{
	const struct store_embedded *query = query_find(name);
	struct store_rows *rows;

	if (!query) {
		err_set(err, ERR_IO, "there is no query %s in this program", name);
		return NULL;
	}
	rows = calloc(1, sizeof(*rows));
	if (!rows) {
		err_memory(err);
		return NULL;
	}
	if (!database_prepare(store, query->sql, &rows->statement, err)) {
		err_prefix(err, "query %s", name);
		free(rows);
		return NULL;
	}
	rows->store = store;
	rows->name = query->name;
	rows->next = store->rows;
	store->rows = rows;
	return rows;
}

bool store_rows_open(struct store *store, const char *query, struct store_rows **ret_rows, struct err *err)
{
	struct store_rows *rows;

	for (rows = store->rows; rows; rows = rows->next)
		if (strcmp(rows->name, query) == 0)
			break;
	if (!rows)
		rows = rows_create(store, query, err);
	if (!rows)
		return false;
	if (rows->open)
		return err_set(err, ERR_IO, "query %s is already open", query);
	rows->open = true;
	rows->failed = false;
	*ret_rows = rows;
	return true;
}

void store_rows_close(struct store_rows *rows)
{
	if (!rows)
		return;
	sqlite3_reset(rows->statement);
	sqlite3_clear_bindings(rows->statement);
	rows->open = false;
}

void rows_forget(struct store *store)
{
	while (store->rows) {
		struct store_rows *next = store->rows->next;

		sqlite3_finalize(store->rows->statement);
		free(store->rows);
		store->rows = next;
	}
}

void store_rows_bind_int(struct store_rows *rows, int parameter, int64_t value)
{
	if (sqlite3_bind_int64(rows->statement, parameter, value) != SQLITE_OK)
		rows->failed = true;
}

void store_rows_bind_double(struct store_rows *rows, int parameter, double value)
{
	if (sqlite3_bind_double(rows->statement, parameter, value) != SQLITE_OK)
		rows->failed = true;
}

void store_rows_bind_text(struct store_rows *rows, int parameter, const char *value)
{
	if (sqlite3_bind_text(rows->statement, parameter, value, -1, SQLITE_STATIC) != SQLITE_OK)
		rows->failed = true;
}

void store_rows_bind_blob(struct store_rows *rows, int parameter, const void *data, size_t n)
{
	/* NULL with SQLite is NULL, not an empty blob. */
	if (sqlite3_bind_blob64(rows->statement, parameter, data ? data : "", n, SQLITE_STATIC) != SQLITE_OK)
		rows->failed = true;
}

void store_rows_bind_null(struct store_rows *rows, int parameter)
{
	if (sqlite3_bind_null(rows->statement, parameter) != SQLITE_OK)
		rows->failed = true;
}

int store_rows_next(struct store_rows *rows, struct err *err)
{
	int rc;

	if (rows->failed) {
		rows->failed = false;
		sqlite3_reset(rows->statement);
		err_set(err, ERR_IO, "query %s: a value could not be bound: %s", rows->name,
			sqlite3_errmsg(rows->store->db));
		return -1;
	}
	if (atomic_load_explicit(&rows->store->stopped, memory_order_relaxed)) {
		sqlite3_reset(rows->statement);
		err_set(err, ERR_INTERRUPTED, "interrupted before all was read");
		return -1;
	}
	rc = sqlite3_step(rows->statement);
	if (rc == SQLITE_ROW)
		return 1;
	if (rc != SQLITE_DONE) {
		database_fail(rows->store, err);
		sqlite3_reset(rows->statement);
		return -1;
	}
	sqlite3_reset(rows->statement);
	return 0;
}

bool store_rows_run(struct store_rows *rows, struct err *err)
{
	int got;

	while ((got = store_rows_next(rows, err)) == 1)
		;
	return got == 0;
}

int store_rows_columns(const struct store_rows *rows)
{
	return sqlite3_column_count(rows->statement);
}

const char *store_rows_column_name(const struct store_rows *rows, int column)
{
	return sqlite3_column_name(rows->statement, column);
}

bool store_rows_is_null(const struct store_rows *rows, int column)
{
	return sqlite3_column_type(rows->statement, column) == SQLITE_NULL;
}

int64_t store_rows_int(const struct store_rows *rows, int column)
{
	return sqlite3_column_int64(rows->statement, column);
}

double store_rows_double(const struct store_rows *rows, int column)
{
	return sqlite3_column_double(rows->statement, column);
}

const char *store_rows_text(const struct store_rows *rows, int column)
{
	return (const char *)sqlite3_column_text(rows->statement, column);
}

const void *store_rows_blob(const struct store_rows *rows, int column, size_t *ret_n)
{
	const void *data = sqlite3_column_blob(rows->statement, column);

	if (ret_n)
		*ret_n = (size_t)sqlite3_column_bytes(rows->statement, column);
	return data;
}
