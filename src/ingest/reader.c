/* reader.c - splits text into records and cells; the only user of csv.h.
 *
 * Physical lines are found here, so line numbers are true. A line without a quote is split here, at once. A record with a quote
 * goes to libcsv in strict mode, line by line until it is whole; libcsv stops for good at the first error, so the keeper
 * refuses that record at its first line, starts a new parser and goes on at the line after it. Memory is bounded by the longest
 * record that is accepted. What cells mean is not known here. */
#include "reader.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>

#include "base/width.h"
#include "marks.h"

enum { READ_CHUNK = 1 << 17, FIRST_CELLS = 64 };

struct reader {
	struct decoder *decoder;
	char *buffer;			/* text [start, end) is still to be read */
	size_t start, end, cap;
	bool at_end;			/* the decoder has no more */
	bool skipping;			/* the rest of a line that is too long */
	long line;			/* of start */
	char delimiter, newline;
	size_t expected;
	struct reader_cell *cells;
	size_t n_cells, cap_cells;
	char *work;			/* the present row's cells */
	size_t work_len, cap_work;
	bool is_ascii, has_zero;	/* of the present row */
	bool is_careful;
	struct csv_parser csv;
	bool has_csv, csv_dirty;
	int csv_rows;			/* ends of record seen in the present record */
	size_t csv_after;		/* cells seen after the first of them */
	bool memory_failed;
};

bool reader_create(struct decoder *decoder, char delimiter, char newline, struct reader **ret_reader, struct err *err)
{
	struct reader *reader = calloc(1, sizeof(*reader));

	if (!reader)
		return err_memory(err);
	reader->decoder = decoder;
	reader->delimiter = delimiter;
	reader->newline = newline;
	reader->line = 1;
	*ret_reader = reader;
	return true;
}

void reader_destroy(struct reader *reader)
{
	if (!reader)
		return;
	if (reader->has_csv)
		csv_free(&reader->csv);
	free(reader->buffer);
	free(reader->cells);
	free(reader->work);
	free(reader);
}

void reader_expect(struct reader *reader, size_t cells)
{
	reader->expected = cells;
}

void reader_be_careful(struct reader *reader)
{
	reader->is_careful = true;
}

/* ---- physical lines ---- */

static bool buffer_make_room(struct reader *reader, struct err *err)
{
	size_t held = reader->end - reader->start, cap = reader->cap ? reader->cap : 2 * READ_CHUNK;
	char *buffer;

	if (reader->start > 0) {
		memmove(reader->buffer, reader->buffer + reader->start, held);
		reader->start = 0;
		reader->end = held;
	}
	while (cap - held < READ_CHUNK)
		cap *= 2;
	if (cap == reader->cap)
		return true;
	buffer = realloc(reader->buffer, cap);
	if (!buffer)
		return err_memory(err);
	reader->buffer = buffer;
	reader->cap = cap;
	return true;
}

/* More text: 1, 0 at the end, -1. */
static int buffer_fill(struct reader *reader, struct err *err)
{
	long got;

	if (reader->at_end)
		return 0;
	if (!buffer_make_room(reader, err))
		return -1;
	got = decoder_read(reader->decoder, reader->buffer + reader->end, reader->cap - reader->end, err);
	if (got < 0)
		return -1;
	reader->at_end = got == 0;
	reader->end += (size_t)got;
	return got > 0;
}

/* The end of the physical line that begins `from` bytes after start: *ret_next is where the next one begins, *ret_end where
 * its own text ends. 1, 0 when there is no text at `from`, 2 when it is longer than a record may be, -1. */
static int line_end(struct reader *reader, size_t from, size_t *ret_end, size_t *ret_next, struct err *err)
{
	size_t seen = from;

	for (;;) {
		size_t held = reader->end - reader->start;
		char *text = reader->buffer + reader->start;
		char *found = held > seen ? memchr(text + seen, reader->newline, held - seen) : NULL;
		int more;

		if (found) {
			*ret_end = (size_t)(found - text);
			*ret_next = *ret_end + 1;
			return *ret_next > READER_RECORD_MAX ? 2 : 1;
		}
		seen = held;
		if (held > READER_RECORD_MAX)
			return 2;
		more = buffer_fill(reader, err);
		if (more < 0)
			return -1;
		if (more == 0) {
			*ret_end = *ret_next = held;
			return held > from;
		}
	}
}

