/* series_layout.c - see series_layout.h.
 *
 * A sample of the rows is split at each delimiter in turn; the one under which a column of moments and one of numbers appear
 * is taken. A header is a row whose cells are words where numbers or moments follow. The whole file is then seen once for
 * what a sample cannot settle: the order of day and month, the decimal mark, whether a number counts on. */
#include "series_layout.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "fold.h"
#include "show.h"

enum { SAMPLE_ROWS = 200, COLUMNS_MAX = 256, CLEAR_MAJORITY = 20, NAME_MAX = 64 };

struct row {
	long line;
	const char **cells;
	size_t *lens, n;
};

struct column {
	size_t times, numbers, missing, words;
	const char *name;	/* folded; "" without a header */
	const char *label;
};

struct sample {
	char delimiter;
	struct row rows[SAMPLE_ROWS];
	size_t n_rows, n_cells;	/* cells of most rows */
	size_t first;		/* index of the first row of data */
	struct column *columns;
	int time, value;
	int score;
};

/* ---- cells ---- */

bool series_is_missing(const char *s, size_t n)
{
	static const char *const words[] = {"na", "nan", "n/a", "null", "none", "nil", "-", "--", "?", ".", "#n/a", "nat", "(null)", "\\n"};

	if (n == 0)
		return true;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (strcasecmp(words[i], s) == 0)
			return true;
	}
	return false;
}

bool series_number(const struct reader_cell *cell, struct number_format format, double *ret_value)
{
	char *end;

	if (series_is_missing(cell->s, cell->len)) {
		*ret_value = NAN;
		return true;
	}
	/* Whatever the program's own output holds is read back to the same double. */
	if (format.decimal == '.' && strspn(cell->s, "+-0123456789.eE") == cell->len) {
		*ret_value = strtod(cell->s, &end);
		if (!*end && end != cell->s)
			return isfinite(*ret_value);
	}
	return number_read_double(cell->s, cell->len, format, ret_value) == NUMBER_OK && isfinite(*ret_value);
}

static bool is_number(const char *s, size_t n)
{
	struct reader_cell cell = {(char *)s, n};
	double value;
	enum number_status status;

	if (series_number(&cell, (struct number_format){.decimal = '.'}, &value))
		return true;
	status = number_read_double(s, n, (struct number_format){.decimal = ','}, &value);
	return status == NUMBER_OK || status == NUMBER_AMBIGUOUS;
}

static bool is_time(const char *s, size_t n)
{
	return (series_time_forms(s, n) & (SERIES_QUARTER | SERIES_MONTH | SERIES_WEEK | SERIES_DATE)) != 0;
}

/* ---- the sample ---- */

static bool row_keep(struct row *keep, const struct reader_row *row, struct arena *arena)
{
	size_t n = row->n < COLUMNS_MAX ? row->n : COLUMNS_MAX;

	*keep = (struct row){.line = row->line, .n = n, .cells = arena_array(arena, n + 1, sizeof(char *)),
		.lens = arena_array(arena, n + 1, sizeof(size_t))};
	if (!keep->cells || !keep->lens)
		return false;
	for (size_t i = 0; i < n; i++) {
		keep->lens[i] = row->cells[i].len;
		keep->cells[i] = arena_strndup(arena, row->cells[i].s, row->cells[i].len);
		if (!keep->cells[i])
			return false;
	}
	return true;
}

static bool sample_read(struct source *source, const struct sniff *sniff, struct arena *arena, struct sample *sample, struct err *err)
{
	struct decoder decoder;
	struct reader *reader = NULL;
	struct reader_row row;
	int got = 0;
	bool ok;

	if (!sniff_reader(source, sniff, &decoder, &reader, err))
		return false;
	ok = true;
	while (ok && sample->n_rows < SAMPLE_ROWS && (got = reader_next(reader, &row, err)) == 1) {
		if (!row.fault && !(ok = row_keep(&sample->rows[sample->n_rows++], &row, arena)))
			err_memory(err);
	}
	reader_destroy(reader);
	return ok && got >= 0;
}

