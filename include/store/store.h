/* store.h - the one database file: opened, checked, migrated. The only room that sees sqlite3.h.
 *
 * The file holds plain STRICT tables (schema/001_*.sql) that an analyst can read in the sqlite3 shell.
 * journal_mode=TRUNCATE and synchronous=FULL: what was acknowledged survives a power cut, and one file is one
 * transaction. */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

struct store;

enum store_mode {
	STORE_READ_ONLY,  /* the file must exist and have our schema */
	STORE_READ_WRITE, /* created, with its folder, and migrated when needed */
	STORE_MEMORY,     /* a private database in memory: path is ignored (tests) */
	STORE_TEMPORARY,  /* a private file that vanishes on close: path is ignored (demo) */
};

/* Refuses files that are not ours (application_id) or newer than this program (user_version), in one
 * sentence. */
bool store_open(const char *path, enum store_mode mode, struct store **ret_store, struct err *err);
/* A second way to the same data, for reading on another thread; fails where there is none: of a database in memory, or where another
 * file stands in its place by now. */
bool store_open_twin(struct store *store, struct store **ret_twin, struct err *err);
void store_close(struct store *store);

const char *store_path(const struct store *store);
/* The clock that stamps batches, in UTC seconds; 0, the default, is the real one. */
void store_set_clock(struct store *store, int64_t utc);

/* Grows with each committed load, by whomever: when it changed, snapshots are stale. */
int64_t store_version(struct store *store);

bool store_begin(struct store *store, struct err *err);  /* BEGIN IMMEDIATE */
bool store_commit(struct store *store, struct err *err); /* on failure roll back */
void store_rollback(struct store *store);                /* harmless outside a transaction */

/* Makes a running statement end with ERR_INTERRUPTED; may be called from a signal handler or another
 * thread. */
void store_interrupt(struct store *store);
/* The same, and no statement goes on until it is taken back: for work of many short statements on another thread. */
void store_stop(struct store *store, bool stop);

/* Short facts about the database as a whole (schema/001: table fact): "currency", "synthetic", ... NULL when
 * unset; the string is borrowed until the next call. */
const char *store_fact(struct store *store, const char *name);
bool store_set_fact(struct store *store, const char *name, const char *value, struct err *err);

/* integrity: integrity_check (indexes against tables, too), foreign keys, segments against truth (row counts). true = sound; else err says what
 * is not. */
bool store_check(struct store *store, struct err *err);

/* Dictionary of codes. Text of an id (borrowed, lives as long as the store is open and nothing was loaded);
 * NULL for 0 or an unknown id. Id of a text in a list, or 0. */
const char *store_code_text(struct store *store, int64_t id);
int64_t store_code_find(struct store *store, const char *list, const char *text);

/* What tells one state of the data from another: from the digests of all files loaded, in order. Hexadecimal. */
enum { STORE_FINGERPRINT = 12 };
bool store_fingerprint(struct store *store, char ret_hex[STORE_FINGERPRINT + 1], struct err *err);

#endif
