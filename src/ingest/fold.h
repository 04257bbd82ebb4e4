/* fold.h - words compared without regard to case, accents, spaces and punctuation. */
#ifndef INGEST_FOLD_H
#define INGEST_FOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Lower case, without its accent; Arabic-Indic digits as 0 to 9, forms of alef as one. 0: a mark that vanishes. */
uint32_t fold_code(uint32_t code);

/* Letters and digits of s, folded, as UTF-8 with a NUL; what does not fit is cut. Returns the length. */
size_t fold_word(const char *s, size_t n, char *out, size_t cap);
/* The folded word of s is that of t; marks alone are no word. */
bool fold_is_same(const char *s, const char *t);

#endif
