/* queue.c - new declarations gathered and inserted many at a time, and only the columns that the file has:
 * opening the table and its index once for many rows, and leaving out the other half of the columns, saves a
 * third of the work (measured).
 *
 * Rows wait here only while nobody asks for them: whoever reads table declaration flushes first. Declarations
 * have no slots of text, so that a waiting row borrows nothing. */
#include <stdlib.h>
#include <string.h>

#include "database.h"
#include "load.h"

enum { QUEUE_ROWS = 32 };

struct queue {
	sqlite3_stmt *insert;
	uint64_t columns; /* slots that the statement names; the others are NULL */
	uint64_t needed;  /* slots that some waiting row has */
	struct cell rows[QUEUE_ROWS][PLAN_SLOTS];
	size_t n;
};

static void sql_insert_many(const struct plan *plan, uint64_t columns, struct text *sql)
{
	size_t parameter = 1, n = (size_t)__builtin_popcountll(columns);

	/* OR FAIL, not the usual ABORT: a load that fails is rolled back whole, so SQLite need not copy each
	 * page for undo. */
	text_appendf(sql, "INSERT OR FAIL INTO \"%s\"(load", plan->kind->table);
	for (uint64_t left = columns; left; left &= left - 1)
		text_appendf(sql, ", \"%s\"", plan->slots[__builtin_ctzll(left)].name);
	text_append(sql, ") VALUES ");
	for (size_t row = 0; row < QUEUE_ROWS; row++) {
		text_appendf(sql, "%s(?%zu", row ? ", " : "", parameter++);
		for (size_t i = 0; i < n; i++)
			text_appendf(sql, ", ?%zu", parameter++);
		text_append(sql, ")");
	}
}

static bool statement_make(
	struct load *load, const struct plan *plan, struct queue *queue, uint64_t columns, struct err *err)
{
	struct text sql = TEXT_INIT;
	bool ok;

	sqlite3_finalize(queue->insert);
	queue->insert = NULL;
	queue->columns = columns;
	sql_insert_many(plan, columns, &sql);
	ok = sql.failed ? err_memory(err) : database_prepare(load->store, sql.data, &queue->insert, err);
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

static bool insert_all(struct load *load, const struct plan *plan, struct queue *queue, struct err *err)
{
	uint64_t needed = queue->columns | queue->needed;
	int parameter = 1;

	if ((needed != queue->columns || !queue->insert) && !statement_make(load, plan, queue, needed, err))
		return false;
	for (int row = 0; row < QUEUE_ROWS; row++) {
		sqlite3_bind_int64(queue->insert, parameter++, load->batch);
		for (uint64_t left = needed; left; left &= left - 1)
			cell_bind(queue->insert, parameter++, &queue->rows[row][__builtin_ctzll(left)]);
	}
	return database_step(load->store, queue->insert, err);
}

static bool insert_each(struct load *load, struct plan *plan, const struct queue *queue, struct err *err)
{
	bool ok = true;

	for (size_t row = 0; row < queue->n && ok; row++) {
		plan_bind_changed(plan, plan->insert, 0, queue->rows[row], &plan->bound_insert);
		sqlite3_bind_int64(plan->insert, (int)plan->n_slots + 1, load->batch);
		ok = database_step(load->store, plan->insert, err);
	}
	return ok;
}

bool queue_flush(struct load *load, struct err *err)
{
	struct plan *plan = load->plans[MODEL_DECLARATIONS];
	struct queue *queue = load->queue;
	bool ok;

	if (!queue || queue->n == 0)
		return true;
	ok = queue->n == QUEUE_ROWS ? insert_all(load, plan, queue, err)
				    : insert_each(load, plan, queue, err);
	queue->n = 0;
	queue->needed = 0;
	return ok;
}

bool queue_add(
	struct load *load, const struct plan *plan, const struct cell *cells, uint64_t mask, struct err *err)
{
	struct queue **queue = &load->queue;

	if (!*queue && !(*queue = calloc(1, sizeof(**queue))))
		return err_memory(err);
	(*queue)->needed |= mask;
	memcpy((*queue)->rows[(*queue)->n++], cells, plan->n_slots * sizeof(*cells));
	return (*queue)->n < QUEUE_ROWS || queue_flush(load, err);
}
