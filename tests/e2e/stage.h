/* stage.h - what the tests of the live screen share: a database of the sample data, made once for a program, and the dashboard
 * on it in a pseudo-terminal. */
#ifndef E2E_STAGE_H
#define E2E_STAGE_H

#include "pty.h"

/* Types of terminals that everything is tested on. */
extern const char *const stage_types[];
enum { STAGE_TYPES = 3 };

/* The clock of all screens: the last instant of the sample data. */
#define STAGE_NOW "2026-11-22T23:59:59"

/* Before and after all cases. In between, stage_database() names the file and stage_folder() where it lies. */
void stage_build(void);
void stage_strike(void);
const char *stage_database(void);
const char *stage_folder(void);
char *stage_program(void);

/* Runs the program, without a terminal, with words and NULL after -d and the database; its standard output, to be freed. Its
 * exit status must be 0. */
char *stage_run(const char *database, ...) __attribute__((sentinel));

/* The dashboard on a database, not waited for. */
struct pty *stage_start(const struct pty_options *options, const char *database);
/* The dashboard on the database of the stage, Brief read and on screen. term NULL: TERM is not set. */
struct pty *stage_open_at(const char *term, const char *locale, int cols, int rows, const char *const *environment);
struct pty *stage_open(const char *term);	/* C.UTF-8, 80x24 */

/* Types keys, waits for an answer (two seconds: a key may change nothing), until `text` is on screen and nothing is being read;
 * returns the bytes that this cost. */
size_t stage_press(struct pty *pty, const char *keys, const char *text);
/* Waits for the end and checks what is left behind: status 0 unless by a signal, modes, colours, the screen of before. */
void stage_check_left(struct pty *pty);

#endif
