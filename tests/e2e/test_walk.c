/* Every key on every view in a terminal, and walks as people make them: after each key the screen is, cell by cell with its colours and its
 * cursor, what `show` draws for the same keys. No frame is waited for by the clock. */
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "canvas/writers.h"
#include "panel/script.h"
#include "stage.h"
#include "suite.h"
#include "twin.h"

static const struct {
	const char *key, *name;
} views[] = {{"1", "brief"}, {"2", "time"}, {"3", "control"}, {"4", "revenue"}, {"5", "posts"}, {"7", "risk"}, {"8", "reform"}, {"0", "data"}};

enum { VIEWS = sizeof(views) / sizeof(views[0]) };

/* A terminal and its twin, and the keys so far, as `show --keys` takes them. */
struct walk {
	const char *term;
	struct pty *pty;
	struct twin *twin;
	struct text keys;
	int cols, rows;
};

static char database[80];

/* With a model, so that Risk has something to show. */
static void set_up(void)
{
	stage_build();
	snprintf(database, sizeof(database), "%s", stage_database());
	free(stage_run(database, "risk", "train", "--until", "2026-08-23", "--engine", "ridge", NULL));
}

static void forget_notes(void)
{
	char path[120];		/* what is written down is kept there */

	snprintf(path, sizeof(path), "%s/tidewaiter/notes.txt", stage_folder());
	unlink(path);
}

static struct walk begin(const char *term, int cols, int rows)
{
	struct walk walk = {.term = term, .cols = cols, .rows = rows, .keys = TEXT_INIT};

	forget_notes();
	walk.pty = stage_open_at(term, "C.UTF-8", cols, rows, NULL);
	walk.twin = twin_open(database, term, cols, rows);
	twin_check(walk.twin, walk.pty, "nothing");
	return walk;
}

static void press(struct walk *walk, uint32_t key)
{
	char bytes[TWIN_KEY], name[16], after[400];

	text_appendf(&walk->keys, "%s%s", walk->keys.len ? " " : "", request_key_name(key, name));
	snprintf(after, sizeof(after), "%s at %dx%d: ... %.300s", walk->term, walk->cols, walk->rows,
		walk->keys.data + (walk->keys.len > 290 ? walk->keys.len - 290 : 0));
	twin_key_bytes(walk->term, key, bytes);
	pty_type(walk->pty, bytes);
	twin_press(walk->twin, key);
	twin_check(walk->twin, walk->pty, after);
}

static void press_all(struct walk *walk, const char *keys)
{
	uint32_t key;

	for (size_t n; *keys; keys += n + strspn(keys + n, " ")) {
		n = request_key_parse(keys, &key);
		ck_assert_uint_gt(n, 0);
		press(walk, key);
	}
}

/* What came after the last key was seen to equal it came of the key: nothing follows. And the command itself draws so. */
static void end(struct walk *walk, bool shows)
{
	struct text text = TEXT_INIT;
	char size[16], *shown;

	pty_settle(walk->pty, 300);
	twin_check(walk->twin, walk->pty, "a while");
	if (shows) {
		forget_notes();
		snprintf(size, sizeof(size), "%dx%d", walk->cols, walk->rows);
		shown = stage_run(database, "show", "brief", "--size", size, "--keys", walk->keys.data, strcmp(walk->term, "xterm-256color") ? "--ascii" :
			NULL, NULL);
		canvas_write_text(twin_canvas(walk->twin), &text);
		ck_assert_msg(strcmp(shown, text.data) == 0, "show --keys '%s' draws\n%s\nnot\n%s", walk->keys.data, shown, text.data);
		free(shown);
	}
	pty_stop(walk->pty);
	twin_close(walk->twin);
	text_finish(&text);
	text_finish(&walk->keys);
}

/* ------------------------------------------------------------------------------------------ */
/* Every key on every view */

static bool opens_prompt(enum request request)
{
	return request == REQ_FIND || request == REQ_COMMAND || request == REQ_PERIOD || request == REQ_COMPARE || request == REQ_EXPORT ||
	       request == REQ_NOTE;
}

