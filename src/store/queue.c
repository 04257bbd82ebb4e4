/* queue.c - new declarations gathered and inserted many at a time, at a third of what binding each value costs.
 *
 * The rows that wait are laid out as a leaf page of a table like table declaration, in a database of two pages in memory
 * that is attached as `queue`. INSERT INTO declaration SELECT * FROM queue.declaration then moves whole records: SQLite
 * knows that two tables of the same make need no unpacking, as long as there is no index to keep beside them. The page is
 * read where it stands (mmap_size), so that what is laid out next is seen by the next statement; whether that is so is
 * tried out before the first load, and where it is not, rows are inserted one by one.
 *
 * Rows wait here only while nobody asks for them: whoever reads table declaration flushes first. Declarations have no
 * slots of text, so that a waiting row borrows nothing. */
#include <stdlib.h>
#include <string.h>

#include "database.h"
#include "leaf.h"
#include "load.h"

enum { QUEUE_ROWS = 1000, PAGES = 2 };

/* What a column of the table is made from. */
enum { FROM_NOTHING = -1, FROM_LOAD = -2, FROM_VERSIONS = -3 };

struct waiting {
	int64_t id;
	uint16_t offset; /* of its cell */
};

struct queue {
	struct store *store;
	struct plan *plan;
	struct cells cells; /* the row that is filled in at present */
	uint8_t *image;     /* of the attached database; NULL: rows are inserted one by one */
	bool is_attached;
	sqlite3_stmt *insert;
	int from[LEAF_COLUMNS_MAX]; /* by column of the table: its slot, or one of the above */
	size_t n_from;
	uint64_t made, reals; /* columns that the queue fills in itself; slots of reals */
	struct stretch {
		uint64_t columns; /* that come from slots as many places before them, or after */
		int shift;
	} stretches[LEAF_COLUMNS_MAX];
	size_t n_stretches;
	struct leaf leaf;
	struct leaf_record record; /* that is put together */
	int64_t first, last; /* numbers of the waiting rows lie between them */
	size_t n;
	struct waiting rows[QUEUE_ROWS];
};

/* ------------------------------------------------------------------------------------------ */
/* The attached database */

static const char attach_sql[] = "ATTACH ':memory:' AS queue";
static const char mapped_sql[] = "PRAGMA queue.mmap_size = 1048576";
/* OR ROLLBACK, not the usual ABORT: a load that fails is rolled back whole, so SQLite need not copy pages for undo. */
static const char insert_sql[] = "INSERT OR ROLLBACK INTO main.declaration SELECT * FROM queue.declaration";
static const char columns_sql[] = "SELECT name FROM pragma_table_info('declaration') ORDER BY cid";
static const char make_sql[] = "SELECT sql FROM main.sqlite_schema WHERE tbl_name = 'declaration' AND sql IS NOT NULL "
			       "ORDER BY type = 'index'";
static const char newest_sql[] = "SELECT max(id) FROM queue.declaration";

/* The same table, empty, in pages as large as can be; with an index, were there one, it would have too many pages. */
static bool twin_make(struct store *store, sqlite3 *twin, struct err *err)
{
	sqlite3_stmt *make = NULL;
	bool ok = database_prepare(store, make_sql, &make, err);
	int rc = SQLITE_ERROR;

	if (ok && sqlite3_exec(twin, "PRAGMA page_size = 65536", NULL, NULL, NULL) == SQLITE_OK)
		while ((rc = sqlite3_step(make)) == SQLITE_ROW)
			if (sqlite3_exec(twin, (const char *)sqlite3_column_text(make, 0), NULL, NULL, NULL) != SQLITE_OK)
				break;
	if (ok && rc != SQLITE_DONE)
		ok = database_fail(store, err);
	sqlite3_finalize(make);
	return ok;
}

static bool image_make(struct queue *queue, struct err *err)
{
	sqlite3 *twin = NULL;
	sqlite3_int64 size = 0;
	bool ok = sqlite3_open(":memory:", &twin) == SQLITE_OK ? twin_make(queue->store, twin, err) : err_memory(err);

	if (ok && !(queue->image = sqlite3_serialize(twin, "main", &size, 0)))
		ok = err_memory(err);
	sqlite3_close(twin);
	/* Page 1 is the schema, page 2 the table. */
	if (ok && size != (sqlite3_int64)PAGES * LEAF_PAGE) {
		sqlite3_free(queue->image);
		queue->image = NULL;
	}
	return ok;
}

