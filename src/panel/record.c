/* record.c - keys by their names, texts as texts, pauses as waits, and the name of each place that was reached as an expectation: so
 * the file tells when it no longer leads where it led. */
#include "record.h"

#include <stdio.h>
#include <string.h>

#include "base/mask.h"
#include "base/time.h"
#include "base/width.h"
#include "compare.h"
#include "dashboard_private.h"
#include "names.h"
#include "panel/script.h"

enum { PAUSE_MS = 1500, PAUSE_MOST_MS = 20000 };

bool record_is_on(const struct dashboard *d)
{
	return d->recording.path[0] != '\0';
}

/* Blanks at the end of a text would be lost to whoever reads the line: they are keys of their own. */
static void end_line(struct recording *recording)
{
	struct text *text = &recording->text;
	size_t blanks = 0;

	while (recording->line == RECORD_TYPE && text->len && text->data[text->len - 1] == ' ') {
		text->data[--text->len] = '\0';
		blanks++;
	}
	if (text->len && text->data[text->len - 1] != '\n')
		text_put(text, '\n');
	if (blanks) {
		text_append(text, "keys");
		while (blanks--)
			text_append(text, " Space");
		text_put(text, '\n');
	}
	recording->line = RECORD_LINE;
}

static void put_line(struct recording *recording, const char *word, const char *rest)
{
	end_line(recording);
	text_appendf(&recording->text, "%s%s%s\n", word, *rest ? " " : "", rest);
}

/* Goes on with the last line where that is of the same kind. */
static void put_token(struct recording *recording, bool typed, const char *token)
{
	bool goes_on = recording->line == (typed ? RECORD_TYPE : RECORD_KEYS);

	if (!goes_on)
		end_line(recording);
	text_appendf(&recording->text, "%s%s", goes_on ? typed ? "" : " " : typed ? "type " : "keys ", token);
	recording->line = typed ? RECORD_TYPE : RECORD_KEYS;
}

static void put_command(struct recording *recording, const char *command, const char *argument)
{
	struct text line = TEXT_INIT;

	put_line(recording, "keys", ":");
	text_appendf(&line, "%s %s", command, argument);
	put_line(recording, "type", line.data);
	put_line(recording, "keys", "Enter");
	text_finish(&line);
}

/* From the first screen, whatever it opens on, to this scope. A script is for others: people stand in it under their pseudonyms. */
static void put_scope(struct recording *recording, const struct panel_scope *scope)
{
	char from[32], to[32];
	struct text said = TEXT_INIT;

	if (scope->to == TIME_DAY_NONE)
		return;
	text_appendf(&said, "%s to %s", time_day_format(scope->from, from), time_day_format(scope->to, to));
	put_command(recording, "period", said.data);
	for (size_t i = 0; i < scope->n_filters; i++) {
		text_clear(&said);
		text_appendf(&said, "%s=", scope->filters[i].name);
		if (mask_is_personal(scope->filters[i].name) && scope->filters[i].value[0])
			names_pseudonym(names_dim(scope->filters[i].name), scope->filters[i].value, &said);
		else
			text_append(&said, scope->filters[i].value);
		put_command(recording, "filter", said.data);
	}
	if (scope->compare != PANEL_VS_BOTH)
		put_command(recording, "compare", scope->compare == PANEL_VS_POST ? scope->compare_post : compare_name(scope->compare));
	text_finish(&said);
}

/* At the first key, when the size of the screen is known. */
static void put_beginning(struct dashboard *d)
{
	struct recording *recording = &d->recording;
	char size[32];

	text_appendf(&recording->text, "# Recorded with Tidewaiter %s. Played by `tidewaiter demo --script FILE` or :play FILE,\n"
		"# run as a test by `tidewaiter show brief --script FILE`.\n", TIDEWAITER_VERSION);
	snprintf(size, sizeof(size), "%dx%d", d->cols ? d->cols : 80, d->rows ? d->rows : 24);
	put_line(recording, "size", size);
	if (d->n_places) {
		put_scope(recording, &top(d)->scope);
		put_line(recording, "keys", (char[]){ top(d)->view && top(d)->view->key ? top(d)->view->key : '1', '\0' });
	}
}

