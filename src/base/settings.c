/* settings.c - INI files through libinih, kept as a flat list of entries with their lines.
 *
 * inih says what a line is: comment, section, entry or neither. It reads from a callback here that hands it
 * one physical line at a time, so that a value is taken from the line itself: inih as usually built cuts long
 * lines, takes ` ;` inside a value for a comment, and joins indented lines to the one before. What a key
 * means is the caller's business. */
#include "base/settings.h"

#include <errno.h>
#include <ini.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/width.h"

/* inih keeps 49 bytes of a section's name, and hands on lines of at least 199. */
enum { LINE_MAX_LEN = 8000, NAME_LEN_MAX = 49, FILE_LEN_MAX = 4 << 20, FIRST_ENTRIES = 64 };

struct settings {
	struct arena arena;
	const char *path;
	struct settings_entry *entries;
	size_t n, cap;
};

struct parse {
	struct settings *settings;
	const char *next; /* what is still to be read */
	const char *line; /* the present line, trimmed, not terminated */
	size_t len;
	int number;
	bool failed;
	struct err *err;
};

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\v' || c == '\f';
}

static void trim(const char **s, size_t *n)
{
	while (*n > 0 && is_space(**s)) {
		++*s;
		--*n;
	}
	while (*n > 0 && is_space((*s)[*n - 1]))
		--*n;
}

static bool fail(struct parse *parse, const char *what)
{
	if (!parse->failed)
		err_set(parse->err, ERR_CONFIG, "%s, line %d: %s", parse->settings->path, parse->number,
			what);
	parse->failed = true;
	return false;
}

static bool fail_memory(struct parse *parse)
{
	parse->failed = true;
	return err_memory(parse->err);
}

static bool line_check(struct parse *parse)
{
	const char *bracket;

	if (parse->len > LINE_MAX_LEN)
		return fail(parse, "the line is longer than 8000 bytes; split it");
	if (!width_is_utf8(parse->line, parse->len))
		return fail(parse, "the line is not UTF-8; save the file as UTF-8");
	if (parse->len == 0 || parse->line[0] != '[')
		return true;
	bracket = memchr(parse->line, ']', parse->len);
	if (!bracket)
		return fail(parse, "the closing ] of the section is missing");
	if (bracket - parse->line - 1 > NAME_LEN_MAX)
		return fail(parse, "the name of the section is longer than 49 bytes");
	for (const char *p = bracket + 1; p < parse->line + parse->len; p++) {
		if (*p == ';' || *p == '#')
			break;
		if (!is_space(*p))
			return fail(parse, "after the ] of a section nothing may follow");
	}
	return true;
}

/* The reader of inih, like fgets: a line, cut where the buffer ends; NULL at the end and after a failure. */
static char *line_next(char *buffer, int size, void *stream)
{
	struct parse *parse = stream;
	size_t n;

	if (parse->failed || *parse->next == '\0')
		return NULL;
	n = strcspn(parse->next, "\n");
	parse->line = parse->next;
	parse->len = n;
	parse->next += n + (parse->next[n] == '\n');
	parse->number++;
	trim(&parse->line, &parse->len);
	if (!line_check(parse))
		return NULL;
	n = parse->len < (size_t)size - 1 ? parse->len : (size_t)size - 1;
	memcpy(buffer, parse->line, n);
	buffer[n] = '\0';
	return buffer;
}

/* Reads a quoted word at s, with "" for a quote in it; *ret_len is what it took. */
static bool unquote(struct parse *parse, const char *s, size_t n, const char **ret_word, size_t *ret_len)
{
	char *word = arena_alloc(&parse->settings->arena, n + 1);
	size_t len = 0;

	if (!word)
		return fail_memory(parse);
	for (size_t i = 1; i < n; i++) {
		if (s[i] == '"') {
			if (i + 1 == n || s[i + 1] != '"') {
				*ret_word = word;
				*ret_len = i + 1;
				return true;
			}
			i++;
		}
		word[len++] = s[i];
	}
	return fail(parse, "the closing \" is missing");
}

static bool value_read(struct parse *parse, const char *s, size_t n, struct settings_entry *entry)
{
	size_t len;

	trim(&s, &n);
	if (n > 1 && s[0] == '"') {
		entry->quoted = true;
		if (!unquote(parse, s, n, &entry->value, &len))
			return false;
		if (len < n)
			return fail(parse,
				"after the closing \" nothing may follow; a comment needs a line of its own");
		return true;
	}
	for (size_t i = 1; i < n; i++) {
		if (is_space(s[i - 1]) && (s[i] == ';' || s[i] == '#'))
			return fail(parse, "a comment needs a line of its own; if it is part of the value, "
					   "put the value in \"");
	}
	entry->value = arena_strndup(&parse->settings->arena, s, n);
	return entry->value || fail_memory(parse);
}

/* The rest of `key: "their word" = ours` after the colon. Without a = after the word it is a quoted value. */
static bool map_read(struct parse *parse, const char *s, size_t n, struct settings_entry *entry)
{
	size_t len;
	const char *word;

	if (!unquote(parse, s, n, &word, &len))
		return false;
	s += len;
	n -= len;
	trim(&s, &n);
	if (n == 0) {
		entry->value = word;
		entry->quoted = true;
		return true;
	}
	if (*s != '=')
		return fail(parse, "after the quoted word an = and the word that it stands for are needed");
	entry->map = word;
	return value_read(parse, s + 1, n - 1, entry);
}

