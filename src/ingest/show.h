/* show.h - text from a file inside a sentence: made harmless and short. */
#ifndef INGEST_SHOW_H
#define INGEST_SHOW_H

#include <stddef.h>

enum { SHOW_MAX = 200 };

/* Filters and cuts to forty cells; returns the buffer. */
const char *show(char buffer[SHOW_MAX], const char *s, size_t n);

#endif
