/* rejects.c - refused rows as a CSV: file, line, column, reason, the row as it came.
 *
 * A file can be refused from its first row to its last, so they wait in a file without a name, not in memory. Bytes that are no text
 * show as U+FFFD, since the sender must be able to open the list; the database keeps them as they were. */
#include "rejects.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app.h"
#include "base/width.h"

struct rejects {
	FILE *spool;
	struct text row, field;
	int failure;		/* errno of the first write that failed; 0: none */
};

static void spool_row(struct rejects *rejects)
{
	if (rejects->row.failed || rejects->field.failed)
		errno = ENOMEM;
	else if (fwrite(rejects->row.data, 1, rejects->row.len, rejects->spool) == rejects->row.len)
		return;
	if (!rejects->failure)
		rejects->failure = errno;
}

bool rejects_create(struct rejects **ret_rejects, struct err *err)
{
	struct rejects *rejects = calloc(1, sizeof(*rejects));

	if (!rejects)
		return err_memory(err);
	text_init(&rejects->row);
	text_init(&rejects->field);
	rejects->spool = tmpfile();
	if (!rejects->spool) {
		rejects_destroy(rejects);
		return err_set(err, ERR_CANNOT_WRITE, "no room for the list of refused rows (%s); free some space in the folder "
			"for temporary files", strerror(errno));
	}
	text_append(&rejects->row, "file,line,column,reason,raw\n");
	spool_row(rejects);
	*ret_rejects = rejects;
	return true;
}

void rejects_destroy(struct rejects *rejects)
{
	if (!rejects)
		return;
	if (rejects->spool)
		fclose(rejects->spool);
	text_finish(&rejects->row);
	text_finish(&rejects->field);
	free(rejects);
}

static void append_field(struct rejects *rejects, const char *s, size_t n)
{
	size_t len;

	if (!memchr(s, '\0', n) && width_is_utf8(s, n)) {
		text_append_csv(&rejects->row, s, n);
		return;
	}
	text_clear(&rejects->field);
	for (size_t i = 0; i < n; i += len) {
		if (width_decode(s + i, n - i, &len) > 0)
			text_append_n(&rejects->field, s + i, len);
		else
			text_append(&rejects->field, "\xef\xbf\xbd");
	}
	text_append_csv(&rejects->row, rejects->field.data, rejects->field.len);
}

void rejects_add(struct rejects *rejects, const char *path, const struct model_reject *reject)
{
	struct text *row = &rejects->row;

	text_clear(row);
	append_field(rejects, path, strlen(path));
	text_appendf(row, ",%ld,", reject->line);
	if (reject->column_name)
		append_field(rejects, reject->column_name, strlen(reject->column_name));
	else if (reject->column > 0)
		text_appendf(row, "%d", reject->column);
	text_put(row, ',');
	append_field(rejects, reject->reason, strlen(reject->reason));
	text_put(row, ',');
	append_field(rejects, reject->raw, reject->raw_len);
	text_put(row, '\n');
	spool_row(rejects);
}

bool rejects_write(struct rejects *rejects, const char *path, struct err *err)
{
	if (!rejects->failure && fflush(rejects->spool) != 0)
		rejects->failure = errno;
	if (rejects->failure)
		return err_set(err, ERR_CANNOT_WRITE, "%s: the refused rows could not be kept (%s); free some space in the folder "
			"for temporary files", path, strerror(rejects->failure));
	rewind(rejects->spool);
	return output_copy(path, rejects->spool, err);
}
