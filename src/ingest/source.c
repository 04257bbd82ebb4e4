/* source.c - the bytes of a file, unpacked when it is gzip (told by its first bytes, not by its name).
 *
 * A file is read once for its digest and once for its rows, since the store must know the digest before the first row. What an
 * archive may unpack to is capped, in size and in ratio: a few kilobytes must not fill a disk. It knows nothing of text. */
#include "source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "base/digest.h"

#define UNPACKED_MAX ((int64_t)64 << 30)
#define RATIO_FREE ((int64_t)64 << 20)	/* up to here any ratio will do */

enum { CHUNK = 1 << 17, RATIO_MAX = 200 };

struct source {
	const char *shown;
	int fd;
	struct stat stat;
	int64_t offset;		/* read from fd */
	bool packed, ended;	/* ended: the last member of the archive is complete */
	bool has_stream;
	z_stream stream;
	int64_t unpacked;
	unsigned char chunk[CHUNK];
};

static bool fail_read(const struct source *source, struct err *err)
{
	return err_set(err, ERR_IO, "%s: cannot be read (%s); check the disk and try again", source->shown,
		strerror(errno));
}

static ssize_t read_some(int fd, void *buffer, size_t n)
{
	ssize_t got;

	do
		got = read(fd, buffer, n);
	while (got < 0 && errno == EINTR);
	return got;
}

static bool write_all(int fd, const char *data, size_t n)
{
	while (n > 0) {
		ssize_t put = write(fd, data, n);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return false;
		data += put;
		n -= (size_t)put;
	}
	return true;
}

/* A descriptor that has no name and can be read twice. */
static int spool(struct source *source, struct err *err)
{
	FILE *file = tmpfile();
	int fd = file ? dup(fileno(file)) : -1;
	ssize_t got = 0;

	if (file)
		fclose(file);
	if (fd < 0) {
		err_set(err, ERR_IO, "%s: no room for a temporary copy (%s); free some space", source->shown,
			strerror(errno));
		return -1;
	}
	while ((got = read_some(source->fd, source->chunk, CHUNK)) > 0) {
		if (write_all(fd, (const char *)source->chunk, (size_t)got))
			continue;
		err_set(err, ERR_IO, "%s: no room for a temporary copy (%s); free some space", source->shown,
			strerror(errno));
		close(fd);
		return -1;
	}
	if (got < 0) {
		fail_read(source, err);
		close(fd);
		return -1;
	}
	return fd;
}

static bool descriptor_prepare(struct source *source, struct err *err)
{
	unsigned char magic[2];
	int fd;

	if (fstat(source->fd, &source->stat) != 0)
		return fail_read(source, err);
	if (S_ISDIR(source->stat.st_mode))
		return err_set(err, ERR_NO_INPUT, "%s: is a folder; name a file in it", source->shown);
	if (!S_ISREG(source->stat.st_mode)) {
		fd = spool(source, err);
		if (fd < 0)
			return false;
		close(source->fd);
		source->fd = fd;
		if (fstat(fd, &source->stat) != 0)
			return fail_read(source, err);
	}
	source->packed = pread(source->fd, magic, 2, 0) == 2 && magic[0] == 0x1f && magic[1] == 0x8b;
	if (source->packed) {
		if (inflateInit2(&source->stream, 15 + 16) != Z_OK)
			return err_memory(err);
		source->has_stream = true;
	}
	return source_rewind(source, err);
}

bool source_open(const char *path, const char *shown, struct source **ret_source, struct err *err)
{
	struct source *source = calloc(1, sizeof(*source));

	if (!source)
		return err_memory(err);
	source->shown = shown;
	source->fd = strcmp(path, "-") == 0 ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC);
	if (source->fd < 0)
		err_set(err, ERR_NO_INPUT, "%s: cannot be opened (%s); check the path", shown, strerror(errno));
	else if (descriptor_prepare(source, err)) {
		*ret_source = source;
		return true;
	}
	source_close(source);
	return false;
}

void source_close(struct source *source)
{
	if (!source)
		return;
	if (source->has_stream)
		inflateEnd(&source->stream);
	if (source->fd >= 0)
		close(source->fd);
	free(source);
}

const char *source_shown(const struct source *source)
{
	return source->shown;
}

int64_t source_size(const struct source *source)
{
	return source->stat.st_size;
}

