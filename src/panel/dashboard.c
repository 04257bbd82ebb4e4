/* dashboard.c - the stack of places: opened, read, left and come back to.
 *
 * A place is a panel with the scope it was loaded in. Opening a view or drilling puts a place on top; Esc takes it off and
 * shows the one below as it was left, row and all, so nothing needs to be remembered elsewhere. Data is read only when a
 * place is opened or its scope changes; painting copies what was loaded. Knows no terminal.
 *
 * With jobs, data is read behind the screen: keys that need what is being read wait for it in the order in which they were
 * typed, all others act at once. Prompts ask the store themselves: reading pauses for them. */
#include "panel/dashboard.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/time.h"
#include "canvas/theme.h"
#include "dashboard_private.h"
#include "compare.h"
#include "plain.h"
#include "store/store.h"

/* What a first look leaves in memory: most of those who look ask for one thing more, or for none. */
enum { FIRST_KEEPS = 4 << 20 };

int32_t dashboard_today(const struct dashboard *d)
{
	return time_day_of(d->zone ? time_local_from_utc(d->zone, d->env.now) : d->env.now);
}

struct panel_context dashboard_context(const struct dashboard *d, const struct place *place)
{
	return (struct panel_context){ .env = &d->env, .scope = &place->scope, .names = &d->names,
		.synthetic = d->options.synthetic, .mask_names = d->mask, .on_stage = d->present.on, .told = d->told, .notes = d->options.notes,
		.today = dashboard_today(d) };
}

void dashboard_load(struct dashboard *d, struct place *place)
{
	struct panel_context context = dashboard_context(d, place);

	if (d->opening)
		place_sketch(place, &context);
	else
		cube_keep(d->env.cube, CUBE_KEEPS);
	place_load(place, &context);
}

/* What is still being read gives way to what is wanted now, and is read again when one comes back. */
static void give_way(struct dashboard *d)
{
	if (d->n_places == 0)
		return;
	place_leave(top(d));
	if (!top(d)->load)
		return;
	place_stop(top(d));
	top(d)->stale = true;
}

/* The oldest place but the first makes room when one wanders about for long. */
struct place *dashboard_push(struct dashboard *d, const struct panel_ops *ops, const struct panel_scope *scope,
	const struct panel_focus *subject)
{
	struct panel *panel = panel_create(ops, subject);
	struct place *place;

	if (!panel)
		return NULL;
	give_way(d);
	if (d->n_places == PLACES_MAX) {
		place_close(&d->places[1]);
		memmove(&d->places[1], &d->places[2], (PLACES_MAX - 2) * sizeof(d->places[0]));
		d->n_places--;
	}
	place = &d->places[d->n_places++];
	*place = (struct place){ .panel = panel, .scope = *scope, .jobs = d->jobs, .number = ++d->opened };
	if (ops->key)
		place->view = ops;
	else
		place->view = d->n_places > 1 ? place[-1].view : NULL;
	panel->level = !ops->key && d->n_places > 1 ? place[-1].panel->level + 1 : 0;
	place_close(&d->companion);
	return place;
}

bool dashboard_open(struct dashboard *d, const struct panel_ops *ops, const struct panel_scope *scope,
	const struct panel_focus *subject)
{
	struct place *place = dashboard_push(d, ops, scope, subject);

	if (place)
		dashboard_load(d, place);
	return place != NULL;
}

void dashboard_say(struct dashboard *d, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(d->message, sizeof(d->message), format, args);
	va_end(args);
}

static void load_freshness(struct dashboard *d)
{
	struct panel_context context = dashboard_context(d, top(d));

	freshness_load(&d->freshness, &context, d->jobs);
}

/* Called by jobs: what reads the cube, or row by row, notices. */
static void stop_reading(void *context, bool stop)
{
	const struct dashboard *d = context;

	cube_stop(d->env.cube, stop);
	store_stop(d->env.store, stop);
}

