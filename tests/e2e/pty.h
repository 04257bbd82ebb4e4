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

/* Starts argv (argv[0] is the program); NULL when it cannot. */
struct pty *pty_start(const struct pty_options *options, char *const *argv);
void pty_stop(struct pty *pty);			/* kills what is left; accepts NULL */

void pty_type(struct pty *pty, const char *bytes);
/* Reads until nothing came for quiet_ms, the program ended, or ten seconds went by; returns the bytes it sent. */
size_t pty_settle(struct pty *pty, int quiet_ms);
/* Reads for ms whatever comes; returns the bytes. */
size_t pty_listen(struct pty *pty, int ms);
/* Waits until the screen shows text (ten seconds at most). */
bool pty_wait(struct pty *pty, const char *text);
void pty_resize(struct pty *pty, int cols, int rows);
void pty_close_link(struct pty *pty);		/* as when the connection is lost */
pid_t pty_process(const struct pty *pty);
/* Waits up to ms for the program to end: its wait status, or -1. */
int pty_exit(struct pty *pty, int ms);

/* One row of the screen as UTF-8, trailing spaces removed; the buffer lives until the next call. */
const char *pty_row(struct pty *pty, int row);
bool pty_shows(struct pty *pty, const char *text);
void pty_cursor(struct pty *pty, int *ret_col, int *ret_row);
/* All bytes sent since the start. */
const char *pty_bytes(const struct pty *pty, size_t *ret_n);
/* Is the line discipline back to cooked mode with echo? */
bool pty_is_cooked(struct pty *pty);

#endif
