/* Initiatives: one that works, one without effect, one that works at the cost of something else, one for all posts, one too new, one to
 * come, one without a figure; and that the view says which is which. */
#include "session.h"
#include "suite.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/time.h"
#include "chance.h"
#include "insight/findings.h"
#include "insight/odds.h"
#include "insight/reform.h"

enum { POSTS = 6, WEEKS = 70, A_DAY = 4, DAYS = WEEKS * 7 };

/* 2025-06-02, a Monday; initiatives begin 50 weeks on, 2026-05-18. */
static const char first_text[] = "2025-06-02";
static int32_t first, start, last;

static struct session session;
static struct arena arena;
static struct reforms reforms;
static char folder[] = "/tmp/tidewaiter-reform-XXXXXX";

static FILE *file_in(const char *name)
{
	char path[sizeof(folder) + 40];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	file = fopen(path, "w");
	ck_assert_ptr_nonnull(file);
	return file;
}

static void put_moment(FILE *file, int32_t day, double hour)
{
	char buffer[32];

	fprintf(file, ",%s", time_seconds_format((int64_t)day * TIME_DAY_SECONDS + (int64_t)(hour * 3600), buffer));
}

/* P0: releases a third quicker from the start on, and fewer inspections find something. P1: nothing. All: slower in the last weeks, P0 too. */
static double hours_of(int post, int32_t day, struct chance *chance)
{
	double hours = 20 * (1 + 0.1 * post) * exp(0.5 * chance_normal(chance));

	if (day >= start)
		hours *= 1.25;
	return post == 0 && day >= start ? hours * 0.6 : hours;
}

static void write_declarations(void)
{
	FILE *file = file_in("declarations.csv");
	struct chance chance = { .state = 3 };

	fputs("declaration_id,office,flow,status,registered_at,arrived_at,released_at,inspection_type,inspection_outcome\n", file);
	for (int32_t day = first; day <= last; day++) {
		for (int post = 0; post < POSTS; post++) {
			for (int i = 0; i < A_DAY; i++) {
				double hours = hours_of(post, day, &chance), hit = post == 0 && day >= start ? 0.1 : 0.5;
				int32_t arrived = day - (int32_t)(hours / 24) - 1;

				fprintf(file, "D%d-%d-%d,P%d,import,released", (int)day, post, i, post);
				put_moment(file, arrived, 8);
				put_moment(file, arrived, 7);
				put_moment(file, arrived, 7 + hours);
				fprintf(file, ",physical,%s\n", chance_uniform(&chance) < hit ? "noncompliant" : "conform");
			}
		}
	}
	ck_assert_int_eq(fclose(file), 0);
}

static void write_rest(void)
{
	FILE *file = file_in("posts.csv");

	fputs("office,name\nP0,North Port\nP1,East Port\nP2,South Port\nP3,West Port\nP4,Hill Post\nP5,River Post\n", file);
	ck_assert_int_eq(fclose(file), 0);
	file = file_in("initiatives.csv");
	fputs("initiative_id,title,starts_on,ends_on,office,owner,kpi,expected_effect\n"
		"A,Night shift,2026-05-18,,P0,Head of North,release_time_total,-10 %\n"
		"B,New forms,2026-05-20,,P1,,release_time_total,an hour quicker\n"
		"C,New rules,2026-05-18,,,,hit_rate,+5 points\n"
		"D,Second window,2026-09-21,,P2|P3,,release_time_total,\n"
		"E,Weighbridge,2027-01-04,,P4,,release_time_total,\n"
		"F,Training,2026-03-02,,P5,,morale,better\n"
		"H,Two weeks of lights,2026-02-02,2026-02-15,P5,,release_time_total,\n"
		"I,Long pilot,2026-02-09,2026-04-26,P5,,release_time_total,\n"
		"G,Early bird,2025-06-16,,P5,,release_time_total,\n", file);
	ck_assert_int_eq(fclose(file), 0);
}