static bool image_attach(struct queue *queue, struct err *err)
{
	const sqlite3_int64 size = (sqlite3_int64)PAGES * LEAF_PAGE;

	if (!database_run(queue->store, attach_sql, err))
		return false;
	queue->is_attached = true;
	/* Not marked read-only: a load begins by a lock on every database that is attached. */
	if (sqlite3_deserialize(queue->store->db, "queue", queue->image, size, size, 0) != SQLITE_OK)
		return database_fail(queue->store, err);
	return database_run(queue->store, mapped_sql, err) &&
	       database_prepare(queue->store, insert_sql, &queue->insert, err);
}

static int id_compare(const void *a, const void *b)
{
	const struct waiting *x = a, *y = b;

	return (x->id > y->id) - (x->id < y->id);
}

static void page_finish(struct queue *queue)
{
	for (size_t i = 1; i < queue->n; i++)
		if (queue->rows[i - 1].id > queue->rows[i].id) {
			qsort(queue->rows, queue->n, sizeof(*queue->rows), id_compare);
			break;
		}
	for (size_t i = 0; i < queue->n; i++)
		leaf_place(&queue->leaf, i, queue->rows[i].offset);
	leaf_finish(&queue->leaf);
}

static void page_start(struct queue *queue)
{
	queue->n = 0;
	if (queue->image)
		leaf_start(&queue->leaf, queue->image + LEAF_PAGE);
}

/* ------------------------------------------------------------------------------------------ */
/* Rows */

static uint64_t bit(size_t i)
{
	return (uint64_t)1 << i;
}

/* Which columns of the table have a value, from which slots have: slots mostly come in the order of columns. */
static uint64_t columns_told(const struct queue *queue, uint64_t told)
{
	uint64_t columns = 0;

	for (size_t i = 0; i < queue->n_stretches; i++) {
		const struct stretch *stretch = &queue->stretches[i];

		columns |= (stretch->shift >= 0 ? told << stretch->shift : told >> -stretch->shift) & stretch->columns;
	}
	return columns;
}

static void record_fill(struct queue *queue, const struct cells *cells, int64_t batch)
{
	struct leaf_record *record = &queue->record;

	leaf_record_start(record, queue->n_from);
	for (uint64_t left = columns_told(queue, cells->told) | queue->made; left; left &= left - 1) {
		size_t column = (size_t)__builtin_ctzll(left);
		int from = queue->from[column];

		if (from < 0)
			leaf_integer(record, column, from == FROM_LOAD ? batch : 1);
		else if (queue->reals >> from & 1)
			leaf_real(record, column, cells->at[from].real);
		else
			leaf_integer(record, column, cells->at[from].integer);
	}
}

/* false when the page is full. */
static bool row_lay_out(struct queue *queue, const struct cells *cells, int64_t batch)
{
	int64_t id = cells_integer(cells, queue->plan->declaration);
	uint16_t offset;

	if (queue->n == QUEUE_ROWS)
		return false;
	record_fill(queue, cells, batch);
	offset = leaf_add(&queue->leaf, id, &queue->record);
	if (offset == 0)
		return false;
	queue->first = queue->n == 0 || id < queue->first ? id : queue->first;
	queue->last = queue->n == 0 || id > queue->last ? id : queue->last;
	queue->rows[queue->n++] = (struct waiting){.id = id, .offset = offset};
	return true;
}

static bool row_insert_alone(struct load *load, struct plan *plan, const struct cells *cells, struct err *err)
{
	plan_bind_insert(plan, cells);
	sqlite3_bind_int64(plan->insert, (int)plan->n_slots + 1, load->batch);
	return database_step(load->store, plan->insert, err);
}

/* ------------------------------------------------------------------------------------------ */
/* Opening */

static void column_add(struct queue *queue, int from)
{
	size_t column = queue->n_from++;
	int shift = (int)column - from;
	struct stretch *last = queue->n_stretches ? &queue->stretches[queue->n_stretches - 1] : NULL;

	queue->from[column] = from;
	if (from == FROM_LOAD || from == FROM_VERSIONS)
		queue->made |= bit(column);
	if (from < 0)
		return;
	if (queue->plan->slots[from].from == SLOT_REAL)
		queue->reals |= bit((size_t)from);
	if (!last || last->shift != shift)
		queue->stretches[queue->n_stretches++] = (struct stretch){.columns = bit(column), .shift = shift};
	else
		last->columns |= bit(column);
}

