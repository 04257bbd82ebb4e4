/* series.h - a plain series out of a CSV: one value a moment, with or without the moments.
 *
 * The file is read as any other (encodings, delimiters, decimal commas, gzip, true line numbers). A header is not needed.
 * Which column holds the moments and which the values is told from their contents and names; where that leaves a choice, the
 * sentence in err names the option that decides. Moments may be dates, dates with a time, months (2026-03), quarters
 * (2026-Q1), ISO weeks (2026-W05), years, seconds since 1970, or a running number; or there are none, and rows count. */
#ifndef INGEST_SERIES_H
#define INGEST_SERIES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

/* How moments were written, and what they count. */
enum ingest_series_time {
	INGEST_SERIES_ROWS,	/* none: rows, from 1 */
	INGEST_SERIES_NUMBER,	/* a running number */
	INGEST_SERIES_YEAR,	/* years */
	INGEST_SERIES_QUARTER,	/* quarters since year 0 */
	INGEST_SERIES_MONTH,	/* months since year 0 */
	INGEST_SERIES_WEEK,	/* ISO weeks, counted from that of 1969-12-29 */
	INGEST_SERIES_DAY,	/* seconds of the day's beginning, on the wall clock */
	INGEST_SERIES_LOCAL,	/* seconds on the wall clock */
	INGEST_SERIES_INSTANT,	/* seconds in UTC: written with an offset, or since 1970 */
};

struct ingest_series_options {
	const char *time_column, *value_column;	/* by their header; NULL: told from the file */
	char decimal;				/* '.' or ','; 0: told from the file */
	char date_order;			/* 'd' day first, 'm' month first; 0: told from the file */
};

/* In the order of time; rows of one moment stay in the order of the file. */
struct ingest_series {
	enum ingest_series_time time;
	size_t n;
	int64_t *at;		/* in what `time` says */
	double *values;		/* NaN: missing */
	long *lines;		/* in the file, from 1 */
	size_t n_missing;
	size_t n_columns;	/* of the file */
	bool was_sorted;
	const char *value_name;	/* of the header; "value" without one */
};

/* The steps of a series: equally far apart, with NaN where nothing stands. */
struct ingest_grid {
	size_t n;
	double *values;
	size_t *cell_of_row;	/* n of the series: which step a row is; rows of one moment share theirs */
	int64_t *at;		/* n: as in the series */
	int64_t step;		/* seconds, months or numbers from one to the next; 0: rows are the steps */
	bool in_months;		/* step counts months, though moments are days */
	bool skips_days;	/* some days of the week never occur: only the others are steps */
	unsigned weekdays;	/* that occur, Monday the lowest bit */
	size_t n_gaps, n_doubled;	/* steps without a row; rows that share a moment with another value, which are averaged */
	size_t n_joined;		/* rows of other moments that share a step with another value, which are averaged as well */
};

/* `path` "-": standard input. The series lives in the arena. A value that is no number, a moment that is none, a file without
 * any value are ERR_DATA, with file and line. */
bool ingest_series_read(const char *path, const struct ingest_series_options *options, struct arena *arena,
	struct ingest_series **ret_series, struct err *err);

/* Fails when moments that stand twice with different values are more than one in fifty: then rows have to be chosen first. `path` is for
 * the sentence. */
bool ingest_series_grid(const struct ingest_series *series, const char *path, struct arena *arena,
	struct ingest_grid *ret_grid, struct err *err);

/* ISO 8601; the row's number where there are no moments. At most 32 bytes with the NUL; returns the buffer. */
char *ingest_series_format(enum ingest_series_time time, int64_t at, char buffer[32]);
/* The moment `steps` after the last of the grid. */
int64_t ingest_grid_ahead(const struct ingest_grid *grid, size_t steps);

/* A moment as a user writes it, in the counting of the series: for --at. A rougher one (a month of a series of days) is its first day, a
 * finer one the step it lies in. date_order as in the options. false when it is none of that kind, or one of two. */
bool ingest_series_moment(const struct ingest_series *series, const char *s, char date_order, int64_t *ret_at);
/* The day of a moment (days since 1970-01-01) and its second in the day; false where moments are numbers or rows. */
bool ingest_series_day(enum ingest_series_time time, int64_t at, int32_t *ret_day, int32_t *ret_second);

#endif
