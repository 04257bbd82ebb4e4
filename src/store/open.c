/* open.c - a connection as every connection must be: hardened, bounded, checked to be ours, and of the right
 * version.
 *
 * What is set here, and why, stands in one table; what the file must look like is judged in migrate.c. */
#include "database.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	LENGTH_MAX = 256 << 20, /* one value: a day's column of a very large administration */
	SQL_MAX = 1 << 20,
};

static const struct {
	int limit, value;
} limits[] = {
	{SQLITE_LIMIT_LENGTH, LENGTH_MAX},
	{SQLITE_LIMIT_SQL_LENGTH, SQL_MAX},
	{SQLITE_LIMIT_ATTACHED, 1}, /* VACUUM INTO needs one, and so does a load (queue.c) */
	{SQLITE_LIMIT_TRIGGER_DEPTH, 10},
	{SQLITE_LIMIT_WORKER_THREADS, 0},
};

/* The cache of a writer is large enough for a day's load on ten million rows; more brings nothing
 * (measured). A reader's keeps the inner pages of trees alone: what is read of segments is kept by the cube. */
static const char settings_all[] = "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA "
				   "mmap_size = 0; PRAGMA temp_store = MEMORY;"
				   "PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = OFF;";
static const char settings_reader[] = "PRAGMA query_only = ON; PRAGMA cache_size = -1024;";
static const char settings_writer[] = "PRAGMA page_size = 8192; PRAGMA journal_mode = TRUNCATE; PRAGMA "
				      "synchronous = FULL; PRAGMA secure_delete = OFF;"
				      "PRAGMA cache_size = -32768;";
static const char touched_table[] = "CREATE TEMP TABLE touched_day(office INTEGER NOT NULL, day INTEGER NOT "
				    "NULL, PRIMARY KEY(office, day)) WITHOUT ROWID";

static bool harden(struct store *store, struct err *err)
{
	sqlite3 *db = store->db;

	sqlite3_extended_result_codes(db, 1);
	sqlite3_busy_timeout(db, STORE_BUSY_MILLISECONDS);
	for (size_t i = 0; i < sizeof(limits) / sizeof(limits[0]); i++)
		sqlite3_limit(db, limits[i].limit, limits[i].value);
	if (sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL) != SQLITE_OK ||
		sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, NULL) != SQLITE_OK ||
		sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL) != SQLITE_OK ||
		sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL) != SQLITE_OK)
		return database_fail(store, err);
	return database_run(store, settings_all, err);
}

/* Makes the folders above a file; what is there is left alone. */
static bool folder_make(const char *path, struct err *err)
{
	char *copy = strdup(path);
	bool ok = true;

	if (!copy)
		return err_memory(err);
	for (char *slash = strchr(copy + 1, '/'); slash && ok; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		if (mkdir(copy, 0750) != 0 && errno != EEXIST && errno != EISDIR)
			ok = err_set(err, ERR_CANNOT_WRITE, "%s: the folder cannot be made: %s", copy,
				strerror(errno));
		*slash = '/';
	}
	free(copy);
	return ok;
}

static bool path_judge(const char *path, enum store_mode mode, struct err *err)
{
	struct stat st;

	if (!path || !*path)
		return err_set(err, ERR_USAGE, "the database has no name: give one with --db");
	if (stat(path, &st) != 0) {
		if (mode == STORE_READ_WRITE && (errno == ENOENT || errno == ENOTDIR))
			return folder_make(path, err);
		if (errno == ENOENT)
			return err_set(err, ERR_NO_INPUT,
				"%s does not exist: load data first, or name another file with --db", path);
		return err_set(err, ERR_IO, "%s: %s", path, strerror(errno));
	}
	if (!S_ISREG(st.st_mode))
		return err_set(err, ERR_IO, "%s is not a file: name a database file with --db", path);
	return true;
}

static bool connect_to(struct store *store, const char *name, int flags, struct err *err)
{
	int rc;

	/* Counting memory costs a quarter of an import (measured); nobody reads the count. Refused when
	 * already running. */
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	rc = sqlite3_open_v2(name, &store->db, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE, NULL);

	if (rc != SQLITE_OK)
		return database_fail(store, err);
	return true;
}

static bool configure(struct store *store, struct err *err)
{
	if (!harden(store, err))
		return false;
	/* The first access to the file: whether it is a database of ours must be known before anything is set
	 * in it. */
	if (!migrate(store, err))
		return false;
	if (!database_run(store, touched_table, err))
		return false;
	if (store->mode == STORE_READ_ONLY)
		return database_run(store, settings_reader, err);
	return true;
}

static struct store *store_create(const char *shown, enum store_mode mode)
{
	struct store *store = calloc(1, sizeof(*store));

	if (!store)
		return NULL;
	text_init(&store->fact);
	store->mode = mode;
	store->path = strdup(shown);
	store->codes = codes_create();
	if (!store->path || !store->codes) {
		store_close(store);
		return NULL;
	}
	return store;
}

bool store_open(const char *path, enum store_mode mode, struct store **ret_store, struct err *err)
{
	static const struct {
		const char *name, *shown;
		int flags;
	} modes[] = {
		[STORE_READ_ONLY] = {NULL, NULL, SQLITE_OPEN_READONLY},
		[STORE_READ_WRITE] = {NULL, NULL, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE},
		[STORE_MEMORY] = {":memory:", "the database in memory",
			SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE},
		[STORE_TEMPORARY] = {"", "the temporary database",
			SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE},
	};
	bool named = !modes[mode].name;
	struct store *store;

	if (named && !path_judge(path, mode, err))
		return false;
	store = store_create(named ? path : modes[mode].shown, mode);
	if (!store)
		return err_memory(err);
	if (!connect_to(store, named ? path : modes[mode].name, modes[mode].flags, err) ||
		!configure(store, err)) {
		store_close(store);
		return false;
	}
	*ret_store = store;
	return true;
}

bool store_open_twin(struct store *store, struct store **ret_twin, struct err *err)
{
	char its[STORE_FINGERPRINT + 1], other[STORE_FINGERPRINT + 1];
	struct store *twin;

	if (store->mode == STORE_MEMORY || store->mode == STORE_TEMPORARY)
		return err_set(err, ERR_IO, "%s can be read in one way alone", store->path);
	if (!store_open(store->path, STORE_READ_ONLY, &twin, err))
		return false;
	store_set_clock(twin, store->clock);
	if (store_fingerprint(store, its, err) && store_fingerprint(twin, other, err)) {
		if (strcmp(its, other) == 0) {
			*ret_twin = twin;
			return true;
		}
		err_set(err, ERR_IO, "%s is another file by now: open it again", store->path);
	}
	store_close(twin);
	return false;
}

bool open_for_writing(struct store *store, struct err *err)
{
	return database_run(store, settings_writer, err);
}

void store_close(struct store *store)
{
	if (!store)
		return;
	rows_forget(store);
	codes_destroy(store->codes);
	sqlite3_close(store->db);
	text_finish(&store->fact);
	free(store->path);
	free(store);
}

const char *store_path(const struct store *store)
{
	return store->path;
}
