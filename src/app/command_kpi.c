/* command_kpi.c - any KPI on the command line: `tidewaiter kpi hit_rate --by office --format json`. */
#include "app.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/time.h"
#include "kpi/near.h"
#include "session.h"

static const struct option_def options[] = {
	{.name = "from", .argument = "DATE", .help = "first day, in each office's local time (default: all data)"},
	{.name = "to", .argument = "DATE", .help = "last day, included"},
	{.name = "by", .argument = "DIM[,DIM]", .help = "one row for each: office flow regime mode lane lane_final aeo importer broker officer\n"
		"                             origin hs_chapter select_reason rule attribute.NAME hour weekday day week month"},
	{.name = "where", .argument = "DIM=VALUE[,VALUE]", .help = "only these; may be repeated, all must hold"},
	{.name = "format", .argument = "table|csv|json", .help = "default: table"},
	{.name = "output", .letter = 'o', .argument = "FILE", .help = "write there, whole or not at all"},
	{.name = "list", .help = "list the KPIs"},
	{.name = "explain", .argument = "ID", .help = "what a KPI means: definition, formula, source, rival definition"},
	{.name = NULL},
};

struct request_kpi {
	struct kpi_query query;
	const struct kpi_def **defs;
	size_t n_defs;
};

static bool day_take(const struct args *args, const char *name, int32_t *day, struct err *err)
{
	const char *text = args_get(args, name);

	*day = TIME_DAY_NONE;
	if (text && !time_day_parse(text, day))
		return err_set(err, ERR_USAGE, "--%s takes a date such as 2026-11-01, not '%s'", name, text);
	return true;
}

/* Splits at commas into arena copies; an empty text is one empty value. */
static const char **split(struct arena *arena, const char *text, size_t *ret_n, struct err *err)
{
	char *copy = arena_strdup(arena, text);
	const char **parts;
	size_t n = 1;

	for (const char *p = text; *p; p++)
		n += *p == ',';
	parts = arena_array(arena, n, sizeof(*parts));
	if (!copy || !parts) {
		err_memory(err);
		return NULL;
	}
	*ret_n = 0;
	for (char *part = copy, *comma; part; part = comma) {
		comma = strchr(part, ',');
		if (comma)
			*comma++ = '\0';
		parts[(*ret_n)++] = part;
	}
	return parts;
}

static bool by_take(const struct args *args, struct arena *arena, struct kpi_query *query, struct err *err)
{
	struct kpi_by *by = NULL;
	size_t n_by = 0;

	for (size_t i = 0; args_at(args, "by", i); i++) {
		size_t n;
		const char **names = split(arena, args_at(args, "by", i), &n, err);
		struct kpi_by *grown = names ? arena_array(arena, n_by + n, sizeof(*by)) : NULL;

		if (!grown)
			return names ? err_memory(err) : false;
		if (n_by)
			memcpy(grown, by, n_by * sizeof(*by));
		by = grown;
		for (size_t k = 0; k < n; k++) {
			if (!kpi_by_parse(names[k], &by[n_by++], err))
				return false;
		}
	}
	query->by = by;
	query->n_by = n_by;
	return true;
}

static bool where_take(const struct args *args, struct arena *arena, struct kpi_query *query, struct err *err)
{
	size_t n = 0;
	struct kpi_filter *filters;

	while (args_at(args, "where", n))
		n++;
	filters = arena_array(arena, n ? n : 1, sizeof(*filters));
	if (!filters)
		return err_memory(err);
	for (size_t i = 0; i < n; i++) {
		const char *text = args_at(args, "where", i), *equals = strchr(text, '=');
		char *name = equals ? arena_strndup(arena, text, (size_t)(equals - text)) : NULL;

		if (!name)
			return err_set(err, ERR_USAGE, "--where takes DIM=VALUE[,VALUE], not '%s'", text);
		if (!kpi_by_parse(name, &filters[i].by, err))
			return false;
		filters[i].values = split(arena, equals + 1, &filters[i].n_values, err);
		if (!filters[i].values)
			return false;
	}
	query->filters = filters;
	query->n_filters = n;
	return true;
}

static bool no_kpi(const char *id, struct err *err)
{
	const struct kpi_def *near = kpi_find_near(id);

	if (near)
		return err_set(err, ERR_USAGE, "there is no KPI '%s'; %s is nearest, and tidewaiter kpi --list lists them", id, near->id);
	return err_set(err, ERR_USAGE, "there is no KPI '%s'; tidewaiter kpi --list lists them", id);
}

static bool defs_take(const struct args *args, struct arena *arena, struct request_kpi *request, struct err *err)
{
	size_t all = kpi_count(), n = args->n_rest ? (size_t)args->n_rest : all;

	request->defs = arena_array(arena, n ? n : 1, sizeof(*request->defs));
	if (!request->defs)
		return err_memory(err);
	for (size_t i = 0; i < n; i++) {
		request->defs[i] = args->n_rest ? kpi_find(args->rest[i]) : kpi_at(i);
		if (!request->defs[i])
			return no_kpi(args->rest[i], err);
	}
	request->n_defs = n;
	return true;
}

