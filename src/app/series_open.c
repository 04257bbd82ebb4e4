/* series_open.c - a file as a series of equal steps, and the season that its steps suggest. */
#include "series.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "base/time.h"
#include "stats/forecast.h"

static void say_order(const struct series_file *file, const char *path)
{
	const struct ingest_grid *grid = &file->grid;

	if (file->series->time == INGEST_SERIES_ROWS && file->series->n_columns > 1)
		output_say("%s: no column was taken for dates or times, so the rows are counted; --time names one\n", path);
	if (!file->series->was_sorted)
		output_say("%s: the rows were not in the order of time; they were sorted\n", path);
	if (grid->n_doubled)
		output_say("%s: %zu moments stand more than once with different values; their mean is used\n", path, grid->n_doubled);
	if (grid->n_joined)
		output_say("%s: %zu rows share a step with the row before; their mean is used\n", path, grid->n_joined);
	if (grid->step == 0 && grid->n > 2 && file->series->time > INGEST_SERIES_NUMBER)
		output_say("%s: the rows keep no distance in time; they are taken one after the other\n", path);
	if (grid->n_gaps)
		output_say("%s: %zu of %zu steps have no row; they count as missing\n", path, grid->n_gaps, grid->n);
}

const char *series_shown(const char *path)
{
	return strcmp(path, "-") == 0 ? "standard input" : path;
}

static const double unit_most = 1e100, unit_least = 1e-100;

static double unit_of(const struct ingest_grid *grid)
{
	double most = 0;
	int exponent;

	for (size_t i = 0; i < grid->n; i++)
		most = isnan(grid->values[i]) ? most : fmax(most, fabs(grid->values[i]));
	if (most == 0 || (most < unit_most && most > unit_least))
		return 1;
	frexp(most, &exponent);
	return ldexp(1, exponent < -1000 ? -1000 : exponent > 1000 ? 1000 : exponent);
}

double series_in_unit(const struct series_file *file, double value)
{
	double scaled = value * file->unit;

	return isinf(scaled) ? copysign(DBL_MAX, scaled) : scaled;
}

bool series_open(const struct series_request *request, const char *path, struct series_file *ret_file, struct err *err)
{
	const char *shown = series_shown(path);
	struct series_file file;

	if (!ingest_series_read(path, &request->reading, request->arena, &file.series, err) ||
		!ingest_series_grid(file.series, shown, request->arena, &file.grid, err))
		return false;
	file.unit = unit_of(&file.grid);
	for (size_t i = 0; i < file.grid.n; i++)
		file.grid.values[i] /= file.unit;
	say_order(&file, shown);
	*ret_file = file;
	return true;
}

/* The day of a row of a series of days, its moment otherwise: a day matches a wall clock at any time of it. */
static int64_t moment_of(const struct series_file *file, size_t row, bool by_day)
{
	int64_t at = file->series->at[row];

	return by_day ? (int64_t)time_day_of(at) : at;
}

static bool moments_match(const struct series_file *main, const struct series_file *other, bool *ret_by_day)
{
	enum ingest_series_time a = main->series->time, b = other->series->time;

	*ret_by_day = a != b && a >= INGEST_SERIES_DAY && b >= INGEST_SERIES_DAY;
	return a == b || (*ret_by_day && main->grid.step == TIME_DAY_SECONDS && other->grid.step == TIME_DAY_SECONDS);
}

/* Both are in the order of time, so one walk through both is enough; several rows of one moment are averaged. */
static size_t values_take(const struct series_file *main, const struct series_file *other, bool by_day, double *values)
{
	size_t taken = 0, row = 0;

	for (size_t i = 0; i < main->series->n; i++) {
		int64_t at = moment_of(main, i, by_day);
		double sum = 0, n = 0;

		while (row < other->series->n && moment_of(other, row, by_day) < at)
			row++;
		for (size_t k = row; k < other->series->n && moment_of(other, k, by_day) == at; k++) {
			sum += isnan(other->series->values[k]) ? 0 : other->series->values[k];
			n += !isnan(other->series->values[k]);
		}
		if (n > 0 && isnan(values[main->grid.cell_of_row[i]])) {
			values[main->grid.cell_of_row[i]] = sum / n / main->unit;
			taken++;
		}
	}
	return taken;
}

