/* queue.c - new declarations gathered and inserted many at a time by one INSERT ... SELECT, which reads them
 * out of the queue as the rows of a table-valued function: half the work of binding each value (measured).
 *
 * Columns that no waiting row has are spelled NULL. Rows wait here only while nobody asks for them: whoever
 * reads table declaration flushes first. Declarations have no slots of text, so that a waiting row borrows
 * nothing. */
#include <stdlib.h>
#include <string.h>

#include "database.h"
#include "load.h"

enum { QUEUE_ROWS = 64 };

struct queue {
	const struct plan *plan;
	sqlite3_stmt *insert; /* ?1 this queue, ?2 the batch */
	uint64_t columns;     /* slots that the statement reads; the others are NULL */
	uint64_t needed;      /* slots that some waiting row has */
	int64_t first, last;  /* numbers of the waiting rows lie between them */
	size_t n;
	struct cells rows[QUEUE_ROWS];
};

/* ------------------------------------------------------------------------------------------ */
/* The function declaration_queue(queue): one column a slot, then its argument, hidden. */

static const char queue_module[] = "declaration_queue";

struct cursor {
	sqlite3_vtab_cursor base;
	const struct queue *queue;
	size_t at;
};

static int table_connect(sqlite3 *db, void *unused, int argc, const char *const *argv,
	sqlite3_vtab **ret_table, char **ret_error)
{
	struct text sql = TEXT_INIT;
	int rc;

	text_append(&sql, "CREATE TABLE queue(");
	for (int i = 0; i < PLAN_SLOTS; i++)
		text_appendf(&sql, "c%d, ", i);
	text_append(&sql, "queue HIDDEN)");
	rc = sql.failed ? SQLITE_NOMEM : sqlite3_declare_vtab(db, sql.data);
	text_finish(&sql);
	*ret_table = rc == SQLITE_OK ? sqlite3_malloc(sizeof(**ret_table)) : NULL;
	if (!*ret_table)
		return rc == SQLITE_OK ? SQLITE_NOMEM : rc;
	memset(*ret_table, 0, sizeof(**ret_table));
	return SQLITE_OK;
}

static int table_disconnect(sqlite3_vtab *table)
{
	sqlite3_free(table);
	return SQLITE_OK;
}

static int table_plan(sqlite3_vtab *table, sqlite3_index_info *info)
{
	for (int i = 0; i < info->nConstraint; i++) {
		if (info->aConstraint[i].iColumn != PLAN_SLOTS || !info->aConstraint[i].usable)
			continue;
		info->aConstraintUsage[i].argvIndex = 1;
		info->aConstraintUsage[i].omit = 1;
		return SQLITE_OK;
	}
	return SQLITE_CONSTRAINT;
}

static int cursor_open(sqlite3_vtab *table, sqlite3_vtab_cursor **ret_cursor)
{
	struct cursor *cursor = calloc(1, sizeof(*cursor));

	*ret_cursor = cursor ? &cursor->base : NULL;
	return cursor ? SQLITE_OK : SQLITE_NOMEM;
}

static int cursor_close(sqlite3_vtab_cursor *cursor)
{
	free(cursor);
	return SQLITE_OK;
}

static int cursor_start(
	sqlite3_vtab_cursor *base, int number, const char *name, int n, sqlite3_value **arguments)
{
	struct cursor *cursor = (struct cursor *)base;

	cursor->queue = n == 1 ? sqlite3_value_pointer(arguments[0], queue_module) : NULL;
	cursor->at = 0;
	return SQLITE_OK;
}

static int cursor_next(sqlite3_vtab_cursor *base)
{
	((struct cursor *)base)->at++;
	return SQLITE_OK;
}

static int cursor_is_at_end(sqlite3_vtab_cursor *base)
{
	const struct cursor *cursor = (const struct cursor *)base;

	return !cursor->queue || cursor->at >= cursor->queue->n;
}

static int cursor_column(sqlite3_vtab_cursor *base, sqlite3_context *context, int column)
{
	const struct cursor *cursor = (const struct cursor *)base;
	const struct queue *queue = cursor->queue;
	const struct cells *row = &queue->rows[cursor->at];

	if (column >= PLAN_SLOTS || !cells_has(row, column))
		return SQLITE_OK;
	if (queue->plan->slots[column].from == SLOT_REAL)
		sqlite3_result_double(context, row->at[column].real);
	else
		sqlite3_result_int64(context, row->at[column].integer);
	return SQLITE_OK;
}

static int cursor_rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *ret_rowid)
{
	*ret_rowid = (sqlite3_int64)((const struct cursor *)base)->at;
	return SQLITE_OK;
}

