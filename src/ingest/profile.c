/* profile.c - reads a profile and judges it as far as that can be done without the file: every key must be a setting or a
 * column of some kind, every value one that its setting can have. What is wrong is told with its line. */
#include "profile.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "fold.h"
#include "words.h"

/* ---- settings ---- */

static bool set_kind(struct profile *profile, const char *value)
{
	profile->kind = model_kind_find(value);
	return profile->kind != NULL;
}

static bool set_delimiter(struct profile *profile, const char *value)
{
	static const struct {
		const char *name;
		char c;
	} names[] = {{"tab", '\t'}, {"\\t", '\t'}, {"comma", ','}, {"semicolon", ';'}, {"pipe", '|'}, {",", ','}, {";", ';'},
		{"|", '|'}, {"\t", '\t'}};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcasecmp(names[i].name, value) == 0)
			profile->delimiter = names[i].c;
	return profile->delimiter != '\0';
}

static bool set_encoding(struct profile *profile, const char *value)
{
	profile->encoding = encoding_find(value);
	return profile->encoding != ENCODING_UNKNOWN;
}

static bool set_decimal(struct profile *profile, const char *value)
{
	if (strcmp(value, ",") == 0 || strcasecmp(value, "comma") == 0)
		profile->decimal = ',';
	else if (strcmp(value, ".") == 0 || strcasecmp(value, "dot") == 0 || strcasecmp(value, "point") == 0)
		profile->decimal = '.';
	return profile->decimal != '\0';
}

/* dmy, DD/MM/YYYY, day-month-year: the first letter tells. Year first needs no order. */
static bool set_date_order(struct profile *profile, const char *value)
{
	switch (value[0] | 0x20) {
	case 'd':
		profile->date_order = DATE_ORDER_DMY;
		return true;
	case 'm':
		profile->date_order = DATE_ORDER_MDY;
		return true;
	default:
		return (value[0] | 0x20) == 'y' || strcasecmp(value, "iso") == 0;
	}
}

static bool set_calendar(struct profile *profile, const char *value)
{
	profile->hijri = strcasecmp(value, "hijri") == 0 || strcasecmp(value, "islamic") == 0;
	return profile->hijri || strcasecmp(value, "gregorian") == 0;
}

static bool set_zone(struct profile *profile, const char *value)
{
	profile->zone = time_zone_find(value);
	return profile->zone != NULL;
}

static bool set_currency(struct profile *profile, const char *value)
{
	profile->currency = value;
	return strlen(value) == 3;
}

static const struct setting {
	const char *folded;	/* the key without case and marks */
	bool is_column;		/* also a column's name: outside [file] only a value that fits makes it a setting */
	bool (*set)(struct profile *profile, const char *value);
	const char *wanted;
} known_settings[] = {
	{"kind", false, set_kind, "the name of a kind, as declarations; the column of posts stands in [columns]"},
	{"delimiter", false, set_delimiter, "one of , ; | tab"},
	{"separator", false, set_delimiter, "one of , ; | tab"},
	{"encoding", false, set_encoding, "one of utf-8, utf-16le, utf-16be, iso-8859-1, windows-1252, windows-1256"},
	{"charset", false, set_encoding, "one of utf-8, utf-16le, utf-16be, iso-8859-1, windows-1252, windows-1256"},
	{"decimal", false, set_decimal, "a dot or a comma"},
	{"decimalmark", false, set_decimal, "a dot or a comma"},
	{"decimalseparator", false, set_decimal, "a dot or a comma"},
	{"dateorder", false, set_date_order, "dmy, mdy or ymd"},
	{"dateformat", false, set_date_order, "dmy, mdy or ymd"},
	{"calendar", false, set_calendar, "gregorian or hijri"},
	{"timezone", true, set_zone, "a time zone, as Asia/Amman or +03:00"},
	{"tz", false, set_zone, "a time zone, as Asia/Amman or +03:00"},
	{"currency", true, set_currency, "a currency of three letters"},
};

static const struct setting *setting_find(const char *key)
{
	char folded[64];

	fold_word(key, strlen(key), folded, sizeof(folded));
	for (size_t i = 0; i < sizeof(known_settings) / sizeof(known_settings[0]); i++)
		if (strcmp(known_settings[i].folded, folded) == 0)
			return &known_settings[i];
	return NULL;
}

/* ---- columns ---- */

static char *lower_copy(struct arena *arena, const char *s)
{
	char *copy = arena_strdup(arena, s);

	for (char *p = copy; p && *p; p++)
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p + 32);
	return copy;
}

static const struct model_column *column_of(const struct model_kind *kind, const char *name)
{
	int index = model_column_find(kind, name);

	return index < 0 ? NULL : &kind->columns[index];
}

/* The column of the kind, or of any kind. */
static const struct model_column *column_find(const struct model_kind *kind, const char *name)
{
	const struct model_column *column = NULL;

	if (kind)
		return column_of(kind, name);
	for (int id = 0; id < MODEL_KINDS && !column; id++)
		column = column_of(model_kind_get((enum model_kind_id)id), name);
	return column;
}

static bool fail(const struct profile *profile, int line, struct err *err, const char *what, const char *word,
	const char *advice)
{
	return err_set(err, ERR_CONFIG, "%s, line %d: %s '%s': %s", profile->path, line, what, word, advice);
}

/* The columns of one name can have different values in different kinds: one of them must know the word. */
static bool map_is_valid(const struct profile_map *map)
{
	bool any = false;

	for (int id = 0; id < MODEL_KINDS; id++) {
		const struct model_kind *kind = model_kind_get((enum model_kind_id)id);
		const struct model_column *column = map->kind && map->kind != kind ? NULL : column_of(kind, map->column);

		if (column && (column->type != MODEL_ENUM || map->ours[0] == '\0' ||
			       words_find(column, map->ours, strlen(map->ours))))
			any = true;
	}
	return any;
}

