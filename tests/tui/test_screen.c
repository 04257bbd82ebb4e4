/* Frames as bytes: a terminal (libvterm) that is fed them shows the canvas, cell for cell, whatever it showed before; and they
 * are few. */
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <vterm.h>

#include "base/width.h"
#include "screen.h"
#include "suite.h"

enum { COLS = 37, ROWS = 11, FRAMES = 160 };

static const char *const types[] = {"xterm-256color", "xterm", "linux", "vt100", "vt220", "screen", "tmux-256color", "ansi"};

enum { TYPES = sizeof(types) / sizeof(types[0]) };

struct lab {
	struct caps caps;
	struct screen *screen;
	struct canvas *canvas;
	VTerm *vterm;
	VTermScreen *shown;
	struct look looks[CANVAS_ROLES];
	size_t sent;			/* bytes of the last frame */
	bool erased;			/* with an erasure of the rest of a row among them */
};

static void lab_open(struct lab *lab, const char *type, int cols, int rows)
{
	struct err err = {0};

	memset(lab, 0, sizeof(*lab));
	ck_assert_msg(caps_open(type, &lab->caps), "no terminal type %s here (package ncurses-base or ncurses-term)", type);
	ck_assert(screen_create(&lab->caps, &lab->screen, &err));
	ck_assert(canvas_create(cols, rows, false, &lab->canvas, &err));
	lab->vterm = vterm_new(rows, cols);
	vterm_set_utf8(lab->vterm, 1);
	lab->shown = vterm_obtain_screen(lab->vterm);
	vterm_screen_reset(lab->shown, 1);
	for (int role = 0; role < CANVAS_ROLES; role++)
		lab->looks[role] = LOOK_PLAIN;
}

static void lab_close(struct lab *lab)
{
	screen_destroy(lab->screen);
	canvas_destroy(lab->canvas);
	vterm_free(lab->vterm);
	caps_close();
}

static void lab_send(struct lab *lab)
{
	struct text out = TEXT_INIT;
	struct err err = {0};

	ck_assert(screen_update(lab->screen, lab->canvas, lab->canvas->cols, lab->canvas->rows, lab->looks, &out, &err));
	vterm_input_write(lab->vterm, out.data, out.len);
	lab->sent = out.len;
	lab->erased = memmem(out.data, out.len, "\033[K", 3) != NULL;
	text_finish(&out);
}

/* Looks that a theme could have: with few colours, or none. */
static void random_looks(struct lab *lab)
{
	for (int role = 0; role < CANVAS_ROLES; role++) {
		struct look *look = &lab->looks[role];
		int colours = lab->caps.colours;

		*look = (struct look){.fg = -1, .bg = -1, .bold = rand() % 3 == 0, .underline = rand() % 6 == 0, .reverse = rand() % 8 == 0};
		if (colours && rand() % 2)
			look->fg = (int16_t)(rand() % colours);
		if (colours && rand() % 6 == 0)
			look->bg = (int16_t)(rand() % colours);
	}
}

static void random_text(struct canvas *canvas)
{
	static const char *const words[] = {"x", "release", "─────────", "████▌", "مرحبا", "漢字", "e\u0301", "            ", "a  b", "1 204"};
	int col = rand() % canvas->cols, row = rand() % canvas->rows;

	canvas_put(canvas_whole(canvas), col, row, (enum canvas_role)(rand() % CANVAS_ROLES), words[rand() % 10]);
}

static void shift_rows(struct canvas *canvas)
{
	int by = 1 + rand() % 3, n = (canvas->rows - by) * canvas->cols;
	struct canvas_cell *first = canvas->cells, *moved = first + by * canvas->cols;

	if (rand() % 2)
		memmove(first, moved, (size_t)n * sizeof(*first));
	else
		memmove(moved, first, (size_t)n * sizeof(*first));
}

static void random_change(struct canvas *canvas)
{
	struct canvas_area area = canvas_whole(canvas);

	switch (rand() % 6) {
	case 0:
		canvas_clear(canvas);
		break;
	case 1:
		shift_rows(canvas);
		break;
	case 2:
		canvas_fill(canvas_sub(area, rand() % canvas->cols, rand() % canvas->rows, 40, 1 + rand() % 3),
			(enum canvas_role)(rand() % CANVAS_ROLES), " ");
		break;
	default:
		for (int n = rand() % 40; n >= 0; n--)
			random_text(canvas);
	}
	canvas->cursor_col = rand() % canvas->cols;
	canvas->cursor_row = rand() % canvas->rows;
}