int64_t source_offset(const struct source *source)
{
	return source->offset;
}

bool source_rewind(struct source *source, struct err *err)
{
	if (lseek(source->fd, 0, SEEK_SET) != 0)
		return fail_read(source, err);
	source->offset = 0;
	source->unpacked = 0;
	source->ended = false;
	if (source->packed) {
		source->stream.avail_in = 0;
		if (inflateReset(&source->stream) != Z_OK)
			return err_memory(err);
	}
	return true;
}

bool source_hash(struct source *source, bool (*pulse)(void *context), void *context, char ret_hex[65], struct err *err)
{
	struct digest *digest = digest_create();
	ssize_t got;

	if (!digest)
		return err_memory(err);
	while ((got = read_some(source->fd, source->chunk, CHUNK)) > 0) {
		digest_add(digest, source->chunk, (size_t)got);
		if (pulse && !pulse(context)) {
			digest_destroy(digest);
			return err_set(err, ERR_INTERRUPTED, "%s: interrupted; nothing of it was kept", source->shown);
		}
	}
	digest_hex(digest, ret_hex);
	digest_destroy(digest);
	return got < 0 ? fail_read(source, err) : source_rewind(source, err);
}

/* The next packed bytes into the stream: 1, 0 at the end of the file, -1. */
static int refill(struct source *source, struct err *err)
{
	ssize_t got = read_some(source->fd, source->chunk, CHUNK);

	if (got < 0) {
		fail_read(source, err);
		return -1;
	}
	source->offset += got;
	source->stream.next_in = source->chunk;
	source->stream.avail_in = (unsigned)got;
	return got > 0;
}

static bool is_bomb(const struct source *source)
{
	return source->unpacked > UNPACKED_MAX ||
		(source->unpacked > RATIO_FREE && source->unpacked / RATIO_MAX > source->offset);
}

/* One step of inflate; false when the archive is damaged. A further member may follow the end of one. */
static bool inflate_step(struct source *source, struct err *err)
{
	int status;

	if (source->ended) {
		if (inflateReset(&source->stream) != Z_OK)
			return err_memory(err);
		source->ended = false;
	}
	status = inflate(&source->stream, Z_NO_FLUSH);
	if (status == Z_MEM_ERROR)
		return err_memory(err);
	if (status == Z_STREAM_END)
		source->ended = true;
	else if (status != Z_OK && status != Z_BUF_ERROR)
		return err_set(err, ERR_DATA, "%s: the gzip archive is damaged; nothing of it was kept, ask for it again",
			source->shown);
	return true;
}

static long read_packed(struct source *source, char *buffer, size_t n, struct err *err)
{
	z_stream *stream = &source->stream;
	size_t got;

	stream->next_out = (unsigned char *)buffer;
	stream->avail_out = (unsigned)n;
	while (stream->avail_out == n) {
		if (stream->avail_in == 0) {
			int more = refill(source, err);

			if (more < 0)
				return -1;
			if (more == 0 && source->ended)
				return 0;
			if (more == 0) {
				err_set(err, ERR_DATA, "%s: the gzip archive is cut short; nothing of it was kept, "
					"ask for it again", source->shown);
				return -1;
			}
		}
		if (!inflate_step(source, err))
			return -1;
	}
	got = n - stream->avail_out;
	source->unpacked += (int64_t)got;
	if (is_bomb(source)) {
		err_set(err, ERR_DATA, "%s: the gzip archive unpacks to more than %d times its size; nothing of it was kept. "
			"If that is right, unpack it first", source->shown, RATIO_MAX);
		return -1;
	}
	return (long)got;
}

long source_read(struct source *source, char *buffer, size_t n, struct err *err)
{
	ssize_t got;

	if (n > (1u << 30))
		n = 1u << 30;
	if (source->packed)
		return read_packed(source, buffer, n, err);
	got = read_some(source->fd, buffer, n);
	if (got < 0) {
		fail_read(source, err);
		return -1;
	}
	source->offset += got;
	return got;
}

bool source_is_unchanged(const struct source *source)
{
	struct stat now;

	return fstat(source->fd, &now) == 0 && now.st_size == source->stat.st_size &&
		now.st_mtim.tv_sec == source->stat.st_mtim.tv_sec &&
		now.st_mtim.tv_nsec == source->stat.st_mtim.tv_nsec;
}
