/* Writing down beside figures: through the steps of a, in the list of A, on charts; what came of a decision; what u takes back. */
#include "session.h"
#include "suite.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/time.h"
#include "panel/script.h"

static struct session session;
static char path[] = "/tmp/tidewaiter-note-XXXXXX";

enum { WEEKS = 36, BEGAN = 24, EACH = 120 };

/* Results of two posts, week by week: one in ten is a hit, at P1 one in four from the week BEGAN on; a little noise in both. */
static void load(void)
{
	int first = time_day_from_civil(2026, 3, 2), n = 0;
	int fd = mkstemp(path);
	FILE *file = fdopen(fd, "w");

	ck_assert_ptr_nonnull(file);
	fputs("declaration_id,office,registered_at,flow,regime,status,importer_id,hs,inspection_outcome\n", file);
	for (int week = 0; week < WEEKS; week++) {
		for (int post = 1; post <= 2; post++) {
			int hits = (post == 1 && week >= BEGAN ? 30 : 12) + week * 7 % 5 - 2;

			for (int i = 0; i < EACH; i++, n++) {
				char day[32];

				fprintf(file, "R%06d,P%d,%s,import,4000,released,T%d,870323,%s\n", n, post,
					time_day_format(first + week * 7 + i % 7, day), i % 9, i < hits ? "noncompliant" : "conform");
			}
		}
	}
	ck_assert_int_eq(fclose(file), 0);
	session_load(&session, path, NULL, "");
}

static void release(void)
{
	dashboard_destroy(session.dashboard);
	session.dashboard = NULL;
	notes_close(session.notes);
	session_close(&session);
	unlink(path);
}

static void open_with(const char *refused)
{
	dashboard_destroy(session.dashboard);
	session.dashboard = NULL;
	notes_close(session.notes);
	ck_assert(notes_open(&(struct notes_options){ .by = "amina", .refused = refused }, &session.notes, NULL));
	session_open(&session, "brief", false);
	canvas_destroy(session_paint(&session, 120, 36));
}

static void open_brief(void)
{
	open_with(NULL);
}

static void check(const char *what, bool there)
{
	struct canvas *canvas = session_paint(&session, 120, 36);
	struct text text = TEXT_INIT;

	session_text(&session, 120, 36, &text);
	ck_assert_msg(script_shows(canvas, what) == there, "'%s' is%s on the screen:\n%.3000s", what, there ? " not" : "", text.data);
	text_finish(&text);
	canvas_destroy(canvas);
}

static void type(const char *text)
{
	for (; *text; text++)
		ck_assert(dashboard_key(session.dashboard, (uint32_t)*text));
}

static void answer(const char *text)
{
	type(text);
	session_press(&session, "Enter");
}

static const struct note *only_note(void)
{
	ck_assert_uint_eq(notes_count(session.notes), 1);
	return notes_at(session.notes, 0);
}

/* On the hit rate of P1, two steps down. */
static void go_to_post(void)
{
	session_press(&session, ":");
	answer("kpi hit_rate");
	session_press(&session, "g");
}

START_TEST(an_action_is_written_beside_the_figure_under_the_cursor)
{
	const struct note *note;

	go_to_post();
	session_press(&session, "a Enter");
	check("What is to be done? Beside: P1: hit rate", true);
	answer("Look at the rules of P1");
	answer("Head of P1");
	answer("Risk management");
	answer("in 2 weeks");
	answer("");
	check("Action written down, due", true);
	note = only_note();
	ck_assert_int_eq(note->kind, NOTE_ACTION);
	ck_assert_str_eq(note->text, "Look at the rules of P1");
	ck_assert_str_eq(note->owner, "Head of P1");
	ck_assert_str_eq(note->department, "Risk management");
	ck_assert_str_eq(note->about.kpi, "hit_rate");
	ck_assert_uint_eq(note->about.n_filters, 1);
	ck_assert_str_eq(note->about.filters[0].value, "P1");
	ck_assert_int_eq(note->due, time_day_of(session.env.now) + 14);
	ck_assert_int_eq(note->review, TIME_DAY_NONE);
	ck_assert_double_eq_tol(note->about.value, 0.25, 0.01);
	ck_assert_int_eq(note->about.n, 4 * EACH);
	session_press(&session, "A");
	check("Look at the rules of P1", true);
	check("1 open, 0 overdue", true);
}
END_TEST

START_TEST(who_has_an_action_is_masked_before_a_room)
{
	go_to_post();
	session_press(&session, "a Enter");
	answer("Look at the rules of P1");
	answer("Amina Haddad");
	answer("Risk management");
	answer("in 2 weeks");
	answer("");
	session_press(&session, "A");
	check("Amina Haddad", true);
	session_press(&session, "Esc p A");
	check("Look at the rules of P1", true);
	check("Amina Haddad", false);
	check("person ", true);
	session_press(&session, "Enter");
	check("Risk management", true);
	check("Amina Haddad", false);
	check("by amina", false);
	session_press(&session, "Esc Esc Esc A");
	check("Amina Haddad", true);
}
END_TEST

