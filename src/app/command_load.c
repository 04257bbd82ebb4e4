/* command_load.c - `load` and `check`: the same reading and judging, kept or not. */
#include "app.h"

#include <stdlib.h>
#include <string.h>

#include "loading.h"
#include "model/kind.h"
#include "rejects.h"
#include "session.h"

static const struct option_def options[] = {
	{.name = "kind", .argument = "KIND", .help = "what the file holds, when its header does not tell; see --columns"},
	{.name = "map", .letter = 'm', .argument = "FILE", .help = "profile for foreign headers, codes, dates, decimals"},
	{.name = "max-rejects", .argument = "N|N%", .help = "beyond it nothing of that file is kept (default: 10%)"},
	{.name = "rejects", .argument = "FILE", .help = "write refused rows there: file, line, column, reason, raw row"},
	{.name = "format", .argument = "text|json", .help = "of the report (default: text)"},
	{.name = "columns", .help = "list the kinds and their columns, and stop"},
	{.name = NULL},
};

static bool is_plain_number(const char *text)
{
	size_t digits = strspn(text, "0123456789"), rest = text[digits] == '.' ? 1 + strspn(text + digits + 1, "0123456789") : 0;

	return digits > 0 && digits < 16 && (text[digits + rest] == '\0' || strcmp(text + digits + rest, "%") == 0);
}

static bool limit_take(const struct args *args, struct ingest_options *ingest, struct err *err)
{
	const char *text = args_get(args, "max-rejects");
	const bool is_percent = text && *text && text[strlen(text) - 1] == '%';
	double number;

	if (!text)
		return true;
	number = is_plain_number(text) ? strtod(text, NULL) : -1;
	if (number < 0 || (is_percent && number > 100))
		return err_set(err, ERR_USAGE, "--max-rejects takes a number or a percentage such as 5%%, not '%s'", text);
	ingest->max_rejects = is_percent ? -1 : (int64_t)number;
	if (is_percent)
		ingest->max_rejects_percent = number;
	return true;
}

static bool options_take(const struct args *args, struct loading *loading, struct err *err)
{
	const char *kind = args_get(args, "kind"), *format = args_get(args, "format");

	loading->options.profile = args_get(args, "map");
	if (kind && !(loading->options.kind = model_kind_find(kind)))
		return err_set(err, ERR_USAGE, "there is no kind '%s'; tidewaiter load --columns lists them", kind);
	if (format && strcmp(format, "text") != 0 && strcmp(format, "json") != 0)
		return err_set(err, ERR_USAGE, "--format takes text or json, not '%s'", format);
	if (args->n_rest == 0)
		return err_set(err, ERR_USAGE, "name the files or folders to read, or - for standard input");
	return limit_take(args, &loading->options, err);
}

static void write_columns(struct text *out)
{
	static const char *const types[] = {
		[MODEL_TEXT] = "text", [MODEL_ID] = "id", [MODEL_CODE] = "code", [MODEL_ENUM] = "one of", [MODEL_HS] = "HS code", [MODEL_BOOL] = "0 or 1",
		[MODEL_INT] = "whole number", [MODEL_NUMBER] = "number", [MODEL_MONEY] = "money", [MODEL_STAMP] = "date and time", [MODEL_DAY] = "date",
		[MODEL_CLOCK] = "HH:MM",
	};

	for (int k = 0; k < MODEL_KINDS; k++) {
		const struct model_kind *kind = model_kind_get((enum model_kind_id)k);

		text_appendf(out, "%s%s\n", k ? "\n" : "", kind->name);
		for (size_t i = 0; i < kind->n_columns; i++) {
			const struct model_column *c = &kind->columns[i];

			text_appendf(out, "  %-20s %c %-13s %s", c->name, c->required ? '*' : ' ', types[c->type], c->help ? c->help : "");
			for (size_t v = 0; c->values && c->values[v]; v++)
				text_appendf(out, "%s%s", v ? " " : ": ", c->values[v]);
			text_put(out, '\n');
		}
	}
	text_append(out, "\n* required. Every other column may be missing; what then cannot be computed says so.\n");
}

/* Progress and sentences go to stderr, the report is the data of this command. */
static bool report(const struct args *args, struct loading *loading, struct err *err)
{
	const char *format = args_get(args, "format");
	struct text out = TEXT_INIT;
	bool ok;

	if (format && strcmp(format, "json") == 0)
		loading_write_json(loading, &out);
	else
		loading_write_report(loading, &out);
	ok = output_write(NULL, &out, err);
	if (ok && loading->rejects)
		ok = rejects_write(loading->rejects, args_get(args, "rejects"), err);
	text_finish(&out);
	return ok;
}

static bool read_all(struct app *app, const struct args *args, bool check_only, int *ret_status, struct err *err)
{
	struct loading loading = {.options = INGEST_OPTIONS_INIT, .check_only = check_only, .progress = true};
	struct session session = {0};
	const struct err *failure;
	bool ok;

	if (!options_take(args, &loading, err))
		return false;
	if (!check_only && app->read_only)
		return err_set(err, ERR_REFUSED, "load writes the database: not with --read-only; check reads without writing");
	if (args_get(args, "rejects") && (!output_try(args_get(args, "rejects"), err) || !rejects_create(&loading.rejects, err)))
		return false;
	ok = (check_only || session_open(app, STORE_READ_WRITE, NULL, &session, err)) &&
	     loading_run(&loading, &session, (const char *const *)args->rest, (size_t)args->n_rest, err) &&
	     report(args, &loading, err);
	failure = loading_failure(&loading);
	if (ok && failure) {
		*err = *failure;
		ok = false;
	}
	for (size_t i = 0; ok && check_only && i < loading.n_results; i++) {
		if (loading.results[i].report.account.rejected > 0)
			*ret_status = ERR_NOT_SO;
	}
	loading_finish(&loading);
	rejects_destroy(loading.rejects);
	session_close(&session);
	return ok;
}

static bool list_columns(struct err *err)
{
	struct text out = TEXT_INIT;
	bool ok;

	write_columns(&out);
	ok = output_write(NULL, &out, err);
	text_finish(&out);
	return ok;
}

static bool run_load(struct app *app, const struct args *args, int *ret_status, struct err *err)
{
	return args_has(args, "columns") ? list_columns(err) : read_all(app, args, false, ret_status, err);
}

static bool run_check(struct app *app, const struct args *args, int *ret_status, struct err *err)
{
	return args_has(args, "columns") ? list_columns(err) : read_all(app, args, true, ret_status, err);
}

const struct command command_load = {
	.name = "load",
	.synopsis = "PATH... [OPTION...]",
	.summary = "loads CSV files or folders and says where every row went",
	.description = "Loads CSV files (also .tsv and .csv.gz), or the files of a folder in the order of their kinds. The kind is told from the "
		"header. Each file is one transaction: whole or not at all, also through kill -9; the same file again changes nothing; a newer row with "
		"the same key is an amendment, and the older one is kept. The report of each file closes: rows = inserted + updated + unchanged + "
		"rejected, and the sums of money read and stored. Refused rows are kept with line, column and reason.",
	.example = "  tidewaiter load --map profile.ini --rejects rejects.csv export.csv",
	.options = options,
	.run = run_load,
};

const struct command command_check = {
	.name = "check",
	.synopsis = "PATH... [OPTION...]",
	.summary = "the same reading and judging, nothing written",
	.description = "Reads and judges files exactly as load does and keeps nothing. Exit status 1 when rows would be refused.",
	.example = "  tidewaiter check export.csv",
	.options = options,
	.run = run_check,
};
