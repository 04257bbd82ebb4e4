/* migrate.c - is this file ours, and is it of today's shape?
 *
 * application_id says whose it is, user_version how many of schema/NNN_*.sql it has seen. What is missing is
 * applied in one transaction; an older database is copied beside itself first. */
#include "database.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/embedded.h"

struct shape {
	int64_t application, version, objects;
};

static bool shape_read(struct store *store, struct shape *ret_shape, struct err *err)
{
	return database_int(store, "PRAGMA application_id", &ret_shape->application, err) &&
	       database_int(store, "PRAGMA user_version", &ret_shape->version, err) &&
	       database_int(store, "SELECT count(*) FROM sqlite_schema", &ret_shape->objects, err);
}

static int64_t migration_number(const struct store_embedded *migration)
{
	return strtoll(migration->name, NULL, 10);
}

static int64_t newest_number(void)
{
	int64_t newest = 0;

	for (const struct store_embedded *m = store_embedded_migrations; m->name; m++)
		if (migration_number(m) > newest)
			newest = migration_number(m);
	return newest;
}

static bool shape_judge(struct store *store, const struct shape *shape, struct err *err)
{
	bool empty = shape->objects == 0 && shape->application == 0 && shape->version == 0;

	if (!empty && shape->application != STORE_APPLICATION_ID)
		return err_set(err, ERR_IO, "%s belongs to another program: name another file with --db",
			store->path);
	if (shape->version > newest_number())
		return err_set(err, ERR_IO,
			"%s was written by a newer Tidewaiter (schema %lld, this one knows %lld): use that "
			"one, or "
			"another database",
			store->path, (long long)shape->version, (long long)newest_number());
	if (store->mode == STORE_READ_ONLY && empty)
		return err_set(err, ERR_NO_INPUT,
			"%s is empty: load data first, or name another file with --db", store->path);
	if (store->mode == STORE_READ_ONLY && shape->version < newest_number())
		return err_set(err, ERR_REFUSED,
			"%s was written by an older Tidewaiter: open it once for writing (without "
			"--read-only), which "
			"brings it up to date",
			store->path);
	return true;
}

/* Nothing is lost when a migration turns out to be wrong: the file as it was stays beside the new one. */
static bool copy_keep(struct store *store, int64_t version, struct err *err)
{
	struct text name = TEXT_INIT;
	sqlite3_stmt *statement = NULL;
	bool ok;

	text_appendf(&name, "%s.schema-%lld", store->path, (long long)version);
	if (name.failed) {
		text_finish(&name);
		return err_memory(err);
	}
	ok = access(name.data, F_OK) == 0 || database_prepare(store, "VACUUM INTO ?1", &statement, err);
	if (ok && statement) {
		sqlite3_bind_text(statement, 1, name.data, -1, SQLITE_STATIC);
		ok = database_step(store, statement, err);
	}
	sqlite3_finalize(statement);
	text_finish(&name);
	return ok;
}

static bool apply_from(struct store *store, int64_t version, struct err *err)
{
	struct text stamp = TEXT_INIT;
	bool ok = true;

	for (const struct store_embedded *m = store_embedded_migrations; m->name && ok; m++)
		if (migration_number(m) > version)
			ok = database_run(store, m->sql, err) || err_prefix(err, "schema %s", m->name);
	if (!ok)
		return false;
	text_appendf(&stamp, "PRAGMA application_id = %d; PRAGMA user_version = %lld", STORE_APPLICATION_ID,
		(long long)newest_number());
	ok = stamp.failed ? err_memory(err) : database_run(store, stamp.data, err);
	text_finish(&stamp);
	return ok;
}

static bool bring_up_to_date(struct store *store, int64_t version, struct err *err)
{
	struct shape shape;

	if (version > 0 && store->mode == STORE_READ_WRITE && !copy_keep(store, version, err))
		return false;
	if (!store_begin(store, err))
		return false;
	/* Another program may have done it while this one waited for the lock. */
	if (!shape_read(store, &shape, err) || !shape_judge(store, &shape, err))
		goto out;
	if (shape.version < newest_number() && !apply_from(store, shape.version, err))
		goto out;
	if (!database_run(store, "COMMIT", err))
		goto out;
	return true;
out:
	store_rollback(store);
	return false;
}

bool migrate(struct store *store, struct err *err)
{
	struct shape shape;

	if (!shape_read(store, &shape, err) || !shape_judge(store, &shape, err))
		return false;
	if (store->mode == STORE_READ_ONLY)
		return true;
	if (!open_for_writing(store, err))
		return false;
	return shape.version == newest_number() || bring_up_to_date(store, shape.version, err);
}