static size_t cells_usual(const struct sample *sample)
{
	size_t best = 0, best_rows = 0;

	for (size_t i = 0; i < sample->n_rows; i++) {
		size_t rows = 0;

		for (size_t k = 0; k < sample->n_rows; k++)
			rows += sample->rows[k].n == sample->rows[i].n;
		if (rows > best_rows) {
			best = sample->rows[i].n;
			best_rows = rows;
		}
	}
	return best;
}

static void column_count(struct column *column, const char *s, size_t n)
{
	if (series_is_missing(s, n))
		column->missing++;
	else if (is_time(s, n))
		column->times++;
	else if (is_number(s, n))
		column->numbers++;
	else
		column->words++;
}

static struct column column_judge(const struct sample *sample, size_t index, size_t from)
{
	struct column column = {.name = "", .label = ""};

	for (size_t i = from; i < sample->n_rows; i++) {
		const struct row *row = &sample->rows[i];

		if (row->n == sample->n_cells)
			column_count(&column, row->cells[index], row->lens[index]);
	}
	return column;
}

static bool column_is_time(const struct column *column)
{
	return column->times > column->numbers + column->words;
}

static bool column_is_number(const struct column *column)
{
	return column->numbers > column->times + column->words;
}

/* Words where moments or numbers follow. */
static bool row_is_header(const struct sample *sample, size_t index)
{
	const struct row *row = &sample->rows[index];

	for (size_t c = 0; c < sample->n_cells && index + 1 < sample->n_rows; c++) {
		struct column below = column_judge(sample, c, index + 1);

		if (!column_is_time(&below) && !column_is_number(&below) && below.numbers + below.times + below.words > 0)
			continue;
		if (!series_is_missing(row->cells[c], row->lens[c]) && !is_time(row->cells[c], row->lens[c]) &&
			!is_number(row->cells[c], row->lens[c]))
			return true;
	}
	return false;
}

static bool names_take(struct sample *sample, const struct row *header, struct arena *arena)
{
	for (size_t c = 0; c < sample->n_cells && header; c++) {
		char folded[NAME_MAX];

		fold_word(header->cells[c], header->lens[c], folded, sizeof(folded));
		sample->columns[c].label = header->cells[c];
		sample->columns[c].name = arena_strdup(arena, folded);
		if (!sample->columns[c].name)
			return false;
	}
	return true;
}

static bool sample_judge(struct sample *sample, struct arena *arena, struct err *err)
{
	const struct row *header = NULL;

	sample->n_cells = cells_usual(sample);
	while (sample->first < sample->n_rows && sample->rows[sample->first].n != sample->n_cells)
		sample->first++;
	while (sample->first < sample->n_rows && row_is_header(sample, sample->first)) {
		header = &sample->rows[sample->first++];
		while (sample->first < sample->n_rows && sample->rows[sample->first].n != sample->n_cells)
			sample->first++;
	}
	sample->columns = arena_array(arena, sample->n_cells + 1, sizeof(*sample->columns));
	if (!sample->columns)
		return err_memory(err);
	for (size_t c = 0; c < sample->n_cells; c++)
		sample->columns[c] = column_judge(sample, c, sample->first);
	return names_take(sample, header, arena) || err_memory(err);
}

/* ---- which column is which ---- */

static const char *const time_names[] = {"timestamp", "datetime", "date", "time", "ds", "day", "week", "month", "quarter", "year",
	"period", "moment", "hour", "step", "index", "t", "fecha", "datum", "jour", "periode", NULL};
static const char *const value_names[] = {"value", "values", "y", "count", "amount", "total", "valeur", "valor", "wert", NULL};

static int column_named(const struct sample *sample, const char *const *names)
{
	for (; *names; names++) {
		for (size_t c = 0; c < sample->n_cells; c++) {
			if (strcmp(sample->columns[c].name, *names) == 0)
				return (int)c;
		}
	}
	return -1;
}