static void load(void)
{
	struct err err = { 0 };

	ck_assert_ptr_nonnull(mkdtemp(folder));
	ck_assert(time_day_parse(first_text, &first));
	start = first + 50 * 7;
	last = first + DAYS - 1;
	write_declarations();
	write_rest();
	session_load(&session, folder, NULL, "");
	arena_init(&arena);
	ck_assert_msg(reforms_load(&session.env, last, NULL, 0, true, &arena, &reforms, &err), "%s", err.text);
}

static void release(void)
{
	static const char *const names[] = { "declarations.csv", "posts.csv", "initiatives.csv" };
	char path[sizeof(folder) + 40];

	arena_finish(&arena);
	session_close(&session);
	for (size_t i = 0; i < 3; i++) {
		snprintf(path, sizeof(path), "%s/%s", folder, names[i]);
		unlink(path);
	}
	rmdir(folder);
}

static const struct reform *reform_of(const char *id)
{
	for (size_t i = 0; i < reforms.n; i++)
		if (strcmp(reforms.items[i].id, id) == 0)
			return &reforms.items[i];
	ck_abort_msg("no initiative %s", id);
}

static void check_has(const char *text, const char *words)
{
	ck_assert_msg(strstr(text, words), "no '%s' in\n%s", words, text);
}

START_TEST(an_effect_is_found_against_posts_that_had_none_of_it)
{
	const struct reform *reform = reform_of("A");

	ck_assert_int_eq(reform->state, REFORM_REAL);
	ck_assert_int_eq(reform->verdict, KPI_BETTER);
	/* All posts slowed down by a quarter at the same time; North Port is 0.6 of what it would have been. */
	ck_assert_double_eq_tol(reform->impact.relative, -0.4, 0.05);
	ck_assert(reform->impact.relative_low < -0.4 && reform->impact.relative_high > -0.4);
	ck_assert_int_eq(time_weekday(reform->first), 0);
	ck_assert_int_eq(reform->first + 7 * (int32_t)reform->start, start);
	ck_assert_int_le(reform->first + 7 * (int32_t)reform->n_weeks - 1, last);
	check_has(reform->verdict_text, "Arrival to release (median) at North Port fell by ");
	check_has(reform->verdict_text, "\u00a0h more than at posts like it; chance alone does that ");
	check_has(reform->found, "−");
	check_has(reform->method, "20 after the start, less what one");
	ck_assert_str_eq(reform_word(reform), "works, costly");
	check_has(reform->against, "\u00a0%, more than expected");	/* a tenth less was expected */
	check_has(reform->against, "−4");
	ck_assert_str_eq(reform_of("B")->against, "");	/* nothing was told */
	ck_assert_str_eq(reform_of("C")->against, "the other way than expected");
}
END_TEST

START_TEST(a_post_with_the_same_kind_of_initiative_is_no_comparison)
{
	const struct reform *reform = reform_of("A");
	double weights = 0;

	ck_assert_uint_ge(reform->n_donors, 1);
	for (size_t i = 0; i < reform->n_donors; i++) {
		/* P1 to P3 have one for the same figure near it, P5 long before. */
		ck_assert_str_eq(reform->donors[i].code, "P4");
		weights += reform->donors[i].weight;
	}
	ck_assert_double_eq_tol(weights, 1, 0.03);
}
END_TEST

START_TEST(nothing_is_told_apart_from_chance_where_nothing_happened)
{
	const struct reform *reform = reform_of("B");

	ck_assert_int_eq(reform->state, REFORM_CHANCE);
	check_has(reform->verdict_text, "at East Port: the effect cannot be told apart from chance. It may be anything from −");
	ck_assert_str_eq(reform_word(reform), "no effect told");
	/* It began on a Wednesday: that week is on neither side. */
	ck_assert(isnan(reform->values[(start - reform->first) / 7]));
	ck_assert_int_eq(reform->first + 7 * (int32_t)reform->start, start + 7);
}
END_TEST

