/* config.c - is each setting one that there is, with a value that it can have? Told at the start, with its line, whatever the command:
 * a misspelt name would else be passed over, and a wrong value be told by the one view that needs it. */
#include "app.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/time.h"
#include "canvas/theme.h"

static bool is_plain(const char *text)
{
	size_t digits = strspn(text, "0123456789");

	if (digits > 0 && digits <= 15 && text[digits] == '.')
		return strlen(text) <= 24 && text[digits + 1 + strspn(text + digits + 1, "0123456789")] == '\0';
	return digits > 0 && digits <= 15 && text[digits] == '\0';
}

static bool is_weight(const char *text)
{
	return is_plain(text) && strtod(text, NULL) <= 1e6;
}

static bool is_hours(const char *text)
{
	return is_plain(text) && strtod(text, NULL) > 0 && strtod(text, NULL) <= 24 * 366;
}

static bool is_seconds(const char *text)
{
	return is_plain(text) && !strchr(text, '.') && strtod(text, NULL) <= TIME_DAY_SECONDS;
}

static bool is_month_day(const char *text)
{
	int month, day;
	char end;

	return sscanf(text, "%2d-%2d%c", &month, &day, &end) == 2 && time_civil_is_valid(2024, month, day);
}

static bool is_theme(const char *text)
{
	for (size_t i = 0; i < theme_count(); i++)
		if (strcmp(theme_at(i)->name, text) == 0)
			return true;
	return false;
}

static bool is_text(const char *text)
{
	return true;
}

static const struct setting {
	const char *section, *key; /* key NULL: judged elsewhere */
	bool (*is)(const char *text);
	const char *such_as;
} known[] = {
	{"kpi", "hit_floor", is_plain, "an amount of money such as 100"},
	{"kpi", "inspection_cost", is_plain, "an amount of money such as 40"},
	{"load", "green", is_weight, "a number such as 1"},
	{"load", "blue", is_weight, "a number such as 1"},
	{"load", "yellow", is_weight, "a number such as 3"},
	{"load", "orange", is_weight, "a number such as 3"},
	{"load", "red", is_weight, "a number such as 10"},
	{"risk", "inspection_cost", is_plain, "an amount of money such as 40"},
	{"risk", "owner", is_text, NULL},
	{"standards", "default", is_hours, "a number of hours such as 48"},
	{"calendar", "fiscal_year_end", is_month_day, "a month and a day such as 06-30"},
	{"present", "slides", is_text, NULL},
	{"present", "dwell", is_seconds, "a number of seconds such as 20"},
	{"notes", "file", is_text, NULL},
	{"screen", "theme", is_theme, "dark, light, contrast or mono"},
	{"keys", NULL, NULL, NULL},
};

enum { KNOWN = sizeof(known) / sizeof(known[0]) };

/* A mode of transport by name or code, a direction, or both: sea, 1, transit, air.export. */
static bool is_standard(const char *key)
{
	static const char *const words[] = {"sea", "rail", "land", "air", "mail", "multimodal", "fixed", "inland", "import", "export", "transit"};

	while (*key) {
		size_t n = strcspn(key, "."), digits = strspn(key, "0123456789");
		bool is = digits == n && n > 0;

		for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
			is |= strlen(words[i]) == n && strncasecmp(words[i], key, n) == 0;
		if (!is)
			return false;
		key += key[n] ? n + 1 : n;
	}
	return true;
}

static const struct setting *setting_find(const struct settings_entry *entry)
{
	const char *section = *entry->section ? entry->section : "kpi";

	for (size_t i = 0; i < KNOWN; i++) {
		if (strcasecmp(known[i].section, section) != 0)
			continue;
		if (!known[i].key || (!entry->map && strcasecmp(known[i].key, entry->key) == 0))
			return &known[i];
		if (strcmp(known[i].section, "standards") == 0 && !entry->map && is_standard(entry->key))
			return &known[i];
	}
	return NULL;
}

static bool refuse(const struct settings *settings, const struct settings_entry *entry, struct err *err)
{
	struct text names = TEXT_INIT;
	const char *before = "", *section = *entry->section ? entry->section : "kpi";

	for (size_t i = 0; i < KNOWN; i++) {
		if (strcasecmp(known[i].section, section) == 0 && known[i].key)
			text_appendf(&names, "%s%s", names.len ? ", " : "", known[i].key);
	}
	if (names.len) {
		err_set(err, ERR_CONFIG, "%s, line %d: there is no setting '%s' in [%s]; there are %s", settings_path(settings), entry->line,
			entry->key, section, names.data);
	} else {
		for (size_t i = 0; i < KNOWN; before = known[i++].section)
			if (strcmp(known[i].section, before) != 0)
				text_appendf(&names, "%s%s", names.len ? ", " : "", known[i].section);
		err_set(err, ERR_CONFIG, "%s, line %d: there is no section [%s]; there are %s", settings_path(settings), entry->line, section,
			names.data);
	}
	text_finish(&names);
	return false;
}

bool config_check(const struct settings *settings, struct err *err)
{
	const struct settings_entry *entry;
	size_t cursor = 0;

	while (settings && (entry = settings_next(settings, &cursor))) {
		const struct setting *setting = setting_find(entry);

		if (!setting)
			return refuse(settings, entry, err);
		if (setting->key && !setting->is(entry->value))
			return err_set(err, ERR_CONFIG, "%s, line %d: %s is %s, not '%s'", settings_path(settings), entry->line, entry->key,
				setting->such_as, entry->value);
	}
	return true;
}
