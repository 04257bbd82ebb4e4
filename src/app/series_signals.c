/* series_signals.c - `series signals`: which values of a file are news. Nothing after a value is used to judge it. */
#include "series.h"

#include <math.h>

#include "base/time.h"
#include "stats/signals.h"

enum { SEASON_MAX = 100000, EVERY_MAX = 10000000, EVERY_DAYS = 100, EVERY_FINER = 2000 };

/* Several readings a day, whether they keep their distance or not: steps so short that one in a hundred would be several a day. */
static bool is_finer_than_days(const struct series_file *file)
{
	const struct ingest_series *series = file->series;
	const struct ingest_grid *grid = &file->grid;

	if (series->time < INGEST_SERIES_DAY || grid->in_months || grid->skips_days)
		return false;
	if (grid->step > 0)
		return grid->step < TIME_DAY_SECONDS;
	return grid->n > 1 && (grid->at[grid->n - 1] - grid->at[0]) / (int64_t)(grid->n - 1) < TIME_DAY_SECONDS;
}

/* The season by the distance of the steps alone: the values of the whole file would be a look ahead. */
static bool options_take(const struct series_request *request, const struct series_file *file, struct stats_signals_options *ret_options,
	struct err *err)
{
	int64_t season = 0, every = 0;

	if (!args_int(request->args, "season", 1, SEASON_MAX, &season, err) || !args_int(request->args, "every", 2, EVERY_MAX, &every, err))
		return false;
	*ret_options = (struct stats_signals_options){.season = season ? (size_t)season : series_season_of_moments(file),
		.every = every ? (double)every : is_finer_than_days(file) ? EVERY_FINER : EVERY_DAYS,
		.every_first = every ? 0 : EVERY_DAYS};
	ret_options->longer = series_longer_find(file, ret_options->season);
	return true;
}

static const char *kind_name(enum stats_signal_kind kind)
{
	static const char *const names[] = {[STATS_SIGNAL_NONE] = "", [STATS_SIGNAL_SPIKE] = "spike", [STATS_SIGNAL_SHIFT] = "shift",
		[STATS_SIGNAL_DRIFT] = "drift"};

	return names[kind];
}

static void write_csv(const struct series_file *file, const struct stats_signal *signals, struct text *out)
{
	char buffer[32];

	text_append(out, "timestamp,value,score,signal\n");
	for (size_t i = 0; i < file->series->n; i++) {
		const struct stats_signal *signal = &signals[file->grid.cell_of_row[i]];

		text_appendf(out, "%s,", ingest_series_format(file->series->time, file->series->at[i], buffer));
		series_append_number(out, file->series->values[i], SERIES_CSV);
		text_appendf(out, ",%.4f,%d\n", signal->score, signal->kind != STATS_SIGNAL_NONE);
	}
}

static void write_json(const struct series_file *file, const struct stats_signal *signals, const struct stats_signals_options *options,
	struct text *out)
{
	char buffer[32];

	text_appendf(out, "{\"season\":%zu,\"longer_season\":%zu,\"false_alarm_every\":%.0f,\"rows\":[", options->season > 1 ? options->season : 1,
		options->longer, options->every);
	for (size_t i = 0; i < file->series->n; i++) {
		const struct stats_signal *signal = &signals[file->grid.cell_of_row[i]];

		text_appendf(out, "%s\n{\"timestamp\":\"%s\",\"value\":", i ? "," : "",
			ingest_series_format(file->series->time, file->series->at[i], buffer));
		text_append_json_number(out, file->series->values[i]);
		text_append(out, ",\"expected\":");
		text_append_json_number(out, signal->expected);
		text_append(out, ",\"low\":");
		text_append_json_number(out, signal->low);
		text_append(out, ",\"high\":");
		text_append_json_number(out, signal->high);
		text_appendf(out, ",\"spike\":%.4f,\"shift\":%.4f,\"score\":%.4f,\"signal\":%s", signal->spike, signal->shift, signal->score,
			signal->kind ? "true" : "false");
		if (signal->kind)
			text_appendf(out, ",\"kind\":\"%s\",\"direction\":\"%s\"", kind_name(signal->kind), signal->direction < 0 ? "down" : "up");
		text_put(out, '}');
	}
	text_append(out, "]}\n");
}

/* Alarms of both charts that nothing but chance would raise. */
static double expected_by_chance(const struct stats_signals_options *options, size_t n)
{
	double expected = 0;

	for (size_t known = 0; known < n; known++)
		expected += 2 / stats_signals_every(options, known);
	return expected;
}

/* Alarms alone: what a person wants to see of thousands of rows. */
static void write_table(const struct series_file *file, const struct stats_signal *signals, const struct stats_signals_options *options,
	struct text *out)
{
	char buffer[32];
	size_t alarms = 0;

	text_appendf(out, "%-20s %14s %14s %14s %7s  %s\n", "", "value", "usual from", "to", "score", "signal");
	for (size_t i = 0; i < file->series->n; i++) {
		const struct stats_signal *signal = &signals[file->grid.cell_of_row[i]];

		if (signal->kind == STATS_SIGNAL_NONE || (i > 0 && file->grid.cell_of_row[i] == file->grid.cell_of_row[i - 1]))
			continue;
		alarms++;
		text_appendf(out, "%-20s %14.6g %14.6g %14.6g %7.1f  %s %s\n", ingest_series_format(file->series->time, file->series->at[i], buffer),
			file->series->values[i], signal->low, signal->high, signal->score, kind_name(signal->kind), signal->direction < 0 ? "down" : "up");
	}
	text_appendf(out, "\n%zu signals in %zu steps. By chance alone about %.1f are to be expected: one in %.0f steps on each of two charts%s.\n", alarms,
		file->grid.n, expected_by_chance(options, file->grid.n), options->every,
		options->every_first > 0 && options->every_first < options->every ? ", more before so many are known" : "");
}

bool series_signals(const struct series_request *request, struct text *out, struct err *err)
{
	struct stats_signals_options options;
	struct stats_signal *signals;
	struct series_file file;

	if (!series_open(request, request->path, &file, err) || !options_take(request, &file, &options, err))
		return false;
	signals = stats_signals(file.grid.values, file.grid.n, &options, request->arena);
	if (!signals)
		return err_memory(err);
	for (size_t i = 0; i < file.grid.n; i++) {
		signals[i].expected = series_in_unit(&file, signals[i].expected);
		signals[i].low = series_in_unit(&file, signals[i].low);
		signals[i].high = series_in_unit(&file, signals[i].high);
	}
	if (request->format == SERIES_CSV)
		write_csv(&file, signals, out);
	else if (request->format == SERIES_JSON)
		write_json(&file, signals, &options, out);
	else
		write_table(&file, signals, &options, out);
	return true;
}