/* Work of somebody else, on the thread that reads. */
struct behind {
	struct job job;
	void (*work)(void *context);
	void *context;
};

/* What was read once for this state of the data. */
static bool know_data(struct dashboard *d, struct err *err)
{
	const char *zone = store_fact(d->env.store, "timezone");

	d->zone = zone ? time_zone_find(zone) : NULL;
	return names_load(d->env.store, &d->names, err);
}

static bool open_first_view(struct dashboard *d, struct err *err)
{
	const struct panel_ops *view = panel_view_find(d->options.view ? d->options.view : "brief");
	struct panel_scope scope;

	if (!know_data(d, err) || !scope_open(&d->env, &scope, err))
		return false;
	d->opening = true;
	if (d->jobs)
		cube_keep(d->env.cube, FIRST_KEEPS);
	if (!dashboard_open(d, view, &scope, NULL))
		return err_memory(err);
	d->opening = false;
	load_freshness(d);
	return true;
}

bool dashboard_create(const struct dashboard_options *options, struct dashboard **ret_dashboard, struct err *err)
{
	struct dashboard *d;
	bool ok = false;

	if (options->view && !panel_view_find(options->view))
		return err_set(err, ERR_USAGE, "There is no view '%s'; the views are brief, time, control, revenue, posts, risk, reform and data.",
			options->view);
	d = calloc(1, sizeof(*d));
	if (!d)
		return err_memory(err);
	d->options = *options;
	d->env = *options->env;
	d->memory = kpi_memory_create();	/* without it, all is computed each time */
	d->env.memory = d->memory;
	d->told = told_cache_create();
	d->mask = true;
	d->declarations = cube_rows(d->env.cube);
	if (options->background && !jobs_create(stop_reading, d, &d->jobs, err))
		goto out;
	if (options->demo_hint)
		dashboard_say(d, "%s", options->demo_hint);
	if (!options->first_run && !open_first_view(d, err))
		goto out;
	ok = true;
	*ret_dashboard = d;
	d = NULL;
out:
	dashboard_destroy(d);
	return ok;
}

void dashboard_destroy(struct dashboard *d)
{
	if (!d)
		return;
	while (d->n_places)
		place_close(&d->places[--d->n_places]);
	place_close(&d->companion);
	freshness_close(&d->freshness, d->jobs);
	if (d->behind)
		jobs_drop(d->jobs, &d->behind->job);
	jobs_destroy(d->jobs);
	play_end(d);
	record_end(d, NULL);
	record_drop(d);
	names_finish(&d->names);
	told_cache_destroy(d->told);
	kpi_memory_destroy(d->memory);
	free(d);
}

size_t dashboard_theme(const struct dashboard *d)
{
	return d->theme;
}

void dashboard_set_theme(struct dashboard *d, size_t index)
{
	d->theme = index < theme_count() ? index : 0;
}

/* "1 204 declarations more, up to Mon 23 Nov 2026": what a look at the screen before would not tell. */
static void say_what_is_new(struct dashboard *d, int64_t before, int32_t last_day)
{
	const struct panel_scope *scope = &top(d)->scope;
	int64_t more = d->declarations - before;
	struct text day = TEXT_INIT;

	if (scope->last_day != TIME_DAY_NONE)
		scope_day_text(scope->last_day, true, &day);
	if (more < 0)
		dashboard_say(d, "Other data: %lld declarations, up to %s.", (long long)d->declarations, day.data);
	else if (more == 0)
		dashboard_say(d, "Data was loaded again: what changed in it is in the figures now.");
	else if (scope->last_day == last_day)
		dashboard_say(d, "New data: %lld declarations more.", (long long)more);
	else
		dashboard_say(d, "New data: %lld declarations more, up to %s.", (long long)more, day.data);
	text_finish(&day);
}

