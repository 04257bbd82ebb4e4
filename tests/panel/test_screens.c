/* Every view and every place that can be reached from it, at five sizes, in UTF-8 and ASCII, as kept under tests/golden/screens: a
 * file a state, the sizes below each other. UPDATE_GOLDEN=1 rewrites them: look at what changed before committing it. SCREEN=revenue
 * looks at those alone whose names begin so. */
#include "session.h"
#include "suite.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/time.h"
#include "base/time.h"
#include "canvas/writers.h"
#include "golden.h"
#include "risk/model.h"
#include "risk/trail.h"

struct size {
	int cols, rows;
};

static const struct size sizes[] = { { 40, 12 }, { 80, 24 }, { 120, 36 }, { 160, 48 }, { 240, 70 } };

struct state {
	const char *name, *view, *keys;
	const char *narrow;		/* keys at 40x12, where Brief opens on its figures; NULL: the same */
};

static const struct state states[] = {
	{ "brief", "brief", "" }, { "time", "time", "" }, { "control", "control", "" }, { "revenue", "revenue", "" },
	{ "posts", "posts", "" }, { "data", "data", "" },
	{ "brief-why", "brief", "Enter", "Tab Enter" },
	{ "brief-evidence", "brief", "Down Down Down Down Enter", "Tab Down Down Down Down Enter" },
	{ "brief-pair", "brief", "Down Down Enter", "Tab Down Down Enter" },
	{ "brief-evidence-parts", "brief", "Down Down Down Down Enter v", "Tab Down Down Down Down Enter v" },
	{ "brief-evidence-days", "brief", "Down Down Down Down Enter Enter", "Tab Down Down Down Down Enter Enter" },
	{ "brief-pair-files", "brief", "Down Down Enter G Up Enter", "Tab Down Down Enter G Up Enter" },
	{ "brief-steps", "brief", "Tab Down", "Tab Tab Down" },
	{ "brief-compared", "brief", "c p r e v Enter", "c p r e v Enter Tab" },
	{ "brief-proof", "brief", "i" },
	{ "brief-help", "brief", "?" },
	{ "brief-more-tiles", "brief", ">" },
	{ "brief-tile-by-post", "brief", "S-Tab Enter", "Enter" },
	{ "brief-tile-by-lane", "brief", "S-Tab Enter Enter", "Enter Enter" },
	{ "brief-tile-by-broker", "brief", "S-Tab Enter Enter Enter", "Enter Enter Enter" },
	{ "brief-tile-declarations", "brief", "S-Tab Enter Enter Enter Enter", "Enter Enter Enter Enter" },
	{ "brief-tile-one-declaration", "brief", "S-Tab Enter Enter Enter Enter Enter", "Enter Enter Enter Enter Enter" },
	{ "time-distribution", "time", "v" },
	{ "time-waiting", "time", "v v" },
	{ "time-history", "time", "v v v" },
	{ "time-coming", "time", "v v v v" },
	{ "time-figures", "time", "Tab" },
	{ "control-funnel", "control", "v" }, { "control-funnel-kind", "control", "v v" },
	{ "control-rules", "control", "Tab Tab" },
	{ "control-offenders", "control", "Tab Tab Tab Tab" },
	{ "control-prompts", "control", "Tab Tab Tab Tab Tab Tab" },
	{ "revenue-heads", "revenue", "Tab Tab Tab" },
	{ "revenue-controls", "revenue", "Tab Tab Tab Tab Tab", "Tab Tab Tab" },
	{ "revenue-debts", "revenue", "S-Tab" },
	{ "revenue-debtors", "revenue", "S-Tab Down Down Enter" },
	{ "posts-benchmark", "posts", "v v v" },
	{ "posts-funnel", "posts", "v Down Down Down" }, { "posts-funnel-figure", "posts", "v > >" },
	{ "posts-same-mix", "posts", "v v" },
	{ "posts-one-post", "posts", "Enter" },
	{ "data-rejects", "data", "Tab" },
	{ "data-posts", "data", "Tab Tab" },
	{ "data-money", "data", "Tab Tab Tab" },
	{ "risk-untrained", "risk", "" },
	{ "reform", "reform", "" },
	{ "reform-works", "reform", "Down" },
	{ "reform-beside", "reform", "Down Tab" },
	{ "reform-adoption", "reform", "Tab Tab Tab" },
	{ "reform-proof", "reform", "Down i" },
	{ "reform-why", "reform", "Down Enter" },
};

