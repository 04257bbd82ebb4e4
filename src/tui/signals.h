/* signals.h - signals as flags and a descriptor to wait on; and the way back to a sane terminal when the program crashes. */
#ifndef TUI_SIGNALS_H
#define TUI_SIGNALS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

enum signals_event {
	SIGNALS_HANGUP,			/* SIGHUP, SIGTERM: end */
	SIGNALS_INTERRUPT,		/* SIGINT */
	SIGNALS_RESIZE,			/* SIGWINCH */
	SIGNALS_SUSPEND,		/* SIGTSTP */
	SIGNALS_CONTINUE,		/* SIGCONT: the shell may have changed the terminal meanwhile */
	SIGNALS_EVENTS
};

/* Remembers the modes of the terminal as they are now: before anything changes them. */
bool signals_open(struct err *err);
void signals_close(void);
/* What a crash, or exit() from anywhere, writes to standard output before the modes are put back; n 0: nothing to restore. */
void signals_restore_with(const char *bytes, size_t n);

bool signals_take(enum signals_event event);	/* whether it happened since it was last taken; a hangup stays */
bool signals_pending(enum signals_event event);
void signals_raise(enum signals_event event);	/* as if it had happened */
int signals_fd(void);				/* readable when something happened since signals_heed() */
void signals_heed(void);
/* Stops the process as SIGTSTP would have done; returns when it is continued. */
void signals_stop_process(void);

#endif
