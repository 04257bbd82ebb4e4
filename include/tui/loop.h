/* loop.h - keys in, frames out, until the user quits or the link is gone. */
#ifndef TUI_LOOP_H
#define TUI_LOOP_H

#include "panel/dashboard.h"
#include "tui/term.h"

struct loop_hooks {
	void *context;
	/* Asked about once in two idle seconds: was the data replaced? May swap the dashboard's data; true asks for a repaint. */
	bool (*refresh)(void *context, struct dashboard *dashboard);
};

bool loop_run(struct term *term, struct dashboard *dashboard, const struct loop_hooks *hooks, struct err *err);

#endif
