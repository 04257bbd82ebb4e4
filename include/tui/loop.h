/* loop.h - keys in, frames out, until the user quits or the link is gone. */
#ifndef TUI_LOOP_H
#define TUI_LOOP_H

#include "panel/dashboard.h"
#include "tui/term.h"

/* New data on disk, without a restart and without making keys wait. */
struct loop_hooks {
	void *context;
	/* Asked once in two idle seconds, and must be quick: does the data look different? */
	bool (*differs)(void *context);
	/* On the dashboard's thread: opens what is there now, beside what is in use. */
	void (*fetch)(void *context);
	/* Once in two idle seconds: what goes on elsewhere is told on the screen. True when that looks different now. May be NULL. */
	bool (*tick)(void *context, struct dashboard *dashboard);
	/* While nothing reads: gives the dashboard what was fetched, if anything. */
	void (*replace)(void *context, struct dashboard *dashboard);
};

bool loop_run(struct term *term, struct dashboard *dashboard, const struct loop_hooks *hooks, struct err *err);

#endif
