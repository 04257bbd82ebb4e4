/* milestone.c - milestones may repeat, and many exports number them by nothing but their order.
 *
 * With a sequence a milestone is a row like any other. Without one, the rows of one file with the same
 * declaration and code are told apart by their place: each takes the row that says the same time, else the
 * first that this file has not spoken of yet, which it amends, else it is a further one. So a file may hold
 * two queries of one declaration, a corrected release replaces the first, and the same rows again change
 * nothing. */
#include <stdlib.h>
#include <string.h>

#include "database.h"
#include "load.h"

static bool seen_has(const struct load *load, int64_t row)
{
	size_t word = (size_t)row / 64;

	return word < load->n_seen && load->seen[word] >> (row % 64) & 1;
}

static bool seen_add(struct load *load, int64_t row, struct err *err)
{
	size_t word = (size_t)row / 64, n = load->n_seen ? load->n_seen : 1024;
	uint64_t *seen;

	if (word >= load->n_seen) {
		while (n <= word)
			n *= 2;
		seen = realloc(load->seen, n * sizeof(*seen));
		if (!seen)
			return err_memory(err);
		memset(seen + load->n_seen, 0, (n - load->n_seen) * sizeof(*seen));
		load->seen = seen;
		load->n_seen = n;
	}
	load->seen[word] |= (uint64_t)1 << (row % 64);
	return true;
}

/* The row to take: one with the same time, else the first not spoken of; 0 where there is none. */
static bool row_choose(
	struct load *load, struct plan *plan, const struct cells *cells, int64_t *ret_row, struct err *err)
{
	int64_t chosen = 0;
	int rc;

	plan_bind_key(plan, plan->find, cells);
	while ((rc = sqlite3_step(plan->find)) == SQLITE_ROW) {
		int64_t row = sqlite3_column_int64(plan->find, 0);

		if (plan_found_integer(plan, plan->at) == cells_integer(cells, plan->at)) {
			chosen = row;
			break;
		}
		if (!chosen && !seen_has(load, row))
			chosen = row;
	}
	if (rc != SQLITE_ROW && rc != SQLITE_DONE)
		database_fail(load->store, err);
	sqlite3_reset(plan->find);
	*ret_row = chosen;
	return rc == SQLITE_ROW || rc == SQLITE_DONE;
}

/* Puts find on the row chosen. */
static bool row_stand(struct load *load, struct plan *plan, int64_t chosen, struct err *err)
{
	while (sqlite3_step(plan->find) == SQLITE_ROW)
		if (sqlite3_column_int64(plan->find, 0) == chosen)
			return true;
	sqlite3_reset(plan->find);
	return database_fail(load->store, err);
}

static bool unnumbered_amend(struct load *load, struct plan *plan, const struct cells *cells, int64_t row,
	enum model_effect *ret_effect, struct err *err)
{
	if (!row_stand(load, plan, row, err) || !seen_add(load, row, err))
		return false;
	if (plan_same(plan, cells)) {
		sqlite3_reset(plan->find);
		plan->unchanged++;
		*ret_effect = MODEL_UNCHANGED;
		return true;
	}
	*ret_effect = MODEL_UPDATED;
	return row_amend(load, plan, cells, err);
}

static bool unnumbered_put(struct load *load, struct plan *plan, const struct cells *cells, bool is_new,
	enum model_effect *ret_effect, struct err *err)
{
	int64_t row = 0;
	bool done;

	if (!is_new && !row_choose(load, plan, cells, &row, err))
		return false;
	if (row)
		return unnumbered_amend(load, plan, cells, row, ret_effect, err);
	*ret_effect = MODEL_INSERTED;
	return row_insert(load, plan, cells, &done, err) &&
	       seen_add(load, sqlite3_last_insert_rowid(load->store->db), err);
}

bool milestone_put(struct load *load, struct plan *plan, const struct cells *cells, bool is_new,
	enum model_effect *ret_effect, struct err *err)
{
	bool ok = !cells_has(cells, plan->sequence)
			  ? unnumbered_put(load, plan, cells, is_new, ret_effect, err)
			  : cells_put(load, plan, cells, ret_effect, err);

	if (ok && *ret_effect == MODEL_INSERTED &&
		!tally_add(&load->milestones, cells_integer(cells, plan->code), 1))
		return err_memory(err);
	return ok;
}