bool series_align(const struct series_request *request, const char *path, const struct series_file *main, double **ret_values, struct err *err)
{
	double *values = arena_array(request->arena, main->grid.n + 1, sizeof(*values));
	struct series_file other;
	bool by_day;

	if (!values)
		return err_memory(err);
	if (!series_open(request, path, &other, err))
		return false;
	for (size_t t = 0; t < main->grid.n; t++)
		values[t] = NAN;
	if (!moments_match(main, &other, &by_day))
		return err_set(err, ERR_DATA, "%s: its moments are written otherwise than those of %s; both need the same kind (days, months, times with "
			"or without an offset)", series_shown(path), series_shown(request->path));
	if (values_take(main, &other, by_day, values) == 0)
		return err_set(err, ERR_DATA, "%s: has no value at any moment of %s, so nothing can be compared", series_shown(path),
			series_shown(request->path));
	*ret_values = values;
	return true;
}

/* Steps in a day, when they part it evenly; 0 for days and longer. */
static size_t steps_a_day(const struct series_file *file)
{
	const struct ingest_grid *grid = &file->grid;
	bool is_clock = file->series->time >= INGEST_SERIES_DAY && !grid->in_months && !grid->skips_days;

	if (!is_clock || grid->step <= 0 || grid->step >= TIME_DAY_SECONDS || TIME_DAY_SECONDS % grid->step)
		return 0;
	return (size_t)(TIME_DAY_SECONDS / grid->step);
}

size_t series_longer_find(const struct series_file *file, size_t season)
{
	size_t day = steps_a_day(file);

	if (day)
		return season == day ? 7 * day : 0;
	/* Without moments: a season of as many steps as a day has hours, halves or quarters of them. */
	if (file->series->time <= INGEST_SERIES_NUMBER && (season == 24 || season == 48 || season == 96))
		return 7 * season;
	return 0;
}

/* A season of months, quarters and weeks is a year; of days, a week. */
size_t series_season_of_moments(const struct series_file *file)
{
	const struct ingest_grid *grid = &file->grid;
	size_t day = steps_a_day(file);

	if (day)
		return day;
	if (grid->in_months || file->series->time == INGEST_SERIES_MONTH)
		return grid->step > 0 && 12 % grid->step == 0 ? (size_t)(12 / grid->step) : 0;
	if (grid->skips_days)
		return (size_t)__builtin_popcount(grid->weekdays);
	switch (file->series->time) {
	case INGEST_SERIES_YEAR:
		return 1;
	case INGEST_SERIES_QUARTER:
		return 4;
	case INGEST_SERIES_WEEK:
		return 52;
	case INGEST_SERIES_DAY:
	case INGEST_SERIES_LOCAL:
	case INGEST_SERIES_INSTANT:
		return grid->step == TIME_DAY_SECONDS ? 7 : grid->step == 7 * TIME_DAY_SECONDS ? 52 : 0;
	default:
		return 0;
	}
}

void series_season_find(const struct series_file *file, size_t *ret_season, size_t *ret_longer)
{
	static const size_t candidates[] = {4, 5, 6, 7, 12, 24, 48, 52, 96, 144, 168, 288, 365};
	size_t season = series_season_of_moments(file);

	if (season == 0)
		season = stats_season_find(file->grid.values, file->grid.n, candidates, sizeof(candidates) / sizeof(candidates[0]));
	*ret_season = season;
	*ret_longer = series_longer_find(file, season);
}

void series_append_number(struct text *out, double value, enum series_format format)
{
	if (!isnan(value) || format == SERIES_JSON)
		text_append_json_number(out, value);
}
