/* Every view at the sizes that matter, on the sample data, as kept under tests/golden/screens. UPDATE_GOLDEN=1 rewrites them:
 * look at what changed before committing it. */
#include "session.h"
#include "suite.h"

#include <stdio.h>

static const char *const views[] = { "brief", "time", "control", "revenue", "posts", "data" };

struct size {
	int cols, rows;
};

static const struct size sizes[] = { { 80, 24 }, { 120, 36 }, { 40, 12 }, { 200, 60 } };

enum { VIEWS = 6, SIZES = 4 };

static struct session session;

static void load(void)
{
	session_load(&session, "sample-data", NULL, "");
}

static void release(void)
{
	session_close(&session);
}

static void check_sizes(const char *view, bool ascii)
{
	for (int i = 0; i < SIZES; i++) {
		char name[80];

		session_open(&session, view, ascii);
		/* Keys act on the size that was painted last. */
		canvas_destroy(session_paint(&session, sizes[i].cols, sizes[i].rows));
		snprintf(name, sizeof(name), "%s-%dx%d%s", view, sizes[i].cols, sizes[i].rows, ascii ? "-ascii" : "");
		session_check(&session, sizes[i].cols, sizes[i].rows, name, i == 0 && !ascii);
	}
}

START_TEST(view_is_complete_at_every_size)
{
	check_sizes(views[_i], false);
}
END_TEST

START_TEST(view_is_complete_in_ascii)
{
	check_sizes(views[_i], true);
}
END_TEST

struct walk {
	const char *view, *keys, *name;
};

static const struct walk walks[] = {
	{ "brief", "Enter", "brief-why" },
	{ "brief", "i", "brief-proof" },
	{ "brief", "?", "brief-help" },
	{ "brief", ">", "brief-more-tiles" },
	{ "brief", "g Tab Enter", "brief-tile-by-post" },
	{ "brief", "g Tab Enter Enter", "brief-tile-by-lane" },
	{ "brief", "g Tab Enter Enter Enter", "brief-tile-by-broker" },
	{ "brief", "g Tab Enter Enter Enter Enter", "brief-tile-declarations" },
	{ "brief", "g Tab Enter Enter Enter Enter Enter", "brief-tile-one-declaration" },
	{ "time", "v", "time-distribution" },
	{ "time", "v v", "time-waiting" },
	{ "time", "v v v", "time-open" },
	{ "time", "Tab", "time-figures" },
	{ "control", "v", "control-funnel" },
	{ "control", "Tab Tab", "control-rules" },
	{ "control", "Tab Tab Tab Tab", "control-offenders" },
	{ "revenue", "Tab Tab", "revenue-heads" },
	{ "posts", "v", "posts-same-mix" },
	{ "posts", "Enter", "posts-one-post" },
	{ "data", "Tab", "data-rejects" },
	{ "data", "Tab Tab", "data-posts" },
	{ "data", "Tab Tab Tab", "data-money" },
};

START_TEST(walk_leads_to_the_screen)
{
	session_open(&session, walks[_i].view, false);
	session_press(&session, walks[_i].keys);
	session_check(&session, 80, 24, walks[_i].name, false);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("panel/screens");
	TCase *tcase = tcase_create("sample data");

	tcase_set_timeout(tcase, 120);
	tcase_add_unchecked_fixture(tcase, load, release);
	tcase_add_loop_test(tcase, view_is_complete_at_every_size, 0, VIEWS);
	tcase_add_loop_test(tcase, view_is_complete_in_ascii, 0, VIEWS);
	tcase_add_loop_test(tcase, walk_leads_to_the_screen, 0, sizeof(walks) / sizeof(walks[0]));
	suite_add_tcase(suite, tcase);
	return support_run(suite);
}