static bool refresh_places(struct dashboard *d, struct err *err)
{
	bool ok = know_data(d, err);

	for (size_t i = 0; i < d->n_places; i++) {
		ok = ok && scope_refresh(&d->env, &d->places[i].scope, err);
		d->places[i].stale = true;
	}
	dashboard_reload(d);
	load_freshness(d);
	return ok;
}

void dashboard_replace(struct dashboard *d, const struct kpi_env *env, bool synthetic, bool changed)
{
	int64_t before = d->declarations;
	int32_t last_day = d->n_places ? top(d)->scope.last_day : TIME_DAY_NONE;
	struct err err = { 0 };
	bool ok;

	told_cache_forget(d->told);
	d->asked_to_pick = false;
	d->env = *env;
	d->env.memory = d->memory;
	d->options.env = env;
	d->options.synthetic = synthetic;
	d->declarations = cube_rows(env->cube);
	ok = d->n_places ? refresh_places(d, &err) : d->declarations == 0 || open_first_view(d, &err);
	if (!ok)
		dashboard_say(d, "%s", err.text);
	else if (d->n_places && changed)
		say_what_is_new(d, before, last_day);
}

static void behind_run(struct job *job)
{
	struct behind *behind = (struct behind *)job;

	behind->work(behind->context);
}

static void behind_release(struct job *job)
{
	free(job);
}

void dashboard_behind(struct dashboard *d, void (*work)(void *context), void *context)
{
	struct behind *behind = d->jobs && !d->behind ? calloc(1, sizeof(*behind)) : NULL;

	if (!behind)
		return;
	*behind = (struct behind){ .job = { .run = behind_run, .release = behind_release }, .work = work, .context = context };
	d->behind = behind;
	jobs_add(d->jobs, &behind->job);
}

void dashboard_tell(struct dashboard *d, const char *text)
{
	dashboard_say(d, "%s", text);
}

bool dashboard_tell_work(struct dashboard *d, const char *text)
{
	bool changed = strcmp(d->work, text) != 0;

	snprintf(d->work, sizeof(d->work), "%s", text);
	return changed;
}

void dashboard_settle_behind(struct dashboard *d)
{
	if (!d->behind || !jobs_is_done(d->jobs, &d->behind->job))
		return;
	free(d->behind);
	d->behind = NULL;
}

/* Reads what was given up when something else was opened. */
void dashboard_complete(struct dashboard *d, struct place *place)
{
	struct panel_context context = dashboard_context(d, place);

	place_complete(place, &context);
}

void dashboard_view(struct dashboard *d, const struct panel_ops *ops)
{
	if (top(d)->panel->ops != ops && !dashboard_open(d, ops, &top(d)->scope, NULL))
		dashboard_say(d, "There is not enough memory to open another view.");
}

struct panel_focus dashboard_focus(const struct place *place)
{
	struct panel_focus focus = { 0 };

	if (place_is_ready(place) && place->panel->ops->focus)
		place->panel->ops->focus(place->panel, &focus);
	return focus;
}

void dashboard_kpi(struct dashboard *d, const char *id)
{
	struct panel_focus focus = { .drills = true };
	const struct panel_scope *scope = &top(d)->scope;

	snprintf(focus.kpi, sizeof(focus.kpi), "%s", id);
	if (dashboard_open(d, drill_dimension(scope, &d->names) ? &panel_breakdown : &panel_declarations, scope, &focus))
		top(d)->drilled = true;
	else
		dashboard_say(d, "There is not enough memory to go further down.");
}

static void plain_begin(const struct dashboard *d, const struct panel_context *context, struct text *out)
{
	struct text scope = TEXT_INIT, against = TEXT_INIT;

	scope_text(context->scope, &scope);
	compare_text(context, &against);
	text_appendf(out, "Tidewaiter. %s. Judged by %s.%s\n", scope.data, against.data, d->options.synthetic ? " SYNTHETIC data." : "");
	text_finish(&scope);
	text_finish(&against);
}

