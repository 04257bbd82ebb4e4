/* source.h - the bytes of a file: opened, hashed, unpacked, counted. */
#ifndef INGEST_SOURCE_H
#define INGEST_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct source;

/* "-" is standard input; what cannot be read twice (a pipe) is first copied to a private file. `shown` names the file in
 * sentences and is borrowed. */
bool source_open(const char *path, const char *shown, struct source **ret_source, struct err *err);
void source_close(struct source *source);

const char *source_shown(const struct source *source);
int64_t source_size(const struct source *source);	/* bytes as they lie there */
int64_t source_offset(const struct source *source);	/* how many of them were read */
/* SHA-256 of the bytes as they lie there; leaves the source at its start. `pulse` is called now and then with the bytes
 * hashed; false from it is ERR_INTERRUPTED. */
bool source_hash(struct source *source, bool (*pulse)(void *context), void *context, char ret_hex[65], struct err *err);
bool source_rewind(struct source *source, struct err *err);

/* Unpacked bytes: how many, 0 at the end, -1 failed. A packed file that was cut or blown up fails with ERR_DATA. */
long source_read(struct source *source, char *buffer, size_t n, struct err *err);
/* At the end: true when the file is still what it was when it was opened. */
bool source_is_unchanged(const struct source *source);

#endif
