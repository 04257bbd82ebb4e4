/* line.h - one line of a file of notes: COUNTER, TIME, ID, VERB, then KEY=VALUE, parted by tabs. */
#ifndef NOTES_LINE_H
#define NOTES_LINE_H

#include "base/arena.h"
#include "base/text.h"
#include "notes/notes.h"

enum { LINE_PAIRS = 40 };

struct line_pair {
	const char *key, *value;
};

struct line {
	uint64_t counter;
	int64_t at;			/* UTC seconds */
	const char *id, *verb;
	struct line_pair pairs[LINE_PAIRS];
	size_t n_pairs;
	const char *raw;		/* the whole line: the last to decide an order */
};

/* s, n: without its line end. Strings live in the arena. False where it is none; memory_out tells why. */
bool line_read(const char *s, size_t n, struct arena *arena, struct line *ret_line, bool *ret_memory_out);
int line_compare(const void *a, const void *b);		/* of struct line: the order in which they hold */

void line_begin(struct text *out, uint64_t counter, int64_t at, const char *id, const char *verb);
void line_put(struct text *out, const char *key, const char *value);	/* nothing for NULL and "" */
void line_put_even_empty(struct text *out, const char *key, const char *value);
void line_put_day(struct text *out, const char *key, int32_t day);	/* nothing for TIME_DAY_NONE */
void line_put_number(struct text *out, const char *key, double value);	/* nothing for NaN */
void line_end(struct text *out);

#endif