static int column_told(const struct sample *sample, const char *label)
{
	for (size_t c = 0; label && c < sample->n_cells; c++) {
		if (fold_is_same(sample->columns[c].label, label))
			return (int)c;
	}
	return -1;
}

/* Whole numbers, nearly each larger than the one before. */
static bool column_counts_on(const struct sample *sample, size_t c)
{
	double last = -HUGE_VAL;
	size_t back = 0;

	for (size_t i = sample->first; i < sample->n_rows; i++) {
		const struct row *row = &sample->rows[i];
		double value;

		if (row->n != sample->n_cells)
			continue;
		if (!(series_time_forms(row->cells[c], row->lens[c]) & SERIES_NUMBER))
			return false;
		value = strtod(row->cells[c], NULL);
		back += value <= last;
		last = value;
	}
	return back * CLEAR_MAJORITY <= sample->n_rows;
}

static int column_first(const struct sample *sample, bool (*is)(const struct column *), int but)
{
	for (size_t c = 0; c < sample->n_cells; c++) {
		if ((int)c != but && is(&sample->columns[c]))
			return (int)c;
	}
	return -1;
}

static bool column_is_only(const struct sample *sample, bool (*is)(const struct column *), int which, int but)
{
	for (size_t c = 0; c < sample->n_cells; c++) {
		if ((int)c != but && (int)c != which && is(&sample->columns[c]))
			return false;
	}
	return true;
}

static bool column_may_be_number(const struct column *column)
{
	return column_is_number(column) || column->times + column->words == 0;
}

static void time_choose(struct sample *sample, const struct ingest_series_options *options)
{
	int named = column_named(sample, time_names);

	sample->time = column_told(sample, options->time_column);
	if (sample->time < 0 && named >= 0 && (column_is_time(&sample->columns[named]) || column_is_number(&sample->columns[named])))
		sample->time = named;
	if (sample->time < 0)
		sample->time = column_first(sample, column_is_time, -1);
	if (sample->time < 0 && sample->n_cells == 2 && column_counts_on(sample, 0))
		sample->time = 0;
}

static void value_choose(struct sample *sample, const struct ingest_series_options *options)
{
	int named = column_named(sample, value_names);

	sample->value = column_told(sample, options->value_column);
	if (sample->value < 0 && named >= 0 && named != sample->time && column_may_be_number(&sample->columns[named]))
		sample->value = named;
	if (sample->value < 0) {
		sample->value = column_first(sample, column_is_number, sample->time);
		if (sample->value >= 0 && !column_is_only(sample, column_is_number, sample->value, sample->time))
			sample->value = -1;
	}
	if (sample->value < 0 && sample->n_cells == 2 && sample->time >= 0)
		sample->value = 1 - sample->time;	/* all of it missing, or words: the reading says so */
}

/* 3: moments and values; 2: values alone in one column; 1: something has to be told; 0: no numbers at all. */
static int sample_score(const struct sample *sample)
{
	bool any_number = false;

	for (size_t c = 0; c < sample->n_cells; c++)
		any_number = any_number || column_is_number(&sample->columns[c]);
	if (sample->value >= 0 && column_may_be_number(&sample->columns[sample->value]))
		return sample->time >= 0 ? 3 : sample->n_cells == 1 ? 2 : 1;
	return any_number;
}

static bool sample_with(struct source *source, const struct sniff *sniff, const struct ingest_series_options *options,
	struct arena *arena, struct sample **ret_sample, struct err *err)
{
	struct sample *sample = arena_alloc(arena, sizeof(*sample));

	if (!sample)
		return err_memory(err);
	*sample = (struct sample){.delimiter = sniff->delimiter, .time = -1, .value = -1};
	if (!sample_read(source, sniff, arena, sample, err) || !sample_judge(sample, arena, err))
		return false;
	time_choose(sample, options);
	value_choose(sample, options);
	sample->score = sample_score(sample);
	*ret_sample = sample;
	return true;
}

static bool sample_choose(struct source *source, const struct ingest_series_options *options, struct sniff *sniff,
	struct arena *arena, struct sample **ret_sample, struct err *err)
{
	static const char delimiters[] = ",;\t|";
	struct sample *best = NULL;

