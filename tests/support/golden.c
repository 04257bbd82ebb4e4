/* golden.c - golden files: text, read whole, compared byte by byte; the first line that differs is the
 * message. */
#include "golden.h"

#include <check.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *golden_path(const char *path)
{
	char *whole = NULL;

	ck_assert_msg(asprintf(&whole, "%s/golden/%s", SUPPORT_SOURCE_DIR, path) > 0, "out of memory");
	return whole;
}

static void write_file(const char *path, const struct text *got)
{
	FILE *file = fopen(path, "w");

	ck_assert_msg(file != NULL, "%s: %s", path, strerror(errno));
	ck_assert_uint_eq(fwrite(got->data, 1, got->len, file), got->len);
	ck_assert_int_eq(fclose(file), 0);
}

static char *read_file(const char *path, size_t *ret_len)
{
	FILE *file = fopen(path, "r");
	size_t cap = 1 << 16, len = 0, n;
	char *data;

	ck_assert_msg(file != NULL, "%s: %s; UPDATE_GOLDEN=1 writes it", path, strerror(errno));
	data = malloc(cap + 1);
	while (data && (n = fread(data + len, 1, cap - len, file)) > 0) {
		len += n;
		if (len == cap)
			data = realloc(data, (cap *= 2) + 1);
	}
	ck_assert_msg(data != NULL, "out of memory");
	fclose(file);
	data[len] = '\0';
	*ret_len = len;
	return data;
}

void support_check_golden(const char *path, const struct text *got)
{
	const char *update = getenv("UPDATE_GOLDEN");
	char *whole = golden_path(path), *kept;
	size_t len, at = 0, start = 0;
	int line = 1;

	ck_assert_msg(!got->failed, "%s: memory ran out while drawing", path);
	if (update && strcmp(update, "1") == 0) {
		write_file(whole, got);
		free(whole);
		return;
	}
	kept = read_file(whole, &len);
	while (at < len && at < got->len && kept[at] == got->data[at]) {
		if (kept[at++] == '\n') {
			start = at;
			line++;
		}
	}
	if (at < len || at < got->len)
		ck_abort_msg("%s:%d differs\nkept: %.*s\ngot:  %.*s", path, line,
			(int)strcspn(kept + start, "\n"), kept + start, (int)strcspn(got->data + start, "\n"),
			got->data + start);
	free(kept);
	free(whole);
}
