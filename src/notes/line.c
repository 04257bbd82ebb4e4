/* line.c - see line.h. A tab, a line end and a backslash in a value are written \t, \n, \\, so that a line is a line whatever was
 * typed, and grep, sort and merge tools work on the file. */
#include "line.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/time.h"
#include "base/width.h"

/* A value as it was before it was written. */
static char *unescaped(const char *s, size_t n, struct arena *arena)
{
	char *out = arena_alloc(arena, n + 1);
	size_t k = 0;

	for (size_t i = 0; out && i < n; i++) {
		if (s[i] != '\\' || i + 1 == n) {
			out[k++] = s[i];
			continue;
		}
		i++;
		out[k++] = s[i] == 't' ? '\t' : s[i] == 'n' ? '\n' : s[i];
	}
	return out;
}

/* The next field of a line; false at its end. */
static bool next_field(const char **s, const char *end, const char **ret_field, size_t *ret_n)
{
	const char *tab;

	if (*s > end)
		return false;
	tab = memchr(*s, '\t', (size_t)(end - *s));
	*ret_field = *s;
	*ret_n = (size_t)((tab ? tab : end) - *s);
	*s = (tab ? tab : end) + 1;
	return true;
}

static bool read_counter(const char *s, size_t n, uint64_t *ret_counter)
{
	char digits[24], *end;

	if (n == 0 || n >= sizeof(digits) || !isdigit((unsigned char)s[0]))
		return false;
	memcpy(digits, s, n);
	digits[n] = '\0';
	errno = 0;
	*ret_counter = strtoull(digits, &end, 10);
	return *end == '\0' && errno == 0 && *ret_counter < UINT64_MAX / 2;
}

static bool read_time(const char *s, size_t n, int64_t *ret_at)
{
	struct time_stamp stamp;

	if (!time_stamp_parse(s, n, &stamp) || stamp.form != TIME_FORM_INSTANT)
		return false;
	*ret_at = stamp.seconds;
	return true;
}

static bool is_word(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!isalnum((unsigned char)s[i]) && s[i] != '-' && s[i] != '_')
			return false;
	return n > 0;
}

static bool read_pair(const char *s, size_t n, struct arena *arena, struct line *line)
{
	const char *equal = memchr(s, '=', n);
	struct line_pair *pair = &line->pairs[line->n_pairs];

	if (!equal || equal == s || line->n_pairs == LINE_PAIRS)
		return true;	/* of a later version, maybe: passed over */
	pair->key = arena_strndup(arena, s, (size_t)(equal - s));
	pair->value = unescaped(equal + 1, n - (size_t)(equal + 1 - s), arena);
	line->n_pairs++;
	return pair->key && pair->value;
}

bool line_read(const char *s, size_t n, struct arena *arena, struct line *ret_line, bool *ret_memory_out)
{
	const char *at = s, *end = s + n, *field = NULL;
	struct line line = { .n_pairs = 0 };
	size_t len = 0;

	*ret_memory_out = false;
	if (!width_is_utf8(s, n) || memchr(s, '\0', n))
		return false;
	if (!next_field(&at, end, &field, &len) || !read_counter(field, len, &line.counter) ||
	    !next_field(&at, end, &field, &len) || !read_time(field, len, &line.at) ||
	    !next_field(&at, end, &field, &len) || len > NOTE_ID || !is_word(field, len))
		return false;
	line.id = arena_strndup(arena, field, len);
	if (!next_field(&at, end, &field, &len) || !is_word(field, len))
		return false;
	line.verb = arena_strndup(arena, field, len);
	line.raw = arena_strndup(arena, s, n);
	*ret_memory_out = !line.id || !line.verb || !line.raw;
	while (!*ret_memory_out && next_field(&at, end, &field, &len))
		*ret_memory_out = !read_pair(field, len, arena, &line);
	*ret_line = line;
	return !*ret_memory_out;
}

int line_compare(const void *a, const void *b)
{
	const struct line *left = a, *right = b;

	if (left->counter != right->counter)
		return left->counter < right->counter ? -1 : 1;
	if (left->at != right->at)
		return left->at < right->at ? -1 : 1;
	return strcmp(left->raw, right->raw);
}

void line_begin(struct text *out, uint64_t counter, int64_t at, const char *id, const char *verb)
{
	char when[32];

	text_appendf(out, "%llu\t%sZ\t%s\t%s", (unsigned long long)counter, time_seconds_format(at, when), id, verb);
}

void line_put(struct text *out, const char *key, const char *value)
{
	if (value && *value)
		line_put_even_empty(out, key, value);
}

void line_put_even_empty(struct text *out, const char *key, const char *value)
{
	text_appendf(out, "\t%s=", key);
	for (; *value; value++) {
		if (*value == '\t' || *value == '\n' || *value == '\\') {
			text_put(out, '\\');
			text_put(out, *value == '\t' ? 't' : *value == '\n' ? 'n' : '\\');
		} else {
			text_put(out, *value);
		}
	}
}

void line_put_day(struct text *out, const char *key, int32_t day)
{
	char buffer[32];

	if (day != TIME_DAY_NONE)
		line_put(out, key, time_day_format(day, buffer));
}

void line_put_number(struct text *out, const char *key, double value)
{
	char buffer[40];

	if (isnan(value))
		return;
	snprintf(buffer, sizeof(buffer), "%.9g", value);
	line_put(out, key, buffer);
}

void line_end(struct text *out)
{
	text_put(out, '\n');
}
