/* sniff.c - encoding, delimiter and header, from the first bytes and rows of a file.
 *
 * The delimiter is the one under which some row near the top holds most names of columns: that row is the header, what stands
 * above it are titles. A file of which no row is known is read with the delimiter that splits its first row best, so that
 * the sentence about its header makes sense. */
#include "sniff.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/width.h"
#include "show.h"

enum { SAMPLE = 1 << 18, HEADER_WITHIN = 30, SHARE_OF_BAD = 10 };

/* ---- encoding ---- */

struct sample {
	char *s;
	size_t n;
	bool is_whole;
};

static bool sample_read(struct source *source, struct arena *arena, struct sample *ret_sample, struct err *err)
{
	struct sample sample = {.s = arena_alloc(arena, SAMPLE)};
	long got = 1;

	if (!sample.s)
		return err_memory(err);
	if (!source_rewind(source, err))
		return false;
	while (sample.n < SAMPLE && got > 0) {
		got = source_read(source, sample.s + sample.n, SAMPLE - sample.n, err);
		if (got < 0)
			return false;
		sample.n += (size_t)got;
	}
	sample.is_whole = got == 0;
	*ret_sample = sample;
	return true;
}

static bool starts(const struct sample *sample, const char *magic, size_t n)
{
	return sample->n >= n && memcmp(sample->s, magic, n) == 0;
}

/* <html, <!DOCTYPE, <?xml, <table: what systems give as an export for spreadsheets. */
static bool is_markup(const struct sample *sample)
{
	size_t i = starts(sample, "\xef\xbb\xbf", 3) ? 3 : 0;

	while (i < sample->n && strchr(" \t\r\n", sample->s[i]) && sample->s[i])
		i++;
	return i + 1 < sample->n && sample->s[i] == '<' && (strchr("!?", sample->s[i + 1]) || isalpha((unsigned char)sample->s[i + 1]));
}

static bool refuse_formats(const struct source *source, const struct sample *sample, struct err *err)
{
	const char *shown = source_shown(source);

	if (sample->n == 0)
		return err_set(err, ERR_DATA, "%s: is empty; export it again", shown);
	if (starts(sample, "PK\3\4", 4) || starts(sample, "\xd0\xcf\x11\xe0", 4))
		return err_set(err, ERR_DATA, "%s: is a spreadsheet or an archive, not a CSV file; save it as CSV (UTF-8)", shown);
	if (starts(sample, "%PDF", 4))
		return err_set(err, ERR_DATA, "%s: is a PDF, not a CSV file; ask for the data as CSV", shown);
	if (is_markup(sample))
		return err_set(err, ERR_DATA, "%s: is a web page or XML, not a CSV file; open it with a spreadsheet and save it as CSV (UTF-8)", shown);
	return true;
}

static size_t count_bytes(const struct sample *sample, bool (*is)(unsigned char c))
{
	size_t n = 0;

	for (size_t i = 0; i < sample->n; i++)
		n += is((unsigned char)sample->s[i]);
	return n;
}

static bool is_nul(unsigned char c)
{
	return c == 0;
}

static bool is_control(unsigned char c)
{
	return c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != 0;
}

struct lines {
	size_t all, bad;	/* bad: not UTF-8 */
	const char *first;	/* of the bad ones */
	size_t first_len;
	long first_line;
};

static struct lines lines_judge(const struct sample *sample)
{
	struct lines lines = {0};
	const char *s = sample->s, *end = s + sample->n;

	while (s < end) {
		const char *newline = memchr(s, '\n', (size_t)(end - s));
		const char *stop = newline ? newline : end;

		if (!newline && !sample->is_whole && lines.all > 0)
			break;	/* the sample may have cut a character */
		lines.all++;
		if (!width_is_utf8(s, (size_t)(stop - s))) {
			if (lines.bad++ == 0) {
				lines.first = s;
				lines.first_len = (size_t)(stop - s);
				lines.first_line = (long)lines.all;
			}
		}
		s = stop + 1;
	}
	return lines;
}

