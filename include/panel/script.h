/* script.h - a walk through the dashboard that can be replayed: keys, what is said meanwhile, and what must be on the screen.
 *
 * One step a line; blank lines and those that begin with # are left out:
 *
 *	keys 2 Tab Enter	keys by their names, as [keys] of the configuration and `show --keys` write them
 *	type last month		characters, one key each
 *	say Where the hours go	a caption on the last line, until the next one; alone it takes the caption away
 *	wait 2.5		seconds before the next step; a replay without a terminal does not wait
 *	pace 0.4		seconds between keys from here on, 0.8 at first; also only where somebody watches
 *	expect Port Salim	the screen shows this text, else the replay ends with a sentence
 *	absent Port Salim	the screen does not show it
 *	size 120x36		the size of the screen, where there is no terminal that has one */
#ifndef PANEL_SCRIPT_H
#define PANEL_SCRIPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

enum script_what { SCRIPT_KEY, SCRIPT_SAY, SCRIPT_WAIT, SCRIPT_PACE, SCRIPT_EXPECT, SCRIPT_ABSENT, SCRIPT_SIZE };

struct script_step {
	enum script_what what;
	uint32_t key;			/* SCRIPT_KEY */
	bool typed;			/* SCRIPT_KEY of a text: it follows the one before at once */
	int milliseconds;		/* SCRIPT_WAIT, SCRIPT_PACE */
	int cols, rows;			/* SCRIPT_SIZE */
	const char *text;		/* SCRIPT_SAY, EXPECT, ABSENT; lives as long as the script */
	int line;
};

struct script;

/* name is for messages. False with file and line where a line cannot be read. */
bool script_parse(const char *name, const char *content, struct script **ret_script, struct err *err);
bool script_open(const char *path, struct script **ret_script, struct err *err);
void script_close(struct script *script);		/* accepts NULL */
const struct script_step *script_step(const struct script *script, size_t index);	/* NULL at the end */
const char *script_name(const struct script *script);

struct dashboard;
struct canvas;
bool script_shows(const struct canvas *canvas, const char *text);	/* the text stands somewhere on the screen */
/* Whether an expectation holds on a screen; false (ERR_NOT_SO) with file, line and what was expected. */
bool script_check(const struct script *script, const struct script_step *step, const struct canvas *canvas, struct err *err);
/* Replays all steps without a terminal and without waiting; the canvas has the last screen. cols and rows hold until a size step.
 * False where an expectation does not hold (ERR_NOT_SO), with file, line and what was expected. A script that quits ends there. */
bool script_replay(const struct script *script, struct dashboard *dashboard, int cols, int rows, bool ascii, struct canvas **ret_canvas,
	struct err *err);

#endif
