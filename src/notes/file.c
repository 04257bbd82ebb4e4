/* file.c - see file.h. The lock is on the file itself; who gets it looks whether the name still leads to this file, since tools that
 * merge or back up put another in its place. */
#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

enum { FILE_MODE = 0660, FOLDER_MODE = 0750, TRIES = 20 };

#define BYTES_MAX ((off_t)64 << 20)

static bool is_same(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino && a->st_size == b->st_size &&
	       a->st_mtim.tv_sec == b->st_mtim.tv_sec && a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

static bool fail(const char *path, const char *what, struct err *err)
{
	return err_set(err, ERR_IO, "%s: %s: %s", path, what, strerror(errno));
}

static bool read_all(struct notes_file *file, int fd, struct err *err)
{
	char buffer[1 << 14];
	struct stat now;
	ssize_t n;
	off_t at = 0;

	if (fstat(fd, &now) != 0)
		return fail(file->path, "cannot be read", err);
	if (!S_ISREG(now.st_mode) || now.st_size > BYTES_MAX)
		return err_set(err, ERR_DATA, "%s: is no file of notes", file->path);
	text_clear(&file->content);
	while ((n = pread(fd, buffer, sizeof(buffer), at)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return fail(file->path, "cannot be read", err);
		text_append_n(&file->content, buffer, (size_t)n);
		at += n;
	}
	file->seen = now;
	return !file->content.failed || err_memory(err);
}

bool notes_file_read(struct notes_file *file, bool *ret_changed, struct err *err)
{
	struct stat now;
	bool ok;
	int fd;

	*ret_changed = false;
	if (stat(file->path, &now) != 0) {
		if (errno != ENOENT && errno != ENOTDIR)
			return fail(file->path, "cannot be read", err);
		*ret_changed = file->content.len > 0;
		text_clear(&file->content);
		file->seen = (struct stat){ .st_ino = 0 };
		return true;
	}
	if (is_same(&now, &file->seen))
		return true;
	fd = open(file->path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return fail(file->path, "cannot be read", err);
	*ret_changed = true;
	ok = read_all(file, fd, err);
	close(fd);
	return ok;
}

/* The folders above it, where they are missing. */
static void make_folders(const char *path)
{
	char *copy = strdup(path);

	for (char *slash = copy ? strchr(copy + 1, '/') : NULL; slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		mkdir(copy, FOLDER_MODE);
		*slash = '/';
	}
	free(copy);
}

static int open_to_add(const char *path)
{
	int fd = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, FILE_MODE);

	if (fd >= 0 || errno != ENOENT)
		return fd;
	make_folders(path);
	return open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, FILE_MODE);
}

/* -1 with a sentence. */
static int open_locked(const char *path, struct err *err)
{
	for (int i = 0; i < TRIES; i++) {
		struct stat held, named;
		int fd = open_to_add(path), done;

		if (fd < 0)
			break;
		while ((done = flock(fd, LOCK_EX)) != 0 && errno == EINTR)
			;
		if (done == 0 && fstat(fd, &held) == 0 && stat(path, &named) == 0 && held.st_ino == named.st_ino && held.st_dev == named.st_dev)
			return fd;
		close(fd);
	}
	err_set(err, ERR_CANNOT_WRITE, "%s: cannot be written: %s", path, strerror(errno));
	return -1;
}

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

static bool add_locked(struct notes_file *file, int fd, bool (*line)(void *, struct text *, struct err *), void *context,
	struct err *err)
{
	struct text added = TEXT_INIT;
	bool ok = read_all(file, fd, err);

	if (ok && file->content.len && file->content.data[file->content.len - 1] != '\n')
		text_put(&added, '\n');
	ok = ok && line(context, &added, err) && (!added.failed || err_memory(err));
	if (ok && (!write_all(fd, added.data, added.len) || fsync(fd) != 0))
		ok = err_set(err, ERR_CANNOT_WRITE, "%s: cannot be written: %s", file->path, strerror(errno));
	ok = ok && read_all(file, fd, err);
	text_finish(&added);
	return ok;
}

bool notes_file_add(struct notes_file *file, bool (*line)(void *context, struct text *out, struct err *err), void *context,
	struct err *err)
{
	int fd = open_locked(file->path, err);
	bool ok;

	if (fd < 0)
		return false;
	ok = add_locked(file, fd, line, context, err);
	close(fd);
	return ok;
}

void notes_file_finish(struct notes_file *file)
{
	text_finish(&file->content);
}