static bool request_take(const struct args *args, struct arena *arena, struct request_kpi *ret_request, struct err *err)
{
	struct request_kpi request = {0};

	if (!day_take(args, "from", &request.query.from, err) || !day_take(args, "to", &request.query.to, err))
		return false;
	if (request.query.from != TIME_DAY_NONE && request.query.to != TIME_DAY_NONE && request.query.from > request.query.to)
		return err_set(err, ERR_USAGE, "--from %s lies after --to %s: swap them", args_get(args, "from"), args_get(args, "to"));
	if (!by_take(args, arena, &request.query, err) || !where_take(args, arena, &request.query, err) ||
		!defs_take(args, arena, &request, err))
		return false;
	*ret_request = request;
	return true;
}

static void write_list(struct text *out)
{
	const char *group = "";

	for (size_t i = 0; i < kpi_count(); i++) {
		const struct kpi_def *def = kpi_at(i);

		if (strcmp(group, def->group) != 0)
			text_appendf(out, "%s%s\n", i ? "\n" : "", group = def->group);
		text_appendf(out, "  %-28s %-6s %-7s %s\n", def->id, kpi_unit_name(def->unit), kpi_better_word(def->better), def->title);
	}
	text_append(out, "\nunit 1: a fraction, shown as % on screens; tidewaiter kpi --explain ID tells what one means.\n");
}

static bool explain(const struct args *args, struct text *out, struct err *err)
{
	for (size_t i = 0; args_at(args, "explain", i); i++) {
		const struct kpi_def *def = kpi_find(args_at(args, "explain", i));

		if (!def)
			return no_kpi(args_at(args, "explain", i), err);
		text_append(out, i ? "\n" : "");
		kpi_explain(def, out);
	}
	return true;
}

/* "there is no office 'Nord' in the data, so nothing is counted for it; nearest: 'NRD', 'NGT'" */
static void say_unknown(const struct kpi_filter *filter, const char *value, const struct kpi_near *near)
{
	struct text text = TEXT_INIT;
	char name[80];

	text_appendf(&text, "there is no %s '%s' in the data, so nothing is counted for it", kpi_by_name(&filter->by, name), value);
	for (size_t i = 0; i < near->n; i++)
		text_appendf(&text, "%s'%s'", i ? ", " : near->all ? "; there are: " : "; nearest: ", near->values[i]);
	if (near->n == 0)
		text_appendf(&text, "; --by %s tells which there are", name);
	output_say("tidewaiter: %s\n", text.data);
	text_finish(&text);
}

/* Words only: what was asked for is answered all the same. */
static bool where_judge(const struct kpi_env *env, const struct kpi_query *query, struct arena *arena, struct err *err)
{
	for (size_t i = 0; i < query->n_filters; i++) {
		const struct kpi_filter *filter = &query->filters[i];

		for (size_t k = 0; k < filter->n_values; k++) {
			struct kpi_near near;

			if (!kpi_value_near(env, &filter->by, filter->values[k], arena, &near, err))
				return false;
			if (!near.known)
				say_unknown(filter, filter->values[k], &near);
		}
	}
	return true;
}

static bool values(const struct app *app, const struct args *args, struct text *out, struct err *err)
{
	const char *format = args_get(args, "format") ? args_get(args, "format") : "table";
	struct session session = {0};
	struct request_kpi request;
	struct kpi_row *rows;
	struct arena arena;
	size_t n;
	bool ok;

	if (strcmp(format, "table") != 0 && strcmp(format, "csv") != 0 && strcmp(format, "json") != 0)
		return err_set(err, ERR_USAGE, "--format takes table, csv or json, not '%s'", format);
	arena_init(&arena);
	ok = request_take(args, &arena, &request, err) && session_open(app, STORE_READ_ONLY, NULL, &session, err) &&
	     session_read(&session, app, err) && where_judge(&session.env, &request.query, &arena, err) &&
	     kpi_evaluate(&session.env, request.defs, request.n_defs, &request.query, &arena, &rows, &n, err);
	if (ok && strcmp(format, "json") == 0)
		kpi_write_json(&session.env, rows, n, out);
	else if (ok && strcmp(format, "csv") == 0)
		kpi_write_csv(&session.env, rows, n, out);
	else if (ok)
		kpi_write_table(&session.env, rows, n, app->ascii, out);
	session_close(&session);
	arena_finish(&arena);
	return ok;
}

static bool run(struct app *app, const struct args *args, int *ret_status, struct err *err)
{
	struct text out = TEXT_INIT;
	bool ok = true;

	if (args_has(args, "list"))
		write_list(&out);
	else if (args_has(args, "explain"))
		ok = explain(args, &out, err);
	else
		ok = values(app, args, &out, err);
	ok = ok && output_write(args_get(args, "output"), &out, err);
	text_finish(&out);
	return ok;
}

const struct command command_kpi = {
	.name = "kpi",
	.synopsis = "[ID...] [OPTION...]",
	.summary = "values of any KPI, as a table, CSV or JSON",
	.description = "Prints KPIs (all of them without an ID), each with its n, coverage, 95 % interval, target and status. Rates and sums "
		"are exact, quantiles are nearest ranks. A figure that cannot be computed from the data loaded is a dash and names the "
		"missing column.",
	.example = "  tidewaiter kpi release_time_total hit_rate --from 2026-11-01 --by office --format csv",
	.options = options,
	.run = run,
};