/* Throws away what is left of a line that was too long. 1, 0 at the end of the text, -1. */
static int skip_rest(struct reader *reader, struct err *err)
{
	while (reader->skipping) {
		size_t held = reader->end - reader->start;
		char *text = reader->buffer + reader->start;
		char *found = held ? memchr(text, reader->newline, held) : NULL;
		int more;

		if (found) {
			reader->start += (size_t)(found - text) + 1;
			reader->line++;
			reader->skipping = false;
			break;
		}
		reader->start = reader->end;
		more = buffer_fill(reader, err);
		if (more <= 0)
			return more;
	}
	return 1;
}

int reader_skip_lines(struct reader *reader, long lines, struct err *err)
{
	size_t end, next;
	int got = skip_rest(reader, err);

	while (got == 1 && reader->line <= lines) {
		got = line_end(reader, 0, &end, &next, err);
		if (got == 2) {
			reader->skipping = true;
			got = skip_rest(reader, err);
		} else if (got == 1) {
			reader->start += next;
			reader->line++;
		}
	}
	return got;
}

/* ---- cells ---- */

static bool cell_add(struct reader *reader, char *s, size_t len)
{
	if (reader->n_cells == reader->cap_cells) {
		size_t cap = reader->cap_cells ? reader->cap_cells * 2 : FIRST_CELLS;
		struct reader_cell *cells = realloc(reader->cells, cap * sizeof(*cells));

		if (!cells)
			return false;
		reader->cells = cells;
		reader->cap_cells = cap;
	}
	reader->cells[reader->n_cells++] = (struct reader_cell){.s = s, .len = len};
	return true;
}

static bool work_reserve(struct reader *reader, size_t need, struct err *err)
{
	char *work;

	if (need <= reader->cap_work)
		return true;
	need = need < 4096 ? 4096 : need * 2;
	work = realloc(reader->work, need);
	if (!work)
		return err_memory(err);
	reader->work = work;
	reader->cap_work = need;
	return true;
}

static inline bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* A cell that ends at `end`, which is overwritten by its NUL. */
static inline bool cell_close(struct reader *reader, char *s, char *end)
{
	while (s < end && is_blank(*s))
		s++;
	while (end > s && is_blank(end[-1]))
		end--;
	*end = '\0';
	return cell_add(reader, s, (size_t)(end - s));
}

/* Splits work[0..len), MARKS_STEP bytes at a time; work has as many to spare. */
static bool cells_split(struct reader *reader, size_t len)
{
	char *s = reader->work, *cell = s;
	uint64_t zeros = 0, high = 0;

	for (size_t at = 0; at < len; at += MARKS_STEP) {
		struct marks marks = marks_of(s + at, reader->delimiter);
		uint64_t inside = len - at >= MARKS_STEP ? UINT64_MAX : ((uint64_t)1 << (len - at)) - 1;

		zeros |= marks.zeros & inside;
		high |= marks.high & inside;
		for (uint64_t hits = marks.delimiters & inside; hits; hits &= hits - 1) {
			char *hit = s + at + __builtin_ctzll(hits);

			if (!cell_close(reader, cell, hit))
				return false;
			cell = hit + 1;
		}
	}
	reader->has_zero = zeros != 0;
	reader->is_ascii = high == 0;
	return cell_close(reader, cell, s + len);
}

/* ---- the careful path ---- */

/* libcsv may not ask for more than a field may hold. */
static void *realloc_capped(void *p, size_t size)
{
	return size > READER_FIELD_MAX + 1024 ? NULL : realloc(p, size);
}

static void on_field(void *s, size_t len, void *data)
{
	struct reader *reader = data;
	char *copy = reader->work + reader->work_len;

	if (reader->csv_rows > 0) {
		reader->csv_after++;
		return;
	}
	if (len > 0)
		memcpy(copy, s, len);
	copy[len] = '\0';
	reader->work_len += len + 1;
	if (!cell_add(reader, NULL, len))	/* work may still move: see cells_place() */
		reader->memory_failed = true;
}

static void on_row(int end, void *data)
{
	struct reader *reader = data;

	reader->csv_rows++;
}