static void cell_text(const VTermScreenCell *cell, char out[64])
{
	size_t n = 0;

	for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell->chars[i] && cell->chars[i] != (uint32_t)-1; i++)
		n += width_encode(cell->chars[i], out + n);
	out[n] = '\0';
	if (n == 0)
		strcpy(out, " ");
}

static int colour_index(struct lab *lab, VTermColor colour, bool foreground)
{
	if (foreground ? VTERM_COLOR_IS_DEFAULT_FG(&colour) : VTERM_COLOR_IS_DEFAULT_BG(&colour))
		return -1;
	return VTERM_COLOR_IS_INDEXED(&colour) ? colour.indexed.idx : -2;
}

static void check_look(struct lab *lab, const VTermScreenCell *cell, struct look look, const char *where)
{
	int fg = colour_index(lab, cell->fg, true), bg = colour_index(lab, cell->bg, false);

	ck_assert_msg(bg == look.bg, "%s: background %d, not %d", where, bg, look.bg);
	ck_assert_msg(cell->attrs.reverse == look.reverse, "%s: reverse", where);
	ck_assert_msg(!!cell->attrs.underline == look.underline, "%s: underline", where);
	if (strcmp(where, "blank") == 0 && !look.reverse && !look.underline)
		return;
	ck_assert_msg(fg == look.fg || (look.bold && fg == look.fg + 8), "%s: foreground %d, not %d", where, fg, look.fg);
	ck_assert_msg(cell->attrs.bold == look.bold, "%s: bold", where);
}

static void check_cell(struct lab *lab, int col, int row)
{
	const struct canvas_cell *wanted = canvas_at(lab->canvas, col, row);
	VTermScreenCell cell;
	char text[64];

	if (wanted->width == 0)
		return;
	vterm_screen_get_cell(lab->shown, (VTermPos){.row = row, .col = col}, &cell);
	cell_text(&cell, text);
	ck_assert_msg(strcmp(text, wanted->text) == 0, "row %d, column %d shows '%s', not '%s'", row, col, text, wanted->text);
	check_look(lab, &cell, lab->looks[wanted->role], strcmp(wanted->text, " ") == 0 ? "blank" : text);
}

static void check_shown(struct lab *lab)
{
	int last = lab->caps.wraps_at_once ? lab->canvas->cols * lab->canvas->rows - 1 : lab->canvas->cols * lab->canvas->rows;
	VTermPos at;

	for (int i = 0; i < last; i++)
		check_cell(lab, i % lab->canvas->cols, i / lab->canvas->cols);
	vterm_state_get_cursorpos(vterm_obtain_state(lab->vterm), &at);
	ck_assert_int_eq(at.col, lab->canvas->cursor_col);
	ck_assert_int_eq(at.row, lab->canvas->cursor_row);
}

START_TEST(any_frame_after_any_other_shows_the_canvas)
{
	struct lab lab;

	srand(4711);
	lab_open(&lab, types[_i], COLS, ROWS);
	random_looks(&lab);
	for (int frame = 0; frame < FRAMES; frame++) {
		random_change(lab.canvas);
		if (frame % 47 == 46)
			screen_forget(lab.screen);
		lab_send(&lab);
		check_shown(&lab);
	}
	lab_close(&lab);
}
END_TEST

START_TEST(the_same_frame_again_sends_nothing)
{
	struct lab lab;

	lab_open(&lab, types[_i], COLS, ROWS);
	random_looks(&lab);
	for (int i = 0; i < 30; i++)
		random_text(lab.canvas);
	lab.canvas->cursor_col = lab.canvas->cursor_row = 3;
	lab_send(&lab);
	lab_send(&lab);
	ck_assert_uint_eq(lab.sent, 0);
	lab_close(&lab);
}
END_TEST

START_TEST(a_forgotten_screen_is_cleared_and_sent_whole)
{
	struct lab lab;

	lab_open(&lab, "xterm-256color", COLS, ROWS);
	canvas_put(canvas_whole(lab.canvas), 2, 3, CANVAS_PLAIN, "here");
	lab_send(&lab);
	vterm_input_write(lab.vterm, "\033[8;1Hsomebody else wrote this", 30);
	screen_forget(lab.screen);
	lab.canvas->cursor_col = lab.canvas->cursor_row = 0;
	lab_send(&lab);
	check_shown(&lab);
	lab_close(&lab);
}
END_TEST

