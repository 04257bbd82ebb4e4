/* progress.h - a bar on a terminal's stderr, and Ctrl-C. Silent where stderr is no terminal. */
#ifndef APP_PROGRESS_H
#define APP_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

struct progress {
	const char *label;
	double started, drawn;		/* seconds on a monotonic clock */
	bool shown, enabled;
};

/* From here until progress_end(), Ctrl-C only asks to stop. */
void progress_start(struct progress *progress, const char *label);
/* Draws at most ten times a second; false once Ctrl-C was pressed. total 0: unknown. rows < 0: not told. */
bool progress_step(struct progress *progress, int64_t done, int64_t total, int64_t rows);
void progress_end(struct progress *progress);	/* wipes the bar */
double progress_clock(void);

#endif
