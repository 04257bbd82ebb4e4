/* caps.h - what a terminal understands: the strings of its terminfo entry that drawing needs, without padding.
 *
 * NULL or 0 where it lacks one; cup and clear are always there. Read by term.c, the only user of curses; nothing is ever asked of the terminal itself. */
#ifndef TUI_CAPS_H
#define TUI_CAPS_H

#include <stdbool.h>

struct caps {
	/* Puts numbers into one of the strings; the result lives until the next call. */
	const char *(*expand)(const char *string, int a, int b);
	const char *cup, *hpa, *vpa;				/* to row and column, column, row */
	const char *cr, *cub1, *cuf1, *cud1, *cuu1, *cub, *cuf, *cud, *cuu;
	const char *ht;						/* to the next column that 8 divides; NULL where it may not be sent */
	const char *clear, *ed, *el, *ech;			/* all, to the end of all, to the end of the row, so many cells */
	const char *il, *dl;					/* insert, delete so many rows */
	const char *csr, *ind, *ri, *indn, *rin;		/* scroll between two rows; up, down, by so many */
	const char *sgr0, *bold, *dim, *smul, *rev, *setaf, *setab;
	const char *smcup, *rmcup, *smkx, *rmkx, *cnorm;
	int colours;
	bool bce;		/* erased cells take the background in force */
	bool wraps_at_once;	/* a character in the last column moves on: the last cell of all would scroll */
	bool waits;		/* behind the last column the cursor stays in the row until the next character: a return leads to its beginning */
	bool ansi;		/* attributes are ECMA-48 SGR and can be put into one sequence */
	bool partial;		/* 22, 24, 27 take single attributes back */
	bool own_colours;	/* 39 and 49 give the terminal's own colours back */
	char storage[4096];	/* where the strings lie: not to be copied */
};

/* Of the terminal type that curses was set up for; false when it cannot place the cursor or clear the screen. */
bool caps_read(struct caps *ret_caps);
/* The same of any type, while curses is not set up; close also after a failure, when they are no longer expanded. */
bool caps_open(const char *type, struct caps *ret_caps);
void caps_close(void);

#endif
