/* command_show.c - any panel without a terminal: as text, ANSI, SVG or HTML, after any keys. */
#include "app.h"

#include <stdlib.h>
#include <string.h>

#include "canvas/theme.h"
#include "canvas/writers.h"
#include "first_run.h"
#include "live.h"
#include "notes/notes.h"
#include "panel/dashboard.h"
#include "panel/script.h"
#include "session.h"

static const struct option_def options[] = {
	{.name = "size", .letter = 's', .argument = "COLSxROWS", .help = "default: 80x24"},
	{.name = "as", .argument = "FORMAT", .help = "text, ansi, svg or html (default: text)"},
	{.name = "keys", .letter = 'k', .argument = "KEYS", .help = "typed before drawing, e.g. 'Down Enter i' (space between names)"},
	{.name = "script", .argument = "FILE", .help = "replays a script of keys, captions and expectations before drawing; fails where one does not hold"},
	{.name = "theme", .argument = "NAME", .help = "dark, light, contrast or mono"},
	{.name = "output", .letter = 'o', .argument = "FILE", .help = "write there, whole or not at all"},
	{.name = NULL},
};

static bool size_take(const struct args *args, int *cols, int *rows, struct err *err)
{
	const char *text = args_get(args, "size");
	char end;

	*cols = 80;
	*rows = 24;
	if (text && (sscanf(text, "%4dx%4d%c", cols, rows, &end) != 2 || *cols < 1 || *rows < 1))
		return err_set(err, ERR_USAGE, "--size takes COLSxROWS such as 120x36, not '%s'", text);
	return true;
}

/* Pages and columns of tiles go by what was drawn last: as before a person, the screen is drawn for each key. */
static bool keys_type(struct dashboard *dashboard, const char *keys, struct canvas *canvas, struct err *err)
{
	dashboard_paint(dashboard, canvas);
	while (keys && *keys) {
		uint32_t key;
		size_t n;

		if (*keys == ' ' && keys[1]) {
			keys++;
			continue;
		}
		n = request_key_parse(keys, &key);
		if (n == 0)
			return err_set(err, ERR_USAGE, "--keys: '%s' does not begin with a key's name; try Enter, Down, Esc, F1, C-l or a letter", keys);
		if (!dashboard_key(dashboard, key))
			break;
		dashboard_paint(dashboard, canvas);
		keys += n;
	}
	return true;
}

static bool theme_take(const struct app *app, const struct args *args, const struct theme **ret_theme, struct err *err)
{
	const char *name = args_get(args, "theme") ? args_get(args, "theme") : app->mono ? "mono" : "dark";

	*ret_theme = theme_find(name);
	return *ret_theme || err_set(err, ERR_USAGE, "there is no theme '%s': dark, light, contrast or mono", name);
}

static bool canvas_as(const struct canvas *canvas, const char *format, const struct theme *theme, struct text *out, struct err *err)
{
	if (strcmp(format, "text") == 0)
		canvas_write_text(canvas, out);
	else if (strcmp(format, "ansi") == 0)
		canvas_write_ansi(canvas, theme, strcmp(theme->name, "mono") == 0 ? 0 : 256, out);
	else if (strcmp(format, "svg") == 0)
		canvas_write_svg(canvas, theme, "Tidewaiter", out);
	else if (strcmp(format, "html") == 0)
		canvas_write_html(canvas, theme, "Tidewaiter", out);
	else
		return err_set(err, ERR_USAGE, "--as takes text, ansi, svg or html, not '%s'", format);
	return true;
}

/* In words, once the keys were typed; a picture of it would be none. */
static bool write_plain(struct dashboard *dashboard, const struct args *args, struct text *out, struct err *err)
{
	const char *format = args_get(args, "as");

	if (format && strcmp(format, "text") != 0)
		return err_set(err, ERR_USAGE, "--plain is text; leave out --as %s or --plain", format);
	return dashboard_write_plain(dashboard, DASHBOARD_SHOWN, out, err);
}

/* The keys, and after them the script, which may ask for another size. */
static bool draw(struct dashboard *dashboard, const char *keys, const struct script *script, int cols, int rows, bool ascii,
	struct canvas **ret_canvas, struct err *err)
{
	struct canvas *canvas = NULL;
	bool ok = canvas_create(cols, rows, ascii, &canvas, err) && keys_type(dashboard, keys, canvas, err);

	if (ok && !script) {
		*ret_canvas = canvas;
		return true;
	}
	canvas_destroy(canvas);
	return ok && script_replay(script, dashboard, cols, rows, ascii, ret_canvas, err);
}

static bool run(struct app *app, const struct args *args, int *ret_status, struct err *err)
{
	struct dashboard_options dashboard_options = {.ascii = app->ascii};
	struct dashboard *dashboard = NULL;
	const struct theme *theme = NULL;
	struct session session = {0};
	struct canvas *canvas = NULL;
	struct text out = TEXT_INIT;
	struct script *script = NULL;
	struct notes *notes = NULL;
	int cols, rows;
	bool ok;

	if (args->n_rest != 1)
		return err_set(err, ERR_USAGE, "show takes one view: brief, time, control, revenue, posts, risk, reform, data or actions");
	if (args_get(args, "script") && !script_open(args_get(args, "script"), &script, err))
		return false;
	ok = size_take(args, &cols, &rows, err) && theme_take(app, args, &theme, err) &&
	     session_open(app, STORE_READ_ONLY, NULL, &session, err) && session_read(&session, app, err);
	if (!ok)
		goto out;
	/* As the dashboard would show it; what keys write down is shown and forgotten, and a file that cannot be read is no reason to show
	 * nothing. */
	if (live_notes_open(app, LIVE_NOTES_TRIED, &notes, NULL))
		dashboard_options.notes = notes;
	dashboard_options.env = &session.env;
	dashboard_options.synthetic = session.synthetic;
	dashboard_options.view = args->rest[0];
	dashboard_options.first_run = session_is_empty(&session) ? first_run_text(false) : NULL;
	ok = dashboard_create(&dashboard_options, &dashboard, err) &&
	     draw(dashboard, args_get(args, "keys"), script, cols, rows, app->ascii, &canvas, err);
	ok = ok && (app->plain ? write_plain(dashboard, args, &out, err)
			       : canvas_as(canvas, args_get(args, "as") ? args_get(args, "as") : "text", theme, &out, err));
	ok = ok && output_write(args_get(args, "output"), &out, err);
out:
	text_finish(&out);
	script_close(script);
	canvas_destroy(canvas);
	dashboard_destroy(dashboard);
	notes_close(notes);
	session_close(&session);
	return ok;
}

const struct command command_show = {
	.name = "show",
	.synopsis = "VIEW [OPTION...]",
	.summary = "draws one panel without a terminal: text, ANSI, SVG or HTML",
	.description = "Draws one panel - brief, time, control, revenue, posts, risk, reform, data, or the list of actions - exactly as the dashboard would, at any size and "
		"after any keys, for mails, reports and tests. With --plain, what would be shown is told in words, one figure a line.",
	.example = "  tidewaiter show brief --size 120x36 --as svg -o brief.svg",
	.options = options,
	.run = run,
};