/* With a model that a ridge regression of our own learnt from the first sixteen months: the same whatever is built in. */
static const struct state trained_states[] = {
	{ "risk", "risk", "" },
	{ "risk-budget", "risk", "Right Right Right d > Tab", "Right Right Right d >" },
	{ "risk-next", "risk", "v Tab Tab", "Tab Tab" },
	{ "risk-money", "risk", "v v Tab Tab Tab Tab Tab Tab", "Tab Tab Tab Tab Tab Tab" },
	{ "risk-weeks", "risk", "v v v Tab Tab Tab Tab Tab", "Tab Tab Tab Tab Tab" },
	{ "risk-picks", "risk", "Right Right Right P" },
	{ "risk-card", "risk", "Tab Tab Tab Tab Tab Tab Tab" },
	{ "risk-case", "risk", "Enter", "Tab Enter" },
	{ "risk-fairness", "risk", "Tab Tab Tab Tab Tab Tab Tab Tab" },
	{ "risk-trail", "risk", "S-Tab S-Tab S-Tab S-Tab S-Tab" },
	{ "risk-outliers", "risk", "S-Tab S-Tab S-Tab S-Tab" },
	{ "risk-mirror", "risk", "S-Tab S-Tab S-Tab" },
	{ "risk-pairs", "risk", "S-Tab S-Tab" },
	{ "risk-rules", "risk", "S-Tab" },
	{ "risk-one-post", "risk", "Tab Tab f" },
};

/* With what people wrote. */
static const struct state noted_states[] = {
	{ "actions", "brief", "A" }, { "actions-none", "data", "A Tab Tab" }, { "actions-decision", "brief", "A Tab Enter" },
	{ "actions-change", "brief", "A a" },
	{ "note-kinds", "brief", "e a" }, { "note-words", "brief", "e a Enter" }, { "note-day", "brief", "e a Enter x Enter Enter Enter" },
	{ "note-on-chart", "brief", "S-Tab Enter", "Enter" },
};