START_TEST(what_got_worse_beside_it_is_named)
{
	const struct reform *reform = reform_of("A");
	bool found = false;

	for (size_t i = 0; i < reform->n_beside; i++) {
		const struct reform_beside *beside = &reform->beside[i];

		if (strcmp(beside->def->id, "hit_rate") != 0)
			continue;
		found = true;
		ck_assert_int_eq(beside->verdict, KPI_WORSE);
		ck_assert_double_eq_tol(beside->impact.effect, -0.4, 0.1);
		check_has(beside->text, "points");
	}
	ck_assert(found);
	check_has(reform->worse, "hit rate got worse: −");
	for (size_t i = 0; i < reform_of("B")->n_beside; i++)
		ck_assert(!reform_of("B")->beside[i].real);
	check_has(reform_of("B")->worse, "nothing got worse that could be told from chance");
}
END_TEST

/* Of D there is a year before and two weeks after; of A the counter-figure, open files, stands first. */
START_TEST(what_cannot_be_told_beside_it_stays_in_the_list_and_says_so)
{
	const struct reform *early = reform_of("D"), *told = reform_of("A");

	ck_assert_str_eq(told->beside[0].def->id, told->def->counter);
	ck_assert_uint_eq(early->n_beside, told->n_beside);
	for (size_t i = 0; i < early->n_beside; i++) {
		ck_assert(!early->beside[i].told && !early->beside[i].real);
		ck_assert_int_eq(early->beside[i].verdict, KPI_UNKNOWN);
		ck_assert(isnan(early->beside[i].before) && isnan(early->beside[i].after));
	}
	check_has(early->beside[1].text, "too few weeks: 51 before, 2 after");
	ck_assert_str_eq(early->worse, "");
	/* A figure without any value says that. */
	for (size_t i = 0; i < told->n_beside; i++)
		if (!told->beside[i].told)
			ck_assert(strstr(told->beside[i].text, "too few weeks") || strcmp(told->beside[i].text, "no values there") == 0);
}
END_TEST

START_TEST(an_initiative_for_all_posts_stands_beside_its_own_past_alone)
{
	const struct reform *reform = reform_of("C");

	ck_assert_str_eq(reform->place, "All posts");
	ck_assert_uint_eq(reform->n_donors, 0);
	/* North Port's fall is a sixth of 40 points. */
	ck_assert_double_eq_tol(reform->impact.effect, -0.4 / POSTS, 0.06);
	check_has(reform->verdict_text, "at all posts");
	check_has(reform->method, "no post without it can be compared");
}
END_TEST

START_TEST(what_cannot_be_told_says_why_and_when_it_can)
{
	ck_assert_int_eq(reform_of("D")->state, REFORM_EARLY);
	ck_assert_str_eq(reform_of("D")->place, "South Port and West Port");
	check_has(reform_of("D")->verdict_text, "it takes four whole weeks");
	check_has(reform_of("D")->verdict_text, "and there are two. Ask again from 19\u00a0Oct on.");
	ck_assert_int_eq(reform_of("E")->state, REFORM_PLANNED);
	check_has(reform_of("E")->verdict_text, "Begins on Monday 4 January 2027.");
	ck_assert_int_eq(reform_of("F")->state, REFORM_NO_FIGURE);
	check_has(reform_of("F")->verdict_text, "Its figure, morale, is none that is computed here");
	check_has(reform_of("H")->verdict_text, "It ended too soon to tell: it takes four whole weeks");
	check_has(reform_of("H")->verdict_text, "and there were two.");
	/* Of one that ended, its own eleven weeks count. */
	ck_assert_uint_eq(reform_of("I")->impact.after, 11);
	ck_assert_int_eq(reform_of("I")->state, REFORM_CHANCE);
	ck_assert_int_eq(reform_of("G")->state, REFORM_NO_PAST);
	check_has(reform_of("G")->verdict_text, "before the start, and there are two");
}
END_TEST

