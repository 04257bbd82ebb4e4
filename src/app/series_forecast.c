/* series_forecast.c - `series forecast`: what comes next, and what the forecast was worth on the series' own past. */
#include "series.h"

#include <math.h>
#include <string.h>

#include "stats/forecast.h"

enum { HORIZON_MAX = 100000, SEASON_MAX = 100000 };

static bool options_take(const struct series_request *request, const struct series_file *file, struct stats_forecast_options *ret_options,
	struct err *err)
{
	int64_t season = 0, horizon = 0;

	if (!args_int(request->args, "season", 1, SEASON_MAX, &season, err) || !args_int(request->args, "horizon", 1, HORIZON_MAX, &horizon, err))
		return false;
	*ret_options = (struct stats_forecast_options){.season = (size_t)season};
	if (season)
		ret_options->longer = series_longer_find(file, (size_t)season);
	else
		series_season_find(file, &ret_options->season, &ret_options->longer);
	ret_options->horizon = horizon ? (size_t)horizon : ret_options->season > 1 ? 2 * ret_options->season : 10;
	return true;
}

/* What a leader would ask before believing it. */
static void say_worth(const struct stats_forecast *forecast, const struct stats_forecast_options *options, const char *path)
{
	if (options->season > 1 && forecast->season <= 1)
		output_say("%s: too short for a season of %zu steps; forecast without one\n", path, options->season);
	if (forecast->trials == 0)
		output_say("%s: too short to try a forecast on its own past; the last value is repeated, without an interval\n", path);
	else if (forecast->is_naive && forecast->naive_error > 0)
		output_say("%s: no method did better than repeating the last %s in %zu trials on its past; that is the forecast\n", path,
			forecast->season > 1 ? "season" : "value", forecast->trials);
	if (forecast->trials > 0 && forecast->tried_steps < options->horizon)
		output_say("%s: the past allows trials of %zu steps ahead; intervals beyond are wider by the root of the distance\n", path,
			forecast->tried_steps);
}

static void write_csv(const struct stats_forecast *forecast, size_t horizon, struct text *out)
{
	text_append(out, "step,mean,low,high\n");
	for (size_t h = 0; h < horizon; h++) {
		const struct stats_forecast_point *point = &forecast->points[h];

		text_appendf(out, "%zu,", h + 1);
		series_append_number(out, point->mean, SERIES_CSV);
		text_put(out, ',');
		series_append_number(out, point->low, SERIES_CSV);
		text_put(out, ',');
		series_append_number(out, point->high, SERIES_CSV);
		text_put(out, '\n');
	}
}

static void json_field(struct text *out, const char *name, double value)
{
	text_appendf(out, "\"%s\":", name);
	text_append_json_number(out, value);
}

static void write_json(const struct series_file *file, const struct stats_forecast *forecast, size_t horizon, struct text *out)
{
	char buffer[32];
	bool any = false;

	text_appendf(out, "{\"season\":%zu,\"longer_season\":%zu,\"trials\":%zu,", forecast->season, forecast->longer, forecast->trials);
	json_field(out, "mean_absolute_error", forecast->error);
	text_put(out, ',');
	json_field(out, "seasonal_naive_error", forecast->naive_error);
	text_put(out, ',');
	json_field(out, "coverage", forecast->coverage);
	text_appendf(out, ",\"is_naive\":%s,\"methods\":[", forecast->is_naive ? "true" : "false");
	for (size_t m = 0; m < forecast->n_methods; m++) {
		const struct stats_forecast_method *method = &forecast->methods[m];

		if (isnan(method->error) && !(method->weight > 0))
			continue;
		text_appendf(out, "%s{\"name\":\"%s\",", any ? "," : "", method->name);
		json_field(out, "mean_absolute_error", method->error);
		text_put(out, ',');
		json_field(out, "weight", method->weight);
		text_put(out, '}');
		any = true;
	}
	text_append(out, "],\"steps\":[");
	for (size_t h = 0; h < horizon; h++) {
		const struct stats_forecast_point *point = &forecast->points[h], *total = &forecast->totals[h];

		text_appendf(out, "%s\n{\"step\":%zu,\"at\":\"%s\",", h ? "," : "", h + 1,
			ingest_series_format(file->series->time, ingest_grid_ahead(&file->grid, h + 1), buffer));
		json_field(out, "mean", point->mean);
		text_put(out, ',');
		json_field(out, "low", point->low);
		text_put(out, ',');
		json_field(out, "high", point->high);
		text_append(out, ",\"total\":{");
		json_field(out, "mean", total->mean);
		text_put(out, ',');
		json_field(out, "low", total->low);
		text_put(out, ',');
		json_field(out, "high", total->high);
		text_append(out, "}}");
	}
	text_append(out, "]}\n");
}

