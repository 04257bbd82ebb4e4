/* progress.c - see progress.h. */
#include "progress.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "app.h"

enum { BAR_CELLS = 24, LINE_CELLS = 79 };

static volatile sig_atomic_t stop_asked;

static void on_interrupt(int number)
{
	stop_asked = 1;
}

double progress_clock(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

void progress_start(struct progress *progress, const char *label)
{
	struct sigaction action = {.sa_handler = on_interrupt};

	*progress = (struct progress){.label = label, .enabled = isatty(STDERR_FILENO)};
	progress->started = progress->drawn = progress_clock();
	stop_asked = 0;
	sigemptyset(&action.sa_mask);
	sigaction(SIGINT, &action, NULL);
}

static void bar_append(struct text *line, double share)
{
	int filled = (int)(share * BAR_CELLS);

	text_put(line, '[');
	for (int i = 0; i < BAR_CELLS; i++)
		text_put(line, i < filled ? '#' : '.');
	text_appendf(line, "] %3.0f %%", share * 100);
}

static void draw(struct progress *progress, int64_t done, int64_t total, int64_t rows)
{
	double spent = progress_clock() - progress->started;
	double share = total > 0 && done <= total ? (double)done / (double)total : 0;
	struct text line = TEXT_INIT;

	text_appendf(&line, "%.24s ", progress->label);
	if (total > 0)
		bar_append(&line, share);
	if (rows >= 0 && spent > 0.2)
		text_appendf(&line, "  %.0f rows/s", (double)rows / spent);
	if (share > 0.02 && spent > 0.5)
		text_appendf(&line, "  %.0f s left", spent / share * (1 - share));
	fputc('\r', stderr);
	output_say("%-*.*s", LINE_CELLS, LINE_CELLS, line.data);
	progress->shown = true;
	text_finish(&line);
}

bool progress_step(struct progress *progress, int64_t done, int64_t total, int64_t rows)
{
	double now;

	if (stop_asked)
		return false;
	if (!progress->enabled)
		return true;
	now = progress_clock();
	if (now - progress->drawn >= 0.1) {
		progress->drawn = now;
		draw(progress, done, total, rows);
	}
	return true;
}

void progress_end(struct progress *progress)
{
	if (progress->shown)
		fprintf(stderr, "\r%*s\r", LINE_CELLS, "");
	signal(SIGINT, SIG_DFL);
}
