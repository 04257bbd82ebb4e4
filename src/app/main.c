/* main.c - options, then one command. Sets locale, clock and configuration once; everything else is passed down. */
#include "app.h"

#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>

#include "base/time.h"
#include "base/width.h"
#include "panel/request.h"

static const struct option_def global_options[] = {
	{.name = "db", .letter = 'd', .argument = "FILE", .help = "the database (default: $TIDEWAITER_DB, else the XDG data folder)"},
	{.name = "config", .letter = 'c', .argument = "FILE", .help = "settings (default: the XDG config folder, then /etc/tidewaiter/config.ini)"},
	{.name = "now", .argument = "WHEN", .help = "the clock, for screens and reports that repeat: 2026-11-22T12:00"},
	{.name = "read-only", .help = "open nothing for writing, no file beside the database either; whatever would write is refused"},
	{.name = "plain", .help = "the dashboard as linear text, for screen readers and pipes"},
	{.name = "ascii", .help = "draw without UTF-8"},
	{.name = "mono", .help = "draw without colour"},
	{.name = "version", .letter = 'V', .help = "show the version"},
	{.name = NULL},
};

static const struct command *const commands[] = {
	&command_demo, &command_load, &command_check, &command_kpi, &command_show, &command_brief, &command_notes, &command_series, &command_risk,
	&command_simulate, &command_doctor, &command_manual, NULL,
};

const struct command *const *app_commands(void)
{
	return commands;
}

const struct option_def *app_options(void)
{
	return global_options;
}

static const struct command *command_find(const char *name, struct err *err)
{
	for (size_t i = 0; commands[i]; i++) {
		if (strcmp(commands[i]->name, name) == 0)
			return commands[i];
	}
	err_set(err, ERR_USAGE, "there is no command '%s'; tidewaiter --help lists them", name);
	return NULL;
}

/* Trade data must not land in a core file; group members may read what we write, others not. */
static void process_harden(void)
{
	struct rlimit none = {0, 0};

	setrlimit(RLIMIT_CORE, &none);
	prctl(PR_SET_DUMPABLE, 0);
	signal(SIGPIPE, SIG_IGN);
	umask(027);
}

static bool globals_take(struct app *app, const struct args *args, struct err *err)
{
	if (args_get(args, "db"))
		app->db_path = args_get(args, "db");
	if (args_get(args, "config"))
		app->config_path = args_get(args, "config");
	if (args_get(args, "now"))
		app->now_text = args_get(args, "now");
	app->read_only |= args_has(args, "read-only");
	app->plain |= args_has(args, "plain");
	app->ascii |= args_has(args, "ascii");
	app->mono |= args_has(args, "mono");
	if (app->now_text) {
		struct time_stamp stamp;

		if (!time_stamp_parse(app->now_text, strlen(app->now_text), &stamp))
			return err_set(err, ERR_USAGE, "--now takes a date or a time such as 2026-11-22T12:00, not '%s'",
				app->now_text);
		app->now = stamp.form == TIME_FORM_DAY ? stamp.seconds + TIME_DAY_SECONDS - 1 : stamp.seconds;
	}
	return true;
}

static bool config_open(struct app *app, struct err *err)
{
	char *path = app->config_path ? strdup(app->config_path) : paths_config();
	bool ok = !path || settings_open(path, &app->config, err);

	free(path);
	return ok && config_check(app->config, err) && request_configure(app->config, err);
}

static bool show_text(void (*write)(struct text *), struct err *err)
{
	struct text page = TEXT_INIT;
	bool ok;

	write(&page);
	ok = output_write(NULL, &page, err);
	text_finish(&page);
	return ok;
}

static void write_version(struct text *out)
{
	text_append(out, "tidewaiter " TIDEWAITER_VERSION "\n");
}

static bool show_command(const struct command *command, struct err *err)
{
	struct text page = TEXT_INIT;
	bool ok;

	help_write_command(command, &page);
	ok = output_write(NULL, &page, err);
	text_finish(&page);
	return ok;
}

