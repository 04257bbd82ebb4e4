/* record.h - what one types, written down as a script (panel/script.h) that can be played to a room and run as a test. */
#ifndef PANEL_RECORD_H
#define PANEL_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/text.h"

struct dashboard;

struct recording {
	char path[512];			/* "" : nothing is recorded */
	struct text text;
	enum { RECORD_LINE, RECORD_KEYS, RECORD_TYPE } line;	/* what the last line is, and may go on as */
	char label[120];		/* of the place that was told last */
	size_t mark;			/* where the text stood when a prompt opened */
	int64_t last;			/* ms of the last key */
};

/* Begins with what leads to this screen: view, period, filters, comparison. */
bool record_begin(struct dashboard *d, const char *path, struct err *err);
/* Writes the file, whole or not at all; what could not be written stays, to be tried again. Nothing where nothing is recorded. */
bool record_end(struct dashboard *d, struct err *err);
void record_drop(struct dashboard *d);
bool record_is_on(const struct dashboard *d);
void record_key(struct dashboard *d, uint32_t key);	/* before it acts */
/* A step of its own (say, expect) in place of the command line that asked for it. */
void record_step(struct dashboard *d, const char *word, const char *rest);
void record_forget_line(struct dashboard *d);		/* the command line that is being taken is none of the script's */

#endif
