/* keys.h - the sequences that terminals send for keys, beyond those of the terminfo entry.
 *
 * Whatever TERM says, a key that sends an ECMA-48 sequence is that key or nothing: its letters never act as commands. */
#ifndef TUI_KEYS_H
#define TUI_KEYS_H

#include <stdint.h>

/* Reads on from after ESC; next() gives the next character that is there or comes within its patience, -1 for none; back()
 * returns one to be read again. Yields a key (panel/request.h): ESC alone, what the sequence means, or KEY_NONE_. */
struct keys_source {
	void *context;
	int32_t (*next)(void *context);
	void (*back)(void *context, int32_t character);
};

uint32_t keys_after_escape(const struct keys_source *source);
/* Skips the rest of a click of the mouse, "0;10;12M" or three characters: another program left it switched on. */
void keys_skip_click(const struct keys_source *source);

#endif
