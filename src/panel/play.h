/* play.h - a script shown on the live screen in its own time: keys press themselves, captions stand on the last line. */
#ifndef PANEL_PLAY_H
#define PANEL_PLAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct dashboard;
struct script;

struct playing {
	struct script *script;		/* NULL: nothing is played */
	size_t next;			/* step */
	bool held;			/* until Space */
	int64_t due;			/* ms: when the next step comes */
	int pace;			/* ms between keys */
	char key[16];			/* the last one pressed, for the room to see */
};

/* Opens and begins; names are masked. */
bool play_begin(struct dashboard *d, const char *path, struct err *err);
void play_end(struct dashboard *d);
bool play_is_on(const struct dashboard *d);
/* A key of whoever sits there: Space goes on at once, . holds, Esc stops; any other stops and is theirs (false). */
bool play_key(struct dashboard *d, uint32_t key);
int play_due(const struct dashboard *d);	/* ms from now to the next step; -1: not before something else happened */
bool play_step(struct dashboard *d);		/* what is due; false once it asked to quit */

#endif
