/* present.c - slides are places on the stack like any other, so that every key of the dashboard works in front of the room: Enter
 * drills, Esc comes back to the slide, and only then ends. */
#include "present.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/width.h"
#include "dashboard_private.h"

static const struct panel_ops *slide_named(const char *name)
{
	return strcmp(name, "figures") == 0 ? &panel_poster : panel_view_find(name);
}

static void add_slide(struct presenting *presenting, const char *name)
{
	const struct panel_ops *ops = slide_named(name);

	if (ops && presenting->n < SLIDES_MAX)
		presenting->slides[presenting->n++] = ops;
}

/* "figures, brief time" */
static void read_slides(struct presenting *presenting, const char *list)
{
	char name[32];

	while (*list) {
		size_t n = strspn(list, ", ");

		list += n;
		n = strcspn(list, ", ");
		snprintf(name, sizeof(name), "%.*s", n < sizeof(name) ? (int)n : 0, list);
		add_slide(presenting, name);
		list += n;
	}
}

static bool show_slide(struct dashboard *d)
{
	struct panel_scope scope = top(d)->scope;

	while (d->n_places > d->present.ground) {
		place_close(top(d));
		d->n_places--;
	}
	return dashboard_open(d, d->present.slides[d->present.slide], &scope, NULL);
}

void present_begin(struct dashboard *d)
{
	const char *slides = settings_find(d->env.config, "present", "slides"), *dwell = settings_find(d->env.config, "present", "dwell");

	d->present = (struct presenting){ .on = true, .ground = d->n_places, .masked_before = d->mask };
	read_slides(&d->present, slides ? slides : "figures, brief, time, control, revenue, posts");
	if (d->present.n == 0)
		add_slide(&d->present, "figures");
	if (dwell && atoi(dwell) > 0)
		d->present.dwell = atoi(dwell) < 3600 ? atoi(dwell) : 3600;
	if (d->present.ground >= PLACES_MAX - 2) {
		d->present.on = false;
		dashboard_say(d, "Go back a few steps (Esc) before presenting.");
		return;
	}
	d->mask = true;
	if (!show_slide(d)) {
		present_end(d);
		dashboard_say(d, "There is not enough memory to present.");
	}
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

int dashboard_dwell(const struct dashboard *d)
{
	return d->present.on && !d->present.frozen && !d->present.blank ? d->present.dwell : 0;
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
