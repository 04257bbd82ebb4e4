/* What a change of panel sends on the sample data at 80x24: from any view to any other, frame by frame and without a clock, so that a
 * busy machine changes nothing. */
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "looks.h"
#include "screen.h"
#include "session.h"
#include "suite.h"

enum { COLS = 80, ROWS = 24, TYPES = 3, VIEWS = 8 };

static const struct {
	const char *type;
	bool ascii;			/* as term.c draws on it */
} types[TYPES] = {{"xterm-256color", false}, {"linux", true}, {"vt100", true}};

/* The budget is 1,500 bytes. What a view needs beyond that for its own text and the colours of it stands here; it may shrink, not grow. */
static const struct {
	const char *key, *name;
	size_t budget[TYPES];
} views[VIEWS] = {
	{"1", "Brief", {1845, 1600, 1500}}, {"2", "Time", {1700, 1500, 1500}}, {"3", "Control", {1610, 1500, 1500}},
	{"4", "Revenue", {1790, 1500, 1500}}, {"5", "Posts", {1770, 1520, 1500}}, {"7", "Risk", {1500, 1500, 1500}},
	{"8", "Reform", {1650, 1500, 1500}}, {"0", "Data", {1500, 1500, 1500}},
};

static struct session session;

static void setup(void)
{
	session_load(&session, "sample-data", NULL, "");
}

static void teardown(void)
{
	session_close(&session);
}

static size_t send(struct screen *screen, const struct canvas *canvas, const struct look looks[CANVAS_ROLES])
{
	struct text out = TEXT_INIT;
	struct err err = {0};
	size_t n;

	ck_assert(screen_update(screen, canvas, COLS, ROWS, looks, &out, &err));
	n = out.len;
	text_finish(&out);
	return n;
}

START_TEST(a_change_of_panel_keeps_to_its_budget)
{
	struct look looks[CANVAS_ROLES];
	struct canvas *canvases[VIEWS];
	struct screen *screen;
	struct caps caps;
	struct err err = {0};
	size_t sum = 0, dearest = 0;

	ck_assert(caps_open(types[_i].type, &caps));
	looks_of(&caps, theme_at(0), caps.colours == 0, looks);
	session_open(&session, "brief", types[_i].ascii);
	for (size_t view = VIEWS; view-- > 0;) {	/* the last one first: there is something to go back to from all */
		session_press(&session, views[view].key);
		canvases[view] = session_paint(&session, COLS, ROWS);
	}
	ck_assert(screen_create(&caps, &screen, &err));
	for (size_t from = 0; from < VIEWS; from++) {
		for (size_t to = 0; to < VIEWS; to++) {
			size_t n;

			send(screen, canvases[from], looks);
			n = send(screen, canvases[to], looks);
			ck_assert_msg(n <= views[to].budget[_i], "%s after %s on %s costs %zu bytes", views[to].name, views[from].name, types[_i].type, n);
			sum += from == to ? 0 : n;
			dearest = n > dearest ? n : dearest;
		}
	}
	printf("# %s: %zu bytes on average, the dearest %zu\n", types[_i].type, sum / (VIEWS * (VIEWS - 1)), dearest);
	fflush(stdout);
	screen_destroy(screen);
	for (size_t view = 0; view < VIEWS; view++)
		canvas_destroy(canvases[view]);
	caps_close();
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("tui/panels");
	TCase *tcase = tcase_create("panels");

	setlocale(LC_CTYPE, "");
	tcase_set_timeout(tcase, 120);
	tcase_add_unchecked_fixture(tcase, setup, teardown);
	tcase_add_loop_test(tcase, a_change_of_panel_keeps_to_its_budget, 0, TYPES);
	suite_add_tcase(suite, tcase);
	return support_run(suite);
}
