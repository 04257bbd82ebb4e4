/* stage.c - see stage.h. Waiting is for what is expected to be seen, never for a time that should be enough. */
#include "stage.h"

#include <check.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WORDS_MAX = 24, QUIET_MS = 120, ANSWER_MS = 2000 };

const char *const stage_types[] = {"xterm-256color", "linux", "vt100"};

static const char folder_name[] = "/tmp/tidewaiter-stage-XXXXXX";
static char folder[sizeof(folder_name)];
static char database[64];

char *stage_program(void)
{
	char *path = getenv("TIDEWAITER");

	ck_assert_msg(path != NULL, "set TIDEWAITER to the program under test");
	return path;
}

const char *stage_database(void)
{
	return database;
}

const char *stage_folder(void)
{
	return folder;
}

static char *read_all(FILE *stream)
{
	size_t n = 0, cap = 1 << 16;
	char *text = malloc(cap);

	ck_assert_ptr_nonnull(text);
	for (size_t got; (got = fread(text + n, 1, cap - n - 1, stream)) > 0;) {
		n += got;
		if (n + 1 == cap)
			text = realloc(text, cap *= 2);
		ck_assert_ptr_nonnull(text);
	}
	text[n] = '\0';
	return text;
}

char *stage_run(const char *db, ...)
{
	char *words[WORDS_MAX] = {stage_program(), (char *)"-d", (char *)db, (char *)"--now", (char *)STAGE_NOW};
	int ends[2], status, n = 5;
	va_list args;
	FILE *stream;
	char *text;
	pid_t pid;

	va_start(args, db);
	while (n < WORDS_MAX - 1 && (words[n] = va_arg(args, char *)))
		n++;
	va_end(args);
	ck_assert_int_eq(pipe(ends), 0);
	pid = fork();
	if (pid == 0) {
		setenv("LC_ALL", "C.UTF-8", 1);
		dup2(ends[1], STDOUT_FILENO);
		close(ends[0]);
		execv(words[0], words);
		_exit(127);
	}
	close(ends[1]);
	stream = fdopen(ends[0], "r");
	text = read_all(stream);
	fclose(stream);
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) == 0, "%s %s: status %d", words[5], words[6] ? words[6] : "", status);
	return text;
}

void stage_build(void)
{
	char *sample = getenv("TIDEWAITER_SAMPLE_DATA");

	ck_assert_msg(sample != NULL, "set TIDEWAITER_SAMPLE_DATA to the folder of the sample data");
	memcpy(folder, folder_name, sizeof(folder));
	ck_assert_ptr_nonnull(mkdtemp(folder));
	snprintf(database, sizeof(database), "%s/stage.db", folder);
	setenv("XDG_DATA_HOME", folder, 1);	/* notes are written there, never to those of whoever runs the tests */
	free(stage_run(database, "load", sample, NULL));
}

void stage_strike(void)
{
	char command[100];

	snprintf(command, sizeof(command), "rm -r '%s'", folder);
	ck_assert_int_eq(system(command), 0);
}

struct pty *stage_start(const struct pty_options *options, const char *db)
{
	char *argv[] = {stage_program(), (char *)"-d", (char *)db, (char *)"--now", (char *)STAGE_NOW, NULL};
	struct pty *pty = pty_start(options, argv);

	ck_assert_ptr_nonnull(pty);
	return pty;
}

static void wait_until_read(struct pty *pty, const char *text)
{
	ck_assert_msg(pty_wait(pty, text), "'%s' does not come on the screen", text);
	ck_assert(pty_wait_gone(pty, "Reading"));
}

struct pty *stage_open_at(const char *term, const char *locale, int cols, int rows, const char *const *environment)
{
	struct pty_options options = {.term = term, .locale = locale, .cols = cols, .rows = rows, .environment = environment};
	struct pty *pty = stage_start(&options, database);

	wait_until_read(pty, "SYNTHETIC");
	pty_settle(pty, QUIET_MS);
	return pty;
}

struct pty *stage_open(const char *term)
{
	return stage_open_at(term, "C.UTF-8", 80, 24, NULL);
}

size_t stage_press(struct pty *pty, const char *keys, const char *text)
{
	size_t before, after;

	pty_bytes(pty, &before);
	pty_type(pty, keys);
	pty_wait_bytes(pty, before, ANSWER_MS);
	wait_until_read(pty, text);
	pty_settle(pty, QUIET_MS);
	pty_bytes(pty, &after);
	return after - before;
}

/* Where it was sent last, from 1; 0: never. */
static size_t last_of(struct pty *pty, const char *sequence)
{
	size_t n, len = strlen(sequence), last = 0;
	const char *bytes = pty_bytes(pty, &n);

	for (size_t i = 0; i + len <= n; i++) {
		if (memcmp(bytes + i, sequence, len) == 0)
			last = i + 1;
	}
	return last;
}

static bool sent(struct pty *pty, const char *sequence)
{
	return last_of(pty, sequence) > 0;
}

void stage_check_left(struct pty *pty)
{
	struct pty_look pen;

	ck_assert_int_ne(pty_exit(pty, 10000), -1);
	pty_settle(pty, 50);
	pen = pty_pen(pty);
	ck_assert_msg(pty_modes_are_back(pty), "the modes of the line are not what they were");
	ck_assert_msg(pen.fg == -1 && pen.bg == -1 && !pen.bold && !pen.underline && !pen.reverse, "the pen is not plain");
	ck_assert_msg(last_of(pty, "\033[?1049l") >= last_of(pty, "\033[?1049h"), "the screen of before is not back");
	ck_assert_msg(last_of(pty, "\033[?1l") >= last_of(pty, "\033[?1h"), "the cursor keys are not as they were");
	ck_assert_msg(!sent(pty, "\033[?25l"), "the cursor was hidden");
	ck_assert_msg(!sent(pty, "\033[?1000h") && !sent(pty, "\033[?1002h") && !sent(pty, "\033[?1003h"), "the mouse was switched on");
	ck_assert_msg(pty_answers(pty) == 0, "the terminal was asked something");
}
