/* Every key of the table on every view at four sizes: nothing breaks and the frame holds. Function keys double the letters. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/width.h"
#include "canvas/writers.h"
#include "panel/request.h"
#include "session.h"
#include "suite.h"

static const struct {
	int cols, rows;
} sizes[] = { { 40, 12 }, { 80, 24 }, { 120, 36 }, { 240, 70 } };

static const char *const views[] = { "1", "2", "3", "4", "5", "7", "8", "0" };

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static struct session session;

static void load(void)
{
	session_load(&session, "sample-data", NULL, "");
}

static void release(void)
{
	session_close(&session);
}

/* Each row is as wide as the canvas, what is synthetic says so, the cursor is inside, and something stands in the last row. */
static void check_frame(const struct canvas *canvas, const char *after)
{
	struct text text = TEXT_INIT;
	int used = 0;

	for (int row = 0; row < canvas->rows; row++) {
		int width = 0;

		for (int col = 0; col < canvas->cols; col++)
			width += canvas_at(canvas, col, row)->width;
		ck_assert_msg(width == canvas->cols, "row %d is %d cells wide after %s at %dx%d", row, width, after, canvas->cols, canvas->rows);
	}
	canvas_write_text(canvas, &text);
	ck_assert_msg(strstr(text.data, "SYNTHETIC") != NULL, "no label after %s at %dx%d:\n%.1500s", after, canvas->cols, canvas->rows, text.data);
	ck_assert_msg(canvas->cursor_row >= 0 && canvas->cursor_row < canvas->rows && canvas->cursor_col >= 0 && canvas->cursor_col < canvas->cols,
		"the cursor is nowhere after %s at %dx%d", after, canvas->cols, canvas->rows);
	for (int col = 0; col < canvas->cols; col++)
		used += canvas_at(canvas, col, canvas->rows - 1)->text[0] != ' ';
	ck_assert_msg(used > 0, "the last row is empty after %s at %dx%d:\n%.1500s", after, canvas->cols, canvas->rows, text.data);
	text_finish(&text);
}

/* Keys act by the size painted last: it turns with each of them. */
static void press(uint32_t key, const char *view, size_t turn)
{
	char name[16], after[48];

	snprintf(after, sizeof(after), "%s on %s", request_key_name(key, name), view);
	ck_assert_msg(dashboard_key(session.dashboard, key), "%s quits", after);
	for (size_t i = 0; i < COUNT(sizes); i++) {
		size_t size = (turn + i) % COUNT(sizes);
		struct canvas *canvas = session_paint(&session, sizes[size].cols, sizes[size].rows);

		check_frame(canvas, after);
		canvas_destroy(canvas);
	}
}

static bool leaves(enum request request)
{
	return request == REQ_QUIT || request == REQ_CANCEL;
}

/* Scopes and charts stay as the keys before made them; prompts, pages, presentations and drilled places are left with Esc. */
static void walk_view(const char *view)
{
	size_t n;
	const struct request_binding *bindings = request_bindings(&n);

	session_press(&session, view);
	for (size_t i = 0; i < n; i++) {
		if (!bindings[i].keys[0] || leaves(bindings[i].request))
			continue;
		press(bindings[i].keys[0], view, i);
		session_press(&session, "Esc Esc");
		if (bindings[i].request <= REQ_VIEW_0)
			session_press(&session, view);
	}
}

START_TEST(every_key_holds_the_frame_on_every_view)
{
	session_open(&session, "brief", false);
	walk_view(views[_i]);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("panel/keys");
	TCase *tcase = tcase_create("keys");

	tcase_set_timeout(tcase, 240);
	tcase_add_unchecked_fixture(tcase, load, release);
	tcase_add_loop_test(tcase, every_key_holds_the_frame_on_every_view, 0, (int)COUNT(views));
	suite_add_tcase(suite, tcase);
	return support_run(suite);
}
