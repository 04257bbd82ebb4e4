/* command_series.c - `series forecast|signals|impact`: the statistics engines on any plain series, so that anyone can judge them. */
#include "series.h"

#include <string.h>

static const struct option_def options[] = {
	{.name = "season", .argument = "N", .help = "steps in a season, 1 for none (default: told from the dates)"},
	{.name = "horizon", .argument = "H", .help = "forecast: steps ahead (default: two seasons)"},
	{.name = "every", .argument = "N", .help = "signals: one false alarm in so many steps on each chart (default: 100; within days as many "
		"as are known, up to 2000)"},
	{.name = "at", .argument = "DATE", .help = "impact: the first day (or moment) of what is judged"},
	{.name = "control", .argument = "FILE", .help = "impact: a series that it did not touch, to compare with; up to twelve"},
	{.name = "log", .help = "impact: in parts instead of units, for times and money, and where controls differ in size"},
	{.name = "slope", .help = "impact: the change may grow or fade; tells that of the slope as well"},
	{.name = "trend", .argument = "yes|no", .help = "impact: whether it was on its way before (default: yes; with controls, where it shows)"},
	{.name = "time", .argument = "NAME", .help = "the column of dates or times, where a file has several"},
	{.name = "value", .argument = "NAME", .help = "the column of values, where a file has several"},
	{.name = "date-order", .argument = "dmy|mdy", .help = "of 03/04/2026, when no date of the file tells"},
	{.name = "decimal", .argument = ".|,", .help = "the decimal mark, when no number of the file tells"},
	{.name = "format", .argument = "table|csv|json", .help = "default: table"},
	{.name = "output", .letter = 'o', .argument = "FILE", .help = "write there, whole or not at all"},
	{.name = NULL},
};

static const struct part {
	const char *name;
	bool (*run)(const struct series_request *request, struct text *out, struct err *err);
} parts[] = {
	{"forecast", series_forecast},
	{"signals", series_signals},
	{"impact", series_impact},
};

static const struct part *part_find(const char *name)
{
	for (size_t i = 0; name && i < sizeof(parts) / sizeof(parts[0]); i++) {
		if (strcmp(parts[i].name, name) == 0)
			return &parts[i];
	}
	return NULL;
}

static bool word_take(const struct args *args, const char *name, const char *const *words, int *ret_index, struct err *err)
{
	const char *text = args_get(args, name);
	struct text all = TEXT_INIT;

	*ret_index = -1;
	for (int i = 0; text && words[i]; i++) {
		if (strcmp(words[i], text) == 0)
			*ret_index = i;
		text_appendf(&all, "%s%s", i == 0 ? "" : words[i + 1] ? ", " : " or ", words[i]);
	}
	if (text && *ret_index < 0)
		err_set(err, ERR_USAGE, "--%s takes %s, not '%s'", name, all.data, text);
	text_finish(&all);
	return !text || *ret_index >= 0;
}

static bool request_take(const struct args *args, struct series_request *request, struct err *err)
{
	static const char *const trends[] = {"yes", "no", NULL};
	static const char *const formats[] = {"table", "csv", "json", NULL}, *const orders[] = {"dmy", "mdy", NULL},
		*const decimals[] = {".", ",", NULL};
	int format, order, decimal, trend;

	if (!word_take(args, "format", formats, &format, err) || !word_take(args, "date-order", orders, &order, err) ||
		!word_take(args, "decimal", decimals, &decimal, err) ||
		!word_take(args, "trend", trends, &trend, err))
		return false;
	request->format = format < 0 ? SERIES_TABLE : (enum series_format)format;
	request->reading = (struct ingest_series_options){.time_column = args_get(args, "time"), .value_column = args_get(args, "value"),
		.date_order = order < 0 ? 0 : orders[order][0], .decimal = decimal < 0 ? 0 : decimals[decimal][0]};
	request->path = args->rest[1];
	return true;
}

static bool run(struct app *app, const struct args *args, int *ret_status, struct err *err)
{
	const struct part *part = part_find(args->n_rest > 0 ? args->rest[0] : NULL);
	struct series_request request = {.args = args};
	struct text out = TEXT_INIT;
	struct arena arena;
	bool ok;

	if (!part)
		return err_set(err, ERR_USAGE, "series needs forecast, signals or impact, then a file; see tidewaiter series --help");
	if (args->n_rest != 2)
		return err_set(err, ERR_USAGE, "series %s takes one file, or - for standard input", part->name);
	arena_init(&arena);
	request.arena = &arena;
	ok = request_take(args, &request, err) && part->run(&request, &out, err) && output_write(args_get(args, "output"), &out, err);
	text_finish(&out);
	arena_finish(&arena);
	return ok;
}

const struct command command_series = {
	.name = "series",
	.synopsis = "forecast|signals|impact FILE [OPTION...]",
	.summary = "forecasts, signals and effects in any plain series",
	.description = "Opens the statistics engines to any series: a CSV with a date or timestamp and a value in each row (either may be missing, a "
		"header too; gaps, doubles and rows out of order are put right and told).\n\n"
		"forecast: the next steps with 95 % intervals. Several methods are tried on the series' own past; their errors there give the weights and "
		"the intervals, and it is said when none beats repeating the last season. CSV: step, mean, low, high.\n\n"
		"signals: which values are news - spikes, shifts, drifts - judged by earlier values only. The score is the negative logarithm of the "
		"chance to be so far off when nothing happens (3: once in a thousand steps), 0 where it only repeats what was told already (within "
		"the last season, or 72 steps); signal is 1 where an alarm begins. CSV: timestamp, value, score, signal.\n\n"
		"impact: by how much the values from --at on differ from what trend, season and controls let expect, with a 95 % interval, the chance that it "
		"is nothing (p), the share of earlier dates that look as good (placebo_p), and a verdict in words, which may be that it cannot be told "
		"apart from chance. Neighbouring values are not taken for independent. CSV: effect, low, high, relative_effect, p, placebo_p, n_before, "
		"n_after, method, verdict.",
	.example = "  tidewaiter series forecast revenue.csv --season 7 --horizon 28 --format csv\n"
		"  tidewaiter kpi hit_rate --by day --format csv | tidewaiter series signals -\n"
		"  tidewaiter series impact release.csv --at 2026-09-01 --control other-post.csv --log",
	.options = options,
	.run = run,
};
