/* sink.h - the store as a sink of records: keys, amendments, the account of each file.
 *
 * begin opens one transaction a file; finish writes the batch, calls before_commit (app wires it to the cube,
 * which the store cannot see) and commits; abandon rolls all of it back. The days that a load touched stand,
 * until the commit, in the temporary table touched_day(office, day): day as the local registration day of
 * declarations whose figures may have changed; a row (0, 0) asks for all days (a time zone or a rate
 * changed). */
#ifndef STORE_STORE_SINK_H
#define STORE_STORE_SINK_H

#include "model/sink.h"
#include "store/store.h"

typedef bool store_before_commit(void *context, struct store *store, struct err *err);

bool store_sink_create(struct store *store, store_before_commit *before_commit, void *context,
	struct model_sink **ret_sink, struct err *err);
void store_sink_destroy(struct model_sink *sink); /* abandons what is open; accepts NULL */

#endif
