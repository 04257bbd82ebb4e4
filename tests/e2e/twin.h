/* twin.h - the dashboard once more, drawn here cell by cell, without terminal, thread or clock: what the live screen has to look like after
 * the same keys. */
#ifndef E2E_TWIN_H
#define E2E_TWIN_H

#include "panel/dashboard.h"
#include "pty.h"

struct twin;

/* On a database of the stage, as a type of terminal shows it, with the view Brief. Ends the test case when it cannot. */
struct twin *twin_open(const char *database, const char *term, int cols, int rows);
void twin_close(struct twin *twin);
void twin_resize(struct twin *twin, int cols, int rows);
/* One key; it may not ask to quit. */
void twin_press(struct twin *twin, uint32_t key);
const struct canvas *twin_canvas(const struct twin *twin);	/* what it shows now */
/* Waits until all cells of a terminal are those of the twin, signs, colours and attributes, and the cursor stands where the twin has it; ends
 * the test case with the first difference otherwise. after: what was done, for the message. */
void twin_check(struct twin *twin, struct pty *pty, const char *after);

/* The bytes that a keyboard of this type sends. */
enum { TWIN_KEY = 8 };
void twin_key_bytes(const char *term, uint32_t key, char ret_bytes[TWIN_KEY]);

#endif
