/* present.c - slides are places on the stack like any other, so that every key of the dashboard works in front of the room: Enter
 * drills, Esc comes back to the slide, and only then ends. */
#include "present.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/width.h"
#include "dashboard_private.h"

enum { DWELL_MOST = 3600 };

static const struct panel_ops *slide_named(const char *name)
{
	return strcmp(name, "figures") == 0 ? &panel_poster : panel_view_find(name);
}

/* "brief:30": a slide and its seconds. */
static bool add_slide(struct presenting *presenting, const char *name, size_t n, int dwell, struct err *err)
{
	char word[32], *colon, *end;
	const struct panel_ops *ops;
	long seconds = dwell;

	snprintf(word, sizeof(word), "%.*s", n < sizeof(word) ? (int)n : 0, name);
	colon = strchr(word, ':');
	if (colon) {
		*colon++ = '\0';
		seconds = strtol(colon, &end, 10);
		if (end == colon || *end || seconds < 0 || seconds > DWELL_MOST)
			return err_set(err, ERR_CONFIG, "'%.*s': a slide takes its seconds behind a colon, such as brief:30", (int)n, name);
	}
	ops = slide_named(word);
	if (!ops)
		return err_set(err, ERR_CONFIG, "'%.*s' is no slide: figures, or a view by its name", (int)n, name);
	if (presenting->n == SLIDES_MAX)
		return err_set(err, ERR_CONFIG, "at most %d slides", SLIDES_MAX);
	presenting->slides[presenting->n++] = (struct slide){ .ops = ops, .dwell = (int)seconds };
	return true;
}

/* "figures:30, brief time" */
static bool read_slides(struct presenting *presenting, const char *list, int dwell, struct err *err)
{
	for (list += strspn(list, ", "); *list; list += strspn(list, ", ")) {
		size_t n = strcspn(list, ", ");

		if (!add_slide(presenting, list, n, dwell, err))
			return false;
		list += n;
	}
	return true;
}

static int dwell_of(const struct settings *config)
{
	const char *dwell = settings_find(config, "present", "dwell");
	int seconds = dwell ? atoi(dwell) : 0;

	return seconds < 0 ? 0 : seconds < DWELL_MOST ? seconds : DWELL_MOST;
}

static bool show_slide(struct dashboard *d)
{
	struct panel_scope scope = top(d)->scope;

	while (d->n_places > d->present.ground) {
		place_close(top(d));
		d->n_places--;
	}
	return dashboard_open(d, d->present.slides[d->present.slide].ops, &scope, NULL);
}

static bool find_slides(struct dashboard *d, struct presenting *presenting, const char *slides, struct err *err)
{
	const char *configured = settings_find(d->env.config, "present", "slides");

	if (!slides || !*slides)
		slides = configured ? configured : "figures, brief, time, control, revenue, posts";
	return read_slides(presenting, slides, dwell_of(d->env.config), err) &&
	       (presenting->n || err_set(err, ERR_CONFIG, "There is no slide to show."));
}

bool present_begin(struct dashboard *d, const char *slides, struct err *err)
{
	struct presenting presenting = { .on = true, .ground = d->n_places, .masked_before = d->mask, .since = d->now_ms };
	struct err own = { 0 };

	if (!find_slides(d, &presenting, slides, &own)) {
		dashboard_say(d, "%s", own.text);
		return err_set(err, own.code, "%s", own.text);
	}
	if (d->n_places == 0)
		return err_set(err, ERR_USAGE, "There is no data to present.");
	if (presenting.ground >= PLACES_MAX - 2) {
		dashboard_say(d, "Go back a few steps (Esc) before presenting.");
		return err_set(err, ERR_USAGE, "%s", d->message);
	}
	d->present = presenting;
	d->mask = true;
	if (show_slide(d))
		return true;
	present_end(d);
	dashboard_say(d, "There is not enough memory to present.");
	return err_memory(err);
}

bool dashboard_present(struct dashboard *d, const char *slides, struct err *err)
{
	if (d->present.on)
		present_end(d);
	return present_begin(d, slides, err);
}

void present_end(struct dashboard *d)
{
	bool masked = d->present.masked_before;

	while (d->n_places > d->present.ground) {
		place_close(top(d));
		d->n_places--;
	}
	d->present = (struct presenting){ .on = false };
	if (d->mask != masked)
		dashboard_mask(d, masked);
	else
		place_close(&d->companion);
	d->message[0] = '\0';
}

/* The figures of one slide first, then the next slide; round at the ends. */
static void turn(struct dashboard *d, int delta)
{
	struct presenting *presenting = &d->present;
	struct panel *panel = top(d)->panel;

	if (d->n_places == presenting->ground + 1 && panel->ops == &panel_poster && place_is_ready(top(d)) &&
	    panel->ops->on_request(panel, delta > 0 ? REQ_RIGHT : REQ_LEFT) == REQ_NONE)
		return;
	presenting->since = d->now_ms;
	presenting->slide = (presenting->slide + presenting->n + (size_t)(delta > 0 ? 1 : presenting->n - 1)) % presenting->n;
	show_slide(d);
}

bool present_key(struct dashboard *d, uint32_t key)
{
	struct presenting *presenting = &d->present;
	bool was_blank = presenting->blank;
	char buffer[16];

	snprintf(presenting->key, sizeof(presenting->key), "%s", request_key_name(key, buffer));
	presenting->blank = false;
	presenting->since = d->now_ms;
	switch (key) {
	case ' ':
	case KEY_PAGE_DOWN_:
		turn(d, 1);
		return true;
	case KEY_BACKSPACE_:
	case KEY_PAGE_UP_:
		turn(d, -1);
		return true;
	case 'b':
		presenting->blank = !was_blank;
		return true;
	case '.':
		presenting->frozen = !presenting->frozen;
		return true;
	case 'm':		/* never by a slip of the finger before a room */
		dashboard_say(d, "Names stay masked while presenting.");
		return true;
	case KEY_ESCAPE_:
	case 'q':
		if (d->n_places > presenting->ground + 1)
			return false;
		present_end(d);
		return true;
	case 'p':
		present_end(d);
		return true;
	default:
		return was_blank;
	}
}

int present_due(const struct dashboard *d)
{
	const struct presenting *presenting = &d->present;
	int dwell = presenting->on ? presenting->slides[presenting->slide].dwell : 0;
	int64_t left = presenting->since + (int64_t)dwell * 1000 - d->now_ms;

	if (dwell == 0 || presenting->frozen || presenting->blank || d->asking != ASK_NOTHING)
		return -1;
	return left > 0 ? (int)left : 0;
}

void present_turn(struct dashboard *d)
{
	d->present.since = d->now_ms;
	turn(d, 1);
}

void present_paint_foot(const struct dashboard *d, struct canvas_area area)
{
	const struct presenting *presenting = &d->present;
	char where[80];
	int cells;

	canvas_put(area, 0, 0, CANVAS_MUTED, area.cols < 60 ? "Space next  Esc ends" :
		"Space next  Backspace back  b blank  . freeze  Esc ends");
	snprintf(where, sizeof(where), "%s%s%s%zu of %zu", presenting->key[0] ? "key " : "", presenting->key,
		presenting->frozen ? "  frozen  " : presenting->key[0] ? "  " : "", presenting->slide + 1, presenting->n);
	cells = width_of(where, strlen(where));
	canvas_put(area, area.cols - cells - 1, 0, CANVAS_KEY, where);
}