/* What stands around a byte, as it would read in an encoding. */
static const char *preview(const struct sample *sample, size_t at, enum encoding encoding, char buffer[SHOW_MAX])
{
	static const char none[] = "";
	const char *s = sample->s + at, *end = sample->s + sample->n;
	char decoded[SHOW_MAX];
	size_t n = 0, len;

	for (int before = 0; before < 12 && s > sample->s && s[-1] != '\n'; before++)
		s--;
	while (n < 30 && s + n < end && s[n] != '\n' && s[n] != '\r')
		n++;
	len = encoding_preview(encoding, s, n, decoded, sizeof(decoded));
	return len ? show(buffer, decoded, len) : none;
}

/* The first byte that reads one way in Western Europe and another in Arabic; n: none does. */
static size_t find_telling(const struct sample *sample, size_t from)
{
	char west[8], arabic[8];

	for (size_t i = from; i < sample->n; i++) {
		size_t w, a;

		if ((unsigned char)sample->s[i] < 0x80)
			continue;
		w = encoding_preview(ENCODING_WINDOWS_1252, sample->s + i, 1, west, sizeof(west));
		a = encoding_preview(ENCODING_WINDOWS_1256, sample->s + i, 1, arabic, sizeof(arabic));
		if (w != a || memcmp(west, arabic, w) != 0)
			return i;
	}
	return sample->n;
}

/* Bad lines are rows to refuse as long as they are few; when they are many, the file is in another encoding. French reads alike in
 * both of those that are asked for, but for a few letters: without one of them there is nothing to choose. */
static bool ask_encoding(const struct source *source, const struct sample *sample, const struct lines *lines, struct err *err)
{
	size_t first = (size_t)(lines->first - sample->s), at = find_telling(sample, first), took;
	char west[SHOW_MAX], arabic[SHOW_MAX];

	if (at < sample->n)
		return err_set(err, ERR_DATA, "%s, line %ld: the text is not UTF-8; say in a profile (--map FILE) `encoding = windows-1252` "
			"if this reads well: %s, or `encoding = windows-1256` if this does: %s", source_shown(source), lines->first_line,
			preview(sample, at, ENCODING_WINDOWS_1252, west), preview(sample, at, ENCODING_WINDOWS_1256, arabic));
	for (at = first; width_decode(sample->s + at, first + lines->first_len - at, &took) >= 0; at += took)
		;
	return err_set(err, ERR_DATA, "%s, line %ld: the text is not UTF-8; it reads '%s' with `encoding = windows-1252` under [file] in a "
		"profile (--map FILE)", source_shown(source), lines->first_line, preview(sample, at, ENCODING_WINDOWS_1252, west));
}

static bool sniff_encoding(struct source *source, const struct sample *sample, enum encoding told, enum encoding fallback,
	enum encoding *ret_encoding, struct err *err)
{
	size_t mark;
	struct lines lines;

	if (!refuse_formats(source, sample, err))
		return false;
	*ret_encoding = encoding_of_mark(sample->s, sample->n, &mark);
	if (*ret_encoding == ENCODING_UNKNOWN)
		*ret_encoding = told;
	if (*ret_encoding != ENCODING_UNKNOWN)
		return true;
	if (count_bytes(sample, is_nul) > sample->n / 4)
		return err_set(err, ERR_DATA, "%s: the text is UTF-16 without a byte order mark, or no text at all; say in a profile "
			"(--map FILE) `encoding = utf-16le`, or save it as UTF-8", source_shown(source));
	if (count_bytes(sample, is_control) > sample->n / SHARE_OF_BAD)
		return err_set(err, ERR_DATA, "%s: is no text; a CSV file is wanted", source_shown(source));
	lines = lines_judge(sample);
	*ret_encoding = lines.bad > 0 && fallback != ENCODING_UNKNOWN ? fallback : ENCODING_UTF8;
	if (*ret_encoding == ENCODING_UTF8 && (lines.bad * SHARE_OF_BAD > lines.all || (lines.bad > 0 && lines.first_line == 1)))
		return ask_encoding(source, sample, &lines, err);
	return true;
}

/* ---- delimiter and header ---- */

static char sniff_newline(const struct sample *sample, enum encoding encoding)
{
	if (encoding == ENCODING_UTF16LE || encoding == ENCODING_UTF16BE)
		return '\n';
	if (memchr(sample->s, '\n', sample->n) || !memchr(sample->s, '\r', sample->n))
		return '\n';
	return '\r';
}

