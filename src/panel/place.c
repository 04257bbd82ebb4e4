/* place.c - see place.h. A place in the making keeps its hands off its panel; dropping one never waits for the thread. */
#include "place.h"

#include <stdio.h>
#include <stdlib.h>

#include "drill.h"

struct load {
	struct job job;
	struct panel *panel;
	struct panel_scope scope;
	struct panel_context context;
	bool ran, stopped;
};

static void load_run(struct job *job)
{
	struct load *load = (struct load *)job;

	load->ran = true;
	panel_load(load->panel, &load->context);
}

static void load_release(struct job *job)
{
	struct load *load = (struct load *)job;

	panel_destroy(load->panel);
	free(load);
}

/* What comes in behind the picture. Its panel is on the screen meanwhile and is not touched. */
struct later {
	struct job job;
	const struct panel_ops *ops;
	struct panel_scope scope;
	struct panel_context context;
	struct panel_more *more;
	char failed[600];
	bool ran;
};

static void later_run(struct job *job)
{
	struct later *later = (struct later *)job;
	struct err err = { 0 };

	panel_more_free(later->more);	/* of a run that was cut off */
	later->more = later->ops->more(&later->context, &err);
	snprintf(later->failed, sizeof(later->failed), "%s", later->more ? "" : err.text);
	later->ran = true;
}

static void later_release(struct job *job)
{
	struct later *later = (struct later *)job;

	panel_more_free(later->more);
	free(later);
}

void place_complete(struct place *place, const struct panel_context *context)
{
	struct later *later;

	place->incomplete = false;
	if (!place_is_ready(place) || place->later || !place->panel->ops->more)
		return;
	later = place->jobs ? calloc(1, sizeof(*later)) : NULL;
	if (!later) {
		panel_load_more(place->panel, context);
		return;
	}
	*later = (struct later){ .job = { .run = later_run, .release = later_release }, .ops = place->panel->ops, .scope = place->scope,
		.context = *context };
	later->context.scope = &later->scope;
	place->later = later;
	jobs_add(place->jobs, &later->job);
}

static bool later_settle(struct place *place)
{
	struct later *later = place->later;

	if (!later || !jobs_is_done(place->jobs, &later->job))
		return false;
	place->later = NULL;
	place->panel->ops->adopt(place->panel, later->more, later->ran ? later->failed : "Stopped. Ctrl-R reads it again.");
	free(later);
	return true;
}

void place_leave(struct place *place)
{
	if (!place->later)
		return;
	jobs_drop(place->jobs, &place->later->job);
	place->later = NULL;
	place->incomplete = true;
}

bool place_is_waiting(const struct place *place)
{
	return place->load || place->later;
}

static void place_label(struct place *place)
{
	const struct panel_ops *ops = place->panel->ops;
	const char *label = ops->label && place_is_ready(place) ? ops->label(place->panel) : ops->title;

	snprintf(place->label, sizeof(place->label), "%s", label ? label : ops->title);
}

bool place_is_ready(const struct place *place)
{
	return !place->load && !place->panel->failed[0];
}

static struct load *load_create(const struct place *place, struct panel *panel, const struct panel_context *context)
{
	struct load *load = calloc(1, sizeof(*load));

	if (!load)
		return NULL;
	load->job = (struct job){ .run = load_run, .release = load_release };
	load->panel = panel;
	load->scope = place->scope;
	load->context = *context;
	load->context.scope = &load->scope;
	return load;
}

static void sketch_drop(struct place *place)
{
	if (place->sketching)
		jobs_drop(place->jobs, &place->sketching->job);
	place->sketching = NULL;
	panel_destroy(place->sketch);
	place->sketch = NULL;
}

void place_sketch(struct place *place, const struct panel_context *context)
{
	struct panel *panel = place->jobs && place->panel->ops->sketches ? panel_create(place->panel->ops, &place->panel->subject) : NULL;

	sketch_drop(place);
	place->sketching = panel ? load_create(place, panel, context) : NULL;
	if (!place->sketching) {
		panel_destroy(panel);
		return;
	}
	place->sketching->context.sketch = true;
	jobs_add(place->jobs, &place->sketching->job);
}

/* What could not be sketched is waited for. */
static bool sketch_settle(struct place *place)
{
	struct load *load = place->sketching;

	if (!load || !jobs_is_done(place->jobs, &load->job))
		return false;
	place->sketching = NULL;
	if (load->ran && !load->panel->failed[0])
		place->sketch = load->panel;
	else
		panel_destroy(load->panel);
	free(load);
	return place->sketch != NULL;
}

void place_load(struct place *place, const struct panel_context *context)
{
	struct panel_context now = *context;
	bool reads = place->panel->ops != &panel_help;	/* a page of keys is there at once */

	place->stale = false;
	place_leave(place);
	place->incomplete = false;
	if (place->load) {
		sketch_drop(place);
		place->again = true;
		jobs_stop(place->jobs, &place->load->job);
		return;
	}
	place->load = place->jobs && reads ? load_create(place, place->panel, context) : NULL;
	if (place->load) {
		place_label(place);
		jobs_add(place->jobs, &place->load->job);
		return;
	}
	now.scope = &place->scope;
	panel_load(place->panel, &now);
	panel_load_more(place->panel, &now);
	place_label(place);
}

bool place_settle(struct place *place, const struct panel_context *context)
{
	bool cut, sketched = sketch_settle(place);

	if (!place->load || !jobs_is_done(place->jobs, &place->load->job))
		return later_settle(place) || sketched;
	sketch_drop(place);
	cut = !place->load->ran || (place->load->stopped && place->panel->failed[0]);
	free(place->load);
	place->load = NULL;
	if (place->again) {
		place->again = false;
		place_load(place, context);
		return false;
	}
	if (cut)
		snprintf(place->panel->failed, sizeof(place->panel->failed), "Stopped. Ctrl-R reads it again.");
	place_label(place);
	place_complete(place, context);
	return true;
}

void place_stop(struct place *place)
{
	if (place->later)
		jobs_stop(place->jobs, &place->later->job);
	if (!place->load)
		return;
	place->again = false;
	sketch_drop(place);
	place->load->stopped = true;
	jobs_stop(place->jobs, &place->load->job);
}

void place_close(struct place *place)
{
	place_leave(place);
	sketch_drop(place);
	if (place->load)
		jobs_drop(place->jobs, &place->load->job);
	else
		panel_destroy(place->panel);
	*place = (struct place){ 0 };
}
