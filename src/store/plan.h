/* plan.h - how a kind of record becomes a row of its table, made once from the kind table: slots, statements,
 * counts.
 *
 * A slot is one column of the SQL table. Parameter ?i of every statement made here is slot i - 1, so that a
 * row is bound the same way whatever is done with it; what comes after the slots is named beside each
 * statement. */
#ifndef STORE_PLAN_H
#define STORE_PLAN_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/text.h"
#include "codes.h"
#include "model/kind.h"
#include "store/sink.h"

struct store;

enum { PLAN_SLOTS = 64 };

/* A row of a table on its way there, slot by slot; which member holds the value, slot_from says. */
struct cells {
	uint64_t told; /* bit i: slot i is not NULL */
	union store_value at[PLAN_SLOTS];
	uint32_t len[PLAN_SLOTS]; /* of texts, which are borrowed from the record */
};

enum slot_from {
	SLOT_INTEGER,
	SLOT_REAL,
	SLOT_TEXT,
	SLOT_CODE,        /* through the dictionary */
	SLOT_DECLARATION, /* through declaration_key */
	SLOT_STAMP,       /* seconds; its form goes to stamp_form */
	SLOT_STAMP_FORM,
	SLOT_REGISTERED_DAY,
	SLOT_WIDE, /* made by the store: column is -1 */
};

struct slot {
	const char *name; /* of the SQL column */
	enum slot_from from;
	int column; /* in the kind, or -1 */
	bool key, required;
	int shift;              /* SLOT_STAMP: of its form in stamp_form */
	struct code_list *list; /* SLOT_CODE */
	uint32_t *ids;          /* by the number of a word in the file; 0: not looked up yet */
	size_t n_ids;
};

struct plan {
	const struct model_kind *kind;
	struct slot slots[PLAN_SLOTS];
	const char *names[PLAN_SLOTS]; /* of the slots */
	size_t n_slots;
	/* Slots by their meaning, -1 where the kind has none. */
	int declaration, office, registered_at, registered_day, stamp_form, wide, version, updated_at,
		currency;
	int code, at, sequence;
	sqlite3_stmt *insert;     /* slots, load */
	sqlite3_stmt *find;       /* key slots; yields rowid, slots */
	sqlite3_stmt *update;     /* slots but the key, load, rowid */
	sqlite3_stmt *keep;       /* rowid, batch: what it said, into table earlier */
	sqlite3_stmt *remove;     /* rowid */
	uint64_t bound_insert;    /* parameters of insert that are not NULL at present */
	int slot_of[PLAN_SLOTS];  /* by column of the kind; -1 where it has no slot */
	int required[PLAN_SLOTS]; /* columns of the kind that a record must have */
	size_t n_required;
	int64_t presence[PLAN_SLOTS]; /* change of the number of values in each column */
	uint64_t run_mask; /* rows in a row with the same columns are counted together: see plan_count() */
	int64_t run;
	int64_t inserted, updated, unchanged, removed;
};

bool plan_create(struct store *store, const struct model_kind *kind, struct plan **ret_plan, struct err *err);
void plan_destroy(struct plan *plan); /* accepts NULL */
void plan_clear_counts(struct plan *plan);
int plan_slot_find(const struct plan *plan, const char *name);

static inline bool cells_has(const struct cells *cells, int slot)
{
	return cells->told >> slot & 1;
}

static inline void cells_set(struct cells *cells, int slot, int64_t integer)
{
	cells->told |= (uint64_t)1 << slot;
	cells->at[slot].integer = integer;
}

/* 0 for NULL. */
static inline int64_t cells_integer(const struct cells *cells, int slot)
{
	return cells_has(cells, slot) ? cells->at[slot].integer : 0;
}

/* The row as others see it. Borrows the cells. */
static inline struct store_row plan_row(const struct plan *plan, const struct cells *cells)
{
	return (struct store_row){
		.names = plan->names, .n = plan->n_slots, .told = cells->told, .values = cells->at};
}

/* Binds all slots from parameter 1. */
void plan_bind(const struct plan *plan, sqlite3_stmt *statement, const struct cells *cells);
/* Binds the slots to insert; remembers which of them are not NULL, so that NULLs cost nothing. */
void plan_bind_insert(struct plan *plan, const struct cells *cells);
/* Binds the key slots alone. */
void plan_bind_key(const struct plan *plan, sqlite3_stmt *statement, const struct cells *cells);

/* Does the row that find stands on say the same? */
bool plan_same(const struct plan *plan, const struct cells *cells);
int64_t plan_found_integer(
	const struct plan *plan, int slot); /* of the row that find stands on; 0 for NULL */

/* Counts the values of a row in; plan_settle() must come before presence is read. */
void plan_count(struct plan *plan, const struct cells *cells);
void plan_settle(struct plan *plan);
void plan_uncount_found(struct plan *plan); /* counts out the row that find stands on */

/* Names of all slots, quoted, with commas between. */
void plan_names(const struct plan *plan, struct text *out);

#endif
