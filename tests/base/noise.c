/* noise.c - the promises of the readers that see foreign bytes first. */
#include "noise.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/settings.h"
#include "base/time.h"
#include "base/width.h"

static void promise(bool kept, const char *what)
{
	if (kept)
		return;
	fprintf(stderr, "broken: %s\n", what);
	abort();
}

static void try_stamp(const char *s, size_t n)
{
	struct time_stamp stamp = {.seconds = 42, .form = TIME_FORM_NONE}, again;
	char buffer[32];

	if (!time_stamp_parse(s, n, &stamp)) {
		promise(stamp.seconds == 42 && stamp.form == TIME_FORM_NONE,
			"a refused stamp leaves the result alone");
		return;
	}
	promise(stamp.form >= TIME_FORM_LOCAL && stamp.form <= TIME_FORM_DAY, "a stamp has a form");
	promise(n >= 10 && s[4] == '-' && s[7] == '-', "a stamp begins with a date");
	promise(stamp.form != TIME_FORM_DAY || (n == 10 && stamp.seconds % TIME_DAY_SECONDS == 0),
		"a day is midnight");
	time_seconds_format(stamp.seconds, buffer);
	if (buffer[4] != '-' || memcmp(buffer, "1582", 4) <= 0)
		return; /* an offset has led out of the years that are read */
	promise(time_stamp_parse(buffer, strlen(buffer), &again), "what is written can be read");
	promise(again.seconds == stamp.seconds, "and means the same");
}

static void check_harmless(const struct text *text)
{
	int marks = 0;
	size_t len;

	for (size_t i = 0; i < text->len; i += len) {
		int32_t code = width_decode(text->data + i, text->len - i, &len);

		promise(code >= 0, "filtered text is UTF-8");
		promise(!width_is_harmful((uint32_t)code), "filtered text is harmless");
		promise(i > 0 || width_of_code((uint32_t)code) > 0, "filtered text begins with a base");
		marks = width_of_code((uint32_t)code) ? 0 : marks + 1;
		promise(marks <= 2, "no base carries three marks");
	}
}

static void try_filter(const char *s, size_t n)
{
	struct text once = TEXT_INIT, twice = TEXT_INIT, cut = TEXT_INIT;

	width_filter(&once, s, n);
	check_harmless(&once);
	width_filter(&twice, once.data, once.len);
	promise(once.len == twice.len && memcmp(once.data, twice.data, once.len) == 0,
		"filtering again changes nothing");
	for (int cells = 0; cells < 12; cells += 3) {
		size_t fits = width_fit(once.data, once.len, cells);

		promise(fits <= once.len && width_of(once.data, fits) <= cells, "what fits, fits");
		promise(width_is_utf8(once.data, fits), "a cut falls between characters");
		text_clear(&cut);
		width_fit_ellipsis(&cut, s, n, cells, n % 2);
		check_harmless(&cut);
		promise(width_of(cut.data, cut.len) <= cells, "an ellipsis needs no more cells");
	}
	text_clear(&cut);
	text_append_json(&cut, s, n);
	text_append_xml(&cut, s, n);
	promise(width_is_utf8(cut.data, cut.len), "JSON and XML are UTF-8");
	text_finish(&once);
	text_finish(&twice);
	text_finish(&cut);
}

static void check_entries(const struct settings *settings, const char *content)
{
	const struct settings_entry *entry;
	size_t cursor = 0;
	int line = 0, lines = 1;

	for (const char *p = content; *p; p++)
		lines += *p == '\n';
	while ((entry = settings_next(settings, &cursor))) {
		promise(entry->line > line && entry->line <= lines, "entries have rising lines");
		line = entry->line;
		promise(entry->section && entry->key[0] && entry->value, "an entry is whole");
		promise(entry->map || settings_find(settings, entry->section, entry->key),
			"an entry is found");
		promise(width_is_utf8(entry->value, strlen(entry->value)), "a value is UTF-8");
	}
}

static void try_settings(const char *s, size_t n)
{
	struct settings *settings = NULL;
	struct err err = {0};
	char *content = malloc(n + 1);

	promise(content != NULL, "memory");
	memcpy(content, s, n);
	content[n] = '\0';
	if (settings_parse("noise.ini", content, &settings, &err)) {
		check_entries(settings, content);
	} else {
		promise(settings == NULL, "refused settings are not returned");
		promise(err.code == ERR_CONFIG, "a refusal has its code");
		promise(strncmp(err.text, "noise.ini, line ", 16) == 0, "a refusal names file and line");
	}
	settings_close(settings);
	free(content);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static void (*const readers[NOISE_KINDS])(const char *s, size_t n) = {
		[NOISE_STAMP] = try_stamp,
		[NOISE_FILTER] = try_filter,
		[NOISE_SETTINGS] = try_settings,
	};
	char *exact;

	if (size == 0)
		return 0;
	exact = malloc(size > 1 ? size - 1 : 1); /* its own, so that a sanitizer sees a step over the end */
	promise(exact != NULL, "memory");
	memcpy(exact, data + 1, size - 1);
	readers[data[0] % NOISE_KINDS](exact, size - 1);
	free(exact);
	return 0;
}