static bool csv_start(struct reader *reader, struct err *err)
{
	if (reader->has_csv && reader->csv_dirty)
		csv_free(&reader->csv);
	else if (reader->has_csv)
		return true;
	reader->has_csv = csv_init(&reader->csv, CSV_STRICT | CSV_STRICT_FINI) == 0;
	if (!reader->has_csv)
		return err_memory(err);
	csv_set_delim(&reader->csv, (unsigned char)reader->delimiter);
	csv_set_realloc_func(&reader->csv, realloc_capped);
	csv_set_blk_size(&reader->csv, 1024);
	reader->csv_dirty = false;
	return true;
}

enum outcome { RECORD_WHOLE, RECORD_OPEN, RECORD_BAD_QUOTE, RECORD_TOO_BIG, RECORD_FAILED };

/* Feeds one physical line, its newline included when it has one. */
static enum outcome csv_feed(struct reader *reader, const char *s, size_t n, bool is_last)
{
	struct csv_parser *csv = &reader->csv;

	reader->csv_dirty = true;
	if (csv_parse(csv, s, n, on_field, on_row, reader) != n) {
		if (csv_error(csv) == CSV_ENOMEM)
			return csv_get_buffer_size(csv) >= READER_FIELD_MAX ? RECORD_TOO_BIG : RECORD_FAILED;
		return RECORD_BAD_QUOTE;
	}
	if (is_last && reader->csv_rows == 0 && csv_fini(csv, on_field, on_row, reader) != 0)
		return RECORD_BAD_QUOTE;
	if (reader->memory_failed)
		return RECORD_FAILED;
	if (reader->csv_rows == 0)
		return RECORD_OPEN;
	reader->csv_dirty = false;
	return reader->csv_rows > 1 || reader->csv_after > 0 ? RECORD_BAD_QUOTE : RECORD_WHOLE;
}

/* The record at start, through libcsv. `end`, `next`: of its first line, and of the record when it comes out whole. */
static enum outcome record_parse(struct reader *reader, size_t *end, size_t *next, long *ret_lines, struct err *err)
{
	size_t from = 0, line_stop = *end, line_next = *next;
	enum outcome outcome = RECORD_OPEN;

	reader->csv_rows = 0;
	reader->csv_after = 0;
	reader->work_len = 0;
	for (long lines = 1; lines <= READER_LINES_MAX; lines++) {
		int got;

		if (!work_reserve(reader, line_next + 16, err))
			return RECORD_FAILED;
		outcome = csv_feed(reader, reader->buffer + reader->start + from, line_next - from,
			line_next == line_stop);
		if (outcome != RECORD_OPEN) {
			if (outcome == RECORD_FAILED)
				err_memory(err);
			*end = line_stop;
			*next = line_next;
			*ret_lines = lines;
			return outcome;
		}
		from = line_next;
		got = line_end(reader, from, &line_stop, &line_next, err);
		if (got < 0)
			return RECORD_FAILED;
		if (got != 1)
			return RECORD_BAD_QUOTE;
	}
	return RECORD_BAD_QUOTE;
}

/* ---- rows ---- */

static void row_refuse(struct reader_row *row, const char *code, const char *text)
{
	row->cells = NULL;
	row->n = 0;
	row->fault = code;
	row->fault_text = text;
}

static const char bad_quote_text[] = "a quotation mark is not closed, or stands inside a field: put the field in quotes and "
	"double the marks in it";
static const char too_big_text[] = "the row is longer than a row may be (1 MiB, and 64 KiB a field): a quotation mark or a "
	"line end may be missing";

/* Cells of a whole record stand in work one after the other. */
static void cells_place(struct reader *reader)
{
	char *s = reader->work;

	for (size_t i = 0; i < reader->n_cells; i++) {
		reader->cells[i].s = s;
		s += reader->cells[i].len + 1;
	}
}

static bool row_parse_quoted(struct reader *reader, struct reader_row *row, size_t *next, struct err *err)
{
	size_t first_end = row->raw_len, first_next = *next, end = first_end, record_next = first_next;
	long lines = 1;
	enum outcome outcome;

	if (!csv_start(reader, err))
		return false;
	outcome = record_parse(reader, &end, &record_next, &lines, err);
	if (outcome == RECORD_FAILED)
		return false;
	row->raw = reader->buffer + reader->start;	/* it may have moved */
	if (outcome == RECORD_WHOLE && lines > 1 && reader->expected && reader->n_cells != reader->expected)
		outcome = RECORD_BAD_QUOTE;
	if (outcome == RECORD_TOO_BIG)
		row_refuse(row, "size-error", too_big_text);
	else if (outcome != RECORD_WHOLE)
		row_refuse(row, "quote-error", bad_quote_text);
	if (outcome != RECORD_WHOLE) {
		reader->start += first_next;
		reader->line++;
		return true;
	}
	cells_place(reader);
	row->raw_len = end;
	reader->start += record_next;
	reader->line += lines;
	return true;
}

