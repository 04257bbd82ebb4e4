/* encoding.h - text in one of a few encodings, as UTF-8. */
#ifndef INGEST_ENCODING_H
#define INGEST_ENCODING_H

#include "source.h"

enum encoding {
	ENCODING_UNKNOWN = 0, ENCODING_UTF8, ENCODING_UTF16LE, ENCODING_UTF16BE, ENCODING_WINDOWS_1252, ENCODING_LATIN1,
	ENCODING_WINDOWS_1256,
	ENCODINGS
};

/* By name, in any case ("UTF-8", "windows-1256", "cp1252"); ENCODING_UNKNOWN when it is none of ours. */
enum encoding encoding_find(const char *name);
/* The encoding that a byte order mark at s tells, and its length; ENCODING_UNKNOWN and 0 without one. */
enum encoding encoding_of_mark(const char *s, size_t n, size_t *ret_len);

/* How n bytes of a single-byte encoding read, as UTF-8; returns the length. */
size_t encoding_preview(enum encoding encoding, const char *s, size_t n, char *out, size_t cap);

/* Reads a source from its start. A unit that the encoding does not have comes out as the byte 0xFF, which is never valid UTF-8:
 * whoever judges rows will see it. */
struct decoder {
	struct source *source;
	enum encoding encoding;
	bool started;
	size_t n_kept;			/* bytes of an unfinished UTF-16 unit or pair */
	unsigned char kept[4];
};

void decoder_init(struct decoder *decoder, struct source *source, enum encoding encoding);
/* UTF-8 bytes without the mark: how many (n must be at least 64), 0 at the end, -1 failed. */
long decoder_read(struct decoder *decoder, char *buffer, size_t n, struct err *err);

#endif