struct guess {
	char delimiter;
	long line;		/* of the header; 0: none was found */
	size_t hits, cells;
	char told;		/* the delimiter that a sep= line tells, or 0 */
};

/* "sep=;" is a line that a spreadsheet writes for itself. */
static bool row_is_sep(const struct reader_row *row, char *ret_delimiter)
{
	if (row->raw_len < 4 || row->raw_len > 5 || strncasecmp(row->raw, "sep=", 4) != 0)
		return false;
	*ret_delimiter = row->raw_len == 5 ? row->raw[4] : '\t';
	return strchr(",;|\t", *ret_delimiter) != NULL;
}

static bool guess_with(struct source *source, const struct profile *profile, struct sniff *sniff, struct guess *best,
	struct err *err)
{
	struct decoder decoder;
	struct reader *reader = NULL;
	struct reader_row row;
	int got = 0;

	sniff->header_line = 1;
	if (!sniff_reader(source, sniff, &decoder, &reader, err))
		return false;
	for (int i = 0; i < HEADER_WITHIN && (got = reader_next(reader, &row, err)) == 1; i++) {
		size_t hits;
		char told;

		if (i == 0 && row_is_sep(&row, &told)) {
			best->told = told;
			continue;
		}
		if (row.fault)
			continue;
		hits = plan_header_hits(profile, row.cells, row.n);
		if (best->line == 0 || hits > best->hits || (hits == best->hits && best->hits == 0 && row.n > best->cells))
			*best = (struct guess){.delimiter = sniff->delimiter, .line = row.line, .hits = hits,
				.cells = row.n, .told = best->told};
	}
	reader_destroy(reader);
	return got >= 0;
}

static bool sniff_header(struct source *source, const struct profile *profile, struct sniff *sniff, struct err *err)
{
	static const char delimiters[] = ",;\t|";
	struct guess best = {0};

	for (const char *d = profile->delimiter ? &profile->delimiter : delimiters; *d; d++) {
		sniff->delimiter = *d;
		if (!guess_with(source, profile, sniff, &best, err))
			return false;
		if (best.told && !profile->delimiter) {
			sniff->delimiter = best.told;
			best = (struct guess){0};
			if (!guess_with(source, profile, sniff, &best, err))
				return false;
			break;
		}
		if (profile->delimiter)
			break;
	}
	if (best.line == 0)
		return err_set(err, ERR_DATA, "%s: has no header that can be read; export it again", source_shown(source));
	sniff->delimiter = best.delimiter;
	sniff->header_line = best.line;
	return true;
}

bool sniff_text(struct source *source, enum encoding told, enum encoding fallback, struct sniff *ret_sniff, struct err *err)
{
	struct sniff sniff = {.delimiter = ',', .header_line = 1};
	struct sample sample = {0};
	struct arena arena;
	bool ok;

	arena_init(&arena);
	ok = sample_read(source, &arena, &sample, err) && sniff_encoding(source, &sample, told, fallback, &sniff.encoding, err);
	if (ok) {
		sniff.newline = sniff_newline(&sample, sniff.encoding);
		*ret_sniff = sniff;
	}
	arena_finish(&arena);
	return ok;
}

bool sniff_file(struct source *source, const struct profile *profile, struct sniff *ret_sniff, struct err *err)
{
	struct sniff sniff;

	if (!sniff_text(source, profile->encoding, ENCODING_UNKNOWN, &sniff, err) || !sniff_header(source, profile, &sniff, err))
		return false;
	*ret_sniff = sniff;
	return true;
}

bool sniff_reader(struct source *source, const struct sniff *sniff, struct decoder *decoder, struct reader **ret_reader,
	struct err *err)
{
	struct reader *reader;

	if (!source_rewind(source, err))
		return false;
	decoder_init(decoder, source, sniff->encoding);
	if (!reader_create(decoder, sniff->delimiter, sniff->newline, &reader, err))
		return false;
	if (reader_skip_lines(reader, sniff->header_line - 1, err) < 0) {
		reader_destroy(reader);
		return false;
	}
	*ret_reader = reader;
	return true;
}