bool record_begin(struct dashboard *d, const char *path, struct err *err)
{
	struct recording *recording = &d->recording;

	if (!d->options.save)
		return err_set(err, ERR_REFUSED, "Nothing is written from here, so nothing can be recorded.");
	if (strlen(path) >= sizeof(recording->path))
		return err_set(err, ERR_USAGE, "The name of the file is too long.");
	if (!record_end(d, err))
		return false;
	*recording = (struct recording){ .text = TEXT_INIT, .last = d->now_ms };
	snprintf(recording->path, sizeof(recording->path), "%s", path);
	dashboard_say(d, "Recording: :say TEXT writes a caption, :record stop ends it.");
	return true;
}

bool record_end(struct dashboard *d, struct err *err)
{
	struct recording *recording = &d->recording;
	bool ok;

	if (!record_is_on(d))
		return true;
	end_line(recording);
	ok = !recording->text.failed || err_memory(err);
	ok = ok && d->options.save(d->options.save_context, recording->path, &recording->text, err);
	if (!ok)
		return false;
	dashboard_say(d, "Recorded: %s", recording->path);
	record_drop(d);
	return true;
}

void record_drop(struct dashboard *d)
{
	text_finish(&d->recording.text);
	d->recording = (struct recording){ .path = "" };
}

/* Names are cut where room is short: those are not told. */
static bool is_shown(struct dashboard *d, const char *label)
{
	struct canvas *canvas = dashboard_screen(d);
	bool shown = canvas && script_shows(canvas, label);

	canvas_destroy(canvas);
	return shown;
}

/* Where one has come to since the last key, and how long it was looked at. */
static void put_meanwhile(struct dashboard *d)
{
	struct recording *recording = &d->recording;
	int64_t pause = d->now_ms - recording->last;
	const char *label = d->n_places ? top(d)->label : "";
	char seconds[32];

	/* What comes in behind a picture that is there already is no reason to pass it over: on a slow machine it takes a while. */
	if (d->asking != ASK_NOTHING || (d->n_places && top(d)->load))
		return;
	if (label[0] && strcmp(label, recording->label) != 0 && is_shown(d, label)) {
		put_line(recording, "expect", label);
		snprintf(recording->label, sizeof(recording->label), "%s", label);
	}
	if (pause >= PAUSE_MS) {
		snprintf(seconds, sizeof(seconds), "%.1f", (double)(pause < PAUSE_MOST_MS ? pause : PAUSE_MOST_MS) / 1000);
		put_line(recording, "wait", seconds);
	}
}

void record_key(struct dashboard *d, uint32_t key)
{
	struct recording *recording = &d->recording;
	bool text = d->asking != ASK_NOTHING && key >= ' ' && key <= 0x10ffff && key != KEY_BACKSPACE_;
	bool typed = text && (key != ' ' || recording->line == RECORD_TYPE);
	char buffer[16];

	if (recording->text.len == 0)
		put_beginning(d);
	put_meanwhile(d);
	if (d->asking == ASK_NOTHING)
		recording->mark = recording->text.len;
	put_token(recording, typed, typed && key == ' ' ? " " : request_key_name(key, buffer));
	recording->last = d->now_ms;
}

void record_forget_line(struct dashboard *d)
{
	struct recording *recording = &d->recording;

	if (!record_is_on(d) || recording->mark > recording->text.len)
		return;
	recording->text.len = recording->mark;
	recording->text.data[recording->mark] = '\0';
	end_line(recording);
}

void record_step(struct dashboard *d, const char *word, const char *rest)
{
	record_forget_line(d);
	if (record_is_on(d))
		put_line(&d->recording, word, rest);
}