START_TEST(esc_at_any_step_writes_nothing)
{
	static const char *const steps[] = { "", "Enter", "Enter x Enter", "Enter x Enter y Enter", "Enter x Enter y Enter z Enter",
		"Enter x Enter y Enter z Enter Enter" };

	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		session_press(&session, "a");
		session_press(&session, steps[i]);
		session_press(&session, "Esc");
	}
	ck_assert_uint_eq(notes_count(session.notes), 0);
}
END_TEST

START_TEST(a_day_that_is_none_is_told_and_can_be_corrected)
{
	session_press(&session, "a Enter x Enter Enter Enter");
	answer("soon");
	check("'soon' is no day", true);
	session_press(&session, "C-u");
	answer("friday");
	answer("none");
	ck_assert_int_eq(time_weekday(only_note()->due), 4);
}
END_TEST

START_TEST(nothing_is_written_where_it_is_refused_and_while_presenting)
{
	open_with("Nothing is written down with --read-only.");
	session_press(&session, "a");
	check("Nothing is written down with --read-only.", true);
	open_brief();
	session_press(&session, "p a");
	check("Nothing is written down while presenting", true);
	ck_assert_uint_eq(notes_count(session.notes), 0);
}
END_TEST

START_TEST(an_action_is_closed_and_opened_again_from_the_list)
{
	session_press(&session, "a Enter");
	answer("Call");
	session_press(&session, "Enter Enter Enter Enter A a Enter");
	check("Done, as of today", true);
	ck_assert_int_eq(only_note()->state, NOTE_DONE);
	session_press(&session, "u");
	ck_assert_int_eq(only_note()->state, NOTE_OPEN);
	session_press(&session, "U");
	ck_assert_int_eq(only_note()->state, NOTE_DONE);
	ck_assert_int_eq(only_note()->closed, time_day_of(session.env.now));
	session_press(&session, "u a");
	type("due");
	session_press(&session, "Enter");
	answer("2026-12-24");
	ck_assert_int_eq(only_note()->due, time_day_from_civil(2026, 12, 24));
	session_press(&session, "a");
	answer("withdraw");
	check("Nothing is to be done", true);
}
END_TEST

START_TEST(a_note_is_taken_back_and_written_again)
{
	session_press(&session, "a Down Enter");
	answer("Storm");
	check("Note written down", true);
	session_press(&session, "u");
	ck_assert_int_eq(only_note()->state, NOTE_WITHDRAWN);
	session_press(&session, "A Tab Tab Tab");
	check("Storm", false);
	session_press(&session, "U");
	check("Storm", true);
	ck_assert_int_eq(only_note()->state, NOTE_OPEN);
}
END_TEST

static void decide(const char *office, int32_t on)
{
	struct note note = { .kind = NOTE_DECISION, .text = "New rules", .on = on, .due = TIME_DAY_NONE, .review = TIME_DAY_NONE,
		.until = TIME_DAY_NONE, .size = NAN, .about = { .kpi = "hit_rate", .stat = "rate", .filters = { { "office", office } },
		.n_filters = 1, .from = TIME_DAY_NONE, .to = TIME_DAY_NONE, .value = NAN } };
	char id[NOTE_ID + 1];

	ck_assert(notes_add(session.notes, &note, session.env.now, id, NULL));
}

static int32_t began(void)
{
	return time_day_from_civil(2026, 3, 2) + BEGAN * 7;
}

START_TEST(what_came_of_a_decision_is_told_by_its_figure)
{
	decide("P1", began());
	session_press(&session, "A Enter");
	check("Better, and more than chance: in the twelve weeks since it is higher", true);
	check("9.97 %, 95 % interval", true);	/* 287 of 2 880 */
	check("880, 2 Mar–16 Aug 2026", true);
	check("24.9 %, 95 % interval", true);
	check("440, 17 Aug–8 Nov 2026", true);
	check("New rules", true);
}
END_TEST

START_TEST(the_log_of_decisions_has_the_figure_before_and_after)
{
	decide("P1", began());
	decide("P2", began());
	session_press(&session, "A");
	check("9.97 %    24.9 %  ✓ better", true);
	check("· not told", true);
}
END_TEST

START_TEST(a_decision_without_effect_cannot_be_told_from_chance)
{
	decide("P2", began());
	session_press(&session, "A Enter");
	check("Cannot be told apart from chance", true);
}
END_TEST

START_TEST(a_decision_of_last_week_is_too_young_to_be_judged)
{
	decide("P1", time_day_of(session.env.now) - 10);
	session_press(&session, "A Enter");
	check("Too early to tell: one week since", true);
}
END_TEST

START_TEST(a_decision_is_marked_on_the_chart_of_its_figure_alone)
{
	decide("P1", time_day_of(session.env.now) - 30);
	go_to_post();
	check("New rules", false);	/* all posts */
	session_press(&session, "f");
	check("▾", true);
	check("New rules", true);
	session_press(&session, "F Down f");
	check("▾", false);
}
END_TEST

