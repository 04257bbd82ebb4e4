/* script.c - reading scripts, and replaying them on a canvas. The live screen plays the same steps in its own time. */
#include "panel/script.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/width.h"
#include "canvas/writers.h"
#include "panel/dashboard.h"
#include "panel/request.h"

enum { SCRIPT_BYTES_MAX = 1 << 20, WAIT_MAX = 3600 };

struct script {
	struct arena arena;
	char *name;
	struct script_step *steps;
	size_t n, cap;
};

static struct script_step *add(struct script *script, enum script_what what, int line)
{
	if (script->n == script->cap) {
		size_t cap = script->cap ? script->cap * 2 : 64;
		struct script_step *more = realloc(script->steps, cap * sizeof(*more));

		if (!more)
			return NULL;
		script->steps = more;
		script->cap = cap;
	}
	script->steps[script->n] = (struct script_step){ .what = what, .line = line };
	return &script->steps[script->n++];
}

static bool add_key(struct script *script, uint32_t key, bool typed, int line)
{
	struct script_step *step = add(script, SCRIPT_KEY, line);

	if (step) {
		step->key = key;
		step->typed = typed;
	}
	return step != NULL;
}

static bool read_keys(struct script *script, const char *s, int line, struct err *err)
{
	uint32_t key;
	size_t len;

	for (; *s; s += len + strspn(s + len, " \t")) {
		len = request_key_parse(s, &key);
		if (len == 0 || (s[len] && s[len] != ' ' && s[len] != '\t'))
			return err_set(err, ERR_DATA, "%s, line %d: '%s' does not begin with a key's name", script->name, line, s);
		if (!add_key(script, key, false, line))
			return err_memory(err);
	}
	return true;
}

static bool read_characters(struct script *script, const char *s, int line, struct err *err)
{
	size_t len;

	for (; *s; s += len) {
		int32_t code = width_decode(s, strlen(s), &len);

		if (code < ' ')
			return err_set(err, ERR_DATA, "%s, line %d: only characters can be typed; keys have names", script->name, line);
		if (!add_key(script, (uint32_t)code, true, line))
			return err_memory(err);
	}
	return true;
}

static bool read_seconds(struct script *script, enum script_what what, const char *rest, int line, struct err *err)
{
	struct script_step *step;
	char *end;
	double seconds = strtod(rest, &end);

	if (end == rest || *end || !(seconds >= 0 && seconds <= WAIT_MAX))
		return err_set(err, ERR_DATA, "%s, line %d: %s takes seconds, such as 2.5", script->name, line,
			what == SCRIPT_WAIT ? "wait" : "pace");
	step = add(script, what, line);
	if (step)
		step->milliseconds = (int)(seconds * 1000);
	return step || err_memory(err);
}

static bool read_step(struct script *script, const char *word, const char *rest, int line, struct err *err)
{
	static const struct {
		const char *word;
		enum script_what what;
	} texts[] = { { "say", SCRIPT_SAY }, { "expect", SCRIPT_EXPECT }, { "absent", SCRIPT_ABSENT } };
	struct script_step *step;
	char last;

	if (strcmp(word, "keys") == 0)
		return read_keys(script, rest, line, err);
	if (strcmp(word, "type") == 0)
		return read_characters(script, rest, line, err);
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		if (strcmp(word, texts[i].word) != 0)
			continue;
		if (!*rest && texts[i].what != SCRIPT_SAY)
			return err_set(err, ERR_DATA, "%s, line %d: %s what?", script->name, line, word);
		step = add(script, texts[i].what, line);
		if (step)
			step->text = arena_strdup(&script->arena, rest);
		return (step && step->text) || err_memory(err);
	}
	if (strcmp(word, "wait") == 0 || strcmp(word, "pace") == 0)
		return read_seconds(script, word[0] == 'w' ? SCRIPT_WAIT : SCRIPT_PACE, rest, line, err);
	if (strcmp(word, "size") == 0) {
		step = add(script, SCRIPT_SIZE, line);
		if (!step)
			return err_memory(err);
		if (sscanf(rest, "%4dx%4d%c", &step->cols, &step->rows, &last) != 2 || step->cols < 1 || step->rows < 1)
			return err_set(err, ERR_DATA, "%s, line %d: size takes COLSxROWS such as 120x36", script->name, line);
		return true;
	}
	return err_set(err, ERR_DATA, "%s, line %d: there is no step '%s': keys, type, say, wait, pace, expect, absent or size", script->name, line,
		word);
}

