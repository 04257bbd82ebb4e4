/* twin.c - see twin.h. The session is the one of app/session.c in short: the same store, clock and figures. */
#include "twin.h"

#include <check.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/time.h"
#include "base/width.h"
#include "canvas/theme.h"
#include "cube/cube.h"
#include "looks.h"
#include "notes/notes.h"
#include "stage.h"
#include "store/store.h"

struct twin {
	struct store *store;
	struct cube *cube;
	struct notes *notes;
	struct kpi_env env;
	struct dashboard *dashboard;
	struct canvas *canvas;
	struct caps caps;
	bool ascii, letters;
	struct look looks[CANVAS_ROLES];
	size_t theme;
};

static bool save(void *context, const char *path, const struct text *content, struct err *err)
{
	return true;
}

static void open_data(struct twin *twin, const char *database)
{
	const struct time_zone *zone;
	struct time_stamp stamp;
	struct err err = {0};

	ck_assert_msg(store_open(database, STORE_READ_ONLY, &twin->store, &err), "%s", err.text);
	ck_assert_msg(cube_open(twin->store, &twin->cube, &err), "%s", err.text);
	ck_assert(time_stamp_parse(STAGE_NOW, strlen(STAGE_NOW), &stamp));
	zone = store_fact(twin->store, "timezone") ? time_zone_find(store_fact(twin->store, "timezone")) : NULL;
	twin->env = (struct kpi_env){.store = twin->store, .cube = twin->cube,
		.now = time_utc_from_local(zone ? zone : time_zone_utc(), stamp.seconds)};
}

static void open_dashboard(struct twin *twin)
{
	const struct passwd *account = getpwuid(getuid());
	struct notes_options notes = {.by = account ? account->pw_name : ""};
	struct dashboard_options options = {.env = &twin->env, .synthetic = true, .view = "brief", .save = save};
	struct err err = {0};

	ck_assert_msg(notes_open(&notes, &twin->notes, &err), "%s", err.text);
	options.notes = twin->notes;
	ck_assert_msg(dashboard_create(&options, &twin->dashboard, &err), "%s", err.text);
}

static void repaint(struct twin *twin)
{
	twin->theme = dashboard_theme(twin->dashboard);
	looks_of(&twin->caps, twin->caps.colours ? theme_at(twin->theme) : theme_find("mono"), twin->caps.colours == 0, twin->looks);
	dashboard_paint(twin->dashboard, twin->canvas);
}

void twin_resize(struct twin *twin, int cols, int rows)
{
	canvas_destroy(twin->canvas);
	ck_assert(canvas_create(cols, rows, twin->ascii, &twin->canvas, NULL));
	twin->canvas->letters = twin->letters;
	repaint(twin);
}

struct twin *twin_open(const char *database, const char *term, int cols, int rows)
{
	struct twin *twin = calloc(1, sizeof(*twin));

	ck_assert_ptr_nonnull(twin);
	ck_assert(caps_open(term, &twin->caps));
	twin->letters = strcmp(term, "linux") == 0;
	twin->ascii = twin->letters || strncmp(term, "vt", 2) == 0;
	open_data(twin, database);
	open_dashboard(twin);
	twin_resize(twin, cols, rows);
	return twin;
}

void twin_close(struct twin *twin)
{
	dashboard_destroy(twin->dashboard);
	notes_close(twin->notes);
	cube_close(twin->cube);
	store_close(twin->store);
	canvas_destroy(twin->canvas);
	caps_close();
	free(twin);
}

/* Whoever has the terminal draws it anew for Ctrl-L. */
void twin_press(struct twin *twin, uint32_t key)
{
	char name[16];
	bool going = dashboard_redraws(twin->dashboard, key) || dashboard_key(twin->dashboard, key);

	ck_assert_msg(going, "%s leaves", request_key_name(key, name));
	repaint(twin);
}

const struct canvas *twin_canvas(const struct twin *twin)
{
	return twin->canvas;
}

/* ------------------------------------------------------------------------------------------ */
/* Comparing */

struct difference {
	const struct twin *twin;
	char what[200];
};

static bool is_space(const char *text)
{
	return text[0] == ' ' && text[1] == '\0';
}

/* libvterm knows no faint characters. What cannot be seen of a blank does not count. */
static bool looks_so(struct pty_look is, struct look wanted, bool blank)
{
	if (blank && !wanted.underline && !wanted.reverse)
		return is.bg == wanted.bg && !is.underline && !is.reverse;
	return is.fg == wanted.fg && is.bg == wanted.bg && is.bold == wanted.bold && is.underline == wanted.underline && is.reverse == wanted.reverse;
}