START_TEST(the_proof_of_a_figure_tells_what_was_written_beside_it)
{
	decide("P1", began());
	go_to_post();
	session_press(&session, "i");
	check("Written down", true);
	check("decision: New rules", true);
	session_press(&session, "Esc Down i");
	check("Written down", false);
}
END_TEST

START_TEST(an_exception_that_was_put_off_is_passed_over)
{
	struct note note = { .kind = NOTE_SNOOZE, .text = "Known", .on = TIME_DAY_NONE, .due = TIME_DAY_NONE, .review = TIME_DAY_NONE,
		.until = time_day_of(session.env.now) + 7, .size = 1e9, .about = { .kpi = "hit_rate", .stat = "rate",
		.filters = { { "office", "P2" } }, .n_filters = 1, .from = TIME_DAY_NONE, .to = TIME_DAY_NONE, .value = NAN } };
	char id[NOTE_ID + 1];

	/* Judged by the post beside it, P2 is worse. */
	session_press(&session, ":");
	answer("compare P1");
	go_to_post();
	session_press(&session, "G e");
	check("▶ P2", true);
	check("✗", true);
	ck_assert(notes_add(session.notes, &note, session.env.now, id, NULL));
	session_press(&session, "C-r g e");
	check("Nothing here is worse", true);
	ck_assert(notes_set_state(session.notes, id, NOTE_WITHDRAWN, session.env.now, 0, NULL));
	session_press(&session, "C-r g e");
	check("▶ P2", true);
}
END_TEST

static char *screen(void)
{
	struct text text = TEXT_INIT;
	char *copy;

	session_text(&session, 120, 36, &text);
	copy = strdup(text.data);
	text_finish(&text);
	*strrchr(copy, '\n') = '\0';
	*strrchr(copy, '\n') = '\0';	/* the hints tell of undo and redo */
	return copy;
}

START_TEST(sort_chart_and_dimension_are_taken_back_and_done_again)
{
	static const struct {
		const char *to, *change;
	} cases[] = { { "5", "s" }, { "5", "r" }, { "5", "v" }, { "2 Tab", "s" }, { "kpi", "s s" }, { "kpi", "v" } };

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char *before, *changed, *undone, *redone;

		open_brief();
		if (strcmp(cases[i].to, "kpi") == 0)
			go_to_post();
		else
			session_press(&session, cases[i].to);
		before = screen();
		session_press(&session, cases[i].change);
		changed = screen();
		session_press(&session, strcmp(cases[i].change, "s s") == 0 ? "u u" : "u");
		undone = screen();
		session_press(&session, strcmp(cases[i].change, "s s") == 0 ? "U U" : "U");
		redone = screen();
		ck_assert_msg(strcmp(before, changed) != 0, "%s %s changes nothing:\n%.2500s", cases[i].to, cases[i].change, changed);
		if (strncmp(cases[i].change, "Tab", 3) != 0)
			ck_assert_str_eq(before, undone);
		ck_assert_str_eq(changed, redone);
		free(before);
		free(changed);
		free(undone);
		free(redone);
	}
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("panel/note");
	TCase *tcase = tcase_create("written");

	tcase_set_timeout(tcase, 120);
	tcase_add_unchecked_fixture(tcase, load, release);
	tcase_add_checked_fixture(tcase, open_brief, NULL);
	tcase_add_test(tcase, an_action_is_written_beside_the_figure_under_the_cursor);
	tcase_add_test(tcase, who_has_an_action_is_masked_before_a_room);
	tcase_add_test(tcase, esc_at_any_step_writes_nothing);
	tcase_add_test(tcase, a_day_that_is_none_is_told_and_can_be_corrected);
	tcase_add_test(tcase, nothing_is_written_where_it_is_refused_and_while_presenting);
	tcase_add_test(tcase, an_action_is_closed_and_opened_again_from_the_list);
	tcase_add_test(tcase, a_note_is_taken_back_and_written_again);
	tcase_add_test(tcase, what_came_of_a_decision_is_told_by_its_figure);
	tcase_add_test(tcase, the_log_of_decisions_has_the_figure_before_and_after);
	tcase_add_test(tcase, a_decision_without_effect_cannot_be_told_from_chance);
	tcase_add_test(tcase, a_decision_of_last_week_is_too_young_to_be_judged);
	tcase_add_test(tcase, a_decision_is_marked_on_the_chart_of_its_figure_alone);
	tcase_add_test(tcase, the_proof_of_a_figure_tells_what_was_written_beside_it);
	tcase_add_test(tcase, an_exception_that_was_put_off_is_passed_over);
	tcase_add_test(tcase, sort_chart_and_dimension_are_taken_back_and_done_again);
	suite_add_tcase(suite, tcase);
	return support_run(suite);
}
