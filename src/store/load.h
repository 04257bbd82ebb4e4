/* load.h - the state of one load, shared by the files that put rows: sink.c runs the protocol, row.c puts
 * rows of any kind, declaration.c those with versions, account.c closes the account. */
#ifndef STORE_LOAD_H
#define STORE_LOAD_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/id_set.h"
#include "base/text.h"
#include "days.h"
#include "model/sink.h"
#include "plan.h"
#include "runs.h"
#include "store/sink.h"

enum load_state {
	LOAD_IDLE,
	LOAD_OPEN,
	LOAD_SEEN, /* this file was loaded before: nothing is written */
};

/* Few distinct codes, counted: milestones by their code, currencies of a file. */
struct tally {
	struct tally_entry {
		int64_t code, n;
	} * entries;
	size_t n;
};

struct extras {
	struct store_extra *at;
	size_t n, cap;
};

enum { KEYS_PENDING = 32 };

/* A declaration's number, and where and when it was registered: remembered for the rows that follow. */
struct keys {
	struct id_set known; /* all keys, in a load so large that it pays */
	bool has_known;
	sqlite3_stmt *insert_many;
	struct text pending; /* texts of keys that are numbered but not inserted yet, one after another */
	size_t ends[KEYS_PENDING], n_pending;
	int64_t next; /* number of the next new key, where all are known */
	sqlite3_stmt *insert, *find, *place;
	struct text text;
	int64_t id;             /* of text; 0: none */
	int64_t placed, office; /* the declaration whose place is known; 0: none */
	int32_t day;
	bool loaded; /* it is in table declaration */
};

/* A column of a declaration's row that tells its inspection, and where it goes; -1: nowhere. */
struct wide_column {
	int from, to;
};

struct load {
	struct model_sink sink; /* what callers hold */
	struct store *store;
	struct store_watch watch;
	enum load_state state;
	int64_t batch;
	struct plan *plans[MODEL_KINDS];
	struct keys keys;
	struct days days;
	struct runs runs;
	struct tally milestones, currencies;
	bool zones_changed, count_currencies;
	uint64_t *seen; /* bits of milestone rows that this file spoke of */
	size_t n_seen;
	struct queue *queue; /* new declarations that wait to be inserted together; queue_open() comes first */
	struct extras extras, extras_old;
	int64_t putting; /* the declaration whose own inspection is being put; else 0 */
	struct cells inspection; /* of that declaration */
	struct wide_column wide[5];
	int wide_key; /* inspection_id */
	sqlite3_stmt *reject, *version_keep, *version_add, *version_same, *versions_grow;
	sqlite3_stmt *extra_insert, *extra_find, *extra_remove;
};

/* keys.c */
/* Decides whether new keys are to be numbered without asking the index. */
bool keys_begin(struct load *load, const struct model_file *file, struct err *err);
bool keys_flush(struct load *load, struct err *err);
bool key_get(
	struct load *load, const char *text, size_t len, int64_t *ret_id, bool *ret_new, struct err *err);
bool key_touch(struct load *load, int64_t declaration, struct err *err); /* its day, when it is loaded */
/* The same where the place is known. */
bool load_touch(struct load *load, int64_t declaration, int64_t office, int32_t day, struct err *err);
void key_place(struct load *load, int64_t declaration, int64_t office, int32_t day);
void keys_forget(struct keys *keys);
void keys_finish(struct keys *keys);

/* row.c */
bool plan_get(struct load *load, enum model_kind_id kind, struct plan **ret_plan, struct err *err);
/* Fills the cells of a record; declaration is the number that its declaration_id stands for. */
bool cells_fill(struct load *load, struct plan *plan, const struct model_record *record, int64_t declaration,
	struct cells *cells, struct err *err);
bool row_put(struct load *load, struct plan *plan, const struct model_record *record,
	enum model_effect *ret_effect, struct err *err);
bool cells_put(struct load *load, struct plan *plan, const struct cells *cells, enum model_effect *ret_effect,
	struct err *err);
bool row_insert(
	struct load *load, struct plan *plan, const struct cells *cells, bool *ret_done, struct err *err);
/* find stands on the row to amend; it is reset. */
bool row_amend(struct load *load, struct plan *plan, const struct cells *cells, struct err *err);
/* Removes the row with the key of these cells, where there is one of its sort. */
bool row_remove(struct load *load, struct plan *plan, const struct cells *cells, struct err *err);

/* milestone.c: rows without a sequence */
bool milestone_put(struct load *load, struct plan *plan, const struct cells *cells, bool is_new,
	enum model_effect *ret_effect, struct err *err);

/* declaration.c */
void declaration_prepare(struct load *load);
bool declaration_put(struct load *load, struct plan *plan, const struct model_record *record,
	enum model_effect *ret_effect, struct err *err);

/* queue.c */
/* Once a sink; outside of a transaction, or rows are inserted one by one. */
bool queue_open(struct load *load, struct plan *plan, struct err *err);
/* Where the next row of table declaration may be filled in. */
struct cells *queue_place(struct load *load);
bool queue_add(struct load *load, const struct cells *cells, struct err *err);
bool queue_may_hold(const struct load *load, int64_t id);
bool queue_flush(struct load *load, struct err *err);
void queue_clear(struct queue *queue);
void queue_destroy(struct queue *queue);

/* extras.c */
bool extras_collect(struct load *load, const struct model_record *record, struct err *err);
bool extras_read(struct load *load, int64_t declaration, struct err *err); /* into extras_old */
bool extras_same(const struct load *load);
bool extras_write(struct load *load, int64_t declaration, struct err *err);
bool extras_replace(struct load *load, int64_t declaration, struct err *err);
/* JSON of extras; *ret is left empty where there are none. */
bool extras_json(struct load *load, const struct extras *extras, struct text *json, struct err *err);

/* account.c */
bool account_begin(struct load *load, const struct model_file *file, struct err *err);
bool account_seen(struct load *load, const struct model_file *file, bool *ret_seen,
	struct model_account *ret_before, struct err *err);
bool account_close(struct load *load, const struct model_account *account, struct err *err);
bool account_is_there(struct load *load);

/* tally.c */
bool tally_add(struct tally *tally, int64_t code, int64_t n);
void tally_finish(struct tally *tally);

#endif
