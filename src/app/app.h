/* app.h - what the program as a whole knows: the options before the command, and the table of commands.
 *
 * The only room that sees all others. Clock, locale, seed and size are set once here and passed down, so that screens and
 * reports repeat. */
#ifndef APP_APP_H
#define APP_APP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/err.h"
#include "base/settings.h"
#include "base/text.h"

struct app {
	const char *db_path;		/* -d; NULL: the default place */
	const char *config_path;	/* -c; NULL: the default places */
	struct settings *config;	/* NULL when there is none */
	const char *now_text;		/* --now */
	int64_t now;			/* UTC seconds; see app_now() */
	bool read_only, plain, ascii, mono;
	const char *name;		/* of the command that runs */
};

/* One option of the command line; a row feeds parsing, help and the manual page. */
struct option_def {
	const char *name;		/* long name without dashes */
	char letter;			/* short twin, 0 none */
	const char *argument;		/* "FILE", NULL for a flag */
	const char *help;
};

enum { ARGS_MAX_OPTIONS = 40 };

struct args {
	const struct option_def *defs[ARGS_MAX_OPTIONS];
	const char **values[ARGS_MAX_OPTIONS];	/* in the order given; "" for flags */
	size_t n_values[ARGS_MAX_OPTIONS];
	size_t n_defs;
	char **rest;
	int n_rest;
	bool help;
};

struct command {
	const char *name;
	const char *synopsis;		/* what follows the name */
	const char *summary;		/* one line */
	const char *description;	/* the page: paragraphs */
	const char *example;
	const struct option_def *options;	/* ended by a NULL name */
	bool (*run)(struct app *app, const struct args *args, int *ret_status, struct err *err);
};

extern const struct command command_dashboard, command_demo, command_load, command_check, command_kpi, command_brief, command_notes, command_show,
	command_series, command_risk, command_simulate, command_doctor, command_manual;

/* All commands that have a name of their own, in the order of the help page; NULL ends. */
const struct command *const *app_commands(void);
const struct option_def *app_options(void);		/* the global ones */

/* args.c */
bool args_parse(const struct option_def *own, const struct option_def *global, bool stop_at_first, int argc, char **argv,
	struct args *ret_args, struct err *err);
void args_finish(struct args *args);
bool args_has(const struct args *args, const char *name);
const char *args_get(const struct args *args, const char *name);	/* the last one given, or NULL */
const char *args_at(const struct args *args, const char *name, size_t index);	/* NULL past the end */
bool args_int(const struct args *args, const char *name, int64_t low, int64_t high, int64_t *value, struct err *err);

/* help.c */
void help_write_overview(struct text *out);
void help_write_command(const struct command *command, struct text *out);
void help_write_manual(struct text *out);		/* roff for man/tidewaiter.1 */

/* paths.c: each returns a malloc'ed string, NULL when memory is out or the place is unknown */
char *paths_database(const struct app *app);
char *paths_notes(const struct app *app);
char *paths_config(void);				/* the first default place that exists */
char *paths_sample_data(void);				/* folder of the sample pack, NULL when it is not installed */

/* config.c: settings that there are, with values they can have; the first that is not is told with its line. NULL is well */
bool config_check(const struct settings *settings, struct err *err);

/* output.c: stdout, or a file written whole or not at all (a device or a pipe as it comes) */
bool output_write(const char *path, const struct text *content, struct err *err);
/* Can it be written there? Asked before long work whose outcome would be lost. */
bool output_try(const char *path, struct err *err);
/* The rest of a file; on standard output ("-") what came from data is made harmless. */
bool output_copy(const char *path, FILE *content, struct err *err);
/* Words for people on stderr; what came from data in them is made harmless. */
void output_say(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