static void rows_of_a_list(struct canvas *canvas, int first)
{
	canvas_clear(canvas);
	canvas_put(canvas_whole(canvas), 0, 0, CANVAS_PLAIN, "a heading that stays where it is");
	for (int row = 1; row < canvas->rows - 1; row++)
		canvas_putf(canvas_whole(canvas), 0, row, CANVAS_PLAIN, "declaration %d with much to say", (first + row) * 7919);
	canvas->cursor_row = canvas->cursor_col = 1;
}

START_TEST(a_list_that_steps_by_a_row_sends_that_row_alone)
{
	struct lab lab;

	lab_open(&lab, types[_i], COLS, ROWS);
	rows_of_a_list(lab.canvas, 5);
	lab_send(&lab);
	rows_of_a_list(lab.canvas, 6);
	lab_send(&lab);
	check_shown(&lab);
	ck_assert_uint_le(lab.sent, 100);
	rows_of_a_list(lab.canvas, 5);
	lab_send(&lab);
	check_shown(&lab);
	ck_assert_uint_le(lab.sent, 100);
	lab_close(&lab);
}
END_TEST

START_TEST(blanks_are_erased_where_that_is_shorter)
{
	struct lab lab;

	lab_open(&lab, "xterm-256color", 80, 24);
	canvas_fill(canvas_whole(lab.canvas), CANVAS_PLAIN, "x");
	lab_send(&lab);
	canvas_clear(lab.canvas);
	canvas_put(canvas_whole(lab.canvas), 0, 5, CANVAS_PLAIN, "left");
	canvas_put(canvas_whole(lab.canvas), 70, 5, CANVAS_PLAIN, "right");
	lab.canvas->cursor_row = lab.canvas->cursor_col = 0;
	lab_send(&lab);
	check_shown(&lab);
	ck_assert_uint_le(lab.sent, 24 * 6);
	lab_close(&lab);
}
END_TEST

/* libvterm has background colour erase whatever it is called, so what is sent is looked at. */
START_TEST(coloured_blanks_are_erased_only_where_erasing_colours)
{
	static const struct {
		const char *type;
		bool erases;
	} expected[] = {{"xterm-256color", true}, {"linux", true}, {"screen", false}, {"tmux-256color", false}};
	struct lab lab;

	lab_open(&lab, expected[_i].type, COLS, ROWS);
	lab.looks[CANVAS_BAR].bg = 4;
	lab.canvas->cursor_row = lab.canvas->cursor_col = 0;
	lab_send(&lab);
	canvas_fill(canvas_rows(canvas_whole(lab.canvas), 0, 1), CANVAS_BAR, " ");
	lab_send(&lab);
	check_shown(&lab);
	ck_assert(lab.erased == expected[_i].erases);
	lab_close(&lab);
}
END_TEST

START_TEST(looks_that_cannot_be_told_apart_are_not_switched)
{
	struct lab lab;

	lab_open(&lab, "xterm-256color", 80, 2);
	for (int i = 0; i < 20; i++)
		canvas_put(canvas_whole(lab.canvas), i * 4, 0, i % 2 ? CANVAS_LABEL : CANVAS_PLAIN, "abc");
	lab.canvas->cursor_row = lab.canvas->cursor_col = 0;
	lab_send(&lab);
	ck_assert_uint_le(lab.sent, 6 + 7 + 3 + 80 + 2);
	lab_close(&lab);
}
END_TEST

START_TEST(looks_that_alternate_are_sent_one_after_the_other)
{
	struct lab lab;

	lab_open(&lab, "xterm-256color", 80, 2);
	lab.looks[CANVAS_GOOD].fg = 79;
	lab.looks[CANVAS_MUTED].fg = 246;
	for (int i = 0; i < 8; i++)
		canvas_put(canvas_whole(lab.canvas), i * 10, 0, i % 2 ? CANVAS_GOOD : CANVAS_MUTED, "abcdef");
	lab.canvas->cursor_row = lab.canvas->cursor_col = 0;
	lab_send(&lab);
	check_shown(&lab);
	ck_assert_uint_le(lab.sent, 6 + 7 + 2 * 12 + 8 * 6 + 7 * 5 + 3);	/* from left to right: eight switches of 11 bytes */
	lab_close(&lab);
}
END_TEST