static bool columns_find(struct queue *queue, struct err *err)
{
	sqlite3_stmt *names = NULL;
	bool ok = database_prepare(queue->store, columns_sql, &names, err);
	int rc = SQLITE_DONE;

	while (ok && (rc = sqlite3_step(names)) == SQLITE_ROW && queue->n_from < LEAF_COLUMNS_MAX) {
		const char *name = (const char *)sqlite3_column_text(names, 0);
		int slot = plan_slot_find(queue->plan, name);

		/* The number is the rowid: its column is empty. */
		column_add(queue, slot == queue->plan->declaration     ? FROM_NOTHING
				  : strcmp(name, "load") == 0     ? FROM_LOAD
				  : strcmp(name, "versions") == 0 ? FROM_VERSIONS
								  : slot);
	}
	if (ok && rc != SQLITE_DONE)
		ok = database_fail(queue->store, err);
	sqlite3_finalize(names);
	return ok;
}

static int64_t newest_seen(struct queue *queue, sqlite3_stmt *newest, int64_t id)
{
	struct cells cells = {0};
	int64_t seen = 0;

	page_start(queue);
	cells_set(&cells, queue->plan->declaration, id);
	row_lay_out(queue, &cells, 0);
	page_finish(queue);
	if (sqlite3_step(newest) == SQLITE_ROW)
		seen = sqlite3_column_int64(newest, 0);
	sqlite3_reset(newest);
	page_start(queue);
	return seen;
}

/* Does a second statement of one transaction see what was laid out since the first? */
static bool pages_are_seen(struct queue *queue, bool *ret_seen, struct err *err)
{
	sqlite3_stmt *newest = NULL;
	bool ok = database_prepare(queue->store, newest_sql, &newest, err) && database_run(queue->store, "BEGIN IMMEDIATE", err);

	if (ok) {
		*ret_seen = newest_seen(queue, newest, 5) == 5 && newest_seen(queue, newest, 300) == 300;
		ok = database_run(queue->store, "COMMIT", err);
	}
	sqlite3_finalize(newest);
	return ok;
}

static void image_let_go(struct queue *queue)
{
	sqlite3_finalize(queue->insert);
	queue->insert = NULL;
	if (queue->is_attached)
		database_run(queue->store, "DETACH queue", NULL);
	queue->is_attached = false;
	sqlite3_free(queue->image);
	queue->image = NULL;
}

static bool image_open(struct queue *queue, struct err *err)
{
	bool seen = false;

	if (!sqlite3_get_autocommit(queue->store->db))
		return true;
	if (!columns_find(queue, err) || !image_make(queue, err))
		return false;
	if (!queue->image)
		return true;
	if (!image_attach(queue, err) || !pages_are_seen(queue, &seen, err))
		return false;
	if (!seen)
		image_let_go(queue);
	return true;
}

bool queue_open(struct load *load, struct plan *plan, struct err *err)
{
	struct queue *queue;

	if (load->queue)
		return true;
	queue = calloc(1, sizeof(*queue));
	if (!queue)
		return err_memory(err);
	queue->store = load->store;
	queue->plan = plan;
	if (!image_open(queue, err)) {
		queue_destroy(queue);
		return false;
	}
	load->queue = queue;
	return true;
}

void queue_destroy(struct queue *queue)
{
	if (!queue)
		return;
	image_let_go(queue);
	free(queue);
}

void queue_clear(struct queue *queue)
{
	if (queue)
		page_start(queue);
}

/* ------------------------------------------------------------------------------------------ */

bool queue_flush(struct load *load, struct err *err)
{
	struct queue *queue = load->queue;
	int n;
	bool ok;

	if (!queue || queue->n == 0)
		return true;
	n = (int)queue->n;
	page_finish(queue);
	ok = database_step(load->store, queue->insert, err);
	page_start(queue);
	if (!ok)
		return false;
	if (sqlite3_changes(load->store->db) != n || sqlite3_last_insert_rowid(load->store->db) != queue->last)
		return err_set(err, ERR_IO, "%s: %d rows were written where %d were to be; nothing was kept",
			load->store->path, sqlite3_changes(load->store->db), n);
	return true;
}

bool queue_may_hold(const struct load *load, int64_t id)
{
	const struct queue *queue = load->queue;

	return queue && queue->n > 0 && id >= queue->first && id <= queue->last;
}

struct cells *queue_place(struct load *load)
{
	return &load->queue->cells;
}

bool queue_add(struct load *load, const struct cells *cells, struct err *err)
{
	struct queue *queue = load->queue;

	if (!queue->image)
		return row_insert_alone(load, queue->plan, cells, err);
	if (row_lay_out(queue, cells, load->batch))
		return true;
	return queue_flush(load, err) &&
	       (row_lay_out(queue, cells, load->batch) || err_set(err, ERR_IO, "a row is larger than a page"));
}
