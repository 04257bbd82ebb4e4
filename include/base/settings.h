/* settings.h - an INI file as it was written: sections, keys, values, with their lines.
 *
 * Used for the configuration, profiles, scenarios. Keys and sections compare without regard to case. The only user of
 * ini.h. `key = value` and, for value maps, `key: "their word" = ours` lines are both read; see settings_next(). Values lose
 * surrounding quotes and spaces; `;` and `#` start a comment at the start of a line. Inside quotes "" is a quote. What
 * looks like a comment behind a value is refused, as is all that would have to be guessed; a BOM is skipped. */
#ifndef BASE_SETTINGS_H
#define BASE_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

struct settings;

struct settings_entry {
	const char *section, *key;	/* section "" before the first header */
	const char *map;		/* the quoted word of `key: "map" = value`, else NULL */
	const char *value;
	bool quoted;		/* the value stood in quotes: to some readers a word, not a name */
	int line;
};

/* A missing file is ERR_NO_INPUT; a line that cannot be read is ERR_CONFIG with file and line. */
bool settings_open(const char *path, struct settings **ret_settings, struct err *err);
bool settings_parse(const char *name, const char *content, struct settings **ret_settings, struct err *err);
void settings_close(struct settings *settings);

const char *settings_path(const struct settings *settings);
/* The last value of the key; NULL when it is not there, or settings is NULL. */
const char *settings_find(const struct settings *settings, const char *section, const char *key);
/* Walks all entries in file order; *cursor starts at 0. NULL at the end. */
const struct settings_entry *settings_next(const struct settings *settings, size_t *cursor);

#endif
