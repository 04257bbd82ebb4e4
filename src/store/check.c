/* check.c - is the database sound? What SQLite can tell, then what only this program knows: that the rows
 * there are the rows that the loads accounted for, that every code is in the dictionary, that segments hold
 * what the truth holds. */
#include <string.h>
#include <sys/stat.h>

#include "base/text.h"
#include "database.h"
#include "model/kind.h"

static bool check_text(struct store *store, const char *sql, const char *expected, struct err *err)
{
	sqlite3_stmt *statement = NULL;
	bool ok = database_prepare(store, sql, &statement, err);
	int rc;

	if (ok) {
		rc = sqlite3_step(statement);
		if (rc == SQLITE_ROW &&
			strcmp((const char *)sqlite3_column_text(statement, 0), expected) != 0)
			ok = err_set(err, ERR_IO,
				"%s is damaged (%s): restore a copy of it, or load its files again",
				store->path, (const char *)sqlite3_column_text(statement, 0));
		else if (rc != SQLITE_ROW && rc != SQLITE_DONE)
			ok = database_fail(store, err);
	}
	sqlite3_finalize(statement);
	return ok;
}

static bool check_references(struct store *store, struct err *err)
{
	sqlite3_stmt *statement = NULL;
	bool ok = database_prepare(store, "PRAGMA foreign_key_check", &statement, err);
	int rc;

	if (ok) {
		rc = sqlite3_step(statement);
		if (rc == SQLITE_ROW)
			ok = err_set(err, ERR_IO,
				"%s: a row of table %s refers to a row of %s that is not there", store->path,
				(const char *)sqlite3_column_text(statement, 0),
				(const char *)sqlite3_column_text(statement, 2));
		else if (rc != SQLITE_DONE)
			ok = database_fail(store, err);
	}
	sqlite3_finalize(statement);
	return ok;
}

/* Two numbers that must be equal, as the two columns of a query. */
static bool check_equal(struct store *store, const char *sql, const char *what, struct err *err)
{
	sqlite3_stmt *statement = NULL;
	bool ok = database_prepare(store, sql, &statement, err);
	int rc;

	if (ok) {
		rc = sqlite3_step(statement);
		if (rc != SQLITE_ROW)
			ok = database_fail(store, err);
		else if (sqlite3_column_int64(statement, 0) != sqlite3_column_int64(statement, 1))
			ok = err_set(err, ERR_IO, "%s: %s: %lld, but %lld were accounted for", store->path,
				what, (long long)sqlite3_column_int64(statement, 0),
				(long long)sqlite3_column_int64(statement, 1));
	}
	sqlite3_finalize(statement);
	return ok;
}

static bool check_kind_rows(struct store *store, const struct model_kind *kind, struct err *err)
{
	struct text sql = TEXT_INIT, what = TEXT_INIT;
	bool ok;

	text_appendf(&sql,
		"SELECT (SELECT count(*) FROM \"%s\"),"
		" (SELECT coalesce(sum(inserted - removed), 0) FROM batch_kind WHERE kind = '%s')",
		kind->table, kind->name);
	text_appendf(&what, "rows in table %s", kind->table);
	ok = sql.failed || what.failed ? err_memory(err) : check_equal(store, sql.data, what.data, err);
	text_finish(&sql);
	text_finish(&what);
	return ok;
}

static bool column_is_code(const struct model_column *column)
{
	return column->type == MODEL_CODE || column->type == MODEL_ENUM || column->type == MODEL_HS;
}

/* Codes are given in order and never taken away: an id above the highest, or below one, is in no
 * dictionary. */
static bool check_kind_codes(struct store *store, const struct model_kind *kind, struct err *err)
{
	struct text sql = TEXT_INIT;
	const char *joint = "";
	bool ok;

	text_appendf(&sql, "SELECT (SELECT count(*) FROM \"%s\" WHERE ", kind->table);
	for (size_t i = 0; i < kind->n_columns; i++) {
		const struct model_column *column = &kind->columns[i];

		if (!column_is_code(column) ||
			sqlite3_table_column_metadata(store->db, "main", kind->table, column->name, NULL,
				NULL, NULL, NULL, NULL) != SQLITE_OK)
			continue;
		text_appendf(
			&sql, "%s\"%s\" NOT BETWEEN 1 AND (SELECT max(id) FROM code)", joint, column->name);
		joint = " OR ";
	}
	text_append(&sql, *joint ? "), 0" : "0), 0");
	ok = sql.failed ? err_memory(err)
			: check_equal(store, sql.data, "rows with codes that are in no dictionary", err);
	text_finish(&sql);
	return ok;
}

