/* command_line.c - everything by name: `:period last month`, `:filter lane=red`, `:write page.svg`, and each key's request.
 *
 * One table; completion, help and running walk it. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "ask.h"
#include "base/time.h"
#include "canvas/theme.h"
#include "compare.h"
#include "dashboard_private.h"
#include "export.h"
#include "filter_value.h"
#include "names.h"
#include "store/rows.h"

enum { VALUES_MAX = 40 };

struct command {
	const char *name, *argument, *help;
	bool (*run)(struct dashboard *d, const char *argument, struct err *err);
	/* What the argument could be: adds choices that are whole lines. */
	void (*complete)(struct dashboard *d, struct prompt *prompt, const char *argument);
};

static void add_line(struct prompt *prompt, const char *name, const char *argument, const char *wanted, const char *note)
{
	char line[PROMPT_TEXT];

	if (strncasecmp(argument, wanted, strlen(wanted)) != 0)
		return;
	snprintf(line, sizeof(line), "%s %s", name, argument);
	prompt_add(prompt, 0, line, note);
}

static bool run_view(struct dashboard *d, const char *argument, struct err *err)
{
	const struct panel_ops *ops = panel_view_find(argument);

	if (!ops)
		return err_set(err, ERR_USAGE, "There is no view '%.40s'.", argument);
	dashboard_view(d, ops);
	return true;
}

static void complete_view(struct dashboard *d, struct prompt *prompt, const char *argument)
{
	size_t n;
	const struct panel_ops *const *views = panel_views(&n);

	for (size_t i = 0; i < n; i++)
		add_line(prompt, "view", views[i]->name, argument, "");
}

static bool run_period(struct dashboard *d, const char *argument, struct err *err)
{
	struct panel_scope scope = top(d)->scope;

	if (!scope_set_period(&scope, argument, time_day_of(d->env.now), err))
		return false;
	dashboard_change(d, &scope);
	return true;
}

static void complete_period(struct dashboard *d, struct prompt *prompt, const char *argument)
{
	static const char *const said[] = { "yesterday", "last week", "last 4 weeks", "this month", "last month", "last quarter",
		"this year", "ramadan", "all" };

	for (size_t i = 0; i < sizeof(said) / sizeof(said[0]); i++)
		add_line(prompt, "period", said[i], argument, "");
}

static bool run_compare(struct dashboard *d, const char *argument, struct err *err)
{
	struct panel_scope scope = top(d)->scope;
	const char *post = names_post_code(&d->names, argument);

	scope.compare = post ? PANEL_VS_POST : compare_find(argument);
	if (scope.compare == PANEL_COMPARISONS || (scope.compare == PANEL_VS_POST && !post))
		return err_set(err, ERR_USAGE, "'%.40s' is no comparison and no post.", argument);
	if (post)
		snprintf(scope.compare_post, sizeof(scope.compare_post), "%s", post);
	dashboard_change(d, &scope);
	return true;
}

static void complete_compare(struct dashboard *d, struct prompt *prompt, const char *argument)
{
	for (int i = 0; i < PANEL_VS_POST; i++)
		add_line(prompt, "compare", compare_name((enum panel_compare)i), argument, compare_help((enum panel_compare)i));
	for (size_t i = 0; i < d->names.n_posts; i++)
		add_line(prompt, "compare", d->names.posts[i].name, argument, "post");
}

/* "lane=red" */
static bool run_filter(struct dashboard *d, const char *argument, struct err *err)
{
	struct panel_scope scope = top(d)->scope;
	const char *equal = strchr(argument, '='), *value;
	struct arena arena;
	struct kpi_by by;
	char name[80];
	bool ok;

	if (!equal || equal == argument || (size_t)(equal - argument) >= sizeof(name))
		return err_set(err, ERR_USAGE, "A filter is a dimension and a value: filter lane=red");
	snprintf(name, sizeof(name), "%.*s", (int)(equal - argument), argument);
	if (!kpi_by_parse(name, &by, err))
		return false;
	arena_init(&arena);
	ok = filter_value_find(d, &by, equal + 1, &arena, &value, err) &&
		(scope_filter_set(&scope, name, value) || err_set(err, ERR_USAGE, "No more than twelve filters at a time; F drops them."));
	arena_finish(&arena);
	if (ok)
		dashboard_change(d, &scope);
	return ok;
}

/* Dimensions, and the list of codes that holds their values; NULL: too many, or not codes. */
static const struct {
	const char *dim, *list;
} dims[] = {
	{ "office", "office" }, { "flow", "flow" }, { "regime", "regime" }, { "mode", "mode" }, { "lane", "lane" }, { "lane_final", "lane" },
	{ "aeo", NULL }, { "importer", NULL }, { "broker", NULL }, { "officer", NULL }, { "origin", "country" },
	{ "hs_chapter", NULL }, { "select_reason", "select_reason" }, { "rule", "rule" }, { "hour", NULL }, { "weekday", NULL },
};

