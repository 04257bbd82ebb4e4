/* reader.h - rows out of text: the keeper of libcsv.
 *
 * Every physical record comes out once, as a row or as a fault with its true line, whatever the text holds: a bad quote costs
 * the record in which it stands, not the rest of the file. Blank lines are counted, not returned. */
#ifndef INGEST_READER_H
#define INGEST_READER_H

#include "encoding.h"

enum { READER_RECORD_MAX = 1 << 20, READER_LINES_MAX = 100, READER_FIELD_MAX = 1 << 16, READER_CELLS_MAX = 4096 };

struct reader_cell {
	char *s;	/* NUL-terminated; spaces outside quotes are trimmed */
	size_t len;
};

/* Borrowed until the next call. With a fault there are no cells. */
struct reader_row {
	long line;			/* physical, from 1 */
	const char *raw;		/* without the line's end; at most READER_RECORD_MAX */
	size_t raw_len;
	const struct reader_cell *cells;
	size_t n;
	bool is_ascii;			/* else it was checked to be UTF-8 */
	const char *fault;		/* code as in struct model_reject; NULL: a good row */
	const char *fault_text;		/* its sentence */
};

struct reader;

/* The decoder stands at the start of the text. newline is '\n', or '\r' for files that have no other. */
bool reader_create(struct decoder *decoder, char delimiter, char newline, struct reader **ret_reader, struct err *err);
void reader_destroy(struct reader *reader);

/* Sends every record to libcsv, also those without a quote: to compare. */
void reader_be_careful(struct reader *reader);
/* How many cells a row should have: a record over several lines that has another number is taken for a bad quote. */
void reader_expect(struct reader *reader, size_t cells);
/* Goes on with the physical line after this many lines; only forward. 1, 0 at the end, -1. */
int reader_skip_lines(struct reader *reader, long lines, struct err *err);

int reader_next(struct reader *reader, struct reader_row *ret_row, struct err *err);	/* 1 a row or a fault, 0, -1 */

#endif
