/* play.c - the steps of a script by the clock. Where a script says nothing of time, a caption stays as long as it takes to read,
 * and keys come slowly enough to be seen; a step waits for a panel that is still being read. */
#include "play.h"

#include <stdio.h>
#include <string.h>

#include "base/width.h"
#include "dashboard_private.h"
#include "panel/script.h"

enum {
	PACE_MS = 800, TYPED_MS = 110,	/* between keys, and between the characters of a text */
	READ_MS = 1200, LETTER_MS = 45,	/* a caption: at least, and for each letter */
};

bool play_begin(struct dashboard *d, const char *path, struct err *err)
{
	struct script *script = NULL;

	if (!script_open(path, &script, err))
		return false;
	play_end(d);
	d->playing = (struct playing){ .script = script, .due = d->now_ms, .pace = PACE_MS };
	if (!d->mask)
		dashboard_mask(d, true);
	d->message[0] = '\0';
	return true;
}

void play_end(struct dashboard *d)
{
	script_close(d->playing.script);
	d->playing = (struct playing){ .script = NULL };
	d->caption[0] = '\0';
}

bool play_is_on(const struct dashboard *d)
{
	return d->playing.script != NULL;
}

static void stop(struct dashboard *d)
{
	const struct script_step *step = script_step(d->playing.script, d->playing.next);

	if (step)
		dashboard_say(d, "Stopped before line %d of %s.", step->line, script_name(d->playing.script));
	play_end(d);
}

bool play_key(struct dashboard *d, uint32_t key)
{
	switch (key) {
	case ' ':
		d->playing.held = false;
		d->playing.due = d->now_ms;
		return true;
	case '.':
		d->playing.held = !d->playing.held;
		return true;
	case KEY_ESCAPE_:
	case 'q':
		stop(d);
		return true;
	default:
		stop(d);
		return false;
	}
}

int play_due(const struct dashboard *d)
{
	int64_t left = d->playing.due - d->now_ms;

	if (!play_is_on(d) || d->playing.held || (d->n_places && place_is_waiting(&d->places[d->n_places - 1])))
		return -1;
	return left > 0 ? (int)left : 0;
}

static bool holds(struct dashboard *d, const struct script_step *step, struct err *err)
{
	struct canvas *canvas = dashboard_screen(d);
	bool ok = canvas ? script_check(d->playing.script, step, canvas, err) : err_memory(err);

	canvas_destroy(canvas);
	return ok;
}

/* A caption stays until it is read, unless the script itself says how long. */
static int reading_time(const struct dashboard *d, const char *caption)
{
	const struct script_step *next = script_step(d->playing.script, d->playing.next);
	int cells = width_of(caption, strlen(caption));

	return cells == 0 || (next && next->what == SCRIPT_WAIT) ? 0 : READ_MS + LETTER_MS * cells;
}

static bool press(struct dashboard *d, const struct script_step *step)
{
	const struct script_step *next = script_step(d->playing.script, d->playing.next);
	char buffer[16];

	snprintf(d->playing.key, sizeof(d->playing.key), "%s", request_key_name(step->key, buffer));
	d->playing.due = d->now_ms + (next && next->what == SCRIPT_KEY && next->typed ? TYPED_MS : d->playing.pace);
	return dashboard_press(d, step->key);
}

bool play_step(struct dashboard *d)
{
	const struct script_step *step;
	struct err err = { 0 };

	if (play_due(d) != 0)
		return true;
	step = script_step(d->playing.script, d->playing.next++);
	if (!step) {
		play_end(d);
		return true;
	}
	switch (step->what) {
	case SCRIPT_KEY:
		return press(d, step);
	case SCRIPT_SAY:
		dashboard_caption(d, step->text);
		d->playing.due = d->now_ms + reading_time(d, step->text);
		break;
	case SCRIPT_WAIT:
		d->playing.due = d->now_ms + step->milliseconds;
		break;
	case SCRIPT_PACE:
		d->playing.pace = step->milliseconds;
		break;
	case SCRIPT_EXPECT:
	case SCRIPT_ABSENT:
		if (!holds(d, step, &err)) {
			play_end(d);
			dashboard_say(d, "Stopped: %s.", err.text);
		}
		break;
	case SCRIPT_SIZE:	/* a terminal has its own */
		break;
	}
	return true;
}
