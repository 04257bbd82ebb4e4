/* late.h - what of a day happened long after it, kept once more and apart.
 *
 * Nearly all of a declaration's milestones lie within days of its registration, but some follow for months: who asks for the
 * releases of four weeks would read every day of the half year before for a handful of rows each. So the late rows of a day, one
 * in a hundred, stand beside its segments as segments of their own, in the same order: those with some stamp CUBE_LATE_DAYS or more
 * after the day began, and those that may be open. A scan that wants nothing else of a day reads those instead.
 *
 * Days of few rows, and those most of whose files are still open, have no such part: little would be gained. */
#ifndef CUBE_LATE_H
#define CUBE_LATE_H

#include "table.h"

enum { CUBE_LATE_DAYS = 14, CUBE_LATE_LEAST_ROWS = 512, CUBE_LATE_SHARE = 16 /* at most one row in so many */ };

/* What stands in the store for the part: how many rows it has, and a sum over them, by which it is left alone where it stays as it
 * is. */
enum { CUBE_LATE_SUM = 32, CUBE_LATE_MARK = 4 + CUBE_LATE_SUM };

struct cube_late;

struct cube_late *cube_late_create(const struct cube_attributes *attributes); /* NULL when memory is out */
void cube_late_destroy(struct cube_late *late); /* accepts NULL */

/* The local second from which on stamps of a day's rows are late. */
int64_t cube_late_from(int32_t day);

/* Brings the late part of a day, whose rows the table has, up to date. fresh: the store has nothing of that day. */
bool cube_late_write(struct cube_late *late, const struct cube_table *table, struct store *store, int32_t day, bool fresh, struct err *err);
/* Does the store hold the late part that the rows of the table make? */
bool cube_late_agrees(struct cube_late *late, const struct cube_table *table, struct cube_table *scratch, struct store *store, int32_t day,
	bool *ret_agrees, struct err *err);
/* How many rows a mark speaks of; false for what is no mark. */
bool cube_late_mark_rows(const void *mark, size_t size, uint32_t *ret_rows);

#endif
