/* dashboard.c - the stack of places, and who gets a key first.
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
#include "export.h"
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
		.synthetic = d->options.synthetic, .mask_names = d->mask, .told = d->told, .notes = d->options.notes,
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

static void settle_behind(struct dashboard *d)
{
	if (!d->behind || !jobs_is_done(d->jobs, &d->behind->job))
		return;
	free(d->behind);
	d->behind = NULL;
}

/* Reads what was given up when something else was opened. */
static void complete(struct dashboard *d, struct place *place)
{
	struct panel_context context = dashboard_context(d, place);

	place_complete(place, &context);
}

/* Esc: the place below, as it was left. */
static void back(struct dashboard *d)
{
	if (d->n_places < 2) {
		dashboard_say(d, "This is the first screen; q leaves.");
		return;
	}
	place_close(top(d));
	d->n_places--;
	place_close(&d->companion);
	if (top(d)->stale)
		dashboard_load(d, top(d));
	else if (top(d)->incomplete)
		complete(d, top(d));
}

/* q: out of what was drilled into; from a view, out of the program. */
static bool quit(struct dashboard *d)
{
	if (d->n_places < 2 || !top(d)->drilled)
		return false;
	back(d);
	return true;
}

void dashboard_view(struct dashboard *d, const struct panel_ops *ops)
{
	if (top(d)->panel->ops != ops && !dashboard_open(d, ops, &top(d)->scope, NULL))
		dashboard_say(d, "There is not enough memory to open another view.");
}

static void open_view(struct dashboard *d, char key)
{
	size_t n;
	const struct panel_ops *const *views = panel_views(&n);

	for (size_t i = 0; i < n; i++) {
		if (views[i]->key != key)
			continue;
		dashboard_view(d, views[i]);
		return;
	}
	dashboard_say(d, "No view has the key %c here.", key);
}

struct panel_focus dashboard_focus(const struct place *place)
{
	struct panel_focus focus = { 0 };

	if (place_is_ready(place) && place->panel->ops->focus)
		place->panel->ops->focus(place->panel, &focus);
	return focus;
}

/* A note stands beside a figure of its own place, whatever is filtered here. */
static void scope_of_note(const struct dashboard *d, const char *id, struct panel_scope *scope)
{
	const struct note *note = notes_find(d->options.notes, id);

	if (!note)
		return;
	scope->n_filters = 0;
	for (size_t i = 0; i < note->about.n_filters; i++)
		scope_filter_set(scope, note->about.filters[i].name, note->about.filters[i].value);
}

