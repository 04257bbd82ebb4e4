/* output.c - what leaves the program: data to stdout or to a file that is written whole or not at all, words to stderr. */
#include "app.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/width.h"

static bool write_all(int fd, const char *data, size_t n)
{
	while (n > 0) {
		ssize_t done = write(fd, data, n);

		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0)
			return false;
		data += done;
		n -= (size_t)done;
	}
	return true;
}

static bool to_stdout(const struct text *content, struct err *err)
{
	if (write_all(STDOUT_FILENO, content->data, content->len) || errno == EPIPE)
		return true;
	return err_set(err, ERR_CANNOT_WRITE, "cannot write to standard output: %s", strerror(errno));
}

static bool to_file(const char *path, const struct text *content, struct err *err)
{
	char *temporary = NULL;
	int fd, saved;

	if (asprintf(&temporary, "%s.XXXXXX", path) < 0)
		return err_memory(err);
	fd = mkstemp(temporary);
	if (fd < 0) {
		saved = errno;
		free(temporary);
		return err_set(err, ERR_CANNOT_WRITE, "%s: cannot be written: %s", path, strerror(saved));
	}
	if (!write_all(fd, content->data, content->len) || fchmod(fd, 0640) != 0 || fsync(fd) != 0 ||
		rename(temporary, path) != 0) {
		saved = errno;
		close(fd);
		unlink(temporary);
		free(temporary);
		return err_set(err, ERR_CANNOT_WRITE, "%s: cannot be written: %s", path, strerror(saved));
	}
	close(fd);
	free(temporary);
	return true;
}

bool output_write(const char *path, const struct text *content, struct err *err)
{
	if (content->failed)
		return err_memory(err);
	if (!path || strcmp(path, "-") == 0)
		return to_stdout(content, err);
	return to_file(path, content, err);
}

void output_say(const char *format, ...)
{
	struct text raw = TEXT_INIT, safe = TEXT_INIT;
	size_t start = 0;
	va_list args;

	va_start(args, format);
	text_appendv(&raw, format, args);
	va_end(args);
	for (size_t i = 0; i <= raw.len; i++) {
		if (i < raw.len && raw.data[i] != '\n')
			continue;
		width_filter(&safe, raw.data + start, i - start);
		if (i < raw.len)
			text_put(&safe, '\n');
		start = i + 1;
	}
	write_all(STDERR_FILENO, safe.data, safe.len);
	text_finish(&raw);
	text_finish(&safe);
}
