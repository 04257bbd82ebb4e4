/* request.h - what keys ask for, and the one table that binds them: input, hint line, help and the man page print it. */
#ifndef PANEL_REQUEST_H
#define PANEL_REQUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/settings.h"

enum request {
	REQ_NONE,
	REQ_VIEW_1, REQ_VIEW_2, REQ_VIEW_3, REQ_VIEW_4, REQ_VIEW_5, REQ_VIEW_6, REQ_VIEW_7, REQ_VIEW_8, REQ_VIEW_9, REQ_VIEW_0,
	REQ_UP, REQ_DOWN, REQ_LEFT, REQ_RIGHT, REQ_FIRST, REQ_LAST, REQ_PAGE_UP, REQ_PAGE_DOWN,
	REQ_PANE_NEXT, REQ_PANE_PREVIOUS, REQ_DRILL, REQ_BACK, REQ_QUIT,
	REQ_EXCEPTION_NEXT, REQ_EXCEPTION_PREVIOUS, REQ_PROOF, REQ_PERIOD_PREVIOUS, REQ_PERIOD_NEXT, REQ_FINER, REQ_COARSER,
	REQ_FILTER, REQ_FILTER_CLEAR, REQ_SORT, REQ_SORT_REVERSE, REQ_STRIP_LEFT, REQ_STRIP_RIGHT, REQ_MASK, REQ_THEME,
	REQ_HELP, REQ_REDRAW, REQ_RELOAD, REQ_CANCEL, REQ_VIEW_MODE,
	REQ_PERIOD, REQ_COMPARE, REQ_FIND, REQ_FIND_NEXT, REQ_FIND_PREVIOUS, REQ_COMMAND, REQ_UNDO, REQ_REDO, REQ_EXPORT, REQ_PRESENT, REQ_PLAIN,
	REQ_NOTE, REQ_ACTIONS,
	REQ_DIAL, REQ_AGREE, REQ_DISAGREE, REQ_PICK, REQ_PLAY,
	REQ_COUNT
};

/* Keys as the program sees them: Unicode code points, and these above them. */
enum key {
	KEY_NONE_ = 0, KEY_TAB_ = 9, KEY_ENTER_ = 13, KEY_ESCAPE_ = 27, KEY_BACKSPACE_ = 127,
	KEY_UP_ = 0x110000, KEY_DOWN_, KEY_LEFT_, KEY_RIGHT_, KEY_HOME_, KEY_END_, KEY_PAGE_UP_, KEY_PAGE_DOWN_, KEY_BACKTAB_, KEY_DELETE_,
	KEY_RESIZE_,
	KEY_F1_ = 0x110100,		/* F1..F12 follow */
};

struct request_binding {
	enum request request;
	uint32_t keys[4];		/* 0 ends */
	const char *name;		/* "drill": rebinding, command line */
	const char *hint;		/* "why": on the hint line; NULL keeps it off */
	const char *help;		/* one line */
	int rank;			/* hint line: lower is shown earlier */
	enum request pair;		/* shares its hint with this one: "[ ] period"; REQ_NONE without */
};

const struct request_binding *request_bindings(size_t *ret_n);
const struct request_binding *request_binding_of(enum request request);	/* NULL when it is bound to nothing */
enum request request_of_key(uint32_t key);
/* [keys] of the configuration: `drill = Enter o` gives a request these keys in place of its own; whoever had them loses them. Call
 * once, before the table is used. NULL changes nothing. */
bool request_configure(const struct settings *settings, struct err *err);
/* "Enter", "Esc", "PgUp", "C-l", "a": name of a key for people; and back. parse returns the bytes read, 0 when none. */
const char *request_key_name(uint32_t key, char buffer[16]);
size_t request_key_parse(const char *s, uint32_t *ret_key);

/* What stands under the cursor of a panel. */
struct panel_focus {
	char kpi[64];			/* id, "" none */
	char stat[8];			/* "" the headline one */
	char category[32];		/* of KPIs with categories: "72h", "green"; "" none */
	char filter_name[80], filter_value[160];	/* "" none */
	char initiative[64];		/* id, "" none: i tells how its effect was estimated */
	int64_t declaration;		/* declaration_key id, 0 none */
	char note[16];			/* id, "" none */
	double size;			/* of an exception; 0 none */
	/* what Enter changes besides: days (to 0: those of the scope), comparison (an enum panel_compare, 0: that of the scope), and the
	 * dimension of a breakdown ("" the next one down) */
	int32_t from, to;
	int compare;
	char by[80];
	char also_name[80], also_value[160];	/* one more filter; "" none */
	bool keeps_scope;		/* the filter is for `f` alone */
	bool lists;			/* Enter leads to the declarations at once: nothing is to be taken apart any further */
	bool exception;
	bool drills;			/* Enter leads somewhere */
};

#endif