START_TEST(a_post_in_the_scope_chooses_its_initiatives_and_keeps_its_comparison)
{
	static const char *const north[] = { "P0" };
	struct kpi_filter filter = { .by = { .dim = KPI_DIM_OFFICE }, .values = north, .n_values = 1 };
	struct reforms some;
	struct err err = { 0 };

	ck_assert_msg(reforms_load(&session.env, last, &filter, 1, false, &arena, &some, &err), "%s", err.text);
	ck_assert_uint_eq(some.n, 2);
	for (size_t i = 0; i < some.n; i++) {
		if (some.items[i].n_offices == 0)
			continue;
		ck_assert_str_eq(some.items[i].id, "A");
		ck_assert_double_eq(some.items[i].impact.effect, reform_of("A")->impact.effect);
		ck_assert_uint_eq(some.items[i].n_beside, 0);
	}
}
END_TEST

START_TEST(reviews_come_eight_and_twenty_six_weeks_after_the_start)
{
	static const struct {
		int weeks, days;
		size_t n;
	} at[] = { { 8, -1, 0 }, { 8, 0, 3 }, { 8, 6, 2 }, { 9, 0, 1 }, { 20, 0, 0 } };
	struct err err = { 0 };

	for (size_t i = 0; i < sizeof(at) / sizeof(at[0]); i++) {
		struct reforms due;
		int32_t to = start + 7 * at[i].weeks + at[i].days - 1;
		size_t n = 0;

		ck_assert_msg(reforms_on_review(&session.env, to, NULL, 0, &arena, &due, &err), "%s", err.text);
		/* A and C began on the Monday, B two days later. */
		for (int32_t day = 0; day < 3; day += 2)
			n += ((to - start - day + 1) / 7 == 8) * (day ? 1 : 2);
		ck_assert_uint_eq(due.n, n);
	}
}
END_TEST

static const struct finding *review_of(const struct findings *findings, const char *title)
{
	for (size_t i = 0; i < findings->n; i++)
		if (findings->items[i].review && strcmp(findings->items[i].initiative, title) == 0)
			return &findings->items[i];
	return NULL;
}

START_TEST(the_brief_tells_a_review_once_whether_it_worked_or_nobody_can_tell)
{
	int32_t to = start + 7 * 8 + 3;
	struct findings findings;
	const struct finding *works, *open;
	struct err err = { 0 };

	ck_assert_msg(findings_load(&session.env, to, NULL, 0, &arena, &findings, &err), "%s", err.text);
	works = review_of(&findings, "Night shift");
	open = review_of(&findings, "New forms");
	ck_assert_ptr_nonnull(works);
	ck_assert_ptr_nonnull(open);
	ck_assert_int_eq(works->kind, FINDING_REFORM);
	ck_assert_int_eq(works->verdict, KPI_BETTER);
	ck_assert_int_eq(works->since, start);
	ck_assert_str_eq(works->owner, "Head of North");
	check_has(works->text, "\"Night shift\", eight weeks on: Arrival to release (median) at North Port fell by ");
	check_has(works->text, "Expected: -10 %; found: −");
	check_has(works->action, "Keep \"Night shift\"");
	ck_assert_int_eq(open->verdict, KPI_USUAL);
	check_has(open->text, "cannot be told apart from chance");
	check_has(open->action, "Leave \"New forms\" as it is until half a year is over");
	for (size_t i = 0; i < findings.n; i++) {
		const struct finding *other = &findings.items[i];

		ck_assert_msg(other == works || !other->office || strcmp(other->office, "P0") != 0 || strcmp(other->def->id, "release_time_total") != 0,
			"told twice: %s", other->text);
	}
	ck_assert_msg(findings_load(&session.env, to + 7, NULL, 0, &arena, &findings, &err), "%s", err.text);
	ck_assert_ptr_null(review_of(&findings, "Night shift"));
}
END_TEST