static bool map_add(struct profile *profile, const struct settings_entry *entry, const struct model_kind *kind,
	struct err *err)
{
	struct profile_map map = {.kind = kind, .theirs = entry->map, .ours = entry->value, .line = entry->line};

	map.column = lower_copy(&profile->arena, entry->key);
	if (!map.column)
		return err_memory(err);
	/* `lane: "rouge" = red` speaks of every column that holds lanes. */
	if (strcmp(map.column, "lane") != 0) {
		if (!column_find(kind, map.column) && strncmp(map.column, "attribute.", 10) != 0)
			return fail(profile, entry->line, err, "no kind has the column", entry->key,
				"see the list of columns in the manual");
		if (strncmp(map.column, "attribute.", 10) != 0 && !map_is_valid(&map))
			return fail(profile, entry->line, err, "the column cannot have the value", map.ours,
				"see its values in the manual");
	}
	profile->maps[profile->n_maps++] = map;
	return true;
}

static bool column_add(struct profile *profile, const struct settings_entry *entry, const struct model_kind *kind,
	struct err *err)
{
	struct profile_column column = {.kind = kind, .line = entry->line};
	const char *name = lower_copy(&profile->arena, entry->key);

	if (!name)
		return err_memory(err);
	if (strncmp(name, "attribute.", 10) == 0) {
		column.role = PROFILE_ATTRIBUTE;
		column.name = name + 10;
	} else if (strncmp(name, "measure.", 8) == 0) {
		column.role = PROFILE_MEASURE;
		column.name = name + 8;
	} else {
		column.name = name;
		if (!column_find(kind, name))
			return fail(profile, entry->line, err, "neither a setting nor a column of any kind is", entry->key,
				"write our name on the left and their header on the right, or keep it as attribute.NAME");
	}
	if (column.name[0] == '\0')
		return fail(profile, entry->line, err, "a name is missing after", entry->key, "write attribute.NAME");
	if (!entry->quoted && entry->value[0] == '\0')
		return fail(profile, entry->line, err, "their header is missing for", entry->key,
			"write it after the =, or remove the line");
	if (entry->quoted)
		column.constant = entry->value;
	else
		column.header = entry->value;
	profile->columns[profile->n_columns++] = column;
	return true;
}

/* ---- the file ---- */

enum section { SECTION_ANY, SECTION_FILE, SECTION_COLUMNS, SECTION_KIND, SECTION_UNKNOWN };

static enum section section_of(const char *name, const struct model_kind **ret_kind)
{
	static const char *const files[] = {"file", "format", "profile", "settings", NULL};
	static const char *const columns[] = {"columns", "column", "mapping", "map", "maps", "values", "constants", NULL};
	char folded[64];

	fold_word(name, strlen(name), folded, sizeof(folded));
	*ret_kind = model_kind_find(folded);
	if (folded[0] == '\0')
		return SECTION_ANY;
	for (size_t i = 0; files[i]; i++)
		if (strcmp(files[i], folded) == 0)
			return SECTION_FILE;
	for (size_t i = 0; columns[i]; i++)
		if (strcmp(columns[i], folded) == 0)
			return SECTION_COLUMNS;
	return *ret_kind ? SECTION_KIND : SECTION_UNKNOWN;
}

static bool entry_take(struct profile *profile, const struct settings_entry *entry, struct err *err)
{
	const struct model_kind *kind;
	enum section section = section_of(entry->section, &kind);
	const struct setting *setting = section == SECTION_ANY || section == SECTION_FILE ? setting_find(entry->key) : NULL;

	if (section == SECTION_UNKNOWN)
		return fail(profile, entry->line, err, "no such section as", entry->section,
			"settings stand in [file], columns in [columns]");
	if (entry->map)
		return map_add(profile, entry, kind, err);
	if (setting && setting->set == set_currency && section == SECTION_ANY)
		setting = NULL;		/* a column far more often */
	if (setting && setting->set(profile, entry->value))
		return true;
	if (setting && !(section == SECTION_ANY && setting->is_column))
		return err_set(err, ERR_CONFIG, "%s, line %d: '%s' cannot be '%s': write %s", profile->path, entry->line,
			entry->key, entry->value, setting->wanted);
	if (section == SECTION_FILE)
		return fail(profile, entry->line, err, "no such setting as", entry->key, "columns stand in [columns]");
	return column_add(profile, entry, kind, err);
}

static bool entries_take(struct profile *profile, struct err *err)
{
	const struct settings_entry *entry;
	size_t cursor = 0, n = 0;

	while (settings_next(profile->settings, &cursor))
		n++;
	profile->columns = arena_array(&profile->arena, n + 1, sizeof(*profile->columns));
	profile->maps = arena_array(&profile->arena, n + 1, sizeof(*profile->maps));
	if (!profile->columns || !profile->maps)
		return err_memory(err);
	cursor = 0;
	while ((entry = settings_next(profile->settings, &cursor)))
		if (!entry_take(profile, entry, err))
			return false;
	return true;
}

bool profile_open(const char *path, struct profile **ret_profile, struct err *err)
{
	struct profile *profile = calloc(1, sizeof(*profile));

	if (!profile)
		return err_memory(err);
	arena_init(&profile->arena);
	profile->path = path ? path : "";
	if (!path || (settings_open(path, &profile->settings, err) && entries_take(profile, err))) {
		*ret_profile = profile;
		return true;
	}
	profile_close(profile);
	return false;
}

void profile_close(struct profile *profile)
{
	if (!profile)
		return;
	settings_close(profile->settings);
	arena_finish(&profile->arena);
	free(profile);
}