START_TEST(a_screen_that_changes_whole_is_erased_and_sent_anew)
{
	struct lab lab;

	lab_open(&lab, types[_i], 80, 24);
	canvas_fill(canvas_whole(lab.canvas), CANVAS_PLAIN, "x");
	lab_send(&lab);
	canvas_clear(lab.canvas);
	for (int row = 0; row < 24; row++)
		canvas_putf(canvas_whole(lab.canvas), 0, row, CANVAS_PLAIN, "%-30s%d", "row", row);
	lab.canvas->cursor_row = lab.canvas->cursor_col = 0;
	lab_send(&lab);
	check_shown(&lab);
	ck_assert_uint_le(lab.sent, 24 * (2 + 3 + 5 + 2) + 10);
	lab_close(&lab);
}
END_TEST

/* The line of hints outlives what stands above it. */
START_TEST(what_stays_below_rows_that_change_whole_is_not_sent_again)
{
	struct lab lab;

	lab_open(&lab, types[_i], 80, 24);
	for (int row = 2; row < 23; row++)
		canvas_put(canvas_whole(lab.canvas), 0, row, CANVAS_PLAIN, "x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x");
	canvas_put(canvas_whole(lab.canvas), 0, 0, CANVAS_PLAIN, "scope");
	canvas_put(canvas_whole(lab.canvas), 0, 23, CANVAS_PLAIN, "Enter why  e exception  [ ] period  Tab part  i proof  v chart  ? help  q quit");
	lab_send(&lab);
	canvas_clear(lab.canvas);
	canvas_put(canvas_whole(lab.canvas), 0, 0, CANVAS_PLAIN, "scope");
	for (int row = 2; row < 23; row++)
		canvas_putf(canvas_whole(lab.canvas), 0, row, CANVAS_PLAIN, "%-30s%d", "row", row);
	canvas_put(canvas_whole(lab.canvas), 0, 23, CANVAS_PLAIN, "Enter why  e exception  [ ] period  Tab part  i proof  f filter  ? help  q quit");
	lab.canvas->cursor_row = lab.canvas->cursor_col = 0;
	lab_send(&lab);
	check_shown(&lab);
	ck_assert_msg(lab.sent <= 21 * (2 + 3 + 5 + 2) + 100, "%zu bytes on %s", lab.sent, types[_i]);
	lab_close(&lab);
}
END_TEST

START_TEST(a_gap_costs_a_tabulator_where_tabulators_stand)
{
	struct lab lab;

	lab_open(&lab, "xterm-256color", 80, 2);
	lab_send(&lab);
	canvas_put(canvas_whole(lab.canvas), 0, 0, CANVAS_PLAIN, "from");
	canvas_put(canvas_whole(lab.canvas), 16, 0, CANVAS_PLAIN, "to");
	canvas_put(canvas_whole(lab.canvas), 31, 0, CANVAS_PLAIN, "and");
	lab.canvas->cursor_row = lab.canvas->cursor_col = 0;
	lab_send(&lab);
	check_shown(&lab);
	ck_assert_uint_le(lab.sent, 3 + 4 + 2 + 2 + 3 + 3 + 1);
	lab.caps.ht = NULL;
	screen_forget(lab.screen);
	lab_send(&lab);
	check_shown(&lab);
	lab_close(&lab);
}
END_TEST

static void tiles(struct canvas *canvas, int changed)
{
	for (int i = 0; i < 12; i++) {
		struct canvas_area tile = canvas_sub(canvas_whole(canvas), 1 + i % 4 * 20, 3 + i / 4 * 5, 18, 4);

		canvas_put(tile, 0, 0, CANVAS_LABEL, "Arrive-release P50");
		canvas_put_left(tile, 0, 1, 7, CANVAS_VALUE, i < changed ? "18.9 h" : "31.4 h");
		canvas_put_left(tile, 8, 1, 10, i < changed ? CANVAS_GOOD : CANVAS_BAD, i < changed ? "✓ better" : "✗ worse");
		canvas_put(tile, 0, 2, CANVAS_MUTED, "▁▂▂▃▃▅▆█ target 24");
		canvas_put(tile, 0, 3, CANVAS_MUTED, "P90 96 h  n 1\u2009204");
	}
	canvas->cursor_row = canvas->cursor_col = 1;
}