/* Views of data that has nothing but results of inspection. */
static const struct state bare_states[] = {
	{ "results-brief", "brief", "" }, { "results-time", "time", "" }, { "results-control", "control", "" },
	{ "results-revenue", "revenue", "" }, { "results-posts", "posts", "" }, { "results-data", "data", "" },
	{ "results-reform", "reform", "" },
	{ "results-risk", "risk", "" },
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static struct session session;
static char folder[] = "/tmp/tidewaiter-results-XXXXXX";
static char results_path[sizeof(folder) + 20];

static void load(void)
{
	session_load(&session, "sample-data", NULL, "");
}

static void load_trained(void)
{
	struct risk_train_options options = { .from = TIME_DAY_NONE, .seed = 1, .threads = 1, .engine = "ridge" };
	struct risk_model *model = NULL;
	struct err err = { 0 };

	load();
	ck_assert(time_day_parse("2026-09-30", &options.until));
	ck_assert_msg(risk_train(session.store, &options, &model, &err), "%s", err.text);
	ck_assert_msg(risk_model_keep(session.store, model, 1795435200, "head of risk", &err), "%s", err.text);
	ck_assert_msg(risk_use(session.store, 1, "head of risk", "newest", 1795435200, &err), "%s", err.text);
	risk_model_close(model);
}

/* Two months of results from six posts, made by arithmetic: every ninth is a hit, at one post every fourth. */
static void load_results(void)
{
	static const int weights[] = { 700, 380, 210, 90, 20, 5 };
	static const char *const goods[] = { "270900", "870323", "620342", "851712", "640399" };
	FILE *file;
	int n = 0;

	ck_assert_ptr_nonnull(mkdtemp(folder));
	snprintf(results_path, sizeof(results_path), "%s/results.csv", folder);
	file = fopen(results_path, "w");
	ck_assert_ptr_nonnull(file);
	fputs("declaration_id,office,registered_at,flow,regime,status,importer_id,hs,inspection_outcome\n", file);
	for (int post = 0; post < (int)COUNT(weights); post++) {
		for (int i = 0; i < weights[post]; i++, n++)
			fprintf(file, "R%05d,P%d,2026-%02d-%02d,import,4000,released,T%d,%s,%s\n", n, 10 + post, 9 + i % 61 / 31, 1 + i % 61 % 30,
				i % 40, goods[(i + post) % 5], i % (post == 2 ? 4 : 9) == 0 ? "noncompliant" : "compliant");
	}
	ck_assert_int_eq(fclose(file), 0);
	session_load(&session, results_path, NULL, "");
}

static void release(void);

static void write_down(const char *text, struct note note)
{
	char id[NOTE_ID + 1];

	note.text = text;
	note.about.from = TIME_DAY_NONE;
	note.about.value = NAN;
	ck_assert(notes_add(session.notes, &note, session.env.now, id, NULL));
}

/* As of the last day of the sample, Sunday 22 November 2026. */
static void load_noted(void)
{
	int32_t today = time_day_from_civil(2026, 11, 22), none = TIME_DAY_NONE;

	load();
	ck_assert(notes_open(&(struct notes_options){ .by = "amina" }, &session.notes, NULL));
	write_down("Single window for air cargo", (struct note){ .kind = NOTE_DECISION, .owner = "Director of Procedures", .department = "Operations",
		.on = today - 82, .due = none, .review = today - 7, .until = none, .about = { .kpi = "pre_arrival_rate", .stat = "rate", .to = none } });
	write_down("Call the brokers of the ten oldest files", (struct note){ .kind = NOTE_ACTION, .owner = "Head of Port Salim", .on = none,
		.due = today - 2, .review = none, .until = none, .about = { .kpi = "open_aged", .stat = "count", .category = "72h", .to = today,
		.filters = { { "office", "PSL" } }, .n_filters = 1 } });
	write_down("Write to the agency about the permits", (struct note){ .kind = NOTE_ACTION, .department = "Legal", .on = none, .due = today,
		.review = none, .until = none, .about = { .kpi = "", .to = none } });
	write_down("Storm, the port was closed for two days", (struct note){ .kind = NOTE_NOTE, .on = none, .due = none, .review = none,
		.until = none, .about = { .kpi = "release_time_total", .stat = "p50", .to = today - 42 } });
	write_down("The line is being laid anew", (struct note){ .kind = NOTE_SNOOZE, .on = none, .due = none, .review = none, .until = today + 9,
		.size = 40, .about = { .kpi = "data_freshness", .stat = "p50", .filters = { { "office", "QSR" } }, .n_filters = 1, .to = none } });
}

static void release_noted(void)
{
	dashboard_destroy(session.dashboard);
	session.dashboard = NULL;
	notes_close(session.notes);
	session.notes = NULL;
	release();
}

static void release(void)
{
	session_close(&session);
	if (results_path[0]) {
		unlink(results_path);
		rmdir(folder);
	}
}

/* Keys act on the size that was painted last. */
static void walk(const struct state *state, int cols, int rows)
{
	session_open(&session, state->view, false);
	canvas_destroy(session_paint(&session, cols, rows));
	session_press(&session, cols <= 40 && state->narrow ? state->narrow : state->keys);
}

/* The first column of a panel belongs to the mark of the row, to rules, and to arrows that say there is more. */
static void check_edge(const char *name, int cols, int rows)
{
	static const char *const allowed[] = { " ", "▶", "─", "↑", "↓" };
	struct canvas *canvas = session_paint(&session, cols, rows);

	for (int row = 2; row < rows - 1; row++) {
		const char *cell = canvas_at(canvas, 0, row)->text;
		bool fine = false;

		for (size_t i = 0; i < COUNT(allowed); i++)
			fine = fine || strcmp(cell, allowed[i]) == 0;
		ck_assert_msg(fine, "%s, %dx%d: '%s' touches the left edge in row %d", name, cols, rows, cell, row);
	}
	canvas_destroy(canvas);
}

static bool row_has(const struct canvas *canvas, int row, int from, int to, const char *const *words)
{
	struct text text = TEXT_INIT;
	bool found = false;

	for (int col = from; col < to; col++)
		text_append(&text, canvas_at(canvas, col, row)->text);
	for (; *words && !found; words++)
		found = strstr(text.data, *words) != NULL;
	text_finish(&text);
	return found;
}

/* A figure in the colour of good or bad stands in a row that says so in characters: of its own panel where two stand side by side. */
static void check_colours(const char *name, int cols, int rows)
{
	static const char *const good[] = { "✓", "target", "band", NULL }, *const bad[] = { "✗", "> 7 days", NULL };
	struct canvas *canvas = session_paint(&session, cols, rows);
	int half = cols >= 160 ? (cols - 3) / 2 + 1 : cols;

	for (int row = 0; row < rows; row++) {
		for (int col = 0; col < cols; col++) {
			const struct canvas_cell *cell = canvas_at(canvas, col, row);
			int from = col < half ? 0 : half, to = col < half ? half : cols;

			if (cell->text[0] < '0' || cell->text[0] > '9' || (cell->role != CANVAS_GOOD && cell->role != CANVAS_BAD))
				continue;
			ck_assert_msg(row_has(canvas, row, from, to, cell->role == CANVAS_GOOD ? good : bad),
				"%s, %dx%d: only its colour says what the figure at %d,%d is", name, cols, rows, col, row);
		}
	}
	canvas_destroy(canvas);
}

static void append_screen(struct text *out, int cols, int rows, bool ascii, bool with_roles)
{
	text_appendf(out, "== %dx%d\n", cols, rows);
	session.ascii = ascii;
	session_append(&session, cols, rows, with_roles, out);
	session.ascii = false;
}

static void check_state(const struct state *state)
{
	struct text wide = TEXT_INIT, ascii = TEXT_INIT;
	const char *only = getenv("SCREEN");
	char path[120];

	if (only && strncmp(state->name, only, strlen(only)) != 0)
		return;
	for (size_t i = 0; i < COUNT(sizes); i++) {
		walk(state, sizes[i].cols, sizes[i].rows);
		append_screen(&wide, sizes[i].cols, sizes[i].rows, false, sizes[i].cols == 80);
		append_screen(&ascii, sizes[i].cols, sizes[i].rows, true, false);
		check_edge(state->name, sizes[i].cols, sizes[i].rows);
		check_colours(state->name, sizes[i].cols, sizes[i].rows);
	}
	snprintf(path, sizeof(path), "screens/%s.txt", state->name);
	support_check_golden(path, &wide);
	snprintf(path, sizeof(path), "screens/%s-ascii.txt", state->name);
	support_check_golden(path, &ascii);
	for (size_t i = 0; i < ascii.len; i++)
		ck_assert_msg((ascii.data[i] >= 0x20 && ascii.data[i] <= 0x7e) || ascii.data[i] == '\n', "%s has byte %#x", path,
			(unsigned char)ascii.data[i]);
	text_finish(&wide);
	text_finish(&ascii);
}

START_TEST(screen_is_as_approved_with_a_free_edge_and_no_colour_alone)
{
	check_state(&states[_i]);
}
END_TEST

START_TEST(screen_of_a_trained_model_looks_as_it_was_approved)
{
	check_state(&trained_states[_i]);
}
END_TEST

START_TEST(screen_of_what_was_written_is_as_approved)
{
	check_state(&noted_states[_i]);
}
END_TEST

START_TEST(screen_of_results_alone_looks_as_it_was_approved)
{
	check_state(&bare_states[_i]);
}
END_TEST

START_TEST(first_run_looks_as_it_was_approved)
{
	static const char words[] = "There is no data yet.\n\n> Press Enter to look around in the sample data\nIt is gone afterwards.\n\n"
		"To load your own data, leave with q and type\n    tidewaiter load export.csv\nIt says where every row went.";
	struct dashboard_options options = { .env = &session.env, .first_run = words, .offers_demo = true };
	struct text all = TEXT_INIT;

	dashboard_destroy(session.dashboard);
	session.dashboard = NULL;
	ck_assert(dashboard_create(&options, &session.dashboard, NULL));
	for (size_t i = 0; i < COUNT(sizes); i++) {
		append_screen(&all, sizes[i].cols, sizes[i].rows, false, sizes[i].cols == 80);
		append_screen(&all, sizes[i].cols, sizes[i].rows, true, false);
	}
	support_check_golden("screens/first-run.txt", &all);
	text_finish(&all);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("panel/screens");
	TCase *sample = tcase_create("sample data"), *trained = tcase_create("a trained model"),
		*results = tcase_create("results alone"), *noted = tcase_create("what was written");

	tcase_set_timeout(sample, 120);
	tcase_add_unchecked_fixture(sample, load, release);
	tcase_add_loop_test(sample, screen_is_as_approved_with_a_free_edge_and_no_colour_alone, 0, COUNT(states));
	tcase_add_test(sample, first_run_looks_as_it_was_approved);
	suite_add_tcase(suite, sample);
	tcase_set_timeout(trained, 120);
	tcase_add_unchecked_fixture(trained, load_trained, release);
	tcase_add_loop_test(trained, screen_of_a_trained_model_looks_as_it_was_approved, 0, COUNT(trained_states));
	suite_add_tcase(suite, trained);
	tcase_set_timeout(noted, 120);
	tcase_add_unchecked_fixture(noted, load_noted, release_noted);
	tcase_add_loop_test(noted, screen_of_what_was_written_is_as_approved, 0, COUNT(noted_states));
	suite_add_tcase(suite, noted);
	tcase_set_timeout(results, 120);
	tcase_add_unchecked_fixture(results, load_results, release);
	tcase_add_loop_test(results, screen_of_results_alone_looks_as_it_was_approved, 0, COUNT(bare_states));
	suite_add_tcase(suite, results);
	return support_run(suite);
}
