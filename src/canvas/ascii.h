/* ascii.h - the ASCII twin of every character: what stands for it on a canvas that may hold no byte above
 * 0x7e. */
#ifndef CANVAS_ASCII_H
#define CANVAS_ASCII_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

/* One printable ASCII character for a code point. */
char ascii_twin(uint32_t code);
/* A filtered text in ASCII; "±", "≥" and the like take two characters. Combining marks are left out. letters: those of any script, and
 * their marks, stay as they are. */
void ascii_append(struct text *out, const char *s, size_t n, bool letters);

#endif