static void complete_value(struct dashboard *d, struct prompt *prompt, const char *dim, const char *list, const char *wanted)
{
	struct panel_context context = dashboard_context(d, top(d));
	struct store_rows *rows = NULL;

	if (!list || !store_rows_open(d->env.store, "panel_find_codes", &rows, NULL))
		return;
	store_rows_bind_text(rows, 1, list);
	store_rows_bind_int(rows, 2, VALUES_MAX);
	while (store_rows_next(rows, NULL) == 1) {
		struct text said = TEXT_INIT, name = TEXT_INIT;

		text_appendf(&said, "%s=%s", dim, store_rows_text(rows, 0));
		names_value(&context, dim, store_rows_text(rows, 0), &name);
		add_line(prompt, "filter", said.data, wanted, strcmp(name.data, store_rows_text(rows, 0)) == 0 ? "" : name.data);
		text_finish(&said);
		text_finish(&name);
	}
	store_rows_close(rows);
}

static void complete_filter(struct dashboard *d, struct prompt *prompt, const char *argument)
{
	for (size_t i = 0; i < sizeof(dims) / sizeof(dims[0]); i++) {
		size_t n = strlen(dims[i].dim);
		char said[90];

		snprintf(said, sizeof(said), "%s=", dims[i].dim);
		if (strncmp(argument, said, n + 1) == 0)
			complete_value(d, prompt, dims[i].dim, dims[i].list, argument);
		else
			add_line(prompt, "filter", said, argument, names_dim(dims[i].dim));
	}
}

static bool run_theme(struct dashboard *d, const char *argument, struct err *err)
{
	for (size_t i = 0; i < theme_count(); i++) {
		if (strcmp(theme_at(i)->name, argument) == 0) {
			dashboard_set_theme(d, i);
			return true;
		}
	}
	return err_set(err, ERR_USAGE, "There is no theme '%.40s'.", argument);
}

static void complete_theme(struct dashboard *d, struct prompt *prompt, const char *argument)
{
	for (size_t i = 0; i < theme_count(); i++)
		add_line(prompt, "theme", theme_at(i)->name, argument, "");
}

static bool run_kpi(struct dashboard *d, const char *argument, struct err *err)
{
	if (!kpi_find(argument))
		return err_set(err, ERR_USAGE, "There is no figure '%.60s'; / finds them by their names.", argument);
	dashboard_kpi(d, argument);
	return true;
}

static void complete_kpi(struct dashboard *d, struct prompt *prompt, const char *argument)
{
	for (size_t i = 0; i < kpi_count(); i++)
		add_line(prompt, "kpi", kpi_at(i)->id, argument, kpi_at(i)->title);
}

static bool run_find(struct dashboard *d, const char *argument, struct err *err)
{
	ask_open(d, ASK_FIND, argument);
	return true;
}

static bool run_write(struct dashboard *d, const char *argument, struct err *err)
{
	return export_write(d, argument, err);
}

static bool run_mask(struct dashboard *d, const char *argument, struct err *err)
{
	bool on = strcmp(argument, "on") == 0;

	if (!on && strcmp(argument, "off") != 0)
		return err_set(err, ERR_USAGE, "mask on, or mask off.");
	dashboard_mask(d, on);
	return true;
}

static void complete_mask(struct dashboard *d, struct prompt *prompt, const char *argument)
{
	add_line(prompt, "mask", "on", argument, "names of traders and officers as pseudonyms");
	add_line(prompt, "mask", "off", argument, "names as recorded");
}

static bool run_play(struct dashboard *d, const char *argument, struct err *err)
{
	return play_begin(d, argument, err);
}

static bool run_record(struct dashboard *d, const char *argument, struct err *err)
{
	bool ends = strcmp(argument, "stop") == 0;

	if (ends && !record_is_on(d))
		return err_set(err, ERR_USAGE, "Nothing is being recorded.");
	record_forget_line(d);
	return dashboard_record(d, ends ? NULL : argument, err);
}

static void complete_record(struct dashboard *d, struct prompt *prompt, const char *argument)
{
	if (record_is_on(d))
		add_line(prompt, "record", "stop", argument, d->recording.path);
}

static bool run_say(struct dashboard *d, const char *argument, struct err *err)
{
	record_step(d, "say", argument);
	dashboard_caption(d, strcmp(argument, "-") == 0 ? "" : argument);
	return true;
}

static bool run_expect(struct dashboard *d, const char *argument, struct err *err)
{
	if (!record_is_on(d))
		return err_set(err, ERR_USAGE, "expect is for recordings: begin with record FILE.");
	record_step(d, "expect", argument);
	dashboard_say(d, "Expected from here on: %s", argument);
	return true;
}