static bool row_split_plain(struct reader *reader, struct reader_row *row, struct err *err)
{
	if (!work_reserve(reader, row->raw_len + MARKS_STEP + 1, err))
		return false;
	memcpy(reader->work, row->raw, row->raw_len);
	return cells_split(reader, row->raw_len) || err_memory(err);
}

static bool text_is_ascii(const char *s, size_t n)
{
	char bits = 0;

	for (size_t i = 0; i < n; i++)
		bits |= s[i];
	return !(bits & '\x80');
}

static bool has_long_cell(const struct reader *reader)
{
	for (size_t i = 0; i < reader->n_cells; i++)
		if (reader->cells[i].len > READER_FIELD_MAX)
			return true;
	return false;
}

static void row_judge(const struct reader *reader, struct reader_row *row)
{
	if (row->fault)
		return;
	row->is_ascii = reader->is_ascii;
	if (reader->has_zero)
		row_refuse(row, "nul-error", "the row holds a byte of value 0, which no text has: export it again");
	else if (!row->is_ascii && !width_is_utf8(row->raw, row->raw_len))
		row_refuse(row, "encoding-error", "the row is not valid UTF-8: save the file as UTF-8, or name its encoding in a "
			"profile, as `encoding = windows-1252`");
	else if (reader->n_cells > READER_CELLS_MAX || (row->raw_len > READER_FIELD_MAX && has_long_cell(reader)))
		row_refuse(row, "size-error", too_big_text);
}

static bool text_is_blank(const char *s, size_t n)
{
	while (n > 0 && is_blank(*s)) {
		s++;
		n--;
	}
	return n == 0;
}

/* Without the CRs of its end: one, or more when a file was made for DOS twice. */
static size_t length_without_end(const char *s, size_t n)
{
	while (n > 0 && s[n - 1] == '\r')
		n--;
	return n;
}

/* The physical line at start, of `end` bytes of text. */
static bool row_read(struct reader *reader, struct reader_row *row, size_t end, size_t next, struct err *err)
{
	row->raw = reader->buffer + reader->start;
	row->raw_len = end;
	row->line = reader->line;
	reader->n_cells = 0;
	if (reader->is_careful || memchr(row->raw, '"', end)) {
		if (!row_parse_quoted(reader, row, &next, err))
			return false;
		reader->is_ascii = text_is_ascii(row->raw, row->raw_len);
		reader->has_zero = memchr(row->raw, '\0', row->raw_len) != NULL;
	} else {
		row->raw_len = length_without_end(row->raw, end);
		if (!row_split_plain(reader, row, err))
			return false;
		reader->start += next;
		reader->line++;
	}
	if (!row->fault) {
		row->cells = reader->cells;
		row->n = reader->n_cells;
	}
	row->raw_len = length_without_end(row->raw, row->raw_len);
	row_judge(reader, row);
	return true;
}

static void row_too_long(struct reader *reader, struct reader_row *row)
{
	row->line = reader->line;
	row->raw = reader->buffer + reader->start;
	row->raw_len = READER_RECORD_MAX;
	row_refuse(row, "size-error", too_big_text);
	reader->skipping = true;
}

int reader_next(struct reader *reader, struct reader_row *ret_row, struct err *err)
{
	struct reader_row row = {0};
	size_t end, next;
	int got = skip_rest(reader, err);

	if (got <= 0)
		return got;
	for (;;) {
		const char *text;

		got = line_end(reader, 0, &end, &next, err);
		if (got <= 0)
			return got;
		if (got == 2) {
			row_too_long(reader, &row);
			break;
		}
		text = reader->buffer + reader->start;
		if (!text_is_blank(text, length_without_end(text, end))) {
			if (!row_read(reader, &row, end, next, err))
				return -1;
			break;
		}
		reader->start += next;
		reader->line++;
	}
	*ret_row = row;
	return 1;
}
