/* pty.h - the program in a real pseudo-terminal, judged by libvterm: what a person would see, byte for byte what it cost. */
#ifndef E2E_PTY_H
#define E2E_PTY_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct pty;

struct pty_options {
	const char *term, *locale;		/* "xterm-256color", "C.UTF-8" */
	int cols, rows;
	const char *const *environment;		/* more NAME=VALUE, NULL-terminated; may be NULL */
};

/* How a character looks: -1 is the terminal's own colour. */
struct pty_look {
	int fg, bg;
	bool bold, underline, reverse;
};

/* Starts argv (argv[0] is the program); NULL when it cannot. */
struct pty *pty_start(const struct pty_options *options, char *const *argv);
void pty_stop(struct pty *pty);			/* kills what is left; accepts NULL */

void pty_type(struct pty *pty, const char *bytes);
void pty_type_bytes(struct pty *pty, const void *bytes, size_t n);	/* NUL among them; reads what comes meanwhile */
/* Reads until nothing came for quiet_ms, the program ended, or ten seconds went by; returns the bytes it sent. */
size_t pty_settle(struct pty *pty, int quiet_ms);
/* Reads for ms whatever comes; returns the bytes. */
size_t pty_listen(struct pty *pty, int ms);
/* Waits until the screen shows text, or no longer does (thirty seconds at most). */
bool pty_wait(struct pty *pty, const char *text);
bool pty_wait_gone(struct pty *pty, const char *text);
/* Waits until more than n bytes were sent since the start, ms at most. */
bool pty_wait_bytes(struct pty *pty, size_t n, int ms);
/* Reads on until the screen is as `holds` wants it (thirty seconds at most). */
bool pty_wait_that(struct pty *pty, bool (*holds)(struct pty *pty, void *context), void *context);
void pty_resize(struct pty *pty, int cols, int rows);
void pty_close_link(struct pty *pty);		/* as when the connection is lost */
pid_t pty_process(const struct pty *pty);
/* Waits up to ms for the program to end: its wait status, or -1. */
int pty_exit(struct pty *pty, int ms);

/* One row of the screen as UTF-8, trailing spaces removed; the buffer lives until the next call. */
const char *pty_row(struct pty *pty, int row);
bool pty_shows(struct pty *pty, const char *text);
/* Wait until a row, without trailing spaces, or the cursor's row is what is expected (ten seconds at most). */
bool pty_wait_row(struct pty *pty, int row, const char *text);
bool pty_wait_cursor(struct pty *pty, int row);
/* What stands in one cell as UTF-8, " " where nothing does; "" for the right half of a wide character. */
enum { PTY_CELL = 28 };
void pty_cell(struct pty *pty, int col, int row, char ret_text[PTY_CELL]);
/* Of one cell; and of what would be written next. */
struct pty_look pty_look(struct pty *pty, int col, int row);
struct pty_look pty_pen(struct pty *pty);
void pty_cursor(struct pty *pty, int *ret_col, int *ret_row);
/* All bytes sent since the start. */
const char *pty_bytes(const struct pty *pty, size_t *ret_n);
/* Are the modes of the line what they were before the program started? */
bool pty_modes_are_back(struct pty *pty);
/* Bytes with which the terminal answered: it was asked something. */
size_t pty_answers(struct pty *pty);

#endif
