/* feed.h - a store in a folder of its own, fed with records written as "column=value". */
#ifndef TESTS_STORE_FEED_H
#define TESTS_STORE_FEED_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

#include "model/sink.h"
#include "store/sink.h"
#include "store/store.h"

struct feed {
	char folder[64], path[96];
	struct store *store;
	struct model_sink *sink;
	struct model_account account;
	const struct model_kind *kind;
	long line;
	int64_t bytes;      /* told of the next file; 0: 100 */
	char touched[2000]; /* "office:day office:day ..." of the last load, by day and office */
	bool refuse;        /* before_commit fails */
	struct err err;
};

void feed_open(struct feed *feed); /* a new database */
void feed_reopen(struct feed *feed, enum store_mode mode);
void feed_close(struct feed *feed); /* checks that the store is sound, removes the folder */

/* Begins a file; sha NULL gives it one of its own. Returns whether it was seen before. */
bool feed_begin(struct feed *feed, const char *kind, const char *sha);
/* Cells are "column=value"; attribute.NAME=... and measure.NAME=... are extras. The list ends with NULL. */
enum model_effect feed_put(struct feed *feed, ...) __attribute__((sentinel));
void feed_end(struct feed *feed);
void feed_abandon(struct feed *feed);

/* One file of one row, begun and ended. */
#define feed_row(feed, kind, ...) (feed_begin(feed, kind, NULL), feed_put_and_end(feed, __VA_ARGS__, NULL))
enum model_effect feed_put_and_end(struct feed *feed, ...) __attribute__((sentinel));

int64_t feed_int(struct feed *feed, const char *sql);
const char *feed_text(struct feed *feed, const char *sql); /* borrowed until the next call; "NULL" for NULL */
sqlite3 *feed_database(struct feed *feed);

#endif
