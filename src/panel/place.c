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

static struct load *load_create(struct place *place, const struct panel_context *context)
{
	struct load *load = calloc(1, sizeof(*load));

	if (!load)
		return NULL;
	load->job = (struct job){ .run = load_run, .release = load_release };
	load->panel = place->panel;
	load->scope = place->scope;
	load->context = *context;
	load->context.scope = &load->scope;
	return load;
}

void place_load(struct place *place, const struct panel_context *context)
{
	struct panel_context now = *context;
	bool reads = place->panel->ops != &panel_help;	/* a page of keys is there at once */

	place->stale = false;
	if (place->load) {
		place->again = true;
		jobs_stop(place->jobs, &place->load->job);
		return;
	}
	place->load = place->jobs && reads ? load_create(place, context) : NULL;
	if (place->load) {
		place_label(place);
		jobs_add(place->jobs, &place->load->job);
		return;
	}
	now.scope = &place->scope;
	panel_load(place->panel, &now);
	place_label(place);
}

bool place_settle(struct place *place, const struct panel_context *context)
{
	bool cut;

	if (!place->load || !jobs_is_done(place->jobs, &place->load->job))
		return false;
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
	return true;
}

void place_stop(struct place *place)
{
	if (!place->load)
		return;
	place->again = false;
	place->load->stopped = true;
	jobs_stop(place->jobs, &place->load->job);
}

void place_close(struct place *place)
{
	if (place->load)
		jobs_drop(place->jobs, &place->load->job);
	else
		panel_destroy(place->panel);
	*place = (struct place){ 0 };
}
