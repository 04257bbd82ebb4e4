/* database.h - what the files of this room share: the connection, its statements, its failures in words.
 *
 * Private to the room. SQL text stands in schema/ and, where it is made from the kind table, in plan.c. */
#ifndef STORE_DATABASE_H
#define STORE_DATABASE_H

#include <stdatomic.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/text.h"
#include "codes.h"
#include "store/store.h"

#define STORE_APPLICATION_ID 0x54696465 /* "Tide" */

enum { STORE_BUSY_MILLISECONDS = 2000 };

struct store_rows;

struct store {
	sqlite3 *db;
	char *path; /* as shown to people */
	enum store_mode mode;
	struct codes *codes;
	struct store_rows *rows; /* named queries prepared so far */
	struct text fact;        /* what store_fact() lent out */
	int64_t changes_at_begin;
	int64_t clock; /* UTC seconds; 0: the real clock */
	atomic_bool stopped;
};

/* The failure that SQLite just reported, as a sentence; returns false. */
bool database_fail(struct store *store, struct err *err);

bool database_prepare(struct store *store, const char *sql, sqlite3_stmt **ret_statement, struct err *err);
bool database_run(struct store *store, const char *sql, struct err *err);
/* One integer out of a query that yields one; 0 where it yields no row. */
bool database_int(struct store *store, const char *sql, int64_t *ret_value, struct err *err);
/* Steps a statement that yields no rows, then resets it. */
bool database_step(struct store *store, sqlite3_stmt *statement, struct err *err);

bool database_has_table(struct store *store, const char *name);

/* Journal, page and cache of a connection that writes (open.c). */
bool open_for_writing(struct store *store, struct err *err);

/* Lets go of the named queries (rows.c). */
void rows_forget(struct store *store);

/* Applies what is missing of schema/NNN_*.sql; for files opened read-only it only judges. */
bool migrate(struct store *store, struct err *err);

/* Computes registered_day anew for declarations registered at an instant: after a time zone changed. */
bool days_resolve(struct store *store, struct err *err);

#endif
