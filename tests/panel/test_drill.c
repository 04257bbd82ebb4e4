/* The way down from every number: each row of each part of each view, by Enter alone to the record of a declaration, and by Esc back to the
 * very frame one left. Where there is no way down, a sentence says why. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "canvas/writers.h"
#include "panel/request.h"
#include "session.h"
#include "suite.h"

static const struct {
	int cols, rows;
} sizes[] = { { 80, 24 }, { 120, 36 } };

static const char *const views[] = { "1", "2", "3", "4", "5", "7", "8", "0" };

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

enum { DEPTH = 9, PARTS = 12, ROWS = 60 };

static struct session session;

static void load(void)
{
	session_load(&session, "sample-data", NULL, "");
}

static void release(void)
{
	session_close(&session);
}

static bool is_same(const struct canvas *a, const struct canvas *b)
{
	for (int i = 0; i < a->rows * a->cols; i++)
		if (a->cells[i].role != b->cells[i].role || strcmp(a->cells[i].text, b->cells[i].text) != 0)
			return false;
	return a->cursor_col == b->cursor_col && a->cursor_row == b->cursor_row;
}

/* The same row of the same part: rows of other parts are left where they were. */
static bool is_at(const struct canvas *a, const struct canvas *b)
{
	int row = a->cursor_row;

	if (a->cursor_col != b->cursor_col || row != b->cursor_row)
		return false;
	for (int col = 0; col < a->cols; col++)
		if (strcmp(canvas_at(a, col, row)->text, canvas_at(b, col, row)->text) != 0)
			return false;
	return true;
}

/* Where sentences stand, and hints while none is told. */
static void last_row(const struct canvas *canvas, struct text *out)
{
	for (int col = 0; col < canvas->cols; col++)
		text_append(out, canvas_at(canvas, col, canvas->rows - 1)->text);
}

static bool tells(const struct canvas *canvas)
{
	return canvas_at(canvas, 0, canvas->rows - 1)->role == CANVAS_WARNING;
}

static void check_same(const struct canvas *wanted, const struct canvas *canvas, const char *where)
{
	struct text was = TEXT_INIT, is = TEXT_INIT;

	if (is_same(wanted, canvas))
		return;
	canvas_write_text(wanted, &was);
	canvas_write_text(canvas, &is);
	ck_abort_msg("%s is not where one was:\n%s\n%s", where, was.data, is.data);
}

/* Enter from one row as far as it goes, and back. True when that led to a declaration. */
static bool go_down(const char *where, int cols, int rows)
{
	struct canvas *before = session_paint(&session, cols, rows), *now, *last = NULL;
	struct text told = TEXT_INIT;
	int depth = 0;
	bool led;

	for (;; depth++) {
		ck_assert_msg(depth < DEPTH, "%s: Enter leads on and on", where);
		now = session_paint(&session, cols, rows);
		canvas_destroy(last);
		last = now;
		session_press(&session, "Enter");
		now = session_paint(&session, cols, rows);
		if (tells(now))
			break;
		ck_assert_msg(!is_same(last, now), "%s: Enter number %d does nothing and says nothing", where, depth + 1);
		canvas_destroy(now);
	}
	last_row(now, &told);
	ck_assert_msg(!strstr(told.data, "…"), "%s: cut: %s", where, told.data);
	led = strstr(told.data, "This is the declaration itself") != NULL;
	canvas_destroy(now);
	canvas_destroy(last);
	for (int i = 0; i < depth; i++)
		session_press(&session, "Esc");
	session_press(&session, "V Esc");	/* away with the sentence, where nothing was left */
	now = session_paint(&session, cols, rows);
	check_same(before, now, where);
	canvas_destroy(before);
	canvas_destroy(now);
	text_finish(&told);
	return led;
}

/* All rows of one part, from the first; how many of them lead to a declaration. */
static int walk_rows(const char *view, int part, int cols, int rows)
{
	int led = 0;

	for (int row = 0; row < ROWS; row++) {
		struct canvas *at = session_paint(&session, cols, rows), *next;
		char where[100];
		bool over;

		snprintf(where, sizeof(where), "view %s at %dx%d, part %d, row %d", view, cols, rows, part, row);
		led += go_down(where, cols, rows);
		session_press(&session, "Down");
		next = session_paint(&session, cols, rows);
		over = is_same(at, next);
		canvas_destroy(at);
		canvas_destroy(next);
		if (over)
			break;
	}
	return led;
}

START_TEST(every_number_leads_to_declarations_and_back)
{
	int cols = sizes[_i / (int)COUNT(views)].cols, rows = sizes[_i / (int)COUNT(views)].rows, led = 0;
	const char *view = views[_i % (int)COUNT(views)];
	struct canvas *first;
	bool over = false;

	session_open(&session, "brief", false);
	session_press(&session, view);
	canvas_destroy(session_paint(&session, cols, rows));
	session_press(&session, "g");
	first = session_paint(&session, cols, rows);
	for (int part = 0; part < PARTS && !over; part++) {
		struct canvas *top;

		led += walk_rows(view, part, cols, rows);
		session_press(&session, "Tab g");
		top = session_paint(&session, cols, rows);
		over = is_at(first, top);
		canvas_destroy(top);
	}
	ck_assert_msg(led > 0, "no row of view %s leads to a declaration", view);
	canvas_destroy(first);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("panel/drill");
	TCase *tcase = tcase_create("drill");

	tcase_set_timeout(tcase, 300);
	tcase_add_unchecked_fixture(tcase, load, release);
	tcase_add_loop_test(tcase, every_number_leads_to_declarations_and_back, 0, (int)(COUNT(views) * COUNT(sizes)));
	suite_add_tcase(suite, tcase);
	return support_run(suite);
}
