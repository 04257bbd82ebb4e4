/* output.c - what leaves the program: data to stdout or to a file that is written whole or not at all, words to stderr. */
#include "app.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
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

/* A file that is not there until it is whole. What is no ordinary file (a device, a pipe) is written as it comes. */
struct draft {
	const char *path;
	char *target;		/* path, links followed */
	char *temporary;	/* NULL: straight to the target */
	mode_t mode;
	int fd;
};

static bool draft_fail(const struct draft *draft, struct err *err)
{
	if (!*draft->path)
		return err_set(err, ERR_CANNOT_WRITE, "the file to write has no name: give one with --output");
	return err_set(err, ERR_CANNOT_WRITE, "%s: cannot be written: %s", draft->path, strerror(errno));
}

static void draft_free(struct draft *draft)
{
	free(draft->target);
	free(draft->temporary);
}

/* Where it goes: what a link names is replaced, not the link; and a file keeps its mode. */
static bool draft_aim(const char *path, struct draft *draft, struct err *err)
{
	struct stat there;
	bool is_there = stat(path, &there) == 0;

	*draft = (struct draft){.path = path, .mode = is_there ? there.st_mode & 0777 : 0640, .fd = -1};
	draft->target = is_there ? realpath(path, NULL) : strdup(path);
	if (!draft->target)
		return draft_fail(draft, err);
	if (is_there && !S_ISREG(there.st_mode))
		return true;
	if (asprintf(&draft->temporary, "%s.XXXXXX", draft->target) >= 0)
		return true;
	draft->temporary = NULL;
	return err_memory(err);
}

static bool draft_open(const char *path, struct draft *draft, struct err *err)
{
	bool ok = draft_aim(path, draft, err);

	if (ok) {
		draft->fd = draft->temporary ? mkstemp(draft->temporary) : open(draft->target, O_WRONLY | O_CLOEXEC);
		ok = draft->fd >= 0 || draft_fail(draft, err);
	}
	if (!ok)
		draft_free(draft);
	return ok;
}

/* ok: all was written; else errno says why not. */
static bool draft_close(struct draft *draft, bool ok, struct err *err)
{
	if (draft->temporary)
		ok = ok && fchmod(draft->fd, draft->mode) == 0 && fsync(draft->fd) == 0 && rename(draft->temporary, draft->target) == 0;
	if (!ok) {
		draft_fail(draft, err);
		if (draft->temporary)
			unlink(draft->temporary);
	}
	close(draft->fd);
	draft_free(draft);
	return ok;
}

/* A pipe is not opened for the sake of asking: whoever reads it would see its end. */
bool output_try(const char *path, struct err *err)
{
	struct draft draft;
	bool ok;

	if (strcmp(path, "-") == 0)
		return true;
	if (!draft_aim(path, &draft, err)) {
		draft_free(&draft);
		return false;
	}
	if (draft.temporary) {
		draft.fd = mkstemp(draft.temporary);
		ok = draft.fd >= 0 && unlink(draft.temporary) == 0 && close(draft.fd) == 0;
	} else {
		ok = access(draft.target, W_OK) == 0;
	}
	ok = ok || draft_fail(&draft, err);
	draft_free(&draft);
	return ok;
}

bool output_write(const char *path, const struct text *content, struct err *err)
{
	struct draft draft;

	if (content->failed)
		return err_memory(err);
	if (!path || strcmp(path, "-") == 0)
		return to_stdout(content, err);
	return draft_open(path, &draft, err) && draft_close(&draft, write_all(draft.fd, content->data, content->len), err);
}

/* What came from data is made harmless on the way to a terminal; a file keeps it. */
static bool copy_shown(FILE *content, struct err *err)
{
	struct text safe = TEXT_INIT;
	char *line = NULL;
	size_t cap = 0;
	ssize_t n;
	bool ok = true;

	while (ok && (n = getline(&line, &cap, content)) > 0) {
		bool ended = line[n - 1] == '\n';

		text_clear(&safe);
		width_filter(&safe, line, (size_t)n - ended);
		if (ended)
			text_put(&safe, '\n');
		ok = safe.failed ? err_memory(err) : to_stdout(&safe, err);
	}
	free(line);
	text_finish(&safe);
	return ok;
}

bool output_copy(const char *path, FILE *content, struct err *err)
{
	struct draft draft;
	char buffer[1 << 16];
	size_t n;
	bool ok = true;

	if (strcmp(path, "-") == 0)
		return copy_shown(content, err);
	if (!draft_open(path, &draft, err))
		return false;
	while (ok && (n = fread(buffer, 1, sizeof(buffer), content)) > 0)
		ok = write_all(draft.fd, buffer, n);
	return draft_close(&draft, ok && !ferror(content), err);
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
