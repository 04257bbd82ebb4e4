/* series_impact.c - `series impact`: what began on a known day, by how much it changed the values, and whether that could be chance. */
#include "series.h"

#include <math.h>
#include <string.h>

#include "insight/odds.h"
#include "stats/impact.h"

enum { SEASON_MAX = 100000 };

struct asked {
	const struct series_request *request;
	struct series_file file;
	struct stats_impact_options options;
	struct stats_impact impact;
	char at[32];			/* the moment as the series writes it */
	struct text method, verdict;
};

static bool start_find(struct asked *asked, struct err *err)
{
	const char *text = args_get(asked->request->args, "at");
	const struct ingest_series *series = asked->file.series;
	char example[32];
	int64_t at;
	size_t row = 0;

	if (!text)
		return err_set(err, ERR_USAGE, "series impact needs --at with the day on which it began, as in --at 2026-09-01");
	if (!ingest_series_moment(series, text, asked->request->reading.date_order, &at))
		return err_set(err, ERR_USAGE, "--at %s is no moment of %s, or can be read in two ways; write it like %s", text,
			series_shown(asked->request->path), ingest_series_format(series->time, series->at[series->n - 1], example));
	while (row < series->n && series->at[row] < at)
		row++;
	asked->options.start = row < series->n ? asked->file.grid.cell_of_row[row] : asked->file.grid.n;
	ingest_series_format(series->time, at, asked->at);
	return true;
}

static bool controls_take(struct asked *asked, struct err *err)
{
	const struct series_request *request = asked->request;
	const double **controls = arena_array(request->arena, STATS_IMPACT_CONTROLS, sizeof(*controls));
	const char *path;

	if (!controls)
		return err_memory(err);
	for (size_t i = 0; (path = args_at(request->args, "control", i)); i++) {
		double *values;

		if (i == STATS_IMPACT_CONTROLS)
			return err_set(err, ERR_USAGE, "series impact compares with up to %d series; choose those that are most like %s",
				STATS_IMPACT_CONTROLS, series_shown(request->path));
		if (strcmp(path, "-") == 0 && strcmp(request->path, "-") == 0)
			return err_set(err, ERR_USAGE, "only one of the files can be standard input (-)");
		if (!series_align(request, path, &asked->file, &values, err))
			return false;
		controls[asked->options.n_controls++] = values;
	}
	asked->options.controls = controls;
	return true;
}

static bool options_take(struct asked *asked, struct err *err)
{
	const struct args *args = asked->request->args;
	int64_t season = 0;

	if (!args_int(args, "season", 1, SEASON_MAX, &season, err))
		return false;
	asked->options.logarithms = args_has(args, "log");
	asked->options.slope = args_has(args, "slope");
	if (args_has(args, "trend"))
		asked->options.trend = strcmp(args_get(args, "trend"), "no") == 0 ? STATS_IMPACT_TREND_NEVER : STATS_IMPACT_TREND_ALWAYS;
	asked->options.season = (size_t)season;
	if (season)
		asked->options.longer = series_longer_find(&asked->file, (size_t)season);
	else
		series_season_find(&asked->file, &asked->options.season, &asked->options.longer);
	return true;
}

/* ---- words ---- */

static void method_tell(struct asked *asked)
{
	const struct stats_impact *impact = &asked->impact;
	struct text *out = &asked->method;

	if (impact->n_used)
		text_appendf(out, "difference in differences against %zu series; ", impact->n_used);
	text_appendf(out, "interrupted time series, %s%s", impact->trend ? "trend" : "no trend",
		asked->options.slope ? " and change of slope" : "");
	if (impact->season)
		text_appendf(out, ", season of %zu", impact->season);
	if (impact->longer)
		text_appendf(out, " and %zu", impact->longer);
	text_appendf(out, ", AR(1) errors%s", asked->options.logarithms ? ", logarithms" : "");
}

/* Four digits: the numbers of the series are in the fields beside it. */
static void append_size(struct text *out, double value)
{
	text_appendf(out, "%.4g", fabs(value));
}

static void append_parts(struct text *out, const struct stats_impact *impact)
{
	if (isfinite(impact->relative))
		text_appendf(out, " (%.3g %%)", 100 * fabs(impact->relative));
}

static void tell_chance(const struct stats_impact *impact, struct text *out)
{
	text_append(out, "cannot be told apart from chance: ");
	if (impact->p < 0.05 && impact->placebos)
		text_appendf(out, "of %zu earlier dates on which nothing began, %zu look as good", impact->placebos, impact->placebos_as_large);
	else
		text_appendf(out, "the change may be anything from %+.4g to %+.4g", impact->low, impact->high);
}