/* Nothing is opened for writing, be it beside the database: who may look may send standard output where he can write. */
static bool files_fit(const struct app *app, const struct args *args, struct err *err)
{
	static const char *const written[] = {"output", "rejects", "record", NULL};

	for (const char *const *name = written; app->read_only && *name; name++) {
		const char *path = args_get(args, *name);

		if (path && strcmp(path, "-") != 0)
			return err_set(err, ERR_REFUSED, "%s: --%s writes a file, and nothing is written with --read-only; leave it out, or "
				"take standard output", path, *name);
	}
	return true;
}

static bool run_named(struct app *app, const struct command *command, const struct args *args, int *ret_status, struct err *err)
{
	if (args->n_rest > 0 && !*command->synopsis)
		return err_set(err, ERR_USAGE, "%s takes no word '%s'; see tidewaiter %s --help", command->name, args->rest[0], command->name);
	app->name = command->name;
	return files_fit(app, args, err) && config_open(app, err) && command->run(app, args, ret_status, err);
}

static bool run_command(struct app *app, const struct command *command, int argc, char **argv, int *ret_status, struct err *err)
{
	struct args args;
	bool ok;

	if (!args_parse(command->options, global_options, false, argc, argv, &args, err))
		return false;
	ok = globals_take(app, &args, err);
	if (ok && args.help)
		ok = show_command(command, err);
	else if (ok && args_has(&args, "version"))
		ok = show_text(write_version, err);
	else if (ok)
		ok = run_named(app, command, &args, ret_status, err);
	args_finish(&args);
	return ok;
}

/* Options that stand before a command are its own only where they are everybody's. */
static bool options_fit(const struct args *args, struct err *err)
{
	for (const struct option_def *own = command_dashboard.options; own->name; own++)
		if (args_has(args, own->name))
			return err_set(err, ERR_USAGE, "--%s goes behind the command, if it takes it: see tidewaiter %s --help", own->name,
				args->rest[0]);
	return true;
}

static bool run_dashboard(struct app *app, const struct args *args, int *ret_status, struct err *err)
{
	app->name = command_dashboard.name;
	return files_fit(app, args, err) && config_open(app, err) && command_dashboard.run(app, args, ret_status, err);
}

static bool run(struct app *app, int argc, char **argv, int *ret_status, struct err *err)
{
	const struct command *command = &command_dashboard;
	struct args args;
	int first;
	bool ok;

	if (!args_parse(command_dashboard.options, global_options, true, argc, argv, &args, err))
		return false;
	first = argc - args.n_rest;
	if (args.help) {
		ok = show_text(help_write_overview, err);
	} else if (args_has(&args, "version")) {
		ok = show_text(write_version, err);
	} else {
		ok = globals_take(app, &args, err);
		if (ok && args.n_rest > 0)
			ok = options_fit(&args, err) && (command = command_find(args.rest[0], err)) != NULL;
		if (ok && args.n_rest > 0)
			ok = run_command(app, command, argc - first, argv + first, ret_status, err);
		else if (ok)
			ok = run_dashboard(app, &args, ret_status, err);
	}
	args_finish(&args);
	return ok;
}

/* One line, also when what it names has line ends in its name. */
static void failure_say(const struct err *err)
{
	struct text line = TEXT_INIT;

	width_filter(&line, err->text, strlen(err->text));
	output_say("tidewaiter: %s\n", line.data);
	text_finish(&line);
}

int main(int argc, char **argv)
{
	struct app app = {.now = (int64_t)time(NULL)};
	struct err err = {0};
	int status = 0;

	/* Only character types: a decimal comma must not reach numbers in files and reports. */
	setlocale(LC_CTYPE, "");
	process_harden();
	if (!run(&app, argc, argv, &status, &err)) {
		failure_say(&err);
		status = err.code ? (int)err.code : ERR_IO;
	}
	settings_close(app.config);
	return status;
}
