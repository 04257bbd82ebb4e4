/* series_open.c - a file as a series of equal steps, and the season that its steps suggest. */
#include "series.h"

#include <math.h>
#include <string.h>

#include "base/time.h"
#include "stats/forecast.h"

static void say_order(const struct series_file *file, const char *path)
{
	const struct ingest_grid *grid = &file->grid;

	if (!file->series->was_sorted)
		output_say("%s: the rows were not in the order of time; they were sorted\n", path);
	if (grid->n_doubled)
		output_say("%s: %zu moments stand more than once with different values; their mean is used\n", path, grid->n_doubled);
	if (grid->step == 0 && grid->n > 2 && file->series->time > INGEST_SERIES_NUMBER)
		output_say("%s: the rows keep no distance in time; they are taken one after the other\n", path);
	if (grid->n_gaps)
		output_say("%s: %zu of %zu steps have no row; they count as missing\n", path, grid->n_gaps, grid->n);
}

const char *series_shown(const char *path)
{
	return strcmp(path, "-") == 0 ? "standard input" : path;
}

bool series_open(const struct series_request *request, const char *path, struct series_file *ret_file, struct err *err)
{
	const char *shown = series_shown(path);
	struct series_file file;

	if (!ingest_series_read(path, &request->reading, request->arena, &file.series, err) ||
		!ingest_series_grid(file.series, shown, request->arena, &file.grid, err))
		return false;
	say_order(&file, shown);
	*ret_file = file;
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
