/* err.h - one failure: a code, and one sentence that a user can act on.
 *
 * Functions that can fail return bool and take `struct err *err` last. err_set() returns false, so that a
 * failure is one line: return err_set(err, ERR_DATA, "..."). err may be NULL where nobody wants the words. */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include <stdbool.h>

/* The codes are the exit codes of the command line (see the manual page). */
enum err_code {
	ERR_NONE = 0,
	ERR_NOT_SO = 1,		/* done, and what was asked about does not hold */
	ERR_USAGE = 64,
	ERR_DATA = 65,
	ERR_NO_INPUT = 66,
	ERR_NOT_BUILT = 69,	/* a needed optional part is not built in */
	ERR_CANNOT_WRITE = 73,
	ERR_IO = 74,		/* I/O or database */
	ERR_REFUSED = 77,	/* read-only */
	ERR_CONFIG = 78,
	ERR_INTERRUPTED = 130,
};

struct err {
	enum err_code code;
	char text[600];
};

bool err_set(struct err *err, enum err_code code, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Puts "prefix: " before the sentence that is there; returns false. */
bool err_prefix(struct err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Out of memory, in a sentence; returns false. */
bool err_memory(struct err *err);

void err_clear(struct err *err);

#endif