static void drill(struct dashboard *d)
{
	struct place *place = top(d);
	struct panel_focus focus = dashboard_focus(place);
	struct panel_scope scope = place->scope;
	const struct panel_ops *ops = NULL;

	if (!focus.drills)
		return;
	if (focus.note[0])
		scope_of_note(d, focus.note, &scope);
	if (focus.filter_name[0] && !focus.keeps_scope)
		scope_filter_set(&scope, focus.filter_name, focus.filter_value);
	if (focus.also_name[0])
		scope_filter_set(&scope, focus.also_name, focus.also_value);
	if (focus.to)
		scope_set_days(&scope, focus.from, focus.to);
	if (focus.compare)
		scope.compare = (enum panel_compare)focus.compare;
	if (place->panel->ops->drill)
		ops = place->panel->ops->drill(place->panel);
	if (!ops && focus.declaration)
		ops = &panel_declaration;
	if (!ops)
		ops = drill_dimension(&scope, &d->names) ? &panel_breakdown : &panel_declarations;
	if (dashboard_open(d, ops, &scope, &focus))
		top(d)->drilled = true;
	else
		dashboard_say(d, "There is not enough memory to go further down.");
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

/* V: the panel told in words; again, back to it. */
static void in_words(struct dashboard *d)
{
	struct place *place = top(d);
	const struct panel_ops *of = place->panel->ops;
	int level = place->panel->level;
	struct panel_focus subject = place->panel->subject;

	if (of == &panel_plain) {
		back(d);
		return;
	}
	if (of == &panel_help || of == &panel_proof || of == &panel_declaration) {
		dashboard_say(d, "This page is words already.");
		return;
	}
	place = dashboard_push(d, &panel_plain, &place->scope, &subject);
	if (!place) {
		dashboard_say(d, "There is not enough memory for this page.");
		return;
	}
	place->drilled = true;
	place->panel->subject_of = of;
	place->panel->level = level;
	dashboard_load(d, place);
}

bool dashboard_write_plain(struct dashboard *d, struct text *out, struct err *err)
{
	size_t n;
	const struct panel_ops *const *views = panel_views(&n);
	struct panel_context context;
	struct text scope = TEXT_INIT, against = TEXT_INIT;
	bool ok = true;

	if (d->n_places == 0) {
		text_appendf(out, "%s\n", d->options.first_run ? d->options.first_run : "");
		return true;
	}
	context = dashboard_context(d, top(d));
	scope_text(context.scope, &scope);
	compare_text(&context, &against);
	text_appendf(out, "Tidewaiter. %s. Judged by %s.%s\n", scope.data, against.data, d->options.synthetic ? " SYNTHETIC data." : "");
	for (size_t i = 0; ok && i < n; i++) {
		text_appendf(out, "\n%s\n", views[i]->title);
		ok = plain_write(&context, views[i], NULL, 0, out, err);
	}
	text_finish(&scope);
	text_finish(&against);
	return ok;
}

static void open_page(struct dashboard *d, const struct panel_ops *ops)
{
	struct panel_focus focus = dashboard_focus(top(d));
	struct panel_scope scope = top(d)->scope;

	if (top(d)->panel->ops == ops) {
		back(d);
		return;
	}
	if (ops == &panel_proof && !focus.kpi[0])
		return;
	if (ops == &panel_actions && !d->options.notes) {
		dashboard_say(d, "There is no file for notes here.");
		return;
	}
	if (ops == &panel_proof && focus.note[0])
		scope_of_note(d, focus.note, &scope);
	if (ops == &panel_proof && focus.filter_name[0])
		scope_filter_set(&scope, focus.filter_name, focus.filter_value);
	if (ops == &panel_help)
		snprintf(focus.kpi, sizeof(focus.kpi), "%s", top(d)->panel->ops->name);
	if (dashboard_open(d, ops, &scope, &focus))
		top(d)->drilled = true;
	else
		dashboard_say(d, "There is not enough memory for this page.");
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

static void filter(struct dashboard *d)
{
	struct panel_focus focus = dashboard_focus(top(d));
	struct panel_scope scope = top(d)->scope;

	if (!focus.filter_name[0])
		return;
	if (!scope_filter_set(&scope, focus.filter_name, focus.filter_value))
		dashboard_say(d, "No more than twelve filters at a time; F drops them.");
	else
		dashboard_change(d, &scope);
}

static void clear_filters(struct dashboard *d)
{
	struct panel_scope scope = top(d)->scope;

	if (scope.n_filters == 0)
		return;
	scope.n_filters = 0;
	dashboard_change(d, &scope);
}

static void step(struct dashboard *d, int delta)
{
	struct panel_scope scope = top(d)->scope;
	struct text day = TEXT_INIT;

	if (scope_step(&scope, delta)) {
		dashboard_change(d, &scope);
	} else if (scope.last_day != TIME_DAY_NONE) {
		scope_day_text(delta < 0 ? scope.first_day : scope.last_day, true, &day);
		dashboard_say(d, "The data %s on %s.", delta < 0 ? "begins" : "ends", day.data);
	}
	text_finish(&day);
}

static void zoom(struct dashboard *d, int delta)
{
	struct panel_scope scope = top(d)->scope;

	if (scope_zoom(&scope, delta))
		dashboard_change(d, &scope);
	else
		dashboard_say(d, delta < 0 ? "A day is the shortest period." : "A year is the longest period.");
}

static void ask_file(struct dashboard *d)
{
	struct text name = TEXT_INIT;

	export_name(d, &name);
	ask_open(d, ASK_WRITE, name.data);
	text_finish(&name);
}

void dashboard_mask(struct dashboard *d, bool mask)
{
	d->mask = mask;
	for (size_t i = 0; i < d->n_places; i++)
		d->places[i].stale = true;
	dashboard_reload(d);
	dashboard_say(d, "%s", d->mask ? "Names of traders and officers are masked." : "Names of traders and officers are shown; m masks them.");
}

static void next_theme(struct dashboard *d)
{
	dashboard_set_theme(d, (d->theme + 1) % theme_count());
	dashboard_say(d, "Theme: %s", theme_at(d->theme)->name);
}

static void forget_typed(struct dashboard *d)
{
	d->n_typed = 0;
	d->text_from = 0;
}

static bool cancel(struct dashboard *d)
{
	if (d->n_places && place_is_waiting(top(d))) {
		forget_typed(d);
		place_stop(top(d));
		return true;
	}
	if (d->asked_to_quit)
		return false;
	dashboard_say(d, "Nothing is running. Ctrl-C again leaves.");
	d->asked_to_quit = true;
	return true;
}

/* These look into the store from here on. */
static void ask_store(struct dashboard *d, enum request request)
{
	jobs_pause(d->jobs);
	if (request == REQ_NOTE)
		ask_note_begin(d);
	else if (request == REQ_FIND || request == REQ_COMMAND)
		ask_open(d, request == REQ_FIND ? ASK_FIND : ASK_COMMAND, "");
	else
		ask_find_again(d, request == REQ_FIND_NEXT ? 1 : -1);
	jobs_resume(d->jobs);
}

/* + and -: written by whoever runs the dashboard, who knows where; then read again, so that what is shown is what was kept. */
static void opine(struct dashboard *d, bool agrees)
{
	struct panel_focus focus = dashboard_focus(top(d));
	struct err err = { 0 };
	bool ok;

	if (!focus.declaration || !dashboard_can(d, REQ_AGREE))
		return;
	if (!d->options.opine) {
		dashboard_say(d, "Nothing is written from here: an officer's word is kept by the dashboard on a database that may be written.");
		return;
	}
	jobs_pause(d->jobs);
	ok = d->options.opine(d->options.opine_context, focus.declaration, agrees, &err);
	jobs_resume(d->jobs);
	if (!ok) {
		dashboard_say(d, "%s", err.text);
		return;
	}
	for (size_t i = 0; i < d->n_places; i++)
		d->places[i].stale = true;
	dashboard_reload(d);
	dashboard_say(d, agrees ? "Kept in the audit trail: the officer agrees." : "Kept in the audit trail: the officer does not agree.");
}

/* What no panel took. */
static void request_common(struct dashboard *d, enum request request)
{
	switch (request) {
	case REQ_DRILL: drill(d); break;
	case REQ_BACK: back(d); break;
	case REQ_PROOF: open_page(d, &panel_proof); break;
	case REQ_HELP: open_page(d, &panel_help); break;
	case REQ_NOTE: ask_store(d, request); break;
	case REQ_ACTIONS: open_page(d, &panel_actions); break;
	case REQ_PERIOD_PREVIOUS: step(d, -1); break;
	case REQ_PERIOD_NEXT: step(d, 1); break;
	case REQ_FINER: zoom(d, -1); break;
	case REQ_COARSER: zoom(d, 1); break;
	case REQ_FILTER: filter(d); break;
	case REQ_FILTER_CLEAR: clear_filters(d); break;
	case REQ_MASK: dashboard_mask(d, !d->mask); break;
	case REQ_PERIOD: ask_open(d, ASK_PERIOD, ""); break;
	case REQ_COMPARE: ask_open(d, ASK_COMPARE, ""); break;
	case REQ_FIND:
	case REQ_FIND_NEXT:
	case REQ_FIND_PREVIOUS:
	case REQ_COMMAND:
		ask_store(d, request);
		break;
	case REQ_EXPORT: ask_file(d); break;
	case REQ_PLAIN:
	case REQ_VIEW_MODE:	/* of panels that have one chart */
		in_words(d);
		break;
	case REQ_PRESENT:
		if (!d->present.on)
			present_begin(d, NULL, NULL);
		break;
	case REQ_AGREE:
	case REQ_DISAGREE:
		opine(d, request == REQ_AGREE);
		break;
	case REQ_UNDO: undo_run(d, false); break;
	case REQ_REDO: undo_run(d, true); break;
	case REQ_RELOAD:
		dashboard_reload(d);
		break;
	case REQ_EXCEPTION_NEXT:
	case REQ_EXCEPTION_PREVIOUS:
		dashboard_say(d, "Nothing here is worse than its target or its limits.");
		break;
	default:
		break;
	}
}

static bool is_view(enum request request)
{
	return request >= REQ_VIEW_1 && request <= REQ_VIEW_0;
}

static bool first_run_request(struct dashboard *d, enum request request)
{
	d->wants_demo = d->options.offers_demo && request == REQ_DRILL;
	return request != REQ_QUIT && !d->wants_demo;
}

bool dashboard_wants_demo(const struct dashboard *d)
{
	return d->wants_demo;
}

/* The panel on top goes first; what it changes of its looks can be taken back. */
static enum request ask_panel(struct dashboard *d, enum request request)
{
	struct panel *panel = top(d)->panel;
	bool looks = request == REQ_SORT || request == REQ_SORT_REVERSE || request == REQ_VIEW_MODE;
	struct change before;

	if (!place_is_ready(top(d)) || !panel->ops->on_request)
		return request;
	if (looks)
		before = undo_look(d);
	request = panel->ops->on_request(panel, request);
	if (looks)
		undo_keep_look(d, &before);
	return request;
}

bool dashboard_request(struct dashboard *d, enum request request)
{
	if (d->asking != ASK_NOTHING && request == REQ_CANCEL) {
		d->asking = ASK_NOTHING;
		return true;
	}
	if (request == REQ_CANCEL)
		return cancel(d);
	d->message[0] = '\0';
	d->asked_to_quit = false;
	if (request == REQ_THEME) {
		next_theme(d);
		return true;
	}
	if (d->n_places == 0)
		return first_run_request(d, request);
	if (request == REQ_QUIT)
		return quit(d);
	if (is_view(request)) {
		open_view(d, request == REQ_VIEW_0 ? '0' : (char)('1' + (request - REQ_VIEW_1)));
		return true;
	}
	request_common(d, ask_panel(d, request));
	return true;
}

static bool opens_prompt(enum request request)
{
	return request == REQ_FIND || request == REQ_COMMAND || request == REQ_PERIOD || request == REQ_COMPARE || request == REQ_EXPORT ||
	       request == REQ_NOTE;
}

/* Leave, or go elsewhere: what was typed before is given up with the place. */
static bool leaves(enum request request)
{
	return is_view(request) || request == REQ_BACK || request == REQ_QUIT || request == REQ_HELP || request == REQ_CANCEL;
}

/* Acts on the scope or the look alone, not on what stands in the panel. */
static bool needs_no_panel(enum request request)
{
	switch (request) {
	case REQ_PERIOD_PREVIOUS:
	case REQ_PERIOD_NEXT:
	case REQ_FINER:
	case REQ_COARSER:
	case REQ_FILTER_CLEAR:
	case REQ_MASK:
	case REQ_THEME:
	case REQ_RELOAD:
	case REQ_UNDO:
	case REQ_REDO:
	case REQ_PRESENT:
		return true;
	default:
		return leaves(request) || (opens_prompt(request) && request != REQ_EXPORT && request != REQ_NOTE);
	}
}

static void keep_typed(struct dashboard *d, uint32_t key)
{
	if (d->n_typed < TYPED_MAX)
		d->typed[d->n_typed++] = key;
}

/* For a prompt that will open: Esc takes it back, Enter ends it. */
static bool keep_text(struct dashboard *d, uint32_t key)
{
	if (key == KEY_ESCAPE_)
		d->n_typed = d->text_from - 1;
	else
		keep_typed(d, key);
	if (key == KEY_ESCAPE_ || key == KEY_ENTER_)
		d->text_from = 0;
	return true;
}

/* true when the key waits until the panel was read. */
static bool wait_for_panel(struct dashboard *d, uint32_t key)
{
	enum request request = request_of_key(key);
	const struct panel_ops *ops = d->n_places ? top(d)->panel->ops : NULL;

	if (d->n_places == 0 || !place_is_waiting(top(d)))
		return false;
	/* Only some requests wait for what comes in behind the picture; and those that were typed after them. */
	if (!top(d)->load && d->n_typed == 0 && !(place_is_ready(top(d)) && ops->waits && ops->waits(top(d)->panel, request)))
		return false;
	if (d->text_from)
		return keep_text(d, key);
	if (leaves(request)) {
		forget_typed(d);
		return false;
	}
	if (d->n_typed == 0 && (request == REQ_NONE || (needs_no_panel(request) && top(d)->load)))
		return false;
	keep_typed(d, key);
	if (opens_prompt(request))
		d->text_from = d->n_typed;
	return true;
}

static bool prompt(struct dashboard *d, uint32_t key)
{
	bool going;

	jobs_pause(d->jobs);
	going = ask_key(d, key);
	jobs_resume(d->jobs);
	return going;
}

bool dashboard_key(struct dashboard *d, uint32_t key)
{
	if (play_is_on(d) && play_key(d, key))
		return true;
	if (record_is_on(d))
		record_key(d, key);
	return dashboard_press(d, key);
}

bool dashboard_press(struct dashboard *d, uint32_t key)
{
	enum request request;

	if (d->asking != ASK_NOTHING)
		return prompt(d, key);
	if (d->present.on) {
		d->message[0] = '\0';
		if (present_key(d, key))
			return true;
	}
	if (wait_for_panel(d, key))
		return true;
	request = request_of_key(key);
	if (d->n_places == 0 && key == 'd')
		request = REQ_DRILL;	/* as the page says: the demo */
	if (request == REQ_NONE) {
		d->message[0] = '\0';
		return true;
	}
	return dashboard_request(d, request);
}

/* What was typed while the panel was read; one of the keys may begin another reading, for which the rest waits again. */
static bool type_again(struct dashboard *d)
{
	uint32_t keys[TYPED_MAX];
	size_t n = d->n_typed;
	bool going = true;

	memcpy(keys, d->typed, n * sizeof(keys[0]));
	forget_typed(d);
	for (size_t i = 0; i < n && going; i++)
		going = dashboard_press(d, keys[i]);
	return going;
}

static bool settle(struct dashboard *d, struct place *place)
{
	struct panel_context context;

	if (!place_is_waiting(place))
		return false;
	context = dashboard_context(d, place);
	return place_settle(place, &context);
}

bool dashboard_settle(struct dashboard *d, bool *ret_changed)
{
	*ret_changed = false;
	if (!d->jobs)
		return true;
	jobs_heed(d->jobs);
	settle_behind(d);
	*ret_changed = settle(d, &d->companion) | freshness_settle(&d->freshness, d->jobs);
	for (size_t i = 0; i < d->n_places; i++)
		*ret_changed |= settle(d, &d->places[i]);
	return d->n_typed == 0 || top(d)->load || type_again(d);
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

bool dashboard_can(const void *context, enum request request)
{
	const struct dashboard *d = context;
	const struct place *place = d->n_places ? &d->places[d->n_places - 1] : NULL;
	struct panel_focus focus;

	if (request == REQ_HELP)
		return place != NULL;
	if (request == REQ_QUIT || !place)
		return request == REQ_QUIT;
	focus = dashboard_focus(place);
	switch (request) {
	case REQ_DRILL: return focus.drills;
	case REQ_BACK: return d->n_places > 1;
	case REQ_PROOF: return focus.kpi[0] && place->panel->ops != &panel_proof;
	case REQ_FILTER: return focus.filter_name[0];
	case REQ_FILTER_CLEAR: return place->scope.n_filters > 0;
	case REQ_UNDO: return d->undo.n > 0;
	case REQ_REDO: return d->redo.n > 0;
	case REQ_PRESENT: return !d->present.on;
	case REQ_FIND:
	case REQ_COMMAND: return true;
	case REQ_EXPORT: return d->options.save != NULL;
	case REQ_NOTE: return d->options.notes && !notes_refused(d->options.notes) && !d->present.on && place_is_ready(place) &&
		place->panel->ops != &panel_help;
	case REQ_ACTIONS: return d->options.notes != NULL;
	case REQ_PERIOD_PREVIOUS:
	case REQ_PERIOD_NEXT:
	case REQ_FINER:
	case REQ_COARSER:
	case REQ_PERIOD:
	case REQ_COMPARE:
		return place->scope.last_day != TIME_DAY_NONE && place->panel->ops != &panel_help;
	default:
		return place_is_ready(place) && place->panel->ops->can && place->panel->ops->can(place->panel, request);
	}
}
