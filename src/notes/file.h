/* file.h - the bytes of a file of notes: read whole, and added to at the end, by several programs at once. */
#ifndef NOTES_FILE_H
#define NOTES_FILE_H

#include <sys/stat.h>

#include "base/err.h"
#include "base/text.h"

struct notes_file {
	const char *path;
	struct text content;
	struct stat seen;		/* of the content; zeroed before the first reading, and while there is no file */
};

/* Reads it where it differs from what was read; ret_changed says so. No file is an empty one. */
bool notes_file_read(struct notes_file *file, bool *ret_changed, struct err *err);
/* Locks it, reads what others added, lets `line` write what is to be added behind that, and adds it with a line end before it where a
 * writer died within a line. On the disk when it returns. The content has it then, too. */
bool notes_file_add(struct notes_file *file, bool (*line)(void *context, struct text *out, struct err *err), void *context,
	struct err *err);
void notes_file_finish(struct notes_file *file);

#endif