	for (const char *d = delimiters; *d; d++) {
		struct sample *sample = NULL;

		sniff->delimiter = *d;
		if (!sample_with(source, sniff, options, arena, &sample, err))
			return false;
		if (!best || sample->score > best->score)
			best = sample;
	}
	sniff->delimiter = best->delimiter;
	*ret_sample = best;
	return true;
}

/* ---- what has to be there ---- */

static bool refuse_columns(const struct source *source, const struct sample *sample, struct err *err)
{
	struct text names = TEXT_INIT;
	char buffer[SHOW_MAX];
	bool any = false;

	for (size_t c = 0; c < sample->n_cells && c < 8; c++) {
		if (!*sample->columns[c].label)
			continue;
		text_appendf(&names, "%s%s", any ? ", " : "", show(buffer, sample->columns[c].label, strlen(sample->columns[c].label)));
		any = true;
	}
	if (sample->score == 0)
		err_set(err, ERR_DATA, "%s: no column of it holds numbers; a series has a date or timestamp and a value in each row",
			source_shown(source));
	else if (any)
		err_set(err, ERR_DATA, "%s: which column is the series? Name it with --value (and --time); the file has %s",
			source_shown(source), names.data);
	else
		err_set(err, ERR_DATA, "%s: has %zu columns and no header; leave a date or timestamp and one value in each row",
			source_shown(source), sample->n_cells);
	text_finish(&names);
	return false;
}

static bool told_is_there(const struct source *source, const struct sample *sample, const char *option, const char *label,
	struct err *err)
{
	char buffer[SHOW_MAX];

	return !label || column_told(sample, label) >= 0 ||
	       err_set(err, ERR_USAGE, "%s: has no column '%s', which --%s names", source_shown(source),
		       show(buffer, label, strlen(label)), option);
}

/* ---- what the whole file tells ---- */

struct hints {
	unsigned forms;			/* that all moments can have */
	int64_t dmy, mdy, either, dots, commas, open;
	long either_line, open_line;
	char either_text[SHOW_MAX], open_text[SHOW_MAX];
};

static void hint_moment(struct hints *hints, const struct reader_row *row, const struct reader_cell *cell)
{
	enum date_hint hint;

	if (series_is_missing(cell->s, cell->len))
		return;
	hints->forms &= series_time_forms(cell->s, cell->len);
	hint = date_hint(cell->s, cell->len);
	hints->dmy += hint == DATE_HINT_DMY;
	hints->mdy += hint == DATE_HINT_MDY;
	if (hint == DATE_HINT_EITHER && hints->either++ == 0) {
		hints->either_line = row->line;
		show(hints->either_text, cell->s, cell->len);
	}
}

static void hint_value(struct hints *hints, const struct reader_row *row, const struct reader_cell *cell)
{
	char hint = number_hint(cell->s, cell->len);

	hints->dots += hint == '.';
	hints->commas += hint == ',';
	if (hint == '?' && hints->open++ == 0) {
		hints->open_line = row->line;
		show(hints->open_text, cell->s, cell->len);
	}
}

static bool hints_read(struct source *source, const struct series_layout *layout, struct hints *hints, struct err *err)
{
	struct decoder decoder;
	struct reader *reader = NULL;
	struct reader_row row;
	int got;

	*hints = (struct hints){.forms = SERIES_ALL};
	if (!sniff_reader(source, &layout->sniff, &decoder, &reader, err))
		return false;
	while ((got = reader_next(reader, &row, err)) == 1) {
		if (row.fault || row.n != layout->n_cells)
			continue;
		if (layout->time >= 0)
			hint_moment(hints, &row, &row.cells[layout->time]);
		hint_value(hints, &row, &row.cells[layout->value]);
	}
	reader_destroy(reader);
	return got == 0;
}