static bool check_kinds(struct store *store, struct err *err)
{
	for (size_t i = 0; i < MODEL_KINDS; i++) {
		const struct model_kind *kind = model_kind_get((enum model_kind_id)i);

		if (!check_kind_rows(store, kind, err) || !check_kind_codes(store, kind, err))
			return false;
	}
	return true;
}

static const struct {
	const char *what, *sql;
} equals[] = {
	{"rows read by all loads", "SELECT coalesce(sum(rows), 0), coalesce(sum(inserted + updated + "
				   "unchanged + rejected), 0) FROM batch"},
	{"older versions of declarations", "SELECT (SELECT count(*) FROM declaration_version), (SELECT "
					   "coalesce(sum(versions - 1), 0) FROM declaration)"},
	{"declarations in the runs of their days",
		"SELECT (SELECT count(*) FROM declaration_run r CROSS JOIN declaration d ON d.id BETWEEN r.first AND r.last AND "
		"+d.registered_day = r.day), (SELECT count(*) FROM declaration)"},
	{"runs of a day that overlap", "SELECT count(*), 0 FROM declaration_run r JOIN declaration_run s ON s.day = r.day AND "
				       "s.first > r.first AND s.first <= r.last"},
	{"declarations without a key",
		"SELECT count(*), 0 FROM declaration WHERE id NOT IN (SELECT id FROM declaration_key)"},
	{"milestones by code", "SELECT count(*), (SELECT coalesce(sum(rows), 0) FROM column_presence WHERE "
			       "kind = 'milestones' AND"
			       " name IN (SELECT text FROM code WHERE list = 'milestone')) FROM milestone"},
	{"dates of release", "SELECT count(released_at), (SELECT coalesce(sum(rows), 0) FROM column_presence "
			     "WHERE kind = 'declarations' AND"
			     " name = 'released_at') FROM declaration"},
};

static bool check_segments(struct store *store, struct err *err)
{
	static const char sql[] =
		"SELECT count(*), 0 FROM ("
		"SELECT registered_day, count(*) FROM declaration GROUP BY registered_day"
		" EXCEPT SELECT day, rows FROM segment_day"
		" UNION ALL "
		"SELECT * FROM (SELECT day, rows FROM segment_day WHERE rows > 0"
		" EXCEPT SELECT registered_day, count(*) FROM declaration GROUP BY registered_day))";

	int64_t built = 0;

	/* A database that no cube was ever built on has nothing to compare. */
	if (!database_has_table(store, "segment_day") ||
		!database_int(store, "SELECT count(*) FROM segment_day", &built, err))
		return !database_has_table(store, "segment_day");
	return built == 0 ||
	       check_equal(store, sql, "days whose segments do not hold the declarations of the day", err);
}

/* A copy that ended early may lack nothing that SQLite asks for. */
static bool check_length(struct store *store, struct err *err)
{
	int64_t pages, size;
	struct stat file;

	if (store->mode != STORE_READ_ONLY && store->mode != STORE_READ_WRITE)
		return true;
	if (!database_int(store, "PRAGMA page_count", &pages, err) || !database_int(store, "PRAGMA page_size", &size, err))
		return false;
	if (stat(store->path, &file) == 0 && file.st_size < pages * size)
		return err_set(err, ERR_IO, "%s is cut short (%lld bytes of %lld): restore a copy of it, or load its files again", store->path,
			(long long)file.st_size, (long long)(pages * size));
	return true;
}

bool store_check(struct store *store, struct err *err)
{
	if (!check_length(store, err) || !check_text(store, "PRAGMA main.integrity_check(1)", "ok", err) || !check_references(store, err) ||
		!check_kinds(store, err))
		return false;
	for (size_t i = 0; i < sizeof(equals) / sizeof(equals[0]); i++)
		if (!check_equal(store, equals[i].sql, equals[i].what, err))
			return false;
	return check_segments(store, err);
}
