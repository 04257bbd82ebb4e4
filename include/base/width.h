/* width.h - text from data on its way to people: made harmless, measured, cut.
 *
 * Whatever came from a file passes width_filter() before a screen, stdout or stderr sees it: C0, DEL, C1, U+200B-200F,
 * 202A-202E, 2028-2029, 2060-2069, 061C, FEFF, U+E0000-E007F, surrogates, unassigned and invalid bytes become one visible
 * cell each; at most two combining marks stay on a base. Widths are those of wcwidth(3), the same that ncurses uses. */
#ifndef BASE_WIDTH_H
#define BASE_WIDTH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/text.h"

/* Decodes one character at s (n > 0 bytes left): its code point, or -1 for an invalid byte; *ret_len is what it took, >= 1. */
int32_t width_decode(const char *s, size_t n, size_t *ret_len);
size_t width_encode(uint32_t code, char out[4]);	/* bytes written */
/* Cells of a code point: 0 combining, 1, or 2; harmful ones count as the 1 cell they are replaced by. */
int width_of_code(uint32_t code);
bool width_is_harmful(uint32_t code);
bool width_is_utf8(const char *s, size_t n);

void width_filter(struct text *out, const char *s, size_t n);
/* The same as a cell of CSV, for files and streams that people open (text.h: text_append_csv). */
void width_append_csv(struct text *out, const char *s, size_t n);
/* The same as a text of the arena; "" where memory is out. */
const char *width_safe(const char *s, struct arena *arena);
/* Cells of a string that was filtered. */
int width_of(const char *s, size_t n);
/* Bytes of the longest prefix of a filtered string that fits into `cells`. */
size_t width_fit(const char *s, size_t n, int cells);
/* Filters and cuts to `cells`, with an ellipsis ("~" when ascii) where something was cut. */
void width_fit_ellipsis(struct text *out, const char *s, size_t n, int cells, bool ascii);

#endif