static bool order_settle(const struct source *source, const struct hints *hints, char told, struct series_layout *layout,
	struct err *err)
{
	if (told || hints->dmy + hints->mdy > 0)
		layout->order = (told ? told == 'd' : hints->dmy >= hints->mdy) ? DATE_ORDER_DMY : DATE_ORDER_MDY;
	if (!told && hints->dmy > 0 && hints->mdy > 0)
		return err_set(err, ERR_DATA, "%s: some dates are day/month and some month/day; export it again with one order, or say "
			"--date-order dmy or mdy", source_shown(source));
	if (layout->order == DATE_ORDER_UNKNOWN && hints->either > 0)
		return err_set(err, ERR_DATA, "%s, line %ld: '%s' may be day/month or month/day, and no other date tells; say --date-order "
			"dmy or mdy", source_shown(source), hints->either_line, hints->either_text);
	return true;
}

static bool number_settle(const struct source *source, const struct hints *hints, char told, struct series_layout *layout,
	struct err *err)
{
	layout->number = (struct number_format){.decimal = told ? told : '.', .sure = told != 0};
	if (told)
		return true;
	if (hints->dots > CLEAR_MAJORITY * hints->commas)
		layout->number.sure = true;
	else if (hints->commas > CLEAR_MAJORITY * hints->dots)
		layout->number = (struct number_format){.decimal = ',', .sure = true};
	else if (hints->open > 0)
		return err_set(err, ERR_DATA, "%s, line %ld: '%s' may be thousands or decimals; say --decimal , or --decimal .",
			source_shown(source), hints->open_line, hints->open_text);
	return true;
}

static bool name_speaks_of_dates(const char *name)
{
	static const char *const names[] = {"timestamp", "datetime", "date", "time", "ds", "day", "fecha", "datum", "jour"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (strcmp(names[i], name) == 0)
			return true;
	}
	return false;
}

/* Of what all moments can be, the most telling. A number alone is taken for a day or a second only when all are and, for a
 * spreadsheet's days, when the header says so. */
static enum series_form form_choose(unsigned forms, const char *name)
{
	static const enum series_form order[] = {SERIES_DATE, SERIES_QUARTER, SERIES_MONTH, SERIES_WEEK, SERIES_EPOCH, SERIES_SERIAL,
		SERIES_YEAR, SERIES_NUMBER};

	for (size_t i = 0; i < sizeof(order) / sizeof(order[0]); i++) {
		if ((forms & order[i]) && (order[i] != SERIES_SERIAL || name_speaks_of_dates(name)))
			return order[i];
	}
	return SERIES_DATE;	/* the reading tells which line is none */
}

bool series_layout_find(struct source *source, const struct ingest_series_options *options, struct arena *arena,
	struct series_layout *ret_layout, struct err *err)
{
	struct series_layout layout = {.time = -1};
	struct sample *sample = NULL;
	struct hints hints;
	const char *label;

	if (!sniff_text(source, ENCODING_UNKNOWN, ENCODING_WINDOWS_1252, &layout.sniff, err) ||
		!sample_choose(source, options, &layout.sniff, arena, &sample, err) ||
		!told_is_there(source, sample, "time", options->time_column, err) ||
		!told_is_there(source, sample, "value", options->value_column, err))
		return false;
	if (sample->first == sample->n_rows || (sample->score == 0 && sample->n_rows == 1))
		return err_set(err, ERR_DATA, "%s: holds no row of data", source_shown(source));
	if (sample->value < 0 || sample->score == 0)
		return refuse_columns(source, sample, err);
	layout.sniff.header_line = sample->rows[sample->first].line;
	layout.n_cells = sample->n_cells;
	layout.time = sample->time;
	layout.value = sample->value;
	label = sample->columns[sample->value].label;
	layout.value_name = *label ? label : "value";
	if (!hints_read(source, &layout, &hints, err))
		return false;
	if (layout.time >= 0)
		layout.form = form_choose(hints.forms, sample->columns[sample->time].name);
	if (layout.form == SERIES_DATE && !order_settle(source, &hints, options->date_order, &layout, err))
		return false;
	if (!number_settle(source, &hints, options->decimal, &layout, err))
		return false;
	*ret_layout = layout;
	return true;
}