static void tell_short(const struct asked *asked, struct text *out)
{
	const struct stats_impact *impact = &asked->impact;
	bool before = impact->state == STATS_IMPACT_BEFORE_SHORT;

	text_appendf(out, "cannot be told yet: it takes %zu values %s %s, and there %s %zu", before ? impact->need_before : impact->need_after,
		before ? "before" : "from", asked->at, (before ? impact->before : impact->after) == 1 ? "is" : "are",
		before ? impact->before : impact->after);
	if (!before)
		text_append(out, " from it on");
}

static void verdict_tell(struct asked *asked)
{
	const struct stats_impact *impact = &asked->impact;
	struct text *out = &asked->verdict;

	switch (impact->state) {
	case STATS_IMPACT_BEFORE_SHORT:
	case STATS_IMPACT_AFTER_SHORT:
		tell_short(asked, out);
		return;
	case STATS_IMPACT_NOT_POSITIVE:
		text_append(out, "cannot be told in parts: a value is zero or below; try it without --log");
		return;
	case STATS_IMPACT_UNDETERMINED:
		text_append(out, "cannot be told: season, trend and change cannot be told from each other in so few values");
		return;
	case STATS_IMPACT_TOLD:
		break;
	}
	if (!stats_impact_is_real(impact)) {
		tell_chance(impact, out);
		return;
	}
	text_append(out, impact->effect < 0 ? "lower by " : "higher by ");
	append_size(out, impact->effect);
	append_parts(out, impact);
	text_append(out, impact->n_used ? " than the comparison lets expect; chance alone does that " : " than before lets expect; chance alone does that ");
	odds_append(out, impact->p);
}

/* ---- the three formats ---- */

static void append_field(struct text *out, double value)
{
	series_append_number(out, value, SERIES_CSV);
	text_put(out, ',');
}

static void write_csv(const struct asked *asked, struct text *out)
{
	const struct stats_impact *impact = &asked->impact;

	text_append(out, "effect,low,high,relative_effect,p,placebo_p,n_before,n_after,method,verdict\n");
	append_field(out, impact->effect);
	append_field(out, impact->low);
	append_field(out, impact->high);
	append_field(out, impact->relative);
	append_field(out, impact->p);
	append_field(out, impact->placebo_p);
	text_appendf(out, "%zu,%zu,\"%s\",\"%s\"\n", impact->before, impact->after, asked->method.data, asked->verdict.data);
}

static void json_number(struct text *out, const char *name, double value)
{
	text_appendf(out, "\"%s\":", name);
	text_append_json_number(out, value);
	text_put(out, ',');
}

static void json_text(struct text *out, const char *name, const char *value)
{
	text_appendf(out, "\"%s\":", name);
	text_append_json(out, value, strlen(value));
	text_put(out, ',');
}

static void write_controls(const struct asked *asked, struct text *out)
{
	const struct stats_impact *impact = &asked->impact;

	text_append(out, "\"controls\":[");
	for (size_t i = 0; i < asked->options.n_controls; i++) {
		text_append(out, i ? ",{" : "{");
		json_text(out, "file", args_at(asked->request->args, "control", i));
		text_append(out, "\"weight\":");
		text_append_json_number(out, impact->weights[i]);
		text_put(out, '}');
	}
	text_appendf(out, "],\"controls_tried\":%zu,\"controls_as_large\":%zu,", impact->donors, impact->donors_as_large);
}

/* Each step with what would have been: enough to draw it. */
static void write_steps(const struct asked *asked, struct text *out)
{
	const struct series_file *file = &asked->file;
	char buffer[32];

	text_append(out, "\"steps\":[");
	for (size_t i = 0, last = SIZE_MAX, n = 0; i < file->series->n && asked->impact.state == STATS_IMPACT_TOLD; i++) {
		size_t cell = file->grid.cell_of_row[i];

		if (cell == last)
			continue;
		last = cell;
		text_appendf(out, "%s\n{\"at\":\"%s\",\"value\":", n++ ? "," : "", ingest_series_format(file->series->time, file->series->at[i], buffer));
		text_append_json_number(out, series_in_unit(file, file->grid.values[cell]));
		text_append(out, ",\"expected\":");
		text_append_json_number(out, asked->impact.expected[cell]);
		text_put(out, '}');
	}
	text_append(out, "]}\n");
}

static void write_json(const struct asked *asked, struct text *out)
{
	const struct stats_impact *impact = &asked->impact;

	text_put(out, '{');
	json_text(out, "at", asked->at);
	json_number(out, "effect", impact->effect);
	json_number(out, "low", impact->low);
	json_number(out, "high", impact->high);
	json_number(out, "relative_effect", impact->relative);
	json_number(out, "relative_low", impact->relative_low);
	json_number(out, "relative_high", impact->relative_high);
	json_number(out, "p", impact->p);
	json_number(out, "placebo_p", impact->placebo_p);
	json_number(out, "placebo_low", impact->placebo_low);
	json_number(out, "placebo_high", impact->placebo_high);
	text_appendf(out, "\"placebo_dates\":%zu,\"placebo_as_large\":%zu,", impact->placebos, impact->placebos_as_large);
	if (asked->options.slope) {
		json_number(out, "slope", impact->slope);
		json_number(out, "slope_p", impact->slope_p);
	}
	json_number(out, "mean_before", impact->mean_before);
	json_number(out, "mean_after", impact->mean_after);
	json_number(out, "mean_expected", impact->mean_expected);
	json_number(out, "rho", impact->rho);
	text_appendf(out, "\"n_before\":%zu,\"n_after\":%zu,\"season\":%zu,", impact->before, impact->after, impact->season ? impact->season : 1);
	write_controls(asked, out);
	json_text(out, "method", asked->method.data);
	text_appendf(out, "\"real\":%s,", stats_impact_is_real(impact) ? "true" : "false");
	json_text(out, "verdict", asked->verdict.data);
	write_steps(asked, out);
}