static bool plain_shown(struct dashboard *d, const struct panel_context *context, struct text *out, struct err *err)
{
	const struct panel *panel = top(d)->panel;
	const struct panel_ops *ops = panel->ops == &panel_plain && panel->subject_of ? panel->subject_of : panel->ops;

	text_appendf(out, "\n%s\n", ops->title);
	return plain_write(context, ops, &panel->subject, panel->level, out, err);
}

bool dashboard_write_plain(struct dashboard *d, enum dashboard_plain what, struct text *out, struct err *err)
{
	size_t n;
	const struct panel_ops *const *views = panel_views(&n);
	struct panel_context context;
	bool ok = true;

	if (d->n_places == 0) {
		text_appendf(out, "%s\n", d->options.first_run ? d->options.first_run : "");
		return true;
	}
	context = dashboard_context(d, top(d));
	plain_begin(d, &context, out);
	if (what == DASHBOARD_SHOWN)
		return plain_shown(d, &context, out, err);
	for (size_t i = 0; ok && i < n; i++) {
		text_appendf(out, "\n%s\n", views[i]->title);
		ok = plain_write(&context, views[i], NULL, 0, out, err);
	}
	return ok;
}

void dashboard_reload(struct dashboard *d)
{
	place_close(&d->companion);
	dashboard_load(d, top(d));
}

/* Charts have their marks from the notes, exceptions their rest. */
void dashboard_notes_changed(struct dashboard *d)
{
	for (size_t i = 0; i < d->n_places; i++)
		d->places[i].stale = true;
	if (d->n_places)
		dashboard_reload(d);
}

bool dashboard_look_at_notes(struct dashboard *d)
{
	bool changed = false;

	if (!d->options.notes || dashboard_is_busy(d))
		return false;
	jobs_pause(d->jobs);
	if (notes_refresh(d->options.notes, &changed, NULL) && changed)
		dashboard_notes_changed(d);
	jobs_resume(d->jobs);
	return changed;
}

void dashboard_change(struct dashboard *d, const struct panel_scope *scope)
{
	undo_keep_scope(d);
	top(d)->scope = *scope;
	dashboard_reload(d);
}

void dashboard_mask(struct dashboard *d, bool mask)
{
	d->mask = mask;
	for (size_t i = 0; i < d->n_places; i++)
		d->places[i].stale = true;
	dashboard_reload(d);
	dashboard_say(d, "%s", d->mask ? "Names of traders and officers are masked." : "Names of traders and officers are shown; m masks them.");
}

bool dashboard_wants_demo(const struct dashboard *d)
{
	return d->wants_demo;
}

void dashboard_tell_time(struct dashboard *d, int64_t ms)
{
	d->now_ms = ms;
}

int dashboard_due(const struct dashboard *d)
{
	return play_is_on(d) ? play_due(d) : present_due(d);
}

bool dashboard_go_on(struct dashboard *d)
{
	if (play_is_on(d))
		return play_step(d);
	if (present_due(d) == 0)
		present_turn(d);
	return true;
}

bool dashboard_play(struct dashboard *d, const char *path, struct err *err)
{
	return play_begin(d, path, err);
}

bool dashboard_record(struct dashboard *d, const char *path, struct err *err)
{
	return path ? record_begin(d, path, err) : record_end(d, err);
}

int dashboard_wake_fd(const struct dashboard *d)
{
	return d->jobs ? jobs_fd(d->jobs) : -1;
}

bool dashboard_is_busy(const struct dashboard *d)
{
	return d->jobs && !jobs_are_idle(d->jobs);
}

bool dashboard_is_completing(const struct dashboard *d)
{
	return d->n_places && d->places[d->n_places - 1].later;
}

bool dashboard_is_reading(const struct dashboard *d)
{
	return d->n_places && d->places[d->n_places - 1].load;
}

bool dashboard_is_blank(const struct dashboard *d)
{
	return dashboard_is_reading(d) && !d->places[d->n_places - 1].sketch;
}
