/* help.c - overview, a command's page and the manual page, all printed from the tables that the input uses. */
#include "app.h"

#include <string.h>

#include "panel/request.h"

enum { WIDTH = 78 };

/* Wraps words at WIDTH; paragraphs are separated by blank lines; lines that start with a space stay as they are. */
static void append_wrapped(struct text *out, const char *s, int indent)
{
	int col = 0;

	while (*s) {
		size_t word = strcspn(s, " \n");

		if (*s == '\n') {
			text_append(out, s[1] == '\n' ? "\n\n" : "\n");
			s += s[1] == '\n' ? 2 : 1;
			col = 0;
			continue;
		}
		if (col == 0) {
			text_appendf(out, "%*s", indent, "");
			col = indent;
		} else if (word && col + 1 + (int)word > WIDTH) {
			text_appendf(out, "\n%*s", indent, "");
			col = indent;
		} else if (word && col > indent) {
			text_put(out, ' ');
			col++;
		}
		text_append_n(out, s, word);
		col += (int)word;
		s += word;
		s += *s == ' ';
	}
	text_put(out, '\n');
}

static void write_options(struct text *out, const struct option_def *defs)
{
	for (; defs && defs->name; defs++) {
		struct text left = TEXT_INIT;

		if (defs->letter)
			text_appendf(&left, "-%c, ", defs->letter);
		else
			text_append(&left, "    ");
		text_appendf(&left, "--%s%s%s", defs->name, defs->argument ? " " : "", defs->argument ? defs->argument : "");
		text_appendf(out, "  %-26s ", left.data);
		if (left.len > 26)
			text_appendf(out, "\n%29s", "");
		text_appendf(out, "%s\n", defs->help);
		text_finish(&left);
	}
}

void help_write_overview(struct text *out)
{
	text_append(out, "Tidewaiter, a leadership dashboard for customs operations in the terminal.\n\n"
		"usage: tidewaiter [OPTION...] [COMMAND [ARG...]]\n\n"
		"Without a command it opens the dashboard. New here? Try `tidewaiter demo`.\n\nCommands:\n");
	for (const struct command *const *c = app_commands(); *c; c++)
		text_appendf(out, "  %-10s %s\n", (*c)->name, (*c)->summary);
	text_append(out, "\nOptions, before or after the command:\n");
	write_options(out, app_options());
	text_append(out, "\nOptions of the dashboard (also of demo):\n");
	write_options(out, command_dashboard.options);
	text_append(out, "\n`tidewaiter COMMAND --help` shows the page of a command; `man tidewaiter` has all of them.\n"
		"Exit codes: 0 done, 1 what was asked about does not hold, 64 usage, 65 bad data, 66 no such\n"
		"input, 69 part not built in, 73 cannot write, 74 I/O or database, 77 refused, 78 bad\n"
		"configuration, 130 interrupted.\n");
}

void help_write_command(const struct command *command, struct text *out)
{
	text_appendf(out, "usage: tidewaiter [OPTION...] %s%s%s\n\n", command->name, *command->synopsis ? " " : "", command->synopsis);
	append_wrapped(out, command->description, 0);
	if (command->options && command->options->name) {
		text_append(out, "\nOptions of this command:\n");
		write_options(out, command->options);
	}
	if (command->example)
		text_appendf(out, "\nExample:\n%s\n", command->example);
}

/* roff: a leading dot or quote must not be a request, dashes must stay dashes. */
static void append_roff(struct text *out, const char *s)
{
	bool start = true;

	for (; *s; s++) {
		if (start && (*s == '.' || *s == '\''))
			text_append(out, "\\&");
		if (*s == '\\')
			text_append(out, "\\e");
		else if (*s == '-')
			text_append(out, "\\-");
		else if (*s == '\n' && s[1] == '\n')
			text_append(out, "\n.PP"), s += 0;
		else
			text_put(out, *s);
		start = *s == '\n';
	}
	text_put(out, '\n');
}