static const sqlite3_module module = {
	.xConnect = table_connect,
	.xBestIndex = table_plan,
	.xDisconnect = table_disconnect,
	.xOpen = cursor_open,
	.xClose = cursor_close,
	.xFilter = cursor_start,
	.xNext = cursor_next,
	.xEof = cursor_is_at_end,
	.xColumn = cursor_column,
	.xRowid = cursor_rowid,
};

/* ------------------------------------------------------------------------------------------ */

/* One column of the table, in its own order: SQLite then needs no second pass to put them right. */
static void append_column(const struct plan *plan, uint64_t columns, const char *name, struct text *sql)
{
	int slot = plan_slot_find(plan, name);

	if (strcmp(name, "load") == 0)
		text_append(sql, "?2");
	else if (strcmp(name, "versions") == 0)
		text_append(sql, "1");
	else if (slot >= 0 && columns >> slot & 1)
		text_appendf(sql, "c%d", slot);
	else
		text_append(sql, "NULL");
}

static bool sql_insert_many(
	struct load *load, const struct queue *queue, uint64_t columns, struct text *sql, struct err *err)
{
	sqlite3_stmt *names = NULL;
	const char *joint = "";
	int rc;

	if (!database_prepare(
		    load->store, "SELECT name FROM pragma_table_info(?1) ORDER BY cid", &names, err))
		return false;
	sqlite3_bind_text(names, 1, queue->plan->kind->table, -1, SQLITE_STATIC);
	/* OR FAIL, not the usual ABORT: a load that fails is rolled back whole, so SQLite need not copy each
	 * page for undo. */
	text_appendf(sql, "INSERT OR FAIL INTO \"%s\" SELECT ", queue->plan->kind->table);
	for (; (rc = sqlite3_step(names)) == SQLITE_ROW; joint = ", ") {
		text_append(sql, joint);
		append_column(queue->plan, columns, (const char *)sqlite3_column_text(names, 0), sql);
	}
	text_appendf(sql, " FROM %s(?1)", queue_module);
	sqlite3_finalize(names);
	if (rc != SQLITE_DONE)
		return database_fail(load->store, err);
	return !sql->failed || err_memory(err);
}

static bool statement_make(struct load *load, struct queue *queue, uint64_t columns, struct err *err)
{
	struct text sql = TEXT_INIT;
	bool ok;

	sqlite3_finalize(queue->insert);
	queue->insert = NULL;
	queue->columns = columns;
	if (sqlite3_create_module(load->store->db, queue_module, &module, NULL) != SQLITE_OK)
		return database_fail(load->store, err);
	ok = sql_insert_many(load, queue, columns, &sql, err) &&
	     database_prepare(load->store, sql.data, &queue->insert, err);
	if (ok)
		sqlite3_bind_pointer(queue->insert, 1, queue, queue_module, NULL);
	text_finish(&sql);
	return ok;
}

void queue_destroy(struct queue *queue)
{
	if (!queue)
		return;
	sqlite3_finalize(queue->insert);
	free(queue);
}

void queue_clear(struct queue *queue)
{
	if (queue)
		queue->n = queue->needed = 0;
}

bool queue_flush(struct load *load, struct err *err)
{
	struct queue *queue = load->queue;
	uint64_t needed;
	bool ok;

	if (!queue || queue->n == 0)
		return true;
	needed = queue->columns | queue->needed;
	if ((needed != queue->columns || !queue->insert) && !statement_make(load, queue, needed, err))
		return false;
	sqlite3_bind_int64(queue->insert, 2, load->batch);
	ok = database_step(load->store, queue->insert, err);
	queue_clear(queue);
	return ok;
}

bool queue_may_hold(const struct load *load, int64_t id)
{
	const struct queue *queue = load->queue;

	return queue && queue->n > 0 && id >= queue->first && id <= queue->last;
}

struct cells *queue_place(struct load *load, const struct plan *plan, struct err *err)
{
	struct queue *queue = load->queue;

	if (!queue) {
		queue = load->queue = calloc(1, sizeof(*queue));
		if (!queue) {
			err_memory(err);
			return NULL;
		}
		queue->plan = plan;
	}
	return &queue->rows[queue->n];
}

bool queue_add(struct load *load, const struct cells *cells, struct err *err)
{
	struct queue *queue = load->queue;
	struct cells *place = &queue->rows[queue->n];
	int64_t id = cells_integer(cells, queue->plan->declaration);

	if (place != cells)
		*place = *cells;
	queue->first = queue->n == 0 || id < queue->first ? id : queue->first;
	queue->last = queue->n == 0 || id > queue->last ? id : queue->last;
	queue->needed |= cells->told;
	queue->n++;
	return queue->n < QUEUE_ROWS || queue_flush(load, err);
}
