/* folder.c - what several tests of the simulator need of the file system. */
#include "folder.h"

#include <check.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/time.h"

char *folder_make(void)
{
	char *folder = strdup("/tmp/test-sim-XXXXXX");

	ck_assert_ptr_nonnull(folder);
	ck_assert_ptr_nonnull(mkdtemp(folder));
	return folder;
}

static int walk(const char *folder, bool removing)
{
	DIR *dir = opendir(folder);
	struct dirent *entry;
	int n = 0;

	while (dir && (entry = readdir(dir))) {
		if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, ".."))
			continue;
		n++;
		if (removing)
			unlinkat(dirfd(dir), entry->d_name, 0);
	}
	if (dir)
		closedir(dir);
	return n;
}

void folder_remove(char *folder)
{
	walk(folder, true);
	rmdir(folder);
	free(folder);
}

int folder_count(const char *folder)
{
	return walk(folder, false);
}

static FILE *folder_open(const char *folder, const char *name, const char *mode)
{
	char path[4096];

	snprintf(path, sizeof path, "%s/%s", folder, name);
	return fopen(path, mode);
}

char *folder_read(const char *folder, const char *name, size_t *ret_len)
{
	FILE *file = folder_open(folder, name, "rb");
	char *data = NULL;
	long len;

	if (!file)
		return NULL;
	if (!fseek(file, 0, SEEK_END) && (len = ftell(file)) >= 0 && (data = malloc((size_t)len + 1))) {
		rewind(file);
		*ret_len = fread(data, 1, (size_t)len, file);
		data[*ret_len] = '\0';
	}
	fclose(file);
	return data;
}

void folder_write(const char *folder, const char *name, const char *content)
{
	FILE *file = folder_open(folder, name, "wb");

	ck_assert_ptr_nonnull(file);
	fputs(content, file);
	fclose(file);
}

static size_t count(const char *s, char c)
{
	size_t n = 0;

	for (; *s; s++)
		n += *s == c;
	return n;
}

/* Cuts a line into at most max cells; a quoted one may hold commas, but no quotes. Returns the next line. */
static char *line_cut(char *line, char **cells, size_t max, size_t *ret_n)
{
	char *end = line + strcspn(line, "\n"), *next = *end ? end + 1 : end;

	*end = '\0';
	for (*ret_n = 0; *ret_n < max; line++) {
		bool quoted = *line == '"';

		cells[(*ret_n)++] = line += quoted;
		line += strcspn(line, quoted ? "\"" : ",");
		if (quoted)
			*line++ = '\0';
		if (!*line)
			break;
		*line = '\0';
	}
	return next;
}

bool table_open(struct table *table, const char *folder, const char *name)
{
	static char *names[64];
	size_t len, n;
	char *next;

	*table = (struct table){ .data = folder_read(folder, name, &len) };
	if (!table->data)
		return false;
	table->n_rows = count(table->data, '\n') - 1;
	next = line_cut(table->data, names, 64, &table->n_columns);
	table->names = calloc(table->n_columns, sizeof *table->names);
	table->cells = calloc(table->n_rows * table->n_columns + 1, sizeof *table->cells);
	ck_assert(table->names && table->cells);
	memcpy(table->names, names, table->n_columns * sizeof *names);
	for (size_t i = 0; i < table->n_rows; i++) {
		next = line_cut(next, table->cells + i * table->n_columns, table->n_columns, &n);
		ck_assert_uint_eq(n, table->n_columns);
	}
	return true;
}

void table_close(struct table *table)
{
	free(table->data);
	free(table->cells);
	free(table->names);
}

const char *table_cell(const struct table *table, size_t row, const char *column)
{
	for (size_t i = 0; i < table->n_columns; i++)
		if (!strcmp(table->names[i], column))
			return table->cells[row * table->n_columns + i];
	ck_abort_msg("no column %s", column);
	return "";
}

long table_minutes(const struct table *table, size_t row, const char *column)
{
	const char *cell = table_cell(table, row, column);
	struct time_stamp stamp;

	if (!*cell || !time_stamp_parse(cell, strlen(cell), &stamp) || stamp.form != TIME_FORM_LOCAL)
		return -1;
	return (long)(stamp.seconds / 60);
}
