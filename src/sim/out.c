/* out.c - buffered CSV files with a temporary name until all of them are whole. */
#include "out.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/time.h"

static bool folder_make(const char *folder, struct arena *arena, struct err *err)
{
	char *path = arena_strdup(arena, folder);

	if (!path)
		return err_memory(err);
	for (char *p = path + 1;; p++) {
		char c = *p;

		if (c && c != '/')
			continue;
		*p = '\0';
		if (mkdir(path, 0777) && errno != EEXIST)
			return err_set(err, ERR_CANNOT_WRITE, "cannot make the folder %s: %s", path,
				strerror(errno));
		if (!c)
			return true;
		*p = c;
	}
}

bool sim_pack_open(
	struct sim_pack *pack, struct arena *arena, const char *folder, bool seconds, struct err *err)
{
	*pack = (struct sim_pack){ .arena = arena, .seconds = seconds };
	if (!*folder)
		return err_set(err, ERR_USAGE, "name the folder to write to");
	if (!(pack->folder = arena_strdup(arena, folder)))
		return err_memory(err);
	return folder_make(folder, arena, err);
}

bool sim_pack_add(struct sim_pack *pack, const char *name, const char *header, struct sim_out **ret_out,
	struct err *err)
{
	struct sim_out *out = arena_alloc(pack->arena, sizeof *out);

	if (!out || !(out->path = arena_printf(pack->arena, "%s/%s", pack->folder, name)) ||
		!(out->temporary = arena_printf(pack->arena, "%s/.%s.part", pack->folder, name)))
		return err_memory(err);
	if (pack->n_files == SIM_PACK_FILES)
		return err_set(err, ERR_CANNOT_WRITE, "%s: too many files in one pack", out->path);
	out->seconds = pack->seconds;
	out->fd = open(out->temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	if (out->fd < 0)
		return err_set(err, ERR_CANNOT_WRITE, "cannot write %s: %s", out->temporary, strerror(errno));
	pack->files[pack->n_files++] = out;
	if (header) {
		sim_out_raw(out, header, strlen(header));
		sim_out_raw(out, "\n", 1);
	}
	*ret_out = out;
	return true;
}

static void flush(struct sim_out *out)
{
	size_t done = 0;

	while (done < out->len && !out->error) {
		ssize_t n = write(out->fd, out->buffer + done, out->len - done);

		if (n > 0)
			done += (size_t)n;
		else if (n == 0 || errno != EINTR)
			out->error = n == 0 ? EIO : errno;
	}
	out->len = 0;
}

static bool file_finish(struct sim_out *out, struct err *err)
{
	flush(out);
	if (!out->error && fsync(out->fd) && errno != EINVAL && errno != EROFS)
		out->error = errno;
	if (close(out->fd) && !out->error)
		out->error = errno;
	out->fd = -1;
	if (out->error)
		return err_set(err, ERR_CANNOT_WRITE, "cannot write %s: %s", out->path, strerror(out->error));
	return true;
}

static void folder_sync(const char *folder)
{
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0)
		return;
	fsync(fd);
	close(fd);
}

bool sim_pack_commit(struct sim_pack *pack, struct err *err)
{
	for (int i = 0; i < pack->n_files; i++)
		if (!file_finish(pack->files[i], err))
			return false;
	for (int i = 0; i < pack->n_files; i++) {
		struct sim_out *out = pack->files[i];

		if (rename(out->temporary, out->path))
			return err_set(
				err, ERR_CANNOT_WRITE, "cannot write %s: %s", out->path, strerror(errno));
		out->temporary = NULL;
	}
	folder_sync(pack->folder);
	pack->n_files = 0;
	return true;
}

void sim_pack_abandon(struct sim_pack *pack)
{
	for (int i = 0; i < pack->n_files; i++) {
		struct sim_out *out = pack->files[i];

		if (out->fd >= 0)
			close(out->fd);
		if (out->temporary)
			unlink(out->temporary);
	}
	pack->n_files = 0;
}

/* Room for n more bytes (n is at most a few hundred); returns where they go. */
static char *reserve(struct sim_out *out, size_t n)
{
	if (out->len + n > sizeof out->buffer)
		flush(out);
	return out->buffer + out->len;
}

