/* timeline.c - see timeline.h. The same reading and the same rules as the segments: nothing is judged here.
 */
#include "cube/timeline.h"

#include <stdlib.h>

#include "resolve.h"
#include "source.h"
#include "sweep.h"

static const char *const owners[CUBE_OWNERS] = {
	[CUBE_OWNER_CUSTOMS] = "customs",
	[CUBE_OWNER_AGENCY] = "agency",
	[CUBE_OWNER_TRADER] = "trader",
	[CUBE_OWNER_TERMINAL] = "terminal",
	[CUBE_OWNER_SHARED] = "shared",
};

static const char *const sources[CUBE_SOURCES] = {
	[CUBE_FROM_COLUMN] = "declarations",
	[CUBE_FROM_INSPECTION] = "inspections",
	[CUBE_FROM_MILESTONE] = "milestones",
};

const char *cube_owner_name(enum cube_owner owner)
{
	return owners[owner];
}

static int event_compare(const void *a, const void *b)
{
	const struct cube_recorded *x = a, *y = b;

	if (x->at.utc != y->at.utc)
		return x->at.utc < y->at.utc ? -1 : 1;
	return (x->code > y->code) - (x->code < y->code);
}

static bool copy_events(struct cube_declaration *d, struct arena *arena, struct cube_timeline *timeline)
{
	struct cube_event *events = arena_array(arena, d->n_events, sizeof(*events));

	if (!events)
		return false;
	if (d->n_events > 1)
		qsort(d->events, d->n_events, sizeof(*d->events), event_compare);
	for (size_t i = 0; i < d->n_events; i++) {
		const struct cube_recorded *r = &d->events[i];

		events[i] = (struct cube_event){
			.code = cube_milestone_name(r->code),
			.source = sources[r->source],
			.at = {.seconds = r->at.form == TIME_FORM_INSTANT ? r->at.utc : r->at.local,
				.form = r->at.form},
			.local = r->at.local,
		};
	}
	timeline->events = events;
	timeline->n_events = d->n_events;
	return true;
}

static bool copy_stretches(
	const struct cube_sweep *sweep, struct arena *arena, struct cube_timeline *timeline)
{
	struct cube_stretch *stretches = arena_array(arena, sweep->n, sizeof(*stretches));

	if (!stretches)
		return false;
	for (size_t i = 0; i < sweep->n; i++)
		stretches[i] = sweep->stretches[i];
	timeline->stretches = stretches;
	timeline->n_stretches = sweep->n;
	return true;
}

static bool draw(struct cube_declaration *d, const struct time_zone *zone, struct arena *arena,
	struct cube_timeline *ret_timeline, struct err *err)
{
	struct cube_timeline timeline = {.zone = zone};
	struct cube_resolved resolved = {0};
	struct cube_sweep sweep = {0};
	bool ok = cube_resolve(d->events, &d->n_events, &resolved) && cube_sweep_run(&sweep, &resolved) &&
		  copy_events(d, arena, &timeline) && copy_stretches(&sweep, arena, &timeline);

	cube_resolved_finish(&resolved);
	cube_sweep_finish(&sweep);
	if (!ok)
		return err_memory(err);
	*ret_timeline = timeline;
	return true;
}

bool cube_timeline_load(struct store *store, int64_t declaration, struct arena *arena,
	struct cube_timeline *ret_timeline, struct err *err)
{
	struct cube_source *source = NULL;
	struct cube_declaration *d;
	int got;
	bool ok = false;

	if (!cube_source_open(store, &source, err))
		return false;
	if (!cube_source_some(source, &declaration, 1, err))
		goto out;
	got = cube_source_next(source, &d, err);
	if (got == 0)
		err_set(err, ERR_NO_INPUT,
			"this declaration is not loaded: only records that refer to it are");
	if (got == 1)
		ok = draw(d, cube_clock_zone(cube_posts_clock(cube_source_posts(source), d->office)), arena,
			ret_timeline, err);
out:
	cube_source_close(source);
	return ok;
}
