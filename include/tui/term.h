/* term.h - puts a canvas on a terminal and reads keys from it. The only door to curses.
 *
 * Contract with the terminal: it is never queried; only what changed is sent; the hardware cursor stays visible, on the focused
 * item; no mouse; a size of more than 500 x 300 is clamped; it is restored on every way out, a crash and Ctrl-Z included; a
 * sequence that is no known key is ignored whole. */
#ifndef TUI_TERM_H
#define TUI_TERM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "canvas/canvas.h"
#include "canvas/theme.h"
#include "panel/request.h"

struct term;

struct term_options {
	bool ascii;	/* draw without UTF-8 whatever the locale says */
	bool mono;	/* no colour (--mono, NO_COLOR) */
};

/* Events beside keys, as term_key() returns them. */
enum { TERM_HANGUP = 0x110200, TERM_INTERRUPT, TERM_WAKE };

/* Whether TERM, or vt100 where it is unknown, can place characters on a screen: "dumb" cannot. */
bool term_can_draw(void);
/* Falls back to vt100 when TERM is unknown. Fails with a sentence when stdin or stdout is no terminal. One at a time. */
bool term_open(const struct term_options *options, struct term **ret_term, struct err *err);
void term_close(struct term *term);		/* restores the terminal; accepts NULL */

bool term_is_ascii(const struct term *term);	/* what the canvas must be drawn with */
bool term_has_letters(const struct term *term);	/* with that: letters beyond ASCII can be shown all the same */
bool term_is_mono(const struct term *term);
void term_size(const struct term *term, int *ret_cols, int *ret_rows);
bool term_show(struct term *term, const struct canvas *canvas, const struct theme *theme, struct err *err);
void term_redraw(struct term *term);		/* next show sends everything (Ctrl-L) */
/* A key (panel/request.h), KEY_RESIZE_, TERM_HANGUP (link gone or SIGTERM: end), TERM_INTERRUPT (Ctrl-C), TERM_WAKE when wake_fd
 * (-1: none) is readable, or KEY_NONE_ after timeout_ms without any of these. */
uint32_t term_key(struct term *term, int wake_fd, int timeout_ms);
bool term_has_key(const struct term *term);	/* something was typed that is not read yet */

#endif