static bool entry_add(struct settings *settings, const struct settings_entry *entry)
{
	if (settings->n == settings->cap) {
		size_t cap = settings->cap ? settings->cap * 2 : FIRST_ENTRIES;
		struct settings_entry *entries = realloc(settings->entries, cap * sizeof(*entries));

		if (!entries)
			return false;
		settings->entries = entries;
		settings->cap = cap;
	}
	settings->entries[settings->n++] = *entry;
	return true;
}

static const char *section_keep(struct settings *settings, const char *section)
{
	const char *last = settings->n > 0 ? settings->entries[settings->n - 1].section : NULL;
	size_t n = strlen(section);

	trim(&section, &n);
	if (last && strlen(last) == n && memcmp(last, section, n) == 0)
		return last;
	return arena_strndup(&settings->arena, section, n);
}

/* The handler of inih. What it says of the value may be cut; the line itself is not. */
static int entry_read(void *user, const char *section, const char *name, const char *value)
{
	struct parse *parse = user;
	struct settings *settings = parse->settings;
	struct settings_entry entry = {.line = parse->number};
	const char *s = parse->line;
	size_t at = 0, n;

	while (at < parse->len && s[at] != '=' && s[at] != ':')
		at++;
	if (at == parse->len || !value)
		return fail(parse, "a key, an = and a value are needed");
	if (name[0] == '\0')
		return fail(parse, "the key before the = is missing");
	if (strlen(name) > NAME_LEN_MAX)
		return fail(parse, "the key is longer than 49 bytes");
	entry.section = section_keep(settings, section);
	entry.key = arena_strdup(&settings->arena, name);
	if (!entry.section || !entry.key)
		return fail_memory(parse);
	n = parse->len - at - 1;
	if (s[at] == ':') {
		s += at + 1;
		trim(&s, &n);
		if (!(n > 1 && s[0] == '"' ? map_read(parse, s, n, &entry)
					   : value_read(parse, s, n, &entry)))
			return 0;
	} else if (!value_read(parse, s + at + 1, n, &entry)) {
		return 0;
	}
	return entry_add(settings, &entry) || fail_memory(parse);
}

static bool line_is_no_entry(struct parse *parse, int line)
{
	if (parse->failed)
		return false;
	parse->number = line;
	return fail(parse, "neither a section nor a comment nor `key = value`");
}

bool settings_parse(const char *name, const char *content, struct settings **ret_settings, struct err *err)
{
	struct parse parse = {.next = content, .err = err};
	struct settings *settings = calloc(1, sizeof(*settings));
	int line;

	if (!settings)
		return err_memory(err);
	arena_init(&settings->arena);
	parse.settings = settings;
	settings->path = arena_strdup(&settings->arena, name);
	if (!settings->path) {
		err_memory(err);
		goto out;
	}
	if (strncmp(content, "\xef\xbb\xbf", 3) == 0)
		parse.next += 3;
	line = ini_parse_stream(line_next, &parse, entry_read, &parse);
	if (line == 0 && !parse.failed) {
		*ret_settings = settings;
		return true;
	}
	if (line < 0)
		err_memory(err);
	else
		line_is_no_entry(&parse, line);
out:
	settings_close(settings);
	return false;
}

static bool file_read(FILE *file, const char *path, struct text *content, struct err *err)
{
	char buffer[4096];
	size_t n;

	while ((n = fread(buffer, 1, sizeof(buffer), file)) > 0) {
		text_append_n(content, buffer, n);
		if (content->len > FILE_LEN_MAX)
			return err_set(err, ERR_CONFIG, "%s: larger than 4 MiB; is this an INI file?", path);
	}
	if (ferror(file))
		return err_set(err, ERR_NO_INPUT, "%s: cannot be read (%s); check the path", path,
			strerror(errno));
	if (content->failed)
		return err_memory(err);
	if (strlen(content->data) != content->len)
		return err_set(err, ERR_CONFIG, "%s: has bytes of value 0; save it as UTF-8 text", path);
	return true;
}

bool settings_open(const char *path, struct settings **ret_settings, struct err *err)
{
	struct text content = TEXT_INIT;
	FILE *file = fopen(path, "re");
	bool ok;

	if (!file)
		return err_set(err, ERR_NO_INPUT, "%s: cannot be opened (%s); check the path", path,
			strerror(errno));
	ok = file_read(file, path, &content, err) && settings_parse(path, content.data, ret_settings, err);
	fclose(file);
	text_finish(&content);
	return ok;
}

void settings_close(struct settings *settings)
{
	if (!settings)
		return;
	arena_finish(&settings->arena);
	free(settings->entries);
	free(settings);
}

const char *settings_path(const struct settings *settings)
{
	return settings->path;
}

/* strcasecmp() without the locale. */
static bool same_name(const char *a, const char *b)
{
	for (;; a++, b++) {
		char x = *a >= 'A' && *a <= 'Z' ? (char)(*a + 32) : *a;
		char y = *b >= 'A' && *b <= 'Z' ? (char)(*b + 32) : *b;

		if (x != y)
			return false;
		if (x == '\0')
			return true;
	}
}

const char *settings_find(const struct settings *settings, const char *section, const char *key)
{
	for (size_t i = settings ? settings->n : 0; i-- > 0;) {
		const struct settings_entry *entry = &settings->entries[i];

		if (!entry->map && same_name(entry->section, section) && same_name(entry->key, key))
			return entry->value;
	}
	return NULL;
}

const struct settings_entry *settings_next(const struct settings *settings, size_t *cursor)
{
	return settings && *cursor < settings->n ? &settings->entries[(*cursor)++] : NULL;
}
