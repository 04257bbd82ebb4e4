/* runs.h - which numbers the declarations of a day have: table declaration_run, kept as rows come.
 *
 * A run that may grow waits in memory, one for each of some hundred days; memory does not follow the size of a load. */
#ifndef STORE_RUNS_H
#define STORE_RUNS_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

struct store;

enum { RUNS_OPEN = 512 };

struct run {
	int64_t first, last; /* 0: none */
	int32_t day;
};

struct runs {
	struct run open[RUNS_OPEN]; /* by day */
	sqlite3_stmt *near, *remove, *insert;
};

/* The declaration is filed under the day, whether it was before or not. */
bool runs_add(struct runs *runs, struct store *store, int32_t day, int64_t declaration, struct err *err);
/* Writes what waits. */
bool runs_flush(struct runs *runs, struct store *store, struct err *err);
void runs_forget(struct runs *runs); /* what waits */
void runs_finish(struct runs *runs);

#endif
