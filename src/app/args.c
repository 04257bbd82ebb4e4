/* args.c - the command line as data: getopt_long(3) driven by option tables. */
#include "app.h"

#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

enum { LONG_ONLY = 1000 };

static bool defs_add(struct args *args, const struct option_def *defs, struct err *err)
{
	for (; defs && defs->name; defs++) {
		if (args->n_defs == ARGS_MAX_OPTIONS)
			return err_set(err, ERR_USAGE, "too many options in one table");
		args->defs[args->n_defs++] = defs;
	}
	return true;
}

static void tables_fill(const struct args *args, bool stop_at_first, char *letters, struct option *longs)
{
	*letters++ = stop_at_first ? '+' : '-';
	*letters++ = ':';
	for (size_t i = 0; i < args->n_defs; i++) {
		const struct option_def *def = args->defs[i];

		longs[i] = (struct option){.name = def->name,
			.has_arg = def->argument ? required_argument : no_argument, .val = LONG_ONLY + (int)i};
		if (def->letter) {
			*letters++ = def->letter;
			if (def->argument)
				*letters++ = ':';
		}
	}
	*letters = '\0';
}

static int index_of(const struct args *args, int code)
{
	if (code >= LONG_ONLY)
		return code - LONG_ONLY;
	for (size_t i = 0; i < args->n_defs; i++) {
		if (args->defs[i]->letter == code)
			return (int)i;
	}
	return -1;
}

static bool value_add(struct args *args, int index, const char *value, struct err *err)
{
	const char **grown = realloc(args->values[index], (args->n_values[index] + 1) * sizeof(*grown));

	if (!grown)
		return err_memory(err);
	args->values[index] = grown;
	grown[args->n_values[index]++] = value ? value : "";
	return true;
}

static bool refuse(int code, char **argv, struct err *err)
{
	const char *word = optind > 0 ? argv[optind - 1] : "";

	if (code == ':')
		return err_set(err, ERR_USAGE, "option %s needs a value; see tidewaiter --help", word);
	if (optopt && optopt < LONG_ONLY && strncmp(word, "--", 2) != 0)
		return err_set(err, ERR_USAGE, "there is no option -%c here; see --help", optopt);
	return err_set(err, ERR_USAGE, "there is no option %s here; see --help", word);
}

bool args_parse(const struct option_def *own, const struct option_def *global, bool stop_at_first, int argc, char **argv,
	struct args *ret_args, struct err *err)
{
	static const struct option_def help_def[] = {{.name = "help", .letter = 'h', .help = "show this page"}, {.name = NULL}};
	struct option longs[ARGS_MAX_OPTIONS + 1] = {0};
	char letters[2 * ARGS_MAX_OPTIONS + 4];
	struct args args = {0};
	int code;

	if (!defs_add(&args, own, err) || !defs_add(&args, help_def, err) || !defs_add(&args, global, err))
		return false;
	args.rest = calloc((size_t)argc + 1, sizeof(*args.rest));
	if (!args.rest)
		return err_memory(err);
	tables_fill(&args, stop_at_first, letters, longs);
	optind = 0;
	opterr = 0;
	while ((code = getopt_long(argc, argv, letters, longs, NULL)) != -1) {
		int index = code == 1 ? -1 : index_of(&args, code);

		if (code == '?' || code == ':') {
			refuse(code, argv, err);
			args_finish(&args);
			return false;
		}
		if (code == 1) {
			args.rest[args.n_rest++] = optarg;
		} else if (!value_add(&args, index, optarg, err)) {
			args_finish(&args);
			return false;
		}
	}
	while (optind < argc)
		args.rest[args.n_rest++] = argv[optind++];
	args.help = args_has(&args, "help");
	*ret_args = args;
	return true;
}

void args_finish(struct args *args)
{
	for (size_t i = 0; i < args->n_defs; i++)
		free(args->values[i]);
	free(args->rest);
	*args = (struct args){0};
}

const char *args_at(const struct args *args, const char *name, size_t index)
{
	for (size_t i = 0; i < args->n_defs; i++) {
		if (strcmp(args->defs[i]->name, name) == 0)
			return index < args->n_values[i] ? args->values[i][index] : NULL;
	}
	return NULL;
}

bool args_has(const struct args *args, const char *name)
{
	return args_at(args, name, 0) != NULL;
}

const char *args_get(const struct args *args, const char *name)
{
	const char *value = NULL;

	for (size_t i = 0; args_at(args, name, i); i++)
		value = args_at(args, name, i);
	return value;
}

bool args_int(const struct args *args, const char *name, int64_t low, int64_t high, int64_t *value, struct err *err)
{
	const char *text = args_get(args, name);
	char *end;
	long long number;

	if (!text)
		return true;
	errno = 0;
	number = strtoll(text, &end, 10);
	if (errno || end == text || *end || number < low || number > high)
		return err_set(err, ERR_USAGE, "--%s takes a whole number from %lld to %lld, not '%s'", name, (long long)low,
			(long long)high, text);
	*value = number;
	return true;
}
