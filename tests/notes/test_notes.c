/* Notes: what lines become, in whatever order files were joined, and that neither two writers nor a crash lose one. */
#include "notes/notes.h"

#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/time.h"
#include "suite.h"

static char folder[40];
static char path[100];

static void make_folder(void)
{
	strcpy(folder, "/tmp/tidewaiter-notes-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	snprintf(path, sizeof(path), "%s/deep/notes.txt", folder);
}

static void remove_folder(void)
{
	char deep[100];

	snprintf(deep, sizeof(deep), "%s/deep", folder);
	unlink(path);
	rmdir(deep);
	ck_assert_int_eq(rmdir(folder), 0);
}

static struct notes *open_as(const char *by)
{
	struct notes_options options = { .path = path, .by = by };
	struct notes *notes = NULL;
	struct err err = { 0 };

	ck_assert_msg(notes_open(&options, &notes, &err), "%s", err.text);
	return notes;
}

static void write_file(const char *content)
{
	struct notes *notes = open_as("");
	char deep[100];
	FILE *file;

	snprintf(deep, sizeof(deep), "%s/deep", folder);
	mkdir(deep, 0700);
	file = fopen(path, "w");
	ck_assert_ptr_nonnull(file);
	fputs(content, file);
	fclose(file);
	notes_close(notes);
}

static struct note draft_of(enum note_kind kind, const char *text)
{
	return (struct note){ .kind = kind, .text = text, .on = TIME_DAY_NONE, .due = TIME_DAY_NONE, .review = TIME_DAY_NONE,
		.until = TIME_DAY_NONE, .size = NAN,
		.about = { .kpi = "hit_rate", .stat = "rate", .filters = { { "office", "NGT" } }, .n_filters = 1, .from = TIME_DAY_NONE,
			.to = TIME_DAY_NONE, .value = NAN } };
}

static void add(struct notes *notes, const struct note *draft, int64_t now, char id[NOTE_ID + 1])
{
	struct err err = { 0 };

	ck_assert_msg(notes_add(notes, draft, now, id, &err), "%s", err.text);
}

START_TEST(an_action_is_read_as_it_was_written)
{
	struct note draft = draft_of(NOTE_ACTION, "Open a second shift\twith\\two lines\nand a tab");
	struct notes *notes = open_as("amina"), *other;
	const struct note *note;
	char id[NOTE_ID + 1];

	ck_assert_uint_eq(notes_count(notes), 0);
	draft.owner = "Head of Port Salim";
	draft.department = "Operations";
	draft.due = time_day_from_civil(2026, 12, 1);
	draft.about.to = time_day_from_civil(2026, 11, 22);
	draft.about.value = 31.4;
	draft.about.n = 1204;
	add(notes, &draft, 1795435200, id);
	other = open_as("bilal");
	note = notes_find(other, id);
	ck_assert_ptr_nonnull(note);
	ck_assert_int_eq(note->kind, NOTE_ACTION);
	ck_assert_int_eq(note->state, NOTE_OPEN);
	ck_assert_int_eq(note->at, 1795435200);
	ck_assert_str_eq(note->by, "amina");
	ck_assert_str_eq(note->text, draft.text);
	ck_assert_str_eq(note->owner, "Head of Port Salim");
	ck_assert_str_eq(note->department, "Operations");
	ck_assert_int_eq(note->due, draft.due);
	ck_assert_int_eq(note->review, TIME_DAY_NONE);
	ck_assert_str_eq(note->about.kpi, "hit_rate");
	ck_assert_str_eq(note->about.category, "");
	ck_assert_uint_eq(note->about.n_filters, 1);
	ck_assert_str_eq(note->about.filters[0].value, "NGT");
	ck_assert_int_eq(note->about.to, draft.about.to);
	ck_assert_double_eq(note->about.value, 31.4);
	ck_assert_int_eq(note->about.n, 1204);
	notes_close(other);
	notes_close(notes);
}
END_TEST

START_TEST(what_was_changed_later_holds_though_the_clock_stands_still)
{
	struct note draft = draft_of(NOTE_ACTION, "Call Qasr");
	struct notes *notes = open_as("a"), *other = open_as("b");
	struct err err = { 0 };
	bool changed;
	char id[NOTE_ID + 1];

	draft.owner = "x";
	add(notes, &draft, 1000, id);
	ck_assert(notes_set_state(notes, id, NOTE_WITHDRAWN, 1000, 0, &err));
	ck_assert(notes_set_state(notes, id, NOTE_OPEN, 1000, 0, &err));
	ck_assert(notes_set(notes, id, "due", "2026-12-24", 1000, &err));
	ck_assert(notes_set(notes, id, "owner", "", 1000, &err));
	ck_assert(notes_set_state(notes, id, NOTE_DONE, 1000, 20790, &err));
	ck_assert(notes_refresh(other, &changed, &err));
	ck_assert(changed);
	ck_assert_int_eq(notes_find(other, id)->state, NOTE_DONE);
	ck_assert_int_eq(notes_find(other, id)->closed, 20790);
	ck_assert_str_eq(notes_find(other, id)->owner, "");
	ck_assert_int_eq(notes_find(other, id)->due, time_day_from_civil(2026, 12, 24));
	ck_assert(notes_refresh(other, &changed, &err));
	ck_assert(!changed);
	ck_assert(notes_set_state(other, id, NOTE_OPEN, 1000, 0, &err));
	ck_assert(notes_refresh(notes, NULL, &err));
	ck_assert_int_eq(notes_find(notes, id)->state, NOTE_OPEN);
	ck_assert_int_eq(notes_find(notes, id)->closed, TIME_DAY_NONE);
	notes_close(notes);
	notes_close(other);
}
END_TEST

/* Lines of two copies of a file, joined in the order of a merge tool, of cat, and backwards, one of them twice. */
START_TEST(files_that_were_kept_apart_are_joined_in_any_order)
{
	static const char *const lines[] = {
		"1\t2026-11-20T08:00:00Z\taaa\taction\ttext=Call the broker\tdue=2026-11-25\tby=amina\n",
		"2\t2026-11-21T08:00:00Z\taaa\tset\tdue=2026-11-30\tby=amina\n",
		"2\t2026-11-21T09:00:00Z\taaa\tset\tdue=2026-12-05\tby=bilal\n",
		"3\t2026-11-21T07:00:00Z\taaa\tdone\ton=2026-11-21\tby=bilal\n",
		"2\t2026-11-21T08:30:00Z\tbbb\tnote\ttext=Storm\tby=bilal\n",
		"2\t2026-11-21T08:30:00Z\tbbb\tnote\ttext=Storm\tby=bilal\n",
	};
	static const int orders[][6] = { { 0, 1, 2, 3, 4, 5 }, { 5, 4, 3, 2, 1, 0 }, { 3, 0, 4, 2, 5, 1 } };

	for (size_t i = 0; i < 3; i++) {
		char content[1000] = "# any comment\n\n";
		struct notes *notes;
		const struct note *note;

		for (int k = 0; k < 6; k++)
			strcat(content, lines[orders[i][k]]);
		write_file(content);
		notes = open_as("");
		ck_assert_uint_eq(notes_count(notes), 2);
		note = notes_find(notes, "aaa");
		ck_assert_int_eq(note->due, time_day_from_civil(2026, 12, 5));
		ck_assert_int_eq(note->state, NOTE_DONE);
		ck_assert_int_eq(note->closed, time_day_from_civil(2026, 11, 21));
		notes_close(notes);
	}
}
END_TEST

START_TEST(a_line_that_a_crash_cut_costs_no_other)
{
	struct note draft = draft_of(NOTE_NOTE, "after the crash");
	struct notes *notes;
	char id[NOTE_ID + 1];
	size_t line;

	write_file("1\t2026-11-20T08:00:00Z\taaa\tnote\ttext=whole\n2\t2026-11-20T09:0");
	notes = open_as("");
	ck_assert_uint_eq(notes_count(notes), 1);
	ck_assert_uint_eq(notes_unread(notes, &line), 1);
	ck_assert_uint_eq(line, 2);
	add(notes, &draft, 1000, id);
	ck_assert_uint_eq(notes_count(notes), 2);
	ck_assert_str_eq(notes_find(notes, id)->text, "after the crash");
	ck_assert_str_eq(notes_find(notes, "aaa")->text, "whole");
	notes_close(notes);
}
END_TEST

START_TEST(lines_of_a_later_version_and_rubbish_are_kept_and_passed_over)
{
	static const char content[] = "1\t2026-11-20T08:00:00Z\taaa\tnote\ttext=one\tmood=good\n"
		"2\t2026-11-20T08:00:00Z\taaa\tapplaud\tby=x\n"
		"rubbish\n\xff\xfe\t\n99999999999999999999\t2026-11-20T08:00:00Z\tx\tnote\n3\t2026-11-20\tbbb\tnote\n"
		"3\t2026-11-20T08:00:00Z\tan id too long for one\tnote\n4\t2026-11-20T08:00:00Z\tccc\tnote\r\n";
	struct note draft = draft_of(NOTE_NOTE, "x");
	char id[NOTE_ID + 1], read[2000] = "";
	struct notes *notes;
	size_t line;
	FILE *file;

	write_file(content);
	notes = open_as("");
	ck_assert_uint_eq(notes_count(notes), 2);
	ck_assert_uint_eq(notes_unread(notes, &line), 5);
	ck_assert_uint_eq(line, 3);
	add(notes, &draft, 1000, id);
	file = fopen(path, "r");
	ck_assert_uint_gt(fread(read, 1, sizeof(read) - 1, file), sizeof(content));
	fclose(file);
	ck_assert_int_eq(strncmp(read, content, sizeof(content) - 1), 0);
	notes_close(notes);
}
END_TEST

START_TEST(writers_at_once_lose_nothing)
{
	enum { WRITERS = 4, EACH = 40 };
	struct notes *notes;
	uint64_t seen = 0;
	size_t line;

	for (int w = 0; w < WRITERS; w++) {
		pid_t child = fork();

		ck_assert_int_ge(child, 0);
		if (child == 0) {
			struct note draft = draft_of(NOTE_NOTE, "a text that is long enough to be torn where lines were not whole");
			struct notes *own = NULL;
			char id[NOTE_ID + 1];
			bool ok = notes_open(&(struct notes_options){ .path = path, .by = "w" }, &own, NULL);

			for (int i = 0; i < EACH && ok; i++)
				ok = notes_add(own, &draft, 1000, id, NULL) && notes_set(own, id, "owner", "me", 1000, NULL);
			notes_close(own);
			_exit(ok ? 0 : 1);
		}
	}
	for (int w = 0; w < WRITERS; w++) {
		int status;

		ck_assert_int_gt(wait(&status), 0);
		ck_assert_int_eq(status, 0);
	}
	notes = open_as("");
	ck_assert_uint_eq(notes_count(notes), WRITERS * EACH);
	ck_assert_uint_eq(notes_unread(notes, &line), 0);
	for (size_t i = 0; i < notes_count(notes); i++)
		seen += strcmp(notes_at(notes, i)->owner, "me") == 0;
	ck_assert_uint_eq(seen, WRITERS * EACH);
	notes_close(notes);
}
END_TEST

/* Killed at any moment: every note that was said to be written is there, and the next writer goes on. */
START_TEST(a_writer_that_is_killed_costs_nothing_that_was_written)
{
	for (int round = 0; round < 10; round++) {
		struct note draft = draft_of(NOTE_NOTE, "x");
		struct notes *notes;
		char id[NOTE_ID + 1];
		int pipes[2];
		size_t told = 0, line;
		pid_t child;
		char byte;

		ck_assert_int_eq(pipe(pipes), 0);
		child = fork();
		ck_assert_int_ge(child, 0);
		if (child == 0) {
			struct notes *own = NULL;

			close(pipes[0]);
			if (notes_open(&(struct notes_options){ .path = path }, &own, NULL))
				while (notes_add(own, &draft, 1000, id, NULL) && write(pipes[1], "x", 1) == 1)
					;
			_exit(1);
		}
		close(pipes[1]);
		for (int i = 0; i < 3 + round; i++)
			told += (size_t)read(pipes[0], &byte, 1);
		kill(child, SIGKILL);
		waitpid(child, NULL, 0);
		while (read(pipes[0], &byte, 1) == 1)
			told++;
		close(pipes[0]);
		notes = open_as("");
		ck_assert_uint_ge(notes_count(notes), told);
		ck_assert_uint_le(notes_unread(notes, &line), 1);
		told = notes_count(notes);
		add(notes, &draft, 1000, id);
		ck_assert_uint_eq(notes_count(notes), told + 1);
		notes_close(notes);
		unlink(path);
	}
}
END_TEST

START_TEST(a_file_that_took_the_place_of_the_old_one_is_written_to)
{
	struct note draft = draft_of(NOTE_NOTE, "new");
	struct notes *notes;
	char id[NOTE_ID + 1], other[120];
	FILE *file;

	write_file("1\t2026-11-20T08:00:00Z\taaa\tnote\ttext=old\n");
	notes = open_as("");
	snprintf(other, sizeof(other), "%s.other", path);
	file = fopen(other, "w");
	fputs("7\t2026-11-20T08:00:00Z\tbbb\tnote\ttext=merged\n", file);
	fclose(file);
	ck_assert_int_eq(rename(other, path), 0);
	add(notes, &draft, 1000, id);
	ck_assert_uint_eq(notes_count(notes), 2);
	ck_assert_ptr_null(notes_find(notes, "aaa"));
	ck_assert_str_eq(notes_at(notes, 0)->text, "merged");
	notes_close(notes);
}
END_TEST

START_TEST(nothing_is_written_where_it_is_refused)
{
	struct notes_options options = { .path = path, .refused = "Not with --read-only." };
	struct note draft = draft_of(NOTE_NOTE, "x");
	struct notes *notes = NULL;
	struct err err = { 0 };
	char id[NOTE_ID + 1];

	ck_assert(notes_open(&options, &notes, &err));
	ck_assert(!notes_add(notes, &draft, 1000, id, &err));
	ck_assert_int_eq(err.code, ERR_REFUSED);
	ck_assert_str_eq(err.text, "Not with --read-only.");
	ck_assert_int_ne(access(path, F_OK), 0);
	notes_close(notes);
	write_file("");		/* for the folder */
}
END_TEST

START_TEST(without_a_path_all_lives_in_memory)
{
	struct note draft = draft_of(NOTE_DECISION, "x");
	struct notes *notes = NULL;
	char id[NOTE_ID + 1];

	ck_assert(notes_open(&(struct notes_options){ .path = NULL }, &notes, NULL));
	add(notes, &draft, 1000, id);
	ck_assert(notes_set_state(notes, id, NOTE_WITHDRAWN, 1000, 0, NULL));
	ck_assert_uint_eq(notes_count(notes), 1);
	ck_assert_int_eq(notes_at(notes, 0)->state, NOTE_WITHDRAWN);
	ck_assert(!notes_set(notes, "nosuch", "due", "", 1000, NULL));
	notes_close(notes);
	write_file("");
}
END_TEST

START_TEST(what_is_tried_is_not_written)
{
	static const char content[] = "1\t2026-11-20T08:00:00Z\taaa\tnote\ttext=old";
	struct note draft = draft_of(NOTE_NOTE, "tried");
	struct notes *notes = NULL;
	char id[NOTE_ID + 1], read[200] = "";
	FILE *file;

	write_file(content);
	ck_assert(notes_open(&(struct notes_options){ .path = path, .tries = true }, &notes, NULL));
	add(notes, &draft, 1000, id);
	ck_assert_uint_eq(notes_count(notes), 2);
	ck_assert_str_eq(notes_find(notes, "aaa")->text, "old");
	ck_assert_str_eq(notes_find(notes, id)->text, "tried");
	notes_close(notes);
	file = fopen(path, "r");
	ck_assert_uint_eq(fread(read, 1, sizeof(read) - 1, file), sizeof(content) - 1);
	fclose(file);
	ck_assert_str_eq(read, content);
}
END_TEST

START_TEST(an_exception_rests_until_its_day_or_until_it_is_worse)
{
	struct note draft = draft_of(NOTE_SNOOZE, "Scanner is being repaired"), other = draft_of(NOTE_NOTE, "");
	struct notes *notes = open_as("");
	char id[NOTE_ID + 1];

	draft.until = 100;
	draft.size = 4;
	add(notes, &draft, 1000, id);
	ck_assert_ptr_nonnull(notes_rest(notes, &draft.about, 4, 100));
	ck_assert_ptr_nonnull(notes_rest(notes, &draft.about, 5, 99));
	ck_assert_ptr_null(notes_rest(notes, &draft.about, 5.01, 99));
	ck_assert_ptr_null(notes_rest(notes, &draft.about, 4, 101));
	other.about.filters[0].value = "PSL";
	ck_assert_ptr_null(notes_rest(notes, &other.about, 4, 100));
	other.about = draft.about;
	other.about.category = "72h";
	ck_assert_ptr_null(notes_rest(notes, &other.about, 4, 100));
	ck_assert(notes_set_state(notes, id, NOTE_WITHDRAWN, 1000, 0, NULL));
	ck_assert_ptr_null(notes_rest(notes, &draft.about, 4, 100));
	draft.kind = NOTE_SEEN;
	draft.until = TIME_DAY_NONE;
	add(notes, &draft, 1000, id);
	ck_assert_ptr_nonnull(notes_rest(notes, &draft.about, 4, 5000));
	notes_close(notes);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("notes");
	TCase *tcase = tcase_create("file");

	tcase_set_timeout(tcase, 60);
	tcase_add_checked_fixture(tcase, make_folder, remove_folder);
	tcase_add_test(tcase, an_action_is_read_as_it_was_written);
	tcase_add_test(tcase, what_was_changed_later_holds_though_the_clock_stands_still);
	tcase_add_test(tcase, files_that_were_kept_apart_are_joined_in_any_order);
	tcase_add_test(tcase, a_line_that_a_crash_cut_costs_no_other);
	tcase_add_test(tcase, lines_of_a_later_version_and_rubbish_are_kept_and_passed_over);
	tcase_add_test(tcase, writers_at_once_lose_nothing);
	tcase_add_test(tcase, a_writer_that_is_killed_costs_nothing_that_was_written);
	tcase_add_test(tcase, a_file_that_took_the_place_of_the_old_one_is_written_to);
	tcase_add_test(tcase, nothing_is_written_where_it_is_refused);
	tcase_add_test(tcase, without_a_path_all_lives_in_memory);
	tcase_add_test(tcase, what_is_tried_is_not_written);
	tcase_add_test(tcase, an_exception_rests_until_its_day_or_until_it_is_worse);
	suite_add_tcase(suite, tcase);
	return support_run(suite);
}
