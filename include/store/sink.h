/* sink.h - the store as a sink of records: keys, amendments, the account of each file.
 *
 * begin opens one transaction a file; finish writes the batch, lets the watch do its part and commits;
 * abandon rolls all of it back. The days that a load touched stand, until the commit, in the temporary table
 * touched_day(office, day): day as the local registration day of declarations whose figures may have changed;
 * a row (0, 0) asks for all days (a time zone or a rate changed). */
#ifndef STORE_STORE_SINK_H
#define STORE_STORE_SINK_H

#include <stddef.h>
#include <stdint.h>

#include "model/sink.h"
#include "store/store.h"

union store_value {
	int64_t integer; /* codes by their id */
	double real;
	const char *text;
};

/* A row as it goes into its table. Values of columns that are NULL are undefined. */
struct store_row {
	const char *const *names; /* of its columns: the same array for all rows of a kind in a load */
	size_t n;                 /* at most 64 */
	uint64_t told;            /* bit i: column i is not NULL */
	const union store_value *values;
};

struct store_extra {
	int64_t name, code; /* ids; code 0 for a measure */
	double number;
};

/* A declaration that no file spoke of before, with all that is recorded about it. */
struct store_declared {
	int64_t id;
	int32_t day;                 /* local day of registration */
	struct store_row row;        /* of table declaration */
	struct store_row inspection; /* of table inspection; n is 0 when it tells none */
	const struct store_extra *extras;
	size_t n_extras;
};

/* What a load does to declarations, told as it goes to whoever builds upon the store (app wires the cube to
 * it, which the store cannot see). Any function may be NULL; what is handed over is borrowed until it
 * returns; a failure ends the load. */
struct store_watch {
	void *context;
	/* Comes once for a declaration, before anything else about it. Where it is NULL, touched is called.
	 */
	bool (*declared)(void *context, const struct store_declared *declared, struct err *err);
	/* What is known of a declaration changed in another way; day: where it is filed, or was until now. */
	bool (*touched)(void *context, int64_t declaration, int32_t day, struct err *err);
	/* All rows are in their tables. */
	bool (*before_commit)(void *context, struct store *store, struct err *err);
	/* The load is over: committed or rolled back. */
	void (*over)(void *context);
};

/* The watch is copied; NULL: nobody watches. */
bool store_sink_create(
	struct store *store, const struct store_watch *watch, struct model_sink **ret_sink, struct err *err);
void store_sink_destroy(struct model_sink *sink); /* abandons what is open; accepts NULL */

#endif