static void write_table(const struct series_file *file, const struct stats_forecast *forecast, size_t horizon, struct text *out)
{
	char buffer[32];

	text_appendf(out, "%-20s %14s %14s %14s\n", "", "forecast", "low", "high");
	for (size_t h = 0; h < horizon; h++) {
		const struct stats_forecast_point *point = &forecast->points[h];

		text_appendf(out, "%-20s %14.6g", ingest_series_format(file->series->time, ingest_grid_ahead(&file->grid, h + 1), buffer), point->mean);
		if (isnan(point->low))
			text_appendf(out, " %14s %14s\n", "-", "-");
		else
			text_appendf(out, " %14.6g %14.6g\n", point->low, point->high);
	}
	if (forecast->trials == 0)
		return;
	text_appendf(out, "\n95 %% intervals. In %zu trial%s on the past the mean error was %.4g; repeating the last %s would have missed by %.4g.\n",
		forecast->trials, forecast->trials == 1 ? "" : "s", forecast->error, forecast->season > 1 ? "season" : "value", forecast->naive_error);
	if (!isnan(forecast->coverage))
		text_appendf(out, "%.1f %% of those values lay inside intervals made without their trial.\n", 100 * forecast->coverage);
	text_append(out, "Made of:");
	for (size_t m = 0, any = 0; m < forecast->n_methods; m++) {
		if (forecast->methods[m].weight >= 0.005)
			text_appendf(out, "%s %s %.0f %%", any++ ? "," : "", forecast->methods[m].name, 100 * forecast->methods[m].weight);
	}
	text_append(out, ".\n");
}

static void point_scale(const struct series_file *file, struct stats_forecast_point *point)
{
	point->mean = series_in_unit(file, point->mean);
	point->low = series_in_unit(file, point->low);
	point->high = series_in_unit(file, point->high);
}

static void scale_back(const struct series_file *file, size_t horizon, struct stats_forecast *forecast)
{
	for (size_t h = 0; h < horizon; h++) {
		point_scale(file, &forecast->points[h]);
		point_scale(file, &forecast->totals[h]);
	}
	for (size_t m = 0; m < forecast->n_methods; m++)
		forecast->methods[m].error = series_in_unit(file, forecast->methods[m].error);
	forecast->error = series_in_unit(file, forecast->error);
	forecast->naive_error = series_in_unit(file, forecast->naive_error);
}

bool series_forecast(const struct series_request *request, struct text *out, struct err *err)
{
	struct stats_forecast_options options;
	struct stats_forecast forecast;
	struct series_file file;

	if (!series_open(request, request->path, &file, err) || !options_take(request, &file, &options, err))
		return false;
	if (!stats_forecast(file.grid.values, file.grid.n, &options, request->arena, &forecast))
		return err_memory(err);
	scale_back(&file, options.horizon, &forecast);
	say_worth(&forecast, &options, series_shown(request->path));
	if (request->format == SERIES_CSV)
		write_csv(&forecast, options.horizon, out);
	else if (request->format == SERIES_JSON)
		write_json(&file, &forecast, options.horizon, out);
	else
		write_table(&file, &forecast, options.horizon, out);
	return true;
}