static bool read_lines(struct script *script, const char *content, struct err *err)
{
	for (int line = 1; *content; line++) {
		size_t n = strcspn(content, "\n"), len;
		char *text = arena_strndup(&script->arena, content, n);
		char word[16];

		if (!text)
			return err_memory(err);
		for (len = strlen(text); len > 0 && strchr(" \t\r", text[len - 1]); len--)
			text[len - 1] = '\0';
		text += strspn(text, " \t");
		len = strcspn(text, " \t");
		snprintf(word, sizeof(word), "%.*s", (int)(len < sizeof(word) ? len : sizeof(word) - 1), text);
		if (*text && *text != '#' && !read_step(script, word, text + len + strspn(text + len, " \t"), line, err))
			return false;
		content += n + (content[n] == '\n');
	}
	return true;
}

bool script_parse(const char *name, const char *content, struct script **ret_script, struct err *err)
{
	struct script *script = calloc(1, sizeof(*script));

	if (!script)
		return err_memory(err);
	arena_init(&script->arena);
	script->name = arena_strdup(&script->arena, name);
	if ((script->name || err_memory(err)) && read_lines(script, content, err)) {
		*ret_script = script;
		return true;
	}
	script_close(script);
	return false;
}

bool script_open(const char *path, struct script **ret_script, struct err *err)
{
	FILE *file = fopen(path, "re");
	char *content = NULL;
	size_t n;
	bool ok;

	if (!file)
		return err_set(err, ERR_NO_INPUT, "%s: %s", path, strerror(errno));
	content = malloc(SCRIPT_BYTES_MAX + 1);
	n = content ? fread(content, 1, SCRIPT_BYTES_MAX + 1, file) : 0;
	if (!content)
		ok = err_memory(err);
	else if (ferror(file))
		ok = err_set(err, ERR_NO_INPUT, "%s: cannot be read: %s", path, strerror(errno));
	else if (n > SCRIPT_BYTES_MAX || memchr(content, '\0', n))
		ok = err_set(err, ERR_DATA, "%s: is no script", path);
	else {
		content[n] = '\0';
		ok = script_parse(path, content, ret_script, err);
	}
	free(content);
	fclose(file);
	return ok;
}

void script_close(struct script *script)
{
	if (!script)
		return;
	free(script->steps);
	arena_finish(&script->arena);
	free(script);
}

const struct script_step *script_step(const struct script *script, size_t index)
{
	return index < script->n ? &script->steps[index] : NULL;
}

const char *script_name(const struct script *script)
{
	return script->name;
}

/* ---- replay */

static bool paint(struct dashboard *dashboard, int cols, int rows, bool ascii, struct canvas **canvas, struct err *err)
{
	canvas_destroy(*canvas);
	*canvas = NULL;
	if (!canvas_create(cols, rows, ascii, canvas, err))
		return false;
	dashboard_paint(dashboard, *canvas);
	return true;
}

/* The text wherever it stands, whole or over the end of a line. */
bool script_shows(const struct canvas *canvas, const char *wanted)
{
	struct text text = TEXT_INIT;
	bool found;

	canvas_write_text(canvas, &text);
	found = strstr(text.data, wanted) != NULL;
	text_finish(&text);
	return found;
}

bool script_check(const struct script *script, const struct script_step *step, const struct canvas *canvas, struct err *err)
{
	if (script_shows(canvas, step->text) == (step->what == SCRIPT_EXPECT))
		return true;
	return err_set(err, ERR_NOT_SO, "%s, line %d: '%s' is%s on the screen", script->name, step->line, step->text,
		step->what == SCRIPT_EXPECT ? " not" : "");
}

bool script_replay(const struct script *script, struct dashboard *dashboard, int cols, int rows, bool ascii, struct canvas **ret_canvas,
	struct err *err)
{
	struct canvas *canvas = NULL;
	bool ok = paint(dashboard, cols, rows, ascii, &canvas, err), going = true;

	for (size_t i = 0; ok && going && i < script->n; i++) {
		const struct script_step *step = &script->steps[i];

		switch (step->what) {
		case SCRIPT_KEY:
			going = dashboard_key(dashboard, step->key);
			break;
		case SCRIPT_SAY:
			dashboard_caption(dashboard, step->text);
			break;
		case SCRIPT_SIZE:
			cols = step->cols;
			rows = step->rows;
			break;
		case SCRIPT_EXPECT:
		case SCRIPT_ABSENT:
			ok = script_check(script, step, canvas, err);
			break;
		default:
			break;
		}
		if (ok && going && (step->what == SCRIPT_KEY || step->what == SCRIPT_SAY || step->what == SCRIPT_SIZE))
			ok = paint(dashboard, cols, rows, ascii, &canvas, err);
	}
	if (!ok) {
		canvas_destroy(canvas);
		return false;
	}
	*ret_canvas = canvas;
	return true;
}
