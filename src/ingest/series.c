/* series.c - the rows of a plain series, read and put in the order of time. What stands where: series_layout.h. */
#include "ingest/series.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "series_layout.h"
#include "show.h"

struct rows {
	struct point {
		int64_t at;
		double value;
		long line;
	} *points;
	size_t n, cap;
	enum ingest_series_time time;
};

struct reading {
	const struct source *source;
	const struct series_layout *layout;
	struct rows rows;
};

static bool rows_add(struct rows *rows, struct point point, struct err *err)
{
	if (rows->n == rows->cap) {
		size_t cap = rows->cap ? 2 * rows->cap : 1024;
		struct point *grown = realloc(rows->points, cap * sizeof(*grown));

		if (!grown)
			return err_memory(err);
		rows->points = grown;
		rows->cap = cap;
	}
	rows->points[rows->n++] = point;
	return true;
}

static bool refuse(const struct reading *reading, const struct reader_row *row, const struct reader_cell *cell, const char *what,
	struct err *err)
{
	char buffer[SHOW_MAX];

	return err_set(err, ERR_DATA, "%s, line %ld: '%s' is no %s; correct it or take the line out", source_shown(reading->source),
		row->line, show(buffer, cell->s, cell->len), what);
}

/* Days and wall clocks may stand together: a day is its beginning. An offset in some rows only would shift the others. */
static bool time_join(struct reading *reading, const struct reader_row *row, enum ingest_series_time time, struct err *err)
{
	struct rows *rows = &reading->rows;

	if (rows->n == 0 || rows->time == time) {
		rows->time = time;
		return true;
	}
	if (rows->time == INGEST_SERIES_INSTANT || time == INGEST_SERIES_INSTANT)
		return err_set(err, ERR_DATA, "%s, line %ld: some times have an offset from UTC and some have none; export it again with one form",
			source_shown(reading->source), row->line);
	rows->time = INGEST_SERIES_LOCAL;
	return true;
}

static bool moment_take(struct reading *reading, const struct reader_row *row, int64_t *ret_at, struct err *err)
{
	const struct series_layout *layout = reading->layout;
	const struct reader_cell *cell;
	enum ingest_series_time time;

	if (layout->time < 0) {
		/* Blank lines between values are missing values. */
		reading->rows.time = INGEST_SERIES_ROWS;
		*ret_at = row->line - layout->sniff.header_line + 1;
		return true;
	}
	cell = &row->cells[layout->time];
	if (!series_time_read(cell->s, cell->len, layout->form, layout->order, &time, ret_at))
		return refuse(reading, row, cell, layout->form == SERIES_NUMBER ? "number to count by" : "date or time", err);
	return time_join(reading, row, time, err);
}

static bool row_is_blank(const struct reader_row *row)
{
	for (size_t i = 0; i < row->n; i++) {
		if (row->cells[i].len > 0)
			return false;
	}
	return true;
}

static bool row_take(struct reading *reading, const struct reader_row *row, struct err *err)
{
	const struct series_layout *layout = reading->layout;
	struct point point = {.line = row->line};

	if (row->fault)
		return err_set(err, ERR_DATA, "%s, line %ld: %s", source_shown(reading->source), row->line, row->fault_text);
	if (layout->time >= 0 && row_is_blank(row))
		return true;
	if (row->n != layout->n_cells)
		return err_set(err, ERR_DATA, "%s, line %ld: has %zu cells where the other rows have %zu; correct it or take the line out",
			source_shown(reading->source), row->line, row->n, layout->n_cells);
	if (!series_number(&row->cells[layout->value], layout->number, &point.value))
		return refuse(reading, row, &row->cells[layout->value], "number", err);
	if (!moment_take(reading, row, &point.at, err))
		return false;
	return rows_add(&reading->rows, point, err);
}

static bool rows_read(struct source *source, struct reading *reading, struct err *err)
{
	struct decoder decoder;
	struct reader *reader = NULL;
	struct reader_row row;
	bool ok = true;
	int got = 0;

	if (!sniff_reader(source, &reading->layout->sniff, &decoder, &reader, err))
		return false;
	reader_expect(reader, reading->layout->n_cells);
	while (ok && (got = reader_next(reader, &row, err)) == 1)
		ok = row_take(reading, &row, err);
	reader_destroy(reader);
	return ok && got == 0;
}

static int by_time(const void *a, const void *b)
{
	const struct point *x = a, *y = b;

	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	return x->line < y->line ? -1 : x->line > y->line;
}

static bool rows_are_sorted(const struct rows *rows)
{
	for (size_t i = 1; i < rows->n; i++) {
		if (rows->points[i].at < rows->points[i - 1].at)
			return false;
	}
	return true;
}

static bool series_make(struct rows *rows, const char *value_name, struct arena *arena, struct ingest_series **ret_series,
	struct err *err)
{
	struct ingest_series *series = arena_alloc(arena, sizeof(*series));

	if (!series)
		return err_memory(err);
	*series = (struct ingest_series){.time = rows->time, .n = rows->n, .was_sorted = rows_are_sorted(rows), .value_name = value_name,
		.at = arena_array(arena, rows->n, sizeof(*series->at)), .values = arena_array(arena, rows->n, sizeof(*series->values)),
		.lines = arena_array(arena, rows->n, sizeof(*series->lines))};
	if (!series->at || !series->values || !series->lines)
		return err_memory(err);
	if (!series->was_sorted)
		qsort(rows->points, rows->n, sizeof(*rows->points), by_time);
	for (size_t i = 0; i < rows->n; i++) {
		series->at[i] = rows->points[i].at;
		series->values[i] = rows->points[i].value;
		series->lines[i] = rows->points[i].line;
		series->n_missing += isnan(series->values[i]) != 0;
	}
	*ret_series = series;
	return true;
}

bool ingest_series_read(const char *path, const struct ingest_series_options *options, struct arena *arena,
	struct ingest_series **ret_series, struct err *err)
{
	struct source *source = NULL;
	struct series_layout layout;
	struct reading reading = {.layout = &layout};
	struct arena scratch;
	bool ok;

	if (!source_open(path, strcmp(path, "-") == 0 ? "standard input" : path, &source, err))
		return false;
	arena_init(&scratch);
	reading.source = source;
	ok = series_layout_find(source, options, &scratch, &layout, err) && rows_read(source, &reading, err);
	if (ok && reading.rows.n == 0)
		ok = err_set(err, ERR_DATA, "%s: holds no row of data", source_shown(source));
	if (ok) {
		const char *name = arena_strdup(arena, layout.value_name);

		ok = name ? series_make(&reading.rows, name, arena, ret_series, err) : err_memory(err);
		if (ok)
			(*ret_series)->n_columns = layout.n_cells;
	}
	if (ok && (*ret_series)->n_missing == (*ret_series)->n)
		ok = err_set(err, ERR_DATA, "%s: all values are missing", source_shown(source));
	free(reading.rows.points);
	arena_finish(&scratch);
	source_close(source);
	return ok;
}
