/* rows.h - named queries. The SQL of every statement outside the sink stands in schema/queries/NAME.sql, one
 *statement a file, with ?1 ?2 ... as parameters, so that a DBA can read and run it; rooms above ask by name
 *and never write SQL.
 *
 *	struct store_rows *rows = NULL;
 *	if (!store_rows_open(store, "day_declarations", &rows, err)) ...
 *	store_rows_bind_int(rows, 1, day);
 *	while ((got = store_rows_next(rows, err)) == 1) ... store_rows_int(rows, 0) ...
 *	store_rows_close(rows);
 *
 * Statements are prepared once and kept: opening again is cheap. A name may be open only once at a time. */
#ifndef STORE_ROWS_H
#define STORE_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "store/store.h"

struct store_rows;

bool store_rows_open(struct store *store, const char *query, struct store_rows **ret_rows, struct err *err);
void store_rows_close(struct store_rows *rows); /* accepts NULL */

/* Parameters, from 1. Text and blobs are borrowed until close or the next bind. */
void store_rows_bind_int(struct store_rows *rows, int parameter, int64_t value);
void store_rows_bind_double(struct store_rows *rows, int parameter, double value);
void store_rows_bind_text(struct store_rows *rows, int parameter, const char *value); /* NULL binds NULL */
void store_rows_bind_blob(struct store_rows *rows, int parameter, const void *data, size_t n);
void store_rows_bind_null(struct store_rows *rows, int parameter);

/* 1 a row is there, 0 the end, -1 failed (err is set). After 0 the query may be bound and stepped again. */
int store_rows_next(struct store_rows *rows, struct err *err);
/* For INSERT, UPDATE, DELETE: steps to the end and resets. */
bool store_rows_run(struct store_rows *rows, struct err *err);

/* Columns, from 0. Text and blobs are borrowed until the next step. NULL reads as 0, 0.0, NULL. */
int store_rows_columns(const struct store_rows *rows);
const char *store_rows_column_name(const struct store_rows *rows, int column);
bool store_rows_is_null(const struct store_rows *rows, int column);
int64_t store_rows_int(const struct store_rows *rows, int column);
double store_rows_double(const struct store_rows *rows, int column);
const char *store_rows_text(const struct store_rows *rows, int column);
const void *store_rows_blob(const struct store_rows *rows, int column, size_t *ret_n);

#endif