void sim_out_raw(struct sim_out *out, const char *s, size_t n)
{
	while (n) {
		size_t part = n < 4096 ? n : 4096;

		memcpy(reserve(out, part), s, part);
		out->len += part;
		s += part;
		n -= part;
	}
}

/* The comma before a cell; then room for n bytes. */
static char *cell(struct sim_out *out, size_t n)
{
	char *p = reserve(out, n + 1);

	if (out->in_row) {
		*p++ = ',';
		out->len++;
	}
	out->in_row = true;
	return p;
}

void sim_out_empty(struct sim_out *out)
{
	cell(out, 0);
}

void sim_out_end(struct sim_out *out)
{
	*reserve(out, 1) = '\n';
	out->len++;
	out->in_row = false;
}

static void text_quoted(struct sim_out *out, const char *s)
{
	struct text text = TEXT_INIT;

	text_append_csv(&text, s, strlen(s));
	cell(out, 0);
	sim_out_raw(out, text.data, text.len);
	if (text.failed)
		out->error = ENOMEM;
	text_finish(&text);
}

void sim_out_text(struct sim_out *out, const char *s)
{
	size_t n = strlen(s);

	if (n > 200 || strpbrk(s, ",\"\r\n=+@\t") || *s == '-') {
		text_quoted(out, s);
		return;
	}
	memcpy(cell(out, n), s, n);
	out->len += n;
}

void sim_out_word(struct sim_out *out, const char *s)
{
	size_t n = strnlen(s, 200);

	memcpy(cell(out, n), s, n);
	out->len += n;
}

/* Writes at least `digits` digits; returns how many. */
static size_t digits_put(char *p, uint64_t value, int digits)
{
	char reversed[24];
	size_t n = 0;

	while (value || n < (size_t)digits) {
		reversed[n++] = (char)('0' + value % 10);
		value /= 10;
	}
	for (size_t i = 0; i < n; i++)
		p[i] = reversed[n - 1 - i];
	return n;
}

void sim_out_int(struct sim_out *out, int64_t value)
{
	sim_out_decimal(out, value, 0);
}

void sim_out_decimal(struct sim_out *out, int64_t value, int decimals)
{
	char *p = cell(out, 40), *start = p;
	uint64_t unit = 1, magnitude = value < 0 ? -(uint64_t)value : (uint64_t)value;

	for (int i = 0; i < decimals; i++)
		unit *= 10;
	if (value < 0)
		*p++ = '-';
	p += digits_put(p, magnitude / unit, 1);
	if (magnitude % unit) {
		*p++ = '.';
		p += digits_put(p, magnitude % unit, decimals);
		while (p[-1] == '0')
			p--;
	}
	out->len += (size_t)(p - start);
}

void sim_out_id(struct sim_out *out, const char *prefix, int64_t number, int digits)
{
	size_t n = strlen(prefix);
	char *p = cell(out, n + 30);

	memcpy(p, prefix, n);
	out->len += n + digits_put(p + n, (uint64_t)number, digits);
}

static void day_put(struct sim_out *out, char *p, int32_t day)
{
	size_t slot = (uint32_t)day % SIM_OUT_DAYS;
	char *text = out->days[slot].text;

	if (out->days[slot].day != day || !*text) {
		struct time_civil civil = time_civil_from_day(day);

		digits_put(text, (uint64_t)civil.year, 4);
		text[4] = '-';
		digits_put(text + 5, (uint64_t)civil.month, 2);
		text[7] = '-';
		digits_put(text + 8, (uint64_t)civil.day, 2);
		out->days[slot].day = day;
	}
	memcpy(p, text, 10);
}

void sim_out_day(struct sim_out *out, int32_t day)
{
	day_put(out, cell(out, 10), day);
	out->len += 10;
}

static void two_put(char *p, int value)
{
	p[0] = (char)('0' + value / 10);
	p[1] = (char)('0' + value % 10);
}

void sim_out_stamp(struct sim_out *out, int64_t seconds)
{
	char *p = cell(out, 19);
	int32_t day = time_day_of(seconds);
	int second = (int)(seconds - (int64_t)day * TIME_DAY_SECONDS);

	day_put(out, p, day);
	p[10] = 'T';
	two_put(p + 11, second / 3600);
	p[13] = ':';
	two_put(p + 14, second / 60 % 60);
	if (out->seconds) {
		p[16] = ':';
		two_put(p + 17, second % 60);
	}
	out->len += out->seconds ? 19 : 16;
}
