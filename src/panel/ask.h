/* ask.h - what is typed into the dashboard: a period, a comparison, a search, a command, a file name. */
#ifndef PANEL_ASK_H
#define PANEL_ASK_H

#include <stdbool.h>
#include <stdint.h>

struct dashboard;

enum ask { ASK_NOTHING, ASK_PERIOD, ASK_COMPARE, ASK_POST, ASK_FIND, ASK_COMMAND, ASK_WRITE,
	ASK_NOTE_KIND, ASK_NOTE_TEXT, ASK_NOTE_OWNER, ASK_NOTE_DEPARTMENT, ASK_NOTE_ON, ASK_NOTE_DUE, ASK_NOTE_REVIEW, ASK_NOTE_CHANGE,
	ASK_NOTE_VALUE, ASKS };

void ask_open(struct dashboard *d, enum ask what, const char *text);
/* A key for the open prompt; false once the user asked to quit through it. */
bool ask_key(struct dashboard *d, uint32_t key);
/* What `n` and `N` do: the next or previous thing that the last search found. */
void ask_find_again(struct dashboard *d, int delta);

/* command_line.c: runs one line, false with a sentence; *ret_quit: it asked to leave. */
struct err;
struct prompt;
bool command_line_run(struct dashboard *d, const char *line, bool *ret_quit, struct err *err);
void command_line_complete(struct dashboard *d, struct prompt *prompt);

#endif