static void write_found(const struct asked *asked, struct text *out)
{
	const struct stats_impact *impact = &asked->impact;

	text_appendf(out, "%-24s %12.6g\n", "mean before", impact->mean_before);
	text_appendf(out, "%-24s %12.6g\n", "after, to be expected", impact->mean_expected);
	text_appendf(out, "%-24s %12.6g\n", "after, found", impact->mean_after);
	text_appendf(out, "%-24s %+12.6g   95 %% interval %+.6g to %+.6g\n", "change", impact->effect, impact->low, impact->high);
	if (isfinite(impact->relative))
		text_appendf(out, "%-24s %+10.3g %%   95 %% interval %+.3g to %+.3g %%\n", "in parts", 100 * impact->relative, 100 * impact->relative_low,
			100 * impact->relative_high);
	if (asked->options.slope)
		text_appendf(out, "%-24s %+12.6g   a step; p %.3g\n", "change of slope", impact->slope, impact->slope_p);
	text_appendf(out, "%-24s %12.3g\n", "p", impact->p);
	if (!isnan(impact->placebo_p))
		text_appendf(out, "%-24s %12.3g   %zu of %zu earlier dates look as good; 95 %% by them %+.6g to %+.6g\n", "p by placebo dates",
			impact->placebo_p, impact->placebos_as_large, impact->placebos, impact->placebo_low, impact->placebo_high);
	if (impact->donors)
		text_appendf(out, "%-24s %12zu   of %zu, tried as though it had begun there\n", "controls as good", impact->donors_as_large, impact->donors);
	for (size_t i = 0; i < asked->options.n_controls; i++)
		text_appendf(out, "%-24s %10.0f %%   %s\n", i == 0 ? "weight of controls" : "", 100 * impact->weights[i],
			args_at(asked->request->args, "control", i));
}

static void write_table(const struct asked *asked, struct text *out)
{
	text_appendf(out, "From %s on: %zu values after, %zu before.\n", asked->at, asked->impact.after, asked->impact.before);
	if (asked->impact.state == STATS_IMPACT_TOLD)
		write_found(asked, out);
	text_appendf(out, "\nVerdict: %s.\nMethod: %s.\n", asked->verdict.data, asked->method.data);
}

static void scale_back(struct asked *asked)
{
	struct stats_impact *impact = &asked->impact;
	double *const sizes[] = {&impact->effect, &impact->low, &impact->high, &impact->mean_before, &impact->mean_after, &impact->mean_expected,
		&impact->placebo_low, &impact->placebo_high};

	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
		*sizes[i] = series_in_unit(&asked->file, *sizes[i]);
	if (!asked->options.logarithms)
		impact->slope = series_in_unit(&asked->file, impact->slope);
	for (size_t t = 0; t < asked->file.grid.n; t++)
		impact->expected[t] = series_in_unit(&asked->file, impact->expected[t]);
}

bool series_impact(const struct series_request *request, struct text *out, struct err *err)
{
	struct asked asked = {.request = request, .method = TEXT_INIT, .verdict = TEXT_INIT};
	bool ok = series_open(request, request->path, &asked.file, err) && start_find(&asked, err) && options_take(&asked, err) &&
		controls_take(&asked, err);

	if (ok && !stats_impact(asked.file.grid.values, asked.file.grid.n, &asked.options, request->arena, &asked.impact))
		ok = err_memory(err);
	if (ok) {
		scale_back(&asked);
		if (asked.impact.state != STATS_IMPACT_TOLD)
			asked.impact.effect = asked.impact.low = asked.impact.high = asked.impact.relative = asked.impact.relative_low =
				asked.impact.relative_high = asked.impact.p = asked.impact.mean_before = asked.impact.mean_after =
					asked.impact.mean_expected = asked.impact.rho = NAN;
		method_tell(&asked);
		verdict_tell(&asked);
		if (request->format == SERIES_CSV)
			write_csv(&asked, out);
		else if (request->format == SERIES_JSON)
			write_json(&asked, out);
		else
			write_table(&asked, out);
	}
	text_finish(&asked.method);
	text_finish(&asked.verdict);
	return ok;
}