START_TEST(chances_are_told_as_people_say_them)
{
	static const struct {
		double p;
		const char *words;
	} told[] = { { 0.005, "once in 200 tries" }, { 0.04, "once in 25 tries" }, { 0.000123, "once in 8\u2009100 tries" }, { 0.5, "once in 2 tries" },
		{ 0.9, "nearly every time" }, { 1e-9, "less than once in a million tries" }, { 0, "less than once in a million tries" } };

	for (size_t i = 0; i < sizeof(told) / sizeof(told[0]); i++) {
		struct text text = TEXT_INIT;

		odds_append(&text, told[i].p);
		ck_assert_str_eq(text.data, told[i].words);
		text_finish(&text);
	}
}
END_TEST

/* ---- the view */

static void check_screen(const char *keys, int cols, int rows, const char *words)
{
	struct text out = TEXT_INIT;

	session_open(&session, "reform", false);
	canvas_destroy(session_paint(&session, cols, rows));
	session_press(&session, keys);
	session_text(&session, cols, rows, &out);
	ck_assert_msg(strstr(out.data, words), "no '%s' after '%s' in\n%s", words, keys, out.data);
	text_finish(&out);
}

/* Rows: E planned, D early, B, A, C, F, I, H, G. */
START_TEST(view_shows_initiatives_their_verdicts_and_what_moved_beside_them)
{
	check_screen("", 120, 36, "· planned");
	check_screen("", 120, 36, "Begins on Monday 4 January 2027.");
	check_screen("Down Down Down", 120, 36, "✓ works");
	check_screen("Down Down Down", 120, 36, "h more than at posts like it");
	check_screen("Down Down Down", 80, 24, "-10 %");
	check_screen("Down Down Down", 80, 24, "✓ works, costly");
	check_screen("Down Down Down", 80, 24, " beside    hit rate got worse: −");
	check_screen("Down Down Down Tab", 80, 24, "✗ worse");
	check_screen("Down Down Down Tab", 80, 24, "Hill Post");
	check_screen("Down Down Down i", 80, 24, "Compared with    Hill Post 100 %");
	check_screen("Down Down Down Enter", 80, 24, "Declarations behind arrival to release");
	check_screen("Down Down", 40, 12, "▶ New forms");
	check_screen("Down Down", 120, 36, "cannot be told apart from chance");
	check_screen("G", 120, 36, "before the start, and there are two");
}
END_TEST

START_TEST(view_in_words_has_the_verdicts)
{
	check_screen("V", 120, 36, "Night shift");
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("panel/reform");
	TCase *tcase = tcase_create("initiatives");

	tcase_set_timeout(tcase, 60);
	tcase_add_unchecked_fixture(tcase, load, release);
	tcase_add_test(tcase, an_effect_is_found_against_posts_that_had_none_of_it);
	tcase_add_test(tcase, a_post_with_the_same_kind_of_initiative_is_no_comparison);
	tcase_add_test(tcase, nothing_is_told_apart_from_chance_where_nothing_happened);
	tcase_add_test(tcase, what_got_worse_beside_it_is_named);
	tcase_add_test(tcase, what_cannot_be_told_beside_it_stays_in_the_list_and_says_so);
	tcase_add_test(tcase, an_initiative_for_all_posts_stands_beside_its_own_past_alone);
	tcase_add_test(tcase, what_cannot_be_told_says_why_and_when_it_can);
	tcase_add_test(tcase, a_post_in_the_scope_chooses_its_initiatives_and_keeps_its_comparison);
	tcase_add_test(tcase, reviews_come_eight_and_twenty_six_weeks_after_the_start);
	tcase_add_test(tcase, the_brief_tells_a_review_once_whether_it_worked_or_nobody_can_tell);
	tcase_add_test(tcase, chances_are_told_as_people_say_them);
	tcase_add_test(tcase, view_shows_initiatives_their_verdicts_and_what_moved_beside_them);
	tcase_add_test(tcase, view_in_words_has_the_verdicts);
	suite_add_tcase(suite, tcase);
	return support_run(suite);
}
