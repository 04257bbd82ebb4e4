/* runs.c - see runs.h, and schema/005 for what the table promises. */
#include "runs.h"

#include <string.h>

#include "database.h"

/* Numbers of other days that a run may span rather than end: looking at them in vain is cheaper than another run. */
enum { GAP = 64 };

/* Runs of a day do not overlap: the last that begins by ?2 is the one that ends last. */
static const char near_sql[] = "SELECT first, last FROM declaration_run WHERE day = ?1 AND first <= ?2 "
			       "ORDER BY first DESC LIMIT 1";
static const char remove_sql[] = "DELETE FROM declaration_run WHERE day = ?1 AND first = ?2";
static const char insert_sql[] = "INSERT INTO declaration_run(day, first, last) VALUES (?1, ?2, ?3)";

static bool prepare(struct runs *runs, struct store *store, struct err *err)
{
	return runs->insert || (database_prepare(store, near_sql, &runs->near, err) &&
				       database_prepare(store, remove_sql, &runs->remove, err) &&
				       database_prepare(store, insert_sql, &runs->insert, err));
}

static int64_t smaller(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static int64_t larger(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

/* 1 found, 0 none, -1 failed. */
static int near_find(struct runs *runs, struct store *store, const struct run *run, struct run *ret_near, struct err *err)
{
	int rc;

	sqlite3_bind_int64(runs->near, 1, run->day);
	sqlite3_bind_int64(runs->near, 2, run->last + GAP);
	rc = sqlite3_step(runs->near);
	*ret_near = (struct run){.day = run->day};
	if (rc == SQLITE_ROW) {
		ret_near->first = sqlite3_column_int64(runs->near, 0);
		ret_near->last = sqlite3_column_int64(runs->near, 1);
	} else if (rc != SQLITE_DONE) {
		database_fail(store, err);
	}
	sqlite3_reset(runs->near);
	if (rc != SQLITE_ROW && rc != SQLITE_DONE)
		return -1;
	return rc == SQLITE_ROW && ret_near->last >= run->first - GAP;
}

static bool run_remove(struct runs *runs, struct store *store, const struct run *run, struct err *err)
{
	sqlite3_bind_int64(runs->remove, 1, run->day);
	sqlite3_bind_int64(runs->remove, 2, run->first);
	return database_step(store, runs->remove, err);
}

/* Into the table, made one with the runs that it meets there. */
static bool run_write(struct runs *runs, struct store *store, struct run run, struct err *err)
{
	struct run near;
	int found;

	if (!prepare(runs, store, err))
		return false;
	while ((found = near_find(runs, store, &run, &near, err)) == 1) {
		if (near.first <= run.first && near.last >= run.last)
			return true;
		if (!run_remove(runs, store, &near, err))
			return false;
		run.first = smaller(run.first, near.first);
		run.last = larger(run.last, near.last);
	}
	if (found < 0)
		return false;
	sqlite3_bind_int64(runs->insert, 1, run.day);
	sqlite3_bind_int64(runs->insert, 2, run.first);
	sqlite3_bind_int64(runs->insert, 3, run.last);
	return database_step(store, runs->insert, err);
}

bool runs_add(struct runs *runs, struct store *store, int32_t day, int64_t declaration, struct err *err)
{
	struct run *run = &runs->open[(uint32_t)day % RUNS_OPEN];

	if (run->last && run->day == day && declaration >= run->first - GAP && declaration <= run->last + GAP) {
		run->first = smaller(run->first, declaration);
		run->last = larger(run->last, declaration);
		return true;
	}
	if (run->last && !run_write(runs, store, *run, err))
		return false;
	*run = (struct run){.first = declaration, .last = declaration, .day = day};
	return true;
}

bool runs_flush(struct runs *runs, struct store *store, struct err *err)
{
	for (int i = 0; i < RUNS_OPEN; i++)
		if (runs->open[i].last && !run_write(runs, store, runs->open[i], err))
			return false;
	runs_forget(runs);
	return true;
}

void runs_forget(struct runs *runs)
{
	memset(runs->open, 0, sizeof(runs->open));
}

void runs_finish(struct runs *runs)
{
	sqlite3_finalize(runs->near);
	sqlite3_finalize(runs->remove);
	sqlite3_finalize(runs->insert);
	*runs = (struct runs){0};
}