START_TEST(a_value_that_changes_costs_at_most_60_bytes_and_twelve_at_most_400)
{
	static const size_t budget[] = {0, 50, [12] = 320};
	struct lab lab;

	lab_open(&lab, types[_i], 80, 24);
	lab.looks[CANVAS_VALUE].bold = lab.looks[CANVAS_BAD].bold = true;
	if (lab.caps.colours >= 256) {
		lab.looks[CANVAS_GOOD].fg = 79;
		lab.looks[CANVAS_BAD].fg = 202;
		lab.looks[CANVAS_MUTED].fg = 246;
	}
	for (int n = 1; n <= 12; n += 11) {
		tiles(lab.canvas, 0);
		lab_send(&lab);
		tiles(lab.canvas, n);
		lab_send(&lab);
		check_shown(&lab);
		ck_assert_msg(lab.sent <= budget[n], "%d values cost %zu bytes on %s", n, lab.sent, types[_i]);
	}
	lab_close(&lab);
}
END_TEST

START_TEST(the_last_cell_is_left_alone_where_it_would_scroll)
{
	struct lab lab;
	VTermScreenCell cell;

	lab_open(&lab, "xterm-256color", 10, 3);
	lab.caps.wraps_at_once = true;
	canvas_fill(canvas_whole(lab.canvas), CANVAS_PLAIN, "x");
	lab.canvas->cursor_row = lab.canvas->cursor_col = 0;
	lab_send(&lab);
	vterm_screen_get_cell(lab.shown, (VTermPos){.row = 2, .col = 9}, &cell);
	ck_assert(cell.chars[0] == 0 || cell.chars[0] == ' ');
	lab_close(&lab);
}
END_TEST

START_TEST(a_canvas_of_another_size_is_cut_or_filled)
{
	static const int sizes[][2] = {{1, 1}, {60, 20}, {3, 200}, {500, 2}, {COLS, ROWS}};
	struct lab lab;
	struct text out = TEXT_INIT;
	struct err err = {0};

	lab_open(&lab, "xterm-256color", COLS, ROWS);
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		canvas_fill(canvas_whole(lab.canvas), CANVAS_PLAIN, "漢");
		ck_assert(screen_update(lab.screen, lab.canvas, sizes[i][0], sizes[i][1], lab.looks, &out, &err));
	}
	text_finish(&out);
	lab_close(&lab);
}
END_TEST

static Suite *suite(void)
{
	Suite *suite = suite_create("screen");
	TCase *tc = tcase_create("screen");

	tcase_set_timeout(tc, 60);
	tcase_add_loop_test(tc, any_frame_after_any_other_shows_the_canvas, 0, TYPES);
	tcase_add_loop_test(tc, the_same_frame_again_sends_nothing, 0, TYPES);
	tcase_add_test(tc, a_forgotten_screen_is_cleared_and_sent_whole);
	tcase_add_loop_test(tc, a_list_that_steps_by_a_row_sends_that_row_alone, 0, 7);
	tcase_add_test(tc, blanks_are_erased_where_that_is_shorter);
	tcase_add_loop_test(tc, coloured_blanks_are_erased_only_where_erasing_colours, 0, 4);
	tcase_add_test(tc, looks_that_cannot_be_told_apart_are_not_switched);
	tcase_add_test(tc, looks_that_alternate_are_sent_one_after_the_other);
	tcase_add_loop_test(tc, a_screen_that_changes_whole_is_erased_and_sent_anew, 0, 7);
	tcase_add_loop_test(tc, what_stays_below_rows_that_change_whole_is_not_sent_again, 0, TYPES);
	tcase_add_test(tc, a_gap_costs_a_tabulator_where_tabulators_stand);
	tcase_add_loop_test(tc, a_value_that_changes_costs_at_most_60_bytes_and_twelve_at_most_400, 0, TYPES);
	tcase_add_test(tc, the_last_cell_is_left_alone_where_it_would_scroll);
	tcase_add_test(tc, a_canvas_of_another_size_is_cut_or_filled);
	suite_add_tcase(suite, tc);
	return suite;
}

int main(void)
{
	setlocale(LC_CTYPE, "");
	return support_run(suite());
}