static void manual_options(struct text *out, const struct option_def *defs)
{
	for (; defs && defs->name; defs++) {
		text_append(out, ".TP\n.B ");
		if (defs->letter)
			text_appendf(out, "\\-%c\\fR, \\fB", defs->letter);
		text_append(out, "\\-\\-");
		for (const char *p = defs->name; *p; p++)
			text_appendf(out, *p == '-' ? "\\-" : "%c", *p);
		if (defs->argument)
			text_appendf(out, " \\fI%s\\fR", defs->argument);
		text_put(out, '\n');
		append_roff(out, defs->help);
	}
}

static void manual_keys(struct text *out)
{
	size_t n;
	const struct request_binding *bindings = request_bindings(&n);

	text_append(out, ".SH KEYS\nThe name in brackets is what the command line of the dashboard (:) and the section [keys] of the configuration call "
		"it.\n");
	for (size_t i = 0; i < n; i++) {
		if (!bindings[i].help || !bindings[i].keys[0])
			continue;
		text_append(out, ".TP\n.B ");
		for (size_t k = 0; k < 4 && bindings[i].keys[k]; k++) {
			char buffer[16];
			const char *name = request_key_name(bindings[i].keys[k], buffer);

			text_append(out, k ? "\\fR, \\fB" : "");
			text_append(out, name[0] == '\\' ? "\\e" : name[0] == '.' ? "\\&." : name);
		}
		text_appendf(out, "\\fR (%s)\n", bindings[i].name);
		append_roff(out, bindings[i].help);
	}
}

void help_write_manual(struct text *out)
{
	text_append(out, ".\\\" Written by `tidewaiter manual`; change the tables it prints, not this file.\n"
		".TH TIDEWAITER 1 \"\" \"Tidewaiter " TIDEWAITER_VERSION "\" \"User Commands\"\n"
		".SH NAME\ntidewaiter \\- leadership dashboard for customs operations in the terminal\n"
		".SH SYNOPSIS\n.B tidewaiter\n[\\fIOPTION\\fR...] [\\fICOMMAND\\fR [\\fIARG\\fR...]]\n.SH DESCRIPTION\n");
	append_roff(out, "Tidewaiter loads the data a customs administration already has (CSV), computes the figures that customs "
		"leaders are judged by, and shows them in panels that drill down from every number to the declarations behind it. "
		"Without a command it opens the dashboard.");
	text_append(out, ".SH OPTIONS\nThese may stand before or after the command.\n");
	manual_options(out, app_options());
	text_append(out, ".PP\nWithout a command (and with demo) also these:\n");
	manual_options(out, command_dashboard.options);
	text_append(out, ".SH COMMANDS\n");
	for (const struct command *const *c = app_commands(); *c; c++) {
		text_appendf(out, ".SS %s ", (*c)->name);
		append_roff(out, (*c)->synopsis);
		append_roff(out, (*c)->description);
		manual_options(out, (*c)->options);
		if ((*c)->example) {
			text_append(out, ".PP\n.nf\n.RS\n");
			append_roff(out, (*c)->example);
			text_append(out, ".RE\n.fi\n");
		}
	}
	manual_keys(out);
	text_append(out, ".SH FILES\n.TP\n.I $XDG_DATA_HOME/tidewaiter/tidewaiter.db\nThe database, a plain SQLite file.\n"
		".TP\n.I $XDG_DATA_HOME/tidewaiter/notes.txt\nActions, decisions and notes, a line each, only ever added; or the file that\n.B file\nin the section\n.B [notes]\nnames.\n"
		".TP\n.I $XDG_CONFIG_HOME/tidewaiter/config.ini\nSettings; among them\n.B theme\nin the section\n.BR [screen] :\ndark, light, contrast or mono.\n"
		".SH ENVIRONMENT\n.TP\n.B TIDEWAITER_DB\nThe database.\n.TP\n.B NO_COLOR\nDraw without colour when set.\n"
		".TP\n.B COLORFGBG\nWhere terminals set it, says whether their background is light; nothing is asked of the terminal itself.\n"
		".SH EXIT STATUS\n0 done; 1 done, and what was asked about does not hold; 64 usage; 65 bad data; 66 no such input; "
		"69 a needed optional part is not built in; 73 cannot write; 74 I/O or database error; 77 refused (read\\-only); "
		"78 bad configuration; 130 interrupted.\n");
}