static bool run_present(struct dashboard *d, const char *argument, struct err *err)
{
	return dashboard_present(d, argument, err);
}

static const struct command commands[] = {
	{ "view", "NAME", "open a view", run_view, complete_view },
	{ "period", "WHEN", "the period of all panels", run_period, complete_period },
	{ "compare", "WITH", "what figures are judged against", run_compare, complete_compare },
	{ "filter", "DIM=VALUE", "keep only what has this value", run_filter, complete_filter },
	{ "kpi", "ID", "one figure, part by part", run_kpi, complete_kpi },
	{ "find", "TEXT", "a figure, post, trader or declaration", run_find, NULL },
	{ "write", "FILE", "the screen (.txt .ansi .svg .html) or its numbers (.csv)", run_write, NULL },
	{ "theme", "NAME", "colours", run_theme, complete_theme },
	{ "present", "SLIDES", "a playlist: figures:30, brief, time:45 (seconds each; none: until a key)", run_present, NULL },
	{ "play", "FILE", "a script, in its own time; Space goes on, . holds, Esc stops", run_play, NULL },
	{ "record", "FILE|stop", "what is typed from here on, as a script", run_record, complete_record },
	{ "say", "TEXT", "a caption on the last line, also in a recording; - takes it away", run_say, NULL },
	{ "expect", "TEXT", "in a recording: the screen must show this", run_expect, NULL },
	{ "mask", "on|off", "names of traders and officers", run_mask, complete_mask },
};

enum { COMMANDS = sizeof(commands) / sizeof(commands[0]) };

static const struct request_binding *request_named(const char *name)
{
	size_t n;
	const struct request_binding *bindings = request_bindings(&n);

	for (size_t i = 0; i < n; i++)
		if (bindings[i].help && strcmp(bindings[i].name, name) == 0)
			return &bindings[i];
	return NULL;
}

/* The first word, and where the argument begins. */
static const char *word_of(const char *line, char *word, size_t size)
{
	size_t n;

	line += strspn(line, " :");
	n = strcspn(line, " ");
	snprintf(word, size, "%.*s", (int)n, line);
	return line + n + strspn(line + n, " ");
}

static bool run_request(struct dashboard *d, const struct request_binding *binding, bool *ret_quit)
{
	if (!dashboard_request(d, binding->request))
		*ret_quit = true;
	return true;
}

bool command_line_run(struct dashboard *d, const char *line, bool *ret_quit, struct err *err)
{
	char word[80], argument[PROMPT_TEXT];
	size_t len;

	snprintf(argument, sizeof(argument), "%s", word_of(line, word, sizeof(word)));
	for (len = strlen(argument); len > 0 && argument[len - 1] == ' '; len--)
		argument[len - 1] = '\0';
	if (!word[0])
		return true;
	for (size_t i = 0; i < COMMANDS; i++) {
		if (strcmp(commands[i].name, word) != 0)
			continue;
		if (!argument[0])
			return err_set(err, ERR_USAGE, "%s takes %s: %s.", word, commands[i].argument, commands[i].help);
		return commands[i].run(d, argument, err);
	}
	if (strcmp(word, "q") == 0 || strcmp(word, "quit") == 0) {
		*ret_quit = true;
		return true;
	}
	if (request_named(word))
		return run_request(d, request_named(word), ret_quit);
	if (panel_view_find(word))
		return run_view(d, word, err);
	return err_set(err, ERR_USAGE, "There is no command '%.40s'; Tab lists them.", word);
}

static void complete_name(struct prompt *prompt, const char *wanted)
{
	size_t n;
	const struct request_binding *bindings = request_bindings(&n);

	for (size_t i = 0; i < COMMANDS; i++) {
		char text[100], note[100];

		if (strncmp(commands[i].name, wanted, strlen(wanted)) != 0)
			continue;
		snprintf(text, sizeof(text), "%s ", commands[i].name);
		snprintf(note, sizeof(note), "%s: %s", commands[i].argument, commands[i].help);
		prompt_add(prompt, 0, text, note);
	}
	for (size_t i = 0; i < n; i++)
		if (bindings[i].help && strncmp(bindings[i].name, wanted, strlen(wanted)) == 0)
			prompt_add(prompt, 0, bindings[i].name, bindings[i].help);
}

void command_line_complete(struct dashboard *d, struct prompt *prompt)
{
	char word[80];
	const char *argument = word_of(prompt->text, word, sizeof(word));
	bool has_argument = strchr(prompt->text + strspn(prompt->text, " :"), ' ') != NULL;

	prompt_clear_choices(prompt);
	if (!has_argument) {
		complete_name(prompt, word);
		return;
	}
	for (size_t i = 0; i < COMMANDS; i++)
		if (strcmp(commands[i].name, word) == 0 && commands[i].complete)
			commands[i].complete(d, prompt, argument);
}