/* Leave; or do what depends on more than the keys: what is still being read is stopped, the database is written to. */
static bool is_left_out(enum request request)
{
	return request == REQ_QUIT || request == REQ_CANCEL || request == REQ_AGREE || request == REQ_DISAGREE ||
	       request == REQ_PICK || request == REQ_PLAY;
}

static bool opens_place(enum request request)
{
	return request == REQ_DRILL || request == REQ_PROOF || request == REQ_HELP || request == REQ_ACTIONS || request == REQ_PLAIN ||
	       request == REQ_VIEW_MODE || request == REQ_BACK || request == REQ_FIND_NEXT || request == REQ_FIND_PREVIOUS;
}

/* Scopes and charts stay as the keys before made them; prompts, presentations, pages and other views are left again. */
static void press_and_leave(struct walk *walk, const struct request_binding *binding, uint32_t key, const char *view)
{
	press(walk, key);
	if (opens_prompt(binding->request))
		press_all(walk, "Esc");
	else if (binding->request == REQ_PRESENT)
		press_all(walk, "Space Esc");
	else if (opens_place(binding->request))
		press_all(walk, "Backspace");
	press_all(walk, view);
}

/* Keys that double others are walked on the first type alone: what is drawn for them is the same. */
START_TEST(every_key_on_every_view_is_drawn_as_show_draws_it)
{
	const char *view = views[_i % VIEWS].key;
	struct walk walk = begin(stage_types[_i / VIEWS], 80, 24);
	size_t n, n_keys = _i < VIEWS ? 4 : 1;
	const struct request_binding *bindings = request_bindings(&n);

	press_all(&walk, view);
	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; k < n_keys && bindings[i].keys[k]; k++) {
			if (!is_left_out(bindings[i].request))
				press_and_leave(&walk, &bindings[i], bindings[i].keys[k], view);
		}
	}
	end(&walk, false);
}
END_TEST

/* ------------------------------------------------------------------------------------------ */
/* Walks as people make them */

/* The keys of a script. What it says is for who watches, what it expects is held against `show --script` elsewhere. */
static void walk_script(const char *term, const char *name, int cols, int rows)
{
	struct walk walk = begin(term, cols, rows);
	struct script *script = NULL;
	const struct script_step *step;
	struct err err = {0};
	char path[300];

	snprintf(path, sizeof(path), "%s/%s.keys", TEST_SCRIPTS, name);
	ck_assert_msg(script_open(path, &script, &err), "%s", err.text);
	for (size_t i = 0; (step = script_step(script, i)); i++) {
		if (step->what == SCRIPT_KEY)
			press(&walk, step->key);
	}
	script_close(script);
	end(&walk, true);
}

static const char *const scripts[] = {"desk", "questions", "decisions"};
static const int sizes[][2] = {{80, 24}, {40, 12}, {120, 36}};
enum { SCRIPTS = sizeof(scripts) / sizeof(scripts[0]), SIZES = sizeof(sizes) / sizeof(sizes[0]), WALKS = SCRIPTS * SIZES };

START_TEST(every_walk_is_drawn_as_show_draws_it)
{
	int script = _i % WALKS / SIZES, size = _i % SIZES;

	walk_script(stage_types[_i / WALKS], scripts[script], sizes[size][0], sizes[size][1]);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("walk");

	setlocale(LC_CTYPE, "");
	for (int type = 0; type < STAGE_TYPES; type++) {	/* a case each: CK_RUN_CASE picks one */
		TCase *tcase = tcase_create(stage_types[type]);

		tcase_set_timeout(tcase, 300);
		tcase_add_unchecked_fixture(tcase, set_up, stage_strike);
		tcase_add_loop_test(tcase, every_key_on_every_view_is_drawn_as_show_draws_it, type * VIEWS, (type + 1) * VIEWS);
		/* the first of them at all sizes; the others beside the keys of the first type */
		tcase_add_loop_test(tcase, every_walk_is_drawn_as_show_draws_it, type * WALKS, (type + 1) * WALKS - (type ? (SCRIPTS - 1) * SIZES : 0));
		suite_add_tcase(suite, tcase);
	}
	return support_run(suite);
}