static bool cell_holds(struct pty *pty, const struct twin *twin, int col, int row, char *what, size_t size)
{
	const struct canvas_cell *wanted = canvas_at(twin->canvas, col, row);
	struct look look = twin->looks[wanted->role];
	struct pty_look is;
	char text[PTY_CELL];

	pty_cell(pty, col, row, text);
	if (wanted->width > 0 && strcmp(text, wanted->text) != 0) {
		snprintf(what, size, "column %d, row %d: '%s' is not '%s'", col, row, text, wanted->text);
		return false;
	}
	is = pty_look(pty, col, row);
	if (wanted->width == 0 || looks_so(is, look, is_space(wanted->text)))
		return true;
	snprintf(what, size, "column %d, row %d: '%s' is %d on %d%s%s%s, not %d on %d%s%s%s", col, row, text, is.fg, is.bg, is.bold ? " bold" : "",
		is.underline ? " underlined" : "", is.reverse ? " reversed" : "", look.fg, look.bg, look.bold ? " bold" : "",
		look.underline ? " underlined" : "", look.reverse ? " reversed" : "");
	return false;
}

static bool holds(struct pty *pty, void *context)
{
	struct difference *difference = context;
	const struct twin *twin = difference->twin;
	const struct canvas *canvas = twin->canvas;
	int col, row;

	for (row = 0; row < canvas->rows; row++) {
		for (col = 0; col < canvas->cols; col++) {
			if (!cell_holds(pty, twin, col, row, difference->what, sizeof(difference->what)))
				return false;
		}
	}
	pty_cursor(pty, &col, &row);
	snprintf(difference->what, sizeof(difference->what), "the cursor is in column %d, row %d, not in column %d, row %d", col, row,
		canvas->cursor_col, canvas->cursor_row);
	return col == canvas->cursor_col && row == canvas->cursor_row;
}

/* Rows that differ, one below the other. */
static void tell_rows(const struct twin *twin, struct pty *pty, struct text *out)
{
	for (int row = 0; row < twin->canvas->rows; row++) {
		struct text wanted = TEXT_INIT;

		for (int col = 0; col < twin->canvas->cols; col++)
			text_append(&wanted, canvas_at(twin->canvas, col, row)->text);
		while (wanted.len && wanted.data[wanted.len - 1] == ' ')
			wanted.data[--wanted.len] = '\0';
		if (strcmp(pty_row(pty, row), wanted.data) != 0)
			text_appendf(out, "%2d is  |%s\n   not |%s\n", row, pty_row(pty, row), wanted.data);
		text_finish(&wanted);
	}
}

void twin_check(struct twin *twin, struct pty *pty, const char *after)
{
	struct difference difference = {.twin = twin};
	struct text rows = TEXT_INIT;

	if (pty_wait_that(pty, holds, &difference))
		return;
	tell_rows(twin, pty, &rows);
	ck_abort_msg("after %s: %s\n%s", after, difference.what, rows.len ? rows.data : "");
}

/* ------------------------------------------------------------------------------------------ */
/* Keyboards */

void twin_key_bytes(const char *term, uint32_t key, char ret_bytes[TWIN_KEY])
{
	static const struct {
		uint32_t key;
		const char *bytes;
	} table[] = {
		{KEY_UP_, "\033OA"}, {KEY_DOWN_, "\033OB"}, {KEY_RIGHT_, "\033OC"}, {KEY_LEFT_, "\033OD"}, {KEY_HOME_, "\033[1~"},
		{KEY_END_, "\033[4~"}, {KEY_PAGE_UP_, "\033[5~"}, {KEY_PAGE_DOWN_, "\033[6~"}, {KEY_BACKTAB_, "\033[Z"}, {KEY_DELETE_, "\033[3~"},
	};
	static const int functions[] = {11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24};
	bool console = strcmp(term, "linux") == 0;

	memset(ret_bytes, 0, TWIN_KEY);
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		if (table[i].key == key)
			strcpy(ret_bytes, table[i].bytes);
	}
	if (ret_bytes[0] && console && key <= KEY_LEFT_)
		ret_bytes[1] = '[';
	if (key >= KEY_F1_ && key < KEY_F1_ + 5 && console)
		snprintf(ret_bytes, TWIN_KEY, "\033[[%c", (char)('A' + (key - KEY_F1_)));
	else if (key >= KEY_F1_ && key < KEY_F1_ + 4)
		snprintf(ret_bytes, TWIN_KEY, "\033O%c", (char)('P' + (key - KEY_F1_)));
	else if (key >= KEY_F1_ && key < KEY_F1_ + 12)
		snprintf(ret_bytes, TWIN_KEY, "\033[%d~", functions[key - KEY_F1_]);
	else if (!ret_bytes[0])
		ret_bytes[width_encode(key, ret_bytes)] = '\0';
}
